package slack

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

func TestEscape(t *testing.T) {
	const j = wordJoiner
	tests := map[string]string{
		"":                    "",
		"Over ZO-2026-0142":   "Over ZO-2026-0142",
		"<!channel>":          "&lt;!channel&gt;",
		"<@U1> & <https://x>": "&lt;@" + j + "U1&gt; &amp; &lt;https:" + j + "//x&gt;",
		"&lt;!channel&gt;":    "&amp;lt;!channel&amp;gt;",
		"*a* _b_ ~c~ `d`":     "*" + j + "a*" + j + " _" + j + "b_" + j + " ~" + j + "c~" + j + " `" + j + "d`" + j,
		":x: @anouk #team":    ":" + j + "x:" + j + " @" + j + "anouk #" + j + "team",
		"a\x00b\u202ec\xff":   "abc\uFFFD",
	}
	for text, want := range tests {
		if got := escape(text); got != want {
			t.Errorf("escape(%q) = %q, want %q", text, got, want)
		}
	}
}

// FuzzPeople: whatever people write, nothing of it gets a meaning, in a message or in
// what a notification shows, and nothing of it gets lost.
func FuzzPeople(f *testing.F) {
	for _, text := range nasty {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.RuneCountInString(text) > bot.MaxText {
			return
		}
		m := bot.Message{Text: "Notitie: " + text, Preview: text}
		got := ""
		for _, p := range renderer().render(m, "U1") {
			checkPost(t, p)
			got += shown(p.Blocks)
		}
		if joined(got) != said(m) {
			t.Errorf("it says %q, not %q", joined(got), said(m))
		}
		escaped := escape(text)
		if back := strings.ReplaceAll(unescape(escaped), wordJoiner, ""); back != strings.ReplaceAll(platform.Clean(text), wordJoiner, "") {
			t.Errorf("escape(%q) is read as %q", text, back)
		}
		for _, r := range formatting {
			if strings.Count(escaped, string(r)) != strings.Count(escaped, string(r)+wordJoiner) {
				t.Errorf("escape(%q) leaves a %c", text, r)
			}
		}
	})
}

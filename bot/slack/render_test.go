package slack

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	api "github.com/slack-go/slack"
	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

var rewriteGoldens = flag.Bool("goldens", false, "rewrite testdata/*.json")

// renderer is an adapter that can only show things, at a fixed moment.
func renderer() *Slack {
	mac := func(data []byte) []byte {
		h := hmac.New(sha256.New, []byte("only for tests"))
		h.Write(data)
		return h.Sum(nil)
	}
	return &Slack{cfg: Config{
		Tickets: bot.Tickets{Platform: Platform, MAC: mac, Check: func(sum, data []byte) bool { return hmac.Equal(sum, mac(data)[:len(sum)]) }},
		Now:     func() time.Time { return time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC) },
	}}
}

// golden compares what goes out with what is kept in testdata.
func golden(t *testing.T, name string, v any) {
	t.Helper()
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name+".json")
	if *rewriteGoldens {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("%s is not what goes out any more (go test -run %s -goldens rewrites it):\n%s", path, t.Name(), got.String())
	}
}

// nasty are pieces of text with a meaning somewhere, and pieces that are hard to cut.
var nasty = []string{
	"<!channel>", "<!here|x>", "<@U012AB3CD>", "<#C012|algemeen>", "<https://evil.example|klik>", "https://evil.example", "mailto:a@b.nl", "@anouk", "@channel",
	"*vet*", "_schuin_", "~weg~", "`code`", "```\nblok\n```", "> citaat", ">>> alles", ":warning:", "# kop", "1. een", "- streep", "[x](https://y)", "&lt;!channel&gt;", "&amp;",
	"**", "**nadruk**", "** **", "* ", "\n* item", "\n", "\n\n", "\r\n", "\u2028", " ", "é", "👨‍👩‍👧", "\u202egespiegeld", "\x00", "\x1b[31m", "\xff", "Zin. ", "Vraag? ", "Roep! ",
	"Het gezin heeft hulp nodig bij de opvoeding. ", strings.Repeat("lang", 40), strings.Repeat("é", 700), strings.Repeat("woord ", 200), strings.Repeat("**a** ", 60), strings.Repeat("x", 3100),
}

// someText draws a text of at most so many characters.
func someText(most int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		pieces := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(nasty), rapid.String()), 1, 40).Draw(t, "pieces")
		runes := []rune(strings.Join(pieces, ""))
		return string(runes[:min(len(runes), most)])
	})
}

// someButtons draws buttons with labels that differ.
func someButtons(most int) *rapid.Generator[[]bot.Button] {
	return rapid.Custom(func(t *rapid.T) []bot.Button {
		n := rapid.IntRange(0, most).Draw(t, "buttons")
		var buttons []bot.Button
		for i := range n {
			label := []rune(fmt.Sprintf("%d%s", i, rapid.SampledFrom(nasty).Draw(t, "label")))
			said := rapid.SampledFrom(append(nasty, strings.Repeat("<", 1880))).Draw(t, "line")
			line := []rune(platform.Clean(fmt.Sprintf("zeg %d %s", i, said))) // a line is text
			buttons = append(buttons, bot.Button{Label: string(label[:min(len(label), bot.MaxLabel)]), Line: string(line[:min(len(line), bot.MaxLine)])})
		}
		return buttons
	})
}

// someMessage draws any message that passes bot.Check.
func someMessage() *rapid.Generator[bot.Message] {
	return rapid.Custom(func(t *rapid.T) bot.Message {
		m := bot.Message{Preview: rapid.OneOf(rapid.Just(""), someText(200)).Draw(t, "preview"), Refused: rapid.Bool().Draw(t, "refused")}
		m.Text = someText(rapid.SampledFrom([]int{10, 300, 6000}).Draw(t, "length")).Draw(t, "text")
		left := bot.MaxText - len([]rune(m.Text))
		for range rapid.IntRange(0, bot.MaxParts).Draw(t, "parts") {
			p := bot.Part{Text: someText(min(left, rapid.SampledFrom([]int{80, 400, bot.MaxValue}).Draw(t, "length"))).Draw(t, "part"), Buttons: someButtons(rapid.SampledFrom([]int{0, 3, 25}).Draw(t, "most")).Draw(t, "its buttons")}
			left -= len([]rune(p.Text))
			m.Parts = append(m.Parts, p)
		}
		m.Buttons = someButtons(25).Draw(t, "own buttons")
		if err := bot.Check(m); err != nil {
			t.Skip(err)
		}
		return m
	})
}

// said is what a message says, in order: weights between ⟦ and ⟧, buttons between ‹ and ›,
// without the ends of lines.
func said(m bot.Message) string {
	var out strings.Builder
	text := func(text string) {
		for _, b := range bot.Blocks(platform.Clean(text)) {
			for _, line := range b.Lines {
				for _, span := range line {
					out.WriteString(weighted(span.Text, span.Bold))
				}
			}
		}
	}
	buttons := func(buttons []bot.Button) {
		for _, b := range buttons {
			out.WriteString("‹" + platform.OneLine(b.Label) + "›")
		}
	}
	text(m.Text)
	for _, p := range m.Parts {
		text(p.Text)
		buttons(p.Buttons)
	}
	buttons(m.Buttons)
	return joined(out.String())
}

func weighted(text string, bold bool) string {
	if bold {
		return "⟦" + text + "⟧"
	}
	return text
}

func joined(text string) string { return strings.NewReplacer("⟧⟦", "", "\n", "").Replace(text) }

// shown is what blocks say, in the same way.
func shown(blocks []api.Block) string {
	var out strings.Builder
	for _, b := range blocks {
		switch b := b.(type) {
		case *api.RichTextBlock:
			for _, e := range b.Elements {
				showElement(&out, e)
			}
		case *api.ActionBlock:
			for _, e := range b.Elements.ElementSet {
				if b, ok := e.(*api.ButtonBlockElement); ok {
					out.WriteString("‹" + b.Text.Text + "›")
				}
			}
		}
	}
	return joined(out.String())
}

func showElement(out *strings.Builder, e api.RichTextElement) {
	switch e := e.(type) {
	case bullets:
		for _, item := range e.Elements {
			showElement(out, item)
		}
	case *api.RichTextSection:
		for _, text := range e.Elements {
			if text, ok := text.(*api.RichTextSectionTextElement); ok {
				out.WriteString(weighted(text.Text, text.Style != nil && text.Style.Bold))
			}
		}
	}
}

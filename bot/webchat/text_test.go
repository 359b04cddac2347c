package webchat

import (
	"reflect"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

func TestParse(t *testing.T) {
	plain := func(s string) bot.Line { return bot.Line{{Text: s}} }
	tests := map[string][]block{
		"":              nil,
		" \n\n ":        nil,
		"een":           {{Lines: []bot.Line{plain("een")}}},
		"een\ntwee":     {{Lines: []bot.Line{plain("een"), plain("twee")}}},
		"een\r\n\rtwee": {{Lines: []bot.Line{plain("een")}}, {Lines: []bot.Line{plain("twee")}}},
		"kop:\n* a\n* b\nna": {
			{Lines: []bot.Line{plain("kop:")}}, {List: true, Lines: []bot.Line{plain("a"), plain("b")}}, {Lines: []bot.Line{plain("na")}},
		},
		"a **b** c":       {{Lines: []bot.Line{{{Text: "a "}, {Text: "b", Bold: true}, {Text: " c"}}}}},
		"**a****b**":      {{Lines: []bot.Line{{{Text: "a", Bold: true}, {Text: "b", Bold: true}}}}},
		"**open":          {{Lines: []bot.Line{plain("**open")}}},
		"a ** ** b":       {{Lines: []bot.Line{plain("a ** ** b")}}},
		"*geen lijst":     {{Lines: []bot.Line{plain("*geen lijst")}}},
		"# [x](y) `z` _q": {{Lines: []bot.Line{plain("# [x](y) `z` _q")}}},
		"- geen lijst":    {{Lines: []bot.Line{plain("- geen lijst")}}},
	}
	for text, want := range tests {
		if got := parse(text); !reflect.DeepEqual(got, want) {
			t.Errorf("parse(%q) = %+v, want %+v", text, got, want)
		}
	}
}

// FuzzParse: nothing of a text gets lost or added, and no piece of it becomes HTML.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "a **b** c", "* a\n* b\n\nc", "****", "** **x**", "<b>**<script>**", "\r\x00* ", "a\n\n\n* **"} {
		f.Add(s)
	}
	pages, err := parsePages()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		blocks := parse(text)
		if got, want := unparse(blocks), nonEmpty(text); got != want {
			t.Fatalf("parse(%q) keeps %q, want %q", text, got, want)
		}
		var out strings.Builder
		if err := pages.ExecuteTemplate(&out, "tekst", blocks); err != nil {
			t.Fatal(err)
		}
		rest := strings.NewReplacer("<p>", "", "</p>", "", "<ul>", "", "</ul>", "", "<li>", "", "</li>", "", "<br>", "",
			"<strong>", "", "</strong>", "", `<span class="heel">`, "", "</span>", "").Replace(out.String())
		if strings.ContainsAny(rest, "<>\"'") {
			t.Fatalf("parse(%q) is shown as %q", text, out.String())
		}
	})
}

// unparse writes blocks as text again, without empty lines.
func unparse(blocks []block) string {
	var out []string
	for _, b := range blocks {
		for _, l := range b.Lines {
			s := ""
			if b.List {
				s = "* "
			}
			for _, sp := range l {
				if sp.Bold {
					s += "**" + sp.Text + "**"
				} else {
					s += sp.Text
				}
			}
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n")
}

func nonEmpty(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	var out []string
	for _, l := range strings.Split(text, "\n") {
		if strings.TrimSpace(l) != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

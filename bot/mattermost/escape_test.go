package mattermost

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
)

// What a post is looked through for, as written down in the sources of the server
// (app/mention_parser_standard.go, app/channel.go, model/utils.go, shared/markdown) and of its clients
// (webapp/channels/src/utils: text_formatting, emoticons, markdown/autolink; the forks of
// marked and of commonmark.js).

// atShown are patterns in what is left when markdown is gone.
var atShown = map[string]*regexp.Regexp{
	"mention":        regexp.MustCompile(`(?i)@[a-z0-9.\-_]`),
	"email":          regexp.MustCompile(`@[\pL\d.\-]+[.]\pL{2,5}`),
	"hashtag":        regexp.MustCompile(`#\pL[\pL\d\-_.]*[\pL\d]`),
	"channel":        regexp.MustCompile(`~[a-zA-Z0-9\-_.]`),
	"emoji":          regexp.MustCompile(`(^|[^A-Za-z0-9_]):[\w+-]+:([^A-Za-z0-9_]|$)`),
	"smile":          regexp.MustCompile(`:-?[()\[\]|/$@]|;-?\)|:'-?\(|:’-?\(|:` + "`" + `-?\(`),
	"letter smile":   regexp.MustCompile(`(?i)(^|[^a-z0-9_]):-?[odpsx]([^a-z0-9_]|$)`),
	"laugh":          regexp.MustCompile(`(?i)(^|[^a-z0-9_])x-d([^a-z0-9_]|$)`),
	"heart":          regexp.MustCompile(`<(/)?3`),
	"here or others": regexp.MustCompile(`(?i)@(all|here|channel)`),
}

// atWritten are patterns in the post as it is stored.
var atWritten = map[string]*regexp.Regexp{
	"scheme":            regexp.MustCompile(`[A-Za-z][A-Za-z\d.+-]*:(?:/|[\pL%])`),
	"scheme of numbers": regexp.MustCompile(`[A-Za-z][.+-]*:\d`),
	"site":              regexp.MustCompile(`(?i)www\d{0,3}[.]`),
	"path":              regexp.MustCompile(`[\pL\d.-]+[.]\pL{2,4}/`),
	"angle":             regexp.MustCompile(`<`),
	"dollar":            regexp.MustCompile(`\$`),
	"made of Slack":     regexp.MustCompile(`<[!@#]`),
	"entity":            regexp.MustCompile(`&(#?\w+);`),
	"markup":            regexp.MustCompile("(^|[^\\\\])[*_`\\[\\]|]"),
	"channel":           regexp.MustCompile(`~[a-zA-Z0-9\-_]`),
	"code":              regexp.MustCompile(`(?m)^[ \t\x{00A0}]`),
	"heading":           regexp.MustCompile(`(?m)^#{1,6}(\s|$)`),
	"underlined":        regexp.MustCompile(`(?m)^[=-]`),
	"quote":             regexp.MustCompile(`(?m)^>`),
	"item":              regexp.MustCompile(`(?m)^([+-]|\d+[.)])(\s|$)`),
	"fence":             regexp.MustCompile("(?m)^(```|~~~)"),
	"row of dashes":     regexp.MustCompile(`(?m)^:?-+:?\s*$`),
	"strike":            regexp.MustCompile(`~~`),
	"other line":        regexp.MustCompile(`[\x{2424}\x{2028}\x{2029}\t\r]`),
}

// shown is a text without its backslashes and entities: those that both marked and commonmark
// take away.
func shown(written string) string {
	written = regexp.MustCompile("\\\\([*_`\\[\\]|.+>)-])").ReplaceAllString(written, "$1")
	return strings.NewReplacer("&lt;", "<", "&#36;", "$").Replace(written)
}

// mentioned are the words for which the server warns somebody.
func serverMentions(text string) []string {
	var out []string
	for _, word := range strings.FieldsFunc(text, func(c rune) bool {
		return !strings.ContainsRune(":.-_@", c) && !unicode.IsLetter(c) && !unicode.IsNumber(c)
	}) {
		for _, part := range strings.FieldsFunc(word, func(c rune) bool { return strings.ContainsRune(".-:", c) }) {
			if at := strings.LastIndex(part, "@"); at >= 0 && strings.Trim(part[at+1:], "_") != "" {
				out = append(out, word)
			}
		}
	}
	return out
}

var (
	puncStart    = regexp.MustCompile(`^[^\pL\d\s#]+`)
	puncEnd      = regexp.MustCompile(`[^\pL\d\s]+$`)
	hashtagStart = regexp.MustCompile(`^#{2,}`)
	validHashtag = regexp.MustCompile(`^(#\pL[\pL\d\-_.]*[\pL\d])$`)
)

// serverHashtags are the words under which the server files a post.
func serverHashtags(written string) []string {
	var out []string
	for word := range strings.FieldsSeq(written) {
		word = puncEnd.ReplaceAllString(puncStart.ReplaceAllString(word, ""), "")
		if word = hashtagStart.ReplaceAllString(word, "#"); validHashtag.MatchString(word) {
			out = append(out, word)
		}
	}
	return out
}

// meanings of a text of people as it is written; none when it is only text.
func meaningsOf(written string) []string {
	var found []string
	for name, pattern := range atWritten {
		for _, match := range pattern.FindAllString(written, -1) {
			if name != "entity" || match != "&lt;" && match != "&#36;" {
				found = append(found, name+": "+match)
			}
		}
	}
	text := shown(written)
	for name, pattern := range atShown {
		if pattern.MatchString(text) {
			found = append(found, name)
		}
	}
	for _, at := range []string{written, text} {
		found = append(append(found, serverMentions(at)...), serverHashtags(at)...)
	}
	return found
}

// plainText is a text as people see it: without word joiners, and with single spaces.
func plainText(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, wordJoiner, "")), " ")
}

// checkEscape fails when a text of people is more than text, or no longer that text.
func checkEscape(t interface{ Fatalf(string, ...any) }, text string) {
	written := escape(text)
	if found := meaningsOf(written); len(found) > 0 {
		t.Fatalf("%q is written as %q: %q", text, written, found)
	}
	if got, want := plainText(shown(written)), plainText(clean(text)); got != want {
		t.Fatalf("%q is shown as %q", want, got)
	}
}

// pieces of which markup is made, and of what people write.
var atoms = strings.Fields("@ ~ # : ; < > $ & * ** _ ` [ ] | ( ) ! - + = . , \\ ' \" { } ^ % ? / // --> <!-- 1 12 a x d é www www2 http https tel mailto " +
	"all channel here jan nl com lt amp #36 smile 3 p o s div img -- --- === ZO-2026-0142 27-11-2026 14:30 x-d :D <3 😀 ＠ ␤ \u2060 \ufeff \u202e \U000E0041")

func anyText() *rapid.Generator[string] {
	atom := rapid.OneOf(rapid.SampledFrom(append([]string{" ", "  ", "    ", "\t", "\n", "\n\n", "\u00a0", "\r\n"}, atoms...)), rapid.String())
	return rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(atom, 0, 16).Draw(t, "text"), "") })
}

func TestEscapeOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkEscape(t, anyText().Draw(t, "text")) })
}

func FuzzEscape(f *testing.F) {
	for _, text := range []string{
		"@all @channel @here @jan.de-boer", "foo.@all", "~town-square", "[klik](https://voorbeeld.nl)", "![x](http://x.nl/y.png)", "| a | b |\n|---|---|",
		"# kop\n## kop\nkop\n===", "> citaat", "```\ncode\n```", "    code", "* een\n- twee\n+ drie\n4. vier", ":smile: :D ;-) <3", "#hashtag", "<b>x</b> &lt;", "$x^2$ $y$",
		"<jan@voorbeeld.nl>", "<https://x|klik>", "<!channel>", "www.voorbeeld.nl", "voorbeeld.nl/pad", `C:\map\*x`, "@\ufeffall", "www\ufeff.x.nl", "a␤# b", "a\\", "2026-11-27",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { checkEscape(t, text) })
}

func TestEscape(t *testing.T) {
	j := strings.NewReplacer("^", wordJoiner).Replace
	for _, c := range []struct{ name, text, want string }{
		{"what people write stays as it is", "ZO-2026-0142: niveau 2 (sinds 27-11-2026), 14.30 uur of 14:30, € 12,50!", "ZO-2026-0142: niveau 2 (sinds 27-11-2026), 14.30 uur of 14:30, € 12,50!"},
		{"mention", "@all en @jan", j("@^all en @^jan")},
		{"mention behind a point", "x.@here", j(`x.@^here`)},
		{"channel", "~town-square", j("~^town-square")},
		{"hashtag, not a number", "#tag en #1", j("#^tag en #1")},
		{"emphasis", "*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"},
		{"link", "[a](http://b.nl)", j(`\[a\](http:^//b\.nl)`)},
		{"table", "|a|", `\|a\|`},
		{"at the beginning of a line only", "- a-b\n+ c+d\n> e>f\n1. g 1.\n2) h", "\\- a-b\n\\+ c+d\n\\> e>f\n1\\. g 1.\n2\\) h"},
		{"underlined", "a\n==", j("a\n^==")},
		{"code", "    a", "a"},
		{"html", "<b>", j("&lt;^b>")},
		{"less than", "a < b", "a &lt; b"},
		{"entity", "&lt; R&D", j("&^lt; R&D")},
		{"formula", "$x$", "&#36;x&#36;"},
		{"emoji", ":smile: ;-) x-D", j(":^smile: ;^-) x^-D")},
		{"address", "www.a.nl b.nl/c o.a. tel:06", j(`www\.a\.nl b\.nl/c o\.a. tel:^06`)},
		{"backslash", `C:\a\*`, j(`C:^\^a\^\*`)},
		{"end of a line in disguise", "a␤# b\u2028> c", j("a #^ b > c")},
		{"what the server takes out", "@\ufeffall w\u2060ww.x", j(`@^all www\.x`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := escape(c.text); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			checkEscape(t, c.text)
		})
	}
}

// The oracle itself finds what is there when nothing is escaped.
func TestMeaningsAreFound(t *testing.T) {
	for _, text := range []string{
		"@all", "x.@here", "@jan", "jan@voorbeeld.nl", "~town-square", "#tag", ":smile:", ":)", ":D", "x-d", "<3", "http://x", "tel:06", "www.x", "a.nl/b", "<b>", "$x$", "&amp;",
		"*a*", "_a_", "`a`", "[a](b)", "|a|", "    a", "# a", "===", "> a", "- a", "1. a", "~~a~~", ":-:",
	} {
		if len(meaningsOf(text)) == 0 {
			t.Errorf("nothing is found in %q", text)
		}
	}
}

// What is no markdown shows no backslash and no entity, and still means nothing.
func TestInert(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText().Draw(t, "text")
		got := inert(text)
		if plainText(got) != plainText(clean(text)) || strings.Contains(got, "\n") {
			t.Fatalf("%q became %q", text, got)
		}
		for name, pattern := range atShown {
			if pattern.MatchString(got) {
				t.Fatalf("%q became %q: %s", text, got, name)
			}
		}
	})
}

// atMarked are patterns of what marked makes of one line, where the help and the errors of a dialog
// are markdown.
var atMarked = map[string]*regexp.Regexp{
	"link":    regexp.MustCompile(`\]\(`),
	"picture": regexp.MustCompile(`!\[`),
	"line":    regexp.MustCompile(`^(#|>|[-+=*~|]|\d+[.)]\s|\s)`),
	"markup":  regexp.MustCompile("[*`<>$]"),
	"under":   regexp.MustCompile(`(^|[^\pL\pN])_[^` + wordJoiner + `]|_$|__`),
	"scheme":  regexp.MustCompile(`[A-Za-z][A-Za-z\d.+-]*:(?:/|[\pL%])`),
	"site":    regexp.MustCompile(`(?i)www\d{0,3}[.]`),
	"path":    regexp.MustCompile(`[\pL\d.-]+[.]\pL{2,4}/`),
	"escape":  regexp.MustCompile("\\\\[`*{}\\[\\]()#+\\-.!_>|~]"),
}

// What some clients read as markdown and others do not means nothing to either.
func TestRemark(t *testing.T) {
	same := strings.NewReplacer("<", "‹", ">", "›", "$", "＄", "`", "ˋ", "*", "∗")
	rapid.Check(t, func(t *rapid.T) {
		text := anyText().Draw(t, "text")
		got := remark(text)
		if plainText(got) != same.Replace(plainText(clean(text))) || strings.Contains(got, "\n") {
			t.Fatalf("%q became %q", text, got)
		}
		for _, patterns := range []map[string]*regexp.Regexp{atShown, atMarked} {
			for name, pattern := range patterns {
				if pattern.MatchString(got) {
					t.Fatalf("%q became %q: %s", text, got, name)
				}
			}
		}
	})
	for text, want := range map[string]string{
		"Ik ken 'jan_de_boer' niet. Kies uit: ja, nee (27-11-2026, 14.30 uur).": "Ik ken 'jan_de_boer' niet. Kies uit: ja, nee (27-11-2026, 14.30 uur).",
		"Ik ken '[log in](//evil.nl/a) ![p](//evil.nl/p.png) _a_' niet.":        "Ik ken '[log in]^(//evil^.nl/a) !^[p]^(//evil^.nl/p^.png) ^_^a^_^' niet.",
		"# kop": "^#^ kop", "www.1.x": "www^.1^.x", `\[a]`: `^\^[a]^`,
	} {
		is(t, text, strings.ReplaceAll(remark(text), wordJoiner, "^"), want)
	}
}

// Our own markup stays, and what is in it is text.
func TestMarkdown(t *testing.T) {
	j := strings.NewReplacer("^", wordJoiner).Replace
	for _, c := range []struct{ name, text, want string }{
		{"bold", "**Deadline:** vr 27 november 2026", "**Deadline:** vr 27 november 2026"},
		{"bold between letters", `a**"b"**c`, j(`a**^"b"^**c`)},
		{"bold with spaces inside", "a** b **c", "a **b** c"},
		{"stars of people", "2 ** 3 en *x*", `2 \*\* 3 en \*x\*`},
		{"list", "Dit is er:\n* een\n* - twee\n*   # drie\n* ", j("Dit is er:\n\n* een\n* \\- twee\n* #^ drie\n* ^")},
		{"paragraphs", "a\nb\n\n\nc", "a\nb\n\nc"},
		{"a line of dashes in bold", "**---**", `**\---**`},
		{"spaces at the end", "a  \nb", "a\nb"},
		{"nothing", " \n ", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := markdown(c.text, entities); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// In the introduction of a dialog there are no entities: new servers show their letters.
func TestMarkdownOfADialog(t *testing.T) {
	if got := markdown("> a < b en $x$", twins); got != "› a ‹ b en ＄x＄" {
		t.Errorf("%q", got)
	}
}

// visible is what bot.Blocks says that there is to see.
func visible(text string) string {
	var out strings.Builder
	for _, b := range bot.Blocks(clean(text)) {
		for _, line := range b.Lines {
			for _, span := range line {
				out.WriteString(span.Text)
			}
			out.WriteString("\n")
		}
	}
	return plainText(out.String())
}

// However a text is divided, it is all there, in pieces that fit.
func TestParagraphsOfAnything(t *testing.T) {
	plain := func(list []string) string {
		text := regexp.MustCompile(`(?m)^\* `).ReplaceAllString(strings.Join(list, "\n"), "")
		return strings.ReplaceAll(strings.ReplaceAll(plainText(shown(strings.ReplaceAll(text, "**", ""))), " ", ""), "*", "")
	}
	rapid.Check(t, func(t *rapid.T) {
		text, most := anyText().Draw(t, "text"), rapid.IntRange(30, 60).Draw(t, "most")
		got := paragraphs(text, most)
		for _, piece := range got {
			if len([]rune(piece)) > most || piece == "" {
				t.Fatalf("%q does not fit in %d", piece, most)
			}
		}
		want := strings.ReplaceAll(strings.ReplaceAll(visible(text), " ", ""), "*", "")
		if plain(got) != want {
			t.Fatalf("%q became %q", want, got)
		}
	})
}

func TestParagraphsAreDividedWhereItReads(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"een twee\n\ndrie vier", []string{"een twee\n\ndrie vier"}},
		{"een twee drie vier\n\nvijf zes zeven acht", []string{"een twee drie vier", "vijf zes zeven acht"}},
		{"Dit is een zin. Dit is er nog een.", []string{"Dit is een zin.", "Dit is er nog een."}},
		{"zonder punt maar met veel woorden", []string{"zonder punt maar met", "veel woorden"}},
		{"**vet en lang genoeg om te delen**", []string{"**vet en lang**", "**genoeg om te**", "**delen**"}},
		{strings.Repeat("x", 25), []string{strings.Repeat("x", 20), "xxxxx"}},
	} {
		if got := paragraphs(c.text, 20); strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%q: %q", c.text, got)
		}
	}
}

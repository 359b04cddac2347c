package bot_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
)

func TestWords(t *testing.T) {
	bare := func(v string) bot.Word { return bot.Word{Value: v} }
	quoted := func(v string) bot.Word { return bot.Word{Value: v, Quoted: true} }
	key := func(k, v string) bot.Word { return bot.Word{Key: k, Value: v} }
	for _, c := range []struct {
		name, line string
		want       []bot.Word
	}{
		{"nothing", "", nil},
		{"spaces alone", " \t\n ", nil},
		{"words", "vpr toon ZO-2026-0142", []bot.Word{bare("vpr"), bare("toon"), bare("ZO-2026-0142")}},
		{"spaces around and between", "  vpr   toon\t1 ", []bot.Word{bare("vpr"), bare("toon"), bare("1")}},
		{"a key", "zaak=ZO-2026-0142", []bot.Word{key("zaak", "ZO-2026-0142")}},
		{"a key in capitals", "ZAAK=Zo-1", []bot.Word{key("zaak", "Zo-1")}},
		{"a key without a value", "zaak= toon", []bot.Word{key("zaak", ""), bare("toon")}},
		{"a key with a dash", "hoe-vaak=jaar", []bot.Word{key("hoe-vaak", "jaar")}},
		{"the second = belongs to the value", "reden=a=b", []bot.Word{key("reden", "a=b")}},
		{"digits are no key", "1=ja", []bot.Word{bare("1=ja")}},
		{"no key before =", "=ja", []bot.Word{bare("=ja")}},
		{"quotes group words", `reden="het gaat beter" nu`, []bot.Word{{Key: "reden", Value: "het gaat beter", Quoted: true}, bare("nu")}},
		{"a quoted word is no key", `"zaak=1"`, []bot.Word{quoted("zaak=1")}},
		{"a quoted word alone", `"over 6 weken"`, []bot.Word{quoted("over 6 weken")}},
		{"empty quotes", `reden=""`, []bot.Word{{Key: "reden", Quoted: true}}},
		{"curly quotes of a phone", "reden=“het gaat beter”", []bot.Word{{Key: "reden", Value: "het gaat beter", Quoted: true}}},
		{"Dutch low quotes", "reden=„het gaat beter”", []bot.Word{{Key: "reden", Value: "het gaat beter", Quoted: true}}},
		{"guillemets", "reden=«het gaat beter»", []bot.Word{{Key: "reden", Value: "het gaat beter", Quoted: true}}},
		{"a quote within a word is a sign", `5"bij`, []bot.Word{bare(`5"bij`)}},
		{"a line break within quotes stays", "reden=\"een\ntwee\"", []bot.Word{{Key: "reden", Value: "een\ntwee", Quoted: true}}},
		{"an apostrophe is a sign", "foto's", []bot.Word{bare("foto's")}},
		{"a person", "@bram", []bot.Word{bare("@bram")}},
		{"a space that does not break a line", "vpr\u00a0toon", []bot.Word{bare("vpr"), bare("toon")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := bot.Words(c.line)
			if err != nil || !slices.Equal(got, c.want) {
				t.Errorf("Words(%q) = %+v, %v; want %+v", c.line, got, err, c.want)
			}
		})
	}
}

// A quote that never closes is told to the person, in Dutch.
func TestWordsUnclosedQuote(t *testing.T) {
	for _, line := range []string{`"`, `reden="het gaat beter`, "reden=“het gaat beter", `a "b" "c`} {
		words, err := bot.Words(line)
		var mistake *bot.Mistake
		if !errors.As(err, &mistake) || words != nil {
			t.Errorf("Words(%q) = %+v, %v; want a Mistake", line, words, err)
		}
	}
}

// What Quote writes, Words reads back as one word: buttons are made with it.
func TestQuoteRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := strings.ToValidUTF8(rapid.String().Draw(t, "value"), "")
		words, err := bot.Words("reden=" + bot.Quote(value))
		if err != nil || len(words) != 1 || words[0].Key != "reden" {
			t.Fatalf("%q became %+v, %v", bot.Quote(value), words, err)
		}
		same := strings.NewReplacer(`"`, "'", "“", "'", "”", "'", "„", "'", "«", "'", "»", "'").Replace(value)
		if words[0].Value != same {
			t.Fatalf("%q came back as %q", value, words[0].Value)
		}
	})
}

func TestQuoteLeavesPlainWords(t *testing.T) {
	for _, value := range []string{"ja", "ZO-2026-0142", "@bram", "27-11-2026", "foto's"} {
		if got := bot.Quote(value); got != value {
			t.Errorf("Quote(%q) = %q", value, got)
		}
	}
	if got := bot.Quote(""); got != `""` {
		t.Errorf(`Quote("") = %q; a key without anything would take no value`, got)
	}
}

// FuzzWords holds any line against what must be true of every one: no panic, no text
// that was not typed, and lines without quotes fall apart at their spaces.
func FuzzWords(f *testing.F) {
	for _, line := range []string{
		"", "vpr toon ZO-2026-0142", `reden="het gaat beter"`, "zaak=", "=", `"`, "“a”b", "a\u00a0b", "\xff=\xfe", `a=""b`, "K=“x", "ſ=1", "İ=1",
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		words, err := bot.Words(line)
		var mistake *bot.Mistake
		if err != nil && !errors.As(err, &mistake) {
			t.Fatalf("%q: not an error for people: %v", line, err)
		}
		total := 0
		for _, w := range words {
			total += utf8.RuneCountInString(w.Key) + utf8.RuneCountInString(w.Value)
			if w.Key != strings.ToLower(w.Key) {
				t.Errorf("%q: the key %q is not in lower case", line, w.Key)
			}
		}
		if n := utf8.RuneCountInString(line); total > n {
			t.Errorf("%q: %d characters became %d", line, n, total)
		}
		if err == nil && !strings.ContainsAny(line, `"“”„«»`) && len(words) != len(strings.Fields(line)) {
			t.Errorf("%q: %d words, %d fields", line, len(words), len(strings.Fields(line)))
		}
	})
}

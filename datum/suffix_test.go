package datum

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSuffix(t *testing.T) {
	c := Context{Today: ymd(2026, 11, 13), Calendar: gemeente}
	for _, k := range []struct {
		line string
		n    int
		want string
	}{
		{"mdo plan zaak=X over 6 weken", 3, "2026-12-25"},
		{"mdo plan zaak=X 27-11-2026", 1, "2026-11-27"},
		{"mdo plan zaak=X vr 27 november", 3, "2026-11-27"},
		{"mdo plan zaak=X op vrijdag 27 november 2026", 5, "2026-11-27"},
		{"mdo plan zaak=X derde donderdag van januari 2027", 5, "2027-01-21"},
		{"mdo plan zaak=X eerste maandag van mei volgend jaar", 6, "2027-05-03"},
		{"mdo plan zaak=X volgende week dinsdag", 3, "2026-11-17"},
		{"mdo plan zaak=X morgen", 1, "2026-11-14"},
		{"mdo plan 142 over een half jaar", 4, "2027-05-13"},
		{"mdo plan 20260142 27 november", 2, "2026-11-27"},
		{"mdo plan ZO-2026-0142 27 november", 2, "2026-11-27"},
		{"mdo plan ZO-2026-0142 zo 29 november", 3, "2026-11-29"},
		{"evaluatie plan zaak=X volgende vrijdag", 2, "? 2026-11-20 2026-11-27"},
		{"evaluatie plan zaak=X over anderhalve maand", 3, "? 2026-12-25 2026-12-28"},
		{"evaluatie plan zaak=X 31 april", 2, "?"},
		{"evaluatie plan zaak=X 27-11-26", 1, "? 2026-11-27"},
		{"evaluatie plan zaak=X volgende week", 2, "? 2026-11-16 2026-11-17 2026-11-18 2026-11-19 2026-11-20"},
		{"evaluatie plan zaak=X morgen om 14.30 uur", 4, "? 2026-11-14"},
		{"evaluatie plan zaak=X voor maandag", 2, "?"},
		{"evaluatie plan zaak=X uiterlijk over 6 weken", 4, "?"},
		{"evaluatie plan zaak=X maandag of dinsdag", 3, "?"},
		{"evaluatie plan zaak=X maandag 16 of dinsdag 17 november", 6, "?"},
		{"evaluatie plan zaak=X over een paar weken", 4, "?"},
		{"evaluatie plan zaak=X 27-11-2026 28-11-2026", 2, "?"},
		{"evaluatie plan zaak=X overmorgn", 1, "?"},
		{"evaluatie plan zaak=X ergens in het weekend", 1, "?"},
		{"mdo plan zaak=X", 0, ""},
		{"mdo plan", 0, ""},
		{"mdo plan 142", 0, ""},
		{"mdo plan ZO-2026-0142", 0, ""},
		{"traject einde 142", 0, ""},
		{"melding klaar zaak=X ouders gebeld en gehoord", 0, ""},
		{"traject toon na 142", 0, ""},
		{"eind verhaal", 0, ""},
		{"het zijn twee of drie", 0, ""},
		{"", 0, ""},
	} {
		n, d, err := Suffix(strings.Fields(k.line), c)
		got := ""
		if n > 0 || err != nil || !d.IsZero() {
			got = outcome(d, err)
		}
		if n != k.n || got != k.want {
			t.Errorf("%q: got %d, %s; want %d, %s", k.line, n, got, k.n, k.want)
		}
	}
}

func TestSuffixOfOddWords(t *testing.T) {
	c := Context{Today: ymd(2026, 11, 13)}
	for _, k := range []struct {
		name  string
		words []string
		n     int
		want  string
	}{
		{"a quoted date is one word", []string{"mdo", "plan", "27 november 2026"}, 1, "2026-11-27"},
		{"a quoted part", []string{"mdo", "vrijdag", "27 november"}, 2, "2026-11-27"},
		{"unseen characters are part of it, and refused", []string{"mdo", "27", "nov\u200bember"}, 2, "?"},
		{"an unseen word", []string{"mdo", "\u200b"}, 0, "? "},
		{"an empty word ends it", []string{"over", "", "6 weken"}, 1, "? 2026-12-25"},
		{"a very long word ends it", []string{strings.Repeat("9", 1<<20), "morgen"}, 1, "2026-11-14"},
		{"a very long last word", []string{"morgen", strings.Repeat("maandag ", 1<<16)}, 0, "? "},
		{"many words", append(make([]string, 100000), "morgen"), 1, "2026-11-14"},
	} {
		n, d, err := Suffix(k.words, c)
		if n != k.n || n > 0 && outcome(d, err) != k.want {
			t.Errorf("%s: got %d, %v, %v", k.name, n, d, err)
		}
		if n == 0 && (err != nil || !d.IsZero()) {
			t.Errorf("%s: nothing found, but %v, %v", k.name, d, err)
		}
	}
}

// Whatever stands in front, a date that is found is exactly what Parse makes of
// the words that belong to it.
func TestSuffixAgreesWithParse(t *testing.T) {
	front := []string{"mdo", "plan", "zaak=X", "20260142", "142", "@anouk", "van", "de", "voor", "niet", "en", "half"}
	rapid.Check(t, func(t *rapid.T) {
		c := Context{Today: drawMiddle(t), Past: rapid.Bool().Draw(t, "past")}
		date := strings.Fields(drawText(t, rapid.SampledFrom(forms).Draw(t, "form").pattern))
		words := append(rapid.SliceOfN(rapid.SampledFrom(front), 0, 4).Draw(t, "front"), date...)
		n, d, err := Suffix(words, c)
		if n < len(date) {
			t.Fatalf("%q: %d words, of at least %d", words, n, len(date))
		}
		whole, wholeErr := Parse(strings.Join(words[len(words)-n:], " "), c)
		if d != whole || (err == nil) != (wholeErr == nil) {
			t.Fatalf("%q: %v, %v; Parse says %v, %v", words, d, err, whole, wholeErr)
		}
	})
}

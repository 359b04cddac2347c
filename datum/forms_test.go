package datum

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/procesregie"
	"pgregory.net/rapid"
)

// samples are texts of each class of the patterns.
var samples = map[string][]string{
	"DAG": {"maandag", "vr", "zo", "Donderdag"}, "MAAND": {"mei", "nov.", "februari", "maart"},
	"DD": {"1", "07", "28", "twee", "0", "99"}, "MM": {"01", "26", "99"}, "JAAR": {"2026", "1989", "2101", "2099"},
	"N": {"een", "6", "53", "999", "twaalf"}, "RANG": {"27e", "eerste", "3de", "99ste"}, "RANGCIJFER": {"1e", "31e"},
	"EENHEID": {"dag", "weken", "maanden", "jaar", "werkdagen"}, "SEP": {"-", "/", "."},
	"ALLEDAAGS": {"vandaag", "gisteren", "overmorgen"},
	"PERIODE":   {"mei", "mei 2027", "de maand", "volgende maand", "het jaar", "2027", "mei volgend jaar", "mei van 2020"},
}

// drawText writes a text that fits a pattern.
func drawText(t *rapid.T, p pattern) string {
	var words []string
	for _, e := range p {
		if e.optional && rapid.Bool().Draw(t, "leave out") {
			continue
		}
		word := rapid.SampledFrom(e.alternatives).Draw(t, "alternative")
		if s, ok := samples[word]; ok {
			word = rapid.SampledFrom(s).Draw(t, "sample")
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func drawDate(t *rapid.T) procesregie.Date {
	first := procesregie.Date{Year: FirstYear, Month: 1, Day: 1}
	last := procesregie.Date{Year: LastYear, Month: 12, Day: 31}
	return first.AddDays(rapid.IntRange(0, first.DaysUntil(last)).Draw(t, "days"))
}

func TestEveryTextOfTheGrammarFitsOneForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(forms).Draw(t, "form")
		text := drawText(t, f.pattern)
		said, err := clean(text)
		if err != nil {
			t.Fatal(err)
		}
		fits := slices.DeleteFunc(slices.Clone(forms), func(f form) bool {
			_, ok := f.pattern.match(scan(said))
			return !ok
		})
		if len(fits) != 1 {
			t.Fatalf("%q fits %d forms: %v", text, len(fits), fits)
		}
	})
}

func TestEveryTextOfTheGrammarGivesADateOrExplains(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(forms).Draw(t, "form")
		text := drawText(t, f.pattern)
		c := Context{Today: drawDate(t), Past: rapid.Bool().Draw(t, "past")}
		d, err := Parse(text, c)
		checkOutcome(t, text, c, d, err)
	})
}

// checkOutcome holds for every text whatsoever.
func checkOutcome(t interface{ Fatalf(string, ...any) }, text string, c Context, d procesregie.Date, err error) {
	if err == nil {
		if _, ok := procesregie.NewDate(d.Year, d.Month, d.Day); !ok || !inRange(d) {
			t.Fatalf("%q on %s gave the impossible day %v", text, c.Today, d)
		}
		if d.Before(c.Today) && !c.Past && !strings.ContainsAny(text, "0123456789") {
			t.Fatalf("%q on %s gave %s, in the past", text, c.Today, d)
		}
		return
	}
	p, ok := errors.AsType[*Problem](err)
	if !ok || !d.IsZero() || !strings.HasSuffix(p.Text, ".") {
		t.Fatalf("%q on %s gave %v with %#v", text, c.Today, d, err)
	}
	for i, r := range p.Readings {
		if !inRange(r) || i > 0 && !p.Readings[i-1].Before(r) {
			t.Fatalf("%q on %s: readings %v", text, c.Today, p.Readings)
		}
	}
}

package datum

import (
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

func FuzzParse(f *testing.F) {
	for i, text := range []string{
		"27-11-2026", "vr 27 nov. 2026", "over anderhalve maand", "eerste maandag van mei 2027", "week 53", "de 31e",
		"2026-11-27T14:30:00+01:00", "gisteravond 23.15 uur", "14.10", "donderdag over twee weken", "12.11 12.11",
		"27\u00a0nov\u200bember", "één", "9 uur 30 november", "over 999 werkdagen", "laatste werkdag van het jaar", "\xff\x00",
	} {
		f.Add(text, i*1000, i%2 == 0)
	}
	f.Add("0h  ", -10, true) // a day out of range to begin with
	first := procesregie.Date{Year: FirstYear, Month: 1, Day: 1}
	f.Fuzz(func(t *testing.T, text string, days int, past bool) {
		c := Context{Today: first.AddDays(days % 40000), Calendar: gemeente, Past: past}
		d, err := Parse(text, c)
		checkOutcome(t, text, c, d, err)
		checkMoment(t, text, c, c.Today.At(12, 30, time.UTC))
		n, _, err := Suffix(strings.Fields(text), c)
		if n < 0 || n > len(strings.Fields(text)) || n == 0 && err != nil {
			t.Fatalf("%q: %d words, %v", text, n, err)
		}
	})
}

package datum

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/procesregie"
	"pgregory.net/rapid"
)

// Every date there is comes back from every way the bot itself writes it.
func TestRoundTripOfEveryDate(t *testing.T) {
	c := Context{Today: date(t, "2026-11-13")}
	for d := date(t, "1990-01-01"); inRange(d); d = d.AddDays(1) {
		for _, text := range []string{d.Dutch(), d.String(), d.Compact()} {
			if got, err := Parse(text, c); err != nil || got != d {
				t.Fatalf("%q: got %v, %v", text, got, err)
			}
		}
	}
}

func TestWrongWeekdayIsNeverAccepted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, shift := drawDate(t), rapid.IntRange(1, 6).Draw(t, "shift")
		_, right, _ := strings.Cut(d.Dutch(), " ")
		wrong := procesregie.DayName(time.Weekday((int(d.Weekday()) + shift) % 7))
		if got, err := Parse(wrong+" "+right, Context{Today: drawDate(t)}); err == nil {
			t.Fatalf("%s %s became %s", wrong, right, got)
		}
	})
}

func TestWeekdayAloneIsWithinAWeek(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		today := drawMiddle(t)
		day := time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))
		d, err := Parse(procesregie.DayName(day), Context{Today: today})
		if day == today.Weekday() {
			if outcome(d, err) != "? "+today.String()+" "+today.AddDays(7).String() {
				t.Fatalf("on the day itself: %v, %v", d, err)
			}
			return
		}
		if n := today.DaysUntil(d); err != nil || d.Weekday() != day || n < 1 || n > 6 {
			t.Fatalf("%s on %s: %v, %v", procesregie.DayName(day), today.Dutch(), d, err)
		}
	})
}

// drawMiddle leaves room at both ends of the years.
func drawMiddle(t *rapid.T) procesregie.Date {
	first := procesregie.Date{Year: FirstYear + 5, Month: 1, Day: 1}
	return first.AddDays(rapid.IntRange(0, 365*100).Draw(t, "today"))
}

// A day and a month are this year's when that is ahead; otherwise they are asked
// back with both years. Past is the mirror image.
func TestDayAndMonthWithoutYear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Context{Today: drawMiddle(t), Past: rapid.Bool().Draw(t, "past")}
		d := c.Today.AddDays(rapid.IntRange(-364, 364).Draw(t, "days"))
		if d.Month == time.February && d.Day == 29 {
			t.Skip("29 February has a table of its own")
		}
		long, _, _ := strings.Cut(d.Dutch()[3:], " "+d.String()[:4])
		got, err := Parse(long, c)
		this := procesregie.Date{Year: c.Today.Year, Month: d.Month, Day: d.Day}
		if c.fits(this) {
			if err != nil || got != this {
				t.Fatalf("%q on %s: %v, %v", long, c.Today, got, err)
			}
			return
		}
		other := procesregie.Date{Year: c.Today.Year + c.ahead(), Month: d.Month, Day: d.Day}
		if p, ok := errors.AsType[*Problem](err); !ok || len(p.Readings) != 2 || p.Readings[0] != earlier(this, other) {
			t.Fatalf("%q on %s: %v, %v", long, c.Today, got, err)
		}
	})
}

func earlier(a, b procesregie.Date) procesregie.Date {
	if b.Before(a) {
		return b
	}
	return a
}

func TestISOWeekIsTheOneOfTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawMiddle(t)
		year, week := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).ISOWeek()
		text := "week " + itoa(week) + " " + itoa(year)
		monday, err := Parse(text, Context{Today: d})
		if n := monday.DaysUntil(d); err != nil || monday.Weekday() != time.Monday || n < 0 || n > 6 {
			t.Fatalf("%s for %s: %v, %v", text, d, monday, err)
		}
		same, err := Parse(procesregie.DayName(d.Weekday())+" in "+text, Context{Today: d})
		if err != nil || same != d {
			t.Fatalf("%s in %s: %v, %v", d.Dutch(), text, same, err)
		}
	})
}

func TestLettersSpacesAndDashesDoNotMatter(t *testing.T) {
	texts := []string{"vrijdag 27 november 2026", "over een half jaar", "27-11-2026", "eerste maandag van mei", "a.s. dinsdag"}
	spaces := []string{" ", "  ", "\u00a0", "\t", "\u202f", " \u2009 ", "\n"}
	rapid.Check(t, func(t *rapid.T) {
		c := Context{Today: ymd(2026, 11, 13)}
		text := rapid.SampledFrom(texts).Draw(t, "text")
		want, err := Parse(text, c)
		if err != nil {
			t.Fatal(err)
		}
		odd := strings.ReplaceAll(text, " ", rapid.SampledFrom(spaces).Draw(t, "space"))
		odd = strings.ReplaceAll(odd, "-", rapid.SampledFrom([]string{"-", "–", "‑", "−", " - "}).Draw(t, "dash"))
		if rapid.Bool().Draw(t, "capitals") {
			odd = strings.ToUpper(odd)
		}
		if got, err := Parse("  "+odd+" ", c); err != nil || got != want {
			t.Fatalf("%q: %v, %v", odd, got, err)
		}
	})
}

func TestUnseenCharactersAreRefused(t *testing.T) {
	c := Context{Today: ymd(2026, 11, 13)}
	for _, r := range []rune{
		0, 7, 0x1b, 0x7f, 0x85, 0xad, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a,
		0x202e, 0x2060, 0x2066, 0x2069, 0xfeff, 0xe000, 0x3164, 0xfe0f, 0x034f, 0xfffd,
	} {
		for _, text := range []string{"27 november" + string(r) + " 2026", string(r) + "morgen", "27-11" + string(r) + "-2026", "vrij" + string(r) + "dag"} {
			if d, err := Parse(text, c); err == nil {
				t.Errorf("%q became %s", text, d)
			}
		}
	}
	if _, err := Parse("27 november \xff2026", c); err == nil {
		t.Error("invalid UTF-8 was accepted")
	}
}

func TestLongTextsAreRefusedFast(t *testing.T) {
	c := Context{Today: ymd(2026, 11, 13)}
	if d, err := Parse("morgen"+strings.Repeat(" ", 94), c); err != nil || d != ymd(2026, 11, 14) {
		t.Errorf("100 characters: %v, %v", d, err)
	}
	for _, text := range []string{"morgen" + strings.Repeat(" ", 95), strings.Repeat("9", 1<<24), strings.Repeat("é", 101)} {
		if d, err := Parse(text, c); err == nil {
			t.Errorf("%d bytes became %s", len(text), d)
		}
	}
}

package datum

import (
	"errors"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/regiebot/regiebot/procesregie"
	"pgregory.net/rapid"
)

func amsterdam(t interface{ Fatal(...any) }) *time.Location {
	loc, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// momentOutcome writes a moment as RFC 3339, a day without time as ISO, a problem as "?".
func momentOutcome(m Moment, err error) string {
	_, isProblem := errors.AsType[*Problem](err)
	switch {
	case err != nil && !isProblem:
		return "not a problem: " + err.Error()
	case err != nil && m != Moment{}:
		return "a problem with a moment: " + err.Error()
	case err != nil:
		return "?"
	case m.HasTime && procesregie.DateOf(m.Time) != m.Date:
		return "date and time differ"
	case m.HasTime:
		return m.Time.Format(time.RFC3339)
	}
	return m.Date.String()
}

func runMoments(t *testing.T, nowText string, past bool, checks []check) {
	t.Helper()
	now, err := time.ParseInLocation("2006-01-02 15:04:05", nowText, amsterdam(t))
	if err != nil {
		t.Fatal(err)
	}
	c := Context{Today: procesregie.DateOf(now), Past: past}
	for _, k := range checks {
		if got := momentOutcome(ParseMoment(k.text, c, now)); got != k.want {
			t.Errorf("%s (past %v) %q: got %s, want %s", nowText, past, k.text, got, k.want)
		}
	}
}

func TestMomentsThatHaveHappened(t *testing.T) {
	runMoments(t, "2026-11-13 16:20:30", true, []check{
		{"vandaag 14.30", "2026-11-13T14:30:00+01:00"},
		{"14:30", "2026-11-13T14:30:00+01:00"},
		{"14.30", "2026-11-13T14:30:00+01:00"},
		{"gisteren 23.15 uur", "2026-11-12T23:15:00+01:00"},
		{"12-11-2026 om 9 uur", "2026-11-12T09:00:00+01:00"},
		{"27-11-2026 om 9 uur", "2026-11-27T09:00:00+01:00"},
		{"2026-11-27T14:30", "2026-11-27T14:30:00+01:00"},
		{"2026-11-27t14:30:15", "2026-11-27T14:30:15+01:00"},
		{"2026-11-27 14:30", "2026-11-27T14:30:00+01:00"},
		{"2026-11-27T14:30Z", "2026-11-27T15:30:00+01:00"},
		{"2026-11-27T14:30:00-05:00", "2026-11-27T20:30:00+01:00"},
		{"2026-07-01T23:30:00Z", "2026-07-02T01:30:00+02:00"},
		{"1989-01-01T00:00:00Z", "?"},
		{"nu", "2026-11-13T16:20:30+01:00"},
		{"NU", "2026-11-13T16:20:30+01:00"},
		{"vandaag", "2026-11-13"},
		{"12-11", "2026-11-12"},
		{"14u30", "2026-11-13T14:30:00+01:00"},
		{"14u", "2026-11-13T14:00:00+01:00"},
		{"9 uur", "2026-11-13T09:00:00+01:00"},
		{"om negen uur", "2026-11-13T09:00:00+01:00"},
		{"0:05", "2026-11-13T00:05:00+01:00"},
		{"14.30 uur", "2026-11-13T14:30:00+01:00"},
		{"16.20", "2026-11-13T16:20:00+01:00"},
		{"16.21", "?"},
		{"23.15 uur", "?"},
		{"vandaag 23.15", "2026-11-13T23:15:00+01:00"},
		{"9.30 uur gisteren", "2026-11-12T09:30:00+01:00"},
		{"om 9 uur op 12 november", "2026-11-12T09:00:00+01:00"},
		{"9 uur 12 november", "2026-11-12T09:00:00+01:00"},
		{"vandaag, 9.30", "2026-11-13T09:30:00+01:00"},
		{"12 nov 9 uur", "2026-11-12T09:00:00+01:00"},
		{"12.11.2026 14.30", "2026-11-12T14:30:00+01:00"},
		{"afgelopen maandag om 10:00", "2026-11-09T10:00:00+01:00"},
		{"maandag 10:00", "?"},
		{"gisteren", "2026-11-12"},
		{"gisteravond 23.15 uur", "2026-11-12T23:15:00+01:00"},
		{"gisteravond 11 uur", "?"},
		{"vanochtend 9.30", "2026-11-13T09:30:00+01:00"},
		{"vanmiddag om 14 uur", "2026-11-13T14:00:00+01:00"},
		{"vannacht 2.30", "?"},
		{"gisteravond", "?"},
		{"vanochtend 25 uur", "?"},
		{"2 uur geleden", "2026-11-13T14:20:30+01:00"},
		{"een uur geleden", "2026-11-13T15:20:30+01:00"},
		{"een half uur geleden", "2026-11-13T15:50:30+01:00"},
		{"halfuur geleden", "2026-11-13T15:50:30+01:00"},
		{"half geleden", "?"},
		{"een kwartier geleden", "2026-11-13T16:05:30+01:00"},
		{"10 minuten geleden", "2026-11-13T16:10:30+01:00"},
		{"20 uur geleden", "2026-11-12T20:20:30+01:00"},
		{"24:00", "?"},
		{"24 uur", "?"},
		{"14:60", "?"},
		{"14:3", "?"},
		{"9", "?"},
		{"half drie", "?"},
		{"kwart over 2", "?"},
		{"9 uur 's avonds", "?"},
		{"tussen 9 en 10 uur", "?"},
		{"14:30 15:30", "?"},
		{"over 2 uur", "?"},
		{"-14:30", "?"},
		{"12-11 9:00 uur of later", "?"},
		{"31 april 14:30", "?"},
		{"14:30\u200b", "?"},
		{"", "?"},
	})
}

func TestMomentsAhead(t *testing.T) {
	runMoments(t, "2026-11-13 16:20:30", false, []check{
		{"16.20", "2026-11-13T16:20:00+01:00"},
		{"16:19", "?"},
		{"17 uur", "2026-11-13T17:00:00+01:00"},
		{"vandaag 9 uur", "?"},
		{"maandag 10:00", "2026-11-16T10:00:00+01:00"},
		{"maandagochtend 10.00 uur", "2026-11-16T10:00:00+01:00"},
		{"vanavond 20.15", "2026-11-13T20:15:00+01:00"},
		{"2 uur geleden", "?"},
		{"nu", "2026-11-13T16:20:30+01:00"},
		{"13-11-2026 9 uur", "2026-11-13T09:00:00+01:00"},
		{"gisteren 9 uur", "?"},
		{"volgende vrijdag 9 uur", "?"},
		{"over 6 weken om 9 uur", "2026-12-25T09:00:00+01:00"},
	})
}

// 14.10 is a time and 14 October: with a full stop and nothing else it is asked back.
func TestTimeThatLooksLikeADate(t *testing.T) {
	runMoments(t, "2026-11-13 16:20:30", true, []check{
		{"14.10", "?"},
		{"vrijdag 14.10", "?"},
		{"14:10", "2026-11-13T14:10:00+01:00"},
		{"14.10 uur", "2026-11-13T14:10:00+01:00"},
		{"om 14.10", "2026-11-13T14:10:00+01:00"},
		{"vandaag 14.10", "2026-11-13T14:10:00+01:00"},
		{"14.13", "2026-11-13T14:13:00+01:00"},
		{"27.11", "?"},
		{"12-11 14.10", "2026-11-12T14:10:00+01:00"},
		{"12.11 14.10", "?"},
	})
	_, err := ParseMoment("14.10", Context{Today: ymd(2026, 11, 13)}, time.Date(2026, 11, 13, 9, 0, 0, 0, time.UTC))
	want := "Ik weet niet of '14.10' een datum of een tijd is. Typ 14-10 voor de datum, of 14:10 voor de tijd."
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestMomentsAroundTheChangeOfTheClock(t *testing.T) {
	runMoments(t, "2025-03-31 09:00:00", true, []check{
		{"30-3-2025 02:30", "?"},
		{"30-3-2025 02:00", "?"},
		{"30-3-2025 01:59", "2025-03-30T01:59:00+01:00"},
		{"30-3-2025 03:00", "2025-03-30T03:00:00+02:00"},
		{"gisteren 2.30", "?"},
		{"33 uur geleden", "2025-03-29T23:00:00+01:00"},
	})
	runMoments(t, "2025-10-27 09:00:00", true, []check{
		{"26-10-2025 02:30", "2025-10-26T02:30:00+02:00"},
		{"26-10-2025 03:00", "2025-10-26T03:00:00+01:00"},
		{"26-10-2025 01:59", "2025-10-26T01:59:00+02:00"},
		{"2025-10-26T02:30:00+01:00", "2025-10-26T02:30:00+01:00"},
	})
}

// Every minute that exists is read back from the way the bot writes it.
func TestRoundTripOfMoments(t *testing.T) {
	loc := amsterdam(t)
	rapid.Check(t, func(t *rapid.T) {
		d := drawMiddle(t)
		hour, minute := rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")
		want := d.At(hour, minute, loc)
		if want.Hour() != hour {
			t.Skip("this hour is skipped by the clock")
		}
		c := Context{Today: drawMiddle(t), Past: rapid.Bool().Draw(t, "past")}
		for _, text := range []string{procesregie.DutchMoment(want), want.Format("2006-01-02T15:04"), want.Format("2-1-2006 15.04")} {
			m, err := ParseMoment(text, c, c.Today.At(9, 0, loc))
			if err != nil || !m.HasTime || !m.Time.Equal(want) || m.Date != d {
				t.Fatalf("%q: %v, %v, want %v", text, m, err, want)
			}
		}
	})
}

// A day and a time together are read in one way only, in either order.
func TestDayAndTimeAreCutInOneWay(t *testing.T) {
	samples := []string{"9:30", "9.30", "09.10", "om 9 uur", "9 uur 30", "9u", "14u30", "om negen uur", "9.30 uur", ", 9:30:15", "t09:30"}
	rapid.Check(t, func(t *rapid.T) {
		c := Context{Today: drawMiddle(t), Past: rapid.Bool().Draw(t, "past")}
		parts := []string{drawText(t, rapid.SampledFrom(forms).Draw(t, "form").pattern), rapid.SampledFrom(samples).Draw(t, "time")}
		if rapid.Bool().Draw(t, "time first") {
			parts[0], parts[1] = parts[1], parts[0]
		}
		text := strings.Join(parts, " ")
		tokens, right := scan(plain(text)), 0
		for _, s := range splits(tokens) {
			if _, ok, err := c.onDay(s, tokens, c.Today.At(12, 0, time.UTC)); ok && err == nil {
				right++
			}
		}
		if right > 1 {
			t.Fatalf("%q can be cut in %d ways", text, right)
		}
	})
}

func checkMoment(t interface{ Fatalf(string, ...any) }, text string, c Context, now time.Time) {
	m, err := ParseMoment(text, c, now)
	if got := momentOutcome(m, err); strings.Contains(got, " ") {
		t.Fatalf("%q: %s", text, got)
	}
	if err == nil && !inRange(m.Date) {
		t.Fatalf("%q: %v", text, m)
	}
}

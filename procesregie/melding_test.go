package procesregie

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func amsterdam(t interface{ Fatal(...any) }) *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func mustDate(t interface{ Fatal(...any) }, iso string) Date {
	d, err := ParseDate(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func profielCalendar(p Profiel) Calendar { return Praktijk{Profiel: p}.Calendar() }

func TestSpoedUiterlijk(t *testing.T) {
	p := loadProfiel(t, "standaard")
	c := profielCalendar(p)
	cases := []struct{ name, reported, want string }{
		{"SC-3 the example, over Koningsdag", "2026-04-24", "2026-05-04"},
		{"SC-1 a plain week", "2026-11-16", "2026-11-23"},
		{"SC-3 reported on Saturday is day 0", "2026-11-14", "2026-11-20"},
		{"SC-3 reported on Sunday is day 0", "2026-11-15", "2026-11-20"},
		{"SC-3 reported on a holiday is day 0", "2026-04-27", "2026-05-04"},
		{"SC-3 over 5 May", "2026-04-30", "2026-05-08"},
		{"SC-3 over both Christmas days and New Year", "2026-12-24", "2027-01-04"},
		{"SC-3 Goede Vrijdag counts, tweede paasdag does not", "2026-03-30", "2026-04-07"},
	}
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			if got := SpoedUiterlijk(mustDate(t, k.reported), p, c); got.String() != k.want {
				t.Errorf("reported %s: %s, want %s", k.reported, got, k.want)
			}
		})
	}
	t.Run("SC-3 an own closing day moves it", func(t *testing.T) {
		closed := c
		closed.Closed = map[Date]bool{mustDate(t, "2026-11-18"): true}
		if got := SpoedUiterlijk(mustDate(t, "2026-11-16"), p, closed); got.String() != "2026-11-24" {
			t.Errorf("%s", got)
		}
	})
	t.Run("SC-1 always exactly five working days later, on a working day", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			reported := Date{2020, 1, 1}.AddDays(rapid.IntRange(0, 6000).Draw(t, "day"))
			until := SpoedUiterlijk(reported, p, c)
			if !c.IsWorkday(until) || c.WorkdaysBetween(reported, until) != 5 {
				t.Fatalf("reported %s, until %s", reported, until)
			}
		})
	})
}

func TestCrisisUiterlijk(t *testing.T) {
	p := loadProfiel(t, "zo")
	zone := amsterdam(t)
	cases := []struct{ name, reported, want string }{
		{"SC-2 on Saturday", "2026-11-14T16:20:00+01:00", "2026-11-15T16:20:00+01:00"},
		{"SC-2 over the start of summer time", "2026-03-28T12:00:00+01:00", "2026-03-29T13:00:00+02:00"},
		{"SC-2 over the end of summer time", "2026-10-24T12:00:00+02:00", "2026-10-25T11:00:00+01:00"},
		{"SC-2 on New Year's Eve", "2026-12-31T23:59:00+01:00", "2027-01-01T23:59:00+01:00"},
	}
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			reported, err := time.Parse(time.RFC3339, k.reported)
			if err != nil {
				t.Fatal(err)
			}
			got := CrisisUiterlijk(reported.In(zone), p)
			if got.Format(time.RFC3339) != k.want || got.Sub(reported) != 24*time.Hour {
				t.Errorf("%s, want %s", got.Format(time.RFC3339), k.want)
			}
		})
	}
}

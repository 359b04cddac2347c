package procesregie

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// easterDays are Easter Sundays as published, among them the earliest and the latest
// dates there can be.
var easterDays = `1818-03-22 1886-04-25 1943-04-25 1954-04-18 1961-04-02 1981-04-19 2000-04-23 2008-03-23 2011-04-24 2016-03-27
2019-04-21 2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01
2030-04-21 2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25 2038-04-25 2049-04-18 2076-04-19 2285-03-22`

func TestEaster(t *testing.T) {
	for _, iso := range strings.Fields(easterDays) {
		want := mustDate(t, iso)
		if got := Easter(want.Year); got != want {
			t.Errorf("Easter of %d is %s, want %s", want.Year, got, want)
		}
	}
	for year := 1583; year < 4100; year++ {
		d := Easter(year)
		if d.Weekday() != time.Sunday || d.Before(Date{year, 3, 22}) || d.After(Date{year, 4, 25}) {
			t.Fatalf("Easter of %d is %s", year, d.Dutch())
		}
	}
}

// holidayTable: year, Goede Vrijdag, tweede paasdag, Koningsdag, Hemelvaartsdag,
// tweede pinksterdag.
var holidayTable = [][6]string{
	{"2024", "03-29", "04-01", "04-27", "05-09", "05-20"},
	{"2025", "04-18", "04-21", "04-26", "05-29", "06-09"},
	{"2026", "04-03", "04-06", "04-27", "05-14", "05-25"},
	{"2027", "03-26", "03-29", "04-27", "05-06", "05-17"},
	{"2028", "04-14", "04-17", "04-27", "05-25", "06-05"},
	{"2029", "03-30", "04-02", "04-27", "05-10", "05-21"},
	{"2030", "04-19", "04-22", "04-27", "05-30", "06-10"},
	{"2031", "04-11", "04-14", "04-26", "05-22", "06-02"},
	{"2032", "03-26", "03-29", "04-27", "05-06", "05-17"},
}

func TestFeestdagen(t *testing.T) {
	p := loadProfiel(t, "standaard")
	c := profielCalendar(p)
	for _, row := range holidayTable {
		want := map[Feestdag]string{
			Nieuwjaarsdag: "01-01", GoedeVrijdag: row[1], TweedePaasdag: row[2], Koningsdag: row[3], Bevrijdingsdag: "05-05",
			Hemelvaartsdag: row[4], TweedePinksterdag: row[5], EersteKerstdag: "12-25", TweedeKerstdag: "12-26",
		}
		for _, f := range Feestdagen {
			t.Run(fmt.Sprintf("SC-3 %s %s", f, row[0]), func(t *testing.T) {
				day := mustDate(t, row[0]+"-"+want[f])
				if got := f.On(day.Year); got != day {
					t.Errorf("%s, want %s", got, day)
				}
				if f != GoedeVrijdag && c.IsWorkday(day) {
					t.Errorf("%s is a working day", day.Dutch())
				}
				if f == GoedeVrijdag && !c.IsWorkday(day) {
					t.Errorf("Goede Vrijdag %s is a day off", day.Dutch())
				}
			})
		}
		year := mustDate(t, row[0]+"-01-01").Year
		t.Run("SC-3 nothing else is off in "+row[0], func(t *testing.T) {
			off := map[Date]bool{}
			for _, f := range p.Tijd.Vrij {
				off[f.On(year)] = true
			}
			for d := (Date{year, 1, 1}); d.Year == year; d = d.AddDays(1) {
				weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
				if c.IsWorkday(d) == (weekend || off[d]) {
					t.Errorf("%s: working day %v", d.Dutch(), c.IsWorkday(d))
				}
			}
		})
	}
	t.Run("SC-3 Koningsdag is never on a Sunday", func(t *testing.T) {
		for year := 2014; year < 2100; year++ {
			if d := Koningsdag.On(year); d.Weekday() == time.Sunday || d.Month != time.April || d.Day < 26 || d.Day > 27 {
				t.Errorf("%s", d.Dutch())
			}
		}
	})
	t.Run("SC-3 Goede Vrijdag off is a setting", func(t *testing.T) {
		own := c
		own.Off = append([]Feestdag{GoedeVrijdag}, own.Off...)
		if own.IsWorkday(Date{2026, 4, 3}) {
			t.Error("still a working day")
		}
	})
	t.Run("SC-3 an unknown holiday is on no day", func(t *testing.T) {
		own := Calendar{Off: []Feestdag{"onzin"}}
		if d := Easter(2026).AddDays(1); !own.IsWorkday(d) {
			t.Errorf("%s is off", d.Dutch())
		}
		for d := (Date{2026, 1, 1}); d.Year == 2026; d = d.AddDays(1) {
			if Feestdag("onzin").On(2026) == d {
				t.Errorf("it is on %s", d.Dutch())
			}
		}
	})
}

func anyDate(t *rapid.T, label string) Date {
	return Date{1990, 1, 1}.AddDays(rapid.IntRange(0, 40000).Draw(t, label))
}

func TestCalendarProperties(t *testing.T) {
	p := loadProfiel(t, "standaard")
	c := profielCalendar(p)
	c.Closed = map[Date]bool{{2026, 5, 15}: true, {2026, 12, 24}: true}
	t.Run("EV-4 on or before is the last working day", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			d := anyDate(t, "day")
			got := c.OnOrBefore(d)
			if !c.IsWorkday(got) || got.After(d) || c.WorkdaysBetween(got, d) != 0 {
				t.Fatalf("%s gives %s", d, got)
			}
		})
	})
	t.Run("SC-3 adding working days and counting them agree", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			d, n := anyDate(t, "day"), rapid.IntRange(0, 60).Draw(t, "n")
			later := c.AddWorkdays(d, n)
			if c.WorkdaysBetween(d, later) != n || n > 0 && !c.IsWorkday(later) || n == 0 && later != d {
				t.Fatalf("%s + %d is %s", d, n, later)
			}
			if c.IsWorkday(d) && c.AddWorkdays(later, -n) != d {
				t.Fatalf("%s + %d - %d is %s", d, n, n, c.AddWorkdays(later, -n))
			}
		})
	})
	t.Run("SC-3 counting adds up", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			a := anyDate(t, "a")
			b := a.AddDays(rapid.IntRange(0, 100).Draw(t, "to b"))
			d := b.AddDays(rapid.IntRange(0, 100).Draw(t, "to c"))
			if c.WorkdaysBetween(a, b)+c.WorkdaysBetween(b, d) != c.WorkdaysBetween(a, d) || c.WorkdaysBetween(d, a) != 0 && a != d {
				t.Fatalf("%s %s %s", a, b, d)
			}
		})
	})
	t.Run("VPR-6 the example", func(t *testing.T) {
		day42 := mustDate(t, "2026-11-13").AddDays(42)
		if plain := profielCalendar(p); day42.String() != "2026-12-25" || plain.OnOrBefore(day42).Dutch() != "do 24 december 2026" {
			t.Errorf("%s, %s", day42, plain.OnOrBefore(day42).Dutch())
		}
	})
	t.Run("SC-3 a calendar without working days comes to an end", func(t *testing.T) {
		closed := Calendar{Closed: map[Date]bool{}}
		for d := (Date{2024, 1, 1}); d.Year < 2030; d = d.AddDays(1) {
			closed.Closed[d] = true
		}
		from := Date{2026, 6, 1}
		if closed.OnOrBefore(from).After(from) || closed.AddWorkdays(from, 3).Before(from) {
			t.Error("went the wrong way")
		}
	})
}

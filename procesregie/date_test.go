package procesregie

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDate(t *testing.T) {
	for _, iso := range []string{"2026-11-27", "2024-02-29", "1990-01-01", "2100-12-31"} {
		if d, err := ParseDate(iso); err != nil || d.String() != iso {
			t.Errorf("%s: %s, %v", iso, d, err)
		}
	}
	for _, iso := range []string{"", "2026-2-1", "2025-02-29", "2027-06-31", "27-11-2026", "2026-11-27T00:00", "2026-13-01", "2026-00-10", " 2026-11-27"} {
		if d, err := ParseDate(iso); err == nil {
			t.Errorf("%q was read as %s", iso, d)
		}
	}
}

func TestNewDate(t *testing.T) {
	if d, ok := NewDate(2028, time.February, 29); !ok || d.String() != "2028-02-29" {
		t.Errorf("%s, %v", d, ok)
	}
	for _, d := range []Date{{2027, 2, 29}, {2026, 4, 31}, {2026, 0, 1}, {2026, 13, 1}, {2026, 1, 0}, {2026, 1, 32}, {}} {
		if _, ok := NewDate(d.Year, d.Month, d.Day); ok {
			t.Errorf("%+v exists", d)
		}
	}
}

func TestAddMonths(t *testing.T) {
	cases := []struct {
		name, from string
		months     int
		want       string
	}{
		{"EV-4 31 August and six months", "2026-08-31", 6, "2027-02-28"},
		{"EV-4 31 August and six months, leap year", "2027-08-31", 6, "2028-02-29"},
		{"EV-1 twelve months from the start itself", "2026-08-31", 12, "2027-08-31"},
		{"EV-4 30 January and one month", "2026-01-30", 1, "2026-02-28"},
		{"EV-4 29 February and a year", "2028-02-29", 12, "2029-02-28"},
		{"EV-4 over the end of the year", "2026-11-30", 3, "2027-02-28"},
		{"EV-4 the same day number", "2026-05-13", 6, "2026-11-13"},
		{"EV-4 back", "2026-03-31", -1, "2026-02-28"},
		{"EV-4 back over the year", "2026-01-15", -13, "2024-12-15"},
		{"RN-3 eighteen months", "2026-08-31", 18, "2028-02-29"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := mustDate(t, c.from).AddMonths(c.months); got.String() != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
	t.Run("EV-4 always a real day, in the right month, never later in it", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			d, n := anyDate(t, "day"), rapid.IntRange(-60, 60).Draw(t, "months")
			got := d.AddMonths(n)
			if !got.valid() || got.Day > d.Day || got.Day < min(d.Day, 28) {
				t.Fatalf("%s + %d months is %s", d, n, got)
			}
			if months := (got.Year-d.Year)*12 + int(got.Month) - int(d.Month); months != n {
				t.Fatalf("%s + %d months is %s", d, n, got)
			}
			if got.Day < d.Day && got.AddDays(1).Day != 1 {
				t.Fatalf("%s + %d months is %s: cut, but not the last day", d, n, got)
			}
		})
	})
}

func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate(t, "day"), rapid.IntRange(-5000, 5000).Draw(t, "days")
		later := d.AddDays(n)
		if d.DaysUntil(later) != n || later.AddDays(-n) != d || later.DaysUntil(d) != -n {
			t.Fatalf("%s + %d days is %s", d, n, later)
		}
		if d.Before(later) != (n > 0) || d.After(later) != (n < 0) || (d.Compare(later) == 0) != (n == 0) {
			t.Fatalf("%s and %s", d, later)
		}
		if weekday := (int(d.Weekday()) + n%7 + 7) % 7; int(later.Weekday()) != weekday {
			t.Fatalf("%s is a %s", later, later.Weekday())
		}
		text, err := json.Marshal(d)
		var back Date
		if err != nil || json.Unmarshal(text, &back) != nil || back != d {
			t.Fatalf("%s became %s", d, back)
		}
		if parsed, err := ParseDate(d.String()); err != nil || parsed != d {
			t.Fatalf("%s was read as %s", d, parsed)
		}
	})
}

func TestDateText(t *testing.T) {
	d := Date{2026, time.November, 27}
	if d.Dutch() != "vr 27 november 2026" || d.Compact() != "27-11-2026" || d.String() != "2026-11-27" {
		t.Errorf("%s, %s, %s", d.Dutch(), d.Compact(), d)
	}
	var zero Date
	if !zero.IsZero() || zero.String() != "" || zero.Dutch() != "onbekend" || zero.Compact() != "onbekend" {
		t.Errorf("zero: %q %q", zero.Dutch(), zero)
	}
	back := d
	if back.UnmarshalText(nil) != nil || !back.IsZero() {
		t.Errorf("empty text is %s", back)
	}
	if back.UnmarshalText([]byte("27-11-2026")) == nil {
		t.Error("read another form")
	}
	if names := []string{"zo", "ma", "di", "wo", "do", "vr", "za"}; true {
		for i, name := range names {
			if got := (Date{2026, 11, 15 + i}).Dutch()[:2]; got != name {
				t.Errorf("%s, want %s", got, name)
			}
		}
	}
}

// Date.At over the changes of the clock in the Netherlands.
func TestDateAt(t *testing.T) {
	zone := amsterdam(t)
	cases := []struct {
		name, day    string
		hour, minute int
		want         string
	}{
		{"EV-5 nine o'clock in winter", "2026-11-13", 9, 0, "2026-11-13T09:00:00+01:00"},
		{"EV-5 nine o'clock in summer", "2026-07-13", 9, 0, "2026-07-13T09:00:00+02:00"},
		{"EV-5 nine o'clock on the day of the change in March", "2026-03-29", 9, 0, "2026-03-29T09:00:00+02:00"},
		{"EV-5 nine o'clock on the day of the change in October", "2026-10-25", 9, 0, "2026-10-25T09:00:00+01:00"},
		{"EV-5 half past two does not exist in March", "2026-03-29", 2, 30, "2026-03-29T03:30:00+02:00"},
		{"EV-5 half past two exists twice in October: the first", "2026-10-25", 2, 30, "2026-10-25T02:30:00+02:00"},
		{"EV-5 midnight", "2026-03-29", 0, 0, "2026-03-29T00:00:00+01:00"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := mustDate(t, c.day).At(c.hour, c.minute, zone)
			if got.Format(time.RFC3339) != c.want {
				t.Errorf("%s, want %s", got.Format(time.RFC3339), c.want)
			}
		})
	}
	t.Run("EV-5 the wall clock is kept on every other hour", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			d := anyDate(t, "day")
			hour, minute := rapid.SampledFrom([]int{0, 1, 4, 9, 12, 23}).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")
			at := d.At(hour, minute, zone)
			if DateOf(at) != d || at.Hour() != hour || at.Minute() != minute {
				t.Fatalf("%s %02d:%02d is %s", d, hour, minute, at)
			}
		})
	})
}

// Every quarter of an hour of every day on which a clock changes, in zones where it
// changes by an hour and by half an hour.
func TestDateAtFirstOfTwo(t *testing.T) {
	for _, name := range []string{"Europe/Amsterdam", "Australia/Lord_Howe", "America/New_York"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for d := (Date{2026, 1, 1}); d.Year == 2026; d = d.AddDays(1) {
			start := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
			if d.AddDays(1).At(0, 0, zone).Sub(start) == 24*time.Hour {
				continue
			}
			first := map[[2]int]time.Time{}
			for at := start; DateOf(at) == d; at = at.Add(15 * time.Minute) {
				if clock := [2]int{at.Hour(), at.Minute()}; first[clock].IsZero() {
					first[clock] = at
				}
			}
			for quarter := range 96 {
				hour, minute := quarter/4, quarter%4*15
				got, want := d.At(hour, minute, zone), first[[2]int{hour, minute}]
				if !want.IsZero() && !got.Equal(want) {
					t.Errorf("%s %s %02d:%02d is %s, want %s", name, d, hour, minute, got, want)
				}
				if want.IsZero() && (got.Hour()*60+got.Minute() <= hour*60+minute || DateOf(got) != d) {
					t.Errorf("%s %s %02d:%02d does not exist and became %s", name, d, hour, minute, got)
				}
			}
		}
	}
}

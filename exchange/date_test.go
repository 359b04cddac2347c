package exchange

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/procesregie"
)

func TestDatesInText(t *testing.T) {
	for _, text := range []string{
		"27-11-2026", "27/11/2026", "27.11.2026", "2026-11-27", "27 november 2026", "27 nov. 2026", "27 nov 2026", "Nov 27, 2026", "November 27 2026", "nov. 27, 2026",
		"27-nov-2026", "27 NOVEMBER 2026", "vr 27 november 2026", "vrijdag 27-11-2026", "Vr. 27/11/2026", "Fri, 27 Nov 2026", "Friday, November 27, 2026", "fri 2026-11-27",
		"27-11-2026 10:15", "27-11-2026 10:15:30", "27-11-2026 10.15 uur", "27-11-2026, 10:15", "27-11-2026 om 10.15 uur", "2026-11-27T10:15:00", "2026-11-27 10:15:00.000",
		"11-27-2026x", "27 november 2026 9:05", "Nov 27, 2026 3:05 PM", "27\u00a0november\u00a02026", "27  november   2026",
	} {
		d := readDate(text, false)
		if text == "11-27-2026x" {
			if d.problem == "" {
				t.Errorf("%q is taken as %s", text, d.day.date())
			}
			continue
		}
		if d.problem != "" || d.day.date().String() != "2026-11-27" {
			t.Errorf("%q is %s, %q", text, d.day.date(), d.problem)
		}
	}
}

func TestMonthNames(t *testing.T) {
	for month, names := range []string{
		1: "jan jan. januari January JANUARI", 2: "feb februari February", 3: "mrt mrt. maa maart mar March", 4: "apr april", 5: "mei May", 6: "jun juni June", 7: "jul juli July",
		8: "aug augustus August", 9: "sep sept. september", 10: "okt oct oktober October", 11: "nov november", 12: "dec december",
	} {
		for name := range strings.FieldsSeq(names) {
			if d := readDate("5 "+name+" 2026", false); d.problem != "" || int(d.day.date().Month) != month {
				t.Errorf("%s is %s, %q", name, d.day.date(), d.problem)
			}
		}
	}
}

func TestTextsThatAreNoDate(t *testing.T) {
	for text, want := range map[string]string{
		"27-11-26": shortYear, "27/11/26": shortYear, "3-8-26": shortYear, "27 nov 26": shortYear, "27-nov-26": shortYear, "Nov 27, 26": shortYear,
		"mrt 2026": noDayMonth, "november 2026": noDayMonth, "27 november": noDayMonth, "27-11": noDayMonth, "11-2026": noDayMonth, "week 20": noDayMonth, "over 6 weken": noDayMonth,
		"31-4-2026": noSuchDay, "29-2-2026": noSuchDay, "0-1-2026": noSuchDay, "1-0-2026": noSuchDay, "2026-02-30": noSuchDay, "2026-13-01": noSuchDay, "32 januari 2026": noSuchDay, "30-02-2024": noSuchDay,
		"13-13-2026": noSuchDay, "46332": plainNumber, "2026": plainNumber, "20261127": plainNumber, "-1": plainNumber, "4,5": plainNumber,
		"2026-11-27T10:15:00Z": hasZone, "27-11-2026 10:15 UTC": hasZone, "27-11-2026 10:15 CET": hasZone, "2026-11-27T10:15:00+01:00": hasZone, "2026-11-27T10:15:00.000+0100": hasZone,
		"do 27-11-2026": otherDay, "maandag 27 november 2026": otherDay, "31-12-1989": outOfRange, "1-1-2101": outOfRange, "1 jan 1931": outOfRange, "1989-12-31": outOfRange,
		"vandaag": notADate, "morgen": notADate, "ja": notADate, "volgende week dinsdag": notADate, "gisteren": notADate, "27/11-2026": notADate, "2026/11/27": notADate, "2026.11.27": notADate,
		"27-11-2026 25:00": notADate, "27-11-2026 10:60": notADate, "27-11-2026 of later": notADate, "27-11-2026 13:00 PM": notADate, "27 brumaire 2026": notADate, "27-11-202": notADate,
		"127-11-2026": notADate, "27-11-2026-": notADate, "27-11-20261": notADate, "11/27/2026": monthFirst, "11-27-2026": monthFirst, "1 / 2 / 2026": noDayMonth,
		"²7-11-2026": noDayMonth, "२७-११-२०२६": notADate,
	} {
		if d := readDate(text, false); d.problem != want {
			t.Errorf("%q: %q, want %q (%s)", text, d.problem, want, d.day.date())
		}
	}
}

func TestMonthFirstByMap(t *testing.T) {
	for text, want := range map[string]string{
		"11/27/2026": "2026-11-27", "3/4/2026": "2026-03-04", "03.04.2026": "2026-03-04", "3-4-2026": "2026-03-04", "2026-03-04": "2026-03-04", "4 maart 2026": "2026-03-04", "27/11/2026": "",
	} {
		if d := readDate(text, true); d.day.date().String() != want {
			t.Errorf("%q is %s, want %s", text, d.day.date(), want)
		}
	}
}

// TestMonthFirstInAColumn: one date that has the month first makes every date with
// slashes unsure that could be read both ways, in that column of that sheet.
func TestMonthFirstInAColumn(t *testing.T) {
	f, casussen := readCSV(t, sampleKnown(t), nil, "zaaknr;consulent;niveau;start;laatste eval.\n"+
		"Z1;anouk;licht;3/4/2026;4/5/2026\n"+ // both ways: refused for start only
		"Z2;anouk;licht;11/27/2026;\n"+ // the one that can only be month first
		"Z3;anouk;licht;27/11/2026;\n"+ // day first only
		"Z4;anouk;licht;5/5/2026;\n"+ // the same either way
		"Z5;anouk;licht;3-4-2026;\n"+ // no slashes
		"Z6;anouk;licht;vr 3/4/2026;\n"+ // the weekday decides
		"Z7;anouk;licht;3 april 2026;\n")
	if got := strings.Join(refusals(f), ", "); got != "2 date, 3 date" {
		t.Error(got, f.Problems)
	}
	if len(casussen) != 5 {
		t.Errorf("%d cases", len(casussen))
	}
	f, _ = readCSV(t, sampleKnown(t), nil, "zaaknr;consulent;niveau;start;laatste eval.\nZ1;anouk;licht;3/4/2026;4/5/2026\n")
	if counts(f) != "1 1 0 0 0" {
		t.Error(f.Problems)
	}
}

func TestDayAndDateAreTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := day(rapid.IntRange(32874, 73415).Draw(t, "day"))
		date := d.date()
		if dayOf(date) != d || excelDay(float64(d)+0.9, false) != d || excelDay(float64(d)-1462, true) != d || !d.inRange() {
			t.Fatalf("%d is %s is %d", d, date, dayOf(date))
		}
		for _, text := range []string{date.String(), date.Compact(), date.Dutch(), strings.ReplaceAll(date.Compact(), "-", "/"), strings.ReplaceAll(date.Compact(), "-", ".")} {
			if got := readDate(text, false); got.problem != "" || got.day != d {
				t.Errorf("%q is %s, %q", text, got.day.date(), got.problem)
			}
		}
	})
	if dayOf(procesregie.Date{}) != 0 || !day(0).date().IsZero() {
		t.Error("no date is not 0")
	}
}

// FuzzDate: what is taken as a date exists, lies between 1990 and 2100, and its year
// stands in the text in full.
func FuzzDate(f *testing.F) {
	for _, text := range []string{"27-11-2026", "vr 27 nov. 2026 10:15", "Nov 27, 2026", "2026-11-27T10:15", "3/4/2026", "3-8-26", "31-4-2026"} {
		f.Add(text, false)
	}
	f.Fuzz(func(t *testing.T, text string, mdj bool) {
		d := readDate(text, mdj)
		if (d.problem == "") == (d.day == 0) {
			t.Fatalf("%q: day %d and problem %q", text, d.day, d.problem)
		}
		if d.problem != "" {
			return
		}
		year := d.day.date().String()[:4]
		if !d.day.inRange() || !strings.Contains(text, year) {
			t.Errorf("%q is %s", text, d.day.date())
		}
	})
}

package datum

import (
	"testing"

	"github.com/regiebot/regiebot/procesregie"
)

func TestWrittenDates(t *testing.T) {
	runChecks(t, "2026-11-13", false, []check{
		{"27/11/2026", "2026-11-27"},
		{"27.11.2026", "2026-11-27"},
		{"27 nov. 2026", "2026-11-27"},
		{"27-nov-2026", "2026-11-27"},
		{"27nov2026", "2026-11-27"},
		{"27 - 11 - 2026", "2026-11-27"},
		{"7-1-2027", "2027-01-07"},
		{"07-01-2027", "2027-01-07"},
		{"2027-1-7", "2027-01-07"},
		{"2027/01/07", "2027-01-07"},
		{"27 november 2026.", "2026-11-27"},
		{"vrijdag, 27 november 2026", "2026-11-27"},
		{"vr. 27 nov. 2026", "2026-11-27"},
		{"op vrijdag 27 november 2026", "2026-11-27"},
		{"op 27-11", "2026-11-27"},
		{"vrijdag de 27e november", "2026-11-27"},
		{"27e november", "2026-11-27"},
		{"27ste november", "2026-11-27"},
		{"de 27e van november 2026", "2026-11-27"},
		{"eerste december", "2026-12-01"},
		{"één december", "2026-12-01"},
		{"e\u0301e\u0301n december", "2026-12-01"},
		{"twaalf december", "2026-12-12"},
		{"1 mrt 2027", "2027-03-01"},
		{"1 mei van 2027", "2027-05-01"},
		{"maandag 16 november", "2026-11-16"},
		{"ma 16-11", "2026-11-16"},
		{"ma 16/11", "2026-11-16"},
		{"vrijdag 13 november", "2026-11-13"},
		{"1 mei volgend jaar", "2027-05-01"},
		{"27 november dit jaar", "2026-11-27"},
		{"1 mei dit jaar", "? 2026-05-01"},
		{"1 mei vorig jaar", "? 2025-05-01"},
		{"1 mei a.s.", "2027-05-01"},
		{"13 november a.s.", "? 2026-11-13 2027-11-13"},
		{"1 mei jl.", "? 2026-05-01"},
		{"27-11-1990", "1990-11-27"},
		{"13-11-2025", "2025-11-13"},
		{"31-12-2100", "2100-12-31"},
	})
	runChecks(t, "2026-11-13", false, []check{
		{"1-1-2101", "?"},
		{"31-12-1989", "?"},
		{"27-11-26", "? 2026-11-27"},
		{"27 nov 26", "? 2026-11-27"},
		{"27-nov-26", "? 2026-11-27"},
		{"31-11-26", "?"},
		{"27-11-202", "?"},
		{"27-11-20266", "?"},
		{"27/11-2026", "?"},
		{"31 april", "?"},
		{"31-04-2027", "?"},
		{"29 februari 2027", "?"},
		{"30 februari", "?"},
		{"29 februari", "?"},
		{"0 mei", "?"},
		{"0-0-2026", "?"},
		{"27-13-2026", "?"},
		{"27-13", "?"},
		{"11/27/2026", "?"},
		{"32 mei 2026", "?"},
		{"27.11", "? 2026-11-27"},
		{"12.03", "? 2026-03-12 2027-03-12"},
		{"12.13", "?"},
		{"111222333444555666777 mei", "?"},
		{"27", "?"},
		{"2026", "?"},
		{"27 11 2026", "?"},
		{"20261127", "?"},
		{"-27-11-2026", "?"},
		{"27-11-2026?", "?"},
		{"november", "?"},
		{"november 2026", "?"},
		{"12-14 november", "?"},
		{"27 november of 28 november", "?"},
		{"voor 27 november", "?"},
		{"27 november 14", "? 2014-11-27"},
	})
}

// A weekday decides about the year only where the year of today is out of question.
func TestWeekdayDecidesTheYear(t *testing.T) {
	runChecks(t, "2026-12-20", false, []check{
		{"12 januari", "? 2026-01-12 2027-01-12"},
		{"dinsdag 12 januari", "2027-01-12"},
		{"maandag 12 januari", "? 2026-01-12"},
		{"woensdag 12 januari", "? 2026-01-12 2027-01-12"},
		{"di 29 december", "2026-12-29"},
		{"wo 29 december", "? 2026-12-29 2027-12-29"},
		{"zo 20 december", "2026-12-20"},
	})
	runChecks(t, "2027-01-05", true, []check{
		{"29 december", "? 2026-12-29 2027-12-29"},
		{"dinsdag 29 december", "2026-12-29"},
		{"woensdag 29 december", "? 2027-12-29"},
		{"ma 4 januari", "2027-01-04"},
		{"zo 4 januari", "? 2026-01-04 2027-01-04"},
	})
	runChecks(t, "2027-11-13", false, []check{
		{"29 februari", "? 2028-02-29"}, {"dinsdag 29 februari", "2028-02-29"}, {"woensdag 29 februari", "? 2028-02-29"},
	})
}

func TestRelativeDates(t *testing.T) {
	runChecks(t, "2026-11-13", false, []check{
		{"over twee weken", "2026-11-27"},
		{"over 2 weken", "2026-11-27"},
		{"over 2weken", "2026-11-27"},
		{"over een maand", "2026-12-13"},
		{"over één maand", "2026-12-13"},
		{"over 1 jaar", "2027-11-13"},
		{"over half jaar", "2027-05-13"},
		{"over een halfjaar", "2027-05-13"},
		{"over anderhalf jaar", "2028-05-13"},
		{"over veertien dagen", "2026-11-27"},
		{"over 6 mnd", "2027-05-13"},
		{"over twaalf jaar", "2038-11-13"},
		{"morgen over twee weken", "2026-11-28"},
		{"vandaag over een week", "2026-11-20"},
		{"over 1 dag", "2026-11-14"},
		{"over anderhalve week", "? 2026-11-23 2026-11-24"},
		{"over een halve maand", "? 2026-11-27 2026-11-28"},
		{"over een halve week", "? 2026-11-16 2026-11-17"},
		{"over anderhalve dag", "? 2026-11-14 2026-11-15"},
		{"over een halve dag", "?"},
		{"over anderhalve werkdag", "? 2026-11-16 2026-11-17"},
		{"over 0 dagen", "?"},
		{"over 1000 dagen", "?"},
		{"over 999 jaar", "?"},
		{"over -3 dagen", "?"},
		{"over 2,5 week", "?"},
		{"over een paar weken", "?"},
		{"over 2 of 3 weken", "?"},
		{"over 6-8 weken", "?"},
		{"binnen 6 weken", "?"},
		{"6 weken", "? 2026-12-25"},
		{"999 jaar", "?"},
		{"over 6", "?"},
		{"over weken", "?"},
		{"gisteren", "? 2026-11-12"},
		{"eergisteren", "? 2026-11-11"},
		{"2 weken geleden", "? 2026-10-30"},
		{"vanavond", "? 2026-11-13"},
		{"morgenochtend", "? 2026-11-14"},
		{"morgen ochtend", "? 2026-11-14"},
		{"maandagmiddag", "? 2026-11-16"},
		{"gisteravond", "?" + " 2026-11-12"},
		{"nu", "? 2026-11-13"},
		{"morgen 14.30", "? 2026-11-14"},
	})
	runChecks(t, "2026-11-13", true, []check{
		{"gisteren", "2026-11-12"},
		{"eergisteren", "2026-11-11"},
		{"2 weken geleden", "2026-10-30"},
		{"een week geleden", "2026-11-06"},
		{"een half jaar geleden", "2026-05-13"},
		{"anderhalf jaar geleden", "2025-05-13"},
		{"3 maanden geleden", "2026-08-13"},
		{"10 dagen geleden", "2026-11-03"},
		{"5 werkdagen geleden", "2026-11-06"},
		{"anderhalve maand geleden", "? 2026-09-28 2026-10-02"},
		{"6 weken", "? 2026-10-02"},
		{"vandaag", "2026-11-13"},
		{"morgen", "2026-11-14"},
		{"over een week", "2026-11-20"},
		{"gisteravond", "? 2026-11-12"},
	})
}

func TestMonthsAreClamped(t *testing.T) {
	t.Run("EV-4 the same day number, clamped to the end of the month", func(t *testing.T) {
		runChecks(t, "2025-08-31", false, []check{
			{"over 6 maanden", "2026-02-28"},
			{"over een half jaar", "2026-02-28"},
			{"over 1 maand", "2025-09-30"},
			{"over 12 maanden", "2026-08-31"},
			{"over 6 weken", "2025-10-12"},
		})
		runChecks(t, "2027-08-31", false, []check{{"over 6 maanden", "2028-02-29"}, {"over anderhalf jaar", "2029-02-28"}})
		runChecks(t, "2028-02-29", false, []check{
			{"over een jaar", "2029-02-28"},
			{"over 4 jaar", "2032-02-29"},
			{"29 februari", "2028-02-29"},
			{"over een maand", "2028-03-29"},
			{"eind van de maand", "2028-02-29"},
			{"morgen", "2028-03-01"},
		})
		runChecks(t, "2028-03-01", false, []check{{"29 februari", "? 2028-02-29"}, {"gisteren", "? 2028-02-29"}})
		runChecks(t, "2025-10-31", true, []check{{"een maand geleden", "2025-09-30"}, {"8 maanden geleden", "2025-02-28"}})
	})
	t.Run("EV-4 a day off is not moved", func(t *testing.T) {
		runChecks(t, "2026-11-13", false, []check{{"over 6 weken", "2026-12-25"}, {"zaterdag", "2026-11-14"}})
	})
}

func TestWorkdays(t *testing.T) {
	t.Run("SC-3 working days skip weekends and days off", func(t *testing.T) {
		runChecks(t, "2026-04-24", false, []check{
			{"over 5 werkdagen", "2026-05-04"},
			{"over 1 werkdag", "2026-04-28"},
			{"volgende werkdag", "2026-04-28"},
			{"eerstvolgende werkdag", "2026-04-28"},
			{"over 6 werkdagen", "2026-05-06"},
		})
	})
	t.Run("SC-3 the day itself is day 0, also a day off", func(t *testing.T) {
		runChecks(t, "2026-04-25", false, []check{{"over 5 werkdagen", "2026-05-04"}})
	})
	t.Run("SC-3 working days of a month or year", func(t *testing.T) {
		runChecks(t, "2026-11-13", false, []check{
			{"1e werkdag van januari", "2027-01-04"},
			{"laatste werkdag van april", "2027-04-30"},
			{"laatste werkdag van het jaar", "2026-12-31"},
			{"tweede werkdag van mei 2027", "2027-05-04"},
			{"eerste werkdag van volgende maand", "2026-12-01"},
			{"23e werkdag van februari", "?"},
		})
	})
	t.Run("SC-3 a calendar without working days gives no date", func(t *testing.T) {
		closed := map[procesregie.Date]bool{}
		for d := ymd(2026, 1, 1); d.Year < 2030; d = d.AddDays(1) {
			closed[d] = true
		}
		c := Context{Today: ymd(2026, 11, 13), Calendar: procesregie.Calendar{Closed: closed}}
		for _, text := range []string{"over 1 werkdag", "volgende werkdag", "1e werkdag van mei"} {
			if d, err := Parse(text, c); err == nil {
				t.Errorf("%q became %s", text, d)
			}
		}
	})
}

func TestWeekdays(t *testing.T) {
	runChecks(t, "2026-11-13", false, []check{ // a Friday
		{"komende dinsdag", "2026-11-17"},
		{"as. dinsdag", "2026-11-17"},
		{"a.s. dinsdag", "2026-11-17"},
		{"dinsdag a.s.", "2026-11-17"},
		{"op dinsdag", "2026-11-17"},
		{"eerstvolgende dinsdag", "2026-11-17"},
		{"deze zondag", "2026-11-15"},
		{"deze vrijdag", "? 2026-11-13 2026-11-20"},
		{"deze maandag", "? 2026-11-09 2026-11-16"},
		{"deze week zondag", "2026-11-15"},
		{"deze week vrijdag", "2026-11-13"},
		{"deze week dinsdag", "? 2026-11-10"},
		{"volgende week vrijdag", "2026-11-20"},
		{"vrijdag volgende week", "2026-11-20"},
		{"volgende week zo", "2026-11-22"},
		{"komende week dinsdag", "2026-11-17"},
		{"komende week zaterdag", "? 2026-11-14 2026-11-21"},
		{"zo", "? 2026-11-15"},
		{"zo 15-11", "2026-11-15"},
		{"maandag over een week", "? 2026-11-16 2026-11-23"},
		{"zaterdag over twee weken", "2026-11-28"},
		{"over twee weken zaterdag", "2026-11-28"},
		{"vrijdag over een week", "? 2026-11-20 2026-11-27"},
		{"vorige maandag", "? 2026-11-02 2026-11-09"},
		{"afgelopen maandag", "? 2026-11-09"},
		{"vorige week dinsdag", "? 2026-11-03"},
		{"laatste maandag", "?"},
		{"maandag of dinsdag", "?"},
		{"voor maandag", "?"},
		{"elke maandag", "?"},
		{"maandag 16", "? 2026-11-16"},
		{"niet maandag", "?"},
		{"vrij", "?"},
		{"dag", "?"},
	})
	runChecks(t, "2026-11-13", true, []check{
		{"maandag", "? 2026-11-09 2026-11-16"},
		{"vrijdag", "? 2026-11-06 2026-11-13 2026-11-20"},
		{"afgelopen maandag", "2026-11-09"},
		{"maandag jl.", "2026-11-09"},
		{"maandag j.l.", "2026-11-09"},
		{"afgelopen vrijdag", "? 2026-11-06 2026-11-13"},
		{"vorige maandag", "? 2026-11-02 2026-11-09"},
		{"vorige week dinsdag", "2026-11-03"},
		{"dinsdag vorige week", "2026-11-03"},
		{"deze week dinsdag", "2026-11-10"},
		{"deze zondag", "? 2026-11-08 2026-11-15"},
		{"aanstaande maandag", "2026-11-16"},
		{"vorige week", "? 2026-11-02 2026-11-03 2026-11-04 2026-11-05 2026-11-06"},
		{"zo", "? 2026-11-08 2026-11-15"},
	})
	runChecks(t, "2026-11-15", false, []check{ // a Sunday: next week begins tomorrow
		{"volgende week dinsdag", "2026-11-17"},
		{"maandag", "2026-11-16"},
		{"zondag", "? 2026-11-15 2026-11-22"},
		{"volgende maandag", "? 2026-11-16 2026-11-23"},
		{"deze week maandag", "? 2026-11-09"},
	})
}

func TestDayOfMonth(t *testing.T) {
	runChecks(t, "2026-11-13", false, []check{
		{"de 27e", "2026-11-27"},
		{"27e", "2026-11-27"},
		{"op de 27ste", "2026-11-27"},
		{"vrijdag de 27e", "2026-11-27"},
		{"de 3e", "? 2026-11-03 2026-12-03"},
		{"de 13e", "? 2026-11-13 2026-12-13"},
		{"vrijdag de 13e", "2026-11-13"},
		{"de 31e", "? 2026-12-31"},
		{"donderdag de 31e", "2026-12-31"},
		{"zondag de 27e", "? 2026-11-27 2026-12-27"},
		{"de derde", "? 2026-11-03 2026-12-03"},
		{"derde", "?"},
		{"de 32e", "?"},
		{"de 27e van de maand", "2026-11-27"},
		{"de 27e van volgende maand", "2026-12-27"},
		{"volgende maand de 27e", "2026-12-27"},
		{"27e volgende maand", "2026-12-27"},
		{"de 3e van deze maand", "? 2026-11-03"},
		{"de 31e van deze maand", "?"},
		{"vrijdag 27", "? 2026-11-27"},
	})
	runChecks(t, "2026-11-13", true, []check{
		{"de 3e", "2026-11-03"},
		{"de 13e", "2026-11-13"},
		{"de 27e", "? 2026-10-27 2026-11-27"},
		{"dinsdag de 27e", "2026-10-27"},
		{"de 27e van vorige maand", "2026-10-27"},
		{"vorige maand de 3e", "2026-10-03"},
	})
}

func TestWeeks(t *testing.T) {
	runChecks(t, "2026-11-13", false, []check{ // 2026 has 53 weeks, 2027 has 52
		{"week 47", "2026-11-16"},
		{"wk 47", "2026-11-16"},
		{"week47", "2026-11-16"},
		{"in week 47", "2026-11-16"},
		{"week 46", "? 2026-11-09 2027-11-15"},
		{"vrijdag in week 46", "2026-11-13"},
		{"week 46 zaterdag", "2026-11-14"},
		{"week 53", "2026-12-28"},
		{"week 53 2027", "?"},
		{"week 53 2026", "2026-12-28"},
		{"week 1 2027", "2027-01-04"},
		{"week 20 2027", "2027-05-17"},
		{"week 20 van 2027", "2027-05-17"},
		{"week 20-2027", "2027-05-17"},
		{"dinsdag week 20 2027", "2027-05-18"},
		{"week 20 2027, dinsdag", "2027-05-18"},
		{"week 20 2025", "2025-05-12"},
		{"week 0", "?"},
		{"week 54", "?"},
		{"week", "?"},
		{"week 20 1989", "?"},
		{"zondag week 53", "2027-01-03"},
		{"week 1", "? 2025-12-29 2027-01-04"},
	})
	runChecks(t, "2027-01-01", false, []check{ // a Friday in week 53 of 2026
		{"week 53", "?"}, {"week 1", "2027-01-04"}, {"maandag", "2027-01-04"}, {"volgende week dinsdag", "2027-01-05"},
	})
	runChecks(t, "2024-12-30", false, []check{{"week 1", "? 2024-01-01 2024-12-30"}, {"week 2", "? 2024-01-08 2025-01-06"}})
	runChecks(t, "2027-01-05", true, []check{
		{"week 1", "2027-01-04"}, {"week 53", "? 2026-12-28"}, {"week 52", "? 2026-12-21 2027-12-27"}, {"week 20 2026", "2026-05-11"},
	})
}

func TestPeriods(t *testing.T) {
	runChecks(t, "2026-11-13", false, []check{
		{"eerste maandag van mei", "2027-05-03"},
		{"1e ma in mei", "2027-05-03"},
		{"de eerste maandag van december", "2026-12-07"},
		{"eerste maandag van november", "? 2026-11-02 2027-11-01"},
		{"derde vrijdag van november", "2026-11-20"},
		{"tweede vrijdag van november", "2026-11-13"},
		{"derde donderdag van januari 2027", "2027-01-21"},
		{"eerste maandag van de maand", "? 2026-11-02 2026-12-07"},
		{"eerste maandag van volgende maand", "2026-12-07"},
		{"eerste maandag van deze maand", "? 2026-11-02 2026-12-07"},
		{"laatste maandag van de maand", "2026-11-30"},
		{"vijfde maandag van november", "2026-11-30"},
		{"vijfde vrijdag van november", "?"},
		{"vijfde dinsdag van november", "? 2027-11-30"},
		{"laatste vrijdag van het jaar", "2026-12-25"},
		{"eerste maandag van volgend jaar", "2027-01-04"},
		{"eerste maandag van mei volgend jaar", "2027-05-03"},
		{"eerste maandag van mei vorig jaar", "? 2025-05-05"},
		{"laatste dag van mei", "2027-05-31"},
		{"eerste dag van volgende maand", "2026-12-01"},
		{"31e dag van april", "?"},
		{"eerste maandag van mei 2025", "2025-05-05"},
		{"eerste maandag van mei 1989", "?"},
		{"eerste maandag", "?"},
		{"eind van de maand", "2026-11-30"},
		{"einde van de maand", "2026-11-30"},
		{"eind maand", "2026-11-30"},
		{"eind deze maand", "2026-11-30"},
		{"eind volgende maand", "2026-12-31"},
		{"eind mei", "2027-05-31"},
		{"eind van mei", "2027-05-31"},
		{"eind november", "2026-11-30"},
		{"eind februari 2028", "2028-02-29"},
		{"eind van het jaar", "2026-12-31"},
		{"eind 2027", "2027-12-31"},
		{"eind vorige maand", "? 2026-10-31"},
		{"begin mei", "? 2027-05-01 2027-05-03"},
		{"begin november", "?"},
		{"begin mei 1989", "?"},
		{"half mei 2101", "?"},
		{"half mei", "? 2027-05-15"},
		{"medio december", "? 2026-12-15"},
		{"halverwege volgend jaar", "? 2027-07-01"},
		{"eind van de week", "? 2026-11-13"},
		{"volgende maand", "?"},
		{"volgend jaar", "?"},
		{"begin volgende week", "? 2026-11-16 2026-11-17 2026-11-18 2026-11-19 2026-11-20"},
		{"eind verhaal", "?"},
		{"weekend", "?"},
	})
	runChecks(t, "2026-11-30", false, []check{{"eind van de maand", "2026-11-30"}, {"laatste maandag van november", "2026-11-30"}})
	runChecks(t, "2026-11-13", true, []check{
		{"eerste maandag van mei", "2026-05-04"},
		{"eerste maandag van november", "2026-11-02"},
		{"eerste maandag van december", "2025-12-01"},
		{"laatste maandag van november", "? 2025-11-24 2026-11-30"},
		{"eind vorige maand", "2026-10-31"},
		{"eind mei", "2026-05-31"},
		{"laatste werkdag van vorige maand", "2026-10-30"},
		{"begin november", "? 2026-11-01 2026-11-02"},
		{"eind december", "2025-12-31"},
		{"eind vorig jaar", "2025-12-31"},
	})
}

// Days are days: nothing moves around the change of the clock or of the year.
func TestEdgesOfTheYear(t *testing.T) {
	runChecks(t, "2025-03-30", false, []check{
		{"morgen", "2025-03-31"}, {"over een week", "2025-04-06"}, {"zaterdag", "2025-04-05"}, {"over 6 weken", "2025-05-11"},
	})
	runChecks(t, "2025-03-24", false, []check{{"over 6 weken", "2025-05-05"}, {"zondag", "2025-03-30"}, {"over een half jaar", "2025-09-24"}})
	runChecks(t, "2025-10-26", false, []check{{"morgen", "2025-10-27"}, {"over 2 dagen", "2025-10-28"}, {"over een week", "2025-11-02"}})
	runChecks(t, "2026-12-31", false, []check{
		{"morgen", "2027-01-01"},
		{"1 januari", "? 2026-01-01 2027-01-01"},
		{"vr 1 januari", "2027-01-01"},
		{"31-12", "2026-12-31"},
		{"eind van de maand", "2026-12-31"},
		{"over 2 maanden", "2027-02-28"},
		{"eind januari", "2027-01-31"},
		{"volgende maand de 1e", "2027-01-01"},
		{"over 1 werkdag", "2027-01-04"},
		{"zondag", "2027-01-03"},
	})
	runChecks(t, "2100-12-31", false, []check{{"morgen", "?"}, {"vandaag", "2100-12-31"}, {"maandag", "?"}, {"vrijdag", "? 2100-12-31"}})
	runChecks(t, "1990-01-01", true, []check{{"gisteren", "?"}, {"vandaag", "1990-01-01"}})
}

// A context without a usable day still reads whole dates, and never panics.
func TestTodayThatDoesNotExist(t *testing.T) {
	for _, today := range []procesregie.Date{{}, ymd(2026, 13, 45), ymd(-5, 0, 0), ymd(1<<30, 1, 1)} {
		c := Context{Today: today}
		if d, err := Parse("27-11-2026", c); err != nil || d != ymd(2026, 11, 27) {
			t.Errorf("%v: %v, %v", today, d, err)
		}
		for _, text := range []string{"vrijdag", "morgen", "27 nov", "week 20", "eerste maandag van mei", "volgende week", "de 27e", "over 5 werkdagen"} {
			d, err := Parse(text, c)
			checkOutcome(t, text, c, d, err)
		}
	}
}

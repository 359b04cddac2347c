package datum

import (
	"strings"
	"testing"
)

// Every form that is promised to users, on Wednesday 26 March 2025.
func TestPromisedForms(t *testing.T) {
	runChecks(t, "2025-03-26", false, []check{
		{"27-11-2026", "2026-11-27"},
		{"27-11", "2025-11-27"},
		{"2026-11-27", "2026-11-27"},
		{"27 november 2026", "2026-11-27"},
		{"27 nov", "2025-11-27"},
		{"3 december", "2025-12-03"},
		{"vrijdag 27 november 2026", "2026-11-27"},
		{"vandaag", "2025-03-26"},
		{"morgen", "2025-03-27"},
		{"overmorgen", "2025-03-28"},
		{"maandag", "2025-03-31"},
		{"aanstaande vrijdag", "2025-03-28"},
		{"volgende week dinsdag", "2025-04-01"},
		{"over 10 dagen", "2025-04-05"},
		{"over een week", "2025-04-02"},
		{"over 6 weken", "2025-05-07"},
		{"over 3 maanden", "2025-06-26"},
		{"over een half jaar", "2025-09-26"},
		{"over anderhalve maand", "? 2025-05-07 2025-05-11"},
		{"over 5 werkdagen", "2025-04-02"},
		{"donderdag over twee weken", "2025-04-10"},
		{"eerste maandag van mei", "2025-05-05"},
		{"1e werkdag van april", "2025-04-01"},
		{"eind van de maand", "2025-03-31"},
		{"week 20", "2025-05-12"},
	})
	runChecks(t, "2026-11-13", false, []check{
		{"vr 27 november", "2026-11-27"},
		{"VR 27 November", "2026-11-27"},
		{"OVER 6 WEKEN", "2026-12-25"},
	})
}

// Every sentence about meaning that is promised to users.
func TestPromisedMeaning(t *testing.T) {
	t.Run("a weekday alone is the first such day after today", func(t *testing.T) {
		runChecks(t, "2026-11-13", false, []check{
			{"maandag", "2026-11-16"}, {"zaterdag", "2026-11-14"}, {"donderdag", "2026-11-19"},
		})
	})
	t.Run("and asked back on that weekday itself", func(t *testing.T) {
		runChecks(t, "2026-11-13", false, []check{
			{"vrijdag", "? 2026-11-13 2026-11-20"},
			{"vr", "? 2026-11-13 2026-11-20"},
			{"aanstaande vrijdag", "? 2026-11-13 2026-11-20"},
		})
	})
	t.Run("two readings that differ are asked back", func(t *testing.T) {
		runChecks(t, "2026-11-13", false, []check{
			{"volgende vrijdag", "? 2026-11-20 2026-11-27"},
			{"volgende dinsdag", "? 2026-11-17 2026-11-24"},
			{"donderdag over twee weken", "? 2026-11-26 2026-12-03"},
		})
	})
	t.Run("a passed date without a year is asked back", func(t *testing.T) {
		runChecks(t, "2026-11-13", false, []check{
			{"12-11", "? 2026-11-12 2027-11-12"},
			{"13-11", "2026-11-13"},
			{"3 mei", "? 2026-05-03 2027-05-03"},
			{"week 20", "? 2026-05-11 2027-05-17"},
		})
	})
	t.Run("volgende week without a day is asked back", func(t *testing.T) {
		runChecks(t, "2026-11-13", false, []check{
			{"volgende week", "? 2026-11-16 2026-11-17 2026-11-18 2026-11-19 2026-11-20"},
		})
	})
	t.Run("a date whose weekday is wrong is asked back", func(t *testing.T) {
		runChecks(t, "2026-11-13", false, []check{
			{"donderdag 27 november 2026", "? 2026-11-27"},
			{"za 27 november", "? 2026-11-27 2027-11-27"},
			{"ma 27-11", "? 2026-11-27"},
			{"do 2026-11-27", "? 2026-11-27"},
		})
	})
}

func TestProblemsSayWhatWasUnderstood(t *testing.T) {
	c := Context{Today: date(t, "2026-11-13")}
	for text, want := range map[string]string{
		"volgende vrijdag":           "Ik begrijp 'volgende vrijdag' op twee manieren: vr 20 november 2026 of vr 27 november 2026. Typ de datum die je bedoelt.",
		"donderdag 27 november 2026": "27 november 2026 is een vrijdag, geen donderdag. Typ de datum opnieuw, met de goede dag.",
		"29 februari 2027":           "29 februari 2027 bestaat niet: die maand heeft 28 dagen. Typ een dag die bestaat.",
		"31 april":                   "31 april bestaat niet: die maand heeft 30 dagen. Typ een dag die bestaat.",
		"27-11-26":                   "Typ het jaar met vier cijfers. Bedoel je vr 27 november 2026? Typ dan 27-11-2026.",
		"11-27-2026":                 "Maand 27 bestaat niet. Typ eerst de dag en dan de maand, zoals 27-11-2026.",
		"1-1-1989":                   "Ik ken alleen datums van 1990 tot en met 2100. Typ een ander jaar, met vier cijfers.",
		"27 novmber":                 "Ik begrijp deze datum niet. Bedoel je 'november'? " + examples,
		"ergens maandag":             "Ik herken 'maandag', maar begrijp niet welke dag je bedoelt. " + examples,
		"lente":                      "Ik begrijp deze datum niet. " + examples,
		"":                           "Ik begrijp deze datum niet. " + examples,
	} {
		_, err := Parse(text, c)
		if err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
	}
}

// What was typed can be a name or a number of somebody: it is not repeated.
func TestProblemsDoNotRepeatWhatTheyDoNotKnow(t *testing.T) {
	c := Context{Today: date(t, "2026-11-13")}
	for _, text := range []string{"Jansen", "111222333", "maandag met Jansen", "over 111222333 dagen", "Jansen 27 november", "ZO-2026-0142"} {
		_, err := Parse(text, c)
		if err == nil {
			t.Fatalf("%q was accepted", text)
		}
		for _, secret := range []string{"ansen", "111222333", "0142"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%q is repeated: %s", text, err)
			}
		}
	}
}

package platform

import (
	"testing"

	"github.com/regiebot/regiebot/bot"
)

func TestISODate(t *testing.T) {
	tests := map[string]string{
		"2026-11-27": "2026-11-27", "27-11-2026": "2026-11-27", "7-1-2026": "2026-01-07", " 27-11-2026 ": "2026-11-27",
		"": "", "31-02-2026": "", "27-11-26": "", "11-27-2026": "", "over 6 weken": "", "2026-11-27T10:00": "", "27-11": "",
	}
	for text, want := range tests {
		if got := ISODate(text); got != want {
			t.Errorf("ISODate(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestDutchDate(t *testing.T) {
	for picked, want := range map[string]string{"2026-11-27": "27-11-2026", "": "", "morgen": "morgen", "2026-02-31": "2026-02-31"} {
		equal(t, picked, DutchDate(picked), want)
	}
}

func TestShows(t *testing.T) {
	choices := []bot.Choice{{Value: "a"}, {Value: "b"}}
	for value, want := range map[string]struct{ one, ticks bool }{"a": {true, true}, "a,b": {false, true}, "a,c": {false, false}, "": {false, false}} {
		equal(t, "one: "+value, Shows(bot.Field{Kind: bot.KindChoice, Choices: choices, Value: value}), want.one)
		equal(t, "ticks: "+value, Shows(bot.Field{Kind: bot.KindTicks, Choices: choices, Value: value}), want.ticks)
	}
}

func TestProblems(t *testing.T) {
	hidden := func(f bot.Field) string {
		if f.Value == "lang" {
			return "te lang."
		}
		return ""
	}
	equal(t, "all is well", Problems(bot.Form{Fields: []bot.Field{{Label: "A"}}}, hidden), "")
	f := bot.Form{Fields: []bot.Field{{Label: "A", Problem: "Vul\n\n* dit in.", Value: "lang"}, {Name: "b", Value: "lang"}}}
	equal(t, "what is not", Problems(f, hidden), "Dit klopt nog niet:\n* **A**: Vul * dit in.\n* **b**: te lang.")
}

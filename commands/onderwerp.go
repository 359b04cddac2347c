package commands

import (
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// subject is what a message says about a case.
type subject struct {
	text string // for people
	voor string // user name for whom it was meant
}

// subjectOf reads the key of a reminder about a case, or about the event of a team at which
// the case is on the agenda; false for what is about another case, or is no reminder.
func subjectOf(zaak, key string) (subject, bool) {
	parts := strings.Split(key, "/")
	n := len(parts)
	if n < 5 { // a zaaknummer, or the name of a team, can hold more of them
		return subject{}, false
	}
	day, stap, voor := parts[n-3], procesregie.Stap(parts[n-2]), parts[n-1]
	if parts[0] == "ritme" {
		name := procesregie.RitmeNaam(procesregie.Reminder{Stap: procesregie.Stap(day)})
		return subject{"herinnering " + name + dayText(" van ", parts[n-2]), voor}, true
	}
	if strings.Join(parts[:n-4], "/") != procesregie.ZaakKey(zaak) || parts[n-4] == "bericht" {
		return subject{}, false
	}
	soort := procesregie.TermijnSoort(parts[n-4])
	about := stageText(stap)
	if soort != procesregie.TermijnBrief { // there it is the day on which it began (VPR-2)
		about += dayText(", laatste dag ", day)
	}
	return subject{"herinnering " + procesregie.Termijn{Soort: soort}.Titel() + " (" + about + ")", voor}, true
}

// dayText is a day of a key with words before it; empty when it is a moment.
func dayText(before, day string) string {
	d, err := procesregie.ParseDate(day)
	if err != nil {
		return ""
	}
	return before + d.Compact()
}

// stages are the stages of a term whose names say nothing to people, in words.
var stages = []struct {
	begins procesregie.Stap
	text   string
}{
	{procesregie.StapStart, "bij het begin"},
	{procesregie.StapTeLaat, "te laat"},
	{procesregie.StapDag, "te laat"},
	{procesregie.StapManager, "te laat, voor de manager"},
	{procesregie.StapWeek, "nog niet gedaan"},
	{procesregie.StapUitstel, "uitgesteld"},
	{"uur-0", "bij de melding"},
}

// stageText says in words at which stage of a term somebody was reminded: "4 weken vooraf".
func stageText(stap procesregie.Stap) string {
	for _, s := range stages {
		if strings.HasPrefix(string(stap), string(s.begins)) {
			return s.text
		}
	}
	first, second, _ := strings.Cut(string(stap), "-")
	switch first {
	case "uur":
		return "na " + second + " uur"
	case "werkdag":
		return "op werkdag " + second
	}
	if second == "werkdag" && first != "1" {
		second = "werkdagen"
	}
	return strings.TrimSpace(first+" "+second) + " vooraf"
}

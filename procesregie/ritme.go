package procesregie

import (
	"fmt"
	"strings"
	"time"
)

// RitmeSoorten are the returning events that a team can set (VPR-9, VPR-12).
var RitmeSoorten = []string{"casuistiekbespreking", "werkoverleg", "themabijeenkomst", "training"}

// Next returns the first day of the event on or after a day.
func (r Ritme) Next(from Date) Date {
	for n := 0; ; n++ {
		day := r.Eerste.AddMonths(12 * n)
		if r.Weken > 0 {
			day = r.Eerste.AddDays(7 * r.Weken * n)
		}
		if !day.Before(from) {
			return day
		}
	}
}

// PlanTeam returns the next message about each returning event of a team, on the
// working day before it, and those after it that come no later than that event itself:
// around closing days there is no working day between two events. today bounds the
// search only.
func PlanTeam(p Praktijk, today Date, sent []Sent) []Reminder {
	done := map[string]bool{}
	for _, s := range sent {
		done[s.Key] = true
	}
	var list []Reminder
	for _, r := range p.Team.Ritmes {
		for _, aan := range p.ritmeAan(r) {
			list = append(list, p.ritmeNext(r, aan, today, done)...)
		}
	}
	return list
}

// mostEvents bounds how many events are told before closing days.
const mostEvents = 10

func (p Praktijk) ritmeNext(r Ritme, aan string, today Date, done map[string]bool) []Reminder {
	var list []Reminder
	before := Date{} // the event before
	for day := r.Next(today); len(list) < mostEvents; day = r.Next(day.AddDays(1)) {
		reminder := p.ritmeReminder(r, day, aan)
		if len(list) > 0 && DateOf(reminder.At.In(p.zone())).After(before) {
			break
		}
		if !done[reminder.Key] {
			list = append(list, reminder)
		}
		before = day
	}
	return list
}

// RitmeKey begins the key of every reminder of a returning event; the name of the team
// comes next.
const RitmeKey = "ritme/"

// ritmeAan returns who is told about an event: the managers before the one-to-one,
// for everything else the channel of the team.
func (p Praktijk) ritmeAan(r Ritme) []string {
	if r.Wat == "werkoverleg" {
		return p.Managers()
	}
	return []string{TeamKanaal}
}

func (p Praktijk) ritmeReminder(r Ritme, day Date, voor string) Reminder {
	hour, minute := p.Profiel.Tijd.Clock()
	before := p.Calendar().AddWorkdays(day, -1)
	aan, on := p.moment(Casus{}, voor, stage{on: before}, before.AddDays(-furthestBack))
	return Reminder{
		Key:  fmt.Sprintf("%s%s/%s/%s/%s", RitmeKey, p.Team.Naam, r.Wat, day, voor),
		Team: p.Team.Naam, Termijn: TermijnRitme, Uiterlijk: day, Stap: Stap(r.Wat), Voor: voor, Aan: aan,
		At: on.At(hour, minute, p.Zone), Regels: []string{r.rule()},
	}
}

// rule is VPR-9 for the talks about cases, VPR-12 for learning.
func (r Ritme) rule() string {
	if hasList(r.Wat) {
		return "VPR-9"
	}
	return "VPR-12"
}

// TeamKanaal stands for the channel of the team as the recipient of a reminder.
const TeamKanaal = "#team"

// Kanaal is the channel of one team as the recipient of a message: messages of all teams
// wait in one row.
func Kanaal(team string) string { return TeamKanaal + "/" + team }

// KanaalVan returns the team whose channel a recipient is; false for a person.
func KanaalVan(aan string) (team string, ok bool) { return strings.CutPrefix(aan, TeamKanaal+"/") }

// RitmeNu reports whether an event is still one that the team has and that lies ahead.
func (p Praktijk) RitmeNu(r Reminder, now time.Time) bool {
	for _, ritme := range p.Team.Ritmes {
		if ritme.Wat == string(r.Stap) && ritme.Next(r.Uiterlijk) == r.Uiterlijk {
			return !r.Uiterlijk.Before(DateOf(now.In(p.Zone)))
		}
	}
	return false
}

// RitmeNaam is the name of an event as people read it.
func RitmeNaam(r Reminder) string {
	return map[string]string{
		"casuistiekbespreking": "Casuïstiekbespreking", "werkoverleg": "Werkoverleg met de manager",
		"themabijeenkomst": "Jaarlijkse themabijeenkomst VPR", "training": "Jaarlijkse training VPR",
	}[string(r.Stap)]
}

// RitmeMetLijst reports whether the VPR cases are on the agenda of an event (VPR-9).
func RitmeMetLijst(r Reminder) bool { return hasList(string(r.Stap)) }

func hasList(wat string) bool { return wat == "casuistiekbespreking" || wat == "werkoverleg" }

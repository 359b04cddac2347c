package procesregie

import (
	"fmt"
	"strings"
	"time"
)

// stage is one moment at which a term is spoken about.
type stage struct {
	stap  Stap
	on    Date      // the day in the calendar, before the recipient's own days are applied
	at    time.Time // an exact instant instead, for a crisis
	aan   doel
	after bool // never earlier than on; other stages move to a working day before (EV-4)
	regel string
}

// doel is who is meant by a stage.
type doel int

const (
	doelUitvoerders doel = iota // the procesregisseur, and the duo-partner for a term of a VPR
	doelRegisseur
	doelManager
	doelCrisis // the procesregisseur and the crisis contact of the team
)

// stages returns the moments of a term that do not repeat, oldest first.
func (t Termijn) stages(p Praktijk) []stage {
	calendar := p.Calendar()
	switch t.Soort {
	case TermijnBrief:
		return nil // repeats from the first day on, see repeats
	case TermijnMDO:
		return append(t.mdoStages(p.Profiel.VPR, calendar), t.overdue(p.Profiel.VPR.ManagerNa, "VPR-6", calendar)...)
	case TermijnMaximum:
		return append(t.weeksBefore(p.Profiel.Maximum.VragenVoor, "RN-7"), t.overdue(p.Profiel.Evaluatie.ManagerNa, "EV-5", calendar)...)
	case TermijnSpoed:
		return append(t.spoedStages(p.Profiel.Spoed, calendar), t.overdue(1, "SC-4", calendar)...)
	case TermijnCrisis:
		return t.crisisStages(p.Profiel.Crisis)
	default:
		return append(t.weeksBefore(p.Profiel.Evaluatie.Herinner, "EV-5"), t.overdue(p.Profiel.Evaluatie.ManagerNa, "EV-5", calendar)...)
	}
}

// Rang returns the place of a stage among those of its term: one with a higher place
// overtakes one with a lower. What somebody put off comes before all, the rounds of
// what is overdue come after.
func (t Termijn) Rang(s Stap, p Praktijk) int {
	if strings.HasPrefix(string(s), string(StapUitstel)) {
		return 0
	}
	list := t.stages(p)
	for i, one := range list {
		if one.stap == s {
			return i + 1
		}
	}
	return len(list) + 1
}

// weeksBefore reminds so many weeks before the last day (EV-5, RN-7).
func (t Termijn) weeksBefore(weeks []int, rule string) []stage {
	var list []stage
	for _, n := range weeks {
		on := t.Uiterlijk.AddDays(-7 * n)
		list = append(list, stage{stap: weekStap(n), on: on, regel: rule})
	}
	return list
}

func weekStap(n int) Stap {
	if n == 1 {
		return "1-week"
	}
	return Stap(fmt.Sprintf("%d-weken", n))
}

// mdoStages are the reminders of VPR-6, counted back from the advised date.
func (t Termijn) mdoStages(v VPRInstelling, calendar Calendar) []stage {
	var list []stage
	if t.Gepland.IsZero() {
		list = append(list,
			stage{stap: StapStart, on: t.Vanaf, after: true, regel: "VPR-6"},
			stage{stap: weekStap(v.MDOVragenVoor), on: t.Advies.AddDays(-7 * v.MDOVragenVoor), regel: "VPR-6"})
	}
	for _, n := range v.MDOHerinner {
		list = append(list, stage{stap: weekStap(n), on: t.Advies.AddDays(-7 * n), regel: "VPR-6"})
	}
	return append(list, stage{stap: Stap(fmt.Sprintf("%d-werkdag", v.MDOWerkdag)), on: calendar.AddWorkdays(t.Advies, -v.MDOWerkdag), regel: "VPR-6"})
}

func (t Termijn) spoedStages(s SpoedInstelling, calendar Calendar) []stage {
	var list []stage
	for _, n := range s.Herinner {
		list = append(list, stage{stap: Stap(fmt.Sprintf("werkdag-%d", n)), on: calendar.AddWorkdays(t.Vanaf, n), regel: "SC-4"})
	}
	return list
}

// crisisStages are the reminders of SC-4, by the clock.
func (t Termijn) crisisStages(c CrisisInstelling) []stage {
	var list []stage
	for _, n := range c.Herinner {
		list = append(list, stage{stap: Stap(fmt.Sprintf("uur-%d", n)), at: t.Gemeld.Add(time.Duration(n) * time.Hour), aan: doelCrisis, regel: "SC-4"})
	}
	return append(list,
		stage{stap: StapTeLaat, at: t.Moment, aan: doelCrisis, regel: "SC-4"},
		stage{stap: StapManager, at: t.Moment, aan: doelManager, regel: "SC-4"})
}

// overdue speaks up on the next working day after the last day, and to the manager
// once so many working days have gone by (VPR-6, EV-5, SC-4).
func (t Termijn) overdue(managerAfter int, rule string, calendar Calendar) []stage {
	return []stage{
		{stap: StapTeLaat, on: calendar.AddWorkdays(t.Uiterlijk, 1), after: true, regel: rule},
		{stap: StapManager, on: calendar.AddWorkdays(t.Uiterlijk, managerAfter), aan: doelManager, after: true, regel: rule},
	}
}

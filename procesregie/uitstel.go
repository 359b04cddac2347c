package procesregie

import (
	"slices"
	"strings"
)

// isAbout reports whether this is a wish about a term: one of another due date is over.
func (u Uitstel) isAbout(t Termijn) bool {
	return u.Termijn == t.Soort && u.Uiterlijk == t.Uiterlijk && t.Soort != TermijnCrisis
}

// unlessPostponed adds a reminder, unless its recipient asked to hear of the term
// later. That a term has passed is always said.
func (pl *planner) unlessPostponed(r Reminder) {
	if !pl.praktijk.Uitgesteld(pl.casus, r) {
		pl.add(r)
	}
}

// Uitgesteld reports whether whom a reminder is meant for asked to hear of its term on a
// later day. That a term has passed, and what they asked for, is always said.
func (p Praktijk) Uitgesteld(c Casus, r Reminder) bool {
	always := r.Stap == StapTeLaat || r.Stap == StapManager || strings.HasPrefix(string(r.Stap), string(StapUitstel))
	return !always && slices.ContainsFunc(c.Uitstel, func(u Uitstel) bool {
		return u.isAbout(Termijn{Soort: r.Termijn, Uiterlijk: r.Uiterlijk}) && u.Door == r.Voor && DateOf(r.At.In(p.zone())).Before(u.Tot)
	})
}

// wishes adds the reminders that people asked for by putting a term off. Who has no
// part in the case any more gets none.
func (pl *planner) wishes(t Termijn) {
	concerned := append(pl.praktijk.ontvangers(pl.casus, t, doelUitvoerders), pl.praktijk.Managers()...)
	for _, u := range pl.casus.Uitstel {
		if !u.isAbout(t) || !slices.Contains(concerned, u.Door) {
			continue
		}
		aan, day := pl.praktijk.vanaf(pl.casus, u.Door, u.Tot, t.IsOverdue(u.Tot))
		if !t.Uiterlijk.IsZero() && !u.Tot.After(t.Uiterlijk) && day.After(t.Uiterlijk) { // the day asked for is not theirs, and the next is too late
			aan, day = pl.praktijk.moment(pl.casus, u.Door, stage{on: u.Tot}, t.Vanaf.AddDays(1))
		}
		stap := StapUitstel + Stap(u.Tot.String())
		pl.add(Reminder{
			Key: t.key(stap, u.Door), Zaak: t.Zaak, Team: pl.casus.Team, Termijn: t.Soort, Uiterlijk: t.Uiterlijk, Stap: stap,
			Voor: u.Door, Aan: aan, At: pl.morning(day), Regels: t.regels(""),
		})
	}
}

package procesregie

import "slices"

// isAbout reports whether this is a wish about a term: one of another due date is over.
func (u Uitstel) isAbout(t Termijn) bool {
	return u.Termijn == t.Soort && u.Uiterlijk == t.Uiterlijk && t.Soort != TermijnCrisis
}

// unlessPostponed adds a reminder, unless its recipient asked to hear of the term
// later. That a term has passed is always said.
func (pl *planner) unlessPostponed(t Termijn, r Reminder) {
	for _, u := range pl.casus.Uitstel {
		if u.isAbout(t) && u.Door == r.Voor && r.Stap != StapTeLaat && r.Stap != StapManager && DateOf(r.At).Before(u.Tot) {
			return
		}
	}
	pl.add(r)
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

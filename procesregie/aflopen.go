package procesregie

import (
	"slices"
	"time"
)

// longestUnwritten is how many days may lie between an evaluation and its being written
// down for it to answer a reminder that came in between (own choice).
const longestUnwritten = 14

// steps returns what may have answered a reminder, each with the case as it was before.
func (p Praktijk) steps(c Casus, r Reminder) []undone {
	switch r.Termijn {
	case TermijnCrisis, TermijnSpoed:
		return p.undoMeldingen(c)
	case TermijnBrief:
		was := c
		was.VPR.Brief = Date{}
		return []undone{{&was, done(RedenVerstuurd, "De brief is verstuurd op %s.", c.VPR.Brief.Dutch())}}
	case TermijnStartbijeenkomst:
		was := c
		was.VPR.Startbijeenkomst = Date{}
		return []undone{{&was, done(RedenGehouden, "De startbijeenkomst was op %s.", c.VPR.Startbijeenkomst.Dutch())}}
	case TermijnMDO:
		return []undone{undoMDO(c)}
	case TermijnEvaluatie:
		return []undone{undoEvaluatie(c, r)}
	}
	return nil
}

// undoMeldingen takes back, one by one, that something was done about a report.
func (p Praktijk) undoMeldingen(c Casus) []undone {
	var list []undone
	for i, m := range c.Meldingen {
		if m.Klaar.IsZero() {
			continue
		}
		was := c
		was.Meldingen = slices.Clone(c.Meldingen)
		was.Meldingen[i].Klaar = time.Time{}
		list = append(list, undone{&was, done(RedenAfgerond, "De melding %s is afgerond op %s.", m.Soort, DutchMoment(m.Klaar.In(p.zone())))})
	}
	return list
}

// undoMDO takes back that the first MDO of a VPR was held.
func undoMDO(c Casus) undone {
	first, index := c.FirstMDO()
	if first.Gehouden.IsZero() {
		return undone{}
	}
	was := c
	was.MDOs = slices.Clone(c.MDOs)
	was.MDOs[index].Gehouden = Date{}
	return undone{&was, done(RedenGehouden, "Het eerste MDO is gehouden op %s.", first.Gehouden.Dutch())}
}

// undoEvaluatie takes back the last evaluation or MDO that was held, unless it is the one
// that the term was counted from.
func undoEvaluatie(c Casus, r Reminder) undone {
	held := c.lastHeld()
	near := r.Uiterlijk
	if day := DateOf(r.At); day.Before(near) {
		near = day
	}
	if held.IsZero() || held.Before(near.AddDays(-longestUnwritten)) || c.herpland(r.Uiterlijk) {
		return undone{}
	}
	was := c
	was.Evaluaties = slices.DeleteFunc(slices.Clone(c.Evaluaties), func(e Evaluatie) bool { return e.Gehouden == held })
	was.MDOs = slices.DeleteFunc(slices.Clone(c.MDOs), func(m MDO) bool { return m.Gehouden == held })
	was.VolgendeEvaluatie = r.Uiterlijk // of a VPR: as it was agreed
	return undone{&was, done(RedenGehouden, "De evaluatie is gehouden op %s.", held.Dutch())}
}

// herpland reports whether another day was chosen for the next evaluation since the last
// one was held: then the term moved, and was not met.
func (c Casus) herpland(was Date) bool {
	held, agreed := c.lastHeld(), Date{}
	for _, m := range c.MDOs {
		if m.Gehouden == held {
			agreed = m.Verslag.Volgende
		}
	}
	next := c.VolgendeEvaluatie
	return was == agreed || next.After(held) && next != agreed
}

package procesregie

import (
	"fmt"
	"slices"
)

// Afloop is why a reminder that went out does not hold any more.
type Afloop struct {
	Gedaan bool   // what it asked for was done; else it lapsed
	Tekst  string // one Dutch sentence for people
	Reden  string // a fixed word for the access log, never content
}

// The words of the access log for why a reminder does not hold any more.
const (
	RedenGehouden   = "gehouden"
	RedenVerstuurd  = "verstuurd"
	RedenAfgerond   = "afgerond"
	RedenGepland    = "gepland"
	RedenGesloten   = "gesloten"
	RedenOverdracht = "overgedragen"
	RedenDuo        = "andere duo-partner"
	RedenNiveau     = "ander niveau"
	RedenVeranderd  = "termijn veranderd"
	RedenVervallen  = "vervallen"
)

// Afloop returns why a reminder that went out does not hold any more, see
// [Praktijk.Geldt]. It undoes one step of the case after another: the step without which
// the reminder would hold is the reason.
func (p Praktijk) Afloop(c Casus, r Reminder) Afloop {
	if r.Zaak == "" {
		return lapsed(RedenVeranderd, "Dit staat niet meer in het ritme van jullie team.")
	}
	open := c
	open.Sluiting = Sluiting{}
	if step, found := p.ended(open, r); found {
		return step
	}
	if !c.IsOpen() {
		return lapsed(RedenGesloten, "De casus is gesloten op %s.", c.Sluiting.Op.Dutch())
	}
	return p.verlopen(c, r)
}

// ended returns what was done that ended the term of a reminder.
func (p Praktijk) ended(c Casus, r Reminder) (Afloop, bool) {
	if p.owned(c, r) {
		return Afloop{}, false
	}
	for _, step := range p.steps(c, r) {
		if step.was != nil && p.owned(*step.was, r) {
			return step.Afloop, true
		}
	}
	return Afloop{}, false
}

// undone is a case as it was before a step, and what the step means for its reminders.
type undone struct {
	was *Casus
	Afloop
}

func done(reden, format string, args ...any) Afloop {
	return Afloop{Gedaan: true, Tekst: fmt.Sprintf(format, args...), Reden: reden}
}

func lapsed(reden, format string, args ...any) Afloop {
	return Afloop{Tekst: fmt.Sprintf(format, args...), Reden: reden}
}

// owned reports whether a case has a term that a reminder belongs to.
func (p Praktijk) owned(c Casus, r Reminder) bool {
	return slices.ContainsFunc(Termijnen(c, p), func(t Termijn) bool { return t.Owns(r) })
}

// verlopen is why a reminder of an open case lapsed without being done.
func (p Praktijk) verlopen(c Casus, r Reminder) Afloop {
	terms := Termijnen(c, p)
	at := slices.IndexFunc(terms, func(t Termijn) bool { return t.Owns(r) })
	if at >= 0 {
		return p.nietMeerVan(c, terms[at], r)
	}
	if n := len(c.Niveaus); n > 1 {
		before := c
		before.Niveaus = c.Niveaus[:n-1]
		if p.owned(before, r) {
			return p.anderNiveau(c, r)
		}
	}
	if slices.ContainsFunc(terms, func(t Termijn) bool { return t.Soort == r.Termijn }) {
		return lapsed(RedenVeranderd, "De termijn is veranderd.")
	}
	return lapsed(RedenVervallen, "Deze termijn geldt niet meer.")
}

// anderNiveau says that the level changed. To the question of how to go on at the end of
// a level (RN-7) that is the answer.
func (p Praktijk) anderNiveau(c Casus, r Reminder) Afloop {
	text := fmt.Sprintf("Het niveau is sinds %s: %s.", c.Sinds().Dutch(), c.Niveau().Dutch())
	return Afloop{Gedaan: r.Termijn == TermijnMaximum, Tekst: text, Reden: RedenNiveau}
}

// nietMeerVan is why a reminder of a term that is still there does not hold: it is
// planned by now, or it is somebody else's.
func (p Praktijk) nietMeerVan(c Casus, t Termijn, r Reminder) Afloop {
	if p.isPlanned(t, r) {
		return done(RedenGepland, "Het MDO is gepland op %s.", t.Gepland.Dutch())
	}
	if slices.ContainsFunc(c.Overdrachten, func(o Overdracht) bool { return o.Van == r.Voor }) {
		return lapsed(RedenOverdracht, "De casus is overgedragen aan %s.", p.Naam(c.Regisseur))
	}
	if c.Niveau() == VPR && c.Duo != "" && p.Leden[r.Voor].Rol == Consulent {
		return lapsed(RedenDuo, "De duo-partner is nu %s.", p.Naam(c.Duo))
	}
	return lapsed(RedenVervallen, "Deze termijn is niet meer van %s.", p.Naam(r.Voor))
}

package procesregie

import "slices"

// Geldt reports whether a reminder that went out still holds: one of the terms that the
// case has now owns it, asks for the same, and whom it was meant for still has a part in
// it. terms are those of the case, see [Termijnen]. Of a returning event of the team it
// is whether the team still has that event.
func (p Praktijk) Geldt(c Casus, terms []Termijn, r Reminder) bool {
	if r.Zaak == "" {
		return p.hasRitme(r)
	}
	for _, t := range terms {
		if t.Owns(r) {
			return !p.isPlanned(t, r) && slices.Contains(p.betrokken(c, t), r.Voor)
		}
	}
	return false
}

// betrokken returns whose reminders of a term hold: who carries it out, the managers, and
// the crisis contact of a crisis. Whether they can be reached is another matter.
func (p Praktijk) betrokken(c Casus, t Termijn) []string {
	list := append(p.ontvangers(c, t, doelUitvoerders), p.Managers()...)
	if t.Soort == TermijnCrisis {
		list = append(list, c.Regisseur, p.Team.Crisiscontact)
	}
	return list
}

// isPlanned reports whether a reminder asks to plan what is planned by now (VPR-6).
func (p Praktijk) isPlanned(t Termijn, r Reminder) bool {
	v := p.Profiel.VPR
	asks := r.Stap == StapStart || r.Stap == weekStap(v.MDOVragenVoor) && !slices.Contains(v.MDOHerinner, v.MDOVragenVoor)
	return asks && t.Soort == TermijnMDO && !t.Gepland.IsZero()
}

// hasRitme reports whether the team still has an event, on that day and for that person.
func (p Praktijk) hasRitme(r Reminder) bool {
	return slices.ContainsFunc(p.Team.Ritmes, func(ritme Ritme) bool {
		return ritme.Wat == string(r.Stap) && ritme.Next(r.Uiterlijk) == r.Uiterlijk && slices.Contains(p.ritmeAan(ritme), r.Voor)
	})
}

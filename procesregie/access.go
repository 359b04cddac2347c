package procesregie

import "slices"

// Toegang is how much of a case somebody may see.
type Toegang int

// The degrees of access, from nothing to everything. Each includes the one before.
const (
	ToegangGeen     Toegang = iota // not even that the number exists
	ToegangKaart                   // zaaknummer, PR or VPR, procesregisseur (VPR-11)
	ToegangProces                  // dates and completeness, no answers and no records
	ToegangVolledig                // everything
)

// ToegangTot returns how much of a case a member may see, and the role it rests on.
func ToegangTot(l Lid, c Casus) Toegang {
	if l.Weg || l.Team != c.Team {
		return ToegangGeen
	}
	if l.Gebruiker == c.Regisseur || l.Gebruiker == c.Duo && c.Niveau() == VPR {
		return ToegangVolledig
	}
	switch l.Rol {
	case Gedragswetenschapper, Manager:
		return ToegangVolledig
	case Kwaliteitsmedewerker:
		return ToegangProces
	case Consulent:
		return ToegangKaart
	}
	return ToegangGeen
}

// ToegangNu is [ToegangTot] on a day, for who has a part in the case for the time
// being too: who stands in for a procesregisseur who is away sees all of it, and so
// does the crisis contact while a crisis is open. They get its reminders, and must be
// able to act on them.
func (p Praktijk) ToegangNu(l Lid, c Casus, op Date) Toegang {
	have := ToegangTot(l, c)
	if have == ToegangGeen || !c.IsOpen() {
		return have
	}
	regisseur := p.Leden[c.Regisseur]
	standsIn := regisseur.Vervanger == l.Gebruiker && regisseur.IsAway(op)
	if l.Rol == Consulent && (standsIn || l.Gebruiker == p.Team.Crisiscontact && c.hasOpen(Crisis)) {
		return ToegangVolledig
	}
	return have
}

// hasOpen reports whether a report of a kind is still open.
func (c Casus) hasOpen(soort MeldingSoort) bool {
	return slices.ContainsFunc(c.Meldingen, func(m Melding) bool { return m.Soort == soort && m.Klaar.IsZero() })
}

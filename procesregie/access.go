package procesregie

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
	if l.Gebruiker == c.Regisseur || l.Gebruiker == c.Duo {
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

// MagWijzigen reports whether a member may change a case: the procesregisseur, the
// duo-partner, the gedragswetenschapper and the manager of its team.
func MagWijzigen(l Lid, c Casus) bool { return ToegangTot(l, c) == ToegangVolledig }

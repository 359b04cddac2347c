package procesregie

import (
	"slices"
	"time"
)

// Toegang is how much of a case somebody may see.
type Toegang int

// The degrees of access, from nothing to everything. Each includes the one before.
const (
	ToegangGeen     Toegang = iota // not even that the number exists
	ToegangKaart                   // zaaknummer, PR or VPR, procesregisseur (VPR-11)
	ToegangProces                  // dates and completeness, no answers, no records, no reasons
	ToegangInhoud                  // everything, to read
	ToegangVolledig                // everything, and to change it
)

// Recht is how much of a case somebody may see, and what that rests on.
type Recht struct {
	Tot    Toegang
	Grond  string // the ground, as the access log names it; empty without access
	Namens string // user name of whose work it is, when somebody stands in
}

// The grounds of access, as the access log names them.
const (
	GrondRegisseur     = "procesregisseur"
	GrondDuo           = "duo-partner"
	GrondVervanger     = "vervanger"
	GrondCrisiscontact = "crisiscontact"
	GrondNood          = "noodtoegang"
	GrondTeam          = "VPR-11"
)

// Recht returns the access of a member to a case at a moment. It is the one policy:
// the own case, the role in the team, who stands in, the crisis contact while a crisis
// is open, noodtoegang for as long as it lasts, and for another team nothing.
func (p Praktijk) Recht(l Lid, c Casus, at time.Time) Recht {
	if l.Weg || l.Team != c.Team {
		return Recht{}
	}
	have := rechtVanRol(l.Rol)
	if have.Tot == ToegangGeen || have.Tot == ToegangVolledig {
		return have
	}
	for _, more := range []Recht{eigenRecht(l, c), p.tijdelijk(l, c, at)} {
		if more.Tot > have.Tot {
			return more
		}
	}
	return have
}

// eigenRecht is that of the consulenten whose case it is (VPR-3).
func eigenRecht(l Lid, c Casus) Recht {
	switch {
	case l.Rol != Consulent:
		return Recht{}
	case l.Gebruiker == c.Regisseur:
		return Recht{Tot: ToegangVolledig, Grond: GrondRegisseur}
	case l.Gebruiker == c.Duo && c.Niveau() == VPR:
		return Recht{Tot: ToegangVolledig, Grond: GrondDuo}
	}
	return Recht{}
}

// rechtVanRol is what a role gives in every case of the team.
func rechtVanRol(rol Rol) Recht {
	switch rol {
	case Gedragswetenschapper, Manager:
		return Recht{Tot: ToegangVolledig, Grond: "rol " + string(rol)}
	case Kwaliteitsmedewerker:
		return Recht{Tot: ToegangProces, Grond: "rol " + string(rol)}
	case Consulent:
		return Recht{Tot: ToegangKaart, Grond: GrondTeam}
	}
	return Recht{}
}

// tijdelijk is what somebody has for the time being. Who stands in for a procesregisseur
// who is away or cannot be reached gets its reminders and must be able to act on them. The crisis contact
// reads, and says what was done about the crisis. Noodtoegang is for reading.
func (p Praktijk) tijdelijk(l Lid, c Casus, at time.Time) Recht {
	regisseur := p.Leden[c.Regisseur]
	switch {
	case l.Rol == Consulent && c.IsOpen() && regisseur.Vervanger == l.Gebruiker && p.wordtVervangen(regisseur, DateOf(at.In(p.zone()))):
		return Recht{Tot: ToegangVolledig, Grond: GrondVervanger, Namens: c.Regisseur}
	case l.Rol == Consulent && c.IsOpen() && l.Gebruiker == p.Team.Crisiscontact && c.hasOpen(Crisis):
		return Recht{Tot: ToegangInhoud, Grond: GrondCrisiscontact, Namens: c.Regisseur}
	case !c.NoodTot(l.Gebruiker, at).IsZero():
		return Recht{Tot: ToegangInhoud, Grond: GrondNood}
	}
	return Recht{}
}

// wordtVervangen reports whether somebody else gets the reminders of a member on a day:
// on leave, not to be reached, or on a working day of others between days of their own on
// which they do not work either, see [Praktijk.momentAfter].
func (p Praktijk) wordtVervangen(l Lid, d Date) bool {
	calendar := p.Calendar()
	switch {
	case l.IsAway(d) || !l.Onbereikbaar.IsZero():
		return true
	case l.hasWeekday(d.Weekday()) || !calendar.IsWorkday(d):
		return false
	}
	return !l.WorksOn(l.ownWeekday(d, 1), calendar) || !l.WorksOn(l.ownWeekday(d, -1), calendar)
}

// ownWeekday returns the nearest day after a day, or before it with a step of -1, on whose
// day of the week the member works.
func (l Lid) ownWeekday(d Date, step int) Date {
	for range 7 {
		if d = d.AddDays(step); l.hasWeekday(d.Weekday()) {
			break
		}
	}
	return d
}

// zone is the zone of the practice; UTC when it has none.
func (p Praktijk) zone() *time.Location {
	if p.Zone == nil {
		return time.UTC
	}
	return p.Zone
}

// Daad is something that a person does with a case.
type Daad string

// What can be done with a case.
const (
	ZieKaart   Daad = "kaart zien"
	ZieProces  Daad = "proces zien"
	ZieInhoud  Daad = "inhoud zien"
	Wijzig     Daad = "wijzigen"
	Meld       Daad = "melden"       // spoed or crisis: who knows that the case is there may (SC-1, SC-2)
	RondAf     Daad = "afronden"     // say what was done about spoed or crisis
	Neem       Daad = "meenemen"     // a copy for the dossier
	Draag      Daad = "overdragen"   // give the case to another procesregisseur; not for who stands in
	Beslis     Daad = "beslissen"    // confirm or reject what somebody else proposed
	ZieLogboek Daad = "logboek zien" // who saw and did what
	VraagNood  Daad = "noodtoegang"  // an hour of reading, for a reason
)

// needs is the least access that a deed asks.
var needs = map[Daad]Toegang{
	ZieKaart: ToegangKaart, ZieProces: ToegangProces, ZieInhoud: ToegangInhoud, Wijzig: ToegangVolledig,
	Meld: ToegangKaart, RondAf: ToegangInhoud, Neem: ToegangVolledig, Draag: ToegangVolledig, Beslis: ToegangVolledig, ZieLogboek: ToegangVolledig, VraagNood: ToegangKaart,
}

// Mag reports whether a member may do something with a case at a moment, and what that
// rests on.
func (p Praktijk) Mag(l Lid, d Daad, c Casus, at time.Time) (bool, Recht) {
	have := p.Recht(l, c, at)
	if d == ZieLogboek && l.Rol == FG && !l.Weg && l.Team == c.Team {
		return true, Recht{Tot: ToegangGeen, Grond: "rol " + string(FG)}
	}
	need, known := needs[d]
	return known && have.Tot >= need && p.ook(l, d, c, have), have
}

// ook is what some deeds ask besides the degree of access.
func (p Praktijk) ook(l Lid, d Daad, c Casus, have Recht) bool {
	switch d {
	case RondAf:
		return have.Tot == ToegangVolledig || have.Grond == GrondCrisiscontact
	case Draag:
		return have.Grond != GrondVervanger
	case VraagNood:
		return have.Tot < ToegangInhoud
	case Beslis:
		return slices.Contains(p.beslissers(c), l.Gebruiker)
	}
	return true
}

// hasOpen reports whether a report of a kind is still open.
func (c Casus) hasOpen(soort MeldingSoort) bool {
	return slices.ContainsFunc(c.Meldingen, func(m Melding) bool { return m.Soort == soort && m.Klaar.IsZero() })
}

package procesregie

import (
	"fmt"
	"slices"
	"strings"
)

// VoorstelSoort is what is proposed for a VPR.
type VoorstelSoort string

// What needs a second person: the VPR ends and its safety conditions with it (VPR-10).
const (
	VoorstelAfschalen VoorstelSoort = "afschalen"
	VoorstelSluiten   VoorstelSoort = "sluiten"
)

// Voorstel is a scaling down or closing of a VPR that waits for a second person, or
// that was decided. Of a closing, Reden is one of [SluitRedenen].
type Voorstel struct {
	Soort   VoorstelSoort `json:"soort"`
	Niveau  Niveau        `json:"niveau,omitempty"` // after scaling down
	Datum   Date          `json:"datum"`            // first day of the level, or the day of closing
	Reden   string        `json:"reden"`
	Nazorg  string        `json:"nazorg,omitempty"`
	Door    string        `json:"door"` // who proposed it
	Op      Date          `json:"op"`
	Besluit Besluit       `json:"besluit,omitempty"` // empty: it waits
	Beslist string        `json:"beslist,omitempty"` // who decided
	Besloot Date          `json:"besloot,omitzero"`
}

// Besluit is how a proposal ended.
type Besluit string

// How a proposal ends.
const (
	Bevestigd   Besluit = "bevestigd"
	Afgewezen   Besluit = "afgewezen"
	Ingetrokken Besluit = "ingetrokken"
	Vervallen   Besluit = "vervallen" // the case was handed over
)

// VoorstelDagen is how many days a proposal waits. After that it must be made anew, on
// the facts of then.
const VoorstelDagen = 14

// OpenVoorstel returns the proposal that waits on a day, and its number; 0 when none
// does. Numbers count from 1 and are never used again.
func (c Casus) OpenVoorstel(op Date) (Voorstel, int) {
	n := len(c.Voorstellen)
	if n == 0 || !c.IsVPR() {
		return Voorstel{}, 0
	}
	last := c.Voorstellen[n-1]
	if last.Besluit != "" || last.Op.DaysUntil(op) > VoorstelDagen {
		return Voorstel{}, 0
	}
	return last, n
}

// Beslissers returns who may decide what somebody proposes: the duo-partner and the
// gedragswetenschappers of the team, never who proposed it.
func (p Praktijk) Beslissers(c Casus, voorsteller string) []string {
	return slices.DeleteFunc(p.beslissers(c), func(name string) bool { return name == voorsteller })
}

func (p Praktijk) beslissers(c Casus) []string {
	list := p.MetRol(Gedragswetenschapper)
	if duo, ok := p.Leden[c.Duo]; ok && !duo.Weg && duo.Rol == Consulent && duo.Team == c.Team && c.Duo != c.Regisseur {
		list = append([]string{c.Duo}, list...)
	}
	return list
}

// StelVoor proposes to scale a VPR down or to close it. What could not be done is
// refused at once; nothing but the proposal changes.
func StelVoor(c Casus, v Voorstel, h Handeling) (Casus, error) {
	if err := mustBeVPR(c, h.Praktijk); err != nil {
		return c, err
	}
	if waits, _ := c.OpenVoorstel(h.Vandaag); waits.Op != (Date{}) {
		return c, refuse("VPR-10", "zaak", fmt.Sprintf("Voor %s wacht al een voorstel: %s, van %s. Bekijk de casus met: casus toon zaak=%s.", c.Zaaknummer, waits.Tekst(), h.Praktijk.Naam(waits.Door), c.Zaaknummer))
	}
	if len(h.Praktijk.Beslissers(c, h.Door)) == 0 {
		return c, refuse("VPR-10", "zaak", fmt.Sprintf("Een tweede persoon moet dit bevestigen: de duo-partner of de gedragswetenschapper. Die is er nu niet. Kies een duo-partner met: casus duo zaak=%s.", c.Zaaknummer))
	}
	v.Door, v.Op = h.Door, h.Vandaag
	if _, err := v.uitvoeren(c, h, h.Door); err != nil {
		return c, err
	}
	c.Voorstellen = append(slices.Clip(c.Voorstellen), v)
	return c, nil
}

// uitvoeren does what was proposed, as who proposed it, confirmed by a second person.
func (v Voorstel) uitvoeren(c Casus, h Handeling, beslisser string) (Casus, error) {
	h.Door, h.Tweede = v.Door, beslisser
	if v.Soort == VoorstelSluiten {
		return SluitCasus(c, Sluiting{Op: v.Datum, Reden: v.Reden, Nazorg: v.Nazorg}, h)
	}
	return WisselNiveau(c, NiveauWissel{Niveau: v.Niveau, Sinds: v.Datum, Reden: v.Reden}, h)
}

// BeslisVoorstel confirms or rejects a proposal by its number, or lets who made it
// take it back. The same person cannot confirm.
func BeslisVoorstel(c Casus, nr int, besluit Besluit, h Handeling) (Casus, Voorstel, error) {
	v, err := c.beslisbaar(nr, besluit, h)
	if err != nil {
		return c, v, err
	}
	if besluit == Bevestigd {
		if c, err = v.uitvoeren(c, h, h.Door); err != nil {
			return c, v, err
		}
	}
	v.Besluit, v.Beslist, v.Besloot = besluit, h.Door, h.Vandaag
	c.Voorstellen = slices.Clone(c.Voorstellen)
	c.Voorstellen[nr-1] = v
	return c, v, nil
}

// beslisbaar returns a proposal that this person may decide in this way.
func (c Casus) beslisbaar(nr int, besluit Besluit, h Handeling) (Voorstel, error) {
	v, open := c.OpenVoorstel(h.Vandaag)
	if nr < 1 || nr > len(c.Voorstellen) || nr != open {
		return v, refuse("VPR-10", "nr", fmt.Sprintf("Dit voorstel voor %s wacht niet meer: er is al over beslist, of het is verlopen. Bekijk de casus met: casus toon zaak=%s.", c.Zaaknummer, c.Zaaknummer))
	}
	switch {
	case besluit == Ingetrokken && h.Door != v.Door:
		return v, refuse("VPR-10", "zaak", fmt.Sprintf("Alleen %s kan dit voorstel intrekken.", h.Praktijk.Naam(v.Door)))
	case besluit == Ingetrokken:
		return v, nil
	case h.Door == v.Door:
		return v, refuse("VPR-10", "zaak", fmt.Sprintf("Je hebt dit zelf voorgesteld. Een ander beslist: %s.", h.Praktijk.wieBeslist(c, v.Door)))
	case !slices.Contains(h.Praktijk.Beslissers(c, v.Door), h.Door):
		return v, refuse("VPR-10", "zaak", fmt.Sprintf("Hierover beslist de duo-partner of de gedragswetenschapper: %s.", h.Praktijk.wieBeslist(c, v.Door)))
	case h.Praktijk.weg(v.Door):
		return v, refuse("VPR-10", "zaak", fmt.Sprintf("%s stelde dit voor en is weg uit het team. Stel het opnieuw voor als het nog klopt.", h.Praktijk.Naam(v.Door)))
	}
	return v, nil
}

// wieBeslist names who can decide what somebody proposed: one of them is enough.
func (p Praktijk) wieBeslist(c Casus, voorsteller string) string {
	var names []string
	for _, u := range p.Beslissers(c, voorsteller) {
		names = append(names, p.Naam(u))
	}
	if len(names) == 0 {
		return "er is nu niemand"
	}
	return ListOr(names)
}

// weg reports whether somebody is not in the team any more.
func (p Praktijk) weg(gebruiker string) bool {
	lid, ok := p.Leden[gebruiker]
	return !ok || lid.Weg || lid.Team != p.Team.Naam
}

// laatVervallen ends the proposal that waits: the case is somebody else's now.
func (c Casus) laatVervallen(h Handeling) Casus {
	v, nr := c.OpenVoorstel(h.Vandaag)
	if nr == 0 {
		return c
	}
	v.Besluit, v.Beslist, v.Besloot = Vervallen, h.Door, h.Vandaag
	c.Voorstellen = slices.Clone(c.Voorstellen)
	c.Voorstellen[nr-1] = v
	return c
}

// Tekst says in a few words what is proposed, without the reason.
func (v Voorstel) Tekst() string {
	if v.Soort == VoorstelSluiten {
		return "sluiten op " + v.Datum.Dutch()
	}
	return fmt.Sprintf("afschalen naar %s vanaf %s", v.Niveau.Dutch(), v.Datum.Dutch())
}

// Waarom gives the reason of a proposal, and the aftercare of a closing.
func (v Voorstel) Waarom() string {
	text := "Reden: " + strings.TrimRight(v.Reden, ".") + "."
	if v.Nazorg != "" {
		text += " Nazorg: " + v.Nazorg + "."
	}
	return text
}

// mustBeSeen refuses to end a VPR without a second person (VPR-10).
func mustBeSeen(c Casus, h Handeling) error {
	if c.IsVPR() && h.Tweede == "" {
		return refuse("VPR-10", "zaak", "Een VPR afschalen of sluiten doe je met twee personen. Stel het voor met: vpr afschalen of casus sluit.")
	}
	return nil
}

// tweede is who confirmed a change, where that was needed.
func tweede(c Casus, h Handeling) string {
	if c.IsVPR() {
		return h.Tweede
	}
	return ""
}

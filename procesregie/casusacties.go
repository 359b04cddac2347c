package procesregie

import (
	"fmt"
	"slices"
	"strings"
)

// furthestStart is how many days ahead the start of a case may lie.
const furthestStart = 31

// OpenCasus checks a new case: level of the profile, a consulent as procesregisseur,
// a start at most a month ahead. It returns the case with its first level.
func OpenCasus(c Casus, niveau Niveau, h Handeling) (Casus, error) {
	if niveau == VPR {
		return c, refuse("VPR-1", "niveau", "Een VPR begint met een kernbesluit van het OVV. Open de casus eerst met een ander niveau, en start dan de VPR met: vpr start.")
	}
	err := first(
		startSoon(c.StartRegie, h.Vandaag),
		h.niveau(niveau),
		h.consulent("regisseur", c.Regisseur, "procesregisseur"),
	)
	if err != nil {
		return c, err
	}
	c.Niveaus = []NiveauWissel{{Niveau: niveau, Sinds: c.StartRegie, Door: h.Door}}
	return c, nil
}

func startSoon(start, today Date) error {
	if start.IsZero() {
		return noDay("EV-1", "start")
	}
	if today.AddDays(furthestStart).Before(start) {
		return refuse("EV-1", "start", fmt.Sprintf("%s is meer dan een maand vooruit. Controleer de datum, of open de casus later.", start.Dutch()))
	}
	return nil
}

// niveau refuses a level that the profile does not have, and VPR, which starts with
// its own step (VPR-1).
func (h Handeling) niveau(n Niveau) error {
	if n == VPR {
		return refuse("VPR-1", "niveau", "Een VPR begint met een kernbesluit van het OVV. Start de VPR met: vpr start.")
	}
	if !slices.Contains(h.Praktijk.Profiel.Niveaus, n) {
		return refuse("RN-0", "niveau", fmt.Sprintf("Het niveau %q hoort niet bij jullie werkwijze. Kies uit: %s.", string(n), List(levelNames(h.Praktijk.Profiel.Niveaus))))
	}
	return nil
}

func levelNames(levels []Niveau) []string {
	var names []string
	for _, n := range levels {
		if n != VPR {
			names = append(names, string(n))
		}
	}
	return names
}

// WisselNiveau changes the level from a day on (RN-6). The same level again is an
// extension after re-assessment (RN-7): its maximum starts anew. From VPR it is
// scaling down, which needs a second person (VPR-10, see [StelVoor]).
func WisselNiveau(c Casus, naar NiveauWissel, h Handeling) (Casus, error) {
	err := first(
		MustBeOpen(c), h.niveau(naar.Niveau),
		h.notFuture("RN-6", "datum", "De wissel van niveau", naar.Sinds),
		notBefore("RN-6", "datum", stapOp{"De wissel", naar.Sinds}, stapOp{"de start van het huidige niveau", c.Sinds()}),
	)
	if err != nil {
		return c, err
	}
	if strings.TrimSpace(naar.Reden) == "" {
		return c, refuse("RN-6", "reden", "Schrijf kort waarom het niveau verandert.")
	}
	if naar.Niveau == c.Niveau() && naar.Sinds == c.Sinds() {
		return c, refuse("RN-6", "naar", fmt.Sprintf("%s heeft al niveau %s sinds %s.", c.Zaaknummer, naar.Niveau.Dutch(), naar.Sinds.Dutch()))
	}
	if err := mustBeSeen(c, h); err != nil {
		return c, err
	}
	naar.Door, naar.Tweede = h.Door, tweede(c, h)
	c.Niveaus = append(slices.Clip(c.Niveaus), naar)
	return c, nil
}

// KiesDuo sets the duo-partner, who is never the procesregisseur (VPR-3).
func KiesDuo(c Casus, duo string, h Handeling) (Casus, error) {
	if err := first(MustBeOpen(c), h.duo(duo, c.Regisseur)); err != nil {
		return c, err
	}
	if duo == c.Duo {
		return c, refuse("VPR-3", "duo", fmt.Sprintf("%s is al duo-partner van %s.", h.Praktijk.Naam(duo), c.Zaaknummer))
	}
	c.Duo = duo
	return c, nil
}

func (h Handeling) duo(duo, regisseur string) error {
	if duo == "" {
		return refuse("VPR-3", "duo", "Kies een duo-partner: een andere consulent dan de procesregisseur.")
	}
	if duo == regisseur {
		return refuse("VPR-3", "duo", fmt.Sprintf("%s is al procesregisseur. De duo-partner is een andere consulent.", h.Praktijk.Naam(duo)))
	}
	return h.consulent("duo", duo, "duo-partner")
}

// DraagOver gives a case to another procesregisseur. When the new one was the
// duo-partner, the place of duo becomes free.
func DraagOver(c Casus, aan, reden string, h Handeling) (Casus, error) {
	if err := first(MustBeOpen(c), h.consulent("aan", aan, "procesregisseur")); err != nil {
		return c, err
	}
	if aan == c.Regisseur {
		return c, refuse("", "aan", fmt.Sprintf("%s is al procesregisseur van %s.", h.Praktijk.Naam(aan), c.Zaaknummer))
	}
	if strings.TrimSpace(reden) == "" {
		return c, refuse("", "reden", "Schrijf kort waarom je de casus overdraagt.")
	}
	c = c.laatVervallen(h)
	c.Overdrachten = append(slices.Clip(c.Overdrachten), Overdracht{Op: h.Vandaag, Van: c.Regisseur, Aan: aan, Reden: reden, Door: h.Door})
	c.Regisseur = aan
	if c.Duo == aan {
		c.Duo = ""
	}
	return c, nil
}

// SluitCasus closes a case (RN-8). Reason and aftercare are asked; a VPR needs a second
// person, see [StelVoor].
func SluitCasus(c Casus, s Sluiting, h Handeling) (Casus, error) {
	err := first(
		MustBeOpen(c),
		h.notFuture("RN-8", "datum", "De sluiting", s.Op),
		notBefore("RN-8", "datum", stapOp{"De sluiting", s.Op}, stapOp{"de start van de regie", c.StartRegie}),
	)
	if err != nil {
		return c, err
	}
	for _, soort := range []MeldingSoort{Crisis, Spoed} {
		if c.hasOpen(soort) {
			return c, refuse("SC-4", "zaak", fmt.Sprintf("Bij %s loopt nog een melding %s. Rond die eerst af met: melding klaar zaak=%s.", c.Zaaknummer, soort, c.Zaaknummer))
		}
	}
	if !slices.Contains(SluitRedenen, s.Reden) {
		return c, refuse("RN-8", "reden", "Kies een reden: "+List(SluitRedenen)+".")
	}
	if !slices.Contains(NazorgVormen, s.Nazorg) {
		return c, refuse("RN-8", "nazorg", "Kies de nazorg: "+List(NazorgVormen)+".")
	}
	if err := mustBeSeen(c, h); err != nil {
		return c, err
	}
	s.Door, s.Tweede = h.Door, tweede(c, h)
	c.Sluiting = s
	return c, nil
}

// StelUit asks to be reminded of a term later. The term does not move: not past its
// last day, and of what is overdue at most five working days. A crisis is not put off
// (SC-4).
func StelUit(c Casus, u Uitstel, h Handeling) (Casus, error) {
	if u.Termijn == TermijnCrisis {
		return c, refuse("SC-4", "wat", "Een crisis kun je niet uitstellen. Is er iets gedaan? Zeg dan: melding klaar zaak="+c.Zaaknummer+".")
	}
	calendar := h.Praktijk.Calendar()
	term, ok := findTermijn(c, h.Praktijk, u.Termijn)
	if !ok {
		return c, refuse("", "wat", fmt.Sprintf("Bij %s loopt deze termijn niet meer. Bekijk de casus met: casus toon zaak=%s.", c.Zaaknummer, c.Zaaknummer))
	}
	limit := term.Uiterlijk
	if term.IsOverdue(h.Vandaag) || limit.IsZero() {
		limit = calendar.AddWorkdays(h.Vandaag, 5)
	}
	if !u.Tot.After(h.Vandaag) || u.Tot.After(limit) {
		return c, refuse("", "tot", fmt.Sprintf("Uitstellen kan tot en met %s. De termijn zelf verschuift niet.", limit.Dutch()))
	}
	u.Door, u.Uiterlijk = h.Door, term.Uiterlijk
	kept := slices.DeleteFunc(slices.Clone(c.Uitstel), func(o Uitstel) bool { return o.Termijn == u.Termijn && o.Door == u.Door })
	c.Uitstel = append(kept, u)
	return c, nil
}

func findTermijn(c Casus, p Praktijk, soort TermijnSoort) (Termijn, bool) {
	for _, t := range Termijnen(c, p) {
		if t.Soort == soort {
			return t, true
		}
	}
	return Termijn{}, false
}

package procesregie

import (
	"fmt"
	"slices"
	"strings"
)

// StartVPR raises a case to versterkte procesregie (VPR-1, VPR-3): only after a
// kernbesluit of the OVV, and with a duo-partner.
func StartVPR(c Casus, kernbesluit Date, duo string, h Handeling) (Casus, error) {
	if !h.Praktijk.Profiel.Modules.VPR {
		return c, mustBeVPR(c, h.Praktijk)
	}
	if c.IsVPR() {
		return c, refuse("VPR-1", "zaak", fmt.Sprintf("%s is al VPR sinds %s. Bekijk de stappen met: vpr toon zaak=%s.", c.Zaaknummer, c.Sinds().Dutch(), c.Zaaknummer))
	}
	if kernbesluit.IsZero() {
		return c, refuse("VPR-1", "ovv", "Zonder kernbesluit van het OVV begint er geen VPR. Breng de casus eerst in bij het OVV.")
	}
	err := first(MustBeOpen(c), h.notFuture("VPR-1", "ovv", "Het kernbesluit", kernbesluit),
		notBefore("RN-6", "ovv", stapOp{"Het kernbesluit", kernbesluit}, stapOp{"de start van het huidige niveau", c.Sinds()}),
		h.duo(duo, c.Regisseur))
	if err != nil {
		return c, err
	}
	if !c.VPR.Kernbesluit.IsZero() {
		c.EerdereVPR = append(slices.Clip(c.EerdereVPR), c.VPR)
	}
	c.VPR = VPRStappen{Kernbesluit: kernbesluit}
	c.Duo = duo
	c.Niveaus = append(slices.Clip(c.Niveaus), NiveauWissel{Niveau: VPR, Sinds: kernbesluit, Reden: "kernbesluit van het OVV", Door: h.Door})
	return c, nil
}

// VerstuurBrief records that the letter of VPR-2 was sent.
func VerstuurBrief(c Casus, op Date, h Handeling) (Casus, error) {
	err := first(mustBeVPR(c, h.Praktijk), h.notFuture("VPR-2", "datum", "De brief", op),
		notBefore("VPR-2", "datum", stapOp{"De brief", op}, stapOp{"het kernbesluit", c.VPR.Kernbesluit}))
	if err != nil {
		return c, err
	}
	c.VPR.Brief = op
	return c, nil
}

// Startbijeenkomst is what is recorded of the opening of a VPR (VPR-4, VPR-5).
type Startbijeenkomst struct {
	Op             Date
	Aanwezig       []string
	Casusregisseur string // empty: the one who is known already
}

// HoudStartbijeenkomst records the opening of a VPR: who was there, and the one
// casusregisseur.
func HoudStartbijeenkomst(c Casus, s Startbijeenkomst, h Handeling) (Casus, error) {
	err := first(mustBeVPR(c, h.Praktijk), h.notFuture("VPR-4", "datum", "De startbijeenkomst", s.Op),
		notBefore("VPR-4", "datum", stapOp{"De startbijeenkomst", s.Op}, stapOp{"het kernbesluit", c.VPR.Kernbesluit}))
	if err != nil {
		return c, err
	}
	if m, _ := c.FirstMDO(); !m.Gehouden.IsZero() && s.Op.After(m.Gehouden) {
		return c, refuse("VPR-6", "datum", fmt.Sprintf("Het eerste MDO was al op %s. De startbijeenkomst is daarvóór. Controleer de datum.", m.Gehouden.Dutch()))
	}
	next, err := KiesCasusregisseur(c, s.Casusregisseur, false)
	if err != nil {
		return c, err
	}
	if was := c.VPR.Startbijeenkomst; !was.IsZero() && s.Op.After(was) && h.Praktijk.Leden[h.Door].Rol != Manager {
		return c, refuse("VPR-6", "datum", fmt.Sprintf("De startbijeenkomst staat al op %s, en daarvanaf telt de termijn van het eerste MDO. Alleen de manager kan er een latere dag van maken.", was.Dutch()))
	}
	next.VPR.Startbijeenkomst, next.VPR.Aanwezig = s.Op, s.Aanwezig
	return next, nil
}

// KiesCasusregisseur names the casusregisseur. There is exactly one (VPR-5): another
// one is refused unless it replaces the first. Who may be it follows RO-1.
func KiesCasusregisseur(c Casus, naam string, vervang bool) (Casus, error) {
	naam = strings.TrimSpace(naam)
	switch {
	case naam == "" && c.Casusregisseur == "":
		return c, refuse("VPR-5", "casusregisseur", "Wijs één casusregisseur aan: naam en organisatie.")
	case naam == "" || strings.EqualFold(naam, c.Casusregisseur):
		return c, nil
	case c.Casusregisseur != "" && !vervang:
		return c, refuse("VPR-5", "casusregisseur", fmt.Sprintf("Er is al een casusregisseur: %s. Er is er precies één. Vervangen kan met: casus wijzig zaak=%s.", c.Casusregisseur, c.Zaaknummer))
	}
	if may, why := MagCasusregisseur(naam); may == Nee {
		return c, refuse("RO-1", "casusregisseur", why.Uitleg)
	}
	c.Casusregisseur = naam
	return c, nil
}

// OpnieuwOVV records that a VPR was brought to the OVV again (VPR-10).
func OpnieuwOVV(c Casus, op Date, reden string, h Handeling) (Casus, error) {
	err := first(mustBeVPR(c, h.Praktijk), h.notFuture("VPR-10", "datum", "Het inbrengen bij het OVV", op),
		notBefore("VPR-10", "datum", stapOp{"Opnieuw inbrengen", op}, stapOp{"het kernbesluit", c.VPR.Kernbesluit}))
	if err != nil {
		return c, err
	}
	if strings.TrimSpace(reden) == "" {
		return c, refuse("VPR-10", "reden", "Schrijf kort waarom je de casus opnieuw inbrengt.")
	}
	c.VPR.OVVOpnieuw, c.VPR.OVVReden = op, reden
	return c, nil
}

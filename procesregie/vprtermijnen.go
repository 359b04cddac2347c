package procesregie

import "fmt"

// vpr adds the terms of a versterkte procesregie (section 6).
func (t *termen) vpr() {
	t.brief()
	t.startbijeenkomst()
	t.mdo()
	t.vprEvaluatie()
}

func (t *termen) brief() {
	v := t.casus.VPR
	if v.Kernbesluit.IsZero() || !v.Brief.IsZero() {
		return
	}
	t.add(Termijn{Soort: TermijnBrief, Vanaf: v.Kernbesluit, Grond: []Grond{t.grond("VPR-2", "vpr.brief_herinner_dagen",
		"Met een brief aan de ouders of de jeugdige begint de VPR. De bron noemt geen termijn.")}})
}

func (t *termen) startbijeenkomst() {
	v, days := t.casus.VPR, t.praktijk.Profiel.VPR.StartbijeenkomstDagen
	if v.Kernbesluit.IsZero() || !v.Startbijeenkomst.IsZero() || days == 0 {
		return
	}
	t.add(Termijn{
		Soort: TermijnStartbijeenkomst, Vanaf: v.Kernbesluit, Uiterlijk: v.Kernbesluit.AddDays(days),
		Grond: []Grond{t.grond("VPR-4", "vpr.startbijeenkomst_dagen",
			"Jullie team wil de startbijeenkomst binnen %s na het kernbesluit.", Count(days, "dag", "dagen"))},
	})
}

func (t *termen) mdo() {
	v := t.casus.VPR
	first, _ := t.casus.FirstMDO()
	if v.Startbijeenkomst.IsZero() || !first.Gehouden.IsZero() {
		return
	}
	days := t.praktijk.Profiel.VPR.MDODagen
	t.add(Termijn{
		Soort: TermijnMDO, Vanaf: v.Startbijeenkomst, Uiterlijk: MDOUiterlijk(t.casus, t.praktijk.Profiel), Gepland: first.Gepland,
		Grond: []Grond{t.grond("VPR-6", "vpr.mdo_dagen", "Het eerste MDO is uiterlijk %s na de startbijeenkomst van %s.",
			Count(days, "dag", "dagen"), v.Startbijeenkomst.Dutch())},
	})
}

// MDOUiterlijk returns the last day for the first MDO of a VPR (VPR-6): 42 days
// after the startbijeenkomst, unless the profile says otherwise. The zero Date when
// there was no startbijeenkomst.
func MDOUiterlijk(c Casus, p Profiel) Date {
	if c.VPR.Startbijeenkomst.IsZero() {
		return Date{}
	}
	return c.VPR.Startbijeenkomst.AddDays(p.VPR.MDODagen)
}

// vprEvaluatie adds the next evaluation of a VPR (VPR-7, VPR-8). The date that was
// agreed counts; an interval that the team has set is its limit.
func (t *termen) vprEvaluatie() {
	first, _ := t.casus.FirstMDO()
	if first.Gehouden.IsZero() {
		return
	}
	last := t.casus.lastHeld()
	weeks, proposal := t.praktijk.Profiel.VPR.EvaluatieWeken, false
	if weeks == 0 {
		weeks, proposal = t.praktijk.Profiel.VPR.EvaluatieVoorstel, true
	}
	due := last.AddDays(7 * weeks)
	term := Termijn{Soort: TermijnEvaluatie, Vanaf: last, Uiterlijk: due, Voorstel: proposal}
	why := t.grond("VPR-8", "vpr.evaluatie_weken", "Bij VPR evalueer je vaker: elke %s na %s.", Count(weeks, "week", "weken"), last.Dutch())
	if agreed := t.casus.VolgendeEvaluatie; agreed.After(last) {
		term.Gepland = agreed
		if proposal || agreed.Before(due) {
			term.Uiterlijk, term.Voorstel = agreed, false
			why = t.grond("VPR-7", "", "De volgende evaluatie is afgesproken op %s.", agreed.Dutch())
		}
	}
	if term.Voorstel {
		why.Eigen, why.Uitleg = true, why.Uitleg+" Dit is een voorstel: jullie team heeft nog geen eigen termijn gekozen."
	}
	term.Grond = []Grond{why}
	t.add(term)
}

// LateVolgende says that the next evaluation of a VPR was agreed for later than the
// interval of the team, or the proposal where there is none (VPR-8).
func LateVolgende(c Casus, p Profiel) []string {
	weeks := p.VPR.EvaluatieWeken
	if weeks == 0 {
		weeks = p.VPR.EvaluatieVoorstel
	}
	if limit := c.LastMDO().AddDays(7 * weeks); c.IsVPR() && c.VolgendeEvaluatie.After(limit) {
		return []string{fmt.Sprintf("Let op: bij VPR evalueer je vaker. %s na dit MDO is %s.", Count(weeks, "week", "weken"), limit.Dutch())}
	}
	return nil
}

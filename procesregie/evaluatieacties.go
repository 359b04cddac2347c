package procesregie

import (
	"fmt"
	"slices"
	"time"
)

// PlanEvaluatie plans the next evaluation (EV-1, VPR-8). A day after the last day is
// taken with a remark, because what is late must still be planned.
func PlanEvaluatie(c Casus, op Date, h Handeling) (Casus, []string, error) {
	if err := first(MustBeOpen(c), h.planFuture("EV-1", op)); err != nil {
		return c, nil, err
	}
	var remarks []string
	if t, ok := findTermijn(c, h.Praktijk, TermijnEvaluatie); ok && op.After(t.Uiterlijk) && t.Grond[0].Regel != "VPR-7" {
		remarks = append(remarks, fmt.Sprintf("Dat is na de laatste dag: %s.", t.Uiterlijk.Dutch()))
	}
	if !h.Praktijk.Calendar().IsWorkday(op) {
		remarks = append(remarks, fmt.Sprintf("Let op: %s is geen werkdag voor de gemeente.", op.Dutch()))
	}
	c.VolgendeEvaluatie = op
	return c, remarks, nil
}

// HoudEvaluatie records an evaluation as held; the next one counts from it (EV-3).
func HoudEvaluatie(c Casus, e Evaluatie, h Handeling) (Casus, error) {
	err := first(MustBeOpen(c), h.notFuture("EV-1", "datum", "De evaluatie", e.Gehouden),
		notBefore("EV-1", "datum", stapOp{"De evaluatie", e.Gehouden}, stapOp{"de start van de regie", c.StartRegie}))
	if err != nil {
		return c, err
	}
	if slices.ContainsFunc(c.Evaluaties, func(o Evaluatie) bool { return o.Gehouden == e.Gehouden }) {
		return c, refuse("EV-3", "datum", fmt.Sprintf("De evaluatie van %s staat er al.", e.Gehouden.Dutch()))
	}
	if e.Gehouden.After(c.lastHeld()) {
		c.VolgendeEvaluatie = Date{} // it was planned for this one
	}
	c.Evaluaties = append(slices.Clip(c.Evaluaties), e)
	slices.SortStableFunc(c.Evaluaties, func(a, b Evaluatie) int { return a.Gehouden.Compare(b.Gehouden) })
	return c, nil
}

// MeldCasus starts the clock of a report of spoed or crisis (SC-1, SC-2). One of a
// kind can be open at a time.
func MeldCasus(c Casus, m Melding, now time.Time, h Handeling) (Casus, error) {
	if !h.Praktijk.Profiel.Modules.SpoedCrisis {
		return c, refuse("SC-1", "zaak", fmt.Sprintf("Spoed en crisis horen niet bij de werkwijze %s.", h.Praktijk.Profiel.Titel))
	}
	if err := MustBeOpen(c); err != nil {
		return c, err
	}
	if m.Gemeld.After(now) {
		return c, refuse("SC-1", "gemeld", "De melding kan niet in de toekomst zijn. Vul in wanneer de melding kwam.")
	}
	for _, open := range c.Meldingen {
		if open.Klaar.IsZero() && open.Soort == m.Soort {
			return c, refuse("SC-1", "zaak", fmt.Sprintf("Bij %s loopt al een melding %s sinds %s. Afronden kan met: melding klaar zaak=%s.",
				c.Zaaknummer, m.Soort, DutchMoment(open.Gemeld.In(h.Praktijk.Zone)), c.Zaaknummer))
		}
	}
	c.Meldingen = append(slices.Clip(c.Meldingen), m)
	return c, nil
}

// RondMeldingAf records what was done about an open report and stops its clock. With
// no soort it is the one that is open; when two are, the question goes back.
func RondMeldingAf(c Casus, soort MeldingSoort, actie string, now time.Time) (Casus, error) {
	var open []int
	for i, m := range c.Meldingen {
		if m.Klaar.IsZero() && (soort == "" || m.Soort == soort) {
			open = append(open, i)
		}
	}
	switch len(open) {
	case 0:
		return c, refuse("SC-4", "zaak", fmt.Sprintf("Bij %s loopt geen melding van spoed of crisis.", c.Zaaknummer))
	case 1:
		c.Meldingen = slices.Clone(c.Meldingen)
		c.Meldingen[open[0]].Klaar, c.Meldingen[open[0]].Actie = now, actie
		return c, nil
	default:
		return c, refuse("SC-4", "soort", fmt.Sprintf("Bij %s lopen spoed en crisis. Zeg erbij welke klaar is: soort=spoed of soort=crisis.", c.Zaaknummer))
	}
}

package procesregie

import (
	"fmt"
	"slices"
	"strings"
)

// PlanMDO plans the next MDO (VPR-6). The first one of a VPR after its last day is
// refused as long as that day has not passed; afterwards it is taken and marked "te
// laat". A day off is taken with a warning. The remarks are for the person.
func PlanMDO(c Casus, op Date, h Handeling) (Casus, []string, error) {
	if err := first(MustBeOpen(c), h.planFuture("VPR-6", op)); err != nil {
		return c, nil, err
	}
	due := MDOUiterlijk(c, h.Praktijk.Profiel)
	mdo, index := c.FirstMDO()
	isFirst := c.Niveau() == VPR && mdo.Gehouden.IsZero()
	if isFirst {
		if err := h.firstMDO(c, op, due); err != nil {
			return c, nil, err
		}
	}
	var remarks []string
	if isFirst && op.After(due) {
		remarks = append(remarks, fmt.Sprintf("Dit is te laat: de laatste dag was %s.", due.Dutch()))
	}
	if !h.Praktijk.Calendar().IsWorkday(op) {
		remarks = append(remarks, fmt.Sprintf("Let op: %s is geen werkdag voor de gemeente.", op.Dutch()))
	}
	return withPlanned(c, op, index, isFirst), remarks, nil
}

// planFuture refuses to plan something on a day that has gone by.
func (h Handeling) planFuture(rule string, op Date) error {
	if op.Before(h.Vandaag) {
		return refuse(rule, "datum", fmt.Sprintf("%s is al geweest. Kies een dag vanaf vandaag, of leg vast dat het gehouden is.", op.Dutch()))
	}
	return nil
}

func (h Handeling) firstMDO(c Casus, op, due Date) error {
	if due.IsZero() {
		return refuse("VPR-6", "zaak", fmt.Sprintf("%s heeft nog geen startbijeenkomst. Leg die eerst vast met: vpr startbijeenkomst zaak=%s.", c.Zaaknummer, c.Zaaknummer))
	}
	if op.After(due) && !due.Before(h.Vandaag) {
		return refuse("VPR-6", "datum", fmt.Sprintf("%s is te laat: het eerste MDO is uiterlijk %s (dag %d). Plan het uiterlijk %s.",
			op.Dutch(), due.Dutch(), h.Praktijk.Profiel.VPR.MDODagen, h.Praktijk.Calendar().OnOrBefore(due).Dutch()))
	}
	return nil
}

// withPlanned puts the planned day into the MDO that is waiting to be held, or adds one.
func withPlanned(c Casus, op Date, index int, isFirst bool) Casus {
	c.MDOs = slices.Clone(c.MDOs)
	if !isFirst {
		index = slices.IndexFunc(c.MDOs, func(m MDO) bool { return m.Gehouden.IsZero() })
	}
	if index < 0 {
		c.MDOs = append(c.MDOs, MDO{Gepland: op})
	} else {
		c.MDOs[index].Gepland = op
	}
	return c
}

// HoudMDO records an MDO as held, with the record that VPR-7 asks for.
func HoudMDO(c Casus, op Date, v Verslag, h Handeling) (Casus, []string, error) {
	err := first(MustBeOpen(c), h.notFuture("VPR-6", "datum", "Het MDO", op),
		notBefore("VPR-6", "datum", stapOp{"Het MDO", op}, stapOp{"de startbijeenkomst", c.VPR.Startbijeenkomst}), v.check(op))
	if err != nil {
		return c, nil, err
	}
	if c.Niveau() == VPR && c.VPR.Startbijeenkomst.IsZero() {
		return c, nil, h.firstMDO(c, op, Date{})
	}
	if slices.ContainsFunc(c.MDOs, func(m MDO) bool { return m.Gehouden == op }) {
		return c, nil, refuse("VPR-6", "datum", fmt.Sprintf("Het MDO van %s staat er al. Het verslag aanvullen kan met: mdo verslag zaak=%s.", op.Dutch(), c.Zaaknummer))
	}
	var remarks []string
	due := MDOUiterlijk(c, h.Praktijk.Profiel)
	if first, _ := c.FirstMDO(); c.Niveau() == VPR && first.Gehouden.IsZero() && op.After(due) {
		remarks = append(remarks, fmt.Sprintf("Dit eerste MDO was te laat: de laatste dag was %s.", due.Dutch()))
	}
	return withHeld(c, op, v), remarks, nil
}

// withHeld puts a held MDO into the plan it was for. One that is written down after a
// later one had no part in what was planned or agreed since.
func withHeld(c Casus, op Date, v Verslag) Casus {
	isLast := op.After(c.LastMDO())
	c.MDOs = slices.Clone(c.MDOs)
	index := -1
	if isLast {
		index = slices.IndexFunc(c.MDOs, func(m MDO) bool { return m.Gehouden.IsZero() })
	}
	if index < 0 {
		c.MDOs = append(c.MDOs, MDO{})
		index = len(c.MDOs) - 1
	}
	c.MDOs[index].Gehouden, c.MDOs[index].Verslag = op, v
	slices.SortStableFunc(c.MDOs, func(a, b MDO) int { return a.Day().Compare(b.Day()) })
	if isLast && !op.Before(c.LastEvaluatie()) {
		c.VolgendeEvaluatie = v.Volgende
	}
	return c
}

// check refuses a record that is not complete (VPR-7).
func (v Verslag) check(op Date) error {
	for _, f := range []struct{ field, text, what string }{
		{"doelen", v.Doelen, "de doelen en resultaten"},
		{"beschermend", v.Beschermend, "de beschermende factoren"},
		{"bedreigend", v.Bedreigend, "de bedreigende factoren"},
		{"veiligheid", v.Veiligheid, "het zicht op veiligheid"},
		{"vervolg", v.Vervolg, "het vervolg"},
	} {
		if strings.TrimSpace(f.text) == "" {
			return refuse("VPR-7", f.field, "Vul nog in: "+f.what+".")
		}
	}
	if !v.Volgende.After(op) {
		return refuse("VPR-7", "volgende", fmt.Sprintf("De volgende evaluatie komt na het MDO van %s. Kies een latere dag.", op.Dutch()))
	}
	return nil
}

// VulVerslag adds the record to the last held MDO that has none: one that came with
// an import (VPR-7).
func VulVerslag(c Casus, v Verslag) (Casus, error) {
	index := slices.IndexFunc(c.MDOs, func(m MDO) bool { return !m.Gehouden.IsZero() && m.Verslag == Verslag{} })
	if index < 0 {
		return c, refuse("VPR-7", "zaak", fmt.Sprintf("Bij %s is geen MDO zonder verslag. Bekijk het met: mdo toon zaak=%s.", c.Zaaknummer, c.Zaaknummer))
	}
	if err := first(MustBeOpen(c), v.check(c.MDOs[index].Gehouden)); err != nil {
		return c, err
	}
	c.MDOs = slices.Clone(c.MDOs)
	c.MDOs[index].Verslag = v
	if v.Volgende.After(c.VolgendeEvaluatie) && v.Volgende.After(c.LastEvaluatie()) {
		c.VolgendeEvaluatie = v.Volgende
	}
	return c, nil
}

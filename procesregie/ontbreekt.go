package procesregie

// Gemis is something that should be there and is not (VPR-13, EV-6).
type Gemis struct {
	Regel string
	Tekst string // a short Dutch phrase: "geen duo-partner"
	Actie Actie
}

// Ontbreekt lists what is missing in an open case: the steps of a VPR first, then
// the agreements of EV-6.
func Ontbreekt(c Casus, p Praktijk, today Date) []Gemis {
	if !c.IsOpen() {
		return nil
	}
	return append(OntbreektVPR(c, p, today), ontbreektAfspraken(c)...)
}

// OntbreektVPR is the exception list of one VPR case (VPR-13); empty for a case at
// another level.
func OntbreektVPR(c Casus, p Praktijk, today Date) []Gemis {
	if !c.IsVPR() {
		return nil
	}
	zaak := "zaak=" + c.Zaaknummer
	var list []Gemis
	note := func(missing bool, rule, text, label, line string) {
		if missing {
			list = append(list, Gemis{Regel: rule, Tekst: text, Actie: Actie{label, line + " " + zaak}})
		}
	}
	first, _ := c.FirstMDO()
	started := !c.VPR.Startbijeenkomst.IsZero()
	due := MDOUiterlijk(c, p.Profiel)
	held := !first.Gehouden.IsZero()
	note(c.Duo == "", "VPR-3", "geen duo-partner", "Duo kiezen", "casus duo")
	note(c.VPR.Brief.IsZero(), "VPR-2", "brief niet verstuurd", "Brief is verstuurd", "vpr brief")
	note(!started, "VPR-4", "geen startbijeenkomst", "Startbijeenkomst vastleggen", "vpr startbijeenkomst")
	note(c.Casusregisseur == "", "VPR-5", "geen casusregisseur", "Casusregisseur invullen", "casus wijzig")
	note(started && !held && first.Gepland.IsZero() && !due.Before(today), "VPR-6", "eerste MDO niet gepland", "MDO plannen", "mdo plan")
	note(started && !held && due.Before(today), "VPR-6", "eerste MDO te laat", "MDO gehouden", "mdo gehouden")
	note(started && held && due.Before(first.Gehouden), "VPR-6", "eerste MDO te laat gehouden", "Bekijken", "vpr toon")
	note(held && first.Verslag == Verslag{}, "VPR-7", "geen verslag van het MDO", "Verslag invullen", "mdo verslag")
	return append(list, stalled(c, p, today)...)
}

// stalled notes a VPR of which the evaluation is overdue: nobody is looking (VPR-13).
func stalled(c Casus, p Praktijk, today Date) []Gemis {
	for _, t := range Termijnen(c, p) {
		if t.Soort == TermijnEvaluatie && t.IsOverdue(today) {
			return []Gemis{{Regel: "VPR-13", Tekst: "evaluatie te laat", Actie: Actie{"Evaluatie gehouden", "evaluatie gehouden zaak=" + c.Zaaknummer}}}
		}
	}
	return nil
}

func ontbreektAfspraken(c Casus) []Gemis {
	a := c.Afspraken
	if a.WieEvalueert != "" && a.HoeVaak != "" && a.WieVerbindt != "" && a.WanneerOp != "" {
		return nil
	}
	return []Gemis{{Regel: "EV-6", Tekst: "afspraken niet compleet", Actie: Actie{"Afspraken invullen", "casus afspraken zaak=" + c.Zaaknummer}}}
}

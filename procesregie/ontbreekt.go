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
	g := gemissen{zaak: c.Zaaknummer}
	g.note(c.Duo == "", Gemis{"VPR-3", "geen duo-partner", Actie{"Duo kiezen", "casus duo"}})
	g.note(c.VPR.Brief.IsZero(), Gemis{"VPR-2", "brief niet verstuurd", Actie{"Brief is verstuurd", "vpr brief"}})
	g.note(c.VPR.Startbijeenkomst.IsZero(), Gemis{"VPR-4", "geen startbijeenkomst", Actie{"Startbijeenkomst vastleggen", "vpr startbijeenkomst"}})
	g.note(c.Casusregisseur == "", Gemis{"VPR-5", "geen casusregisseur", Actie{"Casusregisseur invullen", "casus wijzig"}})
	g.mdo(c, MDOUiterlijk(c, p.Profiel), today)
	return append(g.lijst, stalled(c, p, today)...)
}

// gemissen gathers what is missing in one case.
type gemissen struct {
	zaak  string
	lijst []Gemis
}

// note adds one; its line gets the case.
func (g *gemissen) note(missing bool, one Gemis) {
	if missing {
		one.Actie.Regel += " zaak=" + g.zaak
		g.lijst = append(g.lijst, one)
	}
}

// mdo notes what the first MDO misses. Without a startbijeenkomst there is no last day.
func (g *gemissen) mdo(c Casus, due, today Date) {
	first, _ := c.FirstMDO()
	held := !first.Gehouden.IsZero()
	if !due.IsZero() && !held {
		late := due.Before(today)
		g.note(!late && first.Gepland.IsZero(), Gemis{"VPR-6", "eerste MDO niet gepland", Actie{"MDO plannen", "mdo plan"}})
		g.note(late, Gemis{"VPR-6", "eerste MDO te laat", Actie{"MDO gehouden", "mdo gehouden"}})
	}
	g.note(!due.IsZero() && due.Before(first.Gehouden), Gemis{"VPR-6", "eerste MDO te laat gehouden", Actie{"Bekijken", "vpr toon"}})
	g.note(held && first.Verslag == Verslag{}, Gemis{"VPR-7", "geen verslag van het MDO", Actie{"Verslag invullen", "mdo verslag"}})
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

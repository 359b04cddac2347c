package exchange

import (
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// valuesOf returns what is stored about a case in the form of a list.
func valuesOf(c *procesregie.Casus) casusValues {
	v := casusValues{}
	v.text = [textCount]string{
		textRegisseur: c.Regisseur, textNiveau: string(c.Niveau()), textDuo: c.Duo, textCasusregisseur: tidy(c.Casusregisseur),
		textStatus: statusOpen, textReden: c.Sluiting.Reden, textNazorg: c.Sluiting.Nazorg,
	}
	if !c.IsOpen() {
		v.text[textStatus] = statusClosed
	}
	first, _ := c.FirstMDO()
	for i, d := range [dayCount]procesregie.Date{
		dayStartRegie: c.StartRegie, dayStartNiveau: c.Sinds(), dayOVV: c.VPR.Kernbesluit, dayBrief: c.VPR.Brief,
		dayStartbijeenkomst: c.VPR.Startbijeenkomst, dayMDOGepland: first.Gepland, dayMDOGehouden: first.Gehouden,
		dayOVVOpnieuw: c.VPR.OVVOpnieuw, dayLaatste: c.LastEvaluatie(), dayVolgende: c.VolgendeEvaluatie, dayGesloten: c.Sluiting.Op,
	} {
		v.day[i] = dayOf(d)
	}
	return v
}

// newCasus makes a case of a row that holds everything the list says about it.
func (im *casusImport) newCasus(row *casusRow) procesregie.Casus {
	v := &row.values
	c := procesregie.Casus{
		Zaaknummer: row.zaak,
		Team:       im.teamOf(v.text[textRegisseur]),
		Niveaus:    []procesregie.NiveauWissel{{Niveau: procesregie.Niveau(v.text[textNiveau]), Sinds: v.startNiveau().date()}},
		StartRegie: v.day[dayStartRegie].date(),
		Regisseur:  v.text[textRegisseur],
	}
	fillCasus(&c, v)
	return c
}

// teamOf returns the team of a procesregisseur.
func (im *casusImport) teamOf(user string) string {
	if lid, ok := im.known.Praktijk.Leden[user]; ok && lid.Team != "" {
		return lid.Team
	}
	return im.known.Praktijk.Team.Naam
}

// fillCasus fills what is empty in a case and leaves the rest. Slices are copied first:
// the stored case may be shared.
func fillCasus(c *procesregie.Casus, v *casusValues) {
	fillText(&c.Regisseur, v.text[textRegisseur])
	fillText(&c.Duo, v.text[textDuo])
	fillText(&c.Casusregisseur, v.text[textCasusregisseur])
	fillDate(&c.StartRegie, v.day[dayStartRegie])
	fillDate(&c.VPR.Kernbesluit, v.day[dayOVV])
	fillDate(&c.VPR.Brief, v.day[dayBrief])
	fillDate(&c.VPR.Startbijeenkomst, v.day[dayStartbijeenkomst])
	fillDate(&c.VPR.OVVOpnieuw, v.day[dayOVVOpnieuw])
	fillDate(&c.VolgendeEvaluatie, v.day[dayVolgende])
	fillMDO(c, v.day[dayMDOGepland], v.day[dayMDOGehouden])
	if last := v.day[dayLaatste]; last != 0 && len(c.Evaluaties) == 0 {
		c.Evaluaties = []procesregie.Evaluatie{{Gehouden: last.date()}}
	}
	if v.text[textStatus] == statusClosed {
		fillDate(&c.Sluiting.Op, v.day[dayGesloten])
		fillText(&c.Sluiting.Reden, v.text[textReden])
		fillText(&c.Sluiting.Nazorg, v.text[textNazorg])
	}
}

func fillText(to *string, text string) {
	if *to == "" {
		*to = text
	}
}

func fillDate(to *procesregie.Date, d day) {
	if to.IsZero() {
		*to = d.date()
	}
}

func fillMDO(c *procesregie.Casus, planned, held day) {
	if planned == 0 && held == 0 {
		return
	}
	c.MDOs = slices.Clone(c.MDOs)
	_, first := c.FirstMDO()
	if first < 0 {
		first = len(c.MDOs)
		c.MDOs = append(c.MDOs, procesregie.MDO{})
	}
	fillDate(&c.MDOs[first].Gepland, planned)
	fillDate(&c.MDOs[first].Gehouden, held)
}

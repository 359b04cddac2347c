package procesregie

import "slices"

// Verborgen stands where there is a text that the reader may not see. Whether there is
// one may be seen: that is completeness.
const Verborgen = "(niet zichtbaar met jouw rol)"

// Zichtbaar returns what somebody with a degree of access may see of a case. What is
// not in it cannot be shown, whoever writes the words. A copy that leaves something out
// cannot be stored: its Versie is no version.
func (c Casus) Zichtbaar(tot Toegang) Casus {
	switch tot {
	case ToegangGeen:
		return Casus{Zaaknummer: c.Zaaknummer, Team: c.Team, Versie: -1}
	case ToegangKaart:
		return c.kaart()
	case ToegangProces:
		return c.proces()
	}
	return c
}

// kaart is what VPR-11 shows: number, level, procesregisseur, duo-partner.
func (c Casus) kaart() Casus {
	return Casus{
		Zaaknummer: c.Zaaknummer, Team: c.Team, Regisseur: c.Regisseur, Duo: c.Duo, StartRegie: c.StartRegie, Doelgroep: c.Doelgroep,
		Niveaus: []NiveauWissel{{Niveau: c.Niveau(), Sinds: c.Sinds()}}, Sluiting: Sluiting{Op: c.Sluiting.Op}, Versie: -1,
	}
}

// proces leaves the dates and steps, and of every text only that it is there.
func (c Casus) proces() Casus {
	c.Versie = -1
	hide(&c.Aanduiding, &c.Casusregisseur, &c.VPR.OVVReden, &c.Sluiting.Reden, &c.Sluiting.Nazorg,
		&c.Afspraken.WieEvalueert, &c.Afspraken.HoeVaak, &c.Afspraken.WieVerbindt, &c.Afspraken.WanneerOp)
	c.EerdereVPR = each(c.EerdereVPR, func(v *VPRStappen) { hide(&v.OVVReden) })
	c.Niveaus = each(c.Niveaus, func(n *NiveauWissel) { hide(&n.Reden) })
	c.MDOs = each(c.MDOs, func(m *MDO) {
		hide(&m.Verslag.Doelen, &m.Verslag.Beschermend, &m.Verslag.Bedreigend, &m.Verslag.Veiligheid, &m.Verslag.Vervolg)
	})
	c.Evaluaties = each(c.Evaluaties, func(e *Evaluatie) { hide(&e.Uitkomst) })
	c.Meldingen = each(c.Meldingen, func(m *Melding) { hide(&m.Actie) })
	c.Checklists = each(c.Checklists, func(l *Checklist) { hide(&l.Uitkomst); l.Antwoorden = nil })
	c.Overdrachten = each(c.Overdrachten, func(o *Overdracht) { hide(&o.Reden) })
	c.Aanmeldteam = each(c.Aanmeldteam, func(a *AgendaPunt) { hide(&a.Onderwerp) })
	c.Voorstellen = each(c.Voorstellen, func(v *Voorstel) { hide(&v.Reden, &v.Nazorg) })
	c.Noodtoegang = each(c.Noodtoegang, func(n *Noodtoegang) { hide(&n.Reden) })
	return c
}

func hide(texts ...*string) {
	for _, t := range texts {
		if *t != "" {
			*t = Verborgen
		}
	}
}

// each changes a copy of a list.
func each[T any](list []T, change func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		change(&list[i])
	}
	return list
}

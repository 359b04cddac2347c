package exchange

import (
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// trajectOf returns a row of help in the form of a list.
func trajectOf(l *procesregie.Levering) trajectValues {
	t := trajectValues{
		text: [6]string{l.Jeugdige, l.Aanbieder, l.AGB, l.Productcode, l.Toewijzing, tidy(l.Aanleiding)},
		day:  [4]day{dayOf(l.ToegewezenVan), dayOf(l.ToegewezenTot), dayOf(l.Start), dayOf(l.Eind)},
	}
	for v, text := range map[trajectVeld]string{
		trajectHulpvorm: l.Hulpvorm, trajectCategorie: l.Productcategorie, trajectVerwijzer: l.Verwijzer, trajectReden: l.Reden, trajectResultaat: l.Resultaat,
	} {
		i, _ := v.slot()
		t.list[i] = uint8(1 + slices.Index(v.codes(), text))
	}
	i, _ := trajectCrisis.slot()
	t.list[i] = uint8(l.Crisis)
	return t
}

// levering returns a row of a list as help.
func (t *trajectValues) levering() procesregie.Levering {
	i, _ := trajectCrisis.slot()
	return procesregie.Levering{
		Jeugdige: t.show(trajectJeugdige), Aanbieder: t.show(trajectAanbieder), AGB: t.show(trajectAGB),
		Hulpvorm: t.show(trajectHulpvorm), Productcategorie: t.show(trajectCategorie), Productcode: t.show(trajectCode),
		Verwijzer: t.show(trajectVerwijzer), Toewijzing: t.show(trajectToewijzing),
		ToegewezenVan: t.date(trajectVan), ToegewezenTot: t.date(trajectTot), Start: t.date(trajectStart), Eind: t.date(trajectEind),
		Reden: t.show(trajectReden), Crisis: procesregie.Answer(t.list[i]),
		Aanleiding: t.show(trajectAanleiding), Resultaat: t.show(trajectResultaat),
	}
}

func (t *trajectValues) date(v trajectVeld) procesregie.Date {
	i, _ := v.slot()
	return t.day[i].date()
}

// fillLevering fills what is empty in a row of help, and leaves the rest. It is in a list then.
func fillLevering(l *procesregie.Levering, t *trajectValues) {
	from := t.levering()
	l.Zelf = false
	fillText(&l.Aanbieder, from.Aanbieder)
	fillText(&l.AGB, from.AGB)
	fillText(&l.Hulpvorm, from.Hulpvorm)
	fillText(&l.Productcategorie, from.Productcategorie)
	fillText(&l.Productcode, from.Productcode)
	fillText(&l.Verwijzer, from.Verwijzer)
	fillText(&l.Toewijzing, from.Toewijzing)
	fillText(&l.Reden, from.Reden)
	fillText(&l.Aanleiding, from.Aanleiding)
	fillText(&l.Resultaat, from.Resultaat)
	for _, pair := range [][2]*procesregie.Date{
		{&l.ToegewezenVan, &from.ToegewezenVan}, {&l.ToegewezenTot, &from.ToegewezenTot}, {&l.Start, &from.Start}, {&l.Eind, &from.Eind},
	} {
		if pair[0].IsZero() {
			*pair[0] = *pair[1]
		}
	}
	if l.Crisis == procesregie.Onbekend {
		l.Crisis = from.Crisis
	}
}

// key names the row that a row of help is, within all cases: two with the same key are
// the same help.
func (t *trajectValues) key(zaak string) string {
	if number := t.numberKey(zaak); number != "" {
		return number + "\x00" + t.date(trajectStart).String()
	}
	provider := t.show(trajectAGB)
	if provider == "" {
		provider = personName(t.show(trajectAanbieder))
	}
	key := t.personKey(zaak) + "\x00\x00" + provider
	for _, v := range []trajectVeld{trajectHulpvorm, trajectCategorie, trajectCode, trajectStart} {
		key += "\x00" + t.show(v)
	}
	if t.date(trajectStart).IsZero() {
		key += "\x00" + t.show(trajectVan) // assigned, not started: by when it was assigned
	}
	return key
}

// numberKey names the assignment of a row; "" when it has no number.
func (t *trajectValues) numberKey(zaak string) string {
	if t.isEmpty(trajectToewijzing) {
		return ""
	}
	return t.personKey(zaak) + "\x00" + t.show(trajectToewijzing)
}

func (t *trajectValues) personKey(zaak string) string {
	return procesregie.ZaakKey(zaak) + "\x00" + procesregie.ZaakKey(t.show(trajectJeugdige))
}

package procesregie

import (
	"cmp"
	"strings"
)

// vergelijkEind orders last days; help that goes on ends after all other.
func vergelijkEind(a, b Date) int {
	switch {
	case a == b:
		return 0
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	}
	return a.Compare(b)
}

// vergelijkLevering orders rows by start, end, provider, and then by all that is left: two
// rows are equal only when they say the same, so that the order in which they came makes
// no difference.
func vergelijkLevering(a, b Levering) int {
	return cmp.Or(
		a.Start.Compare(b.Start), vergelijkEind(a.Eind, b.Eind), cmp.Compare(a.Aanbieder, b.Aanbieder), cmp.Compare(a.AGB, b.AGB),
		cmp.Compare(a.Hulpvorm, b.Hulpvorm), cmp.Compare(a.Productcategorie, b.Productcategorie),
		cmp.Compare(a.Toewijzing, b.Toewijzing), cmp.Compare(a.Productcode, b.Productcode),
		a.ToegewezenVan.Compare(b.ToegewezenVan), vergelijkEind(a.ToegewezenTot, b.ToegewezenTot), a.PauzeSinds.Compare(b.PauzeSinds),
		cmp.Compare(a.Verwijzer, b.Verwijzer), cmp.Compare(a.Reden, b.Reden), cmp.Compare(waar(a.RedenAfgeleid), waar(b.RedenAfgeleid)),
		cmp.Compare(a.Crisis, b.Crisis), cmp.Compare(a.Aanleiding, b.Aanleiding), cmp.Compare(a.Resultaat, b.Resultaat), cmp.Compare(a.Waardoor, b.Waardoor),
		cmp.Compare(a.Jeugdige, b.Jeugdige),
	)
}

// eindigtLater orders rows by how late they end; on one day the row that says more about
// the end is the later one.
func eindigtLater(a, b Levering) int {
	said := func(l Levering) int { return waar(l.Reden != "") + waar(l.Resultaat != "") }
	return cmp.Or(vergelijkEind(a.Eind, b.Eind), cmp.Compare(said(a), said(b)), vergelijkLevering(a, b))
}

func waar(b bool) int {
	if b {
		return 1
	}
	return 0
}

// vergelijkJeugdige orders the codes of young people: J2 comes before J10.
func vergelijkJeugdige(a, b string) int {
	word := func(s string) string { return strings.TrimRight(s, "0123456789") }
	return cmp.Or(cmp.Compare(word(a), word(b)), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

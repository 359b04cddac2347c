package summary_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/summary"
)

// verborgen is a history with placeholders for its providers, as a model sees it.
func verborgen(h p.Historie) p.Historie {
	names := map[string]string{}
	hide := func(naam, agb *string) {
		key := *naam + "/" + *agb
		if names[key] == "" {
			names[key] = fmt.Sprintf("aanbieder %c", 'A'+len(names))
		}
		*naam, *agb = names[key], ""
	}
	h.Trajecten, h.TeltNietMee, h.NietGestart = slices.Clone(h.Trajecten), slices.Clone(h.TeltNietMee), slices.Clone(h.NietGestart)
	for i := range h.Trajecten {
		hide(&h.Trajecten[i].Aanbieder, &h.Trajecten[i].AGB)
	}
	for _, rows := range [][]p.Levering{h.TeltNietMee, h.NietGestart} {
		for i := range rows {
			hide(&rows[i].Aanbieder, &rows[i].AGB)
		}
	}
	return h
}

// gewoon are the sentences of a plain summary that are about facts.
func gewoon(h p.Historie) []summary.Zin {
	var list []summary.Zin
	for _, d := range summary.Plain(h, op, 0).Delen {
		if d.Kop != summary.KopVragen && d.Kop != summary.KopTelling {
			list = append(list, d.Zinnen...)
		}
	}
	return list
}

// Every sentence of the plain summary passes: what is said without a model can be said
// with one, and the two can be compared.
func TestToetsPlain(t *testing.T) {
	check := func(t rapid.TB, h p.Historie) {
		h = verborgen(h)
		checker := summary.NieuweToetser(summary.Feiten(h, op), op)
		for _, z := range gewoon(h) {
			got := checker.Toets(z.Text, z.Feiten)
			if !got.Goed || len(got.Zegt) == 0 {
				t.Errorf("%v: %q %v", got, z.Text, z.Feiten)
			}
			for _, id := range z.Feiten {
				if !slices.ContainsFunc(got.Zegt, func(b summary.Bewering) bool { return b.Feit == id }) {
					t.Errorf("%q says nothing of %s", z.Text, id)
				}
			}
			if got := checker.Toets(strings.TrimSuffix(z.Text, "."), z.Feiten); got.Goed {
				t.Errorf("without its end it passes: %q", z.Text)
			}
		}
	}
	t.Run("TR-3 the sample list", func(t *testing.T) {
		for _, h := range voorbeeld(t) {
			check(t, h)
		}
	})
	t.Run("TR-3 any history", rapid.MakeCheck(func(t *rapid.T) {
		for _, h := range p.Geschiedenis(trek(t)) {
			check(t, h)
		}
	}))
}

// voorbeeldgeschiedenis is the history that the examples are about.
func voorbeeldgeschiedenis() p.Historie {
	row := func(vorm, wie, start, eind string, change func(*p.Levering)) p.Levering {
		l := p.Levering{Jeugdige: "J1", Hulpvorm: vorm, Aanbieder: "aanbieder " + wie, Start: dag(start), Eind: dag(eind)}
		change(&l)
		return l
	}
	return p.Geschiedenis([]p.Levering{
		row("02", "A", "2021-02-01", "2021-07-31", func(l *p.Levering) { l.Reden, l.Resultaat, l.Aanleiding = "02", p.DeelsGeholpen, "opvoedvragen" }),
		row("03", "B", "2021-10-01", "2022-06-30", func(l *p.Levering) { l.Reden, l.Resultaat = "01", p.Geholpen }),
		row("02", "C", "2022-03-01", "2022-12-31", func(*p.Levering) {}),
		row("14", "D", "2023-03-15", "2024-08-31", func(l *p.Levering) { l.Reden, l.Resultaat, l.Crisis = "04", p.NietGeholpen, p.Ja }),
		row("11", "E", "2024-09-01", "", func(*p.Levering) {}),
		row("02", "A", "2026-10-01", "", func(l *p.Levering) { l.PauzeSinds = dag("2026-11-01") }),
		row("12", "G", "2026-12-01", "", func(*p.Levering) {}),
		row("", "F", "2024-09-01", "", func(l *p.Levering) { l.Productcategorie = "42" }),
		row("03", "B", "", "", func(l *p.Levering) { l.ToegewezenVan = dag("2027-01-01") }),
	})[0]
}

// Every form of the page is understood; and with another id, or on another history, it
// is dropped.
func TestToetsvormen(t *testing.T) {
	checker := summary.NieuweToetser(summary.Feiten(voorbeeldgeschiedenis(), op), op)
	other := summary.NieuweToetser(summary.Feiten(historie(t, p.Levering{Hulpvorm: "13", Start: dag("2020-01-01")}), op), op)
	for _, form := range toetsvormen {
		t.Run("TR-3 "+form.voorbeeld, func(t *testing.T) {
			if got := checker.Toets(form.voorbeeld, form.feiten); !got.Goed {
				t.Errorf("dropped: %s", got.Waarom)
			}
			for _, ids := range [][]string{nil, {"T99"}, append([]string{"G1", "T2", "O1"}, form.feiten...), form.feiten[1:]} {
				if checker.Toets(form.voorbeeld, ids).Goed {
					t.Errorf("it passes with %v", ids)
				}
			}
			if other.Toets(form.voorbeeld, form.feiten).Goed {
				t.Error("it passes on another history")
			}
		})
	}
}

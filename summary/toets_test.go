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

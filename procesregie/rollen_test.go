package procesregie

import (
	"strings"
	"testing"
)

func TestMagCasusregisseur(t *testing.T) {
	cases := []struct {
		rule, text string
		want       Answer
	}{
		{"RO-1", "Jeugd- en gezinswerker", Nee},
		{"RO-1", "jeugd en gezinswerkers", Nee},
		{"RO-1", "Sanne, jeugd-/gezinswerker", Nee},
		{"RO-1", "multiprobleem-regisseur", Nee},
		{"RO-1", "Multi Problem Regisseur", Nee},
		{"RO-1", "MP-regisseur", Nee},
		{"RO-1", "Wmo-consulent", Nee},
		{"RO-1", "Wmo consulenten", Nee},
		{"RO-1", "Karin, consulent WMO, Voorbeeldstad", Nee},
		{"RO-1", "jongerenwerker en Wmo-consulent", Nee},
		{"RO-1", "sociaal werker Wmo", Ja},
		{"RO-1", "Wmo-sociaal werker", Ja},
		{"RO-1", "jongerenwerker", Ja},
		{"RO-1", "De pedagoog", Ja},
		{"RO-1", "pedagogen", Ja},
		{"RO-1", "relatie- en echtscheidingsspecialist", Ja},
		{"RO-1", "mantelzorgondersteuner", Ja},
		{"RO-2", "ambulant hulpverlener, De Linde", Onbekend},
		{"RO-2", "orthopedagoog, De Linde", Onbekend},
		{"RO-2", "jeugdconsulent", Onbekend},
		{"RO-2", "", Onbekend},
	}
	for _, c := range cases {
		t.Run(c.rule+" "+c.text, func(t *testing.T) {
			got, why := MagCasusregisseur(c.text)
			if got != c.want || why.Regel != c.rule {
				t.Errorf("got %v by %s, want %v by %s", got, why.Regel, c.want, c.rule)
			}
			if !strings.HasSuffix(why.Uitleg, ".") {
				t.Errorf("no sentence: %q", why.Uitleg)
			}
		})
	}
}

func TestOpschaling(t *testing.T) {
	t.Run("SI-1 the casusregisseur first, then the procesregisseur", func(t *testing.T) {
		steps := Opschaling()
		handed := false
		for _, step := range steps {
			if step.Wie == "procesregisseur" {
				handed = true
			} else if handed {
				t.Errorf("%q comes after the procesregisseur", step.Wat)
			}
		}
		if !handed || steps[0].Wie != "casusregisseur" {
			t.Errorf("the ladder is %v", steps)
		}
	})
	t.Run("SI-1 every step", func(t *testing.T) {
		all := ""
		for _, step := range Opschaling() {
			all += step.Wat + "\n"
		}
		for _, word := range []string{"gezin", "procesregisseur", "gedragswetenschapper", "meldcode", "groot overleg", "indicatie", "jeugdbeschermingstafel"} {
			if !strings.Contains(all, word) {
				t.Errorf("the ladder does not name %s", word)
			}
		}
	})
}

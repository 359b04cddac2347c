package procesregie

import (
	"slices"
	"strings"
	"testing"
)

var mpvKeys = []string{"economisch", "cultureel", "normatief", "psychosociaal", "regievoering"}

func mpvOracle(a map[string]bool) bool {
	n := 0
	for _, yes := range a {
		if yes {
			n++
		}
	}
	return n >= 4
}

func TestMPVolwassenenTruthTable(t *testing.T) {
	for _, p := range []Profiel{loadProfiel(t, "standaard"), {}} {
		t.Run("MPV-2 all 243 ways to answer "+p.Naam, func(t *testing.T) {
			eachAnswers(mpvKeys, func(answers map[string]Answer) {
				u := MPVolwassenen(answers, p)
				checkUitslag(t, u, answers, mpvKeys, mpvOracle)
				if u.Meldcode || u.Crisis || len(u.Grond) != 1 {
					t.Fatalf("%v: %+v", answers, u)
				}
			})
		})
	}
	p := loadProfiel(t, "standaard")
	t.Run("MPV-3 a remark exactly when MP without regievoering", func(t *testing.T) {
		eachAnswers(mpvKeys, func(answers map[string]Answer) {
			u := MPVolwassenen(answers, p)
			want := u.Uitkomst == MP && answers["regievoering"] != Ja
			if got := len(u.Opmerkingen) == 1 && u.Opmerkingen[0].Regel == "MPV-3"; got != want {
				t.Fatalf("%v: remarks %v", answers, u.Opmerkingen)
			}
		})
	})
}

func TestMPVolwassenen(t *testing.T) {
	p := loadProfiel(t, "zo")
	t.Run("MPV-1 four of five fields and 17 factors", func(t *testing.T) {
		var factors []int
		for _, f := range p.MPVolwassenen.Velden {
			factors = append(factors, len(f.Kenmerken))
		}
		if p.MPVolwassenen.Minimaal != 4 || !slices.Equal(factors, []int{3, 5, 3, 3, 3}) {
			t.Errorf("%d of %v", p.MPVolwassenen.Minimaal, factors)
		}
	})
	t.Run("MPV-1 the number is the profile's", func(t *testing.T) {
		own := p
		own.MPVolwassenen.Minimaal = 2
		u := MPVolwassenen(map[string]Answer{"economisch": Ja, "regievoering": Ja}, own)
		if u.Uitkomst != MP || !slices.Equal(u.Beslissend, []string{"economisch", "regievoering"}) {
			t.Errorf("%s by %v", u.Uitkomst, u.Beslissend)
		}
	})
	t.Run("MPV-3 a crisis is no shortcut", func(t *testing.T) {
		if u := MPVolwassenen(map[string]Answer{"crisis": Ja, "acuut": Ja}, p); u.Uitkomst != Twijfel || u.Crisis || u.Meldcode {
			t.Errorf("%+v", u)
		}
	})
	t.Run("MPV-4 the reply names fields, never factors", func(t *testing.T) {
		u := MPVolwassenen(map[string]Answer{"economisch": Ja, "cultureel": Ja, "normatief": Ja, "psychosociaal": Ja}, p)
		for _, f := range p.MPVolwassenen.Velden {
			for _, k := range f.Kenmerken {
				if strings.Contains(u.Grond[0].Uitleg, k) {
					t.Errorf("names %q", k)
				}
			}
		}
	})
	t.Run("MPV-4 neutral wording, never ethnicity", func(t *testing.T) {
		text, _ := ProfielBestand("standaard")
		for _, word := range []string{"allochto", "autochto", "etnisch", "afkomst", "migrant", "ras "} {
			if strings.Contains(strings.ToLower(string(text)), word) {
				t.Errorf("the profile says %q", word)
			}
		}
	})
}

package procesregie

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// eachVragen calls f for all 729 ways to answer the six questions.
func eachVragen(f func(NiveauVragen)) {
	for n := range 729 {
		digit := func() int { d := n % 3; n /= 3; return d }
		f(NiveauVragen{
			Samenhang: Answer(digit()), Veiligheid: Answer(digit()), Voorwaarden: Answer(digit()), OVV: Answer(digit()),
			Domeinen: DomeinAnswer(digit()), Aanbieder: Answer(digit()),
		})
	}
}

// fits reports whether full, in which nothing is unknown, is a way to fill in v.
func fits(full, v NiveauVragen) bool {
	same := func(f, a Answer) bool { return f != Onbekend && (a == Onbekend || a == f) }
	return same(full.Samenhang, v.Samenhang) && same(full.Veiligheid, v.Veiligheid) && same(full.Voorwaarden, v.Voorwaarden) &&
		same(full.OVV, v.OVV) && same(full.Aanbieder, v.Aanbieder) &&
		full.Domeinen != OnbekendDomein && (v.Domeinen == OnbekendDomein || v.Domeinen == full.Domeinen)
}

// vraagValue reads an answer by its key as text.
func vraagValue(v NiveauVragen, key string) string {
	switch key {
	case "samenhang":
		return v.Samenhang.String()
	case "veiligheid":
		return v.Veiligheid.String()
	case "voorwaarden":
		return v.Voorwaarden.String()
	case "ovv":
		return v.OVV.String()
	case "domeinen":
		return v.Domeinen.String()
	}
	return v.Aanbieder.String()
}

// niveauTables are RN-5 for known answers, per profile, written down once more: the
// answers that matter, in the order of the questions.
var niveauTables = map[string]func(v NiveauVragen) string{
	"standaard": func(v NiveauVragen) string {
		if v.Voorwaarden == Ja {
			if v.OVV == Ja {
				return "VPR"
			}
			return "intensief"
		}
		if v.Veiligheid == Ja {
			return "intensief"
		}
		if v.Domeinen == MeerDomeinen {
			return "basis"
		}
		if v.Samenhang == Ja {
			return "licht"
		}
		return ""
	},
	"zo": func(v NiveauVragen) string {
		switch {
		case v.Voorwaarden == Ja || v.Veiligheid == Ja:
			return "intensief"
		case v.Domeinen == MeerDomeinen:
			return "basis"
		case v.Samenhang == Ja:
			return "licht"
		}
		return ""
	},
	"gooise-meren": func(v NiveauVragen) string {
		if v.Voorwaarden == Ja && v.OVV == Ja {
			return "VPR"
		}
		return "PR"
	},
	"utrecht-west": func(v NiveauVragen) string {
		if v.Voorwaarden == Ja || v.Veiligheid == Ja || v.Domeinen == MeerDomeinen || v.Samenhang == Ja {
			return "PR"
		}
		return ""
	},
}

// niveauOracle fills in the unknown answers in every way and reads the table.
func niveauOracle(v NiveauVragen, naam string, all []NiveauVragen) (niveau string, open []string) {
	table := niveauTables[naam]
	var ways []NiveauVragen
	found := map[string]bool{}
	for _, full := range all {
		if fits(full, v) {
			ways = append(ways, full)
			found[table(full)] = true
		}
	}
	if len(found) == 1 {
		return table(ways[0]), nil
	}
	for _, key := range []string{"veiligheid", "voorwaarden", "ovv", "domeinen", "samenhang", "aanbieder"} {
		if differsOnlyBy(ways, key, table) {
			open = append(open, key)
		}
	}
	guess := v
	if guess.Samenhang == Onbekend {
		guess.Samenhang = Ja
	}
	niveau = table(guess)
	if v.Veiligheid == Onbekend && (niveau == "" || niveau == "licht") {
		niveau = map[string]string{"standaard": "basis", "zo": "basis", "utrecht-west": "PR"}[naam]
	}
	return niveau, open
}

// differsOnlyBy reports whether two ways that differ in this answer alone give
// different levels.
func differsOnlyBy(ways []NiveauVragen, key string, table func(NiveauVragen) string) bool {
	first := map[string]string{}
	for _, w := range ways {
		rest := ""
		for _, k := range []string{"veiligheid", "voorwaarden", "ovv", "domeinen", "samenhang", "aanbieder"} {
			if k != key {
				rest += vraagValue(w, k) + " "
			}
		}
		if seen, ok := first[rest]; ok && seen != table(w) {
			return true
		}
		first[rest] = table(w)
	}
	return false
}

func TestRegieNiveauTruthTable(t *testing.T) {
	var all []NiveauVragen
	eachVragen(func(v NiveauVragen) {
		if fits(v, NiveauVragen{}) {
			all = append(all, v)
		}
	})
	for _, naam := range Profielen() {
		p := loadProfiel(t, naam)
		t.Run("RN-5 all 729 ways to answer, "+naam, func(t *testing.T) {
			eachVragen(func(v NiveauVragen) {
				a := RegieNiveau(v, p)
				niveau, open := niveauOracle(v, naam, all)
				if string(a.Niveau) != niveau || a.Voorlopig != (len(open) > 0) || !slices.Equal(a.Vraag, open) {
					t.Fatalf("%+v: %s, voorlopig %v, asks %v; want %s, %v", v, a.Niveau, a.Voorlopig, a.Vraag, niveau, open)
				}
				if len(a.Vraag) > 0 && v.Veiligheid == Onbekend && slices.Contains(a.Vraag, "veiligheid") && a.Vraag[0] != "veiligheid" {
					t.Fatalf("%+v: asks %v, safety not first", v, a.Vraag)
				}
			})
		})
		t.Run("RN-5 the provider never changes the level, "+naam, func(t *testing.T) {
			eachVragen(func(v NiveauVragen) {
				a := RegieNiveau(v, p)
				v.Aanbieder = Nee
				b := RegieNiveau(v, p)
				if a.Niveau != b.Niveau || !slices.Equal(a.Vraag, b.Vraag) || !noted(b, "Er is nog geen aanbieder") {
					t.Fatalf("%+v: %s and %s, %v", v, a.Niveau, b.Niveau, b.Opmerkingen)
				}
				v.Aanbieder = Ja
				if noted(RegieNiveau(v, p), "Er is nog geen aanbieder") {
					t.Fatalf("%+v: a note without reason", v)
				}
			})
		})
		t.Run("RN-4 bring to the OVV exactly when conditions lack the kernbesluit, "+naam, func(t *testing.T) {
			eachVragen(func(v NiveauVragen) {
				a := RegieNiveau(v, p)
				want := v.Voorwaarden == Ja && v.OVV != Ja && p.has(VPR)
				if a.NaarOVV != want || noted(a, "Tot het kernbesluit van het OVV") != want {
					t.Fatalf("%+v: %v, %v", v, a.NaarOVV, a.Opmerkingen)
				}
			})
		})
		t.Run("RN-0 every advice has reasons that exist and says who decides, "+naam, func(t *testing.T) {
			eachVragen(func(v NiveauVragen) {
				a := RegieNiveau(v, p)
				if len(a.Grond) < 2 || !strings.Contains(a.Besluit, "gedragswetenschapper") {
					t.Fatalf("%+v: %+v", v, a)
				}
				for _, g := range append(slices.Clone(a.Grond), a.Opmerkingen...) {
					if _, ok := FindRule(g.Regel); !ok || !strings.HasSuffix(g.Uitleg, ".") {
						t.Fatalf("%+v: reason %+v", v, g)
					}
				}
			})
		})
	}
}

func noted(a NiveauAdvies, text string) bool {
	return slices.ContainsFunc(a.Opmerkingen, func(g Grond) bool { return strings.Contains(g.Uitleg, text) })
}

func TestRegieNiveau(t *testing.T) {
	known := NiveauVragen{Nee, Nee, Nee, Nee, EenDomein, Ja}
	set := func(change func(*NiveauVragen)) NiveauVragen { v := known; change(&v); return v }
	cases := []struct {
		name      string
		v         NiveauVragen
		want      Niveau
		voorlopig bool
		rule      string
	}{
		{"RN-0 none applies", known, Geen, false, "RN-0"},
		{"RN-1 connected needs", set(func(v *NiveauVragen) { v.Samenhang = Ja }), Licht, false, "RN-1"},
		{"RN-2 several domains, without samenhang", set(func(v *NiveauVragen) { v.Domeinen = MeerDomeinen }), Basis, false, "RN-2"},
		{"RN-3 safety stands above domains", set(func(v *NiveauVragen) { v.Veiligheid, v.Domeinen = Ja, MeerDomeinen }), Intensief, false, "RN-3"},
		{"RN-4 conditions and kernbesluit", set(func(v *NiveauVragen) { v.Voorwaarden, v.OVV = Ja, Ja }), VPR, false, "RN-4"},
		{"RN-4 conditions without kernbesluit", set(func(v *NiveauVragen) { v.Voorwaarden = Ja }), Intensief, false, "RN-4"},
		{"RN-4 kernbesluit alone is not enough", set(func(v *NiveauVragen) { v.OVV = Ja }), Geen, false, "RN-0"},
		{"RN-5 nothing is known", NiveauVragen{}, Basis, true, "RN-5"},
		{"RN-5 unknown safety is never lighter than basis", set(func(v *NiveauVragen) { v.Veiligheid = Onbekend }), Basis, true, "RN-5"},
		{"RN-5 unknown samenhang counts as ja", set(func(v *NiveauVragen) { v.Samenhang = Onbekend }), Licht, true, "RN-1"},
		{"RN-5 what cannot change it is not asked", set(func(v *NiveauVragen) { v.Veiligheid, v.Samenhang, v.Domeinen = Ja, Onbekend, OnbekendDomein }), Intensief, false, "RN-3"},
	}
	p := loadProfiel(t, "standaard")
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := RegieNiveau(c.v, p)
			if a.Niveau != c.want || a.Voorlopig != c.voorlopig || a.Grond[0].Regel != c.rule {
				t.Errorf("%s, voorlopig %v, by %+v", a.Niveau, a.Voorlopig, a.Grond)
			}
		})
	}
	t.Run("RN-0 remarks of ALG and GM under standaard only", func(t *testing.T) {
		for _, naam := range Profielen() {
			a := RegieNiveau(known, loadProfiel(t, naam))
			if noted(a, "In Gooise Meren") != (naam == "standaard") {
				t.Errorf("%s: %v", naam, a.Opmerkingen)
			}
		}
	})
	t.Run("RN-0 everybody in GM", func(t *testing.T) {
		if a := RegieNiveau(known, loadProfiel(t, "gooise-meren")); a.Niveau != PR || a.Voorlopig || a.Grond[0].Regel != "RN-0" {
			t.Errorf("%+v", a)
		}
	})
	t.Run("RN-3 zo knows no VPR and points at the table", func(t *testing.T) {
		a := RegieNiveau(set(func(v *NiveauVragen) { v.Voorwaarden, v.OVV = Ja, Ja }), loadProfiel(t, "zo"))
		if a.Niveau != Intensief || a.NaarOVV || !noted(a, "jeugdbeschermingstafel") {
			t.Errorf("%+v", a)
		}
	})
	t.Run("RN-1 the maximum is said, with its source", func(t *testing.T) {
		a := RegieNiveau(set(func(v *NiveauVragen) { v.Samenhang = Ja }), p)
		if !slices.ContainsFunc(a.Grond, func(g Grond) bool { return g.Regel == "RN-1" && strings.Contains(g.Uitleg, "6 maanden") && !g.Eigen }) {
			t.Errorf("%+v", a.Grond)
		}
	})
	t.Run("RN-5 the questions are those that are asked back", func(t *testing.T) {
		var keys []string
		for _, q := range NiveauVragenlijst() {
			keys = append(keys, q.Sleutel)
		}
		for _, key := range append(RegieNiveau(NiveauVragen{}, p).Vraag, "aanbieder") {
			if !slices.Contains(keys, key) {
				t.Errorf("no question %s", key)
			}
		}
	})
	t.Run("RN-5 a profile of its own levels", func(t *testing.T) {
		for levels, want := range map[string]string{"basis intensief": "basis", "licht intensief": "licht", "licht": "licht", "basis VPR": "basis"} {
			own := Profiel{}
			for _, n := range strings.Fields(levels) {
				own.Niveaus = append(own.Niveaus, Niveau(n))
			}
			if a := RegieNiveau(set(func(v *NiveauVragen) { v.Samenhang = Ja }), own); string(a.Niveau) != want {
				t.Errorf("%s: %s", levels, a.Niveau)
			}
			heavy := RegieNiveau(set(func(v *NiveauVragen) { v.Veiligheid = Ja }), own)
			if heavy.Niveau == VPR || heavy.Niveau == Geen {
				t.Errorf("%s: safety gives %s", levels, heavy.Niveau)
			}
		}
	})
}

func TestParseDomein(t *testing.T) {
	for word, want := range map[string]string{"een": "een", "Één": "een", "meer": "meer", "MEERDERE": "meer", "onbekend": "onbekend", "?": "onbekend"} {
		if d, ok := ParseDomein(word); !ok || d.String() != want {
			t.Errorf("%s: %v, %v", word, d, ok)
		}
	}
	for _, word := range []string{"", "ja", "nee", "twee en meer", "geen"} {
		if d, ok := ParseDomein(word); ok {
			t.Errorf("%q is read as %v", word, d)
		}
	}
	if fmt.Sprint(MeerDomeinen) != "meer" {
		t.Error("String is not used")
	}
}

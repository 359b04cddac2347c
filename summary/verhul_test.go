package summary

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/procesregie"
)

func TestLetters(t *testing.T) {
	for i, want := range map[int]string{0: "A", 1: "B", 25: "Z", 26: "AA", 27: "AB", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := letters(i); got != want {
			t.Errorf("letters(%d) = %s, want %s", i, got, want)
		}
	}
}

func TestTerug(t *testing.T) {
	n := namen{"Oost", "Zorg aanbieder A & Zn", "$1 ${0} \\1", "onbekende aanbieder (AGB 12345678)"}
	for len(n) < 30 {
		n = append(n, fmt.Sprintf("Praktijk %d", len(n)))
	}
	for text, want := range map[string]string{
		"Traject 1 was bij aanbieder A.":  "Traject 1 was bij Oost.",
		"Traject 1 was bij aanbieder AA.": "Traject 1 was bij Praktijk 26.",
		"aanbieder B en aanbieder A":      "Zorg aanbieder A & Zn en Oost",
		"Bij aanbieder C.":                "Bij $1 ${0} \\1.",
		"Aanbieder D gaf daghulp.":        "Onbekende aanbieder (AGB 12345678) gaf daghulp.",
		"aanbieders A, B en AA":           "Oost, Zorg aanbieder A & Zn en Praktijk 26",
		"Aanbieders A en AC":              "Oost en Praktijk 28",
		"door de aanbieder. Een crisis":   "door de aanbieder. Een crisis",
		"door de aanbieder":               "door de aanbieder",
		"een onbekende aanbieder":         "een onbekende aanbieder",
		"niets":                           "niets",
		"aanbieder ZZ":                    "", // stands for nobody
		"aanbieder AAAA":                  "",
		"aanbieder a":                     "",
		"Aanbieder  A":                    "", // not as it was given
		"aanbieders A":                    "",
		"AANBIEDER A":                     "",
		"aanbieders A, B en ZZ":           "",
		"Bij aanbieder A en aanbieder ZZ, en aanbieder B": "",
	} {
		got, ok := n.terug(text)
		if ok != (want != "") || ok && got != want {
			t.Errorf("terug(%q) = %q, %t; want %q", text, got, ok, want)
		}
	}
}

// Whatever the providers are called and however many there are: what goes out names none,
// and comes back as it was.
func TestVerhul(t *testing.T) {
	t.Run("TR-3 the same plain sentences, with other names", rapid.MakeCheck(func(t *rapid.T) {
		h, secrets := trekGeheimen(t, 30)
		op := procesregie.Date{Year: 2026, Month: 11, Day: 13}
		hidden, names := verhul(h)
		plain, other := Plain(h, op, 0), Plain(hidden, op, 0)
		if len(plain.Delen) != len(other.Delen) || plain.Verwerkt != other.Verwerkt {
			t.Fatalf("%d parts became %d", len(plain.Delen), len(other.Delen))
		}
		for i, d := range plain.Delen {
			for j, z := range d.Zinnen {
				hid := other.Delen[i].Zinnen[j]
				back, ok := names.terug(hid.Text)
				if !ok || back != z.Text || !slices.Equal(hid.Feiten, z.Feiten) {
					t.Fatalf("%q became %q, and back %q", z.Text, hid.Text, back)
				}
				for _, secret := range secrets {
					if strings.Contains(hid.Text, secret) {
						t.Fatalf("%s is in %q", secret, hid.Text)
					}
				}
			}
		}
	}))
	t.Run("TR-3 the history itself stays as it is", rapid.MakeCheck(func(t *rapid.T) {
		h, _ := trekGeheimen(t, 30)
		before := fmt.Sprintf("%#v", h)
		verhul(h)
		if after := fmt.Sprintf("%#v", h); after != before {
			t.Fatalf("%s\n%s", before, after)
		}
	}))
}

// Nothing of who it is about leaves without free text; nor with it, where that is planted.
func TestVerzoekZegtNiets(t *testing.T) {
	t.Run("TR-3 no secret is in a request", rapid.MakeCheck(func(t *rapid.T) {
		h, secrets := trekGeheimen(t, 30)
		v := Vraag{Historie: h, Op: procesregie.Date{Year: 2026, Month: 11, Day: 13}, VrijeTekst: rapid.Bool().Draw(t, "vrij"), Verberg: []string{"Kevin Jansen"}}
		text := feitenVoorModel(v)
		for _, secret := range append(secrets, "J77", "Kevin", "Jansen", "999900006") {
			if strings.Contains(text, secret) {
				t.Fatalf("%s is in %s", secret, text)
			}
		}
		if strings.Contains(text, "ruzie thuis") && !v.VrijeTekst {
			t.Fatalf("free text is in %s", text)
		}
	}))
}

// trekGeheimen draws a history of at most so many rows in which every name and number can be found again.
func trekGeheimen(t *rapid.T, meest int) (h procesregie.Historie, secrets []string) {
	n := rapid.IntRange(1, meest).Draw(t, "rijen")
	var rows []procesregie.Levering
	for i := range n {
		l := procesregie.Levering{
			Jeugdige: "J77", Hulpvorm: rapid.SampledFrom([]string{"", "02", "14"}).Draw(t, "vorm"), Productcategorie: rapid.SampledFrom([]string{"42", "45"}).Draw(t, "categorie"),
			Productcode: fmt.Sprintf("P%05d", i), Toewijzing: fmt.Sprintf("W%05d", i), ToegewezenVan: procesregie.Date{Year: 2026, Month: 1, Day: 1},
			Aanleiding: rapid.SampledFrom([]string{"", "ruzie thuis", "Kevin Jansen sloeg", "bsn 999900006"}).Draw(t, "aanleiding"), Waardoor: rapid.SampledFrom([]string{"", "door Kevin"}).Draw(t, "waardoor"),
		}
		secrets = append(secrets, l.Productcode, l.Toewijzing)
		if rapid.Bool().Draw(t, "naam") {
			l.Aanbieder = fmt.Sprintf("Gezinshuis Q%05d", rapid.IntRange(0, 35).Draw(t, "aanbieder"))
			secrets = append(secrets, l.Aanbieder)
		}
		if l.Aanbieder == "" || rapid.Bool().Draw(t, "agb") {
			l.AGB = fmt.Sprintf("8%07d", rapid.IntRange(0, 9).Draw(t, "nummer"))
			secrets = append(secrets, l.AGB)
		}
		if rapid.IntRange(0, 5).Draw(t, "gestart") > 0 {
			l.Start = procesregie.Date{Year: 2024, Month: 1, Day: 1}.AddDays(rapid.IntRange(0, 900).Draw(t, "start"))
			l.Crisis = procesregie.Answer(rapid.IntRange(0, 2).Draw(t, "crisis"))
			l.Resultaat = rapid.SampledFrom(append([]string{""}, procesregie.Resultaten...)).Draw(t, "resultaat")
			switch rapid.IntRange(0, 2).Draw(t, "eindigt") {
			case 0:
				l.Eind = l.Start.AddDays(rapid.IntRange(0, 200).Draw(t, "dagen"))
				l.Reden = rapid.SampledFrom([]string{"", "01", "02", "03", "04", "05"}).Draw(t, "reden")
				l.RedenAfgeleid = l.Reden != "" && rapid.Bool().Draw(t, "afgeleid")
			case 1:
				l.PauzeSinds = l.Start.AddDays(rapid.IntRange(0, 200).Draw(t, "pauze"))
			}
		}
		rows = append(rows, l)
	}
	return procesregie.Geschiedenis(rows)[0], secrets
}

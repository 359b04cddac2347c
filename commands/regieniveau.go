package commands

import (
	"fmt"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

var regieNiveau = Command{
	Name: "regie-niveau", Short: "welk niveau van procesregie past hier?",
	Subs: []Sub{{
		Short: "advies over het niveau", Title: "Niveau van procesregie", Answers: true,
		Example: "regie-niveau samenhang=ja veiligheid=nee voorwaarden=nee ovv=nee domeinen=meer aanbieder=ja",
		Fields:  niveauVelden, Run: niveauAdvies,
	}},
}

func niveauVelden(*Call) []Veld {
	var fields []Veld
	for _, d := range procesregie.NiveauVragenlijst() {
		v := Veld{Naam: d.Sleutel, Label: d.Naam, Hint: d.Vraag, Soort: soortAntwoord, Optional: true}
		if d.Sleutel == "domeinen" {
			v.Soort, v.Keuzes = soortKeuze, []string{"een", "meer", "onbekend"}
		}
		fields = append(fields, v)
	}
	zaak := zaakVeld()
	zaak.Optional = true
	return append(fields, zaak)
}

func niveauAdvies(c *Call) (Reply, error) {
	var k procesregie.Casus
	if c.Has("zaak") {
		var err error
		if k, err = c.eigen(); err != nil {
			return Reply{}, err
		}
	}
	domains, _ := procesregie.ParseDomein(c.Text("domeinen"))
	a := procesregie.RegieNiveau(procesregie.NiveauVragen{
		Samenhang: c.Answer("samenhang"), Veiligheid: c.Answer("veiligheid"), Voorwaarden: c.Answer("voorwaarden"),
		OVV: c.Answer("ovv"), Aanbieder: c.Answer("aanbieder"), Domeinen: domains,
	}, c.Praktijk.Profiel)
	r := say(niveauHead(a), procesregie.Waarom(mainReasons(a)), niveauRemarks(a), a.Besluit)
	if a.Voorlopig {
		c.again = true
		r = r.button("Antwoorden aanvullen", "regie-niveau")
	}
	return niveauButtons(r, a, k), nil
}

// mainReasons leaves the fixed order of the questions to "waarom", unless it explains
// why the advice is provisional; which answers are missing stands in the head.
func mainReasons(a procesregie.NiveauAdvies) []procesregie.Grond {
	return slices.DeleteFunc(slices.Clone(a.Grond), func(g procesregie.Grond) bool { return g == a.Grond[len(a.Grond)-1] })
}

// niveauRemarks gives the criteria of other owners in one line, the other remarks each
// in their own.
func niveauRemarks(a procesregie.NiveauAdvies) string {
	var own []procesregie.Grond
	var others []string
	for _, g := range a.Opmerkingen {
		if g.Regel == "RN-0" {
			others = append(others, g.Uitleg)
		} else {
			own = append(own, g)
		}
	}
	if len(others) > 0 {
		return paragraphsOf(procesregie.Waarom(own), strings.Join(others, " ")+" (regel RN-0)")
	}
	return procesregie.Waarom(own)
}

func niveauHead(a procesregie.NiveauAdvies) string {
	switch {
	case a.Voorlopig:
		return fmt.Sprintf("**Voorlopig: %s**. Zoek nog uit: %s.", a.Niveau.Dutch(), procesregie.List(withCapitals(a.Vraag)))
	case a.Niveau == procesregie.Geen:
		return "**Geen procesregie**. De inwoner houdt zelf de regie."
	case a.NaarOVV:
		return fmt.Sprintf("**Niveau: %s**. Breng de casus in bij het OVV.", a.Niveau)
	default:
		return fmt.Sprintf("**Niveau: %s**", a.Niveau)
	}
}

// withCapitals writes the keys of questions as people read them.
func withCapitals(keys []string) []string {
	var list []string
	for _, k := range keys {
		if k == "ovv" {
			k = "OVV"
		}
		list = append(list, k)
	}
	return list
}

func niveauButtons(r Reply, a procesregie.NiveauAdvies, k procesregie.Casus) Reply {
	switch {
	case a.Niveau == procesregie.Geen:
		return r
	case k.Zaaknummer == "" && a.Niveau == procesregie.VPR:
		return r.button("VPR starten", "vpr start").button("Casus openen", "casus nieuw")
	case k.Zaaknummer == "":
		return r.button("Casus openen", "casus nieuw niveau="+string(a.Niveau)).button("Niveau vastleggen", "casus niveau naar="+string(a.Niveau))
	case a.Niveau == procesregie.VPR:
		return r.button("VPR starten", "vpr start zaak="+k.Zaaknummer)
	case a.Niveau != k.Niveau():
		return r.button("Niveau vastleggen", "casus niveau zaak="+k.Zaaknummer+" naar="+string(a.Niveau))
	}
	return r.button("Casus bekijken", "casus toon zaak="+k.Zaaknummer)
}

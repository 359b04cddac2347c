package summary

import (
	"cmp"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// eindeWoorden are words for how help ended, and the codes of which one must be recorded.
type eindeWoorden struct {
	woorden []string
	codes   []string
}

// eindes are all words for how help ended; gestopt are the ones with the verb in them.
var (
	eindes  = leesEindes()
	gestopt = leesGestopt()

	eindeLijsten = map[string][]eindeWoorden{"EINDE": eindes, "GESTOPT": gestopt}
)

func leesEindes() []eindeWoorden {
	early := []string{"02", "03", "04", "05"}
	list := []eindeWoorden{
		{[]string{"volgens", "plan"}, []string{"01"}},
		{[]string{"niet", "volgens", "plan"}, early},
	}
	for _, words := range []string{"eerder dan gepland", "voortijdig"} {
		list = append(list, eindeWoorden{strings.Fields(words), early}, eindeWoorden{strings.Fields("niet " + words), []string{"01"}})
		for _, code := range early {
			by := waardoor(code)
			if words == "voortijdig" { // "eerder dan gepland door de aanbieder": who planned, or who stopped?
				list = append(list, eindeWoorden{strings.Fields(words + " " + by), []string{code}})
			}
			for _, both := range []string{words + " , " + by, words + " ( " + by + " )", by + " " + words} {
				list = append(list, eindeWoorden{strings.Fields(both), []string{code}})
			}
		}
	}
	return list
}

func leesGestopt() []eindeWoorden {
	var list []eindeWoorden
	for _, code := range []string{"02", "03", "04", "05"} {
		for _, words := range []string{"eerder dan gepland gestopt ", "eerder dan gepland geëindigd ", "voortijdig gestopt ", "voortijdig geëindigd "} {
			list = append(list, eindeWoorden{strings.Fields(words + waardoor(code)), []string{code}}, eindeWoorden{strings.Fields(words + ", " + waardoor(code)), []string{code}})
		}
	}
	return list
}

func (b blik) einde() bool { return slices.Contains(b.v.einde, b.f.Traject.Reden) }

func (b blik) eindeOp() bool { return b.einde() && b.eind() }

// zegtEinde is what the words of an end say: "eerder dan gepland" alone does not say who
// ended it.
func zegtEinde(v vangst) []Aspect {
	switch {
	case len(v.einde) > 1:
		return []Aspect{AspectVroeg}
	case v.einde[0] == "01":
		return []Aspect{AspectEinde}
	}
	return []Aspect{AspectEinde, AspectVroeg}
}

// eindegezegden say how trajectories that are over ended.
var eindegezegden = []trajectvorm{
	{"eindigde|stopte/eindigden|stopten EINDE", voorbij, nil, blik.einde},
	{"is/zijn EINDE gestopt|geëindigd", voorbij, nil, blik.einde},
	{"is/zijn GESTOPT", voorbij, nil, blik.einde},
	{"werd/werden EINDE gestopt|beëindigd", voorbij, nil, blik.einde},
	{"liep/liepen EINDE af", voorbij, nil, blik.einde},
	{"eindigde|stopte/eindigden|stopten op DAG [,] EINDE", voorbij, zegtEind, blik.eindeOp},
	{"eindigde|stopte/eindigden|stopten EINDE , op DAG", voorbij, zegtEind, blik.eindeOp},
	{"is/zijn op DAG EINDE gestopt|geëindigd", voorbij, zegtEind, blik.eindeOp},
}

// eindeRegels makes rules of the words of an end, which a sentence about its source can follow.
func eindeRegels() []regel {
	var list []regel
	for _, t := range eindegezegden {
		for _, r := range t.regels() {
			inner := t
			r.na, r.gezegde = AspectEinde, true
			r.zegt = func(k kennis, v vangst) []claim {
				aspects := slices.Concat(inner.zegt, zegtEinde(v))
				return perTraject(aspects, func(b blik) bool { return inner.als(b) && inner.waar(b) })(k, v)
			}
			list = append(list, r)
		}
	}
	return list
}

// aanvullingen are sentences that lean on the one before them.
var aanvullingen = leesAanvullingen()

func leesAanvullingen() []regel {
	list := bouw([]trajectvorm{
		{". die reden is afgeleid uit het bericht van de aanbieder", voorbij, []Aspect{AspectAfgeleid}, blik.afgeleid},
		{"( [die reden is] afgeleid uit het bericht van de aanbieder )", voorbij, []Aspect{AspectAfgeleid}, blik.afgeleid},
	})
	for i := range list {
		list[i].na = AspectEinde
	}
	return list
}

// resultaat makes a condition of a result; "" is one that is not recorded.
func resultaat(want string) func(blik) bool {
	return func(b blik) bool { return begonnen(b) && b.f.Traject.Resultaat == want }
}

var (
	zegtResultaat  = []Aspect{AspectResultaat}
	zegtAanleiding = []Aspect{AspectAanleiding}
)

// resultaatgezegden say whether trajectories helped.
var resultaatgezegden = []trajectvorm{
	{"heeft/hebben geholpen", begonnen, zegtResultaat, resultaat(procesregie.Geholpen)},
	{"heeft/hebben deels|gedeeltelijk geholpen", begonnen, zegtResultaat, resultaat(procesregie.DeelsGeholpen)},
	{"heeft/hebben niet geholpen", begonnen, zegtResultaat, resultaat(procesregie.NietGeholpen)},
	{"hielp/hielpen", voorbij, zegtResultaat, resultaat(procesregie.Geholpen)},
	{"hielp/hielpen deels|gedeeltelijk", voorbij, zegtResultaat, resultaat(procesregie.DeelsGeholpen)},
	{"hielp/hielpen niet", voorbij, zegtResultaat, resultaat(procesregie.NietGeholpen)},
}

// nietVastgelegd are sentences about what the record does not say.
func nietVastgelegd() []regel {
	list := bouw([]trajectvorm{
		{"hoe WIE eindigde|stopte/eindigden|stopten [,] is niet vastgelegd", voorbij, []Aspect{AspectEinde}, geenReden},
		{"hoe WIE is/zijn geëindigd|gestopt [,] is niet vastgelegd", voorbij, []Aspect{AspectEinde}, geenReden},
		{"de reden van het einde van WIE is niet vastgelegd", voorbij, []Aspect{AspectEinde}, geenReden},
		{"de aanleiding van|voor WIE is niet vastgelegd", altijd, zegtAanleiding, func(b blik) bool { return b.aanleiding() == "" }},
		{"voor|van|bij WIE is geen aanleiding vastgelegd", altijd, zegtAanleiding, func(b blik) bool { return b.aanleiding() == "" }},
		{"de aanleiding van|voor WIE is|was [:] CITAAT", altijd, zegtAanleiding, citeert},
		{"WIE had/hadden als aanleiding [:] CITAAT", altijd, zegtAanleiding, citeert},
	})
	list = append(list, kaal(bouw([]trajectvorm{{"de aanleiding van|voor WIE [:] CITAAT", altijd, zegtAanleiding, citeert}}))...)
	list = append(list, alsLaatste(bouw([]trajectvorm{
		{"het is niet vastgelegd hoe WIE eindigde|stopte/eindigden|stopten", voorbij, []Aspect{AspectEinde}, geenReden},
		{"het is niet vastgelegd hoe WIE is/zijn geëindigd|gestopt", voorbij, []Aspect{AspectEinde}, geenReden},
	}))...)
	for _, result := range []string{"", procesregie.ResultaatOnbekend} {
		word := cmp.Or(result, nietBekend)
		list = append(list, bouw([]trajectvorm{
			{"of WIE hielp/hielpen [,] is " + word, voorbij, zegtResultaat, resultaat(result)},
			{"of WIE helpt/helpen [,] is " + word, loopt, zegtResultaat, resultaat(result)},
			{"of WIE heeft/hebben geholpen [,] is " + word, begonnen, zegtResultaat, resultaat(result)},
			{"het resultaat van WIE is " + word, begonnen, zegtResultaat, resultaat(result)},
		})...)
		list = append(list, alsLaatste(bouw([]trajectvorm{ // what came after "en" could be read as a part of it
			{"het is " + word + " of WIE hielp/hielpen", voorbij, zegtResultaat, resultaat(result)},
			{"het is " + word + " of WIE helpt/helpen", loopt, zegtResultaat, resultaat(result)},
			{"het is " + word + " of WIE heeft/hebben geholpen", begonnen, zegtResultaat, resultaat(result)},
		}))...)
	}
	return list
}

func geenReden(b blik) bool { return b.f.Traject.Reden == "" }

func citeert(b blik) bool { return b.v.citaat != "" && b.v.citaat == b.aanleiding() }

// gezegderegels are the parts that follow on trajectories; zinregels are all other parts
// that a sentence can be made of.
var (
	gezegderegels = slices.Concat(bouwGezegden(gezegden), eindeRegels(), bouwGezegden(resultaatgezegden), lopendGezegden())
	zinregels     = slices.Concat(bouw(zelfstandig), allemaal(vooropgezet), kaal(bouw(label)), nietVastgelegd(), overlapregels(), gatregels(), tellingen(), eerdere(), buitenstaanders())
)

func bouwGezegden(vormen []trajectvorm) []regel {
	list := bouw(vormen)
	for i := range list {
		list[i].gezegde = true
	}
	return list
}

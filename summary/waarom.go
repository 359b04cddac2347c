package summary

import (
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// groepen puts trajectories of which the same is said together, in the order in which it
// is first said.
func (p schrijver) groepen(zegt func(procesregie.Traject) string) [][]Feit {
	var groups [][]Feit
	place := map[string]int{}
	for _, f := range p.van(SoortTraject) {
		key := zegt(f.Traject)
		i, known := place[key]
		if !known {
			i = len(groups)
			place[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], f)
	}
	return groups
}

// nummers are the trajectories that facts are about.
func nummers(feiten []Feit) trajecten {
	var list trajecten
	for _, f := range feiten {
		list = samen(list, f.Trajecten)
	}
	return list
}

// waarom answers why the help was there: the reason to start of every trajectory.
func (p schrijver) waarom() []Zin {
	var list []Zin
	for _, g := range p.groepen(aanleiding) {
		who := nummers(g)
		text := "De aanleiding van " + who.String() + " is niet vastgelegd."
		if why := aanleiding(g[0].Traject); why != "" {
			text = "De aanleiding van " + who.String() + ": “" + why + "”."
		}
		list = append(list, zin(text, g...))
	}
	return list
}

// aanleiding is the reason to start on one line.
func aanleiding(t procesregie.Traject) string { return opEenRegel(t.Aanleiding) }

// hielp answers whether it helped: how every trajectory ended, what came of it, and which
// ended before their time.
func (p schrijver) hielp() []Zin {
	var list []Zin
	for _, g := range p.groepen(p.einde) {
		list = append(list, zin(p.eindeZin(g), g...))
	}
	list = append(list, p.elk(SoortTeVroeg, func(f Feit) string {
		return teVroegZin(f)
	})...)
	for _, g := range p.groepen(p.resultaat) {
		if p.resultaat(g[0].Traject) != nietBegonnen {
			list = append(list, zin(p.resultaatZin(g), g...))
		}
	}
	return append(list, p.waardoorHet()...)
}

// What is said of the end of a trajectory that has none.
const (
	nietBegonnen = "niet begonnen"
	looptNog     = "loopt"
	nietBekend   = "niet vastgelegd"
	afgeleid     = " (afgeleid)"
)

// einde is what is known of the end: the code of the reason, with a mark when it was
// derived, or one of the words above.
func (p schrijver) einde(t procesregie.Traject) string {
	switch {
	case t.Start.After(p.op):
		return nietBegonnen
	case !t.Voorbij(p.op):
		return looptNog
	case t.Reden == "":
		return nietBekend
	case t.RedenAfgeleid:
		return t.Reden + afgeleid
	}
	return t.Reden
}

func (p schrijver) eindeZin(g []Feit) string {
	who, end := nummers(g), p.einde(g[0].Traject)
	switch end {
	case nietBegonnen:
		return who.hoofdletter() + keer(who, " is", " zijn") + " nog niet begonnen."
	case looptNog:
		return who.hoofdletter() + keer(who, " loopt", " lopen") + " nog."
	case nietBekend:
		return "Hoe " + who.String() + keer(who, " eindigde", " eindigden") + ", is niet vastgelegd."
	}
	code, derived := strings.CutSuffix(end, afgeleid)
	text := who.hoofdletter() + keer(who, " stopte", " stopten") + " eerder dan gepland, " + waardoor(code) + "."
	if code == "01" {
		text = who.hoofdletter() + keer(who, " eindigde", " eindigden") + " volgens plan."
	}
	if derived {
		text += " Die reden is afgeleid uit het bericht van de aanbieder."
	}
	return text
}

// waardoor says who or what ended help before its time, by the code of the reason.
func waardoor(code string) string {
	switch code {
	case "02":
		return "in overleg"
	case "03":
		return "door de jeugdige of de ouders"
	case "04":
		return "door de aanbieder"
	case "05":
		return "door iets van buiten"
	}
	return "om een onbekende reden"
}

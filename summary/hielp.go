package summary

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

func teVroegZin(f Feit) string {
	over := keerAantal(f.Aantal, "Van het ene traject dat voorbij is", fmt.Sprintf("Van de %d trajecten die voorbij zijn", f.Aantal))
	return fmt.Sprintf("%s, %s voor zover bekend %d eerder dan gepland: %s.", over, keer(f.Trajecten, "stopte er", "stopten er"), len(f.Trajecten), trajecten(f.Trajecten))
}

// resultaat is what is known of the result, and whether it still can come; of what has not
// begun there is none.
func (p schrijver) resultaat(t procesregie.Traject) string {
	switch {
	case t.Start.After(p.op):
		return nietBegonnen
	case !isOpen(t):
		return t.Resultaat
	case t.Voorbij(p.op):
		return cmp.Or(t.Resultaat, nietBekend)
	}
	return cmp.Or(t.Resultaat, nietBekend) + ", " + looptNog
}

// isOpen reports whether it is not known if a trajectory helped.
func isOpen(t procesregie.Traject) bool {
	return t.Resultaat == "" || t.Resultaat == procesregie.ResultaatOnbekend
}

func (p schrijver) resultaatZin(g []Feit) string {
	who, t := nummers(g), g[0].Traject
	if !isOpen(t) {
		return who.hoofdletter() + keer(who, " heeft ", " hebben ") + t.Resultaat + "."
	}
	return "Of " + who.String() + " " + p.helpt(g) + ", is " + cmp.Or(t.Resultaat, nietBekend) + "."
}

// waardoorHet is why trajectories helped or not, as far as somebody wrote it down.
func (p schrijver) waardoorHet() []Zin {
	var list []Zin
	waardoor := func(t procesregie.Traject) string { return opEenRegel(t.Waardoor) }
	for _, g := range p.groepen(waardoor) {
		if why := waardoor(g[0].Traject); why != "" {
			list = append(list, zin(fmt.Sprintf("Waardoor %s wel of niet %s: “%s”.", nummers(g), keerAantal(len(g), "hielp", "hielpen"), why), g...))
		}
	}
	return list
}

// binnenin are quotation marks inside a quotation: double ones would end it, and what came
// behind them would look like a sentence of the summary.
var binnenin = strings.NewReplacer("“", "‘", "”", "’", "„", "‘", "‟", "‘", "«", "‘", "»", "’", `"`, "’", "＂", "’", "″", "’", "〝", "‘", "〞", "’")

// opEenRegel is free text as it is quoted.
func opEenRegel(text string) string {
	return binnenin.Replace(strings.Join(strings.Fields(text), " "))
}

// helpt is the verb for trajectories that are all over, or all run.
func (p schrijver) helpt(g []Feit) string {
	if g[0].Traject.Voorbij(p.op) {
		return keerAantal(len(g), "hielp", "hielpen")
	}
	return keerAantal(len(g), "helpt", "helpen")
}

// vragen are the questions for the next plan: what the record leaves open, and then goal,
// perspective and the least number of follow-ups (UW).
func (p schrijver) vragen() []Zin {
	var list []Zin
	for _, g := range p.groepen(p.resultaat) {
		if t := g[0].Traject; isOpen(t) && p.resultaat(t) != nietBegonnen {
			list = append(list, zin(hoofdletter(p.helpt(g))+" "+nummers(g).String()+", en waardoor?", g...))
		}
	}
	total := p.van(SoortTelling)
	return append(list,
		zin("Wat is het doel van de hulp: verbetering of stabiliteit?", total...),
		zin("Wat is het perspectief van de jeugdige?", total...),
		zin("Hoe haal je het doel met zo weinig mogelijk vervolgtrajecten?", total...))
}

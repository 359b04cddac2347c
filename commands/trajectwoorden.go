package commands

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// zoGeteld stands with every count of trajectories (TR-0).
func zoGeteld(list ...procesregie.Historie) string {
	return "Zo is geteld: " + procesregie.Telwijze + " Wat de bron niet kent, staat er niet bij: " + procesregie.List(procesregie.BronMist(geweigerd(list))) + "."
}

// kortGeteld is [zoGeteld] in short, where the count itself is one line.
func kortGeteld(list ...procesregie.Historie) string {
	return "geteld zoals het CBS; niet bekend: " + procesregie.List(procesregie.BronMist(geweigerd(list)))
}

// geweigerd counts the rows about young people that imports refused.
func geweigerd(list []procesregie.Historie) (n int) {
	for _, h := range list {
		n += h.Geweigerd
	}
	return n
}

// trajectLine is a trajectory on one line: form, provider, period, how it ended, whether it
// helped.
func trajectLine(t procesregie.Traject, op procesregie.Date) string {
	parts := []string{fmt.Sprintf("**Traject %d**: %s bij %s, %s", t.Nummer, t.Vorm(), aanbieder(t.Aanbieder, t.AGB), trajectPeriode(t, op))}
	if t.Crisis == procesregie.Ja {
		parts[0] += ", begonnen met een crisis"
	}
	if t.Loopt(op) && !t.PauzeSinds.IsZero() {
		parts[0] += ", in pauze sinds " + t.PauzeSinds.Compact()
	}
	if t.Reden != "" || t.Voorbij(op) {
		parts = append(parts, "Einde: "+eindreden(t))
	}
	if t.Resultaat != "" || t.Voorbij(op) {
		parts = append(parts, "Hielp het? "+hielp(t))
	}
	return strings.Join(parts, ". ") + "."
}

func trajectPeriode(t procesregie.Traject, op procesregie.Date) string {
	from, until := t.Start.Compact(), ""
	if !t.Eind.IsZero() {
		until = " tot en met " + t.Eind.Compact()
	}
	switch {
	case t.Start.After(op):
		return "begint op " + from + strings.Replace(until, " tot", ", tot", 1)
	case t.Voorbij(op):
		return fmt.Sprintf("van %s%s (%s)", from, until, procesregie.Count(t.Dagen(op), "dag", "dagen"))
	}
	return "sinds " + from + ", **loopt nog**" + until
}

// eindreden is why a trajectory ended, as far as is known.
func eindreden(t procesregie.Traject) string {
	naam, ok := procesregie.CodeNaam(procesregie.RedenenBeeindiging, t.Reden)
	switch {
	case !ok:
		return "niet vastgelegd"
	case t.RedenAfgeleid:
		return naam + " (afgeleid uit het bericht van de aanbieder)"
	}
	return naam
}

// hielp is whether a trajectory helped, and why, as far as is known.
func hielp(t procesregie.Traject) string {
	if t.Resultaat == "" {
		return "Niet vastgelegd"
	}
	text := capital(t.Resultaat)
	if why := strings.TrimRight(strings.Join(strings.Fields(t.Waardoor), " "), "."); why != "" {
		text += ": " + why
	}
	return text
}

// aanbieder names a provider; of one that is known by its number only, the number.
func aanbieder(naam, agb string) string {
	switch {
	case naam != "":
		return naam
	case agb != "":
		return "onbekende aanbieder (AGB " + agb + ")"
	}
	return "onbekende aanbieder"
}

// leveringLine is help that is no trajectory, on one line. What does not count is named by its
// category: that is why it does not.
func leveringLine(l procesregie.Levering) string {
	what, from, until := l.Vorm(), l.Start, l.Eind
	if naam, ok := procesregie.CodeNaam(procesregie.Productcategorieen, l.Productcategorie); ok && !procesregie.TeltMee(l.Productcategorie) {
		what = naam
	}
	if from.IsZero() {
		from, until = l.ToegewezenVan, l.ToegewezenTot
	}
	text := fmt.Sprintf("%s bij %s, vanaf %s", what, aanbieder(l.Aanbieder, l.AGB), from.Compact())
	if !until.IsZero() {
		text += " tot en met " + until.Compact()
	}
	return text
}

// nummers names trajectories: "traject 3", "trajecten 1, 2 en 3".
func nummers(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = strconv.Itoa(n)
	}
	if len(list) == 1 {
		return "traject " + words[0]
	}
	return "trajecten " + procesregie.List(words)
}

// overlapLines are when two or more trajectories ran.
func overlapLines(h procesregie.Historie) (lines []string) {
	for _, o := range h.Overlappen() {
		line := fmt.Sprintf("%s: %s", vanTot(o.Van, o.Tot), nummers(o.Trajecten))
		if len(o.Trajecten) > 2 {
			line += fmt.Sprintf(" (op zijn meest %d tegelijk)", o.Tegelijk)
		}
		lines = append(lines, line)
	}
	return lines
}

// gatLines are when no help is known.
func gatLines(h procesregie.Historie, op procesregie.Date) (lines []string) {
	for _, g := range h.Gaten(op) {
		lines = append(lines, fmt.Sprintf("%s (%s)", vanTot(g.Van, g.Tot), procesregie.Count(g.Dagen(op), "dag", "dagen")))
	}
	return lines
}

func vanTot(van, tot procesregie.Date) string {
	switch tot {
	case procesregie.Date{}:
		return "sinds " + van.Compact()
	case van:
		return van.Compact() // one day
	}
	return van.Compact() + " tot en met " + tot.Compact()
}

package exchange

import (
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// TijdlijnTekst says in words what [WriteTijdlijn] draws: the same trajectories in the same
// order, when each ran, which are a stay, what ran at the same time, when no help is known
// and what does not count (TR-0, TR-3). It names all trajectories, however many there are,
// and ends with a new line.
func TijdlijnTekst(h procesregie.Historie, op procesregie.Date) string {
	t := maakTijdlijn(h, op)
	var out strings.Builder
	regel := func(text string) { out.WriteString(text + "\n") }
	regel(t.titel())
	regel(t.stand())
	regel(t.hoofdzin())
	for _, g := range t.groepen {
		regel("\n" + g.kop)
		g.schrijf(regel)
	}
	t.schrijfPerioden(regel)
	for _, g := range t.apart {
		regel("\n" + g.kop)
		g.schrijf(regel)
	}
	regel("\nZo is geteld")
	for _, zin := range t.telling() {
		regel(zin)
	}
	return out.String()
}

func (t tijdlijn) titel() string {
	if jeugdige := tidy(t.jeugdige); jeugdige != "" {
		return "Tijdlijn van jeugdige " + jeugdige
	}
	return "Tijdlijn"
}

func (t tijdlijn) stand() string { return "Stand van " + t.op.Dutch() }

func (g lijngroep) schrijf(regel func(string)) {
	for _, r := range g.rijen {
		if r.nummer > 0 {
			regel(fmt.Sprintf("- Traject %d: %s, %s", r.nummer, r.wie, voluit(r.wanneer)))
		} else {
			regel("- " + beginGroot(r.wie) + ", " + voluit(r.wanneer))
		}
	}
}

// schrijfPerioden names every time in which more than one trajectory ran, and in which
// none did.
func (t tijdlijn) schrijfPerioden(regel func(string)) {
	if len(t.tegelijk) > 0 {
		regel("\nTegelijk")
	}
	for _, o := range t.tegelijk {
		wanneer := "Vanaf " + o.Van.Compact()
		if !o.Tot.IsZero() {
			wanneer = vanTotEnMet(o.Van, o.Tot)
		}
		regel(fmt.Sprintf("- %s: %s (trajecten %s)", wanneer, woordTegelijk(o), lijnNummers(o.Trajecten)))
	}
	if len(t.gaten) > 0 {
		regel("\nGeen hulp bekend")
	}
	for _, g := range t.gaten {
		wanneer := vanTotEnMet(g.Van, g.Tot)
		if g.Tot.IsZero() {
			wanneer = "Sinds " + g.Van.Compact()
		}
		regel(fmt.Sprintf("- %s (%s)", wanneer, procesregie.Count(g.Dagen(t.op), "dag", "dagen")))
	}
}

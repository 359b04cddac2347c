package commands

import (
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// How much one message about a departure says.
const (
	mostHandOver = 5  // buttons
	mostLeft     = 40 // cases
)

// Vertrek is what the managers of a team hear when a member has left: which open casussen
// have no procesregisseur, by their numbers, and whether the team has no crisis contact any
// more.
func Vertrek(naam string, zaken []string, contact bool) bot.Message {
	m := bot.Message{Text: "**" + naam + " werkt niet meer in het team**."}
	switch n := len(zaken); {
	case n == 1:
		m.Text += fmt.Sprintf(" 1 casus heeft geen procesregisseur: %s. Draag hem over.", zaken[0])
	case n > 1:
		m.Text += fmt.Sprintf(" %d casussen hebben geen procesregisseur: %s. Draag ze over.", n, firstOf(zaken, mostLeft))
	}
	if len(zaken) > mostHandOver {
		m.Text += fmt.Sprintf("\n\nDe knoppen zijn voor de eerste %d. De andere draag je over met: casus overdragen zaak=%s", mostHandOver, zaken[mostHandOver])
	}
	if contact {
		m.Text += "\n\nHet team heeft geen crisiscontact meer. Vraag de beheerder om een ander in te stellen."
	}
	for _, zaak := range zaken[:min(len(zaken), mostHandOver)] {
		m.Buttons = append(m.Buttons, bot.Button{Label: "Overdragen · " + zaak, Line: "casus overdragen zaak=" + zaak})
	}
	if len(zaken) > 0 {
		m.Preview = "Bericht over " + firstOf(zaken, mostHandOver)
	}
	return m
}

// firstOf are the first zaaknummers, and how many more there are.
func firstOf(zaken []string, most int) string {
	if n := len(zaken) - most; n > 0 {
		return fmt.Sprintf("%s en nog %d", strings.Join(zaken[:most], ", "), n)
	}
	return strings.Join(zaken, ", ")
}

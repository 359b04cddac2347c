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

// Achterlaat is what a member leaves behind who has left the team: open casussen, by their
// zaaknummers.
type Achterlaat struct {
	Zaken   []string // without a procesregisseur
	Duo     []string // VPR, without a duo-partner
	Contact bool     // the team has no crisis contact
}

// Vertrek is what people in a team hear when a member has left: what must be done about
// what that one leaves behind (VPR-3).
func Vertrek(naam string, a Achterlaat) bot.Message {
	m := bot.Message{Text: "**" + naam + " werkt niet meer in het team**."}
	switch n := len(a.Zaken); {
	case n == 1:
		m.Text += fmt.Sprintf(" 1 casus heeft geen procesregisseur: %s. Draag hem over.", a.Zaken[0])
	case n > 1:
		m.Text += fmt.Sprintf(" %d casussen hebben geen procesregisseur: %s. Draag ze over.", n, firstOf(a.Zaken, mostLeft))
	}
	if len(a.Zaken) > mostHandOver {
		m.Text += fmt.Sprintf("\n\nDe knoppen zijn voor de eerste %d. De andere draag je over met: casus overdragen zaak=%s", mostHandOver, a.Zaken[mostHandOver])
	}
	switch n := len(a.Duo); {
	case n == 1:
		m.Text = paragraphsOf(m.Text, fmt.Sprintf("%s is VPR en heeft geen duo-partner meer. Kies een andere consulent.", a.Duo[0]))
	case n > 1:
		m.Text = paragraphsOf(m.Text, fmt.Sprintf("%d casussen met VPR hebben geen duo-partner meer: %s. Kies voor elke casus een andere consulent.", n, firstOf(a.Duo, mostLeft)))
	}
	if a.Contact {
		m.Text += "\n\nHet team heeft geen crisiscontact meer. Vraag de beheerder om een ander in te stellen."
	}
	for _, zaak := range a.Zaken[:min(len(a.Zaken), mostHandOver)] {
		m.Buttons = append(m.Buttons, bot.Button{Label: "Overdragen · " + zaak, Line: "casus overdragen zaak=" + zaak})
	}
	for _, zaak := range a.Duo[:min(len(a.Duo), mostHandOver-len(m.Buttons))] {
		m.Buttons = append(m.Buttons, bot.Button{Label: "Duo kiezen · " + zaak, Line: "casus duo zaak=" + zaak})
	}
	if all := append(a.Zaken[:len(a.Zaken):len(a.Zaken)], a.Duo...); len(all) > 0 {
		m.Preview = "Bericht over " + firstOf(all, mostHandOver)
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

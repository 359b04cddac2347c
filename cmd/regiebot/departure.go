package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// departure is what somebody leaves behind who is gone.
type departure struct {
	lid      procesregie.Lid
	zaken    []string // zaaknummers of the open cases without a procesregisseur
	contact  bool     // it was the crisis contact of the team
	managers []string // user names of who must do something about it
}

// How much one message about a departure says.
const (
	mostHandOver = 5  // buttons
	mostNamed    = 40 // cases
)

// isQuiet reports whether nothing is left to be done.
func (d departure) isQuiet() bool { return len(d.zaken) == 0 && !d.contact }

// tell puts a message to every manager of the team in the outbox, when there is something
// to say.
func (d departure) tell(ctx context.Context, tx *store.Tx, at time.Time) error {
	if d.isQuiet() {
		return nil
	}
	body, err := json.Marshal(d.message())
	if err != nil {
		return fmt.Errorf("message about a departure: %w", err)
	}
	for _, name := range d.managers {
		key := fmt.Sprintf("vertrek/%s/%d/%s", d.lid.Gebruiker, at.UnixMilli(), name)
		err := tx.Enqueue(ctx, store.Post{Key: key, Aan: name, Message: body, Keys: []string{key}, Zaken: d.zaken, NotBefore: at, CreatedAt: at})
		if err != nil {
			return err
		}
	}
	return nil
}

// message is what the managers hear. It names cases by their numbers only.
func (d departure) message() bot.Message {
	m := bot.Message{Text: "**" + d.lid.Naam + " werkt niet meer in het team**."}
	switch n := len(d.zaken); {
	case n == 1:
		m.Text += fmt.Sprintf(" 1 casus heeft geen procesregisseur: %s. Draag hem over.", d.zaken[0])
	case n > 1:
		m.Text += fmt.Sprintf(" %d casussen hebben geen procesregisseur: %s. Draag ze over.", n, d.numbers(mostNamed, "en nog %d"))
	}
	if len(d.zaken) > mostHandOver {
		m.Text += fmt.Sprintf("\n\nDe knoppen zijn voor de eerste %d. De andere draag je over met: casus overdragen zaak=%s", mostHandOver, d.zaken[mostHandOver])
	}
	if d.contact {
		m.Text += "\n\nHet team heeft geen crisiscontact meer. Vraag de beheerder om een ander in te stellen."
	}
	for _, zaak := range d.zaken[:min(len(d.zaken), mostHandOver)] {
		m.Buttons = append(m.Buttons, bot.Button{Label: "Overdragen · " + zaak, Line: "casus overdragen zaak=" + zaak})
	}
	if len(d.zaken) > 0 {
		m.Preview = "Bericht over " + d.numbers(mostHandOver, "en nog %d")
	}
	return m
}

// numbers are the first zaaknummers, and how many more there are.
func (d departure) numbers(most int, more string) string {
	if n := len(d.zaken) - most; n > 0 {
		return strings.Join(d.zaken[:most], ", ") + " " + fmt.Sprintf(more, n)
	}
	return strings.Join(d.zaken, ", ")
}

// text is what the administrator reads.
func (d departure) text() string {
	text := d.lid.Gebruiker + " has left"
	switch n := len(d.zaken); n {
	case 0:
		text += "; no open case must be handed over"
	case 1:
		text += fmt.Sprintf("; 1 open case must be handed over: %s", d.zaken[0])
	default:
		text += fmt.Sprintf("; %d open cases must be handed over: %s", n, d.numbers(mostNamed, "and %d more"))
	}
	if d.contact {
		text += "\nthe team has no crisis contact any more: set crisiscontact in the team file and load it with regiebot member add --file"
	}
	switch {
	case d.isQuiet():
	case len(d.managers) == 0:
		text += "\nthe team has no manager who is told: see to it yourself"
	default:
		text += "\ntold: " + strings.Join(d.managers, ", ")
	}
	return text
}

// document is text with --json.
func (d departure) document() map[string]any {
	told := d.managers
	if d.isQuiet() {
		told = nil
	}
	return map[string]any{"user": d.lid.Gebruiker, "open_cases": len(d.zaken), "cases": list(d.zaken), "was_crisis_contact": d.contact, "told": list(told)}
}

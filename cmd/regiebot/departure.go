package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// departure is what somebody leaves behind who is gone.
type departure struct {
	lid      procesregie.Lid
	zaken    []string // zaaknummers of the open cases without a procesregisseur
	own      []string // those of the team they were in: of these its managers hear
	contact  bool     // it was the crisis contact of the team
	managers []string // user names of who must do something about it
}

// mostNamed is how many cases are named.
const mostNamed = 40

// isQuiet reports whether nothing is left to be done.
func (d departure) isQuiet() bool { return len(d.zaken) == 0 && !d.contact }

// tell puts a message to every manager of the team in the outbox, when there is something
// to say.
func (d departure) tell(ctx context.Context, tx *store.Tx, at time.Time) error {
	if len(d.own) == 0 && !d.contact {
		return nil
	}
	body, err := json.Marshal(commands.Vertrek(d.lid.Naam, d.own, d.contact))
	if err != nil {
		return fmt.Errorf("message about a departure: %w", err)
	}
	for _, name := range d.managers {
		key := fmt.Sprintf("vertrek/%s/%d/%s", d.lid.Gebruiker, at.UnixMilli(), name)
		err := tx.Enqueue(ctx, store.Post{Key: key, Aan: name, Message: body, Keys: []string{key}, Zaken: d.own, NotBefore: at, CreatedAt: at})
		if err != nil {
			return err
		}
	}
	return nil
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
		named := strings.Join(d.zaken[:min(n, mostNamed)], ", ")
		if n > mostNamed {
			named += fmt.Sprintf(" and %d more", n-mostNamed)
		}
		text += fmt.Sprintf("; %d open cases must be handed over: %s", n, named)
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

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// departure is what somebody leaves behind who is gone.
type departure struct {
	lid      procesregie.Lid
	zaken    []string            // zaaknummers of the open cases without a procesregisseur
	own      []procesregie.Casus // those of the team they were in: of these its managers hear
	duo      []procesregie.Casus // VPR of that team without a duo-partner
	contact  bool                // it was the crisis contact of the team
	managers []string            // user names of who must do something about it
	of       procesregie.Praktijk
}

// mostNamed is how many cases are named.
const mostNamed = 40

// isQuiet reports whether nothing is left to be done.
func (d departure) isQuiet() bool { return len(d.zaken) == 0 && len(d.duo) == 0 && !d.contact }

// tell puts a message to everybody who must do something in the outbox, when there is
// something to say: the managers of the team, and of a VPR without a duo-partner the
// procesregisseur (VPR-3).
func (d departure) tell(ctx context.Context, tx *store.Tx, at time.Time) error {
	if len(d.own) == 0 && len(d.duo) == 0 && !d.contact {
		return nil
	}
	all := commands.Achterlaat{Zaken: numbers(d.own), Duo: numbers(d.duo), Contact: d.contact}
	for _, name := range d.hearers(at) {
		if err := d.post(ctx, tx, name, all, at); err != nil {
			return err
		}
	}
	for _, name := range d.regisseurs() {
		theirs := slices.DeleteFunc(slices.Clone(d.duo), func(k procesregie.Casus) bool { return k.Regisseur != name })
		if err := d.post(ctx, tx, name, commands.Achterlaat{Duo: numbers(theirs)}, at); err != nil {
			return err
		}
	}
	return nil
}

// post puts a message to one person in the outbox. It comes on a working day of theirs, as
// every message does.
func (d departure) post(ctx context.Context, tx *store.Tx, name string, what commands.Achterlaat, at time.Time) error {
	body, err := json.Marshal(commands.Vertrek(d.lid.Naam, what))
	if err != nil {
		return fmt.Errorf("message about a departure: %w", err)
	}
	key := fmt.Sprintf("vertrek/%s/%d/%s", d.lid.Gebruiker, at.UnixMilli(), name)
	return tx.Enqueue(ctx, store.Post{
		Key: key, Aan: name, Message: body, Keys: []string{key}, Zaken: slices.Concat(what.Zaken, what.Duo), NotBefore: at, CreatedAt: at,
	})
}

// hearers are the managers and, for one who is away, also who stands in and may see the
// cases.
func (d departure) hearers(now time.Time) []string {
	list := slices.Clone(d.managers)
	for _, name := range d.managers {
		aan, at := d.of.Later(procesregie.Casus{}, procesregie.Reminder{Voor: name, Aan: name}, now)
		if !slices.Contains(list, aan) && !d.of.WerktNu(name, now) && d.maySee(aan, at) {
			list = append(list, aan)
		}
	}
	return list
}

// maySee reports whether a member may see every case that is left behind.
func (d departure) maySee(name string, at time.Time) bool {
	return !slices.ContainsFunc(slices.Concat(d.own, d.duo), func(k procesregie.Casus) bool {
		return d.of.Recht(d.of.Leden[name], k, at).Tot == procesregie.ToegangGeen
	})
}

// regisseurs are the procesregisseurs of the VPR cases without a duo-partner who do not hear
// of it as a manager.
func (d departure) regisseurs() []string {
	var names []string
	for _, k := range d.duo {
		if !slices.Contains(d.managers, k.Regisseur) && d.of.MagWeten(k.Regisseur) {
			names = append(names, k.Regisseur)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// numbers are the zaaknummers of cases, in order.
func numbers(list []procesregie.Casus) []string {
	var zaken []string
	for _, k := range list {
		zaken = append(zaken, k.Zaaknummer)
	}
	slices.Sort(zaken)
	return zaken
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
	if len(d.duo) > 0 {
		text += fmt.Sprintf("\nVPR without a duo-partner: %s", someOf(numbers(d.duo)))
	}
	if d.contact {
		text += "\nthe team has no crisis contact any more: set crisiscontact in the team file and load it with regiebot member add --file"
	}
	switch {
	case d.isQuiet():
	case len(d.told()) == 0:
		text += "\nthe team has no manager who is told: see to it yourself"
	default:
		text += "\ntold: " + strings.Join(d.told(), ", ")
	}
	return text
}

// document is text with --json.
func (d departure) document() map[string]any {
	told := d.told()
	if d.isQuiet() {
		told = nil
	}
	return map[string]any{
		"user": d.lid.Gebruiker, "open_cases": len(d.zaken), "cases": list(d.zaken), "without_duo": list(numbers(d.duo)),
		"was_crisis_contact": d.contact, "told": list(told),
	}
}

// told are the managers and procesregisseurs who are told.
func (d departure) told() []string { return slices.Concat(d.managers, d.regisseurs()) }

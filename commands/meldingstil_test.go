package commands_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/store"
)

// TestMeldingWhileNothingGoesOut: who reports a crisis hears first that nobody is told, when
// that is so, and whom to call.
func TestMeldingWhileNothingGoesOut(t *testing.T) {
	const (
		warning = "**Let op: er gaan nu geen berichten uit.** "
		spoed   = "melding spoed zaak=" + zaakAnouk
		crisis  = "melding crisis zaak=" + zaakAnouk
	)
	standsStill := func(g *gesprek) error { g.stands(commands.Stand{Stil: true}); return nil }
	for name, tc := range map[string]struct {
		change    func(*gesprek) error
		who, line string
		first     string // how the answer begins
		never     string
	}{
		"SC-4 the rounds go":                       {func(g *gesprek) error { g.stands(commands.Stand{}); return nil }, "anouk", crisis, "**Crisis bij ", "Let op"},
		"SC-4 the clock is wrong, a crisis goes":   {func(g *gesprek) error { g.stands(commands.Stand{Klok: true}); return nil }, "anouk", crisis, "**Crisis bij ", "Let op"},
		"SC-4 it cannot be seen":                   {func(g *gesprek) error { g.app.Delivering(nil); return nil }, "anouk", crisis, "**Crisis bij ", "Let op"},
		"SC-4 the rounds stand still":              {standsStill, "anouk", crisis, warning + "Bel Hanan zelf.\n\n**Crisis bij ", "krijgt ook bericht"},
		"SC-4 the rounds stand still, a colleague": {standsStill, "bram", crisis, warning + "Bel Anouk en Hanan zelf.", "krijgt ook bericht"},
		"SC-4 a copy":                              {(*gesprek).copied, "anouk", crisis, warning + "Bel Hanan zelf.", "krijgt ook bericht"},
		"SC-1 spoed of a colleague":                {standsStill, "bram", spoed, warning + "Bel Anouk zelf.\n\n**Spoed bij ", "Hanan"},
		"SC-1 spoed of your own":                   {standsStill, "anouk", spoed, warning + "Je krijgt ook geen herinnering", "Bel "},
		"SC-1 spoed in a copy":                     {(*gesprek).copied, "bram", spoed, warning + "Bel Anouk zelf.", "Hanan"},
	} {
		t.Run(name, func(t *testing.T) {
			g, err := nieuwGesprek(t, ":memory:")
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range begin() {
				g.mustTake(t, l)
			}
			if err := tc.change(g); err != nil {
				t.Fatal(err)
			}
			g.wie = tc.who
			text := show(g.mustTake(t, tc.line))
			if !strings.HasPrefix(text, tc.first) || strings.Contains(text, tc.never) {
				t.Errorf("%s hears\n%s", tc.who, text)
			}
		})
	}
}

// stands makes the delivering stand in one way.
func (g *gesprek) stands(s commands.Stand) {
	g.app.Delivering(func(context.Context, *store.Tx, time.Time) (commands.Stand, error) { return s, nil })
}

// copied makes the database one that is not in use, in which the rounds seem to go.
func (g *gesprek) copied() error {
	g.stands(commands.Stand{})
	return g.store.Update(context.Background(), func(tx *store.Tx) error { return tx.Deactivate(context.Background(), g.now) })
}

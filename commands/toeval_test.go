package commands_test

import (
	"context"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/commands"
)

// TestToevalligeGesprekken lets the team use every form with answers that are right,
// wrong or missing, in any order, while time passes and rounds are done. The checks of
// every reply (see ask and judge) are the test: no internal error, nothing that does
// not fit, no button that does not work, nothing changed by a refusal.
func TestToevalligeGesprekken(t *testing.T) {
	forms := alleFormulieren()
	fewer(t, "15")
	rapid.Check(t, func(rt *rapid.T) {
		g, err := nieuwGesprek(t, ":memory:")
		if err != nil {
			rt.Fatal(err)
		}
		g.random, g.app = true, commands.New(g.store, quiet, nil).Delivering(standAt)
		defer g.store.Close()
		for _, line := range begin() {
			if _, err := g.ask(g.newRequest(line, nil)); err != nil {
				rt.Fatal(err)
			}
		}
		for range rapid.IntRange(5, 30).Draw(rt, "steps") {
			g.open = ""
			if err := g.step(rt, forms); err != nil {
				rt.Fatal(err)
			}
		}
	})
}

func alleFormulieren() (forms []string) {
	for _, c := range commands.All() {
		for _, s := range c.Subs {
			forms = append(forms, strings.TrimSpace(c.Name+" "+s.Name))
		}
	}
	return forms
}

// fewer makes this test small: every conversation needs a database of its own. With
// -rapid.checks it is as large as you want.
func fewer(t *testing.T, checks string) {
	t.Helper()
	asked := slices.ContainsFunc(os.Args, func(arg string) bool { return strings.Contains(arg, "rapid.checks") })
	if asked {
		return
	}
	if err := flag.Set("rapid.checks", checks); err != nil {
		t.Fatal(err)
	}
}

// step says one line, sends one form, presses one button, or lets time pass.
func (g *gesprek) step(t *rapid.T, forms []string) error {
	if hours := rapid.SampledFrom([]int{0, 0, 0, 0, 1, 17, 24, 24 * 7, 24 * 45}).Draw(t, "hours"); hours > 0 {
		return g.rounds(g.now.Add(time.Duration(hours) * time.Hour))
	}
	g.wie = rapid.SampledFrom(personen).Draw(t, "who")
	line := rapid.SampledFrom(forms).Draw(t, "form")
	fields, err := g.app.Asks(context.Background(), g.newRequest(line, nil))
	if g.wie == "vreemde" || err != nil {
		_, err := g.ask(g.newRequest(line, nil))
		return err
	}
	answers := map[string]string{}
	for _, f := range fields {
		if value := answer(t, f); value != "" {
			answers[f.Name] = value
		}
	}
	if rapid.Bool().Draw(t, "as a form") {
		req := g.newRequest(line, answers)
		req.Partial = rapid.IntRange(0, 9).Draw(t, "left half-way") == 0
		_, err = g.ask(req)
		return err
	}
	for _, f := range fields {
		if value, ok := answers[f.Name]; ok {
			line += " " + f.Name + "=" + bot.Quote(value)
		}
	}
	_, err = g.ask(g.newRequest(line, nil))
	return err
}

var (
	zaken   = []string{"ZO-2026-0142", "zo-2026-0142", "ZO-2026-0001", "ZO-2026-0002", "Z1", "geen-nummer", strings.Repeat("A1", 20)}
	dagen   = []string{"vandaag", "morgen", "gisteren", "over 6 weken", "13-11-2026", "27-10-2026", "01-01-2027", "31-08-2026", "29-02-2028", "31-12-2100", "volgende vrijdag", "ooit"}
	tekst   = []string{"groene map", "het gaat beter", "**vet** en * en \"zo\"", strings.Repeat("woord ", 25), "x", "K4F2", "VPR-6", "3"}
	niemand = "niemand"
)

// answer draws an answer to a field: mostly one that could be right.
func answer(t *rapid.T, f bot.Field) string {
	if f.Optional && rapid.Bool().Draw(t, "no "+f.Name) || rapid.IntRange(0, 19).Draw(t, "forgot "+f.Name) == 0 {
		return ""
	}
	draw := func(list []string) string { return rapid.SampledFrom(list).Draw(t, f.Name) }
	switch {
	case len(f.Choices) > 0:
		values := []string{niemand}
		for _, c := range f.Choices {
			values = append(values, c.Value, c.Value, c.Value)
		}
		return draw(values)
	case f.Name == "zaak":
		return draw(zaken)
	case f.Kind == bot.KindDate || f.Name == "gemeld":
		return draw(dagen)
	case f.Kind == bot.KindParagraph:
		return draw(append(tekst, strings.Repeat("lang ", 599)))
	default:
		return draw(tekst)
	}
}

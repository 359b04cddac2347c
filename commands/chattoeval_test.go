package commands_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestToevalOpSlack lets the team do anything in any order, over Slack: forms that are opened and
// filled in with what is right or wrong, buttons of long ago, in a channel or alone with the bot. The
// checks of every reply and of every screen are the test, see [chatSide].
func TestToevalOpSlack(t *testing.T) {
	toevalOver(t, func(g *gesprek) (interface{ aloud() string }, error) { return g.opSlack(t) })
}

// TestToevalOpMattermost does the same over servers of both versions, where forms go in steps.
func TestToevalOpMattermost(t *testing.T) {
	for _, version := range []string{mattermosttest.Old, mattermosttest.Recent} {
		t.Run(version, func(t *testing.T) {
			toevalOver(t, func(g *gesprek) (interface{ aloud() string }, error) { return g.opMattermost(t, version) })
		})
	}
}

// toevalOver puts a conversation with some help and a language model on a platform, and goes on at
// random. Nothing of a case is ever said to everybody in the channel.
func toevalOver(t *testing.T, put func(*gesprek) (interface{ aloud() string }, error)) {
	forms := alleFormulieren()
	fewer(t, "6")
	rapid.Check(t, func(rt *rapid.T) {
		g, err := nieuwGesprek(t, storetest.SQLite(t))
		if err != nil {
			rt.Fatal(err)
		}
		g.random, g.app = true, commands.New(g.store, quiet, nil).Delivering(standAt)
		n, err := g.connect()
		if err == nil {
			err = g.modelProfile("aan")
		}
		if err != nil {
			rt.Fatal(err)
		}
		n.zinnen = []map[string]any{{"deel": "hielp", "tekst": "Traject 1 heeft geholpen.", "feiten": []string{"T1"}}}
		for _, line := range begin(
			`traject nieuw zaak=ZO-2026-0142 jeugdige=J1 hulpvorm=ambulant aanbieder="Praktijk Oost" start=02-03-2026 eind=01-05-2026`,
			`traject nieuw zaak=ZO-2026-0142 jeugdige=J1 hulpvorm=daghulp aanbieder="Praktijk West" start=02-06-2026`,
			`traject nieuw zaak=ZO-2026-0142 jeugdige=J2 hulpvorm=groep aanbieder="Praktijk Oost" start=02-06-2026`,
		) {
			if _, err := g.ask(g.newRequest(line, nil)); err != nil {
				rt.Fatal(err)
			}
		}
		room, err := put(g)
		if err != nil {
			rt.Fatal(err)
		}
		for range rapid.IntRange(5, 30).Draw(rt, "steps") {
			g.open = ""
			if err := g.stapOver(rt, forms); err != nil {
				rt.Fatal(err)
			}
			if said := room.aloud(); strings.Contains(said, "0142") || strings.Contains(said, "Praktijk") || strings.Contains(said, "J1") {
				rt.Fatalf("everybody in the channel reads:\n%s", said)
			}
		}
	})
}

// stapOver does one thing on a platform: something that is said, or a form or a button that is on
// the screen, perhaps of long ago.
func (g *gesprek) stapOver(t *rapid.T, forms []string) error {
	if hours := rapid.SampledFrom([]int{0, 0, 0, 0, 0, 0, 1, 24, 24 * 7}).Draw(t, "hours"); hours > 0 {
		return g.rounds(g.now.Add(time.Duration(hours) * time.Hour))
	}
	g.wie = rapid.SampledFrom(personen[:len(personen)-1]).Draw(t, "who")
	g.in = rapid.SampledFrom([]bot.Place{{Private: true}, {Private: true}, {ID: "team"}}).Draw(t, "where")
	switch rapid.SampledFrom([]string{"line", "open", "open", "press", "press"}).Draw(t, "does") {
	case "press":
		return g.drukt(t)
	case "open":
		return g.opentEnVult(t, rapid.SampledFrom(forms).Draw(t, "form"))
	}
	_, err := g.ask(g.newRequest(rapid.SampledFrom(slices.Concat(forms, vaak)).Draw(t, "line")+rapid.SampledFrom([]string{"", " zaak=ZO-2026-0142"}).Draw(t, "case"), nil))
	return err
}

// drukt presses any button that somebody ever saw.
func (g *gesprek) drukt(t *rapid.T) error {
	lines := slices.Sorted(maps.Keys(g.buttons[g.wie]))
	if len(lines) == 0 {
		return nil
	}
	line := rapid.SampledFrom(lines).Draw(t, "button")
	g.now, g.presses = g.now.Add(look), true
	defer func() { g.presses = false }()
	_, err := g.ask(g.newRequest(line, nil))
	return err
}

// opentEnVult opens a form and fills it in, perhaps again.
func (g *gesprek) opentEnVult(t *rapid.T, line string) error {
	if _, err := g.ask(g.newRequest(line, nil)); err != nil || g.forms[g.wie] == nil || g.last.Form == nil {
		return err
	}
	form := *g.forms[g.wie]
	answers := map[string]string{}
	for _, f := range form.Fields {
		answers[f.Name] = gevuld(f, answer(t, f))
	}
	req := g.newRequest(form.Line, answers)
	g.open = ""
	_, err := g.ask(req)
	return err
}

// gevuld is an answer as a screen takes it: something that can be chosen, and nothing missing.
func gevuld(f bot.Field, value string) string {
	missing := value == "" && !f.Optional
	switch {
	case len(f.Choices) > 0 && missing, value == niemand && !f.Optional:
		return f.Choices[0].Value
	case value == niemand:
		return ""
	case missing && f.Name == "zaak":
		return "ZO-2026-0142"
	case missing:
		return "vandaag"
	}
	return value
}

// vaak are lines that many buttons say.
var vaak = []string{"traject samenvatting", "traject tijdlijn", "traject toon", "traject samenvatting", "traject tijdlijn", "traject einde"}

package commands_test

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestNummersSchuivenOnderEenFormulier: a form stands open for hours, on a telephone, while help
// becomes known that began earlier: the numbers move. What ends is the trajectory that was chosen.
func TestNummersSchuivenOnderEenFormulier(t *testing.T) {
	g := metModel(t, storetest.SQLite(t))
	g.hulp(t, procesregie.Levering{Jeugdige: "J1", Aanbieder: "Dagcentrum De Brug", Hulpvorm: "03", Start: dag(2026, 6, 1)},
		procesregie.Levering{Jeugdige: "J1", Aanbieder: "Praktijk Voorbeeldweg", Hulpvorm: "02", Start: dag(2026, 9, 1)})
	m := g.mustTake(t, "traject einde zaak="+modelZaak)
	if m.Form == nil {
		t.Fatal(show(m))
	}
	answers, chosen := m.Form.Values(), ""
	for _, f := range m.Form.Fields {
		for _, c := range f.Choices {
			if f.Name == "traject" && strings.Contains(c.Label, "De Brug") {
				answers["traject"], chosen = c.Value, c.Label
			}
		}
	}
	if !strings.HasPrefix(chosen, "2: ") {
		t.Fatalf("%q: %s", chosen, showFullForm(*m.Form))
	}
	g.hulp(t, procesregie.Levering{Jeugdige: "J1", Aanbieder: "Pleegzorg Voorbeeld", Hulpvorm: "11", Start: dag(2026, 2, 1)})
	answers["datum"], answers["reden"], answers["hielp"] = "12-11-2026", "plan", "geholpen"
	m, err := g.ask(g.newRequest(m.Form.Line, answers))
	if err != nil || m.Refused || !strings.Contains(m.Text, "Einde van traject 3 van J1") || !strings.Contains(m.Text, "De Brug") {
		t.Fatalf("%v: %s", err, show(m))
	}
	if got := show(g.mustTake(t, "traject toon zaak="+modelZaak)); strings.Count(got, "12-11-2026") != 1 {
		t.Error(got)
	}
}

// TestKnopNaVerschuiven: a button under a message of before asks about the trajectory that it
// stands under, or about none.
func TestKnopNaVerschuiven(t *testing.T) {
	g := metModel(t, storetest.SQLite(t))
	m := g.mustTake(t, "traject nieuw zaak="+modelZaak+` jeugdige=J1 hulpvorm=daghulp aanbieder="Dagcentrum De Brug" start=01-06-2026`)
	g.hulp(t, procesregie.Levering{Jeugdige: "J1", Aanbieder: "Pleegzorg Voorbeeld", Hulpvorm: "11", Start: dag(2026, 2, 1)})
	m, err := g.ask(g.newRequest(knopLijn(t, m, "Einde vastleggen"), nil))
	if err != nil || m.Form == nil {
		t.Fatalf("%v: %s", err, show(m))
	}
	for _, f := range m.Form.Fields {
		for _, c := range f.Choices {
			if f.Name == "traject" && c.Value == f.Value && !strings.Contains(c.Label, "3: daghulp bij Dagcentrum De Brug") {
				t.Errorf("%q is filled in", c.Label)
			}
		}
	}
}

// knopLijn is the line of the button with a label.
func knopLijn(t *testing.T, m bot.Message, label string) string {
	t.Helper()
	for _, b := range m.Buttons {
		if b.Label == label {
			return b.Line
		}
	}
	t.Fatalf("no button %s: %s", label, show(m))
	return ""
}

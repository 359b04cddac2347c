package commands_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// metHulp is a conversation about a case with so many young people, each with so many
// trajectories of which the first runs, and as much that does not count.
func metHulp(t *testing.T, jeugdigen, trajecten int) *gesprek {
	t.Helper()
	g, err := nieuwGesprek(t, storetest.SQLite(t))
	if err != nil {
		t.Fatal(err)
	}
	g.mustTake(t, "casus nieuw zaak=ZO-2026-0142 start=21-09-2026 niveau=intensief")
	h := procesregie.Hulp{Zaaknummer: "ZO-2026-0142"}
	day := procesregie.Date{Year: 2016, Month: 1, Day: 1}
	for j := range jeugdigen {
		for i := range trajecten {
			name := fmt.Sprintf("Aanbieder %d %s", i, strings.Repeat("Voorbeeldstad ", 8))
			l := procesregie.Levering{
				Jeugdige: fmt.Sprintf("J%d", j+1), Aanbieder: strings.TrimSpace(name), Hulpvorm: "02", Start: day.AddDays(20 * i), Eind: day.AddDays(20*i + 10),
				Reden: "03", Resultaat: procesregie.NietGeholpen, Waardoor: strings.Repeat("w", 300),
			}
			if i == 0 {
				l.Eind, l.Reden, l.Resultaat, l.Waardoor = procesregie.Date{}, "", "", ""
			}
			out := l
			out.Hulpvorm, out.Productcategorie = "", "42"
			h.Rijen = append(h.Rijen, l, out)
		}
	}
	if err := g.store.Update(context.Background(), func(tx *store.Tx) error { return tx.SaveHulp(context.Background(), h) }); err != nil {
		t.Fatal(err)
	}
	return g
}

// What does not fit in a message is in a file, and the message says so. That it fits is
// checked for every reply, see judge.
func TestTrajectenLang(t *testing.T) {
	for _, test := range []struct{ jeugdigen, trajecten int }{{1, 4}, {1, 20}, {1, 150}, {3, 60}, {60, 2}, {150, 3}} {
		t.Run(fmt.Sprintf("TR-0 %d young people with %d trajectories", test.jeugdigen, test.trajecten), func(t *testing.T) {
			g := metHulp(t, test.jeugdigen, test.trajecten)
			m := g.mustTake(t, "traject toon ZO-2026-0142")
			text, said := show(m), strings.Contains(m.Text, "In het bestand staat alles")
			if said != (len(m.Files) == 1) {
				t.Fatalf("it says so: %v, and there are %d files", said, len(m.Files))
			}
			if said {
				text = string(m.Files[0].Data)
			}
			for j := range test.jeugdigen {
				if head := fmt.Sprintf("J%d: %d trajecten", j+1, test.trajecten); !strings.Contains(text, head) {
					t.Fatalf("%q is left out", head)
				}
			}
			if n := strings.Count(strings.ReplaceAll(text, "**", ""), "* Traject "); n != test.jeugdigen*test.trajecten {
				t.Errorf("%d trajectories are shown", n)
			}
			for _, must := range []string{procesregie.Telwijze, "hulp met een pgb"} {
				if !strings.Contains(show(m), must) {
					t.Errorf("%q does not stand with the count", must)
				}
			}
			g.mustTake(t, "casus toon ZO-2026-0142")
			g.mustTake(t, "traject toon ZO-2026-0142 J1")
			g.mustTake(t, "traject tijdlijn ZO-2026-0142 J1")
			g.mustTake(t, "traject einde zaak=ZO-2026-0142")
			g.mustTake(t, "traject einde zaak=ZO-2026-0142 jeugdige=J1")
		})
	}
}

// Help that cannot be read is not shown as no help.
func TestTrajectenOnleesbaar(t *testing.T) {
	g := metHulp(t, 1, 2)
	storetest.Exec(t, g.address, "UPDATE hulp SET data = 'rb1.nothing'")
	m, err := g.ask(g.newRequest("traject toon ZO-2026-0142", nil))
	if err != nil || !m.Refused || !strings.Contains(m.Text, "kunnen niet worden gelezen") {
		t.Fatalf("%v: %s", err, m.Text)
	}
	g.open = ""
	if m := g.mustTake(t, "casus toon ZO-2026-0142"); !strings.Contains(show(m), "hulp in ZO-2026-0142 kunnen niet worden gelezen") {
		t.Error(show(m))
	}
}

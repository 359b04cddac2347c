package commands_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

const modelZaak = "ZO-2026-0138"

// metModel is a case with two trajectories, a practice that uses a language model, and one
// that answers with a true sentence.
func metModel(t *testing.T, address string) *gesprek {
	t.Helper()
	g, err := nieuwGesprek(t, address)
	if err != nil {
		t.Fatal(err)
	}
	g.mustTake(t, "casus nieuw zaak="+modelZaak+" start=21-09-2026 niveau=licht")
	g.hulp(t, procesregie.Levering{Jeugdige: "J1", Aanbieder: "Praktijk Voorbeeldweg", Hulpvorm: "02", Start: dag(2025, 1, 6), Eind: dag(2025, 6, 30), Reden: "01", Resultaat: procesregie.Geholpen, Aanleiding: "Anouk belde met Ambulant Voorbeeld"})
	n, err := g.connect()
	if err == nil {
		err = g.modelProfile("aan")
	}
	if err != nil {
		t.Fatal(err)
	}
	n.zinnen = []map[string]any{{"deel": "hielp", "tekst": "Traject 1 heeft geholpen.", "feiten": []string{"T1"}}}
	return g
}

func dag(year, month, day int) procesregie.Date {
	d, err := procesregie.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
	if err != nil {
		panic(err)
	}
	return d
}

// hulp adds help to the case.
func (g *gesprek) hulp(t *testing.T, rows ...procesregie.Levering) {
	t.Helper()
	err := g.store.Update(t.Context(), func(tx *store.Tx) error {
		h, err := tx.Hulp(t.Context(), modelZaak)
		if err != nil {
			return err
		}
		h.Rijen = append(h.Rijen, rows...)
		return tx.SaveHulp(t.Context(), h)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// modelRows are the rows of the access log about the language model, the oldest first.
func (g *gesprek) modelRows(t *testing.T) (list []audit.Row) {
	t.Helper()
	err := g.store.View(context.Background(), func(tx *store.Tx) error {
		list = nil
		return tx.EachAudit(context.Background(), func(r audit.Row) error {
			if r.Soort == "taalmodel" {
				list = append(list, r)
			}
			return nil
		})
	})
	if err != nil {
		t.Error(err)
	}
	return list
}

const vraagAI = "traject samenvatting zaak=" + modelZaak + " met=ai"

// TestLogboekGaatVoor: when the model is called the access log says so already, and no
// transaction is open: another one, that writes, goes on beside it.
func TestLogboekGaatVoor(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		g := metModel(t, address)
		during := -1
		g.model.before = func() {
			rows := g.modelRows(t)
			during = len(rows)
			err := g.store.Logged(context.Background(), func(tx *store.Tx) error {
				lid, err := tx.Lid(context.Background(), "bram")
				if err != nil {
					return err
				}
				return tx.SaveLid(context.Background(), lid)
			})
			if err != nil {
				t.Error("nothing else can be stored meanwhile:", err)
			}
		}
		m := g.mustTake(t, vraagAI)
		if !strings.HasPrefix(m.Text, "Concept, gemaakt met AI: controleer") || m.Preview != "Regiebot over "+modelZaak {
			t.Errorf("got %q: %s", m.Preview, show(m))
		}
		rows := g.modelRows(t)
		if during != 1 || len(rows) != 2 {
			t.Fatalf("%d rows when it was called, and %d after it", during, len(rows))
		}
		for i, want := range []string{"samenvatting J1, verstuurd", "samenvatting J1, 1 gehouden, 0 vervangen"} {
			r := rows[i]
			if r.Doel != want || r.Object != "voorbeeld-klein/1" || r.Casus != modelZaak || r.Wie != "anouk" || r.Wat != "traject samenvatting" || r.Actie != audit.Uitvoeren || r.Regel != procesregie.GrondRegisseur || r.Uitkomst != audit.Gelukt {
				t.Errorf("row %d: %+v", i, r)
			}
		}
	})
}

// TestZonderLogboekGeenModel: what cannot be logged does not go.
func TestZonderLogboekGeenModel(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		g := metModel(t, address)
		storetest.Exec(t, address, "DELETE FROM audit_head")
		m, err := g.app.Answer(t.Context(), g.newRequest(vraagAI, nil))
		if err != nil || !m.Refused || strings.Contains(show(m), "Voorbeeldweg") {
			t.Errorf("answered %v: %s", err, show(m))
		}
		if g.model.requests() != 0 {
			t.Error("the model was asked")
		}
	})
}

// TestWieWeggaat: the access log tells what became of it, also when nobody waits any more.
func TestWieWeggaat(t *testing.T) {
	g := metModel(t, storetest.SQLite(t))
	ctx, stop := context.WithCancel(t.Context())
	g.model.before, g.model.slow = stop, true
	if _, err := g.app.Answer(ctx, g.newRequest(vraagAI, nil)); err != nil {
		t.Error(err)
	}
	if rows := g.modelRows(t); len(rows) != 2 || rows[1].Uitkomst != audit.Mislukt || rows[1].Doel != "samenvatting J1, 0 gehouden, 0 vervangen, timeout" {
		t.Errorf("got %+v", rows)
	}
}

// TestGetoondIsVerstuurd: the file that is shown is to the letter what goes, and no name that
// is known is in it, also when free text goes.
func TestGetoondIsVerstuurd(t *testing.T) {
	g := metModel(t, storetest.SQLite(t))
	for _, how := range []string{"aan", "tekst"} {
		if err := g.modelProfile(how); err != nil {
			t.Fatal(err)
		}
		shown := g.mustTake(t, "traject samenvatting zaak="+modelZaak+" tonen=ja")
		g.mustTake(t, vraagAI)
		sent := g.model.asked[len(g.model.asked)-1]
		if len(shown.Files) != 2 || strings.TrimSpace(string(shown.Files[0].Data)) != strings.TrimSpace(sent) {
			t.Fatalf("%s: shown %d files, sent\n%s", how, len(shown.Files), sent)
		}
		text := strings.ToLower(sent + string(shown.Files[1].Data))
		for _, name := range []string{"anouk", "voorbeeldweg", "ambulant voorbeeld", "0138", "j1"} {
			if strings.Contains(text, name) {
				t.Errorf("%s: %q would go", how, name)
			}
		}
		if !strings.Contains(string(shown.Files[1].Data), "== user ==\n{\n  \"dag\": \"13-11-2026\"") {
			t.Errorf("not to be read:\n%s", shown.Files[1].Data)
		}
		if strings.Contains(sent, "belde") != (how == "tekst") {
			t.Errorf("%s: free text: %s", how, sent)
		}
	}
}

// TestNietsWordtAfgekapt: however long the history, everything stands in the message or in its
// file, and the message fits on every platform.
func TestNietsWordtAfgekapt(t *testing.T) {
	for _, c := range []struct {
		youths, each int
		file         bool
	}{{1, 1, false}, {1, 40, false}, {1, 400, true}, {3, 3, false}, {6, 6, true}, {12, 12, true}, {150, 2, true}} {
		t.Run(fmt.Sprintf("TR-3 %d young people with %d", c.youths, c.each), func(t *testing.T) {
			g, err := nieuwGesprek(t, storetest.SQLite(t))
			if err != nil {
				t.Fatal(err)
			}
			g.mustTake(t, "casus nieuw zaak="+modelZaak+" start=21-09-2026 niveau=licht")
			var rows []procesregie.Levering
			for j := range c.youths {
				start := dag(2000, 1, 1)
				for i := range c.each {
					rows = append(rows, procesregie.Levering{Jeugdige: fmt.Sprintf("J%d", j+1), Aanbieder: fmt.Sprintf("Aanbieder %d", i%7), Hulpvorm: "02", Start: start, Eind: start.AddDays(9), Aanleiding: fmt.Sprintf("vraag %d", i)})
					start = start.AddDays(20)
				}
			}
			g.hulp(t, rows...)
			m := g.mustTake(t, "traject samenvatting zaak="+modelZaak)
			if err := bot.Check(m); err != nil {
				t.Error(err)
			}
			if (len(m.Files) == 1) != c.file {
				t.Errorf("%d files and %d parts: %s", len(m.Files), len(m.Parts), show(m)[:300])
			}
			all := show(m)
			for _, f := range m.Files {
				all += string(f.Data)
			}
			word := "trajecten"
			if c.each == 1 {
				word = "traject"
			}
			if n := strings.Count(all, fmt.Sprintf("%d van %d %s verwerkt.", c.each, c.each, word)); n < c.youths {
				t.Errorf("of %d it is said that all was used", n)
			}
			if n := strings.Count(all, fmt.Sprintf("Traject %d: ambulante hulp", c.each)); n != c.youths {
				t.Errorf("the last trajectory stands there of %d", n)
			}
		})
	}
}

// TestAndereJeugdige: the code of a young person can be a name, also of the one that is not asked about.
func TestAndereJeugdige(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		g := metModel(t, address)
		g.hulp(t, procesregie.Levering{Jeugdige: "Sophie", Aanbieder: "Ambulant Voorbeeld", Hulpvorm: "02", Start: dag(2025, 1, 6)})
		err := g.store.View(t.Context(), func(tx *store.Tx) error {
			k, err := tx.Casus(t.Context(), modelZaak)
			if err != nil {
				return err
			}
			names, err := commands.ModelVerberg(t.Context(), tx, k, nil)
			if !slices.Contains(names, "Sophie") || !slices.Contains(names, "Ambulant Voorbeeld") {
				t.Errorf("TR-3 a name that is known is not hidden: %d names", len(names))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

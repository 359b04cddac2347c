package commands_test

import (
	"context"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestIntussenKwijt: a model thinks for up to 20 s. Who may not see the case any more when it is
// done gets nothing of it, and hears why.
func TestIntussenKwijt(t *testing.T) {
	for _, c := range []struct {
		name string
		then func(g *gesprek) error
	}{
		{"handed over", func(g *gesprek) error {
			_, err := g.app.Answer(context.Background(), g.newRequest("casus overdragen zaak="+modelZaak+` aan=@bram reden="ander gebied"`, nil))
			return err
		}},
		{"erased", func(g *gesprek) error {
			return g.store.Update(context.Background(), func(tx *store.Tx) error {
				_, err := scheduler.Erase(context.Background(), tx, modelZaak, g.now)
				return err
			})
		}},
		{"gone from the team", func(g *gesprek) error { _, err := leaves(g, []string{"anouk"}); return err }},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := metModel(t, storetest.SQLite(t))
			g.model.before = func() {
				if err := c.then(g); err != nil {
					t.Error(err)
				}
			}
			m, err := g.app.Answer(t.Context(), g.newRequest(vraagAI, nil))
			if err != nil || !m.Refused || strings.Contains(show(m), "Traject 1") || len(m.Files)+len(m.Parts) > 0 {
				t.Errorf("%v: %s", err, show(m))
			}
			if rows := g.modelRows(t); len(rows) != 2 || rows[1].Uitkomst != audit.Geweigerd {
				t.Errorf("%+v", rows)
			}
		})
	}
}

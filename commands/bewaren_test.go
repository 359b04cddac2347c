package commands_test

import (
	"context"
	"testing"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestWatIsGezien: who looks at a case, changes it or finds it in a list has seen what was
// sent about it. Who is refused, asks for something else, or is played by somebody on the
// server has not.
func TestWatIsGezien(t *testing.T) {
	for line, want := range map[string]bool{
		"casus toon zaak=ZO-2026-0142":              true,
		"vpr brief zaak=ZO-2026-0142 datum=vandaag": true,
		"agenda week":                    true,
		"casus wijzig zaak=ZO-2026-0142": true, // opens the form, with what is stored
		"regiebot hulp":                  false,
		"casus sluit zaak=ZO-2026-0142 datum=31-12-2026 reden=zelf nazorg=geen": false, // in the future
		"casus toon zaak=ZO-2026-0999":                                          false,
		"casus nieuw zaak=ZO-2026-0143 start=vandaag niveau=licht":              false,
	} {
		t.Run(line, func(t *testing.T) {
			storetest.EachAddress(t, func(t *testing.T, address string) {
				g, err := nieuwGesprek(t, address)
				if err != nil {
					t.Fatal(err)
				}
				for _, l := range begin() {
					g.mustTake(t, l)
				}
				g.wie = "bram" // the duo-partner, who was told of the VPR
				if err := g.rounds(g.now); err != nil {
					t.Fatal(err)
				}
				if seen, sent := g.seenBy(t, "bram"); seen != 0 || sent == 0 {
					t.Fatalf("at first %d of %d are seen", seen, sent)
				}
				req := g.newRequest(line, nil)
				req.In.ID = "opdrachtregel root 2026-11-13T09:00:00Z"
				if _, err := g.ask(req); err != nil {
					t.Fatal(err)
				}
				req = g.newRequest(line, nil)
				req.Unasked, g.open = true, ""
				if _, err := g.ask(req); err != nil {
					t.Fatal(err)
				}
				if seen, _ := g.seenBy(t, "bram"); seen != 0 {
					t.Error("somebody on the server saw it for him, or a platform by itself")
				}
				g.open = ""
				if _, err := g.ask(g.newRequest(line, nil)); err != nil {
					t.Fatal(err)
				}
				g.open = ""
				if seen, sent := g.seenBy(t, "bram"); (seen > 0) != want {
					t.Errorf("%d of %d are seen: %s", seen, sent, show(g.last))
				}
				if seen, _ := g.seenBy(t, "anouk"); seen != 0 {
					t.Error("and for her too")
				}
			})
		})
	}
}

// TestAFormNobodyAskedForIsNotLookedAt: a platform that asks for a form by itself opens no
// case for anybody, unless what is stored of it stands in the form.
func TestAFormNobodyAskedForIsNotLookedAt(t *testing.T) {
	for line, want := range map[string]int{"casus overdragen": 0, "evaluatie gehouden": 0, "casus toon": 0, "casus wijzig": 1, "casus afspraken": 1} {
		t.Run(line, func(t *testing.T) {
			g := metTweeZaken(t)
			g.leaves(t, line, map[string]string{"zaak": zaakEen})
			req := g.newRequest(line, nil)
			req.Unasked = true
			m, err := g.app.Answer(t.Context(), req)
			if err != nil || m.Form == nil || m.Form.Values()["zaak"] != zaakEen {
				t.Fatalf("%v: %s", err, show(m))
			}
			if rows := g.rowsOf(t, line); rows != want {
				t.Errorf("the access log says %d times that the case was looked at, want %d", rows, want)
			}
			g.mustTake(t, line)
			if rows := g.rowsOf(t, line); rows != want+1 {
				t.Errorf("who asks for it sees it: %d rows", rows)
			}
		})
	}
}

// seenBy counts the messages about the case of Anouk that were sent to somebody, and of
// those the ones that were seen.
func (g *gesprek) seenBy(t *testing.T, who string) (seen, sent int) {
	t.Helper()
	err := g.store.View(t.Context(), func(tx *store.Tx) error {
		posts, err := tx.PostsAbout(t.Context(), zaakAnouk)
		for _, p := range posts {
			if p.Aan == who && p.State == store.Sent {
				sent++
				if !p.SeenAt.IsZero() {
					seen++
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return seen, sent
}

// TestWieSpreektIsBereikbaar: whoever says anything gets messages again, whatever becomes of
// what is said, and the access log knows. Somebody on the server is not the member.
func TestWieSpreektIsBereikbaar(t *testing.T) {
	lines := []string{"regiebot hulp", "casus lijst", "casus nieuw zaak=ZO-2026-0001 start=vandaag niveau=licht", "onzin", "casus toon ZO-9", "vpr 'open", "", "\u202e", "regiebot afwezig van=21-12-2026 tot=24-12-2026"}
	storetest.EachAddress(t, func(t *testing.T, address string) {
		g, err := nieuwGesprek(t, address)
		if err != nil {
			t.Fatal(err)
		}
		g.wie = "bram"
		for n, line := range lines {
			if _, err := memberChange(g, []string{"bram", "onbereikbaar=ja"}); err != nil {
				t.Fatal(err)
			}
			req := g.newRequest("regiebot hulp", nil)
			req.In.ID = "opdrachtregel root 2026-11-13T09:00:00Z"
			g.mustBe(t, req, true)
			req = g.newRequest("agenda week", nil)
			req.Unasked = true
			g.mustBe(t, req, true)
			g.mustBe(t, g.newRequest(line, nil), false)
			g.mustBe(t, g.newRequest("regiebot hulp", nil), false)
			if rows := g.backRows(t); rows != n+1 {
				t.Errorf("%q: the access log says it %d times", line, rows-n)
			}
		}
	})
}

// mustBe lets somebody ask, and then wants them to be out of reach or not.
func (g *gesprek) mustBe(t *testing.T, req bot.Request, away bool) {
	t.Helper()
	if _, err := g.app.Answer(t.Context(), req); err != nil {
		t.Fatal(err)
	}
	if now, err := g.isUnreachable(); err != nil || now != away {
		t.Errorf("out of reach after %q: %v, %v", req.Line, now, err)
	}
}

// backRows counts the rows of the access log that say that somebody can be reached again.
func (g *gesprek) backRows(t *testing.T) (n int) {
	t.Helper()
	err := g.store.View(t.Context(), func(tx *store.Tx) error {
		rows, err := tx.AuditOf(t.Context(), "", store.AuditFilter{Wie: g.wie}, 100)
		for _, r := range rows {
			if r.Doel == "weer bereikbaar" && r.Soort == "lid" && r.Object == g.wie && r.Wat == "bezorgen" {
				n++
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestStatusKentElkeReden: of every reason why a message waits there is a sentence.
func TestStatusKentElkeReden(t *testing.T) {
	for _, why := range []scheduler.Waarom{
		scheduler.WachtMoment, scheduler.WachtRonde, scheduler.WachtStil, scheduler.WachtKlok, scheduler.WachtBezig, scheduler.WachtVolgorde, scheduler.WachtPlatform,
		scheduler.WachtDrukte, scheduler.WachtOntvanger, scheduler.WachtToegang, scheduler.WachtVrij, scheduler.WachtOnzeker,
	} {
		if commands.Waits(string(why)) == "" {
			t.Errorf("there is no sentence for %q", why)
		}
	}
}

// TestStatusZonderBezorging: an App that was not told how the delivering stands says so.
func TestStatusZonderBezorging(t *testing.T) {
	g, err := nieuwGesprek(t, ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	m, err := commands.New(g.store, quiet, nil).Answer(context.Background(), g.newRequest("regiebot status", nil))
	if err != nil || !m.Refused {
		t.Errorf("%v, %v", m, err)
	}
}

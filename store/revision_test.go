package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func revisions(t testing.TB, s *store.Store) []string {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) ([]string, error) { return tx.Revisions(ctx, 10) })
}

func endedOf(t testing.TB, s *store.Store, keys ...string) []string {
	t.Helper()
	list := view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Reminder, error) { return tx.EndedOf(ctx, keys) })
	var found []string
	for _, r := range list {
		found = append(found, r.Key)
	}
	return found
}

// lower makes a casus one without VPR, and higher undoes that.
func lower(t testing.TB, s *store.Store, zaak string) {
	t.Helper()
	c := load(t, s, zaak)
	c.Niveaus = append(c.Niveaus, p.NiveauWissel{Niveau: p.Licht, Sinds: day("2026-11-13")})
	save(t, s, c)
}

func higher(t testing.TB, s *store.Store, zaak string) {
	t.Helper()
	c := load(t, s, zaak)
	c.Niveaus = c.Niveaus[:len(c.Niveaus)-1]
	save(t, s, c)
}

// Every way to plan a casus keeps which reminders that went out have ended.
func TestWhatWentOutEnds(t *testing.T) {
	for name, change := range map[string]func(t *testing.T, s *store.Store){
		"another level": func(t *testing.T, s *store.Store) { t.Helper(); lower(t, s, "ZO-1") },
		"closed": func(t *testing.T, s *store.Store) {
			t.Helper()
			c := load(t, s, "ZO-1")
			c.Sluiting = p.Sluiting{Op: day("2026-11-13"), Reden: "zelf"}
			save(t, s, c)
		},
		"another profile": func(t *testing.T, s *store.Store) {
			t.Helper()
			other := profiel()
			other.Modules.VPR, other.Niveaus = false, []p.Niveau{p.Licht, p.Basis, p.Intensief}
			update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetProfiel(ctx, other, nil) })
		},
		"handed over": func(t *testing.T, s *store.Store) {
			t.Helper()
			c := load(t, s, "ZO-1")
			c.Regisseur, c.Duo = "bram", ""
			save(t, s, c)
		},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, open func() *store.Store) {
				s := filled(t, open())
				save(t, s, casus("ZO-1"), casus("ZO-2"))
				key := planned(t, s, "ZO-1")[0].Key
				other := planned(t, s, "ZO-2")[0].Key
				gathered(t, s, "1", planned(t, s, "ZO-1")[0])
				save(t, s, load(t, s, "ZO-1"), load(t, s, "ZO-2"))
				same(t, revisions(t, s), []string(nil)) // nothing changed
				change(t, s)
				same(t, revisions(t, s), []string{"ZO-1"})
				same(t, endedOf(t, s, other, key, "bestaat niet"), []string{key})
			})
		})
	}
}

func TestWhatEndedHoldsAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		first := planned(t, s, "ZO-1")[0]
		gathered(t, s, "1", first)
		lower(t, s, "ZO-1")
		same(t, endedOf(t, s, first.Key), []string{first.Key})
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.Revised(ctx, "ZO-1") })
		same(t, revisions(t, s), []string(nil))
		save(t, s, load(t, s, "ZO-1"))
		same(t, revisions(t, s), []string(nil)) // that was known
		higher(t, s, "ZO-1")
		same(t, endedOf(t, s, first.Key), []string(nil))
		same(t, revisions(t, s), []string{"ZO-1"}) // what says that it ended, says so no more
		asRulesSay(t, s, "ZO-1")
	})
}

// A message that was on its way while its reminder ended is looked through once it is there.
func TestDeliveredAfterItEnded(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"), casus("ZO-2"))
		gathered(t, s, "1", planned(t, s, "ZO-2")[0])
		gathered(t, s, "2", planned(t, s, "ZO-1")[0])
		for range 2 {
			_, posts := claim(t, s, "w1", at(9, 0))
			if posts[0].Zaken[0] == "ZO-1" {
				lower(t, s, "ZO-1")
				update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.Revised(ctx, "ZO-1") })
			}
			delivered(t, s, posts[0], at(9, 0))
			delivered(t, s, posts[0], at(9, 1)) // and once more: it is there
		}
		same(t, revisions(t, s), []string{"ZO-1"})
	})
}

// While the messages about a casus are looked through something else ends: neither is
// missed. The one who is second starts anew.
func TestRevisedWhileMoreEnds(t *testing.T) {
	s := filled(t, storetest.Open(t, storetest.Postgres(t)))
	save(t, s, casus("ZO-1"))
	for i, r := range planned(t, s, "ZO-1")[:2] {
		gathered(t, s, string(rune('1'+i)), r)
	}
	lower(t, s, "ZO-1")
	exec(t, s, "UPDATE reminders SET ended = 0 WHERE key = (SELECT max(key) FROM reminders WHERE ended = 1)")
	runs := 0
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		runs++
		zaken, err := tx.Revisions(ctx, 10)
		if err != nil || runs > 1 {
			return err
		}
		save(t, s, load(t, s, "ZO-1")) // in another transaction: the second one ends
		return tx.Revised(ctx, zaken[0])
	})
	same(t, runs, 2)
	same(t, revisions(t, s), []string{"ZO-1"})
}

func TestRevisionsComeInTurn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		for _, zaak := range []string{"ZO-3", "ZO-1", "ZO-2"} {
			save(t, s, casus(zaak))
			gathered(t, s, zaak, planned(t, s, zaak)[0])
			lower(t, s, zaak)
		}
		exec(t, s, "UPDATE revisions SET at = CASE zaak WHEN 'ZO-3' THEN 1 ELSE 2 END")
		same(t, revisions(t, s), []string{"ZO-3", "ZO-1", "ZO-2"})
		same(t, view(t, s, func(ctx context.Context, tx *store.Tx) ([]string, error) { return tx.Revisions(ctx, 1) }), []string{"ZO-3"})
	})
}

func TestRewrite(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		enqueue(t, s, post("a1", "anouk", at(9, 0)))
		_, posts := claim(t, s, "w1", at(9, 0))
		rewrite := func(message string, done time.Time) error {
			return s.Update(t.Context(), func(tx *store.Tx) error { return tx.Rewrite(t.Context(), posts[0], []byte(message), done) })
		}
		wants(t, rewrite("te vroeg", at(10, 0)), store.ErrChanged)
		delivered(t, s, posts[0], at(9, 0))
		now := func() store.Post {
			return view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.History(ctx, "anouk", 5) })[0]
		}
		for _, step := range []struct {
			message    string
			done, want time.Time
		}{{"een", time.Time{}, time.Time{}}, {"twee", at(10, 0), at(10, 0)}, {"drie", time.Time{}, time.Time{}}} {
			if err := rewrite(step.message, step.done); err != nil {
				t.Fatal(err)
			}
			same(t, []any{string(now().Message), now().DoneAt, now().Lost}, []any{step.message, step.want, false})
		}
		for _, text := range sealedTexts(t, s) {
			if text == "drie" {
				t.Error("it is not sealed")
			}
		}
	})
}

func TestSeen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		var all []store.Post
		for _, one := range []struct{ key, aan, zaak string }{
			{"a1", "anouk", "ZO-1"}, {"b1", "bram", "ZO-1"}, {"c1", "carla", "ZO-1"}, {"a2", "anouk", "ZO-2"}, {"a3", "anouk", "ZO-1"},
		} {
			about := post(one.key, one.aan, at(9, 0))
			about.Zaken = []string{one.zaak}
			all = append(all, about)
		}
		enqueue(t, s, all...)
		_, posts := claim(t, s, "w1", at(9, 0))
		for _, one := range posts[:2] {
			delivered(t, s, one, at(9, 0))
		}
		_, posts = claim(t, s, "w1", at(9, 0)) // a2
		delivered(t, s, posts[0], at(9, 0))
		for _, moment := range []time.Time{at(10, 0), at(11, 0)} {
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				return errors.Join(tx.Seen(ctx, "anouk", "zo-1", moment), tx.Seen(ctx, "carla", "ZO-1", moment))
			})
		}
		got := map[string]time.Time{}
		for _, one := range append(waiting(t, s), view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.History(ctx, "", 9) })...) {
			got[one.Key] = one.SeenAt
		}
		none := time.Time{} // of others, of another casus, and what is not there yet
		same(t, got, map[string]time.Time{"a1": at(10, 0), "b1": none, "c1": none, "a2": none, "a3": none})
	})
}

func TestMessagesToday(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		today := func(aan string) int {
			return view(t, s, func(ctx context.Context, tx *store.Tx) (int, error) { return tx.MessagesToday(ctx, aan, at(7, 0)) })
		}
		enqueue(t, s, post("herinnering/oud", "anouk", at(6, 59)), post("herinnering/1", "anouk", at(7, 0)), post("herinnering/2", "anouk", at(9, 0)),
			post("herinnering/3", "anouk", at(9, 0)), urgent(post("herinnering/crisis", "anouk", at(9, 0))), post("melding/1", "anouk", at(9, 0)),
			post("herinnering/b", "bram", at(9, 0)))
		same(t, today("anouk"), 3)
		for key := ""; key != "herinnering/2"; {
			_, posts := claim(t, s, "w1", at(9, 0))
			for _, one := range posts {
				delivered(t, s, one, at(9, 0))
				if one.Aan == "anouk" && !one.Dringend {
					key = one.Key
				}
			}
		}
		same(t, today("anouk"), 3) // two sent, one waits
		_, posts := claim(t, s, "w1", at(9, 0))
		if err := ended(t, s, posts[0], store.Failure{Cause: "weg"}); err != nil {
			t.Fatal(err)
		}
		same(t, today("anouk"), 2) // what was given up does not count
		same(t, today("bram"), 1)
		same(t, today("carla"), 0)
	})
}

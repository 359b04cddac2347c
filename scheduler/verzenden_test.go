package scheduler_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

const mogelijkDubbel = "Mogelijk dubbel: ik weet niet zeker of je dit bericht al had."

// grillig is a platform that does what a test tells it, message by message.
type grillig struct {
	*postbus
	zend  func(to, key string) uitkomst // nil: everything arrives
	zoek  func(asked int) error         // nil: it can always tell
	tries []string                      // "bram a 1": an attempt to send
	asked []string                      // keys that were looked for
	again []string                      // messages that are there a second time, and say so
}

// uitkomst is what becomes of an attempt: whether it arrived, and what is answered.
type uitkomst struct {
	komt bool
	err  error
}

func (g *grillig) Send(ctx context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	name := naamVan(to)
	g.mu.Lock()
	g.tries = append(g.tries, name+" "+key)
	out := uitkomst{komt: true}
	if g.zend != nil {
		out = g.zend(name, key)
	}
	there := g.at(to, key) >= 0
	g.mu.Unlock()
	if out.komt && there && strings.Contains(tekst(m), mogelijkDubbel) {
		g.again = append(g.again, key)
		return bot.Receipt{Platform: "postbus", ID: "0"}, out.err
	}
	if !out.komt {
		return bot.Receipt{}, out.err
	}
	receipt, err := g.postbus.Send(ctx, to, key, m)
	if out.err != nil {
		return bot.Receipt{}, out.err
	}
	return receipt, err
}

func (g *grillig) Find(ctx context.Context, to bot.Address, key string, since time.Time) (bot.Receipt, bool, error) {
	g.mu.Lock()
	g.asked = append(g.asked, key)
	var err error
	if g.zoek != nil {
		err = g.zoek(len(g.asked))
	}
	g.mu.Unlock()
	if err != nil {
		return bot.Receipt{}, false, err
	}
	return g.postbus.Find(ctx, to, key, since)
}

// achtereen gives one outcome after another; after the last everything arrives.
func achtereen(outcomes ...uitkomst) func(string, string) uitkomst {
	return func(string, string) uitkomst {
		if len(outcomes) == 0 {
			return uitkomst{komt: true}
		}
		first := outcomes[0]
		outcomes = outcomes[1:]
		return first
	}
}

var (
	komtAan    = uitkomst{komt: true}
	antwoordOm = uitkomst{komt: true, err: errors.New("no answer")} // it is there, and nobody hears so
	verloren   = uitkomst{err: errors.New("no answer")}
	mislukt    = uitkomst{err: &bot.NotSent{Cause: errPlatform}}
)

func druk(after time.Duration, everyone bool) uitkomst {
	return uitkomst{err: &bot.NotSent{Why: bot.Busy, After: after, Everyone: everyone, Cause: errPlatform}}
}

// bezorger is a scheduler with a platform that does what it is told.
func bezorger(t testing.TB, s *store.Store) (*scheduler.Scheduler, *grillig) {
	g := &grillig{postbus: &postbus{t: t}}
	return scheduler.New(s, g, slog.New(slog.DiscardHandler), "w1"), g
}

// inRij puts messages in the outbox that are no reminders: "bram a", and "bram a!" for one
// that is urgent.
func inRij(t testing.TB, s *store.Store, at string, list ...string) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		for _, one := range list {
			last := strings.LastIndex(one, " ")
			aan, key := one[:last], one[last+1:]
			body, err := json.Marshal(bot.Message{Text: "Bericht " + key})
			if err != nil {
				return err
			}
			post := store.Post{Key: key, Aan: aan, Message: body, NotBefore: om(at), CreatedAt: om(at), Dringend: strings.HasSuffix(key, "!")}
			if err := tx.Enqueue(ctx, post); err != nil {
				return err
			}
		}
		return nil
	})
}

func wachtend(t testing.TB, s *store.Store) []store.Post {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.Waiting(ctx) })
}

// What becomes of one message, attempt by attempt: what the platform does is given, and how
// often it is asked and sent, and what stands there at the end, is expected.
func TestDeliverOutcomes(t *testing.T) {
	away := errors.New("the platform is away")
	never := func(int) error { return bot.ErrCannotTell }
	fails := func(n int) func(int) error {
		return func(asked int) error {
			if asked <= n {
				return away
			}
			return nil
		}
	}
	cases := []struct {
		name        string
		zend        []uitkomst
		zoek        func(asked int) error
		tries, asks int
		there       int  // how often it is on the platform
		marked      bool // one of them says that it may be there twice
	}{
		{"arrives", []uitkomst{komtAan}, nil, 1, 0, 1, false},
		{"no answer, and it is there: found, and not sent again", []uitkomst{antwoordOm}, nil, 1, 1, 1, false},
		{"no answer, and it is not there: sent", []uitkomst{verloren}, nil, 2, 1, 1, false},
		{"no answer twice, and it is not there", []uitkomst{verloren, verloren}, nil, 3, 2, 1, false},
		{"no answer, and found at the second attempt", []uitkomst{verloren, antwoordOm}, nil, 2, 2, 1, false},
		{"no answer, and nobody can tell: sent once, and it says so", []uitkomst{antwoordOm}, never, 2, 1, 2, true},
		{"no answer, nobody can tell, and it was not there", []uitkomst{verloren}, never, 2, 1, 1, true},
		{"certainly not sent: nobody looks", []uitkomst{mislukt, mislukt}, nil, 3, 0, 1, false},
		{"busy: nobody looks", []uitkomst{druk(time.Minute, false), druk(time.Minute, false)}, nil, 3, 0, 1, false},
		{"busy after no answer: it is looked for again", []uitkomst{antwoordOm}, fails(1), 1, 2, 1, false},
		{"looking fails for a while, sending works", []uitkomst{antwoordOm}, fails(4), 1, 5, 1, false},
		{"looking fails for good, sending works: sent once, and it says so", []uitkomst{antwoordOm}, fails(1000), 2, 5, 2, true},
		{"both are down, and it is not there: it says nothing when both are back", slices.Repeat([]uitkomst{verloren}, 3), fails(6), 4, 7, 1, false},
		{"both are down, and it is there: found when both are back", []uitkomst{antwoordOm, verloren, verloren}, fails(6), 3, 7, 1, false},
		{"nobody can tell, then busy: it still says so", []uitkomst{antwoordOm, druk(time.Minute, false)}, never, 3, 2, 2, true},
		{"nobody can tell, then certainly not sent: it still says so", []uitkomst{antwoordOm, mislukt}, never, 3, 2, 2, true},
		{"looking fails, then certainly not sent: it still says so", []uitkomst{antwoordOm, mislukt}, fails(1000), 3, 6, 2, true},
		{"not there, then certainly not sent: nobody looks again", []uitkomst{verloren, mislukt}, nil, 3, 1, 1, false},
	}
	each(t, func(t *testing.T, s *store.Store) {
		for i, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				sched, g := bezorger(t, s)
				g.zend, g.zoek = achtereen(c.zend...), c.zoek
				at := om("2026-11-17 10:00").AddDate(0, 0, i)
				key := fmt.Sprintf("proef/%d!", i) // urgent: at any hour
				inRij(t, s, at.Format("2006-01-02 15:04"), "bram "+key)
				for range 16 {
					if _, err := sched.Tick(t.Context(), at); err != nil {
						t.Fatal(err)
					}
					at = at.Add(time.Hour)
				}
				gelijk(t, []int{c.tries, c.asks, c.there}, []int{len(g.tries), len(g.asked), len(g.archive) + len(g.again)})
				marked := len(g.again) > 0 || slices.ContainsFunc(g.archive, func(b bezorgd) bool { return strings.Contains(tekst(b.m), mogelijkDubbel) })
				gelijk(t, c.marked, marked)
				gelijk(t, 0, len(wachtend(t, s)))
			})
		}
	})
}

// A message that is as long as can be says that it may be there twice in a part of its own.
func TestDeliverMaybeTwiceFits(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		sched, g := bezorger(t, s)
		g.zend, g.blind = achtereen(antwoordOm), true
		body, err := json.Marshal(bot.Message{Text: "kort", Parts: []bot.Part{{Text: strings.Repeat("x", bot.MaxValue)}}})
		if err != nil {
			t.Fatal(err)
		}
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.Enqueue(ctx, store.Post{Key: "lang", Aan: "bram", Message: body, CreatedAt: om("2026-11-17 10:00")})
		})
		tick(t, sched, "2026-11-17 10:00")
		tick(t, sched, "2026-11-17 10:10")
		gelijk(t, []string{"lang"}, g.again)
	})
}

// The platform says when: exactly then, and it does not count as an attempt.
func TestDeliverBusy(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := metTeam(t, open())
		sched, g := bezorger(t, s)
		other := scheduler.New(open(), g, slog.New(slog.DiscardHandler), "w2")
		t.Run("for one: the others go on", func(t *testing.T) {
			g.zend = func(_, key string) uitkomst {
				if key == "a" && len(g.tries) < 3 {
					return druk(7*time.Minute, false)
				}
				return komtAan
			}
			inRij(t, s, "2026-11-17 10:00", "anouk a", "bram b")
			tick(t, sched, "2026-11-17 10:00")
			tick(t, sched, "2026-11-17 10:06")
			gelijk(t, []string{"anouk a", "bram b"}, g.tries)
			gelijk(t, 0, wachtend(t, s)[0].Attempts)
			if _, err := sched.Tick(t.Context(), om("2026-11-17 10:07").Add(-time.Millisecond)); err != nil {
				t.Fatal(err)
			}
			gelijk(t, 2, len(g.tries))
			tick(t, sched, "2026-11-17 10:07")
			gelijk(t, []string{"anouk a", "bram b", "anouk a"}, g.tries)
			gelijk(t, 0, len(wachtend(t, s)))
		})
		t.Run("for everyone: nobody is sent anything, by no process", func(t *testing.T) {
			g.tries, g.zend = nil, achtereen(druk(5*time.Minute, true))
			inRij(t, s, "2026-11-17 12:00", "anouk c", "bram d", "chantal e", "daniel f!")
			tick(t, sched, "2026-11-17 12:00")
			sent := len(g.tries)
			if sent == 0 {
				t.Fatal("nothing was tried")
			}
			// What was claimed in the same breath goes on; what comes later waits.
			inRij(t, s, "2026-11-17 12:01", "esra g", "joris h")
			tick(t, sched, "2026-11-17 12:01")
			tick(t, other, "2026-11-17 12:04")
			gelijk(t, sent, len(g.tries))
			tick(t, other, "2026-11-17 12:05")
			gelijk(t, 0, len(wachtend(t, s)))
			gelijk(t, 6+1, len(g.tries))
		})
		t.Run("without a time: a minute, again and again", func(t *testing.T) {
			g.tries, g.zend = nil, achtereen(druk(0, false), druk(0, false), druk(0, false))
			inRij(t, s, "2026-11-17 14:00", "anouk i")
			for at := om("2026-11-17 14:00"); !at.After(om("2026-11-17 14:03")); at = at.Add(30 * time.Second) {
				if _, err := sched.Tick(t.Context(), at); err != nil {
					t.Fatal(err)
				}
			}
			gelijk(t, 4, len(g.tries))
			gelijk(t, 0, len(wachtend(t, s)))
		})
	})
}

// A lease that is over in the middle: who took over sends, and nobody else.
func TestDeliverLeaseOver(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, change func(string)) {
		sched, g := bezorger(t, s)
		inRij(t, s, "2026-11-17 10:00", "anouk a", "bram b", "chantal c")
		g.after = func() { // while the first is under way, the others are taken over
			g.after = nil
			change(endLeases)
			posts, err := s.Claim(t.Context(), "other", om("2026-11-17 10:00"), time.Minute, 10)
			if err != nil || len(posts) != 3 {
				t.Errorf("%d claimed: %v", len(posts), err)
			}
		}
		gelijk(t, 1, len(tick(t, sched, "2026-11-17 10:00"))) // it did go out, and that is recorded
		gelijk(t, []string{"anouk a"}, g.tries)
		gelijk(t, 2, len(wachtend(t, s)))
		change(endLeases)
		tick(t, sched, "2026-11-17 10:01")
		gelijk(t, 0, len(wachtend(t, s)))
		gelijk(t, []string{"anouk a", "bram b", "chantal c"}, g.tries)
	})
}

// Whatever fails, each recipient gets the messages in their order, urgent ones among
// themselves, and an urgent one is not held up by one that waits.
func TestDeliverOrder(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		sched, g := bezorger(t, s)
		var list []string
		for i := range 4 {
			for _, name := range []string{"anouk", "bram"} {
				list = append(list, fmt.Sprintf("%s %s-%d", name, name, i), fmt.Sprintf("%s %s-%d!", name, name, i))
			}
		}
		inRij(t, s, "2026-11-17 10:00", list...)
		n := 0
		outcomes := []uitkomst{verloren, mislukt, druk(3*time.Minute, false), antwoordOm, komtAan, mislukt, druk(time.Minute, true)}
		g.zend = func(string, string) uitkomst { n++; return outcomes[n%len(outcomes)] }
		for at := om("2026-11-17 10:00"); len(wachtend(t, s)) > 0 && at.Before(om("2026-11-18 10:00")); at = at.Add(time.Minute) {
			if _, err := sched.Tick(t.Context(), at); err != nil {
				t.Fatal(err)
			}
		}
		gelijk(t, 16, len(g.archive))
		for _, name := range []string{"anouk", "bram"} {
			for _, urgent := range []bool{true, false} {
				var got []string
				for _, b := range g.archive {
					if b.to == name && strings.HasSuffix(b.key, "!") == urgent {
						got = append(got, b.key)
					}
				}
				if len(got) != 4 || !slices.IsSorted(got) {
					t.Errorf("%s: %q", name, got)
				}
			}
		}
	})
}

// A crisis overtakes what waits, and goes at night, on a day off, and while the platform
// refuses something else for the same person.
func TestDeliverCrisisOvertakes(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		sched, g := bezorger(t, s)
		inRij(t, s, "2026-11-20 10:00", "anouk a")
		g.zend = func(_, key string) uitkomst {
			if key == "a" {
				return verloren
			}
			return komtAan
		}
		tick(t, sched, "2026-11-20 10:00") // a Friday: anouk does not work
		bewaar(t, s, func() p.Casus {
			c := zaakPR("ZO-1", "anouk", p.Basis, "2026-11-01")
			c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-11-21 02:20")}}
			return c
		}())
		gelijk(t, lines(`
			2026-11-21 02:20 anouk ZO-1 SC-2,SC-4 1
			2026-11-21 02:20 hanan ZO-1 SC-2,SC-4 1`), regels(tick(t, sched, "2026-11-21 02:20")))
		gelijk(t, 1, len(wachtend(t, s)))
	})
}

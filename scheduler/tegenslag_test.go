package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// What cannot be stored in the middle of a round is not lost, and nothing is doubled.
func TestRoundOnFullDisk(t *testing.T) {
	address := storetest.SQLite(t)
	s := metTeam(t, storetest.Open(t, address))
	for i := range 40 {
		bewaar(t, s, zaakPR(fmt.Sprintf("ZO-%d", i), []string{"anouk", "bram", "chantal", "daniel"}[i%4], p.Basis, "2026-05-24"))
	}
	vol := func(full bool) { // as of the next insert
		statement := "CREATE TRIGGER vol BEFORE INSERT ON outbox WHEN (SELECT count(*) FROM outbox) >= 2 BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
		if !full {
			statement = "DROP TRIGGER vol"
		}
		storetest.Exec(t, address, statement)
	}
	sched, post := planner(t, s)
	vol(true)
	first, err := sched.Tick(t.Context(), om("2026-11-17 09:00"))
	if err == nil {
		t.Fatal("no error")
	}
	gelijk(t, 2, len(first)) // there was room for those
	vol(false)
	heard := map[string]int{}
	for _, d := range append(first, ticks(t, sched, "2026-11-17 09:01", "2026-11-19 10:00")...) {
		for _, key := range d.Keys {
			heard[key]++
		}
	}
	for key, n := range heard {
		if n != 1 {
			t.Errorf("%s came %d times", key, n)
		}
	}
	gelijk(t, 40, len(heard))
	gelijk(t, []string{"anouk", "bram", "chantal", "daniel"}, namen(post.take()))
}

// The database server goes away after a message was sent and before that is recorded.
func TestDatabaseGoesAway(t *testing.T) {
	address := storetest.Postgres(t)
	s := metTeam(t, storetest.Open(t, address))
	other := storetest.Open(t, address)
	vierPersonen(t, s)
	sched, post := planner(t, s)
	post.after = func() {
		post.after = nil
		_, err := storetest.Restart()
		if err != nil {
			t.Errorf("%v", err)
		}
	}
	if _, err := sched.Tick(t.Context(), om("2026-11-17 09:00")); err != nil && !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("%v", err)
	}
	if err := other.Ping(t.Context()); err != nil {
		t.Errorf("%v", err)
	}
	storetest.Exec(t, address, endLeases)
	tick(t, sched, "2026-11-17 09:01")
	storetest.Exec(t, address, endLeases)
	tick(t, sched, "2026-11-17 09:05")
	gelijk(t, 4, len(post.archive)) // the post office says it when one is there twice
	gelijk(t, 0, len(wachtend(t, s)))
}

// onzin is a platform of which the receipts mean nothing.
type onzin struct {
	*postbus
	receipt  bot.Receipt
	replaced int
}

func (o *onzin) Send(ctx context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	_, err := o.postbus.Send(ctx, to, key, m)
	return o.receipt, err
}

func (o *onzin) Replace(context.Context, bot.Address, bot.Receipt, *bot.Message) error {
	o.replaced++
	return errors.New("which message?")
}

// A platform that answers nonsense gets every message once, and holds up nothing.
func TestNonsenseReceipts(t *testing.T) {
	for _, receipt := range []bot.Receipt{{}, {Platform: "postbus"}, {Platform: "een ander", ID: "x"}, {Platform: strings.Repeat("p", 5000), ID: "\x01'; --"}} {
		each(t, func(t *testing.T, s *store.Store) {
			vierPersonen(t, s)
			o := &onzin{postbus: &postbus{t: t}, receipt: receipt}
			sched := scheduler.New(s, o, slog.New(slog.DiscardHandler), "w1")
			gelijk(t, 4, len(tick(t, sched, "2026-11-17 09:00")))
			wijzig(t, s, "ZO-1", func(c *p.Casus) { c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-11-17")}} })
			for at := om("2026-11-17 09:01"); at.Before(om("2026-11-17 12:00")); at = at.Add(10 * time.Minute) {
				if _, err := sched.Tick(t.Context(), at); err != nil {
					t.Fatal(err)
				}
			}
			if o.replaced > 12 {
				t.Errorf("asked %d times to change it", o.replaced)
			}
			gelijk(t, 4, len(o.archive))
			gelijk(t, 0, len(wachtend(t, s)))
		})
	}
}

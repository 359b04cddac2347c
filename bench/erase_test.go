package bench_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// erasures is how many casussen are erased from each database.
const erasures = 60

// erase measures what it takes to erase one casus among many: out of every table with its
// row in the access log, and out of the bytes of the files.
func (f *figures) erase(b *testing.B) {
	type erased struct {
		n            int
		store        *store.Store
		rows, traces durations
	}
	var worlds []*erased
	for _, n := range sizes(b, largest(b)) {
		worlds = append(worlds, &erased{n: n, store: open(b, f.copyOf(b, n, "erase"))})
	}
	for i := range erasures {
		for _, w := range worlds {
			target := zaak((i*w.n/erasures + 7) % w.n)
			at := now().Add(time.Duration(i) * time.Hour)
			f.told(b, w.store, target, at)
			w.rows = append(w.rows, timed(func() { eraseOne(b, w.store, target, at) }))
			w.traces = append(w.traces, timed(func() { must(b, scheduler.Scrub(b.Context(), w.store, at)) }))
		}
	}
	for _, w := range worlds {
		name := count(float64(w.n)) + " casussen, SQLite"
		f.report.time("erasing a casus, with its row in the access log, "+name, w.rows, noRate, against(w.rows, worlds[0].rows, "1 000"))
	}
	for _, w := range worlds {
		name := count(float64(w.n)) + " casussen, SQLite"
		f.report.time("… and out of the bytes of the files, "+name, w.traces, noRate, against(w.traces, worlds[0].traces, "1 000"))
	}
}

// told gives a casus what most have: messages that were sent about it.
func (f *figures) told(b *testing.B, s *store.Store, target string, at time.Time) {
	b.Helper()
	update(b, s, func(ctx context.Context, tx *store.Tx) error {
		for i := range 5 {
			p := store.Post{
				Key: fmt.Sprintf("%s/told/%d", target, i), Aan: "bram", Message: []byte(`{"Text":"De evaluatie van ` + target + ` is over vier weken."}`),
				Zaken: []string{target}, CreatedAt: at.Add(-time.Hour),
			}
			if err := tx.Enqueue(ctx, p); err != nil {
				return err
			}
		}
		posts, err := tx.PostsAbout(ctx, target)
		for _, p := range posts {
			if err := tx.Delivered(ctx, p, store.Receipt{Platform: "bench", ID: p.ID}, at); err != nil {
				return err
			}
		}
		return err
	})
}

func eraseOne(b *testing.B, s *store.Store, target string, at time.Time) {
	b.Helper()
	must(b, s.Logged(b.Context(), func(tx *store.Tx) error {
		done, err := scheduler.Erase(b.Context(), tx, target, at)
		if err != nil {
			return err
		}
		if done.Rows["casussen"] != 1 || done.Rows["outbox"] != 5 {
			b.Fatalf("%+v", done)
		}
		return tx.Log(b.Context(), event(int(done.Rows["reminders"])))
	}))
}

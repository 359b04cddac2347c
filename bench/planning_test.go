package bench_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// planning measures what every change of a casus costs.
func (f *figures) planning(b *testing.B) {
	f.plan(b)
	f.save(b)
}

// plan measures the pure planning of the casussen of the example.
func (f *figures) plan(b *testing.B) {
	const rounds = 250
	var times durations
	planned := 0
	for round := range rounds + 1 {
		for _, c := range f.sample.plain() {
			var list []procesregie.Reminder
			d := timed(func() { list = procesregie.Plan(c, f.sample.praktijk, nil) })
			if round > 0 { // the first warms up
				times, planned = append(times, d), planned+len(list)
			}
		}
	}
	if planned == 0 {
		b.Fatal("nothing was planned")
	}
	f.report.time(fmt.Sprintf("planning a casus, %.1f reminders on average", float64(planned)/float64(len(times))), times, ownRate)
}

// save measures storing casussen with their reminders: one change at a time, each safe
// on disk, and as an import does.
func (f *figures) save(b *testing.B) {
	path := f.copyOf(b, 1000, "save")
	base := openBare(b, path, lineCheck)
	one := &changer{TB: b, store: open(b, path)}
	times := interleave([]kind{
		{"write", nil, func() { must(b, base.write()) }, nil},
		{"same", nil, func() { one.change(1, 0) }, nil},
		{"moved", nil, func() { one.change(1, 1) }, nil},
	})
	var many durations
	for range blocks {
		many = append(many, timed(func() { one.change(perImport, 1) })/perImport)
	}
	f.report.time("storing one row, safe on disk", times["write"], ownRate)
	f.report.time("reading, saving and replanning a casus; its reminders stay", times["same"], ownRate, against(times["same"], times["write"], "one row stored"))
	f.report.time("reading, saving and replanning a casus; all its reminders move", times["moved"], ownRate, against(times["moved"], times["write"], "one row stored"))
	f.report.time(fmt.Sprintf("the same, %d in a transaction (each)", perImport), many, ownRate, against(many, times["write"], "one row stored"))
}

// perImport is how many casussen an import saves in one transaction here.
const perImport = 500

// changer changes one casus after the other.
type changer struct {
	testing.TB
	store *store.Store
	next  int
}

// change moves the dates of the next n casussen by some days and saves them in one
// transaction.
func (c *changer) change(n, days int) {
	c.Helper()
	update(c, c.store, func(ctx context.Context, tx *store.Tx) error {
		for i := range n {
			k, err := tx.Casus(ctx, zaak((c.next+i)%1000))
			if err != nil {
				return err
			}
			if err := tx.SaveCasus(ctx, moved(k, days)); err != nil {
				return err
			}
		}
		return nil
	})
	c.next += n
}

// moved moves the dates from which terms are counted.
func moved(c procesregie.Casus, days int) procesregie.Casus {
	move := func(d *procesregie.Date) {
		if !d.IsZero() {
			*d = d.AddDays(days)
		}
	}
	for i := range c.Niveaus {
		move(&c.Niveaus[i].Sinds)
	}
	for i := range c.MDOs {
		move(&c.MDOs[i].Gehouden)
	}
	for i := range c.Evaluaties {
		move(&c.Evaluaties[i].Gehouden)
	}
	for _, d := range []*procesregie.Date{&c.StartRegie, &c.VPR.Kernbesluit, &c.VPR.Brief, &c.VPR.Startbijeenkomst, &c.VolgendeEvaluatie} {
		move(d)
	}
	return c
}

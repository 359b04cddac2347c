package bench_test

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store/storetest"
)

// outboxRounds is how often the outbox is emptied in each way.
const outboxRounds = 3

// outboxMessages is how many messages are in the outbox each time.
func outboxMessages(tb testing.TB) int { return min(2000, largest(tb)) }

// counter takes every message at once, and remembers when.
type counter struct {
	taker
	mu    sync.Mutex
	taken []time.Time
}

// Send gives a receipt.
func (c *counter) Send(_ context.Context, _ bot.Address, key string, _ bot.Message) (bot.Receipt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.taken = append(c.taken, time.Now())
	return bot.Receipt{Platform: "bench", ID: key}, nil
}

// perSecond is how many messages were taken in a second, from the first to the last.
func (c *counter) perSecond() float64 {
	return float64(len(c.taken)-1) / c.taken[len(c.taken)-1].Sub(c.taken[0]).Seconds()
}

// outbox is a database with a full outbox.
type outbox struct {
	*crowd
	testing.TB
	address string
	raw     raw
	ids     []string
}

func (f *figures) newOutbox(tb testing.TB, address string) *outbox {
	tb.Helper()
	s := open(tb, address)
	o := &outbox{TB: tb, address: address, raw: openRaw(tb, address), crowd: f.sample.fillCrowd(tb, s, outboxMessages(tb), 1)}
	o.quiet(tb, s)
	_, err := scheduler.New(s, nil, slog.New(slog.DiscardHandler), "gather").Tick(tb.Context(), o.at)
	must(tb, err)
	if isPostgres(address) {
		o.raw.exec(tb, "VACUUM ANALYZE")
	}
	o.ids = o.raw.texts(tb, "SELECT id FROM outbox ORDER BY id")
	if len(o.ids) != o.messages() {
		tb.Fatalf("%d messages instead of %d", len(o.ids), o.messages())
	}
	return o
}

// empty has so many workers send everything, and returns how many a second.
func (o *outbox) empty(n int) float64 {
	o.Helper()
	o.raw.exec(o, `UPDATE outbox SET state = 'waiting', attempts = 0, unsure = 0, claimed_by = '', claimed_until = 0,
		receipt_platform = '', receipt_id = '', sent_at = 0`)
	if isPostgres(o.address) {
		o.raw.exec(o, "VACUUM outbox")
	}
	to, begin := &counter{}, time.Now()
	stop := work(o, workers(o, o.address, n), to, func() time.Time { return o.at.Add(time.Minute + time.Since(begin)) })
	until(o, "emptying the outbox", func() bool {
		return o.raw.texts(o, "SELECT count(*) FROM outbox WHERE state <> 'sent'")[0] == "0"
	})
	stop()
	if len(to.taken) != len(o.ids) {
		o.Fatalf("%d messages were sent of %d", len(to.taken), len(o.ids))
	}
	return to.perSecond()
}

// bare changes every message of the outbox once, in so many sessions side by side, and
// returns how many a second.
func (o *outbox) bare(n int) float64 {
	o.Helper()
	var all sync.WaitGroup
	var sessions []raw
	for range n {
		sessions = append(sessions, openRaw(o, o.address))
	}
	spent := timed(func() {
		for i, db := range sessions {
			all.Go(func() {
				for j := i; j < len(o.ids); j += n {
					db.exec(o, "UPDATE outbox SET cause = $1 WHERE id = $2", "bare", o.ids[j])
				}
			})
		}
		all.Wait()
	})
	return float64(len(o.ids)) / spent.Seconds()
}

// outboxes measures how many messages go out in a second when the platform takes no time.
func (f *figures) outboxSQLite(b *testing.B) {
	f.outboxes(b, filepath.Join(f.folder, "outbox.db"), 1)
}

// outboxPostgres is skipped, with the reason, where there is no PostgreSQL.
func (f *figures) outboxPostgres(b *testing.B) { f.outboxes(b, storetest.Postgres(b), 1, 2, 3) }

func (f *figures) outboxes(b *testing.B, address string, numbers ...int) {
	o := f.newOutbox(b, address)
	sent, bare := map[int]float64{}, map[int]float64{}
	for range outboxRounds {
		for _, n := range numbers {
			bare[n] += o.bare(n) / outboxRounds
			sent[n] += o.empty(n) / outboxRounds
		}
	}
	name := databaseName(b, address)
	for _, n := range numbers {
		f.report.rate(fmt.Sprintf("changing one row, %s, %d at the same time", name, n), bare[n])
		f.report.rate(fmt.Sprintf("messages through the outbox, %s, %s", name, several(n, "worker")), sent[n],
			fmt.Sprintf("%s rows changed each", digits(bare[n]/sent[n])), fmt.Sprintf("%s × 1 worker", digits(sent[n]/sent[1])))
	}
}

func several(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%s %s", count(float64(n)), what)
}

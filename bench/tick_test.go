package bench_test

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // to tell PostgreSQL that its tables were filled

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// The size of the measurements of rounds. Of what is due, every team has its share.
const (
	idleTicks  = 500
	dueTicks   = 12
	dueTeams   = 4
	duePerTeam = 25
)

// idleAt is a moment hours before every reminder; dueAt is the moment to which reminders are
// moved: a Wednesday morning, on which most members work.
func idleAt() time.Time { return time.Date(2024, time.January, 9, 12, 0, 0, 0, time.UTC) }
func dueAt() time.Time  { return time.Date(2024, time.January, 10, 9, 0, 0, 0, time.UTC) }

// world is a database of some size with its scheduler.
type world struct {
	testing.TB
	n         int
	store     *store.Store
	scheduler *scheduler.Scheduler
	history   int // messages that were sent before
	idle, due durations
}

// taker takes every message, as a platform that never fails.
type taker struct{}

// Send gives a receipt.
func (taker) Send(_ context.Context, _ bot.Address, key string, _ bot.Message) (bot.Receipt, error) {
	return bot.Receipt{Platform: bot.Local, ID: key}, nil
}

// Find finds nothing.
func (taker) Find(context.Context, bot.Address, string, time.Time) (bot.Receipt, bool, error) {
	return bot.Receipt{}, false, nil
}

// Replace does nothing.
func (taker) Replace(context.Context, bot.Address, bot.Receipt, *bot.Message) error { return nil }

func newWorld(tb testing.TB, n int, s *store.Store) *world {
	return &world{TB: tb, n: n, store: s, scheduler: scheduler.New(s, taker{}, slog.New(slog.DiscardHandler), "bench")}
}

func (f *figures) tickSQLite(b *testing.B) {
	var worlds []*world
	for _, n := range sizes(b, largest(b)) {
		worlds = append(worlds, newWorld(b, n, open(b, f.copyOf(b, n, "tick"))))
	}
	f.ticks("SQLite", append(worlds, newWorld(b, 1000, open(b, f.copyOf(b, 1000, "history"))).remember()))
}

// tickPostgres is skipped, with the reason, where there is no PostgreSQL.
func (f *figures) tickPostgres(b *testing.B) {
	var worlds []*world
	add := func(n int, finish func(*world)) {
		address := storetest.Postgres(b)
		w := newWorld(b, n, open(b, address))
		must(b, open(b, f.cache.file(b, n)).CopyTo(b.Context(), w.store))
		finish(w)
		analyze(b, address)
		worlds = append(worlds, w)
	}
	for _, n := range sizes(b, 100_000) {
		add(n, func(*world) {})
	}
	add(1000, func(w *world) { w.remember() })
	f.ticks("PostgreSQL without fsync", worlds)
}

// remember gives the outbox a past of some years.
func (w *world) remember() *world {
	const parts = 10
	w.history = 100_000
	for part := range parts {
		update(w, w.store, func(ctx context.Context, tx *store.Tx) error {
			for i := range w.history / parts {
				key := fmt.Sprintf("past/%d/%d", part, i)
				err := tx.Enqueue(ctx, store.Post{
					Key: key, Aan: user("bram", i%100), Message: []byte(`{"Text":"De evaluatie van ZO-0000007 is over vier weken."}`),
					Keys: []string{key}, Zaken: []string{zaak(7)}, Regels: []string{"EV-5"}, CreatedAt: idleAt(),
				})
				if err != nil {
					return err
				}
			}
			waiting, err := tx.Waiting(ctx)
			for _, p := range waiting {
				if err := tx.Delivered(ctx, p, store.Receipt{Platform: bot.Local, ID: p.ID}, idleAt()); err != nil {
					return err
				}
			}
			return err
		})
	}
	return w
}

// analyze does what the server does by itself after a while.
func analyze(b *testing.B, address string) {
	b.Helper()
	db, err := sql.Open("pgx", address)
	must(b, err)
	defer db.Close()
	_, err = db.ExecContext(b.Context(), "VACUUM ANALYZE")
	must(b, err)
}

// ticks measures rounds on databases of several sizes, in turn.
func (f *figures) ticks(kind string, worlds []*world) {
	for i := range idleTicks {
		for _, w := range worlds {
			w.idle = append(w.idle, w.tick(idleAt().Add(time.Duration(i)*time.Minute), 0))
		}
	}
	for i := range dueTicks {
		for _, w := range worlds {
			at := dueAt().Add(time.Duration(i) * time.Minute)
			w.due = append(w.due, w.tick(at, w.plan(i, at)))
		}
	}
	least := worlds[0]
	for _, w := range worlds {
		f.report.time("a round with nothing due, "+w.name(kind), w.idle, noRate, against(w.idle, least.idle, "1 000"))
	}
	for _, w := range worlds {
		what := fmt.Sprintf("a round with %d reminders due, %s", dueTeams*duePerTeam, w.name(kind))
		f.report.time(what, w.due, noRate, against(w.due, least.due, "1 000"), short(w.due.p50()/(dueTeams*duePerTeam))+" each")
	}
}

// name says how large a database is.
func (w *world) name(kind string) string {
	text := count(float64(w.n)) + " casussen"
	if w.history > 0 {
		text += " and " + count(float64(w.history)) + " messages sent"
	}
	return text + ", " + kind
}

// tick does one round and checks that it delivered what was due.
func (w *world) tick(at time.Time, wanted int) time.Duration {
	w.Helper()
	var delivered []scheduler.Delivered
	var err error
	spent := timed(func() { delivered, err = w.scheduler.Tick(w.Context(), at) })
	must(w, err)
	got := 0
	for _, d := range delivered {
		got += len(d.Keys)
	}
	if got != wanted {
		w.Fatalf("%d reminders delivered of %d", got, wanted)
	}
	return spent
}

// plan makes reminders of as many casussen due at a moment, in teams far apart, and
// returns how many.
func (w *world) plan(round int, at time.Time) int {
	w.Helper()
	planned, whole := 0, w.n/perTeam // teams with all their casussen
	update(w, w.store, func(ctx context.Context, tx *store.Tx) error {
		for i := range dueTeams {
			t := (round + i*whole/dueTeams) % whole
			n, err := w.planTeam(ctx, tx, t, round, at)
			if planned += n; err != nil {
				return err
			}
		}
		return nil
	})
	if planned != dueTeams*duePerTeam {
		w.Fatalf("%d reminders could be made due of %d", planned, dueTeams*duePerTeam)
	}
	return planned
}

func (w *world) planTeam(ctx context.Context, tx *store.Tx, t, round int, at time.Time) (n int, err error) {
	praktijk, err := tx.Praktijk(ctx, teamName(t))
	if err != nil {
		return 0, err
	}
	for i := range perTeam {
		list, err := tx.Planned(ctx, zaak(t*perTeam+(i+round*duePerTeam)%perTeam))
		if err != nil {
			return n, err
		}
		for _, r := range list {
			if isWarning(r) && praktijk.WerktNu(r.Aan, at) {
				if err := tx.Retime(ctx, r.Key, r.Aan, at, false); err != nil {
					return n, err
				}
				n++
				break
			}
		}
		if n == duePerTeam {
			break
		}
	}
	return n, nil
}

// isWarning reports whether a reminder comes once, some weeks before its term.
func isWarning(r procesregie.Reminder) bool {
	return (r.Termijn == procesregie.TermijnEvaluatie || r.Termijn == procesregie.TermijnMaximum) && strings.Contains(string(r.Stap), "we")
}

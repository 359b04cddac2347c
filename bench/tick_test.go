package bench_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// The size of the measurements of rounds. Of what is due, every team has its share.
const (
	idleTicks  = 300
	dueTicks   = 8
	dueTeams   = 4
	duePerTeam = 250
	perPerson  = 60 // more nobody gets on one day
)

// idleAt is a moment hours before every reminder.
func idleAt() time.Time { return time.Date(2024, time.January, 9, 12, 0, 0, 0, time.UTC) }

// dueAt is the moment of the reminders on a Wednesday, another one for every round: most
// members work then, and nobody had a message that day.
func (s *sample) dueAt(round int) time.Time {
	hour, minute := s.praktijk.Profiel.Tijd.Clock()
	return time.Date(2024, time.January, 10+7*round, hour, minute, 0, 0, s.praktijk.Zone)
}

// world is a database of some size with its scheduler.
type world struct {
	testing.TB
	n         int
	store     *store.Store
	scheduler *scheduler.Scheduler
	again     func([]procesregie.Reminder, time.Time) // has reminders planned once more
	chosen    []procesregie.Reminder                  // that are made due in every round
	history   int                                     // messages that were sent before

	idle, daily, due durations
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

func newWorld(tb testing.TB, n int, address string) *world {
	tb.Helper()
	s := open(tb, address)
	w := &world{TB: tb, n: n, store: s, scheduler: scheduler.New(s, taker{}, slog.New(slog.DiscardHandler), "bench")}
	db := openRaw(tb, address)
	w.again = func(list []procesregie.Reminder, at time.Time) {
		db.exec(tb, "BEGIN")
		defer db.exec(tb, "COMMIT")
		for _, r := range list {
			db.exec(tb, "UPDATE reminders SET state = 'planned', at = $1, aan = $2, gemist = 0, ended = 0 WHERE key = $3", at.UnixMilli(), r.Aan, r.Key)
		}
	}
	return w
}

func (f *figures) tickSQLite(b *testing.B) {
	var worlds []*world
	for _, n := range sizes(b, largest(b)) {
		worlds = append(worlds, newWorld(b, n, f.copyOf(b, n, "tick")))
	}
	f.ticks("SQLite", append(worlds, newWorld(b, 1000, f.copyOf(b, 1000, "history")).remember()))
}

// tickPostgres is skipped, with the reason, where there is no PostgreSQL.
func (f *figures) tickPostgres(b *testing.B) {
	var worlds []*world
	add := func(n int, finish func(*world)) {
		address := storetest.Postgres(b)
		w := newWorld(b, n, address)
		must(b, open(b, f.cache.file(b, n)).CopyTo(b.Context(), w.store))
		finish(w)
		analyze(b, address)
		worlds = append(worlds, w)
	}
	for _, n := range sizes(b, 100_000) {
		add(n, func(*world) {})
	}
	add(1000, func(w *world) { w.remember() })
	f.ticks(databaseName(b, storetest.Postgres(b)), worlds)
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
	openRaw(b, address).exec(b, "VACUUM ANALYZE")
}

// ticks measures rounds on databases of several sizes, in turn.
func (f *figures) ticks(kind string, worlds []*world) {
	for i := range idleTicks {
		for _, w := range worlds {
			w.idle = append(w.idle, w.tick(idleAt().Add(time.Duration(i)*time.Minute), 0))
		}
	}
	for _, w := range worlds {
		w.choose(f.sample.dueAt(0))
	}
	for i := range dueTicks {
		for _, w := range worlds {
			at := f.sample.dueAt(i)
			w.daily = append(w.daily, w.tick(at.Add(-time.Minute), 0))
			w.again(w.chosen, at)
			w.due = append(w.due, w.tick(at, len(w.chosen)))
		}
	}
	least := worlds[0]
	for _, w := range worlds {
		f.report.time("a round with nothing due, "+w.name(kind), w.idle, noRate, against(w.idle, least.idle, "1 000"))
	}
	for _, w := range worlds {
		f.report.time("the first round of a day, nothing due, "+w.name(kind), w.daily, noRate, against(w.daily, least.daily, "1 000"))
	}
	for _, w := range worlds {
		what := fmt.Sprintf("a round with %s reminders due, %s", count(float64(len(w.chosen))), w.name(kind))
		f.report.time(what, w.due, noRate, against(w.due, least.due, "1 000"), short(w.due.p50()/time.Duration(len(w.chosen)))+" each")
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

// choose chooses the reminders that are made due: about as many of each of a few teams far
// apart, whatever the size of the database, so that they make as many messages.
func (w *world) choose(at time.Time) {
	w.Helper()
	whole := w.n / perTeam // teams with all their casussen
	must(w, w.store.View(w.Context(), func(tx *store.Tx) error {
		var spare []procesregie.Reminder // of teams that have more than their share
		for i := range dueTeams {
			list, err := chooseFrom(w.Context(), tx, i*whole/dueTeams, at)
			if err != nil {
				return err
			}
			share := min(len(list), duePerTeam)
			w.chosen, spare = append(w.chosen, list[:share]...), append(spare, list[share:]...)
		}
		if next := 1; whole > dueTeams { // and of one more team, where there is one
			list, err := chooseFrom(w.Context(), tx, next, at)
			if err != nil {
				return err
			}
			spare = append(spare, list...)
		}
		short := dueTeams*duePerTeam - len(w.chosen)
		w.chosen = append(w.chosen, spare[:min(short, len(spare))]...)
		return nil
	}))
	if len(w.chosen) != dueTeams*duePerTeam {
		w.Fatalf("%d reminders could be made due of %d", len(w.chosen), dueTeams*duePerTeam)
	}
}

// chooseFrom chooses of one team: one of every term, for people who are at work, and not more
// than each gets on a day.
func chooseFrom(ctx context.Context, tx *store.Tx, t int, at time.Time) (chosen []procesregie.Reminder, err error) {
	praktijk, err := tx.Praktijk(ctx, teamName(t))
	if err != nil {
		return nil, err
	}
	had, terms := map[string]int{}, map[string]bool{}
	for i := range perTeam {
		list, err := tx.Planned(ctx, zaak(t*perTeam+i))
		if err != nil {
			return nil, err
		}
		for _, r := range list {
			term := r.Zaak + "/" + string(r.Termijn)
			if !isWarning(r) || terms[term] || had[r.Aan] == perPerson || !praktijk.WerktNu(r.Aan, at) {
				continue
			}
			terms[term] = true
			had[r.Aan]++
			chosen = append(chosen, r)
		}
	}
	return chosen, nil
}

// isWarning reports whether a reminder comes once, before its term, to who it is meant for:
// after it nothing is planned that hangs on when it went out.
func isWarning(r procesregie.Reminder) bool {
	after := func(step procesregie.Stap) bool { return strings.HasPrefix(string(r.Stap), string(step)) }
	return !r.Dringend && r.Aan == r.Voor && !slices.ContainsFunc([]procesregie.Stap{
		procesregie.StapTeLaat, procesregie.StapDag, procesregie.StapManager, procesregie.StapWeek, procesregie.StapUitstel,
	}, after)
}

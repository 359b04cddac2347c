package chaos_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regiebot/regiebot/chaos"
	"github.com/regiebot/regiebot/keys"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// storm is how the server misbehaves while the workers are killed.
var storm = chaos.Odds{
	LoseAnswer: 40, FailAfter: 25, NonsenseAfter: 25, HangStore: 25, HangDrop: 20, CutBefore: 40, FailBefore: 40, Busy: 15, BusyEveryone: 1,
	FindFail: 50, FindHang: 30, FindNonsense: 30,
	CannotTell: cannotTell, Hang: hang, Every: 50 * time.Millisecond, After: 1,
}

// cannotTell is how many addresses in a thousand are of a kind that nobody can look into.
const cannotTell = 60

// run is one run on one database.
type run struct {
	*testing.T
	kills, reminders int // to reach
	seed             uint64
	long             bool

	address  string
	zone     *time.Location
	world    *world
	clock    *chaos.Clock
	server   *chaos.Server
	store    *store.Store
	books    books
	crew     *crew
	restarts atomic.Int64
	began    time.Time
}

// TestChaos is short; with CHAOS_KILLS, CHAOS_REMINDERS and CHAOS_SEED it is as long as
// they say. See docs/reliability.md.
func TestChaos(t *testing.T) {
	kills, long := fromEnv(t, "CHAOS_KILLS", 8)
	reminders, _ := fromEnv(t, "CHAOS_REMINDERS", 150)
	seed, _ := fromEnv(t, "CHAOS_SEED", 1)
	if long && testing.Short() {
		t.Skip("this takes long")
	}
	fmt.Println("| database | messages | reminders | kills | restarts | lost | doubled | marked (double) | late, simulated | late, real |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|---|")
	for _, c := range []struct {
		name    string
		workers int
		address func(testing.TB) string
	}{{"sqlite", 2, storetest.SQLite}, {"postgres", 3, storetest.Postgres}} {
		t.Run(c.name, func(t *testing.T) {
			r := &run{T: t, kills: kills, reminders: reminders, seed: uint64(seed), long: long, address: c.address(t), began: time.Now()}
			r.prepare(c.workers)
			r.storm()
			r.calm()
			r.judge(c.name, c.workers)
		})
	}
}

// fromEnv reads a number from the environment.
func fromEnv(t *testing.T, name string, usual int) (n int, set bool) {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return usual, false
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		t.Fatalf("%s=%q is no number", name, text)
	}
	return n, true
}

// prepare fills the database and starts everything.
func (r *run) prepare(workers int) {
	r.Helper()
	must := func(err error) {
		r.Helper()
		if err != nil {
			r.Fatal(err)
		}
	}
	var err error
	r.zone, err = time.LoadLocation("Europe/Amsterdam")
	must(err)
	keyFile := filepath.Join(r.TempDir(), "keys.json")
	ring, err := keys.Init(keyFile)
	must(err)
	if r.restartable() {
		storetest.Exec(r, r.address, "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || quote_ident(current_database()) || ' SET synchronous_commit = on'; END $$")
	}
	r.store, err = store.Open(r.Context(), r.address, ring)
	must(err)
	r.Cleanup(func() { _ = r.store.Close() })
	start := p.Date{Year: 2026, Month: time.January, Day: 5}
	s := size{teams: 2, casussen: 80}
	if r.long {
		s = size{teams: max(4, r.reminders/2000), casussen: max(400, r.reminders/20)}
	}
	r.world = &world{Rand: rand.New(rand.NewPCG(r.seed, 1)), size: s, start: start, changes: map[string][]time.Time{}}
	r.world.fill(r.T, r.store)
	r.books = openBooks(r.T, r.address)
	r.durable()
	r.clock = chaos.NewClock(start.At(8, 0, r.zone), time.Now)
	r.server, err = chaos.Serve(r.clock, time.Now, r.seed)
	must(err)
	r.Cleanup(func() { _ = r.server.Close() })
	r.server.Set(storm)
	r.crew = gather(r.T, order{Database: r.address, Keys: keyFile, Server: r.server.URL()}, workers, r.seed)
	r.Logf("ready after %s", short(time.Since(r.began)))
}

// durable makes sure that what was stored is there after a crash, as on any server that
// people use; that of the other tests gives it up to be quick.
func (r *run) durable() {
	if !r.restartable() {
		return
	}
	var on string
	if err := r.books.db.QueryRowContext(r.Context(), "SHOW synchronous_commit").Scan(&on); err != nil || on != "on" {
		r.Fatalf("synchronous_commit is %q: %v", on, err)
	}
}

// restartable reports whether the database is a server, which can be restarted.
func (r *run) restartable() bool { return strings.HasPrefix(r.address, "postgres") }

// storm moves the clock and changes casussen, while workers are killed and the database
// restarts, until all that was asked for has happened.
func (r *run) storm() {
	ctx, end := context.WithCancel(r.Context())
	over := make(chan struct{}, 2)
	go func() { r.kill(ctx); over <- struct{}{} }()
	go func() { r.restart(ctx); over <- struct{}{} }()
	defer func() { end(); <-over; <-over }()
	told := time.Now()
	for {
		sent, _ := r.books.count(r.Context(), "reminders WHERE state = 'sent'")
		if sent >= r.reminders && r.crew.killed() >= r.kills && (r.restarts.Load() != 0 || !r.restartable()) {
			return
		}
		if r.clock.Ahead().Sub(r.world.start.At(0, 0, r.zone)) > 330*24*time.Hour {
			r.Fatalf("after eleven months only %d reminders went out and %d workers were killed", sent, r.crew.killed())
		}
		if time.Since(told) > 20*time.Second {
			told = time.Now()
			r.progress(sent)
		}
		r.step()
	}
}

func (r *run) progress(sent int) {
	waiting, _ := r.books.waiting(r.Context(), r.clock.Now())
	r.Logf("%s: %s, %d messages, %d reminders, %d waiting, %d kills, %d restarts", short(time.Since(r.began)),
		r.clock.Now().In(r.zone).Format("2006-01-02 15:04"), r.server.Count(), sent, waiting, r.crew.killed(), r.restarts.Load())
}

// kill kills workers at random moments; in a short run no more than was asked for, in a
// long one more slowly from then on, so that the reminders come along.
func (r *run) kill(ctx context.Context) {
	dice := rand.New(rand.NewPCG(r.seed, 3))
	for ctx.Err() == nil && (r.long || r.crew.killed() < r.kills) {
		between := 900
		switch {
		case r.crew.killed() >= r.kills:
			between = 9000
		case r.long: // a process that never lives to deliver anything shows nothing
			between = 1800
		}
		wait := time.NewTimer(time.Duration(100+dice.IntN(between)) * time.Millisecond)
		select {
		case <-wait.C:
			r.crew.kill()
		case <-ctx.Done():
		}
		wait.Stop()
	}
}

// restart restarts the database now and then; in a short run twice.
func (r *run) restart(ctx context.Context) {
	if !r.restartable() {
		return
	}
	every := 2 * time.Second
	if r.long {
		every = 15 * time.Second
	}
	ticks := time.NewTicker(every)
	defer ticks.Stop()
	for r.long || r.restarts.Load() < 2 {
		select {
		case <-ticks.C:
		case <-ctx.Done():
			return
		}
		restarted, err := storetest.Restart()
		if err != nil {
			r.Errorf("restarting the database: %v", err)
			return
		}
		if !restarted {
			r.Log("the database is not restarted: it is that of TEST_DATABASE_URL")
			r.restarts.Store(-1)
			return
		}
		r.restarts.Add(1)
	}
}

// step moves the clock, changes a few things, and waits until all is sent, or until nothing
// is sent any more: some things wait for another day.
func (r *run) step() {
	r.server.Move(r.next())
	for range 1 + r.world.IntN(4) {
		if err := r.world.change(r.Context(), r.store, r.clock.Now()); err != nil {
			r.Fatalf("changing a casus: %v", err)
		}
	}
	patience, idle := 800*time.Millisecond, 800*time.Millisecond
	if r.long {
		patience, idle = time.Minute, 4*time.Second
	}
	least, since := -1, time.Now()
	r.until(patience, func() bool {
		n, ok := r.books.waiting(r.Context(), r.clock.Now())
		if ok && (least < 0 || n < least) {
			least, since = n, time.Now()
		}
		return ok && n == 0 || time.Since(since) > idle
	})
}

// next is the moment to which the clock is set: mostly the morning of the next working
// day, now and then an hour at which nobody works, some days later, or back.
func (r *run) next() time.Time {
	now, ahead := r.clock.Now(), r.clock.Ahead()
	minutes := func(from, to int) time.Duration { return time.Duration(from+r.world.IntN(to-from)) * time.Minute }
	switch r.world.IntN(16) {
	case 0:
		return now.Add(-minutes(3, 55))
	case 1:
		return now.Add(-minutes(60, 240))
	case 2:
		return p.DateOf(ahead.In(r.zone)).At(16, 57, r.zone)
	case 3:
		return p.DateOf(ahead.In(r.zone)).AddDays(2+r.world.IntN(4)).At(10, 0, r.zone)
	case 4:
		return ahead.Add(minutes(300, 720))
	}
	return r.morning(ahead).Add(minutes(-3, 20))
}

// morning is nine o'clock on the next weekday after a moment.
func (r *run) morning(after time.Time) time.Time {
	day := p.DateOf(after.In(r.zone)).AddDays(1)
	for day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
		day = day.AddDays(1)
	}
	return day.At(9, 0, r.zone)
}

// until waits until something is so, and no longer than a time.
func (r *run) until(limit time.Duration, so func() bool) bool {
	ticks := time.NewTicker(50 * time.Millisecond)
	defer ticks.Stop()
	late := time.NewTimer(limit)
	defer late.Stop()
	for !so() {
		select {
		case <-ticks.C:
		case <-late.C:
			return false
		}
	}
	return true
}

// calm lets the server behave and the workers live until nothing waits. The clock goes on
// in small steps: what was asked to wait comes up.
func (r *run) calm() {
	r.server.Set(chaos.Odds{CannotTell: cannotTell})
	r.server.Move(r.morning(r.clock.Ahead()).Add(10 * time.Minute))
	limit, steps := 30*time.Second, 0
	if r.long {
		limit = 5 * time.Minute
	}
	var left int
	quiet := r.until(limit, func() bool {
		n, ok := r.books.waiting(r.Context(), r.clock.Now())
		if left = n; ok && n == 0 {
			return true
		}
		if steps++; steps%6 == 0 {
			next := r.clock.Now().Add(3 * time.Minute)
			if next.In(r.zone).Hour() >= 16 {
				next = r.morning(next).Add(10 * time.Minute)
			}
			r.server.Move(next)
		}
		return false
	})
	if !quiet {
		r.Errorf("%d reminders, messages and changes are still waiting", left)
	}
	r.crew.stop()
}

// judge counts, and prints the line of the table.
func (r *run) judge(name string, workers int) {
	now := readPractice(r.T, r.store)
	a := account{
		posted: r.server.Posted(), messages: r.books.messages(r.T), reminders: r.books.reminders(r.T), now: r.clock.Now(),
		stage: now.stage, planned: now.planned, clock: r.clock,
		start: r.world.start.At(8, 0, r.zone), changes: r.world.changes, logged: r.crew.logged,
	}
	o := a.reckon()
	fmt.Printf("| %s, %d workers | %d | %d | %d | %d | %d | %d | %d (%d) | %s | %s |\n", name, workers, o.Messages, o.Reminders, r.crew.killed(), max(0, r.restarts.Load()),
		len(o.Lost), len(o.Doubled), o.Marked, o.Twice, spread(o.Simulated), spread(o.Real))
	r.Logf("took %s, up to %s", short(time.Since(r.began)), r.clock.Now().In(r.zone).Format("2006-01-02"))
	if o.Reminders == 0 || r.crew.killed() == 0 {
		r.Errorf("%d reminders went out and %d workers were killed: this proves nothing", o.Reminders, r.crew.killed())
	}
	r.complain("lost", o.Lost, a)
	r.complain("doubled", o.Doubled, a)
	for _, how := range r.crew.ended {
		r.Errorf("a worker ended by itself: %s", how)
	}
	if r.Failed() {
		r.Logf("the workers logged last:\n%s", strings.Join(r.crew.logged(""), "\n"))
	}
}

// complain fails the test with what should not have happened, and tells all about the
// first of them.
func (r *run) complain(what string, list []finding, a account) {
	r.Helper()
	const most = 12
	if len(list) == 0 {
		return
	}
	r.Errorf("%s: %d", what, len(list))
	for _, f := range list[:min(most, len(list))] {
		r.Logf("%s: %s\n  %s", f.what, f.key, strings.Join(a.story(f.key), "\n  "))
	}
}

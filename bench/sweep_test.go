package bench_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/chaos"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/store/storetest"
)

// The sweep of a morning, and how often somebody asks something meanwhile.
const (
	lead     = 3 * time.Second // the workers are there before the reminders are due
	askEvery = 10 * time.Millisecond
	asksEach = 1000 // answers that are measured while nothing is sent
)

// sweepReminders is how many reminders are due at the same moment.
func sweepReminders(tb testing.TB) int { return min(10_000, largest(tb)) }

// limited is a client of a chat server that counts how often that was busy.
type limited struct {
	*chaos.Client
	busy atomic.Int64
}

// Send posts a message.
func (l *limited) Send(ctx context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	r, err := l.Client.Send(ctx, to, key, m)
	var not *bot.NotSent
	if errors.As(err, &not) && not.Why == bot.Busy {
		l.busy.Add(1)
	}
	return r, err
}

// sweep is one morning on one database.
type sweep struct {
	*crowd
	testing.TB
	name     string // of the database
	address  string
	workers  int
	asked    bool // answers are given meanwhile
	server   *chaos.Server
	clock    *chaos.Clock
	platform *limited

	before, during answered
	undone         func() int // transactions so far that were in each other's way
}

// answered are the times of answers by their command.
type answered map[string]durations

func (f *figures) sweepSQLite(b *testing.B) {
	total := sweepReminders(b)
	for i, people := range []int{total, total / 10, total / 500} {
		f.sweep(b, &sweep{TB: b, address: filepath.Join(f.folder, fmt.Sprintf("sweep-%d.db", i)), workers: 1, asked: i == 0}, people, total/people)
	}
}

// sweepPostgres is skipped, with the reason, where there is no PostgreSQL.
func (f *figures) sweepPostgres(b *testing.B) {
	total := sweepReminders(b)
	for i, people := range []int{total, total / 500} {
		f.sweep(b, &sweep{TB: b, address: storetest.Postgres(b), workers: 3, asked: i == 0}, people, total/people)
	}
}

// sweep measures how long after their moment reminders are on the platform that everybody
// gets at the same time, when it takes one message a second for each of them.
func (f *figures) sweep(b *testing.B, s *sweep, people, each int) {
	stores := workers(b, s.address, s.workers)
	s.crowd, s.name = f.sample.fillCrowd(b, stores[0], people, each), databaseName(b, s.address)
	s.quiet(b, stores[0])
	if isPostgres(s.address) {
		openRaw(b, s.address).exec(b, "VACUUM ANALYZE")
	}
	s.undone = undone(b, s.address)
	s.clock = chaos.NewClock(s.at.Add(-lead), time.Now)
	server, err := chaos.Serve(s.clock, time.Now, 1)
	must(b, err)
	defer server.Close()
	server.Set(chaos.Odds{Every: time.Second, After: 1})
	s.server, s.platform = server, &limited{Client: chaos.NewClient(server.URL(), 10*time.Second)}
	a := newAnswers(stores[0])
	if s.asked {
		asks := 0
		s.before = s.ask(a.app, func() bool { asks++; return asks > asksEach })
	}
	s.clock.Set(s.at.Add(-lead))
	s.run(a.app, func() func() { return work(b, stores, s.platform, s.clock.Now) })
	s.tell(&f.report)
}

// run has the workers send everything.
func (s *sweep) run(app *commands.App, start func() (stop func())) {
	s.Helper()
	stop := start()
	defer stop()
	until(s, "the moment of the reminders", func() bool { return !s.clock.Now().Before(s.at) })
	var asking sync.WaitGroup
	var over atomic.Bool
	if s.asked {
		asking.Go(func() { s.during = s.ask(app, over.Load) })
	}
	until(s, "sending the reminders", func() bool { return s.posted() >= s.messages() })
	over.Store(true)
	asking.Wait()
}

// posted is how many messages are on the platform.
func (s *sweep) posted() int { return s.server.Count() }

// ask has one person after the other ask something, at a steady pace, until it is over.
func (s *sweep) ask(app *commands.App, over func() bool) answered {
	times := answered{}
	pace := time.NewTicker(askEvery)
	defer pace.Stop()
	for i := 0; !over(); i++ {
		<-pace.C
		line := lineCheck
		if i%2 == 0 {
			line = "casus toon zaak=" + zaak(i%s.people)
		}
		var m bot.Message
		var err error
		name := strings.Join(strings.Fields(line)[:1+(i+1)%2], " ")
		times[name] = append(times[name], timed(func() {
			m, err = app.Answer(s.Context(), bot.Request{
				Line: line, From: bot.Person{Platform: bot.Local, ID: crowdPerson(i % s.people)}, In: bot.Place{Private: true}, At: s.clock.Now(),
			})
		}))
		if err != nil || m.Refused {
			s.Errorf("%s: %s %v", name, m.Text, err)
			return times
		}
	}
	return times
}

// tell reports a sweep.
func (s *sweep) tell(r *report) {
	s.Helper()
	var delays durations
	keys := map[string]bool{}
	for _, p := range s.server.Posted() {
		delays = append(delays, p.At.Sub(s.at))
		keys[p.Key] = true
	}
	if len(keys) != s.messages() || len(delays) != s.messages() {
		s.Fatalf("%d messages with %d keys instead of %d", len(delays), len(keys), s.messages())
	}
	limit, last := time.Duration(s.messages()/s.people-1)*time.Second, slices.Max(delays)
	ratio := []string{"the last after " + short(last)}
	if limit > 0 {
		ratio = append(ratio, fmt.Sprintf("%s × the least of %s", digits(float64(last)/float64(limit)), short(limit)))
	}
	ratio = append(ratio, count(float64(s.platform.busy.Load()))+" times 429")
	if isPostgres(s.address) {
		ratio = append(ratio, count(float64(s.undone()))+" transactions done again")
	}
	what := fmt.Sprintf("delay of %s × %s at 09.00, %s, %s", several(s.people, "person"), several(s.each, "reminder"), s.name, several(s.workers, "worker"))
	r.time(strings.Replace(what, "persons", "people", 1), delays, float64(len(delays))/last.Seconds(), ratio...)
	for _, name := range []string{"mpcheck", "casus toon"} {
		if before, during := s.before[name], s.during[name]; s.asked {
			r.time("`"+name+"` while nothing is sent, "+s.name, before, noRate)
			r.time("… while these reminders are sent", during, noRate, against(during, before, "without"),
				fmt.Sprintf("p99 %s × without", digits(float64(during.p99())/float64(before.p99()))))
		}
	}
}

// undone tells how many transactions PostgreSQL has rolled back since now: those that were in
// each other's way.
func undone(tb testing.TB, address string) func() int {
	tb.Helper()
	if !isPostgres(address) {
		return nil
	}
	db := openRaw(tb, address)
	read := func() int {
		n, err := strconv.Atoi(db.texts(tb, "SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()")[0])
		must(tb, err)
		return n
	}
	before := read()
	return func() int { return read() - before }
}

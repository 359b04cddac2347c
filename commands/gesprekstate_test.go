package commands_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// gesprekKey is under which a script keeps its conversation.
type gesprekKey struct{}

// gesprek is one conversation: a team, its database and the clock of the script.
type gesprek struct {
	address   string
	ring      *keys.Ring
	store     *store.Store
	app       *commands.App
	scheduler *scheduler.Scheduler
	zone      *time.Location
	now       time.Time
	wie       string    // who speaks
	in        bot.Place // where
	last      bot.Message
	request   bot.Request              // the last one, to send it again
	random    bool                     // what is said is random: only what must hold of every reply is checked
	open      string                   // a refusal that the script has not mentioned yet
	forms     map[string]*bot.Form     // the open form of each person
	seen      map[string][]bot.Message // what each person has on the screen, oldest first
	post      map[string][]delivered   // what was delivered and not yet read, by recipient
	down      bool                     // the platform takes nothing
	printed   bool                     // there is no platform: the messages are printed
	closed    map[string]bool          // the accounts for which it takes nothing

	via     func(bot.Request) (bot.Message, error) // the platform over which is spoken; nil: none
	presses bool                                   // what is said now is the line of a button
	tb      testing.TB
	model   *nepModel                    // the language model; nil: there is none
	pressed string                       // who pressed a button last, and its line
	buttons map[string]map[string]string // on a platform: the value of a button, by person and line
}

type delivered struct {
	scheduler.Delivered
}

// nieuwGesprek makes the example team in an empty database, on Friday 13 November
// 2026 at 09.00 hours.
func nieuwGesprek(tb testing.TB, address string) (*gesprek, error) {
	zone, err := time.LoadLocation(store.DefaultZone)
	if err != nil {
		return nil, err
	}
	g := &gesprek{
		tb:      tb,
		address: address, ring: storetest.Ring(tb), zone: zone, wie: "anouk", in: bot.Place{Private: true}, now: time.Date(2026, time.November, 13, 9, 0, 0, 0, zone),
		forms: map[string]*bot.Form{}, seen: map[string][]bot.Message{}, post: map[string][]delivered{}, closed: map[string]bool{}, buttons: map[string]map[string]string{},
	}
	tb.Cleanup(func() {
		if err := g.store.Close(); err != nil {
			tb.Errorf("closing the database: %v", err)
		}
	})
	if err := g.boot(); err != nil {
		return nil, err
	}
	return g, g.loadTeam()
}

// quiet is where the log of the program goes.
var quiet = slog.New(slog.DiscardHandler)

// boot opens the database and starts the program on it, as after a restart.
func (g *gesprek) boot() error {
	s, err := store.Open(context.Background(), g.address, g.ring)
	if err != nil {
		return err
	}
	g.store, g.scheduler = s, scheduler.New(s, platform{g}, quiet, "gesprek")
	g.app = commands.New(s, quiet, g.simulate).Delivering(standAt)
	return nil
}

func (g *gesprek) simulate(ctx context.Context, from, to procesregie.Date) ([]commands.Simulated, error) {
	all, err := scheduler.Simulate(ctx, g.store, from.At(0, 0, g.zone), to.AddDays(1).At(0, 0, g.zone).Add(-time.Second))
	var list []commands.Simulated
	for _, d := range all {
		list = append(list, commands.Simulated{At: d.At, To: d.To, Rules: d.Rules, Casus: d.Casus, Message: d.Message})
	}
	return list, err
}

func (g *gesprek) loadTeam() error {
	text, err := os.ReadFile("testdata/team.yaml")
	if err != nil {
		return err
	}
	file, err := exchange.ReadTeam(text)
	if err != nil {
		return err
	}
	if err := g.useProfile(file.Profiel); err != nil {
		return err
	}
	return g.store.Update(context.Background(), func(tx *store.Tx) error {
		problems := []error{tx.SaveTeam(context.Background(), file.Team)}
		for _, lid := range file.Leden {
			problems = append(problems, tx.SaveLid(context.Background(), lid))
		}
		return errors.Join(problems...)
	})
}

func (g *gesprek) useProfile(name string) error {
	source, ok := procesregie.ProfielBestand(name)
	if !ok {
		return fmt.Errorf("there is no profile %q", name)
	}
	p, err := exchange.ReadProfiel(source)
	if err != nil {
		return err
	}
	return g.store.Update(context.Background(), func(tx *store.Tx) error { return tx.SetProfiel(context.Background(), p, source) })
}

// request makes a request of who speaks, a second after the one before.
func (g *gesprek) newRequest(line string, fields map[string]string) bot.Request {
	g.now = g.now.Add(time.Second)
	return bot.Request{Line: line, Fields: fields, From: g.person(g.wie), In: g.in, At: g.now}
}

func (g *gesprek) person(name string) bot.Person { return bot.Person{Platform: bot.Local, ID: name} }

// ask lets the program answer, and holds the reply against everything that must be
// true of every reply.
func (g *gesprek) ask(req bot.Request) (bot.Message, error) {
	if g.open != "" {
		return bot.Message{}, fmt.Errorf("the reply before was refused and the script does not say so:\n%s", g.open)
	}
	before, err := g.snapshot()
	if err != nil {
		return bot.Message{}, err
	}
	away, err := g.isUnreachable()
	if err != nil {
		return bot.Message{}, err
	}
	m, err := g.answer(req)
	if err != nil {
		return m, fmt.Errorf("internal error: %w", err)
	}
	g.request, g.last = req, m
	if err := g.judge(m, g.wie); err != nil {
		return m, err
	}
	if m.Refused {
		g.open = show(m)
		after, err := g.snapshot()
		if err != nil || after != before && !away { // who speaks can be reached again, whatever is said
			return m, errors.Join(err, fmt.Errorf("refused, and still something changed:\nbefore %s\nafter  %s\nreply  %s", before, after, m.Text))
		}
	}
	if err := g.noted(req, m); err != nil {
		return m, err
	}
	if req.Fields != nil || m.Form != nil {
		g.forms[g.wie] = m.Form
	}
	g.seen[g.wie] = append(g.seen[g.wie], m)
	return m, nil
}

// answer lets the program answer, over the platform on which is spoken.
func (g *gesprek) answer(req bot.Request) (bot.Message, error) {
	if g.via != nil {
		return g.via(req)
	}
	return g.app.Answer(context.Background(), req)
}

// isUnreachable reports whether the platform takes nothing for who speaks.
func (g *gesprek) isUnreachable() (away bool, err error) {
	err = g.store.View(context.Background(), func(tx *store.Tx) error {
		lid, err := tx.Lid(context.Background(), g.wie)
		away = !lid.Onbereikbaar.IsZero()
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		return err
	})
	return away, err
}

// noted wants a row in the access log for every answer that names a case: no answer
// without a trace. Help names an example.
func (g *gesprek) noted(req bot.Request, m bot.Message) error {
	unknown := m.Form != nil && strings.HasPrefix(req.Line, "casus nieuw") // the number is what was typed
	if m.Refused || req.Partial || unknown || strings.Contains(req.Line, "hulp") || strings.Contains(show(m), "bijvoorbeeld ZO-2026") {
		return nil
	}
	ctx := context.Background()
	return g.store.View(ctx, func(tx *store.Tx) error {
		cases, err := tx.Casussen(ctx, store.Filter{})
		if err != nil {
			return err
		}
		for _, k := range cases {
			if !strings.Contains(show(m), k.Zaaknummer) {
				continue
			}
			rows, err := tx.AuditOf(ctx, "", store.AuditFilter{From: req.At, To: req.At.Add(time.Millisecond), Wie: g.wie}, 1)
			if err == nil && len(rows) == 0 {
				err = fmt.Errorf("%s says %q and hears of %s, and the access log does not know", g.wie, req.Line, k.Zaaknummer)
			}
			return err
		}
		return nil
	})
}

// snapshot is everything that is stored, apart from forms that are half filled in.
func (g *gesprek) snapshot() (string, error) {
	ctx := context.Background()
	all := map[string]any{}
	err := g.store.View(ctx, func(tx *store.Tx) error {
		cases, err := tx.Casussen(ctx, store.Filter{})
		if err != nil {
			return err
		}
		all["cases"] = cases
		for _, k := range cases {
			if all["planned "+k.Zaaknummer], err = tx.Planned(ctx, k.Zaaknummer); err != nil {
				return err
			}
		}
		var problems [4]error
		all["leden"], problems[0] = tx.Leden(ctx, "")
		all["teams"], problems[1] = tx.Teams(ctx)
		all["waiting"], problems[2] = tx.Waiting(ctx)
		all["hulp"], _, problems[3] = tx.HulpVan(ctx, "")
		return errors.Join(problems[:]...)
	})
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(all)
	return string(text), err
}

// rounds does the rounds of the scheduler from now until a moment, that moment
// included, and brings what was delivered to the people.
func (g *gesprek) rounds(until time.Time) error {
	all, err := g.scheduler.RunUntil(context.Background(), g.now, until)
	if err != nil {
		return err
	}
	end, err := g.scheduler.Tick(context.Background(), until)
	if err != nil {
		return err
	}
	all = append(all, end...)
	g.now = until
	for _, d := range all {
		if err := g.judge(d.Message, strings.TrimPrefix(d.To, "#")); err != nil {
			return fmt.Errorf("delivered to %s: %w", d.To, err)
		}
		to, _, _ := strings.Cut(d.To, "/") // one team, one channel
		g.post[to] = append(g.post[to], delivered{d})
		g.seen[to] = append(g.seen[to], d.Message)
	}
	return nil
}

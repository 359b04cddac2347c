package bench_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// inCrowdTeam is how many people are in a team of a crowd.
const inCrowdTeam = 50

// crowd is people who all have the same reminders due at the same moment.
type crowd struct {
	people, each int // each has so many casussen
	zone         *time.Location
	at           time.Time // when the first reminder of every casus is due
}

func crowdTeam(t int) string   { return fmt.Sprintf("Team %04d", t) }
func crowdPerson(i int) string { return fmt.Sprintf("p%05d", i) }

// casus is casus number i, the same for everybody.
func (c *crowd) casus(i int) procesregie.Casus {
	start := procesregie.DateOf(time.Date(2026, time.June, 1, 12, 0, 0, 0, c.zone))
	person := i % c.people
	return procesregie.Casus{
		Zaaknummer: zaak(i), Team: crowdTeam(person / inCrowdTeam), Regisseur: crowdPerson(person), StartRegie: start,
		Niveaus: []procesregie.NiveauWissel{{Niveau: procesregie.Basis, Sinds: start}},
	}
}

// fillCrowd puts a crowd in an empty database, and finds out when its reminders are due.
func (s *sample) fillCrowd(tb testing.TB, db *store.Store, people, each int) *crowd {
	tb.Helper()
	c := &crowd{people: people, each: each, zone: s.praktijk.Zone}
	source := bytes.Replace(s.source, []byte("maximum_per_dag: 3"), []byte("maximum_per_dag: 50"), 1)
	profiel, err := exchange.ReadProfiel(source)
	must(tb, err)
	if profiel.Tijd.Maximum() != 50 {
		tb.Fatal("the profile has no daily maximum that can be raised")
	}
	update(tb, db, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.SetProfiel(ctx, profiel, source); err != nil {
			return err
		}
		return tx.SetSetting(ctx, store.SettingZone, s.praktijk.Zone.String())
	})
	for t := range (people + inCrowdTeam - 1) / inCrowdTeam {
		update(tb, db, func(ctx context.Context, tx *store.Tx) error { return c.fillTeam(ctx, tx, t) })
	}
	list := procesregie.Plan(c.casus(0), procesregie.Praktijk{Profiel: profiel, Zone: c.zone, Leden: map[string]procesregie.Lid{}}, nil)
	c.at = slices.MinFunc(list, func(a, b procesregie.Reminder) int { return a.At.Compare(b.At) }).At
	return c
}

func (c *crowd) fillTeam(ctx context.Context, tx *store.Tx, t int) error {
	first, end := t*inCrowdTeam, min((t+1)*inCrowdTeam, c.people)
	if err := tx.SaveTeam(ctx, procesregie.Team{Naam: crowdTeam(t), Crisiscontact: crowdPerson(first)}); err != nil {
		return err
	}
	leden := []procesregie.Lid{{Gebruiker: fmt.Sprintf("m%04d", t), Naam: "Manager", Rol: procesregie.Manager}}
	for i := first; i < end; i++ {
		leden = append(leden, procesregie.Lid{Gebruiker: crowdPerson(i), Naam: fmt.Sprintf("Collega %d", i), Rol: procesregie.Consulent})
	}
	for _, l := range leden {
		l.Team = crowdTeam(t)
		if err := tx.SaveLid(ctx, l); err != nil {
			return err
		}
	}
	for i := first; i < end; i++ {
		for n := range c.each {
			if err := tx.SaveCasus(ctx, c.casus(i+n*c.people)); err != nil {
				return err
			}
		}
	}
	return nil
}

// messages is how many messages the reminders of everybody make.
func (c *crowd) messages() int { return c.people * ((c.each + 19) / 20) }

// quiet does what is done once a day, shortly before the reminders are due.
func (c *crowd) quiet(tb testing.TB, s *store.Store) {
	tb.Helper()
	before := c.at.Add(-time.Minute)
	_, err := scheduler.New(s, nil, slog.New(slog.DiscardHandler), "quiet").Tick(tb.Context(), before)
	must(tb, err)
	update(tb, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetLastTick(ctx, "nagekeken", before) })
}

// work has a scheduler run on every Store, as that many processes, until it is stopped.
func work(tb testing.TB, stores []*store.Store, sender bot.Sender, now func() time.Time) (stop func()) {
	ctx, cancel := context.WithCancel(tb.Context())
	var all sync.WaitGroup
	for i, s := range stores {
		all.Go(func() {
			scheduler.New(s, sender, slog.New(slog.DiscardHandler), fmt.Sprintf("bench-%d", i)).Run(ctx, now)
		})
	}
	return func() { cancel(); all.Wait() }
}

// patience is how long anything here may take.
const patience = 30 * time.Minute

// until waits until something is so.
func until(tb testing.TB, what string, so func() bool) {
	tb.Helper()
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	over := time.After(patience)
	for !so() {
		select {
		case <-look.C:
		case <-over:
			tb.Fatalf("%s: not within %s", what, patience)
		}
	}
}

// workers opens a database so many times, as that many processes.
func workers(tb testing.TB, address string, n int) []*store.Store {
	tb.Helper()
	var list []*store.Store
	for range n {
		list = append(list, open(tb, address))
	}
	return list
}

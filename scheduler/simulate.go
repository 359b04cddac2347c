package scheduler

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/store"
)

// Simulate returns every message that would be sent from one moment up to another,
// by running the real rounds on a copy of the database. Nothing is sent or changed.
// When the last real round was before from, the rounds between are run too.
func Simulate(ctx context.Context, s *store.Store, from, until time.Time) ([]Delivered, error) {
	dry, err := store.Open(ctx, ":memory:", s.Ring())
	if err != nil {
		return nil, fmt.Errorf("a copy to simulate on: %w", err)
	}
	defer dry.Close()
	if err := s.CopyTo(ctx, dry); err != nil {
		return nil, fmt.Errorf("a copy to simulate on: %w", err)
	}
	if err := dry.Update(ctx, func(tx *store.Tx) error { _, err := tx.Activate(ctx); return err }); err != nil {
		return nil, fmt.Errorf("a copy to simulate on: %w", err)
	}
	sim := New(dry, nowhere{}, slog.New(slog.DiscardHandler), "simulate")
	start, err := sim.start(ctx, from)
	if err != nil {
		return nil, err
	}
	all, err := sim.RunUntil(ctx, start, until)
	var within []Delivered
	for _, d := range all {
		if !d.At.Before(from) {
			within = append(within, d)
		}
	}
	return within, err
}

// start is the moment from which rounds must be run to know what happens at from.
func (s *Scheduler) start(ctx context.Context, from time.Time) (start time.Time, err error) {
	err = s.store.View(ctx, func(tx *store.Tx) error {
		last, err := tx.LastTick(ctx, tickName)
		if start = from; !last.IsZero() && last.Before(from) {
			start = last
		}
		return err
	})
	return start, err
}

// RunUntil does a round at every moment at which something is due, from start up to
// and including until, as if a clock ran there quickly.
func (s *Scheduler) RunUntil(ctx context.Context, start, until time.Time) ([]Delivered, error) {
	var all []Delivered
	for now := start; !now.After(until); {
		delivered, err := s.Tick(ctx, now)
		if all = append(all, delivered...); err != nil {
			return all, err
		}
		next, ok, err := s.Next(ctx)
		if err != nil || !ok {
			return all, err
		}
		if !next.After(now) {
			next = now.Add(time.Minute)
		}
		now = next
	}
	return all, nil
}

// nowhere takes every message and sends none.
type nowhere struct{}

// Send gives a receipt and does nothing.
func (nowhere) Send(context.Context, bot.Address, string, bot.Message) (bot.Receipt, error) {
	return bot.Receipt{Platform: "simulate", ID: "-"}, nil
}

// Find finds nothing: no message is anywhere.
func (nowhere) Find(context.Context, bot.Address, string, time.Time) (bot.Receipt, bool, error) {
	return bot.Receipt{}, false, nil
}

// Replace does nothing: no message is anywhere.
func (nowhere) Replace(context.Context, bot.Address, bot.Receipt, *bot.Message) error { return nil }

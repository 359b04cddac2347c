package scheduler

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/store"
)

// correct has the platform take away or change what was erased here, until it has done
// so.
func (s *Scheduler) correct(ctx context.Context, now time.Time) error {
	for {
		list, err := s.store.ClaimCorrections(ctx, now, lease, claims)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, c := range list {
			if err := s.correctOne(ctx, c, now); err != nil {
				return err
			}
		}
	}
}

func (s *Scheduler) correctOne(ctx context.Context, c store.Correction, now time.Time) error {
	err := s.replace(ctx, c)
	if err == nil {
		return s.store.Update(ctx, func(tx *store.Tx) error { return tx.Corrected(ctx, c) })
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	wait := backoff(c.Attempts)
	s.log.LogAttrs(ctx, slog.LevelWarn, "message not taken away; it is tried again",
		slog.String("message", c.ID), slog.Int("attempt", c.Attempts), slog.Any("cause", err), slog.Duration("wait", wait))
	return s.store.Update(ctx, func(tx *store.Tx) error { return tx.NotCorrected(ctx, c, now.Add(wait)) })
}

// replace asks the platform. A message of which nobody knows whether it is there is found
// by sending one with the same key: either it was there, or this one is.
func (s *Scheduler) replace(ctx context.Context, c store.Correction) error {
	r := bot.Receipt{Platform: c.Receipt.Platform, ID: c.Receipt.ID}
	var err error
	switch {
	case r.ID == "" && c.Key == "":
		return nil // it cannot be found by anybody
	case r.ID == "":
		r, err = s.sender.Send(ctx, address(c.Aan), c.Key, bot.Message{Text: "Dit bericht is ingetrokken."})
	}
	if err != nil {
		return err
	}
	var m *bot.Message
	if c.Message != nil {
		if m = new(bot.Message); json.Unmarshal(c.Message, m) != nil {
			return errors.New("what comes in its place cannot be read")
		}
	}
	return s.sender.Replace(ctx, address(c.Aan), r, m)
}

// backoff is how long to wait after so many attempts.
func backoff(attempts int) time.Duration { return min(retryMin<<min(max(attempts-1, 0), 10), retryMax) }

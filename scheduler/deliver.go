package scheduler

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/store"
)

const (
	lease    = 2 * time.Minute // how long a claim holds
	claims   = 50              // messages taken at once
	retryMin = time.Minute     // before the second attempt; doubles after each
	retryMax = time.Hour
)

// deliver hands everything that waits to the platform. A message that fails waits for
// its next attempt; nothing is dropped but what cannot be read.
func (s *Scheduler) deliver(ctx context.Context, now time.Time) ([]Delivered, error) {
	if s.sender == nil {
		return nil, nil
	}
	if err := s.correct(ctx, now); err != nil {
		return nil, err
	}
	var done []Delivered
	for {
		posts, err := s.store.Claim(ctx, s.worker, now, lease, claims)
		if err != nil || len(posts) == 0 {
			return done, err
		}
		for _, p := range posts {
			d, err := s.send(ctx, p, now)
			if d != nil {
				done = append(done, *d)
			}
			if err != nil {
				return done, err
			}
		}
	}
}

// send delivers one message. nil without an error: it failed and waits, or cannot be
// read, or its recipient may not see it any more.
func (s *Scheduler) send(ctx context.Context, p store.Post, now time.Time) (*Delivered, error) {
	var m bot.Message
	if p.Lost || json.Unmarshal(p.Message, &m) != nil {
		return nil, s.giveUp(ctx, p, now)
	}
	if ok, of, err := s.allowed(ctx, p, now); err != nil || !ok {
		if err == nil {
			err = s.turnAway(ctx, p, of, now)
		}
		return nil, err
	}
	receipt, err := s.sender.Send(ctx, address(p.Aan), p.Key, m)
	if err != nil {
		return nil, s.failed(ctx, p, err, now)
	}
	err = s.store.Update(ctx, func(tx *store.Tx) error {
		there := store.Receipt{Platform: receipt.Platform, ID: receipt.ID}
		err := tx.Delivered(ctx, p, there, now)
		if errors.Is(err, store.ErrNotFound) { // erased while it was on its way
			return tx.Correct(ctx, store.Correction{ID: p.ID, Aan: p.Aan, Receipt: there}, now)
		}
		return err
	})
	return &Delivered{At: now, To: p.Aan, Platform: receipt.Platform, Keys: p.Keys, Casus: p.Zaken, Rules: p.Regels, Message: m}, err
}

func address(to string) bot.Address {
	if channel, ok := strings.CutPrefix(to, "#"); ok {
		return bot.Address{Channel: channel}
	}
	return bot.Address{Member: to}
}

func (s *Scheduler) failed(ctx context.Context, p store.Post, cause error, now time.Time) error {
	wait := backoff(p.Attempts)
	s.log.LogAttrs(ctx, slog.LevelWarn, "message not delivered; it is tried again",
		slog.String("message", p.ID), slog.Int("attempt", p.Attempts), slog.Any("cause", cause), slog.Duration("wait", wait))
	return s.store.Update(ctx, func(tx *store.Tx) error {
		err := tx.Failed(ctx, p, "the platform did not take the message", now.Add(wait))
		if errors.Is(err, store.ErrChanged) {
			return nil
		}
		return err
	})
}

package scheduler

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/store"
)

// correct has the platform take away or change what was erased here, until it has done
// so.
func (s *Scheduler) correct(ctx context.Context, now time.Time) error {
	for {
		list, err := s.store.ClaimCorrections(ctx, now, s.pace.Lease, claims)
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
	if err := s.store.BeginCorrection(ctx, c, s.pace.Lease); err != nil {
		return unlessChanged(err)
	}
	bounded, cancel := context.WithTimeout(ctx, s.pace.Attempt)
	defer cancel()
	err := s.replace(bounded, c)
	if err == nil || s.impossible(err, c) {
		if err != nil {
			s.log.LogAttrs(ctx, slog.LevelError, "a message cannot be changed where it stands", slog.String("message", c.ID), slog.Any("cause", err))
		}
		return s.store.Update(ctx, func(tx *store.Tx) error { return tx.Corrected(ctx, c) })
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	wait := s.backoff(c.Attempts)
	var not *bot.NotSent
	if errors.As(err, &not) && not.After > 0 {
		wait = min(not.After, s.pace.RetryMax)
	}
	s.log.LogAttrs(ctx, slog.LevelWarn, "message not changed; it is tried again",
		slog.String("message", c.ID), slog.Int("attempt", c.Attempts), slog.Any("cause", err), slog.Duration("wait", wait))
	return s.store.Update(ctx, func(tx *store.Tx) error { return tx.NotCorrected(ctx, c, now.Add(wait)) })
}

// impossible reports whether a change will never be made: nobody can tell where the message
// is, or what was to come in its place is refused. Who cannot be reached can be another day:
// that is tried as long as messages are edited. What must be taken away is tried on.
func (s *Scheduler) impossible(err error, c store.Correction) bool {
	var not *bot.NotSent
	if errors.Is(err, bot.ErrCannotTell) || c.Message == nil || !errors.As(err, &not) {
		return errors.Is(err, bot.ErrCannotTell)
	}
	return not.Why == bot.Unfit || not.Why == bot.Unreachable && c.Attempts > int(editable/s.pace.RetryMax)
}

// replace asks the platform. A message of which nobody knows whether it is there is looked
// for by its key; half a message is only taken away.
func (s *Scheduler) replace(ctx context.Context, c store.Correction) error {
	r := bot.Receipt{Platform: c.Receipt.Platform, ID: c.Receipt.ID}
	if r.ID == "" {
		if c.Key == "" {
			return nil // it cannot be found by anybody
		}
		there := false
		var err error
		r, there, err = s.sender.Find(ctx, address(c.Aan), c.Key, time.Time{})
		if half := r.ID != "" && c.Message == nil; err != nil || !there && !half {
			return err
		}
	}
	var m *bot.Message
	if c.Message != nil {
		if m = new(bot.Message); json.Unmarshal(c.Message, m) != nil {
			return errors.New("what comes in its place cannot be read")
		}
		*m = shown(*m)
	}
	return s.sender.Replace(ctx, address(c.Aan), r, m)
}

// shown is a message without what it said before it was changed: that leaves the database no
// more.
func shown(m bot.Message) bot.Message {
	m.Was, m.Parts = nil, slices.Clone(m.Parts)
	for i := range m.Parts {
		m.Parts[i].Was = nil
	}
	return m
}

package scheduler

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// send delivers one message. nil without an error: it did not go now, and why is in the
// outbox.
func (s *Scheduler) send(ctx context.Context, p store.Post, t turn) (*Delivered, error) {
	m, readable := messageOf(p)
	if !readable {
		return nil, s.giveUp(ctx, p, t.now)
	}
	j, err := s.judge(ctx, p, t)
	if err != nil {
		return nil, err
	}
	if p.Unsure {
		return s.sendAgain(ctx, p, m, j)
	}
	return s.sendAs(ctx, p, m, j)
}

// messageOf is what a message in the outbox says; false when it cannot be read.
func messageOf(p store.Post) (m bot.Message, readable bool) {
	readable = !p.Lost && json.Unmarshal(p.Message, &m) == nil
	return m, readable
}

// sendAgain is for a message of which nobody knows whether an earlier attempt posted it: it
// first looks. A message of which that cannot be known says so.
func (s *Scheduler) sendAgain(ctx context.Context, p store.Post, m bot.Message, j judgement) (*Delivered, error) {
	if err := s.store.Begin(ctx, p, s.pace.Lease); err != nil {
		return nil, unlessChanged(err)
	}
	receipt, there, err := s.lookFor(ctx, p, j.now)
	switch {
	case err == nil && there:
		return s.arrived(ctx, p, m, receipt, j.now)
	case err == nil:
		p.Unsure = false // as far as what comes now is concerned
		return s.sendAs(ctx, p, m, j)
	case !errors.Is(err, bot.ErrCannotTell) && p.Attempts <= patient || ctx.Err() != nil:
		return nil, s.failedPost(ctx, p, store.Failure{Cause: causePlatform, RetryAt: s.again(p, j.now), Unsure: true, Rest: s.rest(j.turn)}, err)
	case j.verdict != goes:
		return s.sendAs(ctx, p, m, j)
	}
	s.log.LogAttrs(ctx, slog.LevelWarn, "nobody can tell whether a message is there already: it is sent, and says so", slog.String("message", p.ID))
	return s.post(ctx, p, maybeTwice(m), j.turn)
}

// patient is how many attempts are made to know whether a message is there before it is
// sent with [wordTwice]. A platform that is down takes no message either: it is for one
// that takes messages and never tells.
const patient = 5

const wordTwice = "Mogelijk dubbel: ik weet niet zeker of je dit bericht al had."

// maybeTwice is a message that says that it may be there twice.
func maybeTwice(m bot.Message) bot.Message {
	with := m
	with.Text = joined(m.Text, wordTwice)
	if bot.Check(with) != nil {
		with = m
		with.Parts = append(with.Parts[:len(with.Parts):len(with.Parts)], bot.Part{Text: wordTwice})
	}
	return with
}

// lookFor asks the platform whether a message is there.
func (s *Scheduler) lookFor(ctx context.Context, p store.Post, now time.Time) (bot.Receipt, bool, error) {
	ctx, cancel := context.WithTimeout(ctx, s.pace.Attempt)
	defer cancel()
	since := p.CreatedAt
	if now.Before(since) {
		since = now
	}
	return s.sender.Find(ctx, address(p.Aan), p.Key, since.Add(-lookBack))
}

// lookBack is how much the clock of the platform can be behind that of the message: no
// more than what a clock that leapt is trusted for.
const lookBack = leapAhead + 24*time.Hour

// sendAs does what was decided about a message that is on no platform yet.
func (s *Scheduler) sendAs(ctx context.Context, p store.Post, m bot.Message, j judgement) (*Delivered, error) {
	switch j.verdict {
	case refused:
		return nil, s.turnAway(ctx, p, j)
	case recalled:
		return nil, s.recall(ctx, p, j.now)
	case resting:
		return nil, s.rests(ctx, p, j)
	case stale:
		return nil, s.retell(ctx, p, j.now)
	}
	if err := s.store.Begin(ctx, p, s.pace.Lease); err != nil {
		return nil, unlessChanged(err)
	}
	d, err := s.post(ctx, p, m, j.turn)
	if d != nil && j.unreachable {
		err = errors.Join(err, s.store.Update(ctx, func(tx *store.Tx) error { return reached(ctx, tx, p.Aan) }))
	}
	return d, err
}

// rests gives a message back untried until its recipient works. It is looked at again within
// the hour: when that is can change, and the clock that said so can be wrong.
func (s *Scheduler) rests(ctx context.Context, p store.Post, j judgement) error {
	until := j.now.Add(min(j.back.Sub(j.now), s.pace.RetryMax))
	return s.store.ByRow(ctx, func(tx *store.Tx) error { return unlessChanged(tx.Renounce(ctx, p, causeResting, until)) })
}

// soon is the moment after one: what is planned again then is not of this round.
func soon(now time.Time) time.Time { return now.Add(time.Millisecond) }

// recall takes a message back that nobody got yet, or of which nobody can tell: its
// reminders are planned again, and those that still hold make a new one, which says so.
func (s *Scheduler) recall(ctx context.Context, p store.Post, now time.Time) error {
	defer ring(s.rounds)
	return s.store.Update(ctx, func(tx *store.Tx) error {
		err := tx.Recall(ctx, p, soon(now))
		if errors.Is(err, store.ErrNotRemade) { // its reminders are forgotten: it goes as it is, some time
			err = tx.Renounce(ctx, p, causeForgotten, now.Add(s.pace.RetryMax))
		}
		return unlessChanged(err)
	})
}

// post hands a message to the platform, and records what became of it.
func (s *Scheduler) post(ctx context.Context, p store.Post, m bot.Message, t turn) (*Delivered, error) {
	bounded, cancel := context.WithTimeout(ctx, s.pace.Attempt)
	defer cancel()
	begun := time.Now()
	receipt, err := s.sender.Send(bounded, address(p.Aan), p.Key, m)
	if err != nil {
		if t.shared { // the platform counts from its answer
			t.now = t.now.Add(time.Since(begun))
		}
		return nil, s.notPosted(ctx, p, err, t)
	}
	return s.arrived(ctx, p, m, receipt, t.now)
}

// arrived records that a message is on the platform.
func (s *Scheduler) arrived(ctx context.Context, p store.Post, m bot.Message, receipt bot.Receipt, now time.Time) (*Delivered, error) {
	there := store.Receipt{Platform: receipt.Platform, ID: receipt.ID}
	err := s.store.ByRow(ctx, func(tx *store.Tx) error {
		err := tx.Delivered(ctx, p, there, now)
		if errors.Is(err, store.ErrNotFound) { // erased while it was on its way
			return tx.Correct(ctx, store.Correction{ID: p.ID, Aan: p.Aan, Receipt: there}, now)
		}
		return err
	})
	ring(s.edits)
	return &Delivered{At: now, To: p.Aan, Platform: receipt.Platform, Keys: p.Keys, Casus: p.Zaken, Rules: p.Regels, Message: m}, err
}

const (
	causePlatform  = "the platform did not take the message"
	causeBusy      = "the platform is busy"
	causeResting   = "the recipient is not at work"
	causeForgotten = "what it says is over, and its reminders are not kept any more"
)

// notPosted records why a message did not go, and when it goes: what the platform said
// decides.
func (s *Scheduler) notPosted(ctx context.Context, p store.Post, err error, t turn) error {
	again := s.again(p, t.now)
	var not *bot.NotSent
	if !errors.As(err, &not) {
		return s.failedPost(ctx, p, store.Failure{Cause: causePlatform, RetryAt: again, Unsure: true, Rest: s.rest(t)}, err)
	}
	switch not.Why {
	case bot.Busy:
		return s.busy(ctx, p, not, t.now)
	case bot.Unreachable:
		return s.unreachable(ctx, p, not, t.now)
	case bot.Unfit:
		return s.unfit(ctx, p, not, t.now)
	}
	return s.failedPost(ctx, p, store.Failure{Cause: causePlatform, RetryAt: again, Unsure: p.Unsure}, not)
}

// rest is how long the platform may still be busy with what nobody heard the end of. Where
// the moment is an argument, time passes as the caller says.
func (s *Scheduler) rest(t turn) time.Duration {
	if t.shared {
		return s.pace.RetryMin
	}
	return 0
}

// busy waits as long as the platform asks.
func (s *Scheduler) busy(ctx context.Context, p store.Post, not *bot.NotSent, now time.Time) error {
	until := now.Add(s.backoff(1))
	if not.After > 0 {
		until = now.Add(min(not.After, s.pace.RetryMax))
	}
	if not.Everyone {
		if err := s.store.Update(ctx, func(tx *store.Tx) error { return tx.SetLastTick(ctx, busyName, until) }); err != nil {
			return err
		}
	}
	return s.failedPost(ctx, p, store.Failure{Cause: causeBusy, RetryAt: until, Unsure: p.Unsure, Refused: true}, not)
}

func address(to string) bot.Address {
	if team, ok := procesregie.KanaalVan(to); ok {
		return bot.Address{Channel: strings.TrimPrefix(procesregie.TeamKanaal, "#"), Team: team}
	}
	return bot.Address{Member: to}
}

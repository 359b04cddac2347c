package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// messages removes the messages about the casus, or its part of them.
func (e *erasure) messages(ctx context.Context) error {
	posts, err := e.tx.PostsAbout(ctx, e.zaak)
	if err != nil {
		return err
	}
	for _, p := range posts {
		held, err := e.tx.held(ctx, p.ClaimedUntil)
		if err != nil {
			return err
		}
		if p.State == Claimed && held {
			return ErrSending
		}
		if err := e.message(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (e *erasure) message(ctx context.Context, p Post) error {
	m, err := e.share(ctx, p)
	if err != nil {
		return err
	}
	switch {
	case !m.shared():
		return e.drop(ctx, p)
	case (p.State == Waiting || p.State == Claimed) && m.remade:
		e.back = append(e.back, m.foreign...)
		return e.drop(ctx, p)
	case p.Lost:
		return e.drop(ctx, p) // its parts cannot be told apart any more
	}
	rest, err := e.Without(p.Message, e.done.Zaak)
	if err != nil {
		return err
	}
	if rest == nil {
		return e.drop(ctx, p)
	}
	return e.rewrite(ctx, p, m, rest)
}

// sharing is what a message holds besides the casus.
type sharing struct {
	others  []string      // zaaknummers
	foreign []reminderRow // reminders of other casussen and of the team
	keys    []string      // of what is not about the casus
	remade  bool          // it consists of reminders: the scheduler can make it anew
}

func (m sharing) shared() bool { return len(m.others) > 0 || len(m.foreign) > 0 }

// share finds out what else a message is about.
func (e *erasure) share(ctx context.Context, p Post) (sharing, error) {
	m := sharing{others: without(p.Zaken, e.zaak), remade: len(p.Keys) > 0}
	for _, key := range p.Keys {
		rows, err := collect(ctx, e.tx, q(selectReminders+" WHERE key = ?", key), scanReminder)
		if err != nil {
			return m, err
		}
		if len(rows) == 0 {
			m.remade = false
		} else if rows[0].zaak != e.zaak && rows[0].state == stateSent {
			m.foreign = append(m.foreign, rows[0])
		}
		if len(rows) == 0 && !e.inKey(key) || len(rows) > 0 && rows[0].zaak != e.zaak {
			m.keys = append(m.keys, key)
		}
	}
	return m, nil
}

// inKey reports whether a key or a receipt may name the casus. In a key a zaaknummer goes
// on with a slash, which could be part of a longer number: too much is hidden rather than
// too little.
func (e *erasure) inKey(key string) bool {
	return procesregie.NoemtZaak(key, e.zaak) || strings.Contains("/"+strings.ToUpper(key), "/"+e.zaak+"/")
}

// drop removes a message. What may be on a platform is taken away there.
func (e *erasure) drop(ctx context.Context, p Post) error {
	if err := e.remove(ctx, "outbox", "id = ?", p.ID); err != nil {
		return err
	}
	if err := e.remove(ctx, "outbox_casus", "post = ?", p.ID); err != nil {
		return err
	}
	return e.correct(ctx, p, nil)
}

// rewrite leaves of a message what is not about the casus.
func (e *erasure) rewrite(ctx context.Context, p Post, m sharing, rest []byte) error {
	lists, err := encodeAll(m.keys, m.others)
	if err != nil {
		return err
	}
	message, err := e.tx.seal(outboxMessage, p.ID, string(rest))
	if err != nil {
		return err
	}
	key, waiting := p.Key, p.waiting()
	if p.maybeThere() || e.inKey(key) {
		key = "gewist/" + p.ID
	}
	receipt := p.Receipt.ID
	if e.inKey(receipt) { // a platform can make it of the key
		receipt = ""
	}
	_, err = e.tx.exec(ctx, "UPDATE outbox SET key = ?, message = ?, keys = ?, zaken = ?, receipt_id = ? WHERE id = ?", key, message, lists[0], lists[1], receipt, p.ID)
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	e.done.Changed++
	if waiting { // it goes out under its new key; what may be there already is taken away
		rest = nil
	}
	return e.correct(ctx, p, rest)
}

// maybeThere reports whether a message that was not delivered may be on the platform.
func (p Post) maybeThere() bool { return p.waiting() && (p.Attempts > 0 || p.Unsure) }

// correct has the platform do what was done here. A message of which no attempt was made
// is on no platform; of one that failed nobody knows, so it is found by its key.
func (e *erasure) correct(ctx context.Context, p Post, rest []byte) error {
	c := Correction{ID: p.ID, Aan: p.Aan, Receipt: p.Receipt, Message: rest}
	switch {
	case p.Receipt.Platform != "" && p.Receipt.Platform == e.Local:
		return nil
	case p.Receipt.ID != "":
	case p.maybeThere():
		c.Key = p.Key
	default:
		return nil
	}
	e.done.Corrected++
	return e.tx.Correct(ctx, c, e.At)
}

package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// Revisions returns at most limit casussen, by their zaaknummers in capitals, and teams, by
// [procesregie.RitmeKey] and their names, of which a reminder that went out has ended: the
// messages about them on the platforms are to be looked through. What waits longest comes first. Do that, and [Tx.Revised], in the same
// [Store.Update]: then nothing that happens at the same moment is missed.
func (tx *Tx) Revisions(ctx context.Context, limit int) ([]string, error) {
	return collect(ctx, tx, q(selectRevisions, limit), scanText)
}

const selectRevisions = "SELECT zaak FROM revisions ORDER BY at, zaak LIMIT ?"

// Revised records that the messages about a casus or a team, as [Tx.Revisions] names it, were
// looked through.
func (tx *Tx) Revised(ctx context.Context, of string) error {
	_, err := tx.exec(ctx, "DELETE FROM revisions WHERE zaak = ?", of)
	return err
}

// EndedOf returns those of the reminders with these keys that went out and do not hold any
// more, in the order of the keys. One that cannot be read is left out.
func (tx *Tx) EndedOf(ctx context.Context, keys []string) ([]procesregie.Reminder, error) {
	return tx.remindersOf(ctx, selectEnded(), keys)
}

// RemindersOf returns the reminders with these keys, whatever became of them, in the order
// of the keys. One that cannot be read is left out.
func (tx *Tx) RemindersOf(ctx context.Context, keys []string) ([]procesregie.Reminder, error) {
	return tx.remindersOf(ctx, selectKeyed(), keys)
}

func (tx *Tx) remindersOf(ctx context.Context, query string, keys []string) ([]procesregie.Reminder, error) {
	var list []procesregie.Reminder
	err := tx.eachOf(ctx, query, keys, func(row reminderRow) error {
		if r, whole := row.reminder(); whole {
			list = append(list, r)
		}
		return nil
	})
	return list, err
}

// eachOf goes through the reminders with these keys that a query finds.
func (tx *Tx) eachOf(ctx context.Context, query string, keys []string, f func(reminderRow) error) error {
	for chunk := range slices.Chunk(keys, batch) {
		args := make([]any, 0, batch)
		for _, key := range chunk {
			args = append(args, key)
		}
		for len(args) < batch { // one text, so that the drivers keep it prepared
			args = append(args, chunk[0])
		}
		rows, err := collect(ctx, tx, q(query, args...), scanReminder)
		if err != nil {
			return err
		}
		slices.SortFunc(rows, func(a, b reminderRow) int { return slices.Index(chunk, a.key) - slices.Index(chunk, b.key) })
		for _, row := range rows {
			if err := f(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func selectEnded() string { return selectKeyed() + " AND ended = 1" }

func selectKeyed() string {
	return selectReminders + " WHERE key IN (?" + strings.Repeat(", ?", batch-1) + ")"
}

// reviseEnded has the message with these reminders looked through when one has ended. The
// reminders are read with a lock: who ends one at this moment comes before or after, and
// then sees that the message was sent.
func (tx *Tx) reviseEnded(ctx context.Context, keys []string) error {
	return tx.eachOf(ctx, selectKeyed()+tx.dialect.share(), keys, func(row reminderRow) error {
		if row.ended == 0 {
			return nil
		}
		return tx.revise(ctx, row.revision())
	})
}

// revision is under which name the messages with a reminder are looked through.
func (r reminderRow) revision() string {
	if r.zaak == "" {
		return procesregie.RitmeKey + r.team
	}
	return r.zaak
}

// revise has the messages about a casus or a team looked through. It writes also when that was asked
// before: whoever is looking them through at this moment must do so again.
func (tx *Tx) revise(ctx context.Context, of string) error {
	_, err := tx.exec(ctx, "INSERT INTO revisions (zaak, at) VALUES (?, "+tx.dialect.now()+") ON CONFLICT (zaak) DO UPDATE SET at = revisions.at", of)
	if err != nil {
		return fmt.Errorf("revisions: %w", err)
	}
	return nil
}

// endReminders records which of the reminders of a casus that went out do not hold any
// more, and which hold again.
func (tx *Tx) endReminders(ctx context.Context, praktijk procesregie.Praktijk, c procesregie.Casus, stored []reminderRow) error {
	terms := procesregie.Termijnen(c, praktijk)
	return tx.end(ctx, stored, func(r procesregie.Reminder) bool { return praktijk.Geldt(c, terms, r) })
}

// endEvents is endReminders of the events of a team that are still to come.
func (tx *Tx) endEvents(ctx context.Context, praktijk procesregie.Praktijk, today procesregie.Date, stored []reminderRow) error {
	coming := slices.DeleteFunc(slices.Clone(stored), func(row reminderRow) bool { return row.uiterlijk < today.String() })
	return tx.end(ctx, coming, func(r procesregie.Reminder) bool { return praktijk.Geldt(procesregie.Casus{}, nil, r) })
}

// end records of reminders that went out whether they hold.
func (tx *Tx) end(ctx context.Context, stored []reminderRow, holds func(procesregie.Reminder) bool) error {
	changed := ""
	for _, row := range stored {
		r, whole := row.reminder()
		if row.state != stateSent || !whole {
			continue
		}
		now := flag(!holds(r))
		if now == row.ended {
			continue
		}
		if _, err := tx.exec(ctx, "UPDATE reminders SET ended = ? WHERE key = ?", now, row.key); err != nil {
			return err
		}
		changed = row.revision()
	}
	if changed == "" {
		return nil
	}
	return tx.revise(ctx, changed)
}

// Rewrite replaces what a message says that was sent. doneAt is when nothing in it held any
// more; zero: something does. ErrChanged when it is not there as it was read.
func (tx *Tx) Rewrite(ctx context.Context, p Post, message []byte, doneAt time.Time) error {
	sealed, err := tx.seal(outboxMessage, p.ID, string(message))
	if err != nil {
		return err
	}
	n, err := tx.exec(ctx, "UPDATE outbox SET message = ?, done_at = ? WHERE id = ? AND key = ? AND state = 'sent'", sealed, millis(doneAt), p.ID, p.Key)
	if err == nil && n == 0 {
		err = ErrChanged
	}
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	return nil
}

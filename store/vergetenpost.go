package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"time"
)

// ClearMessages empties at most limit messages that were sent, or given up, before a
// moment, the oldest first, and returns how many. What stays is a hash of the key, so that
// none of them is ever sent again: not what it said, to whom, about which casus, or where
// it is.
func (tx *Tx) ClearMessages(ctx context.Context, before time.Time, limit int) (int, error) {
	cleared := 0
	for _, old := range []string{selectOldMessages, selectOldFailures} {
		rows, err := collect(ctx, tx, q(old, millis(before), limit-cleared), scanKeyed)
		if err != nil {
			return 0, fmt.Errorf("outbox: %w", err)
		}
		for _, row := range rows {
			if err := tx.clearMessage(ctx, row); err != nil {
				return 0, fmt.Errorf("outbox: %w", err)
			}
		}
		cleared += len(rows)
	}
	return cleared, nil
}

const (
	selectOldMessages = "SELECT id, key FROM outbox WHERE state = 'sent' AND sent_at < ? ORDER BY sent_at LIMIT ?"
	selectOldFailures = "SELECT id, key FROM outbox WHERE state = 'failed' AND done_at < ? ORDER BY done_at LIMIT ?"
)

// keyed is a message by its id and its key.
type keyed struct{ id, key string }

func scanKeyed(rows *sql.Rows) (k keyed, err error) {
	err = rows.Scan(&k.id, &k.key)
	return k, err
}

func (tx *Tx) clearMessage(ctx context.Context, k keyed) error {
	message, err := tx.seal(outboxMessage, k.id, "")
	if err != nil {
		return err
	}
	if _, err := tx.exec(ctx, `UPDATE outbox SET state = 'cleared', key = ?, message = ?, aan = '', keys = '[]', zaken = '[]', regels = '[]',
		cause = '', claimed_by = '', receipt_platform = '', receipt_id = '' WHERE id = ?`, clearedKey(k.key), message, k.id); err != nil {
		return err
	}
	_, err = tx.exec(ctx, "DELETE FROM outbox_casus WHERE post = ?", k.id)
	return err
}

// clearedKey is what stays of a key when its message is emptied.
func clearedKey(key string) string {
	sum := sha256.Sum256([]byte(key))
	return "gewist:" + hex.EncodeToString(sum[:])
}

// wasCleared reports whether a message with a key was put in before and emptied since.
func (tx *Tx) wasCleared(ctx context.Context, key string) (bool, error) {
	n, err := first(ctx, tx, q("SELECT count(*) FROM outbox WHERE key = ?", clearedKey(key)), scanNumber)
	return n > 0, err
}

// ForgetReminders removes at most limit reminders that went out or were overtaken before a
// moment, and returns how many. Those of an open casus stay: what went out is never
// planned again.
func (tx *Tx) ForgetReminders(ctx context.Context, before time.Time, limit int) (int, error) {
	removed := 0
	for _, state := range []string{stateSent, stateSuperseded} {
		n, err := tx.exec(ctx, "DELETE FROM reminders WHERE key IN ("+selectOldReminders+")", state, millis(before), millis(before), limit-removed)
		if err != nil {
			return 0, fmt.Errorf("reminders: %w", err)
		}
		removed += int(n)
	}
	return removed, nil
}

// A reminder goes out at its moment or later: the first comparison is that of the index.
const selectOldReminders = `SELECT r.key FROM reminders r WHERE r.state = ? AND r.at < ? AND r.done_at < ?
	AND NOT EXISTS (SELECT 1 FROM casussen c WHERE c.zaak = r.zaak AND c.open = 1) LIMIT ?`

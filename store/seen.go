package store

import (
	"context"
	"fmt"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// Seen records that somebody opened a casus: the messages to them about it that were sent,
// and that they had not seen yet, are seen.
func (tx *Tx) Seen(ctx context.Context, gebruiker, zaak string, at time.Time) error {
	_, err := tx.exec(ctx, updateSeen, millis(at), procesregie.ZaakKey(zaak), gebruiker)
	if err != nil {
		return fmt.Errorf("outbox: %w", err)
	}
	return nil
}

const updateSeen = `UPDATE outbox SET seen_at = ? WHERE id IN (SELECT post FROM outbox_casus WHERE zaak = ?)
	AND aan || '' = ? AND state = 'sent' AND seen_at = 0`

// MessagesToday counts the messages with ordinary reminders to a member or a channel that
// were put in the outbox since a moment, and were sent or wait to be sent.
func (tx *Tx) MessagesToday(ctx context.Context, aan string, since time.Time) (int, error) {
	ms := millis(since)
	n, err := first(ctx, tx, q("SELECT ("+countSent+") + ("+countQueued+")", aan, ms, ms, aan, ms), scanNumber)
	if err != nil {
		return 0, fmt.Errorf("outbox: %w", err)
	}
	return int(n), nil
}

const (
	ordinary    = "key LIKE 'herinnering/%' AND dringend = 0 AND created_at >= ?"
	countSent   = "SELECT count(*) FROM outbox WHERE aan = ? AND state = 'sent' AND sent_at >= ? AND " + ordinary
	countQueued = "SELECT count(*) FROM outbox WHERE aan = ? AND state IN ('waiting', 'claimed') AND " + ordinary
)

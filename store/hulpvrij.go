package store

import (
	"context"
	"fmt"

	"github.com/regiebot/regiebot/procesregie"
)

// SignaalKey begins the key of every message with signals of help. What follows is the casus,
// in capitals, and a slash.
const SignaalKey = "signaal/"

// freeSignals has messages with signals of a casus looked at now that wait for the working day
// of somebody who is not its procesregisseur or duo-partner any more: who is, need not wait.
func (tx *Tx) freeSignals(ctx context.Context, c procesregie.Casus) error {
	if c.Versie == 0 {
		return nil // nothing was told of it yet
	}
	_, err := tx.exec(ctx, freeSignals, procesregie.ZaakKey(c.Zaaknummer), len(SignaalKey), SignaalKey, c.Regisseur, c.Duo)
	if err != nil {
		return fmt.Errorf("signals: %w", err)
	}
	return nil
}

const freeSignals = `UPDATE outbox SET not_before = created_at WHERE id IN (SELECT post FROM outbox_casus WHERE zaak = ?)
	AND state = 'waiting' AND substr(key, 1, ?) = ? AND aan <> ? AND aan <> ?`

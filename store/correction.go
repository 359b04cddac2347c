package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Correction is a message on a platform that must be changed or taken away there.
type Correction struct {
	ID       string  // that of the message
	Aan      string  // user name of the recipient, or # and a channel, a slash and its team
	Receipt  Receipt // of the platform; empty: found by Key
	Key      string  // of a message that may be there or not
	Message  []byte  // what comes in its place; nil takes it away
	Attempts int     // how often it was tried, this time included

	versie int64
}

var (
	correctionKey     = sealedColumn{"corrections", "key", []string{"id"}}
	correctionReceipt = sealedColumn{"corrections", "receipt_id", []string{"id"}}
	correctionMessage = sealedColumn{"corrections", "message", []string{"id"}}
)

// Correct has a message on a platform changed or taken away. It needs ID, Aan, and a
// Receipt or a Key. What was still to be done to the same message is replaced.
func (tx *Tx) Correct(ctx context.Context, c Correction, at time.Time) error {
	key, err := tx.seal(correctionKey, c.ID, c.Key)
	if err != nil {
		return err
	}
	receipt, err := tx.seal(correctionReceipt, c.ID, c.Receipt.ID)
	if err != nil {
		return err
	}
	message, err := tx.seal(correctionMessage, c.ID, string(c.Message))
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO corrections (id, aan, key, receipt_platform, receipt_id, message, versie, attempts, not_before, claimed_until)
		VALUES (?, ?, ?, ?, ?, ?, 1, 0, ?, 0) ON CONFLICT (id) DO UPDATE SET message = excluded.message, versie = corrections.versie + 1,
		attempts = 0, not_before = excluded.not_before`,
		c.ID, c.Aan, key, c.Receipt.Platform, receipt, message, millis(at))
	if err != nil {
		return fmt.Errorf("corrections: %w", err)
	}
	return nil
}

const selectCorrections = "SELECT id, aan, key, receipt_platform, receipt_id, message, versie, attempts FROM corrections"

// ClaimCorrections hands out at most n corrections that are to be made at this moment,
// each to one worker only, until the lease is over by the clock of the database.
func (s *Store) ClaimCorrections(ctx context.Context, at time.Time, lease time.Duration, n int) (list []Correction, err error) {
	err = s.byRow(ctx, func(tx *Tx) error {
		list, err = collect(ctx, tx, q(selectCorrections+" WHERE (not_before <= ? OR attempts > 0 AND not_before > ?) AND "+leaseOver(tx.dialect, "claimed_until")+" ORDER BY not_before, id LIMIT ?"+tx.dialect.skipLocked(),
			millis(at), millis(at.Add(tooLong)), n), tx.scanCorrection)
		for i := range list {
			list[i].Attempts++
			_, claimErr := tx.exec(ctx, "UPDATE corrections SET attempts = attempts + 1, claimed_until = ? + "+tx.dialect.now()+" WHERE id = ?", leased(lease), list[i].ID)
			if claimErr != nil {
				return fmt.Errorf("corrections: %w", claimErr)
			}
		}
		return err
	})
	return list, err
}

// scanCorrection reads a correction. Of one that cannot be opened the message is taken
// away: too much is gone rather than too little.
func (tx *Tx) scanCorrection(rows *sql.Rows) (c Correction, err error) {
	var key, receipt, message string
	if err := rows.Scan(&c.ID, &c.Aan, &key, &c.Receipt.Platform, &receipt, &message, &c.versie, &c.Attempts); err != nil {
		return c, err
	}
	if c.Key, err = tx.open(correctionKey, c.ID, key, c.ID); readable(err) != nil {
		return c, err
	}
	if c.Receipt.ID, err = tx.open(correctionReceipt, c.ID, receipt, c.ID); readable(err) != nil {
		return c, err
	}
	text, err := tx.open(correctionMessage, c.ID, message, c.ID)
	if text != "" {
		c.Message = []byte(text)
	}
	return c, readable(err)
}

// BeginCorrection says that a claimed correction is about to be made, and renews its lease.
// ErrChanged when somebody else has claimed it since, or something else was asked of the
// same message: then it must not be made, because it would undo what came after it.
func (s *Store) BeginCorrection(ctx context.Context, c Correction, lease time.Duration) error {
	return s.byRow(ctx, func(tx *Tx) error {
		n, err := tx.exec(ctx, "UPDATE corrections SET claimed_until = ? + "+tx.dialect.now()+" WHERE id = ? AND versie = ? AND attempts = ?",
			leased(lease), c.ID, c.versie, c.Attempts)
		if err == nil && n == 0 {
			return ErrChanged
		}
		return err
	})
}

// Corrected records that the platform did what was asked. When something else was asked
// of the same message meanwhile, that is still to be done.
func (tx *Tx) Corrected(ctx context.Context, c Correction) error {
	n, err := tx.exec(ctx, "DELETE FROM corrections WHERE id = ? AND versie = ?", c.ID, c.versie)
	if err == nil && n == 0 {
		_, err = tx.exec(ctx, "UPDATE corrections SET claimed_until = 0 WHERE id = ?", c.ID)
	}
	return err
}

// NotCorrected records that the platform could not do it yet.
func (tx *Tx) NotCorrected(ctx context.Context, c Correction, retryAt time.Time) error {
	_, err := tx.exec(ctx, "UPDATE corrections SET claimed_until = 0, not_before = ? WHERE id = ? AND versie = ? AND attempts = ?",
		millis(retryAt), c.ID, c.versie, c.Attempts)
	return err
}

// Corrections counts what the platforms have still to change or take away.
func (tx *Tx) Corrections(ctx context.Context) (int64, error) {
	return first(ctx, tx, q("SELECT count(*) FROM corrections"), scanNumber)
}

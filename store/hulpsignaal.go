package store

import (
	"context"
	"fmt"

	"github.com/regiebot/regiebot/procesregie"
)

// kijkNu is before every day.
const kijkNu = "0001-01-01"

// TeSignaleren returns at most limit zaaknummers, in capitals, of casussen whose signals are
// to be looked at on a day, what waits longest first.
func (tx *Tx) TeSignaleren(ctx context.Context, op procesregie.Date, limit int) ([]string, error) {
	return collect(ctx, tx, q(selectTeSignaleren, op.String(), limit), scanText)
}

const selectTeSignaleren = "SELECT zaak FROM hulp WHERE kijk_op <> '' AND kijk_op <= ? ORDER BY kijk_op, zaak LIMIT ?"

// Verteld returns the help in a casus with the keys of the signals in it that were told, for
// [Tx.SaveVerteld]. The errors are those of [Tx.Hulp].
func (tx *Tx) Verteld(ctx context.Context, zaak string) (procesregie.Hulp, []string, error) {
	h, err := tx.hulp(ctx, zaak)
	return h.Hulp, h.Verteld, err
}

// SaveVerteld stores which signals of help, as it was read, are told now, and from which day
// on there is something to look at; the zero Date: when the help changes. The help gets the
// next version. ErrChanged when somebody saved it, or told of it, since it was read.
func (tx *Tx) SaveVerteld(ctx context.Context, h procesregie.Hulp, verteld []string, kijkOp procesregie.Date) error {
	if err := tx.writeHulp(ctx, sealedHulp{Hulp: h, Verteld: verteld}, kijkOp.String()); err != nil {
		return fmt.Errorf("hulp: %w", err)
	}
	return nil
}

// LaatSignaleren records that the signals of a casus need no look until its help changes, also
// when it cannot be opened.
func (tx *Tx) LaatSignaleren(ctx context.Context, zaak string) error {
	return tx.setKijkOp(ctx, "UPDATE hulp SET kijk_op = ? WHERE zaak = ?", "", procesregie.ZaakKey(zaak))
}

// signaleerOpnieuw has the signals of a casus looked at again: it was closed, and is open.
func (tx *Tx) signaleerOpnieuw(ctx context.Context, zaak string) error {
	return tx.setKijkOp(ctx, "UPDATE hulp SET kijk_op = ? WHERE zaak = ?", kijkNu, zaak)
}

// signaleerAllesOpnieuw has the signals of every casus looked at again: another profile has
// others.
func (tx *Tx) signaleerAllesOpnieuw(ctx context.Context) error {
	return tx.setKijkOp(ctx, "UPDATE hulp SET kijk_op = ? WHERE kijk_op <> ?", kijkNu, kijkNu)
}

func (tx *Tx) setKijkOp(ctx context.Context, text string, args ...any) error {
	if _, err := tx.exec(ctx, text, args...); err != nil {
		return fmt.Errorf("hulp: %w", err)
	}
	return nil
}

package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// Gesloten is a closed casus on its way to being erased.
type Gesloten struct {
	Zaak   string           // the zaaknummer in capitals
	Op     procesregie.Date // day of closing
	Wissen procesregie.Date // day on which it is erased, as was told; zero: nobody was told
}

// noteClosing keeps the day on which a casus was closed where it can be found. Of a closed
// casus no signals are told: those of one that is open again are looked at.
func (tx *Tx) noteClosing(ctx context.Context, c procesregie.Casus) error {
	zaak := procesregie.ZaakKey(c.Zaaknummer)
	var reopened int64
	var err error
	switch {
	case !c.IsOpen():
		_, err = tx.exec(ctx, "INSERT INTO vergeten (zaak, gesloten, wissen_op) VALUES (?, ?, '') ON CONFLICT (zaak) DO UPDATE SET gesloten = excluded.gesloten",
			zaak, c.Sluiting.Op.String())
	case c.Versie != 0:
		reopened, err = tx.exec(ctx, "DELETE FROM vergeten WHERE zaak = ?", zaak)
	}
	if err == nil && reopened > 0 {
		err = tx.signaleerOpnieuw(ctx, zaak)
	}
	return err
}

// DateClosings looks up the day of closing of at most n casussen that were closed before
// this was kept; more is true when there are others. One that cannot be opened counts as
// closed on the given day: then it is erased in time, and not never.
func (tx *Tx) DateClosings(ctx context.Context, today procesregie.Date, n int) (more bool, err error) {
	zaken, err := collect(ctx, tx, q("SELECT zaak FROM vergeten WHERE wissen_op = '' AND gesloten = '' ORDER BY zaak LIMIT ?", n), scanText)
	for _, zaak := range zaken {
		c, err := tx.Casus(ctx, zaak)
		if readable(err) != nil && !errors.Is(err, ErrNotFound) {
			return false, err
		}
		day := c.Sluiting.Op
		if day.IsZero() {
			day = today
		}
		if _, err := tx.exec(ctx, "UPDATE vergeten SET gesloten = ? WHERE zaak = ?", day.String(), zaak); err != nil {
			return false, err
		}
	}
	return len(zaken) == n, err
}

// Unannounced returns at most n casussen that were closed on or before a day and of which
// nobody was told when they are erased, the longest closed first.
func (tx *Tx) Unannounced(ctx context.Context, closed procesregie.Date, n int) ([]Gesloten, error) {
	return collect(ctx, tx, q(selectUnannounced+" LIMIT ?", closed.String(), n), scanGesloten)
}

const (
	selectGesloten    = "SELECT zaak, gesloten, wissen_op FROM vergeten"
	selectUnannounced = selectGesloten + " WHERE wissen_op = '' AND gesloten > '' AND gesloten <= ? ORDER BY gesloten"
	selectToErase     = selectGesloten + " WHERE wissen_op > ? AND wissen_op <= ? ORDER BY wissen_op, gesloten"
)

// ToErase returns the casussen of which was told that they are erased on or before a day.
func (tx *Tx) ToErase(ctx context.Context, today procesregie.Date) ([]Gesloten, error) {
	return collect(ctx, tx, q(selectToErase, "", today.String()), scanGesloten)
}

// SetWissen records on which day a casus is erased, as was told; zero: it must be told
// anew.
func (tx *Tx) SetWissen(ctx context.Context, zaak string, day procesregie.Date) error {
	_, err := tx.exec(ctx, "UPDATE vergeten SET wissen_op = ? WHERE zaak = ?", day.String(), procesregie.ZaakKey(zaak))
	return err
}

// FirstUnannounced returns the first day of closing among the casussen of which nobody
// was told when they are erased; zero when there is none.
func (tx *Tx) FirstUnannounced(ctx context.Context) (procesregie.Date, error) {
	list, err := tx.Unannounced(ctx, procesregie.Date{Year: 9999, Month: time.December, Day: 31}, 1)
	if err != nil || len(list) == 0 {
		return procesregie.Date{}, err
	}
	return list[0].Op, nil
}

func scanGesloten(rows *sql.Rows) (g Gesloten, err error) {
	var op, wissen string
	if err := rows.Scan(&g.Zaak, &op, &wissen); err != nil {
		return g, err
	}
	return g, errors.Join(g.Op.UnmarshalText([]byte(op)), g.Wissen.UnmarshalText([]byte(wissen)))
}

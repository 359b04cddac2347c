package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/keys"
)

// Resealed says what [Store.Reseal] did.
type Resealed struct {
	Rows       int      // that were sealed with the present key
	Drafts     int      // half-filled forms that could not be opened, and are gone
	Emptied    int      // messages that were sent or given up, could not be opened, and are empty now
	Unreadable []string // table and row of the casussen, and of their help, that cannot be opened and stayed as they were
	Left       []string // the same of what is no content of a casus: no key brings that back to work
}

// Reseal seals everything with the present key that is sealed with an older one. Other
// processes can go on working meanwhile: a row is replaced only as it was read, in
// transactions of some hundreds. When it returns without an error nothing is left, or
// comes, under an older key but the rows it names. What cannot be opened and is of no more
// use is tidied up. It can be interrupted and done
// again. progress is told how many rows of how many are done; it may be nil.
func (s *Store) Reseal(ctx context.Context, progress func(done, total int)) (Resealed, error) {
	// First: from now on an older copy of the key file does not open the database.
	// Alone: who made a setting with an older key has stored it by then.
	alone := manner{isolation: sql.LevelSerializable, alone: true}
	if err := s.repeat(ctx, alone, func(tx *Tx) error { return tx.resealSettings(ctx) }); err != nil {
		return Resealed{}, err
	}
	return s.reseal(ctx, progress)
}

// resealSettings seals the settings of this program. One that cannot be opened stays as
// it is, which is as good as gone.
func (tx *Tx) resealSettings(ctx context.Context) error {
	for _, key := range []string{settingSealed, settingActive, settingHulpSleutel} {
		text, there, err := tx.sealedSetting(ctx, key)
		if err == nil && there {
			err = tx.writeSealed(ctx, key, text)
		}
		if err != nil {
			return err
		}
	}
	return tx.writeCheck(ctx)
}

// opener returns the text of a row.
type opener func(tx *Tx, c sealedColumn, row, text, shown string) (string, error)

func (s *Store) reseal(ctx context.Context, progress func(done, total int)) (Resealed, error) {
	r := &resealing{open: (*Tx).open, progress: progress}
	if err := s.View(ctx, func(tx *Tx) error { return r.count(ctx, tx) }); err != nil {
		return r.result, err
	}
	for _, c := range sealedColumns() {
		if err := r.column(ctx, s, c); err != nil {
			return r.result, fmt.Errorf("sealing %s: %w", c.table, err)
		}
	}
	err := s.View(ctx, func(tx *Tx) error {
		lost, err := tx.hulpSleutelLost(ctx)
		if lost {
			r.result.Left = append(r.result.Left, "settings "+settingHulpSleutel)
		}
		return err
	})
	return r.result, err
}

// resealing is one pass through the database.
type resealing struct {
	open     opener
	progress func(done, total int)
	total    int
	result   Resealed
}

// resealBatch is how many rows one transaction seals: others wait for it.
const resealBatch = 250

// count finds out how much there is to do.
func (r *resealing) count(ctx context.Context, tx *Tx) error {
	r.total = 0
	for _, c := range sealedColumns() {
		n, err := first(ctx, tx, q("SELECT count(*) FROM "+c.table+" WHERE "+c.older(), keys.PrefixLength, tx.ring.Prefix()), scanNumber)
		if err != nil {
			return err
		}
		r.total += int(n)
	}
	return nil
}

// older selects the rows that are not sealed with the present key.
func (c sealedColumn) older() string { return "substr(" + c.column + ", 1, ?) <> ?" }

// column goes through a table, and then once more while nobody else can write in it:
// whoever began before the key was changed has stored it by then, and whoever stores
// later uses the new key.
func (r *resealing) column(ctx context.Context, s *Store, c sealedColumn) error {
	last := make([]string, len(c.key))
	for more := true; more; {
		var page resealed
		err := s.byRow(ctx, func(tx *Tx) (err error) {
			page, err = r.page(ctx, tx, c, last)
			return err
		})
		if err != nil {
			return err
		}
		r.add(page)
		last, more = page.last, page.more
	}
	var rest resealed
	err := s.byRow(ctx, func(tx *Tx) (err error) {
		rest, err = r.rest(ctx, tx, c)
		return err
	})
	if err != nil {
		return err
	}
	r.add(rest)
	list := &r.result.Left
	if c.table == casusData.table || c.table == hulpData.table {
		list = &r.result.Unreadable
	}
	*list = append(*list, rest.unreadable...)
	return nil
}

func (r *resealing) add(page resealed) {
	r.result.Rows += page.rows
	r.result.Drafts += page.drafts
	r.result.Emptied += page.emptied
	if r.progress != nil && page.rows > 0 {
		r.total = max(r.total, r.result.Rows)
		r.progress(r.result.Rows, r.total)
	}
}

// resealed is what became of some rows.
type resealed struct {
	rows       int
	drafts     int
	emptied    int
	unreadable []string
	last       []string // the key of the last row
	more       bool
}

// rest seals what is left of a table while nobody else writes in it.
func (r *resealing) rest(ctx context.Context, tx *Tx, c sealedColumn) (all resealed, err error) {
	if text := tx.dialect.keepOut(c.table); text != "" {
		if _, err := tx.exec(ctx, text); err != nil {
			return all, err
		}
	}
	last := make([]string, len(c.key))
	for more := true; more; {
		page, err := r.page(ctx, tx, c, last)
		if err != nil {
			return all, err
		}
		all.rows, all.drafts, all.emptied = all.rows+page.rows, all.drafts+page.drafts, all.emptied+page.emptied
		all.unreadable = append(all.unreadable, page.unreadable...)
		last, more = page.last, page.more
	}
	return all, nil
}

// page seals some rows that come after the one with the key last.
func (r *resealing) page(ctx context.Context, tx *Tx, c sealedColumn, last []string) (resealed, error) {
	rows, err := tx.olderAfter(ctx, c, last)
	if err != nil {
		return resealed{}, err
	}
	page := resealed{last: last, more: len(rows) == resealBatch}
	for _, row := range rows {
		page.last = row.key
		n, err := tx.resealRow(ctx, c, row, r.open)
		if readable(err) != nil {
			return page, err
		}
		if err != nil {
			err = page.lost(ctx, tx, c, row)
		}
		if err != nil {
			return page, err
		}
		page.rows += n
	}
	return page, nil
}

// lost tidies up a row that cannot be opened where it is of no more use, or names it.
func (page *resealed) lost(ctx context.Context, tx *Tx, c sealedColumn, row sealedRow) error {
	var done int64
	var err error
	switch c.table {
	case draftFields.table:
		done, err = tx.exec(ctx, "DELETE FROM drafts WHERE gebruiker = ? AND id = ? AND fields = ?", row.key[0], row.key[1], row.text)
		page.drafts += int(done)
	case outboxMessage.table:
		done, err = tx.emptyPost(ctx, row)
		page.emptied += int(done)
	}
	if err == nil && done == 0 {
		page.unreadable = append(page.unreadable, c.table+" "+row.shown())
	}
	return err
}

// emptyPost empties a message that is done with, and returns how many that were.
func (tx *Tx) emptyPost(ctx context.Context, row sealedRow) (int64, error) {
	nothing, err := tx.seal(outboxMessage, row.name(), "")
	if err != nil {
		return 0, err
	}
	return tx.exec(ctx, `UPDATE outbox SET message = ?, state = CASE state WHEN 'sent' THEN 'cleared' ELSE state END
		WHERE id = ? AND message = ? AND state IN ('sent', 'cleared', 'failed')`, nothing, row.name(), row.text)
}

// SealedRows counts the rows that are sealed, with whatever key.
func (tx *Tx) SealedRows(ctx context.Context) (int, error) {
	rows := 0
	for _, c := range sealedColumns() {
		n, err := first(ctx, tx, q("SELECT count(*) FROM "+c.table+" WHERE substr("+c.column+", 1, ?) = ?", len(keys.Mark), keys.Mark), scanNumber)
		if err != nil {
			return 0, err
		}
		rows += int(n)
	}
	return rows, nil
}

// sealedRow is a row with its key.
type sealedRow struct {
	key  []string
	text string
}

func (r sealedRow) name() string { return strings.Join(r.key, "/") }

// shown leaves out whose row it is.
func (r sealedRow) shown() string { return r.key[len(r.key)-1] }

func (tx *Tx) olderAfter(ctx context.Context, c sealedColumn, last []string) ([]sealedRow, error) {
	columns := strings.Join(c.key, ", ")
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(c.key)), ", ")
	args := []any{keys.PrefixLength, tx.ring.Prefix()}
	for _, value := range last {
		args = append(args, value)
	}
	text := fmt.Sprintf("SELECT %s, %s FROM %s WHERE %s AND (%s) > (%s) ORDER BY %s LIMIT ?", columns, c.column, c.table, c.older(), columns, marks, columns)
	return collect(ctx, tx, q(text, append(args, resealBatch)...), c.scan)
}

// selectSealed finds the rows that are sealed, with whatever key.
func (c sealedColumn) selectSealed() query {
	columns := strings.Join(append(slices.Clone(c.key), c.column), ", ")
	return q("SELECT "+columns+" FROM "+c.table+" WHERE substr("+c.column+", 1, ?) = ?", len(keys.Mark), keys.Mark)
}

// scan reads the key of a row and its text.
func (c sealedColumn) scan(rows *sql.Rows) (sealedRow, error) {
	row := sealedRow{key: make([]string, len(c.key))}
	into := make([]any, 0, len(c.key)+1)
	for i := range row.key {
		into = append(into, &row.key[i])
	}
	return row, rows.Scan(append(into, &row.text)...)
}

// resealRow seals one row with the present key, unless it was changed since it was
// read, and returns how many it replaced. ErrUnreadable.
func (tx *Tx) resealRow(ctx context.Context, c sealedColumn, row sealedRow, open opener) (int, error) {
	text, err := open(tx, c, row.name(), row.text, row.shown())
	if err != nil {
		return 0, err
	}
	sealed, err := tx.seal(c, row.name(), text)
	if err != nil {
		return 0, err
	}
	where := strings.Join(c.key, " = ? AND ") + " = ? AND " + c.column + " = ?"
	args := []any{sealed}
	for _, value := range slices.Concat(row.key, []string{row.text}) {
		args = append(args, value)
	}
	n, err := tx.exec(ctx, "UPDATE "+c.table+" SET "+c.column+" = ? WHERE "+where, args...)
	return int(n), err
}

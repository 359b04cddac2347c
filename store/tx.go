package store

import (
	"context"
	"database/sql"
	"sync/atomic"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/procesregie"
)

// Tx is a transaction, handed out by [Store.Update], [Store.Logged] and [Store.View] and of no use
// after they return. It is for one goroutine. After a statement has failed nothing
// more can be done in it.
type Tx struct {
	sql             *sql.Tx
	dialect         dialect
	ring            *keys.Ring
	readOnly        bool
	failed          error // the first statement that failed
	praktijken      map[string]procesregie.Praktijk
	remembered      *remembered
	posts           int        // put in the outbox so far
	loading         bool       // rows as they were in another database
	sealedWith      string     // what the first text that was sealed here begins with
	unreadable      []casusRow // that Casussen could not open
	unreadableLeden []string
	misread         []reminderRow               // that could not be read, see MisreadReminders
	trusted         *atomic.Pointer[audit.Head] // of the Store
	log             *auditLog                   // nil where nothing can be logged
	hulpKey         []byte                      // of the hashes in hulp_sleutels, once asked for
	hulpKnown       map[string]knownHulp        // of the help that was read or saved here, by casus
}

func (s *Store) newTx(tx *sql.Tx, how manner) *Tx {
	made := &Tx{
		sql: tx, dialect: s.dialect, ring: s.ring, readOnly: how.readOnly, praktijken: map[string]procesregie.Praktijk{},
		remembered: &s.remembered, trusted: &s.trusted,
	}
	if how.logged {
		made.log = &auditLog{}
	}
	return made
}

// query is SQL with the values of its question marks.
type query struct {
	text string
	args []any
}

func q(text string, args ...any) query { return query{text, args} }

// exec changes rows and returns how many.
func (tx *Tx) exec(ctx context.Context, text string, args ...any) (int64, error) {
	if tx.readOnly {
		return 0, errReadOnly
	}
	if tx.failed != nil {
		return 0, tx.failed
	}
	result, err := tx.sql.ExecContext(ctx, tx.dialect.rebind(text), args...)
	if err != nil {
		return 0, tx.fail(err)
	}
	n, err := result.RowsAffected()
	return n, tx.fail(err)
}

// fail remembers that a statement failed. PostgreSQL accepts nothing more then;
// SQLite may have undone everything and would store what follows by itself.
func (tx *Tx) fail(err error) error {
	if err != nil && tx.failed == nil {
		tx.failed = explain(tx.dialect, err)
	}
	return tx.failed
}

// collect returns what scan makes of every row.
func collect[T any](ctx context.Context, tx *Tx, query query, scan func(*sql.Rows) (T, error)) ([]T, error) {
	var list []T
	err := tx.each(ctx, query, func(rows *sql.Rows) error {
		one, err := scan(rows)
		list = append(list, one)
		return err
	})
	return list, err
}

// first returns what scan makes of the first row, or ErrNotFound.
func first[T any](ctx context.Context, tx *Tx, query query, scan func(*sql.Rows) (T, error)) (T, error) {
	list, err := collect(ctx, tx, query, scan)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		var none T
		return none, err
	}
	return list[0], nil
}

// each reads all rows. Nothing else can be asked in the transaction until it is done.
func (tx *Tx) each(ctx context.Context, query query, scan func(*sql.Rows) error) error {
	if tx.failed != nil {
		return tx.failed
	}
	rows, err := tx.sql.QueryContext(ctx, tx.dialect.rebind(query.text), query.args...)
	if err != nil {
		return tx.fail(err)
	}
	defer func() { _ = rows.Close() }() // what went wrong with the rows is in Err
	for rows.Next() {
		if err := scan(rows); err != nil {
			return withoutValue(query.text, err)
		}
	}
	return tx.fail(rows.Err())
}

// scanText reads a row of one text.
func scanText(rows *sql.Rows) (string, error) {
	var text string
	err := rows.Scan(&text)
	return text, err
}

// scanNumber reads a row of one number.
func scanNumber(rows *sql.Rows) (int64, error) {
	var number int64
	err := rows.Scan(&number)
	return number, err
}

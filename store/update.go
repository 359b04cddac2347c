package store

import (
	"context"
	"database/sql"
	"errors"
)

// attempts is how often a change is tried when others are in the way; after the
// first few it keeps the others out.
const (
	attempts      = 8
	attemptsAmong = 3
)

// Update runs f in one transaction, which is stored whole when f returns nil and not
// at all when it returns an error or panics, or when a statement in it failed. It
// works as if nobody else were changing anything: when somebody was in the way f
// runs again, so f must change nothing outside its Tx. Do not nest: a second Update
// inside f waits for the first.
func (s *Store) Update(ctx context.Context, f func(*Tx) error) error {
	return s.repeat(ctx, manner{isolation: sql.LevelSerializable}, f)
}

// View runs f on one unchanging state of the database; f cannot change anything.
// A database in memory has a single connection: there View cannot be used inside
// Update.
func (s *Store) View(ctx context.Context, f func(*Tx) error) error {
	return s.repeat(ctx, manner{isolation: sql.LevelRepeatableRead, readOnly: true}, f)
}

// ByRow runs f in one transaction that relies on the locks of rows only: for what is
// recorded of one message that is in the hands of who records it. What f reads of other
// rows can change before it ends, unless it is read with a lock.
func (s *Store) ByRow(ctx context.Context, f func(*Tx) error) error { return s.byRow(ctx, f) }

// byRow runs f in a transaction that relies on the locks of rows only.
func (s *Store) byRow(ctx context.Context, f func(*Tx) error) error {
	return s.repeat(ctx, manner{isolation: sql.LevelReadCommitted}, f)
}

// manner is how a transaction runs.
type manner struct {
	isolation sql.IsolationLevel
	readOnly  bool
	logged    bool // it may write in the access log, and waits for others that do
	alone     bool // it keeps out every other change
}

func (s *Store) repeat(ctx context.Context, how manner, f func(*Tx) error) error {
	var err error
	for attempt := range attempts {
		how.alone = attempt >= attemptsAmong
		var again bool
		if again, err = s.attempt(ctx, how, f); !again {
			return err
		}
	}
	return err
}

// attempt runs f once. again says that the transaction was undone because of others.
func (s *Store) attempt(ctx context.Context, how manner, f func(*Tx) error) (again bool, err error) {
	tx, end, err := s.begin(ctx, how)
	if err != nil {
		return s.failed(err)
	}
	defer end() // also when f panics
	err = f(tx)
	if ctx.Err() != nil {
		return false, errors.Join(ctx.Err(), err)
	}
	if tx.failed != nil {
		return s.dialect.again(tx.failed), withFailure(err, tx.failed)
	}
	if err != nil {
		return false, err
	}
	return s.keep(ctx, tx)
}

// keep makes what was done in a transaction last.
func (s *Store) keep(ctx context.Context, tx *Tx) (again bool, err error) {
	if tx.outdated() {
		return true, errOutdated
	}
	if err := tx.checkLoaded(ctx); err != nil {
		return false, err
	}
	err = tx.signHead(ctx)
	if err == nil {
		err = tx.sql.Commit()
	}
	if err == nil {
		s.tellOfHead(ctx, tx.log)
	}
	return s.failed(err)
}

func (s *Store) failed(err error) (again bool, explained error) {
	return s.dialect.again(err), explain(s.dialect, err)
}

// withFailure is what f returned, with the failure of a statement if f hid it.
func withFailure(err, failed error) error {
	if errors.Is(err, failed) {
		return err
	}
	return errors.Join(err, failed)
}

// begin starts a transaction. It waits for a connection as long as ctx allows. end
// undoes what was not committed and gives the connection back.
func (s *Store) begin(ctx context.Context, how manner) (*Tx, func(), error) {
	db := s.writer
	if how.readOnly {
		db = s.reader
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	tx, err := conn.BeginTx(s.dialect.lifetime(ctx), &sql.TxOptions{Isolation: how.isolation, ReadOnly: how.readOnly})
	if err != nil {
		return nil, nil, errors.Join(err, conn.Close())
	}
	// After a commit there is nothing left to undo; otherwise the transaction ends
	// here, or with its connection.
	end := func() { _, _ = tx.Rollback(), conn.Close() }
	if how.isolation == sql.LevelSerializable {
		err = s.dialect.begin(ctx, tx, how)
	}
	if err != nil {
		end()
		return nil, nil, err
	}
	return s.newTx(tx, how), end, nil
}

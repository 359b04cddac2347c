package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"
)

// LockRounds makes this process the only one that sends. On SQLite somebody else who has
// the lock is waited for no longer than a second: then the error wraps ErrUnavailable,
// with a sentence for administrators. The system gives the lock back when the process
// ends, in whatever way; the small file beside the database that carries it stays. On
// PostgreSQL, where processes share the work, and for a database in memory there is no
// lock.
func (s *Store) LockRounds(ctx context.Context) (unlock func() error, err error) {
	unlock, err = s.dialect.lockRounds(ctx)
	return unlock, explain(s.dialect, err)
}

func noLock() error { return nil }

// roundsWait is how long a process that is about to stop may take to give back the lock.
const roundsWait = time.Second

// lockRounds takes the lock of a small database beside this one. Nobody removes the file:
// who then makes another one, and who still waits for the first, would both have a lock.
func (d sqlite) lockRounds(ctx context.Context) (func() error, error) {
	if d.path == inMemory {
		return noLock, nil
	}
	address, err := fileURL(d.path + ".rounds")
	if err != nil {
		return nil, err
	}
	db, err := openPool(fmt.Sprintf("%s?_txlock=exclusive&_journal_mode=MEMORY&_busy_timeout=%d", address, roundsWait.Milliseconds()), 1)
	if err != nil {
		return nil, err
	}
	tx, err := db.BeginTx(context.WithoutCancel(ctx), nil) // it outlives who asked for it
	if err == nil {
		return func() error { return errors.Join(tx.Rollback(), db.Close()) }, nil
	}
	err = errors.Join(err, db.Close())
	var e sqlite3.Error
	if errors.As(err, &e) && (e.Code == sqlite3.ErrBusy || e.Code == sqlite3.ErrLocked) {
		return nil, &unavailable{cause: err, sentence: fmt.Sprintf(
			"another regiebot already sends the reminders of the database %s: only one can, on SQLite; stop it, or use PostgreSQL", d.path)}
	}
	return nil, err
}

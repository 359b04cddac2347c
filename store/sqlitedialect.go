package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"github.com/mattn/go-sqlite3"
)

// sqlite is the dialect of one SQLite file.
type sqlite struct{ path string }

func (d sqlite) name() string               { return "sqlite" }
func (d sqlite) rebind(query string) string { return query }
func (d sqlite) skipLocked() string         { return "" }
func (d sqlite) share() string              { return "" }
func (d sqlite) byBytes() string            { return "" } // it knows no other order
func (d sqlite) keepOut(string) string      { return "" }
func (d sqlite) leftBehind() bool           { return true }
func (d sqlite) now() string {
	return "CAST(round(unixepoch('subsec') * 1000) AS INTEGER)"
}

func (d sqlite) hasTable() string {
	return "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
}

// lifetime never ends: database/sql closes the connection of a transaction whose
// context ends, and with it a database in memory would be gone. Statements and
// [Store.Update] itself do look at the context.
func (d sqlite) lifetime(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }

// begin has nothing to do: BEGIN IMMEDIATE lets one change in at a time.
func (d sqlite) begin(context.Context, *sql.Tx, manner) error { return nil }

// again is true when another process held the file for long.
func (d sqlite) again(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == sqlite3.ErrBusy
}

// lock takes the lock of a small database beside this one. The file itself cannot
// serve: in WAL mode an exclusive lock waits until every connection is closed.
func (d sqlite) lock(ctx context.Context, _ *sql.DB) (func() error, error) {
	if d.path == inMemory {
		return func() error { return nil }, nil
	}
	return d.lockAt(ctx, d.path+".migrating")
}

// lockAt takes the lock of a small database. Nobody removes the file when the lock is given
// back: who still waits for it, and who would make another one, would both be let in.
func (d sqlite) lockAt(ctx context.Context, beside string) (func() error, error) {
	address, err := fileURL(beside)
	if err != nil {
		return nil, err
	}
	db, err := openPool(address+"?_txlock=exclusive&_journal_mode=MEMORY&_busy_timeout=60000", 1)
	if err != nil {
		return nil, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return func() error { return errors.Join(tx.Rollback(), db.Close()) }, nil
}

// removeFile removes a file that somebody else may have removed already.
func removeFile(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// compact writes the file anew and empties the log beside it.
func (d sqlite) compact(ctx context.Context, db *sql.DB) error {
	if d.path == inMemory {
		return nil
	}
	if _, err := db.ExecContext(ctx, "VACUUM"); err != nil {
		return err
	}
	return d.scrub(ctx, db)
}

// scrub writes the journal into the database, where what is deleted is overwritten, and
// cuts the journal off.
func (d sqlite) scrub(ctx context.Context, db *sql.DB) error {
	var busy, pages, moved int
	if err := db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil {
		return err
	}
	if busy != 0 {
		return errReaders
	}
	return nil
}

// sentence explains the errors of SQLite that an administrator can do something about.
func (d sqlite) sentence(err error) string {
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return ""
	}
	switch e.Code {
	case sqlite3.ErrReadonly, sqlite3.ErrPerm:
		return fmt.Sprintf("the database %s is read-only: give the user that runs regiebot the right to write the file and its folder", d.path)
	case sqlite3.ErrCantOpen:
		return fmt.Sprintf("the database %s cannot be opened: give the user that runs regiebot the right to read and write the file and its folder", d.path)
	case sqlite3.ErrFull:
		return fmt.Sprintf("the disk of the database %s is full: nothing of this change was stored; make room on the disk", d.path)
	case sqlite3.ErrIoErr:
		return fmt.Sprintf("the disk of the database %s cannot be read or written: check the disk", d.path)
	case sqlite3.ErrBusy:
		return fmt.Sprintf("another program keeps the database %s occupied: stop it, or try again", d.path)
	case sqlite3.ErrCorrupt:
		return fmt.Sprintf("the database %s is damaged: restore a backup", d.path)
	case sqlite3.ErrNotADB:
		return fmt.Sprintf("%s is not a database of regiebot: set REGIEBOT_DATABASE to another file", d.path)
	}
	return ""
}

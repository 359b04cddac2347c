package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/regiebot/regiebot/keys"
)

// Restore makes a database of the rows that load stores in one transaction, and brings it
// up to date. The rows are those of a schema of this program or an older one: the database
// has that schema while they are loaded, so that the migrations do with them what they did
// with every other database. The address is as for [Open].
//
// Wraps ErrExists when the database is not empty, ErrLaterSchema when it is but its schema
// is newer than that of the rows, ErrWrongKeys when the keys do not open the rows, or what
// load returned. Then nothing was stored, and a file that was not there is not there.
func Restore(ctx context.Context, address string, ring *keys.Ring, schema int64, load func(*Tx) error) (*Store, error) {
	if ring == nil || schema < 1 || schema > Schema() {
		return nil, errors.New("a database is restored with keys, to a schema that this program knows")
	}
	leave, err := newFile(address)
	if err != nil {
		return nil, err
	}
	s, err := connect(ctx, address)
	if err != nil {
		return nil, errors.Join(err, leave())
	}
	s.ring = ring
	err = s.restore(ctx, schema, load)
	if err == nil {
		return s, nil
	}
	if errors.Is(err, ErrExists) { // somebody else began to use the file meanwhile
		leave = func() error { return nil }
	}
	return nil, errors.Join(explain(s.dialect, err), s.Close(), leave())
}

func (s *Store) restore(ctx context.Context, schema int64, load func(*Tx) error) error {
	// Before the schema is touched: who names the wrong database loses nothing by it.
	if err := s.View(ctx, func(tx *Tx) error { return tx.mustBeEmpty(ctx) }); err != nil {
		return err
	}
	if err := s.migrateTo(ctx, schema); err != nil {
		return err
	}
	if err := s.Update(ctx, load); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	return s.sealAtFirst(ctx)
}

// newFile makes the file of a database, so that two never make the same, and returns what
// takes it away again; nothing when there is one already. What is wrong with the path is
// said by whoever opens it.
func newFile(address string) (leave func() error, err error) {
	nothing := func() error { return nil }
	if isPostgres(address) || address == inMemory {
		return nothing, nil
	}
	file, err := os.OpenFile(address, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // the administrator names the file
	if err != nil {
		return nothing, nil //nolint:nilerr // see above
	}
	if err := file.Close(); err != nil {
		return nothing, err
	}
	return func() error {
		var all []error
		for _, end := range []string{"", "-wal", "-shm"} {
			all = append(all, removeFile(address+end))
		}
		return errors.Join(all...)
	}, nil
}

// migrateTo brings the schema of an empty database to a version.
func (s *Store) migrateTo(ctx context.Context, schema int64) error {
	unlock, err := s.dialect.lock(ctx, s.writer)
	if err != nil {
		return err
	}
	return errors.Join(s.migrateToLocked(ctx, schema), unlock())
}

func (s *Store) migrateToLocked(ctx context.Context, schema int64) error {
	version, err := s.version(ctx, s.writer)
	if err != nil {
		return err
	}
	if version > schema {
		return fmt.Errorf("%w (the database has schema %d, what is restored has %d)", ErrLaterSchema, version, schema)
	}
	provider, err := s.provider()
	if err != nil {
		return err
	}
	if _, err := provider.UpTo(ctx, schema); err != nil {
		return explain(s.dialect, fmt.Errorf("bringing the database to the schema of the backup: %w", err))
	}
	return nil
}

package store

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/regiebot/regiebot/keys"
)

// Restoring is what a database is made of.
type Restoring struct {
	// Schema is that of the rows: of this program or an older one. The database has it
	// while they are loaded, so that the migrations do with them what they did with every
	// other database.
	Schema int64
	// Load stores the rows, in one transaction.
	Load func(*Tx) error
	// Prove looks at what was loaded and brought up to date, before anybody else can see
	// it; it may add to it. nil: nothing is proved.
	Prove func(context.Context, *Store) error
}

// Restore makes a database, whole or not at all: it is made apart, brought up to date and
// proved, and only then it is put at the address, which is as for [Open]. A file that is
// not there yet is made beside it and gets its name at the end; into an empty database
// everything goes in one transaction. Whoever ends the program at whatever moment leaves
// no part of it, but for a file that the next restore recognises and removes.
//
// Wraps ErrExists when the database is not empty, ErrWrongKeys when the keys do not open
// the rows, or what Load or Prove returned: then nothing was stored.
func Restore(ctx context.Context, address string, ring *keys.Ring, r Restoring) (*Store, error) {
	if ring == nil || r.Schema < 1 || r.Schema > Schema() {
		return nil, errors.New("a database is restored with keys, to a schema that this program knows")
	}
	if address == inMemory {
		return r.apart(ctx, ring, connect, inMemory)
	}
	put := r.into
	if _, err := os.Lstat(address); !isPostgres(address) && errors.Is(err, os.ErrNotExist) {
		put = r.beside
	}
	if err := put(ctx, address, ring); err != nil {
		return nil, err
	}
	return Open(context.WithoutCancel(ctx), address, ring) // it is there: to say anything else would be wrong
}

// apart makes the database at a place of its own.
func (r Restoring) apart(ctx context.Context, ring *keys.Ring, open func(context.Context, string) (*Store, error), place string) (*Store, error) {
	s, err := open(ctx, place)
	if err != nil {
		return nil, err
	}
	s.ring = ring
	for _, step := range []func(context.Context) error{
		func(ctx context.Context) error { return s.migrateTo(ctx, r.Schema) },
		func(ctx context.Context) error { return s.Update(ctx, r.Load) },
		s.migrate,
		s.sealAtFirst,
		func(ctx context.Context) error { return r.prove(ctx, s) },
	} {
		if err := step(ctx); err != nil {
			return nil, errors.Join(explain(s.dialect, err), s.Close())
		}
	}
	return s, nil
}

func (r Restoring) prove(ctx context.Context, s *Store) error {
	if r.Prove == nil {
		return nil
	}
	return r.Prove(ctx, s)
}

// into fills a database that is there and empty.
func (r Restoring) into(ctx context.Context, address string, ring *keys.Ring) error {
	s, err := connect(ctx, address)
	if err != nil {
		return err
	}
	s.ring = ring
	return errors.Join(explain(s.dialect, r.fill(ctx, s)), s.Close())
}

func (r Restoring) fill(ctx context.Context, s *Store) error {
	// Before the schema is touched: who names the wrong database loses nothing by it.
	if err := s.View(ctx, func(tx *Tx) error { return tx.mustBeEmpty(ctx) }); err != nil {
		return err
	}
	made, err := r.apart(ctx, s.ring, openScratch, "")
	if err != nil {
		return err
	}
	err = s.migrate(ctx)
	if err == nil {
		err = made.copyAll(ctx, s)
	}
	return errors.Join(err, made.Close())
}

// copyAll copies every table, the access log included, in one transaction.
func (s *Store) copyAll(ctx context.Context, dst *Store) error {
	return s.View(ctx, func(from *Tx) error {
		return dst.Update(ctx, func(to *Tx) error {
			load, err := to.Load(ctx)
			if err != nil {
				return err
			}
			err = from.Dump(ctx, Rows{
				Table: func(name string, columns []string) error { return load.Table(ctx, name, columns) },
				Row:   func(values []any) error { return load.Row(ctx, values) },
			})
			if err != nil {
				return err
			}
			return load.End(ctx)
		})
	})
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
	provider, err := s.provider()
	if err != nil {
		return err
	}
	if _, err := provider.UpTo(ctx, schema); err != nil {
		return explain(s.dialect, fmt.Errorf("bringing the database to the schema of the backup: %w", err))
	}
	return nil
}

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"github.com/regiebot/regiebot/keys"
)

// OpenToRead opens a database of which nothing may be changed, not even its schema: a file
// or a folder that is read-only will do. Only [Store.View] works. Wraps ErrUnavailable,
// ErrWrongKeys, ErrNewer, or ErrOlder where the program would bring the schema up to date.
func OpenToRead(ctx context.Context, address string, ring *keys.Ring) (*Store, error) {
	if ring == nil {
		return nil, errors.New("a database is opened with keys")
	}
	s, err := connectToRead(ctx, address)
	if err != nil {
		return nil, err
	}
	s.ring = ring
	for _, step := range []func(context.Context) error{s.checkKeys, s.checkSchema} {
		if err := step(ctx); err != nil {
			return nil, errors.Join(explain(s.dialect, err), s.Close())
		}
	}
	return s, nil
}

// ErrOlder says that the schema of a database is older than what the program works with.
var ErrOlder = errors.New("the database belongs to an older version of regiebot: bring it up to date first, with regiebot migrate")

func (s *Store) checkSchema(ctx context.Context) error {
	version, err := s.version(ctx, s.reader)
	switch {
	case err != nil:
		return err
	case version > Schema():
		return fmt.Errorf("%w (the database has schema %d, this program knows %d)", ErrNewer, version, Schema())
	case version < Schema():
		return ErrOlder
	}
	return nil
}

func connectToRead(ctx context.Context, address string) (*Store, error) {
	if isPostgres(address) {
		s, _, err := poolPostgres(address)
		return s, err
	}
	d := sqlite{path: address}
	if info, err := os.Stat(address); err != nil || !info.Mode().IsRegular() {
		return nil, &unavailable{sentence: fmt.Sprintf("there is no database %s that can be read: set REGIEBOT_DATABASE to the right file", address), cause: err}
	}
	url, err := fileURL(address)
	if err != nil {
		return nil, err
	}
	db, err := openPool(url+"?"+sqliteReader, readers)
	if err != nil {
		return nil, err
	}
	s := &Store{dialect: d, writer: db, reader: db}
	if _, err := s.version(ctx, db); err == nil {
		return s, nil
	}
	return d.unchanging(url, db)
}

// unchanging opens a file in a folder in which SQLite cannot make the files that it works
// with. That is right only when nothing stands in a journal beside it.
func (d sqlite) unchanging(url string, before *sql.DB) (*Store, error) {
	if err := before.Close(); err != nil {
		return nil, err
	}
	if info, err := os.Stat(d.path + "-wal"); err == nil && info.Size() > 0 {
		return nil, &unavailable{sentence: fmt.Sprintf("beside the database %s is the file %s-wal, which belongs to it and cannot be used here: copy both to a folder that you may write in", d.path, d.path)}
	}
	db, err := openPool(url+"?"+sqliteReader+"&immutable=1", readers)
	if err != nil {
		return nil, err
	}
	return &Store{dialect: d, writer: db, reader: db}, nil
}

package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schema is the version of the schema that this program works with.
func Schema() int64 {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(files) == 0 {
		return 0 // they are built in
	}
	version, _ := goose.NumericComponent(files[len(files)-1]) // the tests open databases with them
	return version
}

// migrate brings the schema up to date, one process at a time. It writes nothing
// when there is nothing to do.
func (s *Store) migrate(ctx context.Context) error {
	provider, err := s.provider()
	if err != nil {
		return err
	}
	if done, err := s.upToDate(ctx, provider); done || err != nil {
		return err
	}
	unlock, err := s.dialect.lock(ctx, s.writer)
	if err != nil {
		return err
	}
	return errors.Join(s.migrateLocked(ctx, provider), unlock())
}

func (s *Store) migrateLocked(ctx context.Context, provider *goose.Provider) error {
	if done, err := s.upToDate(ctx, provider); done || err != nil {
		return err
	}
	before, err := s.version(ctx, s.writer)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return explain(s.dialect, fmt.Errorf("bringing the database up to date: %w", err))
	}
	if before > 0 && before < auditSchema {
		return s.openMark(ctx)
	}
	return nil
}

// auditSchema is the first version of the schema with an access log.
const auditSchema = 2

func (s *Store) provider() (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	dialect := goose.DialectSQLite3
	if s.dialect.name() == "postgres" {
		dialect = goose.DialectPostgres
	}
	return goose.NewProvider(dialect, s.writer, files, goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
}

// upToDate compares the schema with the newest migration. ErrNewer when a newer
// program was here. A database that cannot be written is found out here too.
func (s *Store) upToDate(ctx context.Context, provider *goose.Provider) (bool, error) {
	sources := provider.ListSources()
	newest := sources[len(sources)-1].Version
	version, err := s.version(ctx, s.writer)
	if err != nil {
		return false, err
	}
	if version > newest {
		return false, fmt.Errorf("%w (the database has schema %d, this program knows %d)", ErrNewer, version, newest)
	}
	return version == newest, s.tryWriting(ctx)
}

// tryWriting starts a change and takes it back.
func (s *Store) tryWriting(ctx context.Context) error {
	tx, err := s.writer.BeginTx(s.dialect.lifetime(ctx), nil)
	if err != nil {
		return err
	}
	return tx.Rollback()
}

// version returns the version of the schema; 0 for an empty database.
func (s *Store) version(ctx context.Context, db *sql.DB) (int64, error) {
	var tables int
	row := db.QueryRowContext(ctx, s.dialect.rebind(s.dialect.hasTable()), goose.DefaultTablename)
	if err := row.Scan(&tables); err != nil || tables == 0 {
		return 0, err
	}
	var version sql.NullInt64
	err := db.QueryRowContext(ctx, "SELECT max(version_id) FROM "+goose.DefaultTablename).Scan(&version)
	return version.Int64, err
}

package store

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
)

// inMemory is the name of a private database that is gone when it is closed.
const inMemory = ":memory:"

// Parameters of the driver. Changes are synced to disk before they are confirmed,
// and what is deleted is overwritten.
const (
	sqliteCommon = "_busy_timeout=5000&_foreign_keys=on&_stmt_cache_size=64"
	sqliteWriter = sqliteCommon + "&_txlock=immediate&_journal_mode=WAL&_secure_delete=on&_synchronous=FULL"
	sqliteReader = sqliteCommon + "&mode=ro&_query_only=on"
)

// readers is how many transactions read at the same time on SQLite.
const readers = 4

// openSQLite opens a file with one connection that writes and some that only read.
func openSQLite(path string) (*Store, error) {
	if path == inMemory {
		return openMemory()
	}
	d := sqlite{path: path}
	if err := d.prepare(); err != nil {
		return nil, err
	}
	var err error
	if d.path, err = filepath.EvalSymlinks(path); err != nil { // what lies beside it is found by every name
		return nil, explain(d, err)
	}
	address, err := fileURL(d.path)
	if err != nil {
		return nil, err
	}
	s := &Store{dialect: d}
	if s.writer, err = openPool(address+"?"+sqliteWriter, 1); err != nil {
		return nil, err
	}
	if s.reader, err = openPool(address+"?"+sqliteReader, readers); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func openMemory() (*Store, error) {
	db, err := openPool(inMemory+"?"+sqliteWriter, 1)
	if err != nil {
		return nil, err
	}
	return &Store{dialect: sqlite{path: inMemory}, writer: db, reader: db}, nil
}

func openPool(dsn string, connections int) (*sql.DB, error) {
	db, err := sql.Open("sqlite3", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// fileURL writes a path so that ? # and % in it are not taken for anything else.
func fileURL(path string) (string, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return (&url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(full)}).String(), nil
}

// prepare says clearly what is wrong with a path, and makes a new file that only
// its owner can read. SQLite makes it: closing a file of our own would drop the
// locks that SQLite holds on it elsewhere in this process.
func (d sqlite) prepare() error {
	if err := d.folder(); err != nil {
		return err
	}
	info, err := os.Stat(d.path)
	if err == nil && !info.Mode().IsRegular() {
		return &unavailable{sentence: fmt.Sprintf("%s is not a file: set REGIEBOT_DATABASE to a file or to a postgres:// address", d.path)}
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil
	}
	address, err := fileURL(d.path)
	if err != nil {
		return err
	}
	conn, err := (&sqlite3.SQLiteDriver{}).Open(address)
	if err != nil {
		return explain(d, err)
	}
	return errors.Join(os.Chmod(d.path, 0o600), conn.Close())
}

// folder says so when there is no folder for the file.
func (d sqlite) folder() error {
	folder := filepath.Dir(d.path)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return &unavailable{sentence: fmt.Sprintf("the folder %s of the database does not exist: create it, or set REGIEBOT_DATABASE to another file", folder), cause: err}
	}
	return nil
}

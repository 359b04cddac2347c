// Package storetest runs tests on real databases: SQLite in a temporary folder and
// PostgreSQL on a private server.
//
// The server is started when the first test asks for it, in a temporary folder on a
// free port of the loopback, and goes away with the process of the test. Set
// TEST_DATABASE_URL to use another server; its user must be allowed to create
// databases. Without PostgreSQL those tests are skipped, with the reason, unless
// REGIEBOT_TEST_POSTGRES=required.
package storetest

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/store"
)

// Each runs f on an empty database of each kind, as subtests sqlite and postgres.
// Every call of open gives another Store on that same database, as another process
// would have; they are closed when f ends.
func Each(t *testing.T, f func(t *testing.T, open func() *store.Store)) {
	t.Helper()
	EachAddress(t, func(t *testing.T, address string) {
		t.Helper()
		f(t, func() *store.Store { return Open(t, address) })
	})
}

// EachAddress is Each for tests that need the address of the empty database.
func EachAddress(t *testing.T, f func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { f(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { f(t, Postgres(t)) })
}

// ring is made once: what one Store of a test sealed the others open.
var ring = sync.OnceValues(keys.New)

// Ring returns the keys of every database of this process.
func Ring(t testing.TB) *keys.Ring {
	t.Helper()
	r, err := ring()
	if err != nil {
		t.Fatalf("making keys: %v", err)
	}
	return r
}

// Open opens a database for the time of a test.
func Open(t testing.TB, address string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), address, Ring(t))
	if err != nil {
		t.Fatalf("opening the database: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing the database: %v", err)
		}
	})
	return s
}

// SQLite returns the address of an empty SQLite database.
func SQLite(t testing.TB) string {
	t.Helper()
	return t.TempDir() + "/regiebot.db"
}

// Exec runs a statement on a database outside everything the store guards, as somebody
// could who has the file.
func Exec(t testing.TB, address, statement string) {
	t.Helper()
	run := execute
	if !strings.HasPrefix(address, "postgres") {
		run = executeSQLite
	}
	if err := run(t.Context(), address, statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func executeSQLite(ctx context.Context, path, statement string) error {
	db, err := sql.Open("sqlite3", path+"?_busy_timeout=5000")
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, statement)
	return errors.Join(err, db.Close())
}

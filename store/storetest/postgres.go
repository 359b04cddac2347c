package storetest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// server is the PostgreSQL server of this process: the address of its database
// postgres, or why there is none.
var server = sync.OnceValues(func() (string, error) {
	if address := os.Getenv("TEST_DATABASE_URL"); address != "" {
		return address, nil
	}
	return startCluster()
})

// databases counts the databases made by this process.
var databases atomic.Int64

// Postgres returns the address of an empty PostgreSQL database, which is dropped when
// the test ends. Without a server the test is skipped, or fails when
// REGIEBOT_TEST_POSTGRES=required.
func Postgres(t testing.TB) string {
	t.Helper()
	address, err := server()
	if err != nil && os.Getenv("REGIEBOT_TEST_POSTGRES") == "required" {
		t.Fatalf("PostgreSQL is required and not there: %v", err)
	}
	if err != nil {
		t.Skipf("not tested on PostgreSQL: %v", err)
	}
	name := fmt.Sprintf("regiebot_test_%d_%d", os.Getpid(), databases.Add(1))
	if err := execute(t.Context(), address, "CREATE DATABASE "+name); err != nil {
		t.Fatalf("making a database: %v", err)
	}
	t.Cleanup(func() {
		if err := execute(context.Background(), address, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("dropping the database: %v", err)
		}
	})
	return withDatabase(t, address, name)
}

// withDatabase is an address with the name of another database.
func withDatabase(t testing.TB, address, name string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		t.Fatal("TEST_DATABASE_URL is not a postgres:// address")
	}
	u.Path = "/" + name
	return u.String()
}

// execute runs one statement on the server.
func execute(ctx context.Context, address, statement string) error {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return err
	}
	db := stdlib.OpenDB(*config)
	_, err = db.ExecContext(ctx, statement)
	return errors.Join(err, db.Close())
}

package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// server is the PostgreSQL server of this process, with the address of its database
// postgres, or why there is none. It is held on to for as long as the process runs:
// collected as garbage the pipe that keeps it would close.
var server = sync.OnceValues(func() (*cluster, error) {
	if address := os.Getenv("TEST_DATABASE_URL"); address != "" {
		return &cluster{address: address}, nil
	}
	return startCluster()
})

// Restart makes the PostgreSQL server of this process start anew as after a crash, and
// returns when it takes connections again. restarted is false when it is the server of
// TEST_DATABASE_URL, which others may use too. For one goroutine at a time.
func Restart() (restarted bool, err error) {
	c, err := server()
	if err != nil || c.shell == nil {
		return false, err
	}
	if _, err := io.WriteString(c.orders, "restart\n"); err != nil {
		return false, err
	}
	return true, c.ready()
}

// databases counts the databases made by this process.
var databases atomic.Int64

// Postgres returns the address of an empty PostgreSQL database, which is dropped when
// the test ends. Without a server the test is skipped, or fails when
// REGIEBOT_TEST_POSTGRES=required.
func Postgres(t testing.TB) string {
	t.Helper()
	c, err := server()
	if err != nil && os.Getenv("REGIEBOT_TEST_POSTGRES") == "required" {
		t.Fatalf("PostgreSQL is required and not there: %v", err)
	}
	if err != nil {
		t.Skipf("not tested on PostgreSQL: %v", err)
	}
	name := fmt.Sprintf("regiebot_test_%d_%d", os.Getpid(), databases.Add(1))
	if err := execute(t.Context(), c.address, "CREATE DATABASE "+name); err != nil {
		t.Fatalf("making a database: %v", err)
	}
	t.Cleanup(func() {
		if err := execute(context.Background(), c.address, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("dropping the database: %v", err)
		}
	})
	return withDatabase(t, c.address, name)
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

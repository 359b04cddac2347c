package bench_test

import (
	"database/sql"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver that the store uses
)

// raw is a database without the store around it.
type raw struct{ *sql.DB }

// openRaw opens a database, with the settings of the store, for as long as is measured.
func openRaw(tb testing.TB, address string) raw {
	tb.Helper()
	driver := "pgx"
	if !isPostgres(address) {
		driver, address = "sqlite3", writerOf(address)
	}
	db, err := sql.Open(driver, address)
	must(tb, err)
	db.SetMaxOpenConns(1) // BEGIN and what follows are for the same connection
	tb.Cleanup(func() { must(tb, db.Close()) })
	return raw{db}
}

func isPostgres(address string) bool { return strings.HasPrefix(address, "postgres") }

// exec changes rows, each time in a transaction of its own. Both databases know $1.
func (r raw) exec(tb testing.TB, statement string, args ...any) {
	tb.Helper()
	_, err := r.ExecContext(tb.Context(), statement, args...)
	must(tb, err)
}

// texts returns the first column of what a query finds.
func (r raw) texts(tb testing.TB, query string) []string {
	tb.Helper()
	rows, err := r.QueryContext(tb.Context(), query)
	must(tb, err)
	defer rows.Close()
	var list []string
	for rows.Next() {
		var text string
		must(tb, rows.Scan(&text))
		list = append(list, text)
	}
	must(tb, rows.Err())
	return list
}

// databaseName says what kind of database it is, and whether what it stores is on disk.
func databaseName(tb testing.TB, address string) string {
	tb.Helper()
	if !isPostgres(address) {
		return "SQLite"
	}
	if openRaw(tb, address).texts(tb, "SHOW fsync")[0] == "off" {
		return "PostgreSQL without fsync"
	}
	return "PostgreSQL"
}

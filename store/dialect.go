package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
)

// dialect is where SQLite and PostgreSQL differ.
type dialect interface {
	// name is "sqlite" or "postgres".
	name() string
	// rebind writes the ? of a query the way the driver wants them.
	rebind(query string) string
	// lifetime is the context that a transaction lives in.
	lifetime(ctx context.Context) context.Context
	// begin does what a changing transaction starts with, to keep out until it ends
	// what the manner says.
	begin(ctx context.Context, tx *sql.Tx, how manner) error
	// skipLocked ends a SELECT that takes rows which nobody else is taking.
	skipLocked() string
	// share ends a SELECT that reads rows which nobody changes until the transaction ends.
	share() string
	// byBytes ends the name of a column in an ORDER BY, so that every database has the
	// same order of text.
	byBytes() string
	// keepOut keeps others from writing in a table until the transaction ends; empty
	// where a transaction that writes does so anyway.
	keepOut(table string) string
	// compact leaves nothing in the files of what was replaced.
	compact(ctx context.Context, db *sql.DB) error
	// now is the moment of the clock of the database as an expression: whole milliseconds
	// since 1970, like every instant that is stored.
	now() string
	// hasTable is a query that counts the tables with a given name.
	hasTable() string
	// lock keeps other processes from bringing the schema up to date.
	lock(ctx context.Context, db *sql.DB) (unlock func() error, err error)
	// lockRounds keeps other processes from sending; see [Store.LockRounds].
	lockRounds(ctx context.Context) (unlock func() error, err error)
	// leftBehind reports whether every lease is that of a process that is gone, once the
	// rounds are locked.
	leftBehind() bool
	// again reports whether the same transaction may succeed when it runs again.
	again(err error) bool
	// scrub removes from the files of the database what was deleted from its tables.
	scrub(ctx context.Context, db *sql.DB) error
	// sentence explains why the database is unavailable, or is empty.
	sentence(err error) string
}

// numbered writes the values of a query as $1, $2, …; a ? within quotes is text.
func numbered(query string) string {
	var b strings.Builder
	var quote byte
	n := 0
	for i := range len(query) {
		c := query[i]
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case quote == 0 && c == '?':
			n++
			b.WriteString("$" + strconv.Itoa(n))
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

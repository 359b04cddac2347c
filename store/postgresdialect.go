package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// postgres is the dialect of one database on a PostgreSQL server.
type postgres struct{ server, database string }

// schemaLock is the number of the advisory lock that guards the schema.
const schemaLock = 7242627

func (d postgres) name() string               { return "postgres" }
func (d postgres) rebind(query string) string { return numbered(query) }
func (d postgres) skipLocked() string         { return " FOR UPDATE SKIP LOCKED" }
func (d postgres) share() string              { return " FOR SHARE" }
func (d postgres) byBytes() string            { return ` COLLATE "C"` }
func (d postgres) keepOut(table string) string {
	return "LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE"
}

func (d postgres) now() string {
	return "CAST(round(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)"
}

// lockRounds has nothing to do: several processes share the work.
func (d postgres) lockRounds(context.Context) (func() error, error) { return noLock, nil }
func (d postgres) leftBehind() bool                                 { return false }

func (d postgres) hasTable() string {
	return "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?"
}

func (d postgres) lifetime(ctx context.Context) context.Context { return ctx }

// begin lets changes run side by side, unless one of them asks to be alone, and those
// that log one after the other, so that each finds the newest end of the log. LOCK TABLE
// comes before the first query, because that is what fixes the moment of which a
// serializable transaction sees the data. Nobody who holds the table settings waits for
// the table audit.
func (d postgres) begin(ctx context.Context, tx *sql.Tx, how manner) error {
	if how.logged {
		if _, err := tx.ExecContext(ctx, "LOCK TABLE audit IN SHARE ROW EXCLUSIVE MODE"); err != nil {
			return err
		}
	}
	mode := "ROW EXCLUSIVE"
	if how.alone {
		mode = "EXCLUSIVE"
	}
	_, err := tx.ExecContext(ctx, "LOCK TABLE settings IN "+mode+" MODE")
	return err
}

// lock takes a session lock on a connection of its own.
func (d postgres) lock(ctx context.Context, db *sql.DB) (func() error, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", schemaLock); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", schemaLock)
		return errors.Join(err, conn.Close())
	}, nil
}

// again is true for serialization failures and deadlocks.
func (d postgres) again(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == pgerrSerialization || e.Code == pgerrDeadlock)
}

// compact writes the tables anew: what was replaced stays in the old files otherwise.
func (d postgres) compact(ctx context.Context, db *sql.DB) error {
	for _, c := range sealedColumns() {
		if _, err := db.ExecContext(ctx, "VACUUM FULL "+c.table); err != nil {
			return err
		}
	}
	return nil
}

// scrub removes deleted rows, from the indexes too.
func (d postgres) scrub(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, "VACUUM (INDEX_CLEANUP ON) "+strings.Join(erasedFrom(), ", "))
	return err
}

// sentence explains the errors of the server and the network that an administrator
// can do something about.
func (d postgres) sentence(err error) string {
	var answer *pgconn.PgError
	if errors.As(err, &answer) {
		return d.refusal(answer.Code)
	}
	if isBroken(err) {
		return fmt.Sprintf("the database server at %s cannot be reached: check that it runs, and the host and port in REGIEBOT_DATABASE", d.server)
	}
	return ""
}

// refusal explains a code of the server: SQLSTATE, five characters.
func (d postgres) refusal(code string) string {
	switch code {
	case pgerrPassword, pgerrAuthorization:
		return fmt.Sprintf("the database server at %s refuses the user name or the password in REGIEBOT_DATABASE", d.server)
	case pgerrNoDatabase:
		return fmt.Sprintf("there is no database %q on the server at %s: create it first", d.database, d.server)
	case pgerrPrivilege:
		return fmt.Sprintf("the user in REGIEBOT_DATABASE may not do enough in the database %q on %s: make it the owner of the database", d.database, d.server)
	case pgerrReadOnly:
		return fmt.Sprintf(readOnlyServer, d.server)
	case pgerrDiskFull:
		return fmt.Sprintf("the disk of the database server at %s is full: nothing of this change was stored; make room on the disk", d.server)
	case pgerrSerialization, pgerrDeadlock:
		return "too many changes were made at the same time: nothing of this change was stored; try again"
	}
	return d.notReady(code)
}

// notReady explains the classes of codes that say something about the server itself:
// lost connections, no room, being stopped or started.
func (d postgres) notReady(code string) string {
	for _, class := range []string{"08", "53", "57P"} {
		if strings.HasPrefix(code, class) {
			return fmt.Sprintf("the database server at %s is not ready (code %s): see the log of the server", d.server, code)
		}
	}
	return ""
}

// Codes of PostgreSQL, see its appendix on error codes.
const (
	pgerrAuthorization = "28000"
	pgerrPassword      = "28P01"
	pgerrNoDatabase    = "3D000"
	pgerrPrivilege     = "42501"
	pgerrReadOnly      = "25006"
	pgerrDiskFull      = "53100"
	pgerrSerialization = "40001"
	pgerrDeadlock      = "40P01"
)

// isBroken reports whether there was no connection, or it was lost.
func isBroken(err error) bool {
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return !errors.Is(err, context.Canceled)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, pgconn.ErrConnClosed)
}

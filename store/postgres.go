package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Limits of the connections with a PostgreSQL server.
const (
	connections    = 10
	connectTimeout = 10 * time.Second
	idleTime       = 5 * time.Minute
)

// isPostgres reports whether an address is that of a PostgreSQL server.
func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// openPostgres opens a database on a PostgreSQL server. No error repeats the address,
// because there may be a password in it.
func openPostgres(ctx context.Context, address string) (*Store, error) {
	s, d, err := poolPostgres(address)
	if err != nil {
		return nil, err
	}
	if err := d.checkWritable(ctx, s.writer); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// poolPostgres makes a Store that is not connected yet.
func poolPostgres(address string) (*Store, postgres, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, postgres{}, &unavailable{sentence: "REGIEBOT_DATABASE is not a valid postgres:// address: write it as postgres://user:password@host:port/database, with %-codes for special characters in the password"}
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTimeout
	}
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "regiebot"
	}
	db := stdlib.OpenDB(*config, stdlib.OptionShouldPing(always))
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	db.SetConnMaxIdleTime(idleTime)
	d := postgres{server: net.JoinHostPort(config.Host, strconv.Itoa(int(config.Port))), database: config.Database}
	return &Store{dialect: d, writer: db, reader: db}, d, nil
}

// always makes the pool try every connection before it is used, not only those that
// were idle for a second: after a restart of the server nobody notices.
func always(context.Context, stdlib.ShouldPingParams) bool { return true }

// checkWritable refuses a server that only follows another one.
func (d postgres) checkWritable(ctx context.Context, db *sql.DB) error {
	var readOnly string
	if err := db.QueryRowContext(ctx, "SHOW transaction_read_only").Scan(&readOnly); err != nil {
		return explain(d, err)
	}
	if readOnly == "on" {
		return &unavailable{sentence: fmt.Sprintf(readOnlyServer, d.server)}
	}
	return nil
}

const readOnlyServer = "the database server at %s only allows reading: use the address of the primary server"

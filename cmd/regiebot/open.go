package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/regiebot/regiebot/store"
)

// open opens the database that is there, brings it up to date, and puts zone and profile
// in use.
func (e *env) open(ctx context.Context) (*store.Store, error) {
	if err := e.mustExist(ctx); err != nil {
		return nil, err
	}
	return e.openOrMake(ctx)
}

// openOrMake is open for what a Regiebot can begin with: it makes a database that is not
// there yet.
func (e *env) openOrMake(ctx context.Context) (*store.Store, error) {
	if _, err := e.zone(); err != nil {
		return nil, err
	}
	s, err := e.makeStore(ctx)
	if err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context, *store.Store) error{e.keepHead, e.settle} {
		if err := step(ctx, s); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// openStore opens the database that is there with its keys.
func (e *env) openStore(ctx context.Context) (*store.Store, error) {
	if err := e.mustExist(ctx); err != nil {
		return nil, err
	}
	return e.makeStore(ctx)
}

// makeStore opens the database with its keys, and makes it when it is not there yet.
func (e *env) makeStore(ctx context.Context) (*store.Store, error) {
	ring, err := e.keys(ctx)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, e.Database, ring)
	if err != nil {
		return nil, err
	}
	log := e.logger()
	s.OnUnreadable(func(table, row string) {
		log.Error("a row of the database was changed outside this program and counts for nothing, see regiebot member list", slog.String("table", table), slog.String("row", row))
	})
	return s, nil
}

// mustExist refuses a database that is not there: whoever mistypes its name would work
// in an empty one. Nothing is made, and no key file either.
func (e *env) mustExist(ctx context.Context) error {
	there, err := store.Exists(ctx, e.Database)
	if err != nil || there {
		return err
	}
	return fmt.Errorf("there is no database %s: give the right one with --database or REGIEBOT_DATABASE; a new one begins with regiebot member add, regiebot import or regiebot serve", e.databaseName())
}

// databaseName is the database for people: a file with its folder, or a name on a server,
// without user and password.
func (e *env) databaseName() string {
	if strings.Contains(e.Database, "://") {
		u, err := url.Parse(e.Database)
		if err != nil {
			return "at the address of REGIEBOT_DATABASE"
		}
		return fmt.Sprintf("of regiebot in %s on the server %s", strings.Trim(u.Path, "/"), u.Host)
	}
	folder, err := filepath.Abs(filepath.Dir(e.Database))
	if err != nil {
		return e.Database
	}
	return fmt.Sprintf("%s in the folder %s", filepath.Base(e.Database), folder)
}

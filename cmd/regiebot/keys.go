package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/store"
)

// keysCmd manages the keys with which the database is sealed.
type keysCmd struct {
	Init   keysInitCmd   `cmd:"" help:"Make a key file; one that is there is left as it is."`
	Rotate keysRotateCmd `cmd:"" help:"Add a new key and seal the whole database with it, while the bot works."`
}

type keysInitCmd struct{}

// Run makes a key file.
func (keysInitCmd) Run(_ context.Context, e *env) error {
	path, _, err := e.keyFile()
	if err != nil {
		return err
	}
	ring, err := keys.Init(path)
	if err != nil {
		return err
	}
	return e.report(map[string]any{"key_file": ring.Path()},
		"made the key file %s. Without it the database cannot be read: keep a copy of it, apart from the database", ring.Path())
}

type keysRotateCmd struct {
	DropOld bool `help:"Then remove the older keys from the key file: older backups of this database cannot be read any more, nor any other database that uses the same key file."`
}

// Run changes the key. It can be interrupted and run again.
func (c *keysRotateCmd) Run(ctx context.Context, e *env) error {
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	done, dropped, err := c.rotate(ctx, e, s)
	event := audit.Event{Wat: "keys rotate", Actie: audit.Wijzigen, Soort: "sleutels"}
	if dropped > 0 {
		event.Object = "oude verwijderd"
	}
	if err := e.logged(ctx, s, event, func(*store.Tx) error { return err }); err != nil {
		return err
	}
	return c.report(e, s, done, dropped)
}

func (c *keysRotateCmd) rotate(ctx context.Context, e *env, s *store.Store) (done store.Resealed, dropped int, err error) {
	if err := s.Ring().Rotate(); err != nil {
		return done, 0, err
	}
	if done, err = s.Reseal(ctx, e.progress()); err != nil {
		return done, 0, fmt.Errorf("the new key is in use, and not everything is sealed with it yet; run this again: %w", err)
	}
	if n := len(done.Unreadable); n > 0 {
		return done, 0, fmt.Errorf("rows sealed with a new key: %d; rows that cannot be opened and stay as they were: %d. The older keys stay too. Restore a backup, or erase these: %s",
			done.Rows, n, strings.Join(done.Unreadable, ", "))
	}
	if !c.DropOld {
		return done, 0, nil
	}
	if err := s.Scrub(ctx); err != nil { // who holds an older key could read what is left there
		return done, 0, fmt.Errorf("the older keys stay for now; run this again: %w", err)
	}
	dropped, err = s.Ring().DropOld()
	return done, dropped, err
}

func (c *keysRotateCmd) report(e *env, s *store.Store, done store.Resealed, dropped int) error {
	rest := fmt.Sprintf("Older keys are still in %s, for older backups; --drop-old removes them. Make a copy of the key file", s.Ring().Path())
	if c.DropOld {
		rest = fmt.Sprintf("Older keys removed from %s: %d. Backups from before now cannot be read any more: make a copy of the key file, and a backup", s.Ring().Path(), dropped)
	}
	document := map[string]any{"key_file": s.Ring().Path(), "rows": done.Rows, "older_keys_removed": dropped}
	return e.report(document, "Rows sealed with a new key: %d; nothing is left under an older one. %s", done.Rows, rest)
}

// progress says how far it is, each tenth.
func (e *env) progress() func(done, total int) {
	said := 0
	return func(done, total int) {
		if tenth := done * 10 / total; tenth > said && total >= 10_000 {
			said = tenth
			_, _ = fmt.Fprintf(e.errs, "%d of %d rows\n", done, total)
		}
	}
}

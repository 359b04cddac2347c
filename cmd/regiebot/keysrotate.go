package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/store"
)

type keysRotateCmd struct {
	DropOld bool `help:"Then remove the older keys from the key file: older backups of this database cannot be read any more, nor any other database that uses the same key file. It cannot be undone."`
	Yes     bool `help:"Remove older keys without asking."`
}

// Run changes the key. It can be interrupted and run again.
func (c *keysRotateCmd) Run(ctx context.Context, e *env) error {
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if c.DropOld {
		if err := c.mayDrop(ctx, e, s); err != nil {
			return err
		}
	}
	event := audit.Event{Wat: "keys rotate", Actie: audit.Wijzigen, Soort: "sleutels"}
	done, err := c.rotate(ctx, e, s)
	if err := e.logged(ctx, s, event, func(*store.Tx) error { return err }); err != nil {
		return err
	}
	if !c.DropOld {
		return c.report(e, s, done, 0)
	}
	dropped, err := c.drop(ctx, e, s, done)
	event.Object = "oude verwijderd"
	if err := e.logged(ctx, s, event, func(*store.Tx) error { return err }); err != nil {
		return err
	}
	return c.report(e, s, done, dropped)
}

// mayDrop refuses to remove keys for a database that does not use them, and asks.
func (c *keysRotateCmd) mayDrop(ctx context.Context, e *env, s *store.Store) error {
	rows := 0
	err := s.View(ctx, func(tx *store.Tx) (err error) {
		rows, err = tx.SealedRows(ctx)
		return err
	})
	if err != nil {
		return err
	}
	if rows == 0 {
		return fmt.Errorf("nothing in the database %s is sealed with a key of %s: probably another database uses that key file, and could not be read any more. Nothing was changed. Give the right database with --database or REGIEBOT_DATABASE", e.databaseName(), s.Ring().Path())
	}
	if c.Yes || e.says(fmt.Sprintf("Older keys go from %s for the database %s (%d sealed rows). Older backups, and other databases that use this key file, cannot be read any more.\nType yes to go on: ", s.Ring().Path(), e.databaseName(), rows), "yes") {
		return nil
	}
	return fmt.Errorf("nothing was changed: to remove older keys for the database %s for good, say regiebot keys rotate --drop-old --yes", e.databaseName())
}

// rotate seals everything with a new key.
func (c *keysRotateCmd) rotate(ctx context.Context, e *env, s *store.Store) (store.Resealed, error) {
	if err := s.Ring().Rotate(); err != nil {
		return store.Resealed{}, err
	}
	done, err := s.Reseal(ctx, e.progress())
	if err != nil {
		return done, fmt.Errorf("the new key is in use, and not everything is sealed with it yet; run this again: %w", err)
	}
	if n := len(done.Unreadable); n > 0 {
		return done, fmt.Errorf("rows sealed with a new key: %d; cases that cannot be opened and stay as they were: %d. The older keys stay too. Take these cases from a backup of before the damage (regiebot restore into another database), or erase them with regiebot erase, and run this again: %s",
			done.Rows, n, strings.ReplaceAll(strings.Join(done.Unreadable, ", "), "casussen ", ""))
	}
	return done, nil
}

// drop removes the older keys, when nothing needs them any more.
func (c *keysRotateCmd) drop(ctx context.Context, e *env, s *store.Store, done store.Resealed) (int, error) {
	if done.Rows == 0 {
		return 0, fmt.Errorf("nothing in the database %s was sealed with an older key, so the older keys stay: probably another database uses %s", e.databaseName(), s.Ring().Path())
	}
	// Who holds an older key could read what is left there, and sign.
	if err := errors.Join(s.Scrub(ctx), s.Resign(ctx)); err != nil {
		return 0, fmt.Errorf("the older keys stay for now; run this again: %w", err)
	}
	return s.Ring().DropOld()
}

func (c *keysRotateCmd) report(e *env, s *store.Store, done store.Resealed, dropped int) error {
	path := s.Ring().Path()
	rest := fmt.Sprintf("Older keys are still in %s, for older backups; --drop-old removes them. Make a copy of the key file", path)
	document := map[string]any{
		"database": e.databaseName(), "key_file": path, "rows": done.Rows, "older_keys_removed": dropped, "drafts_removed": done.Drafts,
		"messages_emptied": done.Emptied, "left": done.Left, "signing_key": s.Ring().Fingerprint(),
	}
	if c.DropOld {
		rest = fmt.Sprintf("Older keys removed from %s: %d. Backups from before now cannot be read any more: make a copy of the key file, and a backup. The key file of before is %s: keep it in a safe place or remove it", path, dropped, path+keys.OldCopy)
		document["old_copy"] = path + keys.OldCopy
	}
	return e.report(document, "Database %s\nRows sealed with a new key: %d; nothing is left under an older one%s. %s\nThe access log is signed with key %s",
		e.databaseName(), done.Rows, damageText(done), rest, s.Ring().Fingerprint())
}

// damageText says what could not be opened, if anything.
func damageText(done store.Resealed) string {
	text := ""
	if done.Drafts > 0 {
		text += fmt.Sprintf("; half-filled forms that could not be opened, removed: %d", done.Drafts)
	}
	if done.Emptied > 0 {
		text += fmt.Sprintf("; old messages that could not be opened, emptied: %d", done.Emptied)
	}
	if len(done.Left) > 0 {
		text += "; damaged and of no use with any key (members: replace with regiebot member add or remove; messages: the next round of the bot gives them up): " + strings.Join(done.Left, ", ")
	}
	return text
}

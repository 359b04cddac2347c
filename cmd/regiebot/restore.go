package main

import (
	"context"
	"errors"
	"fmt"

	"filippo.io/age"
	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/backup"
	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/store"
)

// restoreCmd makes a database of a backup.
type restoreCmd struct {
	File           string `arg:"" help:"The backup."`
	Identity       string `help:"Identity file of age that opens the backup."`
	PassphraseFile string `help:"File with the passphrase that opens the backup."`
}

// Run restores into the database of --database, which must be empty or not there yet. The
// whole file is read once before anything is made, so that a file that is no good leaves
// no trace at all.
func (c *restoreCmd) Run(ctx context.Context, e *env) error {
	if _, err := e.zone(); err != nil {
		return err
	}
	with, err := opener(c.Identity, c.PassphraseFile)
	if err != nil {
		return err
	}
	ring, err := e.givenKeys()
	if err != nil {
		return err
	}
	w, err := backup.Check(c.File, with...)
	if err != nil {
		return nothingStored(err)
	}
	s, err := c.restore(ctx, e, ring, w, with)
	if err != nil {
		return nothingStored(err)
	}
	defer s.Close()
	return c.tell(ctx, e, s, w)
}

// givenKeys returns the keys of the key file. None are made: what is in a backup was
// sealed with keys that were there before.
func (e *env) givenKeys() (*keys.Ring, error) {
	path, _, err := e.keyFile()
	if err != nil {
		return nil, err
	}
	ring, err := keys.Load(path)
	if errors.Is(err, keys.ErrMissing) {
		return nil, fmt.Errorf("there is no key file %s: put back your copy of the key file, without which nobody can read what is in a backup, or set REGIEBOT_KEY_FILE to where it is", path)
	}
	return ring, err
}

func (c *restoreCmd) restore(ctx context.Context, e *env, ring *keys.Ring, w backup.Written, with []age.Identity) (*store.Store, error) {
	s, err := store.Restore(ctx, e.Database, ring, w.Schema, func(tx *store.Tx) error {
		again, err := backup.Load(ctx, tx, c.File, with...)
		if err == nil && again.SHA256 != w.SHA256 {
			err = errors.New("the backup was replaced while it was read: try again")
		}
		return err
	})
	switch {
	case errors.Is(err, store.ErrExists):
		return nil, errors.New("the database is not empty, and a restore never replaces anything: give --database (or REGIEBOT_DATABASE) one that does not exist yet")
	case errors.Is(err, store.ErrWrongKeys):
		return nil, errors.New("the key file does not open what is in the backup: set REGIEBOT_KEY_FILE to the key file that was in use when the backup was made, or a newer one that holds the same keys")
	}
	return s, err
}

// nothingStored ends a sentence about a restore that was not done.
func nothingStored(err error) error {
	return fmt.Errorf("%w; nothing was stored", err)
}

// restoredJSON is what is printed with --json.
type restoredJSON struct {
	backupJSON
	Replanned store.PlanDifference `json:"replanned"`
	Active    bool                 `json:"active"`
}

// tell logs that it was done and prints what is there.
func (c *restoreCmd) tell(ctx context.Context, e *env, s *store.Store, w backup.Written) error {
	var difference store.PlanDifference
	done := audit.Event{Wat: "restore", Actie: audit.Aanmaken, Soort: "reservekopie", Object: stamp(w.SHA256)}
	if err := e.logged(ctx, s, done, func(*store.Tx) error { return nil }); err != nil {
		return err
	}
	err := s.View(ctx, func(tx *store.Tx) (err error) {
		difference, err = tx.PlanDifference(ctx)
		return err
	})
	if err != nil {
		return err
	}
	return e.report(restoredJSON{newBackupJSON(c.File, w), difference, false}, "%s", restoredText(e, w, difference))
}

func restoredText(e *env, w backup.Written, d store.PlanDifference) string {
	return fmt.Sprintf("the database of %s is restored\nrows: %s\nplanned reminders: %d, all of them there, with the same keys\n%s\nsha256 of the backup: %s\n%s\n%s",
		e.localTime(w.Moment), rowsText(w.Tables), w.Plan.Count, differenceText(d), w.SHA256,
		"this copy is not in use: it sends nothing until regiebot activate. Look at it first: regiebot simulate", eraseAgain(e, w.Moment))
}

func differenceText(d store.PlanDifference) string {
	if d.Differing == 0 {
		return fmt.Sprintf("planned anew, nothing changes for the %d open cases", d.Open)
	}
	return fmt.Sprintf("planned anew, %d of the %d open cases would change: %d reminders more, %d otherwise, %d less. That is so when this version of the program plans in another way; they change when the case does",
		d.Differing, d.Open, d.Added, d.Changed, d.Gone)
}

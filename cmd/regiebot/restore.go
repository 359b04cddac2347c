package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/regiebot/regiebot/backup"
	"github.com/regiebot/regiebot/keys"
)

// restoreCmd makes a database of a backup.
type restoreCmd struct {
	File           string `arg:"" help:"The backup."`
	Identity       string `help:"Identity file of age that opens the backup."`
	PassphraseFile string `help:"File with the passphrase that opens the backup."`
	AcceptDamaged  bool   `help:"End with status 0 also when rows of the backup are damaged."`
}

// Run restores into the database of --database, which must be empty or not there yet. The
// whole file is read once before anything is made, so that a file that is no good leaves
// no trace at all. What is damaged in the backup is restored as it is, and said.
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
	r := &restored{cmd: c, env: e, Written: w, with: with}
	if err := r.make(ctx, ring); err != nil {
		return nothingStored(err)
	}
	if err := e.report(r.document(), "%s", r.text()); err != nil || c.AcceptDamaged {
		return err
	}
	return r.complaint()
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

// nothingStored ends a sentence about a restore that was not done.
func nothingStored(err error) error {
	if errors.Is(err, context.Canceled) {
		return errors.New("stopped; nothing was stored")
	}
	return fmt.Errorf("%w; nothing was stored", err)
}

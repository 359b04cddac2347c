package main

import (
	"context"
	"fmt"

	"github.com/regiebot/regiebot/keys"
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

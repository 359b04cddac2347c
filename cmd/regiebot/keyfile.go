package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/store"
)

// keyFile returns the name of the key file, and whether somebody chose it. Otherwise it
// is in the configuration of the user: never beside the database, with which it would be
// copied.
func (e *env) keyFile() (path string, chosen bool, err error) {
	if e.KeyFile != "" {
		return e.KeyFile, true, nil
	}
	folder, err := os.UserConfigDir()
	if err != nil {
		return "", false, errors.New("there is no home folder to keep the key file in: set REGIEBOT_KEY_FILE to a file that is not beside the database, and make it with `regiebot keys init`")
	}
	return filepath.Join(folder, "regiebot", "keys.json"), false, nil
}

// keys returns the keys of the database. Where nobody chose a key file and nothing has
// been sealed yet, one is made.
func (e *env) keys(ctx context.Context) (*keys.Ring, error) {
	if e.ring != nil {
		return e.ring, nil
	}
	path, chosen, err := e.keyFile()
	if err != nil {
		return nil, err
	}
	ring, err := keys.Load(path)
	if !errors.Is(err, keys.ErrMissing) {
		return ring, err
	}
	sealed, sealedErr := store.Sealed(ctx, e.Database)
	switch {
	case sealedErr != nil:
		return nil, sealedErr
	case sealed:
		return nil, fmt.Errorf("the database is sealed and its key file %s is not there: put back your copy of it, or set REGIEBOT_KEY_FILE to where it is. Nothing was changed", path)
	case chosen:
		return nil, fmt.Errorf("there is no key file %s: make it with `regiebot keys init`, or set REGIEBOT_KEY_FILE to where it is", path)
	}
	return e.firstKeys(path)
}

// firstKeys makes the key file, unless another program has just done so.
func (e *env) firstKeys(path string) (*keys.Ring, error) {
	ring, err := keys.Init(path)
	if errors.Is(err, keys.ErrExists) {
		return keys.Load(path)
	}
	if err == nil {
		_, _ = fmt.Fprintf(e.errs, "regiebot: made the key file %s. Without it the database cannot be read: keep a copy of it, apart from the database.\n", path)
	}
	return ring, err
}

// ringIfAny returns the keys of the key file; nil where there is none and nobody chose
// one.
func (e *env) ringIfAny() (*keys.Ring, error) {
	path, chosen, err := e.keyFile()
	if err != nil && !chosen {
		return nil, nil // no home folder, no key file
	}
	ring, err := keys.Load(path)
	if errors.Is(err, keys.ErrMissing) && !chosen {
		return nil, nil
	}
	return ring, err
}

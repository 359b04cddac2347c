package backup

import (
	"errors"
	"io/fs"

	"filippo.io/age"
)

// What can be wrong with a backup; each is a sentence for administrators. Test for them
// with [errors.Is]. Whatever is wrong, nothing was stored.
var (
	// ErrNoBackup says that a file is something else.
	ErrNoBackup = errors.New("this file is not a backup of regiebot, or only the first few bytes of one: use another file")
	// ErrDamaged says that something is missing or was changed.
	ErrDamaged = errors.New("the backup is damaged, or only a part of it is there: use another copy of it")
	// ErrIdentity says that the file was not encrypted for who wants to read it.
	ErrIdentity = errors.New("this identity or passphrase does not open the backup: use the one it was made for; if that is the one you used, the beginning of the file is damaged")
	// ErrNewer says that a newer program wrote the file.
	ErrNewer = errors.New("the backup was made by a newer version of regiebot: install that version")
	// ErrExists says that there is a file already where a backup is to be written.
	ErrExists = errors.New("the file exists already, and a backup never replaces a file: choose another name")
	// ErrPlan says that not every planned reminder came back.
	ErrPlan = errors.New("the reminders that were restored are not those of the backup: use another copy of it")
)

// magic is how every file of age begins.
const magic = "age-encryption.org/v1"

// explainOpening makes one of our sentences of what age says of the beginning of a file.
func explainOpening(err error, begin []byte) error {
	var none *age.NoIdentityMatchError
	switch {
	case isDisk(err):
		return err
	case string(begin) != magic:
		return ErrNoBackup
	case errors.As(err, &none):
		return ErrIdentity
	}
	return damaged(err)
}

// damaged keeps the cause for who looks for it, unless it is that of the disk.
func damaged(err error) error {
	if isDisk(err) {
		return err
	}
	return &damage{err}
}

func isDisk(err error) bool {
	var disk *fs.PathError
	return errors.As(err, &disk)
}

// damage is ErrDamaged with a cause.
type damage struct{ cause error }

// Error returns the sentence.
func (d *damage) Error() string { return ErrDamaged.Error() }

// Unwrap returns ErrDamaged and the cause.
func (d *damage) Unwrap() []error { return []error{ErrDamaged, d.cause} }

// notOurs is damage that the file shows itself.
func notOurs(what string) error { return &damage{errors.New(what)} }

package store

import "errors"

// What can be wrong. Test for them with [errors.Is].
var (
	// ErrNotFound says that there is no such row.
	ErrNotFound = errors.New("not found")
	// ErrExists says that a new row has a key that is taken.
	ErrExists = errors.New("exists already")
	// ErrChanged says that somebody else changed the row since it was read.
	ErrChanged = errors.New("changed by somebody else in the meantime")
	// ErrNewer says that a newer program has been at work on this database.
	ErrNewer = errors.New("the database belongs to a newer version of regiebot: install that version")
	// ErrUnavailable says that the database cannot be reached, read or written. The
	// error that wraps it is one sentence for administrators.
	ErrUnavailable = errors.New("the database is not available")
	// ErrWrongKeys says that a database was sealed with other keys. The error that wraps
	// it is one sentence for administrators.
	ErrWrongKeys = errors.New("the keys do not open this database")
	// ErrUnreadable says that one row cannot be opened: it was damaged, or brought there
	// from another row. The error that wraps it names table and row, never the content.
	ErrUnreadable = errors.New("cannot be opened")

	errReadOnly = errors.New("a change inside View")
)

// unavailable is a sentence for administrators about the error of a driver. The
// words of the driver are left out: they are reachable with errors.As.
type unavailable struct {
	sentence string
	cause    error
}

// Error returns the sentence.
func (u *unavailable) Error() string { return u.sentence }

// Unwrap returns ErrUnavailable and the driver's own error, if any.
func (u *unavailable) Unwrap() []error {
	if u.cause == nil {
		return []error{ErrUnavailable}
	}
	return []error{ErrUnavailable, u.cause}
}

// explain turns the error of a driver into one for administrators; an error that
// does not mean that the database is unavailable stays as it is.
func explain(d dialect, err error) error {
	if err == nil || errors.Is(err, ErrUnavailable) {
		return err
	}
	if sentence := d.sentence(err); sentence != "" {
		return &unavailable{sentence: sentence, cause: err}
	}
	return err
}

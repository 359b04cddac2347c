package keys

import "errors"

// What can be wrong with a key file. Test for them with [errors.Is]; the error that
// wraps one is a sentence for administrators that says what to do.
var (
	// ErrMissing says that there is no key file.
	ErrMissing = errors.New("there is no key file")
	// ErrExists says that there is a key file already.
	ErrExists = errors.New("there is a key file already")
	// ErrUnreadable says that the key file cannot be read or written.
	ErrUnreadable = errors.New("the key file cannot be read or written")
	// ErrOpenToOthers says that others on the machine may read the key file.
	ErrOpenToOthers = errors.New("the key file can be read by others")
	// ErrNoKeyFile says that the file holds something else, or half of a key file.
	ErrNoKeyFile = errors.New("not a key file")
	// ErrBusy says that another program is changing the key file.
	ErrBusy = errors.New("the key file is being changed")
)

// What can be wrong with sealed text.
var (
	// ErrUnknownKey says that text was sealed with a key that this Ring does not hold.
	ErrUnknownKey = errors.New("sealed with a key that is not in the key file")
	// ErrDamaged says that text is no sealed text, was changed, or belongs elsewhere.
	ErrDamaged = errors.New("not what was sealed for this place")
	// ErrSignature says that a signature is not of these data, or not by these keys.
	ErrSignature = errors.New("the signature does not hold")
)

// fileError is a sentence for administrators about a key file.
type fileError struct {
	kind     error
	sentence string
	cause    error
}

// Error returns the sentence. It holds the name of the file, never what is in it.
func (e *fileError) Error() string { return e.sentence }

// Unwrap returns what kind of error it is, and the error of the file system, if any.
func (e *fileError) Unwrap() []error {
	if e.cause == nil {
		return []error{e.kind}
	}
	return []error{e.kind, e.cause}
}

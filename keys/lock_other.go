//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package keys

import (
	"errors"
	"io/fs"
	"os"
	"time"
)

// abandoned is how old a file is that nobody is at work on any more: writing it takes
// less than a second.
const abandoned = 10 * time.Second

// claim creates the file. Nil: somebody else is at work.
func claim(beside string) (*os.File, error) {
	if seen, err := os.Stat(beside); err == nil && time.Since(seen.ModTime()) > abandoned {
		_ = os.Remove(beside) // creating it says what is wrong
	}
	file, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, nil
	}
	return file, err
}

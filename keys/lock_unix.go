//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package keys

import (
	"errors"
	"os"
	"syscall"
)

// claim opens the file, which whoever was stopped may have left half-written, and holds
// it until it is closed or this process ends. Nil: somebody else is at work.
func claim(beside string) (*os.File, error) {
	file, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE, 0o600) //nolint:gosec // the administrator names the file
	if err != nil {
		return nil, err
	}
	if syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil && named(file, beside) {
		return file, errors.Join(file.Chmod(0o600), file.Truncate(0))
	}
	_ = file.Close() // nothing was written
	return nil, nil
}

// named reports whether a file still has its name: whoever was at work may have renamed
// or removed it before it could be held.
func named(file *os.File, path string) bool {
	mine, err := file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(mine, there)
}

//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// Waiting for a lock that another process holds for the time of a write.
const (
	lockTries = 200
	lockPause = 5 * time.Millisecond
)

var errLocked = errors.New("another process holds the lock")

// lockFile waits, at most a second, until no other process holds a file, and holds it
// until it is unlocked or this process ends.
func lockFile(path string) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	for range lockTries {
		if syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			return func() { _ = file.Close() }, nil // closing it lets it go
		}
		time.Sleep(lockPause)
	}
	_ = file.Close() // that it is locked is the error to tell
	return nil, errLocked
}

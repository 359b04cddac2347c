//go:build !unix

package storetest

import (
	"errors"
	"os/exec"
)

// giveAway says that a private server needs a Unix system.
func giveAway(string) error {
	return errors.New("a private PostgreSQL server needs a Unix system: set TEST_DATABASE_URL")
}

func unprivileged(*exec.Cmd) {}

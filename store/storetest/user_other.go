//go:build !unix

package storetest

import (
	"errors"
	"os/exec"
)

// unprivileged says that a private server needs a Unix system.
func unprivileged(*exec.Cmd) error {
	return errors.New("a private PostgreSQL server needs a Unix system: set TEST_DATABASE_URL")
}

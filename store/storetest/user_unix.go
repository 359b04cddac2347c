//go:build unix

package storetest

import (
	"errors"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// giveAway makes a folder that of the user who runs the server.
func giveAway(folder string) error {
	uid, gid, err := account()
	if err != nil || os.Geteuid() != 0 {
		return err
	}
	return os.Chown(folder, uid, gid)
}

// unprivileged makes a command run as that user, and out of reach of the keyboard:
// it must be able to tidy up after the test was interrupted.
func unprivileged(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if uid, gid, err := account(); err == nil && os.Geteuid() == 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
}

// account returns the user who runs the server: PostgreSQL refuses root.
func account() (uid, gid int, err error) {
	if os.Geteuid() != 0 {
		return os.Geteuid(), os.Getegid(), nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.Atoi(u.Uid)
		gid, gidErr := strconv.Atoi(u.Gid)
		return uid, gid, errors.Join(uidErr, gidErr)
	}
	return 0, 0, errors.New("there is no user postgres or nobody to run PostgreSQL as")
}

package storetest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// settings of the cluster: quick, and of no use for data that must last.
const settings = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off " +
	"-c full_page_writes=off -c max_connections=200 -c shared_buffers=32MB -c autovacuum=off -c logging_collector=off"

// startCluster makes and starts a private cluster. It is stopped and removed when
// this process ends, in whatever way.
func startCluster() (string, error) {
	bin, err := findBinaries()
	if err != nil {
		return "", err
	}
	folder, err := os.MkdirTemp("", "regiebot-postgres-")
	if err != nil {
		return "", err
	}
	c := cluster{bin: bin, folder: folder}
	address, err := c.start()
	if err != nil {
		return "", errors.Join(err, os.RemoveAll(folder))
	}
	return address, nil
}

// cluster is a PostgreSQL cluster in a folder of its own.
type cluster struct{ bin, folder string }

func (c cluster) data() string { return filepath.Join(c.folder, "data") }

func (c cluster) start() (string, error) {
	if err := errors.Join(giveAway(c.folder), c.watch()); err != nil {
		return "", err
	}
	if err := c.run("initdb", "-D", c.data(), "-U", "regiebot", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"); err != nil {
		return "", err
	}
	for tries := 0; ; tries++ {
		port, err := freePort()
		if err != nil {
			return "", err
		}
		err = c.run("pg_ctl", "start", "-w", "-s", "-D", c.data(), "-l", filepath.Join(c.folder, "log"), "-o", fmt.Sprintf("%s -p %d", settings, port))
		if err == nil {
			return fmt.Sprintf("postgres://regiebot@127.0.0.1:%d/postgres?sslmode=disable", port), nil
		}
		if tries == 3 { // somebody else may have taken the port
			return "", err
		}
	}
}

// command makes a command that runs as a user whom PostgreSQL accepts, without the
// files of this process: go test waits for whoever holds its output.
func (c cluster) command(name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(context.Background(), name, args...) // outlives every single test
	cmd.Dir = c.folder
	cmd.Env = []string{"LC_ALL=C", "PATH=/usr/bin:/bin", "TMPDIR=" + c.folder}
	unprivileged(cmd)
	return cmd
}

// run runs a program of PostgreSQL; when it fails the error holds what it said.
func (c cluster) run(program string, args ...string) error {
	out, err := os.CreateTemp(c.folder, "out-")
	if err != nil {
		return err
	}
	cmd := c.command(filepath.Join(c.bin, program), args...)
	cmd.Stdout, cmd.Stderr = out, out
	err = errors.Join(cmd.Run(), out.Close())
	if err == nil {
		return nil
	}
	text, readErr := os.ReadFile(out.Name())
	return fmt.Errorf("%s: %w: %s", program, errors.Join(err, readErr), strings.Join(strings.Fields(string(text)), " "))
}

// watch starts a shell that waits until this process is gone (then its end of the
// pipe closes, also after a kill) and stops and removes the cluster. It comes first:
// the process may be killed while the cluster is being made.
func (c cluster) watch() error {
	cmd := c.command("/bin/sh", "-c", tidyUp, "sh", filepath.Join(c.bin, "pg_ctl"), c.data(), c.folder)
	if _, err := cmd.StdinPipe(); err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // holds on to the pipe: collected as garbage it would close
	return nil
}

// tidyUp tries again for a while: initdb may still be making files.
const tidyUp = `cat
"$1" stop -m immediate -s -D "$2"
for try in 1 2 3 4 5 6 7 8 9; do rm -rf "$3" && break; sleep 1; done`

// findBinaries returns the folder with initdb and pg_ctl: that of the PATH, or the
// newest of the places where distributions put them.
func findBinaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path), nil
		}
	}
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin/initdb", "/usr/pgsql-*/bin/initdb", "/opt/homebrew/opt/postgresql@*/bin/initdb"} {
		found, err := filepath.Glob(pattern)
		if err == nil && len(found) > 0 {
			slices.Sort(found)
			return filepath.Dir(found[len(found)-1]), nil
		}
	}
	return "", errors.New("PostgreSQL is not installed (Debian: apt install postgresql) and TEST_DATABASE_URL is not set")
}

func freePort() (int, error) {
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := listener.Addr().(*net.TCPAddr).Port
	return port, listener.Close()
}

package storetest

import (
	"bufio"
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

// lifetime is a shell that makes a cluster in a folder of its own, starts it, says
// "ready", waits until its input ends and takes everything away again. One shell does
// it all, in this order, so that nothing is left behind whenever the test is killed;
// it must not die of the pipe to a test that is gone. $1 is the folder of the
// programs, $2 what the server is told.
const lifetime = `trap '' PIPE
dir=$(mktemp -d "$TMPDIR/regiebot-postgres-XXXXXX") && cd "$dir" || exit
if "$1/initdb" -D data -U regiebot -A trust -E UTF8 --no-locale --no-sync >log 2>&1 &&
	"$1/pg_ctl" start -w -s -D data -l server.log -o "$2" >>log 2>&1
then echo ready; cat; "$1/pg_ctl" stop -m immediate -s -D data
else tail -n 3 log | tr '\n' ' '; echo
fi
cd / && rm -rf "$dir"`

// startCluster makes and starts a private cluster. It is stopped and removed when
// this process ends, in whatever way.
func startCluster() (string, error) {
	bin, err := findBinaries()
	if err != nil {
		return "", err
	}
	for tries := 0; ; tries++ {
		address, err := startOn(bin)
		if err == nil || tries == 3 { // somebody else may have taken the port
			return address, err
		}
	}
}

func startOn(bin string) (string, error) {
	port, err := freePort()
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(context.Background(), "/bin/sh", "-c", lifetime, "sh", bin, fmt.Sprintf("%s -p %d", settings, port)) // outlives every single test
	cmd.Env = []string{"LC_ALL=C", "PATH=/usr/bin:/bin", "TMPDIR=" + os.TempDir()}
	if err := unprivileged(cmd); err != nil {
		return "", err
	}
	if _, err := cmd.StdinPipe(); err != nil {
		return "", err
	}
	answer, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	said, err := bufio.NewReader(answer).ReadString('\n')
	if said != "ready\n" {
		return "", errors.Join(fmt.Errorf("PostgreSQL does not start: %s", strings.TrimSpace(said)), err, cmd.Wait())
	}
	go func() { _ = cmd.Wait() }() // holds on to the pipe: collected as garbage it would close
	return fmt.Sprintf("postgres://regiebot@127.0.0.1:%d/postgres?sslmode=disable", port), nil
}

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

package storetest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
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
// "ready", waits until its input ends and takes everything away again. Each line of its
// input makes the cluster start anew as after a crash, and is answered with "ready" too.
// One shell does it all, in this order, so that nothing is left behind whenever the test
// is killed; it must not die of the pipe to a test that is gone. $1 is the folder of the
// programs, $2 what the server is told.
const lifetime = `trap '' PIPE
dir=$(mktemp -d "$TMPDIR/regiebot-postgres-XXXXXX") && cd "$dir" || exit
if "$1/initdb" -D data -U regiebot -A trust -E UTF8 --no-locale --no-sync >log 2>&1 &&
	"$1/pg_ctl" start -w -s -D data -l server.log -o "$2" >>log 2>&1
then
	echo ready
	while read -r line; do
		if "$1/pg_ctl" restart -m immediate -w -s -D data -l server.log -o "$2" </dev/null >>log 2>&1
		then echo ready; else tail -n 3 log | tr '\n' ' '; echo; fi
	done
	"$1/pg_ctl" stop -m immediate -s -D data
else tail -n 3 log | tr '\n' ' '; echo
fi
cd / && rm -rf "$dir"`

// cluster is a server for tests: its address and, of a private one, the shell that keeps
// it.
type cluster struct {
	address string
	shell   *exec.Cmd
	orders  io.Writer
	answers *bufio.Reader
}

// startCluster makes and starts a private cluster. It is stopped and removed when
// this process ends, in whatever way.
func startCluster() (*cluster, error) {
	bin, err := findBinaries()
	if err != nil {
		return nil, err
	}
	for tries := 0; ; tries++ {
		c, err := startOn(bin)
		if err == nil || tries == 3 { // somebody else may have taken the port
			return c, err
		}
	}
}

func startOn(bin string) (*cluster, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(context.Background(), "/bin/sh", "-c", lifetime, "sh", bin, fmt.Sprintf("%s -p %d", settings, port)) // outlives every single test
	cmd.Env = []string{"LC_ALL=C", "PATH=/usr/bin:/bin", "TMPDIR=" + os.TempDir()}
	if err := unprivileged(cmd); err != nil {
		return nil, err
	}
	orders, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	answers, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	c := &cluster{fmt.Sprintf("postgres://regiebot@127.0.0.1:%d/postgres?sslmode=disable", port), cmd, orders, bufio.NewReader(answers)}
	if err := c.ready(); err != nil {
		return nil, errors.Join(err, cmd.Wait())
	}
	return c, nil
}

// ready waits until the server takes connections.
func (c *cluster) ready() error {
	said, err := c.answers.ReadString('\n')
	if said != "ready\n" {
		return errors.Join(fmt.Errorf("PostgreSQL does not start: %s", strings.TrimSpace(said)), err)
	}
	return nil
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

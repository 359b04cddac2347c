package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	osexec "os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// refused wants that somebody else has the lock, and that this was said soon.
func refused(t testing.TB, s *store.Store) {
	t.Helper()
	began := time.Now()
	_, err := s.LockRounds(t.Context())
	if !errors.Is(err, store.ErrUnavailable) || !strings.HasPrefix(err.Error(), "another regiebot already sends the reminders of the database ") {
		t.Errorf("got %v", err)
	}
	if took := time.Since(began); took > 10*time.Second { // about one, on a machine with nothing else to do
		t.Errorf("it took %v to say so", took)
	}
}

func locked(t testing.TB, s *store.Store) func() {
	t.Helper()
	unlock, err := s.LockRounds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := unlock(); err != nil {
			t.Error(err)
		}
	}
}

func TestLockRoundsIsForOne(t *testing.T) {
	address := storetest.SQLite(t)
	s, other := storetest.Open(t, address), storetest.Open(t, address)
	ctx, cancel := context.WithCancel(t.Context())
	unlock, err := s.LockRounds(ctx)
	if err != nil {
		t.Fatal(err)
	}
	cancel() // a process that is told to stop still has the lock
	refused(t, other)
	refused(t, s)
	save(t, filled(t, other), casus("ZO-1")) // it is in the way of nothing else
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	again := locked(t, other)
	refused(t, s)
	again()
	locked(t, s)()
}

// A database that is opened by another name is the same database.
func TestLockRoundsByAnotherName(t *testing.T) {
	address := storetest.SQLite(t)
	link, folder := filepath.Join(t.TempDir(), "link.db"), filepath.Join(t.TempDir(), "folder")
	if err := errors.Join(os.Symlink(address, link), os.Symlink(filepath.Dir(address), folder)); err != nil {
		t.Skip("no links can be made here")
	}
	s := storetest.Open(t, address)
	defer locked(t, s)()
	for _, name := range []string{link, filepath.Join(folder, filepath.Base(address))} {
		refused(t, storetest.Open(t, name))
	}
}

// There is no lock where processes share the work, nor where there is one process only.
func TestLockRoundsIsForFiles(t *testing.T) {
	for name, address := range map[string]func(testing.TB) string{"postgres": storetest.Postgres, "memory": func(testing.TB) string { return ":memory:" }} {
		t.Run(name, func(t *testing.T) {
			s := storetest.Open(t, address(t))
			defer locked(t, s)()
			defer locked(t, s)()
		})
	}
}

// rounds is the name of the address, and with _KEYS of the key file, for the process that TestLockRoundsOutlivesNobody starts.
const rounds = "REGIEBOT_TEST_ROUNDS"

// TestHoldRounds is that process: it says that it has the lock, and waits to be killed.
func TestHoldRounds(t *testing.T) {
	address := os.Getenv(rounds)
	if address == "" {
		t.Skip("for another test")
	}
	s := process(t, address, os.Getenv(rounds+"_KEYS"))
	locked(t, s)
	fmt.Println("locked")
	_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
}

// held starts another process that has the lock, and kills it.
func held(t *testing.T, address, file string, meanwhile func()) {
	t.Helper()
	holder := osexec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestHoldRounds$")
	holder.Env = append(os.Environ(), rounds+"="+address, rounds+"_KEYS="+file)
	input, err := holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer input.Close()
	output, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(output).ReadString('\n'); line != "locked\n" {
		t.Fatalf("%q, %v", line, err)
	}
	meanwhile()
	if err := holder.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = holder.Wait() // it was killed
}

func TestLockRoundsOutlivesNobody(t *testing.T) {
	address, ring := storetest.SQLite(t), keyFile(t)
	s := process(t, address, ring.Path())
	for range 2 {
		held(t, address, ring.Path(), func() { refused(t, s) })
		locked(t, s)()
	}
}

// A folder in which nothing can be made is named, not the other process.
func TestLockRoundsExplains(t *testing.T) {
	address := storetest.SQLite(t)
	s := storetest.Open(t, address)
	if err := os.Mkdir(address+".rounds", 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := s.LockRounds(t.Context())
	if !errors.Is(err, store.ErrUnavailable) || strings.Contains(err.Error(), "another regiebot") {
		t.Errorf("got %v", err)
	}
}

package bench_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// ticksPerSecond is the unit of /proc/PID/stat on every Linux that Go runs on.
const ticksPerSecond = 100

// idleTime is how long is looked at a service that has nothing to do.
func idleTime(tb testing.TB) time.Duration {
	tb.Helper()
	text := os.Getenv("BENCH_IDLE")
	if text == "" {
		return time.Minute
	}
	d, err := time.ParseDuration(text)
	must(tb, err)
	return d
}

// idle measures what a service costs that has nothing to do.
func (f *figures) idle(b *testing.B) {
	if runtime.GOOS != "linux" {
		b.Log("idle time is measured on Linux only")
		return
	}
	n := min(100_000, largest(b))
	f.idleOn(b, n, f.copyOf(b, n, "idle"))
	b.Run("postgres", func(b *testing.B) {
		if b.N > 1 {
			return
		}
		address := storetest.Postgres(b)
		must(b, open(b, f.cache.file(b, n)).CopyTo(b.Context(), open(b, address)))
		analyze(b, address)
		f.idleOn(b, n, address)
	})
}

func (f *figures) idleOn(b *testing.B, n int, address string) {
	s := open(b, address)
	update(b, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetLastTick(ctx, "nagekeken", time.Time{}) })
	must(b, s.Logged(b.Context(), func(tx *store.Tx) error { return tx.Log(b.Context(), event(1)) })) // casussen without any row there are an error
	cmd := exec.Command(f.binary, "serve", "--database", address, "--listen", "127.0.0.1:0", "--log", "error")
	cmd.Stderr = os.Stderr
	must(b, cmd.Start())
	defer func() { _, _ = cmd.Process.Signal(syscall.SIGINT), cmd.Wait() }()
	pid := strconv.Itoa(cmd.Process.Pid)
	until(b, "the daily inspection", func() bool { return inspected(b, s) })
	used, spent := cpu(b, pid), idleTime(b)
	backends := servers(b, address)
	time.Sleep(spent)
	share := func(used time.Duration) string {
		return fmt.Sprintf("%.2f %% of a core", 100*used.Seconds()/spent.Seconds())
	}
	ratio := []string{fmt.Sprintf("in %s", short(spent))}
	if isPostgres(address) {
		ratio = append(ratio, "its sessions on the server "+share(backends()))
	}
	f.report.value(fmt.Sprintf("`serve` with nothing to do, %s casussen, %s", count(float64(n)), databaseName(b, address)), share(cpu(b, pid)-used), ratio...)
}

// inspected reports whether what is done once a day was done: the first round, the
// inspection, and forgetting with what it has written over.
func inspected(tb testing.TB, s *store.Store) bool {
	tb.Helper()
	done := 0
	must(tb, s.View(tb.Context(), func(tx *store.Tx) error {
		for _, name := range []string{"tick", "nagekeken", "vergeten", "geschoond"} {
			last, err := tx.LastTick(tb.Context(), name)
			if err != nil {
				return err
			}
			if last.Year() > 1970 {
				done++
			}
		}
		return nil
	}))
	return done == 4
}

// servers returns what tells how much the sessions of the service on the server have used
// since now.
func servers(tb testing.TB, address string) func() time.Duration {
	tb.Helper()
	if !isPostgres(address) {
		return nil
	}
	db, before := openRaw(tb, address), map[string]time.Duration{}
	const sessions = "SELECT CAST(pid AS text) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'regiebot'"
	for _, pid := range db.texts(tb, sessions) {
		before[pid] = cpu(tb, pid)
	}
	return func() (used time.Duration) {
		for _, pid := range db.texts(tb, sessions) {
			used += cpu(tb, pid) - before[pid]
		}
		return used
	}
}

// cpu is how much time of a processor a process has used, in user mode and in the system.
func cpu(tb testing.TB, pid string) time.Duration {
	tb.Helper()
	text, err := os.ReadFile("/proc/" + pid + "/stat")
	must(tb, err)
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	var used int64
	for _, field := range fields[11:13] { // utime and stime
		n, err := strconv.ParseInt(field, 10, 64)
		must(tb, err)
		used += n
	}
	return time.Duration(used) * time.Second / ticksPerSecond
}

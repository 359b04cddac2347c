package bench_test

import (
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// figures is one run: what is measured, on what, and what came out.
type figures struct {
	report report
	sample *sample
	cache  *cache
	folder string // of this run; removed at the end
	binary string // regiebot, built as a user builds it
	static string // the same without any library of the machine; empty: cannot be built here
}

// tags are those of every build of the program.
const tags = "sqlite_fts5 sqlite_omit_load_extension"

// BenchmarkFigures measures everything that the README says and prints it as a table.
// Each part interleaves what it measures with what it holds it against, so that a busy
// machine slows both.
func BenchmarkFigures(b *testing.B) {
	f := &figures{sample: loadSample(b)}
	f.cache = openCache(b, f.sample)
	f.folder = f.cache.runFolder(b)
	b.Setenv("REGIEBOT_KEY_FILE", keyFile())
	f.build(b)
	for _, part := range []struct {
		name    string
		measure func(*testing.B)
	}{
		{"page", f.page},
		{"say", f.say},
		{"slack", f.chat(slackSite())},
		{"mattermost", f.chat(mattermostSite())},
		{"planning", f.planning},
		{"protect", f.protect},
		{"audit", f.audit},
		{"keys", f.keys},
		{"erase", f.erase},
		{"tick-sqlite", f.tickSQLite},
		{"tick-postgres", f.tickPostgres},
		{"outbox-sqlite", f.outboxSQLite},
		{"outbox-postgres", f.outboxPostgres},
		{"sweep-sqlite", f.sweepSQLite},
		{"sweep-postgres", f.sweepPostgres},
		{"hulp", f.hulp},
		{"process", f.process},
		{"idle", f.idle},
	} {
		b.Run(part.name, func(b *testing.B) {
			if b.N == 1 { // each part decides itself how often it measures
				part.measure(b)
			}
		})
	}
	f.report.print(os.Stdout)
}

// now is the moment at which everybody asks.
func now() time.Time { return time.Date(2026, time.November, 13, 8, 0, 0, 0, time.UTC) }

// largest is the largest number of casussen that is wanted.
func largest(tb testing.TB) int {
	tb.Helper()
	text := os.Getenv("BENCH_CASUSSEN")
	if text == "" {
		return 1_000_000
	}
	n, err := strconv.Atoi(text)
	must(tb, err)
	return n
}

// sizes are the numbers of casussen with which something is measured.
func sizes(tb testing.TB, most int) []int {
	tb.Helper()
	var list []int
	for n := 1000; n <= min(most, largest(tb)); n *= 10 {
		list = append(list, n)
	}
	return list
}

// copyOf returns a copy of a database with n casussen, that may be changed.
func (f *figures) copyOf(tb testing.TB, n int, name string) string {
	tb.Helper()
	path := filepath.Join(f.folder, name+"-"+strconv.Itoa(n)+".db")
	copyFile(tb, f.cache.file(tb, n), path)
	return path
}

func copyFile(tb testing.TB, source, path string) {
	tb.Helper()
	from, err := os.Open(source)
	must(tb, err)
	defer from.Close()
	to, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	must(tb, err)
	_, err = io.Copy(to, from)
	must(tb, err)
	must(tb, to.Close())
}

package bench_test

import (
	"context"
	"database/sql"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/store"
)

// The size of the measurements of the access log.
const (
	perAgenda   = 500    // events that one transaction logs: one for each casus it shows
	perFilling  = 10_000 // events in a transaction that fills the log
	auditRounds = 5
)

// audit measures what logging costs, and proving the log.
func (f *figures) audit(b *testing.B) {
	f.logging(b)
	f.verifying(b)
}

// event is an event as commands log it.
func event(n int) audit.Event {
	return audit.Event{
		At: now().Add(time.Duration(n) * time.Second), Wat: "casus toon", Actie: audit.Inzien, Uitkomst: audit.Gelukt, Wie: "bram", Rol: "consulent",
		Platform: "mattermost", Plaats: "8sazq1hthbgwjcd1mjhs1ibq1o", Casus: zaak(n % 1000), Soort: "casus", Object: zaak(n % 1000), Doel: "procesregie",
		Regel: "VPR-11", Verzoek: fmt.Sprintf("7f3a%08d", n),
	}
}

// logging measures one small change without and with an event, and many events at once.
func (f *figures) logging(b *testing.B) {
	s := open(b, f.copyOf(b, 1000, "log"))
	n := 0
	change := func(tx *store.Tx) error {
		n++
		return tx.SetSetting(b.Context(), "bench", fmt.Sprint(n))
	}
	logged := func(events int) {
		must(b, s.Logged(b.Context(), func(tx *store.Tx) error {
			list := make([]audit.Event, events)
			for i := range list {
				list[i] = event(n + i)
			}
			if err := change(tx); err != nil {
				return err
			}
			return tx.Log(b.Context(), list...)
		}))
	}
	times := interleave([]kind{
		{"without", nil, func() { must(b, s.Update(b.Context(), change)) }, nil},
		{"one", nil, func() { logged(1) }, nil},
	})
	var many durations
	for range blocks {
		many = append(many, timed(func() { logged(perAgenda) })/perAgenda)
	}
	one := times["one"].p50() - times["without"].p50()
	f.report.time("a small change, safe on disk", times["without"], ownRate)
	f.report.time("the same with one event in the access log", times["one"], ownRate, against(times["one"], times["without"], "without"))
	f.report.value("… so one logged event costs", short(max(one, 0)))
	f.report.time(fmt.Sprintf("one of %d events that are logged at once", perAgenda), many, ownRate)
}

// verifying measures proving a log against reading the same rows, and what a process that
// does so needs.
func (f *figures) verifying(b *testing.B) {
	rows := min(1_000_000, largest(b))
	path := filepath.Join(f.folder, "audit.db")
	s := open(b, path)
	for from := 0; from < rows; from += perFilling {
		must(b, s.Logged(b.Context(), func(tx *store.Tx) error {
			list := make([]audit.Event, min(perFilling, rows-from))
			for i := range list {
				list[i] = event(from + i)
			}
			return tx.Log(b.Context(), list...)
		}))
	}
	base, err := sql.Open("sqlite3", readerOf(path))
	must(b, err)
	defer base.Close()
	var prove, read durations
	for range auditRounds {
		read = append(read, timed(func() { readAudit(b, base) }))
		prove = append(prove, timed(func() { proveAudit(b, s, rows) }))
	}
	f.report.time(fmt.Sprintf("reading an access log of %s rows (`sqlite3` scan)", count(float64(rows))), read, float64(rows)/read.p50().Seconds())
	f.report.time("`audit verify` of the same", prove, float64(rows)/prove.p50().Seconds(), against(prove, read, "reading"))
	f.verifyProcess(b, path, rows)
}

func proveAudit(b *testing.B, s *store.Store, rows int) {
	b.Helper()
	must(b, s.View(b.Context(), func(tx *store.Tx) error {
		proof, err := tx.VerifyAudit(b.Context())
		if err == nil && proof.Rows != int64(rows) {
			b.Fatalf("%d rows were proved", proof.Rows)
		}
		return err
	}))
}

// readAudit reads every column of every row.
func readAudit(b *testing.B, db *sql.DB) {
	b.Helper()
	rows, err := db.QueryContext(context.Background(), "SELECT * FROM audit ORDER BY nr")
	must(b, err)
	defer rows.Close()
	columns, err := rows.Columns()
	must(b, err)
	values := make([]sql.RawBytes, len(columns))
	into := make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		must(b, rows.Scan(into...))
	}
	must(b, rows.Err())
}

// verifyProcess reports the memory of `audit verify` of a long log beside that of a short
// one.
func (f *figures) verifyProcess(b *testing.B, path string, rows int) {
	if runtime.GOOS != "linux" {
		b.Log("memory is measured on Linux only")
		return
	}
	short := filepath.Join(f.folder, "audit-short.db")
	s := open(b, short)
	must(b, s.Logged(b.Context(), func(tx *store.Tx) error { return tx.Log(b.Context(), event(1)) }))
	one, all := f.verifyMemory(b, short), f.verifyMemory(b, path)
	f.report.value(fmt.Sprintf("memory of `audit verify` of %s rows, at most", count(float64(rows))), megabytes(all),
		fmt.Sprintf("%s × that of a few rows", digits(float64(all)/float64(one))))
}

func (f *figures) verifyMemory(b *testing.B, path string) int64 {
	b.Helper()
	cmd := exec.Command(f.binary, "audit", "verify", "--database", path)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, oneLine(string(out)))
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("no usage")
	}
	return int64(usage.Maxrss) << 10 //nolint:unconvert // on other processors it is an int32
}

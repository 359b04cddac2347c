package bench_test

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// cache keeps the generated databases.
type cache struct {
	folder string
	sample *sample
	stamp  string // of everything that is in such a database
}

func openCache(tb testing.TB, s *sample) *cache {
	tb.Helper()
	must(tb, os.MkdirAll(benchFolder(), 0o700))
	return &cache{folder: benchFolder(), sample: s, stamp: s.stamp(tb)}
}

func benchFolder() string {
	if folder := os.Getenv("BENCH_DIR"); folder != "" {
		return folder
	}
	return filepath.Join(os.TempDir(), "regiebot-bench")
}

// keyFile is the name of the key file of the generated databases.
func keyFile() string { return filepath.Join(benchFolder(), "keys.json") }

// ring returns the keys of the generated databases, as a process would load them.
func ring(tb testing.TB) *keys.Ring {
	tb.Helper()
	r, err := keys.Init(keyFile())
	if errors.Is(err, keys.ErrExists) {
		r, err = keys.Load(keyFile())
	}
	must(tb, err)
	return r
}

// runFolder makes a folder for this run, which is removed at its end; those of runs that
// were interrupted go now.
func (c *cache) runFolder(tb testing.TB) string {
	tb.Helper()
	others, err := filepath.Glob(filepath.Join(c.folder, "run-*"))
	must(tb, err)
	for _, other := range others {
		if !running(strings.TrimPrefix(filepath.Base(other), "run-")) {
			must(tb, os.RemoveAll(other))
		}
	}
	own := filepath.Join(c.folder, "run-"+strconv.Itoa(os.Getpid()))
	must(tb, os.Mkdir(own, 0o700))
	tb.Cleanup(func() { must(tb, os.RemoveAll(own)) })
	return own
}

// running reports whether there is a process with an id.
func running(id string) bool {
	pid, err := strconv.Atoi(id)
	if err != nil {
		return false
	}
	process, err := os.FindProcess(pid)
	return err == nil && process.Signal(syscall.Signal(0)) == nil
}

// stamp changes with the keys, the schema, the sample and what planning makes of it.
func (s *sample) stamp(tb testing.TB) string {
	tb.Helper()
	sum := sha256.New()
	sum.Write([]byte(ring(tb).Prefix()))
	migrations, err := filepath.Glob("../store/migrations/*.sql")
	must(tb, err)
	for _, name := range append(migrations, sampleTeam, sampleCasussen) {
		text, err := os.ReadFile(name)
		must(tb, err)
		sum.Write(text)
	}
	for _, i := range []int{0, perTeam*variants - 1} {
		must(tb, json.NewEncoder(sum).Encode(s.casus(i)))
	}
	for _, c := range s.plain() {
		must(tb, json.NewEncoder(sum).Encode(procesregie.Plan(c, s.praktijk, nil)))
	}
	return fmt.Sprintf("%x", sum.Sum(nil)[:6])
}

// file returns a SQLite database with n casussen, made now if there is none yet. It is
// shared by runs: what is measured may use reminders up, and adds little.
func (c *cache) file(tb testing.TB, n int) string {
	tb.Helper()
	path := filepath.Join(c.folder, fmt.Sprintf("casussen-%d-%s.db", n, c.stamp))
	if _, err := os.Stat(path); err == nil {
		return path
	}
	old, err := filepath.Glob(filepath.Join(c.folder, fmt.Sprintf("casussen-%d-*", n)))
	must(tb, err)
	for _, name := range old {
		must(tb, os.Remove(name))
	}
	start := time.Now()
	s, err := store.Open(tb.Context(), path+".part", ring(tb))
	must(tb, err)
	c.sample.fill(tb, s, n)
	must(tb, s.Close())
	must(tb, os.Rename(path+".part", path))
	tb.Logf("%d casussen generated in %s", n, time.Since(start).Round(time.Second/10))
	return path
}

// perTransaction is how many teams are stored in one transaction.
const perTransaction = 50

// fill puts n casussen, with their teams, into an empty database.
func (s *sample) fill(tb testing.TB, db *store.Store, n int) {
	tb.Helper()
	update(tb, db, func(ctx context.Context, tx *store.Tx) error {
		return tx.SetProfiel(ctx, s.praktijk.Profiel, s.source)
	})
	update(tb, db, func(ctx context.Context, tx *store.Tx) error {
		return tx.SetSetting(ctx, store.SettingZone, s.praktijk.Zone.String())
	})
	for first := 0; first < teams(n); first += perTransaction {
		update(tb, db, func(ctx context.Context, tx *store.Tx) error {
			for t := first; t < min(first+perTransaction, teams(n)); t++ {
				if err := s.fillTeam(ctx, tx, t, n); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

func (s *sample) fillTeam(ctx context.Context, tx *store.Tx, t, n int) error {
	team, leden := s.team(t)
	if err := tx.SaveTeam(ctx, team); err != nil {
		return err
	}
	for _, l := range leden {
		if err := tx.SaveLid(ctx, l); err != nil {
			return err
		}
	}
	for i := t * perTeam; i < min((t+1)*perTeam, n); i++ {
		if err := tx.SaveCasus(ctx, s.casus(i)); err != nil {
			return err
		}
	}
	return nil
}

// open opens a database for the time of a measurement.
func open(tb testing.TB, address string) *store.Store {
	tb.Helper()
	s, err := store.Open(tb.Context(), address, ring(tb))
	must(tb, err)
	tb.Cleanup(func() { must(tb, s.Close()) })
	return s
}

func update(tb testing.TB, s *store.Store, f func(context.Context, *store.Tx) error) {
	tb.Helper()
	must(tb, s.Update(tb.Context(), func(tx *store.Tx) error { return f(tb.Context(), tx) }))
}

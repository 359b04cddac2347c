package backup_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/regiebot/regiebot/backup"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// saved writes a backup to a file.
func saved(t testing.TB, s *store.Store, to ...age.Recipient) (string, backup.Written) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "regiebot.backup")
	f, err := backup.Create(path, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Discard()
	w, err := f.Write(t.Context(), s, header, to...)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Publish(); err != nil {
		t.Fatal(err)
	}
	return path, w
}

// TestRoundTrip: whatever the kinds of the databases, every row comes back as it was, and
// the copy is marked.
func TestRoundTrip(t *testing.T) {
	id := identity(t)
	places(t, func(t *testing.T, from string, place func(testing.TB) string) {
		src := filled(t, storetest.Open(t, place(t)), 30)
		path, w := saved(t, src, id.Recipient())
		same(t, w.Database, from)
		want := rows(t, src)
		n := 0
		for _, table := range want {
			n += len(table)
		}
		same(t, w.Rows(), n)
		places(t, func(t *testing.T, _ string, place func(testing.TB) string) {
			dst, summary, err := restored(t, place(t), path, id)
			if err != nil {
				t.Fatal(err)
			}
			same(t, summary, w)
			same(t, view(t, dst, func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.Active(ctx) }), false)
			same(t, difference(t, dst), store.PlanDifference{Open: 30})
			update(t, dst, func(ctx context.Context, tx *store.Tx) error { _, err := tx.Activate(ctx); return err })
			same(t, rows(t, dst), want)
			update(t, dst, func(ctx context.Context, tx *store.Tx) error { return tx.SaveCasus(ctx, casus(1000)) })
		})
	})
}

func difference(t testing.TB, s *store.Store) store.PlanDifference {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (store.PlanDifference, error) { return tx.PlanDifference(ctx) })
}

// TestBackupWhileOthersWrite: what is in the file is one moment. The writers go on until
// the backup is done, and change casussen in a way that plans them anew; each also counts
// a setting up in the transaction of a casus, so that a mixture of two moments shows.
func TestBackupWhileOthersWrite(t *testing.T) {
	id := identity(t)
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		const casussen = 20
		s := filled(t, open(), casussen)
		var stop atomic.Bool
		var changes atomic.Int64
		var group sync.WaitGroup
		for range 3 {
			group.Go(func() {
				for random := rand.New(rand.NewPCG(1, 2)); !stop.Load(); changes.Add(1) {
					if err := s.Update(t.Context(), func(tx *store.Tx) error { return change(t.Context(), tx, random.IntN(casussen)) }); err != nil {
						t.Errorf("a writer: %v", err)
						return
					}
				}
			})
		}
		var path string
		for n := int64(0); n < 3; n = changes.Load() { // the last one was beside a few changes at least
			path, _ = saved(t, s, id.Recipient())
		}
		stop.Store(true)
		group.Wait()
		dst, _, err := restored(t, storetest.SQLite(t), path, id)
		if err != nil {
			t.Fatal(err)
		}
		same(t, difference(t, dst), store.PlanDifference{Open: casussen})
		sum := view(t, dst, func(ctx context.Context, tx *store.Tx) (int, error) {
			all, err := tx.Casussen(ctx, store.Filter{})
			n := 0
			for _, c := range all {
				n += c.Versie - 1
			}
			return n, err
		})
		same(t, sum, view(t, dst, counter))
	})
}

// change moves the startbijeenkomst of a casus and counts that.
func change(ctx context.Context, tx *store.Tx, n int) error {
	c, err := tx.Casus(ctx, zaak(n))
	if err != nil {
		return err
	}
	c.VPR.Startbijeenkomst = c.VPR.Startbijeenkomst.AddDays(1)
	count, err := counter(ctx, tx)
	if err != nil {
		return err
	}
	return errors.Join(tx.SaveCasus(ctx, c), tx.SetSetting(ctx, "teller", string(rune(count+1))))
}

// counter reads how many changes there were, as the number of a character.
func counter(ctx context.Context, tx *store.Tx) (int, error) {
	text, ok, err := tx.Setting(ctx, "teller")
	if !ok {
		return 0, err
	}
	return int([]rune(text)[0]), err
}

// TestRestoreIntoUse: one row of anybody is enough to refuse, and it stays.
func TestRestoreIntoUse(t *testing.T) {
	id := identity(t)
	path, _ := saved(t, filled(t, storetest.Open(t, storetest.SQLite(t)), 2), id.Recipient())
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := storetest.Open(t, address)
		update(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveTeam(ctx, p.Team{Naam: "West"}) })
		before := rows(t, s)
		if _, _, err := restored(t, address, path, id); !errors.Is(err, store.ErrExists) {
			t.Errorf("%v", err)
		}
		same(t, rows(t, s), before)
	})
}

// TestTextThatIsNoText: SQLite keeps what no JSON can carry.
func TestTextThatIsNoText(t *testing.T) {
	id := identity(t)
	src := filled(t, storetest.Open(t, storetest.SQLite(t)), 1)
	update(t, src, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(tx.SetSetting(ctx, "kapot", "a\xff\xfe\x80b"), tx.SetSetting(ctx, "vreemd", "<&>\u2028\u0000\"\\\r\n\U0001F600"))
	})
	path, _ := saved(t, src, id.Recipient())
	dst, _, err := restored(t, storetest.SQLite(t), path, id)
	if err != nil {
		t.Fatal(err)
	}
	update(t, dst, func(ctx context.Context, tx *store.Tx) error { _, err := tx.Activate(ctx); return err })
	same(t, rows(t, dst), rows(t, src))
}

// TestFile: nobody else can read it, nothing is replaced, and nothing is left behind.
func TestFile(t *testing.T) {
	s := filled(t, storetest.Open(t, storetest.SQLite(t)), 1)
	folder := t.TempDir()
	path := filepath.Join(folder, "een.backup")
	t.Run("a file that was there", func(t *testing.T) {
		taken := filepath.Join(folder, "bezet")
		if err := os.WriteFile(taken, []byte("van iemand"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Create(taken, time.Now()); !errors.Is(err, backup.ErrExists) {
			t.Errorf("%v", err)
		}
		if err := os.Symlink("nergens", taken+".link"); err != nil {
			t.Fatal(err)
		}
		if _, err := backup.Create(taken+".link", time.Now()); !errors.Is(err, backup.ErrExists) {
			t.Errorf("%v", err)
		}
		if err := errors.Join(os.Remove(taken), os.Remove(taken+".link")); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("a file that came meanwhile", func(t *testing.T) {
		f, err := backup.Create(path, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("van iemand"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := f.Publish(); !errors.Is(err, backup.ErrExists) {
			t.Errorf("%v", err)
		}
		f.Discard()
		if text, err := os.ReadFile(path); string(text) != "van iemand" || err != nil {
			t.Errorf("%q %v", text, err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("one that was given up", func(t *testing.T) {
		f, err := backup.Create(path, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(t.Context(), s, header, identity(t).Recipient()); err != nil {
			t.Fatal(err)
		}
		f.Discard()
		if left, err := os.ReadDir(folder); len(left) != 0 || err != nil {
			t.Errorf("%v %v", left, err)
		}
	})
	t.Run("what killed backups left", func(t *testing.T) {
		now := time.Now()
		for name, age := range map[string]int{".regiebot-backup-123": 49, ".regiebot-backup-45": 1, ".regiebot-backup-1a": 49, "regiebot-backup-9": 49, ".regiebot-backup-": 49} {
			old := filepath.Join(folder, name)
			if err := os.WriteFile(old, nil, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(old, now, now.Add(-time.Duration(age)*time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		f, err := backup.Create(path, now)
		if err != nil {
			t.Fatal(err)
		}
		f.Discard()
		list, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		var left []string
		for _, one := range list {
			left = append(left, one.Name())
			if err := os.Remove(filepath.Join(folder, one.Name())); err != nil {
				t.Fatal(err)
			}
		}
		same(t, left, []string{".regiebot-backup-", ".regiebot-backup-1a", ".regiebot-backup-45", "regiebot-backup-9"})
	})
	t.Run("no folder", func(t *testing.T) {
		if _, err := backup.Create(filepath.Join(folder, "weg", "een.backup"), time.Now()); err == nil {
			t.Error("no error")
		}
	})
	t.Run("its mode, its size and its sum", func(t *testing.T) {
		path, w := saved(t, s, identity(t).Recipient())
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		same(t, info.Mode(), os.FileMode(0o600))
		same(t, info.Size(), w.Bytes)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		same(t, w.SHA256, sum(text))
		if left, err := os.ReadDir(filepath.Dir(path)); len(left) != 1 || err != nil {
			t.Errorf("%v %v", left, err)
		}
	})
}

package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/keys"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// canary is free text about a casus.
const canary = "kanarie-moeder-drinkt"

// secret is a casus that holds the canary.
func secret(zaak string) p.Casus {
	c := casus(zaak)
	c.VPR.OVVReden = canary
	return c
}

// secrets puts the canary wherever free text can be.
func secrets(t testing.TB, s *store.Store) {
	t.Helper()
	save(t, s, secret("ZO-1"), secret("ZO-2"), secret("ZO-3"))
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		for i := range 3 {
			if err := tx.SaveDraft(ctx, store.Draft{Gebruiker: "anouk", ID: fmt.Sprint("D", i), Line: "mdo gehouden", Fields: map[string]string{"zicht": canary}, UpdatedAt: at(9, i)}); err != nil {
				return err
			}
			post := store.Post{Key: fmt.Sprint("K", i), Aan: "anouk", Message: []byte(`{"Text":"` + canary + `"}`), Zaken: []string{"ZO-1"}, CreatedAt: at(9, i)}
			if err := tx.Enqueue(ctx, post); err != nil {
				return err
			}
		}
		return nil
	})
}

func exec(t testing.TB, s *store.Store, statement string) {
	t.Helper()
	if err := s.Exec(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func wants(t testing.TB, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Fatalf("got %v, want %v", err, target)
	}
	if strings.Contains(err.Error(), canary) {
		t.Fatalf("the error tells content: %v", err)
	}
}

func names(t testing.TB, s *store.Store, query string) []string {
	t.Helper()
	list, err := s.Names(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// sealedTexts returns every sealed text, in one order.
func sealedTexts(t testing.TB, s *store.Store) []string {
	t.Helper()
	return names(t, s, "SELECT data FROM casussen UNION ALL SELECT fields FROM drafts UNION ALL SELECT message FROM outbox ORDER BY 1")
}

// keyFile returns the keys of a new key file.
func keyFile(t testing.TB) *keys.Ring {
	t.Helper()
	ring, err := keys.Init(filepath.Join(t.TempDir(), "keys.json"))
	if err != nil {
		t.Fatal(err)
	}
	return ring
}

// process opens a database as another process with the same key file does.
func process(t testing.TB, address, file string) *store.Store {
	t.Helper()
	ring, err := keys.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), address, ring)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// readable checks that everything that secrets stored can be read.
func readable(t testing.TB, s *store.Store) {
	t.Helper()
	for _, zaak := range []string{"ZO-1", "ZO-2", "ZO-3"} {
		if c := load(t, s, zaak); c.VPR.OVVReden != canary {
			t.Errorf("%s reads %q", zaak, c.VPR.OVVReden)
		}
	}
	for i := range 3 {
		d := view(t, s, func(ctx context.Context, tx *store.Tx) (store.Draft, error) {
			return tx.DraftByID(ctx, "anouk", fmt.Sprint("D", i))
		})
		if d.Fields["zicht"] != canary {
			t.Errorf("the draft reads %q", d.Fields)
		}
	}
	for _, post := range view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.Waiting(ctx) }) {
		if post.Lost || !strings.Contains(string(post.Message), canary) {
			t.Errorf("the message reads %q", post.Message)
		}
	}
}

// onDisk returns what is in the files of a SQLite database.
func onDisk(t testing.TB, path string) []byte {
	t.Helper()
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	var all []byte
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, content...)
	}
	return all
}

func TestFreeTextIsSealed(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := filled(t, storetest.Open(t, address))
		secrets(t, s)
		readable(t, s)
		texts := sealedTexts(t, s)
		if len(texts) != 9 {
			t.Fatalf("%d texts", len(texts))
		}
		for _, text := range texts {
			if !strings.HasPrefix(text, s.Ring().Prefix()) {
				t.Errorf("stored as %.40q", text)
			}
		}
		for _, table := range store.Tables() {
			rows, err := s.Rows(t.Context(), table)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(strings.Join(rows, "\n"), canary) {
				t.Errorf("the canary is in %s", table)
			}
		}
		if s.Kind() == "sqlite" && bytes.Contains(onDisk(t, address), []byte(canary)) {
			t.Error("the canary is in the file")
		}
	})
}

func TestARowOpensInItsOwnPlaceOnly(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		secrets(t, s)
		exec(t, s, "UPDATE casussen SET data = (SELECT data FROM casussen WHERE zaak = 'ZO-1') WHERE zaak = 'ZO-2'")
		exec(t, s, "UPDATE drafts SET fields = (SELECT fields FROM drafts WHERE id = 'D0') WHERE id = 'D1'")
		exec(t, s, "UPDATE outbox SET message = (SELECT message FROM outbox WHERE key = 'K0') WHERE key = 'K1'")
		t.Run("one casus", func(t *testing.T) {
			err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Casus(t.Context(), "zo-2"); return err })
			wants(t, err, store.ErrUnreadable)
			if !strings.Contains(err.Error(), "ZO-2") || !strings.Contains(err.Error(), "casussen") {
				t.Errorf("says %q", err)
			}
			load(t, s, "ZO-1")
		})
		t.Run("a list goes on without it and says so", func(t *testing.T) {
			var left, oost, west []string
			list := view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Casus, error) {
				_, err := tx.Casussen(ctx, store.Filter{})
				if err != nil {
					return nil, err
				}
				list, err := tx.Casussen(ctx, store.Filter{Team: "Oost"})
				left, oost, west = tx.Unreadable(), tx.UnreadableIn("Oost"), tx.UnreadableIn("West")
				return list, err
			})
			if len(list) != 2 || !slices.Equal(left, []string{"ZO-2"}) || !slices.Equal(oost, left) || len(west) != 0 {
				t.Errorf("%d in the list; left out %q, %q, %q", len(list), left, oost, west)
			}
		})
		t.Run("a form begins anew, and can be kept again", func(t *testing.T) {
			err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.DraftByID(t.Context(), "anouk", "D1"); return err })
			wants(t, err, store.ErrNotFound)
			wants(t, err, store.ErrUnreadable)
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				return tx.SaveDraft(ctx, store.Draft{Gebruiker: "anouk", ID: "D1", UpdatedAt: at(10, 0)})
			})
			view(t, s, func(ctx context.Context, tx *store.Tx) (store.Draft, error) { return tx.DraftByID(ctx, "anouk", "D1") })
		})
		t.Run("a message is handed out as lost, and the others after it", func(t *testing.T) {
			var lost []string
			for now := at(10, 0); ; now = now.Add(time.Second) {
				posts, err := s.Claim(t.Context(), "w", now, time.Minute, 50)
				if err != nil {
					t.Fatal(err)
				}
				if len(posts) == 0 {
					break
				}
				for _, post := range posts {
					lost = append(lost, fmt.Sprint(post.Key, " ", post.Lost, " ", len(post.Message) > 0))
					update(t, s, func(ctx context.Context, tx *store.Tx) error {
						if post.Lost {
							return tx.Failed(ctx, post, store.Failure{Cause: "the message cannot be read"})
						}
						return tx.Delivered(ctx, post, store.Receipt{}, now)
					})
				}
			}
			if want := []string{"K0 false true", "K1 true false", "K2 false true"}; !slices.Equal(lost, want) {
				t.Errorf("%q, want %q", lost, want)
			}
		})
	})
}

// Nothing that others need waits for a casus that cannot be opened.
func TestAnUnreadableCasusHoldsUpNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		secrets(t, s)
		exec(t, s, "UPDATE casussen SET data = 'rb1.nothing' WHERE zaak = 'ZO-2'")
		before, other := planned(t, s, "ZO-2"), planned(t, s, "ZO-1")
		if len(before) < 2 {
			t.Fatalf("%d reminders", len(before))
		}
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			bram, err := tx.Lid(ctx, "bram")
			if err != nil {
				return err
			}
			bram.Werkdagen = []time.Weekday{time.Friday}
			if err := tx.SaveLid(ctx, bram); err != nil {
				return err
			}
			changed := profiel()
			changed.Tijd.Herinner = "10:00"
			return errors.Join(tx.SetProfiel(ctx, changed, []byte("anders")), tx.SaveTeam(ctx, p.Team{Naam: "Oost", Crisiscontact: "bram"}))
		})
		if after := planned(t, s, "ZO-2"); fmt.Sprint(after) != fmt.Sprint(before) {
			t.Errorf("the reminders became %v", after)
		}
		if fmt.Sprint(planned(t, s, "ZO-1")) == fmt.Sprint(other) {
			t.Error("the other casus was not planned anew")
		}
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.MarkSent(ctx, []string{before[0].Key}, at(9, 0)); err != nil {
				return err
			}
			return tx.Supersede(ctx, []string{before[1].Key}, at(9, 0))
		})
		if after := planned(t, s, "ZO-2"); len(after) != len(before)-2 {
			t.Errorf("%d reminders are left of %d", len(after), len(before))
		}
		err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.Replan(t.Context(), "ZO-2") })
		wants(t, err, store.ErrUnreadable)
	})
}

func TestNoFlippedByteOpens(t *testing.T) {
	s := filled(t, storetest.Open(t, ":memory:"))
	secrets(t, s)
	sealed := names(t, s, "SELECT data FROM casussen WHERE zaak = 'ZO-1'")[0]
	for i := range len(sealed) {
		other := sealed[i] ^ 1
		if other == '\'' {
			other = sealed[i] ^ 2
		}
		exec(t, s, "UPDATE casussen SET data = '"+sealed[:i]+string([]byte{other})+sealed[i+1:]+"' WHERE zaak = 'ZO-1'")
		err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Casus(t.Context(), "ZO-1"); return err })
		wants(t, err, store.ErrUnreadable)
	}
	exec(t, s, "UPDATE casussen SET data = '"+sealed+"' WHERE zaak = 'ZO-1'")
	readable(t, s)
}

// Once everything is sealed, text that is not was put there by somebody else.
func TestPlainTextIsNotTaken(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		secrets(t, s)
		exec(t, s, `UPDATE casussen SET data = '{"zaaknummer":"ZO-1","team":"West"}' WHERE zaak = 'ZO-1'`)
		again := open()
		err := again.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Casus(t.Context(), "ZO-1"); return err })
		wants(t, err, store.ErrUnreadable)
		done, err := again.Reseal(t.Context(), nil)
		if err != nil || !slices.Equal(done.Unreadable, []string{"casussen ZO-1"}) {
			t.Errorf("%v, %v", done, err)
		}
	})
}

func TestTheWrongKeysAreRefused(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := filled(t, storetest.Open(t, address))
		secrets(t, s)
		before := sealedTexts(t, s)
		settings, err := s.Rows(t.Context(), "settings")
		if err != nil {
			t.Fatal(err)
		}
		ring := keyFile(t)
		_, err = store.Open(t.Context(), address, ring)
		wants(t, err, store.ErrWrongKeys)
		if text := err.Error(); !strings.Contains(text, ring.Path()) || !strings.Contains(text, "REGIEBOT_KEY_FILE") || strings.Contains(text, "\n") {
			t.Errorf("says %q", text)
		}
		after, err := s.Rows(t.Context(), "settings")
		if err != nil || !slices.Equal(before, sealedTexts(t, s)) || !slices.Equal(settings, after) {
			t.Errorf("something was changed: %v", err)
		}
		if _, err = store.Open(t.Context(), address, nil); err == nil {
			t.Error("opened without keys")
		}
		exec(t, s, "UPDATE settings SET value = substr(value, 1, length(value) - 2) || 'AA' WHERE key = 'sleutel'")
		_, err = store.Open(t.Context(), address, s.Ring())
		wants(t, err, store.ErrUnavailable)
		if !strings.Contains(err.Error(), "restore a backup") {
			t.Errorf("says %q", err)
		}
	})
}

func TestSealed(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		is := func(want bool) {
			t.Helper()
			if sealed, err := store.Sealed(t.Context(), address); err != nil || sealed != want {
				t.Errorf("sealed: %v, %v", sealed, err)
			}
		}
		is(false)
		if _, err := os.Stat(address); err == nil {
			t.Error("asking made the file")
		}
		s := storetest.Open(t, address)
		is(true)
		exec(t, s, "DELETE FROM settings WHERE key = 'sleutel'")
		is(true)
		exec(t, s, "DELETE FROM settings")
		is(false)
		secrets(t, filled(t, s))
		exec(t, s, "DELETE FROM settings")
		is(true)
	})
	if sealed, err := store.Sealed(t.Context(), ":memory:"); sealed || err != nil {
		t.Errorf("%v, %v", sealed, err)
	}
	_, err := store.Sealed(t.Context(), filepath.Join(t.TempDir(), "no", "folder", "x.db"))
	if err != nil {
		t.Error(err) // opening says what is wrong
	}
	_, err = store.Sealed(t.Context(), t.TempDir())
	wants(t, err, store.ErrUnavailable)
}

func TestRotation(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		ring := keyFile(t)
		old, err := os.ReadFile(ring.Path())
		if err != nil {
			t.Fatal(err)
		}
		s := filled(t, process(t, address, ring.Path()))
		secrets(t, s)
		texts := sealedTexts(t, s)
		other := process(t, address, ring.Path())
		if err := s.Ring().Rotate(); err != nil {
			t.Fatal(err)
		}
		var said []int
		done, err := s.Reseal(t.Context(), func(done, total int) { said = append(said, done, total) })
		if err != nil || done.Rows != 12 || done.Unreadable != nil || !slices.Equal(said, []int{3, 12, 6, 12, 9, 12, 12, 12}) {
			t.Fatalf("%v, %v, %v", done, said, err)
		}
		for i, text := range sealedTexts(t, s) {
			if !strings.HasPrefix(text, s.Ring().Prefix()) || slices.Contains(texts, text) {
				t.Errorf("%d is stored as %.40q", i, text)
			}
		}
		readable(t, s)
		readable(t, other)
		secrets2(t, other)
		t.Run("an old copy of the key file is refused", func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "keys.json")
			if err := os.WriteFile(path, old, 0o600); err != nil {
				t.Fatal(err)
			}
			before, err := keys.Load(path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = store.Open(t.Context(), address, before)
			wants(t, err, store.ErrWrongKeys)
		})
		t.Run("without the older keys", func(t *testing.T) {
			if n, err := s.Ring().DropOld(); n != 1 || err != nil {
				t.Fatalf("%d dropped: %v", n, err)
			}
			readable(t, s)
			readable(t, other)
			readable(t, process(t, address, ring.Path()))
			row := texts[0]
			for _, text := range texts {
				if _, err := ring.Open(text, "casussen.data.ZO-1"); err == nil {
					row = text
				}
			}
			exec(t, s, "UPDATE casussen SET data = '"+row+"' WHERE zaak = 'ZO-1'")
			err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Casus(t.Context(), "ZO-1"); return err })
			wants(t, err, store.ErrUnreadable)
			wants(t, err, keys.ErrUnknownKey)
		})
	})
}

// secrets2 changes what secrets stored.
func secrets2(t testing.TB, s *store.Store) {
	t.Helper()
	save(t, s, load(t, s, "ZO-3"))
	readable(t, s)
}

// A second process works on while the keys change under it, several times.
func TestRotationWhileOthersWork(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		ring := keyFile(t)
		s := filled(t, process(t, address, ring.Path()))
		for i := range 40 {
			save(t, s, secret(zaak(i)))
		}
		other := process(t, address, ring.Path())
		stop := make(chan struct{})
		var work sync.WaitGroup
		work.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				err := other.Update(t.Context(), func(tx *store.Tx) error {
					c, err := tx.Casus(t.Context(), zaak(i%40))
					if err != nil {
						return err
					}
					c.VPR.OVVReden = fmt.Sprint(canary, i)
					return errors.Join(tx.SaveCasus(t.Context(), c), tx.SaveCasus(t.Context(), secret(fmt.Sprint("NEW-", i))))
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
		for range 3 {
			if err := s.Ring().Rotate(); err != nil {
				t.Fatal(err)
			}
			done, err := s.Reseal(t.Context(), nil)
			if err != nil || done.Unreadable != nil {
				t.Fatalf("%v, %v", done, err)
			}
			if _, err := s.Ring().DropOld(); err != nil {
				t.Fatal(err)
			}
		}
		close(stop)
		work.Wait()
		fresh := process(t, address, ring.Path())
		for _, text := range sealedTexts(t, fresh) {
			if !strings.HasPrefix(text, fresh.Ring().Prefix()) {
				t.Fatalf("left under an older key: %.40q", text)
			}
		}
		var left []string
		n := len(view(t, fresh, func(ctx context.Context, tx *store.Tx) ([]p.Casus, error) {
			list, err := tx.Casussen(ctx, store.Filter{})
			left = tx.Unreadable()
			return list, err
		}))
		if n < 40 || left != nil {
			t.Errorf("%d can be read, %q cannot", n, left)
		}
	})
}

// What was sealed before the key changed and is stored after it is done again.
func TestAChangeIsNotStoredUnderAnOlderKey(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		ring := keyFile(t)
		s := filled(t, process(t, address, ring.Path()))
		runs := 0
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			err := tx.SaveCasus(ctx, secret("ZO-1"))
			if runs++; runs == 1 {
				err = errors.Join(err, ring.Rotate()) // in another process
			}
			return err
		})
		if text := sealedTexts(t, s)[0]; runs != 2 || !strings.HasPrefix(text, ring.Prefix()) {
			t.Errorf("%d runs, stored as %.40q", runs, text)
		}
	})
}

func TestRotationIsInterrupted(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		ring := keyFile(t)
		s := filled(t, process(t, address, ring.Path()))
		secrets(t, s)
		if err := s.Ring().Rotate(); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		_, err := s.Reseal(ctx, func(int, int) { cancel() })
		wants(t, err, context.Canceled)
		again := process(t, address, ring.Path())
		readable(t, again)
		done, err := again.Reseal(t.Context(), nil)
		if err != nil || done.Rows != 9 {
			t.Fatalf("%v, %v", done, err)
		}
		if _, err := again.Ring().DropOld(); err != nil {
			t.Fatal(err)
		}
		readable(t, process(t, address, ring.Path()))
	})
}

// before makes a database as it was when nothing was sealed.
func before(t testing.TB, s *store.Store) {
	t.Helper()
	filled(t, s)
	secrets(t, s)
	for _, c := range []string{"casussen data zaak zaak", "members data gebruiker gebruiker", "drafts fields gebruiker||'/'||id id", "outbox message id id"} {
		part := strings.Fields(c)
		for _, row := range names(t, s, "SELECT "+part[2]+" FROM "+part[0]) {
			where := " WHERE " + part[2] + " = '" + row + "'"
			sealed := names(t, s, "SELECT "+part[1]+" FROM "+part[0]+where)[0]
			plain, err := s.Ring().Open(sealed, part[0]+"."+part[1]+"."+row)
			if err != nil {
				t.Fatal(err)
			}
			exec(t, s, "UPDATE "+part[0]+" SET "+part[1]+" = '"+string(plain)+"'"+where)
		}
	}
	exec(t, s, "DELETE FROM settings WHERE key IN ('sleutel', 'verzegeld', 'actief')")
	if !strings.Contains(strings.Join(sealedTexts(t, s), ""), canary) {
		t.Fatal("nothing is in plain text")
	}
}

func TestADatabaseOfBeforeIsSealed(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		first := storetest.Open(t, address)
		before(t, first)
		if first.Kind() == "sqlite" && !bytes.Contains(onDisk(t, address), []byte(canary)) {
			t.Fatal("the canary is not in the file")
		}
		if err := first.Close(); err != nil {
			t.Fatal(err)
		}
		ring := keyFile(t)
		var all sync.WaitGroup // concurrent first starts
		for range 4 {
			all.Go(func() {
				own, err := keys.Load(ring.Path())
				if err != nil {
					t.Error(err)
					return
				}
				s, err := store.Open(t.Context(), address, own)
				if err != nil {
					t.Error(err)
					return
				}
				t.Cleanup(func() { _ = s.Close() })
			})
		}
		all.Wait()
		s := process(t, address, ring.Path())
		readable(t, s)
		for _, text := range sealedTexts(t, s) {
			if !strings.HasPrefix(text, ring.Prefix()) {
				t.Errorf("stored as %.40q", text)
			}
		}
		if s.Kind() == "sqlite" && bytes.Contains(onDisk(t, address), []byte(canary)) {
			t.Error("the canary is still in the files")
		}
		_, err := store.Open(t.Context(), address, keyFile(t))
		wants(t, err, store.ErrWrongKeys)
	})
}

func TestSealingADatabaseOfBeforeIsInterrupted(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := storetest.Open(t, address)
		before(t, s)
		plain := sealedTexts(t, s)
		stop, goOn := "CREATE TRIGGER stop BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, 'stop'); END", "DROP TRIGGER stop"
		if s.Kind() == "postgres" {
			stop, goOn = "ALTER TABLE outbox ADD CONSTRAINT stop CHECK (message NOT LIKE 'rb1%')", "ALTER TABLE outbox DROP CONSTRAINT stop"
		}
		exec(t, s, stop)
		if _, err := store.Open(t.Context(), address, keyFile(t)); err == nil {
			t.Fatal("not interrupted")
		}
		if !slices.Equal(sealedTexts(t, s), plain) {
			t.Error("a part was sealed")
		}
		exec(t, s, goOn)
		readable(t, storetest.Open(t, address))
	})
}

// Whoever can write in the database and has no keys cannot have plain text taken for that
// of a database of before, whatever he takes away.
func TestADatabaseWithoutMarksIsNotOfBefore(t *testing.T) {
	const forged = `UPDATE casussen SET data = '{"zaaknummer":"ZO-1","team":"West"}' WHERE zaak = 'ZO-1'`
	for name, statements := range map[string][]string{
		"the mark":              {forged, "DELETE FROM settings WHERE key = 'verzegeld'"},
		"the check":             {forged, "DELETE FROM settings WHERE key = 'sleutel'"},
		"both":                  {forged, "DELETE FROM settings WHERE key IN ('sleutel', 'verzegeld')"},
		"all settings":          {forged, "DELETE FROM settings WHERE key <> 'profiel'"},
		"a mark of his own":     {forged, "UPDATE settings SET value = '1' WHERE key = 'verzegeld'", "DELETE FROM settings WHERE key = 'sleutel'"},
		"all but one form":      {forged, "DELETE FROM settings WHERE key <> 'profiel'", "DELETE FROM casussen WHERE zaak <> 'ZO-1'", "DELETE FROM outbox", "DELETE FROM drafts WHERE id <> 'D1'", "DELETE FROM members"},
		"all but one member":    {forged, "DELETE FROM settings WHERE key <> 'profiel'", "DELETE FROM casussen WHERE zaak <> 'ZO-1'", "DELETE FROM outbox", "DELETE FROM drafts", "DELETE FROM members WHERE gebruiker <> 'bram'", "DELETE FROM audit_head", "DELETE FROM audit"},
		"all but the log":       {forged, "DELETE FROM settings WHERE key <> 'profiel'", "DELETE FROM casussen WHERE zaak <> 'ZO-1'", "DELETE FROM outbox", "DELETE FROM drafts", "DELETE FROM members"},
		"all but the check":     {forged, "DELETE FROM settings WHERE key NOT IN ('profiel', 'sleutel')", "DELETE FROM casussen WHERE zaak <> 'ZO-1'", "DELETE FROM outbox", "DELETE FROM drafts", "DELETE FROM members", "DELETE FROM audit_head", "DELETE FROM audit"},
		"the mark of something": {forged, "UPDATE settings SET value = (SELECT value FROM settings WHERE key = 'sleutel') WHERE key = 'verzegeld'"},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.EachAddress(t, func(t *testing.T, address string) {
				s := filled(t, storetest.Open(t, address))
				secrets(t, s)
				logEvent(t, s)
				for _, statement := range statements {
					exec(t, s, statement)
				}
				settings, err := s.Rows(t.Context(), "settings")
				if err != nil {
					t.Fatal(err)
				}
				_, err = store.Open(t.Context(), address, keyFile(t))
				wants(t, err, store.ErrWrongKeys)
				if now, err := s.Rows(t.Context(), "settings"); err != nil || !slices.Equal(now, settings) {
					t.Errorf("the wrong keys changed something: %v", err)
				}
				for range 2 {
					again := storetest.Open(t, address)
					err = again.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Casus(t.Context(), "ZO-1"); return err })
					wants(t, err, store.ErrUnreadable)
				}
				_, err = store.Open(t.Context(), address, keyFile(t))
				wants(t, err, store.ErrWrongKeys)
			})
		})
	}
}

// logEvent puts a row in the access log.
func logEvent(t testing.TB, s *store.Store) {
	t.Helper()
	err := s.Logged(t.Context(), func(tx *store.Tx) error {
		return tx.Log(t.Context(), audit.Event{At: at(9, 0), Wat: "casus toon", Actie: audit.Inzien, Uitkomst: audit.Gelukt, Wie: "anouk", Rol: "consulent", Platform: "slack"})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCopyToOtherKeysIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		secrets(t, s)
		other, err := store.Open(t.Context(), ":memory:", keyFile(t))
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		wants(t, s.CopyTo(t.Context(), other), store.ErrWrongKeys)
		if rows, err := other.Rows(t.Context(), "casussen"); len(rows) != 0 || err != nil {
			t.Errorf("%d rows were copied: %v", len(rows), err)
		}
		same, err := store.Open(t.Context(), ":memory:", s.Ring())
		if err != nil {
			t.Fatal(err)
		}
		defer same.Close()
		if err := s.CopyTo(t.Context(), same); err != nil {
			t.Fatal(err)
		}
		readable(t, same)
	})
}

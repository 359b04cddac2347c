package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// A form or an old message that cannot be opened does not keep older keys alive.
func TestResealTidiesUpWhatIsOfNoMoreUse(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		ring := keyFile(t)
		s := filled(t, process(t, address, ring.Path()))
		secrets(t, s)
		_, posts := claim(t, s, "w1", at(10, 0))
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.Delivered(ctx, posts[0], store.Receipt{}, at(10, 0))
		})
		exec(t, s, "UPDATE drafts SET fields = 'rb1.nothing' WHERE id = 'D1'")
		exec(t, s, "UPDATE outbox SET message = 'rb1.nothing' WHERE key IN ('K0', 'K1')")
		exec(t, s, "UPDATE members SET data = 'rb1.nothing' WHERE gebruiker = 'bram'")
		if err := s.Ring().Rotate(); err != nil {
			t.Fatal(err)
		}
		done, err := s.Reseal(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(done.Left) != 2 || done.Left[0] != "members bram" {
			t.Errorf("left are %q", done.Left)
		}
		done.Left = nil
		same(t, done, store.Resealed{Rows: 3 + 2 + 2 + 1, Drafts: 1, Emptied: 1})
		same(t, names(t, s, "SELECT id FROM drafts ORDER BY id"), []string{"D0", "D2"})
		same(t, names(t, s, "SELECT state FROM outbox ORDER BY key")[0], "cleared")
		if _, err := s.Ring().DropOld(); err != nil {
			t.Fatal(err)
		}
		history := view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.Waiting(ctx) })
		same(t, len(history), 2)
	})
}

// After the key that signs was changed the log goes on, and proves itself.
func TestResign(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		ring := keyFile(t)
		s := process(t, address, ring.Path())
		logEvent(t, s)
		filled(t, s)
		logEvent(t, s)
		err := s.Logged(t.Context(), func(tx *store.Tx) error { _, err := tx.PurgeAudit(t.Context(), at(9, 0).Add(time.Hour)); return err })
		if err != nil {
			t.Fatal(err)
		}
		logEvent(t, s)
		other := process(t, address, ring.Path())
		if err := s.Ring().Rotate(); err != nil {
			t.Fatal(err)
		}
		proves(t, other)
		if _, err := s.Reseal(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if err := s.Resign(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Ring().DropOld(); err != nil {
			t.Fatal(err)
		}
		proves(t, process(t, address, ring.Path()))
		logEvent(t, other)
		logEvent(t, s)
		proves(t, process(t, address, ring.Path()))
		exec(t, s, "UPDATE audit_head SET hash = 'x' WHERE what = 'head'")
		if err := s.Resign(t.Context()); err != nil {
			t.Fatal(err)
		}
		err = s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.VerifyAudit(t.Context()); return err })
		if err == nil {
			t.Error("what somebody changed was signed")
		}
	})
}

func proves(t *testing.T, s *store.Store) {
	t.Helper()
	err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.VerifyAudit(t.Context()); return err })
	if err != nil {
		t.Fatal(err)
	}
}

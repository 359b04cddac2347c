package storetest_test

import (
	"testing"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// Run it with -v to read whether PostgreSQL is tested, and why not.
func TestEachDatabaseOpens(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		if err := open().Ping(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
}

func TestExec(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := storetest.Open(t, address)
		storetest.Exec(t, address, "INSERT INTO settings (key, value) VALUES ('a', 'b')")
		err := s.View(t.Context(), func(tx *store.Tx) error {
			value, ok, err := tx.Setting(t.Context(), "a")
			if value != "b" || !ok {
				t.Errorf("%q, %v", value, ok)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// What was stored before a crash is there after it, and an open Store goes on.
func TestRestart(t *testing.T) {
	address := storetest.Postgres(t)
	storetest.Exec(t, address, "CREATE TABLE a (b TEXT)")
	s := storetest.Open(t, address)
	restarted, err := storetest.Restart()
	if err != nil {
		t.Fatal(err)
	}
	if !restarted {
		t.Skip("the server of TEST_DATABASE_URL is not ours to restart")
	}
	if err := s.Ping(t.Context()); err != nil {
		t.Error(err)
	}
	storetest.Exec(t, address, "DROP TABLE a")
}

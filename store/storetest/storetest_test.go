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

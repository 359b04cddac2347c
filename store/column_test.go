package store_test

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// What stands in a row that cannot be read is in no error.
func TestErrorsHoldNoValue(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	sabotage(t, s, "UPDATE settings SET value = NULL WHERE key = 'weg'", "DROP TABLE settings", "CREATE TABLE settings (key TEXT, value TEXT)", "INSERT INTO settings VALUES ('kleur', NULL)")
	err := s.View(t.Context(), func(tx *store.Tx) error {
		_, _, err := tx.Setting(t.Context(), "kleur")
		return err
	})
	if err == nil || !strings.Contains(err.Error(), `a row of the table settings cannot be read: its column "value"`) || strings.Contains(err.Error(), "sql:") {
		t.Errorf("got %v", err)
	}
}

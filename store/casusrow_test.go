package store_test

import (
	"context"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// Who changes a column by which a casus is found does not give the casus to somebody else:
// the row counts as damaged, and the others can be read.
func TestACasusOfWhichAColumnWasChanged(t *testing.T) {
	for column, value := range map[string]string{
		"zaaknummer": "'ZO-3'", "team": "'West'", "regisseur": "'bram'", "duo": "'marga'", "niveau": "'licht'", "open": "0",
		"start_regie": "'2020-01-01'", "versie": "7",
	} {
		t.Run(column, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, open func() *store.Store) {
				s := filled(t, open())
				save(t, s, casus("ZO-1"), casus("ZO-2"))
				exec(t, s, "UPDATE casussen SET "+column+" = "+value+" WHERE zaak = 'ZO-2'")
				damagedCasus(t, s)
			})
		})
	}
	t.Run("versie that is no number", func(t *testing.T) { // which only SQLite stores
		s := filled(t, storetest.Open(t, storetest.SQLite(t)))
		save(t, s, casus("ZO-1"), casus("ZO-2"))
		exec(t, s, "UPDATE casussen SET versie = 'nieuw' WHERE zaak = 'ZO-2'")
		damagedCasus(t, s)
	})
}

// damagedCasus wants ZO-2 to be unreadable, and ZO-1 not.
func damagedCasus(t *testing.T, s *store.Store) {
	t.Helper()
	err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Casus(t.Context(), "ZO-2"); return err })
	wants(t, err, store.ErrUnreadable)
	var left []string
	list := view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Casus, error) {
		list, err := tx.Casussen(ctx, store.Filter{})
		left = tx.Unreadable()
		return list, err
	})
	if len(list) != 1 || len(left) != 1 {
		t.Errorf("%d can be read, %q cannot", len(list), left)
	}
	save(t, s, load(t, s, "ZO-1"))
}

// The sealed text of before does not come back with a newer version, nor the other way.
func TestAnOlderTextDoesNotOpenWithANewerVersion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		old := names(t, s, "SELECT data FROM casussen")[0]
		save(t, s, load(t, s, "ZO-1"))
		same(t, load(t, s, "ZO-1").Versie, 2)
		exec(t, s, "UPDATE casussen SET data = '"+old+"'")
		err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Casus(t.Context(), "ZO-1"); return err })
		wants(t, err, store.ErrUnreadable)
		exec(t, s, "UPDATE casussen SET versie = 1") // the whole row of before: that cannot be told
		same(t, load(t, s, "ZO-1").Versie, 1)
	})
}

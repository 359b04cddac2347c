package store_test

import (
	"context"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func damaged(t testing.TB, s *store.Store) []string {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) ([]string, error) { return tx.Damaged(ctx) })
}

// Every kind of row that cannot be read is named, and nothing of what is in it.
func TestDamaged(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, full(zaak(7)))
		busy(t, s, "ZO-1")
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.Correct(ctx, store.Correction{ID: "c1", Aan: "anouk", Key: "k"}, at(9, 0))
		})
		same(t, len(damaged(t, s)), 0)
		for _, statement := range []string{
			"UPDATE casussen SET data = (SELECT data FROM casussen WHERE zaak = 'ZO-1') WHERE zaak = '" + zaak(7) + "'",
			"UPDATE casussen SET data = 'geheim' WHERE zaak = 'ZO-1'",
			"UPDATE hulp SET data = 'geheim' WHERE zaak = 'ZO-1'",
			"UPDATE settings SET value = 'geheim' WHERE key = 'hulp.sleutel'",
			"UPDATE members SET data = '{geheim' WHERE gebruiker = 'bram'",
			"UPDATE teams SET data = 'geheim' WHERE naam = 'Oost'",
			"UPDATE settings SET value = 'geheim' WHERE key = 'profiel'",
			"UPDATE outbox SET message = 'geheim', zaken = 'geheim'",
			"UPDATE drafts SET fields = 'geheim'",
			"UPDATE corrections SET receipt_id = 'geheim', message = 'geheim'",
		} {
			if err := s.Exec(t.Context(), statement); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
		text := strings.Join(damaged(t, s), "\n")
		for _, want := range []string{"casussen " + zaak(7), "casussen ZO-1", "hulp ZO-1", "settings hulp.sleutel", "members bram", "teams Oost", "settings profiel", "outbox 0", "drafts ", "corrections c1"} {
			if strings.Count(text, want) != 1 && !strings.HasSuffix(want, "0") {
				t.Errorf("no %q, or twice, in\n%s", want, text)
			}
		}
		if strings.Contains(text, "geheim") || strings.Contains(text, "anouk") {
			t.Errorf("%s", text)
		}
	})
}

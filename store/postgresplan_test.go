package store_test

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/store/storetest"
)

// On PostgreSQL too what is asked in every round finds its rows by an index: much was sent
// and much is planned, and little waits and is due.
func TestPostgresGoesStraightToItsRows(t *testing.T) {
	s := storetest.Open(t, storetest.Postgres(t))
	exec(t, s, `INSERT INTO outbox (id, key, aan, message, keys, zaken, regels, not_before, state, attempts, claimed_by, claimed_until,
			receipt_platform, receipt_id, created_at, sent_at, cause)
		SELECT 'id' || n, 'herinnering/' || n, 'lid' || n % 100, '', '[]', '[]', '[]', n, CASE WHEN n % 1000 = 0 THEN 'waiting' ELSE 'sent' END,
			1, '', 0, '', '', n, n, '' FROM generate_series(1, 30000) n`)
	exec(t, s, "INSERT INTO outbox_casus (zaak, post) SELECT 'ZO-' || n % 3000, 'id' || n FROM generate_series(1, 30000) n")
	exec(t, s, `INSERT INTO reminders (key, zaak, team, termijn, uiterlijk, stap, voor, aan, at, plan_aan, plan_at, dringend, regels, state, done_at)
		SELECT 'key' || n, 'ZO-' || n % 3000, 'Oost', '', '', '', '', 'lid' || n % 100, n, '', n, 0, '[]',
			CASE WHEN n % 3 = 0 THEN 'planned' ELSE 'sent' END, 0 FROM generate_series(1, 30000) n`)
	exec(t, s, `INSERT INTO casussen (zaak, zaaknummer, team, regisseur, duo, niveau, open, start_regie, versie, data)
		SELECT 'ZO-' || n, 'ZO-' || n, 'Oost', '', '', '', 1, '', 1, '' FROM generate_series(1, 30000) n`)
	exec(t, s, `INSERT INTO hulp (zaak, kijk_op, versie, data)
		SELECT 'ZO-' || n, CASE WHEN n % 1000 = 0 THEN '2026-11-13' ELSE '' END, 1, '' FROM generate_series(1, 30000) n`)
	exec(t, s, `INSERT INTO hulp_sleutels (soort, hash, zaak, jeugdige)
		SELECT 'toewijzing', 'hash' || n, 'ZO-' || n % 3000, 'J1' FROM generate_series(1, 30000) n`)
	exec(t, s, "ANALYZE")
	for name, query := range s.Hot() {
		plan, err := s.Plan(t.Context(), query)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if all := strings.Join(plan, "\n"); !strings.Contains(all, "Index") || strings.Contains(all, "Seq Scan") {
			t.Errorf("%s:\n%s", name, all)
		}
	}
}

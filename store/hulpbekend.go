package store

import (
	"context"

	"github.com/regiebot/regiebot/procesregie"
)

// Bekend returns the codes of the young people in a casus of whom the keyed hash of a BSN is
// kept, in order. Which hash that is does not leave the store.
func (tx *Tx) Bekend(ctx context.Context, zaak string) ([]string, error) {
	return collect(ctx, tx, q("SELECT DISTINCT jeugdige FROM hulp_sleutels WHERE zaak = ? AND soort = ? ORDER BY jeugdige", procesregie.ZaakKey(zaak), sleutelPersoon), scanText)
}

package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// knownHulp is what saving needs of the help in a casus as it was read: then it is not read
// again, and an import reads and saves a great many.
type knownHulp struct {
	versie       int
	verteld      []string
	toewijzingen []toewijzing
}

// noteHulp remembers what was read or saved of the help in a casus.
func (tx *Tx) noteHulp(zaak string, h sealedHulp) {
	if tx.readOnly {
		return
	}
	if tx.hulpKnown == nil {
		tx.hulpKnown = map[string]knownHulp{}
	}
	tx.hulpKnown[zaak] = knownHulp{h.Versie, slices.Clone(h.Verteld), toewijzingenVan(h.Hulp)}
}

// knownHulp returns what is stored of the help in a casus.
func (tx *Tx) knownHulp(ctx context.Context, zaak string) (knownHulp, error) {
	if known, ok := tx.hulpKnown[zaak]; ok {
		return known, nil
	}
	_, err := tx.hulp(ctx, zaak)
	return tx.hulpKnown[zaak], err
}

// SaveHulp stores the help in a casus, also in one that is closed, and has its signals looked
// at (TR-1, TR-2). Versie is that of the help as it was read, 0 when there was none.
// ErrChanged when somebody else saved it since; ErrNotFound when there is no such casus;
// ErrUnreadable when what is there cannot be opened.
func (tx *Tx) SaveHulp(ctx context.Context, h procesregie.Hulp) error {
	if tx.readOnly {
		return errReadOnly
	}
	zaak := procesregie.ZaakKey(h.Zaaknummer)
	old, err := tx.knownHulp(ctx, zaak)
	if err != nil {
		return err
	}
	if old.versie != h.Versie {
		return fmt.Errorf("hulp: %w", ErrChanged)
	}
	if err = tx.writeHulp(ctx, sealedHulp{Hulp: h, Verteld: old.verteld}, kijkNu); err == nil {
		err = tx.noteToewijzingen(ctx, zaak, old.toewijzingen, tx.hulpKnown[zaak].toewijzingen)
	}
	if err != nil {
		return fmt.Errorf("hulp: %w", err)
	}
	return nil
}

const (
	insertHulp = "INSERT INTO hulp (kijk_op, versie, data, zaak) VALUES (?, ?, ?, ?) ON CONFLICT (zaak) DO NOTHING"
	updateHulp = "UPDATE hulp SET kijk_op = ?, versie = ?, data = ? WHERE zaak = ? AND versie = ?"
)

// writeHulp stores help of the version that was read as the next one.
func (tx *Tx) writeHulp(ctx context.Context, h sealedHulp, kijkOp string) error {
	before := h.Hulp.Versie
	h.Versie = before + 1
	data, err := encode(h)
	if err != nil {
		return err
	}
	zaak := procesregie.ZaakKey(h.Zaaknummer)
	if data, err = tx.seal(hulpData, zaak, data); err != nil {
		return err
	}
	text, args := insertHulp, []any{kijkOp, h.Versie, data, zaak}
	if before != 0 {
		text, args = updateHulp, append(args, before)
	}
	n, err := tx.exec(ctx, text, args...)
	if err == nil && n == 0 {
		return ErrChanged
	}
	if err == nil {
		tx.noteHulp(zaak, h)
	}
	return err
}

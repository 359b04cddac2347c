package commands

import (
	"context"
	"errors"
	"fmt"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// kijkNog looks, before a model is asked, whether the asker may still see the case, and the model
// may still be used in it.
func (s *samenvatting) kijkNog(ctx context.Context) *procesregie.Refusal {
	if kwijt := s.nogVan(ctx); kwijt != nil {
		return kwijt
	}
	err := s.call.app.store.View(ctx, func(tx *store.Tx) (err error) {
		s.zonder, err = ZonderTaalmodel(ctx, tx, s.model, s.keuze)
		return err
	})
	if err != nil {
		s.zonder = "ik kan nu niet zien of het aan staat"
	}
	return nil
}

// nogVan says why the asker may not see the summary that was made for them: meanwhile the case
// went to somebody else or was erased, or they left. Nil: they may. What is chosen about the model
// is read again too.
func (s *samenvatting) nogVan(ctx context.Context) *procesregie.Refusal {
	c, may := s.call, false
	err := c.app.store.View(ctx, func(tx *store.Tx) error {
		lid, err := member(ctx, tx, c.req.From)
		if err != nil {
			return err
		}
		praktijk, err := tx.Praktijk(ctx, lid.Team)
		if err != nil {
			return err
		}
		k, err := tx.Casus(ctx, s.zaak)
		may, _ = praktijk.Mag(lid, procesregie.ZieInhoud, k, c.At)
		may = may && err == nil
		s.keuze = ModelKeuze{bool(praktijk.Profiel.Taalmodel), k.GeenAI}
		return err
	})
	switch {
	case may:
		return nil
	case err == nil, errors.Is(err, store.ErrNotFound), isForPeople(err):
		return &procesregie.Refusal{Field: "zaak", Text: fmt.Sprintf("Terwijl ik bezig was, veranderde wie %s mag zien. Je krijgt daarom geen samenvatting. Bekijk hoe het nu is met: casus toon zaak=%s", s.zaak, s.zaak)}
	}
	return &procesregie.Refusal{Field: "zaak", Text: fmt.Sprintf("Ik kan nu niet zien of je %s mag zien. Je krijgt daarom geen samenvatting. Probeer het later opnieuw.", s.zaak)}
}

// nietGetoond is what goes into the access log of summaries that nobody got.
func nietGetoond(events []audit.Event) []audit.Event {
	for i := range events {
		events[i].Uitkomst = audit.Geweigerd
		events[i].Doel += ", niet getoond"
	}
	return events
}

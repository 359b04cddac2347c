package commands

import (
	"context"
	"fmt"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/store"
)

// kijkNog looks, before a model is asked, whether the asker may still see the case, and the model
// may still be used in it. It says why the asker may not; empty: they may.
func (s *samenvatting) kijkNog(ctx context.Context) (kwijt string) {
	if kwijt = s.nogVan(ctx); kwijt != "" {
		return kwijt
	}
	err := s.call.app.store.View(ctx, func(tx *store.Tx) (err error) {
		s.zonder, err = ZonderTaalmodel(ctx, tx, s.model, s.keuze)
		return err
	})
	if err != nil {
		s.zonder = "ik kan nu niet zien of het aan staat"
	}
	return ""
}

// nogVan says why the asker may not see the summary that was made for them: meanwhile the case
// went to somebody else or was erased, or they left. Empty: they may. What is chosen about the
// model is read again too.
func (s *samenvatting) nogVan(ctx context.Context) (kwijt string) {
	may, keuze, err := s.call.magNog(ctx, s.zaak)
	switch {
	case err != nil:
		return fmt.Sprintf("Ik kan nu niet zien of je %s mag zien. Je krijgt daarom geen samenvatting. Probeer het later opnieuw.", s.zaak)
	case !may:
		return fmt.Sprintf("Terwijl ik bezig was, veranderde wie %s mag zien. Je krijgt daarom geen samenvatting. Bekijk hoe het nu is met: casus toon zaak=%s", s.zaak, s.zaak)
	}
	s.keuze = keuze
	return ""
}

// nietGetoond is what goes into the access log of summaries that nobody got.
func nietGetoond(events []audit.Event) []audit.Event {
	for i := range events {
		events[i].Uitkomst = audit.Geweigerd
		events[i].Doel += ", niet getoond"
	}
	return events
}

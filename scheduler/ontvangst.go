package scheduler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// allowed reports whether the recipient of a message may know of every case in it now:
// between putting it in the outbox and sending it somebody can have left, moved to
// another team or got another role. Else it returns the practice of the case.
func (s *Scheduler) allowed(ctx context.Context, p store.Post, now time.Time) (ok bool, of procesregie.Praktijk, err error) {
	if strings.HasPrefix(p.Aan, "#") {
		return true, of, nil
	}
	ok = true
	err = s.store.View(ctx, func(tx *store.Tx) error {
		lid, err := tx.Lid(ctx, p.Aan)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		for _, zaak := range p.Zaken {
			k, err := tx.Casus(ctx, zaak)
			if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrUnreadable) {
				continue // nothing can be said of it any more, or nothing yet
			}
			if err != nil {
				return err
			}
			if of, err = tx.Praktijk(ctx, k.Team); err != nil {
				return err
			}
			if of.Recht(lid, k, now).Tot == procesregie.ToegangGeen {
				ok = false
				return nil
			}
		}
		return nil
	})
	return ok, of, err
}

// turnAway takes a message that its recipient may not see any more out of the queue, and
// tells the managers of the team that there was one: nothing is lost in silence.
func (s *Scheduler) turnAway(ctx context.Context, p store.Post, of procesregie.Praktijk, now time.Time) error {
	s.log.LogAttrs(ctx, slog.LevelWarn, "a message is not sent: its recipient may not see the casus any more; the managers are told", slog.String("message", p.ID))
	m := bot.Message{
		Text: fmt.Sprintf("**Een bericht over %s is niet verstuurd**. Het was voor @%s, en die mag deze casus niet meer zien. Kijk wie het nu oppakt, en draag zo nodig over.",
			strings.Join(p.Zaken, ", "), p.Aan),
		Preview: "Bericht over " + strings.Join(p.Zaken[:min(3, len(p.Zaken))], ", "),
	}
	for _, zaak := range p.Zaken[:min(3, len(p.Zaken))] {
		m.Buttons = append(m.Buttons, bot.Button{Label: "Bekijken · " + zaak, Line: "casus toon zaak=" + zaak})
	}
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	var others []store.Post
	for _, manager := range of.Managers() {
		if manager != p.Aan {
			others = append(others, store.Post{Key: p.Key + "/geweigerd/" + manager, Aan: manager, Message: body, Zaken: p.Zaken, Regels: p.Regels, CreatedAt: now})
		}
	}
	return s.instead(ctx, p, "the recipient may not see the casus any more", others...)
}

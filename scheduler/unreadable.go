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

// unreadable is what is known of a casus that cannot be opened: what its reminder says.
func (r *round) unreadable(row procesregie.Reminder) procesregie.Casus {
	r.log.LogAttrs(r.ctx, slog.LevelError, "a casus cannot be read: its reminders go out without it; restore it from a backup", slog.String("casus", row.Zaak))
	return procesregie.Casus{Zaaknummer: row.Zaak, Team: row.Team}
}

// termOf is the term of a reminder as far as the reminder tells it.
func termOf(r procesregie.Reminder) procesregie.Termijn {
	return procesregie.Termijn{Soort: r.Termijn, Zaak: r.Zaak, Uiterlijk: r.Uiterlijk, Advies: r.Uiterlijk}
}

// bare words a reminder of a casus that cannot be opened. It goes out: the term is
// there, and whoever gets it can look in the dossier.
func (d due) bare(to string, today procesregie.Date) bot.Part {
	text := fmt.Sprintf("**%s: %s**.", d.Zaak, d.term.Titel())
	switch {
	case d.Uiterlijk.IsZero():
	case d.Uiterlijk.Before(today):
		text += fmt.Sprintf(" De laatste dag was %s.", d.Uiterlijk.Dutch())
	default:
		text += fmt.Sprintf(" De laatste dag is %s.", d.Uiterlijk.Dutch())
	}
	why := "Regel " + strings.Join(d.Regels, ", ") + "."
	if to != d.Voor {
		why = fmt.Sprintf("Je krijgt dit omdat %s er niet is (regel %s).", d.praktijk.Naam(d.Voor), strings.Join(d.Regels, ", "))
	}
	return bot.Part{About: about(d.Key), Text: joined(text, "De gegevens van deze casus kunnen niet worden gelezen. Kijk in het dossier wat er moet gebeuren, en meld het nu de beheerder.", why)}
}

// giveUp is for a message that cannot be read. Its reminders make a new one, if they are
// known and it is certain that nobody got it; else who would get it is told that it was
// there. What comes behind it goes on.
func (s *Scheduler) giveUp(ctx context.Context, p store.Post, now time.Time) error {
	s.log.LogAttrs(ctx, slog.LevelError, "a message cannot be read: it is made anew, or who would get it is told that it was there", slog.String("message", p.ID))
	if isReminder(p) && !p.Unsure {
		err := s.store.Update(ctx, func(tx *store.Tx) error { return unlessChanged(tx.Recall(ctx, p, soon(now))) })
		if !errors.Is(err, store.ErrNotRemade) {
			ring(s.rounds)
			ring(s.urgent)
			return err
		}
	}
	body, err := json.Marshal(notice(p))
	if err != nil {
		return err
	}
	return s.instead(ctx, p, store.Failure{Cause: "the message cannot be read", At: now}, store.Post{
		Key: "onleesbaar/" + p.Key, Aan: p.Aan, Message: body, Zaken: p.Zaken, Regels: p.Regels, CreatedAt: now, Dringend: p.Dringend,
	})
}

// instead takes a message out of the queue for good, and puts others in its place.
func (s *Scheduler) instead(ctx context.Context, p store.Post, why store.Failure, others ...store.Post) error {
	return s.store.Update(ctx, func(tx *store.Tx) error {
		err := tx.Failed(ctx, p, why)
		if errors.Is(err, store.ErrChanged) {
			return nil
		}
		for _, other := range others {
			if err == nil {
				err = tx.Enqueue(ctx, other)
			}
		}
		return err
	})
}

// notice says that there was a message, and about which cases.
func notice(p store.Post) bot.Message {
	text := "**Een bericht aan jou kan niet meer worden gelezen**"
	if isChannel(p) {
		text = "**Een bericht aan dit kanaal kan niet meer worden gelezen**"
	}
	if len(p.Zaken) > 0 {
		text += ". Het ging over " + strings.Join(p.Zaken, ", ")
	}
	return bot.Message{Text: text + ". Kijk in je agenda wat er moet gebeuren, en meld het de beheerder."}
}

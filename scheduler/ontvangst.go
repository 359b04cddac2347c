package scheduler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// verdict is what is to be done with a message that waits.
type verdict int

const (
	goes     verdict = iota
	refused          // its recipient may not know of the casus any more
	recalled         // something in it does not hold any more: it is made anew
	resting          // its recipient is not at work: it is for another moment
)

// judgement is what was decided about a message, and when.
type judgement struct {
	turn
	verdict
	unreachable bool                 // the recipient could not be reached before
	of          procesregie.Praktijk // of the casus that its recipient may not know of
}

// judge decides about a message just before it is sent: between putting it in the outbox
// and now its recipient can have left, moved or gone home, and what it says can be over.
func (s *Scheduler) judge(ctx context.Context, p store.Post, t turn) (j judgement, err error) {
	j.turn = t
	err = s.store.View(ctx, func(tx *store.Tx) error {
		lid, err := tx.Lid(ctx, p.Aan)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		j.unreachable = !lid.Onbereikbaar.IsZero()
		if j.verdict, j.of, err = allowed(ctx, tx, p, recipient{lid, t.now}); err != nil || j.verdict != goes || !isReminder(p) {
			return err
		}
		j.verdict, err = timely(ctx, tx, p, recipient{lid, t.now})
		return err
	})
	return j, err
}

// recipient is who gets a message, and when.
type recipient struct {
	procesregie.Lid
	now time.Time
}

// isReminder reports whether a message consists of reminders, so that it can be made anew.
func isReminder(p store.Post) bool { return strings.HasPrefix(p.Key, reminderKey) }

// reminderKey begins the key of every message that consists of reminders.
const reminderKey = "herinnering/"

// allowed reports whether the recipient of a message may know of every case in it now. Else
// it returns the practice of the case.
func allowed(ctx context.Context, tx *store.Tx, p store.Post, to recipient) (v verdict, of procesregie.Praktijk, err error) {
	if strings.HasPrefix(p.Aan, "#") {
		return goes, of, nil
	}
	for _, zaak := range p.Zaken {
		k, err := tx.Casus(ctx, zaak)
		if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrUnreadable) {
			continue // nothing can be said of it any more, or nothing yet
		}
		if err != nil {
			return goes, of, err
		}
		if of, err = tx.Praktijk(ctx, k.Team); err != nil {
			return goes, of, err
		}
		if of.Recht(to.Lid, k, to.now).Tot == procesregie.ToegangGeen {
			return refused, of, nil
		}
	}
	return goes, of, nil
}

// timely reports whether everything in a message still holds, and whether its recipient
// works now.
func timely(ctx context.Context, tx *store.Tx, p store.Post, to recipient) (verdict, error) {
	over, err := isOver(ctx, tx, p, to.now)
	if err != nil || over {
		return recalled, err
	}
	if p.Dringend || strings.HasPrefix(p.Aan, "#") || to.Gebruiker == "" {
		return goes, nil
	}
	praktijk, err := tx.Praktijk(ctx, to.Team)
	if err != nil || praktijk.WerktNu(p.Aan, to.now) {
		return goes, err
	}
	aan, at := praktijk.Later(procesregie.Casus{}, procesregie.Reminder{Voor: p.Aan, Aan: p.Aan}, to.now)
	if aan == p.Aan && !at.After(to.now) {
		return goes, nil // nobody works for as long as can be seen
	}
	return resting, nil
}

// isOver reports whether something in a message does not hold any more or, when it waited,
// was overtaken by a later stage that went through somebody else.
func isOver(ctx context.Context, tx *store.Tx, p store.Post, now time.Time) (bool, error) {
	ended, err := tx.EndedOf(ctx, p.Keys)
	if err != nil || len(ended) > 0 {
		return true, err
	}
	if now.Sub(p.CreatedAt) <= time.Minute {
		return false, nil
	}
	return tx.Overtaken(ctx, p)
}

// turnAway takes a message that its recipient may not see any more out of the queue, and
// tells the managers of the team that there was one. Reminders go to who they are for now.
func (s *Scheduler) turnAway(ctx context.Context, p store.Post, j judgement) error {
	if isReminder(p) {
		return s.toAnother(ctx, p, j.now)
	}
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
	for _, manager := range j.of.Managers() {
		if manager != p.Aan {
			others = append(others, store.Post{Key: p.Key + "/geweigerd/" + manager, Aan: manager, Message: body, Zaken: p.Zaken, Regels: p.Regels, CreatedAt: j.now})
		}
	}
	return s.instead(ctx, p, "the recipient may not see the casus any more", others...)
}

// toAnother has planning give the reminders in a message to who they are for now. When that
// is the same person, there is nobody else: it waits until there is.
func (s *Scheduler) toAnother(ctx context.Context, p store.Post, now time.Time) error {
	defer ring(s.rounds)
	err := s.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.Recall(ctx, p, soon(now)); err != nil {
			return err
		}
		again, err := tx.DueOf(ctx, p.Aan, soon(now))
		if slices.ContainsFunc(again, func(r procesregie.Reminder) bool { return slices.Contains(p.Keys, r.Key) }) {
			return errNobody
		}
		return err
	})
	if errors.Is(err, errNobody) {
		return s.failedPost(ctx, p, store.Failure{Cause: causeNobody, RetryAt: now.Add(s.pace.RetryMax), Unsure: p.Unsure}, err)
	}
	return unlessChanged(err)
}

// errNobody undoes giving a message to somebody else.
var errNobody = errors.New("there is nobody in the team who may have the message")

const causeNobody = "the recipient may not see the casus any more, and nobody else is in the team"

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
	recalled         // something in it does not hold any more, or it is for another moment: it is made anew
	resting          // it cannot be made anew, and its recipient is not at work
	stale            // its signals do not all hold, or are for somebody else: what holds is told anew
)

// judgement is what was decided about a message, and when.
type judgement struct {
	turn
	verdict
	unreachable bool                 // the recipient could not be reached before
	of          procesregie.Praktijk // of the casus that its recipient may not know of
	back        time.Time            // of what is resting: when its recipient works
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
		if isSignal(p) {
			if ok, err := stands(ctx, tx, p, t.now); err != nil || !ok {
				j.verdict = stale
				return err
			}
		}
		if j.verdict, j.of, err = allowed(ctx, tx, p, recipient{lid, t.now}); err != nil || j.verdict != goes {
			return err
		}
		if isReminder(p) {
			j.verdict, err = timely(ctx, tx, p, recipient{lid, t.now})
		} else if j.back, err = workingMoment(ctx, tx, p, recipient{lid, t.now}); j.back.After(t.now) {
			j.verdict = resting
		}
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
	if isChannel(p) {
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

// timely reports whether everything in a message of reminders still holds, and whether its
// recipient works now. Else it is made anew: who gets it, and when, is for planning.
func timely(ctx context.Context, tx *store.Tx, p store.Post, to recipient) (verdict, error) {
	over, err := isOver(ctx, tx, p, to.now)
	if err != nil || over {
		return recalled, err
	}
	if p.Dringend || to.Gebruiker == "" && !isChannel(p) {
		return goes, nil
	}
	praktijk, err := practiceOf(ctx, tx, p, to.Lid)
	name := p.Aan
	if isChannel(p) {
		name = procesregie.TeamKanaal
	}
	if err != nil || isThere(praktijk, name, to.now) {
		return goes, err
	}
	return recalled, nil
}

// isThere reports whether a reminder may reach somebody now, or nobody works for as long as
// can be seen.
func isThere(praktijk procesregie.Praktijk, name string, now time.Time) bool {
	if praktijk.WerktNu(name, now) {
		return true
	}
	aan, at := praktijk.Later(procesregie.Casus{}, procesregie.Reminder{Voor: name, Aan: name}, now)
	return aan == name && !at.After(now)
}

// isAct reports whether a message says what a colleague did in the chat at that moment: it
// comes when it is done, as what a colleague would type.
func isAct(p store.Post) bool {
	itself := len(p.Keys) == 1 && p.Keys[0] == p.Key // not what came in its place
	return itself && strings.Contains(p.Key, "/bericht/")
}

// workingMoment is when a message that is no reminder may reach its recipient: from now on,
// in the hours of a working day of theirs, or of the organisation for a channel. What is
// urgent may at once, and so may the act of a colleague.
func workingMoment(ctx context.Context, tx *store.Tx, p store.Post, to recipient) (time.Time, error) {
	praktijk, err := practiceOf(ctx, tx, p, to.Lid)
	if p.Dringend || isAct(p) || errors.Is(err, store.ErrNotFound) { // nobody said yet how is worked here
		return to.now, nil
	}
	return praktijk.EigenMoment(to.Lid, to.now), err
}

func isChannel(p store.Post) bool {
	_, ok := procesregie.KanaalVan(p.Aan)
	return ok
}

// practiceOf is the practice of the team of a recipient: of a channel that of the message.
func practiceOf(ctx context.Context, tx *store.Tx, p store.Post, to procesregie.Lid) (procesregie.Praktijk, error) {
	team := to.Team
	if isChannel(p) {
		var err error
		if team, err = teamOf(ctx, tx, p); err != nil {
			return procesregie.Praktijk{}, err
		}
	}
	return tx.Praktijk(ctx, team)
}

// isOver reports whether something in a message does not hold any more or, when it waited,
// was overtaken by a later stage that went through somebody else, was put off by whom it is
// meant for, or is about an event that has been.
func isOver(ctx context.Context, tx *store.Tx, p store.Post, now time.Time) (bool, error) {
	ended, err := tx.EndedOf(ctx, p.Keys)
	if err != nil || len(ended) > 0 {
		return true, err
	}
	if now.Sub(p.CreatedAt) <= time.Minute {
		return false, nil
	}
	if overtaken, err := tx.Overtaken(ctx, p); err != nil || overtaken {
		return overtaken, err
	}
	rows, err := tx.RemindersOf(ctx, p.Keys)
	for _, r := range rows {
		if over, err := isPast(ctx, tx, r, now); err != nil || over {
			return over, err
		}
	}
	return false, err
}

// isPast reports whether a reminder that waits comes too late for its event, or too soon for
// whom it is meant for.
func isPast(ctx context.Context, tx *store.Tx, r procesregie.Reminder, now time.Time) (bool, error) {
	praktijk, err := tx.Praktijk(ctx, r.Team)
	if err != nil || r.Zaak == "" {
		return err == nil && !praktijk.RitmeNu(r, now), err
	}
	c, err := tx.Casus(ctx, r.Zaak)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrUnreadable) {
		return false, nil // nothing can be said of it any more, or nothing yet
	}
	return praktijk.Uitgesteld(c, r), err
}

// turnAway takes a message that its recipient may not see any more out of the queue, and
// tells the managers of the team that there was one. Reminders go to who they are for now.
func (s *Scheduler) turnAway(ctx context.Context, p store.Post, j judgement) error {
	if isReminder(p) {
		return s.toAnother(ctx, p, store.Failure{Cause: causeNobody, RetryAt: j.now.Add(s.pace.RetryMax), Unsure: p.Unsure}, j.now)
	}
	s.log.LogAttrs(ctx, slog.LevelWarn, "a message is not sent: its recipient may not see the casus any more; the managers are told", slog.String("message", p.ID))
	managers := slices.DeleteFunc(j.of.Managers(), func(name string) bool { return name == p.Aan })
	if len(managers) == 0 {
		return s.nobodyMay(ctx, p, j)
	}
	body, err := json.Marshal(turnedAway(p))
	if err != nil {
		return err
	}
	var others []store.Post
	for _, manager := range managers {
		others = append(others, store.Post{Key: p.Key + "/geweigerd/" + manager, Aan: manager, Message: body, Zaken: p.Zaken, Regels: p.Regels, CreatedAt: j.now})
	}
	return s.instead(ctx, p, store.Failure{Cause: "the recipient may not see the casus any more", At: j.now}, others...)
}

// turnedAway tells a manager that a message was not sent.
func turnedAway(p store.Post) bot.Message {
	these, them := "deze casus", "draag hem zo nodig over"
	if len(p.Zaken) > 1 {
		these, them = "deze casussen", "draag ze zo nodig over"
	}
	few := p.Zaken[:min(3, len(p.Zaken))]
	m := bot.Message{
		Text: fmt.Sprintf("**Een bericht over %s is niet verstuurd**. Het was voor @%s, en die mag %s niet meer zien. Kijk wie het nu oppakt, en %s.",
			procesregie.List(p.Zaken), p.Aan, these, them),
		Preview: "Bericht over " + procesregie.List(few),
	}
	for _, zaak := range few {
		m.Buttons = append(m.Buttons, bot.Button{Label: "Bekijken · " + zaak, Line: "casus toon zaak=" + zaak})
	}
	return m
}

// nobodyMay is for a message that nobody in the team may see: it waits until there is a
// manager. Who looks after the accounts hears that one is missing, once, and not of which
// casus it is.
func (s *Scheduler) nobodyMay(ctx context.Context, p store.Post, j judgement) error {
	return s.store.Update(ctx, func(tx *store.Tx) error {
		err := tx.Failed(ctx, p, store.Failure{Cause: causeNobody, RetryAt: j.now.Add(s.pace.RetryMax), Unsure: p.Unsure})
		if err != nil {
			return unlessChanged(err)
		}
		u := passing{ctx: ctx, tx: tx, Post: p, now: j.now}
		return u.tell(j.of, fmt.Sprintf("**Een bericht is niet verstuurd**. Het was voor @%s, en die mag de casus niet meer zien. In %s is geen manager die het kan krijgen: stel er een in. Tot dan wacht het.",
			p.Aan, j.of.Team.Naam), "geen manager/"+p.ID)
	})
}

// toAnother has planning give the reminders in a message to who they are for now. When that
// is the same person, there is nobody else: it waits until there is.
func (s *Scheduler) toAnother(ctx context.Context, p store.Post, nobody store.Failure, now time.Time) error {
	defer ring(s.rounds)
	defer ring(s.urgent)
	err := s.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.Recall(ctx, p, soon(now)); err != nil {
			return err
		}
		again, err := tx.DueOf(ctx, p.Aan, soon(now))
		for _, key := range p.Keys {
			if !slices.ContainsFunc(again, func(r procesregie.Reminder) bool { return r.Key == key }) {
				return err // one is somebody else's, or over
			}
		}
		return errors.Join(err, errNobody)
	})
	if errors.Is(err, errNobody) || errors.Is(err, store.ErrNotRemade) {
		return s.failedPost(ctx, p, nobody, err)
	}
	return unlessChanged(err)
}

// errNobody undoes giving a message to somebody else.
var errNobody = errors.New("there is nobody in the team who may have the message")

const causeNobody = "the recipient may not see the casus any more, and nobody else is in the team"

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

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// revise looks through what was sent about casussen that changed: what was done says so
// everywhere it stands, and what does not hold any more too. What fails for one casus is no
// reason to leave the others of the page; it is done again with the next.
func (s *Scheduler) revise(ctx context.Context, now time.Time) error {
	for {
		var zaken []string
		err := s.store.View(ctx, func(tx *store.Tx) (err error) {
			zaken, err = tx.Revisions(ctx, claims)
			return err
		})
		if err != nil || len(zaken) == 0 {
			return err
		}
		for _, zaak := range zaken {
			err = errors.Join(err, s.reviseCasus(ctx, zaak, now))
		}
		if err != nil {
			return err
		}
	}
}

// editable is how long after it was sent a message is still edited: nobody reads what is
// older, and some platforms do not change it any more.
const editable = 92 * 24 * time.Hour

func isEditable(p store.Post, now time.Time) bool {
	return p.State == store.Sent && now.Sub(p.SentAt) < editable
}

// reviseCasus looks through what was sent about one casus, and puts in the access log what
// it changed. Nobody reads something wrong because nothing can be logged.
func (s *Scheduler) reviseCasus(ctx context.Context, zaak string, now time.Time) error {
	err := s.store.Logged(ctx, func(tx *store.Tx) error { return revision{now: now}.all(ctx, tx, zaak) })
	if !errors.Is(err, store.ErrAuditHead) {
		return err
	}
	s.log.LogAttrs(ctx, slog.LevelError, "that messages about a casus are changed is not in the access log", slog.Any("cause", err))
	return s.store.Update(ctx, func(tx *store.Tx) error { return revision{now: now, unlogged: true}.all(ctx, tx, zaak) })
}

func (r revision) all(ctx context.Context, tx *store.Tx, of string) error {
	if err := tx.Revised(ctx, of); err != nil {
		return err
	}
	r, posts, err := r.of(ctx, tx, of)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrUnreadable) {
		return nil // erased since, or nothing can be said of it
	}
	if err != nil {
		return err
	}
	for _, p := range posts {
		if err == nil && isReminder(p) && isEditable(p, r.now) {
			err = r.post(ctx, tx, p)
		}
	}
	return err
}

// of is looking through the messages about a casus, or about the events of a team; these are
// the messages.
func (r revision) of(ctx context.Context, tx *store.Tx, what string) (_ revision, posts []store.Post, err error) {
	r.about = what + "/"
	team, isTeam := strings.CutPrefix(what, procesregie.RitmeKey)
	if isTeam {
		posts, err = tx.PostsAboutTeam(ctx, team, r.now.Add(-editable))
	} else if r.casus, err = tx.Casus(ctx, what); err == nil {
		team = r.casus.Team
		posts, err = tx.PostsAbout(ctx, what)
	}
	if err == nil {
		r.praktijk, err = tx.Praktijk(ctx, team)
	}
	return r, posts, err
}

// revision is looking through the messages about one casus, or the events of one team.
type revision struct {
	about    string // begins what their items are about; see concerns
	casus    procesregie.Casus
	praktijk procesregie.Praktijk
	now      time.Time
	unlogged bool // nothing can be written in the access log
}

// onPlatform reports whether a message stands somewhere where it can be changed; what was
// printed cannot.
func onPlatform(p store.Post) bool { return p.Receipt.ID != "" && p.Receipt.Platform != bot.Local }

// post rewrites one message, here and on the platform.
func (r revision) post(ctx context.Context, tx *store.Tx, p store.Post) error {
	ended, err := tx.EndedOf(ctx, p.Keys)
	m, readable := messageOf(p)
	if err != nil || !readable {
		return err
	}
	reasons := r.rewrite(&m, p, ended)
	done := time.Time{}
	if len(ended) == len(p.Keys) {
		done = r.now
	}
	if len(reasons) == 0 && done.IsZero() == p.DoneAt.IsZero() {
		return nil
	}
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := errors.Join(tx.Rewrite(ctx, p, body, done), r.log(ctx, tx, p, reasons)); err != nil || len(reasons) == 0 || !onPlatform(p) {
		return err
	}
	return tx.Correct(ctx, store.Correction{ID: p.ID, Aan: p.Aan, Receipt: p.Receipt, Message: body}, r.now)
}

// rewrite changes the items of a message that are over, puts back those that hold again,
// and returns why.
func (r revision) rewrite(m *bot.Message, p store.Post, ended []procesregie.Reminder) (reasons []string) {
	whole := bot.Part{Text: m.Text, Buttons: m.Buttons, About: m.About}
	if m.Was != nil {
		whole.Was = &bot.Part{Text: m.Was.Text, Buttons: m.Was.Buttons, About: m.About}
	}
	if why := r.item(&whole, p, ended); why != "" {
		reasons = append(reasons, why)
		before := *m
		*m = bot.Message{Text: whole.Text, Buttons: whole.Buttons, About: m.About, Preview: m.Preview}
		if whole.Was != nil {
			m.Was = &bot.Message{Text: before.Text, Buttons: before.Buttons}
		}
	}
	for i := range m.Parts {
		if why := r.item(&m.Parts[i], p, ended); why != "" {
			reasons = append(reasons, why)
		}
	}
	return reasons
}

// item changes one item, and returns why; empty when it stays as it is.
func (r revision) item(part *bot.Part, p store.Post, ended []procesregie.Reminder) string {
	if !r.concerns(part.About) {
		return ""
	}
	i := slices.IndexFunc(ended, func(e procesregie.Reminder) bool { return about(e.Key) == part.About })
	over := i >= 0 && !r.holds(p, part.About, ended)
	switch {
	case over && part.Was == nil:
		why := r.praktijk.Afloop(r.casus, ended[i])
		before := *part
		*part = bot.Part{Text: r.over(ended[i], why), About: part.About, Was: &before}
		return why.Reden
	case !over && part.Was != nil:
		*part = *part.Was
		return redenWeer
	}
	return ""
}

// concerns reports whether an item is about the casus or the events. Its number and a slash are
// not enough: ZO-1/4 is another casus than ZO-1. After them come only what and when; of an event
// only what.
func (r revision) concerns(about string) bool {
	rest, ok := strings.CutPrefix(about, r.about)
	slashes := 1
	if strings.HasPrefix(r.about, procesregie.RitmeKey) {
		slashes = 0
	}
	return ok && strings.Count(rest, "/") == slashes
}

// redenWeer is why an item says again what it said.
const redenWeer = "geldt weer"

// holds reports whether the same item is in the message for somebody else too, for whom it
// does hold: who stands in.
func (r revision) holds(p store.Post, what string, ended []procesregie.Reminder) bool {
	return slices.ContainsFunc(p.Keys, func(key string) bool {
		return about(key) == what && !slices.ContainsFunc(ended, func(e procesregie.Reminder) bool { return e.Key == key })
	})
}

// over words an item that is over.
func (r revision) over(e procesregie.Reminder, why procesregie.Afloop) string {
	word := "Vervallen"
	switch {
	case why.Reden == procesregie.RedenGepland:
		word = "Gepland"
	case why.Gedaan:
		word = "Gedaan"
	}
	if e.Zaak == "" {
		return fmt.Sprintf("**%s op %s**. %s. %s", procesregie.RitmeNaam(e), e.Uiterlijk.Dutch(), word, why.Tekst)
	}
	return fmt.Sprintf("**%s: %s**. %s. %s", r.casus.Zaaknummer, termOf(e).Titel(), word, why.Tekst)
}

// log puts in the access log that a message was changed, and why.
func (r revision) log(ctx context.Context, tx *store.Tx, p store.Post, reasons []string) error {
	if r.unlogged {
		return nil
	}
	slices.Sort(reasons)
	for _, why := range slices.Compact(reasons) {
		err := tx.Log(ctx, systemEvent(r.now, audit.Event{
			Wat: "herinnering vervallen", Actie: audit.Wijzigen, Casus: r.casus.Zaaknummer, Soort: "bericht", Object: p.ID, Doel: why,
		}))
		if err != nil {
			return err
		}
	}
	return nil
}

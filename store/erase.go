package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// ErrSending says that a message about a casus is on its way to the platform: what is
// not there yet cannot be taken away.
var ErrSending = errors.New("a message about this casus is being sent at this moment: nothing was erased; try again in two minutes")

// Erasing is how one casus is erased.
type Erasing struct {
	At time.Time
	// Without returns a message without what it says about a casus; nil when nothing is
	// left. The store does not look inside messages.
	Without func(message []byte, zaaknummer string) ([]byte, error)
	// Local is a platform on which nothing can be taken away: whoever was told there has
	// read it on a screen.
	Local string
}

// Erased says what was erased, and nothing of what was in it.
type Erased struct {
	Zaak      string           // the zaaknummer as it was written
	Rows      map[string]int64 // per table how many rows are gone
	Changed   int              // messages that also are about something else, and lost what was about this casus
	Planned   int              // reminders of other casussen that go out anew in another message
	Corrected int              // messages that the platforms are asked to take away or to change
}

// Erase removes a casus from every table but the access log: its reminders, the forms
// and messages that name it. Of a message that is about other casussen too only its own
// part goes: one that waits is dropped, and the reminders of the others are planned
// again; one that was sent is changed. What the platforms must take away or change waits
// in the table corrections. ErrNotFound; ErrSending.
func (tx *Tx) Erase(ctx context.Context, zaak string, how Erasing) (Erased, error) {
	e := &erasure{tx: tx, Erasing: how, zaak: procesregie.ZaakKey(zaak), done: Erased{Rows: map[string]int64{}}}
	var err error
	if e.done.Zaak, err = first(ctx, tx, q("SELECT zaaknummer FROM casussen WHERE zaak = ?", e.zaak), scanText); err != nil {
		return Erased{}, fmt.Errorf("casus: %w", err)
	}
	for _, step := range []func(context.Context) error{e.messages, e.drafts, e.rows, e.replan} {
		if err := step(ctx); err != nil {
			return Erased{}, err
		}
	}
	return e.done, nil
}

// erasure is one casus on its way out.
type erasure struct {
	tx *Tx
	Erasing
	zaak string
	back []reminderRow // reminders of others, whose message was dropped
	done Erased
}

// remove deletes rows and counts them.
func (e *erasure) remove(ctx context.Context, table, where string, args ...any) error {
	n, err := e.tx.exec(ctx, "DELETE FROM "+table+" WHERE "+where, args...)
	if n > 0 {
		e.done.Rows[table] += n
	}
	return err
}

// rows removes what carries the zaaknummer itself.
func (e *erasure) rows(ctx context.Context) error {
	for _, table := range []string{"hulp", "hulp_sleutels", "casussen", "reminders", "vergeten", "outbox_casus", "revisions"} {
		if err := e.remove(ctx, table, "zaak = ?", e.zaak); err != nil {
			return err
		}
	}
	delete(e.tx.hulpKnown, e.zaak)
	return e.tx.leaveReplanJob(ctx, e.zaak)
}

// drafts removes the forms that name the casus. One that cannot be opened stays until
// its time is over: nobody can read it.
func (e *erasure) drafts(ctx context.Context) error {
	list, err := e.tx.DraftsAbout(ctx, e.zaak)
	if err != nil {
		return err
	}
	for _, d := range list {
		if err := e.remove(ctx, "drafts", "gebruiker = ? AND id = ?", d.Gebruiker, d.ID); err != nil {
			return err
		}
	}
	return nil
}

// names reports whether a form names a casus anywhere.
func (d Draft) names(zaak string) bool {
	if procesregie.NoemtZaak(d.Line, zaak) || procesregie.NoemtZaak(d.ID, zaak) {
		return true
	}
	for name, value := range d.Fields {
		if procesregie.NoemtZaak(name, zaak) || procesregie.NoemtZaak(value, zaak) {
			return true
		}
	}
	return false
}

// replan plans the reminders of others again whose message was dropped, unless a later
// stage of the same term has gone out since.
func (e *erasure) replan(ctx context.Context) error {
	n, err := e.tx.planAgain(ctx, e.back, e.At.Add(time.Millisecond), e.At)
	e.done.Planned += n
	return err
}

// selectLater finds by the casus: of what was sent there is more every day.
const selectLater = selectReminders + " WHERE zaak = ? AND voor = ? AND state || '' = 'sent' AND (plan_at > ? OR plan_at = ? AND done_at > ?)"

// laterSent reports whether a later stage of the series of a reminder went out, other than
// those that are planned again too. Later is what was planned for later: the clocks of who
// handed them over can differ.
func (tx *Tx) laterSent(ctx context.Context, r reminderRow, back []reminderRow) (bool, error) {
	if r.zaak == "" {
		return false, nil // an event of the team has no stages
	}
	sent, err := collect(ctx, tx, q(selectLater, r.zaak, r.voor, r.planAt, r.planAt, r.doneAt), scanReminder)
	return slices.ContainsFunc(sent, func(later reminderRow) bool {
		return later.about() == r.about() && !slices.ContainsFunc(back, func(b reminderRow) bool { return b.key == later.key })
	}), err
}

// without returns a list without one of its words, in any capitals.
func without(list []string, zaak string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(one string) bool { return strings.EqualFold(one, zaak) || procesregie.ZaakKey(one) == zaak })
}

package commands

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// leaves reports whether there is something to keep.
func (p performed) leaves() bool {
	return p.hold != nil || len(p.notes()) > 0 || p.call.isBack()
}

// notes are what goes into the access log. A form that the platform asks for by itself, with
// in it only what was typed before, is no look at the case that it is about.
func (p performed) notes() []audit.Event {
	if p.call.req.Unasked && p.message.Form != nil && p.call.route.sub.Edit == nil {
		return nil
	}
	return p.call.notes.list
}

// keep stores what must be kept of the use of a command: a form that was not finished,
// the rows of the access log, which messages the asker has seen by this, and that the
// asker can be reached.
func (p performed) keep(ctx context.Context, tx *store.Tx) error {
	c := p.call
	if err := errors.Join(p.hold.keep(ctx, tx, c.req.At), tx.Log(ctx, p.notes()...)); err != nil {
		return err
	}
	if nobodyLooks(c.req) {
		return nil
	}
	if zaak := c.opened(); zaak != "" {
		if err := tx.Seen(ctx, c.Lid.Gebruiker, zaak, c.req.At); err != nil {
			return err
		}
	}
	if !c.isBack() {
		return nil
	}
	return back(ctx, tx, c.Lid, c.event(audit.Wijzigen))
}

// opened is the one case of which something was shown or changed; empty when there was
// none, or a list: who looks through a list has opened none of them.
func (c *Call) opened() (zaak string) {
	for _, e := range c.notes.list {
		if e.Casus == "" || e.Uitkomst != audit.Gelukt || e.Casus == zaak {
			continue
		}
		if zaak != "" {
			return ""
		}
		zaak = e.Casus
	}
	return zaak
}

// atTheServer begins the place of somebody who speaks as a member on the command line of
// the server.
const atTheServer = "opdrachtregel "

// nobodyLooks reports whether a line was said as a member by somebody on the server, or by a
// platform that brings a screen up to date: that the member saw anything, or can be reached,
// it does not show.
func nobodyLooks(req bot.Request) bool {
	return req.Unasked || strings.HasPrefix(req.In.ID, atTheServer)
}

// isBack reports whether the asker could not be reached, and now speaks.
func (c *Call) isBack() bool { return !c.Lid.Onbereikbaar.IsZero() && !nobodyLooks(c.req) }

// back records that a member can be reached again: what is for them goes to them again.
func back(ctx context.Context, tx *store.Tx, lid procesregie.Lid, e audit.Event) error {
	lid, err := tx.Lid(ctx, lid.Gebruiker) // as it is after what was asked
	if err != nil || lid.Onbereikbaar.IsZero() {
		return err
	}
	lid.Onbereikbaar = time.Time{}
	e.Wat, e.Soort, e.Object, e.Doel = "bezorgen", "lid", lid.Gebruiker, "weer bereikbaar"
	return errors.Join(tx.SaveLid(ctx, lid), tx.Log(ctx, e))
}

// heard records that a member whose request was refused can be reached. The answer does
// not depend on it.
func (a *App) heard(ctx context.Context, req bot.Request) {
	if nobodyLooks(req) {
		return
	}
	var lid procesregie.Lid
	err := a.store.View(ctx, func(tx *store.Tx) (err error) {
		lid, err = member(ctx, tx, req.From)
		return err
	})
	if err != nil || lid.Onbereikbaar.IsZero() {
		return // nobody who is known, or the answer says that the database fails
	}
	c := &Call{Lid: lid, req: req, At: req.At, verzoek: newVerzoek()}
	err = a.store.Logged(ctx, func(tx *store.Tx) error { return back(ctx, tx, lid, c.event(audit.Wijzigen)) })
	if err != nil {
		a.log.LogAttrs(ctx, slog.LevelError, "that a member can be reached again is not recorded", slog.Any("cause", err))
	}
}

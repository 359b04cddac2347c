package chaos_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// change changes one thing in the database, as somebody in a team would: a random member
// or casus. When somebody else is in the way nothing is changed.
func (w *world) change(ctx context.Context, s *store.Store, now time.Time) error {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		return err
	}
	now = now.Truncate(time.Second)
	today := p.DateOf(now.In(zone))
	var deed func(*store.Tx) error
	var what string
	switch fresh := w.casus(today); w.IntN(10) {
	case 0:
		what = fresh.Zaaknummer
		deed = func(tx *store.Tx) error { return tx.SaveCasus(ctx, fresh) }
	case 1:
		who, away := consulent(w.IntN(w.teams), w.IntN(perTeam)), w.leave(today)
		what = who
		deed = func(tx *store.Tx) error {
			lid, err := tx.Lid(ctx, who)
			if err != nil {
				return err
			}
			lid.Afwezig = away
			return tx.SaveLid(ctx, lid)
		}
	default:
		zaak, step := fmt.Sprintf("ZO-2026-%06d", 1+w.IntN(w.made)), w.step(now, today)
		what = zaak
		deed = func(tx *store.Tx) error {
			c, err := tx.Casus(ctx, zaak)
			if err != nil || !c.IsOpen() {
				return err
			}
			step(&c)
			return tx.SaveCasus(ctx, c)
		}
	}
	err = again(ctx, func() error { return s.Update(ctx, deed) })
	w.changes[what] = append(w.changes[what], now)
	if errors.Is(err, store.ErrExists) || errors.Is(err, store.ErrChanged) || errors.Is(err, store.ErrNotFound) {
		return nil // it was stored before the connection was cut, or a casus number was passed over
	}
	return err
}

// step is something that happens in a casus.
func (w *world) step(now time.Time, today p.Date) func(*p.Casus) {
	to := w.IntN(perTeam)
	return []func(*p.Casus){
		func(c *p.Casus) { // the MDO was held; without a VPR it is an evaluation
			if c.Niveau() != p.VPR {
				c.Evaluaties = append(c.Evaluaties, p.Evaluatie{Gehouden: today})
				return
			}
			record := p.Verslag{Doelen: "a", Beschermend: "b", Bedreigend: "c", Veiligheid: "d", Vervolg: "e", Volgende: today.AddDays(42)}
			c.MDOs = append(c.MDOs, p.MDO{Gepland: today, Gehouden: today, Verslag: record})
		},
		func(c *p.Casus) { c.VPR.Brief = today },
		func(c *p.Casus) {
			var n int
			if _, err := fmt.Sscanf(c.Team, "Team %d", &n); err != nil || c.Regisseur == consulent(n, to) || c.Duo == consulent(n, to) {
				return
			}
			c.Overdrachten = append(c.Overdrachten, p.Overdracht{Op: today, Van: c.Regisseur, Aan: consulent(n, to), Reden: "verlof"})
			c.Regisseur = consulent(n, to)
		},
		func(c *p.Casus) { c.Sluiting = p.Sluiting{Op: today, Reden: p.SluitRedenen[0]} },
		func(c *p.Casus) { c.Meldingen = append(c.Meldingen, p.Melding{Soort: p.Crisis, Gemeld: now}) },
		func(c *p.Casus) {
			c.Meldingen = slices.Clone(c.Meldingen)
			for i := range c.Meldingen {
				if c.Meldingen[i].Klaar.IsZero() {
					c.Meldingen[i].Klaar, c.Meldingen[i].Actie = now, "gedaan"
				}
			}
		},
	}[w.IntN(6)]
}

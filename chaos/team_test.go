package chaos_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/regiebot/regiebot/exchange"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// perTeam is how many consulenten are in a team.
const perTeam = 10

// size is how much is in the database at the start.
type size struct{ teams, casussen int }

// world makes members and casussen by dice.
type world struct {
	*rand.Rand
	size
	start p.Date
	made  int // casussen so far

	changes map[string][]time.Time // when a casus or a member was changed
}

func (w *world) pick(n int) bool { return w.IntN(n) == 0 }

func team(n int) string { return fmt.Sprintf("Team %d", n) }

func consulent(team, n int) string { return fmt.Sprintf("t%dc%d", team, n) }

// fill puts a profile, teams and casussen in an empty database.
func (w *world) fill(t *testing.T, s *store.Store) {
	t.Helper()
	source, _ := p.ProfielBestand("standaard")
	profiel, err := exchange.ReadProfiel(source)
	if err != nil {
		t.Fatal(err)
	}
	w.update(t, s, func(ctx context.Context, tx *store.Tx) error {
		err := tx.SetProfiel(ctx, profiel, source)
		for n := range w.teams {
			err = errors.Join(err, w.team(ctx, tx, n))
		}
		return err
	})
	for w.made < w.casussen {
		w.update(t, s, func(ctx context.Context, tx *store.Tx) error {
			for range min(100, w.casussen-w.made) {
				if err := tx.SaveCasus(ctx, w.casus(w.start)); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

func (w *world) update(t *testing.T, s *store.Store, f func(context.Context, *store.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), func(tx *store.Tx) error { return f(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// team makes a team in which hardly anybody is always there.
func (w *world) team(ctx context.Context, tx *store.Tx, n int) error {
	crisis := fmt.Sprintf("t%dcrisis", n)
	err := tx.SaveTeam(ctx, p.Team{Naam: team(n), Crisiscontact: crisis})
	others := []p.Lid{
		{Gebruiker: crisis, Rol: p.Consulent},
		{Gebruiker: fmt.Sprintf("t%dm1", n), Rol: p.Manager, Vervanger: fmt.Sprintf("t%dm2", n)},
		{Gebruiker: fmt.Sprintf("t%dm2", n), Rol: p.Manager},
		{Gebruiker: fmt.Sprintf("t%dgw", n), Rol: p.Gedragswetenschapper},
		{Gebruiker: fmt.Sprintf("t%dbeheer", n), Rol: p.Beheerder},
	}
	for c := range perTeam {
		others = append(others, p.Lid{
			Gebruiker: consulent(n, c), Rol: p.Consulent, Vervanger: consulent(n, (c+1)%perTeam), Werkdagen: w.weekdays(), Afwezig: w.leave(w.start),
		})
	}
	for _, lid := range others {
		lid.Naam, lid.Team = "Lid "+lid.Gebruiker, team(n)
		err = errors.Join(err, tx.SaveLid(ctx, lid))
	}
	return err
}

// weekdays are three to five days a week.
func (w *world) weekdays() []time.Weekday {
	days := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
	w.Shuffle(len(days), func(i, j int) { days[i], days[j] = days[j], days[i] })
	return days[:3+w.IntN(3)]
}

// leave is a holiday now and then.
func (w *world) leave(from p.Date) []p.Periode {
	if !w.pick(3) {
		return nil
	}
	first := from.AddDays(w.IntN(40))
	return []p.Periode{{Van: first, Tot: first.AddDays(w.IntN(14))}}
}

// casus is a casus of which something falls due soon, or is overdue.
func (w *world) casus(today p.Date) p.Casus {
	w.made++
	n := w.IntN(w.teams)
	c := p.Casus{
		Zaaknummer: fmt.Sprintf("ZO-2026-%06d", w.made), Team: team(n), Regisseur: consulent(n, w.IntN(perTeam)),
		StartRegie: today.AddDays(-100 - w.IntN(300)),
	}
	if w.pick(3) {
		return w.vpr(c, n, today)
	}
	level := []p.Niveau{p.Licht, p.Basis, p.Intensief}[w.IntN(3)]
	c.Niveaus = []p.NiveauWissel{{Niveau: level, Sinds: c.StartRegie}}
	return c
}

// vpr makes a VPR of a casus, somewhere between its kernbesluit and its first MDO.
func (w *world) vpr(c p.Casus, n int, today p.Date) p.Casus {
	besluit := today.AddDays(-w.IntN(70))
	c.Niveaus = []p.NiveauWissel{{Niveau: p.Basis, Sinds: c.StartRegie}, {Niveau: p.VPR, Sinds: besluit}}
	c.Duo, c.Casusregisseur = consulent(n, w.IntN(perTeam)), "begeleider"
	if c.Duo == c.Regisseur {
		c.Duo = ""
	}
	c.VPR = p.VPRStappen{Kernbesluit: besluit}
	if !w.pick(3) {
		c.VPR.Brief = besluit.AddDays(1)
	}
	if start := besluit.AddDays(10); !w.pick(4) && !start.After(today) {
		c.VPR.Startbijeenkomst = start
	}
	return c
}

package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// onbereikbaarVoor makes the platform take nothing for these recipients.
func onbereikbaarVoor(names ...string) func(string, string) error {
	return func(to, _ string) error {
		for _, name := range names {
			if to == name {
				return &bot.NotSent{Why: bot.Unreachable, Cause: errPlatform}
			}
		}
		return nil
	}
}

// Who cannot be reached is stood in for, and the administrator hears of it once.
func TestUnreachableMember(t *testing.T) {
	for _, c := range []struct {
		name string
		gone []string
		want string // who hears of the terms of bram
		says string
	}{
		{"VPR-3 the other of the two", []string{"bram"}, "daniel", "ZO-1: Eerste MDO houden"},
		{"EV-5 then their own replacement", []string{"bram", "daniel"}, "anouk", "Bram er niet is"},
		{"EV-5 then the manager", []string{"bram", "daniel", "anouk", "fleur"}, "joris", "Bram er niet is"},
	} {
		each(t, func(t *testing.T, s *store.Store) {
			t.Run(c.name, func(t *testing.T) {
				bewaar(t, s, zaakVPR("ZO-1", "bram", "daniel", "2026-11-12"))
				for i := range 25 { // two messages for bram in one round
					bewaar(t, s, zaakPR(fmt.Sprintf("ZO-2-%d", i), "bram", p.Basis, "2026-06-02"))
				}
				sched, post := planner(t, s)
				post.refuse = onbereikbaarVoor(c.gone...)
				ticks(t, sched, "2026-12-03 09:00", "2026-12-03 11:00")
				heard, notes := post.take(), 0
				if !strings.Contains(strings.Join(heard[c.want], "\n"), c.says) {
					t.Errorf("%s heard %q", c.want, heard[c.want])
				}
				for _, text := range heard["lars"] {
					notes += strings.Count(text, "Ik kan Bram (@bram) niet bereiken")
				}
				gelijk(t, 1, notes)
				gelijk(t, 0, len(heard["bram"]))
				inRij(t, s, "2026-12-04 10:00", "bram welkom")
				post.refuse = nil
				ticks(t, sched, "2026-12-04 10:00", "2026-12-04 12:00")
				lid := view(t, s, func(ctx context.Context, tx *store.Tx) (p.Lid, error) { return tx.Lid(ctx, "bram") })
				if !lid.Onbereikbaar.IsZero() {
					t.Error("bram is still unreachable after a message arrived")
				}
			})
		})
	}
}

// When nobody can be reached nothing is lost: it is there once the platform takes it.
func TestUnreachableEverybody(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "bram", "daniel", "2026-11-12"))
		sched, post := planner(t, s)
		post.refuse = func(string, string) error { return &bot.NotSent{Why: bot.Unreachable} }
		ticks(t, sched, "2026-12-03 09:00", "2026-12-03 12:00")
		gelijk(t, 0, len(post.archive))
		post.refuse = nil
		ticks(t, sched, "2026-12-04 09:00", "2026-12-07 16:00")
		got := ""
		for _, d := range post.archive {
			got += tekst(d.m)
		}
		if !strings.Contains(got, "ZO-1") {
			t.Errorf("%q", got)
		}
	})
}

func TestUnreachableChannel(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "anouk", "bram", "2026-11-13"))
		metRitme(t, s)
		sched, post := planner(t, s)
		post.refuse = onbereikbaarVoor(kanaal)
		ticks(t, sched, "2026-11-16 09:00", "2026-11-16 12:00")
		got := post.take()
		if all := strings.Join(got["joris"], "\n"); !strings.Contains(all, "Dit bericht was voor het kanaal van team "+teamNaam) || !strings.Contains(all, "Casuïstiekbespreking") {
			t.Errorf("%q", got["joris"])
		}
		if all := strings.Join(got["lars"], "\n"); strings.Count(all, "Ik kan het kanaal van team "+teamNaam+" niet bereiken") != 1 {
			t.Errorf("%q", got["lars"])
		}
	})
}

// A message that the platform never takes is replaced by a short one, once.
func TestUnfit(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		vierPersonen(t, s)
		sched, post := planner(t, s)
		post.refuse = func(to, key string) error {
			if to == "bram" && !strings.HasSuffix(key, "/kort") {
				return &bot.NotSent{Why: bot.Unfit, Cause: errPlatform}
			}
			return nil
		}
		ticks(t, sched, "2026-10-29 09:00", "2026-10-29 12:00")
		gelijk(t, []string{"**Een bericht aan jou kon niet worden bezorgd**: het chatplatform neemt het niet aan. Het ging over ZO-2. Kijk in je agenda wat er moet gebeuren, en meld het de beheerder."}, post.take()["bram"])
		gelijk(t, 0, len(wachtend(t, s)))
	})
}

// SC-4: who cannot be reached, and of whom that was known already, hears nothing of a crisis:
// somebody else in the team does, of every one of them.
func TestUnreachableInTwoCrises(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		wijzigLid(t, s, "joris", func(l *p.Lid) { l.Weg = true })
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			team, err := tx.Team(ctx, teamNaam)
			team.Crisiscontact = ""
			return errors.Join(err, tx.SaveTeam(ctx, team))
		})
		for i, zaak := range []string{"ZO-1", "ZO-2"} {
			c := zaakPR(zaak, "anouk", p.Basis, "2026-10-01")
			c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-11-17 10:00").Add(time.Duration(i) * 5 * time.Minute)}}
			bewaar(t, s, c)
		}
		sched, post := planner(t, s)
		post.refuse = platformWeg
		tick(t, sched, "2026-11-17 10:00")
		tick(t, sched, "2026-11-17 10:05")
		post.refuse = onbereikbaarVoor("anouk")
		ticks(t, sched, "2026-11-17 10:30", "2026-11-17 11:30")
		all := ""
		for _, texts := range post.take() {
			all += strings.Join(texts, "\n")
		}
		for _, zaak := range []string{"ZO-1", "ZO-2"} {
			if !strings.Contains(all, zaak+": Crisis") {
				t.Errorf("nobody hears of the crisis in %s: %q", zaak, all)
			}
		}
		gelijk(t, 0, len(wachtend(t, s)))
	})
}

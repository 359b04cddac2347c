package scheduler_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// platformWeg refuses every message for certain.
func platformWeg(string, string) error { return &bot.NotSent{Cause: errPlatform} }

// SC-4: a second crisis of the same casus, that ends on the same day, is another term: it
// does not come in the place of the first, that waits for the platform.
func TestSecondCrisisOvertakesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		c := zaakPR("ZO-1", "anouk", p.Basis, "2026-10-01")
		c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-11-17 08:00")}}
		bewaar(t, s, c)
		sched, post := planner(t, s)
		post.refuse = platformWeg
		tick(t, sched, "2026-11-17 08:00")
		wijzig(t, s, "ZO-1", func(c *p.Casus) {
			c.Meldingen = append(c.Meldingen, p.Melding{Soort: p.Crisis, Gemeld: om("2026-11-17 08:10")})
		})
		tick(t, sched, "2026-11-17 08:10")
		post.refuse = nil
		ticks(t, sched, "2026-11-17 08:30", "2026-11-17 12:00")
		for name, texts := range post.take() {
			all := strings.Join(texts, "\n")
			for _, want := range []string{"om 08.00 uur", "om 08.10 uur"} {
				if !strings.Contains(all, want) {
					t.Errorf("%s does not hear of the crisis of %s: %q", name, want, all)
				}
			}
		}
	})
}

// Nobody can tell whether a message arrived, and its recipient is away by then: who stands in
// gets it, and it says so. It does not wait for weeks, and what is done meanwhile comes no
// more.
func TestCannotTellAndAway(t *testing.T) {
	for name, c := range map[string]struct {
		then func(t *testing.T, s *store.Store)
		want map[string]int // messages about ZO-1 that say that they may be double
	}{
		"EV-5 on leave": {func(*testing.T, *store.Store) {}, map[string]int{"bram": 1}},
		"EV-5 on leave, and done": {func(t *testing.T, s *store.Store) {
			wijzig(t, s, "ZO-1", func(c *p.Casus) { c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-11-17")}} })
		}, map[string]int{}},
		"EV-5 there, and done": {func(t *testing.T, s *store.Store) {
			wijzigLid(t, s, "anouk", func(l *p.Lid) { l.Afwezig = nil })
			wijzig(t, s, "ZO-1", func(c *p.Casus) { c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-11-17")}} })
		}, map[string]int{}},
	} {
		each(t, func(t *testing.T, s *store.Store) {
			t.Run(name, func(t *testing.T) {
				wijzigLid(t, s, "anouk", func(l *p.Lid) { l.Vervanger = "bram" })
				bewaar(t, s, zaakPR("ZO-1", "anouk", p.Basis, "2026-05-24"))
				sched, g := bezorger(t, s)
				tick(t, sched, "2026-10-29 09:00")
				g.take()
				g.blind, g.zend = true, achtereen(verloren)
				tick(t, sched, "2026-11-17 16:59")
				gelijk(t, true, wachtend(t, s)[0].Unsure)
				wijzigLid(t, s, "anouk", func(l *p.Lid) { l.Afwezig = []p.Periode{{Van: dag("2026-11-17"), Tot: dag("2026-12-11")}} })
				c.then(t, s)
				ticks(t, sched, "2026-11-17 17:30", "2026-11-18 16:00")
				got := map[string]int{}
				for to, texts := range g.take() {
					for _, text := range texts {
						got[to] += strings.Count(text, mogelijkDubbel)
					}
				}
				gelijk(t, c.want, got)
				gelijk(t, 0, len(wachtend(t, s)))
				gelijk(t, 0, len(stand(t, s, "2026-11-18 16:00").NietBezorgd)) // nothing for anybody to do
			})
		})
	}
}

func stand(t testing.TB, s *store.Store, at string) scheduler.Stand {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (scheduler.Stand, error) {
		return scheduler.StandAt(ctx, tx, om(at))
	})
}

// A copy that is put in use doubts everything that waits, and a round from the command line
// never knows: what is for somebody on leave goes to who stands in.
func TestCopyInUseByHand(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		wijzigLid(t, s, "anouk", func(l *p.Lid) { l.Vervanger = "bram" })
		bewaar(t, s, zaakPR("ZO-1", "anouk", p.Basis, "2026-05-24"))
		sched, post := planner(t, s)
		tick(t, sched, "2026-10-29 09:00")
		post.take()
		tick(t, scheduler.New(s, nil, slog.New(slog.DiscardHandler), "w0"), "2026-11-17 09:00") // it delivers nothing
		wijzigLid(t, s, "anouk", func(l *p.Lid) { l.Afwezig = []p.Periode{{Van: dag("2026-11-17"), Tot: dag("2026-12-11")}} })
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return scheduler.MarkReturned(ctx, tx, om("2026-11-17 10:00"))
		})
		post.blind = true
		ticks(t, sched, "2026-11-17 10:00", "2026-11-18 16:00")
		got := post.take()
		gelijk(t, []string{"bram"}, namen(got))
		if !strings.Contains(strings.Join(got["bram"], "\n"), mogelijkDubbel) {
			t.Errorf("%q", got["bram"])
		}
	})
}

// EV-5: what is no reminder comes on a working day of its recipient too; for the channel of
// the team on one of the organisation, and for an administrator on one of their own. Status
// says why it waits. What is urgent waits for nobody.
func TestOrdinaryMessagesWaitForWork(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		wijzigLid(t, s, "lars", func(l *p.Lid) { l.Afwezig = []p.Periode{{Van: dag("2026-11-23"), Tot: dag("2026-11-24")}} })
		sched, post := planner(t, s)
		inRij(t, s, "2026-11-20 17:30", "gijs a", "gijs b!", "lars c", kanaal+" d", "onbekend e") // a Friday
		ticks(t, sched, "2026-11-20 17:30", "2026-11-23 08:30")
		gelijk(t, []string{"gijs b!"}, kregen(post))
		for _, w := range stand(t, s, "2026-11-23 08:30").Wachtend {
			gelijk(t, scheduler.WachtVrij, w.Waarom)
			gelijk(t, 0, w.Attempts)
		}
		tick(t, sched, "2026-11-23 09:00")
		gelijk(t, []string{"gijs b!", "gijs a", kanaal + " d", "onbekend e"}, kregen(post))
		ticks(t, sched, "2026-11-23 09:30", "2026-11-25 08:30")
		gelijk(t, 4, len(kregen(post)))
		tick(t, sched, "2026-11-25 09:00")
		gelijk(t, []string{"gijs b!", "gijs a", kanaal + " d", "onbekend e", "lars c"}, kregen(post))
	})
}

// kregen is who got which messages so far.
func kregen(post *postbus) (list []string) {
	for _, b := range post.archive {
		list = append(list, b.to+" "+b.key)
	}
	return list
}

// A message that its recipient may not see any more is never gone: the manager hears of it, or
// it waits until there is one, and the administrator hears that there is none.
func TestTurnedAway(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakPR("ZO-1", "anouk", p.Basis, "2026-10-01"), zaakPR("ZO-2", "anouk", p.Basis, "2026-10-01"))
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return tx.Enqueue(ctx, store.Post{
				Key: "duo/1", Aan: "bram", Message: []byte(`{"Text":"Je bent duo-partner"}`), Zaken: []string{"ZO-1", "ZO-2"}, CreatedAt: om("2026-11-17 09:00"),
			})
		})
		for _, name := range []string{"bram", "joris"} {
			wijzigLid(t, s, name, func(l *p.Lid) { l.Weg = true })
		}
		sched, post := planner(t, s)
		ticks(t, sched, "2026-11-17 09:00", "2026-11-17 16:00")
		gelijk(t, map[string][]string{"lars": {
			"**Een bericht is niet verstuurd**. Het was voor @bram, en die mag de casus niet meer zien. In Jeugdteam Voorbeeldstad is geen manager die het kan krijgen: stel er een in. Tot dan wacht het.",
		}}, post.take())
		gelijk(t, scheduler.WachtToegang, stand(t, s, "2026-11-17 16:00").Wachtend[0].Waarom)
		wijzigLid(t, s, "joris", func(l *p.Lid) { l.Weg = false })
		ticks(t, sched, "2026-11-18 09:00", "2026-11-18 11:00")
		gelijk(t, []string{"**Een bericht over ZO-1 en ZO-2 is niet verstuurd**. Het was voor @bram, en die mag deze casussen niet meer zien. Kijk wie het nu oppakt, en draag ze zo nodig over."}, post.take()["joris"])
		gelijk(t, 0, len(wachtend(t, s)))
	})
}

// EV-5: who asks to hear of a term on a later day does not get the reminder that waits for the
// platform.
func TestPostponedWhileItWaits(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakPR("ZO-1", "anouk", p.Basis, "2026-05-24"))
		sched, post := planner(t, s)
		tick(t, sched, "2026-10-29 09:00")
		post.take()
		post.refuse = platformWeg
		tick(t, sched, "2026-11-17 09:00")
		wijzig(t, s, "ZO-1", func(c *p.Casus) {
			c.Uitstel = append(c.Uitstel, p.Uitstel{Termijn: p.TermijnEvaluatie, Uiterlijk: dag("2026-11-24"), Door: "anouk", Tot: dag("2026-11-19")})
		})
		post.refuse = nil
		gelijk(t, []string{}, regels(ticks(t, sched, "2026-11-17 10:00", "2026-11-19 08:30")))
		gelijk(t, lines("2026-11-19 09:00 anouk ZO-1 EV-1 1"), regels(tick(t, sched, "2026-11-19 09:00")))
	})
}

// VPR-9: the agenda of an event is not sent after it, nor on a day off.
func TestEventThatHasBeen(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "anouk", "bram", "2026-11-13"))
		metRitme(t, s)
		sched, post := planner(t, s)
		kanaalWeg := func(to, _ string) error {
			if to == kanaal {
				return &bot.NotSent{Cause: errPlatform}
			}
			return nil
		}
		post.refuse = kanaalWeg
		tick(t, sched, "2026-11-16 09:00")
		post.refuse = nil
		gelijk(t, 1, len(wachtend(t, s)))
		ticks(t, sched, "2026-11-21 12:00", "2026-11-23 12:00")
		for _, text := range post.take()[kanaal] {
			if strings.Contains(text, "17 november") {
				t.Errorf("%q", text)
			}
		}
		gelijk(t, 0, len(wachtend(t, s)))
	})
}

// VPR-9: the agenda in the channel says that an event which still lies ahead was taken out of
// the rhythm of the team.
func TestAgendaOfWhatIsTakenAway(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "anouk", "bram", "2026-11-13"))
		metRitme(t, s)
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-16 09:00") // casuistiekbespreking of 17 November
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			team, err := tx.Team(ctx, teamNaam)
			team.Ritmes = nil
			return errors.Join(err, tx.SaveTeam(ctx, team), tx.PlanTeam(ctx, teamNaam, dag("2026-11-16")))
		})
		ticks(t, sched, "2026-11-16 10:00", "2026-11-16 11:00")
		var said []string
		for _, d := range post.archive {
			if d.to == kanaal {
				said = append(said, tekst(*d.nu))
			}
		}
		if len(said) != 1 || !strings.Contains(said[0], "Vervallen. Dit staat niet meer in het ritme van jullie team.") {
			t.Errorf("%q", said)
		}
	})
}

// VPR-9, VPR-12: what the channel and the manager were told of an event that is taken out of
// the rhythm of the team says so. An event that has been took place.
func TestEventThatIsTakenAway(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "anouk", "bram", "2026-11-13"))
		metRitme(t, s)
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-16 09:00") // casuistiekbespreking of 17 November
		ticks(t, sched, "2026-11-17 09:00", "2026-11-19 09:00")
		tick(t, sched, "2026-11-19 09:30")
		now := func() map[string]string {
			said := map[string]string{}
			for _, d := range post.archive {
				said[d.to] += tekst(*d.nu)
			}
			return said
		}
		before := now()
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			team, err := tx.Team(ctx, teamNaam)
			team.Ritmes = nil
			return errors.Join(err, tx.SaveTeam(ctx, team), tx.PlanTeam(ctx, teamNaam, dag("2026-11-19")))
		})
		ticks(t, sched, "2026-11-19 10:00", "2026-11-19 11:00")
		gelijk(t, "**Werkoverleg met de manager op ma 23 november 2026**. Vervallen. Dit staat niet meer in het ritme van jullie team.", now()["joris"])
		for _, name := range []string{kanaal, "anouk", "bram"} {
			gelijk(t, before[name], now()[name])
		}
		metRitme(t, s)
		ticks(t, sched, "2026-11-19 11:30", "2026-11-19 12:00")
		gelijk(t, before, now())
	})
}

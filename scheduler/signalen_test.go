package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// aanbiederGeheim is a provider that no message may name.
const aanbiederGeheim = "Aanbieder Geheim"

// hulp is a row of help: "J1 02 2026-11-09 2026-12-01", or "-" for help that goes on.
func hulp(text string) p.Levering {
	words := strings.Fields(text)
	l := p.Levering{Jeugdige: words[0], Hulpvorm: words[1], Aanbieder: aanbiederGeheim, Aanleiding: "aanleiding Geheim", Start: dag(words[2])}
	if words[3] != "-" {
		l.Eind = dag(words[3])
	}
	return l
}

// drie are three trajectories of before, and more.
func drie(more ...string) []string {
	return append([]string{"J1 02 2021-01-01 2021-02-01", "J1 02 2022-01-01 2022-02-01", "J1 02 2023-01-01 2023-02-01"}, more...)
}

// metHulp stores what the help in a casus is from now on.
func metHulp(t testing.TB, s *store.Store, zaak string, rows ...string) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		h, err := tx.Hulp(ctx, zaak)
		if err != nil {
			return err
		}
		h.Rijen = nil
		for _, row := range rows {
			h.Rijen = append(h.Rijen, hulp(row))
		}
		return tx.SaveHulp(ctx, h)
	})
}

// signalen are the messages with signals among others.
func signalen(list []scheduler.Delivered) []string {
	return slices.DeleteFunc(regels(list), func(line string) bool { return !strings.Contains(line, " TR-") })
}

// signaalPost are the messages with signals that ever were on a platform.
func signaalPost(b *postbus) []bezorgd {
	return slices.DeleteFunc(slices.Clone(b.archive), func(d bezorgd) bool { return !strings.Contains(d.key, "signaal/") })
}

// metModule switches the module of the signals.
func metModule(t testing.TB, s *store.Store, on bool) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		profiel, err := tx.Profiel(ctx)
		if err != nil {
			return err
		}
		profiel.Modules.Trajectsignalen = p.Schakelaar(on)
		return tx.SetProfiel(ctx, profiel, nil)
	})
}

// zaakNu is an open case of which nothing else is due for months.
func zaakNu(zaak, regisseur string) p.Casus { return zaakPR(zaak, regisseur, p.Basis, "2026-11-02") }

func sluit(t testing.TB, s *store.Store, zaak string) {
	t.Helper()
	wijzig(t, s, zaak, func(c *p.Casus) {
		c.Sluiting = p.Sluiting{Op: dag("2026-11-12"), Reden: "zelf", Nazorg: "geen"}
	})
}

func TestSignalenTold(t *testing.T) {
	negen := drie("J1 03 2024-01-01 2024-02-01", "J1 03 2024-03-01 2024-04-01", "J1 03 2024-06-01 2024-07-01", "J1 03 2025-01-01 2025-02-01", "J1 03 2025-03-01 2025-04-01", "J1 14 2026-11-09 -")
	for _, c := range []struct {
		name string
		do   func(*testing.T, *store.Store)
		want string
	}{
		{"TR-1 a first import of nine trajectories is one message", func(t *testing.T, s *store.Store) { metHulp(t, s, "ZO-1", negen...) }, "2026-11-12 09:00 anouk ZO-1 TR-1,TR-2 2"},
		{"TR-1 three are too few", func(t *testing.T, s *store.Store) { metHulp(t, s, "ZO-1", drie()...) }, ""},
		{"TR-2 a group", func(t *testing.T, s *store.Store) { metHulp(t, s, "ZO-1", "J1 14 2026-11-09 -") }, "2026-11-12 09:00 anouk ZO-1 TR-2 1"},
		{"TR-1 a fourth that begins on Monday is told on Monday", func(t *testing.T, s *store.Store) { metHulp(t, s, "ZO-1", drie("J1 03 2026-11-16 -")...) }, "2026-11-16 09:00 anouk ZO-1 TR-1 1"},
		{"TR-1 a fourth that begins on Sunday is told on Monday", func(t *testing.T, s *store.Store) { metHulp(t, s, "ZO-1", drie("J1 03 2026-11-15 -")...) }, "2026-11-16 09:00 anouk ZO-1 TR-1 1"},
		{"TR-1 the duo-partner of a VPR is told too", func(t *testing.T, s *store.Store) { metHulp(t, s, "ZO-2", drie("J1 03 2026-11-09 -")...) }, "2026-11-12 09:00 bram ZO-2 TR-1 1\n2026-11-12 09:00 daniel ZO-2 TR-1 1"},
		{"TR-1 nothing of a closed casus", func(t *testing.T, s *store.Store) { metHulp(t, s, "ZO-1", negen...); sluit(t, s, "ZO-1") }, ""},
		{"TR-1 two young people in one message", func(t *testing.T, s *store.Store) {
			metHulp(t, s, "ZO-1", append(drie("J1 03 2026-11-09 -"), "J2 14 2026-11-09 -")...)
		}, "2026-11-12 09:00 anouk ZO-1 TR-1,TR-2 2"},
		{"TR-1 the managers when the procesregisseur left", func(t *testing.T, s *store.Store) {
			wijzigLid(t, s, "anouk", func(l *p.Lid) { l.Weg = true })
			metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -")...)
		}, "2026-11-12 09:00 joris ZO-1 TR-1 1"},
	} {
		each(t, func(t *testing.T, s *store.Store) {
			t.Run(c.name, func(t *testing.T) {
				bewaar(t, s, zaakNu("ZO-1", "anouk"), zaakVPR("ZO-2", "bram", "daniel", "2026-11-10"))
				c.do(t, s)
				sched, post := planner(t, s)
				got := signalen(slices.Concat(ticks(t, sched, "2026-11-12 08:00", "2026-11-12 12:00"), ticks(t, sched, "2026-11-13 08:30", "2026-11-13 12:00"),
					ticks(t, sched, "2026-11-15 09:00", "2026-11-15 12:00"), ticks(t, sched, "2026-11-16 00:00", "2026-11-16 12:00")))
				gelijk(t, lines(c.want), got)
				for _, d := range signaalPost(post) {
					if text := tekst(d.m) + d.m.Preview + fmt.Sprint(knoppen(d.m)); strings.Contains(text, "Geheim") || !strings.HasPrefix(d.m.Preview, "Regiebot over ZO-") {
						t.Errorf("%s", text)
					}
				}
				again, _ := planner(t, s) // another process, later
				gelijk(t, []string{}, signalen(ticks(t, again, "2026-11-17 08:30", "2026-11-17 12:00")))
			})
		})
	}
}

// Rows that were refused stand as a number with the count, of the young people it is about.
func TestSignaalBerichtGeweigerd(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"))
		metHulp(t, s, "ZO-1", drie("J1 14 2026-11-09 -")...)
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			h, err := tx.Hulp(ctx, "ZO-1")
			h.Geweigerd = map[string]int{"J1": 2, "J2": 5}
			return errors.Join(err, tx.SaveHulp(ctx, h))
		})
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-12 09:00")
		if text := tekst(signaalPost(post)[0].m); !strings.Contains(text, " en 2 rijen die bij het inlezen zijn geweigerd. ") {
			t.Error(text)
		}
	})
}

func TestSignaalBericht(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"), zaakNu("ZO-2", "anouk"))
		metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -")...)
		metHulp(t, s, "ZO-2", append(drie("J1 14 2026-11-09 -"), "J2 14 2026-11-10 -")...)
		sched, post := planner(t, s)
		ticks(t, sched, "2026-11-12 08:30", "2026-11-12 09:30")
		t.Run("TR-1 what it says", func(t *testing.T) {
			m := signaalPost(post)[0].m
			gelijk(t, "**ZO-1: 4e traject voor J1**. Het is daghulp, begonnen op ma 9 november 2026. Kijk samen terug: welke hulp was er, waarom, en hielp die? (regel TR-1)\n\n"+
				"Je krijgt dit als procesregisseur.\n\n"+p.SignaalTelling(0), m.Text)
			gelijk(t, []bot.Button{
				{Label: "Samenvatting", Line: "traject samenvatting zaak=ZO-1 jeugdige=J1"},
				{Label: "Tijdlijn", Line: "traject tijdlijn zaak=ZO-1 jeugdige=J1"},
				{Label: "Casus bekijken", Line: "casus toon zaak=ZO-1"},
			}, m.Buttons)
		})
		t.Run("TR-2 several young people, each with buttons of their own", func(t *testing.T) {
			m := signaalPost(post)[1].m
			if len(m.Parts) != 3 || !strings.HasPrefix(m.Text, "**ZO-2: 3 vragen over de hulp**") {
				t.Fatalf("%+v", m)
			}
			gelijk(t, "**ZO-2: kan J2 thuis of in een gezinsvorm wonen?** Sinds di 10 november 2026 is er verblijf in een groep of begeleid wonen. Kijk samen: wat is er nodig om thuis of in een gezinsvorm te wonen? (regel TR-2)", m.Parts[2].Text)
			gelijk(t, "Tijdlijn · J2", m.Parts[2].Buttons[1].Label)
		})
		t.Run("TR-1 no key says what the help is", func(t *testing.T) {
			for _, d := range signaalPost(post) {
				if strings.Contains(d.key, "2026-11") || strings.Contains(d.key, "vorm") {
					t.Error(d.key)
				}
			}
		})
	})
}

// What changes between two rounds.
func TestSignalenChange(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"))
		metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -")...)
		sched, post := planner(t, s)
		round := func(at string) []string { return signalen(tick(t, sched, at)) }
		first := round("2026-11-12 09:00")
		gelijk(t, []string{"2026-11-12 09:00 anouk ZO-1 TR-1 1"}, first)
		nu := func() bot.Message { return *signaalPost(post)[0].nu }
		was := nu()
		vijfde := was
		vijfde.Text = strings.Replace(vijfde.Text, "4e traject", "5e traject", 1)
		t.Run("TR-1 an older one becomes known: it was asked", func(t *testing.T) {
			metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -", "J1 02 2019-01-01 2019-02-01")...)
			gelijk(t, []string{}, round("2026-11-12 10:00"))
			gelijk(t, vijfde, nu())
		})
		t.Run("TR-1 taken back: it is changed, and says so", func(t *testing.T) {
			metHulp(t, s, "ZO-1", drie()...)
			restartLog(t, s, proef())
			gelijk(t, []string{}, round("2026-11-12 11:00"))
			gelijk(t, "**ZO-1: 5e traject voor J1**. Vervallen: wat ik van de hulp weet, is veranderd. Dit klopt niet meer.", nu().Text)
			gelijk(t, 0, len(knoppen(nu())))
			if log := strings.Join(toegangslog(t, s), "\n"); strings.Count(log, "signaal vervallen ZO-1 bericht") != 1 {
				t.Error(log)
			}
		})
		t.Run("TR-1 there again: it says again what it said", func(t *testing.T) {
			metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -")...)
			gelijk(t, []string{}, round("2026-11-12 12:00"))
			gelijk(t, was.Text, nu().Text)
			gelijk(t, was.Buttons, nu().Buttons)
		})
		t.Run("TR-2 over is not taken back", func(t *testing.T) {
			metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -", "J1 14 2026-11-10 -")...)
			gelijk(t, []string{"2026-11-12 13:00 anouk ZO-1 TR-1,TR-2 2"}, round("2026-11-12 13:00"))
			metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -", "J1 14 2026-11-10 2026-11-11")...)
			gelijk(t, []string{}, round("2026-11-12 14:00"))
			for _, d := range signaalPost(post) {
				if strings.Contains(tekst(*d.nu), "Vervallen") {
					t.Errorf("%s", tekst(*d.nu))
				}
			}
		})
		t.Run("TR-1 of a list only that item is changed", func(t *testing.T) {
			metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -")...)
			gelijk(t, []string{}, round("2026-11-12 15:00"))
			m := *signaalPost(post)[1].nu
			if strings.Count(tekst(m), "Vervallen: ") != 2 || strings.Contains(tekst(nu()), "Vervallen") {
				t.Errorf("%+v", m)
			}
		})
	})
}

// A message that says until when help was says so of what is known now, where it stands and
// when it arrives.
func TestSignalenOtherEnd(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"))
		sched, post := planner(t, s)
		begins := func(when, want string) {
			t.Helper()
			list := signaalPost(post)
			if len(list) == 0 || !strings.HasPrefix(tekst(*list[len(list)-1].nu), "**ZO-1: 4e traject voor J1**. "+want) {
				t.Errorf("%s: %+v", when, list)
			}
		}
		t.Run("TR-1 before it arrives", func(t *testing.T) {
			metHulp(t, s, "ZO-1", drie("J1 03 2026-10-01 2026-10-30")...)
			tick(t, sched, "2026-11-11 20:00")
			metHulp(t, s, "ZO-1", drie("J1 03 2026-10-01 2026-11-06")...)
			gelijk(t, []string{"2026-11-12 09:00 anouk ZO-1 TR-1 1"}, signalen(ticks(t, sched, "2026-11-11 20:30", "2026-11-12 10:00")))
			begins("at first", "Het was daghulp, van do 1 oktober 2026 tot en met vr 6 november 2026. Kijk samen terug")
		})
		t.Run("TR-1 where it stands", func(t *testing.T) {
			for _, c := range []struct{ row, want string }{
				{"J1 03 2026-10-01 2026-11-09", "Het was daghulp, van do 1 oktober 2026 tot en met ma 9 november 2026. Kijk samen terug"},
				{"J1 03 2026-10-01 -", "Het is daghulp, begonnen op do 1 oktober 2026. Kijk samen terug"},
				{"J1 03 2026-10-01 2026-11-10", "Het is daghulp, begonnen op do 1 oktober 2026. Kijk samen terug"}, // as when it is over: it was true
			} {
				metHulp(t, s, "ZO-1", drie(c.row)...)
				gelijk(t, []string{}, signalen(ticks(t, sched, "2026-11-12 10:00", "2026-11-12 10:30")))
				begins(c.row, c.want)
			}
		})
	})
}

// A trajectory has another number when help becomes known that began earlier.
func TestSignalenOtherNumber(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "bram", "daniel", "2026-11-10"))
		sched, post := planner(t, s)
		vier := drie("J1 14 2026-11-09 -")
		metHulp(t, s, "ZO-1", vier...)
		tick(t, sched, "2026-11-12 09:00")
		before := signaalPost(post)
		for _, c := range []struct {
			name, want string
			rows       []string
		}{
			{"TR-1 the fifth now", "**ZO-1: 5e traject voor J1**. Het is ", append(vier, "J1 03 2020-01-01 2020-02-01")},
			{"TR-1 the fourth again", "**ZO-1: 4e traject voor J1**. Het is ", vier},
		} {
			t.Run(c.name, func(t *testing.T) {
				metHulp(t, s, "ZO-1", c.rows...)
				gelijk(t, []string{}, signalen(ticks(t, sched, "2026-11-12 10:00", "2026-11-12 10:30")))
				for _, d := range signaalPost(post) {
					if text := tekst(*d.nu); strings.Count(text, c.want) != 1 || strings.Count(text, "**ZO-1: kan J1 thuis of in een gezinsvorm wonen?** Sinds ") != 1 {
						t.Errorf("%s reads %s", d.to, text)
					}
				}
			})
		}
		for _, d := range before {
			gelijk(t, d.m, *post.archive[d.id].nu)
		}
	})
}

// Between the queue and the platform.
func TestSignalenJudged(t *testing.T) {
	vier := drie("J1 03 2026-11-09 -")
	for _, c := range []struct {
		name string
		do   func(*testing.T, *store.Store)
		want string
	}{
		{"TR-1 nothing", func(*testing.T, *store.Store) {}, "2026-11-12 09:10 anouk ZO-1 TR-1 1"},
		{"TR-1 another procesregisseur gets it", func(t *testing.T, s *store.Store) { wijzig(t, s, "ZO-1", func(c *p.Casus) { c.Regisseur = "bram" }) }, "2026-11-12 09:10 bram ZO-1 TR-1 1"},
		{"TR-1 taken back", func(t *testing.T, s *store.Store) { metHulp(t, s, "ZO-1", drie()...) }, ""},
		{"TR-1 taken back, and there again", func(t *testing.T, s *store.Store) {
			metHulp(t, s, "ZO-1", drie()...)
			metHulp(t, s, "ZO-1", vier...)
		}, "2026-11-12 09:10 anouk ZO-1 TR-1 1"},
		{"TR-1 closed", func(t *testing.T, s *store.Store) { sluit(t, s, "ZO-1") }, ""},
		{"TR-1 module off", func(t *testing.T, s *store.Store) { metModule(t, s, false) }, ""},
		{"TR-1 erased", func(t *testing.T, s *store.Store) {
			if _, err := wis(t, s, "ZO-1", "2026-11-12 09:05"); err != nil {
				t.Fatal(err)
			}
		}, ""},
		{"TR-1 the procesregisseur left", func(t *testing.T, s *store.Store) { wijzigLid(t, s, "anouk", func(l *p.Lid) { l.Weg = true }) }, "2026-11-12 09:10 joris ZO-1 TR-1 1"},
		{"TR-1 another is new: it goes too", func(t *testing.T, s *store.Store) {
			metHulp(t, s, "ZO-1", append(vier, "J1 14 2026-11-10 -")...)
		}, "2026-11-12 09:10 anouk ZO-1 TR-1 1\n2026-11-12 09:10 anouk ZO-1 TR-1,TR-2 2"},
		{"TR-1 a duo-partner", func(t *testing.T, s *store.Store) {
			wijzig(t, s, "ZO-1", func(c *p.Casus) {
				c.Duo, c.Niveaus = "bram", append(c.Niveaus, p.NiveauWissel{Niveau: p.VPR, Sinds: dag("2026-11-12")})
			})
		}, "2026-11-12 09:10 anouk ZO-1 TR-1 1"},
		{"TR-1 on leave until Monday", func(t *testing.T, s *store.Store) {
			wijzigLid(t, s, "anouk", func(l *p.Lid) { l.Afwezig = []p.Periode{{Van: dag("2026-11-12"), Tot: dag("2026-11-15")}} })
		}, "2026-11-16 09:00 anouk ZO-1 TR-1 1"},
	} {
		each(t, func(t *testing.T, s *store.Store) {
			t.Run(c.name, func(t *testing.T) {
				bewaar(t, s, zaakNu("ZO-1", "anouk"))
				metHulp(t, s, "ZO-1", vier...)
				quiet := scheduler.New(s, nil, slog.New(slog.DiscardHandler), "w0")
				tick(t, quiet, "2026-11-12 09:00")
				c.do(t, s)
				sched, _ := planner(t, s)
				gelijk(t, lines(c.want), signalen(append(ticks(t, sched, "2026-11-12 09:10", "2026-11-12 16:40"), ticks(t, sched, "2026-11-16 08:30", "2026-11-16 10:00")...)))
			})
		})
	}
}

// What waits for somebody's working day holds up nothing that a colleague does meanwhile, and
// goes at once to who has the casus by then.
func TestSignalenWaitForAWorkingDay(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		wijzigLid(t, s, "anouk", func(l *p.Lid) { l.Werkdagen = []time.Weekday{time.Monday} })
		bewaar(t, s, zaakNu("ZO-1", "anouk"), zaakNu("ZO-2", "anouk"))
		metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -")...)
		metHulp(t, s, "ZO-2", drie("J1 03 2026-11-09 -")...)
		sched, _ := planner(t, s)
		gelijk(t, []string{}, signalen(ticks(t, sched, "2026-11-13 09:00", "2026-11-13 12:00")))
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			key := "ZO-1/bericht/1/casus noodtoegang/anouk"
			return tx.Enqueue(ctx, store.Post{
				Key: key, Aan: "anouk", Message: []byte(`{"Text":"Esra leest mee"}`), Keys: []string{key}, Zaken: []string{"ZO-1"},
				NotBefore: om("2026-11-13 12:00"), CreatedAt: om("2026-11-13 12:00"),
			})
		})
		t.Run("TR-1 what a colleague does is told at once", func(t *testing.T) {
			gelijk(t, 1, len(tick(t, sched, "2026-11-13 12:00")))
		})
		t.Run("TR-1 who takes over is told at once", func(t *testing.T) {
			wijzig(t, s, "ZO-2", func(c *p.Casus) { c.Regisseur = "bram" })
			gelijk(t, []string{"2026-11-13 12:30 bram ZO-2 TR-1 1"}, signalen(ticks(t, sched, "2026-11-13 12:30", "2026-11-13 16:30")))
		})
		t.Run("TR-1 on the working day", func(t *testing.T) {
			gelijk(t, []string{"2026-11-16 09:00 anouk ZO-1 TR-1 1"}, signalen(ticks(t, sched, "2026-11-16 08:30", "2026-11-16 12:00")))
		})
	})
}

// Of two who are told the one heard it, and what the other was to hear fell out of the queue.
func TestSignalenOneOfTwo(t *testing.T) {
	vier := drie("J1 03 2026-11-09 -")
	for _, c := range []struct {
		name     string
		off, on  func(*testing.T, *store.Store)
		onMonday string
	}{
		{"TR-1 module off, and on", func(t *testing.T, s *store.Store) { metModule(t, s, false) }, func(t *testing.T, s *store.Store) { metModule(t, s, true) }, "2026-11-16 09:00 daniel ZO-2 TR-1 1"},
		{"TR-1 closed, and open", func(t *testing.T, s *store.Store) { sluit(t, s, "ZO-2") }, func(t *testing.T, s *store.Store) {
			wijzig(t, s, "ZO-2", func(c *p.Casus) { c.Sluiting = p.Sluiting{} })
		}, "2026-11-16 09:00 daniel ZO-2 TR-1 1"},
		{"TR-1 taken back, and there again", func(t *testing.T, s *store.Store) { metHulp(t, s, "ZO-2", drie()...) }, func(t *testing.T, s *store.Store) { metHulp(t, s, "ZO-2", vier...) }, "2026-11-16 09:00 daniel ZO-2 TR-1 1"},
		{"TR-1 taken back, and another is there", func(t *testing.T, s *store.Store) { metHulp(t, s, "ZO-2", drie()...) }, func(t *testing.T, s *store.Store) {
			metHulp(t, s, "ZO-2", append(vier, "J1 03 2026-11-13 2026-11-13", "J1 02 2026-11-13 -")...)
		}, "2026-11-16 09:00 bram ZO-2 TR-1 1\n2026-11-16 09:00 daniel ZO-2 TR-1 1"},
	} {
		each(t, func(t *testing.T, s *store.Store) {
			t.Run(c.name, func(t *testing.T) {
				bewaar(t, s, zaakVPR("ZO-2", "bram", "daniel", "2026-11-10"))
				wijzigLid(t, s, "daniel", func(l *p.Lid) { l.Werkdagen = []time.Weekday{time.Monday} })
				metHulp(t, s, "ZO-2", vier...)
				sched, _ := planner(t, s)
				gelijk(t, []string{"2026-11-12 09:00 bram ZO-2 TR-1 1"}, signalen(ticks(t, sched, "2026-11-12 08:30", "2026-11-12 12:00")))
				c.off(t, s)
				gelijk(t, []string{}, signalen(ticks(t, sched, "2026-11-16 09:00", "2026-11-16 09:00")))
				c.on(t, s)
				gelijk(t, lines(strings.ReplaceAll(c.onMonday, "09:00", "09:30")), signalen(ticks(t, sched, "2026-11-16 09:30", "2026-11-16 16:30")))
			})
		})
	}
}

// What was not told because nothing may be told is told when it may.
func TestSignalenModule(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"), zaakNu("ZO-2", "anouk"), zaakNu("ZO-3", "anouk"))
		metHulp(t, s, "ZO-2", drie("J1 03 2026-11-09 -")...)
		quiet := scheduler.New(s, nil, slog.New(slog.DiscardHandler), "w0")
		tick(t, quiet, "2026-11-12 08:00")
		metHulp(t, s, "ZO-3", drie("J1 03 2026-11-13 -")...)
		tick(t, quiet, "2026-11-12 08:01")
		metModule(t, s, false)
		metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -")...)
		sched, _ := planner(t, s)
		t.Run("TR-1 off: nothing, also of what waits and of what begins", func(t *testing.T) {
			gelijk(t, []string{}, signalen(append(ticks(t, sched, "2026-11-12 08:30", "2026-11-12 12:00"), ticks(t, sched, "2026-11-16 08:30", "2026-11-16 12:00")...)))
			if next, ok, err := sched.Next(t.Context()); err != nil || ok && !next.After(om("2026-11-16 12:00")) {
				t.Errorf("something is due at %s: %v", next, err)
			}
		})
		t.Run("TR-1 on again: all of it", func(t *testing.T) {
			metModule(t, s, true)
			gelijk(t, lines(`
				2026-11-16 13:00 anouk ZO-1 TR-1 1
				2026-11-16 13:00 anouk ZO-2 TR-1 1
				2026-11-16 13:00 anouk ZO-3 TR-1 1`), slices.Sorted(slices.Values(signalen(ticks(t, sched, "2026-11-16 13:00", "2026-11-16 16:00")))))
		})
	})
}

// Where nothing is told any more, what was told is not left to be untrue.
func TestSignalenModuleOffTaken(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"))
		metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -")...)
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-12 09:00")
		metModule(t, s, false)
		t.Run("TR-1 off: what was told and is taken back says so", func(t *testing.T) {
			metHulp(t, s, "ZO-1", drie("J2 14 2026-11-09 -")...)
			gelijk(t, []string{}, signalen(tick(t, sched, "2026-11-12 09:30")))
			if m := signaalPost(post)[0].nu; !strings.Contains(tekst(*m), "Vervallen: ") {
				t.Errorf("%s", tekst(*m))
			}
			if next, ok, err := sched.Next(t.Context()); err != nil || ok && !next.After(om("2026-11-12 09:30")) {
				t.Errorf("something is due at %s: %v", next, err)
			}
		})
		t.Run("TR-2 on again: what was not told meanwhile", func(t *testing.T) {
			metModule(t, s, true)
			gelijk(t, []string{"2026-11-12 10:00 anouk ZO-1 TR-2 1"}, signalen(tick(t, sched, "2026-11-12 10:00")))
		})
		t.Run("TR-2 off, and the profile has no numbers: nobody can say that it is untrue", func(t *testing.T) {
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				profiel, err := tx.Profiel(ctx)
				if err != nil {
					return err
				}
				profiel.Modules.Trajectsignalen, profiel.Traject = false, p.TrajectInstelling{}
				return tx.SetProfiel(ctx, profiel, nil)
			})
			gelijk(t, []string{}, signalen(tick(t, sched, "2026-11-12 10:30")))
			if m := signaalPost(post)[1].nu; strings.Contains(tekst(*m), "Vervallen: ") {
				t.Errorf("%s", tekst(*m))
			}
		})
	})
}

// A clock that ran shows what will be said, and when.
func TestSignalenSimulate(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"))
		metHulp(t, s, "ZO-1", drie("J1 03 2026-11-16 -", "J1 14 2027-01-16 -")...)
		t.Run("TR-1 the day on which help begins is a moment to wake up", func(t *testing.T) {
			want := lines(`
				2026-11-16 09:00 anouk ZO-1 TR-1 1
				2027-01-18 09:00 anouk ZO-1 TR-1,TR-2 2`)
			gelijk(t, want, signalen(simuleer(t, s, "2026-11-12 00:00", "2027-01-31 00:00")))
			sched, _ := planner(t, s)
			tick(t, sched, "2026-11-12 09:00")
			if next, ok, err := sched.Next(t.Context()); err != nil || !ok || !next.Equal(om("2026-11-16 00:00")) {
				t.Errorf("next is %s: %v", next, err)
			}
		})
	})
}

// Processes that look at once tell once; of each casus all or nothing.
func TestSignalenAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		const n = 30
		for i := range n {
			zaak := fmt.Sprintf("ZO-%d", i)
			bewaar(t, s, zaakNu(zaak, "anouk"))
			metHulp(t, s, zaak, drie("J1 03 2026-11-09 -")...)
		}
		var all sync.WaitGroup
		for w := range 3 {
			all.Go(func() {
				sched := scheduler.New(s, nil, slog.New(slog.DiscardHandler), fmt.Sprint("w", w))
				if _, err := sched.Tick(t.Context(), om("2026-11-12 09:00").Add(time.Duration(w)*time.Millisecond)); err != nil && !errors.Is(err, store.ErrUnavailable) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		t.Run("TR-1 told once by several processes", func(t *testing.T) {
			sched, post := planner(t, s)
			tick(t, sched, "2026-11-12 09:01")
			seen := map[string]int{}
			for _, d := range signaalPost(post) {
				seen[d.m.Preview]++
			}
			if len(seen) != n || len(signaalPost(post)) != n {
				t.Errorf("%d messages about %d casussen", len(signaalPost(post)), len(seen))
			}
		})
	})
}

// What cannot be read holds up nobody, and is not looked at for ever.
func TestSignalenDamaged(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"), zaakNu("ZO-2", "bram"))
		metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -")...)
		metHulp(t, s, "ZO-2", drie("J1 03 2026-11-09 -")...)
		damage("UPDATE hulp SET data = substr(data, 1, length(data) - 4) || 'AAAA' WHERE zaak = 'ZO-1'")
		sched, _ := planner(t, s)
		t.Run("TR-1 the others are told", func(t *testing.T) {
			gelijk(t, []string{"2026-11-12 09:00 bram ZO-2 TR-1 1"}, signalen(tick(t, sched, "2026-11-12 09:00")))
			left := view(t, s, func(ctx context.Context, tx *store.Tx) ([]string, error) {
				return tx.TeSignaleren(ctx, dag("2026-11-12"), 9)
			})
			gelijk(t, 0, len(left))
		})
	})
}

// A message that is taken away with its casus leaves nothing behind.
func TestSignalenErased(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"))
		metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -")...)
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-12 09:00")
		if _, err := wis(t, s, "ZO-1", "2026-11-12 09:30"); err != nil {
			t.Fatal(err)
		}
		tick(t, sched, "2026-11-12 10:00")
		t.Run("TR-1 the message of an erased casus is taken away", func(t *testing.T) {
			if got := signaalPost(post); len(got) != 1 || got[0].nu != nil {
				t.Errorf("%+v", got)
			}
		})
	})
}

// What changes while a message is on its way is changed when it has arrived.
func TestSignalenOnTheirWay(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"))
		metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -")...)
		sched, post := planner(t, s)
		post.after = func() { // another process looks at the change before the platform has answered
			post.after = nil
			metHulp(t, s, "ZO-1", drie()...)
			tick(t, scheduler.New(s, nil, slog.New(slog.DiscardHandler), "w2"), "2026-11-12 09:00")
		}
		tick(t, sched, "2026-11-12 09:00")
		tick(t, sched, "2026-11-12 09:01")
		t.Run("TR-1 taken back on its way", func(t *testing.T) {
			if got := signaalPost(post); len(got) != 1 || !strings.Contains(tekst(*got[0].nu), "Vervallen: ") {
				t.Errorf("%+v", got)
			}
			left := view(t, s, func(ctx context.Context, tx *store.Tx) ([]string, error) {
				return tx.TeSignaleren(ctx, dag("2026-11-12"), 9)
			})
			gelijk(t, 0, len(left))
		})
	})
}

// zwijger is a platform that takes messages, and for a time says nothing of any.
type zwijger struct {
	*postbus
	zwijgt bool
}

func (z *zwijger) Send(ctx context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	r, err := z.postbus.Send(ctx, to, key, m)
	if z.zwijgt {
		return bot.Receipt{}, errors.New("no answer")
	}
	return r, err
}

func (z *zwijger) Find(ctx context.Context, to bot.Address, key string, since time.Time) (bot.Receipt, bool, error) {
	if z.zwijgt {
		return bot.Receipt{}, false, errors.New("no answer")
	}
	return z.postbus.Find(ctx, to, key, since)
}

// Of a message of which nobody knows whether it arrived, and that says what is not so any more,
// what may stand there is taken away; what holds again is told anew.
func TestSignalenNobodyKnows(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"))
		vier := drie("J1 03 2026-11-09 -")
		metHulp(t, s, "ZO-1", vier...)
		z := &zwijger{&postbus{t: t}, true}
		sched := scheduler.New(s, z, slog.New(slog.DiscardHandler), "w1")
		tick(t, sched, "2026-11-12 09:00")
		metHulp(t, s, "ZO-1", drie()...)
		ticks(t, sched, "2026-11-12 09:30", "2026-11-12 16:30")
		z.zwijgt = false
		ticks(t, sched, "2026-11-13 09:00", "2026-11-13 10:00")
		standing := func() (n int) {
			for _, d := range signaalPost(z.postbus) {
				if d.nu != nil && !strings.Contains(tekst(*d.nu), "Vervallen: ") {
					n++
				}
			}
			return n
		}
		gelijk(t, 0, standing())
		metHulp(t, s, "ZO-1", vier...)
		ticks(t, sched, "2026-11-16 09:00", "2026-11-16 10:00") // her next working day
		gelijk(t, 1, standing())
	})
}

// A copy does not know what was told after it was made.
func TestSignalenReturned(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"), zaakNu("ZO-2", "anouk"))
		metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -")...)
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			return scheduler.MarkReturned(ctx, tx, om("2026-11-11 16:00"))
		})
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-12 09:00")
		metHulp(t, s, "ZO-2", drie("J1 03 2026-11-09 -")...)
		tick(t, sched, "2026-11-12 16:30")
		t.Run("TR-1 it may be double after a copy was put in use", func(t *testing.T) {
			for i, want := range []bool{true, false} {
				if got := strings.Contains(signaalPost(post)[i].m.Text, "Mogelijk dubbel: "); got != want {
					t.Errorf("%d says it is double: %v", i, got)
				}
			}
		})
	})
}

// Who cannot be reached has somebody who stands in: that is no reason to tell anew.
func TestSignalenPassedOn(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"))
		metHulp(t, s, "ZO-1", drie("J1 03 2026-11-09 -")...)
		sched, post := planner(t, s)
		post.refuse = func(to, _ string) error {
			if to == "anouk" {
				return &bot.NotSent{Why: bot.Unreachable, Cause: errors.New("gone")}
			}
			return nil
		}
		t.Run("TR-1 who stands in gets it once", func(t *testing.T) {
			got := signalen(ticks(t, sched, "2026-11-12 09:00", "2026-11-12 16:30"))
			if len(got) != 1 || strings.Contains(got[0], "anouk") {
				t.Errorf("%v", got)
			}
		})
		t.Run("TR-1 taken back: there too", func(t *testing.T) {
			metHulp(t, s, "ZO-1", drie()...)
			ticks(t, sched, "2026-11-16 09:00", "2026-11-16 09:30")
			if d := signaalPost(post); len(d) != 1 || !strings.HasPrefix(d[0].nu.Text, "**ZO-1: 4e traject voor J1**. Vervallen: ") {
				t.Errorf("%+v", d)
			}
		})
	})
}

// A clock that cannot be trusted begins no help; one that somebody trusts does.
func TestSignalenHeldClock(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakNu("ZO-1", "anouk"))
		quiet, _ := planner(t, s)
		tick(t, quiet, "2026-11-12 09:00")
		metHulp(t, s, "ZO-1", drie("J1 03 2027-03-01 -")...)
		log, post := &schrift{}, &postbus{t: t}
		sched := scheduler.New(s, post, slog.New(slog.NewTextHandler(log, nil)), "w1")
		t.Run("TR-1 nothing while the clock leapt", func(t *testing.T) {
			draai(t, sched, "2027-03-02 10:00", func(asked int) bool { return asked > 24 && strings.Contains(log.String(), "leapt") })
			waits := view(t, s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.PostsAbout(ctx, "ZO-1") })
			gelijk(t, 0, len(slices.DeleteFunc(waits, func(post store.Post) bool { return !strings.HasPrefix(post.Key, "signaal/") })))
		})
		t.Run("TR-1 told when somebody trusts it", func(t *testing.T) {
			update(t, s, func(ctx context.Context, tx *store.Tx) error {
				return scheduler.TrustClock(ctx, tx, om("2027-03-02 10:00"))
			})
			draai(t, sched, "2027-03-02 10:01", func(int) bool {
				post.mu.Lock()
				defer post.mu.Unlock()
				return len(signaalPost(post)) > 0
			})
			gelijk(t, 1, len(signaalPost(post)))
		})
	})
}

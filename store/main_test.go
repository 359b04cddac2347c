package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"
	_ "time/tzdata" // the tests do not depend on the zones of the machine

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// profiel is a practice with everything on.
func profiel() p.Profiel {
	return p.Profiel{
		Naam: "standaard", Titel: "Standaard", Niveaus: []p.Niveau{p.Licht, p.Basis, p.Intensief, p.VPR},
		Modules:   p.Modules{SpoedCrisis: true, MPChecklists: true, VPR: true, Trajectsignalen: true, HalfjaarEvaluatie: true},
		Eigen:     []string{"vpr.evaluatie_weken"},
		Maximum:   p.Maximum{Maanden: map[p.Niveau]int{p.Licht: 6, p.Basis: 12, p.Intensief: 18}, VragenVoor: []int{8, 4, 1}},
		Evaluatie: p.EvaluatieInstelling{Maanden: 6, Herinner: []int{4, 1}, ManagerNa: 5},
		VPR: p.VPRInstelling{
			MDODagen: 42, MDOVragenVoor: 3, MDOHerinner: []int{1}, MDOWerkdag: 1, ManagerNa: 2,
			EvaluatieVoorstel: 6, BriefDagen: 7,
		},
		Spoed:     p.SpoedInstelling{Werkdagen: 5, Herinner: []int{3, 5}},
		Crisis:    p.CrisisInstelling{Uren: 24, Herinner: []int{0, 12, 20, 23}},
		Tijd:      p.Tijd{Herinner: "09:00", Vrij: []p.Feestdag{p.EersteKerstdag, p.TweedeKerstdag}, Sluitingsdagen: []p.Date{day("2026-12-24")}},
		MPJeugd:   []p.Domein{{Sleutel: "kind", Naam: "Kindfactoren", Kenmerken: []string{"a", "b"}, Beslist: true}},
		Gewichten: map[p.Niveau]int{p.Licht: 1, p.VPR: 4},
	}
}

// casus is an open VPR of anouk in team Oost, with a duo-partner.
func casus(zaak string) p.Casus {
	return p.Casus{
		Zaaknummer: zaak, Team: "Oost", Regisseur: "anouk", Duo: "bram", StartRegie: day("2026-09-01"),
		Niveaus: []p.NiveauWissel{{Niveau: p.Basis, Sinds: day("2026-09-01")}, {Niveau: p.VPR, Sinds: day("2026-11-02"), Door: "anouk"}},
		VPR:     p.VPRStappen{Kernbesluit: day("2026-11-02"), Brief: day("2026-11-04"), Startbijeenkomst: day("2026-11-13")},
	}
}

func leden() []p.Lid {
	return []p.Lid{
		{Naam: "Anouk", Gebruiker: "anouk", Team: "Oost", Rol: p.Consulent, IDs: map[string]string{"slack": "U1", "mattermost": "m1"}},
		{Naam: "Bram", Gebruiker: "bram", Team: "Oost", Rol: p.Consulent, Werkdagen: []time.Weekday{time.Monday, time.Tuesday}},
		{Naam: "Marga", Gebruiker: "marga", Team: "Oost", Rol: p.Manager},
	}
}

// filled gives a database a profile and a team.
func filled(t testing.TB, s *store.Store) *store.Store {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.SetProfiel(ctx, profiel(), []byte("naam: standaard\n")); err != nil {
			return err
		}
		for _, lid := range leden() {
			if err := tx.SaveLid(ctx, lid); err != nil {
				return err
			}
		}
		return tx.SaveTeam(ctx, p.Team{Naam: "Oost", Crisiscontact: "marga"})
	})
	return s
}

func update(t testing.TB, s *store.Store, f func(context.Context, *store.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), func(tx *store.Tx) error { return f(t.Context(), tx) }); err != nil {
		t.Fatalf("update: %v", err)
	}
}

func save(t testing.TB, s *store.Store, list ...p.Casus) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		for _, c := range list {
			if err := tx.SaveCasus(ctx, c); err != nil {
				return err
			}
		}
		return nil
	})
}

// view returns what f reads.
func view[T any](t testing.TB, s *store.Store, f func(context.Context, *store.Tx) (T, error)) T {
	t.Helper()
	var result T
	err := s.View(t.Context(), func(tx *store.Tx) (err error) {
		result, err = f(t.Context(), tx)
		return err
	})
	if err != nil {
		t.Fatalf("view: %v", err)
	}
	return result
}

func load(t testing.TB, s *store.Store, zaak string) p.Casus {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (p.Casus, error) { return tx.Casus(ctx, zaak) })
}

func planned(t testing.TB, s *store.Store, zaak string) []p.Reminder {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Reminder, error) { return tx.Planned(ctx, zaak) })
}

func day(iso string) p.Date {
	d, err := p.ParseDate(iso)
	if err != nil {
		panic(err)
	}
	return d
}

// at is a moment on 13 November 2026 in Amsterdam.
func at(hour, minute int) time.Time {
	return time.Date(2026, time.November, 13, hour-1, minute, 0, 0, time.UTC)
}

func zaak(n int) string { return fmt.Sprintf("ZO-2026-%06d", n) }

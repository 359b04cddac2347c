package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func same(t testing.TB, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want (-) and got (+):\n%s", diff)
	}
}

func full(zaak string) p.Casus {
	c := casus(zaak)
	c.Doelgroep, c.Aanduiding, c.Casusregisseur, c.GeenAI = p.Jeugd, "gezin é ✓ '?'", "Kim, De Aanbieder", true
	c.EerdereVPR = []p.VPRStappen{{Kernbesluit: day("2025-01-02"), Aanwezig: []string{"ouders"}}}
	c.MDOs = []p.MDO{{Gepland: day("2026-12-18")}, {Gehouden: day("2026-12-21"), Verslag: p.Verslag{Doelen: "a\nb", Bijstelling: true, Volgende: day("2027-01-20")}}}
	c.Evaluaties = []p.Evaluatie{{Gehouden: day("2026-11-01"), Uitkomst: "goed"}}
	c.VolgendeEvaluatie = day("2027-01-20")
	c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: at(10, 30), Klaar: at(12, 0), Actie: "gebeld"}}
	c.Afspraken = p.Afspraken{WieEvalueert: "Kim", Beschikking: p.Ja, Plan: p.Nee}
	c.Checklists = []p.Checklist{{Soort: p.Jeugd, Op: day("2026-09-01"), Door: "anouk", Uitkomst: "MP", Antwoorden: map[string]p.Answer{"kind": p.Ja, "ouder": p.Onbekend}}}
	c.Uitstel = []p.Uitstel{{Termijn: p.TermijnMDO, Door: "bram", Tot: day("2026-12-01")}}
	c.Overdrachten = []p.Overdracht{{Op: day("2026-10-01"), Van: "bram", Aan: "anouk", Reden: "verlof", Door: "marga"}}
	return c
}

func TestCasusComesBackAsItWasSaved(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		want := full("zo-2026-0142b")
		save(t, s, want)
		want.Versie = 1
		same(t, load(t, s, "ZO-2026-0142B"), want)

		want.Sluiting = p.Sluiting{Op: day("2026-12-31"), Reden: "zelf", Nazorg: "geen", Door: "anouk"}
		want.Zaaknummer = "ZO-2026-0142b"
		save(t, s, want)
		want.Versie = 2
		same(t, load(t, open(), "zo-2026-0142B"), want)
	})
}

func TestCasusRefuses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("ZO-1"))
		old := load(t, s, "ZO-1")
		save(t, s, old)
		gone := casus("ZO-2")
		gone.Versie = 1
		for name, test := range map[string]struct {
			c    p.Casus
			want error
		}{
			"the same zaaknummer again":     {casus("zo-1"), store.ErrExists},
			"what somebody else changed":    {old, store.ErrChanged},
			"a version that never was":      {gone, store.ErrChanged},
			"something else than a casus":   {casus("geen nummer"), nil},
			"a casus without a zaaknummer ": {casus(""), nil},
		} {
			err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.SaveCasus(t.Context(), test.c) })
			if err == nil || test.want != nil && !errors.Is(err, test.want) {
				t.Errorf("%s: got %v, want %v", name, err, test.want)
			}
		}
		err := s.View(t.Context(), func(tx *store.Tx) error { _, err := tx.Casus(t.Context(), "ZO-3"); return err })
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("an unknown casus: %v", err)
		}
		if got := load(t, s, "ZO-1").Versie; got != 2 {
			t.Errorf("version %d", got)
		}
	})
}

func TestCasusNeedsAProfile(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.SaveCasus(t.Context(), casus("ZO-1")) })
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	})
}

func TestCasussenByFilter(t *testing.T) {
	open, closed := true, false
	storetest.Each(t, func(t *testing.T, openStore func() *store.Store) {
		s := filled(t, openStore())
		a, b, c, d := casus("ZO-2"), casus("zo-10"), casus("ZO.1"), casus("ZO_1")
		b.Regisseur, b.Duo, b.Niveaus = "bram", "", []p.NiveauWissel{{Niveau: p.Licht, Sinds: day("2026-09-01")}}
		c.Team = "West"
		d.Sluiting.Op = day("2026-12-01")
		save(t, s, a, b, c, d)
		for name, test := range map[string]struct {
			filter store.Filter
			want   []string
		}{
			"all":           {store.Filter{}, []string{"ZO-2", "ZO.1", "ZO_1", "zo-10"}},
			"team":          {store.Filter{Team: "West"}, []string{"ZO.1"}},
			"regisseur":     {store.Filter{Regisseur: "bram"}, []string{"zo-10"}},
			"duo":           {store.Filter{Duo: "bram", Team: "Oost"}, []string{"ZO-2", "ZO_1"}},
			"of bram":       {store.Filter{Van: "bram", Team: "Oost"}, []string{"ZO-2", "ZO_1", "zo-10"}},
			"niveau":        {store.Filter{Niveau: "licht"}, []string{"zo-10"}},
			"open":          {store.Filter{Open: &open}, []string{"ZO-2", "ZO.1", "zo-10"}},
			"closed":        {store.Filter{Open: &closed}, []string{"ZO_1"}},
			"all at once":   {store.Filter{Team: "Oost", Regisseur: "anouk", Duo: "bram", Niveau: "VPR", Open: &open}, []string{"ZO-2"}},
			"nothing found": {store.Filter{Team: "Noord"}, nil},
		} {
			list := view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Casus, error) { return tx.Casussen(ctx, test.filter) })
			got := map[string]bool{}
			var numbers []string
			for _, c := range list {
				numbers, got[c.Zaaknummer] = append(numbers, p.ZaakKey(c.Zaaknummer)), true
			}
			for i := 1; i < len(numbers); i++ {
				if numbers[i-1] >= numbers[i] {
					t.Errorf("%s: not in order: %v", name, numbers)
				}
			}
			want := map[string]bool{}
			for _, w := range test.want {
				want[w] = true
			}
			t.Run(name, func(t *testing.T) { same(t, got, want) })
		}
	})
}

// What is planned is what the rules say, after every kind of change.
func TestSaveCasusPlans(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := filled(t, open())
		save(t, s, casus("zo-2026-0142"))
		if got := planned(t, s, "ZO-2026-0142"); len(got) < 5 {
			t.Fatalf("only %d reminders", len(got))
		}
		asRulesSay(t, s, "ZO-2026-0142")

		c := load(t, s, "ZO-2026-0142")
		c.MDOs = []p.MDO{{Gepland: day("2026-12-16")}}
		save(t, s, c)
		asRulesSay(t, s, "ZO-2026-0142")

		c = load(t, s, "ZO-2026-0142")
		c.Sluiting.Op = day("2026-11-20")
		save(t, s, c)
		if got := planned(t, s, "ZO-2026-0142"); len(got) != 0 {
			t.Errorf("a closed casus has %d reminders", len(got))
		}
	})
}

// asRulesSay compares what is planned with procesregie.Plan.
func asRulesSay(t testing.TB, s *store.Store, zaak string) {
	t.Helper()
	want := view(t, s, func(ctx context.Context, tx *store.Tx) ([]p.Reminder, error) {
		c, err := tx.Casus(ctx, zaak)
		if err != nil {
			return nil, err
		}
		praktijk, err := tx.Praktijk(ctx, c.Team)
		if err != nil {
			return nil, err
		}
		sent, err := tx.Sent(ctx, zaak)
		return p.Plan(c, praktijk, sent), err
	})
	byKey := map[string]p.Reminder{}
	for _, r := range want {
		r.Zaak, r.Team, r.At = p.ZaakKey(r.Zaak), "Oost", r.At.UTC().Truncate(time.Millisecond)
		r.Gepland = r.At
		byKey[r.Key] = r
	}
	got := map[string]p.Reminder{}
	for _, r := range planned(t, s, zaak) {
		got[r.Key] = r
	}
	same(t, got, byKey)
}

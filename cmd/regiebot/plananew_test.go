package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// many is more casussen than are planned at once.
const many = 1100

// crowded is a database with many casussen, planned by the profile standaard.
func crowded(t *testing.T, address string) *machine {
	t.Helper()
	m := newMachine(t)
	m.database = address
	m.ok("member", "add", "--file", "voorbeeld/team.yaml")
	ctx := t.Context()
	must(t, m.open(t).Update(ctx, func(tx *store.Tx) error {
		start := procesregie.Date{Year: 2026, Month: 11, Day: 2}
		for n := range many {
			err := tx.SaveCasus(ctx, procesregie.Casus{
				Zaaknummer: fmt.Sprintf("ZO-2026-%05d", n), Team: "Jeugdteam Voorbeeldstad", Regisseur: "bram", StartRegie: start,
				Niveaus: []procesregie.NiveauWissel{{Niveau: procesregie.Basis, Sinds: start}},
			})
			if err != nil {
				return err
			}
		}
		return nil
	}))
	return m
}

// changedProfile is a profile like standaard, in which the evaluation comes sooner.
func changedProfile(t *testing.T) string {
	t.Helper()
	source, ok := procesregie.ProfielBestand("standaard")
	if !ok {
		t.Fatal("there is no profile standaard")
	}
	changed := bytes.Replace(source, []byte("maanden: 6 "), []byte("maanden: 4 "), 1)
	if bytes.Equal(changed, source) {
		t.Fatal("the profile did not change")
	}
	path := filepath.Join(t.TempDir(), "ons.yaml")
	must(t, os.WriteFile(path, changed, 0o600))
	return path
}

// TestAnotherProfilePlansEverything: of a large database too, and what was interrupted goes
// on.
func TestAnotherProfilePlansEverything(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		m := crowded(t, address)
		before := m.planned(t)
		out, _ := m.ok("profile", "use", changedProfile(t))
		if !strings.Contains(out, "every open case was planned anew") {
			t.Errorf("wrote %s", out)
		}
		after := m.planned(t)
		for zaak, plan := range after {
			if plan == before[zaak] {
				t.Fatalf("%s was not planned anew", zaak)
			}
		}
		m.interrupted(t, before)
		m.ok("--profile", changedProfile(t), "member", "list")
		for zaak, plan := range m.planned(t) {
			if plan != after[zaak] {
				t.Fatalf("%s was not planned anew by --profile", zaak)
			}
		}
	})
}

// interrupted goes back to the profile standaard, stops half-way, and lets a tick go on.
func (m *machine) interrupted(t *testing.T, want map[string]string) {
	t.Helper()
	e, s := m.env(), m.open(t)
	wanted, err := otherProfile("standaard", "")
	must(t, err)
	must(t, s.Logged(t.Context(), func(tx *store.Tx) error { return e.useProfile(t.Context(), tx, wanted) }))
	ctx, cancel := context.WithCancel(t.Context())
	said := &stopper{stop: cancel}
	e.errs = said
	_, err = e.planAnew(ctx, s)
	if err == nil || err.Error() != "stopped after 500 of 1100 cases; the profile is in use, and the next regiebot serve goes on with the rest" {
		t.Errorf("it says %v", err)
	}
	if said.String() != "planned 500 of 1100 cases anew\n" {
		t.Errorf("it said %q", said.String())
	}
	m.ok("tick", "--at", beginDay)
	for zaak, plan := range m.planned(t) {
		if plan != want[zaak] {
			t.Fatalf("%s was not planned anew after the interruption", zaak)
		}
	}
}

// TestInterruptedProfile: who stops it at any moment reads what is so now, in words of their
// own.
func TestInterruptedProfile(t *testing.T) {
	m := crowded(t, storetest.SQLite(t))
	profile := changedProfile(t)
	use := func(stop func(*stopper) context.Context) (code int, errs string) {
		said := &stopper{stop: func() {}}
		var out bytes.Buffer
		code = run(stop(said), []string{"--database", m.database, "profile", "use", profile}, strings.NewReader(""), &out, said)
		if out.Len() > 0 {
			t.Errorf("it says that it was done: %s", out.String())
		}
		return code, said.String()
	}
	code, errs := use(func(*stopper) context.Context {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		return ctx
	})
	if code != exitRefused || errs != "regiebot: stopped; nothing was changed\n" {
		t.Errorf("status %d, it says %q", code, errs)
	}
	code, errs = use(func(said *stopper) context.Context {
		ctx, cancel := context.WithCancel(t.Context())
		said.stop = cancel
		return ctx
	})
	want := "planned 500 of 1100 cases anew\nregiebot: stopped after 500 of 1100 cases; the profile is in use, and the next regiebot serve goes on with the rest\n"
	if code != exitRefused || errs != want {
		t.Errorf("status %d, it says %q", code, errs)
	}
}

// planned is what is planned of some of the casussen: by zaaknummer the moments.
func (m *machine) planned(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	must(t, m.open(t).View(t.Context(), func(tx *store.Tx) error {
		for n := 0; n < many; n += 50 {
			zaak := fmt.Sprintf("ZO-2026-%05d", n)
			list, err := tx.Planned(t.Context(), zaak)
			if err != nil {
				return err
			}
			for _, r := range list {
				all[zaak] += r.Key + "\n"
			}
		}
		return nil
	}))
	return all
}

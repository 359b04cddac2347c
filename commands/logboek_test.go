package commands_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestNoAnswerWithoutTheLog: when the end of the access log was tampered with, nobody
// gets an answer about a case, and hears why in one sentence.
func TestNoAnswerWithoutTheLog(t *testing.T) {
	address := storetest.SQLite(t)
	g, err := nieuwGesprek(t, address)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range begin() {
		g.mustTake(t, line)
	}
	storetest.Exec(t, address, "DELETE FROM audit_head")
	for _, line := range []string{"casus toon ZO-2026-0142", "casus lijst", `casus wijzig zaak=ZO-2026-0142 aanduiding=K7`} {
		m, err := g.app.Answer(context.Background(), g.newRequest(line, nil))
		if err != nil || !m.Refused || strings.Contains(m.Text, "ZO-2026-0142") || !strings.Contains(m.Text, "Meld het nu de beheerder") {
			t.Errorf("%s: %v %s", line, err, m.Text)
		}
	}
}

// TestLogOfANumberThatWasErased: whoever opens a case with a number that was used before
// sees nothing of the case it was, whatever period or person is asked for.
func TestLogOfANumberThatWasErased(t *testing.T) {
	g, err := nieuwGesprek(t, storetest.SQLite(t))
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	g.mustTake(t, "casus nieuw zaak=ZO-2026-0370 start=01-06-2026 niveau=basis")
	g.mustTake(t, "casus toon ZO-2026-0370")
	g.now = g.now.AddDate(0, 0, 1)
	err = g.store.Logged(ctx, func(tx *store.Tx) error {
		_, err := scheduler.Erase(ctx, tx, "ZO-2026-0370", g.now)
		return errors.Join(err, tx.Log(ctx, audit.Event{
			At: g.now, Wat: "erase", Actie: audit.Verwijderen, Uitkomst: audit.Gelukt, Wie: "root", Casus: "ZO-2026-0370",
		}))
	})
	if err != nil {
		t.Fatal(err)
	}
	g.now = g.now.AddDate(0, 0, 1)
	g.wie = "bram"
	g.mustTake(t, "casus nieuw zaak=ZO-2026-0370 start=01-06-2026 niveau=basis")
	for line, want := range map[string]string{
		"":                "Bram (consulent), aangemaakt",
		" tot=13-11-2026": "er staat niets in deze periode",
		" wie=@anouk":     "er staat niets in deze periode",
	} {
		text := show(g.mustTake(t, "regiebot logboek zaak=ZO-2026-0370"+line))
		if strings.Contains(text, "Anouk") || !strings.Contains(text, want) {
			t.Errorf("%q: %s", line, text)
		}
	}
}

// TestNoodtoegangOfManyTeams: what other teams did leaves the list of one team whole.
func TestNoodtoegangOfManyTeams(t *testing.T) {
	g, err := nieuwGesprek(t, storetest.SQLite(t))
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	used := func(wie string) audit.Event {
		g.now = g.now.Add(time.Second)
		return audit.Event{At: g.now, Wat: "casus noodtoegang", Actie: audit.Wijzigen, Uitkomst: audit.Gelukt, Wie: wie, Rol: "consulent", Casus: "ZO-2026-0371", Object: "noodtoegang"}
	}
	events := []audit.Event{used("esra")}
	for range 300 {
		events = append(events, used("iemand-anders"))
	}
	if err := g.store.Logged(ctx, func(tx *store.Tx) error { return tx.Log(ctx, events...) }); err != nil {
		t.Fatal(err)
	}
	g.wie = "marit"
	if text := show(g.mustTake(t, "regiebot logboek")); strings.Count(text, "noodtoegang**") != 1 || !strings.Contains(text, "Esra") {
		t.Errorf("shown:\n%s", text)
	}
}

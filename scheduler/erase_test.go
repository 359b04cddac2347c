package scheduler_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// overzicht is a digest of bram about two cases, on 3 December at 09.00, and one of
// daniel about the second.
func overzicht(t testing.TB, s *store.Store) {
	t.Helper()
	bewaar(t, s, zaakVPR("ZO-1", "anouk", "bram", "2026-11-12"), zaakVPR("ZO-2", "bram", "daniel", "2026-11-12"))
}

// berichten are the messages as they are now, by recipient.
func berichten(post *postbus) map[string][]string {
	got := map[string][]string{}
	for _, d := range post.messages {
		if d.nu != nil {
			got[d.to] = append(got[d.to], tekst(*d.nu))
		}
	}
	return got
}

// noemt counts the messages that name a case, buttons and preview included.
func noemt(post *postbus, zaak string) int {
	n := 0
	for _, d := range post.messages {
		if d.nu != nil && strings.Contains(alles(*d.nu), zaak) {
			n++
		}
	}
	return n
}

func alles(m bot.Message) string {
	text := tekst(m) + m.Preview
	for _, part := range append(m.Parts, bot.Part{Buttons: m.Buttons}) {
		for _, b := range part.Buttons {
			text += "\n" + b.Label + " " + b.Line
		}
	}
	return text
}

func TestEraseSent(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		overzicht(t, s)
		sched, post := planner(t, s)
		ticks(t, sched, "2026-12-02 08:00", "2026-12-03 09:00")
		before := berichten(post)
		if noemt(post, "ZO-1") < 4 || len(before["daniel"]) == 0 {
			t.Fatalf("too little to erase: %v", before)
		}
		erased, err := wis(t, s, "zo-1", "2026-12-03 09:10")
		if err != nil || erased.Zaak != "ZO-1" || erased.Rows["casussen"] != 1 || erased.Corrected != noemtEerst(before, "ZO-1") || erased.Changed == 0 {
			t.Errorf("%+v, %v", erased, err)
		}
		tick(t, sched, "2026-12-03 09:11")
		if n := noemt(post, "ZO-1"); n != 0 {
			t.Errorf("%d messages name it: %v", n, berichten(post))
		}
		gelijk(t, before["daniel"], berichten(post)["daniel"])
		gelijk(t, 0, len(berichten(post)["anouk"]))
		last := berichten(post)["bram"]
		if text := last[len(last)-1]; !strings.HasPrefix(text, "**Je hebt 1 herinnering**") || !strings.Contains(text, "ZO-2") {
			t.Errorf("%s", text)
		}
		gelijk(t, 0, resterend(t, s))
		// What is left of the digest goes with the other case.
		if _, err := wis(t, s, "ZO-2", "2026-12-03 09:12"); err != nil {
			t.Error(err)
		}
		tick(t, sched, "2026-12-03 09:13")
		gelijk(t, map[string][]string{}, berichten(post))
		if _, err := wis(t, s, "ZO-2", "2026-12-03 09:14"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a second time: %v", err)
		}
	})
}

// resterend counts what the platform has still to do.
func resterend(t testing.TB, s *store.Store) int {
	t.Helper()
	return int(view(t, s, func(ctx context.Context, tx *store.Tx) (int64, error) { return tx.Corrections(ctx) }))
}

func noemtEerst(got map[string][]string, zaak string) int {
	n := 0
	for _, list := range got {
		for _, text := range list {
			if strings.Contains(text, zaak) {
				n++
			}
		}
	}
	return n
}

func TestEraseWaiting(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		overzicht(t, s)
		sched, post := planner(t, s)
		ticks(t, sched, "2026-12-02 08:00", "2026-12-03 08:30")
		away := true
		post.refuse = func(string, string) error {
			if away {
				return errors.New("away")
			}
			return nil
		}
		tick(t, sched, "2026-12-03 09:00")
		erased, err := wis(t, s, "ZO-1", "2026-12-03 09:00")
		if err != nil || erased.Planned != 1 {
			t.Errorf("%+v, %v", erased, err)
		}
		away = false
		gelijk(t, lines(`
			2026-12-03 10:30 daniel ZO-2 VPR-6 1
			2026-12-03 10:30 bram ZO-2 VPR-6 1`), regels(tick(t, sched, "2026-12-03 10:30")))
		gelijk(t, 0, noemt(post, "ZO-1"))
		gelijk(t, 0, resterend(t, s))
		gelijk(t, 0, len(tick(t, sched, "2026-12-03 10:31")))
	})
}

// A message of which the platform did not say whether it is there is found and taken away.
func TestEraseLostReceipt(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "bram", "daniel", "2026-11-12"))
		sched, post := planner(t, s)
		post.lose = true
		ticks(t, sched, "2026-12-02 08:00", "2026-12-03 09:00")
		if noemt(post, "ZO-1") == 0 {
			t.Fatal("nothing to take away")
		}
		post.lose = false
		if _, err := wis(t, s, "ZO-1", "2026-12-03 09:00"); err != nil {
			t.Fatal(err)
		}
		post.refuse = func(string, string) error { return errors.New("away") }
		tick(t, sched, "2026-12-03 09:01")
		if resterend(t, s) == 0 {
			t.Error("forgotten while the platform was away")
		}
		post.refuse = nil
		tick(t, sched, "2026-12-03 09:01") // not yet: it waits a minute
		if resterend(t, s) == 0 {
			t.Error("tried again at once")
		}
		tick(t, sched, "2026-12-03 09:02")
		gelijk(t, 0, resterend(t, s))
		gelijk(t, map[string][]string{}, berichten(post))
	})
}

// Of a message of several posts some can be there: they are taken away as well.
func TestEraseHalfAMessage(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, zaakVPR("ZO-1", "bram", "daniel", "2026-11-12"))
		sched, post := planner(t, s)
		post.lose = true
		ticks(t, sched, "2026-12-02 08:00", "2026-12-03 09:00")
		post.lose, post.half = false, true
		if _, err := wis(t, s, "ZO-1", "2026-12-03 09:00"); err != nil {
			t.Fatal(err)
		}
		if noemt(post, "ZO-1") == 0 || resterend(t, s) == 0 {
			t.Fatal("nothing to take away")
		}
		tick(t, sched, "2026-12-03 09:01")
		gelijk(t, 0, resterend(t, s))
		gelijk(t, 0, noemt(post, "ZO-1"))
	})
}

func TestEraseWhileSending(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, change func(string)) {
		bewaar(t, s, zaakVPR("ZO-1", "bram", "daniel", "2026-11-12"))
		sched := scheduler.New(s, nil, slog.New(slog.DiscardHandler), "w1")
		tick(t, sched, "2026-12-03 09:00")
		if _, err := s.Claim(t.Context(), "slow", om("2026-12-03 09:00"), 2*time.Minute, 10); err != nil {
			t.Fatal(err)
		}
		if _, err := wis(t, s, "ZO-1", "2026-12-03 09:01"); !errors.Is(err, store.ErrSending) || !strings.Contains(err.Error(), "two minutes") {
			t.Errorf("%v", err)
		}
		gelijk(t, true, bestaat(t, s, "ZO-1"))
		change(endLeases)
		if _, err := wis(t, s, "ZO-1", "2026-12-03 09:02"); err != nil {
			t.Errorf("after the lease: %v", err)
		}
	})
}

// A message that arrives after all, when it was erased here already, is taken away.
func TestEraseOvertakesASlowPlatform(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, change func(string)) {
		bewaar(t, s, zaakVPR("ZO-1", "bram", "daniel", "2026-11-12"))
		sched, post := planner(t, s)
		ticks(t, sched, "2026-12-02 08:00", "2026-12-03 08:30")
		post.after = func() {
			post.after = nil
			change(endLeases)
			if _, err := wis(t, s, "ZO-1", "2026-12-03 09:02"); err != nil {
				t.Errorf("%v", err)
			}
		}
		tick(t, sched, "2026-12-03 09:00")
		tick(t, sched, "2026-12-03 09:03")
		gelijk(t, 0, noemt(post, "ZO-1"))
		gelijk(t, 0, resterend(t, s))
	})
}

func TestEraseFromTheAgenda(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		overzicht(t, s)
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			team, err := tx.Team(ctx, teamNaam)
			team.Ritmes = []p.Ritme{{Wat: "casuistiekbespreking", Eerste: dag("2026-11-24"), Weken: 2}, {Wat: "training", Eerste: dag("2025-11-24")}}
			return errors.Join(err, tx.SaveTeam(ctx, team), tx.PlanTeam(ctx, teamNaam, dag("2026-11-17")))
		})
		sched, post := planner(t, s)
		tick(t, sched, "2026-11-23 09:00")
		agenda := func() bot.Part {
			for _, d := range post.messages {
				if d.to == kanaal && d.nu != nil {
					return d.nu.Parts[0]
				}
			}
			t.Fatal("no agenda")
			return bot.Part{}
		}
		if !strings.Contains(agenda().Text, "2 VPR-casussen") {
			t.Fatalf("%s", agenda().Text)
		}
		for zaak, want := range map[string]string{"ZO-1": "Op de agenda: 1 VPR-casus (regel VPR-9).\n* ZO-2"} {
			if _, err := wis(t, s, zaak, "2026-11-23 09:05"); err != nil {
				t.Fatal(err)
			}
			tick(t, sched, "2026-11-23 09:06")
			if text := agenda().Text; !strings.HasSuffix(text, want) {
				t.Errorf("%s", text)
			}
		}
		if _, err := wis(t, s, "ZO-2", "2026-11-23 09:07"); err != nil {
			t.Fatal(err)
		}
		tick(t, sched, "2026-11-23 09:08")
		gelijk(t, "**Casuïstiekbespreking op di 24 november 2026**. Er zijn nu geen VPR-casussen (regel VPR-9).", agenda().Text)
	})
}

// An announcement that waits is about several cases, and is no reminder.
func TestEraseFromAnAnnouncement(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		bewaar(t, s, gesloten("ZO-1", "anouk", "2025-11-13"), gesloten("ZO-2", "anouk", "2025-11-13"))
		sched, post := planner(t, s)
		gelijk(t, 0, len(tick(t, sched, "2026-11-13 09:00"))) // a Friday: Anouk is back on Monday
		erased, err := wis(t, s, "ZO-1", "2026-11-13 09:00")
		if err != nil || erased.Changed != 1 {
			t.Errorf("%+v, %v", erased, err)
		}
		gelijk(t, []string{"2026-11-16 09:00 anouk ZO-2 BW-1 1"}, regels(tick(t, sched, "2026-11-16 09:00")))
		gelijk(t, 0, noemt(post, "ZO-1"))
		gelijk(t, 1, noemt(post, "ZO-2"))
	})
}

func TestEraseForms(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		overzicht(t, s)
		drafts := []store.Draft{
			{Gebruiker: "anouk", ID: "1", Fields: map[string]string{"zaak": "zo-1"}},
			{Gebruiker: "bram", ID: "1", Line: "mdo gehouden zaak=ZO-1"},
			{Gebruiker: "bram", ID: "2", Fields: map[string]string{"reden": "zie ook ZO-1."}},
			{Gebruiker: "bram", ID: "3", Fields: map[string]string{"zaak": "ZO-12"}},
		}
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			var err error
			for _, d := range drafts {
				d.UpdatedAt = om("2026-11-13 09:00")
				err = errors.Join(err, tx.SaveDraft(ctx, d))
			}
			return err
		})
		erased, err := wis(t, s, "ZO-1", "2026-11-13 10:00")
		if err != nil || erased.Rows["drafts"] != 3 {
			t.Errorf("%+v, %v", erased, err)
		}
	})
}

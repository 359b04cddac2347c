package scheduler_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// eachDamaged is each with a way to damage what is stored.
func eachDamaged(t *testing.T, f func(t *testing.T, s *store.Store, damage func(statement string))) {
	t.Helper()
	storetest.EachAddress(t, func(t *testing.T, address string) {
		f(t, metTeam(t, storetest.Open(t, address)), func(statement string) { storetest.Exec(t, address, statement) })
	})
}

const (
	damageCasus   = "UPDATE casussen SET data = substr(data, 1, length(data) - 4) || 'AAAA' WHERE zaak = 'ZO-2'"
	endLeases     = "UPDATE outbox SET claimed_until = 1 WHERE state = 'claimed'" // as time does
	damageMessage = "UPDATE outbox SET message = substr(message, 1, length(message) - 4) || 'AAAA' WHERE key LIKE 'broken%'"
)

// A reminder of a casus that cannot be opened goes out with what the reminder tells, and
// the others as always.
func TestTickUnreadableCasus(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
		vierPersonen(t, s)
		damage(damageCasus)
		var log bytes.Buffer
		post := &postbus{t: t}
		sched := scheduler.New(s, post, slog.New(slog.NewTextHandler(&log, nil)), "w1")
		t.Run("EV-5 with the term and the last day", func(t *testing.T) {
			got := tick(t, sched, "2026-10-29 09:00")
			gelijk(t, 4, len(got))
			texts := post.take()
			want := "**ZO-2: Evaluatie houden**. De laatste dag is di 24 november 2026.\n\n" +
				"De gegevens van deze casus kunnen niet worden gelezen. Kijk in het dossier wat er moet gebeuren, en meld het nu de beheerder.\n\nRegel EV-1, EV-5."
			gelijk(t, []string{want}, texts["bram"])
			if strings.Contains(texts["anouk"][0], "beheerder") {
				t.Errorf("%q", texts["anouk"])
			}
			if !strings.Contains(log.String(), "casus=ZO-2") || strings.Contains(log.String(), "ZO-1") {
				t.Errorf("logged %q", log.String())
			}
		})
		t.Run("EV-5 after an outage the latest stage only", func(t *testing.T) {
			for _, d := range tick(t, sched, "2026-11-25 09:00") {
				if d.To == "bram" && (len(d.Keys) != 1 || !strings.Contains(d.Keys[0], "/te-laat/")) {
					t.Errorf("sent %q", d.Keys)
				}
			}
			texts := post.take()
			if got := texts["bram"]; len(got) != 1 || !strings.Contains(got[0], "De laatste dag was di 24 november 2026.") {
				t.Errorf("%q", got)
			}
			tick(t, sched, "2026-11-25 10:00")
			gelijk(t, 0, len(post.take()["bram"]))
		})
	})
}

// Who stands in is told so, also of a casus that cannot be opened.
func TestTickUnreadableStandIn(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
		bewaar(t, s, zaakPR("ZO-2", "bram", p.Basis, "2026-05-24"))
		damage(damageCasus)
		update(t, s, func(ctx context.Context, tx *store.Tx) error {
			bram, err := tx.Lid(ctx, "bram")
			bram.Vervanger, bram.Weg = "hanan", true
			if err != nil {
				return err
			}
			return tx.SaveLid(ctx, bram)
		})
		sched, post := planner(t, s)
		tick(t, sched, "2026-10-29 09:00")
		if got := post.take()["hanan"]; len(got) != 1 || !strings.Contains(got[0], "Je krijgt dit omdat Bram er niet is (regel EV-1, EV-5).") {
			t.Errorf("%q", got)
		}
	})
}

// The list of a team names a casus that cannot be opened.
func TestRitmeUnreadable(t *testing.T) {
	eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
		bewaar(t, s, zaakVPR("ZO-1", "anouk", "bram", "2026-11-13"), zaakVPR("ZO-2", "bram", "daniel", "2026-11-13"))
		metRitme(t, s)
		damage(damageCasus)
		sched, post := planner(t, s)
		var all []string
		ticks(t, sched, "2026-11-16 09:00", "2026-11-17 17:00")
		for _, texts := range post.take() {
			all = append(all, texts...)
		}
		if text := strings.Join(all, "\n"); !strings.Contains(text, "2 VPR-casussen") || !strings.Contains(text, "* ZO-2 (kan niet worden gelezen: meld het de beheerder)") {
			t.Errorf("%q", all)
		}
	})
}

// A message that cannot be read holds up nobody: it is given up, its recipient is told
// that it was there, and what comes behind it goes on.
func TestDeliverUnreadable(t *testing.T) {
	for name, of := range map[string]struct{ message, damage string }{"no message": {"{", ""}, "damaged": {"{}", damageMessage}} {
		eachDamaged(t, func(t *testing.T, s *store.Store, damage func(string)) {
			t.Run(name, func(t *testing.T) {
				vierPersonen(t, s)
				tick(t, scheduler.New(s, nil, slog.New(slog.DiscardHandler), "w0"), "2026-10-29 09:00")
				update(t, s, func(ctx context.Context, tx *store.Tx) error {
					for _, to := range []string{"bram", kanaal} {
						post := store.Post{Key: "broken" + to, Aan: to, Message: []byte(of.message), Zaken: []string{"ZO-7"}, CreatedAt: om("2026-10-28 09:00")}
						if err := tx.Enqueue(ctx, post); err != nil {
							return err
						}
					}
					return nil
				})
				if of.damage != "" {
					damage(of.damage)
				}
				sched, post := planner(t, s)
				tick(t, sched, "2026-10-29 09:01")
				texts := post.take()
				gelijk(t, []string{kanaal, "anouk", "bram", "chantal", "daniel"}, namen(texts))
				got := strings.Join(texts["bram"], "\n")
				if len(texts["bram"]) != 2 || !strings.Contains(got, "**Een bericht aan jou kan niet meer worden gelezen**. Het ging over ZO-7.") || !strings.Contains(got, "ZO-2: Evaluatie houden") {
					t.Errorf("%q", got)
				}
				if got := texts[kanaal]; len(got) != 1 || !strings.Contains(got[0], "aan dit kanaal") {
					t.Errorf("%q", got)
				}
				stats := view(t, s, func(ctx context.Context, tx *store.Tx) (store.Stats, error) { return tx.Stats(ctx) })
				gelijk(t, []int{0, 2, 6}, []int{stats.Waiting, stats.Failed, stats.Sent})
				tick(t, sched, "2026-10-29 09:05")
				gelijk(t, 0, len(post.take()))
			})
		})
	}
}

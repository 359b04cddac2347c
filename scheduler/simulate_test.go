package scheduler_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

var updateGolden = flag.Bool("update", false, "rewrite the files in testdata")

// halfjaar is the period of the example: its reference day and half a year after it.
var halfjaar = struct{ from, until string }{"2026-11-13 00:00", "2027-05-13 23:59"}

// metRitme gives the example team its returning events.
func metRitme(t testing.TB, s *store.Store) *store.Store {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		team, err := tx.Team(ctx, teamNaam)
		if err != nil {
			return err
		}
		team.Ritmes = []p.Ritme{
			{Wat: "casuistiekbespreking", Eerste: dag("2026-11-17"), Weken: 2},
			{Wat: "werkoverleg", Eerste: dag("2026-11-23"), Weken: 4},
			{Wat: "themabijeenkomst", Eerste: dag("2026-04-15")},
		}
		if err := tx.SaveTeam(ctx, team); err != nil {
			return err
		}
		return tx.PlanTeam(ctx, teamNaam, dag("2026-11-13"))
	})
	return s
}

// metMelding reports a crisis at night, in a case of anouk.
func metMelding(t testing.TB, s *store.Store) *store.Store {
	t.Helper()
	wijzig(t, s, "ZO-2026-0142", func(c *p.Casus) {
		c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-11-13 02:20")}, {Soort: p.Spoed, Gemeld: om("2026-11-12 16:00")}}
	})
	return s
}

func simuleer(t testing.TB, s *store.Store, from, until string) []scheduler.Delivered {
	t.Helper()
	list, err := scheduler.Simulate(t.Context(), s, om(from), om(until))
	if err != nil {
		t.Fatalf("simulate: %v", err)
	}
	return list
}

// volledig is everything of a delivery but the platform.
func volledig(list []scheduler.Delivered) []string {
	out := []string{}
	for _, d := range list {
		out = append(out, fmt.Sprintf("%s\nto %s\nkeys %q\ncasus %q\nrules %q\n%s\n%+v", d.At.In(amsterdam()).Format(time.RFC3339), d.To, d.Keys, d.Casus, d.Rules, tekst(d.Message), knoppen(d.Message)))
	}
	return out
}

func knoppen(m bot.Message) []bot.Button {
	all := slices.Clone(m.Buttons)
	for _, part := range m.Parts {
		all = append(all, part.Buttons...)
	}
	return all
}

// inhoud is everything that a database holds, as text.
func inhoud(t testing.TB, s *store.Store) string {
	t.Helper()
	return view(t, s, func(ctx context.Context, tx *store.Tx) (string, error) {
		var out strings.Builder
		cases, err := tx.Casussen(ctx, store.Filter{})
		if err != nil {
			return "", err
		}
		for _, c := range cases {
			planned, err := tx.Planned(ctx, c.Zaaknummer)
			if err != nil {
				return "", err
			}
			sent, err := tx.Sent(ctx, c.Zaaknummer)
			if err != nil {
				return "", err
			}
			fmt.Fprintf(&out, "%+v\n%+v\n%+v\n", c, planned, sent)
		}
		team, err := tx.PlannedTeam(ctx, teamNaam)
		if err != nil {
			return "", err
		}
		waiting, err := tx.Waiting(ctx)
		if err != nil {
			return "", err
		}
		history, err := tx.History(ctx, "", 10000)
		if err != nil {
			return "", err
		}
		last, err := tx.LastTick(ctx, "tick")
		fmt.Fprintf(&out, "%+v\n%+v\n%+v\n%v", team, waiting, history, last)
		return out.String(), err
	})
}

// What simulate shows is what the real rounds then send, message by message, and it
// changes nothing.
func TestSimulateIsTheRealRun(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := metMelding(t, metCasussen(t, metRitme(t, metTeam(t, open()))))
		before := inhoud(t, s)
		until := halfjaar.until
		if strings.HasSuffix(t.Name(), "/postgres") {
			until = "2027-01-31 23:59" // the rest of the half year is the same work again
		}
		simulated := simuleer(t, s, halfjaar.from, until)
		t.Run("EV-5 nothing is changed or sent", func(t *testing.T) { gelijk(t, before, inhoud(t, s)) })
		t.Run("EV-5 asked again for a part of the period, that part of it", func(t *testing.T) {
			var part []scheduler.Delivered
			for _, d := range simulated {
				if !d.At.After(om("2026-12-10 23:59")) {
					part = append(part, d)
				}
			}
			gelijk(t, volledig(part), volledig(simuleer(t, s, halfjaar.from, "2026-12-10 23:59")))
		})
		post := &postbus{t: t}
		run := func(from, until string) []scheduler.Delivered {
			list, err := scheduler.New(s, post, slog.New(slog.DiscardHandler), "real").RunUntil(t.Context(), om(from), om(until))
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		t.Run("VPR-6 the real run sends the same, with a restart on the way", func(t *testing.T) {
			echt := run(halfjaar.from, "2027-01-04 08:30")
			// Asked half-way for what is to come, it goes on from the last real round.
			rest := simuleer(t, s, "2027-01-15 00:00", until)
			echt = append(echt, run("2027-01-04 08:30", until)...)
			gelijk(t, volledig(simulated), volledig(echt))
			gelijk(t, volledig(echt[len(echt)-len(rest):]), volledig(rest))
			gelijk(t, len(echt), len(post.messages))
			for i, d := range echt {
				gelijk(t, d.To+"\n"+tekst(d.Message), post.messages[i].to+"\n"+tekst(post.messages[i].m))
			}
		})
	})
}

// Rounds of every minute send what the quick run sends, at the same minute.
func TestSimulateIsEveryMinute(t *testing.T) {
	s := metMelding(t, metCasussen(t, metRitme(t, metTeam(t, storetest.Open(t, storetest.SQLite(t))))))
	simulated := simuleer(t, s, halfjaar.from, "2026-11-16 23:59")
	sched, _ := planner(t, s)
	var echt []scheduler.Delivered
	for at := om(halfjaar.from); !at.After(om("2026-11-16 23:59")); at = at.Add(time.Minute) {
		delivered, err := sched.Tick(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		echt = append(echt, delivered...)
	}
	gelijk(t, volledig(simulated), volledig(echt))
}

// The half year of the example team: how often each person hears of each rule.
func TestSimulateGolden(t *testing.T) {
	s := metMelding(t, metCasussen(t, metRitme(t, metTeam(t, storetest.Open(t, storetest.SQLite(t))))))
	got := samenvatting(simuleer(t, s, halfjaar.from, halfjaar.until))
	const file = "testdata/halfjaar.txt"
	if *updateGolden {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	gelijk(t, lines(string(want)), lines(got))
}

// samenvatting counts messages and items per person, and items per person and rule.
func samenvatting(list []scheduler.Delivered) string {
	messages, items, rules := map[string]int{}, map[string]int{}, map[[2]string]int{}
	for _, d := range list {
		messages[d.To]++
		items[d.To] += len(d.Keys)
		for _, rule := range d.Rules {
			rules[[2]string{d.To, rule}]++
		}
	}
	var out strings.Builder
	out.WriteString("# Berichten van 13 november 2026 tot en met 13 mei 2027, per persoon en per regel.\n# Bijwerken: go test ./scheduler -run Golden -update\n")
	for _, name := range slices.Sorted(maps.Keys(messages)) {
		fmt.Fprintf(&out, "%s: %d berichten, %d herinneringen\n", name, messages[name], items[name])
		pairs := slices.SortedFunc(maps.Keys(rules), func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
		for _, pair := range pairs {
			if pair[0] == name {
				fmt.Fprintf(&out, "    %-6s in %d berichten\n", pair[1], rules[pair])
			}
		}
	}
	return out.String()
}

// The steps of the VPR cases on the reference day, as their people hear of them.
func TestExampleVPR(t *testing.T) {
	s := metCasussen(t, metTeam(t, storetest.Open(t, storetest.SQLite(t))))
	heard := map[string][]string{}
	for _, d := range simuleer(t, s, "2026-11-13 00:00", "2026-11-17 17:00") {
		for _, key := range d.Keys {
			parts := strings.Split(key, "/")
			heard[parts[0]] = append(heard[parts[0]], strings.Join(append([]string{d.At.In(amsterdam()).Format("01-02")}, parts[1:]...), " ")+">"+d.To)
		}
	}
	for _, c := range []struct{ name, zaak, want string }{
		{"VPR-2 ZO-2026-0171: no letter, no duo-partner", "ZO-2026-0171", "11-16 brief 2026-11-10 week-2026-11-11 anouk>anouk"},
		{"VPR-2 ZO-2026-0168: duo-partner, no letter", "ZO-2026-0168", "11-13 brief 2026-11-05 week-2026-11-06 bram>bram"},
		{"VPR-4 ZO-2026-0165: letter and duo-partner, no startbijeenkomst: no term", "ZO-2026-0165", ""},
		{"VPR-6 ZO-2026-0142: startbijeenkomst today", "ZO-2026-0142", "11-13 mdo 2026-12-25 start bram>bram, 11-16 mdo 2026-12-25 start anouk>anouk"},
		{"VPR-6 ZO-2026-0150: planned in time, last day 30 November", "ZO-2026-0150", ""},
		{"VPR-6 ZO-2026-0138: not planned, last day 20 November", "ZO-2026-0138", "11-13 mdo 2026-11-20 1-week esra>esra, 11-16 mdo 2026-11-20 1-week chantal>chantal"},
		{"VPR-6 ZO-2026-0121: not planned, last day was 26 October", "ZO-2026-0121", "11-13 mdo 2026-10-26 te-laat daniel>daniel, 11-13 mdo 2026-10-26 te-laat fleur>fleur, 11-16 mdo 2026-10-26 dag-2026-11-16 fleur>fleur, 11-16 mdo 2026-10-26 manager joris>joris"},
		{"VPR-6 ZO-2026-0117: planned for 19 November, last day was 19 October", "ZO-2026-0117", "11-16 mdo 2026-10-19 te-laat hanan>hanan, 11-16 mdo 2026-10-19 te-laat gijs>hanan, 11-16 mdo 2026-10-19 manager joris>joris"},
		{"VPR-8 ZO-2026-0098: MDO held in time, evaluation on 18 November", "ZO-2026-0098", "11-16 evaluatie 2026-11-18 1-week hanan>hanan, 11-16 evaluatie 2026-11-18 1-week gijs>hanan"},
		{"VPR-8 ZO-2026-0083: evaluation of 22 October not held", "ZO-2026-0083", "11-13 evaluatie 2026-10-22 te-laat bram>bram, 11-16 evaluatie 2026-10-22 te-laat anouk>anouk, 11-16 evaluatie 2026-10-22 dag-2026-11-16 bram>bram, 11-16 evaluatie 2026-10-22 manager joris>joris, 11-17 evaluatie 2026-10-22 dag-2026-11-17 bram>bram"},
		{"VPR-2 ZO-2026-0060: MDO held, no letter", "ZO-2026-0060", "11-13 evaluatie 2026-11-19 1-week bram>bram, 11-16 evaluatie 2026-11-19 1-week anouk>anouk, 11-16 brief 2026-06-02 week-2026-06-03 anouk>anouk"},
		{"VPR-10 ZO-2026-0044: brought to the OVV again, evaluation on 24 November", "ZO-2026-0044", "11-13 evaluatie 2026-11-24 4-weken esra>esra, 11-16 evaluatie 2026-11-24 4-weken chantal>chantal, 11-17 evaluatie 2026-11-24 1-week chantal>chantal, 11-17 evaluatie 2026-11-24 1-week esra>esra"},
		{"VPR-10 ZO-2025-0187: scaled down to basis", "ZO-2025-0187", ""},
		{"RN-8 ZO-2025-0160: closed", "ZO-2025-0160", ""},
	} {
		t.Run(c.name, func(t *testing.T) { gelijk(t, c.want, strings.Join(heard[c.zaak], ", ")) })
	}
}

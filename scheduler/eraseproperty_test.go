package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/keys"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// stap is one day of a random story: what is changed in the morning, how the platform
// is at nine, and what is erased before it is well again at ten.
type stap struct {
	days   int // since the day before
	change int // which case; -1: none
	how    int
	ill    string // "", "away" or "lost"
	erase  int    // which case; -1: none
}

// casesInStory are few, so that one digest often is about several.
const casesInStory = 6

func stories() *rapid.Generator[[]stap] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) stap {
		return stap{
			days: rapid.IntRange(1, 9).Draw(t, "days"), change: rapid.IntRange(-1, casesInStory-1).Draw(t, "change"), how: rapid.IntRange(0, 5).Draw(t, "how"),
			ill: rapid.SampledFrom([]string{"", "", "away", "lost"}).Draw(t, "platform"), erase: rapid.IntRange(-3, casesInStory-1).Draw(t, "erase"),
		}
	}), 3, 12)
}

// wereld is a database with a platform, in which a story happens.
type wereld struct {
	t      testing.TB
	s      *store.Store
	sched  *scheduler.Scheduler
	post   *postbus
	today  p.Date
	erased map[string]bool
	echt   bool // cases are really erased here
}

func nieuweWereld(t testing.TB, address string, echt bool) *wereld {
	s := metTeam(t, storetest.Open(t, address))
	post := &postbus{t: t}
	w := &wereld{t: t, s: s, post: post, sched: scheduler.New(s, post, slog.New(slog.DiscardHandler), "w1"), today: dag("2026-11-16"), erased: map[string]bool{}, echt: echt}
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		team, err := tx.Team(ctx, teamNaam)
		team.Ritmes = []p.Ritme{{Wat: "casuistiekbespreking", Eerste: dag("2026-11-24"), Weken: 1}}
		return errors.Join(err, tx.SaveTeam(ctx, team), tx.PlanTeam(ctx, teamNaam, w.today))
	})
	for i := range casesInStory {
		c := zaakVPR(zaakNr(i), "bram", "daniel", w.today.AddDays(-i).String())
		if i%3 == 2 {
			c = zaakPR(zaakNr(i), "bram", p.Licht, w.today.AddDays(-150-i).String())
		}
		bewaar(t, s, c)
	}
	return w
}

// zaakNr has numbers that begin like another.
func zaakNr(i int) string { return []string{"ZO-1", "ZO-12", "ZO-1.2", "zo-3", "ZO-1/4", "A-ZO-1"}[i] }

func (w *wereld) at(hour string) string { return w.today.String() + " " + hour }

// day lets one day of the story happen.
func (w *wereld) day(d stap) {
	w.today = w.today.AddDays(d.days)
	if d.change >= 0 && !w.erased[zaakNr(d.change)] {
		w.change(zaakNr(d.change), d.how)
	}
	w.post.refuse, w.post.lose = nil, d.ill == "lost"
	if d.ill == "away" {
		w.post.refuse = func(string, string) error { return errors.New("away") }
	}
	tick(w.t, w.sched, w.at("09:00"))
	if d.erase >= 0 && !w.erased[zaakNr(d.erase)] {
		w.erased[zaakNr(d.erase)] = true
		if w.echt {
			w.erase(zaakNr(d.erase))
		}
	}
	w.post.refuse, w.post.lose = nil, false
	tick(w.t, w.sched, w.at("10:00"))
	tick(w.t, w.sched, w.at("12:00"))
}

func (w *wereld) erase(zaak string) {
	if _, err := wis(w.t, w.s, zaak, w.at("09:03")); err != nil {
		w.t.Fatalf("%s: %v", zaak, err)
	}
}

func (w *wereld) change(zaak string, how int) {
	c := view(w.t, w.s, func(ctx context.Context, tx *store.Tx) (p.Casus, error) { return tx.Casus(ctx, zaak) })
	if !c.IsOpen() {
		return
	}
	switch how {
	case 0:
		c.MDOs = append(c.MDOs, p.MDO{Gepland: w.today.AddDays(5)})
	case 1:
		c.Evaluaties = append(c.Evaluaties, p.Evaluatie{Gehouden: w.today, Uitkomst: "goed"})
	case 2:
		c.Regisseur, c.Duo = "daniel", "bram"
	case 3:
		draft := store.Draft{Gebruiker: "bram", ID: zaak, Line: "mdo gehouden", Fields: map[string]string{"reden": "lijkt op " + zaak + "."}, UpdatedAt: om(w.at("08:00"))}
		update(w.t, w.s, func(ctx context.Context, tx *store.Tx) error { return tx.SaveDraft(ctx, draft) })
	case 4:
		c.Meldingen = append(c.Meldingen, p.Melding{Soort: p.Spoed, Gemeld: om(w.at("08:00"))})
	default:
		c.Sluiting = p.Sluiting{Op: w.today, Reden: "zelf"}
	}
	bewaar(w.t, w.s, c)
}

// delivered is how often each reminder is on the platform.
func (w *wereld) delivered() map[string]int {
	got := map[string]int{}
	posts := view(w.t, w.s, func(ctx context.Context, tx *store.Tx) ([]store.Post, error) { return tx.History(ctx, "", 10000) })
	for _, one := range posts {
		for _, key := range one.Keys {
			got[key]++
		}
	}
	return got
}

// ofErased reports whether a key belongs to a case that is erased in the story.
func (w *wereld) ofErased(key string) bool {
	for zaak := range w.erased {
		if rest, ok := strings.CutPrefix(key, p.ZaakKey(zaak)+"/"); ok && strings.Count(rest, "/") == 3 {
			return true
		}
	}
	return false
}

// traces are the tables in which an erased case is still named, what is sealed included.
func (w *wereld) traces() []string {
	var found []string
	update(w.t, w.s, func(ctx context.Context, tx *store.Tx) error {
		table, columns := "", []string(nil)
		return tx.Dump(ctx, store.Rows{
			Table: func(name string, names []string) error { table, columns = name, names; return nil },
			Row: func(values []any) error {
				for i, value := range values {
					text, ok := value.(string)
					if !ok || table == "audit" {
						continue
					}
					for zaak := range w.erased {
						if named(w.opened(table, columns[i], text, values), zaak) {
							found = append(found, fmt.Sprintf("%s: %s.%s", zaak, table, columns[i]))
						}
					}
				}
				return nil
			},
		})
	})
	return found
}

// named finds a number in a text, also as the beginning of a key.
func named(text, zaak string) bool {
	for _, key := range []string{"/mdo/", "/evaluatie/", "/maximum/", "/spoed/", "/brief/", "/bericht/"} {
		if strings.Contains(`"`+text, `"`+p.ZaakKey(zaak)+key) {
			return true
		}
	}
	return p.NoemtZaak(text, zaak)
}

// opened is a text of the database as people would read it.
func (w *wereld) opened(table, column, text string, values []any) string {
	if !keys.Sealed(text) {
		return text
	}
	row := fmt.Sprint(values[0])
	if table == "drafts" {
		row = fmt.Sprint(values[0], "/", values[1])
	}
	plain, err := w.s.Ring().Open(text, table+"."+column+"."+row)
	if err != nil && table != "settings" {
		w.t.Fatalf("%s.%s of %s: %v", table, column, row, err)
	}
	return string(plain)
}

// onPlatform counts the messages that name an erased case.
func (w *wereld) onPlatform() int {
	n := 0
	for _, d := range w.post.messages {
		for zaak := range w.erased {
			if d.nu != nil && p.NoemtZaak(alles(*d.nu), zaak) {
				n++
			}
		}
	}
	return n
}

// tell is a story in two worlds: one in which cases are erased, and one in which they
// are let be. The others hear the same in both, once.
func tell(t testing.TB, address func() string, story []stap) {
	here, there := nieuweWereld(t, address(), true), nieuweWereld(t, address(), false)
	for _, d := range story {
		here.day(d)
		there.day(d)
	}
	if found := here.traces(); len(found) > 0 {
		t.Fatalf("still named: %v", found)
	}
	if n := here.onPlatform(); n > 0 {
		t.Fatalf("%d messages on the platform name what was erased", n)
	}
	want, got := there.delivered(), here.delivered()
	maps.DeleteFunc(want, func(key string, _ int) bool { return here.ofErased(key) })
	if !maps.Equal(want, got) {
		t.Fatalf("the others heard\n%v\nand should have heard\n%v", counted(got), counted(want))
	}
	for key, n := range got {
		if n != 1 {
			t.Fatalf("%s went out %d times", key, n)
		}
	}
}

func counted(m map[string]int) []string {
	var list []string
	for _, key := range slices.Sorted(maps.Keys(m)) {
		list = append(list, fmt.Sprintf("%s %d", key, m[key]))
	}
	return list
}

func TestEraseProperty(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		weinig(t, "30")
		rapid.Check(t, func(rt *rapid.T) {
			story := stories().Draw(rt, "story")
			tell(inner{t, rt}, func() string { return ":memory:" }, story)
		})
	})
	t.Run("postgres", func(t *testing.T) {
		for seed := range 8 {
			tell(t, func() string { return storetest.Postgres(t) }, stories().Example(seed))
		}
	})
}

// inner is a test whose failures are those of one story, so that it can be made shorter.
type inner struct {
	testing.TB
	story *rapid.T
}

func (i inner) Fatalf(format string, args ...any) { i.story.Fatalf(format, args...) }
func (i inner) Errorf(format string, args ...any) { i.story.Errorf(format, args...) }
func (i inner) Helper()                           {}

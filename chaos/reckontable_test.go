package chaos_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/chaos"
	p "github.com/regiebot/regiebot/procesregie"
)

// The count is what everything rests on: it must see what it is there for.
func TestReckon(t *testing.T) {
	at := func(minutes int) time.Time { return monday.Add(time.Duration(minutes) * time.Minute) }
	on := func(key string, marked bool) chaos.Posted { return chaos.Posted{Key: key, Marked: marked, At: at(1)} }
	row := func(key, state string, stap p.Stap, done int) reminder {
		return reminder{Reminder: p.Reminder{Key: key, Zaak: "Z", Termijn: p.TermijnMDO, Stap: stap, Voor: "anouk", At: at(0)}, State: state, Done: at(done)}
	}
	sent := func(key string, keys ...string) message { return message{Key: key, State: "sent", Keys: keys} }
	text := func(list []finding) (texts []string) {
		for _, f := range list {
			texts = append(texts, f.what+": "+f.key)
		}
		return texts
	}
	type result struct {
		Messages, Reminders, Marked, Twice int
		Lost, Doubled                      []string
	}
	for _, c := range []struct {
		name string
		a    account
		want result
	}{
		{
			"all is well",
			account{posted: []chaos.Posted{on("k1", false)}, messages: []message{sent("k1", "r1")}, reminders: []reminder{row("r1", "sent", "a", 1)}},
			result{Messages: 1, Reminders: 1},
		},
		{
			"a message that never came",
			account{messages: []message{sent("k1", "r1")}, reminders: []reminder{row("r1", "sent", "a", 1)}},
			result{Reminders: 1, Lost: []string{"a message that is not on the server: k1", "a reminder in a message that is not on the server: r1"}},
		},
		{
			"a message that was given up",
			account{messages: []message{{Key: "k1", State: "failed", Keys: []string{"r1"}}}, reminders: []reminder{row("r1", "sent", "a", 1)}},
			result{Reminders: 1, Lost: []string{"a message in state failed: k1", "a reminder that is in no message: r1"}},
		},
		{
			"made anew because nobody can tell, and it was there",
			account{
				posted:    []chaos.Posted{on("k1", false), on("k2", true)},
				messages:  []message{{Key: "k1", State: "failed", Keys: []string{"r1", "r2"}, Unsure: true}, sent("k2", "r1")},
				reminders: []reminder{row("r1", "sent", "a", 1)},
			},
			result{Messages: 2, Reminders: 1, Marked: 1},
		},
		{
			"made anew because nobody can tell, and it does not say so",
			account{
				posted:    []chaos.Posted{on("k1", false), on("k2", false)},
				messages:  []message{{Key: "k1", State: "failed", Keys: []string{"r1"}, Unsure: true}, sent("k2", "r1")},
				reminders: []reminder{row("r1", "sent", "a", 1)},
			},
			result{Messages: 2, Reminders: 1, Doubled: []string{"a reminder that came again without saying so: r1"}},
		},
		{
			"a message that came three times",
			account{posted: []chaos.Posted{on("k1", false), on("k1", false), on("k1", false)}, messages: []message{sent("k1", "r1")}, reminders: []reminder{row("r1", "sent", "a", 1)}},
			result{Messages: 3, Reminders: 1, Doubled: []string{"a message: k1"}},
		},
		{
			"marked, and it was there",
			account{posted: []chaos.Posted{on("k1", false), on("k1", true)}, messages: []message{sent("k1", "r1")}, reminders: []reminder{row("r1", "sent", "a", 1)}},
			result{Messages: 2, Reminders: 1, Marked: 1, Twice: 1},
		},
		{
			"marked, and it was not there",
			account{posted: []chaos.Posted{on("k1", true)}, messages: []message{sent("k1", "r1")}, reminders: []reminder{row("r1", "sent", "a", 1)}},
			result{Messages: 1, Reminders: 1, Marked: 1},
		},
		{
			"a message that was taken back and went out all the same",
			account{posted: []chaos.Posted{on("k1", false), on("k2", false)}, messages: []message{sent("k2", "r1")}, reminders: []reminder{row("r1", "sent", "a", 1)}},
			result{Messages: 2, Reminders: 1, Doubled: []string{"a message that the database does not know as sent: k1"}},
		},
		{
			"a reminder in two messages",
			account{posted: []chaos.Posted{on("k1", false), on("k2", false)}, messages: []message{sent("k1", "r1"), sent("k2", "r1")}, reminders: []reminder{row("r1", "sent", "a", 1)}},
			result{Messages: 2, Reminders: 1, Doubled: []string{"a reminder in 2 messages: r1"}},
		},
		{
			"a reminder that waits for nothing",
			account{reminders: []reminder{row("r1", "planned", "a", 0)}},
			result{Lost: []string{"a reminder that is due: r1"}},
		},
		{
			"a reminder that is planned nowhere",
			account{planned: map[string]bool{"r1": true}},
			result{Lost: []string{"a reminder that is not planned any more: r1"}},
		},
		{
			"overtaken by a later stage",
			account{
				posted: []chaos.Posted{on("k1", false)}, messages: []message{sent("k1", "r2")},
				reminders: []reminder{row("r1", "superseded", "a", 1), row("r2", "sent", "b", 1)},
			},
			result{Messages: 1, Reminders: 1},
		},
		{
			"overtaken by what is still to come",
			account{reminders: []reminder{row("r1", "superseded", "a", 1), row("r2", "planned", "b", 0)}, now: at(-1)},
			result{},
		},
		{
			"overtaken by nothing",
			account{
				posted: []chaos.Posted{on("k1", false)}, messages: []message{sent("k1", "r1")},
				reminders: []reminder{row("r1", "sent", "a", 1), row("r2", "superseded", "b", 2)},
			},
			result{Messages: 1, Reminders: 1, Lost: []string{"a reminder in place of which no later stage came: r2"}},
		},
		{
			"a reminder that is no longer asked of anybody",
			account{reminders: []reminder{row("r2", "superseded", "b", 2)}, stage: func(reminder) (int, bool) { return 0, false }},
			result{},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.a.now.IsZero() {
				c.a.now = at(10)
			}
			c.a.clock = chaos.NewClock(monday, func() time.Time { return monday })
			if c.a.stage == nil { // a before b
				c.a.stage = func(r reminder) (int, bool) { return int(r.Stap[0]), true }
			}
			o := c.a.reckon()
			got := result{o.Messages, o.Reminders, o.Marked, o.Twice, text(o.Lost), text(o.Doubled)}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestSpread(t *testing.T) {
	var list []time.Duration
	for n := range 200 {
		list = append(list, time.Duration(200-n)*time.Second)
	}
	if got := spread(list); got != "101.0 s / 3.3 min / 3.3 min" {
		t.Error(got)
	}
	if got := spread(nil); got != "–" {
		t.Error(got)
	}
}

func TestLateIsCountedFromWhenItCouldBeKnown(t *testing.T) {
	day := func(n int) time.Time { return monday.AddDate(0, 0, n) }
	for _, c := range []struct {
		name    string
		at      time.Time
		changes []time.Time
		want    time.Duration
	}{
		{"planned", day(2), nil, 24 * time.Hour},
		{"planned, and changed before that", day(2), []time.Time{day(1)}, 24 * time.Hour},
		{"from before the start", day(-100), nil, 3 * 24 * time.Hour},
		{"from before a change", day(-100), []time.Time{day(1), day(2).Add(time.Hour)}, 23 * time.Hour},
		{"changed after it came", day(1), []time.Time{day(4)}, 48 * time.Hour},
		{"early, by a clock that was ahead", day(3).Add(time.Minute), nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := account{
				posted: []chaos.Posted{{Key: "k1", At: day(3)}}, messages: []message{{Key: "k1", State: "sent", Keys: []string{"r1"}}},
				reminders: []reminder{{Reminder: p.Reminder{Key: "r1", Zaak: "Z", Voor: "anouk", At: c.at}, State: "sent"}},
				stage:     func(reminder) (int, bool) { return 1, true },
				clock:     chaos.NewClock(monday, func() time.Time { return monday }), start: monday, changes: map[string][]time.Time{"Z": c.changes},
			}.reckon()
			if len(o.Simulated) != 1 || o.Simulated[0] != c.want {
				t.Error(o.Simulated)
			}
		})
	}
}

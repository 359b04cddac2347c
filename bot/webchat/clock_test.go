package webchat

import (
	"context"
	"net/http"
	"net/url"
	"reflect"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

func (d *demo) move(step string) string {
	d.Helper()
	return d.fine(d.do(http.MethodPost, anouk+"/klok", url.Values{"stap": {step}}))
}

func TestClockShowsTheMoment(t *testing.T) {
	d := start(t)
	d.shows(d.page(anouk), `<time datetime="2026-11-13T09:00">vr 13 november 2026 · 09.00 uur</time>`)
	d.shows(d.move("uur"), "Het is nu vr 13 november 2026, 10.00 uur.", "Geen berichten bezorgd.")
	d.shows(d.page(anouk), "vr 13 november 2026 · 10.00 uur")
}

func TestClockSteps(t *testing.T) {
	d := start(t)
	d.now = time.Date(2026, 10, 24, 9, 0, 0, 0, d.now.Location()) // the day before winter time
	for _, step := range []string{"uur", "dag", "week", "herinnering"} {
		d.move(step)
	}
	want := []time.Duration{time.Hour, 25 * time.Hour, 7 * 24 * time.Hour, 0}
	if !reflect.DeepEqual(d.added, want) {
		t.Errorf("moved by %v, want %v", d.added, want)
	}
	if got := hour(d.now); got != "10.00" {
		t.Errorf("it is %s", got)
	}
}

func TestClockTellsWhatWasDelivered(t *testing.T) {
	d := start(t)
	d.say(anouk, "agenda")
	d.onAdd = func() error {
		for _, key := range []string{"1", "2"} {
			d.send(bot.Address{Member: "bram"}, key, reminder())
		}
		d.send(bot.Address{Channel: "jeugd-noord"}, "3", reminder())
		return nil
	}
	d.shows(d.move("week"), "3 berichten bezorgd: Bram Jansen 2, #jeugd-noord 1.")
	d.onAdd = func() error { d.send(bot.Address{Member: "anouk"}, "4", reminder()); return nil }
	d.shows(d.move("herinnering"), "1 bericht bezorgd: Anouk de Wit 1.")
}

func TestClockProblems(t *testing.T) {
	d := start(t)
	d.shows(d.move("jaar"), sorryStep)
	d.onAdd = func() error { return bot.Mistakef("Er staan geen herinneringen meer gepland.") }
	d.shows(d.move("herinnering"), "Er staan geen herinneringen meer gepland.")
	d.onAdd = func() error { return errSecret }
	d.shows(d.move("dag"), "Er ging iets mis (kenmerk ")
	if d.log.Len() == 0 {
		t.Error("nothing in the log")
	}
}

func TestClockMovesOneAtATime(t *testing.T) {
	d := start(t)
	d.onAdd = func() error {
		d.shows(d.move("uur"), sorryMoving)
		return nil
	}
	d.move("dag")
	if len(d.added) != 1 {
		t.Errorf("moved %d times", len(d.added))
	}
}

// TestClockGoesOnWhenThePageIsLeft: a clock that stops half-way would lose reminders.
func TestClockGoesOnWhenThePageIsLeft(t *testing.T) {
	ctx, leave := context.WithCancel(context.Background())
	var seen error
	d := start(t, func(c *Config) {
		c.Clock.Add = func(ctx context.Context, _ time.Duration) error { leave(); seen = ctx.Err(); return nil }
	})
	d.s.moved(context.WithoutCancel(ctx), "dag")
	r, _ := http.NewRequestWithContext(ctx, http.MethodPost, "/", nil)
	d.says(bot.Message{Text: "ok"}, nil)
	if m := d.s.ask(r, seat{"anouk", direct}, bot.Request{Line: "x"}); seen != nil || m.Text != "ok" {
		t.Errorf("stopped: %v, %+v", seen, m)
	}
}

func TestDutch(t *testing.T) {
	at := time.Date(2026, 1, 4, 7, 5, 0, 0, time.UTC)
	if got := moment(at); got != "zo 4 januari 2026 · 07.05 uur" {
		t.Error(got)
	}
	for n, want := range map[int]string{0: "0 bytes", 1: "1 byte", 999: "999 bytes", 1500: "2 kB", 2_340_000: "2,3 MB"} {
		if got := size(n); got != want {
			t.Errorf("size(%d) = %q, want %q", n, got, want)
		}
	}
	for name, want := range map[string]string{"Anouk de Wit": "AW", "Élise": "É", "": "?"} {
		if got := initials(name); got != want {
			t.Errorf("initials(%q) = %q", name, got)
		}
	}
}

package e2e

import (
	"context"
	"strings"
	"testing"
	"time"
)

// TestSixWeeksInAMinute: whoever shows the demo does not want to wait.
func TestSixWeeksInAMinute(t *testing.T) {
	w := newProfile(t, startDemo(t))
	w.open("/")
	minute, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for _, want := range []string{
		"vr 20 november 2026 · 09.00 uur", "vr 27 november 2026 · 09.00 uur", "vr 4 december 2026 · 09.00 uur",
		"vr 11 december 2026 · 09.00 uur", "vr 18 december 2026 · 09.00 uur", "vr 25 december 2026 · 09.00 uur",
	} {
		told := w.move("+1 week")
		w.clock(want)
		if !strings.Contains(told, " berichten bezorgd: Anouk ") {
			t.Errorf("at %s the clock tells %q", want, told)
		}
	}
	if minute.Err() != nil {
		t.Error("six weeks took more than a minute")
	}
	if days := see[[]string](w, `eyes.items().map((i) => new Date(i.querySelector("time").dateTime.slice(0, 10)).getUTCDay()).filter((d) => d === 0 || d === 6).map(String)`); len(days) > 0 {
		t.Errorf("%d messages came in at the weekend", len(days))
	}
}

// TestClockKeepsTheHour: on Sunday 28 March 2027 the clock goes from 02.00 to 03.00.
// A day or a week later it is the same hour; an hour later it is an hour later.
func TestClockKeepsTheHour(t *testing.T) {
	t.Run("days and weeks", func(t *testing.T) {
		w := newProfile(t, startDemo(t, "--at", "2027-03-26T09:00"))
		w.open("/")
		for _, step := range []struct{ button, want string }{
			{"+1 dag", "za 27 maart 2027 · 09.00 uur"},
			{"+1 dag", "zo 28 maart 2027 · 09.00 uur"},
			{"+1 dag", "ma 29 maart 2027 · 09.00 uur"},
			{"+1 week", "ma 5 april 2027 · 09.00 uur"},
		} {
			w.move(step.button)
			w.clock(step.want)
		}
	})
	t.Run("a week across", func(t *testing.T) {
		w := newProfile(t, startDemo(t, "--at", "2027-03-25T09:00"))
		w.open("/")
		w.move("+1 week")
		w.clock("do 1 april 2027 · 09.00 uur")
	})
	t.Run("an hour", func(t *testing.T) {
		w := newProfile(t, startDemo(t, "--at", "2027-03-28T01:00"))
		w.open("/")
		w.clock("zo 28 maart 2027 · 01.00 uur")
		w.move("+1 uur")
		w.clock("zo 28 maart 2027 · 03.00 uur")
	})
}

// TestNextReminder: from Friday 13 November 09.00 the next one is on Monday; nobody is
// reminded at the weekend.
func TestNextReminder(t *testing.T) {
	w := newProfile(t, startDemo(t))
	w.be("joris")
	told := w.move("Naar volgende herinnering")
	w.clock("ma 16 november 2026 · 09.00 uur")
	if !strings.HasPrefix(told, "Het is nu ma 16 november 2026, 09.00 uur. ") || !strings.Contains(told, "Joris 1") {
		t.Errorf("the clock tells %q", told)
	}
	// The manager hears of the first MDO that should have been held on 26 October.
	w.find("ZO-2026-0121: Eerste MDO houden. Te laat: de laatste dag was ma 26 oktober 2026, 15 werkdagen geleden.").at("2026-11-16T09:00").
		says("Je krijgt dit als manager. De procesregisseur is Fleur.")
	w.move("Naar volgende herinnering")
	w.clock("di 17 november 2026 · 09.00 uur")
}

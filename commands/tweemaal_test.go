package commands_test

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestWhatComesTwiceIsDoneOnce: a platform that got no answer delivers again.
func TestWhatComesTwiceIsDoneOnce(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		g, err := nieuwGesprek(t, address)
		if err != nil {
			t.Fatal(err)
		}
		say := func(id, line string) bot.Message {
			t.Helper()
			req := g.newRequest(line, nil)
			req.ID = id
			m, err := g.app.Answer(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		if m := say("E1", "casus nieuw zaak=ZO-2026-0901 start=13-11-2026 niveau=basis"); m.Refused {
			t.Fatal(m.Text)
		}
		if m := say("E2", "melding spoed zaak=ZO-2026-0901"); m.Refused {
			t.Fatal(m.Text)
		}
		before, err := g.snapshot()
		if err != nil {
			t.Fatal(err)
		}
		if m := say("E2", "melding spoed zaak=ZO-2026-0901"); !m.Refused || !strings.Contains(m.Text, "twee keer") {
			t.Errorf("%+v", m)
		}
		after, err := g.snapshot()
		if err != nil || after != before {
			t.Errorf("it was done twice (%v):\n%s\n%s", err, before, after)
		}
		for range 2 { // what only looks may be answered again
			if m := say("E3", "casus toon ZO-2026-0901"); m.Refused {
				t.Error(m.Text)
			}
		}
		if m := say("E4", "melding spoed zaak=ZO-2026-9999"); !m.Refused || strings.Contains(m.Text, "twee keer") {
			t.Errorf("%+v", m)
		}
		if m := say("E4", "melding spoed zaak=ZO-2026-9999"); strings.Contains(m.Text, "twee keer") {
			t.Errorf("what was refused was not done: %s", m.Text)
		}
		if m := say("E5", "mdo plan zaak=ZO-2026-0901 27-11-2026"); m.Refused {
			t.Error(m.Text)
		}
	})
}

// TestWhatWasRefusedIsNotDone: a form that was refused, for whatever reason, can come again as
// it is: once what was in its way is gone it is done, and only then it came twice.
func TestWhatWasRefusedIsNotDone(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		g, err := nieuwGesprek(t, address)
		if err != nil {
			t.Fatal(err)
		}
		send := func() bot.Message {
			t.Helper()
			req := g.newRequest("evaluatie gehouden", map[string]string{"zaak": "ZO-2026-0901", "datum": "16-11-2026", "uitkomst": "het gaat beter"})
			req.ID = "V1"
			m, err := g.app.Answer(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			return m
		}
		if m := send(); !m.Refused || m.Form == nil || !strings.Contains(m.Text, "Ik ken geen casus") {
			t.Errorf("no such case: %s", show(m))
		}
		g.mustTake(t, "casus nieuw zaak=ZO-2026-0901 start=02-11-2026 niveau=basis")
		if m := send(); !m.Refused || m.Form == nil || !strings.Contains(m.Text, "moet nog komen") {
			t.Errorf("not held yet: %s", show(m))
		}
		if m := g.mustTake(t, "evaluatie gehouden"); !strings.Contains(show(m), "het gaat beter") {
			t.Errorf("what was filled in is gone: %s", show(m))
		}
		g.now = g.now.AddDate(0, 0, 3)
		if m := send(); m.Refused {
			t.Errorf("at last: %s", show(m))
		}
		if m := send(); !m.Refused || m.Text != bot.TwiceNote {
			t.Errorf("once more: %s", show(m))
		}
		if log := show(g.mustTake(t, "regiebot logboek zaak=ZO-2026-0901")); strings.Count(log, "geweigerd met 'evaluatie gehouden'") != 1 {
			t.Errorf("it was refused once since there is a case: %s", log)
		}
	})
}

// TestOnChange: who plans hears of what can make something due, once it is stored, and of
// nothing else.
func TestOnChange(t *testing.T) {
	g, err := nieuwGesprek(t, storetest.SQLite(t))
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	g.app.OnChange(func() { told++ })
	for _, c := range []struct {
		line string
		want int
	}{
		{"casus nieuw zaak=ZO-2026-0901 start=13-11-2026 niveau=basis", 1},
		{"casus toon ZO-2026-0901", 0},
		{"mpcheck jeugd kind=ja", 0},
		{"agenda week", 0},
		{"mdo plan zaak=ZO-2026-9999 27-11-2026", 0},
		{"mdo plan zaak=ZO-2026-0901 27-11-2026", 1},
		{"regiebot afwezig van=14-12-2026 tot=18-12-2026", 1},
	} {
		told = 0
		if m, err := g.app.Answer(t.Context(), g.newRequest(c.line, nil)); err != nil || told != c.want {
			t.Errorf("%s: told %d times, want %d (%v, %s)", c.line, told, c.want, err, m.Text)
		}
	}
}

package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/store/storetest"
)

// ticked is one line of tick --json.
type ticked struct {
	State, At, To, Platform, Text string
	Since, Why, Next              string
	Attempts                      int
	Keys, Casus, Rules            []string
}

// TestTickSaysWhatWaits: after what was delivered comes what waits, since when and why.
func TestTickSaysWhatWaits(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		m := newMachine(t)
		m.database = address
		m.ok("member", "add", "--file", "voorbeeld/team.yaml")
		m.ok("say", "--as", "anouk", "--at", beginDay, "casus nieuw zaak=ZO-2026-0801 start=02-11-2026 niveau=basis")
		m.ok("say", "--as", "anouk", "--at", beginDay, "casus overdragen zaak=ZO-2026-0801 aan=@bram reden=ruil")
		m.ok("say", "--as", "bram", "--at", "2026-11-13T12:00", "casus overdragen zaak=ZO-2026-0801 aan=@esra reden=ruil")
		out, _ := m.ok("tick", "--json", "--at", "2026-11-13T10:00")
		list := tickedLines(t, out)
		if len(list) != 2 || strings.Count(out, "\n") != 2 {
			t.Fatalf("wrote %s", out)
		}
		if d := list[0]; d.State != "sent" || d.To != "bram" || d.At != "2026-11-13T10:00:00+01:00" || d.Platform != "local" || d.Text == "" || d.Why != "" {
			t.Errorf("delivered %+v", d)
		}
		w := list[1]
		if w.State != "waiting" || w.To != "esra" || w.Since != "2026-11-13T12:00:00+01:00" || w.Why != "scheduled" || w.Next != w.Since || w.Attempts != 0 {
			t.Errorf("waits %+v", w)
		}
		if len(w.Keys) != 1 || !slices.Equal(w.Casus, []string{"ZO-2026-0801"}) || w.Rules == nil || w.Text != "" {
			t.Errorf("waits %+v", w)
		}
		out, _ = m.ok("tick", "--at", "2026-11-13T10:01")
		if out != "nothing to deliver\nwaits  to esra  since 2026-11-13T12:00:00+01:00: scheduled, next 2026-11-13T12:00:00+01:00\n" {
			t.Errorf("wrote %q", out)
		}
		out, _ = m.ok("simulate", "--json", "--from", "2026-11-13", "--to", "2026-11-13")
		if list := tickedLines(t, out); len(list) != 1 || list[0].To != "esra" || strings.Contains(out, `"state"`) {
			t.Errorf("a simulation has no states: %s", out)
		}
		m.ok("tick", "--at", "2026-11-13T12:00")
		if out, _ := m.ok("tick", "--at", "2026-11-13T12:01"); out != "nothing to deliver\n" {
			t.Errorf("wrote %q", out)
		}
	})
}

func tickedLines(t *testing.T, out string) (list []ticked) {
	t.Helper()
	for line := range strings.Lines(out) {
		var one ticked
		must(t, json.Unmarshal([]byte(line), &one))
		list = append(list, one)
	}
	return list
}

// TestTickSaysWhatItIs: who reads the help knows that tick prints and does not send.
func TestTickSaysWhatItIs(t *testing.T) {
	m := newMachine(t)
	out, _ := m.ok("tick", "--help")
	if flat := strings.Join(strings.Fields(out), " "); !strings.Contains(flat, "prints them instead of sending them") {
		t.Errorf("wrote %s", out)
	}
}

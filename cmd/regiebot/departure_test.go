package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestWhoLeavesLeavesNoCaseAlone: the managers hear of it in the same transaction, once, and
// only when there is something to do.
func TestWhoLeavesLeavesNoCaseAlone(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		m := newMachine(t)
		m.database = address
		m.ok("member", "add", "--file", "voorbeeld/team.yaml")
		m.ok("say", "--as", "gijs", "--at", beginDay, "casus nieuw zaak=ZO-2026-0801 start=02-11-2026 niveau=basis")
		m.ok("say", "--as", "gijs", "--at", beginDay, "casus nieuw zaak=ZO-2026-0802 start=02-11-2026 niveau=basis")
		out, _ := m.ok("member", "remove", "gijs")
		if out != "gijs has left; 2 open cases must be handed over: ZO-2026-0801, ZO-2026-0802\ntold: joris\n" {
			t.Errorf("wrote %q", out)
		}
		p, said := m.told(t, 1)
		if p.Aan != "joris" || said.Preview != "Bericht over ZO-2026-0801, ZO-2026-0802" || len(said.Buttons) != 2 || said.Buttons[1].Line != "casus overdragen zaak=ZO-2026-0802" ||
			said.Text != "**Gijs werkt niet meer in het team**. 2 casussen hebben geen procesregisseur: ZO-2026-0801, ZO-2026-0802. Draag ze over." {
			t.Errorf("%s hears %+v", p.Aan, said)
		}
		m.ok("say", "--as", "joris", "--at", beginDay, said.Buttons[0].Line+" aan=@bram reden=vertrek")
		if out, _ := m.ok("member", "remove", "gijs", "--json"); !strings.Contains(out, `"cases":["ZO-2026-0802"]`) {
			t.Errorf("wrote %s", out)
		}
		if out, _ := m.ok("member", "remove", "fleur"); out != "fleur has left; no open case must be handed over\n" {
			t.Errorf("wrote %q", out)
		}
		out, _ = m.ok("member", "remove", "hanan")
		if !strings.Contains(out, "\nthe team has no crisis contact any more: ") || !strings.Contains(out, "\ntold: joris\n") {
			t.Errorf("wrote %q", out)
		}
		_, said = m.told(t, 2)
		if said.Text != "**Hanan werkt niet meer in het team**.\n\nHet team heeft geen crisiscontact meer. Vraag de beheerder om een ander in te stellen." || said.Preview != "" {
			t.Errorf("joris hears %+v", said)
		}
		if out, _ := m.ok("member", "remove", "joris"); out != "joris has left; no open case must be handed over\n" {
			t.Errorf("wrote %q", out)
		}
		if out, _ := m.ok("member", "remove", "bram"); !strings.Contains(out, "the team has no manager who is told") {
			t.Errorf("wrote %q", out)
		}
		m.told(t, 2)
	})
}

// TestWhoLeavesLeavesNoVPRAlone: of a VPR without a duo-partner its procesregisseur hears,
// and the managers (VPR-3).
func TestWhoLeavesLeavesNoVPRAlone(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		m := newMachine(t)
		m.database = address
		m.ok("member", "add", "--file", "voorbeeld/team.yaml")
		m.ok("say", "--as", "anouk", "--at", beginDay, "casus nieuw zaak=ZO-2026-0801 start=02-11-2026 niveau=basis")
		m.ok("say", "--as", "anouk", "--at", beginDay, "vpr start zaak=ZO-2026-0801 ovv=09-11-2026 duo=@gijs")
		out, _ := m.ok("member", "remove", "gijs")
		if out != "gijs has left; no open case must be handed over\nVPR without a duo-partner: ZO-2026-0801\ntold: joris, anouk\n" {
			t.Errorf("wrote %q", out)
		}
		_, said := m.told(t, 2)
		if said.Text != "**Gijs werkt niet meer in het team**.\n\nZO-2026-0801 is VPR en heeft geen duo-partner meer. Kies een andere consulent." ||
			said.Preview != "Bericht over ZO-2026-0801" || len(said.Buttons) != 1 || said.Buttons[0].Line != "casus duo zaak=ZO-2026-0801" {
			t.Errorf("somebody hears %+v", said)
		}
	})
}

// TestADepartureWhileTheManagerIsAway: who stands in hears it too, when that one may see the
// cases.
func TestADepartureWhileTheManagerIsAway(t *testing.T) {
	m := newMachine(t)
	m.ok("member", "add", "--file", "voorbeeld/team.yaml")
	must(t, m.open(t).View(t.Context(), func(tx *store.Tx) error {
		praktijk, err := tx.Praktijk(t.Context(), "Jeugdteam Voorbeeldstad")
		must(t, err)
		praktijk.Leden = maps.Clone(praktijk.Leden)
		joris := praktijk.Leden["joris"]
		day := func(text string) procesregie.Date {
			d, err := procesregie.ParseDate(text)
			must(t, err)
			return d
		}
		joris.Afwezig, joris.Vervanger = []procesregie.Periode{{Van: day("2026-11-16"), Tot: day("2026-12-04")}}, "fleur"
		praktijk.Leden["joris"] = joris
		sunday := day("2026-11-22").At(12, 0, praktijk.Zone)
		hear := func(cases ...procesregie.Casus) []string {
			return departure{managers: []string{"joris"}, of: praktijk, own: cases}.hearers(sunday)
		}
		if got, want := hear(), []string{"joris", "fleur"}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		if got, want := hear(procesregie.Casus{Zaaknummer: "ZO-1", Team: "Jeugdteam Elders"}), []string{"joris"}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
		return nil
	}))
}

// told returns the last of the messages about who left, of which there are so many.
func (m *machine) told(t *testing.T, many int) (last store.Post, said bot.Message) {
	t.Helper()
	n := 0
	must(t, m.open(t).View(t.Context(), func(tx *store.Tx) error {
		posts, err := tx.Waiting(t.Context())
		for _, p := range posts {
			if strings.HasPrefix(p.Key, "vertrek/") {
				n, last = n+1, p
			}
		}
		return err
	}))
	if n != many {
		t.Fatalf("%d messages, want %d", n, many)
	}
	must(t, json.Unmarshal(last.Message, &said))
	return last, said
}

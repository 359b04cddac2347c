package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// Who changes a member in the database makes nobody manager, and the administrator hears
// of it and can put it right.
func TestADamagedMember(t *testing.T) {
	m := newMachine(t)
	m.ok("member", "add", "--file", "voorbeeld/team.yaml")
	m.ok("import", "casussen", "voorbeeld/casussen.csv")
	storetest.Exec(t, m.database, "UPDATE members SET rol = 'manager' WHERE gebruiker = 'bram'")
	out, errs := m.ok("member", "list")
	if strings.Count(out, "damaged") != 1 || !strings.Contains(out, "bram") || !strings.Contains(errs, "level=ERROR") || !strings.Contains(errs, "row=bram") {
		t.Errorf("wrote %q, said %q", out, errs)
	}
	var list []struct {
		Gebruiker string `json:"gebruiker"`
		Damaged   bool   `json:"damaged"`
	}
	out, _ = m.ok("member", "list", "--json")
	must(t, json.Unmarshal([]byte(out), &list))
	if last := list[len(list)-1]; last.Gebruiker != "bram" || !last.Damaged || list[0].Damaged {
		t.Errorf("wrote %q", out)
	}
	code, out, _ := m.run("say", "--as", "bram", "--at", beginDay, "casus lijst")
	if code == exitDone {
		t.Errorf("he is answered: %q", out)
	}
	m.ok("say", "--as", "anouk", "--at", beginDay, "casus lijst")
	m.ok("tick", "--at", beginDay)
	m.ok("member", "add", "bram", "--role", "consulent")
	m.ok("say", "--as", "bram", "--at", beginDay, "casus lijst")
	storetest.Exec(t, m.database, "UPDATE members SET rol = 'manager' WHERE gebruiker = 'bram'")
	m.ok("member", "remove", "bram")
	if out, _ := m.ok("member", "list"); strings.Contains(out, "damaged") || strings.Count(out, "(left)") != 1 {
		t.Errorf("wrote %q", out)
	}
}

// Who cannot be reached is in the list, until the administrator says that all is well.
func TestAMemberWhoCannotBeReached(t *testing.T) {
	for name, again := range map[string][]string{
		"one": {"member", "add", "bram"}, "all": {"member", "add", "--file", "voorbeeld/team.yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			m.ok("member", "add", "--file", "voorbeeld/team.yaml")
			must(t, m.open(t).Update(t.Context(), func(tx *store.Tx) error {
				lid, err := tx.Lid(t.Context(), "bram")
				if err != nil {
					return err
				}
				lid.Onbereikbaar = time.Date(2026, time.November, 18, 8, 0, 0, 0, time.UTC)
				return tx.SaveLid(t.Context(), lid)
			}))
			if out, _ := m.ok("member", "list"); strings.Count(out, "cannot be reached since 2026-11-18 09:00:00") != 1 {
				t.Errorf("wrote %s", out)
			}
			if out, _ := m.ok("member", "list", "--json"); strings.Count(out, `"onbereikbaar":"2026-11-18T08:00:00Z"`) != 1 {
				t.Errorf("wrote %s", out)
			}
			m.ok("say", "--as", "bram", "--at", "2026-11-18T10:00", "regiebot hulp") // that was somebody on the server
			if out, _ := m.ok("member", "list"); !strings.Contains(out, "cannot be reached") {
				t.Errorf("wrote %s", out)
			}
			m.ok(again...)
			if out, _ := m.ok("member", "list"); strings.Contains(out, "cannot be reached") {
				t.Errorf("wrote %s", out)
			}
		})
	}
}

package commands_test

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestVerkeerdZaaknummerInStappen: a form that goes in steps says of a wrong number of a case what
// is wrong with it, at once, and loses nothing of what was typed.
func TestVerkeerdZaaknummerInStappen(t *testing.T) {
	for _, version := range []string{mattermosttest.Old, mattermosttest.Recent} {
		t.Run(version, func(t *testing.T) {
			g, err := nieuwGesprek(t, storetest.SQLite(t))
			if err != nil {
				t.Fatal(err)
			}
			s, err := g.opMattermost(t, version)
			if err != nil {
				t.Fatal(err)
			}
			for _, who := range []string{"anouk", "joris"} { // who makes cases, and who does not
				g.wie = who
				g.mustTake(t, "traject nieuw")
				user := s.id(who)
				d := s.server.Dialog(user)
				if d == nil {
					t.Fatal(s.screen(who))
				}
				form := *g.forms[who]
				values := s.typed(*d, form, g.newRequest(form.Line, map[string]string{
					"zaak": "ZO-2026-0999", "jeugdige": "J1", "hulpvorm": "ambulant", "aanbieder": "Oost", "start": "02-03-2026",
				}))
				r := s.server.Submit(user, values)
				said := r.Error + s.screen(who)
				if r.Status != 0 || !strings.Contains(said, "Ik ken geen casus ZO-2026-0999 bij jou") || strings.Contains(said, "Stap 2") {
					t.Errorf("%s hears %q", who, said)
				}
				if d := s.server.Dialog(user); d == nil {
					t.Error("the form is gone")
				}
			}
		})
	}
}

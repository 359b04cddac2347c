package commands_test

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestGekozenTrajectInStappen: what was chosen in the first step of a form is what ends, also when
// what can be chosen depends on the other answers of that step.
func TestGekozenTrajectInStappen(t *testing.T) {
	for _, c := range []struct{ who, want string }{{"J1", "Einde van traject 1 van J1"}, {"", "Einde van traject 1 van J1"}, {"J2", "Dit is een traject van J1, en je noemt J2"}} {
		g := metModel(t, storetest.SQLite(t))
		g.hulp(t, procesregie.Levering{Jeugdige: "J1", Aanbieder: "Dagcentrum De Brug", Hulpvorm: "03", Start: dag(2025, 3, 1)},
			procesregie.Levering{Jeugdige: "J2", Aanbieder: "Dagcentrum De Brug", Hulpvorm: "03", Start: dag(2025, 3, 1)})
		g.hulp(t, procesregie.Levering{Jeugdige: "J1", Aanbieder: "Praktijk Noord", Hulpvorm: "02", Start: dag(2025, 1, 1), Eind: dag(2025, 12, 31)})
		s, err := g.opMattermost(t, mattermosttest.Recent)
		if err != nil {
			t.Fatal(err)
		}
		m := g.mustTake(t, "traject einde zaak="+modelZaak)
		answers := m.Form.Values()
		for _, f := range m.Form.Fields {
			for _, choice := range f.Choices {
				if f.Name == "traject" && strings.HasPrefix(choice.Label, "J1 1: ") {
					answers["traject"] = choice.Value
				}
			}
		}
		answers["jeugdige"], answers["datum"], answers["reden"], answers["hielp"] = c.who, "31-12-2025", "plan", "niet"
		s.begin("anouk", false)
		req, user := g.newRequest(m.Form.Line, answers), s.id("anouk")
		said := ""
		for range 2 {
			d := s.server.Dialog(user)
			if d == nil {
				break
			}
			r := s.server.Submit(user, s.typed(*d, *m.Form, req))
			said += r.Error + strings.Join([]string{s.screen("anouk")}, "")
		}
		_ = s.until(func() bool { said += s.screen("anouk"); return strings.Contains(said, c.want) })
		if !strings.Contains(said, c.want) || strings.Contains(said, "Einde van traject 2") || strings.Contains(said, "van J2 vastgelegd") {
			t.Errorf("TR-3 %q:\n%s", c.who, said[max(0, len(said)-900):])
		}
	}
}

// TestGetyptTrajectInStappen: the form that opens without a case asks for the number of the trajectory
// in words; in the next step it knows the case, and still means that number.
func TestGetyptTrajectInStappen(t *testing.T) {
	g := metModel(t, storetest.SQLite(t))
	g.hulp(t, procesregie.Levering{Jeugdige: "J1", Aanbieder: "Dagcentrum De Brug", Hulpvorm: "03", Start: dag(2025, 3, 1)},
		procesregie.Levering{Jeugdige: "J1", Aanbieder: "Praktijk Noord", Hulpvorm: "02", Start: dag(2025, 1, 1), Eind: dag(2025, 12, 31)})
	s, err := g.opMattermost(t, mattermosttest.Recent)
	if err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"1", "J1 1"} {
		m := g.mustTake(t, "traject einde leeg=ja")
		answers := map[string]string{"zaak": modelZaak, "traject": typed, "datum": "31-12-2025", "reden": "plan", "hielp": "niet", "verbeter": "ja"}
		req := g.newRequest(m.Form.Line, answers)
		if err := s.fillIn("anouk", req); err != nil {
			t.Fatal(err)
		}
		got, err := s.said(req)
		if err != nil || !strings.Contains(got.Text, "Einde van traject 1 van J1") {
			t.Errorf("TR-3 %s: %v %s", typed, err, show(got))
		}
	}
}

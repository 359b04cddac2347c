package procesregie_test

import (
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
)

func TestWarningsComeInTime(t *testing.T) {
	praktijk := altijdTeam(t)
	away := praktijk.Leden["vera"]
	away.Afwezig = []p.Periode{{Van: dag("2026-10-01"), Tot: dag("2026-12-31")}}
	away.Vervanger = "cas"
	praktijk.Leden["vera"] = away
	for name, lid := range praktijk.Leden {
		if name == "cas" || lid.Rol == p.Manager {
			lid.Werkdagen = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday}
			lid.Vervanger = ""
			praktijk.Leden[name] = lid
		}
	}
	t.Run("SC-4 the last day is somebody's before it, when nobody works on it", func(t *testing.T) {
		c := zaakPR(p.Basis, "2026-06-01")
		c.Meldingen = []p.Melding{{Soort: p.Spoed, Gemeld: om("2026-11-13 10:00")}}
		for _, r := range p.Plan(c, praktijk, nil) {
			if r.Stap == "werkdag-5" {
				gelijk(t, "cas 2026-11-19", r.Aan+" "+p.DateOf(r.At).String())
			}
		}
	})
	t.Run("EV-2 an evaluation just before the end is the final one", func(t *testing.T) {
		for held, want := range map[string]bool{"2027-05-10": true, "2027-05-03": false} {
			c := zaakPR(p.Basis, "2026-06-01")
			c.Evaluaties = []p.Evaluatie{{Gehouden: dag(held)}}
			for _, term := range p.Termijnen(c, altijdTeam(t)) {
				if term.Soort == p.TermijnMaximum {
					gelijk(t, want, term.Gehouden)
				}
			}
		}
	})
}

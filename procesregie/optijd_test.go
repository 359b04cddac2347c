package procesregie_test

import (
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
)

// SC-4, EV-4: what could not go out at its moment still comes before the last day is over.
func TestOpTijd(t *testing.T) {
	team := metLid(altijdTeam(t), "vera", func(l *p.Lid) { l.Werkdagen = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday} })
	c := zaakPR(p.Basis, "2026-05-18")
	r := p.Reminder{Voor: "vera", Aan: "vera", Stap: "werkdag-5"}
	for name, test := range map[string]struct {
		now, last, aan, at string
	}{
		"SC-4 the last day is not theirs: who stands in": {"2026-11-19 17:30", "2026-11-20", "mo", "2026-11-20 09:00"},
		"SC-4 the last day is later: their own morning":  {"2026-11-19 17:30", "2026-11-23", "vera", "2026-11-23 09:00"},
		"SC-4 the last day is over: their own morning":   {"2026-11-20 17:30", "2026-11-20", "vera", "2026-11-23 09:00"},
		"SC-4 before nine on the last day":               {"2026-11-20 07:00", "2026-11-20", "mo", "2026-11-20 09:00"},
		"EV-4 a last day in the weekend: the day before": {"2026-11-19 18:00", "2026-11-22", "mo", "2026-11-20 09:00"},
	} {
		t.Run(name, func(t *testing.T) {
			aan, at := team.OpTijd(c, r, p.Termijn{Uiterlijk: dag(test.last)}, om(test.now))
			gelijk(t, test.aan+" "+test.at, aan+" "+at.In(team.Zone).Format("2006-01-02 15:04"))
		})
	}
}

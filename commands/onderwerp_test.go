package commands

import "testing"

// TestSubject: the key of a reminder in words. What is about something else is left out.
func TestSubject(t *testing.T) {
	for key, want := range map[string]string{
		"ZO-1/mdo/2026-12-25/start/bram":                      "herinnering Eerste MDO houden (bij het begin, laatste dag 25-12-2026)",
		"ZO-1/mdo/2026-12-25/4-weken/bram":                    "herinnering Eerste MDO houden (4 weken vooraf, laatste dag 25-12-2026)",
		"ZO-1/mdo/2026-12-25/1-week/bram":                     "herinnering Eerste MDO houden (1 week vooraf, laatste dag 25-12-2026)",
		"ZO-1/mdo/2026-12-25/1-werkdag/bram":                  "herinnering Eerste MDO houden (1 werkdag vooraf, laatste dag 25-12-2026)",
		"ZO-1/mdo/2026-12-25/2-werkdag/bram":                  "herinnering Eerste MDO houden (2 werkdagen vooraf, laatste dag 25-12-2026)",
		"ZO-1/evaluatie/2026-12-25/te-laat/bram":              "herinnering Evaluatie houden (te laat, laatste dag 25-12-2026)",
		"ZO-1/evaluatie/2026-12-25/dag-2026-12-30/bram":       "herinnering Evaluatie houden (te laat, laatste dag 25-12-2026)",
		"ZO-1/evaluatie/2026-12-25/manager/bram":              "herinnering Evaluatie houden (te laat, voor de manager, laatste dag 25-12-2026)",
		"ZO-1/evaluatie/2026-12-25/manager-week-2027/bram":    "herinnering Evaluatie houden (te laat, voor de manager, laatste dag 25-12-2026)",
		"ZO-1/evaluatie/2026-12-25/uitstel-2026-12-1/bram":    "herinnering Evaluatie houden (uitgesteld, laatste dag 25-12-2026)",
		"ZO-1/brief/2026-11-10/week-2026-11-13/bram":          "herinnering Brief versturen (nog niet gedaan)",
		"ZO-1/spoed/20261113T080000Z/werkdag-3/bram":          "herinnering Spoed: actie doen (op werkdag 3)",
		"ZO-1/crisis/20261113T080000Z/uur-0/bram":             "herinnering Crisis: actie doen (bij de melding)",
		"ZO-1/crisis/20261113T080000Z/uur-12/bram":            "herinnering Crisis: actie doen (na 12 uur)",
		"ritme/Team A/B/casuistiekbespreking/2026-11-17/bram": "herinnering Casuïstiekbespreking van 17-11-2026",
		"ZO-1/bericht/1794556800000/casus overdragen/bram":    "",
		"ZO-2/mdo/2026-12-25/start/bram":                      "",
		"wissen/bram":                                         "",
	} {
		t.Run(key, func(t *testing.T) {
			got, ok := subjectOf("ZO-1", key)
			if got.text != want || ok != (want != "") || ok && got.voor != "bram" {
				t.Errorf("got %+v, want %q", got, want)
			}
		})
	}
}

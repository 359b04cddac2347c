package commands_test

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/store/storetest"
)

// TestZaakCopiedFromALetter: a zaaknummer with the dashes of a word processor is that case,
// wherever it is said. Free words keep their dashes, and a BSN stays one.
func TestZaakCopiedFromALetter(t *testing.T) {
	g, err := nieuwGesprek(t, storetest.SQLite(t))
	if err != nil {
		t.Fatal(err)
	}
	const copied = "ZO\u20112026\u20130370"
	g.mustTake(t, "casus nieuw zaak="+copied+" start=01-06-2026 niveau=basis")
	for _, line := range []string{"casus toon ZO-2026-0370", "casus toon " + copied, "casus toon zaak=" + copied, `casus toon zaak="` + copied + `"`} {
		if m := g.mustTake(t, line); !strings.Contains(m.Text, "ZO-2026-0370") || strings.Contains(m.Text, copied) {
			t.Errorf("%s: %s", line, m.Text)
		}
	}
	req := g.newRequest("casus toon", map[string]string{"zaak": copied})
	if m, err := g.answer(req); err != nil || m.Refused || !strings.Contains(m.Text, "ZO-2026-0370") {
		t.Errorf("in a form: %v %s", err, m.Text)
	}
	if req.Fields["zaak"] != copied {
		t.Error("what somebody answered was changed where it stood")
	}
	g.mustTake(t, `casus wijzig zaak=`+copied+` aanduiding="K7 – K8"`)
	if m := g.mustTake(t, "casus toon "+copied); !strings.Contains(m.Text, "K7 – K8") {
		t.Errorf("free words: %s", m.Text)
	}
	for _, line := range []string{"casus toon 111\u2011222\u2013333", "casus toon zaak=111\u2013222\u2013333"} {
		m, err := g.answer(g.newRequest(line, nil))
		if err != nil || !m.Refused || !strings.Contains(m.Text, "BSN") || strings.Contains(m.Text, "222") {
			t.Errorf("%s: %s", line, m.Text)
		}
	}
}

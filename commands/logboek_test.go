package commands_test

import (
	"context"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/store/storetest"
)

// TestNoAnswerWithoutTheLog: when the end of the access log was tampered with, nobody
// gets an answer about a case, and hears why in one sentence.
func TestNoAnswerWithoutTheLog(t *testing.T) {
	address := storetest.SQLite(t)
	g, err := nieuwGesprek(t, address)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range begin() {
		g.mustTake(t, line)
	}
	storetest.Exec(t, address, "DELETE FROM audit_head")
	for _, line := range []string{"casus toon ZO-2026-0142", "casus lijst", `casus wijzig zaak=ZO-2026-0142 aanduiding=K7`} {
		m, err := g.app.Answer(context.Background(), g.newRequest(line, nil))
		if err != nil || !m.Refused || strings.Contains(m.Text, "ZO-2026-0142") || !strings.Contains(m.Text, "Meld het nu de beheerder") {
			t.Errorf("%s: %v %s", line, err, m.Text)
		}
	}
}

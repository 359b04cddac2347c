package commands_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

const (
	zaakEen  = "ZO-2026-0901"
	zaakTwee = "ZO-2026-0902"
)

// metTweeZaken is a conversation in which Anouk has two cases.
func metTweeZaken(t *testing.T) *gesprek {
	t.Helper()
	g, err := nieuwGesprek(t, storetest.SQLite(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, zaak := range []string{zaakEen, zaakTwee} {
		g.mustTake(t, "casus nieuw zaak="+zaak+" start=13-11-2026 niveau=basis aanduiding=oud")
	}
	return g
}

// closes opens the form of a line, changes answers and closes it without sending.
func (g *gesprek) closes(t *testing.T, line string, changed map[string]string) {
	t.Helper()
	f := g.mustTake(t, line).Form
	if f == nil {
		t.Fatalf("%s opens no form", line)
	}
	values := f.Values()
	maps.Copy(values, changed)
	g.leaves(t, f.Line, values)
}

// leaves closes a form with these answers in it.
func (g *gesprek) leaves(t *testing.T, line string, values map[string]string) {
	t.Helper()
	req := g.newRequest(line, values)
	req.Partial = true
	if _, err := g.ask(req); err != nil {
		t.Fatal(err)
	}
}

// TestLookingIsNotFillingIn: who opens a form and closes it as it was, filled in nothing:
// what is stored by now is what it shows the next time, and it does not say that they were
// busy with it.
func TestLookingIsNotFillingIn(t *testing.T) {
	for line, change := range map[string]string{
		"casus wijzig":    "aanduiding=nieuw",
		"casus afspraken": "beschikking=ja evalueert=nieuw",
	} {
		t.Run(line, func(t *testing.T) {
			g := metTweeZaken(t)
			line += " zaak=" + zaakEen
			g.closes(t, line, nil)
			g.mustTake(t, line+" "+change)
			m := g.mustTake(t, line)
			if strings.Contains(m.Text, "Je was hier al mee bezig") {
				t.Errorf("nothing was filled in: %s", show(m))
			}
			for word := range strings.FieldsSeq(change) {
				name, want, _ := strings.Cut(word, "=")
				if got := m.Form.Values()[name]; got != want {
					t.Errorf("%s is %q in the form, and %q is stored", name, got, want)
				}
			}
		})
	}
}

// TestWhatIsFilledInStays: of a form that was filled in half-way the answers that somebody
// gave come back, and the others are those that are stored by now.
func TestWhatIsFilledInStays(t *testing.T) {
	g := metTweeZaken(t)
	line := "casus wijzig zaak=" + zaakEen
	g.closes(t, line, map[string]string{"casusregisseur": "behandelaar, Praktijk Voorbeeldweg"})
	g.mustTake(t, line+" aanduiding=nieuw")
	m := g.mustTake(t, line)
	v := m.Form.Values()
	if v["casusregisseur"] != "behandelaar, Praktijk Voorbeeldweg" || v["aanduiding"] != "nieuw" || !strings.Contains(m.Text, "Je was hier al mee bezig") {
		t.Errorf("%s", show(m))
	}
	g.wie = "bram" // whose case it is not
	g.leaves(t, "casus wijzig", map[string]string{"zaak": zaakEen, "aanduiding": "nieuw"})
	var kept store.Draft
	err := g.store.View(t.Context(), func(tx *store.Tx) (err error) {
		kept, err = tx.Draft(t.Context(), "bram", "casus wijzig")
		return err
	})
	if err != nil || kept.Fields["aanduiding"] != "nieuw" {
		t.Errorf("what is kept shows what is stored of a case of another: %v, %v", kept.Fields, err)
	}
}

// TestTheBeginningOfAFieldIsNotFilledIn: a form that begins with an answer, and is closed as
// it was, was not filled in.
func TestTheBeginningOfAFieldIsNotFilledIn(t *testing.T) {
	g := metTweeZaken(t)
	g.closes(t, "casus nieuw", nil)
	if m := g.mustTake(t, "casus nieuw"); strings.Contains(m.Text, "Je was hier al mee bezig") {
		t.Errorf("%s", show(m))
	}
	g.closes(t, "casus nieuw", map[string]string{"doelgroep": "volwassenen"})
	if m := g.mustTake(t, "casus nieuw"); m.Form.Values()["doelgroep"] != "volwassenen" {
		t.Errorf("%s", show(m))
	}
}

// TestADraftThatIsNoLongerTheirs: who opens a form and does not see what was kept of it, because
// the case is another's by now, tried nothing with that case.
func TestADraftThatIsNoLongerTheirs(t *testing.T) {
	g := metTweeZaken(t)
	g.closes(t, "casus sluit zaak="+zaakEen, map[string]string{"reden": "zelf"})
	g.mustTake(t, "casus overdragen zaak="+zaakEen+" aan=@bram reden=ziek")
	before := g.rowsOf(t, "casus sluit")
	if m := g.mustTake(t, "casus sluit"); m.Form == nil || m.Form.Values()["zaak"] != "" || m.Preview != "" {
		t.Errorf("%s", show(m))
	}
	if rows := g.rowsOf(t, "casus sluit"); rows != before {
		t.Errorf("the access log says %d times more that somebody tried", rows-before)
	}
}

// rowsOf counts what the access log says of the first case and a line.
func (g *gesprek) rowsOf(t *testing.T, line string) (n int) {
	t.Helper()
	err := g.store.View(t.Context(), func(tx *store.Tx) error {
		rows, err := tx.AuditOf(t.Context(), zaakEen, store.AuditFilter{}, 100)
		for _, row := range rows {
			if row.Wat == line {
				n++
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

package slack

import (
	"testing"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// begins submits the first step of a long form about a case, and gives the desk of the second.
func (w *talker) begins(id, zaak string) platform.Desk {
	w.t.Helper()
	pairs := []string{"veldaa", zaak}
	for i := 1; i < stepBlocks; i++ {
		pairs = append(pairs, fieldName(i), "van "+zaak)
	}
	got := w.submits(id, platform.Desk{Line: "casus nieuw"}, answered(pairs...))
	equal(w.t, "the form", got.ResponseAction, api.RAUpdate)
	d, fault := w.forms().Open(got.View.PrivateMetadata, "U1")
	if fault != bot.Fine || d.Step != stepBlocks {
		w.t.Fatalf("%+v %v", d, fault)
	}
	return d
}

func TestTwoFormsOfOneLineAreNotMixed(t *testing.T) {
	w, p := formTalker(t, stepBlocks+2)
	first, second := w.begins("t1", "ZO-A"), w.begins("t2", "ZO-B")
	rest := func(zaak string) string {
		return answered(fieldName(stepBlocks), "slot van "+zaak, fieldName(stepBlocks+1), "slot van "+zaak)
	}
	got := w.submits("t3", first, rest("ZO-A"))
	equal(t, "the form", got.ResponseAction, api.RAUpdate)
	contains(t, wordsOf(got.View), "Stap 1 van 2.", platform.WordOther, platform.WordTyped, "slot van ZO-A")
	equal(t, "done", len(p.done), 0)
	back, _ := w.forms().Open(got.View.PrivateMetadata, "U1")
	equal(t, "step", back.Step, 0)
	equal(t, "the other one", w.submits("t4", second, rest("ZO-B")).ResponseAction, api.RAClear)
	if len(p.done) != 1 || p.done[0].Fields["veldaa"] != "ZO-B" || p.done[0].Fields[fieldName(stepBlocks)] != "slot van ZO-B" {
		t.Error(p.asked())
	}
}

func TestHalfAFormIsNotKeptWithAnother(t *testing.T) {
	for _, name := range []string{"pick-form", "closed"} {
		t.Run(name, func(t *testing.T) {
			w, p := formTalker(t, stepBlocks+2)
			first, second := w.begins("t1", "ZO-A"), w.begins("t2", "ZO-B")
			w.interacted("t3", name, "desk", w.sealed(first), "values", answered(fieldName(stepBlocks), "slot van ZO-A"))
			w.settle()
			equal(t, "kept", p.kept[fieldName(stepBlocks)], "")
			w.interacted("t4", name, "desk", w.sealed(second), "values", answered(fieldName(stepBlocks), "slot van ZO-B"))
			w.settle()
			equal(t, "kept", p.kept[fieldName(stepBlocks)], "slot van ZO-B")
		})
	}
}

// TestGoingBackAStepLosesNothing: what is missing in an earlier step brings that step back, and
// what was typed in the last one is there when it comes again.
func TestGoingBackAStepLosesNothing(t *testing.T) {
	w, p := formTalker(t, 2*stepBlocks+1)
	for i := range p.form.Fields {
		p.form.Fields[i].Optional = true
	}
	second := w.begins("t1", "ZO-A")
	got := w.submits("t2", second, answered(fieldName(stepBlocks), "midden"))
	third, _ := w.forms().Open(got.View.PrivateMetadata, "U1")
	p.form.Fields[stepBlocks+1].Optional = false // it is needed by now
	got = w.submits("t3", third, answered(fieldName(2*stepBlocks), "slot"))
	contains(t, wordsOf(got.View), "Stap 2 van 3.")
	back, _ := w.forms().Open(got.View.PrivateMetadata, "U1")
	got = w.submits("t4", back, answered(fieldName(stepBlocks), "midden", fieldName(stepBlocks+1), "nu wel"))
	contains(t, wordsOf(got.View), "Stap 3 van 3.")
	last, _ := w.forms().Open(got.View.PrivateMetadata, "U1")
	equal(t, "kept", p.kept[fieldName(2*stepBlocks)], "slot")
	equal(t, "the form", w.submits("t5", last, answered(fieldName(2*stepBlocks), "slot")).ResponseAction, api.RAClear)
}

package e2e

import (
	"strings"
	"testing"
)

// TestButtonsOfSomebodyElse: a private message of Bram cannot be seen by Anouk, and
// its button does nothing when she gets hold of it.
func TestButtonsOfSomebodyElse(t *testing.T) {
	anouk := newProfile(t, startDemo(t))
	anouk.be("anouk")
	bram := anouk.another().be("bram")
	offered := bram.say("casus toon ZO-2026-0168").answer().says("ZO-2026-0168: VPR")
	stolen := see[string](bram, `eyes.button(document.getElementById(%s), "Brief is verstuurd").value`, offered.id)

	own := anouk.say("agenda").answer()
	if see[bool](anouk, `document.documentElement.outerHTML.includes(%s)`, stolen) {
		t.Error("the page of Anouk holds a button of Bram")
	}
	see[bool](anouk, `(eyes.button(document.getElementById(%s), "Mijn casussen").value = %s) && true`, own.id, stolen)
	own.press("Mijn casussen")
	anouk.find("Deze knop staat bij een bericht aan iemand anders. Er is niets gedaan.")
	if see[bool](anouk, `eyes.dialog() !== null`) {
		t.Error("the form of Bram opened for Anouk")
	}
	offered.press("Brief is verstuurd")
	bram.form("VPR brief").has("Zaaknummer", "ZO-2026-0168").leave()
}

// TestFormSentFromTwoTabs: the same form in two tabs changes the case once.
func TestFormSentFromTwoTabs(t *testing.T) {
	one := newProfile(t, startDemo(t)).be("anouk")
	one.say("mdo plan zaak=ZO-2026-0142")
	first := one.form("MDO plan")
	two := one.another().be("anouk")
	two.find("Vul het formulier 'MDO plan' in.").press("Formulier openen")
	second := two.form("MDO plan")

	first.fill("Datum", "24-11-2026").send().answer().begins("MDO van ZO-2026-0142 gepland op di 24 november 2026.")
	second.fill("Datum", "25-11-2026").send()
	two.find("Dit formulier is al verstuurd. Er is niet nog een keer iets gedaan.")
	two.noForm()
	shown := two.say("casus toon ZO-2026-0142").answer().says("Het staat gepland op di 24 november 2026.")
	if strings.Contains(shown.text, "25 november 2026") {
		t.Errorf("the second tab changed the case too:\n%s", shown.text)
	}
}

// TestReloadKeepsTheHistory: nothing that was said is gone or doubled after a reload,
// and the buttons still work.
func TestReloadKeepsTheHistory(t *testing.T) {
	w := newProfile(t, startDemo(t)).be("anouk")
	w.say("casus toon ZO-2026-0142").answer()
	shown := w.say("casus lijst").answer()
	w.say("onzin").answer().says("Ik ken 'onzin' niet.", "niets gewijzigd")
	const history = `eyes.items().map(eyes.words).join("\n")`
	before := see[string](w, history)
	w.be("anouk")
	if after := see[string](w, history); after != before {
		t.Errorf("after a reload it reads\n%s\nand before\n%s", after, before)
	}
	shown.press("Mijn agenda").answer().begins("Jouw agenda")
}

// TestTwoPeopleSeeEachOtherLive: what one does reaches the other without a reload,
// privately and in the channel; what is said to Regiebot stays private.
func TestTwoPeopleSeeEachOtherLive(t *testing.T) {
	anouk := newProfile(t, startDemo(t)).be("anouk")
	bram := newProfile(t, anouk.base).be("bram")
	see[bool](bram, `(window.stayed = true)`)

	anouk.say("mdo plan zaak=ZO-2026-0142 24-11-2026").answer().begins("MDO van ZO-2026-0142 gepland op di 24 november 2026.")
	bram.find("ZO-2026-0142: het MDO is gepland op di 24 november 2026.", "Vastgelegd door Anouk.")
	anouk.move("+1 dag")
	until[bool](bram, `eyes.clock() === "za 14 november 2026 · 09.00 uur"`)
	if !see[bool](bram, `window.stayed === true`) {
		t.Error("the page of Bram was loaded again")
	}

	bram.open("/als/bram/kanaal")
	anouk.open("/als/anouk/kanaal")
	anouk.say("Goedemorgen allemaal")
	bram.find("Goedemorgen allemaal")
	anouk.say("/agenda").answer().says("alleen zichtbaar voor jou")
	anouk.say("Tot straks")
	bram.find("Tot straks")
	if see[bool](bram, `eyes.message("Jouw agenda") !== null || eyes.message("/agenda") !== null`) {
		t.Error("Bram reads what Anouk asked in private")
	}
}

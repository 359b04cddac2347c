package e2e

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// scenes are the states of the page that are looked at: each is built on the one before.
var scenes = []struct {
	name string
	show func(w *window)
}{
	{"start", func(w *window) { w.open("/") }},
	{"suggestions", func(w *window) {
		w.click(`document.querySelector("#invoer")`)
		w.keys("/")
		until[bool](w, `!document.querySelector("#voorstellen").hidden`)
	}},
	{"agenda", func(w *window) {
		w.keys(kb.Escape + kb.Backspace)
		w.say("agenda maand").answer()
	}},
	{"list", func(w *window) { w.say("vpr lijst").answer() }},
	{"refusal", func(w *window) { w.say("onzin").answer() }},
	{"file", func(w *window) { w.say("agenda ics").answer() }},
	{"menu of a command", func(w *window) {
		w.say("vpr")
		w.form("VPR").leave()
	}},
	{"checklist", func(w *window) {
		w.say("mpcheck jeugd")
		w.form("MP-checklist jeugd")
	}},
	{"startbijeenkomst with problems", func(w *window) {
		form{w}.leave()
		w.say("vpr startbijeenkomst zaak=ZO-2026-0165")
		f := w.form("VPR: startbijeenkomst").fill("Datum", "ooit").choose("Aanwezig", "ouders")
		f.send()
		f.problem("Datum")
	}},
	{"start of a VPR", func(w *window) {
		form{w}.leave()
		w.say("vpr start")
		w.form("VPR start")
	}},
	{"channel", func(w *window) {
		form{w}.leave()
		w.open("/als/anouk/kanaal")
		w.say("/agenda").answer()
	}},
	{"nowhere", func(w *window) {
		w.allow("status of 404")
		w.do(chromedp.Navigate(w.base + "/bestaat-niet"))
	}},
}

// TestEveryScene checks in every state of the page, light and dark, wide and narrow,
// what must hold for everybody.
func TestEveryScene(t *testing.T) {
	w := newProfile(t, startDemo(t))
	for _, s := range scenes {
		s.show(w)
		for _, problem := range append(names(w), frame(w)...) {
			t.Errorf("%s: %s", s.name, problem)
		}
		for _, scheme := range []string{"light", "dark"} {
			call(w, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
			}})
			for _, problem := range see[[]string](w, `looks.contrast()`) {
				t.Errorf("%s, %s: %s", s.name, scheme, problem)
			}
		}
		for _, width := range []int{1280, 768, 360, 320} {
			w.resize(size{width, 740})
			for _, problem := range see[[]string](w, `looks.overflow()`) {
				t.Errorf("%s, %d wide: %s", s.name, width, problem)
			}
		}
		w.resize(wide)
	}
}

// controls are the roles of what can be used, and of what groups them: each needs a name.
var controls = []string{
	"button", "link", "textbox", "combobox", "radio", "checkbox", "listbox", "option", "radiogroup", "dialog", "navigation", "complementary",
	"region", "log", "image",
}

// names reports controls without a name, as the browser tells it to a screen reader.
func names(w *window) []string {
	w.t.Helper()
	var problems []string
	seen := 0
	for _, n := range call(w, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes {
		if n.Ignored || n.Role == nil || !slices.Contains(controls, word(n.Role)) {
			continue
		}
		seen++
		if n.Name == nil || strings.TrimSpace(word(n.Name)) == "" {
			problems = append(problems, fmt.Sprintf("a %s has no name", word(n.Role)))
		}
	}
	if seen == 0 {
		problems = append(problems, "there is nothing to use on this page")
	}
	return problems
}

func word(v *accessibility.Value) string {
	var text string
	_ = json.Unmarshal(v.Value, &text) // what is no text has no name
	return text
}

// frame reports what is wrong with the page as a whole.
func frame(w *window) []string {
	w.t.Helper()
	return see[[]string](w, `looks.frame()`)
}

// TestTabMovesFromTopToBottom walks over the start page with the keyboard, once around:
// past the end (BODY) it begins again, with the way to skip what is at the side.
func TestTabMovesFromTopToBottom(t *testing.T) {
	w := newProfile(t, startDemo(t))
	w.open("/")
	until[bool](w, `document.activeElement.id === "invoer"`)
	want := []string{
		"Verstuur", "BODY", "Naar het berichtveld", "@ Regiebot", "# Kanaal team", "Anouk", "Bram", "Chantal", "Daniël", "Esra", "Fleur", "Gijs", "Hanan", "Ilse", "Joris",
		"Karin", "Lars", "Marit", "+1 uur", "+1 dag", "+1 week", "Naar volgende herinnering", "Gesprek Regiebot", "MP-checklist invullen",
		"Welk niveau past?", "Mijn agenda", "VPR-casussen", "Alles wat ik kan", "Bericht aan Regiebot",
	}
	for _, name := range want {
		w.keys(kb.Tab)
		got := see[string](w, `looks.focused()`)
		if !strings.Contains(got, name) {
			t.Errorf("the focus is on %q, want %q", got, name)
		}
	}
	w.keys(kb.Tab + kb.Tab + kb.Tab)
	if got := see[string](w, `looks.focused()`); got != "Naar het berichtveld" {
		t.Fatalf("the focus is on %q", got)
	}
	w.keys(kb.Enter)
	until[bool](w, `document.activeElement.id === "invoer"`)
}

// TestDialogKeepsTheFocus: as long as a form is open the keyboard stays in it; after
// that it is in the field to write in, and what was filled in is there again.
func TestDialogKeepsTheFocus(t *testing.T) {
	w := newProfile(t, startDemo(t)).be("anouk")
	w.say("vpr startbijeenkomst zaak=ZO-2026-0165")
	f := w.form("VPR: startbijeenkomst")
	if got := see[string](w, `looks.focused()`); !strings.Contains(got, "Zaaknummer") {
		t.Errorf("the form opens at %q", got)
	}
	visited := map[string]bool{}
	for range 14 {
		w.keys(kb.Tab)
		if see[bool](w, `document.activeElement !== document.body && !eyes.dialog().contains(document.activeElement)`) {
			t.Fatalf("the focus left the form, to %q", see[string](w, `looks.focused()`))
		}
		visited[see[string](w, `document.activeElement === document.body ? "" : looks.focused()`)] = true
	}
	for _, name := range []string{"Sluiten", "Zaaknummer", "Datum", "ouders", "netwerk", "Casusregisseur", "Versturen"} {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(visited)), func(v string) bool { return strings.Contains(v, name) }) {
			t.Errorf("the keyboard does not reach %q, only %v", name, visited)
		}
	}
	f.fill("Casusregisseur", "ambulant begeleider, Ambulant Voorbeeld")
	f.leave()
	until[bool](w, `document.activeElement.id === "invoer"`)
	w.find("VPR: startbijeenkomst", "deels ingevuld, bewaard").press("Formulier openen")
	w.form("VPR: startbijeenkomst").has("Casusregisseur", "ambulant begeleider, Ambulant Voorbeeld")
}

// TestLongAnswerIsReadFromItsStart: the most urgent item of an agenda stands first, so
// that is what must be on the screen, under the question.
func TestLongAnswerIsReadFromItsStart(t *testing.T) {
	w := newProfile(t, startDemo(t)).be("anouk")
	for _, s := range []size{wide, narrow} {
		w.resize(s)
		answer := w.say("agenda maand").answer()
		top := until[float64](w, `(() => {
			const top = document.getElementById(%s).getBoundingClientRect().top - document.querySelector("#gesprek").getBoundingClientRect().top;
			return top > 0 && top < 150 ? top : 0;
		})()`, answer.id)
		if height := see[float64](w, `document.getElementById(%s).offsetHeight`, answer.id); height < float64(s.height) {
			t.Errorf("the answer is %v high and stands at %v: too short for this test", height, top)
		}
	}
}

package mattermost

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// desk is where a form was asked for in these tests.
var desk = platform.Desk{Line: "casus nieuw zaak=ZO-2026-0142", Owner: someone, Channel: "c1", Thread: "t1", Outside: true, Step: 7, Mark: "ab"}

// dialogProblems are the limits of Dialog.IsValid, in bytes as it counts them, and what the
// clients ask for on top of it (dialog_conversion.ts).
func dialogProblems(d dialog) (problems []string) {
	if d.Title == "" || len(d.Title) > 24 || d.CallbackID == "" || d.State == "" || d.SubmitLabel == "" {
		problems = append(problems, "title "+d.Title)
	}
	names := map[string]bool{}
	for _, e := range d.Elements {
		if names[e.Name] {
			problems = append(problems, "twice "+e.Name)
		}
		names[e.Name] = true
		for _, problem := range elementProblems(e) {
			problems = append(problems, e.Name+": "+problem)
		}
	}
	return problems
}

func elementProblems(e element) (problems []string) {
	within := func(what, text string, least, most int) {
		if len(text) < least || len(text) > most {
			problems = append(problems, fmt.Sprintf("%s of %d bytes", what, len(text)))
		}
	}
	within("label", strings.TrimSpace(e.Label), 1, 24)
	within("name", strings.TrimSpace(e.Name), 1, 300)
	within("help", e.Help, 0, 150)
	if e.MinLength < 0 || e.MinLength > e.MaxLength {
		problems = append(problems, "lengths")
	}
	offered := slices.ContainsFunc(e.Options, func(o option) bool { return o.Value == e.Default })
	switch e.Type {
	case "text":
		within("default", e.Default, 0, 150)
		within("placeholder", e.Placeholder, 0, 150)
		within("longest", strings.Repeat("x", e.MaxLength), 1, 150)
	case "textarea":
		within("default", e.Default, 0, 3000)
		within("placeholder", e.Placeholder, 0, 3000)
		within("longest", strings.Repeat("x", e.MaxLength), 1, 3000)
	case "select", "radio":
		within("default", e.Default, 0, 3000)
		if e.Default != "" && !offered || len(e.Options) == 0 || e.Type == "radio" && (e.Default != "" || e.Optional) { // some clients do not send an empty radio
			problems = append(problems, "choices")
		}
		for _, o := range e.Options {
			within("text of a choice", strings.TrimSpace(o.Text), 1, 3000)
			within("value of a choice", strings.TrimSpace(o.Value), 1, 3000)
		}
	case "bool":
		within("placeholder", e.Placeholder, 1, 150)
		if e.Default != "true" && e.Default != "false" || !e.Optional {
			problems = append(problems, "a tick that must be")
		}
	case "date":
		if _, err := time.Parse(time.DateOnly, e.Default); e.Default != "" && err != nil {
			problems = append(problems, "date "+e.Default)
		}
	default:
		problems = append(problems, "type "+e.Type)
	}
	return problems
}

// casusForm is a form as people get it, with a field of every kind.
func casusForm() bot.Form {
	return bot.Form{
		Title: "Casus ZO-2026-0142", Line: desk.Line, Intro: "Vul in wat je **weet**.\n* De naam van het kind niet.\n* Geen @adressen <x>.",
		Fields: []bot.Field{
			{Name: "reden", Label: "Reden", Kind: bot.KindLine, Hint: "In één zin", Value: "het gaat *beter*"},
			{Name: "toelichting", Label: "Toelichting", Kind: bot.KindParagraph, Optional: true},
			{Name: "datum", Label: "Datum MDO", Kind: bot.KindDate},
			{Name: "niveau", Label: "Niveau", Kind: bot.KindChoice, Choices: []bot.Choice{{Value: "1", Label: "Niveau 1"}, {Value: "2", Label: "Niveau 2"}}},
			{Name: "soort", Label: "Soort", Kind: bot.KindChoice, Optional: true, Choices: manyChoices(5), Value: "3"},
			{Name: "wie", Label: "Casusregisseur", Kind: bot.KindPerson, Choices: []bot.Choice{{Value: "sanne", Label: "Sanne de Vries"}, {Value: "joost", Label: "Joost"}}, Value: "joost"},
			{Name: "domein", Label: "Domeinen", Kind: bot.KindTicks, Hint: "Alles wat past", Choices: []bot.Choice{{Value: "veilig", Label: "Veiligheid"}, {Value: "school", Label: "School"}}, Value: "school"},
		},
	}
}

func manyChoices(n int) (list []bot.Choice) {
	for i := range n {
		list = append(list, bot.Choice{Value: fmt.Sprint(i), Label: fmt.Sprintf("Keuze %d", i)})
	}
	return list
}

// TestDialogGolden keeps what a form looks like on an old and on a new server, in
// testdata/dialog-*.json.
func TestDialogGolden(t *testing.T) {
	small := casusForm()
	small.Fields = small.Fields[:4]
	for _, c := range []struct {
		name         string
		major, minor int
		form         bot.Form
	}{{"old", 5, 37, casusForm()}, {"new", 11, 6, small}, {"new-long", 11, 6, casusForm()}} {
		t.Run(c.name, func(t *testing.T) {
			d := drawing(c.major, c.minor).dialog(c.form, desk, true)
			if problems := dialogProblems(d); len(problems) > 0 {
				t.Error(problems)
			}
			mark := sheetMark(d.State)
			d.State = "STATE"
			data, err := json.MarshalIndent(d, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "dialog-"+c.name+".json", strings.NewReplacer(wordJoiner, "^", mark, "-SHEET").Replace(string(data))+"\n")
		})
	}
}

// golden compares with a file; UPDATE_GOLDEN=1 writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is now\n%s", name, got)
	}
}

// Whatever keeps to bot.Check is a dialog that the server takes, and what was filled in comes
// back as it was.
func TestDialogOfAnything(t *testing.T) {
	for _, m := range []*Mattermost{drawing(5, 37), drawing(11, 6)} {
		rapid.Check(t, func(t *rapid.T) {
			form := anyForm(t)
			if err := bot.Check(bot.Message{Form: &form}); err != nil {
				t.Skip(err)
			}
			d := m.dialog(form, desk, rapid.Bool().Draw(t, "last"))
			if problems := dialogProblems(d); len(problems) > 0 {
				t.Fatalf("%q", problems)
			}
			if found := meaningsOf(unmarked(d.Introduction)); len(found) > 0 {
				t.Fatalf("%q holds %q", d.Introduction, found)
			}
			got := submission(form, ofSheet(sheetMark(d.State), unchanged(t, d)), nobody)
			for _, f := range form.Fields {
				if want := answered(f); want != got[f.Name] {
					t.Fatalf("%s %q came back as %q, want %q", f.Kind, f.Value, got[f.Name], want)
				}
			}
		})
	}
}

// unmarked is an introduction without our own lists and bold.
func unmarked(text string) string {
	return strings.ReplaceAll(regexp.MustCompile(`(?m)^\* `).ReplaceAllString(text, ""), "**", "")
}

func nobody(string) string { return "" }

// unchanged is what a client sends of a dialog in which nothing was changed.
func unchanged(t *rapid.T, d dialog) map[string]any {
	sent := map[string]any{}
	for _, e := range d.Elements {
		switch {
		case e.Type == elementTick:
			sent[e.Name] = e.Default == "true"
		case e.Default != "":
			sent[e.Name] = e.Default
		case rapid.Bool().Draw(t, "sends what is empty"):
			sent[e.Name] = nil
		}
	}
	return sent
}

// answered is the value of a field that nobody touched.
func answered(f bot.Field) string {
	value := strings.ReplaceAll(platform.Clean(f.Value), "\r\n", "\n")
	if f.Kind == bot.KindDate && platform.ISODate(f.Value) != "" {
		return platform.DutchDate(platform.ISODate(f.Value))
	}
	if heldBack(f) {
		return f.Value
	}
	if !choosable(f) {
		return value
	}
	var kept []string
	for _, c := range f.Choices {
		if slices.Contains(strings.Split(f.Value, ","), c.Value) && (f.Kind == bot.KindTicks || c.Value == f.Value) {
			kept = append(kept, c.Value)
		}
	}
	return strings.Join(kept, ",")
}

func anyForm(t *rapid.T) bot.Form {
	short := rapid.StringMatching(`[A-Za-zé@:*<# ]{0,12}`)
	form := bot.Form{Title: short.Draw(t, "title"), Intro: anyText().Draw(t, "intro"), Line: desk.Line, Submit: short.Draw(t, "submit")}
	for i := range rapid.IntRange(1, 9).Draw(t, "fields") {
		f := bot.Field{
			Name: fmt.Sprintf("f%d", i), Label: short.Draw(t, "label"), Hint: rapid.StringMatching(`[a-zé@* ]{0,150}`).Draw(t, "hint"),
			Kind:     rapid.SampledFrom([]bot.Kind{bot.KindLine, bot.KindParagraph, bot.KindDate, bot.KindChoice, bot.KindTicks, bot.KindPerson}).Draw(t, "kind"),
			Optional: rapid.Bool().Draw(t, "optional"), Problem: short.Draw(t, "problem"),
		}
		f.Value = rapid.SampledFrom([]string{"", "morgen", "2026-11-27", "27-11-2026", "1", "0,2", "x", "a\nb", strings.Repeat("é", 100), strings.Repeat("é", 2000)}).Draw(t, "value")
		switch f.Kind {
		case bot.KindTicks:
			f.Choices = manyChoices(rapid.IntRange(0, bot.MaxRadios).Draw(t, "choices"))
		case bot.KindChoice, bot.KindPerson:
			f.Choices = manyChoices(rapid.IntRange(0, bot.MaxChoices).Draw(t, "choices"))
		}
		form.Fields = append(form.Fields, f)
	}
	return form
}

// What is too long for its place stands above the form, as a whole.
func TestDialogHoldsNothingBack(t *testing.T) {
	long, hint := strings.Repeat("é", 2000), strings.Repeat("é", 100)
	d := drawing(5, 37).dialog(bot.Form{Title: "T", Fields: []bot.Field{
		{Name: "a", Label: "Reden", Kind: bot.KindParagraph, Value: long},
		{Name: "b", Label: "Waarom", Kind: bot.KindLine, Hint: hint},
		{Name: "c", Label: "@één", Kind: bot.KindChoice, Choices: manyChoices(2), Value: "weg", Problem: "Kies @iets."},
	}}, desk, false)
	j := strings.NewReplacer("^", wordJoiner).Replace
	want := j("Dit klopt nog niet:\n\n* **@^één**: Kies @^iets.\n\n* **Reden**: " + wordHeldBack + "\n* **Waarom**: " + hint)
	if d.Introduction != want {
		t.Errorf("%q, want %q", d.Introduction, want)
	}
	if !d.Elements[0].Optional || d.Elements[0].Default != "" || !strings.HasSuffix(d.Elements[1].Help, "…") || d.SubmitLabel != platform.WordNext {
		t.Errorf("%+v", d)
	}
}

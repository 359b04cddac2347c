package slack

import (
	"encoding/json"
	"strings"
	"testing"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

const away = "Ik kan nu niet bij de gegevens. Er is niets opgeslagen. Probeer het later opnieuw."

// without makes the program unable to give its form; whatever else it is asked goes well.
func (w *talker) without(p *program, instead func() bot.Message) {
	w.answers["casus nieuw"] = func(req bot.Request) bot.Message {
		if req.Fields == nil {
			return instead()
		}
		return p.answer(req)
	}
}

func TestFormStaysWhenTheProgramFails(t *testing.T) {
	for name, c := range map[string]struct {
		instead func() bot.Message
		says    string
	}{
		"away":          {func() bot.Message { return bot.Message{Text: away, Refused: true} }, away},
		"a panic":       {func() bot.Message { panic("Anouk van Dijk") }, "Er ging iets mis (kenmerk"},
		"says nothing":  {func() bot.Message { return bot.Message{} }, bot.Unknown.Form()},
		"several lines": {func() bot.Message { return bot.Message{Text: "Wacht even.\n\nProbeer het zo.", Refused: true} }, "Wacht even. Probeer het zo."},
	} {
		t.Run(name, func(t *testing.T) {
			w, p := formTalker(t, 2)
			w.without(p, c.instead)
			got := w.submits("t1", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "lange tekst", "veldab", "x"))
			equal(t, "the form", got.ResponseAction, api.RAErrors)
			contains(t, got.Errors[blockID("veldaa")], c.says)
			equal(t, "done", len(p.done), 0)
			w.answers["casus nieuw"] = p.answer
			again := w.submits("t2", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "lange tekst", "veldab", "x"))
			equal(t, "sent again", again.ResponseAction, api.RAClear)
		})
	}
}

func TestStepStaysWhenTheProgramFails(t *testing.T) {
	w, p := formTalker(t, stepBlocks+1)
	for i := range p.form.Fields {
		p.form.Fields[i].Optional = true
	}
	asked := 0
	w.without(p, func() bot.Message {
		if asked++; asked > 1 { // the next step
			return bot.Message{Text: away, Refused: true}
		}
		return p.answer(bot.Request{})
	})
	got := w.submits("t1", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "lange tekst"))
	equal(t, "the form", got.ResponseAction, api.RAErrors)
	equal(t, "under its first field", got.Errors[blockID("veldaa")], away)
	equal(t, "kept", p.kept["veldaa"], "lange tekst")
}

func TestFirstFieldOfAView(t *testing.T) {
	s := renderer()
	form := *formMessage(3).Form
	form.Intro = "Lees dit eerst."
	view := api.View{Blocks: s.modal(form, platform.Desk{}).Blocks}
	equal(t, "behind a text", firstInput(view), blockID("veldaa"))
	equal(t, "nothing", firstInput(api.View{}), "")
	if got := s.reaction(platform.Outcome{Stuck: away}, api.View{}); got.ResponseAction != api.RAUpdate || !strings.Contains(wordsOf(got.View), away) {
		t.Error("a view without fields says nothing")
	}
}

// TestAskingForAFormIsNotAskedByItsPerson: who types on, and sends, is asked for nothing else.
func TestAskingForAFormIsNotAskedByItsPerson(t *testing.T) {
	w, p := formTalker(t, 2*stepBlocks)
	for i := range p.form.Fields {
		p.form.Fields[i].Optional = true
	}
	w.interacted("t1", "pick-form", "desk", w.sealed(platform.Desk{Line: "casus nieuw"}), "values", answered("veldaa", "x"))
	w.settle()
	w.submits("t2", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "x"))
	if len(w.asked) < 4 {
		t.Fatal(w.asked)
	}
	for _, req := range w.asked {
		if !req.Unasked && !req.Partial {
			t.Errorf("%+v", req)
		}
	}
}

func TestSlowSubmissionOfAClosedFormKeepsWhatWasTyped(t *testing.T) {
	w, p := formTalker(t, 2)
	w.wrong["views.update"] = "not_found"
	goOn := w.slowly(p)
	w.submitsSlowly(answered("veldaa", "lange tekst"))
	goOn()
	equal(t, "kept", p.kept["veldaa"], "lange tekst")
	contains(t, wordsOf(w.told("chat.postMessage")[0].args), problemOf(t), platform.WordFormGone)
}

// problemOf is what a form says of a field that misses an answer.
func problemOf(t *testing.T) string {
	t.Helper()
	form, fine := formMessage(1).Form.Filled(nil).Checked()
	if fine {
		t.Fatal("nothing is missing")
	}
	return form.Fields[0].Problem
}

func TestSlowSubmissionWhenTheProgramFails(t *testing.T) {
	for name, closed := range map[string]string{"open still": "", "closed meanwhile": "not_found"} {
		t.Run(name, func(t *testing.T) {
			w := newTalker(t)
			w.wrong["views.update"] = closed
			ready := make(chan struct{})
			w.talk.Within = 1
			w.answers["casus nieuw"] = func(bot.Request) bot.Message { <-ready; return bot.Message{Text: away, Refused: true} }
			w.submitsSlowly(answered("veldaa", "lange tekst"))
			close(ready)
			w.settle()
			contains(t, wordsOf(w.told("views.update")[0].args), away)
			if closed == "" {
				equal(t, "said besides", len(w.told("chat.postMessage")), 0)
				return
			}
			said := w.told("chat.postMessage")[0].args
			contains(t, wordsOf(said), away, platform.WordFormGone)
			line, _ := w.readLine(valueOf(t, said, platform.WordOpenForm), "U1")
			equal(t, "line", line, "casus nieuw")
		})
	}
}

// TestSlowSubmissionThatIsStuckKeepsWhatWasTyped: the form is closed, and the program did not take
// it: what was typed is kept as soon as it can be, and else said.
func TestSlowSubmissionThatIsStuckKeepsWhatWasTyped(t *testing.T) {
	for name, back := range map[string]bool{"back by then": true, "away still": false} {
		t.Run(name, func(t *testing.T) {
			w, p := formTalker(t, 2)
			w.wrong["views.update"] = "not_found"
			w.talk.Within = 1
			ready, asked := make(chan struct{}), 0
			w.without(p, func() bot.Message {
				<-ready
				if asked++; back && asked > 1 {
					return p.answer(bot.Request{})
				}
				return bot.Message{Text: away, Refused: true}
			})
			var c api.InteractionCallback
			sealed := w.sealed(platform.Desk{Line: "casus nieuw", Channel: "C1"})
			if err := json.Unmarshal(payload(t, "submission", "desk", sealed, "values", answered("veldaa", "lange tekst", "veldab", ""), "hook", w.hook()), &c); err != nil {
				t.Fatal(err)
			}
			c.View.Blocks = w.modal(p.form, platform.Desk{}).Blocks
			w.interaction(t.Context(), c, "t1")
			close(ready)
			w.settle()
			said := wordsOf(w.told("chat.postMessage")[0].args)
			contains(t, said, away, platform.WordFormGone)
			equal(t, "kept", p.kept["veldaa"] == "lange tekst", back)
			equal(t, "said", strings.Contains(said, "lange tekst"), !back)
		})
	}
}

func TestAnswersThatPeopleRead(t *testing.T) {
	s := renderer()
	choices := []bot.Choice{{Value: "een", Label: "Een & meer"}, {Value: "twee", Label: "Twee"}}
	form := bot.Form{Title: "Casus", Line: "casus nieuw", Intro: "Lees dit.", Fields: []bot.Field{
		{Name: "tekst", Label: "Tekst", Kind: bot.KindParagraph},
		{Name: "dag", Label: "Dag", Kind: bot.KindDate},
		{Name: "keus", Label: "Keus", Kind: bot.KindChoice, Choices: choices},
		{Name: "vinkjes", Label: "Vinkjes", Kind: bot.KindTicks, Choices: choices},
		{Name: "geen", Label: "Geen", Kind: bot.KindChoice, Choices: choices, Optional: true},
		{Name: "leeg", Label: "Leeg", Kind: bot.KindLine},
	}}
	option := func(value, label string) api.OptionBlockObject {
		return api.OptionBlockObject{Value: value, Text: plain(label, maxLabel)}
	}
	view := api.View{Blocks: s.modal(form, platform.Desk{}).Blocks, State: stateWith(map[string]api.BlockAction{
		"tekst": {Type: "plain_text_input", Value: "lange\ntekst"}, "dag": {Type: "datepicker", SelectedDate: "2026-12-01"},
		"keus": {Type: "radio_buttons", SelectedOption: option("een", "Een &amp; meer")}, "geen": {Type: "radio_buttons", SelectedOption: option(noAnswer, "Geen antwoord")},
		"vinkjes": {Type: "checkboxes", SelectedOptions: []api.OptionBlockObject{option("een", "Een &amp; meer"), option("twee", "Twee")}},
		"leeg":    {Type: "plain_text_input"},
	})}
	equal(t, "answers", platform.Answers(filledIn(view)), "**Tekst**: lange\ntekst\n\n**Dag**: 01-12-2026\n\n**Keus**: Een & meer\n\n**Vinkjes**: Een & meer, Twee")
	equal(t, "without a state", len(filledIn(api.View{Blocks: view.Blocks}).Fields), 0)
}

// TestRefilledView: a view that comes back holds what was filled in, whatever the kind of a
// field, and can be submitted once more.
func TestRefilledView(t *testing.T) {
	s := renderer()
	choices := []bot.Choice{{Value: "een", Label: "Een"}, {Value: "twee", Label: "Twee"}}
	many := []bot.Choice{}
	for i := range maxRadios + 1 {
		many = append(many, bot.Choice{Value: fieldName(i), Label: fieldName(i)})
	}
	form := bot.Form{Title: "Casus", Line: "casus nieuw", Fields: []bot.Field{
		{Name: "tekst", Kind: bot.KindParagraph},
		{Name: "dag", Kind: bot.KindDate, Value: "27-11-2026"},
		{Name: "keus", Kind: bot.KindChoice, Choices: choices},
		{Name: "lijst", Kind: bot.KindChoice, Choices: many},
		{Name: "vinkjes", Kind: bot.KindTicks, Choices: choices},
		{Name: "leeg", Kind: bot.KindLine},
	}}
	sent := s.modal(form, platform.Desk{Line: form.Line, Owner: "U1"})
	data, err := json.Marshal(sent)
	if err != nil {
		t.Fatal(err)
	}
	var submitted api.View
	if err := json.Unmarshal(data, &submitted); err != nil {
		t.Fatal(err)
	}
	submitted.State = stateWith(map[string]api.BlockAction{
		"tekst": {Type: "plain_text_input", Value: "lange\ntekst"}, "dag": {Type: "datepicker", SelectedDate: "2026-12-01"},
		"keus":    {Type: "radio_buttons", SelectedOption: api.OptionBlockObject{Value: "twee", Text: plain("Twee", 75)}},
		"lijst":   {Type: "static_select", SelectedOption: api.OptionBlockObject{Value: fieldName(1), Text: plain("b", 75)}},
		"vinkjes": {Type: "checkboxes", SelectedOptions: []api.OptionBlockObject{{Value: "een", Text: plain("Een", 75)}, {Value: "twee", Text: plain("Twee", 75)}}},
		"leeg":    {Type: "plain_text_input"},
	})
	got := s.refilled(submitted, away)
	contains(t, wordsOf(got), away)
	if got.Submit == nil || got.CallbackID != sent.CallbackID || !got.NotifyOnClose {
		t.Errorf("it cannot be submitted: %+v", got)
	}
	d, fault := s.forms().Open(got.PrivateMetadata, "U1")
	if fault != bot.Fine || d.Line != form.Line {
		t.Errorf("%+v %v", d, fault)
	}
	text, _ := json.Marshal(got.Blocks)
	contains(t, string(text), `"initial_value":"lange\ntekst"`, `"initial_date":"2026-12-01"`, `"initial_option":{"text":{"type":"plain_text","text":"Twee"`,
		`"value":"`+fieldName(1)+`"}`, `"initial_options":[{"text":{"type":"plain_text","text":"Een"`)
	if strings.Contains(string(text), "27-11-2026") || strings.Contains(string(text), "2026-11-27") {
		t.Error("what stood there before is back")
	}
}

// stateWith is the state of a view with one element for each field.
func stateWith(answers map[string]api.BlockAction) *api.ViewState {
	state := &api.ViewState{Values: map[string]map[string]api.BlockAction{}}
	for name, answer := range answers {
		state.Values[blockID(name)] = map[string]api.BlockAction{"answer/x": answer}
	}
	return state
}

// onASocket makes acknowledgements as small as they must be there.
func (w *talker) onASocket() { w.cfg.AppToken = "xapp-1" }

func largeForm(w *talker) *program {
	p := &program{form: *formMessage(8).Form}
	for i := range p.form.Fields {
		p.form.Fields[i].Kind, p.form.Fields[i].Value = bot.KindParagraph, strings.Repeat("woord ", 500)
	}
	w.answers["casus nieuw"] = func(req bot.Request) bot.Message {
		form := p.form
		if req.Partial || req.Fields == nil {
			m := p.answer(req)
			if m.Form != nil && p.kept == nil {
				m.Form = &form
			}
			return m
		}
		return bot.Message{Text: "Deze casus is al dicht.", Refused: true}
	}
	return p
}

func TestLargeFormOnASocketComesAfterTheAcknowledgement(t *testing.T) {
	for name, closed := range map[string]string{"open still": "", "closed meanwhile": "not_found"} {
		t.Run(name, func(t *testing.T) {
			w := newTalker(t)
			w.onASocket()
			p := largeForm(w)
			w.wrong["views.update"] = closed
			var pairs []string
			for i := range p.form.Fields {
				pairs = append(pairs, fieldName(i), strings.Repeat("woord ", 500))
			}
			got := w.submits("t1", platform.Desk{Line: "casus nieuw", Channel: "C1"}, answered(pairs...))
			equal(t, "at first", wordsOf(got.View), wordsOf(w.plaque(bot.Wait)))
			w.later()
			contains(t, wordsOf(w.told("views.update")[0].args), "Deze casus is al dicht.")
			if closed == "" {
				equal(t, "said besides", len(w.told("chat.postMessage")), 0)
				return
			}
			contains(t, wordsOf(w.told("chat.postMessage")[0].args), "Deze casus is al dicht.", platform.WordFormGone)
			equal(t, "kept", p.kept["veldaa"], pairs[1])
		})
	}
}

func TestLargeCommandOnASocketComesAfterTheAcknowledgement(t *testing.T) {
	for name, where := range map[string]string{"at the response_url": "hook", "used up": "chat.postEphemeral"} {
		t.Run(name, func(t *testing.T) {
			w := newTalker(t)
			w.onASocket()
			if where != "hook" {
				w.wrong["hook"] = "used_url"
			}
			m := bot.Message{}
			for range bot.MaxParts {
				part := bot.Part{Text: "deel"}
				for i := range 8 {
					part.Buttons = append(part.Buttons, bot.Button{Label: fieldName(i), Line: strings.Repeat("x", 200)})
				}
				m.Parts = append(m.Parts, part)
			}
			w.always("agenda", m)
			if ack := w.commanded("command-channel", typing("agenda")); ack != nil {
				t.Error("it is too large for a socket")
			}
			w.settle()
			equal(t, "said", len(w.told(where)) > 0, true)
			equal(t, "all of it", strings.Count(wordsOf(w.told(where)[0].args), "deel") > 1, true)
		})
	}
}

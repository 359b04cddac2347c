package slack

import (
	"encoding/json"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

func fieldName(i int) string { return "veld" + string(rune('a'+i/26)) + string(rune('a'+i%26)) }

// program is one form of a program: it keeps what was half filled in, and says what is
// wrong with it.
type program struct {
	mu   sync.Mutex
	form bot.Form
	kept map[string]string
	done []bot.Request
	says func(req bot.Request) *bot.Message // nil: it is done
}

func (p *program) answer(req bot.Request) bot.Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case req.Partial:
		p.kept = maps.Clone(req.Fields)
		return bot.Message{Text: "Bewaard."}
	case req.Fields == nil:
		form := p.form.Filled(p.kept)
		return bot.Message{Text: "Vul het formulier '" + form.Title + "' in.", Form: &form}
	}
	if p.says != nil {
		if m := p.says(req); m != nil {
			return *m
		}
	}
	p.done = append(p.done, req)
	return bot.Message{Text: "Gedaan."}
}

// formTalker is a talker with a form of so many fields.
func formTalker(t *testing.T, fields int) (*talker, *program) {
	t.Helper()
	w, p := newTalker(t), &program{form: *formMessage(fields).Form}
	w.answers["casus nieuw"] = p.answer
	return w, p
}

// answered is the state of a form: pairs of a field and its answer.
func answered(pairs ...string) string {
	values := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values[blockID(pairs[i])] = map[string]any{"answer/x": map[string]any{"type": "plain_text_input", "value": pairs[i+1]}}
	}
	text, _ := json.Marshal(values)
	return string(text)
}

func (w *talker) sealed(d platform.Desk) string {
	d.Owner = "U1"
	return w.forms().Seal(d)
}

// submits sends a form.
func (w *talker) submits(id string, d platform.Desk, values string) *api.ViewSubmissionResponse {
	w.t.Helper()
	got, ok := w.interacted(id, "submission", "desk", w.sealed(d), "values", values).(*api.ViewSubmissionResponse)
	if !ok {
		w.t.Fatal("nothing came back")
	}
	w.settle()
	return got
}

func TestSubmission(t *testing.T) {
	w, p := formTalker(t, 2)
	got := w.submits("t1", platform.Desk{Line: "casus nieuw", Channel: "C1", Thread: "1794700000.000100", Outside: true, ResponseURL: w.hook()}, answered("veldaa", "ZO-2026-0142", "veldab", "morgen"))
	equal(t, "the form", got.ResponseAction, api.RAClear)
	if len(p.done) != 1 {
		t.Fatal(w.asked)
	}
	req := p.done[0]
	equal(t, "id of what was filled in", strings.HasPrefix(req.ID, "form/VFORM1/"), true)
	equal(t, "line", req.Line, "casus nieuw")
	equal(t, "place", req.In, bot.Place{ID: "C1", Outside: true})
	equal(t, "from", req.From, bot.Person{Platform: Platform, ID: "U1", Name: "anouk"})
	if want := map[string]string{"veldaa": "ZO-2026-0142", "veldab": "morgen"}; !maps.Equal(req.Fields, want) || req.Partial {
		t.Error(req.Fields)
	}
	said := w.told("hook")
	if len(said) != 1 || wordsOf(said[0].args) != "Gedaan." || said[0].args["thread_ts"] != "1794700000.000100" {
		t.Error(said)
	}
	for _, before := range w.asked {
		if before.Fields == nil && before.ID != "" {
			t.Error("asking for the form has an id: submitting it would be the second time")
		}
	}
}

func TestSubmissionFromThePrivateConversation(t *testing.T) {
	w, _ := formTalker(t, 1)
	w.submits("t1", platform.Desk{Line: "casus nieuw", Channel: "D1", Private: true, ResponseURL: w.hook()}, answered("veldaa", "x"))
	if said := w.told("chat.postMessage"); len(said) != 1 || said[0].args["channel"] != "D1" || len(w.told("hook")) > 0 {
		t.Error(w.calls)
	}
}

func TestSubmissionWithAnAnswerThatIsNotForTheRoom(t *testing.T) {
	w, p := formTalker(t, 1)
	p.says = func(bot.Request) *bot.Message { return &bot.Message{Text: "De kaart", Direct: true} }
	w.submits("t1", platform.Desk{Line: "casus nieuw", Channel: "C1", ResponseURL: w.hook()}, answered("veldaa", "x"))
	if said := w.told("chat.postMessage"); len(said) != 1 || said[0].args["channel"] != "D1" {
		t.Error(said)
	}
	if said := w.told("hook"); len(said) != 1 || wordsOf(said[0].args) != bot.ElsewhereNote {
		t.Error(said)
	}
}

func TestProblemsStandUnderTheirFields(t *testing.T) {
	w, p := formTalker(t, 2)
	p.says = func(req bot.Request) *bot.Message {
		form := p.form.Filled(req.Fields)
		form.Fields[1].Problem = "Deze dag ken ik niet."
		return &bot.Message{Text: "Het formulier is nog niet goed. Deze dag ken ik niet.", Form: &form, Refused: true}
	}
	got := w.submits("t1", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "x", "veldab", "ooit"))
	equal(t, "the form", got.ResponseAction, api.RAErrors)
	if want := map[string]string{blockID("veldab"): "Deze dag ken ik niet."}; !maps.Equal(got.Errors, want) {
		t.Error(got.Errors)
	}
	equal(t, "said besides", len(w.told("chat.postMessage"))+len(w.told("hook")), 0)
	p.says = nil
	equal(t, "again", w.submits("t2", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "x", "veldab", "morgen")).ResponseAction, api.RAClear)
}

func TestProblemOfTheWholeStandsAboveTheForm(t *testing.T) {
	for name, withForm := range map[string]bool{"with the form": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			w, p := formTalker(t, 1)
			p.says = func(req bot.Request) *bot.Message {
				m := bot.Message{Text: "Deze casus is al dicht.", Refused: true}
				if form := p.form.Filled(req.Fields); withForm {
					m.Form = &form
				}
				return &m
			}
			got := w.submits("t1", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "wat er stond"))
			equal(t, "the form", got.ResponseAction, api.RAUpdate)
			contains(t, wordsOf(got.View), "Deze casus is al dicht.")
			data, _ := json.Marshal(got.View)
			contains(t, string(data), "wat er stond")
		})
	}
}

func TestMissingAnswersDoNotReachTheProgram(t *testing.T) {
	w, p := formTalker(t, 2)
	got := w.submits("t1", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "x", "veldab", "  "))
	equal(t, "the form", got.ResponseAction, api.RAErrors)
	if len(got.Errors) != 1 || got.Errors[blockID("veldab")] == "" || len(p.done) > 0 {
		t.Error(got.Errors)
	}
	equal(t, "nothing at all", len(w.submits("t2", platform.Desk{Line: "casus nieuw"}, "{}").Errors), 2)
}

func TestNextForm(t *testing.T) {
	w, _ := formTalker(t, 1)
	w.answers["casus"] = func(req bot.Request) bot.Message {
		m := formMessage(2)
		if req.Fields == nil {
			m.Form.Title, m.Form.Line, m.Form.Fields = "Casus", "casus", []bot.Field{{Name: "wat", Label: "Wat", Kind: bot.KindLine}}
			m.Text = "Wat wil je doen?"
		}
		return m
	}
	got := w.submits("t1", platform.Desk{Line: "casus", Channel: "C1", ResponseURL: w.hook()}, answered("wat", "nieuw"))
	equal(t, "the form", got.ResponseAction, api.RAUpdate)
	d, fault := w.forms().Open(got.View.PrivateMetadata, "U1")
	if want := (platform.Desk{Line: "casus nieuw", Owner: "U1", Channel: "C1", ResponseURL: w.hook(), Opened: d.Opened}); fault != bot.Fine || d != want {
		t.Errorf("%+v", d)
	}
	equal(t, "said besides", len(w.told("hook")), 0)
}

// TestNextFormWithProblems: an error under a field that the form does not have is one that Slack
// shows to nobody: the form would stay, without a word.
func TestNextFormWithProblems(t *testing.T) {
	w, p := formTalker(t, 1)
	p.says = func(bot.Request) *bot.Message {
		next := bot.Form{Title: "MDO", Line: "mdo plan", Fields: []bot.Field{{Name: "zaak", Label: "Zaaknummer", Kind: bot.KindLine, Problem: "Vul 'Zaaknummer' nog in."}}}
		return &bot.Message{Text: "Het formulier is nog niet goed. Vul 'Zaaknummer' nog in.", Form: &next, Refused: true}
	}
	got := w.submits("t1", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "x"))
	equal(t, "the form", got.ResponseAction, api.RAUpdate)
	contains(t, wordsOf(got.View), "Zaaknummer", "Vul 'Zaaknummer' nog in.")
	d, _ := w.forms().Open(got.View.PrivateMetadata, "U1")
	equal(t, "line", d.Line, "mdo plan")
	equal(t, "said besides", len(w.told("chat.postMessage")), 0)
}

func TestFormThatWasDoneElsewhereIsClosed(t *testing.T) {
	w, p := formTalker(t, 1)
	p.says = func(bot.Request) *bot.Message { return &bot.Message{Text: bot.TwiceNote, Refused: true} }
	got := w.submits("t1", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "x"))
	equal(t, "the form", got.ResponseAction, api.RAUpdate)
	contains(t, wordsOf(got.View), bot.TwiceNote)
	if got.View.Submit != nil {
		t.Error("it can be sent again")
	}
}

func TestNextFormWithMoreToSay(t *testing.T) {
	w, p := formTalker(t, 1)
	p.says = func(bot.Request) *bot.Message {
		m := formMessage(2)
		m.Text = "De casus is geopend."
		return &m
	}
	got := w.submits("t1", platform.Desk{Line: "casus nieuw", Channel: "C1", ResponseURL: w.hook()}, answered("veldaa", "x"))
	equal(t, "the form", got.ResponseAction, api.RAUpdate)
	if said := w.told("hook"); len(said) != 1 || wordsOf(said[0].args) != "De casus is geopend." {
		t.Error(said)
	}
}

func TestFormsThatDoNothing(t *testing.T) {
	w, p := formTalker(t, 1)
	elsewhere := w.sealed(platform.Desk{Line: "casus nieuw"})
	for name, c := range map[string]struct {
		desk  string
		fault bot.Fault
	}{
		"nothing": {"", bot.Unknown}, "before an upgrade": {`{"line":"casus nieuw"}`, bot.Unknown},
		"a button":         {w.ticket("casus nieuw", "U1"), bot.Unknown},
		"of somebody else": {w.forms().Seal(platform.Desk{Line: "casus nieuw", Owner: "U2"}), bot.Foreign},
		"changed":          {strings.Replace(elsewhere, "nieuw", "sluit", 1), bot.Unknown},
		"of another step":  {w.sealed(platform.Desk{Line: "casus nieuw", Step: 40}), bot.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			got := w.interacted("t/"+name, "submission", "desk", c.desk, "values", answered("veldaa", "x")).(*api.ViewSubmissionResponse)
			equal(t, "the form", got.ResponseAction, api.RAUpdate)
			contains(t, wordsOf(got.View), c.fault.Form())
			if got.View.Submit != nil {
				t.Error("there is nothing to submit")
			}
		})
	}
	equal(t, "done", len(p.done), 0)
}

func TestSubmissionAfterTheRoleIsLost(t *testing.T) {
	w := newTalker(t)
	w.always("casus nieuw", bot.Message{Text: "Je mag dit niet.", Refused: true})
	got := w.submits("t1", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "x"))
	equal(t, "under the first field", got.Errors[blockID("veldaa")], "Je mag dit niet.")
	for _, req := range w.asked {
		if req.Fields != nil {
			t.Error("it was done all the same")
		}
	}
}

func TestStrangersSubmitNothing(t *testing.T) {
	w, _ := formTalker(t, 1)
	w.users["U1"] = `{"id":"U1","team_id":"T2"}`
	contains(t, wordsOf(w.submits("t1", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "x")).View), wordStranger)
	equal(t, "asked", len(w.lines()), 0)
}

// slowly makes everything take longer than an acknowledgement; the program goes on when
// the test says so.
func (w *talker) slowly(p *program) (goOn func()) {
	ready := make(chan struct{})
	w.talk.Within = time.Nanosecond
	w.answers["casus nieuw"] = func(req bot.Request) bot.Message { <-ready; return p.answer(req) }
	return func() { close(ready); w.settle() }
}

func (w *talker) submitsSlowly(values string) *api.ViewSubmissionResponse {
	return w.interacted("t1", "submission", "desk", w.sealed(platform.Desk{Line: "casus nieuw", Channel: "C1"}), "values", values).(*api.ViewSubmissionResponse)
}

func TestSlowSubmission(t *testing.T) {
	w, p := formTalker(t, 1)
	goOn := w.slowly(p)
	got := w.submitsSlowly(answered("veldaa", "x"))
	equal(t, "the form", got.ResponseAction, api.RAUpdate)
	contains(t, wordsOf(got.View), bot.Wait)
	goOn()
	changed := w.told("views.update")
	if len(changed) != 1 || changed[0].args["view_id"] != "VFORM1" {
		t.Fatal(w.calls)
	}
	contains(t, wordsOf(changed[0].args), platform.WordDone)
	if said := w.told("chat.postEphemeral"); len(said) != 1 || wordsOf(said[0].args) != "Gedaan." {
		t.Error(said)
	}
}

func TestSlowSubmissionWithAProblem(t *testing.T) {
	for name, closed := range map[string]string{"open still": "", "closed meanwhile": "not_found"} {
		t.Run(name, func(t *testing.T) {
			w, p := formTalker(t, 1)
			p.says = func(req bot.Request) *bot.Message {
				form := p.form.Filled(req.Fields)
				form.Fields[0].Problem = "Deze dag ken ik niet."
				return &bot.Message{Text: "Nog niet goed. Deze dag ken ik niet.", Form: &form, Refused: true}
			}
			w.wrong["views.update"] = closed
			goOn := w.slowly(p)
			w.submitsSlowly(answered("veldaa", "ooit"))
			goOn()
			contains(t, wordsOf(w.told("views.update")[0].args), "Deze dag ken ik niet.")
			said := w.told("chat.postMessage")
			if closed == "" {
				equal(t, "said besides", len(said), 0)
				return
			}
			contains(t, wordsOf(said[0].args), "Deze dag ken ik niet.", platform.WordFormGone)
			line, _ := w.readLine(valueOf(t, said[0].args, platform.WordOpenForm), "U1")
			equal(t, "line", line, "casus nieuw")
		})
	}
}

func TestLongFormGoesInSteps(t *testing.T) {
	w, p := formTalker(t, 2*stepBlocks+2)
	p.kept = map[string]string{fieldName(2*stepBlocks + 1): "van eerder"}
	w.commanded("command-channel", typing("casus nieuw"))
	view := w.told("views.open")[0].args["view"].(map[string]any)
	contains(t, wordsOf(view), "Stap 1 van 3.", platform.WordNext)
	first, _ := w.forms().Open(view["private_metadata"].(string), "U1")
	want := map[string]string{}
	d := first
	for step := range 3 {
		var pairs []string
		for i := step * stepBlocks; i < min((step+1)*stepBlocks, len(p.form.Fields)); i++ {
			want[fieldName(i)] = "antwoord " + fieldName(i)
			pairs = append(pairs, fieldName(i), want[fieldName(i)])
		}
		got := w.submits("t"+string(rune('1'+step)), d, answered(pairs...))
		if step == 2 {
			equal(t, "the form", got.ResponseAction, api.RAClear)
			break
		}
		equal(t, "the form", got.ResponseAction, api.RAUpdate)
		contains(t, wordsOf(got.View), "Stap "+string(rune('2'+step))+" van 3.")
		if data, _ := json.Marshal(got.View); step == 1 {
			contains(t, string(data), "van eerder")
		}
		d, _ = w.forms().Open(got.View.PrivateMetadata, "U1")
	}
	if len(p.done) != 1 || !maps.Equal(p.done[0].Fields, want) {
		t.Errorf("%d %v", len(p.done), p.asked())
	}
}

func (p *program) asked() (all []map[string]string) {
	for _, req := range p.done {
		all = append(all, req.Fields)
	}
	return all
}

func TestStepsWithProblems(t *testing.T) {
	w, p := formTalker(t, stepBlocks+1)
	for i := range p.form.Fields {
		p.form.Fields[i].Optional = i > 0
	}
	d := platform.Desk{Line: "casus nieuw", Channel: "C1"}
	got := w.submits("t1", d, "{}")
	if got.ResponseAction != api.RAErrors || got.Errors[blockID("veldaa")] == "" || p.kept != nil {
		t.Errorf("missing: %+v", got)
	}
	d.Step = stepBlocks
	got = w.submits("t2", d, answered(fieldName(stepBlocks), "x")) // what was kept is gone
	back, _ := w.forms().Open(got.View.PrivateMetadata, "U1")
	equal(t, "the form", got.ResponseAction, api.RAUpdate)
	equal(t, "step", back.Step, 0)
	equal(t, "done", len(p.done), 0)
	w.answers["casus nieuw"] = func(req bot.Request) bot.Message {
		if req.Partial {
			return bot.Message{Text: "Dat is een burgerservicenummer.", Refused: true}
		}
		return p.answer(req)
	}
	got = w.submits("t3", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "x"))
	contains(t, wordsOf(got.View), "Dat is een burgerservicenummer.", "Stap 1 van 2.")
}

func TestHalfFilledFormsAreKept(t *testing.T) {
	for _, name := range []string{"pick-form", "closed"} {
		t.Run(name, func(t *testing.T) {
			w, p := formTalker(t, 2)
			if got := w.interacted("t1", name, "desk", w.sealed(platform.Desk{Line: "casus nieuw", Channel: "C1"}), "values", answered("veldaa", "ZO-2026-0142", "veldab", "")); got != nil {
				t.Error("nothing goes back")
			}
			w.settle()
			if want := map[string]string{"veldaa": "ZO-2026-0142", "veldab": ""}; !maps.Equal(p.kept, want) {
				t.Error(p.kept)
			}
			equal(t, "done", len(p.done), 0)
			n := len(w.lines())
			w.interacted("t2", name, "desk", w.sealed(platform.Desk{Line: "casus nieuw"}), "values", answered("veldaa", "ZO-2026-0142", "veldab", ""))
			w.settle()
			equal(t, "asked for nothing new", len(w.lines()), n-1)
		})
	}
}

// TestFormThatIsOnlyLookedAt: what is closed as it opened leaves what was kept before. An answer
// that is taken back is kept as it was.
func TestFormThatIsOnlyLookedAt(t *testing.T) {
	for name, c := range map[string]struct{ does, has, want string }{
		"closed as it opened":   {"closed", "ZO-2026-0142", "van een andere casus"},
		"closed, filled in":     {"closed", "ZO-2026-0143", "ZO-2026-0143"},
		"changed and back":      {"pick-form", "ZO-2026-0142", "ZO-2026-0142"},
		"changed, and not back": {"pick-form", "ZO-2026-0143", "ZO-2026-0143"},
	} {
		t.Run(name, func(t *testing.T) {
			w, p := formTalker(t, 2)
			p.form.Fields[0].Value = "ZO-2026-0142"
			w.always("casus nieuw zaak=ZO-2026-0142", bot.Message{Text: "Vul het formulier 'Casus nieuw' in.", Form: &p.form})
			w.commanded("command-channel", typing("casus nieuw zaak=ZO-2026-0142"))
			view := w.told("views.open")[0].args["view"].(map[string]any)
			p.kept = map[string]string{"veldaa": "van een andere casus"}
			w.interacted("t1", c.does, "desk", view["private_metadata"].(string), "values", answered("veldaa", c.has, "veldab", ""))
			w.settle()
			equal(t, "kept", p.kept["veldaa"], c.want)
		})
	}
}

func TestNothingIsKeptOf(t *testing.T) {
	for name, c := range map[string]struct{ desk, values string }{
		"an empty form":          {"", answered("veldaa", " ", "veldab", "")},
		"a form without answers": {"", "{}"},
		"a desk of another":      {"x", answered("veldaa", "x")},
	} {
		t.Run(name, func(t *testing.T) {
			w, p := formTalker(t, 2)
			if c.desk == "" {
				c.desk = w.sealed(platform.Desk{Line: "casus nieuw"})
			}
			w.interacted("t1", "closed", "desk", c.desk, "values", c.values)
			w.settle()
			if p.kept != nil {
				t.Error(p.kept)
			}
		})
	}
}

func TestFormsAreSubmittedOnce(t *testing.T) {
	w, p := formTalker(t, 1)
	w.submits("t1", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "x"))
	contains(t, wordsOf(w.submits("t2", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "x")).View), platform.WordSent)
	equal(t, "done", len(p.done), 1)
}

// TestOneFormIsOneRequest: what is filled in in a form has one id, whoever it reaches and how
// often; with other answers, or in another form, it is another request.
func TestOneFormIsOneRequest(t *testing.T) {
	ids := map[string]string{}
	for name, c := range map[string]struct{ id, values string }{
		"here":                     {"t1", answered("veldaa", "x", "veldab", "y")},
		"in another process":       {"t2", answered("veldab", "y", "veldaa", "x")},
		"with other answers":       {"t3", answered("veldaa", "y", "veldab", "x")},
		"in the next of its steps": {"t4", answered("veldaa", "x")},
	} {
		w, p := formTalker(t, 2)
		p.form.Fields[1].Optional = true
		w.submits(c.id, platform.Desk{Line: "casus nieuw"}, c.values)
		if len(p.done) != 1 {
			t.Fatal(name)
		}
		ids[name] = p.done[0].ID
	}
	equal(t, "elsewhere", ids["in another process"], ids["here"])
	equal(t, "others", ids["here"] != ids["with other answers"] && ids["here"] != ids["in the next of its steps"], true)
	if strings.Contains(ids["here"], "x") {
		t.Error("an answer can be read in an id")
	}
	equal(t, "a form without a name", formID(api.View{}, nil, "t1"), "t1")
}

func TestProgramThatPanicsLeavesTheForm(t *testing.T) {
	w, p := formTalker(t, 1)
	w.answers["casus nieuw"] = func(req bot.Request) bot.Message {
		if req.Fields != nil {
			panic("Anouk van Dijk")
		}
		return p.answer(req)
	}
	got := w.submits("t1", platform.Desk{Line: "casus nieuw"}, answered("veldaa", "wat er stond"))
	contains(t, wordsOf(got.View), "Er ging iets mis (kenmerk")
	data, _ := json.Marshal(got.View)
	contains(t, string(data), "wat er stond")
}

func TestWhatComesAfterTheSubmissionIsNotKept(t *testing.T) {
	w, p := formTalker(t, 1)
	w.submits("t1", platform.Desk{Line: "casus nieuw", Channel: "C1"}, answered("veldaa", "x"))
	w.interacted("t2", "pick-form", "desk", w.sealed(platform.Desk{Line: "casus nieuw"}), "values", answered("veldaa", "y"))
	w.settle()
	if p.kept != nil || len(p.done) != 1 {
		t.Error(p.kept)
	}
}

func TestOfManyAnswersOnlyTheLastIsKept(t *testing.T) {
	w, p := formTalker(t, 1)
	held := w.talk.queues.Join("U1/casus nieuw")
	for _, value := range []string{"een", "twee", "drie"} {
		w.interacted("t/"+value, "pick-form", "desk", w.sealed(platform.Desk{Line: "casus nieuw"}), "values", answered("veldaa", value))
	}
	held.Leave()
	w.settle()
	equal(t, "kept", p.kept["veldaa"], "drie")
	equal(t, "asked", len(w.lines()), 2)
}

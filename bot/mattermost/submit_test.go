package mattermost

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// talkForm is an answer that opens a form with so many fields.
func talkForm(fields int) bot.Message {
	f := bot.Form{Title: "Nieuwe casus", Line: "casus nieuw"}
	for i := range fields {
		f.Fields = append(f.Fields, bot.Field{Name: fmt.Sprintf("veld%02d", i), Label: fmt.Sprintf("Vraag %d", i), Kind: bot.KindLine})
	}
	return bot.Message{Text: "Vul het formulier 'Nieuwe casus' in.", Form: &f}
}

// former is one form of a program: it keeps what was half filled in, and says what is wrong
// with it.
type former struct {
	mu   sync.Mutex
	form bot.Form
	kept map[string]string
	done []bot.Request
	ids  map[string]bool
	says func(req bot.Request) *bot.Message // nil: it is done

	keeps func() bot.Message // nil: it keeps what is half filled in
}

func (p *former) answer(req bot.Request) bot.Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case req.Partial && p.keeps != nil:
		return p.keeps()
	case req.Partial:
		p.kept = maps.Clone(req.Fields)
		return bot.Message{Text: "Bewaard."}
	case req.Fields == nil:
		form := p.form.Filled(p.kept)
		return bot.Message{Text: "Vul het formulier '" + form.Title + "' in.", Form: &form}
	case p.ids[req.ID]:
		return bot.Message{Text: bot.TwiceNote, Refused: true}
	}
	if p.says != nil {
		if m := p.says(req); m != nil {
			return *m
		}
	}
	p.ids[req.ID] = true // what was refused was not done
	p.done = append(p.done, req)
	return bot.Message{Text: "Gedaan."}
}

// formTalker is a talker with a form of so many fields.
func formTalker(t *testing.T, fields int) (*talker, *former) {
	t.Helper()
	w, p := newTalker(t), &former{form: *talkForm(fields).Form, ids: map[string]bool{}}
	w.answers["casus nieuw"] = p.answer
	return w, p
}

// desk is a form that was asked for in the room, with a link.
func (w *talker) desk() platform.Desk {
	return platform.Desk{Line: "casus nieuw", Owner: talkAnouk, Channel: talkRoom, Thread: idOf("root"), Outside: true, ResponseURL: w.URL + "/hooks/commands/" + idOf("hook")}
}

func TestTalkSubmission(t *testing.T) {
	w, p := formTalker(t, 2)
	got := w.submits(w.seal(w.desk()), map[string]any{"veld00": "ZO-2026-0142", "veld01": "mor\u2060gen"})
	if got.Error != "" || len(got.Errors) > 0 || got.Form != nil {
		t.Fatal(got)
	}
	req := p.done[0]
	is(t, "line", req.Line, "casus nieuw")
	is(t, "place", req.In, bot.Place{ID: talkRoom, Outside: true})
	is(t, "from", req.From, bot.Person{Platform: Platform, ID: talkAnouk, Name: "anouk.devries"})
	is(t, "id", strings.HasPrefix(req.ID, "mattermost/form/"), true)
	if want := map[string]string{"veld00": "ZO-2026-0142", "veld01": "morgen"}; !maps.Equal(req.Fields, want) || req.Partial {
		t.Error(req.Fields)
	}
	said := w.heard("POST /hooks/commands/" + idOf("hook"))
	if len(said) != 1 || said[0].args["text"] != "Gedaan." {
		t.Error(said)
	}
}

func TestTalkSubmissionInTheDirectConversation(t *testing.T) {
	w, _ := formTalker(t, 1)
	w.submits(w.seal(platform.Desk{Line: "casus nieuw", Owner: talkAnouk, Channel: talkDM, Private: true}), map[string]any{"veld00": "x"})
	if said := w.posted(talkDM); len(said) != 1 || said[0] != "Gedaan." {
		t.Error(said)
	}
}

func TestTalkSubmissionWithAnAnswerThatIsNotForTheRoom(t *testing.T) {
	w, p := formTalker(t, 1)
	p.says = func(bot.Request) *bot.Message { return &bot.Message{Text: "De kaart", Direct: true} }
	w.submits(w.seal(w.desk()), map[string]any{"veld00": "x"})
	if said := w.posted(talkDM); len(said) != 1 || said[0] != "De kaart" {
		t.Error(said)
	}
	if said := w.heard("POST /hooks/commands/" + idOf("hook")); len(said) != 1 || !strings.HasPrefix(said[0].args["text"].(string), bot.ElsewhereNote) {
		t.Error(said)
	}
}

// TestForgedDialog tries everything that somebody can send who knows our address.
func TestForgedDialog(t *testing.T) {
	maker := newTalker(t)
	good := maker.seal(maker.desk())
	for name, c := range map[string]struct {
		state string
		user  string
		want  bot.Fault
	}{
		"no state":             {"", talkAnouk, bot.Unknown},
		"a line":               {"casus nieuw", talkAnouk, bot.Unknown},
		"changed":              {strings.Replace(good, "casus", "casuS", 1), talkAnouk, bot.Unknown},
		"of somebody else":     {good, talkBram, bot.Foreign},
		"of nobody":            {good, "", bot.Foreign},
		"a button":             {maker.ticketFor("casus nieuw", talkAnouk), talkAnouk, bot.Unknown},
		"a button of a step":   {maker.ticketFor(stepLine(*talkForm(1).Form, maker.desk()), talkAnouk), talkAnouk, bot.Unknown},
		"a desk of everybody":  {maker.seal(platform.Desk{Line: "casus nieuw"}), talkAnouk, bot.Unknown},
		"a button of everyone": {maker.ticketFor("casus nieuw", ""), talkAnouk, bot.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			w, p := formTalker(t, 1)
			got := w.submits(c.state, map[string]any{"veld00": "x"}, func(s *submitted) { s.UserID = c.user })
			is(t, "said", got.Error, c.want.Form())
			is(t, "asked", len(w.asked)+len(p.done), 0)
			is(t, "cancelled", w.submits(c.state, nil, func(s *submitted) { s.UserID, s.Cancelled = c.user, true }).Error, "")
			is(t, "posted", len(w.heard("POST*")), 0)
		})
	}
}

func TestTalkSubmissionDoesNotBelieveWhereItIs(t *testing.T) {
	w, p := formTalker(t, 1)
	w.submits(w.seal(w.desk()), map[string]any{"veld00": "x"}, func(s *submitted) { s.ChannelID = talkDM })
	is(t, "place", p.done[0].In, bot.Place{ID: talkRoom, Outside: true})
}

func TestTalkProblemsStandUnderTheirFields(t *testing.T) {
	w, p := formTalker(t, 2)
	p.says = func(req bot.Request) *bot.Message {
		if req.Fields["veld01"] != "ooit" {
			return nil
		}
		form := p.form.Filled(req.Fields)
		form.Fields[1].Problem = "Deze dag ken ik niet."
		return &bot.Message{Text: "Het formulier is nog niet goed. Deze dag ken ik niet.", Form: &form, Refused: true}
	}
	state := w.seal(w.desk())
	got := w.submits(state, map[string]any{"veld00": "x", "veld01": "ooit"})
	if want := map[string]string{"veld01": "Deze dag ken ik niet."}; !maps.Equal(got.Errors, want) || got.Error != "" || got.Form != nil {
		t.Error(got)
	}
	is(t, "said besides", len(w.heard("POST /posts"))+len(w.heard("POST /hooks/*")), 0)
	again := w.submits(state, map[string]any{"veld00": "x", "veld01": "ooit"}) // pressed once more without a change
	is(t, "once more", again.Errors["veld01"], "Deze dag ken ik niet.")
	got = w.submits(state, map[string]any{"veld00": "x", "veld01": "morgen"})
	if got.Error != "" || len(got.Errors) > 0 || len(p.done) != 1 {
		t.Error(got, p.done)
	}
	is(t, "after that", w.submits(state, map[string]any{"veld00": "x", "veld01": "morgen"}).Error, inert(platform.WordSent))
	is(t, "done", len(p.done), 1)
}

func TestMissingAnswers(t *testing.T) {
	w, p := formTalker(t, 2)
	got := w.submits(w.seal(w.desk()), map[string]any{"veld00": "x", "veld01": nil})
	if got.Errors["veld01"] == "" || len(p.done) > 0 {
		t.Error(got)
	}
}

// TestProblemsAreOnlyText: recent clients read them as markdown.
func TestProblemsAreOnlyText(t *testing.T) {
	w, p := formTalker(t, 1)
	p.form.Fields[0].Hint = "[klik](//evil.nl)"
	is(t, "help", strings.Contains(w.dialog(p.form, w.desk(), true).Elements[0].Help, "]("), false)
	const wrong = "Ik ken '[log opnieuw in](//evil.nl/a)' niet."
	p.says = func(req bot.Request) *bot.Message {
		form := p.form.Filled(req.Fields)
		form.Fields[0].Problem = wrong
		return &bot.Message{Text: "Nog niet goed. " + wrong, Form: &form, Refused: true}
	}
	got := w.submits(w.seal(w.desk()), map[string]any{"veld00": "x"})
	is(t, "under a field", strings.Contains(got.Errors["veld00"], "]("), false)
	p.says = func(bot.Request) *bot.Message { return &bot.Message{Text: wrong, Refused: true} }
	got = w.submits(w.seal(w.desk()), map[string]any{"veld00": "x"})
	is(t, "of the whole", got.Error != "" && !strings.Contains(got.Error, "]("), true)
}

func TestProblemOfTheWhole(t *testing.T) {
	w, p := formTalker(t, 1)
	p.says = func(bot.Request) *bot.Message {
		return &bot.Message{Text: "Deze casus is **al** dicht.", Refused: true}
	}
	got := w.submits(w.seal(w.desk()), map[string]any{"veld00": "x"})
	is(t, "said", got.Error, "Deze casus is al dicht.")
	is(t, "posted", len(w.heard("POST /posts")), 0)
}

func TestTalkSubmissionTwiceAtOnce(t *testing.T) {
	w, p := formTalker(t, 1)
	state := w.seal(w.desk())
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			w.submitted(context.Background(), submitted{State: state, UserID: talkAnouk, Submission: inSheet(state, map[string]any{"veld00": "x"})}, "")
		})
	}
	all.Wait()
	w.settle()
	is(t, "done", len(p.done), 1)
}

func TestTalkSubmissionTwiceInTwoProcesses(t *testing.T) {
	one, p := formTalker(t, 1)
	other, q := formTalker(t, 1)
	state := one.seal(one.desk())
	for _, w := range []*talker{one, other} {
		w.submits(state, map[string]any{"veld00": "x"})
	}
	is(t, "id", p.done[0].ID, q.done[0].ID)
	another, r := formTalker(t, 1) // one process refused it, what was corrected comes to another
	another.submits(state, map[string]any{"veld00": "y"})
	if r.done[0].ID == p.done[0].ID {
		t.Error("other answers are not the same again")
	}
}

func TestCancelledDialog(t *testing.T) {
	w, p := formTalker(t, 2)
	p.kept = map[string]string{"veld00": "eerst", "veld01": "twee"}
	w.submits(w.seal(w.desk()), nil, func(s *submitted) { s.Cancelled = true })
	is(t, "without answers", len(w.asked), 0)
	w.submits(w.seal(w.desk()), map[string]any{"veld00": "later"}, func(s *submitted) { s.Cancelled = true })
	if want := map[string]string{"veld00": "later", "veld01": "twee"}; !maps.Equal(p.kept, want) || len(p.done) > 0 {
		t.Error(p.kept)
	}
}

func TestStepsOnANewServer(t *testing.T) {
	w, p := formTalker(t, 2*stepFields)
	first := w.submits(w.seal(w.desk()), fieldAnswers(0, stepFields))
	if first.Type != "form" || first.Form == nil {
		t.Fatal(first)
	}
	is(t, "elements", len(first.Form.Elements), stepFields)
	is(t, "the second step", first.Form.Elements[0].Name, fmt.Sprintf("veld%02d", stepFields)+sheetMark(first.Form.State))
	last := w.submits(first.Form.State, fieldAnswers(stepFields, 2*stepFields))
	if last.Error != "" || last.Form != nil || len(p.done) != 1 || len(p.done[0].Fields) != 2*stepFields || p.done[0].Fields["veld00"] != "antwoord 0" {
		t.Error(last, p.done)
	}
	is(t, "in a room", len(w.posted(talkRoom)), 0)
}

func fieldAnswers(from, to int) map[string]any {
	answers := map[string]any{}
	for i := from; i < to; i++ {
		answers[fmt.Sprintf("veld%02d", i)] = fmt.Sprintf("antwoord %d", i)
	}
	return answers
}

func TestStepsOnAnOldServer(t *testing.T) {
	w, p := formTalker(t, 2*stepFields)
	w.locked(func() { w.version = "5.37.0.1.x" })
	w.out.me.Drop("")
	if _, err := w.self(context.Background()); err != nil {
		t.Fatal(err)
	}
	d := platform.Desk{Line: "casus nieuw", Owner: talkAnouk, Channel: talkDM, Private: true}
	got := w.submits(w.seal(d), fieldAnswers(0, stepFields))
	if got.Form != nil || got.Error != "" {
		t.Fatal(got)
	}
	said := w.heard("POST /posts")
	if len(said) != 1 || said[0].args["channel_id"] != talkDM {
		t.Fatal(said)
	}
	ticket := ticketsIn(said[0].args)[fmt.Sprintf(wordNextStep, 2, 2)]
	is(t, "said", w.uses(talkDM, ticket), actionReply{})
	opened := w.heard("POST /actions/dialogs/open")
	if len(opened) != 1 || opened[0].args["trigger_id"] != "t2" {
		t.Fatal(opened)
	}
	dialog := opened[0].args["dialog"].(map[string]any)
	if d, _ := w.readDesk(dialog["state"].(string), talkAnouk); d.Opened == "" {
		t.Error("nobody knows how the step opened")
	}
	last := w.submits(dialog["state"].(string), fieldAnswers(stepFields, 2*stepFields))
	if last.Error != "" || len(p.done) != 1 || len(p.done[0].Fields) != 2*stepFields || p.done[0].Fields["veld00"] != "antwoord 0" {
		t.Error(last, p.done)
	}
}

func TestStepOfAFormThatIsGone(t *testing.T) {
	w, p := formTalker(t, 1)
	d := w.desk()
	d.Step = stepFields
	p.form = *talkForm(2 * stepFields).Form
	line := stepLine(p.form, d)
	p.form = *talkForm(1).Form
	w.uses(talkDM, w.ticketFor(line, talkAnouk))
	is(t, "opened", len(w.heard("POST /actions/dialogs/open")), 0)
	if said := w.posted(talkDM); len(said) != 1 || !strings.Contains(said[0], "Formulier openen") {
		t.Error(said)
	}
}

func TestLateForm(t *testing.T) {
	w, p := formTalker(t, 1)
	gate := make(chan struct{})
	p.says = func(bot.Request) *bot.Message { <-gate; return nil }
	w.talk.Within = 1
	state := w.seal(w.desk())
	got := w.submitted(context.Background(), submitted{State: state, UserID: talkAnouk, Submission: inSheet(state, map[string]any{"veld00": "x"})}, "")
	is(t, "at once", got.Error, wordStillBusy)
	close(gate)
	w.settle()
	if said := w.heard("POST /hooks/commands/" + idOf("hook")); len(said) != 1 || said[0].args["text"] != "Gedaan." {
		t.Error(said)
	}
}

func TestLateFormThatIsRefused(t *testing.T) {
	w, p := formTalker(t, 1)
	gate := make(chan struct{})
	p.says = func(bot.Request) *bot.Message {
		<-gate
		return &bot.Message{Text: "Deze casus is al dicht.", Refused: true}
	}
	w.talk.Within = 1
	state := w.seal(w.desk())
	w.submitted(context.Background(), submitted{State: state, UserID: talkAnouk, Submission: inSheet(state, map[string]any{"veld00": "mijn tekst"})}, "")
	close(gate)
	w.settle()
	is(t, "kept", p.kept["veld00"], "mijn tekst")
	if said := w.posted(talkDM); len(said) != 1 || !strings.Contains(said[0], "Deze casus is al dicht.") {
		t.Error(said)
	}
}

func TestFormPanics(t *testing.T) {
	w, p := formTalker(t, 1)
	p.says = func(bot.Request) *bot.Message { panic("geheim van Jan") }
	got := w.submits(w.seal(w.desk()), map[string]any{"veld00": "x"})
	if !strings.Contains(got.Error, "kenmerk") || strings.Contains(w.log.String(), "Jan") {
		t.Error(got, w.log.String())
	}
}

func TestNextFormWithButtons(t *testing.T) {
	w, p := formTalker(t, 1)
	p.says = func(bot.Request) *bot.Message {
		m := talkForm(1)
		m.Form.Line, m.Form.Title = "casus wijzig", "Casus wijzigen"
		m.Text = "Vul het formulier 'Casus wijzigen' in."
		m.Buttons = []bot.Button{{Label: "Leeg beginnen", Line: "casus wijzig opnieuw=ja"}}
		return &m
	}
	got := w.submits(w.seal(w.desk()), map[string]any{"veld00": "x"})
	if got.Form == nil || got.Form.Title != "Casus wijzigen" {
		t.Fatal(got)
	}
	said := w.heard("POST /hooks/commands/" + idOf("hook"))
	if len(said) != 1 || ticketsIn(said[0].args)["Leeg beginnen"] == "" {
		t.Error(said)
	}
}

func TestStrangerSubmits(t *testing.T) {
	w, p := formTalker(t, 1)
	w.users[talkAnouk] = account{ID: talkAnouk, Username: "a", DeleteAt: 1}
	got := w.submits(w.seal(w.desk()), map[string]any{"veld00": "x"})
	is(t, "said", got.Error, wordStranger)
	is(t, "done", len(p.done), 0)
}

func TestFormWithDraftSaysSo(t *testing.T) {
	w := newTalker(t)
	m := talkForm(1)
	m.Form.Intro = "Dit vulde je eerder in."
	m.Text += " " + m.Form.Intro
	m.Buttons = []bot.Button{{Label: "Leeg beginnen", Line: "casus nieuw opnieuw=ja"}}
	w.always("casus nieuw", m)
	got := w.commands(talkDM, "casus nieuw")
	if ticketsIn(got.Attachments)["Leeg beginnen"] == "" {
		t.Error(got)
	}
	is(t, "opened", len(w.heard("POST /actions/dialogs/open")), 1)
	w.wrong["POST /actions/dialogs/open"] = http.StatusInternalServerError
	got = w.commands(talkDM, "casus nieuw")
	if tickets := ticketsIn(got.Attachments); tickets["Leeg beginnen"] == "" || tickets[platform.WordOpenForm] == "" {
		t.Error(got)
	}
}

func TestStepThatDoesNotOpenKeepsItsPlace(t *testing.T) {
	w, p := formTalker(t, 2*stepFields)
	d := w.desk()
	d.Step = stepFields
	line := stepLine(p.form, d)
	w.wrong["POST /actions/dialogs/open"] = http.StatusBadRequest
	w.uses(talkDM, w.ticketFor(line, talkAnouk))
	got, _, _ := w.readLine(ticketsIn(w.heard("POST /posts")[0].args)[platform.WordOpenForm], talkAnouk)
	is(t, "button", got, line)
}

func TestStepOfAStrangerAndOfNoForm(t *testing.T) {
	w, p := formTalker(t, 2)
	ticket := w.ticketFor(stepLine(p.form, w.desk()), talkAnouk)
	w.always("casus nieuw", bot.Message{Text: "Dit mag jij niet.", Refused: true})
	is(t, "without a form", w.uses(talkRoom, ticket).EphemeralText, "Dit mag jij niet.")
	w.users[talkAnouk] = account{ID: talkAnouk, Username: "a", DeleteAt: 1}
	w.out.people.Drop(talkAnouk)
	is(t, "of a stranger", w.uses(talkRoom, ticket).EphemeralText, wordStranger)
	is(t, "opened", len(w.heard("POST /actions/dialogs/open")), 0)
}

// TestTwoFormsOfOneLine: what is typed in a step goes with no other case.
func TestTwoFormsOfOneLine(t *testing.T) {
	for version, shows := range map[string]func(*talker, dialogReply) string{
		"11.6.0.1.x": func(_ *talker, got dialogReply) string { return got.Form.Introduction },
		"5.37.0.1.x": func(w *talker, _ dialogReply) string { return strings.Join(w.posted(talkDM), "\n") },
	} {
		t.Run(version, func(t *testing.T) {
			w, p := formTalker(t, 2*stepFields)
			w.onServer(version)
			d := w.desk()
			d.Step, d.Mark = stepFields, strings.Repeat("0", 2*platform.MarkBytes)
			got := w.submits(w.seal(d), fieldAnswers(stepFields, 2*stepFields))
			text := shows(w, got)
			if !strings.Contains(text, "ook ergens anders ingevuld") || !strings.Contains(text, "antwoord 7") {
				t.Error(text)
			}
			is(t, "done", len(p.done)+len(p.kept), 0)
			is(t, "in the room", len(w.posted(talkRoom)), 0)
		})
	}
}

// onServer lets the server be another one.
func (w *talker) onServer(version string) {
	w.t.Helper()
	w.locked(func() { w.version = version })
	w.out.me.Drop("")
	if _, err := w.self(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func TestFormWithOtherFieldsIsShownAgain(t *testing.T) {
	w, p := formTalker(t, 2)
	p.says = func(bot.Request) *bot.Message {
		m := talkForm(3)
		m.Text, m.Refused = "Er hoort nog een vraag bij.", true
		return &m
	}
	got := w.submits(w.seal(w.desk()), map[string]any{"veld00": "x", "veld01": "y"})
	if got.Form == nil || len(got.Form.Elements) != 3 || !strings.Contains(got.Form.Introduction, "nog een vraag") {
		t.Error(got)
	}
}

func TestProblemOfAnEarlierStep(t *testing.T) {
	w, p := formTalker(t, 2*stepFields)
	d := w.desk()
	first := w.submits(w.seal(d), fieldAnswers(0, stepFields))
	p.says = func(req bot.Request) *bot.Message {
		form := p.form.Filled(req.Fields)
		form.Fields[0].Problem = "Deze zaak ken ik niet."
		return &bot.Message{Text: "Het formulier is nog niet goed. Deze zaak ken ik niet.", Form: &form, Refused: true}
	}
	got := w.submits(first.Form.State, fieldAnswers(stepFields, 2*stepFields))
	if got.Form == nil || got.Form.Elements[0].Default != "antwoord 0" || !strings.Contains(got.Form.Introduction, "Deze zaak ken ik niet.") {
		t.Error(got)
	}
}

func TestPersonByTheIdOfTheServer(t *testing.T) {
	w, p := formTalker(t, 1)
	p.form.Fields[0] = bot.Field{Name: "veld00", Label: "Wie", Kind: bot.KindPerson, Choices: []bot.Choice{{Value: "bram", Label: "Bram"}}}
	w.submits(w.seal(w.desk()), map[string]any{"veld00": talkBram})
	if len(p.done) != 1 || p.done[0].Fields["veld00"] != "bram" {
		t.Error(p.done)
	}
}

func TestLateFormOfAStranger(t *testing.T) {
	w, _ := formTalker(t, 1)
	w.users[talkAnouk] = account{ID: talkAnouk, Username: "a", DeleteAt: 1}
	f := &filled{t: seated(talkAnouk, w.desk()), desk: w.desk()}
	w.late(context.Background(), f, platform.Outcome{Plaque: wordStranger})
	w.settle()
	if said := w.heard("POST /hooks/commands/" + idOf("hook")); len(said) != 1 || said[0].args["text"] != wordStranger {
		t.Error(said)
	}
}

func TestCancelledDialogOfAStrangerAndOfWhatWasSent(t *testing.T) {
	w, p := formTalker(t, 1)
	state := w.seal(w.desk())
	w.submits(state, map[string]any{"veld00": "x"})
	w.submits(state, map[string]any{"veld00": "y"}, func(s *submitted) { s.Cancelled = true })
	w.users[talkAnouk] = account{ID: talkAnouk, Username: "a", DeleteAt: 1}
	w.out.people.Drop(talkAnouk)
	w.submits(w.seal(w.desk()), map[string]any{"veld00": "z"}, func(s *submitted) { s.Cancelled = true })
	is(t, "kept", len(p.kept), 0)
}

func TestPublicAnswerToAFormOfNowhere(t *testing.T) {
	w, p := formTalker(t, 1)
	p.says = func(bot.Request) *bot.Message { return &bot.Message{Text: "Voor iedereen", Public: true} }
	w.submits(w.seal(platform.Desk{Line: "casus nieuw", Owner: talkAnouk, Unknown: true}), map[string]any{"veld00": "x"})
	is(t, "unknown", p.done == nil && w.asked[len(w.asked)-1].In.Unknown, true)
	if said := w.heard("POST /posts"); len(said) != 1 || said[0].args["channel_id"] != talkDM || !strings.Contains(said[0].args["message"].(string), "Voor iedereen") {
		t.Error(said)
	}
}

// window is the dialog of a recent client in a browser: what is empty is left out, what was sent
// before is sent along (webapp: extractPrimitiveValues, accumulatedValues).
type window struct{ sent map[string]any }

// sends is what goes out when something is filled in, by name of the element.
func (c *window) sends(values map[string]any) map[string]any {
	if c.sent == nil {
		c.sent = map[string]any{}
	}
	for name, value := range values {
		if value != nil && value != "" {
			c.sent[name] = value
		}
	}
	return maps.Clone(c.sent)
}

// from sends a sheet as it stands on the screen of somebody: with what came along.
func (c *window) from(w *talker, state string, answers map[string]any) dialogReply {
	w.t.Helper()
	return w.submits(state, nil, func(s *submitted) { s.Submission = c.sends(inSheet(state, answers)) })
}

// onScreen is what stands in a dialog that nobody touched, by name of the field.
func onScreen(d *dialog) map[string]any {
	values := map[string]any{}
	for _, e := range d.Elements {
		values[strings.TrimSuffix(e.Name, sheetMark(d.State))] = e.Default
	}
	return values
}

// TestTextOfOneCaseStaysThere: two cases at once on two devices. What was typed for the one does not
// come back in a field of the other that is empty on the screen.
func TestTextOfOneCaseStaysThere(t *testing.T) {
	w, p := formTalker(t, 2*stepFields)
	p.form.Fields[3].Optional = true
	laptop, phone := &window{}, &window{}
	caseA := fieldAnswers(0, stepFields)
	caseA["veld03"] = "alleen van casus A"
	second := laptop.from(w, w.seal(w.desk()), caseA)
	caseB := map[string]any{"veld03": ""}
	for name := range caseA {
		if name != "veld03" {
			caseB[name] = "B " + name
		}
	}
	phone.from(w, w.seal(w.desk()), caseB)
	astray := laptop.from(w, second.Form.State, fieldAnswers(stepFields, 2*stepFields))
	if astray.Form == nil || onScreen(astray.Form)["veld03"] != "" || onScreen(astray.Form)["veld00"] != "B veld00" {
		t.Fatal("the form of case B begins again, with an empty veld03", astray)
	}
	laptop.from(w, astray.Form.State, onScreen(astray.Form))
	is(t, "of case B", p.kept["veld00"], "B veld00")
	is(t, "empty on the screen", p.kept["veld03"], "")
}

// TestTakenAwayAfterARefusal: what is taken away on the screen after a refusal is not sent again.
func TestTakenAwayAfterARefusal(t *testing.T) {
	for name, c := range map[string]struct {
		says func(*bot.Form)
		text string
	}{
		"what was refused":           {func(f *bot.Form) { f.Fields[1].Problem = "Deze dag ken ik niet." }, "ooit"},
		"beside what was refused":    {func(f *bot.Form) { f.Fields[0].Problem = "Deze zaak ken ik niet." }, "een tekst"},
		"where it did not fit again": {func(f *bot.Form) { f.Fields[1].Problem = "Deze dag ken ik niet." }, "ooit"},
	} {
		t.Run(name, func(t *testing.T) {
			w, p := formTalker(t, 3)
			p.form.Fields[1].Optional = true
			p.form.Fields[2].Kind = bot.KindParagraph
			p.says = func(req bot.Request) *bot.Message {
				if req.Fields["veld01"] == "" {
					return nil
				}
				form := p.form.Filled(req.Fields)
				c.says(&form)
				return &bot.Message{Text: "Nog niet goed. " + form.Fields[0].Problem + form.Fields[1].Problem, Form: &form, Refused: true}
			}
			long := "kort"
			if name == "where it did not fit again" {
				long = strings.Repeat("é", maxTypedLong-1)
			}
			laptop := &window{}
			got := laptop.from(w, w.seal(w.desk()), map[string]any{"veld00": "x", "veld01": c.text, "veld02": long})
			if got.Form == nil || !strings.Contains(got.Form.Introduction, "ken ik niet.") || onScreen(got.Form)["veld01"] != c.text {
				t.Fatalf("%+v", got)
			}
			answers := onScreen(got.Form)
			answers["veld01"] = ""
			got = laptop.from(w, got.Form.State, answers)
			if len(p.done) != 1 || p.done[0].Fields["veld01"] != "" || p.done[0].Fields["veld02"] != long {
				t.Errorf("%+v, done %+v", got, p.done)
			}
		})
	}
}

// TestWhatWillNotBeKeptStaysOnTheScreen: a text that fits in no new sheet, and that the program does
// not keep, stays where it was typed.
func TestWhatWillNotBeKeptStaysOnTheScreen(t *testing.T) {
	w, p := formTalker(t, 2)
	p.form.Fields[0].Kind, p.form.Fields[1].Optional = bot.KindParagraph, true
	p.says = func(req bot.Request) *bot.Message {
		form := p.form.Filled(req.Fields)
		form.Fields[1].Problem = "Deze dag ken ik niet."
		return &bot.Message{Text: "Nog niet goed. Deze dag ken ik niet.", Form: &form, Refused: true}
	}
	p.keeps = func() bot.Message { return bot.Message{Text: "Je mag dit niet meer.", Refused: true} }
	got := w.submits(w.seal(w.desk()), map[string]any{"veld00": strings.Repeat("é", maxTypedLong-1), "veld01": "ooit"})
	if got.Form != nil || got.Errors["veld01"] != "Deze dag ken ik niet." {
		t.Errorf("%+v", got)
	}
}

// TestRefusedFormComesToAnotherProcess: what one process refused is not done already for another.
func TestRefusedFormComesToAnotherProcess(t *testing.T) {
	one, p := formTalker(t, 1)
	other := newTalker(t)
	other.answers["casus nieuw"] = p.answer
	p.says = func(bot.Request) *bot.Message { return &bot.Message{Text: "Geef Bram eerst toegang.", Refused: true} }
	state := one.seal(one.desk())
	one.submits(state, map[string]any{"veld00": "x"})
	p.says = nil
	got := other.submits(state, map[string]any{"veld00": "x"})
	is(t, "said", got.Error, "")
	is(t, "done", len(p.done), 1)
	again := one.submits(state, map[string]any{"veld00": "x"})
	is(t, "once more", again.Error, inert(bot.TwiceNote))
}

// TestLateFormThatIsStuck: a form that the program could not take and that was closed meanwhile
// loses nothing.
func TestLateFormThatIsStuck(t *testing.T) {
	for name, away := range map[string]bool{"it is kept": false, "nobody can keep it": true} {
		t.Run(name, func(t *testing.T) {
			w, p := formTalker(t, 1)
			p.form.Fields = append(p.form.Fields, bot.Field{Name: "domein", Label: "Domeinen", Kind: bot.KindTicks, Optional: true, Choices: manyChoices(2)})
			gate, n := make(chan struct{}), 0
			w.answers["casus nieuw"] = func(req bot.Request) bot.Message {
				<-gate
				if n++; n == 1 || away {
					return bot.Message{Text: "Het lukt nu niet.", Refused: true}
				}
				return p.answer(req)
			}
			w.talk.Within = 1
			state := w.seal(w.desk())
			sent := inSheet(state, map[string]any{"veld00": "mijn tekst", "domein/1": true, "domein/0": false})
			w.submitted(context.Background(), submitted{State: state, UserID: talkAnouk, Submission: sent}, "")
			close(gate)
			w.settle()
			said := strings.Join(w.posted(talkDM), "\n")
			is(t, "said", strings.Contains(said, "Het lukt nu niet."), true)
			is(t, "repeated", strings.Contains(said, "mijn tekst"), away)
			is(t, "kept", p.kept["veld00"] == "mijn tekst" && p.kept["domein"] == "1", !away)
		})
	}
}

// TestShown is what is known of a form without the program: what was filled in, by name.
func TestShown(t *testing.T) {
	w := newTalker(t)
	f := &filled{submitted: submitted{Submission: map[string]any{"reden": "een te\u2060kst", "domein/school": true, "domein/thuis": false, "datum": nil, "wie": noAnswer}}}
	is(t, "by name", platform.Answers(w.shown(context.Background(), f)), "**domein**: school\n\n**reden**: een tekst")
	f.step = bot.Form{Fields: []bot.Field{{Name: "reden", Label: "Reden"}}}
	is(t, "of a step that is known", platform.Answers(w.shown(context.Background(), f)), "**Reden**: een tekst")
}

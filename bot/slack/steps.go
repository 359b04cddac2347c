package slack

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"unicode"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

// A form is asked in steps of [stepBlocks] fields. Nothing of it is kept here: the answers
// of every step go to the program as a half-filled form, and come back with its line.

// sit puts a turn where a form was asked for.
func (t *turn) sit(d desk) {
	t.channel, t.thread, t.link = d.Channel, d.Thread, d.ResponseURL
	t.place = bot.Place{ID: firstOf(d.Channel, homePlace), Private: d.Private, Outside: d.Outside, Unknown: d.Unknown}
}

// deskOf is what a form of a line must remember of the turn that asks for it.
func (s *Slack) deskOf(ctx context.Context, t *turn, line string) desk {
	in := s.whereabouts(ctx, t)
	return desk{
		Line: line, Owner: t.user, Channel: t.channel, Thread: t.thread, ResponseURL: t.link,
		Private: in.Private, Outside: in.Outside, Unknown: in.Unknown,
	}
}

// sheet is one step of a form as a view, with a note and buttons above it.
func (s *Slack) sheet(f bot.Form, d desk, note string, buttons ...bot.Button) api.ModalViewRequest {
	d.Line = f.Line
	step, last := f.Step(d.Step, stepBlocks)
	if !last {
		step.Submit = wordNext
	}
	above := []string{note, step.Intro}
	if len(f.Fields) > stepBlocks {
		of := (len(f.Fields) + stepBlocks - 1) / stepBlocks
		above = append(above, fmt.Sprintf(wordStep, d.Step/stepBlocks+1, of))
	}
	if d.Step > 0 {
		above[1] = "" // it is about how the form begins
	}
	step.Intro = paragraphs(above...)
	view := s.modal(step, d)
	if len(buttons) > 0 {
		view = s.withButtons(view, buttons, d.Owner)
	}
	return view
}

// paragraphs are texts under each other; empty ones are left out.
func paragraphs(texts ...string) string {
	var kept []string
	for _, text := range texts {
		if strings.TrimSpace(text) != "" {
			kept = append(kept, text)
		}
	}
	return strings.Join(kept, "\n\n")
}

// plaque is a view that only says something.
func (s *Slack) plaque(text string) api.ModalViewRequest {
	v := s.modal(bot.Form{Title: wordTitle, Intro: text}, desk{})
	v.Submit, v.PrivateMetadata, v.NotifyOnClose, v.CallbackID = nil, "", false, ""
	return v
}

// withForm opens the form of an answer; where nothing can open one, or it is too late for it,
// a button can. What the answer says more than that there is a form is left.
func (s *Slack) withForm(ctx context.Context, t *turn, req bot.Request, m bot.Message) bot.Message {
	if m.Form == nil {
		return m
	}
	form, opens := *m.Form, onlyOpens(m)
	m.Form = nil
	if t.trigger != "" {
		var buttons []bot.Button
		if opens {
			buttons = m.Buttons
		}
		err := s.show(ctx, t, form, buttons)
		switch {
		case err == nil && opens:
			return bot.Message{}
		case err == nil:
			return m
		}
		s.trouble(ctx, "a form could not be opened", err)
		m.Text = paragraphs(m.Text, wordFormLate)
	}
	line := s.formLine(ctx, t, req, form)
	m.Buttons = append([]bot.Button{{Label: wordOpenForm, Line: line}}, m.Buttons...)
	m.Buttons = m.Buttons[:min(len(m.Buttons), bot.MaxButtons)]
	return m
}

// onlyOpens reports whether an answer says nothing but that there is a form: who sees the
// form needs no message about it.
func onlyOpens(m bot.Message) bool {
	rest, opens := strings.CutPrefix(m.Text, opensForm+m.Form.Title+opensFormEnd)
	rest = strings.TrimSpace(rest)
	return opens && len(m.Parts) == 0 && len(m.Files) == 0 && (rest == "" || rest == strings.TrimSpace(m.Form.Intro))
}

// show opens a form, or puts it in the place of the one in which it was asked for.
func (s *Slack) show(ctx context.Context, t *turn, form bot.Form, buttons []bot.Button) (err error) {
	view := s.sheet(form, s.deskOf(ctx, t, form.Line), "", buttons...)
	if t.view != "" {
		_, err = s.client.UpdateViewContext(ctx, view, "", "", t.view)
	} else {
		_, err = s.client.OpenViewContext(ctx, t.trigger, view)
	}
	if err == nil {
		s.keepLong(ctx, t, form)
	}
	return err
}

// keepLong keeps what a form of several steps begins with: the next step asks for it again,
// and must get no other form that was half filled in.
func (s *Slack) keepLong(ctx context.Context, t *turn, form bot.Form) {
	if len(form.Fields) > stepBlocks {
		s.keepAnswers(ctx, t, form.Line, form.Values())
	}
}

// formLine is the line of a button that opens a form again. What was typed stays, but for
// longer texts: a button carries no content of a case. Those are kept as a half-filled form.
func (s *Slack) formLine(ctx context.Context, t *turn, req bot.Request, form bot.Form) string {
	words, err := bot.Words(req.Line)
	if err != nil || req.Fields != nil {
		return form.Line
	}
	var line []string
	for _, w := range words {
		if strings.ContainsFunc(w.Value, unicode.IsSpace) {
			continue
		}
		word := bot.Quote(w.Value)
		if w.Key != "" {
			word = w.Key + "=" + word
		}
		line = append(line, word)
	}
	if len(line) < len(words) {
		s.keepAnswers(ctx, t, form.Line, form.Values())
	}
	if text := strings.Join(line, " "); len(text) <= bot.MaxLine {
		return text
	}
	return form.Line
}

// keepAnswers gives a half-filled form to the program.
func (s *Slack) keepAnswers(ctx context.Context, t *turn, line string, answers map[string]string) bot.Message {
	req := s.aside(ctx, t, line)
	req.Fields, req.Partial = answers, true
	return s.hear(ctx, req)
}

// draft asks for the form of a line, with what was kept of it. Without a form the message
// says why there is none.
func (s *Slack) draft(ctx context.Context, t *turn, line string) (bot.Form, bot.Message, bool) {
	req := s.aside(ctx, t, line)
	req.Unasked = true
	m := s.hear(ctx, req)
	if m.Form == nil {
		return bot.Form{}, m, false
	}
	return *m.Form, m, true
}

// keep keeps what is filled in of a form that is open still, or was closed. Of many answers
// in a row only the last is kept: each holds those before it.
func (s *Slack) keep(ctx context.Context, c api.InteractionCallback) {
	d, fault := s.readDesk(c.View.PrivateMetadata, c.User.ID)
	if fault != bot.Fine || c.View.State == nil || len(c.View.State.Values) == 0 {
		return
	}
	t := &turn{user: c.User.ID, name: c.User.Name}
	t.sit(d)
	turns := s.talk.queues.Join(t.user + "/" + d.Line)
	s.talk.Background(ctx, func() {
		defer turns.Leave()
		if !turns.Wait() || s.talk.shut.Has(c.View.ID) {
			return
		}
		if _, is := s.stranger(ctx, t); is {
			return
		}
		s.keepStep(ctx, t, d, c.View.State)
	})
}

// keepStep keeps what is new in a step, with the answers of the other steps of the same form.
func (s *Slack) keepStep(ctx context.Context, t *turn, d desk, state *api.ViewState) {
	form, _, ok := s.draft(ctx, t, d.Line)
	if !ok || d.Mark != markOf(form, d.Step) {
		return
	}
	before := form.Values()
	answers := maps.Clone(before)
	step, _ := form.Step(d.Step, stepBlocks)
	maps.Copy(answers, fieldValues(step, state))
	if !maps.Equal(before, answers) && anything(answers) {
		s.keepAnswers(ctx, t, d.Line, answers)
	}
}

// anything reports whether there is an answer.
func anything(answers map[string]string) bool {
	for _, answer := range answers {
		if strings.TrimSpace(answer) != "" {
			return true
		}
	}
	return false
}

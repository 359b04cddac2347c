package mattermost

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// filled is a dialog that was filled in.
type filled struct {
	submitted
	t    *turn
	desk platform.Desk // of the step that is shown
	key  string        // of this dialog: no two are alike
	step bot.Form      // what is shown, once the program told it
}

// submitted takes a dialog. What comes back keeps it open, changes it or closes it. Nobody
// vouches for what comes: the state is a ticket of who got the dialog, and says all that is
// believed but the answers.
func (m *Mattermost) submitted(ctx context.Context, s submitted, _ string) dialogReply {
	ctx = context.WithoutCancel(ctx)
	d, fault := m.readDesk(s.State, s.UserID)
	if fault != bot.Fine {
		if s.Cancelled {
			return dialogReply{} // it is gone already
		}
		return failed(fault.Form())
	}
	s.Submission = ofSheet(sheetMark(s.State), s.Submission)
	f := &filled{submitted: s, t: seated(s.UserID, d), desk: d, key: opening(s.State)}
	turns := m.talk.queues.Join(s.UserID + "/" + d.Line)
	if s.Cancelled {
		m.talk.Background(ctx, func() { defer turns.Leave(); turns.Wait(); m.cancelled(ctx, f) })
		return dialogReply{}
	}
	var o platform.Outcome
	do := func() {
		defer turns.Leave()
		turns.Wait()
		o = m.forms().Once(ctx, f.key, d, func() platform.Outcome { return m.outcome(ctx, f) })
	}
	if !m.talk.Soon(ctx, do, func() { m.late(ctx, f, o) }) {
		return failed(wordStillBusy)
	}
	return m.react(ctx, f, o)
}

// seated is a turn where a form was asked for.
func seated(user string, d platform.Desk) *turn {
	return &turn{user: user, channel: d.Channel, root: d.Thread, link: d.ResponseURL, place: d.Place()}
}

// outcome gives a form to the program, or the step of it that was filled in.
func (m *Mattermost) outcome(ctx context.Context, f *filled) platform.Outcome {
	if said, is := m.stranger(ctx, f.t); is {
		return platform.Outcome{Plaque: platform.FirstOf(said.Text, bot.Foreign.Form())}
	}
	f.t.id = f.id()
	return m.forms().Submit(ctx, m.request(ctx, f.t, f.desk.Line), f.desk, func(step bot.Form) map[string]string {
		f.step = step
		return m.answersIn(ctx, f, step)
	})
}

// id names what was filled in. A dialog that was refused stays as it is, with the same state:
// with other answers it is not the same again.
func (f *filled) id() string {
	answers, _ := json.Marshal(f.Submission) // it was JSON
	return Platform + "/form/" + hashed(f.State+"\x00"+string(answers))
}

// answersIn are the answers in a step, by name of the field.
func (m *Mattermost) answersIn(ctx context.Context, f *filled, step bot.Form) map[string]string {
	values := submission(step, f.Submission, m.memberOf(ctx))
	for name, value := range values {
		values[name] = legible(value)
	}
	return values
}

// memberOf finds the user name of the member with an id on the server; empty: nobody's.
func (m *Mattermost) memberOf(ctx context.Context) func(id string) string {
	return func(id string) string {
		member, err := m.cfg.People.Member(ctx, id)
		m.trouble(ctx, "a member is not known", err)
		return member
	}
}

// cancelled keeps what was filled in of a dialog that is closed. Most servers tell nothing of
// it; then what was kept before stays.
func (m *Mattermost) cancelled(ctx context.Context, f *filled) {
	if len(f.Submission) == 0 || m.talk.shut.Has(f.key) {
		return
	}
	if _, is := m.stranger(ctx, f.t); is {
		return
	}
	m.forms().Keep(ctx, m.request(ctx, f.t, f.desk.Line), f.desk, func(step bot.Form) map[string]string {
		values := m.answersIn(ctx, f, step)
		for _, field := range step.Fields {
			if strings.TrimSpace(values[field.Name]) == "" {
				delete(values, field.Name) // perhaps it was not told
			}
		}
		return values
	})
}

// react is an outcome as what goes back. What it says besides is posted.
func (m *Mattermost) react(ctx context.Context, f *filled, o platform.Outcome) dialogReply {
	switch {
	case o.Plaque != "" || o.Stuck != "":
		return failed(complaint(platform.FirstOf(o.Plaque, o.Stuck)))
	case o.Form == nil:
		m.besides(ctx, f.t, o.Answer)
		return dialogReply{}
	case f.shows(o) && !m.anew(ctx, f, o):
		step, _ := m.forms().Sheet(*o.Form, o.Desk, "")
		return refusedReply(dialogErrors(sheetMark(f.State), step), o.Note)
	case m.serverHas(featureForm):
		next := m.sheet(*o.Form, o.Desk, o.Note)
		m.besides(ctx, f.t, beside(o))
		return dialogReply{Type: "form", Form: &next}
	}
	m.talk.Background(ctx, func() { m.later(ctx, f.t, o) })
	return dialogReply{}
}

// refusedReply leaves a dialog open, with what was typed.
func refusedReply(under map[string]string, note string) dialogReply {
	if len(under) == 0 && note == "" {
		note = platform.WordWrong
	}
	return dialogReply{Errors: under, Error: complaint(note)}
}

// complaint is a text as a dialog shows an error: without marks, on one line.
func complaint(text string) string { return remark(strings.ReplaceAll(text, "**", "")) }

// shows reports whether the form of an outcome is the one that is shown, at the same step with
// the same fields. Then what was typed is there already.
func (f *filled) shows(o platform.Outcome) bool {
	if o.Form.Line != f.desk.Line || o.Desk.Step != f.desk.Step || len(f.step.Fields) == 0 {
		return false
	}
	step, _ := o.Form.Step(o.Desk.Step, stepFields)
	if len(step.Fields) != len(f.step.Fields) {
		return false
	}
	for i, field := range step.Fields {
		if field.Name != f.step.Fields[i].Name {
			return false
		}
	}
	return true
}

// besides posts what a form says when it is done with, or with its next step.
func (m *Mattermost) besides(ctx context.Context, t *turn, said bot.Message) {
	if !said.Silent() || len(said.Files) > 0 {
		m.talk.Background(ctx, func() { m.give(ctx, t, m.bring(ctx, t, said)) })
	}
}

// beside is what is posted with a next form: a dialog has no room for buttons.
func beside(o platform.Outcome) bot.Message {
	said := o.Answer
	if len(o.Buttons) > 0 {
		said.Text = platform.Paragraphs(said.Text, o.Form.Intro)
		said.Buttons = append(said.Buttons, o.Buttons...)
	}
	if said.Text == "" && len(said.Buttons) > 0 {
		said.Text = wordOrElse
	}
	return said
}

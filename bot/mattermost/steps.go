package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// forms are the forms of this server: what is asked goes in steps of a dialog.
func (m *Mattermost) forms() platform.Forms {
	f := m.sealer()
	f.Step, f.Hear, f.Talk, f.Shut = stepFields, m.hear, &m.talk.Talk, &m.talk.shut
	return f
}

// deskOf is what a form of a line must remember of the turn that asks for it.
func (m *Mattermost) deskOf(ctx context.Context, t *turn, line string) platform.Desk {
	in, stands := m.whereabouts(ctx, t), m.stands(ctx, t)
	m.linked(ctx, t)
	d := platform.Desk{
		Line: line, Owner: t.user, Channel: t.channel, Thread: t.root, ResponseURL: t.link,
		Private: in.Private, Outside: in.Outside, Unknown: in.Unknown,
	}
	if in.Private && !t.own { // a name of a channel says so
		d.Private, d.Unknown = false, true
	}
	if !stands { // a call that nobody signed says so
		d.Channel, d.Thread, d.Unknown = "", "", true
	}
	return d
}

// sheet is one step of a form as a dialog, with a note above it.
func (m *Mattermost) sheet(form bot.Form, d platform.Desk, note string) dialog {
	d.Line = form.Line
	step, last := m.forms().Sheet(form, d, note)
	return m.dialog(step, d, last)
}

// withForm opens the form of an answer; where nothing can open one, or it is too late for it,
// a button can. What the answer says more than that there is a form is left.
func (m *Mattermost) withForm(ctx context.Context, t *turn, req bot.Request, said bot.Message) bot.Message {
	if said.Form == nil {
		return said
	}
	form, opens := *said.Form, platform.OnlyOpens(said)
	said.Form = nil
	if t.trigger != "" {
		d := m.forms().Opened(form, m.deskOf(ctx, t, form.Line))
		err := m.openDialog(ctx, t.trigger, m.sheet(form, d, ""))
		if err == nil {
			m.forms().KeepLong(ctx, req, form)
			return opened(said, opens)
		}
		m.trouble(ctx, "a form could not be opened", err)
		said.Text = platform.Paragraphs(said.Text, platform.WordFormLate)
	}
	return m.forms().ByButton(ctx, req, form, said)
}

// opened is what is left to say of an answer whose form is open. A dialog has no room for
// buttons: they stand in the conversation.
func opened(said bot.Message, opens bool) bot.Message {
	if opens && len(said.Buttons) == 0 {
		return bot.Message{}
	}
	return said
}

// later tells an outcome that cannot be shown in the dialog: with a button that opens it, or
// its next step.
func (m *Mattermost) later(ctx context.Context, t *turn, o platform.Outcome) {
	if o.Form == nil {
		m.give(ctx, t, m.bring(ctx, t, o.Posted()))
		return
	}
	m.forms().KeepTyped(ctx, m.request(ctx, t, o.Form.Line), o)
	m.give(ctx, t, m.bring(ctx, t, m.byButton(o)))
}

// byButton is an outcome with a form as a message.
func (m *Mattermost) byButton(o platform.Outcome) bot.Message {
	said := o.Posted()
	label, kept := platform.WordOpenForm, ""
	if n, of := o.Desk.Step/stepFields+1, (len(o.Form.Fields)+stepFields-1)/stepFields; n > 1 {
		label, kept = fmt.Sprintf(wordNextStep, n, of), fmt.Sprintf(wordStepKept, n-1)+" "
	}
	if !o.Typed {
		said.Text = platform.Paragraphs(o.Answer.Text, o.Note, kept+fmt.Sprintf(wordGoOnForm, label))
		said.Direct = o.Answer.Direct || o.Note != "" // what was typed can be in it
	}
	said.Buttons[0].Label = label
	if line := stepLine(*o.Form, o.Desk); len(line) <= bot.MaxLine {
		said.Buttons[0].Line = line
	}
	said.Buttons = append(said.Buttons, o.Buttons...)
	return said
}

// stepWord tells a step of a form from a line that people can say.
const stepWord = "stap "

// stepLine is the line of a button that goes on with a form at a step. It is for who gets the
// button only.
func stepLine(form bot.Form, d platform.Desk) string {
	rest, _ := json.Marshal(d) // strings, numbers and bools: it cannot fail
	return stepWord + string(rest) + "\n" + form.Line
}

// readStep reads the line of such a button.
func readStep(line string) (d platform.Desk, is bool) {
	text, found := strings.CutPrefix(line, stepWord)
	rest, line, two := strings.Cut(text, "\n")
	if !found || !two || json.Unmarshal([]byte(rest), &d) != nil {
		return platform.Desk{}, false
	}
	d.Line = line
	return d, true
}

var errNoStep = errors.New("mattermost: the form has no such step")

// resume opens the step of a form with which somebody goes on.
func (m *Mattermost) resume(ctx context.Context, t *turn, d platform.Desk) bot.Message {
	if said, is := m.stranger(ctx, t); is {
		return said
	}
	form, why, ok := m.forms().Draft(ctx, m.request(ctx, t, d.Line))
	if !ok {
		return why
	}
	again := bot.Button{Label: platform.WordOpenForm, Line: stepLine(form, d)}
	err := errNoStep
	if d.Step >= 0 && d.Step < len(form.Fields) {
		d.Owner = t.user
		err = m.openDialog(ctx, t.trigger, m.sheet(form, m.forms().Opened(form, d), ""))
	} else {
		again.Line = form.Line
	}
	if err == nil {
		return bot.Message{}
	}
	m.trouble(ctx, "a form could not be opened", err)
	return bot.Message{Text: platform.WordFormLate, Buttons: []bot.Button{again}}
}

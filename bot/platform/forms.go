package platform

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// Forms are forms that are asked in steps. Nothing of one is kept here: the answers of every
// step go to the program as a half-filled form, and come back with its line. Every field is
// needed.
type Forms struct {
	Step    int // most fields that are asked at once
	Tickets bot.Tickets
	Now     func() time.Time
	// Read reads a ticket that somebody (an id) uses; see [bot.Tickets.Read].
	Read func(ticket, by string) (line string, fault bot.Fault)
	// Fits reports whether a form can remember so much.
	Fits func(sealed string) bool
	// Hear gives a request to the program. Whatever goes wrong is a message that is refused.
	Hear func(ctx context.Context, req bot.Request) bot.Message
	Talk *Talk
	Shut *Recent // ids of forms that are done with
}

// aside is a request that changes nothing that must happen once: it has no id, or what
// it goes with would be done already.
func aside(req bot.Request, line string) bot.Request {
	return bot.Request{Line: line, From: req.From, In: req.In, At: req.At}
}

// Draft asks for the form of the line of a request, with what was kept of it. Without a form
// the message says why there is none.
func (f Forms) Draft(ctx context.Context, req bot.Request) (form bot.Form, why bot.Message, ok bool) {
	ask := aside(req, req.Line)
	ask.Unasked = true
	m := f.Hear(ctx, ask)
	if m.Form == nil {
		return bot.Form{}, m, false
	}
	return *m.Form, m, true
}

// KeepAnswers gives half-filled answers of the form of a line to the program, by name of the
// field, for who does a request.
func (f Forms) KeepAnswers(ctx context.Context, req bot.Request, line string, answers map[string]string) bot.Message {
	half := aside(req, line)
	half.Fields, half.Partial = answers, true
	return f.Hear(ctx, half)
}

// KeepLong keeps what a form of several steps begins with: the next step asks for it again,
// and must get no other form that was half filled in.
func (f Forms) KeepLong(ctx context.Context, req bot.Request, form bot.Form) {
	if len(form.Fields) > f.Step {
		f.KeepAnswers(ctx, req, form.Line, form.Values())
	}
}

// Keep keeps what is new in a step that was not submitted, with the answers of the other steps
// of the same form. Of a step that is as it opened nothing is new. The line of the request is that
// of the desk; values are what is filled in of a step, by name of the field, without the fields
// that are not there.
func (f Forms) Keep(ctx context.Context, req bot.Request, d Desk, values func(step bot.Form) map[string]string) {
	f.keep(ctx, req, d, values)
}

// keep does what [Forms.Keep] does. said is what the program says to it; it was not asked (asked)
// when it has no such form.
func (f Forms) keep(ctx context.Context, req bot.Request, d Desk, values func(step bot.Form) map[string]string) (said bot.Message, asked bool) {
	form, _, ok := f.Draft(ctx, req)
	if !ok || d.Mark != markOf(form, d.Step) {
		return bot.Message{}, false
	}
	step, _ := form.Step(d.Step, f.Step)
	filled := values(step)
	if d.untouched(step, filled) {
		return bot.Message{}, true
	}
	before := form.Values()
	answers := maps.Clone(before)
	maps.Copy(answers, filled)
	if maps.Equal(before, answers) || !anything(answers) {
		return bot.Message{}, true
	}
	return f.KeepAnswers(ctx, req, d.Line, answers), true
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

// Sheet is the step of a form that a desk is at, as it is shown: with a note above it, and which
// step it is when there are several.
func (f Forms) Sheet(form bot.Form, d Desk, note string) (step bot.Form, last bool) {
	step, last = form.Step(d.Step, f.Step)
	if !last {
		step.Submit = WordNext
	}
	above := []string{note, step.Intro}
	if len(form.Fields) > f.Step {
		of := (len(form.Fields) + f.Step - 1) / f.Step
		above = append(above, fmt.Sprintf(WordStep, d.Step/f.Step+1, of))
	}
	if d.Step > 0 {
		above[1] = "" // it is about how the form begins
	}
	step.Intro = Paragraphs(above...)
	return step, last
}

// ByButton is an answer whose form does not open by itself: a button opens it.
func (f Forms) ByButton(ctx context.Context, req bot.Request, form bot.Form, m bot.Message) bot.Message {
	open := bot.Button{Label: WordOpenForm, Line: f.FormLine(ctx, req, form)}
	m.Buttons = append([]bot.Button{open}, m.Buttons...)
	m.Buttons = m.Buttons[:min(len(m.Buttons), bot.MaxButtons)]
	return m
}

// OnlyOpens reports whether an answer with a form says nothing but that there is one: who sees
// the form needs no message about it.
func OnlyOpens(m bot.Message) bool {
	rest, opens := strings.CutPrefix(m.Text, opensForm+m.Form.Title+opensFormEnd)
	rest = strings.TrimSpace(rest)
	return opens && len(m.Parts) == 0 && len(m.Files) == 0 && (rest == "" || rest == strings.TrimSpace(m.Form.Intro))
}

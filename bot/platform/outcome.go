package platform

import (
	"context"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// Outcome is what becomes of a form that was submitted.
type Outcome struct {
	Plaque string    // only this is shown any more; or
	Stuck  string    // the form stays as it was filled in, with this under its first field; or
	Form   *bot.Form // this form is shown, from its desk's step, with
	Desk   Desk      //
	Note   string    // this above it; nil: the form is done with
	Under  bool      // the form is the one that is shown, and all it says more stands under its fields
	Typed  bool      // what was filled in is in the form, and perhaps nowhere else
	// above the fields of a next form
	Buttons []bot.Button
	Answer  bot.Message // what is posted besides; may be silent
}

// Done reports whether the form is done with.
func (o Outcome) Done() bool { return o.Form == nil && o.Plaque == "" && o.Stuck == "" }

// Posted is an outcome as a message, for when the form is closed.
func (o Outcome) Posted() bot.Message {
	if o.Form == nil && o.Stuck == "" {
		return bot.Message{Text: o.Plaque, Refused: true}
	}
	line, said := o.Desk.Line, []string{o.Answer.Text, o.Stuck, o.Note}
	if o.Form != nil {
		line = o.Form.Line
		for _, f := range o.Form.Fields {
			if f.Problem != "" {
				said = append(said, "* **"+LabelOf(f)+"**: "+f.Problem)
			}
		}
	}
	m := o.Answer
	m.Text = Paragraphs(append(said, WordFormGone)...)
	m.Buttons = append([]bot.Button{{Label: WordOpenForm, Line: line}}, m.Buttons...)
	m.Direct = true
	return m
}

// KeepTyped keeps what was filled in of a form that cannot be shown again.
func (f Forms) KeepTyped(ctx context.Context, req bot.Request, o Outcome) {
	if o.Typed && anything(o.Form.Values()) {
		f.KeepAnswers(ctx, req, o.Form.Line, o.Form.Values())
	}
}

// Sent is a step that was sent, as a platform knows it.
type Sent struct {
	Values func(step bot.Form) map[string]string // answers in a step, by name of the field
	Shown  func() bot.Form                       // as it was filled in, as far as it is known without the program
}

// KeepStuck keeps what was filled in of a form that is stuck and cannot be shown again. When the
// program cannot be asked for that, it stands in the outcome, which is posted; when the program
// will not keep it, the outcome says why, and nobody repeats it. Other outcomes stay as they are.
func (f Forms) KeepStuck(ctx context.Context, req bot.Request, o Outcome, sent Sent) Outcome {
	if o.Stuck == "" {
		return o
	}
	d := o.Desk
	d.Opened = "" // it was sent: also as it opened
	switch m, asked := f.keep(ctx, req, d, sent.Values); {
	case !asked:
		o.Note = unkept(sent.Shown())
	case m.Refused:
		o.Note = m.Text
	}
	return o
}

// unkept says what was filled in and is not kept; empty when nothing was.
func unkept(form bot.Form) string {
	said := Answers(form)
	if said == "" {
		return ""
	}
	return Paragraphs(WordTyped, said)
}

// astray is what becomes of a step whose earlier answers are of another form: that form
// from its first step. What was filled in in this step goes with no other case; it stands above, so
// that it is not lost.
func (f Forms) astray(form, step bot.Form, d Desk) Outcome {
	d = f.Opened(form, d.Begin(d.Line))
	note := []string{WordOther}
	if said := Answers(step); said != "" {
		note = []string{WordOther + " " + WordTyped, said}
	}
	return Outcome{Form: &form, Desk: d, Note: Paragraphs(note...)}
}

// Answers are what is filled in in a form, for who must fill it in again: each answer under its
// label, as people chose it. Empty when nothing is.
func Answers(form bot.Form) string {
	var said []string
	for _, field := range form.Fields {
		if answer := readable(field); answer != "" {
			said = append(said, "**"+LabelOf(field)+"**: "+answer)
		}
	}
	return Paragraphs(said...)
}

// readable is the answer to a field as people read it.
func readable(field bot.Field) string {
	switch field.Kind {
	case bot.KindChoice, bot.KindPerson:
		return labelled(field, field.Value)
	case bot.KindTicks:
		var ticks []string
		for tick := range strings.SplitSeq(field.Value, ",") {
			ticks = append(ticks, labelled(field, tick))
		}
		return strings.Join(ticks, ", ")
	}
	return strings.TrimSpace(field.Value)
}

// labelled is what a choice is called. No answer is called nothing.
func labelled(field bot.Field, value string) string {
	for _, c := range field.Choices {
		if c.Value == value && value != "" {
			return FirstOf(c.Label, value)
		}
	}
	return strings.TrimSpace(value)
}

package platform

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// Once does what submit does with a form that has an id (empty: none): of a form that is done
// with nothing. A panic leaves the form as it was filled in, with a reference.
func (f Forms) Once(ctx context.Context, id string, d Desk, submit func() Outcome) (o Outcome) {
	if f.Shut.Has(id) {
		return Outcome{Plaque: WordSent}
	}
	failed := f.Talk.Safely(ctx, func() (none bot.Message) { o = submit(); return none })
	if !failed.Silent() {
		return Outcome{Stuck: failed.Text, Desk: d}
	}
	if o.Done() && id != "" {
		f.Shut.Add(id)
	}
	return o
}

// Submit gives a form to the program, or the step of it that was filled in. The request says who
// submits it, where, when and under which id; its line is that of the desk. values are the answers
// in a step, by name of the field.
func (f Forms) Submit(ctx context.Context, req bot.Request, d Desk, values func(step bot.Form) map[string]string) Outcome {
	form, why, ok := f.Draft(ctx, req)
	if !ok {
		return Outcome{Stuck: FirstOf(why.Text, bot.Unknown.Form()), Desk: d}
	}
	step, last := form.Step(d.Step, f.Step)
	if len(step.Fields) == 0 {
		return Outcome{Plaque: bot.Unknown.Form()}
	}
	if d.Mark != markOf(form, d.Step) {
		return f.astray(form, step.Filled(values(step)), d)
	}
	answers := form.Values()
	for _, field := range step.Fields {
		answers[field.Name] = "" // a field that is not there was not filled in
	}
	maps.Copy(answers, values(step))
	if last {
		return f.whole(ctx, req, form.Filled(answers), d)
	}
	return f.step(ctx, req, form.Filled(answers), d)
}

// step keeps the answers of a step and gives the next one.
func (f Forms) step(ctx context.Context, req bot.Request, form bot.Form, d Desk) Outcome {
	step, _ := form.Step(d.Step, f.Step)
	if checked, fine := step.Checked(); !fine {
		copy(form.Fields[d.Step:], checked.Fields)
		note := changedChoices(checked)
		return Outcome{Form: &form, Desk: d, Under: note == "", Note: note, Typed: true}
	}
	if m := f.KeepAnswers(ctx, req, d.Line, form.Values()); m.Refused {
		return Outcome{Form: &form, Desk: d, Note: m.Text, Typed: true}
	}
	next, why, ok := f.Draft(ctx, req)
	if !ok {
		return Outcome{Stuck: FirstOf(why.Text, bot.Unknown.Form()), Desk: d}
	}
	if why := FirstOf(f.unfilled(ctx, req, form, next), lostChoice(form, next)); why != "" {
		return Outcome{Form: &form, Desk: d, Note: why, Typed: true}
	}
	d.Step += f.Step
	d.Mark = markOf(next, d.Step)
	return Outcome{Form: &next, Desk: f.Opened(next, d)}
}

// changedChoices is said of a form in which something was chosen that is not on offer any more: what
// stands on the screen is of before. Empty: nothing was.
func changedChoices(form bot.Form) string {
	for _, field := range form.Fields {
		if field.Problem != "" && strings.TrimSpace(field.Value) != "" {
			return fmt.Sprintf(WordOffer, LabelOf(field))
		}
	}
	return ""
}

// lostChoice is said when what was chosen in a form is not in it any more when it comes back: something
// else could be meant then.
func lostChoice(form, next bot.Form) string {
	said := form.Values()
	for _, field := range next.Fields {
		if (field.Kind == bot.KindChoice || field.Kind == bot.KindPerson) && field.Value == "" && strings.TrimSpace(said[field.Name]) != "" {
			return fmt.Sprintf(WordOffer, LabelOf(field))
		}
	}
	return ""
}

// unfilled is why the program does not fill in any more, in the next step, the number of the case
// that stood in a form: what else was filled in is about that case, and gone too. Empty: it does, or
// it has nothing against the case.
func (f Forms) unfilled(ctx context.Context, req bot.Request, form, next bot.Form) string {
	zaak := form.Values()[caseField]
	if strings.TrimSpace(zaak) == "" || strings.TrimSpace(next.Values()[caseField]) != "" {
		return ""
	}
	ask := aside(req, form.Line+" "+caseField+"="+bot.Quote(zaak))
	ask.Unasked = true
	if m := f.Hear(ctx, ask); m.Form == nil {
		return m.Text
	}
	return ""
}

// whole gives a form to the program, as far as everything that is asked is answered.
func (f Forms) whole(ctx context.Context, req bot.Request, form bot.Form, d Desk) Outcome {
	checked, fine := form.Checked()
	if !fine {
		if len(form.Fields) > f.Step { // the step to which it goes back does not have them all
			f.KeepAnswers(ctx, req, d.Line, form.Values())
		}
		return f.again(checked, d, changedChoices(checked))
	}
	req.Line, req.Fields = d.Line, checked.Values()
	m := f.Hear(ctx, req)
	switch {
	case IsTwice(m): // by another process, or before a restart
		return Outcome{Plaque: m.Text}
	case m.Form != nil && m.Form.Line != form.Line:
		return f.next(ctx, req, d, m)
	case m.Again():
		return f.again(checked.Retry(m), d, m.Note())
	case m.Form != nil:
		return f.next(ctx, req, d, m)
	}
	return Outcome{Answer: m}
}

// next is the form that an answer to a form asks for. What is wrong with it stands in it.
func (f Forms) next(ctx context.Context, req bot.Request, d Desk, m bot.Message) Outcome {
	form := *m.Form
	o := Outcome{Form: &form, Desk: f.Opened(form, d.Begin(form.Line))}
	switch refused := m.Refused && len(m.Parts) == 0 && len(m.Files) == 0; {
	case OnlyOpens(m):
		o.Buttons = m.Buttons
	case refused:
		o.Buttons, o.Note = m.Buttons, m.Note()
	default:
		m.Form = nil
		o.Answer = m
	}
	f.KeepLong(ctx, req, form)
	return o
}

// again shows a form once more, at the first step with something wrong in it. Problems of
// that step stand under its fields when it is the one that is shown already and there is
// nothing to say of the whole.
func (f Forms) again(form bot.Form, d Desk, note string) Outcome {
	shown, wrong := d.Step, -1
	for i, field := range form.Fields {
		if field.Problem != "" && wrong < 0 {
			wrong = i
		}
	}
	if wrong >= 0 {
		d.Step = wrong / f.Step * f.Step
	}
	if d.Step != shown {
		d.Mark = markOf(form, d.Step)
	}
	return Outcome{Form: &form, Desk: d, Note: note, Typed: true, Under: wrong >= 0 && note == "" && shown == d.Step}
}

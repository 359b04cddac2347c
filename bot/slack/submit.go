package slack

import (
	"context"
	"maps"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

// outcome is what becomes of a form that was submitted.
type outcome struct {
	plaque string    // only this is shown any more; or
	stuck  string    // the form stays as it was filled in, with this under its first field; or
	form   *bot.Form // this form is shown, from its desk's step, with
	desk   desk      //
	note   string    // this above it; nil: the form is done with
	under  bool      // the form is the one that is shown, and all it says more stands under its fields
	typed  bool      // what was filled in is in the form, and perhaps nowhere else
	// above the fields of a next form
	buttons []bot.Button
	answer  bot.Message // what is posted besides; may be silent
}

// submitted takes a form. What comes back keeps it open, changes it or closes it.
func (s *Slack) submitted(ctx context.Context, c api.InteractionCallback, id string) any {
	t := &turn{id: id, user: c.User.ID, name: c.User.Name}
	d, fault := s.readDesk(c.View.PrivateMetadata, c.User.ID)
	if fault != bot.Fine {
		return s.reaction(outcome{plaque: fault.Form()}, c.View)
	}
	t.sit(d)
	turns := s.talk.queues.Join(t.user + "/" + d.Line)
	var o outcome
	do := func() {
		defer turns.Leave()
		turns.Wait()
		o = s.outcomeOnce(ctx, t, d, c.View)
	}
	if !s.talk.Soon(ctx, do, func() { s.late(ctx, t, c.View, o) }) {
		return s.reaction(outcome{plaque: bot.Wait}, c.View)
	}
	reaction := s.reaction(o, c.View)
	if !s.fits(reaction) {
		s.talk.Owed(ctx, restWait, func() { s.late(ctx, t, c.View, o) })
		return s.reaction(outcome{plaque: bot.Wait}, c.View)
	}
	if !o.answer.Silent() || len(o.answer.Files) > 0 {
		s.talk.Background(ctx, func() { s.give(ctx, t, s.bring(ctx, t, o.answer)) })
	}
	return reaction
}

// outcomeOnce is what becomes of a form; of one that is done with nothing.
func (s *Slack) outcomeOnce(ctx context.Context, t *turn, d desk, view api.View) (o outcome) {
	if s.talk.shut.Has(view.ID) {
		return outcome{plaque: wordSent}
	}
	failed := s.talk.Safely(ctx, func() (none bot.Message) { o = s.outcome(ctx, t, d, view.State); return none })
	if !failed.Silent() {
		return outcome{stuck: failed.Text, desk: d}
	}
	if o.form == nil && o.plaque == "" && o.stuck == "" {
		s.talk.shut.Add(view.ID)
	}
	return o
}

// outcome gives a form to the program, or the step of it that was filled in.
func (s *Slack) outcome(ctx context.Context, t *turn, d desk, state *api.ViewState) outcome {
	if m, is := s.stranger(ctx, t); is {
		return outcome{plaque: firstOf(m.Text, bot.Foreign.Form())}
	}
	form, why, ok := s.draft(ctx, t, d.Line)
	if !ok {
		return outcome{stuck: firstOf(why.Text, bot.Unknown.Form()), desk: d}
	}
	step, last := form.Step(d.Step, stepBlocks)
	if len(step.Fields) == 0 {
		return outcome{plaque: bot.Unknown.Form()}
	}
	if d.Mark != markOf(form, d.Step) {
		return astray(form, step.Filled(fieldValues(step, state)), d)
	}
	answers := form.Values()
	for _, f := range step.Fields {
		answers[f.Name] = "" // a field that the view does not have was not filled in
	}
	maps.Copy(answers, fieldValues(step, state))
	if last {
		return s.whole(ctx, t, form.Filled(answers), d)
	}
	return s.step(ctx, t, form.Filled(answers), d)
}

// step keeps the answers of a step and gives the next one.
func (s *Slack) step(ctx context.Context, t *turn, form bot.Form, d desk) outcome {
	step, _ := form.Step(d.Step, stepBlocks)
	if checked, fine := step.Checked(); !fine {
		copy(form.Fields[d.Step:], checked.Fields)
		return outcome{form: &form, desk: d, under: true, typed: true}
	}
	if m := s.keepAnswers(ctx, t, d.Line, form.Values()); m.Refused {
		return outcome{form: &form, desk: d, note: m.Text, typed: true}
	}
	next, why, ok := s.draft(ctx, t, d.Line)
	if !ok {
		return outcome{stuck: firstOf(why.Text, bot.Unknown.Form()), desk: d}
	}
	d.Step += stepBlocks
	d.Mark = markOf(next, d.Step)
	return outcome{form: &next, desk: d}
}

// whole gives a form to the program, as far as everything that is asked is answered.
func (s *Slack) whole(ctx context.Context, t *turn, form bot.Form, d desk) outcome {
	checked, fine := form.Checked()
	if !fine {
		if len(form.Fields) > stepBlocks { // the step to which it goes back does not have them all
			s.keepAnswers(ctx, t, d.Line, form.Values())
		}
		return again(checked, d, "")
	}
	req := s.request(ctx, t, d.Line)
	req.Fields = checked.Values()
	m := s.hear(ctx, req)
	s.touched(t.user)
	if m.Again() {
		return again(checked.Retry(m), d, m.Note())
	}
	if m.Form == nil {
		return outcome{answer: m}
	}
	return s.next(ctx, t, m)
}

// next is the form that an answer to a form asks for.
func (s *Slack) next(ctx context.Context, t *turn, m bot.Message) outcome {
	form := *m.Form
	o := outcome{form: &form, desk: s.deskOf(ctx, t, form.Line)}
	if onlyOpens(m) {
		o.buttons = m.Buttons
	} else {
		m.Form = nil
		o.answer = m
	}
	s.keepLong(ctx, t, form)
	return o
}

// again shows a form once more, at the first step with something wrong in it. Problems of
// that step stand under its fields when it is the one that is shown already and there is
// nothing to say of the whole.
func again(form bot.Form, d desk, note string) outcome {
	shown, wrong := d.Step, -1
	for i, f := range form.Fields {
		if f.Problem != "" && wrong < 0 {
			wrong = i
		}
	}
	if wrong >= 0 {
		d.Step = wrong / stepBlocks * stepBlocks
	}
	if d.Step != shown {
		d.Mark = markOf(form, d.Step)
	}
	return outcome{form: &form, desk: d, note: note, typed: true, under: wrong >= 0 && note == "" && shown == d.Step}
}

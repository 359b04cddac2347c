package mattermost

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// anew reports whether a form that was refused is shown on a new sheet, with what was filled in.
// Recent clients leave out what is empty and send what was there before under its name: what is
// taken away on the screen after a refusal would be sent again. A text that fits in no sheet is
// kept for it; when the program does not keep it, it stays where it was typed.
func (m *Mattermost) anew(ctx context.Context, f *filled, o platform.Outcome) bool {
	step, _ := o.Form.Step(o.Desk.Step, stepFields)
	switch {
	case !m.serverHas(featureForm) || !slices.ContainsFunc(step.Fields, removable):
		return false
	case slices.ContainsFunc(step.Fields, heldBack):
		req := m.request(ctx, f.t, o.Form.Line)
		return !m.forms().KeepAnswers(ctx, req, o.Form.Line, o.Form.Values()).Refused
	}
	return true
}

// removable reports whether a field holds an answer that can be taken away on the screen. A tick
// that is taken away is sent as such.
func removable(f bot.Field) bool {
	ticks := f.Kind == bot.KindTicks && choosable(f)
	return f.Optional && !ticks && strings.TrimSpace(f.Value) != ""
}

// late tells an outcome that was not there in time. The dialog is open still, with what was
// typed, or was closed meanwhile.
func (m *Mattermost) late(ctx context.Context, f *filled, o platform.Outcome) {
	if o.Done() {
		m.give(ctx, f.t, m.bring(ctx, f.t, o.Answer))
		return
	}
	m.later(ctx, f.t, m.forms().KeepStuck(ctx, m.request(ctx, f.t, o.Desk.Line), o, platform.Sent{
		Values: func(step bot.Form) map[string]string { return m.answersIn(ctx, f, step) },
		Shown:  func() bot.Form { return m.shown(ctx, f) },
	}))
}

// shown is what was filled in of a dialog as people read it; when the program never told of its
// form, by the names of the elements.
func (m *Mattermost) shown(ctx context.Context, f *filled) bot.Form {
	if len(f.step.Fields) > 0 {
		return f.step.Filled(m.answersIn(ctx, f, f.step))
	}
	form := bot.Form{}
	for _, name := range slices.Sorted(maps.Keys(f.Submission)) {
		field := bot.Field{Label: name, Value: legible(words(f.Submission[name]))}
		if ticked, is := f.Submission[name].(bool); is {
			field.Label, field.Value, _ = strings.Cut(name, "/")
			if !ticked {
				continue
			}
		}
		if field.Value != noAnswer {
			form.Fields = append(form.Fields, field)
		}
	}
	return form
}

package mattermost

import (
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// dialog is a form as Mattermost shows it.
type dialog struct {
	CallbackID     string    `json:"callback_id"`
	Title          string    `json:"title"`
	Introduction   string    `json:"introduction_text"`
	Elements       []element `json:"elements"`
	SubmitLabel    string    `json:"submit_label"`
	NotifyOnCancel bool      `json:"notify_on_cancel"`
	State          string    `json:"state"`
}

// element is a question of a dialog.
type element struct {
	Label       string   `json:"display_name"`
	Name        string   `json:"name"`
	Type        string   `json:"type"`
	Default     string   `json:"default"`
	Placeholder string   `json:"placeholder"`
	Help        string   `json:"help_text"`
	Optional    bool     `json:"optional"`
	MinLength   int      `json:"min_length"`
	MaxLength   int      `json:"max_length"`
	Options     []option `json:"options"`
}

// formCallback is the callback_id of a form of this version; of another one it is not known.
const formCallback = "regiebot/form/1"

// wordHeldBack stands above a form with a text that does not fit in it.
const wordHeldBack = "hier staat al een tekst, die niet in dit formulier past. Laat dit leeg, dan blijft hij staan."

// dialog is a step of a form as a dialog. last: no other step follows it. Problems stand on top,
// because Mattermost shows an error under a field only in answer to a submission. What is
// too long for its place stands there too, as a whole.
func (m *Mattermost) dialog(step bot.Form, d platform.Desk, last bool) dialog {
	submit := platform.OneLine(step.Submit)
	switch {
	case submit == "" && last:
		submit = platform.WordSubmit
	case submit == "":
		submit = platform.WordNext
	}
	above := platform.Paragraphs(step.Intro, platform.Problems(step, hidden), long(step))
	shown := dialog{
		CallbackID: formCallback, Title: fitBytes(platform.FirstOf(inert(step.Title), platform.WordForm), maxTitle),
		Introduction: markdown(above, twins), Elements: m.elements(step.Fields), SubmitLabel: inert(submit),
		NotifyOnCancel: true, State: m.seal(d),
	}
	for i := range shown.Elements {
		shown.Elements[i].Name += sheetMark(shown.State)
	}
	return shown
}

// hidden is what of a field cannot be chosen in a dialog; empty when it is all there.
func hidden(f bot.Field) string {
	if choosable(f) && f.Value != "" && !platform.Shows(f) {
		return platform.WordNotOffered
	}
	return ""
}

// long is what of the fields of a form does not fit at its place: labels, hints, and that a
// text is held back.
func long(f bot.Form) string {
	var lines []string
	for _, field := range f.Fields {
		label, hint := platform.LabelOf(field), hintOf(field)
		if len(remark(hint)) > maxHelp {
			lines = append(lines, "* **"+label+"**: "+hint)
		} else if len(inert(label)) > maxLabel {
			lines = append(lines, "* **"+label+"**")
		}
		if heldBack(field) {
			lines = append(lines, "* **"+label+"**: "+wordHeldBack)
		}
	}
	return strings.Join(lines, "\n")
}

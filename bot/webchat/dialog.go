package webchat

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// dialogView is a form as a dialog.
type dialogView struct {
	Action string
	Title  string
	Intro  []block
	Note   []block
	Submit string
	Fields []fieldView
	Free   bool // every field may stay empty
	Wrong  int  // number of fields with a problem
}

// fieldView is one question. Control is how it is drawn.
type fieldView struct {
	ID, Name, Label, Hint, Value, Problem string
	Control                               string // line, paragraph, radio, select, ticks
	Describe                              string // ids of hint and problem
	Optional                              bool
	Marked                                bool // say that it is optional
	Focus                                 bool
	Choices                               []choiceView
}

// unknownAnswer is the value that says that somebody does not know.
const unknownAnswer = "onbekend"

type choiceView struct {
	ID, Value, Label string
	Picked           bool
	Focus            bool
}

// dialog writes the dialog of a form.
func (s *Server) dialog(w http.ResponseWriter, at seat, name string) {
	t, why := s.findForm(name, at.member)
	if why != bot.Fine {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	s.show(w, "dialog", s.dialogView(at, t))
}

func (s *Server) dialogView(at seat, t *token) dialogView {
	sh := s.room.sheet(t, at.member)
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	v := dialogView{
		Action: at.path() + "/formulier/" + t.name, Title: sh.form.Title, Intro: parse(sh.form.Intro),
		Note: sh.note, Submit: sh.form.Submit, Free: free(sh.form), Wrong: problems(sh.form),
	}
	if v.Submit == "" {
		v.Submit = "Versturen"
	}
	focus := firstStop(sh.form)
	for i, f := range sh.form.Fields {
		v.Fields = append(v.Fields, field(i, f, i == focus))
		v.Fields[i].Marked = f.Optional && !v.Free
	}
	return v
}

// free says whether every field may stay empty. That is said once, not at each.
func free(form bot.Form) bool {
	return len(form.Fields) > 1 && !slices.ContainsFunc(form.Fields, func(f bot.Field) bool { return !f.Optional })
}

func problems(form bot.Form) int {
	n := 0
	for _, f := range form.Fields {
		if f.Problem != "" {
			n++
		}
	}
	return n
}

// firstStop is the field to begin at: the first with a problem, else the first.
func firstStop(form bot.Form) int {
	for i, f := range form.Fields {
		if f.Problem != "" {
			return i
		}
	}
	return 0
}

func field(i int, f bot.Field, focus bool) fieldView {
	v := fieldView{
		ID: fmt.Sprintf("veld-%d", i), Name: f.Name, Label: f.Label, Hint: f.Hint, Value: f.Value, Problem: f.Problem,
		Control: control(f), Optional: f.Optional, Focus: focus,
	}
	if v.Hint == "" && f.Kind == bot.KindDate {
		v.Hint = hintDate
	}
	v.Describe = describe(v)
	v.Choices = choices(v, f)
	return v
}

// control chooses how a field is drawn: up to four choices are all in view.
func control(f bot.Field) string {
	switch f.Kind {
	case bot.KindParagraph, bot.KindTicks:
		return string(f.Kind)
	case bot.KindPerson:
		return "select"
	case bot.KindChoice:
		if len(f.Choices) <= 4 {
			return "radio"
		}
		return "select"
	}
	return "line"
}

func describe(v fieldView) string {
	var ids []string
	if v.Hint != "" {
		ids = append(ids, v.ID+"-hint")
	}
	if v.Problem != "" {
		ids = append(ids, v.ID+"-fout")
	}
	return strings.Join(ids, " ")
}

// choices adds an empty one where a person must be able to take an answer back; an
// answer that says as much is there already when somebody may not know.
func choices(v fieldView, f bot.Field) []choiceView {
	offered := f.Choices
	if v.Control == "radio" && f.Optional && !f.Offers("") && !f.Offers(unknownAnswer) {
		offered = append([]bot.Choice{{Label: "Geen antwoord"}}, offered...)
	}
	picked := map[string]bool{f.Value: true}
	if f.Kind == bot.KindTicks {
		for value := range strings.SplitSeq(f.Value, ",") {
			picked[value] = true
		}
	}
	out := make([]choiceView, 0, len(offered))
	for i, c := range offered {
		out = append(out, choiceView{ID: fmt.Sprintf("%s-%d", v.ID, i), Value: c.Value, Label: c.Label, Picked: picked[c.Value]})
	}
	focusOne(out, v.Focus && v.Control != "select")
	return out
}

// focusOne puts the focus on the picked choice, or on the first.
func focusOne(choices []choiceView, focus bool) {
	if !focus || len(choices) == 0 {
		return
	}
	for i := range choices {
		if choices[i].Picked {
			choices[i].Focus = true
			return
		}
	}
	choices[0].Focus = true
}

package slack

import (
	"context"
	"encoding/json"
	"slices"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// reaction is what becomes of a form as what goes into the acknowledgement: of the view that
// was submitted.
func (s *Slack) reaction(o outcome, submitted api.View) *api.ViewSubmissionResponse {
	if o.stuck != "" {
		if block := firstInput(submitted); block != "" {
			return api.NewErrorsViewSubmissionResponse(map[string]string{block: platform.Fit(platform.OneLine(o.stuck), maxInputLabel)})
		}
	}
	view, open := s.viewOf(o)
	switch {
	case !open:
		return api.NewClearViewSubmissionResponse()
	case o.under:
		step, _ := o.form.Step(o.desk.Step, stepBlocks)
		return api.NewErrorsViewSubmissionResponse(viewErrors(step))
	}
	return api.NewUpdateViewSubmissionResponse(&view)
}

// firstInput is the block_id of the first field of a view: only under a field Slack shows an
// error. Empty when it has none.
func firstInput(v api.View) string {
	for _, b := range v.Blocks.BlockSet {
		if b.BlockType() == api.MBTInput {
			return b.ID()
		}
	}
	first := ""
	if v.State != nil {
		for id := range v.State.Values {
			if first == "" || id < first {
				first = id
			}
		}
	}
	return first
}

// viewOf is what an outcome shows in the place of the form; nothing when the form is done
// with.
func (s *Slack) viewOf(o outcome) (view api.ModalViewRequest, open bool) {
	switch {
	case o.plaque != "", o.stuck != "":
		return s.plaque(firstOf(o.plaque, o.stuck)), true
	case o.form != nil:
		return s.sheet(*o.form, o.desk, o.note, o.buttons...), true
	}
	return s.plaque(wordDone), false
}

// late shows an outcome that was not there in time, or that is too large for an
// acknowledgement. When the form is closed meanwhile, what it would have said is posted,
// and what was filled in is kept for when it is opened again.
func (s *Slack) late(ctx context.Context, t *turn, submitted api.View, o outcome) {
	view, open := s.viewOf(o)
	if o.stuck != "" {
		view = s.refilled(submitted, o.stuck)
	}
	_, err := s.client.UpdateViewContext(ctx, view, "", "", submitted.ID)
	if err == nil || !open {
		s.give(ctx, t, s.bring(ctx, t, o.answer))
		return
	}
	s.trouble(ctx, "a form could not be shown again", err)
	if o.typed && anything(o.form.Values()) {
		s.keepAnswers(ctx, t, o.form.Line, o.form.Values())
	}
	s.give(ctx, t, s.bring(ctx, t, o.posted()))
}

// posted is an outcome as a message.
func (o outcome) posted() bot.Message {
	if o.form == nil && o.stuck == "" {
		return bot.Message{Text: o.plaque, Refused: true}
	}
	line, said := o.desk.Line, []string{o.answer.Text, o.note, o.stuck}
	if o.form != nil {
		line = o.form.Line
		for _, f := range o.form.Fields {
			if f.Problem != "" {
				said = append(said, "* **"+labelOf(f)+"**: "+f.Problem)
			}
		}
	}
	m := o.answer
	m.Text = paragraphs(append(said, wordFormGone)...)
	m.Buttons = append([]bot.Button{{Label: wordOpenForm, Line: line}}, m.Buttons...)
	m.Direct = true
	return m
}

// fits reports whether an answer fits in an acknowledgement. On a socket Slack throws a large
// one away without a word.
func (s *Slack) fits(answer any) bool {
	if s.cfg.AppToken == "" {
		return true
	}
	data, _ := json.Marshal(answer) // blocks and texts: it cannot fail
	return len(data)+envelopeRoom < maxAck
}

// refilled is a view that was submitted once more, with what was filled in and a sentence on
// top. It is for when the program cannot be asked for its form.
func (s *Slack) refilled(v api.View, text string) api.ModalViewRequest {
	top := s.modal(bot.Form{Intro: text}, desk{})
	blocks := top.Blocks.BlockSet
	for _, b := range v.Blocks.BlockSet {
		if in, is := b.(*api.InputBlock); is && v.State != nil {
			fillIn(in.Element, v.State.Values[in.BlockID], freshAction(s.cfg.Now()))
		}
		blocks = append(blocks, b)
	}
	return api.ModalViewRequest{
		Type: api.VTModal, CallbackID: v.CallbackID, PrivateMetadata: v.PrivateMetadata, Title: v.Title, Submit: v.Submit, Close: v.Close,
		NotifyOnClose: v.NotifyOnClose, Blocks: api.Blocks{BlockSet: slices.Clip(blocks)},
	}
}

// fillIn puts an answer in an element of a form, under an action id of its own.
func fillIn(e api.BlockElement, answers map[string]api.BlockAction, action string) {
	for _, a := range answers { // a field has one element
		switch e := e.(type) {
		case *api.PlainTextInputBlockElement:
			e.InitialValue, e.ActionID = a.Value, action
		case *api.DatePickerBlockElement:
			e.InitialDate, e.ActionID = a.SelectedDate, action
		case *api.SelectBlockElement:
			e.InitialOption, e.ActionID = optionOf(a), action
		case *api.RadioButtonsBlockElement:
			e.InitialOption, e.ActionID = optionOf(a), action
		case *api.CheckboxGroupsBlockElement:
			e.InitialOptions, e.ActionID = nil, action
			for _, o := range a.SelectedOptions {
				e.InitialOptions = append(e.InitialOptions, &o)
			}
		}
	}
}

// optionOf is the option that was chosen; nil: none.
func optionOf(a api.BlockAction) *api.OptionBlockObject {
	if a.SelectedOption.Value == "" {
		return nil
	}
	return &a.SelectedOption
}

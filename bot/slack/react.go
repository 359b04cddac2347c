package slack

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// reaction is what becomes of a form as what goes into the acknowledgement: of the view that
// was submitted.
func (s *Slack) reaction(o platform.Outcome, submitted api.View) *api.ViewSubmissionResponse {
	if o.Stuck != "" {
		if block := firstInput(submitted); block != "" {
			return api.NewErrorsViewSubmissionResponse(map[string]string{block: platform.Fit(platform.OneLine(o.Stuck), maxInputLabel)})
		}
	}
	view, open := s.viewOf(o)
	switch {
	case !open:
		return api.NewClearViewSubmissionResponse()
	case o.Under:
		step, _ := o.Form.Step(o.Desk.Step, stepBlocks)
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
func (s *Slack) viewOf(o platform.Outcome) (view api.ModalViewRequest, open bool) {
	switch {
	case o.Plaque != "", o.Stuck != "":
		return s.plaque(platform.FirstOf(o.Plaque, o.Stuck)), true
	case o.Form != nil:
		return s.sheet(*o.Form, o.Desk, o.Note, o.Buttons...), true
	}
	return s.plaque(platform.WordDone), false
}

// late shows an outcome that was not there in time, or that is too large for an
// acknowledgement. When the form is closed meanwhile, what it would have said is posted,
// and what was filled in is kept for when it is opened again.
func (s *Slack) late(ctx context.Context, t *turn, submitted api.View, o platform.Outcome) {
	view, open := s.viewOf(o)
	if o.Stuck != "" {
		view = s.refilled(submitted, o.Stuck)
	}
	_, err := s.client.UpdateViewContext(ctx, view, "", "", submitted.ID)
	if err == nil || !open {
		s.give(ctx, t, s.bring(ctx, t, o.Answer))
		return
	}
	s.trouble(ctx, "a form could not be shown again", err)
	req := s.request(ctx, t, o.Desk.Line)
	s.forms().KeepTyped(ctx, req, o)
	o = s.forms().KeepStuck(ctx, req, o, platform.Sent{
		Values: func(step bot.Form) map[string]string { return fieldValues(step, submitted.State) },
		Shown:  func() bot.Form { return filledIn(submitted) },
	})
	s.give(ctx, t, s.bring(ctx, t, o.Posted()))
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
	top := s.modal(bot.Form{Intro: text}, platform.Desk{})
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

// filledIn is a view that was submitted as a form, with the answers as people read them.
func filledIn(v api.View) bot.Form {
	f := bot.Form{}
	for _, b := range v.Blocks.BlockSet {
		in, is := b.(*api.InputBlock)
		if !is || in.Label == nil || v.State == nil {
			continue
		}
		for _, a := range v.State.Values[in.BlockID] { // a field has one element
			f.Fields = append(f.Fields, bot.Field{Label: unescape(in.Label.Text), Value: readable(a)})
		}
	}
	return f
}

// readable is an answer in a form as people read it.
func readable(a api.BlockAction) string {
	options := a.SelectedOptions
	if o := optionOf(a); o != nil && o.Value != noAnswer {
		options = []api.OptionBlockObject{*o}
	}
	var labels []string
	for _, o := range options {
		if o.Text != nil {
			labels = append(labels, unescape(o.Text.Text))
		}
	}
	return platform.FirstOf(strings.Join(labels, ", "), platform.DutchDate(a.SelectedDate), a.Value)
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

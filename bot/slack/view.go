package slack

import (
	"strconv"
	"time"
	"unicode/utf8"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// formCallback is the callback_id of a form of this version; of another one it is not
// known.
const formCallback = "regiebot/form/1"

// fieldAction begins the action_id of an answer.
const fieldAction = "answer/"

// modal is a form as a view. It shows all fields: of a long form it is given one step
// ([stepBlocks]). Problems stand in a note on top, because Slack can show an error under a
// field only in answer to a submission.
func (s *Slack) modal(f bot.Form, d platform.Desk) api.ModalViewRequest {
	var blocks []api.Block
	for _, text := range []string{f.Intro, note(f)} {
		for _, chunk := range chunks(bot.Blocks(platform.Clean(text))) {
			blocks = append(blocks, richText(chunk).blocks...)
		}
	}
	// Slack keeps what is in a field with the same ids when a view changes, and then leaves
	// the values that we fill in out of the answers (bolt-js#290, #1073, #1258,
	// bolt-python#572). So every view has action ids of its own. The block ids stay: errors are
	// reported by them.
	action := freshAction(s.cfg.Now())
	for _, field := range f.Fields {
		blocks = append(blocks, input(field, action))
	}
	return api.ModalViewRequest{
		Type: api.VTModal, CallbackID: formCallback, PrivateMetadata: s.forms().Seal(d), Blocks: api.Blocks{BlockSet: blocks},
		Title: title(f.Title, platform.WordForm), Submit: title(f.Submit, platform.WordSubmit), Close: plain(platform.WordClose, maxTitle), NotifyOnClose: true,
	}
}

// freshAction is an action id that no view had before.
func freshAction(now time.Time) string { return fieldAction + strconv.FormatInt(now.UnixMicro(), 36) }

// withButtons puts buttons of the owner above the fields of a modal, under what stands there.
func (s *Slack) withButtons(v api.ModalViewRequest, buttons []bot.Button, owner string) api.ModalViewRequest {
	l := &layout{owner: owner, slack: s}
	l.buttons(buttons)
	var top, fields []api.Block
	for _, b := range v.Blocks.BlockSet {
		if b.BlockType() == api.MBTInput {
			fields = append(fields, b)
		} else {
			top = append(top, b)
		}
	}
	for _, g := range l.groups {
		top = append(top, g.blocks...)
	}
	v.Blocks.BlockSet = append(top, fields...)
	return v
}

func title(text, otherwise string) *api.TextBlockObject {
	if platform.OneLine(text) == "" {
		text = otherwise
	}
	return plain(text, maxTitle)
}

// note lists what is wrong with a form when it opens, and what of it cannot be shown.
func note(f bot.Form) string { return platform.Problems(f, hidden) }

// hidden says what of the value of a field cannot be shown; empty when it is all there.
func hidden(field bot.Field) string {
	switch {
	case utf8.RuneCountInString(platform.Clean(field.Value)) > maxText:
		return wordTooLong
	case choosable(field) && field.Value != "" && !platform.Shows(field):
		return platform.WordNotOffered
	}
	return ""
}

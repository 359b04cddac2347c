package slack

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// fieldBlock begins the block_id of a field.
const fieldBlock = "field/"

// blockID is the block_id of a field, in every view of its form.
func blockID(name string) string {
	if id := fieldBlock + name; len(id) <= maxID {
		return id
	}
	sum := sha256.Sum256([]byte(name))
	return fieldBlock + "#" + hex.EncodeToString(sum[:])
}

// fieldValues are the answers that a view holds, by name of the field: ticks separated by commas,
// a picked date as 27-11-2026, what was typed as it was typed, an empty field as "". A
// field that is not in the view is left out, so that an answer of another step stays.
func fieldValues(f bot.Form, state *api.ViewState) map[string]string {
	values := map[string]string{}
	if state == nil {
		return values
	}
	for _, field := range f.Fields {
		for _, answer := range state.Values[blockID(field.Name)] { // a field has one element
			values[field.Name] = answerIn(field, answer)
		}
	}
	return values
}

// answerIn is the answer in one element.
func answerIn(field bot.Field, answer api.BlockAction) string {
	switch answer.Type {
	case api.ActionType(api.METDatepicker):
		return platform.DutchDate(answer.SelectedDate)
	case api.ActionType(api.METCheckboxGroups):
		ticks := make([]string, 0, len(answer.SelectedOptions))
		for _, o := range answer.SelectedOptions {
			ticks = append(ticks, chosen(field, o.Value))
		}
		return strings.Join(ticks, ",")
	case api.ActionType(api.METRadioButtons), api.ActionType(api.OptTypeStatic):
		return chosen(field, answer.SelectedOption.Value)
	}
	return strings.ReplaceAll(answer.Value, "\r\n", "\n")
}

// chosen is the value of a choice as it was offered.
func chosen(field bot.Field, value string) string {
	if field.Offers(value) {
		return value
	}
	if value == noAnswer {
		return ""
	}
	return unescape(value)
}

// viewErrors are the problems of the fields of a view, by block_id. Slack refuses an error
// for a field that is not in the view: the form is the step that is shown.
func viewErrors(f bot.Form) map[string]string {
	problems := map[string]string{}
	for _, field := range f.Fields {
		if problem := platform.OneLine(field.Problem); problem != "" {
			problems[blockID(field.Name)] = platform.Fit(problem, maxInputLabel)
		}
	}
	return problems
}

package slack

import (
	"slices"
	"strings"
	"unicode/utf8"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// maxRadios is up to how many choices are all in view. With more of them a menu is easier
// to read.
const maxRadios = 4

// noAnswer is the value of the choice that takes an answer back: Slack has no empty value,
// and cannot undo a radio button.
const noAnswer = "."

// input is a field as a block. What is chosen is reported at once, so that a form that is
// left half-way can be kept; what is typed comes with the next report.
func input(field bot.Field, action string) *api.InputBlock {
	element := element(field, action)
	typed := element.ElementType() == api.METPlainTextInput
	if platform.OneLine(field.Hint) == "" && field.Kind == bot.KindDate && typed {
		field.Hint = platform.WordHintDate
	}
	var hint *api.TextBlockObject
	if platform.OneLine(field.Hint) != "" {
		hint = plain(field.Hint, maxInputLabel)
	}
	block := api.NewInputBlock(blockID(field.Name), plain(platform.LabelOf(field), maxInputLabel), hint, element)
	return block.WithOptional(field.Optional).WithDispatchAction(!typed)
}

func element(field bot.Field, action string) api.BlockElement {
	switch {
	case choosable(field) && field.Kind == bot.KindTicks:
		return ticks(field, action)
	case choosable(field) && radio(field):
		return radios(field, action)
	case choosable(field):
		return menu(field, action)
	case field.Kind == bot.KindDate && byCalendar(field):
		return calendar(field, action)
	}
	return typed(field, action)
}

// choosable reports whether a field can be answered by choosing. Slack refuses a menu that
// is empty or too long: then the answer is typed.
func choosable(field bot.Field) bool {
	n, most := len(field.Choices), maxOptions
	switch field.Kind {
	case bot.KindTicks:
		most = maxTicks
	case bot.KindChoice, bot.KindPerson:
	default:
		return false
	}
	return n > 0 && n <= most && size(options(field)) <= menuBytes
}

// radio reports whether the choices of a field are all in view. People are in a menu,
// where they can be searched.
func radio(field bot.Field) bool {
	return field.Kind == bot.KindChoice && len(field.Choices) <= maxRadios
}

func radios(field bot.Field, action string) *api.RadioButtonsBlockElement {
	e := api.NewRadioButtonsBlockElement(action, options(field)...)
	e.InitialOption = picked(field, e.Options, field.Value)
	return e
}

func menu(field bot.Field, action string) *api.SelectBlockElement {
	words := platform.WordChoose
	if field.Kind == bot.KindPerson {
		words = platform.WordChoosePerson
	}
	e := api.NewOptionsSelectBlockElement(api.OptTypeStatic, plain(words, maxLabel), action, options(field)...)
	e.InitialOption = picked(field, e.Options, field.Value)
	return e
}

func ticks(field bot.Field, action string) *api.CheckboxGroupsBlockElement {
	e := api.NewCheckboxGroupsBlockElement(action, options(field)...)
	for _, o := range e.Options { // in the order of the choices, each once
		if slices.Contains(strings.Split(field.Value, ","), o.Value) {
			e.InitialOptions = append(e.InitialOptions, o)
		}
	}
	return e
}

// byCalendar reports whether a date is picked on a calendar: nobody can pick a wrong one by a
// slip of the pen, and on a telephone it is quicker than typing. Two dates are typed: one
// that is filled in in other words (over 6 weken, morgen), because it must stay visible and
// the program knows how to read it, and one that may stay empty but is filled in, because
// Slack's calendar cannot always be emptied (node-slack-sdk#1631). Who would rather say
// "over 6 weken" types the command.
func byCalendar(field bot.Field) bool {
	if strings.TrimSpace(field.Value) == "" {
		return true
	}
	return platform.ISODate(field.Value) != "" && !field.Optional
}

func calendar(field bot.Field, action string) *api.DatePickerBlockElement {
	e := api.NewDatePickerBlockElement(action)
	e.Placeholder = plain(platform.WordChooseDate, maxLabel)
	e.InitialDate = platform.ISODate(field.Value)
	return e
}

// typed is a field for text. On one line there fits as much as on every platform, unless
// there stands more already.
func typed(field bot.Field, action string) *api.PlainTextInputBlockElement {
	value := platform.Fit(platform.Clean(field.Value), maxText)
	e := api.NewPlainTextInputBlockElement(nil, action).WithInitialValue(value).WithMaxLength(bot.MaxShortValue)
	if field.Kind == bot.KindParagraph || strings.Contains(value, "\n") {
		e = e.WithMultiline(true).WithMaxLength(bot.MaxValue)
	}
	if utf8.RuneCountInString(value) > e.MaxLength {
		e.MaxLength = bot.MaxValue
	}
	return e
}

// options are the choices of a field as Slack knows them.
func options(field bot.Field) []*api.OptionBlockObject {
	out := make([]*api.OptionBlockObject, 0, len(field.Choices)+1)
	for _, c := range offered(field) {
		label, value := c.Label, c.Value
		if value == "" {
			value = noAnswer
		}
		if platform.OneLine(label) == "" {
			label = value
		}
		out = append(out, api.NewOptionBlockObject(value, plain(label, maxLabel), nil))
	}
	return out
}

// unknownAnswer is the value that says that somebody does not know.
const unknownAnswer = "onbekend"

// offered are the choices that are shown: one more where a person must be able to take an
// answer back, unless an answer says as much already. Ticks can be emptied.
func offered(field bot.Field) []bot.Choice {
	said := field.Offers("") || field.Offers(unknownAnswer)
	if !field.Optional || said || field.Kind == bot.KindTicks || len(field.Choices) >= maxOptions {
		return field.Choices
	}
	return append(slices.Clone(field.Choices), bot.Choice{Value: noAnswer, Label: "Geen antwoord"})
}

// picked is the choice of a value; nil when it is not on offer: Slack refuses a view that
// begins with one that is not among its options.
func picked(field bot.Field, options []*api.OptionBlockObject, value string) *api.OptionBlockObject {
	if !field.Offers(value) {
		return nil
	}
	if value == "" {
		value = noAnswer
	}
	for _, o := range options {
		if o.Value == value {
			return o
		}
	}
	return nil
}

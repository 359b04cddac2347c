package slack

import (
	"slices"
	"strings"
	"testing"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// TestKindsOfFields: how each field is asked.
func TestKindsOfFields(t *testing.T) {
	many := make([]string, 101)
	for i := range many {
		many[i] = strings.Repeat("x", i+1)
	}
	tests := map[string]struct {
		field bot.Field
		want  string
	}{
		"line":                    {bot.Field{Kind: bot.KindLine}, "plain_text_input"},
		"paragraph":               {bot.Field{Kind: bot.KindParagraph}, "plain_text_input"},
		"no kind":                 {bot.Field{}, "plain_text_input"},
		"date":                    {bot.Field{Kind: bot.KindDate}, "datepicker"},
		"date in figures":         {bot.Field{Kind: bot.KindDate, Value: "1-2-2026"}, "datepicker"},
		"date in words":           {bot.Field{Kind: bot.KindDate, Value: "over 6 weken"}, "plain_text_input"},
		"date that is none":       {bot.Field{Kind: bot.KindDate, Value: "31-2-2026"}, "plain_text_input"},
		"optional date":           {bot.Field{Kind: bot.KindDate, Optional: true}, "datepicker"},
		"optional date, filled":   {bot.Field{Kind: bot.KindDate, Optional: true, Value: "2026-11-27"}, "plain_text_input"},
		"few choices":             {bot.Field{Kind: bot.KindChoice, Choices: choice("a", "b", "c", "d")}, "radio_buttons"},
		"more choices":            {bot.Field{Kind: bot.KindChoice, Choices: choice("a", "b", "c", "d", "e")}, "static_select"},
		"a hundred choices":       {bot.Field{Kind: bot.KindChoice, Choices: choice(many[:60]...)}, "static_select"},
		"too many choices":        {bot.Field{Kind: bot.KindChoice, Choices: choice(many...)}, "plain_text_input"},
		"no choices":              {bot.Field{Kind: bot.KindChoice}, "plain_text_input"},
		"one person":              {bot.Field{Kind: bot.KindPerson, Choices: choice("a")}, "static_select"},
		"nobody":                  {bot.Field{Kind: bot.KindPerson}, "plain_text_input"},
		"ticks":                   {bot.Field{Kind: bot.KindTicks, Choices: choice(many[:10]...)}, "checkboxes"},
		"too many ticks":          {bot.Field{Kind: bot.KindTicks, Choices: choice(many[:11]...)}, "plain_text_input"},
		"choices of another kind": {bot.Field{Kind: bot.KindLine, Choices: choice("a")}, "plain_text_input"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := element(test.field, "a").ElementType(); string(got) != test.want {
				t.Errorf("it is a %s, want a %s", got, test.want)
			}
		})
	}
}

// TestReports: what is chosen is reported at once, what is typed is not.
func TestReports(t *testing.T) {
	for _, f := range everyKind().Fields {
		_, typed := element(f, "a").(*api.PlainTextInputBlockElement)
		if b := input(f, "a"); b.DispatchAction == typed {
			t.Errorf("%s: reported %v", f.Name, b.DispatchAction)
		}
	}
}

// TestAnswerTakenBack: an answer that may be missing can be taken back.
func TestAnswerTakenBack(t *testing.T) {
	tests := map[string]struct {
		field bot.Field
		extra bool
	}{
		"required":          {bot.Field{Kind: bot.KindChoice, Choices: choice("ja", "nee")}, false},
		"optional":          {bot.Field{Kind: bot.KindChoice, Choices: choice("ja", "nee"), Optional: true}, true},
		"optional person":   {bot.Field{Kind: bot.KindPerson, Choices: choice("anouk"), Optional: true}, true},
		"says so already":   {bot.Field{Kind: bot.KindChoice, Choices: choice("ja", "nee", "onbekend"), Optional: true}, false},
		"empty one already": {bot.Field{Kind: bot.KindChoice, Choices: choice("", "ja"), Optional: true}, false},
		"ticks":             {bot.Field{Kind: bot.KindTicks, Choices: choice("ja"), Optional: true}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := len(offered(test.field)) > len(test.field.Choices); got != test.extra {
				t.Errorf("an empty choice is added: %v", got)
			}
		})
	}
}

// TestNothingIsHidden: what stood in a field and cannot be shown in it is said on top.
func TestNothingIsHidden(t *testing.T) {
	tests := map[string]struct {
		field bot.Field
		want  string
	}{
		"fine":            {bot.Field{Label: "A", Value: "x"}, ""},
		"a problem":       {bot.Field{Label: "A", Problem: "Vul dit in."}, "Dit klopt nog niet:\n* **A**: Vul dit in."},
		"several lines":   {bot.Field{Label: "A", Problem: "Vul\n\n* dit in."}, "Dit klopt nog niet:\n* **A**: Vul * dit in."},
		"no label":        {bot.Field{Name: "wie", Problem: "Vul dit in."}, "Dit klopt nog niet:\n* **wie**: Vul dit in."},
		"too long":        {bot.Field{Label: "A", Kind: bot.KindParagraph, Value: strings.Repeat("é", 3001)}, "Dit klopt nog niet:\n* **A**: " + wordTooLong},
		"just fits":       {bot.Field{Label: "A", Kind: bot.KindParagraph, Value: strings.Repeat("é", 3000)}, ""},
		"not offered":     {bot.Field{Label: "A", Kind: bot.KindPerson, Choices: choice("anouk"), Value: "bram"}, "Dit klopt nog niet:\n* **A**: " + platform.WordNotOffered},
		"tick half there": {bot.Field{Label: "A", Kind: bot.KindTicks, Choices: choice("a", "b"), Value: "a,c"}, "Dit klopt nog niet:\n* **A**: " + platform.WordNotOffered},
		"ticks there":     {bot.Field{Label: "A", Kind: bot.KindTicks, Choices: choice("a", "b"), Value: "a,b"}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := note(bot.Form{Fields: []bot.Field{test.field}}); got != test.want {
				t.Errorf("it says %q, want %q", got, test.want)
			}
		})
	}
}

// TestTypedKeepsAll: a value longer than fits on one line elsewhere stays whole.
func TestTypedKeepsAll(t *testing.T) {
	for name, value := range map[string]string{"short": "x", "long": strings.Repeat("é", 200), "lines": "a\nb"} {
		e := typed(bot.Field{Kind: bot.KindLine, Value: value}, "a")
		if e.InitialValue != value || e.Multiline != strings.Contains(value, "\n") || !slices.Contains([]int{150, 3000}, e.MaxLength) {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

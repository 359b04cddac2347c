package slack

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	api "github.com/slack-go/slack"
	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

func choice(values ...string) []bot.Choice {
	var out []bot.Choice
	for _, v := range values {
		out = append(out, bot.Choice{Value: v, Label: v})
	}
	return out
}

// everyKind is a form with a field of every kind.
func everyKind() bot.Form {
	return bot.Form{
		Title: "Verslag van het MDO", Intro: "Je was hier al mee bezig op **do 19 november 2026**.", Line: "mdo verslag",
		Fields: []bot.Field{
			{Name: "zaak", Label: "Zaaknummer", Kind: bot.KindLine, Value: "ZO-2026-0142"},
			{Name: "doelen", Label: "Doelen", Hint: "Wat is er bereikt?", Kind: bot.KindParagraph, Value: "Een\nTwee"},
			{Name: "datum", Label: "Datum", Kind: bot.KindDate, Value: "27-11-2026"},
			{Name: "volgende", Label: "Volgende evaluatie", Hint: "Bijvoorbeeld: over 6 weken", Kind: bot.KindDate, Value: "over 6 weken"},
			{Name: "leeg", Label: "Nog een datum", Kind: bot.KindDate, Optional: true},
			{Name: "veilig", Label: "Veilig?", Kind: bot.KindChoice, Choices: choice("ja", "nee", "onbekend"), Value: "nee"},
			{Name: "plan", Label: "Plan aangepast?", Kind: bot.KindChoice, Choices: choice("ja", "nee"), Optional: true},
			{Name: "vorm", Label: "Hulpvorm", Kind: bot.KindChoice, Choices: choice("a", "b", "c", "d", "e"), Value: "x"},
			{Name: "wie", Label: "Wie waren erbij?", Kind: bot.KindTicks, Choices: choice("jeugdige", "ouder", "school"), Value: "ouder,school", Optional: true},
			{Name: "duo", Label: "Duo-partner", Kind: bot.KindPerson, Choices: []bot.Choice{{Value: "bram", Label: "Bram & Co <b>"}, {Value: "anouk", Label: "Anouk"}}, Value: "bram"},
		},
	}
}

func TestModalGoldens(t *testing.T) {
	wrong := everyKind()
	wrong.Submit = "Verder"
	wrong.Fields[2].Problem = "Die datum ligt in de toekomst."
	for name, f := range map[string]bot.Form{"formulier": everyKind(), "fouten": wrong} {
		t.Run(name, func(t *testing.T) {
			v := renderer().modal(f, platform.Desk{Line: f.Line, Owner: "U1", Channel: "C1", Step: 3})
			checkView(t, v)
			golden(t, "view-"+name, v)
		})
	}
	t.Run("leeg beginnen", func(t *testing.T) {
		f := everyKind()
		v := renderer().withButtons(renderer().modal(f, platform.Desk{Line: f.Line, Owner: "U1"}), []bot.Button{{Label: "Leeg beginnen", Line: "mdo verslag leeg=ja"}}, "U1")
		checkView(t, v)
		if got := v.Blocks.BlockSet[len(v.Blocks.BlockSet)-len(f.Fields)-1]; shown([]api.Block{got}) != "‹Leeg beginnen›" {
			t.Errorf("above the fields stands %q", shown([]api.Block{got}))
		}
	})
}

// someChoices are the numbers of choices that are tried: around every border.
var someChoices = map[bot.Kind][]int{
	bot.KindLine: {0}, bot.KindParagraph: {0}, bot.KindDate: {0}, bot.KindTicks: {0, 1, 2, 10}, bot.KindChoice: {0, 1, 2, 4, 5, 11, 100}, bot.KindPerson: {0, 1, 12, 100},
}

// someField draws a field within bot.Check.
func someField(name string) *rapid.Generator[bot.Field] {
	text := func(t *rapid.T, what string, most int) string { return someText(most).Draw(t, what) }
	return rapid.Custom(func(t *rapid.T) bot.Field {
		f := bot.Field{
			Name: name, Kind: rapid.SampledFrom([]bot.Kind{bot.KindLine, bot.KindParagraph, bot.KindDate, bot.KindChoice, bot.KindTicks, bot.KindPerson}).Draw(t, "kind"),
			Label: rapid.SampledFrom([]string{"", "Zaaknummer", "<!here> *x*", ":boom:", "\u202e"}).Draw(t, "label"), Hint: text(t, "hint", bot.MaxHint),
			Optional: rapid.Bool().Draw(t, "optional"), Problem: rapid.OneOf(rapid.Just(""), someText(200)).Draw(t, "problem"),
		}
		for i := range rapid.SampledFrom(someChoices[f.Kind]).Draw(t, "choices") {
			c := bot.Choice{Value: fmt.Sprintf("keuze %d <&> é", i), Label: fmt.Sprintf("%d %.20s", i, rapid.SampledFrom(nasty).Draw(t, "choice"))}
			f.Choices = append(f.Choices, c)
		}
		if len(f.Choices) > 1 && rapid.Bool().Draw(t, "may be empty") && f.Kind != bot.KindTicks {
			f.Choices[1] = bot.Choice{}
		}
		f.Value = someValue(f).Draw(t, "value")
		return f
	})
}

func someValue(f bot.Field) *rapid.Generator[string] {
	most := bot.MaxShortValue
	if f.Kind == bot.KindParagraph {
		most = bot.MaxValue
	}
	values := []*rapid.Generator[string]{rapid.Just(""), rapid.SampledFrom([]string{"2026-11-27", "27-11-2026", "1-2-2026", "31-2-2026", "morgen", "ja"}), someText(most)}
	if len(f.Choices) > 0 {
		i := rapid.IntRange(0, len(f.Choices)-1)
		values = append(values, rapid.Map(i, func(i int) string { return f.Choices[i].Value }))
		if f.Kind == bot.KindTicks {
			values = append(values, rapid.Just(f.Choices[0].Value+","+f.Choices[len(f.Choices)-1].Value))
		}
	}
	return rapid.OneOf(values...)
}

func someForm() *rapid.Generator[bot.Form] {
	return rapid.Custom(func(t *rapid.T) bot.Form {
		f := bot.Form{
			Title: rapid.SampledFrom([]string{"", "Verslag van het MDO", "<!channel> :x:"}).Draw(t, "title"), Line: rapid.SampledFrom([]string{"x", "mdo verslag", strings.Repeat(`"`, bot.MaxLine), strings.Repeat("<", bot.MaxLine)}).Draw(t, "line"),
			Submit: rapid.SampledFrom([]string{"", "Verder"}).Draw(t, "submit"), Intro: rapid.OneOf(rapid.Just(""), someText(500)).Draw(t, "intro"),
		}
		for i := range rapid.SampledFrom([]int{1, 2, 3, 5, 8, stepBlocks, stepBlocks + 1, bot.MaxFields}).Draw(t, "fields") {
			f.Fields = append(f.Fields, someField(fmt.Sprintf("veld-%d", i)).Draw(t, "field"))
		}
		if err := bot.Check(bot.Message{Form: &f}); err != nil {
			t.Skip(err)
		}
		return f
	})
}

// TestModal: every step of every form that passes bot.Check opens, and its problems can be
// shown under its fields.
func TestModal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := someForm().Draw(t, "form")
		for from := 0; from < len(f.Fields); from += stepBlocks {
			step, _ := f.Step(from, stepBlocks)
			d := platform.Desk{Line: f.Line, Owner: "U1", Channel: "C1", Private: true, Step: from, ResponseURL: "https://hooks.slack.com/commands/T0123/456/" + strings.Repeat("x", 200)}
			v := renderer().modal(step, d)
			checkView(t, v)
			inputs := map[string]bool{}
			for _, b := range v.Blocks.BlockSet {
				if b.BlockType() == api.MBTInput {
					inputs[b.ID()] = true
				}
			}
			if len(inputs) != len(step.Fields) {
				t.Errorf("%d fields of %d", len(inputs), len(step.Fields))
			}
			for id, problem := range viewErrors(step) {
				if !inputs[id] || problem == "" {
					t.Errorf("a problem %q for %s, which is not in the view", problem, id)
				}
			}
			if got, fault := renderer().forms().Open(v.PrivateMetadata, "U1"); got != d || fault != bot.Fine {
				t.Errorf("the desk is %+v (%v), want %+v", got, fault, d)
			}
		}
	})
}

// TestLargestModal: a view of the largest fields there can be stays within Slack's size.
func TestLargestModal(t *testing.T) {
	fields := map[string]bot.Field{
		"text": {Kind: bot.KindParagraph, Label: strings.Repeat("l", 24), Hint: strings.Repeat("<", 150), Value: strings.Repeat("<", bot.MaxValue)},
		"menu": {Kind: bot.KindPerson, Label: strings.Repeat("l", 24), Hint: strings.Repeat("<", 150)},
	}
	for i := range bot.MaxChoices {
		menu := fields["menu"]
		menu.Choices = append(menu.Choices, bot.Choice{Value: fmt.Sprintf("lid%03d", i), Label: fmt.Sprintf("%03d %s", i, strings.Repeat("n", 56))})
		fields["menu"] = menu
	}
	for name, field := range fields {
		t.Run(name, func(t *testing.T) {
			f := bot.Form{Title: "Groot", Line: strings.Repeat("<", bot.MaxLine)}
			for i := range stepBlocks {
				field.Name = fmt.Sprintf("veld-%d", i)
				f.Fields = append(f.Fields, field)
			}
			v := renderer().modal(f, platform.Desk{Line: f.Line, Owner: "U1"})
			checkView(t, v)
			if kind := element(field, "a").ElementType(); name == "menu" && kind != api.MessageElementType(api.OptTypeStatic) {
				t.Errorf("a hundred names are a %s", kind)
			}
		})
	}
}

// TestNewValuesAreShown: Slack keeps what is in a field with the same ids, so a view that
// changes has others.
func TestNewValuesAreShown(t *testing.T) {
	s := renderer()
	action := func() string {
		text, _ := json.Marshal(s.modal(bot.Form{Fields: []bot.Field{{Name: "a"}}}, platform.Desk{Owner: "U1"}).Blocks)
		_, rest, _ := strings.Cut(string(text), `"action_id":"`)
		id, _, _ := strings.Cut(rest, `"`)
		return id
	}
	first, now := action(), s.cfg.Now()
	s.cfg.Now = func() time.Time { return now.Add(time.Millisecond) }
	if second := action(); first == second || !strings.HasPrefix(second, fieldAction) {
		t.Errorf("the field is %q and then %q", first, second)
	}
}

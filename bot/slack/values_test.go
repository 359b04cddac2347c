package slack

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	api "github.com/slack-go/slack"
	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// stateOf is what Slack sends for a view in which nobody changed anything: the JSON of its
// state, read by the library.
func stateOf(t tester, v api.ModalViewRequest, escaped bool) *api.ViewState {
	t.Helper()
	values := map[string]map[string]any{}
	for _, b := range v.Blocks.BlockSet {
		in, ok := b.(*api.InputBlock)
		if !ok {
			continue
		}
		text, _ := json.Marshal(in.Element)
		e := map[string]any{}
		_ = json.Unmarshal(text, &e)
		answer := map[string]any{"type": e["type"]}
		for from, to := range map[string]string{"initial_value": "value", "initial_date": "selected_date", "initial_option": "selected_option", "initial_options": "selected_options"} {
			if e[from] != nil {
				answer[to] = e[from]
			}
		}
		if id, ok := e["action_id"].(string); ok {
			values[in.BlockID] = map[string]any{id: answer}
		}
	}
	text, err := json.Marshal(map[string]any{"values": values})
	if escaped {
		text = []byte(strings.NewReplacer(`\u0026`, "&amp;", `\u003c`, "&lt;", `\u003e`, "&gt;").Replace(string(text)))
	}
	state := &api.ViewState{}
	if err == nil {
		err = json.Unmarshal(text, state)
	}
	if err != nil {
		t.Errorf("no state: %v", err)
	}
	return state
}

// TestValues: what is filled in comes back as it was; a date that was picked comes back as
// the same day; an answer that was not on offer does not.
func TestValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := someForm().Draw(t, "form")
		f.Fields = f.Fields[:min(len(f.Fields), stepBlocks)]
		got := fieldValues(f, stateOf(t, renderer().modal(f, platform.Desk{Owner: "U1"}), false))
		for _, field := range f.Fields {
			if want := comesBack(field); got[field.Name] != want {
				t.Errorf("%s %q comes back as %q, want %q", field.Kind, field.Value, got[field.Name], want)
			}
		}
	})
}

// comesBack is what comes back of the value of a field.
func comesBack(f bot.Field) string {
	switch {
	case choosable(f) && f.Kind == bot.KindTicks:
		var ticks []string
		for _, c := range f.Choices {
			if slices.Contains(strings.Split(f.Value, ","), c.Value) {
				ticks = append(ticks, c.Value)
			}
		}
		return strings.Join(ticks, ",")
	case choosable(f):
		if !f.Offers(f.Value) {
			return ""
		}
		return f.Value
	case f.Kind == bot.KindDate && byCalendar(f):
		return platform.DutchDate(platform.ISODate(f.Value))
	}
	return platform.Clean(f.Value)
}

// TestValuesEscaped: Slack may give values back with & < > escaped.
func TestValuesEscaped(t *testing.T) {
	f := bot.Form{Fields: []bot.Field{
		{Name: "een", Kind: bot.KindChoice, Choices: choice("a & <b>", "c"), Value: "a & <b>"},
		{Name: "twee", Kind: bot.KindTicks, Choices: choice("x > y", "c"), Value: "x > y,c"},
	}}
	got := fieldValues(f, stateOf(t, renderer().modal(f, platform.Desk{Owner: "U1"}), true))
	if want := map[string]string{"een": "a & <b>", "twee": "x > y,c"}; !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestValuesOfOtherViews: a field that is not in a view has no answer; an empty one has the
// empty answer, and so has one of which the answer is taken back.
func TestValuesOfOtherViews(t *testing.T) {
	f := bot.Form{Fields: []bot.Field{
		{Name: "hier", Kind: bot.KindLine},
		{Name: "elders", Kind: bot.KindLine},
		{Name: "terug", Kind: bot.KindChoice, Choices: choice("ja", "nee")},
		{Name: "dag", Kind: bot.KindDate},
		{Name: "vink", Kind: bot.KindTicks, Choices: choice("a")},
	}}
	state := &api.ViewState{}
	text := `{"values":{"field/hier":{"x":{"type":"plain_text_input","value":null}},"field/terug":{"x":{"type":"radio_buttons","selected_option":{"value":"."}}},
		"field/dag":{"x":{"type":"datepicker","selected_date":null}},"field/vink":{"x":{"type":"checkboxes","selected_options":[]}},"vreemd":{"x":{"type":"plain_text_input","value":"y"}}}}`
	if err := json.Unmarshal([]byte(text), state); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"hier": "", "terug": "", "dag": "", "vink": ""}
	if got := fieldValues(f, state); !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := fieldValues(f, nil); len(got) != 0 {
		t.Errorf("without a state: %q", got)
	}
}

func TestBlockID(t *testing.T) {
	long, other := strings.Repeat("n", 300), strings.Repeat("n", 301)
	if blockID("zaak") != "field/zaak" || len(blockID(long)) > 255 || blockID(long) == blockID(other) {
		t.Errorf("%q, %q, %q", blockID("zaak"), blockID(long), blockID(other))
	}
}

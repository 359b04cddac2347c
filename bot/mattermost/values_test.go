package mattermost

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

func TestDialogErrors(t *testing.T) {
	form := bot.Form{Fields: []bot.Field{
		{Name: "a", Problem: "Vul dit in."},
		{Name: "b"},
		{Name: "c", Kind: bot.KindTicks, Choices: manyChoices(3), Problem: "Kies er een."},
		{Name: strings.Repeat("n", 301), Problem: "@all"},
	}}
	got := dialogErrors("", form)
	want := map[string]string{"a": "Vul dit in.", "c/0": "Kies er een.", elementName(form.Fields[3].Name): wordJoiner + "@" + wordJoiner + "all"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q", got)
	}
	for name := range got {
		if !slices.ContainsFunc(drawing(5, 37).elements(form.Fields), func(e element) bool { return e.Name == name }) {
			t.Errorf("there is no %s", name)
		}
	}
}

// Every way in which clients and scripts send an answer.
func TestAnswersInADialog(t *testing.T) {
	member := func(id string) string { return map[string]string{"id1": "sanne"}[id] }
	long := strings.Repeat("é", 2000)
	for _, c := range []struct {
		name  string
		field bot.Field
		sent  string
		want  string
	}{
		{"text", bot.Field{Kind: bot.KindLine}, `{"f":"a\r\nb"}`, "a\nb"},
		{"nothing", bot.Field{Kind: bot.KindLine}, `{}`, ""},
		{"null", bot.Field{Kind: bot.KindLine}, `{"f":null}`, ""},
		{"no map at all", bot.Field{Kind: bot.KindLine}, `null`, ""},
		{"a number", bot.Field{Kind: bot.KindLine}, `{"f":12.5}`, "12.5"},
		{"a large number", bot.Field{Kind: bot.KindLine}, `{"f":12345678}`, "12345678"},
		{"something else", bot.Field{Kind: bot.KindLine}, `{"f":{"x":[1]}}`, ""},
		{"held back and left empty", bot.Field{Kind: bot.KindParagraph, Value: long}, `{"f":""}`, long},
		{"held back and typed anew", bot.Field{Kind: bot.KindParagraph, Value: long}, `{"f":"nieuw"}`, "nieuw"},
		{"emptied", bot.Field{Kind: bot.KindParagraph, Value: "oud"}, `{"f":""}`, ""},
		{"a picked date", bot.Field{Kind: bot.KindDate}, `{"f":"2026-11-27"}`, "27-11-2026"},
		{"a picked date with a time", bot.Field{Kind: bot.KindDate}, `{"f":"2026-11-27T00:00:00Z"}`, "27-11-2026"},
		{"a typed date", bot.Field{Kind: bot.KindDate}, `{"f":"over 6 weken"}`, "over 6 weken"},
		{"a choice", bot.Field{Kind: bot.KindChoice, Choices: manyChoices(3)}, `{"f":"2"}`, "2"},
		{"a choice with its label", bot.Field{Kind: bot.KindChoice, Choices: manyChoices(3)}, `{"f":{"label":"Keuze 2","value":"2"}}`, "2"},
		{"a choice that was not offered", bot.Field{Kind: bot.KindChoice, Choices: manyChoices(3)}, `{"f":"9"}`, "9"},
		{"no answer", bot.Field{Kind: bot.KindChoice, Choices: manyChoices(3), Optional: true}, `{"f":"."}`, ""},
		{"an answer that is a point", bot.Field{Kind: bot.KindChoice, Choices: []bot.Choice{{Value: ".", Label: "Punt"}}}, `{"f":"."}`, "."},
		{"an offered person", bot.Field{Kind: bot.KindPerson, Choices: []bot.Choice{{Value: "sanne", Label: "Sanne"}}}, `{"f":"sanne"}`, "sanne"},
		{"a person by id", bot.Field{Kind: bot.KindPerson, Choices: []bot.Choice{{Value: "sanne", Label: "Sanne"}}}, `{"f":"id1"}`, "sanne"},
		{"a person nobody knows", bot.Field{Kind: bot.KindPerson}, `{"f":"id9"}`, "id9"},
		{"ticks", bot.Field{Kind: bot.KindTicks, Choices: manyChoices(3)}, `{"f/0":true,"f/1":false,"f/2":"true"}`, "0,2"},
		{"no tick", bot.Field{Kind: bot.KindTicks, Choices: manyChoices(3)}, `{"f/0":false,"f/1":null}`, ""},
		{"ticks of a menu", bot.Field{Kind: bot.KindTicks, Choices: manyChoices(3)}, `{"f":["0","2"]}`, "0,2"},
		{"ticks of a menu on a telephone", bot.Field{Kind: bot.KindTicks, Choices: manyChoices(3)}, `{"f":"0, 2"}`, "0,2"},
		{"ticks with labels", bot.Field{Kind: bot.KindTicks, Choices: manyChoices(3)}, `{"f":[{"label":"x","value":"1"}]}`, "1"},
		{"a tick that was not offered", bot.Field{Kind: bot.KindTicks, Choices: manyChoices(3)}, `{"f/9":true}`, ""},
		{"ticks that are typed", bot.Field{Kind: bot.KindTicks}, `{"f":"a,b"}`, "a,b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var sent map[string]any
			if err := json.Unmarshal([]byte(c.sent), &sent); err != nil {
				t.Fatal(err)
			}
			c.field.Name = "f"
			got := submission(bot.Form{Fields: []bot.Field{c.field}}, sent, member)
			if value, there := got["f"]; !there || value != c.want {
				t.Errorf("%q", got)
			}
		})
	}
}

func FuzzSubmission(f *testing.F) {
	f.Add(`{"reden":"x","domein/school":true,"wie":["joost"],"datum":"2026-11-27"}`)
	f.Fuzz(func(t *testing.T, body string) {
		var sent map[string]any
		if json.Unmarshal([]byte(body), &sent) != nil {
			return
		}
		form := casusForm()
		if got := submission(form, sent, nobody); len(got) != len(form.Fields) {
			t.Errorf("%d answers", len(got))
		}
	})
}

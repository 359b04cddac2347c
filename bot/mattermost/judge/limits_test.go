package judge_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
)

var versions = []string{mattermosttest.Old, mattermosttest.Recent}

// around are texts of about a number of bytes, of which characters have one, two or four.
func around(lengths ...int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		n := rapid.SampledFrom(append(lengths, 0, 1, 5)).Draw(t, "length") + rapid.IntRange(-1, 1).Draw(t, "off")
		unit := rapid.SampledFrom([]string{"a", "é", "😀", "\n"}).Draw(t, "unit")
		text := strings.Repeat(unit, max(0, n)/len(unit))
		return text + strings.Repeat("x", max(0, n-len(text)))
	})
}

func elements() *rapid.Generator[model.DialogElement] {
	return rapid.Custom(func(t *rapid.T) model.DialogElement {
		value := rapid.SampledFrom([]string{"", "a", "b", "a,b", " a", "true", "false", "2026-11-13", "2026-02-31", "today", "+1d", "+1000d", "2026-11-13T09:00:00Z"})
		e := model.DialogElement{
			DisplayName: around(24).Draw(t, "label"), Name: rapid.OneOf(around(300), rapid.Just("a")).Draw(t, "name"),
			Type:    rapid.SampledFrom([]string{"text", "textarea", "select", "bool", "radio", "date", "datetime", "", "file"}).Draw(t, "type"),
			SubType: rapid.SampledFrom([]string{"", "text", "email", "number", "tel", "url", "password", "date"}).Draw(t, "subtype"),
			Default: rapid.OneOf(around(150, 3000), value).Draw(t, "default"), Placeholder: around(150, 3000).Draw(t, "placeholder"), HelpText: around(150).Draw(t, "help"),
			Optional: rapid.Bool().Draw(t, "optional"), MinLength: rapid.IntRange(-1, 3).Draw(t, "min"), MaxLength: rapid.IntRange(-1, 3).Draw(t, "max"),
			DataSource:  rapid.SampledFrom([]string{"", "users", "channels", "dynamic", "x"}).Draw(t, "source"),
			MultiSelect: rapid.Bool().Draw(t, "many"),
		}
		for range rapid.IntRange(0, 3).Draw(t, "options") {
			e.Options = append(e.Options, rapid.OneOf(rapid.Just[*model.PostActionOptions](nil), rapid.Just(&model.PostActionOptions{Text: "A", Value: "a"}), rapid.Just(&model.PostActionOptions{Text: "B", Value: "b"})).Draw(t, "option"))
		}
		return e
	})
}

// nearlyRight are elements of which one thing or two can be wrong: one wrong thing hides
// another.
func nearlyRight() *rapid.Generator[model.DialogElement] {
	return rapid.Custom(func(t *rapid.T) model.DialogElement {
		e := elements().Draw(t, "element")
		mend := map[string]func(){
			"label": func() { e.DisplayName = "Label" }, "name": func() { e.Name = "naam" }, "type": func() { e.Type = "text" }, "subtype": func() { e.SubType = "" },
			"default": func() { e.Default = "" }, "placeholder": func() { e.Placeholder = "" }, "help": func() { e.HelpText = "" }, "lengths": func() { e.MinLength, e.MaxLength = 0, 4000 },
			"source": func() { e.DataSource = "" }, "many": func() { e.MultiSelect = false }, "options": func() { e.Options = nil },
		}
		for _, name := range rapid.SliceOfN(rapid.SampledFrom(slices.Sorted(maps.Keys(mend))), 1, 3).Draw(t, "wild") {
			delete(mend, name)
		}
		for _, do := range mend {
			do()
		}
		if e.Type == "bool" { // what clients cannot do is not what the model refuses
			e.Optional = true
		}
		return e
	})
}

// TestTheLimitsAreExactlyThoseOfTheModel asks both for what just fits and what just does not.
func TestTheLimitsAreExactlyThoseOfTheModel(t *testing.T) {
	base := model.DialogElement{DisplayName: "a", Name: "a", Type: "text", MaxLength: 4000, Optional: true}
	as := func(kind string, set func(e *model.DialogElement, text string)) func(string) model.DialogElement {
		return func(text string) model.DialogElement {
			e := base
			e.Type = kind
			set(&e, text)
			return e
		}
	}
	cases := map[string]struct {
		most int
		make func(string) model.DialogElement
	}{
		"label": {24, as("text", func(e *model.DialogElement, s string) { e.DisplayName = s })},
		"name":  {300, as("text", func(e *model.DialogElement, s string) { e.Name = s })},
		"help":  {150, as("text", func(e *model.DialogElement, s string) { e.HelpText = s })},
	}
	for kind, most := range map[string]int{"text": 150, "textarea": 3000, "select": 3000, "date": 150} {
		cases[kind+" placeholder"] = struct {
			most int
			make func(string) model.DialogElement
		}{most, as(kind, func(e *model.DialogElement, s string) {
			e.Placeholder = s
			e.Options = []*model.PostActionOptions{{Text: "A", Value: "a"}}
		})}
	}
	for kind, most := range map[string]int{"text": 150, "textarea": 3000} {
		cases[kind+" default"] = struct {
			most int
			make func(string) model.DialogElement
		}{most, as(kind, func(e *model.DialogElement, s string) { e.Default = s })}
	}
	for name, c := range cases {
		for _, unit := range []string{"a", "é"} {
			for n, fits := range map[int]bool{c.most: true, c.most + 1: false} {
				text := strings.Repeat(unit, n/len(unit)) + strings.Repeat("a", n%len(unit))
				in := model.OpenDialogRequest{TriggerId: "t", URL: "http://a.nl", Dialog: model.Dialog{Title: "t", Elements: []model.DialogElement{c.make(text)}}}
				if theirs := in.IsValid() == nil; theirs != fits {
					t.Errorf("%s of %d bytes: the model says %v", name, n, theirs)
				}
				if ours := mattermosttest.CheckOpenDialog(mattermosttest.Recent, asJSON(in)); (len(ours) == 0) != fits {
					t.Errorf("%s of %d bytes: we say %q", name, n, ours)
				}
			}
		}
	}
	for n, fits := range map[int]bool{24: true, 25: false} {
		d := model.OpenDialogRequest{TriggerId: "t", URL: "http://a.nl", Dialog: model.Dialog{Title: strings.Repeat("é", n/2) + strings.Repeat("a", n%2)}}
		if ours := mattermosttest.CheckOpenDialog(mattermosttest.Recent, asJSON(d)); (d.IsValid() == nil) != fits || (len(ours) == 0) != fits {
			t.Errorf("a title of %d bytes: %v, %v", n, d.IsValid(), ours)
		}
	}
}

func TestDatesAreThoseOfTheModel(t *testing.T) {
	for _, value := range []string{
		"", "2026-11-13", "2026-02-29", "2026-1-1", "13-11-2026", "today", "Today", "tomorrow", "yesterday", "+1d", "-12w", "+123m", "+1234d", "+1", "1d", "+d", "+1y", "++1d", "+-1d",
		"2026-11-13T09:00:00Z", "2026-11-13T09:00", " 2026-11-13", "2026-11-13 ",
	} {
		e := model.DialogElement{DisplayName: "a", Name: "a", Type: "date", Optional: true, Default: value}
		in := model.OpenDialogRequest{TriggerId: "t", URL: "http://a.nl", Dialog: model.Dialog{Title: "t", Elements: []model.DialogElement{e}}}
		if ours := mattermosttest.CheckOpenDialog(mattermosttest.Recent, asJSON(in)); in.IsValid() != nil && len(ours) == 0 {
			t.Errorf("%q: the model says %v", value, in.IsValid())
		}
	}
}

func asJSON(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}

func TestNoDialogIsFineThatTheModelRefuses(t *testing.T) {
	refused := 0
	rapid.Check(t, func(t *rapid.T) {
		in := model.OpenDialogRequest{
			TriggerId: rapid.SampledFrom([]string{"t", "t", ""}).Draw(t, "trigger"), URL: rapid.SampledFrom([]string{"http://a.nl", "http://a.nl", ""}).Draw(t, "url"),
			Dialog: model.Dialog{
				Title: rapid.OneOf(rapid.Just("Titel"), around(24)).Draw(t, "title"), IconURL: rapid.SampledFrom([]string{"", "", "x"}).Draw(t, "icon"),
				Elements: rapid.SliceOfN(nearlyRight(), 0, 2).Draw(t, "elements"),
			},
		}
		err := in.IsValid()
		if err != nil {
			refused++
		}
		for _, version := range versions {
			if ours := mattermosttest.CheckOpenDialog(version, asJSON(in)); err != nil && len(ours) == 0 {
				t.Fatalf("%s takes what the model refuses: %v", version, err)
			}
		}
	})
	if refused == 0 {
		t.Error("the model refused nothing: this tests nothing")
	}
}

func TestNoActionIsFineThatTheModelRefuses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := model.PostAction{
			Id: rapid.SampledFrom([]string{"", "a1"}).Draw(t, "id"), Type: rapid.SampledFrom([]string{"button", "select", "", "x"}).Draw(t, "type"),
			Name: rapid.SampledFrom([]string{"Naam", "Naam", ""}).Draw(t, "name"), Style: rapid.SampledFrom([]string{"", "primary", "#aabbcc", "#abc", "blue"}).Draw(t, "style"),
			DataSource: rapid.SampledFrom([]string{"", "", "users", "x"}).Draw(t, "source"),
		}
		for range rapid.IntRange(0, 2).Draw(t, "options") {
			a.Options = append(a.Options, rapid.SampledFrom([]*model.PostActionOptions{nil, {Text: "A", Value: "a"}, {Text: "", Value: "a"}, {Text: "A", Value: ""}}).Draw(t, "option"))
		}
		if rapid.IntRange(0, 4).Draw(t, "integration") > 0 {
			a.Integration = &model.PostActionIntegration{URL: rapid.SampledFrom([]string{"http://a.nl", "https://a.nl/x", "", "ftp://a.nl", "a.nl", "/plugins/x"}).Draw(t, "url")}
		}
		var ours mattermosttest.Action
		if err := json.Unmarshal(asJSON(a), &ours); err != nil {
			t.Fatal(err)
		}
		if err := a.IsValid(); err != nil && len(mattermosttest.CheckAction(ours)) == 0 {
			t.Fatalf("we take what the model refuses: %v", err)
		}
	})
}

func TestNoPostIsFineThatTheModelRefuses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := &model.MessageAttachment{
			Color: rapid.SampledFrom([]string{"", "good", "#aabbcc", "red"}).Draw(t, "color"), Text: around(100).Draw(t, "text"),
			AuthorName: rapid.SampledFrom([]string{"", "a"}).Draw(t, "author"), AuthorLink: rapid.SampledFrom([]string{"", "", "x", "http://a.nl"}).Draw(t, "link"),
			ImageURL: rapid.SampledFrom([]string{"", "", "x"}).Draw(t, "image"), Title: "t", TitleLink: rapid.SampledFrom([]string{"", "", "x"}).Draw(t, "title"),
			Timestamp: rapid.SampledFrom([]any{nil, nil, "1", 1.5, true}).Draw(t, "ts"),
			Fields:    []*model.MessageAttachmentField{{Title: "t", Value: rapid.SampledFrom([]any{nil, "a", 1.5, true}).Draw(t, "field")}},
		}
		p := &model.Post{Message: strings.Repeat(rapid.SampledFrom([]string{"a", "é", "😀"}).Draw(t, "letter"), rapid.SampledFrom([]int{0, 1, 16383, 16384, 30000}).Draw(t, "length"))}
		p.AddProp("attachments", []*model.MessageAttachment{a})
		p.AddProp("x", strings.Repeat("<", rapid.SampledFrom([]int{0, 1300, 133000, 134000}).Draw(t, "props")))
		p.PreSave()
		p.UserId, p.ChannelId = model.NewId(), model.NewId()
		var ours mattermosttest.Post
		if err := json.Unmarshal(asJSON(p), &ours); err != nil {
			t.Fatal(err)
		}
		if p.IsValid(mattermosttest.MaxMessageRunes) == nil && a.IsValid() == nil {
			return
		}
		for _, version := range versions {
			if len(mattermosttest.CheckPost(version, ours)) == 0 {
				t.Fatalf("%s takes what the model refuses: %v, %v", version, p.IsValid(mattermosttest.MaxMessageRunes), a.IsValid())
			}
		}
	})
}

func TestNoCommandIsFineThatTheModelRefuses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := model.Command{
			Trigger: rapid.OneOf(rapid.SampledFrom([]string{"casus", "/casus", "", "a b", "a/b", "é"}), around(128)).Draw(t, "trigger"),
			URL:     rapid.SampledFrom([]string{"http://a.nl", "http://a.nl", "", "a.nl", "http://a.nl/" + strings.Repeat("a", 1012), "http://a.nl/" + strings.Repeat("a", 1013)}).Draw(t, "url"),
			Method:  rapid.SampledFrom([]string{"P", "P", "G", "", "POST"}).Draw(t, "method"), DisplayName: around(64).Draw(t, "name"), Description: around(128).Draw(t, "about"),
			CreatorId: model.NewId(), TeamId: model.NewId(),
		}
		c.PreSave()
		var ours mattermosttest.Command
		if err := json.Unmarshal(asJSON(c), &ours); err != nil {
			t.Fatal(err)
		}
		if err := c.IsValid(); err != nil && len(mattermosttest.CheckCommand(ours)) == 0 {
			t.Fatalf("we take what the model refuses: %v", err)
		}
	})
}

// FuzzDialog gives any JSON to both.
func FuzzDialog(f *testing.F) {
	f.Add([]byte(`{"trigger_id":"t","url":"http://a.nl","dialog":{"title":"Casus","elements":[{"display_name":"Naam","name":"a","type":"select","options":[{"text":"A","value":"a"}],"default":"a"}]}}`))
	f.Add([]byte(`{"trigger_id":"t","url":"http://a.nl","dialog":{"title":"Casus","elements":[{"display_name":"Dag","name":"a","type":"date","default":"2026-11-13"}]}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		var in model.OpenDialogRequest
		if json.Unmarshal(body, &in) != nil {
			return
		}
		if err := in.IsValid(); err != nil && len(mattermosttest.CheckOpenDialog(mattermosttest.Recent, body)) == 0 {
			t.Fatalf("we take what the model refuses: %v", err)
		}
	})
}

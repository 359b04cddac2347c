package platform

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/regiebot/regiebot/bot"
)

// deskRoom is how many characters a form of the platform of these tests remembers.
const deskRoom = 3000

// stepOf is how many fields it asks at once.
const stepOf = 3

// forms are those of a platform, with a program behind them (nil: none).
func forms(p *program) Forms {
	mac := func(data []byte) []byte {
		h := hmac.New(sha256.New, []byte("only for tests"))
		h.Write(data)
		return h.Sum(nil)
	}
	tickets := bot.Tickets{Platform: "chat", MAC: mac, Check: func(sum, data []byte) bool { return hmac.Equal(sum, mac(data)[:len(sum)]) }}
	return Forms{
		Step: stepOf, Tickets: tickets, Now: func() time.Time { return moment }, Talk: talking(nil), Shut: &Recent{},
		Read: func(text, by string) (string, bot.Fault) { return tickets.Read(text, by, moment) },
		Fits: func(sealed string) bool { return utf8.RuneCountInString(sealed) <= deskRoom },
		Hear: func(_ context.Context, req bot.Request) bot.Message { return p.answer(req) },
	}
}

func fieldName(i int) string { return fmt.Sprintf("veld%02d", i) }

// program is one form of a program: it keeps what was half filled in, and says what is
// wrong with it.
type program struct {
	form  bot.Form
	kept  map[string]string
	asked []bot.Request
	done  []bot.Request
	says  func(req bot.Request) *bot.Message // nil: it is done
}

// formOf is a program with a form of so many fields.
func formOf(fields int) *program {
	p := &program{form: bot.Form{Title: "Casus nieuw", Intro: "Vul in wat je weet.", Line: "casus nieuw"}}
	for i := range fields {
		p.form.Fields = append(p.form.Fields, bot.Field{Name: fieldName(i), Label: fmt.Sprintf("Veld %d", i), Kind: bot.KindLine, Optional: i > 0})
	}
	return p
}

func (p *program) answer(req bot.Request) bot.Message {
	p.asked = append(p.asked, req)
	if p.says != nil {
		if m := p.says(req); m != nil {
			return *m
		}
	}
	switch {
	case req.Partial:
		p.kept = maps.Clone(req.Fields)
		return bot.Message{Text: "Bewaard."}
	case req.Fields == nil:
		form := p.form.Filled(p.kept)
		return bot.Message{Text: "Vul het formulier '" + form.Title + "' in.", Form: &form}
	}
	p.done = append(p.done, req)
	return bot.Message{Text: "Gedaan."}
}

// away lets the program answer nothing but a sentence.
func (p *program) away(text string) {
	p.says = func(bot.Request) *bot.Message { return &bot.Message{Text: text, Refused: true} }
}

var asker = bot.Request{
	ID: "t1", Line: "casus nieuw", At: moment, In: bot.Place{ID: "C1"}, From: bot.Person{Platform: "chat", ID: "U1", Name: "anouk"},
}

var asked = Desk{Line: "casus nieuw", Owner: "U1", Channel: "C1", Thread: "T1", Outside: true, ResponseURL: "https://chat.example.org/x"}

// filled are answers: pairs of a field and what is in it. Of a step only its own fields are there.
func filled(pairs ...string) func(bot.Form) map[string]string {
	return func(step bot.Form) map[string]string {
		values := map[string]string{}
		for i := 0; i+1 < len(pairs); i += 2 {
			for _, f := range step.Fields {
				if f.Name == pairs[i] {
					values[f.Name] = pairs[i+1]
				}
			}
		}
		return values
	}
}

func TestSubmit(t *testing.T) {
	p := formOf(2)
	o := forms(p).Submit(t.Context(), asker, asked, filled(fieldName(0), "ZO-2026-0142"))
	equal(t, "done", o.Done() && len(p.done) == 1, true)
	equal(t, "answer", o.Answer.Text, "Gedaan.")
	req := p.done[0]
	if want := map[string]string{fieldName(0): "ZO-2026-0142", fieldName(1): ""}; !maps.Equal(req.Fields, want) || req.Partial {
		t.Error(req.Fields)
	}
	if req.ID != asker.ID || req.Line != asked.Line || req.In != asker.In || req.From != asker.From || !req.At.Equal(asker.At) {
		t.Errorf("%+v", req)
	}
	for _, before := range p.asked[:len(p.asked)-1] {
		if before.ID != "" || !before.Unasked {
			t.Errorf("asking for the form has an id, or is asked for: %+v", before)
		}
	}
}

func TestSubmitThatMissesAnAnswer(t *testing.T) {
	p := formOf(2)
	o := forms(p).Submit(t.Context(), asker, asked, filled(fieldName(1), "x"))
	if o.Form == nil || !o.Under || !o.Typed || o.Desk != asked || o.Form.Fields[0].Problem == "" || o.Form.Fields[1].Value != "x" || len(p.done) > 0 {
		t.Errorf("%+v", o)
	}
	m := o.Posted()
	if !m.Direct || !strings.Contains(m.Text, "* **Veld 0**: ") || !strings.Contains(m.Text, WordFormGone) || m.Buttons[0] != (bot.Button{Label: WordOpenForm, Line: asked.Line}) {
		t.Errorf("%+v", m)
	}
	forms(p).KeepTyped(t.Context(), asker, o)
	equal(t, "kept", p.kept[fieldName(1)], "x")
}

// begin submits the first step of a long form about a case, and gives the desk of the second.
func begin(t *testing.T, p *program, zaak string) Desk {
	t.Helper()
	o := forms(p).Submit(t.Context(), asker, asked, filled(fieldName(0), zaak))
	if o.Form == nil || o.Desk.Step != stepOf || o.Desk.Mark == "" || o.Typed {
		t.Fatalf("%+v", o)
	}
	return o.Desk
}

func TestSteps(t *testing.T) {
	p := formOf(2*stepOf + 1)
	d := begin(t, p, "ZO-A")
	o := forms(p).Submit(t.Context(), asker, d, filled(fieldName(stepOf), "midden"))
	equal(t, "step", o.Desk.Step, 2*stepOf)
	p.form.Fields[stepOf+1].Optional = false // it is needed by now
	o = forms(p).Submit(t.Context(), asker, o.Desk, filled(fieldName(2*stepOf), "slot"))
	if o.Form == nil || o.Desk.Step != stepOf || o.Under || p.kept[fieldName(2*stepOf)] != "slot" {
		t.Fatalf("back to what is missing: %+v", o)
	}
	o = forms(p).Submit(t.Context(), asker, o.Desk, filled(fieldName(stepOf), "midden", fieldName(stepOf+1), "nu wel"))
	equal(t, "step", o.Desk.Step, 2*stepOf)
	o = forms(p).Submit(t.Context(), asker, o.Desk, filled(fieldName(2*stepOf), "slot"))
	equal(t, "done", o.Done() && len(p.done) == 1, true)
	if got := p.done[0].Fields; got[fieldName(0)] != "ZO-A" || got[fieldName(stepOf)] != "midden" || got[fieldName(stepOf+1)] != "nu wel" || got[fieldName(2*stepOf)] != "slot" {
		t.Error(got)
	}
}

// TestStepOfACaseThatIsNotTheirs: what is filled in of a case that the program does not fill in again
// is not lost: the step says what is wrong with the case.
func TestStepOfACaseThatIsNotTheirs(t *testing.T) {
	p := formOf(5)
	p.form.Fields[0].Name = caseField
	why := "Ik ken geen casus ZO 1 bij jou."
	p.says = func(req bot.Request) *bot.Message {
		switch {
		case req.Line == `casus nieuw zaak="ZO 1"`:
			return &bot.Message{Text: why, Refused: true}
		case req.Partial:
			return &bot.Message{Text: "Bewaard."}
		}
		return nil
	}
	o := forms(p).Submit(t.Context(), asker, asked, filled(caseField, "ZO 1", fieldName(1), "twee"))
	if o.Note != why || o.Form == nil || o.Form.Fields[0].Value != "ZO 1" || o.Form.Fields[1].Value != "twee" || o.Desk.Step != 0 || !o.Typed {
		t.Errorf("%+v", o)
	}
	why, p.says = "", nil
	if o = forms(p).Submit(t.Context(), asker, asked, filled(caseField, "ZO 1", fieldName(1), "twee")); o.Note != "" || o.Desk.Step != stepOf {
		t.Errorf("%+v", o)
	}
}

// TestChoicesThatChanged: what was chosen is not on offer any more while the form was open. The form is
// shown again with what is, in whichever step, and says so.
func TestChoicesThatChanged(t *testing.T) {
	for _, fields := range []int{stepOf, stepOf + 1} {
		p := formOf(fields)
		p.form.Fields[1] = bot.Field{Name: "traject", Label: "Traject", Kind: bot.KindChoice, Choices: []bot.Choice{{Value: "k2", Label: "2: daghulp"}}}
		o := forms(p).Submit(t.Context(), asker, asked, filled(fieldName(0), "ZO-1", "traject", "k1"))
		if o.Form == nil || o.Under || !strings.Contains(o.Note, "'Traject'") || o.Form.Fields[0].Value != "ZO-1" || !o.Form.Fields[1].Offers("k2") || o.Desk.Step != 0 {
			t.Errorf("%d fields: %+v", fields, o)
		}
		o = forms(p).Submit(t.Context(), asker, asked, filled(fieldName(0), "ZO-1", "traject", ""))
		if !o.Under || o.Note != "" {
			t.Errorf("%d fields, nothing chosen: %+v", fields, o)
		}
	}
}

func TestTwoFormsOfOneLineAreNotMixed(t *testing.T) {
	p := formOf(stepOf + 2)
	first, second := begin(t, p, "ZO-A"), begin(t, p, "ZO-B")
	o := forms(p).Submit(t.Context(), asker, first, filled(fieldName(stepOf), "slot van ZO-A"))
	if o.Form == nil || o.Desk.Step != 0 || o.Desk.Mark != "" || !strings.Contains(o.Note, WordTyped) || !strings.Contains(o.Note, "slot van ZO-A") {
		t.Errorf("%+v", o)
	}
	forms(p).Keep(t.Context(), asker, first, filled(fieldName(stepOf), "half van ZO-A"))
	equal(t, "kept of the first", p.kept[fieldName(stepOf)], "")
	forms(p).Keep(t.Context(), asker, second, filled(fieldName(stepOf), "half van ZO-B"))
	equal(t, "kept of the second", p.kept[fieldName(stepOf)], "half van ZO-B")
	if o := forms(p).Submit(t.Context(), asker, second, filled(fieldName(stepOf), "slot")); !o.Done() || p.done[0].Fields[fieldName(0)] != "ZO-B" {
		t.Errorf("%+v", o)
	}
}

func TestKeepOnlyWhatIsNew(t *testing.T) {
	p := formOf(2)
	for _, values := range []func(bot.Form) map[string]string{filled(), filled(fieldName(0), " ")} {
		forms(p).Keep(t.Context(), asker, asked, values)
		equal(t, "kept", len(p.kept), 0)
	}
	forms(p).Keep(t.Context(), asker, asked, filled(fieldName(0), "x"))
	equal(t, "kept", p.kept[fieldName(0)], "x")
	n := len(p.asked)
	forms(p).Keep(t.Context(), asker, asked, filled(fieldName(0), "x"))
	equal(t, "asked for the form alone", len(p.asked), n+1)
}

// untouched is a form that opens filled in, and what comes back of it when nobody touches it.
func untouched() (form bot.Form, back map[string]string) {
	choices := []bot.Choice{{Value: "een", Label: "Een"}, {Value: "twee", Label: "Twee"}, {Value: "", Label: "Weet ik niet"}}
	form = bot.Form{Line: "casus nieuw", Fields: []bot.Field{
		{Name: "tekst", Kind: bot.KindParagraph, Value: " lange\r\ntekst\u202e "},
		{Name: "dag", Kind: bot.KindDate, Value: "2026-11-27"},
		{Name: "ooit", Kind: bot.KindDate, Value: "over 6 weken"},
		{Name: "keus", Kind: bot.KindChoice, Choices: choices, Value: "twee"},
		{Name: "weg", Kind: bot.KindChoice, Choices: choices, Value: "drie"},
		{Name: "vinkjes", Kind: bot.KindTicks, Choices: choices, Value: "twee,weg,een"},
		{Name: "leeg", Kind: bot.KindLine},
	}}
	return form, map[string]string{
		"tekst": "lange\ntekst", "dag": "27-11-2026", "ooit": "over 6 weken", "keus": "twee", "weg": "", "vinkjes": "een,twee", "leeg": "",
	}
}

// TestLookingKeepsNothing: a form that is closed as it opened leaves what was kept before, also of
// another case. What it opened with is no answer of who looked at it.
func TestLookingKeepsNothing(t *testing.T) {
	form, back := untouched()
	changes := map[string]string{"": "", "tekst": "een ander verhaal", "dag": "", "ooit": "morgen", "keus": "een", "weg": "een", "vinkjes": "twee", "leeg": "x"}
	for name, value := range changes {
		t.Run("changed: "+name, func(t *testing.T) {
			f, p := forms(nil), formOf(0)
			f.Step, f.Hear = len(form.Fields), func(_ context.Context, req bot.Request) bot.Message { return p.answer(req) }
			p.form = form
			d := f.Opened(form, asked)
			answers := maps.Clone(back)
			if name != "" {
				answers[name] = value
			}
			p.kept = map[string]string{"tekst": "van een andere casus"}
			f.Keep(t.Context(), asker, d, func(bot.Form) map[string]string { return answers })
			equal(t, "kept", p.kept["tekst"] != "van een andere casus", name != "")
			equal(t, "asked", len(p.asked) > 0, true)
			p.kept = nil
			f.Keep(t.Context(), asker, asked, func(bot.Form) map[string]string { return answers })
			equal(t, "by a desk that says nothing of it", p.kept != nil, true)
		})
	}
}

// TestEveryStepKnowsHowItOpened: of a step that the program filled in, closing it keeps nothing;
// what somebody filled in and comes back is kept when it is closed.
func TestEveryStepKnowsHowItOpened(t *testing.T) {
	p := formOf(stepOf + 2)
	p.form.Fields[stepOf].Value = "stond er al"
	f := forms(p)
	shown := func(o Outcome) func(bot.Form) map[string]string {
		step, _ := o.Form.Step(o.Desk.Step, stepOf)
		return func(bot.Form) map[string]string { return step.Values() }
	}
	second := f.Submit(t.Context(), asker, f.Opened(p.form, asked), filled(fieldName(0), "x"))
	p.kept[fieldName(stepOf)] = "van elders" // which tells that it is kept
	f.Keep(t.Context(), asker, second.Desk, shown(second))
	equal(t, "the next step", p.kept[fieldName(stepOf)], "van elders")

	p = formOf(1)
	first := forms(p).Submit(t.Context(), asker, forms(p).Opened(p.form, asked), filled(fieldName(0), " "))
	p.form.Fields[0].Problem = "Nee."
	p.says = func(req bot.Request) *bot.Message {
		if req.Fields == nil || req.Partial {
			return nil
		}
		return &bot.Message{Text: "Dat kan niet.", Refused: true}
	}
	first = forms(p).Submit(t.Context(), asker, first.Desk, filled(fieldName(0), "getypt"))
	forms(p).Keep(t.Context(), asker, first.Desk, shown(first))
	equal(t, "one that comes back", p.kept[fieldName(0)], "getypt")

	p = formOf(stepOf + 1)
	d := begin(t, p, "ZO-A")
	begin(t, p, "ZO-B")
	astray := forms(p).Submit(t.Context(), asker, d, filled(fieldName(stepOf), "slot"))
	equal(t, "one that begins again", astray.Desk.Opened, forms(p).Opened(*astray.Form, asked).Opened)
	p.says = func(req bot.Request) *bot.Message {
		if req.Fields == nil || req.Partial {
			return nil
		}
		return &bot.Message{Text: "En nu dit.", Form: &bot.Form{Line: "mdo", Fields: []bot.Field{{Name: "a", Value: "b"}}}}
	}
	next := forms(p).Submit(t.Context(), asker, begin(t, p, "ZO-C"), filled(fieldName(stepOf), "slot"))
	equal(t, "the next form", next.Desk.Opened, forms(p).Opened(*next.Form, asked).Opened)
}

func TestSubmitWithoutAForm(t *testing.T) {
	p := formOf(2)
	p.away("De database is even weg.")
	o := forms(p).Submit(t.Context(), asker, asked, filled(fieldName(0), "x"))
	if o.Stuck != "De database is even weg." || o.Desk != asked || o.Done() {
		t.Errorf("%+v", o)
	}
	p.away("")
	equal(t, "without a word", forms(p).Submit(t.Context(), asker, asked, filled()).Stuck, bot.Unknown.Form())
	gone := asked
	gone.Step = 40
	equal(t, "a step that is not there", forms(formOf(2)).Submit(t.Context(), asker, gone, filled()).Plaque, bot.Unknown.Form())
}

func TestSubmitThatAsksForAnotherForm(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		buttons int
		says    string
	}{
		"only a form":     {"Vul het formulier 'MDO' in.", 1, ""},
		"something more":  {"De casus staat erin.", 0, "De casus staat erin."},
		"with its intro":  {"Vul het formulier 'MDO' in.\n\nWie was erbij?", 1, ""},
		"and something":   {"Vul het formulier 'MDO' in. Let op.", 0, "Vul het formulier 'MDO' in. Let op."},
		"another's title": {"Vul het formulier 'Plan' in.", 0, "Vul het formulier 'Plan' in."},
	} {
		t.Run(name, func(t *testing.T) {
			p := formOf(1)
			p.says = func(req bot.Request) *bot.Message {
				if req.Fields == nil || req.Partial {
					return nil
				}
				return &bot.Message{
					Text: c.text, Buttons: []bot.Button{{Label: "Leeg beginnen", Line: "mdo leeg=ja"}},
					Form: &bot.Form{Title: "MDO", Intro: "Wie was erbij?", Line: "mdo", Fields: []bot.Field{{Name: "a"}}},
				}
			}
			o := forms(p).Submit(t.Context(), asker, asked, filled(fieldName(0), "x"))
			want := asked
			want.Line, want.Opened = "mdo", o.Desk.Opened
			if o.Form == nil || o.Form.Title != "MDO" || o.Desk != want || len(o.Buttons) != c.buttons || o.Answer.Text != c.says || o.Typed {
				t.Errorf("%+v", o)
			}
		})
	}
}

func TestOnce(t *testing.T) {
	f := forms(nil)
	done := func() Outcome { return Outcome{Answer: bot.Message{Text: "Gedaan."}} }
	equal(t, "a panic", f.Once(t.Context(), "v1", asked, func() Outcome { panic("mis") }).Stuck != "", true)
	equal(t, "one that stays", f.Once(t.Context(), "v1", asked, func() Outcome { return Outcome{Stuck: "Nee."} }).Stuck, "Nee.")
	equal(t, "at first", f.Once(t.Context(), "v1", asked, done).Answer.Text, "Gedaan.")
	equal(t, "again", f.Once(t.Context(), "v1", asked, done).Plaque, WordSent)
	for range 2 {
		equal(t, "without an id", f.Once(t.Context(), "", asked, done).Answer.Text, "Gedaan.")
	}
}

func TestSheet(t *testing.T) {
	f, form := forms(nil), formOf(stepOf+1).form
	first, last := f.Sheet(form, Desk{}, "Let op.")
	equal(t, "last", last, false)
	equal(t, "button", first.Submit, WordNext)
	equal(t, "intro", first.Intro, "Let op.\n\nVul in wat je weet.\n\nStap 1 van 2.")
	equal(t, "fields", len(first.Fields), stepOf)
	second, last := f.Sheet(form, Desk{Step: stepOf}, "")
	equal(t, "last", last, true)
	equal(t, "button", second.Submit, "")
	equal(t, "intro", second.Intro, "Stap 2 van 2.")
	whole, _ := f.Sheet(formOf(1).form, Desk{}, "")
	equal(t, "a short form", whole.Intro, "Vul in wat je weet.")
}

func TestByButton(t *testing.T) {
	for line, c := range map[string]struct {
		want string
		kept bool
	}{
		"casus nieuw zaak=ZO-2026-0142":             {"casus nieuw zaak=ZO-2026-0142", false},
		`casus nieuw zaak=ZO-1 notitie="een lange"`: {"casus nieuw zaak=ZO-1", true},
		`casus nieuw "`:                             {"casus nieuw", false},
	} {
		p := formOf(1)
		req := asker
		req.Line = line
		buttons := make([]bot.Button, bot.MaxButtons)
		m := forms(p).ByButton(t.Context(), req, p.form, bot.Message{Buttons: buttons})
		equal(t, line, m.Buttons[0], bot.Button{Label: WordOpenForm, Line: c.want})
		equal(t, "buttons", len(m.Buttons), bot.MaxButtons)
		equal(t, "kept", p.kept != nil, c.kept)
	}
}

// TestFormLineHoldsNoContent: of what was typed a button carries what names or chooses something;
// everything else is kept as a half-filled form.
func TestFormLineHoldsNoContent(t *testing.T) {
	reasons := []bot.Choice{{Value: "zelf", Label: "Zelf gestopt"}, {Value: "anders", Label: "Anders"}}
	form := bot.Form{Line: "casus sluit", Fields: []bot.Field{
		{Name: "zaak", Kind: bot.KindLine, Value: "ZO-1"},
		{Name: "reden", Kind: bot.KindChoice, Choices: reasons, Value: "zelf"},
		{Name: "soort", Kind: bot.KindTicks, Choices: reasons},
		{Name: "datum", Kind: bot.KindDate, Value: "27-11-2026"},
		{Name: "aan", Kind: bot.KindPerson, Choices: []bot.Choice{{Value: "bram", Label: "Bram"}}, Value: "bram"},
		{Name: "toelichting", Kind: bot.KindParagraph},
		{Name: "notitie", Kind: bot.KindLine, Value: "mishandeling"},
	}}
	for line, c := range map[string]struct {
		want string
		kept bool
	}{
		"casus sluit": {"casus sluit", false},
		"Casus Sluit zaak=ZO-1 reden=Zelf soort=zelf,anders datum=27-11-2026 aan=@Bram": {"casus sluit zaak=ZO-1 reden=zelf soort=zelf,anders datum=27-11-2026 aan=bram", false},
		"casus sluit leeg=ja":                                               {"casus sluit leeg=ja", false},
		"casus sluit ZO-1 @bram zelf 27-11-2026":                            {"casus sluit zaak=ZO-1 aan=bram reden=zelf datum=27-11-2026", false},
		"casus sluit zaak=ZO-1 notitie=moeder":                              {"casus sluit zaak=ZO-1", true},
		"casus sluit toelichting=slaat zaak=ZO-1":                           {"casus sluit zaak=ZO-1", true},
		"casus sluit reden=mishandeling":                                    {"casus sluit", true},
		"casus sluit soort=zelf,mishandeling":                               {"casus sluit", true},
		"casus sluit datum=mishandeling":                                    {"casus sluit", true},
		"casus sluit datum=morgen":                                          {"casus sluit", true},
		"casus sluit aan=moeder":                                            {"casus sluit", true},
		"casus sluit zaak=Jan":                                              {"casus sluit", true},
		"casus sluit ZO-1 mishandeling":                                     {"casus sluit zaak=ZO-1", true},
		`casus sluit zaak="ZO 1"`:                                           {"casus sluit", true},
		"casus nieuw zaak=ZO-1 notitie=moeder x=y":                          {"casus sluit zaak=ZO-1", true},
		"casus sluit zaak=ZO-1 zaak=ZO-" + strings.Repeat("1", bot.MaxLine): {"casus sluit", true},
	} {
		t.Run(line[:min(len(line), 60)], func(t *testing.T) {
			p := formOf(1)
			req := asker
			req.Line = line
			equal(t, "line", forms(p).FormLine(t.Context(), req, form), c.want)
			equal(t, "kept", p.kept["notitie"] == "mishandeling", c.kept)
		})
	}
}

func TestKeepLong(t *testing.T) {
	for fields, want := range map[int]bool{stepOf: false, stepOf + 1: true} {
		p := formOf(fields)
		forms(p).KeepLong(t.Context(), asker, p.form)
		equal(t, "kept", p.kept != nil, want)
	}
}

package platform

import (
	"testing"

	"github.com/regiebot/regiebot/bot"
)

// TestAnotherFormIsTheNextOne: a form of another line is a next form, also when something is
// wrong with it already: its problems belong under no field of the one that was sent.
func TestAnotherFormIsTheNextOne(t *testing.T) {
	fields := []bot.Field{{Name: "zaak", Problem: "Vul 'Zaaknummer' nog in."}}
	for name, c := range map[string]struct {
		m          bot.Message
		note, says string
	}{
		"problems under its fields": {bot.Message{Text: "Nog niet goed. Vul 'Zaaknummer' nog in.", Refused: true}, "", ""},
		"refused as a whole":        {bot.Message{Text: "Kies eerst een casus.", Refused: true}, "Kies eerst een casus.", ""},
		"done, and something wrong": {bot.Message{Text: "De casus staat erin."}, "", "De casus staat erin."},
		"refused, with more to say": {bot.Message{Text: "Kies eerst.", Refused: true, Parts: []bot.Part{{Text: "Een."}}}, "", "Kies eerst."},
	} {
		t.Run(name, func(t *testing.T) {
			p := formOf(1)
			p.says = func(req bot.Request) *bot.Message {
				if req.Fields == nil || req.Partial {
					return nil
				}
				m := c.m
				m.Form = &bot.Form{Title: "MDO", Line: "mdo", Fields: fields}
				m.Buttons = []bot.Button{{Label: "Leeg beginnen", Line: "mdo leeg=ja"}}
				return &m
			}
			o := forms(p).Submit(t.Context(), asker, asked, filled(fieldName(0), "x"))
			if o.Form == nil || o.Form.Line != "mdo" || o.Under || o.Typed || o.Desk.Line != "mdo" {
				t.Fatalf("%+v", o)
			}
			equal(t, "note", o.Note, c.note)
			equal(t, "said besides", o.Answer.Text, c.says)
			equal(t, "buttons", len(o.Buttons)+len(o.Answer.Buttons), 1)
		})
	}
}

// TestWhatWasDoneAlreadyDoesNotComeBack: a form that another process has done is no form to fill
// in again.
func TestWhatWasDoneAlreadyDoesNotComeBack(t *testing.T) {
	p := formOf(1)
	p.says = func(req bot.Request) *bot.Message {
		if req.Fields == nil {
			return nil
		}
		return &bot.Message{Text: bot.TwiceNote, Refused: true}
	}
	o := forms(p).Submit(t.Context(), asker, asked, filled(fieldName(0), "x"))
	if o.Plaque != bot.TwiceNote || o.Form != nil || !o.Answer.Silent() {
		t.Errorf("%+v", o)
	}
}

// TestWhatWentAstrayIsSaid: of a step that is of another form by now everything that was filled in
// is said, as people chose it.
func TestWhatWentAstrayIsSaid(t *testing.T) {
	p := formOf(stepOf + 4)
	choices := []bot.Choice{{Value: "een", Label: "De eerste"}, {Value: "twee", Label: "De tweede"}, {Value: "", Label: "Weet ik niet"}}
	for i, field := range []bot.Field{
		{Label: "Dag", Kind: bot.KindDate},
		{Label: "Keus", Kind: bot.KindChoice, Choices: choices},
		{Label: "Vinkjes", Kind: bot.KindTicks, Choices: choices},
	} {
		field.Name, field.Optional = fieldName(stepOf+i), true
		p.form.Fields[stepOf+i] = field
	}
	d := begin(t, p, "ZO-A")
	begin(t, p, "ZO-B")
	o := forms(p).Submit(t.Context(), asker, d, filled(fieldName(stepOf), "27-11-2026", fieldName(stepOf+1), "twee", fieldName(stepOf+2), "twee,weg"))
	equal(t, "note", o.Note, Paragraphs(WordOther+" "+WordTyped, "**Dag**: 27-11-2026", "**Keus**: De tweede", "**Vinkjes**: De tweede, weg"))
	d = begin(t, p, "ZO-A")
	begin(t, p, "ZO-B")
	equal(t, "nothing", forms(p).Submit(t.Context(), asker, d, filled(fieldName(stepOf+1), "", fieldName(stepOf), " ")).Note, WordOther)
}

// TestStuckFormLosesNothing: what was filled in of a form that the program did not take, and that is
// closed by now, is kept or said, unless the program will have none of it.
func TestStuckFormLosesNothing(t *testing.T) {
	shown := bot.Form{Fields: []bot.Field{{Label: "Wat er is", Value: "lange tekst"}, {Label: "Leeg"}}}
	for name, c := range map[string]struct {
		says       func(req bot.Request) *bot.Message
		kept, note string
	}{
		"taken by now": {nil, "lange tekst", ""},
		"away still":   {func(bot.Request) *bot.Message { return &bot.Message{Text: "Even weg.", Refused: true} }, "", Paragraphs(WordTyped, "**Wat er is**: lange tekst")},
		"will not keep it": {func(req bot.Request) *bot.Message {
			if !req.Partial {
				return nil
			}
			return &bot.Message{Text: "Hierin staat een BSN.", Refused: true}
		}, "", "Hierin staat een BSN."},
	} {
		t.Run(name, func(t *testing.T) {
			p := formOf(1)
			p.says = c.says
			f := forms(p)
			values := filled(fieldName(0), "lange tekst")
			opened := p.form
			opened.Fields = []bot.Field{{Name: fieldName(0), Value: "lange tekst"}}
			o := Outcome{Stuck: "Het lukt nu niet.", Desk: f.Opened(opened, asked)}
			o = f.KeepStuck(t.Context(), asker, o, Sent{Values: values, Shown: func() bot.Form { return shown }})
			equal(t, "kept", p.kept[fieldName(0)], c.kept)
			equal(t, "posted", o.Posted().Text, Paragraphs("Het lukt nu niet.", c.note, WordFormGone))
		})
	}
	p := formOf(1)
	done := forms(p).KeepStuck(t.Context(), asker, Outcome{Answer: bot.Message{Text: "Gedaan."}, Desk: asked}, Sent{})
	equal(t, "one that is done", done.Answer.Text == "Gedaan." && len(p.asked) == 0, true)
	nothing := Sent{Values: filled(), Shown: func() bot.Form { return bot.Form{} }}
	p.away("Even weg.")
	equal(t, "nothing to say", forms(p).KeepStuck(t.Context(), asker, Outcome{Stuck: "Nee.", Desk: asked}, nothing).Note, "")
}

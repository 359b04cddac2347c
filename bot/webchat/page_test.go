package webchat

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

// evil is text that would be HTML, an attribute, a template or a script if it were
// not escaped.
const evil = `"'><script>alert(1)</script><img src=x onerror=alert(1)>{{.}}**<b>x</b>**</textarea></template>`

func evilForm() bot.Form {
	f := bot.Form{Title: evil, Intro: evil, Line: "f", Submit: evil}
	for _, kind := range []bot.Kind{bot.KindLine, bot.KindParagraph, bot.KindDate, bot.KindChoice, bot.KindTicks, bot.KindPerson} {
		f.Fields = append(f.Fields, bot.Field{
			Name: string(kind) + evil, Label: evil, Hint: evil, Kind: kind, Value: evil, Problem: evil,
			Choices: []bot.Choice{{Value: evil, Label: evil}},
		})
	}
	return f
}

// TestEveryTextIsEscaped puts the same evil text in everything that can be shown.
func TestEveryTextIsEscaped(t *testing.T) {
	button := []bot.Button{{Label: evil, Line: evil}}
	f := evilForm()
	all := bot.Message{
		Text: evil, Parts: []bot.Part{{Text: evil, Buttons: button}}, Buttons: button, Form: &f,
		Files: []bot.File{{Name: evil, Type: evil, Data: []byte("x")}},
	}
	d := start(t, func(c *Config) {
		c.Personas = []Persona{{"anouk", "A " + evil, evil}, {"bram", "B " + evil, evil}}
		c.Commands = []Command{{evil, evil, evil}}
		c.Channel, c.Welcome = evil, all
	})
	d.says(all, nil)
	dialog := d.say(anouk, evil)
	d.says(bot.Message{}, bot.Mistakef("%s", evil))
	d.say(aTeam, "/"+evil)
	d.says(bot.Message{Public: true, Text: evil, Files: all.Files}, nil)
	d.say(aTeam, "@regiebot "+evil)
	d.press(anouk, d.button(d.page(anouk), "Formulier openen"))

	pages := map[string]string{"dialog": dialog, "direct": d.page(anouk), "channel": d.page(aTeam), "other": d.page(bTeam)}
	events, _, _ := d.s.news(seat{"anouk", direct}, 0)
	for _, e := range events {
		pages["event "+e.name] += string(e.data)
	}
	for name, page := range pages {
		for _, bad := range []string{"<script>", "<img", "<b>", "</template>", `"'>`, "'><"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s shows %s as it is", name, bad)
			}
		}
	}
	d.shows(pages["direct"], "&lt;script&gt;alert(1)&lt;/script&gt;", "{{.}}<strong>&lt;b&gt;x&lt;/b&gt;</strong>")
}

func TestEmptyChannelExplainsItself(t *testing.T) {
	d := start(t)
	d.shows(d.page(aTeam), "Wat je hier typt, leest het hele team.")
}

func TestDayStandsOncePerDay(t *testing.T) {
	d := start(t)
	d.say(anouk, "een")
	d.move("dag")
	d.say(anouk, "twee")
	page := d.page(anouk)
	for _, day := range []string{"vr 13 november 2026", "za 14 november 2026"} {
		if n := strings.Count(page, `<p class="dag"><span>`+day); n != 1 {
			t.Errorf("%s stands %d times", day, n)
		}
	}
}

func TestCommandsAreThereToComplete(t *testing.T) {
	d := start(t)
	d.shows(d.page(anouk), `role="combobox"`, `role="listbox"`, `data-naam="agenda"`, `data-gebruik="agenda week"`, "wat staat er gepland")
}

func TestNoWelcome(t *testing.T) {
	d := start(t, func(c *Config) { c.Welcome = bot.Message{} })
	d.hides(d.page(anouk), "<article")
}

func TestHistoryStays(t *testing.T) {
	d := start(t)
	d.say(anouk, "een")
	d.say(anouk, "twee")
	page := d.page(anouk)
	d.shows(page, "antwoord op een", "antwoord op twee")
	if strings.Index(page, "antwoord op een") > strings.Index(page, "antwoord op twee") {
		t.Error("not in order")
	}
}

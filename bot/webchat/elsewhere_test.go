package webchat

import (
	"testing"

	"github.com/regiebot/regiebot/bot"
)

// TestAnswerThatIsNotForTheChannel is the wrong-room guard: what an answer says stands in
// the conversation of who asked, and in no other, with its buttons and its form.
func TestAnswerThatIsNotForTheChannel(t *testing.T) {
	d := start(t)
	d.says(bot.Message{Text: "De inhoud van de casus", Direct: true, Buttons: []bot.Button{{Label: "Verder", Line: "verder"}}}, nil)
	d.say(aTeam, "/casus toon")
	d.hides(talk(d.page(aTeam)), "De inhoud van de casus")
	d.hides(talk(d.page(bTeam)), "De inhoud van de casus", bot.ElsewhereNote)
	d.hides(d.page(bram), "De inhoud van de casus")
	d.shows(talk(d.page(aTeam)), bot.ElsewhereNote)
	d.shows(d.page(anouk), "De inhoud van de casus")
	d.press(anouk, d.button(d.page(anouk), "Verder"))
	if got := d.requests(); len(got) != 2 || !got[1].In.Private {
		t.Errorf("the button was pressed in %+v", got)
	}
}

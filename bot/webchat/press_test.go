package webchat

import (
	"context"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

func (d *demo) send(to bot.Address, key string, m bot.Message) bot.Receipt {
	d.Helper()
	r, err := d.s.Send(context.Background(), to, key, m)
	if err != nil {
		d.Fatal(err)
	}
	return r
}

func reminder() bot.Message {
	return bot.Message{
		Text:    "Plan het MDO.",
		Buttons: []bot.Button{{Label: "Plannen", Line: "mdo plan " + secret}},
		Parts:   []bot.Part{{Text: "Een deel", Buttons: []bot.Button{{Label: "Tonen", Line: "casus toon " + secret}}}},
	}
}

func TestButtonSaysItsLine(t *testing.T) {
	d := start(t)
	d.send(bot.Address{Member: "anouk"}, "k", reminder())
	page := d.page(anouk)
	d.hides(page, secret, "mdo plan")
	for label, want := range map[string]string{"Plannen": "mdo plan " + secret, "Tonen": "casus toon " + secret, "Mijn agenda": "agenda"} {
		d.heard = nil
		d.press(anouk, d.button(page, label))
		got := d.requests()
		if len(got) != 1 || got[0].Line != want || got[0].From.ID != "anouk" || got[0].Fields != nil {
			t.Errorf("%s: heard %+v", label, got)
		}
		d.shows(d.page(anouk), "Knop ingedrukt: </span>"+label, "antwoord op ")
	}
}

func TestPublicButtonRunsAsWhoeverPresses(t *testing.T) {
	d := start(t)
	d.send(bot.Address{Channel: "#jeugd-noord"}, "k", reminder())
	token := d.button(d.page(aTeam), "Plannen")
	d.press(bTeam, token)
	got := d.requests()
	if len(got) != 1 || got[0].From.ID != "bram" || got[0].In.Private {
		t.Fatalf("heard %+v", got)
	}
	d.shows(d.page(bTeam), "antwoord op mdo plan")
	d.hides(d.page(aTeam), "antwoord op mdo plan", "Knop ingedrukt")
}

// TestPrivateButtonAnswersWhereItStands: also when the press names another place.
func TestPrivateButtonAnswersWhereItStands(t *testing.T) {
	d := start(t)
	d.send(bot.Address{Member: "anouk"}, "k", reminder())
	d.says(bot.Message{Text: "heel openbaar", Public: true}, nil)
	d.press(aTeam, d.button(d.page(anouk), "Plannen"))
	if got := d.requests(); len(got) != 1 || !got[0].In.Private {
		t.Errorf("heard %+v", got)
	}
	d.hides(d.page(bTeam), "heel openbaar")
	d.shows(d.page(anouk), "heel openbaar")
}

func TestRefusedPresses(t *testing.T) {
	form := bot.Message{Form: &bot.Form{Title: "Formulier", Line: "mdo plan", Fields: []bot.Field{{Name: "a", Label: "A", Kind: bot.KindLine}}}}
	const open = "Formulier openen"
	tests := map[string]struct {
		message bot.Message
		label   string
		as      string
		later   time.Duration
		token   string
		want    string
	}{
		"foreign button":      {message: reminder(), label: "Plannen", as: bram, want: bot.Foreign.Button()},
		"foreign in channel":  {message: reminder(), label: "Plannen", as: bTeam, want: bot.Foreign.Button()},
		"expired button":      {message: reminder(), label: "Plannen", as: anouk, later: DefaultLifetime + time.Second, want: bot.Expired.Button()},
		"expired and foreign": {message: reminder(), label: "Plannen", as: bram, later: DefaultLifetime + time.Second, want: bot.Foreign.Button()},
		"unknown button":      {message: reminder(), as: anouk, token: "ONBEKEND", want: bot.Unknown.Button()},
		"no button":           {message: reminder(), as: anouk, token: "", want: bot.Unknown.Button()},
		"foreign form":        {message: form, label: open, as: bram, want: bot.Foreign.Form()},
		"expired form":        {message: form, label: open, as: anouk, later: DefaultLifetime + time.Second, want: bot.Expired.Form()},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			d := start(t)
			d.send(bot.Address{Member: "anouk"}, "k", tc.message)
			token := tc.token
			if tc.label != "" {
				token = d.button(d.page(anouk), tc.label)
			}
			_ = d.add(context.Background(), tc.later)
			if body := d.press(tc.as, token); body != "" {
				t.Errorf("something was opened: %s", body)
			}
			d.shows(d.page(tc.as), tc.want, "niets gewijzigd")
			if n := len(d.requests()); n != 0 {
				t.Errorf("the program heard %d requests", n)
			}
			if tc.as == bTeam {
				d.hides(d.page(aTeam), tc.want)
			}
		})
	}
}

func TestButtonWorksUntilItsEnd(t *testing.T) {
	d := start(t, func(c *Config) { c.Lifetime = time.Hour })
	d.send(bot.Address{Member: "anouk"}, "k", reminder())
	token := d.button(d.page(anouk), "Plannen")
	_ = d.add(context.Background(), time.Hour)
	d.press(anouk, token)
	if len(d.requests()) != 1 {
		t.Error("the button did not work in its last moment")
	}
}

func TestWelcomeButtonsDoNotExpire(t *testing.T) {
	d := start(t)
	_ = d.add(context.Background(), 400*24*time.Hour)
	d.press(anouk, d.button(d.page(anouk), "Mijn agenda"))
	if got := d.requests(); len(got) != 1 || got[0].Line != "agenda" {
		t.Errorf("heard %+v", got)
	}
}

func TestFileTokenIsNoButton(t *testing.T) {
	d := start(t)
	d.says(bot.Message{Files: []bot.File{{Name: "a.ics", Type: "text/calendar"}}}, nil)
	d.say(anouk, "agenda ics")
	d.heard = nil
	d.press(anouk, fileToken(d, d.page(anouk)))
	d.shows(d.page(anouk), bot.Unknown.Button())
	if len(d.requests()) != 0 {
		t.Error("the program heard a file")
	}
}

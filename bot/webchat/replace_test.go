package webchat

import (
	"context"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

func (d *demo) replace(to bot.Address, r bot.Receipt, m *bot.Message) {
	d.Helper()
	if err := d.s.Replace(d.Context(), to, r, m); err != nil {
		d.Fatal(err)
	}
}

func TestReplaceOnOpenPages(t *testing.T) {
	d := start(t)
	ctx, url := serve(d)
	to := bot.Address{Member: "anouk"}
	r := d.send(to, "1", reminder())
	a := d.connect(ctx, url, d.page(anouk))
	d.replace(to, r, &bot.Message{Text: "Eén deel is weg.", Buttons: []bot.Button{{Label: "Nieuw", Line: "agenda"}}})
	if id, data := a.next("bericht"); !strings.HasPrefix(id, r.ID+".") || !strings.Contains(data, "Eén deel is weg.") || strings.Contains(data, "MDO") {
		t.Errorf("%s %s", id, data)
	}
	d.replace(to, r, nil)
	if id, data := a.next("bericht"); !strings.HasPrefix(id, r.ID+".") || !strings.Contains(data, wordRemoved) || strings.Contains(data, "deel") {
		t.Errorf("%s %s", id, data)
	}
	d.replace(to, r, nil)
	page := d.page(anouk)
	d.shows(page, wordRemoved)
	d.hides(page, "MDO", "Eén deel", "Nieuw")
	d.shows(d.page(bram), "Welkom")
	if got := unread(page, "gesprek-direct"); got != "" {
		t.Errorf("%s unread: what is taken away is no news", got)
	}
}

func TestReplaceEndsButtonsAndFiles(t *testing.T) {
	d := start(t)
	to := bot.Address{Member: "anouk"}
	m := reminder()
	form := sample()
	m.Form, m.Files = &form, calendar().Files
	kept := len(d.s.room.tokens)
	r := d.send(to, "1", m)
	button := d.button(d.page(anouk), "Plannen")
	d.replace(to, r, nil)
	if n := len(d.s.room.tokens); n != kept {
		t.Errorf("%d tokens stay behind", n-kept)
	}
	d.press(anouk, button)
	if len(d.requests()) != 0 {
		t.Errorf("heard %+v", d.requests())
	}
	d.shows(d.page(anouk), bot.Unknown.Button())
}

func TestReplaceInTheChannel(t *testing.T) {
	d := start(t)
	to := bot.Address{Channel: "#jeugd-noord"}
	r := d.send(to, "1", bot.Message{Text: "Op de agenda: twee casussen."})
	d.replace(to, r, &bot.Message{Text: "Op de agenda: een casus."})
	d.shows(d.page(bTeam), "een casus")
	d.hides(d.page(bTeam), "twee casussen")
}

func TestReplaceRefuses(t *testing.T) {
	d := start(t)
	to := bot.Address{Member: "bram"}
	r := d.send(to, "k", reminder())
	d.say(anouk, "agenda")
	for name, one := range map[string]struct {
		to bot.Address
		r  bot.Receipt
	}{
		"another platform":    {to, bot.Receipt{Platform: "slack", ID: r.ID}},
		"no number":           {to, bot.Receipt{Platform: Platform, ID: "x"}},
		"another person":      {bot.Address{Member: "anouk"}, r},
		"the channel":         {bot.Address{Channel: "jeugd-noord"}, r},
		"nobody":              {bot.Address{}, r},
		"what a member said":  {bot.Address{Member: "anouk"}, bot.Receipt{Platform: Platform, ID: "5"}},
		"an unknown receiver": {bot.Address{Member: "x"}, r},
	} {
		if err := d.s.Replace(t.Context(), one.to, one.r, nil); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.s.Replace(ctx, to, r, nil); err == nil {
		t.Error("replaced after the end")
	}
	d.replace(to, bot.Receipt{Platform: Platform, ID: "99"}, nil)
	d.shows(d.page(bram), "Plan het MDO.")
}

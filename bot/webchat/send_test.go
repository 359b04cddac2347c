package webchat

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

var _ bot.Sender = (*Server)(nil)

func TestSendOnce(t *testing.T) {
	d := start(t)
	to := bot.Address{Member: "bram"}
	first := d.send(to, "k1", reminder())
	if first.Platform != Platform || first.ID == "" {
		t.Errorf("receipt %+v", first)
	}
	if again := d.send(to, "k1", reminder()); again != first {
		t.Errorf("the same key: %+v and %+v", first, again)
	}
	if n := strings.Count(d.page(bram), "Plan het MDO."); n != 1 {
		t.Errorf("%d messages", n)
	}
	if other := d.send(bot.Address{Member: "anouk"}, "k1", reminder()); other == first {
		t.Error("another person got nothing")
	}
	one, two := d.send(to, "", reminder()), d.send(to, "", reminder())
	if one == two {
		t.Error("messages without a key are the same")
	}
	d.hides(d.page(aTeam), "Plan het MDO.")
}

func TestSendRefusesAddresses(t *testing.T) {
	d := start(t)
	for name, to := range map[string]bot.Address{
		"nobody": {}, "both": {Member: "bram", Channel: "jeugd-noord"}, "unknown member": {Member: "x"}, "unknown channel": {Channel: "x"},
	} {
		if _, err := d.s.Send(context.Background(), to, "k", reminder()); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := d.s.Send(ctx, bot.Address{Member: "bram"}, "k", reminder()); err == nil {
		t.Error("a message after the end was accepted")
	}
	if d.s.room.last() != 3 {
		t.Error("something was posted")
	}
}

// unread is the badge of somebody on a page.
func unread(page, id string) string {
	m := regexp.MustCompile(`id="` + id + `"[^\n]*<span class="teller">(\d+)`).FindStringSubmatch(page)
	if m == nil {
		return ""
	}
	return m[1]
}

func TestUnread(t *testing.T) {
	d := start(t)
	if got := unread(d.page(anouk), "persoon-bram"); got != "" {
		t.Errorf("the welcome counts as unread: %s", got)
	}
	d.send(bot.Address{Member: "bram"}, "1", reminder())
	d.send(bot.Address{Member: "bram"}, "2", reminder())
	d.send(bot.Address{Channel: "jeugd-noord"}, "3", reminder())
	d.say(aTeam, "goedemorgen")
	page := d.page(anouk)
	for id, want := range map[string]string{"persoon-bram": "4", "persoon-els": "2", "persoon-anouk": "1", "gesprek-kanaal": "1", "gesprek-direct": ""} {
		if got := unread(page, id); got != want {
			t.Errorf("%s: %q unread, want %q", id, got, want)
		}
	}
	d.shows(d.page(bram), `id="nieuw"`)
	d.hides(d.page(bram), `id="nieuw"`)
	if got := unread(d.page(bTeam), "persoon-bram"); got != "" {
		t.Errorf("still %s unread", got)
	}
}

func TestNameOnPublicAnswerOnly(t *testing.T) {
	d := start(t)
	d.send(bot.Address{Channel: "jeugd-noord"}, "k", bot.Message{Text: "lijst"})
	d.hides(d.page(aTeam), "op vraag van")
}

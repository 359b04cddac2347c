package bot_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
)

func tickets(platform, key string) bot.Tickets {
	mac := func(data []byte) []byte {
		h := hmac.New(sha256.New, []byte(key))
		h.Write(data)
		return h.Sum(nil)
	}
	return bot.Tickets{Platform: platform, MAC: mac, Check: func(sum, data []byte) bool { return hmac.Equal(sum, mac(data)[:len(sum)]) }}
}

func TestTickets(t *testing.T) {
	now := time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)
	own := tickets("slack", "k")
	text := own.Make(bot.Ticket{Line: "mdo plan zaak=ZO-2026-0142", For: "U1", Until: now.Add(2 * time.Hour)})
	shared := own.Make(bot.Ticket{Line: "agenda", Until: now.Add(2 * time.Hour)})
	for _, c := range []struct {
		name, text, by string
		at             time.Time
		of             bot.Tickets
		line           string
		fault          bot.Fault
	}{
		{"its own", text, "U1", now, own, "mdo plan zaak=ZO-2026-0142", bot.Fine},
		{"the last moment", text, "U1", now.Add(2*time.Hour - time.Second), own, "mdo plan zaak=ZO-2026-0142", bot.Fine},
		{"expired", text, "U1", now.Add(2 * time.Hour), own, "", bot.Expired},
		{"of somebody else", text, "U2", now, own, "", bot.Foreign},
		{"of everybody", shared, "U2", now, own, "agenda", bot.Fine},
		{"another key", text, "U1", now, tickets("slack", "other"), "", bot.Unknown},
		{"another platform", text, "U1", now, tickets("mattermost", "k"), "", bot.Unknown},
		{"another line", text + "3", "U1", now, own, "", bot.Unknown},
		{"nothing", "", "U1", now, own, "", bot.Unknown},
		{"a line without a ticket", "agenda week", "U1", now, own, "", bot.Unknown},
		{"another version", "2" + text[1:], "U1", now, own, "", bot.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			line, fault := c.of.Read(c.text, c.by, c.at)
			if line != c.line || fault != c.fault {
				t.Errorf("%q, %d", line, fault)
			}
			if (fault.Button() == "") != (fault == bot.Fine) || (fault.Form() == "") != (fault == bot.Fine) {
				t.Errorf("%d has no words", fault)
			}
		})
	}
	if n := len(text) - len("mdo plan zaak=ZO-2026-0142") - len("U1"); n > 70 {
		t.Errorf("%d characters more", n)
	}
}

// TestTicketsOfAnything: what was made is read, and what was changed anywhere is not.
func TestTicketsOfAnything(t *testing.T) {
	own, now := tickets("slack", "k"), time.Unix(1_790_000_000, 0)
	rapid.Check(t, func(t *rapid.T) {
		k := bot.Ticket{Line: rapid.String().Draw(t, "line"), For: rapid.String().Draw(t, "for"), Until: now.Add(time.Hour)}
		text := own.Make(k)
		if line, fault := own.Read(text, k.For, now); line != k.Line || fault != bot.Fine {
			t.Fatalf("%q, %d of %q", line, fault, text)
		}
		i := rapid.IntRange(0, len(text)-1).Draw(t, "place")
		other := text[:i] + string(text[i]^byte(rapid.IntRange(1, 255).Draw(t, "change"))) + text[i+1:]
		if _, fault := own.Read(other, k.For, now); fault != bot.Unknown && !strings.EqualFold(other, text) {
			t.Fatalf("%q was taken for %q: %d", other, text, fault)
		}
	})
}

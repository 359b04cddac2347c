// Package bottest is what every platform that delivers messages must do, as tests. The
// scheduler relies on it: a reminder that is lost, or one that is there twice, begins with
// a platform that says something else than it means.
package bottest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// Platform is one platform, ready to be tried. Nothing with the keys of the tests has been
// sent on it.
type Platform struct {
	Sender  bot.Sender
	Member  bot.Address // of somebody who can be reached
	Other   bot.Address // of somebody else
	Channel bot.Address // of a team
	Nobody  bot.Address // of a member whom the platform does not know
	// Shown is everything that can be read at an address now, in the form of the platform.
	Shown func(t *testing.T, to bot.Address) string
	// Halve lets the platform take the first post of the next message and none of the others,
	// until mend is called; nil: every message is one post there.
	Halve func(t *testing.T) (mend func())
}

// Run tries a platform.
func Run(t *testing.T, p Platform) {
	t.Run("what was sent is found by its key", p.found)
	t.Run("at another address it is not found", p.elsewhere)
	t.Run("another key is not found", p.otherKey)
	t.Run("a long message is found as one", p.long)
	t.Run("half a message is not found, and can be taken away", p.half)
	t.Run("a message is replaced where it stands", p.replaced)
	t.Run("a long message is replaced as one", p.longReplaced)
	t.Run("a message becomes longer, and shorter again", p.longer)
	t.Run("a long message becomes shorter, and longer again", p.longAgain)
	t.Run("a message is taken away", p.takenAway)
	t.Run("a message that is gone is no error", p.gone)
	t.Run("a receipt of another platform is refused", p.foreign)
	t.Run("who cannot be reached", p.unreachable)
	t.Run("after the end nothing is done", p.ended)
}

// long is a text that fits in no single post of any platform when it is said by [saying], and in
// a [bot.Message].
func long(mark string) string {
	paragraph := mark + " " + strings.Repeat("De casus vraagt aandacht. ", 20)
	return strings.Repeat(paragraph+"\n\n", bot.MaxText/(len(paragraph)+2))
}

// saying is a message with a text, of which the paragraphs are parts with buttons: in a post
// there is less room for those than for a text.
func saying(text string) bot.Message {
	buttons := []bot.Button{{Label: "Mijn agenda", Line: "agenda"}}
	paragraphs := strings.Split(text, "\n\n")
	m := bot.Message{Text: paragraphs[0], Buttons: buttons}
	for _, p := range paragraphs[1:] {
		if p != "" {
			m.Parts = append(m.Parts, bot.Part{Text: p, Buttons: buttons})
		}
	}
	return m
}

func (p Platform) send(t *testing.T, to bot.Address, key, text string) bot.Receipt {
	t.Helper()
	r, err := p.Sender.Send(t.Context(), to, key, saying(text))
	if err != nil {
		t.Fatalf("sending: %v", err)
	}
	if r.Platform == "" || r.ID == "" {
		t.Fatalf("receipt %+v", r)
	}
	return r
}

func (p Platform) find(t *testing.T, to bot.Address, key string, since time.Time) (bot.Receipt, bool) {
	t.Helper()
	r, there, err := p.Sender.Find(t.Context(), to, key, since)
	if err != nil {
		t.Fatalf("looking: %v", err)
	}
	return r, there
}

// replace puts another text in the place of a message; an empty one takes it away.
func (p Platform) replace(t *testing.T, to bot.Address, r bot.Receipt, text string) {
	t.Helper()
	m := saying(text)
	with := &m
	if text == "" {
		with = nil
	}
	if err := p.Sender.Replace(t.Context(), to, r, with); err != nil {
		t.Fatalf("replacing: %v", err)
	}
}

// shows checks which words can be read at an address, and how often.
func (p Platform) shows(t *testing.T, to bot.Address, word string, want bool) {
	t.Helper()
	if got := strings.Contains(p.Shown(t, to), word); got != want {
		t.Errorf("%q is shown: %v, want %v", word, got, want)
	}
}

// since are moments from which every message of these tests must be found: the clock of the
// platform can be another one.
func since() []time.Time {
	return []time.Time{{}, time.Unix(0, 0), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
}

func (p Platform) found(t *testing.T) {
	for name, to := range map[string]bot.Address{"member": p.Member, "channel": p.Channel} {
		key := "found/" + name
		for _, from := range since() {
			if _, there := p.find(t, to, key, from); there {
				t.Errorf("%s: found before it was sent", name)
			}
		}
		sent := p.send(t, to, key, "gevonden bij "+name)
		p.shows(t, to, "gevonden bij "+name, true)
		for _, from := range since() {
			if got, there := p.find(t, to, key, from); !there || got != sent {
				t.Errorf("%s: found %v %+v, want %+v", name, there, got, sent)
			}
		}
	}
}

func (p Platform) elsewhere(t *testing.T) {
	sent := p.send(t, p.Member, "elsewhere", "voor een ander niet")
	for _, to := range []bot.Address{p.Other, p.Channel} {
		if r, there := p.find(t, to, "elsewhere", time.Time{}); there {
			t.Errorf("found at %+v: %+v", to, r)
		}
		p.shows(t, to, "voor een ander niet", false)
	}
	if other := p.send(t, p.Other, "elsewhere", "voor een ander wel"); other == sent {
		t.Errorf("two messages with one receipt: %+v", other)
	}
}

func (p Platform) otherKey(t *testing.T) {
	one := p.send(t, p.Member, "key/1", "sleutel een")
	two := p.send(t, p.Member, "key/2", "sleutel twee")
	for key, want := range map[string]bot.Receipt{"key/1": one, "key/2": two} {
		if got, there := p.find(t, p.Member, key, time.Time{}); !there || got != want {
			t.Errorf("%s: %v %+v, want %+v", key, there, got, want)
		}
	}
	for _, key := range []string{"key/", "key/11", "KEY/1", "key/1 "} {
		if r, there := p.find(t, p.Member, key, time.Time{}); there {
			t.Errorf("%q found: %+v", key, r)
		}
	}
}

func (p Platform) long(t *testing.T) {
	sent := p.send(t, p.Member, "long", long("lang")+"het einde")
	if got, there := p.find(t, p.Member, "long", time.Time{}); !there || got != sent {
		t.Errorf("found %v %+v, want %+v", there, got, sent)
	}
	p.shows(t, p.Member, "het einde", true)
}

func (p Platform) half(t *testing.T) {
	if p.Halve == nil {
		t.Skip("every message is one post here")
	}
	for name, to := range map[string]bot.Address{"member": p.Member, "channel": p.Channel} {
		text, key := "halverwege "+name, "half/"+name
		mend := p.Halve(t)
		_, err := p.Sender.Send(t.Context(), to, key, saying(text+"\n\n"+long("helft")+"de rest"))
		mend()
		if not := (*bot.NotSent)(nil); err == nil || errors.As(err, &not) {
			t.Fatalf("%s: half a message: %v", name, err)
		}
		p.shows(t, to, text, true)
		p.shows(t, to, "de rest", false)
		r, there := p.find(t, to, key, time.Time{})
		if there || r == (bot.Receipt{}) {
			t.Errorf("%s: half a message is found %v %+v", name, there, r)
		}
		p.replace(t, to, r, "")
		p.shows(t, to, text, false)
		if r, there := p.find(t, to, key, time.Time{}); there || r != (bot.Receipt{}) {
			t.Errorf("%s: of what was taken away is found %v %+v", name, there, r)
		}
	}
}

func (p Platform) foreign(t *testing.T) {
	sent := p.send(t, p.Member, "foreign", "van hier")
	for _, r := range []bot.Receipt{{}, {Platform: "elders", ID: sent.ID}, {Platform: sent.Platform}} {
		if err := p.Sender.Replace(t.Context(), p.Member, r, nil); err == nil {
			t.Errorf("%+v is accepted", r)
		}
	}
	p.shows(t, p.Member, "van hier", true)
}

func (p Platform) unreachable(t *testing.T) {
	_, err := p.Sender.Send(t.Context(), p.Nobody, "nobody", bot.Message{Text: "voor niemand"})
	var not *bot.NotSent
	if !errors.As(err, &not) || not.Why != bot.Unreachable {
		t.Errorf("a member whom nobody knows: %v, want unreachable", err)
	}
	for _, to := range []bot.Address{{}, {Member: p.Member.Member, Channel: p.Channel.Channel}} {
		if _, err := p.Sender.Send(t.Context(), to, "nowhere", bot.Message{Text: "nergens"}); err == nil {
			t.Errorf("sent to %+v", to)
		}
	}
	if _, there, err := p.Sender.Find(t.Context(), p.Nobody, "nobody", time.Time{}); there || err == nil {
		t.Errorf("looked for at nobody: %v %v", there, err)
	}
}

func (p Platform) ended(t *testing.T) {
	sent := p.send(t, p.Member, "ended", "voor het einde")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Sender.Send(ctx, p.Member, "ended/2", bot.Message{Text: "na het einde"}); err == nil {
		t.Error("sent after the end")
	}
	if _, _, err := p.Sender.Find(ctx, p.Member, "ended", time.Time{}); err == nil {
		t.Error("looked after the end")
	}
	if err := p.Sender.Replace(ctx, p.Member, sent, nil); err == nil {
		t.Error("replaced after the end")
	}
	p.shows(t, p.Member, "voor het einde", true)
	p.shows(t, p.Member, "na het einde", false)
}

package slack

import (
	"testing"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

func TestDirectConversationOfTwoColleaguesIsNotPrivate(t *testing.T) {
	elsewhere := func(c *api.SlashCommand) { c.ChannelID = "D777" }
	w := newTalker(t)
	w.answers["casus toon ZO-2026-0142"] = func(req bot.Request) bot.Message {
		return bot.Message{Text: "De kaart", Direct: !req.In.Private}
	}
	equal(t, "there", wordsOf(w.commanded("command-direct", elsewhere)), bot.ElsewhereNote+" "+bot.UnknownNote)
	equal(t, "place", w.asked[0].In, bot.Place{ID: "D777", Unknown: true})
	said := w.told("chat.postMessage")
	if len(said) != 1 || said[0].args["channel"] != "D1" {
		t.Error(said)
	}
	w.always("agenda ics", bot.Message{Files: []bot.File{{Name: "agenda.ics", Data: []byte("x")}}})
	equal(t, "a file", wordsOf(w.commanded("command-direct", typing("agenda ics"), elsewhere)), "Het bestand 'agenda.ics' staat in je privébericht met mij.")
}

func TestDirectConversationOfWhichSlackSaysNothing(t *testing.T) {
	w := newTalker(t)
	w.wrong["conversations.open"] = "internal_error"
	w.commanded("command-direct")
	equal(t, "place", w.asked[0].In, bot.Place{ID: "D1", Private: true})
}

func TestFormOfTwoColleaguesIsAnsweredThere(t *testing.T) {
	w, _ := formTalker(t, 1)
	w.commanded("command-direct", typing("casus nieuw"), func(c *api.SlashCommand) { c.ChannelID = "D777" })
	view, _ := w.told("views.open")[0].args["view"].(map[string]any)
	sealed, _ := view["private_metadata"].(string)
	d, _ := w.forms().Open(sealed, "U1")
	if d.Private || !d.Unknown {
		t.Errorf("%+v", d)
	}
	w.submits("t1", d, answered("veldaa", "x"))
	equal(t, "only its person sees it", len(w.told("hook")), 1)
}

// TestWhoReadAlong: what is said of that is no more than what is known, and nobody is asked
// to take away what nobody sees.
func TestWhoReadAlong(t *testing.T) {
	for name, c := range map[string]struct{ channel, wrong, command, mention string }{
		"the team":      {"C1", "", "", ""},
		"others":        {"C9", "", " " + bot.OutsideNote, ""},
		"nobody knows":  {"C1", "channel_not_found", " " + bot.UnknownNote, " " + bot.UnknownNote + " " + bot.RemoveNote},
		"a group of us": {"G1", "missing_scope", " " + bot.UnknownNote, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTalker(t)
			w.always("casus toon ZO-2026-0142", bot.Message{Text: "De kaart", Direct: true})
			w.wrong["conversations.info"] = c.wrong
			typed := w.commanded("command-channel", func(one *api.SlashCommand) { one.ChannelID = c.channel })
			equal(t, "a command", wordsOf(typed), bot.ElsewhereNote+c.command)
			if c.channel != "C1" {
				return // mentions are in C1
			}
			w.happened("Ev1", "mention", "text", "<@U0> casus toon ZO-2026-0142")
			equal(t, "a mention", wordsOf(w.told("chat.postEphemeral")[0].args), bot.ElsewhereNote+c.mention)
		})
	}
}

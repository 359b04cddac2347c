package mattermost

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

func TestCommand(t *testing.T) {
	w := newTalker(t)
	got := w.commands(talkRoom, "mpcheck jeugd crisis=nee\n\ttwee")
	is(t, "kind", got.ResponseType, ephemeral)
	is(t, "text", got.Text, escape("Antwoord op mpcheck jeugd crisis=nee\n\ttwee"))
	is(t, "verbatim", got.Verbatim, true)
	req := w.asked[0]
	is(t, "line", req.Line, "mpcheck jeugd crisis=nee\n\ttwee")
	is(t, "from", req.From, bot.Person{Platform: Platform, ID: talkAnouk, Name: "anouk.devries"})
	is(t, "place", req.In, bot.Place{ID: talkRoom})
	is(t, "id", strings.HasPrefix(req.ID, "mattermost/command/"), true)
	is(t, "at", req.At, w.now)
	is(t, "posts", len(w.heard("POST /posts")), 0)
}

func TestCommandInTheDirectConversationIsAnsweredThere(t *testing.T) {
	w := newTalker(t)
	w.always("casus toon", bot.Message{Text: "De kaart", Buttons: []bot.Button{{Label: "Wijzigen", Line: "casus wijzig"}}})
	got := w.commands(talkDM, "casus toon")
	is(t, "place", w.asked[0].In, bot.Place{ID: talkDM, Private: true})
	is(t, "text", got.Text, "De kaart")
	line, owned, fault := w.readLine(ticketsIn(got.Attachments)["Wijzigen"], talkAnouk)
	if line != "casus wijzig" || !owned || fault != bot.Fine {
		t.Error(line, owned, fault)
	}
	if _, _, fault := w.readLine(ticketsIn(got.Attachments)["Wijzigen"], talkBram); fault != bot.Foreign {
		t.Error("somebody else can press it", fault)
	}
}

func TestCommandInTheConversationOfOthersIsNotPrivate(t *testing.T) {
	w := newTalker(t)
	w.commands(talkDMBram, "hulp", func(c *slashCommand) { c.ChannelName = talkAnouk + "__" + talkBram })
	if in := w.asked[0].In; in.Private {
		t.Error(in)
	}
}

func TestCommandWhenNobodyKnowsWhere(t *testing.T) {
	w := newTalker(t)
	w.wrong["POST /channels/direct"] = http.StatusInternalServerError
	w.commands(idOf("a"), "hulp", func(c *slashCommand) { c.ChannelName = talkAnouk + "__" + talkBot })
	is(t, "of two people", w.asked[0].In.Private, true)
	w.wrong["GET /channels/"+talkRoom] = http.StatusForbidden
	w.commands(talkRoom, "hulp")
	is(t, "of a room", w.asked[1].In, bot.Place{ID: talkRoom, Unknown: true})
	w.commands(talkRoom, "hulp", func(c *slashCommand) { c.ChannelName = talkBot })
	is(t, "of a room that is named after the bot", w.asked[2].In, bot.Place{ID: talkRoom, Unknown: true})
}

// TestFormAskedForWithAColleague: while the server does not tell which conversation is whose, none of
// two people is taken for that with the bot, and no form remembers it as that.
func TestFormAskedForWithAColleague(t *testing.T) {
	for name, c := range map[string]struct {
		other string
		self  bool // the bot knows itself
		want  bool // it is private for the command
	}{
		"a colleague": {talkBram, true, false}, "the bot": {talkBot, true, true}, "perhaps the bot": {talkBot, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			w, p := formTalker(t, 1)
			p.says = func(bot.Request) *bot.Message { return &bot.Message{Text: "Inhoud casus", Direct: true} }
			pair := idOf("paar")
			w.wrong["POST /channels/direct"] = http.StatusInternalServerError
			if !c.self {
				w.wrong["GET /users/me"] = http.StatusInternalServerError
				w.out.me.Drop("")
			}
			w.commands(pair, "casus nieuw", func(s *slashCommand) { s.ChannelName = talkAnouk + "__" + c.other })
			is(t, "private", w.asked[0].In.Private, c.want)
			opened := w.heard("POST /actions/dialogs/open")
			if len(opened) != 1 {
				t.Fatal(opened)
			}
			delete(w.wrong, "POST /channels/direct")
			w.submits(opened[0].args["dialog"].(map[string]any)["state"].(string), map[string]any{"veld00": "x"})
			is(t, "of the form", w.asked[len(w.asked)-1].In.Private, false)
			is(t, "posted there", len(w.posted(pair)), 0)
		})
	}
}

func TestCommandWhoseAnswerIsNotForTheRoom(t *testing.T) {
	w := newTalker(t)
	w.always("casus toon", bot.Message{Text: "De kaart", Direct: true})
	got := w.commands(talkRoom, "casus toon")
	is(t, "note", got.Text, bot.ElsewhereNote)
	if said := w.posted(talkDM); len(said) != 1 || said[0] != "De kaart" {
		t.Error(said)
	}
	is(t, "in the room", len(w.posted(talkRoom)), 0)
}

func TestCommandWhoseAnswerCannotGoElsewhere(t *testing.T) {
	w := newTalker(t)
	w.always("casus toon", bot.Message{Text: "De kaart", Direct: true})
	w.wrong["POST /posts"] = http.StatusForbidden
	is(t, "note", w.commands(talkRoom, "casus toon").Text, escape(wordNoDirect))
}

func TestPublicAnswerIsOfTheBot(t *testing.T) {
	w := newTalker(t)
	w.always("agenda team", bot.Message{Text: "Het overleg", Public: true, Buttons: []bot.Button{{Label: "Meer", Line: "agenda maand"}}})
	got := w.commands(talkRoom, "agenda team", func(c *slashCommand) { c.RootID = idOf("root") })
	if got.Text != "" || len(got.Attachments) > 0 {
		t.Error(got)
	}
	said := w.heard("POST /posts")
	if len(said) != 1 || said[0].args["channel_id"] != talkRoom || said[0].args["root_id"] != idOf("root") {
		t.Fatal(said)
	}
	if _, owned, fault := w.readLine(ticketsIn(said[0].args)["Meer"], talkBram); owned || fault != bot.Fine {
		t.Error("a button in a room is everybody's", owned, fault)
	}
}

func TestPublicAnswerThatCannotBePostedIsPrivate(t *testing.T) {
	w := newTalker(t)
	w.always("agenda team", bot.Message{Text: "Het overleg", Public: true})
	w.wrong["POST /posts"] = http.StatusForbidden
	got := w.commands(talkRoom, "agenda team")
	is(t, "kind", got.ResponseType, ephemeral)
	if !strings.HasPrefix(got.Text, platform.WordNotAloud) || !strings.Contains(got.Text, "Het overleg") {
		t.Error(got.Text)
	}
}

func TestLongAnswerOfACommandIsThereAtOnce(t *testing.T) {
	w := newTalker(t)
	long := strings.Repeat("woorden ", 1500)
	w.always("hulp", bot.Message{Text: long + "\n\n" + long})
	got := w.commands(talkRoom, "hulp")
	is(t, "behind it", len(got.Extra), 1)
	is(t, "kind", got.Extra[0].ResponseType, ephemeral)
}

func TestFilesGoToTheDirectConversation(t *testing.T) {
	w := newTalker(t)
	w.always("caseload xlsx", bot.Message{Text: "Je caseload", Files: []bot.File{{Name: "caseload.xlsx", Data: []byte("x")}}})
	got := w.commands(talkRoom, "caseload xlsx") // the server of this test keeps no files
	if !strings.Contains(got.Text, "kon ik niet sturen") {
		t.Error(got.Text)
	}
	is(t, "asked where", len(w.heard("POST /files")), 1)
}

func TestStrangersAreNotHeard(t *testing.T) {
	for name, c := range map[string]struct {
		who  account
		want string
	}{
		"of another server": {account{ID: talkAnouk, Username: "a", RemoteID: idOf("remote")}, wordStranger},
		"closed":            {account{ID: talkAnouk, Username: "a", DeleteAt: 1}, wordStranger},
		"a bot":             {account{ID: talkAnouk, Username: "a", IsBot: true}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTalker(t)
			w.users[talkAnouk] = c.who
			is(t, "said", w.commands(talkRoom, "hulp").Text, c.want)
			is(t, "asked", len(w.asked), 0)
		})
	}
}

// slow lets the program answer hulp when it is told to.
func (w *talker) slow(m bot.Message) (goOn func()) {
	gate := make(chan struct{})
	w.talk.Within = time.Millisecond
	w.answers["hulp"] = func(bot.Request) bot.Message { <-gate; return m }
	return func() { close(gate); w.settle() }
}

// during gives a command and does not wait for what comes later.
func (w *talker) during(channel, link string) reply {
	return w.command(context.Background(), slashCommand{
		Command: "/hulp", UserID: talkAnouk, ChannelID: channel, ResponseURL: link, TriggerID: "t1",
	}, "t1")
}

func TestLateAnswer(t *testing.T) {
	w := newTalker(t)
	goOn := w.slow(bot.Message{Text: "Klaar"})
	is(t, "at once", w.during(talkRoom, w.URL+"/hooks/commands/"+idOf("hook")).Text, bot.Wait)
	goOn()
	said := w.heard("POST /hooks/commands/" + idOf("hook"))
	if len(said) != 1 || said[0].args["text"] != "Klaar" || said[0].args["response_type"] != ephemeral {
		t.Error(said)
	}
	is(t, "in the direct conversation", len(w.posted(talkDM)), 0)
}

func TestLateAnswerWithoutAWay(t *testing.T) {
	for name, link := range map[string]string{
		"of another server": "https://evil.example/hooks/commands/x",
		"no address":        "::",
		"none":              "",
		"gone":              "gone",
	} {
		t.Run(name, func(t *testing.T) {
			w := newTalker(t)
			if link == "gone" {
				link = w.URL + "/hooks/commands/" + idOf("hook")
				w.wrong["POST /hooks/commands/"+idOf("hook")] = http.StatusNotFound
			}
			goOn := w.slow(bot.Message{Text: "Klaar"})
			w.during(talkRoom, link)
			goOn()
			if said := w.posted(talkDM); len(said) != 1 || said[0] != "Klaar" {
				t.Error(said)
			}
		})
	}
}

func TestHookIsOfThisServerOnly(t *testing.T) {
	w := newTalker(t)
	hook := "/hooks/commands/" + idOf("hook")
	for link, want := range map[string]string{
		w.URL + hook:                        w.URL + hook,
		"https://chat.stad.nl/sub" + hook:   w.URL + hook, // the name by which people know the server
		"https://evil.example/api/v4/posts": "",
		w.URL + hook + "/../../api":         "",
		w.URL + "/hooks/commands/":          "",
		"file:///hooks/commands/short":      "",
	} {
		is(t, link, w.hookOf(link), want)
	}
}

func TestHookIsUsedFiveTimes(t *testing.T) {
	w := newTalker(t)
	link := w.URL + "/hooks/commands/" + idOf("hook")
	for range linkUses + 2 {
		goOn := w.slow(bot.Message{Text: "Klaar"})
		w.during(talkRoom, link)
		goOn()
	}
	is(t, "there", len(w.heard("POST "+"/hooks/commands/"+idOf("hook"))), linkUses)
	is(t, "in the direct conversation", len(w.posted(talkDM)), 2)
}

func TestCommandPanics(t *testing.T) {
	w := newTalker(t)
	w.answers["hulp"] = func(bot.Request) bot.Message { panic("geheim van Jan") }
	got := w.commands(talkRoom, "hulp")
	if !strings.Contains(got.Text, "kenmerk") || strings.Contains(w.log.String(), "Jan") {
		t.Error(got.Text, w.log.String())
	}
}

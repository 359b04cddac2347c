package mattermost

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

func TestPressInTheDirectConversation(t *testing.T) {
	w := newTalker(t)
	got := w.uses(talkDM, w.ticketFor("casus toon", talkAnouk))
	if got != (actionReply{}) {
		t.Error("the answer stands in the conversation", got)
	}
	req := w.asked[0]
	is(t, "line", req.Line, "casus toon")
	is(t, "place", req.In, bot.Place{ID: talkDM, Private: true})
	is(t, "from", req.From, bot.Person{Platform: Platform, ID: talkAnouk, Name: "anouk.devries"})
	is(t, "id", strings.HasPrefix(req.ID, "mattermost/press/"), true)
	if said := w.posted(talkDM); len(said) != 1 || said[0] != "Antwoord op casus toon" {
		t.Error(said)
	}
}

func TestPressInARoom(t *testing.T) {
	w := newTalker(t)
	is(t, "text", w.uses(talkRoom, w.ticketFor("hulp", talkAnouk)).EphemeralText, "Antwoord op hulp")
	w.always("hulp casus", bot.Message{Text: "Kies", Buttons: []bot.Button{{Label: "Nieuw", Line: "casus nieuw"}}})
	is(t, "with buttons", w.uses(talkRoom, w.ticketFor("hulp casus", talkAnouk)).EphemeralText, wordSentDM)
	if said := w.posted(talkDM); len(said) != 1 || said[0] != "Kies" {
		t.Error(said)
	}
	is(t, "for everybody", len(w.posted(talkRoom)), 0)
}

func TestPressUnderACommandIsAnsweredThere(t *testing.T) {
	w := newTalker(t)
	w.always("hulp casus", bot.Message{Text: "Kies", Buttons: []bot.Button{{Label: "Nieuw", Line: "casus nieuw"}}})
	w.commands(talkRoom, "hulp")
	is(t, "said", w.uses(talkRoom, w.ticketFor("hulp casus", talkAnouk)), actionReply{})
	is(t, "there", len(w.heard("POST /hooks/commands/"+idOf("hook"))), 1)
	w.members[talkRoom+"/"+talkBram] = true
	w.uses(talkRoom, w.ticketFor("hulp casus", talkBram), func(p *pressed) { p.UserID = talkBram })
	is(t, "of somebody else", len(w.heard("POST /hooks/commands/"+idOf("hook"))), 1)
}

func TestPressThatTheBotMayWhisperAbout(t *testing.T) {
	w := newTalker(t)
	delete(w.wrong, "POST /posts/ephemeral")
	w.threads[idOf("pressed")] = stored{ID: idOf("pressed"), ChannelID: talkRoom, RootID: idOf("root")}
	w.always("hulp", bot.Message{Text: "Kies", Buttons: []bot.Button{{Label: "Nieuw", Line: "casus nieuw"}}})
	w.uses(talkRoom, w.ticketFor("hulp", talkAnouk))
	said := w.heard("POST /posts/ephemeral")
	if len(said) != 1 || said[0].args["user_id"] != talkAnouk || said[0].args["post"].(map[string]any)["root_id"] != idOf("root") {
		t.Error(said)
	}
}

func TestPressInAThreadOfTheDirectConversation(t *testing.T) {
	w := newTalker(t)
	w.threads[idOf("pressed")] = stored{ID: idOf("pressed"), ChannelID: talkDM, RootID: idOf("root")}
	w.uses(talkDM, w.ticketFor("casus toon", talkAnouk))
	said := w.heard("POST /posts")
	if len(said) != 1 || said[0].args["root_id"] != idOf("root") {
		t.Error(said)
	}
	w.always("casus nieuw", talkForm(1))
	w.uses(talkDM, w.ticketFor("casus nieuw", talkAnouk))
	state, _ := w.heard("POST /actions/dialogs/open")[0].args["dialog"].(map[string]any)["state"].(string)
	if d, _ := w.readDesk(state, talkAnouk); d.Thread != idOf("root") || !d.Private {
		t.Error(d)
	}
}

// TestPressIsAnsweredInItsThread: of two commands in two threads of one channel.
func TestPressIsAnsweredInItsThread(t *testing.T) {
	hook := func(thread string) string { return "/hooks/commands/" + idOf("hook"+thread) }
	ask := func(t *testing.T, threads ...string) (*talker, map[string]string) {
		t.Helper()
		w, tickets := newTalker(t), map[string]string{}
		w.always("hulp", bot.Message{Text: "Kies", Buttons: []bot.Button{{Label: "Casus", Line: "hulp casus"}}})
		w.always("hulp casus", bot.Message{Text: "Kies", Buttons: []bot.Button{{Label: "Nieuw", Line: "casus nieuw"}}})
		for _, thread := range threads {
			got := w.commands(talkRoom, "hulp", func(c *slashCommand) { c.RootID, c.ResponseURL = idOf(thread), w.URL+hook(thread) })
			context := got.Attachments[0].Actions[0].Integration.Context
			is(t, "thread of the button", context[contextThread], idOf(thread))
			tickets[thread] = context[contextTicket]
		}
		return w, tickets
	}
	t.Run("under what only she sees", func(t *testing.T) {
		w, tickets := ask(t, "a", "b")
		w.uses(talkRoom, tickets["a"], func(p *pressed) { p.Context[contextThread] = idOf("a") })
		is(t, "in a", len(w.heard("POST "+hook("a"))), 1)
		is(t, "in b", len(w.heard("POST "+hook("b"))), 0)
		next := w.heard("POST " + hook("a"))[0]
		if !strings.Contains(fmt.Sprint(next.args["attachments"]), idOf("a")) {
			t.Error("the next button knows its thread", next)
		}
	})
	t.Run("under a message", func(t *testing.T) {
		w, _ := ask(t, "a")
		delete(w.wrong, "POST /posts/ephemeral")
		w.threads[idOf("pressed")] = stored{ID: idOf("pressed"), ChannelID: talkRoom, RootID: idOf("b")}
		w.uses(talkRoom, w.ticketFor("hulp casus", talkAnouk))
		is(t, "in a", len(w.heard("POST "+hook("a"))), 0)
		if said := w.heard("POST /posts/ephemeral"); len(said) != 1 || said[0].args["post"].(map[string]any)["root_id"] != idOf("b") {
			t.Error(said)
		}
	})
	t.Run("in the name of others", func(t *testing.T) {
		w, tickets := ask(t, "a")
		w.members[talkRoom+"/"+talkBram] = true
		w.uses(talkRoom, w.ticketFor("hulp casus", talkBram), func(p *pressed) { p.UserID, p.Context[contextThread] = talkBram, idOf("a") })
		w.uses(talkRoom, tickets["a"], func(p *pressed) { p.Context[contextThread] = "../users/me" })
		is(t, "in a", len(w.heard("POST "+hook("a"))), 0)
	})
}

// TestForgedPress tries everything that somebody can send who knows our address.
func TestForgedPress(t *testing.T) {
	foreign := talkTickets()
	foreign.Platform = "slack"
	of := func(tickets bot.Tickets, line, owner string, until time.Time) string {
		return tickets.Make(bot.Ticket{Line: line, For: owner, Until: until})
	}
	w := newTalker(t)
	later := w.now.Add(time.Hour * 24)
	good := w.ticketFor("casus sluit zaak=ZO-1", talkAnouk)
	for name, c := range map[string]struct {
		ticket string
		change func(p *pressed)
		want   bot.Fault
	}{
		"no ticket":                 {"", nil, bot.Unknown},
		"a line":                    {"casus sluit zaak=ZO-1", nil, bot.Unknown},
		"another line":              {good[:len(good)-1] + "2", nil, bot.Unknown},
		"of another platform":       {of(foreign, "casus sluit", talkAnouk, later), nil, bot.Unknown},
		"of somebody else":          {good, func(p *pressed) { p.UserID = talkBram }, bot.Foreign},
		"of nobody":                 {good, func(p *pressed) { p.UserID = "" }, bot.Foreign},
		"expired":                   {of(w.cfg.Tickets, "casus sluit", talkAnouk, w.now.Add(-time.Hour)), nil, bot.Expired},
		"what a dialog remembers":   {w.seal(platform.Desk{Line: "casus sluit", Owner: talkAnouk}), nil, bot.Unknown},
		"a choice not offered":      {good, func(p *pressed) { p.Context[contextChoice] = "casus sluit zaak=ZO-2" }, bot.Unknown},
		"a choice of somebody else": {good, func(p *pressed) { p.Context[contextChoice] = w.ticketFor("casus sluit zaak=ZO-2", talkBram) }, bot.Foreign},
		"no text":                   {good, func(p *pressed) { p.Context[contextTicket] = map[string]any{"a": 1} }, bot.Unknown},
		"no context":                {good, func(p *pressed) { p.Context = nil }, bot.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTalker(t)
			got := w.uses(talkDM, c.ticket, func(p *pressed) {
				if c.change != nil {
					c.change(p)
				}
			})
			is(t, "said", got.EphemeralText, c.want.Button())
			is(t, "asked", len(w.asked), 0)
			is(t, "posted", len(w.heard("POST /posts")), 0)
			is(t, "opened", len(w.heard("POST /actions/dialogs/open")), 0)
		})
	}
}

func TestButtonOfEverybodyProvesNothing(t *testing.T) {
	w := newTalker(t)
	w.always("agenda zaak=ZO-1", bot.Message{Text: "Inhoud"})
	everybodys := w.ticketFor("agenda zaak=ZO-1", "")
	got := w.uses(talkRoom, everybodys)
	is(t, "said", got.EphemeralText, wordOwnSent)
	is(t, "asked", len(w.asked), 0)
	said := w.heard("POST /posts")
	if len(said) != 1 || said[0].args["channel_id"] != talkDM || strings.Contains(said[0].args["message"].(string), "ZO-1") {
		t.Fatal(said)
	}
	own := ticketsIn(said[0].args)[wordGoOn]
	if _, owned, fault := w.readLine(own, talkAnouk); !owned || fault != bot.Fine {
		t.Error(owned, fault)
	}
	is(t, "again", w.uses(talkRoom, everybodys).EphemeralText, wordOwnSent)
	is(t, "posted again", len(w.heard("POST /posts")), 1)
	w.uses(talkDM, own)
	is(t, "asked", len(w.asked), 1)
	is(t, "line", w.asked[0].Line, "agenda zaak=ZO-1")
	if posts := w.posted(talkDM); posts[len(posts)-1] != "Inhoud" {
		t.Error(posts)
	}
}

func TestButtonOfEverybodyThatCouldNotBeGivenComesAgain(t *testing.T) {
	w := newTalker(t)
	everybodys := w.ticketFor("agenda zaak=ZO-1", "")
	w.wrong["POST /posts"] = http.StatusInternalServerError
	w.uses(talkRoom, everybodys)
	before := len(w.heard("POST /posts"))
	delete(w.wrong, "POST /posts")
	w.uses(talkRoom, everybodys)
	is(t, "posted", len(w.heard("POST /posts")), before+1)
}

func TestButtonOfEverybodyInTheNameOfOthers(t *testing.T) {
	w := newTalker(t)
	everybodys := w.ticketFor("agenda", "")
	for name, user := range map[string]string{"a member": talkBram, "nobody's": idOf("karel")} {
		got := w.uses(talkRoom, everybodys, func(p *pressed) { p.UserID = user })
		is(t, name, got.EphemeralText, wordOwnSent) // who asks hears no difference
	}
	is(t, "to the member", len(w.posted(talkDMBram)), 1)
	is(t, "posted in all", len(w.heard("POST /posts")), 1)
	is(t, "asked", len(w.asked), 0)
}

func TestPressDoesNotBelieveWhereItIs(t *testing.T) {
	w := newTalker(t)
	w.always("agenda team", bot.Message{Text: "Het overleg", Public: true})
	w.always("casus toon", bot.Message{Text: "De kaart", Direct: true})
	got := w.uses(talkOther, w.ticketFor("agenda team", talkAnouk)) // she is not in that channel
	if !strings.HasPrefix(got.EphemeralText, platform.WordNotAloud) {
		t.Error(got)
	}
	is(t, "in a channel she is not in", len(w.posted(talkOther)), 0)
	w.uses(talkDMBram, w.ticketFor("casus toon", talkAnouk))
	is(t, "in the conversation of somebody else", len(w.posted(talkDMBram)), 0)
	is(t, "in her own", len(w.posted(talkDM)), 1)
	for _, req := range w.asked {
		is(t, "private", req.In.Private, false)
	}
	w.uses("../users/me", w.ticketFor("agenda team", talkAnouk))
	is(t, "in a path", len(w.heard("GET /channels/..*")), 0)
}

func TestPressAloudInTheThread(t *testing.T) {
	w := newTalker(t)
	w.threads[idOf("pressed")] = stored{ID: idOf("pressed"), ChannelID: talkRoom, RootID: idOf("root")}
	w.always("agenda team", bot.Message{Text: "Het overleg", Public: true})
	is(t, "said", w.uses(talkRoom, w.ticketFor("agenda team", talkAnouk)), actionReply{})
	said := w.heard("POST /posts")
	if len(said) != 1 || said[0].args["channel_id"] != talkRoom || said[0].args["root_id"] != idOf("root") {
		t.Error(said)
	}
}

func TestThreePressesAtOnceAreOne(t *testing.T) {
	w := newTalker(t)
	ticket := w.ticketFor("mdo gehouden", talkAnouk)
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			w.action(context.Background(), pressed{UserID: talkAnouk, ChannelID: talkDM, Context: map[string]any{contextTicket: ticket}}, "")
		})
	}
	all.Wait()
	w.settle()
	if len(w.asked) != 3 || w.asked[0].ID != w.asked[1].ID || w.asked[1].ID != w.asked[2].ID {
		t.Error(w.asked)
	}
	w.locked(func() { w.now = w.now.Add(9 * time.Second) }) // into the next while of the clock
	w.uses(talkDM, ticket)
	is(t, "shortly after", w.asked[3].ID, w.asked[0].ID)
	w.locked(func() { w.now = w.now.Add(time.Hour) })
	w.uses(talkDM, ticket)
	w.uses(talkDM, w.ticketFor("mdo plan", talkAnouk))
	if w.asked[4].ID == w.asked[0].ID || w.asked[5].ID == w.asked[4].ID {
		t.Error("another press has another name", w.asked)
	}
}

// TestPicturesOfOnePressComeOnce: a finger that bounces gets its file once; pressed later it comes again,
// and so it does when it could not be given.
func TestPicturesOfOnePressComeOnce(t *testing.T) {
	w := newTalker(t)
	picture := bot.File{Name: "tijdlijn.png", Type: "image/png", Data: []byte("png")}
	w.always("traject tijdlijn", bot.Message{Text: "De tijdlijn", Files: []bot.File{picture}})
	ticket := w.ticketFor("traject tijdlijn", talkAnouk)
	w.uses(talkDM, ticket)
	w.keepsFiles = true
	w.uses(talkDM, ticket)
	w.uses(talkDM, ticket)
	is(t, "one that fails, and one", len(w.heard("POST /files")), 2)
	w.locked(func() { w.now = w.now.Add(time.Hour) })
	w.uses(talkDM, ticket)
	is(t, "another later", len(w.heard("POST /files")), 3)
}

// TestPressWhileItTakesLong: who presses again while the answer is written gets that answer, and no
// other after it.
func TestPressWhileItTakesLong(t *testing.T) {
	w := newTalker(t)
	w.talk.Within = 10 * time.Millisecond
	goOn, begun := make(chan struct{}), make(chan struct{}, 9)
	w.answers["traject samenvatting"] = func(bot.Request) bot.Message {
		begun <- struct{}{}
		<-goOn
		return bot.Message{Text: "De samenvatting"}
	}
	press := pressed{UserID: talkAnouk, ChannelID: talkDM, Context: map[string]any{contextTicket: w.ticketFor("traject samenvatting", talkAnouk)}}
	for range 3 { // each is told to wait
		is(t, "said", w.action(context.Background(), press, ""), hinted(bot.Wait))
	}
	<-begun
	close(goOn)
	w.settle()
	is(t, "asked", len(w.asked), 1)
	is(t, "said", len(w.heard("POST /posts")), 1)
}

// TestPressInSeveralProcesses: who presses twice does something once, whichever processes hear of it
// and whatever their clock says; and later once more. The program notes what it did by the names of
// presses.
func TestPressInSeveralProcesses(t *testing.T) {
	const border = 1794700010
	type press struct {
		process int
		at      time.Duration // since the border
	}
	for name, c := range map[string]struct {
		presses []press
		done    int
	}{
		"at one time":                 {[]press{{0, time.Second}, {1, time.Second}}, 1},
		"over the border":             {[]press{{0, -time.Second / 10}, {1, time.Second / 10}}, 1},
		"over the border, in three":   {[]press{{0, -time.Second / 10}, {1, time.Second / 10}, {2, time.Second / 5}}, 1},
		"clocks that differ":          {[]press{{1, time.Second / 10}, {0, -time.Second / 10}}, 1},
		"behind the border":           {[]press{{0, time.Second / 10}, {1, time.Second / 5}, {0, time.Second / 2}, {2, 6 * time.Second}}, 1},
		"and in one process later on": {[]press{{0, -time.Second / 10}, {1, time.Second / 10}, {1, 9 * time.Second}}, 1},
		"twice":                       {[]press{{0, time.Second / 10}, {1, 20 * time.Second}}, 2},
		"an hour later":               {[]press{{0, 0}, {1, 0}, {1, time.Hour}, {0, time.Hour}}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			shared, done := &inDatabase{}, 0
			processes := []*talker{newTalker(t), newTalker(t), newTalker(t)}
			for _, w := range processes {
				w.cfg.First = shared.first
				w.answers["mdo gehouden"] = func(req bot.Request) bot.Message {
					if first, _ := shared.first(context.Background(), req.From.Platform+"/"+req.ID); !first {
						return bot.Message{Text: bot.TwiceNote, Refused: true}
					}
					done++
					return bot.Message{Text: "Gedaan."}
				}
			}
			ticket := processes[0].ticketFor("mdo gehouden", talkAnouk)
			for _, p := range c.presses {
				w := processes[p.process]
				w.locked(func() { w.now = time.Unix(border, 0).Add(p.at) })
				w.uses(talkDM, ticket)
			}
			is(t, "done", done, c.done)
		})
	}
}

func TestPressWhenNobodyKnowsWhatWasPressed(t *testing.T) {
	w := newTalker(t)
	w.cfg.First = func(context.Context, string) (bool, error) { return false, context.DeadlineExceeded }
	w.now = time.Unix(1794700010, 0)
	w.uses(talkDM, w.ticketFor("mdo gehouden", talkAnouk))
	w.uses(talkDM, w.ticketFor("mdo plan", talkAnouk))
	if len(w.asked) != 2 || w.asked[0].ID == w.asked[1].ID {
		t.Error(w.asked)
	}
}

func TestChoiceInAMenu(t *testing.T) {
	w := newTalker(t)
	w.uses(talkDM, "", func(p *pressed) { p.Context = map[string]any{contextChoice: w.ticketFor("hulp casus", talkAnouk)} })
	is(t, "line", w.asked[0].Line, "hulp casus")
}

func TestPressOpensAForm(t *testing.T) {
	w := newTalker(t)
	w.always("casus nieuw", talkForm(2))
	is(t, "said", w.uses(talkDM, w.ticketFor("casus nieuw", talkAnouk)), actionReply{})
	opened := w.heard("POST /actions/dialogs/open")
	if len(opened) != 1 || opened[0].args["trigger_id"] != "t2" {
		t.Fatal(opened)
	}
	state, _ := opened[0].args["dialog"].(map[string]any)["state"].(string)
	d, fault := w.readDesk(state, talkAnouk)
	is(t, "fault", fault, bot.Fine)
	is(t, "knows how it opened", d.Opened != "", true)
	is(t, "desk", d, platform.Desk{Line: "casus nieuw", Owner: talkAnouk, Channel: talkDM, Private: true, Opened: d.Opened})
	is(t, "posts", len(w.heard("POST /posts")), 0)
}

// TestAnswerDoesNotWaitForItsAddress: it can be used a few times only.
func TestAnswerDoesNotWaitForItsAddress(t *testing.T) {
	w := newTalker(t)
	link := w.URL + "/hooks/commands/" + idOf("hook")
	w.wrong["POST /hooks/commands/"+idOf("hook")] = http.StatusTooManyRequests
	goOn := w.slow(bot.Message{Text: "Klaar"})
	w.during(talkRoom, link)
	goOn()
	is(t, "asked there", len(w.heard("POST /hooks/commands/"+idOf("hook"))), 1)
	is(t, "in the direct conversation", len(w.posted(talkDM)), 1)
}

func TestFormOfAPressSomewhereElse(t *testing.T) {
	w := newTalker(t)
	w.always("casus nieuw", talkForm(2))
	w.uses(talkOther, w.ticketFor("casus nieuw", talkAnouk))
	state, _ := w.heard("POST /actions/dialogs/open")[0].args["dialog"].(map[string]any)["state"].(string)
	if d, _ := w.readDesk(state, talkAnouk); d.Channel != "" || d.Private || !d.Unknown {
		t.Error(d)
	}
}

func TestFormThatDoesNotOpen(t *testing.T) {
	w := newTalker(t)
	w.always("casus nieuw zaak=ZO-1", talkForm(2))
	w.wrong["POST /actions/dialogs/open"] = http.StatusBadRequest // the trigger is over
	got := w.commands(talkDM, "casus nieuw zaak=ZO-1")
	if !strings.Contains(got.Text, "Formulier openen") {
		t.Error(got.Text)
	}
	line, _, _ := w.readLine(ticketsIn(got.Attachments)[platform.WordOpenForm], talkAnouk)
	is(t, "button", line, "casus nieuw zaak=ZO-1")
}

func TestLatePress(t *testing.T) {
	w := newTalker(t)
	goOn := w.slow(bot.Message{Text: "Klaar"})
	got := w.action(context.Background(), pressed{UserID: talkAnouk, ChannelID: talkDM, Context: map[string]any{contextTicket: w.ticketFor("hulp", talkAnouk)}}, "")
	is(t, "at once", got.EphemeralText, bot.Wait)
	goOn()
	if said := w.posted(talkDM); len(said) != 1 || said[0] != "Klaar" {
		t.Error(said)
	}
}

func TestLatePressInARoom(t *testing.T) {
	w := newTalker(t)
	goOn := w.slow(bot.Message{Text: "Klaar"})
	got := w.action(context.Background(), pressed{UserID: talkAnouk, ChannelID: talkRoom, Context: map[string]any{contextTicket: w.ticketFor("hulp", talkAnouk)}}, "")
	is(t, "at once", got.EphemeralText, bot.Wait)
	goOn()
	if said := w.posted(talkDM); len(said) != 1 || said[0] != "Klaar" {
		t.Error(said)
	}
}

func TestPressThatReachesNobody(t *testing.T) {
	w := newTalker(t)
	w.wrong["POST /posts"] = http.StatusForbidden
	w.uses(talkDM, w.ticketFor("hulp", talkAnouk))
	w.uses(talkRoom, w.ticketFor("hulp", ""))
	if !strings.Contains(w.log.String(), "an answer could not be given") || !strings.Contains(w.log.String(), "a button could not be given") || strings.Contains(w.log.String(), "hulp") {
		t.Error(w.log.String())
	}
}

func TestAnswersThatComeWhenItIsLessBusy(t *testing.T) {
	w := newTalker(t)
	w.wrong["POST /posts"] = http.StatusTooManyRequests
	w.always("casus toon", bot.Message{Text: "De kaart", Direct: true})
	r := w.command(context.Background(), slashCommand{Command: "/casus", Text: "toon", UserID: talkAnouk, ChannelID: talkRoom, ResponseURL: w.URL + "/hooks/commands/" + idOf("hook")}, "")
	if !strings.HasPrefix(r.Text, bot.ElsewhereNote) {
		t.Error("it comes still", r.Text)
	}
	w.locked(func() { delete(w.wrong, "POST /posts") })
	w.settle()
	if said := w.posted(talkDM); len(said) < 2 || said[len(said)-1] != "De kaart" {
		t.Error(said)
	}
}

func TestAnswersThatNeverCome(t *testing.T) {
	for line, m := range map[string]bot.Message{"casus toon": {Text: "De kaart", Direct: true}, "agenda team": {Text: "Het overleg", Public: true}} {
		w := newTalker(t)
		w.wrong["POST /posts"] = http.StatusTooManyRequests
		w.always(line, m)
		w.commands(talkRoom, line)
		said := w.heard("POST /hooks/commands/" + idOf("hook"))
		want := map[string]string{"casus toon": escape(wordNoDirect), "agenda team": escape(platform.WordNotAloud + "\n\nHet overleg")}[line]
		if len(said) != 1 || said[0].args["text"] != want {
			t.Error(line, said)
		}
	}
}

func TestPressesAreForgotten(t *testing.T) {
	var p presses
	at := time.Unix(1794700000, 0)
	for i := range maxPresses {
		p.take(hashed(string(rune(i))), at.Add(time.Duration(i)*time.Millisecond))
	}
	is(t, "room", len(p.known), maxPresses)
	p.take("one more", at.Add(time.Second))
	is(t, "none is over", len(p.known), 1)
	for i := range maxPresses - 1 {
		p.take(hashed(string(rune(i))), at)
	}
	p.take("long after", at.Add(handedFor+time.Millisecond))
	is(t, "one is not over", len(p.known), 2)
}

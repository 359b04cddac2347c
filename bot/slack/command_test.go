package slack

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

func TestCommandIsAnsweredInTheAcknowledgement(t *testing.T) {
	w := newTalker(t)
	ack, ok := w.commanded("command-channel").(*api.WebhookMessage)
	if !ok {
		t.Fatal("nothing was acknowledged")
	}
	equal(t, "who sees it", ack.ResponseType, api.ResponseTypeEphemeral)
	equal(t, "notification", ack.Text, bot.DefaultPreview)
	contains(t, wordsOf(ack), "Antwoord op casus toon ZO-2026-0142")
	req := w.asked[0]
	equal(t, "id", req.ID, "trigger-1")
	equal(t, "from", req.From, bot.Person{Platform: Platform, ID: "U1", Name: "anouk"})
	equal(t, "place", req.In, bot.Place{ID: "C1"})
	equal(t, "moment", req.At, w.clock())
	if w.later(); len(w.told("chat.postMessage"))+len(w.told("hook")) > 0 {
		t.Error("it was said twice")
	}
}

func TestCommandInAPrivateConversation(t *testing.T) {
	w := newTalker(t)
	w.answers["casus toon ZO-2026-0142"] = func(req bot.Request) bot.Message {
		return bot.Message{Text: "De kaart", Direct: !req.In.Private}
	}
	contains(t, wordsOf(w.commanded("command-direct")), "De kaart")
	equal(t, "place", w.asked[0].In, bot.Place{ID: "D1", Private: true})
}

func TestCommandThatIsNotForTheRoom(t *testing.T) {
	for channel, want := range map[string]string{"C1": bot.ElsewhereNote, "C9": bot.ElsewhereNote + " " + bot.OutsideNote} {
		t.Run(channel, func(t *testing.T) {
			w := newTalker(t)
			w.always("casus toon ZO-2026-0142", bot.Message{Text: "De kaart", Direct: true, Preview: "Regiebot over ZO-2026-0142"})
			ack := w.commanded("command-channel", func(c *api.SlashCommand) { c.ChannelID = channel })
			equal(t, "in the room", wordsOf(ack), want)
			said := w.told("chat.postMessage")
			if len(said) != 1 || said[0].args["channel"] != "D1" {
				t.Fatal(said)
			}
			contains(t, wordsOf(said[0].args), "De kaart")
			equal(t, "notification", said[0].args["text"], any("Regiebot over ZO-2026-0142"))
		})
	}
}

func TestCommandThatCannotBeAnsweredPrivately(t *testing.T) {
	w := newTalker(t)
	w.always("casus toon ZO-2026-0142", bot.Message{Text: "De kaart", Direct: true})
	w.wrong["conversations.open"] = "user_disabled"
	equal(t, "in the room", wordsOf(w.commanded("command-channel")), wordNoDirect)
}

func TestSlowCommand(t *testing.T) {
	w := newTalker(t)
	w.talk.Within = time.Nanosecond
	ready := make(chan struct{})
	w.answers["casus toon ZO-2026-0142"] = func(bot.Request) bot.Message { <-ready; return bot.Message{Text: "De kaart"} }
	equal(t, "meanwhile", wordsOf(w.commanded("command-channel")), bot.Wait)
	close(ready)
	w.settle()
	said := w.told("hook")
	if len(said) != 1 {
		t.Fatal(w.calls)
	}
	contains(t, wordsOf(said[0].args), "De kaart")
	equal(t, "who sees it", said[0].args["response_type"], any(api.ResponseTypeEphemeral))
	equal(t, "in the place of the question", said[0].args["replace_original"], any(false))
}

func TestLongCommandGoesOnInOrder(t *testing.T) {
	w := newTalker(t)
	var m bot.Message
	for i := range 4 {
		m.Parts = append(m.Parts, bot.Part{Text: "deel " + strconv.Itoa(i) + " " + strings.Repeat("woord ", 490)})
	}
	w.always("casus toon ZO-2026-0142", m)
	ack := w.commanded("command-channel")
	contains(t, wordsOf(ack), "deel 0")
	equal(t, "before the acknowledgement", len(w.told("hook")), 0)
	w.later()
	all := wordsOf(ack)
	for _, said := range w.told("hook") {
		all += wordsOf(said.args)
	}
	for i := range 4 {
		before, after, ok := strings.Cut(all, "deel "+strconv.Itoa(i))
		if !ok || strings.Contains(after, "deel "+strconv.Itoa(i-1)) {
			t.Errorf("deel %d: %s", i, before)
		}
	}
}

func TestWhenTheResponseURLIsUsedUpItGoesToTheDirectConversation(t *testing.T) {
	w := newTalker(t)
	for range linkUses {
		if err := w.respond(t.Context(), &turn{link: w.hook()}, post{Text: "x"}); err != nil {
			t.Fatal(err)
		}
	}
	w.wrong["chat.postEphemeral"] = "not_in_channel"
	w.givePosts(t.Context(), &turn{user: "U1", channel: "C1", link: w.hook()}, []post{{Text: "een"}, {Text: "twee"}})
	equal(t, "at the response_url", len(w.told("hook")), linkUses)
	equal(t, "in the room", len(w.told("chat.postEphemeral")), 1)
	said := w.told("chat.postMessage")
	if len(said) != 2 || said[0].args["text"] != "een" || said[1].args["text"] != "twee" || said[0].args["channel"] != "D1" {
		t.Error(said)
	}
}

func TestSlackSaysThatTheResponseURLIsUsedUp(t *testing.T) {
	w := newTalker(t)
	w.wrong["hook"] = "used_url"
	w.givePosts(t.Context(), &turn{user: "U1", channel: "C1", thread: "1794700000.000100", link: w.hook()}, []post{{Text: "een"}})
	said := w.told("chat.postEphemeral")
	if len(said) != 1 || said[0].args["user"] != "U1" || said[0].args["channel"] != "C1" || said[0].args["thread_ts"] != "1794700000.000100" {
		t.Error(said)
	}
}

func TestAnswersGoToNoOtherAddress(t *testing.T) {
	w := newTalker(t)
	for address, good := range map[string]bool{
		"https://hooks.slack.com/commands/T1/1/x": true, "https://hooks.slack-gov.com/x": true, w.hook(): true,
		"http://hooks.slack.com/x": false, "https://hooks.slack.com.example.org/x": false, "https://example.org/slack.com": false, "": false,
		"https://evilslack.com/x": false, "file:///etc/passwd": false, "https://user@example.org#.slack.com": false,
	} {
		equal(t, address, w.ofSlack(address), good)
	}
	if err := w.respond(t.Context(), &turn{link: "https://example.org/x"}, post{}); !errors.Is(err, errElsewhere) {
		t.Error(err)
	}
}

func TestStrangersAreNotHeard(t *testing.T) {
	for name, c := range map[string]struct{ user, says string }{
		"another workspace": {`{"id":"U1","team_id":"T2"}`, wordStranger},
		"closed":            {`{"id":"U1","team_id":"T1","deleted":true}`, wordStranger},
		"an app":            {`{"id":"U1","team_id":"T1","is_bot":true}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTalker(t)
			w.users["U1"] = c.user
			ack := w.commanded("command-channel")
			if c.says == "" && ack != nil || c.says != "" && wordsOf(ack) != c.says {
				t.Errorf("%s", wordsOf(ack))
			}
			w.happened("Ev1", "message", "text", "agenda")
			w.interacted("t1", "press-direct", "value", w.ticket("agenda", "U1"))
			w.settle()
			if lines := w.lines(); len(lines) > 0 {
				t.Error(lines)
			}
		})
	}
}

func TestGuestsAndUnknownPeopleAreForTheProgram(t *testing.T) {
	w := newTalker(t)
	w.users["U1"] = `{"id":"U1","team_id":"T1","is_restricted":true}`
	w.commanded("command-channel")
	w.wrong["users.info"] = "user_not_found"
	w.commanded("command-channel", func(c *api.SlashCommand) { c.UserID = "U7" })
	equal(t, "asked", len(w.lines()), 2)
}

func TestFilesGoToTheDirectConversation(t *testing.T) {
	w := newTalker(t)
	file := bot.File{Name: "agenda.ics", Type: "text/calendar", Data: []byte("x")}
	w.always("agenda ics", bot.Message{Text: "Je termijnen.", Files: []bot.File{file}})
	equal(t, "in the room", wordsOf(w.commanded("command-channel", typing("agenda ics"))), "Je termijnen.\n\nHet bestand 'agenda.ics' staat in je privébericht met mij.")
	if done := w.told("files.completeUploadExternal"); len(done) != 1 || done[0].args["channel_id"] != "D1" {
		t.Error(done)
	}
	w.wrong["files.getUploadURLExternal"] = "file_uploads_disabled"
	contains(t, wordsOf(w.commanded("command-channel", typing("agenda ics"))), "kon ik niet sturen")
}

func TestFilesInThePrivateConversation(t *testing.T) {
	w := newTalker(t)
	w.always("agenda ics", bot.Message{Files: []bot.File{{Name: "agenda.ics", Data: []byte("x")}}})
	equal(t, "said", wordsOf(w.commanded("command-direct", typing("agenda ics"))), "Hier is het bestand 'agenda.ics'.")
}

func TestPublicAnswer(t *testing.T) {
	w := newTalker(t)
	w.always("agenda team", bot.Message{Text: "Voor iedereen", Public: true, Buttons: []bot.Button{{Label: "Meer", Line: "agenda maand"}}})
	if ack := w.commanded("command-channel", typing("agenda team")); ack != nil {
		t.Error(wordsOf(ack))
	}
	said := w.told("chat.postMessage")
	if len(said) != 1 || said[0].args["channel"] != "C1" {
		t.Fatal(said)
	}
	if _, fault := w.readLine(valueOf(t, said[0].args, "Meer"), "U2"); fault != bot.Fine {
		t.Error("a colleague may not press its button")
	}
	w.wrong["chat.postMessage"] = "not_in_channel"
	contains(t, wordsOf(w.commanded("command-channel", typing("agenda team"))), platform.WordNotAloud, "Voor iedereen")
}

func TestPanicIsASentence(t *testing.T) {
	w := newTalker(t)
	w.answers["casus toon ZO-2026-0142"] = func(bot.Request) bot.Message { panic("Anouk van Dijk") }
	contains(t, wordsOf(w.commanded("command-channel")), "Er ging iets mis (kenmerk")
	w.cfg.Now = func() time.Time { panic("Anouk van Dijk") }
	w.talk.Background(t.Context(), func() { panic("Anouk van Dijk") })
	w.settle()
	if strings.Contains(w.log.String(), "Anouk") {
		t.Error("the log holds a name")
	}
}

func TestSignedCommandReachesTheConversation(t *testing.T) {
	w := newTalker(t)
	form := url.Values{
		"team_id": {"T1"}, "channel_id": {"C1"}, "channel_name": {"jeugd-noord"}, "user_id": {"U1"}, "user_name": {"anouk"},
		"command": {"/agenda"}, "text": {"week"}, "response_url": {w.hook()}, "trigger_id": {"1.2.a"},
	}
	body, stamp := form.Encode(), strconv.FormatInt(w.clock().Unix(), 10)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/slack/command", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", mac("geheim", stamp, body))
	got := httptest.NewRecorder()
	w.Handler().ServeHTTP(got, r)
	contains(t, got.Body.String(), `"response_type":"ephemeral"`, "Antwoord op agenda week", `"replace_original":false`)
}

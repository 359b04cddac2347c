package mattermost

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// tells lets the adapter hear a post of Anouk.
func (w *talker) tells(channel, kind, text string, change ...func(*stored)) {
	w.t.Helper()
	p := stored{ID: idOf("said"), ChannelID: channel, UserID: talkAnouk, Message: text, CreateAt: w.clock().UnixMilli()}
	for _, f := range change {
		f(&p)
	}
	w.told(context.Background(), p, kind, p.ID, func(bool) {})
	w.settle()
}

func TestDirectMessage(t *testing.T) {
	w := newTalker(t)
	w.tells(talkDM, "D", " /casus toon ", func(p *stored) { p.RootID = idOf("root") })
	req := w.asked[0]
	is(t, "line", req.Line, "casus toon")
	is(t, "place", req.In, bot.Place{ID: talkDM, Private: true})
	is(t, "at", req.At, w.now)
	said := w.heard("POST /posts")
	if len(said) != 1 || said[0].args["root_id"] != idOf("root") {
		t.Fatal(said)
	}
	if mark := said[0].args["props"].(map[string]any)[propMark].(map[string]any); mark[markTo] != idOf("said") {
		t.Error(mark)
	}
}

func TestMissedMessageIsOfWhenItWasSaid(t *testing.T) {
	w := newTalker(t)
	said := w.now.Add(-3 * time.Hour)
	w.tells(talkDM, "D", "hulp", func(p *stored) { p.CreateAt = said.UnixMilli() })
	is(t, "at", w.asked[0].At.Equal(said), true)
}

func TestMention(t *testing.T) {
	w := newTalker(t)
	w.tells(talkRoom, "O", "@RegieBot: agenda week")
	is(t, "line", w.asked[0].Line, "agenda week")
	is(t, "place", w.asked[0].In, bot.Place{ID: talkRoom})
	is(t, "in the room", len(w.posted(talkRoom)), 0)
	if said := w.posted(talkDM); len(said) != 2 || said[0] != "Je vroeg dit in het kanaal 'Team Noord'." || said[1] != "Antwoord op agenda week" {
		t.Error(said)
	}
	delete(w.wrong, "POST /posts/ephemeral")
	w.out.silent.Drop("")
	w.tells(talkRoom, "O", "@regiebot hulp", func(p *stored) { p.RootID = idOf("root") })
	if said := w.heard("POST /posts/ephemeral"); len(said) != 2 || said[1].args["post"].(map[string]any)["root_id"] != idOf("root") {
		t.Error(said)
	}
}

// An answer that is not for the channel reads in its order: where it was asked, and what it is.
// Where the bot may whisper, it says there where the answer is.
func TestMentionIsAnsweredInOrder(t *testing.T) {
	w := newTalker(t)
	w.always("casus toon ZO-1", bot.Message{Text: "De kaart", Direct: true})
	for range 2 { // the second time it knows that it may not whisper
		w.tells(talkRoom, "O", "@regiebot casus toon ZO-1")
	}
	asked := "Je vroeg dit in het kanaal 'Team Noord'."
	is(t, "in the direct conversation", strings.Join(w.posted(talkDM), "|"), strings.Join([]string{asked, "De kaart", asked, "De kaart"}, "|"))
	delete(w.wrong, "POST /posts/ephemeral")
	w.out.silent.Drop("")
	before, whispers := len(w.posted(talkDM)), len(w.heard("POST /posts/ephemeral"))
	w.tells(talkRoom, "O", "@regiebot casus toon ZO-1")
	is(t, "then", strings.Join(w.posted(talkDM)[before:], "|"), "De kaart")
	said := w.heard("POST /posts/ephemeral")[whispers:]
	if len(said) != 1 || !strings.Contains(fmt.Sprint(said[0].args), bot.ElsewhereNote) {
		t.Error(said)
	}
}

func TestMentionAboutACaseIsToBeTakenAway(t *testing.T) {
	w := newTalker(t)
	w.wrong["GET /channels/"+talkRoom] = 403
	w.always("casus toon ZO-1", bot.Message{Text: "De kaart", Direct: true})
	w.tells(talkRoom, "O", "@regiebot casus toon ZO-1")
	all := strings.Join(w.posted(talkDM), "\n")
	if !strings.Contains(all, bot.RemoveNote) || !strings.Contains(all, "De kaart") || len(w.posted(talkRoom)) > 0 {
		t.Error(all)
	}
}

func TestMessageWithAFile(t *testing.T) {
	w := newTalker(t)
	w.tells(talkDM, "D", "casus toon", func(p *stored) { p.FileIDs = []string{idOf("file")} })
	is(t, "asked", len(w.asked), 0)
	if said := w.posted(talkDM); len(said) != 1 || said[0] != platform.WordNoFiles {
		t.Error(said)
	}
}

func TestFormInTheDirectConversationByButton(t *testing.T) {
	w := newTalker(t)
	w.always("casus nieuw", talkForm(1))
	w.tells(talkDM, "D", "casus nieuw")
	if ticketsIn(w.heard("POST /posts")[0].args)[platform.WordOpenForm] == "" {
		t.Error("nothing opens the form")
	}
}

func TestAddressed(t *testing.T) {
	for text, want := range map[string][2]string{ // in the direct conversation, in a room
		"@regiebot hulp":            {"hulp", "hulp"},
		"@REGIEBOT: hulp":           {"hulp", "hulp"},
		"@regiebot, hulp":           {"hulp", "hulp"},
		"hulp @regiebot":            {"hulp", "hulp"},
		"hulp @regiebot.":           {"hulp", "hulp"},
		"hé @regiebot hulp":         {"hé @regiebot hulp", "hulp"},
		"@regiebot":                 {"", ""},
		"@regiebot-test hulp":       {"@regiebot-test hulp", "@regiebot-test hulp"},
		"@regiebotje hulp":          {"@regiebotje hulp", "@regiebotje hulp"},
		"mail naar a@regiebot":      {"mail naar a@regiebot", "mail naar a@regiebot"},
		"casus @anouk @regiebot":    {"casus @anouk", "casus @anouk"},
		"@regiebot caseload @anouk": {"caseload @anouk", "caseload @anouk"},
		"hulp":                      {"hulp", "hulp"},
		"":                          {"", ""},
	} {
		is(t, "direct: "+text, addressed(text, "regiebot", false), want[0])
		is(t, "in a room: "+text, addressed(text, "regiebot", true), want[1])
	}
	is(t, "without a name", addressed("@regiebot hulp", "", true), "@regiebot hulp")
}

func TestNamesOfMembers(t *testing.T) {
	for text, want := range map[string]string{
		"caseload @bram-b":                     "caseload @bram",
		"caseload @Bram-B.":                    "caseload @bram.",
		"casus nieuw regisseur=@anouk.devries": "casus nieuw regisseur=@anouk",
		`reden="met @bram-b, @anouk.devries"`:  `reden="met @bram, @anouk"`,
		"caseload @karel":                      "caseload @karel",
		"caseload @anouk":                      "caseload @anouk", // a member, and nobody's name on the server
		"mail bram@bram-b.nl":                  "mail bram@bram-b.nl",
		"@ @@ @-":                              "@ @@ @-",
	} {
		w := newTalker(t)
		is(t, text, w.said(context.Background(), text, nil), want)
	}
}

// TestNameOfSomebodyElse: who is @bram on the server is not the member bram.
func TestNameOfSomebodyElse(t *testing.T) {
	for text, want := range map[string]string{
		"caseload @bram":         "caseload @bram@mattermost",
		"caseload @Bram.":        "caseload @Bram@mattermost.",
		"caseload @bram @bram-b": "caseload @bram@mattermost @bram",
	} {
		w := newTalker(t)
		is(t, text, w.said(context.Background(), text, map[string]string{"bram": idOf("andere"), "bram-b": talkBram}), want)
	}
}

func TestNamesThatTheServerGives(t *testing.T) {
	w := newTalker(t)
	w.wrong["POST /users/usernames"] = 500
	got := w.said(context.Background(), "caseload @bram-b", map[string]string{"bram-b": talkBram})
	is(t, "line", got, "caseload @bram")
	is(t, "nobody knows", w.said(context.Background(), "caseload @x", nil), "caseload @x")
}

func TestNamesAreLookedUpOnce(t *testing.T) {
	w := newTalker(t)
	for range 3 {
		w.said(context.Background(), "caseload @bram-b @karel", nil)
	}
	is(t, "asked", len(w.heard("POST /users/usernames")), 1)
	w.said(context.Background(), strings.Repeat("@naam ", 5)+strings.Repeat("x@y ", 1000), nil)
	is(t, "asked", len(w.heard("POST /users/usernames")), 2)
}

package slack

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/slack-go/slack/slackevents"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

func TestDirectMessage(t *testing.T) {
	w := newTalker(t)
	w.happened("Ev1", "message", "text", "/casus toon ZO-2026-0142")
	req := w.asked[0]
	equal(t, "line", req.Line, "casus toon ZO-2026-0142")
	equal(t, "id", req.ID, "Ev1")
	equal(t, "place", req.In, bot.Place{ID: "D1", Private: true})
	equal(t, "from", req.From, bot.Person{Platform: Platform, ID: "U1", Name: "anouk"})
	said := w.told("chat.postMessage")
	if len(said) != 1 || said[0].args["channel"] != "D1" || said[0].args["thread_ts"] != nil {
		t.Fatal(said)
	}
	contains(t, wordsOf(said[0].args), "Antwoord op casus toon ZO-2026-0142")
}

func TestDirectMessageInAThread(t *testing.T) {
	w := newTalker(t)
	w.happened("Ev1", "message-thread", "text", "agenda")
	if said := w.told("chat.postMessage"); len(said) != 1 || said[0].args["thread_ts"] != "1794700000.000100" {
		t.Error(said)
	}
}

func TestMessagesThatAreNotForTheBot(t *testing.T) {
	for _, name := range []string{
		"message-changed", "message-deleted", "message-own", "message-bot", "message-channel", "mention-edited", "mention-bot", "messages-opened",
	} {
		t.Run(name, func(t *testing.T) {
			w := newTalker(t)
			w.happened("Ev1", name, "text", "<@U0> agenda")
			if len(w.lines()) > 0 || len(w.calls) > 0 {
				t.Error(w.asked, w.calls)
			}
		})
	}
}

func TestFilesAreNotRead(t *testing.T) {
	w := newTalker(t)
	w.happened("Ev1", "message-file")
	said := w.told("chat.postMessage")
	if len(said) != 1 || wordsOf(said[0].args) != platform.WordNoFiles || len(w.lines()) > 0 {
		t.Error(said)
	}
}

func TestFilesOfAMentionAreNotRead(t *testing.T) {
	w := newTalker(t)
	w.happened("Ev1", "mention-file")
	said := w.told("chat.postEphemeral")
	if len(said) != 1 || wordsOf(said[0].args) != platform.WordNoFiles || len(w.lines()) > 0 {
		t.Error(said)
	}
}

func TestMention(t *testing.T) {
	w := newTalker(t)
	w.happened("Ev1", "mention", "text", "<@U0> agenda team")
	equal(t, "line", w.asked[0].Line, "agenda team")
	equal(t, "place", w.asked[0].In, bot.Place{ID: "C1"})
	said := w.told("chat.postEphemeral")
	if len(said) != 1 || said[0].args["channel"] != "C1" || said[0].args["user"] != "U1" || said[0].args["thread_ts"] != "1794700000.000100" {
		t.Error(said)
	}
	if len(w.told("chat.postMessage")) > 0 {
		t.Error("it was said to everybody")
	}
}

func TestMentionWhereTheBotIsNot(t *testing.T) {
	w := newTalker(t)
	w.wrong["chat.postEphemeral"] = "not_in_channel"
	w.happened("Ev1", "mention", "text", "<@U0> agenda")
	if said := w.told("chat.postMessage"); len(said) != 1 || said[0].args["channel"] != "D1" || said[0].args["thread_ts"] != nil {
		t.Error(said)
	}
}

func TestMentionOfWhatIsNotForTheRoom(t *testing.T) {
	w := newTalker(t)
	w.always("casus toon ZO-2026-0142", bot.Message{Text: "De kaart", Direct: true})
	w.wrong["conversations.info"] = "channel_not_found"
	w.happened("Ev1", "mention", "text", "hoi <@U0|regiebot>: casus toon ZO-2026-0142")
	room, private := w.told("chat.postEphemeral"), w.told("chat.postMessage")
	if len(room) != 1 || len(private) != 1 {
		t.Fatal(w.calls)
	}
	equal(t, "in the room", wordsOf(room[0].args), bot.ElsewhereNote+" "+bot.UnknownNote+" "+bot.RemoveNote)
	equal(t, "private", wordsOf(private[0].args), "De kaart")
	equal(t, "where", private[0].args["channel"], any("D1"))
}

func TestEventsThatComeTwiceAreAnsweredOnce(t *testing.T) {
	w := newTalker(t)
	w.happened("Ev1", "message", "text", "agenda")
	w.happened("Ev1", "message", "text", "agenda")
	equal(t, "answers", len(w.told("chat.postMessage")), 1)
	w.happened("Ev2", "message", "text", "agenda")
	equal(t, "answers", len(w.told("chat.postMessage")), 2)
}

func TestWhenNobodyKnowsWhetherItWasAnsweredItIs(t *testing.T) {
	w := newTalker(t)
	w.cfg.First = func(context.Context, string) (bool, error) { return false, errors.New("no database") }
	w.happened("Ev1", "message", "text", "agenda")
	equal(t, "answers", len(w.told("chat.postMessage")), 1)
}

func TestFormWithoutATriggerGetsAButton(t *testing.T) {
	w := newTalker(t)
	w.always("casus nieuw", formMessage(2))
	w.happened("Ev1", "message", "text", "casus nieuw")
	said := w.told("chat.postMessage")
	equal(t, "said", wordsOf(said[0].args), "Vul het formulier 'Casus nieuw' in.|"+platform.WordOpenForm)
	w.interacted("t1", "press-direct", "value", valueOf(t, said[0].args, platform.WordOpenForm))
	w.settle()
	equal(t, "opened", len(w.told("views.open")), 1)
}

func TestBotFindsOutItsOwnName(t *testing.T) {
	w := newTalker(t)
	e, err := parseEvent([]byte(strings.Replace(string(payload(t, "mention", "text", "<@U2> zei: <@U0> agenda")), `"is_bot": true`, `"is_bot": false`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	w.event(t.Context(), e, "Ev1")
	equal(t, "line", w.asked[0].Line, "agenda")
	equal(t, "asked Slack", len(w.told("auth.test")), 1)
}

func TestOneAnswerOfTwoProcesses(t *testing.T) {
	one, other := newTalker(t), newTalker(t)
	other.cfg.First = one.first
	one.happened("Ev1", "mention", "text", "<@U0> agenda")
	other.happened("Ev1", "mention", "text", "<@U0> agenda")
	equal(t, "answers", len(one.told("chat.postEphemeral"))+len(other.told("chat.postEphemeral")), 1)
}

func TestWhatWasSaid(t *testing.T) {
	w := newTalker(t)
	for text, want := range map[string]string{
		"caseload <@U2>":                                  "caseload @bram",
		"caseload <@U2|bram de boer>":                     "caseload @bram",
		"caseload <@U77|iemand>":                          "caseload @U77",
		"caseload &lt;@U2&gt;":                            "caseload <@U2>",
		"vraag a &lt; b &amp;&amp; c &gt; d":              "vraag a < b && c > d",
		"vraag &amp;lt;":                                  "vraag &lt;",
		"meld <#C1|jeugd-noord> <#C2>":                    "meld #jeugd-noord #C2",
		"zie <https://voorbeeld.nl/a?b=1&amp;c=2> nu":     "zie https://voorbeeld.nl/a?b=1&c=2 nu",
		"zie <http://zaak.nl|zaak.nl>":                    "zie zaak.nl",
		"mail <mailto:a@b.nl|a@b.nl> <tel:0612>":          "mail a@b.nl 0612",
		"<!here> <!subteam^S1|@jeugd> <!date^1^x|morgen>": "@here @jeugd morgen",
		"reden=“het gaat beter”":                          "reden=“het gaat beter”",
		"  /agenda week ":                                 "agenda week",
		"regel een\nregel twee":                           "regel een\nregel twee",
		"open < hoek":                                     "open < hoek",
		"":                                                "",
	} {
		equal(t, text, w.spoken(t.Context(), text), want)
	}
}

func FuzzWhatWasSaid(f *testing.F) {
	for _, seed := range []string{"<@U2>", "<<@U2>>", "&lt;@U2&gt;", "<", ">", "<|>", "<@|>", "<!", "<#C1|&lt;>"} {
		f.Add(seed)
	}
	s := renderer()
	s.cfg.People.Member = func(_ context.Context, id string) (string, error) {
		if id != "U2" {
			return "", nil
		}
		return "bram", nil
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := s.spoken(t.Context(), text)
		if strings.Contains(got, "@bram") && !strings.Contains(text, "<@U2") && !strings.Contains(text, "bram") {
			t.Errorf("%q became %q: a mention that nobody made", text, got)
		}
	})
}

func TestAddressed(t *testing.T) {
	for text, want := range map[string]string{
		"<@U0> agenda":           "agenda",
		"<@U0|regiebot> agenda":  "agenda",
		"hoi <@U0> agenda week":  "agenda week",
		"agenda <@U0>":           "agenda",
		"<@U0>":                  "",
		"<@U0> caseload <@U2>":   "caseload <@U2>",
		"<@U0>: agenda":          "agenda",
		"<@U0>, agenda":          "agenda",
		"agenda":                 "agenda",
		"<@U0> agenda <@U0> nog": "agenda <@U0> nog",
	} {
		equal(t, text, addressed(text, "U0"), want)
	}
}

// TestTwiceInTwoProcesses: who does something gives the answer, also when another process
// that got it again is done sooner. When the first one ends, the other says something.
func TestTwiceInTwoProcesses(t *testing.T) {
	for name, ends := range map[string]bool{"the first goes on": false, "the first has ended": true} {
		t.Run(name, func(t *testing.T) {
			w := newTalker(t)
			begun, ready, first := make(chan struct{}), make(chan struct{}), true
			w.answers["melding klaar"] = func(bot.Request) (m bot.Message) {
				one := false
				w.locked(func() { one, first = first, false })
				if !one {
					return bot.Message{Text: bot.TwiceNote, Refused: true, Direct: true}
				}
				close(begun)
				<-ready
				if ends {
					return bot.Message{}
				}
				return bot.Message{Text: "Vastgelegd."}
			}
			done := make(chan struct{})
			go func() {
				defer close(done)
				w.event(t.Context(), event(t, "mention", "text", "<@U0> melding klaar"), "Ev1")
			}()
			<-begun
			w.event(t.Context(), event(t, "mention", "text", "<@U0> melding klaar"), "Ev1")
			close(ready)
			<-done
			w.later()
			want := map[bool]string{false: "Vastgelegd.", true: bot.TwiceNote}[ends]
			if said := w.told("chat.postEphemeral"); len(said) != 1 || wordsOf(said[0].args) != want {
				t.Error(said)
			}
		})
	}
}

func event(t *testing.T, name string, fill ...string) slackevents.EventsAPIEvent {
	t.Helper()
	e, err := parseEvent(payload(t, name, fill...))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

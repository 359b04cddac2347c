package slack

import (
	"strings"
	"sync"
	"testing"
	"time"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

func TestPressSaysTheLineOfTheButton(t *testing.T) {
	w := newTalker(t)
	w.always("mdo plan zaak=ZO-2026-0142", bot.Message{Text: "Wanneer?", Buttons: []bot.Button{{Label: "Vr 27 november 2026", Line: "mdo plan zaak=ZO-2026-0142 datum=27-11-2026"}}})
	ack := w.commanded("command-channel", typing("mdo plan zaak=ZO-2026-0142"))
	if got := w.interacted("t1", "press-channel", "value", valueOf(t, ack, "Vr 27 november 2026")); got != nil {
		t.Error("a press has nothing in its acknowledgement")
	}
	w.settle()
	req := w.asked[1]
	equal(t, "line", req.Line, "mdo plan zaak=ZO-2026-0142 datum=27-11-2026")
	equal(t, "place", req.In, bot.Place{ID: "C1"})
	equal(t, "id", req.ID, "t1")
	equal(t, "from", req.From, bot.Person{Platform: Platform, ID: "U1", Name: "anouk"})
	said := w.told("hook")
	if len(said) != 1 || said[0].args["thread_ts"] != "1794700000.000100" || said[0].args["response_type"] != "ephemeral" {
		t.Error(said)
	}
}

func TestPressInThePrivateConversationStays(t *testing.T) {
	w := newTalker(t)
	w.interacted("t1", "press-direct", "value", w.ticket("agenda", "U1"))
	w.settle()
	said := w.told("chat.postMessage")
	if len(said) != 1 || said[0].args["channel"] != "D1" || len(w.told("hook")) > 0 {
		t.Fatal(w.calls)
	}
	contains(t, wordsOf(said[0].args), "Antwoord op agenda")
	equal(t, "place", w.asked[0].In, bot.Place{ID: "D1", Private: true})
}

func TestPressOnWhatOnlyItsPersonSees(t *testing.T) {
	w := newTalker(t)
	w.interacted("t1", "press-ephemeral", "value", w.ticket("agenda", "U1"))
	w.settle()
	if len(w.told("hook")) != 1 || len(w.told("chat.postMessage")) > 0 {
		t.Error(w.calls)
	}
}

func TestPressOnTheHomePage(t *testing.T) {
	w := newTalker(t)
	w.happened("Ev1", "home-opened")
	w.interacted("t1", "press-home", "value", w.ticket("melding klaar", "U1"))
	w.settle()
	said := w.told("chat.postMessage")
	if len(said) != 1 || said[0].args["channel"] != "D1" {
		t.Fatal(said)
	}
	equal(t, "place", w.asked[1].In, bot.Place{ID: "home", Private: true})
	w.always("agenda week", bot.Message{Text: "Klaar met alles"})
	w.later()
	pages := w.told("views.publish")
	contains(t, wordsOf(pages[len(pages)-1].args), "Klaar met alles")
	equal(t, "pages", len(pages), 2)
}

func TestButtonsThatDoNothing(t *testing.T) {
	w := newTalker(t)
	old := w.ticket("casus sluit", "U1")
	for name, c := range map[string]struct {
		value string
		fault bot.Fault
	}{
		"nothing":            {"", bot.Unknown},
		"before an upgrade":  {"casus toon ZO-2026-0142", bot.Unknown},
		"another version":    {"0" + old[1:], bot.Unknown},
		"changed":            {strings.Replace(old, "sluit", "toon", 1), bot.Unknown},
		"of somebody else":   {w.ticket("casus sluit", "U2"), bot.Foreign},
		"of long ago":        {w.cfg.Tickets.Make(bot.Ticket{Line: "casus sluit", For: "U1", Until: w.clock().Add(-time.Hour)}), bot.Expired},
		"another platform's": {bot.Tickets{Platform: "mattermost", MAC: w.cfg.Tickets.MAC}.Make(bot.Ticket{Line: "casus sluit", Until: w.clock().Add(time.Hour)}), bot.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			before := len(w.told("hook"))
			w.interacted("t/"+name, "press-ephemeral", "value", c.value)
			w.settle()
			said := w.told("hook")[before:]
			if len(said) != 1 {
				t.Fatal(w.calls)
			}
			equal(t, "said", wordsOf(said[0].args), c.fault.Button())
			w.talk.links = platform.Links{Uses: linkUses, Life: linkLife}
		})
	}
	if lines := w.lines(); len(lines) > 0 {
		t.Error(lines)
	}
}

func TestSlowPressAsksForPatience(t *testing.T) {
	w := newTalker(t)
	w.talk.Within = time.Nanosecond
	ready := make(chan struct{})
	var once sync.Once
	w.answers["agenda"] = func(bot.Request) bot.Message { <-ready; return bot.Message{Text: "De agenda"} }
	w.onCall = func(method string) {
		if method == "hook" && wordsOf(w.told("hook")[0].args) == bot.Wait {
			once.Do(func() { close(ready) })
		}
	}
	w.interacted("t1", "press-channel", "value", w.ticket("agenda", "U1"))
	w.settle()
	said := w.told("hook")
	if len(said) != 2 || wordsOf(said[0].args) != bot.Wait || wordsOf(said[1].args) != "De agenda" {
		t.Error(said)
	}
}

// TestOnePressAtATime: who presses again while the answer is on its way gets one answer; who presses
// later gets another, and so does somebody else.
func TestOnePressAtATime(t *testing.T) {
	w := newTalker(t)
	goOn, begun := make(chan struct{}), make(chan struct{}, 9)
	w.answers["traject tijdlijn"] = func(bot.Request) bot.Message {
		begun <- struct{}{}
		<-goOn
		return bot.Message{Text: "De tijdlijn"}
	}
	ticket := w.ticket("traject tijdlijn", "U1")
	w.interacted("t1", "press-direct", "value", ticket)
	<-begun
	w.interacted("t2", "press-direct", "value", ticket)
	w.interacted("t3", "press-direct", "value", ticket)
	close(goOn)
	w.settle()
	if said := w.told("chat.postMessage"); len(w.asked) != 1 || len(said) != 1 {
		t.Errorf("%d asked, %d said", len(w.asked), len(said))
	}
	w.interacted("t4", "press-direct", "value", ticket)
	w.settle()
	equal(t, "later", len(w.asked), 2)
}

func TestPressThatOpensAForm(t *testing.T) {
	w := newTalker(t)
	w.always("casus nieuw", formMessage(3))
	w.interacted("t1", "press-channel", "value", w.ticket("casus nieuw", "U1"))
	w.settle()
	opened := w.told("views.open")
	if len(opened) != 1 || opened[0].args["trigger_id"] != "12466734323.1395872398.1" {
		t.Fatal(w.calls)
	}
	if len(w.told("hook")) > 0 {
		t.Error("who sees the form needs no message about it")
	}
	view := opened[0].args["view"].(map[string]any)
	d, fault := w.forms().Open(view["private_metadata"].(string), "U1")
	want := platform.Desk{Line: "casus nieuw", Owner: "U1", Channel: "C1", Thread: "1794700000.000100", ResponseURL: w.hook(), Opened: d.Opened}
	if fault != bot.Fine || d != want {
		t.Errorf("%+v", d)
	}
}

func TestFormThatDoesNotOpen(t *testing.T) {
	for _, why := range []string{"expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged", "invalid_arguments", "internal_error"} {
		t.Run(why, func(t *testing.T) {
			w := newTalker(t)
			w.wrong["views.open"] = why
			w.always("casus nieuw zaak=ZO-2026-0142", formMessage(3))
			ack := w.commanded("command-channel", typing("casus nieuw zaak=ZO-2026-0142"))
			contains(t, wordsOf(ack), platform.WordFormLate)
			value := valueOf(t, ack, platform.WordOpenForm)
			w.wrong["views.open"] = ""
			w.lines()
			w.interacted("t1", "press-ephemeral", "value", value)
			w.settle()
			equal(t, "asked", strings.Join(w.lines(), "|"), "casus nieuw zaak=ZO-2026-0142")
			equal(t, "opened", len(w.told("views.open")), 2)
			contains(t, w.log.String(), why)
		})
	}
}

func TestFormWithMoreToSay(t *testing.T) {
	w := newTalker(t)
	m := formMessage(1)
	m.Text, m.Buttons = "**Casus**: wat wil je doen?", []bot.Button{{Label: "Nieuw", Line: "casus nieuw"}}
	w.always("casus", m)
	ack := w.commanded("command-channel", typing("casus"))
	contains(t, wordsOf(ack), "wat wil je doen?", "Nieuw")
	equal(t, "opened", len(w.told("views.open")), 1)
}

func TestStartingAgainInsideTheForm(t *testing.T) {
	w := newTalker(t)
	m := formMessage(3)
	m.Form.Intro = "Je was hier al mee bezig."
	m.Text += " " + m.Form.Intro
	m.Buttons = []bot.Button{{Label: "Leeg beginnen", Line: "casus nieuw leeg=ja"}}
	w.always("casus nieuw", m)
	w.always("casus nieuw leeg=ja", formMessage(3))
	if ack := w.commanded("command-channel", typing("casus nieuw")); ack != nil {
		t.Error(wordsOf(ack))
	}
	view := w.told("views.open")[0].args["view"].(map[string]any)
	contains(t, wordsOf(view), "Je was hier al mee bezig.", "Leeg beginnen")
	w.interacted("t1", "press-form", "value", valueOf(t, view, "Leeg beginnen"), "desk", view["private_metadata"].(string))
	w.settle()
	changed := w.told("views.update")
	if len(changed) != 1 || changed[0].args["view_id"] != "VFORM1" {
		t.Fatal(w.calls)
	}
	equal(t, "place", w.asked[1].In, bot.Place{ID: "C1"})
}

func TestTextThatWasTypedIsInNoButton(t *testing.T) {
	w := newTalker(t)
	m := formMessage(2)
	m.Form.Fields[1].Value = "een heel verhaal"
	line := `casus nieuw zaak=ZO-2026-0142 veldab="een heel verhaal"`
	w.always(line, m)
	w.happened("Ev1", "message", "text", line)
	said := w.told("chat.postMessage")
	if len(said) != 1 {
		t.Fatal(w.calls)
	}
	again, fault := w.readLine(valueOf(t, said[0].args, platform.WordOpenForm), "U1")
	if fault != bot.Fine || again != "casus nieuw zaak=ZO-2026-0142" {
		t.Error(again)
	}
	kept := w.asked[1]
	if !kept.Partial || kept.Line != "casus nieuw" || kept.Fields["veldab"] != "een heel verhaal" || kept.ID != "" {
		t.Errorf("%+v", kept)
	}
}

func TestOtherInteractionsDoNothing(t *testing.T) {
	w := newTalker(t)
	for _, kind := range []api.InteractionType{"shortcut", "message_action", "block_suggestion", ""} {
		if got := w.interaction(t.Context(), api.InteractionCallback{Type: kind}, "t1"); got != nil {
			t.Error(kind)
		}
	}
	w.interaction(t.Context(), api.InteractionCallback{Type: api.InteractionTypeBlockActions}, "")
	w.interaction(t.Context(), api.InteractionCallback{Type: api.InteractionTypeViewClosed}, "")
	if got := w.interaction(t.Context(), api.InteractionCallback{Type: api.InteractionTypeViewSubmission}, ""); got == nil {
		t.Error("a form must never stay open without a word")
	}
	w.settle()
	equal(t, "asked", len(w.lines()), 0)
}

// formMessage is an answer that opens a form with so many fields.
func formMessage(fields int) bot.Message {
	f := bot.Form{Title: "Casus nieuw", Line: "casus nieuw"}
	for i := range fields {
		f.Fields = append(f.Fields, bot.Field{Name: fieldName(i), Label: "Veld " + fieldName(i), Kind: bot.KindLine})
	}
	return bot.Message{Text: "Vul het formulier 'Casus nieuw' in.", Form: &f}
}

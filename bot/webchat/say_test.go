package webchat

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

const (
	anouk  = "/als/anouk/direct"
	bram   = "/als/bram/direct"
	aTeam  = "/als/anouk/kanaal"
	bTeam  = "/als/bram/kanaal"
	secret = "zaak=ZO-2026-0142"
)

func TestLineInDirectMessage(t *testing.T) {
	for typed, want := range map[string]string{
		"agenda week": "agenda week", "/agenda week": "agenda week", "  / agenda ": "agenda", "a\x00b\tc": "a b c",
	} {
		d := start(t)
		d.say(anouk, typed)
		got := d.requests()
		if len(got) != 1 || got[0].Line != want || got[0].Fields != nil || got[0].Partial {
			t.Fatalf("%q: heard %+v", typed, got)
		}
		if got[0].From != (bot.Person{Platform: "webchat", ID: "anouk", Name: "Anouk de Wit"}) || !got[0].In.Private || !got[0].At.Equal(d.time()) {
			t.Errorf("%q: heard %+v", typed, got[0])
		}
		d.shows(d.page(anouk), "antwoord op "+want)
		d.hides(d.page(bram), "antwoord op")
		d.hides(d.page(aTeam), "antwoord op")
	}
}

func TestEmptyLineIsNothing(t *testing.T) {
	d := start(t)
	d.say(anouk, "  \t ")
	if len(d.requests()) != 0 || d.s.room.last() != 3 {
		t.Error("an empty line was said")
	}
}

func TestLineInChannel(t *testing.T) {
	tests := map[string]struct {
		typed      string
		heard      []string
		lineForAll bool
	}{
		"slash command is private":    {"/agenda", []string{"agenda"}, false},
		"mention is a public line":    {"@Regiebot agenda", []string{"agenda"}, true},
		"mention with a comma":        {"@regiebot, /agenda", []string{"agenda"}, true},
		"other name is no mention":    {"@regiebotter agenda", nil, true},
		"talk is not for the program": {"goedemorgen allemaal", nil, true},
		"a bare mention":              {"@regiebot", []string{""}, true},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			d := start(t)
			d.say(aTeam, tc.typed)
			requests := d.requests()
			heard := make([]string, 0, len(requests))
			for _, r := range requests {
				heard = append(heard, r.Line)
				if r.In != (bot.Place{ID: "jeugd-noord"}) {
					t.Errorf("heard in %+v", r.In)
				}
			}
			if !slices.Equal(heard, tc.heard) {
				t.Errorf("heard %q, want %q", heard, tc.heard)
			}
			d.shows(d.page(aTeam), "data-regel>"+tc.typed)
			if seen := strings.Contains(d.page(bTeam), "data-regel>"+tc.typed); seen != tc.lineForAll {
				t.Errorf("Bram sees the line: %v", seen)
			}
			d.hides(d.page(bTeam), "antwoord op")
		})
	}
}

func TestAnswerInChannelIsPrivateUnlessPublic(t *testing.T) {
	d := start(t)
	d.say(aTeam, "/agenda")
	d.shows(d.page(aTeam), "antwoord op agenda", "alleen zichtbaar voor jou")
	d.hides(d.page(bTeam), "antwoord op agenda")

	d.says(bot.Message{Text: "voor iedereen", Public: true}, nil)
	d.say(aTeam, "/vpr lijst")
	d.shows(d.page(bTeam), "voor iedereen", "op vraag van Anouk de Wit")
	d.hides(d.page(anouk), "voor iedereen")
}

func TestPublicAnswerInDirectMessageStaysThere(t *testing.T) {
	d := start(t)
	d.says(bot.Message{Text: "voor iedereen", Public: true}, nil)
	d.say(anouk, "vpr lijst")
	d.shows(d.page(anouk), "voor iedereen")
	d.hides(d.page(bram)+d.page(bTeam), "voor iedereen")
}

func TestCommandWithoutSlashInChannelGetsAHint(t *testing.T) {
	d := start(t)
	d.say(aTeam, "Agenda voor morgen")
	if len(d.requests()) != 0 {
		t.Error("talk was taken as a command")
	}
	page := d.page(aTeam)
	d.shows(page, "/Agenda voor morgen", "Was dit voor mij?")
	d.hides(d.page(bTeam), "Was dit voor mij?")
	d.press(aTeam, d.button(page, "Voer de opdracht uit"))
	if got := d.requests(); len(got) != 1 || got[0].Line != "Agenda voor morgen" {
		t.Errorf("heard %+v", got)
	}
}

func TestErrors(t *testing.T) {
	tests := map[string]struct {
		reply func(bot.Request) (bot.Message, error)
		want  string
	}{
		"mistake": {func(bot.Request) (bot.Message, error) { return bot.Message{}, bot.Mistakef("Deze zaak ken ik niet.") }, "Deze zaak ken ik niet."},
		"error":   {func(bot.Request) (bot.Message, error) { return bot.Message{}, errSecret }, "Er ging iets mis (kenmerk "},
		"panic":   {func(r bot.Request) (bot.Message, error) { panic(r.Line) }, "Er ging iets mis (kenmerk "},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			d := start(t)
			d.reply = tc.reply
			d.say(anouk, "casus toon "+secret)
			page := d.page(anouk)
			d.shows(page, tc.want, "niets gewijzigd")
			d.hides(page, "disk full")
			if strings.Contains(d.log.String(), secret) || strings.Contains(d.log.String(), "casus") {
				t.Errorf("the log has the line: %s", d.log)
			}
			_, after, failed := strings.Cut(page, "kenmerk ")
			if failed && !strings.Contains(d.log.String(), "reference="+after[:6]) {
				t.Errorf("the log has no reference %s: %s", after[:6], d.log)
			}
		})
	}
}

func TestWithoutScriptAFormLeadsBack(t *testing.T) {
	d := start(t)
	r := httptest.NewRequestWithContext(t.Context(), "POST", "http://localhost:8080"+anouk+"/zeg", strings.NewReader("regel=agenda"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	d.s.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != anouk {
		t.Errorf("%d %s", w.Code, w.Header().Get("Location"))
	}
	d.shows(d.page(anouk), "antwoord op agenda")
}

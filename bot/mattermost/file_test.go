package mattermost

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

var agenda = bot.File{Name: "agenda \"MDO\" é.ics", Type: "text/calendar", Data: []byte("BEGIN:VCALENDAR")}

func TestUploadGoesToTheDirectConversation(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	if err := m.upload(t.Context(), restAnouk, agenda); err != nil {
		t.Fatal(err)
	}
	there := w.read(restDirect(restAnouk))
	if len(there) != 1 || len(there[0].FileIDs) != 1 || there[0].Message != "" {
		t.Fatalf("%+v", there)
	}
	if got := w.files[there[0].FileIDs[0]]; got != "agenda \"MDO\" é.ics\nBEGIN:VCALENDAR" {
		t.Errorf("%q", got)
	}
}

func TestUploadSaysWhatIsKnown(t *testing.T) {
	tests := []struct {
		name, at string
		wrong    http.HandlerFunc
		want     verdict
	}{
		{"too large", "POST /files", refusing(413, "api.file.upload_file.too_large_detailed.app_error"), verdict{true, bot.Unfit, 0, false}},
		{"too large for what is in between", "POST /files", httpStatus(413), verdict{true, bot.Unfit, 0, false}},
		{"nobody knows whether it is there, and no post has it", "POST /files", httpStatus(502), verdict{certain: true}},
		{"no id", "POST /files", answering(`{"file_infos":[]}`), verdict{certain: true}},
		{"a page", "POST /files", answering(`<html>geheim</html>`), verdict{certain: true}},
		{"files are not allowed", "POST /files", refusing(403, "api.file.attachments.disabled.app_error"), verdict{certain: true}},
		{"nobody knows whether it was posted", "POST /posts", httpStatus(502), verdict{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newRestAPI(t)
			m := w.adapter()
			w.breaks(on(test.at, 0, 1, test.wrong))
			err := m.upload(t.Context(), restAnouk, agenda)
			if got := verdictOf(err); err == nil || got != test.want {
				t.Errorf("%+v %v", got, err)
			}
			discreet(t, err)
		})
	}
	w := newRestAPI(t)
	if err := w.adapter().upload(t.Context(), restAnouk, bot.File{Name: "leeg.ics"}); verdictOf(err).why != bot.Unfit || len(w.calls) != 0 {
		t.Errorf("an empty file: %v", err)
	}
}

func TestWhisperIsTriedOnce(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	for range 3 {
		if err := m.whisper(t.Context(), restTeam, "", restAnouk, post{Message: "psst"}); verdictOf(err).why != bot.Unreachable {
			t.Errorf("%v", err)
		}
	}
	if n := w.called("POST /posts/ephemeral"); n != 1 {
		t.Errorf("%d times", n)
	}
}

func TestWhisperWhereTheBotMay(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	var sent string
	w.breaks(func(r *http.Request, body string) http.HandlerFunc {
		if r.URL.Path != apiRoot+"/posts/ephemeral" {
			return nil
		}
		sent = body
		return answering(`{"id":"` + idOf("p1") + `"}`)
	})
	for range 2 {
		if err := m.whisper(t.Context(), restTeam, idOf("root"), restAnouk, post{Message: "psst"}); err != nil {
			t.Error(err)
		}
	}
	want := `{"user_id":"` + restAnouk + `","post":{"channel_id":"` + restTeam + `","root_id":"` + idOf("root") + `","message":"psst"}}`
	if sent != want {
		t.Errorf("%s", sent)
	}
}

func TestOpenDialog(t *testing.T) {
	w := newRestAPI(t)
	m := w.adapter()
	var sent struct {
		Trigger string `json:"trigger_id"`
		URL     string `json:"url"`
		Dialog  dialog `json:"dialog"`
	}
	w.breaks(func(_ *http.Request, body string) http.HandlerFunc {
		if err := json.Unmarshal([]byte(body), &sent); err != nil {
			t.Error(err)
		}
		return nil
	})
	if err := m.openDialog(t.Context(), "trigger", dialog{Title: "MDO plannen"}); err != nil {
		t.Fatal(err)
	}
	if sent.Trigger != "trigger" || sent.URL != "https://regiebot.voorbeeldstad.nl/mattermost/dialog" || sent.Dialog.Title != "MDO plannen" {
		t.Errorf("%+v", sent)
	}
	w.breaks(on("POST /actions/dialogs/open", 0, 1, refusing(400, "interactive_message.decode_trigger_id.expired")))
	if err := m.openDialog(t.Context(), "late", dialog{}); verdictOf(err) != (verdict{certain: true}) {
		t.Errorf("late: %v", err)
	}
}

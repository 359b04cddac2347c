package slack

import (
	"net/http"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

var agendaFile = bot.File{Name: "agenda.ics", Type: "text/calendar", Data: []byte("BEGIN:VCALENDAR")}

func TestUploadGoesToTheDirectConversation(t *testing.T) {
	w := newWebAPI(t)
	if err := w.slack().upload(t.Context(), "U1", agendaFile); err != nil {
		t.Fatal(err)
	}
	if w.files["agenda.ics"] != "BEGIN:VCALENDAR" {
		t.Errorf("%v", w.files)
	}
	if w.called("conversations.open") != 1 || w.called("files.completeUploadExternal") != 1 {
		t.Errorf("%v", w.calls)
	}
}

func TestUploadSaysWhatIsKnown(t *testing.T) {
	for name, test := range map[string]struct {
		method string
		wrong  http.HandlerFunc
		want   verdict
	}{
		"nobody":               {"conversations.open", failing("user_not_found"), verdict{certain: true, why: bot.Unreachable}},
		"no files here":        {"files.getUploadURLExternal", failing("file_uploads_disabled"), verdict{certain: true, why: bot.Unfit}},
		"no scope":             {"files.getUploadURLExternal", failing("missing_scope"), verdict{certain: true}},
		"429":                  {"files.getUploadURLExternal", limited("2"), verdict{certain: true, why: bot.Busy, after: 2e9}},
		"no address":           {"files.getUploadURLExternal", answering(`{"ok":true}`), verdict{certain: true}},
		"elsewhere":            {"files.getUploadURLExternal", answering(`{"ok":true,"upload_url":"http://geheim.example/","file_id":"F1"}`), verdict{certain: true}},
		"sharing is cut":       {"files.completeUploadExternal", hangUp, verdict{}},
		"sharing says nothing": {"files.completeUploadExternal", answering(`{"ok":true}`), verdict{}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWebAPI(t)
			w.breaks(on(test.method, 0, 1, test.wrong))
			err := w.slack().upload(t.Context(), "U1", agendaFile)
			if got := verdictOf(err); err == nil || got != test.want {
				t.Errorf("%+v (%v), want %+v", got, err, test.want)
			}
			discreet(t, err)
		})
	}
	w := newWebAPI(t)
	w.refuseFiles = true
	if err := w.slack().upload(t.Context(), "U1", agendaFile); verdictOf(err) != (verdict{certain: true}) || w.called("files.completeUploadExternal") != 0 {
		t.Errorf("a file that is refused: %v", err)
	}
	if err := newWebAPI(t).slack().upload(t.Context(), "U1", bot.File{Name: "leeg.ics"}); verdictOf(err).why != bot.Unfit {
		t.Errorf("an empty file: %v", err)
	}
}

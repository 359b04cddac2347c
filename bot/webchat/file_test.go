package webchat

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

func fileToken(d *demo, page string) string {
	d.Helper()
	m := regexp.MustCompile(`/bestand/([A-Z0-9]+)"`).FindStringSubmatch(page)
	if m == nil {
		d.Fatalf("no file: %s", talk(page))
	}
	return m[1]
}

func calendar() bot.Message {
	return bot.Message{Files: []bot.File{{Name: `../é "a".ics`, Type: "text/calendar; charset=utf-8", Data: []byte("BEGIN")}}}
}

func TestFileIsADownload(t *testing.T) {
	d := start(t)
	d.says(calendar(), nil)
	d.say(anouk, "agenda ics")
	w := d.do(http.MethodGet, anouk+"/bestand/"+fileToken(d, d.page(anouk)), nil)
	h := w.Header()
	if w.Code != http.StatusOK || w.Body.String() != "BEGIN" || h.Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Errorf("%d %v %s", w.Code, h, w.Body)
	}
	if got := h.Get("Content-Disposition"); got != `attachment; filename*=utf-8''%C3%A9%20%22a%22.ics` {
		t.Errorf("Content-Disposition: %s", got)
	}
	if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Content-Security-Policy") != "default-src 'none'; sandbox" {
		t.Errorf("headers: %v", h)
	}
}

// A picture is shown to who asked for it; to others it is a name, and to everybody a download.
func TestPictureIsShown(t *testing.T) {
	for kind, want := range map[string]bool{"image/png": true, "image/svg+xml": false, "text/html": false} {
		d := start(t)
		d.says(bot.Message{Public: true, Text: "de tijdlijn", Files: []bot.File{{Name: "lijn.png", Type: kind, Data: []byte("PNG")}}}, nil)
		d.say(aTeam, "/traject tijdlijn")
		page := d.page(aTeam)
		if got := strings.Contains(page, `<img src="`+aTeam+"/bestand/"+fileToken(d, page)+`" alt="Plaatje: lijn.png">`); got != want {
			t.Errorf("%s is shown: %v", kind, got)
		}
		if strings.Contains(d.page(bTeam), "/bestand/") {
			t.Errorf("%s is shown to somebody else", kind)
		}
	}
}

func TestFileIsForTheAskerOnly(t *testing.T) {
	tests := map[string]struct {
		path, token string
		later       time.Duration
		status      int
		want        string
	}{
		"somebody else": {path: bTeam, status: 403, want: sorryForeignFile},
		"unknown":       {path: aTeam, token: "X", status: 404, want: sorryUnknownFile},
		"expired":       {path: aTeam, later: DefaultLifetime + 1, status: 410, want: sorryExpiredFile},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			d := start(t)
			m := calendar()
			m.Public, m.Text = true, "de agenda"
			d.says(m, nil)
			d.say(aTeam, "/agenda ics")
			token := fileToken(d, d.page(aTeam))
			d.shows(d.page(bTeam), "de agenda", "alleen voor wie erom vroeg")
			d.hides(d.page(bTeam), token)
			_ = d.add(context.Background(), tc.later)
			w := d.do(http.MethodGet, tc.path+"/bestand/"+token+tc.token, nil)
			if w.Code != tc.status {
				t.Errorf("status %d", w.Code)
			}
			d.shows(w.Body.String(), tc.want)
			d.hides(w.Body.String(), "BEGIN")
		})
	}
}

func TestNobodyAskedForAFileInTheChannel(t *testing.T) {
	d := start(t)
	d.send(bot.Address{Channel: "jeugd-noord"}, "k", calendar())
	d.hides(d.page(aTeam), "/bestand/")
}

func TestButtonTokenIsNoFile(t *testing.T) {
	d := start(t)
	w := d.do(http.MethodGet, anouk+"/bestand/"+d.button(d.page(anouk), "Mijn agenda"), nil)
	if w.Code != http.StatusNotFound {
		t.Errorf("status %d", w.Code)
	}
}

func TestMediaType(t *testing.T) {
	for in, want := range map[string]string{
		"image/png": "image/png", "": "application/octet-stream", "png": "application/octet-stream", "a/b\r\nX: y": "application/octet-stream",
	} {
		if got := mediaType(in); got != want {
			t.Errorf("mediaType(%q) = %q", in, got)
		}
	}
}

package webchat

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/regiebot/regiebot/bot"
)

// demo is a chat page with a small program behind it.
type demo struct {
	*testing.T
	s   *Server
	log *strings.Builder

	mu    sync.Mutex
	now   time.Time
	heard []bot.Request
	reply func(bot.Request) (bot.Message, error)
	added []time.Duration
	onAdd func() error
}

func start(t *testing.T, change ...func(*Config)) *demo {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Fatal(err)
	}
	d := &demo{T: t, now: time.Date(2026, 11, 13, 9, 0, 0, 0, zone), log: &strings.Builder{}}
	d.reply = func(r bot.Request) (bot.Message, error) { return bot.Message{Text: "antwoord op " + r.Line}, nil }
	cfg := Config{
		Answer: d.answer, Channel: "jeugd-noord", Log: slog.New(slog.NewTextHandler(d.log, nil)),
		Clock:    Clock{Now: d.time, Add: d.add, NextReminder: func(ctx context.Context) error { return d.add(ctx, 0) }},
		Personas: []Persona{{"anouk", "Anouk de Wit", "consulent"}, {"bram", "Bram Jansen", "duo-partner"}, {"els", "Els van Dijk", "manager"}},
		Commands: []Command{{"agenda", "agenda week", "wat staat er gepland"}},
		Welcome:  bot.Message{Text: "**Welkom**", Buttons: []bot.Button{{Label: "Mijn agenda", Line: "agenda"}}},
	}
	for _, f := range change {
		f(&cfg)
	}
	if d.s, err = New(cfg); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *demo) answer(_ context.Context, r bot.Request) (bot.Message, error) {
	d.mu.Lock()
	d.heard = append(d.heard, r)
	reply := d.reply
	d.mu.Unlock()
	return reply(r)
}

func (d *demo) time() time.Time { d.mu.Lock(); defer d.mu.Unlock(); return d.now }

func (d *demo) add(_ context.Context, by time.Duration) error {
	d.mu.Lock()
	d.now = d.now.Add(by)
	d.added = append(d.added, by)
	f := d.onAdd
	d.mu.Unlock()
	if f == nil {
		return nil
	}
	return f()
}

// says sets what the program answers from now on.
func (d *demo) says(m bot.Message, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.reply = func(bot.Request) (bot.Message, error) { return m, err }
}

// requests are what the program heard.
func (d *demo) requests() []bot.Request {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]bot.Request(nil), d.heard...)
}

// do sends a request as the script of the page does.
func (d *demo) do(method, path string, form url.Values) *httptest.ResponseRecorder {
	d.Helper()
	r := httptest.NewRequestWithContext(d.Context(), method, "http://localhost:8080"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if method == http.MethodPost {
		r.Header.Set("HX-Request", "true")
	}
	w := httptest.NewRecorder()
	d.s.Handler().ServeHTTP(w, r)
	return w
}

// page is the conversation as a whole page.
func (d *demo) page(path string) string {
	d.Helper()
	w := d.do(http.MethodGet, path, nil)
	if w.Code != http.StatusOK {
		d.Fatalf("GET %s: %d %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

// say types a line; press presses a button. Both want no error.
func (d *demo) say(path, line string) string {
	d.Helper()
	return d.fine(d.do(http.MethodPost, path+"/zeg", url.Values{"regel": {line}}))
}

func (d *demo) press(path, token string) string {
	d.Helper()
	return d.fine(d.do(http.MethodPost, path+"/druk", url.Values{"knop": {token}}))
}

func (d *demo) fine(w *httptest.ResponseRecorder) string {
	d.Helper()
	if w.Code >= 300 {
		d.Fatalf("status %d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}

// button finds the token of the last button with a label on a page.
func (d *demo) button(page, label string) string {
	d.Helper()
	all := regexp.MustCompile(`name="knop" value="([A-Z0-9]+)"[^>]*>`+regexp.QuoteMeta(label)+`<`).FindAllStringSubmatch(page, -1)
	if len(all) == 0 {
		d.Fatalf("no button %q on the page", label)
	}
	return all[len(all)-1][1]
}

// shows and hides check what stands on a page.
func (d *demo) shows(page string, wants ...string) {
	d.Helper()
	for _, want := range wants {
		if !strings.Contains(page, want) {
			d.Errorf("the page does not show %q:\n%s", want, talk(page))
		}
	}
}

func (d *demo) hides(page string, wants ...string) {
	d.Helper()
	for _, want := range wants {
		if strings.Contains(page, want) {
			d.Errorf("the page shows %q:\n%s", want, talk(page))
		}
	}
}

// talk is the part of a page that matters in a report.
func talk(page string) string {
	if _, after, ok := strings.Cut(page, `id="berichten"`); ok {
		page, _, _ = strings.Cut(after, "</main>")
	}
	return page
}

func TestNewReportsEverythingThatIsWrong(t *testing.T) {
	_, err := New(Config{})
	for _, want := range []string{"Answer", "Clock", "Channel", "Personas"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("New(empty) = %v, want it to name %s", err, want)
		}
	}
}

func TestNewRefusesPersonas(t *testing.T) {
	for name, personas := range map[string][]Persona{
		"twice":            {{Member: "a", Name: "A"}, {Member: "a", Name: "B"}},
		"path in the name": {{Member: "../a", Name: "A"}},
		"capital":          {{Member: "Anouk", Name: "A"}},
		"no name":          {{Member: "a"}},
	} {
		if err := (Config{Personas: personas}).checkPersonas(); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestHomeLeadsToTheFirstPersona(t *testing.T) {
	d := start(t)
	for path, want := range map[string]string{"/": "/als/anouk/direct", "/als/bram": "/als/bram/direct"} {
		w := d.do(http.MethodGet, path, nil)
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != want {
			t.Errorf("GET %s → %d %s, want %s", path, w.Code, got, want)
		}
	}
}

var errSecret = errors.New("store: disk full")

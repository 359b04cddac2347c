package bench_test

import (
	"bufio"
	"context"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/webchat"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/store"
)

// The lines that are said.
const (
	lineCheck = "mpcheck jeugd crisis=nee acuut=nee structureel=ja complex=nee kind=ja ouder=ja opvoeding=ja hulpverlening=onbekend"
	lineShow  = "casus toon zaak=ZO-0000022" // a VPR of bram
)

// clients is how many ask at the same time where the answers per second are counted.
const clients = 4

// answers makes the real answers, on a clock that goes on a millisecond at a time: as
// in reality no two are given at the same moment.
type answers struct {
	app  *commands.App
	tick atomic.Int64
}

func newAnswers(s *store.Store) *answers {
	return &answers{app: commands.New(s, slog.New(slog.DiscardHandler), nil)}
}

func (a *answers) now() time.Time { return now().Add(time.Duration(a.tick.Add(1)) * time.Millisecond) }

func (a *answers) answer(ctx context.Context, req bot.Request) (bot.Message, error) {
	req.From.Platform = bot.Local
	return a.app.Answer(ctx, req)
}

// say answers one line of Bram without any page around it.
func (a *answers) say(tb testing.TB, line string) bot.Message {
	tb.Helper()
	m, err := a.answer(tb.Context(), bot.Request{Line: line, From: bot.Person{ID: "bram"}, In: bot.Place{Private: true}, At: a.now()})
	must(tb, err)
	if m.Refused {
		tb.Fatalf("refused: %s", m.Text)
	}
	return m
}

// serve starts a chat page as the demo has it.
func (f *figures) serve(tb testing.TB, a *answers) *httptest.Server {
	tb.Helper()
	still := func(context.Context) error { return nil }
	cfg := webchat.Config{
		Answer: a.answer, Channel: "team", Log: slog.New(slog.DiscardHandler),
		Clock: webchat.Clock{Now: a.now, Add: func(ctx context.Context, _ time.Duration) error { return still(ctx) }, NextReminder: still},
	}
	for _, l := range f.sample.leden {
		cfg.Personas = append(cfg.Personas, webchat.Persona{Member: l.Gebruiker, Name: l.Naam, Role: string(l.Rol)})
	}
	for _, c := range commands.All() {
		cfg.Commands = append(cfg.Commands, webchat.Command{Name: c.Name, Usage: c.Usage(), Short: c.Short})
	}
	page, err := webchat.New(cfg)
	must(tb, err)
	server := httptest.NewServer(page.Handler())
	server.Config.RegisterOnShutdown(page.Close)
	return server
}

// browser is one person's browser.
type browser struct {
	testing.TB
	http.Client
	base string
	live *bufio.Scanner
}

func newBrowser(tb testing.TB, base string) *browser {
	return &browser{TB: tb, base: base, Client: http.Client{Transport: &http.Transport{}}}
}

// post sends a form and reads the answer to it.
func (b *browser) post(path string, form url.Values) {
	b.Helper()
	req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, b.base+path, strings.NewReader(form.Encode()))
	must(b, err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("HX-Request", "true")
	res, err := b.Do(req)
	must(b, err)
	_, err = io.Copy(io.Discard, res.Body)
	must(b, err)
	must(b, res.Body.Close())
	if res.StatusCode >= http.StatusBadRequest {
		b.Fatalf("%s: status %d", path, res.StatusCode)
	}
}

func (b *browser) say(member, line string) {
	b.Helper()
	b.post("/als/"+member+"/direct/zeg", url.Values{"regel": {line}})
}

var liveAddress = regexp.MustCompile(`sse-connect="([^"]+)"`)

// watch opens the page of a member and its live connection, over which answers come.
func (b *browser) watch(member string) (leave func()) {
	b.Helper()
	address := liveAddress.FindSubmatch(b.get("/als/" + member + "/direct"))
	if address == nil {
		b.Fatal("the page names no live connection")
	}
	res, err := b.Get(b.base + html.UnescapeString(string(address[1]))) //nolint:bodyclose // leave closes it
	must(b, err)
	b.live = bufio.NewScanner(res.Body)
	return func() { must(b, res.Body.Close()) }
}

// get reads a page.
func (b *browser) get(path string) []byte {
	b.Helper()
	res, err := b.Get(b.base + path)
	must(b, err)
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	must(b, err)
	return page
}

// ask says a line and waits until the answer stands on the page.
func (b *browser) ask(member, line string) {
	b.Helper()
	b.say(member, line)
	for answered := false; b.live.Scan(); {
		text := b.live.Text()
		answered = answered || strings.Contains(text, `<article class="bericht">`)
		if answered && text == "" {
			return
		}
		if strings.Contains(text, `class="bericht niets"`) {
			b.Fatal("the line was refused")
		}
	}
	b.Fatalf("the live connection ended: %v", b.live.Err())
}

// page measures an answer from the keystroke until it stands on the page.
func (f *figures) page(b *testing.B) {
	path := f.copyOf(b, 1000, "page")
	a := newAnswers(open(b, path))
	base := openBare(b, path, a.say(b, lineCheck).Text)
	server := httptest.NewServer(base.handler())
	defer server.Close()
	times := f.measurePage(b, a, newBrowser(b, server.URL))
	rates := f.measureRates(b, a, server.URL)
	f.report.time("bare handler, loopback HTTP", times["/bare"], rates["/bare"])
	f.report.time("… that reads one row of SQLite", times["/row"], rates["/row"], against(times["/row"], times["/bare"], "bare"))
	f.report.time("… that stores one row, safe on disk", times["/write"], rates["/write"], against(times["/write"], times["/bare"], "bare"))
	for _, name := range []string{"mpcheck", "casus toon"} {
		f.report.time("`"+name+"` through the handler of the page", times[name], rates[name], ratios(times, times[name])...)
		f.report.time("… until the answer is shown on an open page", times[name+" shown"], noRate, ratios(times, times[name+" shown"])...)
		f.report.time("… without a page around it", times[name+" alone"], ownRate)
	}
}

// ratios holds times against those of the bare handlers.
func ratios(times map[string]durations, d durations) []string {
	return []string{against(d, times["/bare"], "bare"), against(d, times["/row"], "one row"), against(d, times["/write"], "one row stored")}
}

// measurePage measures one client. Every block has a new page: a conversation of a
// morning, not of a year.
func (f *figures) measurePage(b *testing.B, a *answers, plain *browser) map[string]durations {
	form := url.Values{"regel": {lineCheck}}
	var kinds []kind
	for _, path := range []string{"/bare", "/row", "/write"} {
		kinds = append(kinds, kind{path, nil, func() { plain.post(path, form) }, nil})
	}
	for _, of := range []struct{ name, line string }{{"mpcheck", lineCheck}, {"casus toon", lineShow}} {
		var server *httptest.Server
		var user *browser
		var leave func()
		kinds = append(kinds, kind{of.name, func() {
			server = f.serve(b, a)
			user = newBrowser(b, server.URL)
			user.say("bram", of.line)
		}, func() { user.say("bram", of.line) }, func() {
			user.CloseIdleConnections()
			server.Close()
		}}, kind{of.name + " shown", func() {
			server = f.serve(b, a)
			user = newBrowser(b, server.URL)
			leave = user.watch("bram")
			user.ask("bram", of.line)
		}, func() { user.ask("bram", of.line) }, func() {
			leave()
			user.CloseIdleConnections()
			server.Close()
		}}, kind{of.name + " alone", nil, func() { a.say(b, of.line) }, nil})
	}
	return interleave(kinds)
}

// measureRates measures how many answers several clients get in a second.
func (f *figures) measureRates(b *testing.B, a *answers, bareURL string) map[string]float64 {
	const rounds, each = 5, 250
	spent := map[string]time.Duration{}
	form := url.Values{"regel": {lineCheck}}
	for range rounds {
		server := f.serve(b, a)
		for _, path := range []string{"/bare", "/row", "/write"} {
			spent[path] += together(b, bareURL, each, func(c *browser) { c.post(path, form) })
		}
		for name, line := range map[string]string{"mpcheck": lineCheck, "casus toon": lineShow} {
			spent[name] += together(b, server.URL, each, func(c *browser) { c.say("bram", line) })
		}
		server.Close()
	}
	rates := map[string]float64{}
	for name, d := range spent {
		rates[name] = rounds * clients * each / d.Seconds()
	}
	return rates
}

// together lets several clients do the same a number of times each.
func together(b *testing.B, base string, each int, do func(*browser)) time.Duration {
	var group sync.WaitGroup
	start := time.Now()
	for range clients {
		group.Go(func() {
			c := newBrowser(b, base)
			for range each {
				do(c)
			}
			c.CloseIdleConnections()
		})
	}
	group.Wait()
	return time.Since(start)
}

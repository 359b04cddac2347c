package webchat

import (
	"bufio"
	"context"
	"html"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// wire is a live connection as a browser reads it.
type wire struct {
	*testing.T
	in *bufio.Scanner
}

// connect opens the live connection that a page names.
func (d *demo) connect(ctx context.Context, server, page string, header ...string) *wire {
	d.Helper()
	m := regexp.MustCompile(`sse-connect="([^"]+)"`).FindStringSubmatch(page)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server+html.UnescapeString(m[1]), nil)
	if err != nil {
		d.Fatal(err)
	}
	if len(header) > 0 {
		r.Header.Set("Last-Event-ID", header[0])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		d.Fatal(err)
	}
	d.Cleanup(func() { _ = res.Body.Close() })
	if ct := res.Header.Get("Content-Type"); !strings.HasPrefix(ct, "text/event-stream") {
		d.Fatalf("Content-Type %q", ct)
	}
	return &wire{d.T, bufio.NewScanner(res.Body)}
}

// next reads until an event of a name.
func (w *wire) next(name string) (id, data string) {
	w.Helper()
	got := ""
	for w.in.Scan() {
		field, value, _ := strings.Cut(w.in.Text(), ": ")
		switch {
		case field == "event":
			got, id, data = value, "", ""
		case field == "id":
			id = value
		case field == "data":
			data += value + "\n"
		case field == "" && got == name:
			return id, data
		}
	}
	w.Fatalf("the connection ended without %q: %v", name, w.in.Err())
	return "", ""
}

func serve(d *demo) (ctx context.Context, url string) {
	server := httptest.NewServer(d.s.Handler())
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	d.Cleanup(func() { cancel(); server.Close() })
	return ctx, server.URL
}

func TestMessagesArriveLive(t *testing.T) {
	d := start(t)
	ctx, url := serve(d)
	a := d.connect(ctx, url, d.page(anouk))
	b := d.connect(ctx, url, d.page(bTeam))
	d.send(bot.Address{Member: "anouk"}, "1", reminder())
	if id, data := a.next("bericht"); !strings.Contains(data, "Plan het MDO.") || !strings.HasPrefix(id, "4.") {
		t.Errorf("%s %s", id, data)
	}
	d.send(bot.Address{Channel: "jeugd-noord"}, "2", bot.Message{Text: "voor het team"})
	if _, data := b.next("bericht"); !strings.Contains(data, "voor het team") || strings.Contains(data, "MDO") {
		t.Errorf("Bram got %s", data)
	}
	for { // the badge of the channel follows
		if _, data := a.next("stand"); unread(data, "gesprek-kanaal") == "1" {
			break
		}
	}
}

// TestLiveOutlastsTheServersLimit: the limit of the server, which holds for every other
// page, does not cut a live connection.
func TestLiveOutlastsTheServersLimit(t *testing.T) {
	d := start(t)
	server := httptest.NewUnstartedServer(d.s.Handler())
	server.Config.WriteTimeout = time.Nanosecond
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(func() { cancel(); server.Close() })
	a := d.connect(ctx, server.URL, d.page(anouk))
	d.send(bot.Address{Member: "anouk"}, "1", reminder())
	if _, data := a.next("bericht"); !strings.Contains(data, "Plan het MDO.") {
		t.Errorf("%s", data)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+anouk, nil)
	if err != nil {
		t.Fatal(err)
	}
	if res, err := http.DefaultClient.Do(r); err == nil {
		_ = res.Body.Close()
		t.Error("the limit does not hold for a page")
	}
}

func TestConnectedReaderHasReadIt(t *testing.T) {
	d := start(t)
	ctx, url := serve(d)
	b := d.connect(ctx, url, d.page(bram))
	d.send(bot.Address{Member: "bram"}, "1", reminder())
	b.next("bericht")
	if got := unread(d.page(anouk), "persoon-bram"); got != "" {
		t.Errorf("%s unread while Bram looks at it", got)
	}
}

func TestOwnLineComesBeforeTheAnswer(t *testing.T) {
	d := start(t)
	ctx, url := serve(d)
	a := d.connect(ctx, url, d.page(anouk))
	asked, let := make(chan struct{}), make(chan struct{})
	d.reply = func(bot.Request) (bot.Message, error) {
		close(asked)
		<-let
		return bot.Message{Text: "klaar"}, nil
	}
	go d.do(http.MethodPost, anouk+"/zeg", map[string][]string{"regel": {"langzaam"}})
	<-asked
	if _, data := a.next("bericht"); !strings.Contains(data, "langzaam") {
		t.Errorf("first: %s", data)
	}
	close(let)
	if _, data := a.next("bericht"); !strings.Contains(data, "klaar") {
		t.Errorf("then: %s", data)
	}
}

func TestNothingIsLostBetweenPageAndConnection(t *testing.T) {
	d := start(t)
	ctx, url := serve(d)
	page := d.page(anouk)
	d.send(bot.Address{Member: "anouk"}, "1", reminder())
	id, data := d.connect(ctx, url, page).next("bericht")
	if !strings.Contains(data, "Plan het MDO.") {
		t.Errorf("lost: %s", data)
	}
	d.send(bot.Address{Member: "anouk"}, "2", bot.Message{Text: "de tweede"})
	if _, data := d.connect(ctx, url, page, id).next("bericht"); !strings.Contains(data, "de tweede") {
		t.Errorf("a browser that reconnects gets again: %s", data)
	}
}

func TestSentFormChangesOnOpenPages(t *testing.T) {
	d := start(t)
	ctx, url := serve(d)
	_, action := d.opened(sample())
	a := d.connect(ctx, url, d.page(anouk))
	d.submit(action, complete())
	for {
		if id, data := a.next("bericht"); strings.HasPrefix(id, "5.") {
			d.shows(data, "verstuurd")
			return
		}
	}
}

func TestClockArrivesLive(t *testing.T) {
	d := start(t)
	ctx, url := serve(d)
	b := d.connect(ctx, url, d.page(bram))
	b.next("klok")
	d.move("dag")
	if _, data := b.next("klok"); !strings.Contains(data, "za 14 november 2026") {
		t.Error(data)
	}
}

func TestPageOfAnEarlierServerReloads(t *testing.T) {
	d := start(t)
	ctx, url := serve(start(t))
	d.connect(ctx, url, d.page(anouk)).next("ververs")
}

func TestCloseEndsLiveConnections(t *testing.T) {
	d := start(t)
	ctx, url := serve(d)
	a := d.connect(ctx, url, d.page(anouk))
	a.next("klok")
	d.s.Close()
	d.s.Close()
	for a.in.Scan() {
		t.Log(a.in.Text())
	}
	if ctx.Err() != nil {
		t.Error("the connection stayed open")
	}
}

func TestOneConnectionTooManyEndsTheOldest(t *testing.T) {
	d := start(t)
	ctx, url := serve(d)
	page := d.page(anouk)
	open := make([]*wire, 0, maxLive+1)
	for range maxLive + 1 {
		w := d.connect(ctx, url, page)
		w.next("klok")
		open = append(open, w)
	}
	for open[0].in.Scan() {
		t.Log(open[0].in.Text())
	}
	d.send(bot.Address{Member: "anouk"}, "1", reminder())
	for _, w := range open[1:] {
		w.next("bericht")
	}
	if ctx.Err() != nil {
		t.Error("the oldest connection stayed open")
	}
}

func TestTextCannotBecomeAField(t *testing.T) {
	got := string(encode(event{name: "bericht", id: "1.2", data: []byte("a\rid: 9\r\nevent: x\n\nb")}))
	want := "event: bericht\nid: 1.2\ndata: a\ndata: id: 9\ndata: event: x\ndata: \ndata: b\n\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

package chaos_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/chaos"
)

var (
	monday = time.Date(2026, time.November, 16, 8, 0, 0, 0, time.UTC)
	anouk  = bot.Address{Member: "anouk"}
	hello  = bot.Message{Text: "Hallo"}
)

// patience is how long the client of a test waits.
const patience = 100 * time.Millisecond

// serve starts a server with odds, and a client of it.
func serve(t *testing.T, o chaos.Odds) (*chaos.Server, *chaos.Client) {
	t.Helper()
	s, err := chaos.Serve(chaos.NewClock(monday, time.Now), time.Now, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	o.Hang = 2 * patience
	s.Set(o)
	return s, chaos.NewClient(s.URL(), patience)
}

// count waits until the server has stored so many messages.
func count(t *testing.T, s *chaos.Server, want int) {
	t.Helper()
	ticks := time.NewTicker(time.Millisecond)
	defer ticks.Stop()
	late := time.After(10 * time.Second)
	for s.Count() < want {
		select {
		case <-ticks.C:
		case <-late:
			t.Fatalf("%d messages are there, not %d", s.Count(), want)
		}
	}
	if got := s.Count(); got != want {
		t.Fatalf("%d messages are there, not %d", got, want)
	}
}

func TestWhatIsKnownAfterSending(t *testing.T) {
	for _, c := range []struct {
		name    string
		odds    chaos.Odds
		stored  int
		certain bool // that nothing was posted
		why     bot.Why
		busy    time.Duration
		all     bool
	}{
		{name: "the answer is lost", odds: chaos.Odds{LoseAnswer: 1000}, stored: 1},
		{name: "500 after storing", odds: chaos.Odds{FailAfter: 1000}, stored: 1},
		{name: "nonsense after storing", odds: chaos.Odds{NonsenseAfter: 1000}, stored: 1},
		{name: "it hangs and stores", odds: chaos.Odds{HangStore: 1000}, stored: 1},
		{name: "it hangs and does not store", odds: chaos.Odds{HangDrop: 1000}},
		{name: "cut before storing", odds: chaos.Odds{CutBefore: 1000}},
		{name: "500 without storing", odds: chaos.Odds{FailBefore: 1000}},
		{name: "busy", odds: chaos.Odds{Busy: 1000, After: 7}, certain: true, why: bot.Busy, busy: 7 * time.Second},
		{name: "busy for everyone", odds: chaos.Odds{BusyEveryone: 1000, After: 3}, certain: true, why: bot.Busy, busy: 3 * time.Second, all: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, client := serve(t, c.odds)
			_, err := client.Send(t.Context(), anouk, "k1", hello)
			if err == nil {
				t.Fatal("it says that all went well")
			}
			var no *bot.NotSent
			if errors.As(err, &no) != c.certain {
				t.Errorf("what is known: %v", err)
			}
			if c.certain && (no.Why != c.why || no.After != c.busy || no.Everyone != c.all) {
				t.Errorf("%+v", *no)
			}
			count(t, s, c.stored)
		})
	}
}

func TestWhatAnAnswerMeans(t *testing.T) {
	for _, c := range []struct {
		status  int
		certain bool
		why     bot.Why
	}{
		{200, false, ""},
		{204, false, ""},
		{302, false, ""},
		{307, false, ""},
		{500, false, ""},
		{502, false, ""},
		{503, false, ""},
		{408, false, ""},
		{401, true, bot.Failed},
		{409, true, bot.Failed},
		{403, true, bot.Unreachable},
		{404, true, bot.Unreachable},
		{410, true, bot.Unreachable},
		{400, true, bot.Unfit},
		{413, true, bot.Unfit},
		{422, true, bot.Unfit},
		{429, true, bot.Busy},
	} {
		t.Run(fmt.Sprint(c.status), func(t *testing.T) {
			asked := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				asked++
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(c.status)
			}))
			defer server.Close()
			_, err := chaos.NewClient(server.URL, patience).Send(t.Context(), anouk, "geheime-sleutel", bot.Message{Text: "geheim"})
			var no *bot.NotSent
			if err == nil || errors.As(err, &no) != c.certain || c.certain && no.Why != c.why {
				t.Errorf("%v", err)
			}
			if asked != 1 {
				t.Errorf("it asked %d times", asked)
			}
			if strings.Contains(err.Error(), "geheim") {
				t.Errorf("the error repeats the message: %v", err)
			}
		})
	}
}

func TestHowLongToWait(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"": 0, "0": 0, "30": 30 * time.Second, "-1": 0, "soon": 0, "Wed, 21 Oct 2026 07:28:00 GMT": 0, "99999999": time.Hour,
		"9223372036854775807": time.Hour,
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", text)
			w.WriteHeader(http.StatusTooManyRequests)
		}))
		_, err := chaos.NewClient(server.URL, patience).Send(t.Context(), anouk, "k", hello)
		server.Close()
		var no *bot.NotSent
		if !errors.As(err, &no) || no.After != want {
			t.Errorf("Retry-After %q: %v", text, err)
		}
	}
}

func TestNobodyListens(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	client := chaos.NewClient("http://"+listener.Addr().String(), patience)
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = client.Send(t.Context(), anouk, "k1", hello)
	var no *bot.NotSent
	if !errors.As(err, &no) || no.Why != bot.Failed {
		t.Errorf("refused: %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err = client.Send(ended, anouk, "k1", hello); !errors.As(err, &no) {
		t.Errorf("ended before it began: %v", err)
	}
}

func TestACutConnectionIsNotTriedAgainByItself(t *testing.T) {
	s, client := serve(t, chaos.Odds{})
	for range 3 { // so that the connection is an old one
		if _, err := client.Send(t.Context(), anouk, "k0", hello); err != nil {
			t.Fatal(err)
		}
	}
	s.Set(chaos.Odds{LoseAnswer: 1000})
	if _, err := client.Send(t.Context(), anouk, "k1", hello); err == nil {
		t.Fatal("it says that all went well")
	}
	count(t, s, 4)
}

func TestFind(t *testing.T) {
	s, client := serve(t, chaos.Odds{})
	there, err := client.Send(t.Context(), anouk, "k1", hello)
	if err != nil {
		t.Fatal(err)
	}
	since := monday.Add(-time.Minute)
	for _, c := range []struct {
		name  string
		to    bot.Address
		key   string
		since time.Time
		found bool
	}{
		{"there", anouk, "k1", since, true},
		{"another key", anouk, "k2", since, false},
		{"another member", bot.Address{Member: "bram"}, "k1", since, false},
		{"a channel of that name", bot.Address{Channel: "anouk"}, "k1", since, false},
		{"later", anouk, "k1", monday.Add(time.Hour), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, found, err := client.Find(t.Context(), c.to, c.key, c.since)
			if err != nil || found != c.found || found && got != there {
				t.Errorf("%v, %v, %v", got, found, err)
			}
		})
	}
	for name, o := range map[string]chaos.Odds{"500": {FindFail: 1000}, "hangs": {FindHang: 1000, Hang: 2 * patience}, "nonsense": {FindNonsense: 1000}} {
		t.Run(name, func(t *testing.T) {
			s.Set(o)
			for range 10 {
				if got, found, err := client.Find(t.Context(), anouk, "k1", since); err == nil || found || errors.Is(err, bot.ErrCannotTell) {
					t.Fatalf("%v, %v, %v", got, found, err)
				}
			}
		})
	}
	s.Set(chaos.Odds{CannotTell: 1000})
	if _, _, err := client.Find(t.Context(), anouk, "k1", since); !errors.Is(err, bot.ErrCannotTell) {
		t.Errorf("%v", err)
	}
}

func TestReplace(t *testing.T) {
	s, client := serve(t, chaos.Odds{})
	there, err := client.Send(t.Context(), anouk, "k1", hello)
	if err != nil {
		t.Fatal(err)
	}
	replace := func(to bot.Address, r bot.Receipt, m *bot.Message) {
		t.Helper()
		if err := client.Replace(t.Context(), to, r, m); err != nil {
			t.Errorf("%v", err)
		}
	}
	replace(anouk, there, &bot.Message{Text: "Gedaan"})
	replace(bot.Address{Member: "bram"}, there, nil) // that is not there
	if got := s.Posted()[0]; got.Edits != 1 || got.Gone {
		t.Errorf("%+v", got)
	}
	replace(anouk, there, nil)
	if got := s.Posted()[0]; got.Edits != 2 || !got.Gone {
		t.Errorf("%+v", got)
	}
	replace(anouk, there, &bot.Message{Text: "Gedaan"}) // that is not there any more
	if _, found, err := client.Find(t.Context(), anouk, "k1", monday.Add(-time.Hour)); found || err != nil {
		t.Errorf("what was taken away is found: %v", err)
	}
	var no *bot.NotSent
	if err := client.Replace(t.Context(), anouk, bot.Receipt{Platform: "slack", ID: there.ID}, nil); !errors.As(err, &no) {
		t.Errorf("a receipt of another platform: %v", err)
	}
	s.Set(chaos.Odds{FailAfter: 1000})
	if err := client.Replace(t.Context(), anouk, there, &hello); err == nil {
		t.Error("a 500 is as if all went well")
	}
}

func TestTheServerKeepsTwoMessagesWithOneKey(t *testing.T) {
	s, client := serve(t, chaos.Odds{})
	for range 2 {
		if _, err := client.Send(t.Context(), anouk, "k1", hello); err != nil {
			t.Fatal(err)
		}
	}
	count(t, s, 2)
	if _, err := client.Send(t.Context(), anouk, "k2", bot.Message{Text: "Hallo", Parts: []bot.Part{{Text: chaos.Mark + ": ik weet het niet."}}}); err != nil {
		t.Fatal(err)
	}
	if got := s.Posted(); got[0].Marked || !got[2].Marked {
		t.Errorf("%+v", got)
	}
}

func TestTheServerTakesNoMoreThanSoMany(t *testing.T) {
	s, client := serve(t, chaos.Odds{Every: time.Hour, After: 1})
	send := func(to string) error {
		_, err := client.Send(t.Context(), bot.Address{Member: to}, "k", hello)
		return err
	}
	var no *bot.NotSent
	if err := errors.Join(send("anouk"), send("bram")); err != nil {
		t.Error(err)
	}
	if err := send("anouk"); !errors.As(err, &no) || no.Why != bot.Busy {
		t.Errorf("a second message at once: %v", err)
	}
	count(t, s, 2)
	_, err := client.Send(t.Context(), anouk, "k", bot.Message{Text: strings.Repeat("a", bot.MaxText+1)})
	if !errors.As(err, &no) || no.Why != bot.Unfit {
		t.Errorf("a message that is too long: %v", err)
	}
}

func TestWhatHangsIsDoneBeforeTheClockLeaps(t *testing.T) {
	s, client := serve(t, chaos.Odds{})
	s.Set(chaos.Odds{HangStore: 1000, Hang: time.Hour})
	if _, err := client.Send(t.Context(), anouk, "k1", hello); err == nil {
		t.Fatal("it says that all went well")
	}
	s.Move(monday.AddDate(0, 0, 3))
	count(t, s, 1)
	if got := s.Posted()[0].At; got.After(monday.Add(time.Hour)) {
		t.Errorf("it is there since %v", got)
	}
	if now, err := client.Now(t.Context()); err != nil || now.Before(monday.AddDate(0, 0, 3)) {
		t.Errorf("the clock shows %v, %v", now, err)
	}
}

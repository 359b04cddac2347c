package bench_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/store"
)

// newSlackSide is Slack's side: it says at once and of everything that it is well.
func newSlackSide(tb testing.TB) *httptest.Server {
	tb.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := map[string]any{"ok": true}
		switch r.URL.Path {
		case "/auth.test":
			answer = map[string]any{"ok": true, "team_id": "T1", "team": "Voorbeeldstad", "user_id": "UBOT", "user": "regiebot", "bot_id": "B1"}
		case "/bots.info":
			answer["bot"] = map[string]any{"id": "B1", "app_id": "A1"}
		case "/users.info":
			answer["user"] = map[string]any{"id": r.FormValue("user"), "team_id": "T1", "name": "iemand"}
		case "/conversations.open":
			answer["channel"] = map[string]any{"id": "D" + r.FormValue("users")}
		case "/chat.postMessage":
			answer["channel"], answer["ts"] = r.FormValue("channel"), "1790000000.000001"
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(answer)
	}))
	tb.Cleanup(server.Close)
	return server
}

// onSlack gives every member an account on Slack.
func onSlack(tb testing.TB, s *store.Store) {
	tb.Helper()
	update(tb, s, func(ctx context.Context, tx *store.Tx) error {
		leden, err := tx.Leden(ctx, "")
		if err != nil {
			return err
		}
		for _, l := range leden {
			l.IDs = map[string]string{slack.Platform: slackID(l.Gebruiker)}
			if err := tx.SaveLid(ctx, l); err != nil {
				return err
			}
		}
		return nil
	})
}

// slackService starts the service as it is, connected to a Slack, and waits until it has
// done what it does once a day.
func (f *figures) slackService(tb testing.TB, path, api string) (p *program, base string) {
	tb.Helper()
	s := open(tb, path)
	onSlack(tb, s)
	update(tb, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetLastTick(ctx, "nagekeken", time.Time{}) })
	must(tb, s.Logged(tb.Context(), func(tx *store.Tx) error { return tx.Log(tb.Context(), event(1)) })) // casussen without any row there are an error
	cmd := exec.Command(f.binary, "serve", "--database", path, "--listen", "127.0.0.1:0", "--log", "warn")
	cmd.Env = append(os.Environ(), "REGIEBOT_SLACK_BOT_TOKEN=xoxb-1", "REGIEBOT_SLACK_SIGNING_SECRET="+slackSecret, "REGIEBOT_SLACK_API_URL="+api)
	p = start(tb, cmd)
	base = p.address()
	until(tb, "the daily inspection", func() bool { return inspected(tb, s) })
	waiting := fmt.Sprintf("SELECT id FROM outbox WHERE state IN ('waiting', 'claimed') AND not_before <= %d LIMIT 1", time.Now().UnixMilli())
	rows := openRaw(tb, path)
	until(tb, "what was due", func() bool { return len(rows.texts(tb, waiting)) == 0 })
	return p, base
}

// address waits until a process says where it listens.
func (p *program) address() string {
	p.Helper()
	for {
		line, err := p.out.ReadString('\n')
		must(p, err)
		if _, address, ok := strings.Cut(strings.TrimSpace(line), "listens on "); ok {
			return address
		}
	}
}

// interrupt ends a service.
func (p *program) interrupt() {
	p.Helper()
	must(p, p.cmd.Process.Signal(syscall.SIGINT))
	must(p, p.cmd.Wait())
}

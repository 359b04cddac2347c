package slack

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	api "github.com/slack-go/slack"
)

// TestOutlets: only of Slack itself, and the sockets only when they are used.
func TestOutlets(t *testing.T) {
	both := []string{"https://hooks.slack.com/", "https://files.slack.com/"}
	all := append(slices.Clone(both), "https://wss-primary.slack.com/", "https://wss-backup.slack.com/")
	for name, c := range map[string]struct {
		cfg  Config
		want []string
	}{
		"HTTP":          {Config{}, both},
		"sockets":       {Config{AppToken: "xapp-1"}, all},
		"told in full":  {Config{AppToken: "xapp-1", APIURL: api.APIURL}, all},
		"another Slack": {Config{AppToken: "xapp-1", APIURL: "http://127.0.0.1:1/api/"}, nil},
	} {
		var got []string
		for _, o := range c.cfg.outlets() {
			got = append(got, o.address)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestExamineOutlets: whatever answers is good, and what does not is told by its name.
func TestExamineOutlets(t *testing.T) {
	var asked []string
	there := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.Path)
		http.Redirect(w, r, "https://127.0.0.1:1/", http.StatusFound)
	}))
	there.Config.ErrorLog = log.New(io.Discard, "", 0) // of who does not trust its certificate
	there.StartTLS()
	defer there.Close()
	client := there.Client()
	client.CheckRedirect = webClient().CheckRedirect
	hooks, gone := outlet{there.URL + "/", "antwoorden"}, outlet{"https://127.0.0.1:1/", "bestanden komen dan niet aan"}
	told := func(client *http.Client, outlets ...outlet) string {
		var lines []string
		for _, f := range examineOutlets(t.Context(), client, outlets) {
			if f.Good == (f.Repair != "") {
				t.Errorf("got %+v", f)
			}
			lines = append(lines, f.What)
		}
		return strings.Join(lines, "\n")
	}
	if got := told(client); got != "" {
		t.Errorf("nothing to look at: %q", got)
	}
	if got := told(client, hooks, hooks); got != "De andere adressen van Slack zijn te bereiken." || !slices.Equal(asked, []string{"HEAD /", "HEAD /"}) {
		t.Errorf("got %q, asked %v", got, asked)
	}
	if got := told(client, hooks, gone); got != "127.0.0.1:1 is niet te bereiken (unreachable): bestanden komen dan niet aan." {
		t.Errorf("got %q", got)
	}
	if got := told(webClient(), hooks); !strings.HasSuffix(got, " is niet te bereiken (certificate): antwoorden.") {
		t.Errorf("got %q", got)
	}
}

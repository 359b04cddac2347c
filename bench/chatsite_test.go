package bench_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/store"
)

// chatSite is one platform as it is measured: how a command comes from it, and what its server
// says when it is called.
type chatSite struct {
	name  string // of the platform, of the part of the figures, and of the bare process
	title string // for people
	host  string // by which the platform knows the service; empty: as it is called
	path  string // where the service takes commands
	proof string // what says that a request is of the platform
	comes pace   // how fast people may come for the first time

	account  func(member string) string                           // id on the platform
	form     func(s slash) url.Values                             // a command as it is sent
	prove    func(h http.Header, body []byte)                     // adds what a request comes with
	proven   func(h http.Header, body []byte) error               // looks at it
	server   func() http.Handler                                  // of the platform: it takes everything
	settings func(there string) []string                          // environment of the service
	adapter  func(tb testing.TB, p adapterParts) (h http.Handler) // as the service makes it
}

// chatSites are the platforms by their names.
func chatSites() map[string]chatSite {
	all := map[string]chatSite{}
	for _, site := range []chatSite{slackSite(), mattermostSite()} {
		all[site.name] = site
	}
	return all
}

// pace is how many may come at once, and how long each of the others waits.
type pace struct {
	atOnce int
	each   time.Duration
}

// slash is one slash command.
type slash struct {
	id      string // of who asks
	command string // without the slash
	text    string // behind it
	there   string // address of the server of the platform
	number  int    // no other command has it
}

// adapterParts are what an adapter is made of.
type adapterParts struct {
	there  string // address of the server of the platform
	answer bot.Answer
	store  *store.Store
	quiet  *slog.Logger
}

// tickets are those of a platform.
func (p adapterParts) tickets(platform string) bot.Tickets {
	return bot.Tickets{Platform: platform, MAC: p.store.Ring().MAC, Check: p.store.Ring().CheckMAC}
}

// start starts the server of the platform, and gives its address.
func (site chatSite) start(tb testing.TB) (there string) {
	tb.Helper()
	server := httptest.NewServer(site.server())
	tb.Cleanup(server.Close)
	return server.URL
}

// giveJSON answers a call.
func giveJSON(w http.ResponseWriter, answer any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer) // who called may have gone
}

// TestProof: a bare handler takes what the platform sends, and not the same with anything else
// that it comes with.
func TestProof(t *testing.T) {
	for name, site := range chatSites() {
		t.Run(name, func(t *testing.T) {
			good := []byte(site.form(slash{id: site.account("bram"), command: "agenda", text: "week", number: 1}).Encode())
			header := http.Header{}
			site.prove(header, good)
			if err := site.proven(header, good); err != nil {
				t.Error(err)
			}
			for what, body := range map[string]string{"nothing": "", "another body": "command=%2Fagenda&token=no", "no form": "%"} {
				if site.proven(header, []byte(body)) == nil {
					t.Errorf("%s is taken", what)
				}
			}
		})
	}
}

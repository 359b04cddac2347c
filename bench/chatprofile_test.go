package bench_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/commands"
)

// BenchmarkChat is for the profiler: one command of a platform at a time through the adapter,
// without a network.
func BenchmarkChat(b *testing.B) {
	f := &figures{sample: loadSample(b), folder: b.TempDir()}
	f.cache = openCache(b, f.sample)
	for _, site := range []chatSite{slackSite(), mattermostSite()} {
		b.Run(site.name, func(b *testing.B) { f.profile(b, site) })
	}
}

func (f *figures) profile(b *testing.B, site chatSite) {
	s := open(b, f.copyOf(b, chatCasussen, site.name))
	site.join(b, s)
	there, quiet := site.start(b), slog.New(slog.DiscardHandler)
	handler := site.adapter(b, adapterParts{
		there: there, store: s, quiet: quiet, answer: bot.Excuse(commands.New(s, quiet, nil).Answer, quiet),
	})
	people := f.sample.chatPeopleOf(b, 5, site, there) // as many as can be asked about at once
	for _, a := range chatLines(site.path) {
		b.Run(a.name[1:], func(b *testing.B) {
			for b.Loop() {
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, people.request(b, a))
				if text := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(text, a.says) {
					b.Fatalf("status %d: %s", w.Code, text)
				}
			}
		})
	}
}

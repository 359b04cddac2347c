package summary_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/summary"
)

// antwoord is what a server says: a completion with a content, that stopped for a reason.
func antwoord(content, finish string) string {
	text, err := json.Marshal(content)
	if err != nil {
		panic(err)
	}
	return `{"id":"1","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":` + string(text) + `},"finish_reason":"` + finish + `"}]}`
}

// zinnen is the content of an answer: deel, tekst, and ids with spaces between.
func zinnen(list ...[3]string) string {
	out := map[string][]map[string]any{"zinnen": {}}
	for _, z := range list {
		out["zinnen"] = append(out["zinnen"], map[string]any{"deel": z[0], "tekst": z[1], "feiten": append([]string{}, strings.Fields(z[2])...)})
	}
	text, err := json.Marshal(out)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// vast answers every request with the same JSON.
func vast(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, body)
	}
}

// reis is a network in which a handler answers, without sockets: time can be made up.
type reis struct {
	http.Handler
	vragen int
}

func (r *reis) RoundTrip(request *http.Request) (*http.Response, error) {
	r.vragen++
	done := make(chan *http.Response, 1)
	go func() {
		w := httptest.NewRecorder()
		r.ServeHTTP(w, request)
		done <- w.Result()
	}()
	select {
	case response := <-done:
		return response, nil
	case <-request.Context().Done():
		return nil, request.Context().Err()
	}
}

func nieuwModel(t testing.TB, in summary.Instelling) *summary.Model {
	t.Helper()
	if in.URL == "" {
		in.URL = "http://model.example/v1"
	}
	if in.Naam == "" {
		in.Naam = "klein"
	}
	m, err := summary.NieuwModel(in)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func drieTrajecten(t testing.TB) summary.Vraag {
	t.Helper()
	return summary.Vraag{Op: op, Historie: historie(t,
		p.Levering{Hulpvorm: "02", Aanbieder: "Praktijk Voorbeeldweg", Start: dag("2024-01-01"), Eind: dag("2024-06-30"), Reden: "01", Resultaat: p.Geholpen, Aanleiding: "opvoedvragen"},
		p.Levering{Hulpvorm: "03", AGB: "12345678", Start: dag("2025-01-01"), Eind: dag("2025-03-31"), Reden: "04", Resultaat: p.NietGeholpen},
		p.Levering{Hulpvorm: "14", Aanbieder: "Woongroep De Voorbeeldlaan", Start: dag("2025-03-01"), Crisis: p.Ja, Aanleiding: "veiligheid thuis"},
	)}
}

// volledig fails when a plain summary is not the plain one, to the letter.
func volledig(t testing.TB, v summary.Vraag, got summary.Uitkomst) {
	t.Helper()
	want := summary.Plain(v.Historie, v.Op, v.Geweigerd)
	if diff := cmp.Diff(want, got.Samenvatting); diff != "" {
		t.Errorf("not the plain summary, -want +got:\n%s", diff)
	}
	if got.Engine != summary.BronPlain || got.Kept != 0 || got.Reason == "" {
		t.Errorf("engine %q, reason %q, kept %d", got.Engine, got.Reason, got.Kept)
	}
	if n := len(v.Historie.Trajecten); !strings.Contains(got.Tekst(), fmt.Sprintf("%d van %d", n, n)) {
		t.Errorf("it does not say that %d were used", n)
	}
}

// What a server can do wrong; whatever it does, everything that is known stands there.
func TestModelGaatMis(t *testing.T) {
	goed := antwoord(zinnen([3]string{"hielp", "Traject 1 heeft geholpen.", "T1"}), "stop")
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(code)
			_, _ = io.WriteString(w, `{"error":{"message":"geheim123 Kevin","type":"x"}}`)
		}
	}
	many := make([][3]string, 201)
	for i := range many {
		many[i] = [3]string{"hielp", "Traject 1 heeft geholpen.", "T1"}
	}
	for _, test := range []struct {
		name    string
		handler http.HandlerFunc
		want    string
	}{
		{"TR-3 cut by length", vast(antwoord(zinnen([3]string{"hielp", "Traject 1 heeft geholpen.", "T1"}), "length")), "cut"},
		{"TR-3 no reason to stop", vast(antwoord(zinnen([3]string{"hielp", "Traject 1 heeft geholpen.", "T1"}), "")), "cut"},
		{"TR-3 half an answer", vast(antwoord(`{"zinnen":[{"deel":"welke","tek`, "stop")), "cut"},
		{"TR-3 half a response", vast(goed[:len(goed)/2]), "cut"},
		{"TR-3 less than announced", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.Header().Set("Content-Length", "5000")
			_, _ = io.WriteString(w, goed[:20])
		}, "cut"},
		{"TR-3 a filter", vast(antwoord("", "content_filter")), "refused"},
		{"TR-3 a refusal", vast(`{"choices":[{"message":{"role":"assistant","refusal":"nee"},"finish_reason":"stop"}]}`), "refused"},
		{"TR-3 empty", vast(""), "invalid"},
		{"TR-3 empty content", vast(antwoord("", "stop")), "invalid"},
		{"TR-3 no choices", vast(`{"choices":[]}`), "invalid"},
		{"TR-3 two choices", vast(`{"choices":[` + strings.Repeat(`{"message":{"content":"{}"},"finish_reason":"stop"},`, 1) + `{"message":{"content":"{}"},"finish_reason":"stop"}]}`), "invalid"},
		{"TR-3 no JSON", vast("<html>"), "invalid"},
		{"TR-3 prose", vast(antwoord("De jeugdige kreeg ambulante hulp.", "stop")), "invalid"},
		{"TR-3 fenced", vast(antwoord("```json\n"+zinnen([3]string{"hielp", "Traject 1 heeft geholpen.", "T1"})+"\n```", "stop")), "invalid"},
		{"TR-3 no sentences", vast(antwoord(zinnen(), "stop")), "invalid"},
		{"TR-3 null", vast(antwoord("null", "stop")), "invalid"},
		{"TR-3 a list", vast(antwoord("[]", "stop")), "invalid"},
		{"TR-3 an unknown part", vast(antwoord(zinnen([3]string{"advies", "Traject 1 heeft geholpen.", "T1"}), "stop")), "invalid"},
		{"TR-3 an unknown field", vast(antwoord(`{"zinnen":[{"deel":"hielp","tekst":"Traject 1 heeft geholpen.","feiten":["T1"],"x":1}]}`, "stop")), "invalid"},
		{"TR-3 a field too few", vast(antwoord(`{"zinnen":[{"deel":"hielp","tekst":"Traject 1 heeft geholpen."}]}`, "stop")), "invalid"},
		{"TR-3 ids are null", vast(antwoord(`{"zinnen":[{"deel":"hielp","tekst":"Traject 1 heeft geholpen.","feiten":null}]}`, "stop")), "invalid"},
		{"TR-3 ids are numbers", vast(antwoord(`{"zinnen":[{"deel":"hielp","tekst":"Traject 1 heeft geholpen.","feiten":[1]}]}`, "stop")), "invalid"},
		{"TR-3 something after it", vast(antwoord(zinnen([3]string{"hielp", "Traject 1 heeft geholpen.", "T1"})+"{}", "stop")), "invalid"},
		{"TR-3 tool calls", vast(`{"choices":[{"message":{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"mail","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}`), "invalid"},
		{"TR-3 too many sentences", vast(antwoord(zinnen(many...), "stop")), "invalid"},
		{"TR-3 20 000 characters and more", vast(antwoord(zinnen([3]string{"hielp", strings.Repeat("Traject 1 heeft geholpen. ", 800), "T1"}), "stop")), "invalid"},
		{"TR-3 another type", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = io.WriteString(w, goed)
		}, "invalid"},
		{"TR-3 200 MB", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, `{"id":"`)
			piece := strings.Repeat("x", 1<<20)
			for range 200 {
				if _, err := io.WriteString(w, piece); err != nil {
					return
				}
			}
		}, "invalid"},
		{"TR-3 401", status(401), "status"},
		{"TR-3 404", status(404), "status"},
		{"TR-3 always 500", status(500), "status"},
		{"TR-3 always 429", status(429), "status"},
		{"TR-3 204", status(204), "status"},
		{"TR-3 a redirect", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/elders" {
				t.Error("the redirect was followed")
			}
			http.Redirect(w, r, "/elders", http.StatusTemporaryRedirect)
		}, "status"},
		{"TR-3 another language", vast(antwoord(zinnen([3]string{"hielp", "Trajectory 1 did help.", "T1"}), "stop")), "too-many-dropped"},
		{"TR-3 an id that is not there", vast(antwoord(zinnen([3]string{"hielp", "Traject 1 heeft geholpen.", "T9"}), "stop")), "too-many-dropped"},
		{"TR-3 HTML", vast(antwoord(zinnen([3]string{"hielp", "<b>Traject 1 heeft geholpen.</b>", "T1"}), "stop")), "too-many-dropped"},
		{"TR-3 empty sentences", vast(antwoord(zinnen([3]string{"hielp", "", "T1"}, [3]string{"welke", " ", ""}), "stop")), "too-many-dropped"},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewServer(test.handler)
			defer server.Close()
			v := drieTrajecten(t)
			got := nieuwModel(t, summary.Instelling{URL: server.URL + "/v1/", Key: "geheim123"}).Samenvatting(t.Context(), v)
			volledig(t, v, got)
			if got.Reason != test.want {
				t.Errorf("the reason is %q, want %q", got.Reason, test.want)
			}
		})
	}
}

func TestModelOnbereikbaar(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	v := drieTrajecten(t)
	t.Run("TR-3 nobody answers", func(t *testing.T) {
		got := nieuwModel(t, summary.Instelling{URL: server.URL}).Samenvatting(t.Context(), v)
		volledig(t, v, got)
		if got.Reason != summary.ReasonStatus {
			t.Errorf("the reason is %q", got.Reason)
		}
	})
	t.Run("TR-3 the asker is gone", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		got := nieuwModel(t, summary.Instelling{URL: server.URL}).Samenvatting(ctx, v)
		volledig(t, v, got)
		if got.Reason != summary.ReasonTimeout {
			t.Errorf("the reason is %q", got.Reason)
		}
	})
}

// A server that begins to answer and then stops, or breaks off.
func TestModelHalverwege(t *testing.T) {
	for _, test := range []struct {
		name string
		rest func(http.ResponseWriter, *http.Request)
		want string
	}{
		{"TR-3 it says no more", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "timeout"},
		{"TR-3 it breaks off", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "cut"},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				w.Header().Set("Content-Type", "application/json")
				_, _ = io.WriteString(w, `{"choices":[`)
				_ = http.NewResponseController(w).Flush()
				test.rest(w, r)
			}))
			defer server.Close()
			v := drieTrajecten(t)
			got := nieuwModel(t, summary.Instelling{URL: server.URL, Wacht: 300 * time.Millisecond}).Samenvatting(t.Context(), v)
			volledig(t, v, got)
			if got.Reason != test.want {
				t.Errorf("the reason is %q", got.Reason)
			}
		})
	}
}

func TestModelTegelijk(t *testing.T) {
	t.Run("TR-3 several people ask at once", func(t *testing.T) {
		server := httptest.NewServer(vast(antwoord(zinnen([3]string{"hielp", "Traject 1 heeft geholpen.", "T1"}), "stop")))
		defer server.Close()
		m, v := nieuwModel(t, summary.Instelling{URL: server.URL}), drieTrajecten(t)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if got := m.Samenvatting(t.Context(), v); got.Kept != 1 || got.Reason != "" {
					t.Errorf("kept %d, reason %q", got.Kept, got.Reason)
				}
			})
		}
		all.Wait()
	})
}

// Time is made up: what a server that is slow or busy does to the reader.
func TestModelTijd(t *testing.T) {
	goed := vast(antwoord(zinnen([3]string{"hielp", "Traject 1 heeft geholpen.", "T1"}), "stop"))
	busy := func(code int, after string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", "Fri, 13 Nov 2026 10:00:00 GMT")
			if after != "" {
				w.Header().Set("Retry-After", after)
			}
			w.WriteHeader(code)
		}
	}
	slow := func(d time.Duration) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-time.After(d):
			case <-r.Context().Done():
			}
			goed(w, r)
		}
	}
	for _, test := range []struct {
		name    string
		answers []http.HandlerFunc // in order; the last goes on
		wacht   time.Duration
		vragen  int
		after   time.Duration
		reason  string
	}{
		{"TR-3 at once", []http.HandlerFunc{goed}, 0, 1, 0, ""},
		{"TR-3 slow, and in time", []http.HandlerFunc{slow(18 * time.Second)}, 0, 1, 18 * time.Second, ""},
		{"TR-3 never", []http.HandlerFunc{slow(time.Hour)}, 0, 1, 19 * time.Second, "timeout"},
		{"TR-3 never longer than 19 seconds", []http.HandlerFunc{slow(time.Hour)}, time.Hour, 1, 19 * time.Second, "timeout"},
		{"TR-3 a shorter wait", []http.HandlerFunc{slow(time.Hour)}, 3 * time.Second, 1, 3 * time.Second, "timeout"},
		{"TR-3 busy once", []http.HandlerFunc{busy(429, "5"), goed}, 0, 2, 5 * time.Second, ""},
		{"TR-3 busy until a moment", []http.HandlerFunc{busy(503, "Fri, 13 Nov 2026 10:00:07 GMT"), goed}, 0, 2, 7 * time.Second, ""},
		{"TR-3 busy, does not say how long", []http.HandlerFunc{busy(500, ""), goed}, 0, 2, time.Second, ""},
		{"TR-3 busy, not to be understood", []http.HandlerFunc{busy(500, "straks"), goed}, 0, 1, 0, "status"},
		{"TR-3 busy twice", []http.HandlerFunc{busy(429, "1"), busy(429, "1"), goed}, 0, 2, time.Second, "status"},
		{"TR-3 busy for too long", []http.HandlerFunc{busy(429, "18"), goed}, 0, 1, 0, "status"},
		{"TR-3 busy for ever", []http.HandlerFunc{busy(429, "99999999999999999999"), goed}, 0, 1, 0, "status"},
		{"TR-3 busy for very long", []http.HandlerFunc{busy(429, "9999999999"), goed}, 0, 1, 0, "status"},
		{"TR-3 busy, then slow", []http.HandlerFunc{busy(429, "5"), slow(time.Hour)}, 0, 2, 19 * time.Second, "timeout"},
		{"TR-3 the key is wrong: once is enough", []http.HandlerFunc{busy(401, "1"), goed}, 0, 1, 0, "status"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := drieTrajecten(t)
			synctest.Test(t, func(t *testing.T) {
				net := &reis{}
				net.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					test.answers[min(net.vragen, len(test.answers))-1](w, r)
				})
				m := nieuwModel(t, summary.Instelling{HTTP: &http.Client{Transport: net}, Wacht: test.wacht})
				begin := time.Now()
				got := m.Samenvatting(t.Context(), v)
				if took := time.Since(begin); took != test.after || net.vragen != test.vragen || got.Reason != test.reason {
					t.Errorf("after %v and %d questions: %q; want %v, %d, %q", took, net.vragen, got.Reason, test.after, test.vragen, test.reason)
				}
				if test.reason != "" {
					volledig(t, v, got)
				}
			})
		})
	}
}

// Who turns the model off stops what is not sent yet: the first question and the second one.
func TestModelUitgezet(t *testing.T) {
	for _, test := range []struct {
		name   string
		aan    []bool // what the switch says, each time that it is looked at; the last goes on
		vragen int
		reason string
	}{
		{"TR-3 on", []bool{true}, 2, ""},
		{"TR-3 off before the first", []bool{false}, 0, "off"},
		{"TR-3 off before the second", []bool{true, false}, 1, "off"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, looked := drieTrajecten(t), 0
			v.NogAan = func(context.Context) bool {
				looked++
				return test.aan[min(looked, len(test.aan))-1]
			}
			synctest.Test(t, func(t *testing.T) {
				net := &reis{}
				net.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if net.vragen == 1 {
						w.Header().Set("Retry-After", "1")
						w.WriteHeader(http.StatusTooManyRequests)
						return
					}
					vast(antwoord(zinnen([3]string{"hielp", "Traject 1 heeft geholpen.", "T1"}), "stop"))(w, r)
				})
				got := nieuwModel(t, summary.Instelling{HTTP: &http.Client{Transport: net}}).Samenvatting(t.Context(), v)
				if net.vragen != test.vragen || got.Reason != test.reason {
					t.Errorf("%d questions and %q; want %d and %q", net.vragen, got.Reason, test.vragen, test.reason)
				}
				if test.reason != "" {
					volledig(t, v, got)
				}
			})
		})
	}
}

func TestNieuwModel(t *testing.T) {
	for name, in := range map[string]summary.Instelling{
		"no address":        {Naam: "klein"},
		"no scheme":         {URL: "model.example/v1", Naam: "klein"},
		"another scheme":    {URL: "file:///etc/passwd", Naam: "klein"},
		"no host":           {URL: "https:///v1", Naam: "klein"},
		"not an address":    {URL: "https://geheim123:x%zz@model.example", Naam: "klein"},
		"a password":        {URL: "https://u:geheim123@model.example/v1", Naam: "klein"},
		"a query":           {URL: "https://model.example/v1?key=geheim123", Naam: "klein"},
		"a fragment":        {URL: "https://model.example/v1#geheim123", Naam: "klein"},
		"no name":           {URL: "https://model.example/v1", Naam: " "},
		"a key of two rows": {URL: "https://model.example/v1", Naam: "klein", Key: "geheim123\nX-Evil: 1"},
	} {
		t.Run(name, func(t *testing.T) {
			if m, err := summary.NieuwModel(in); err == nil || m != nil || strings.Contains(err.Error(), "geheim123") {
				t.Errorf("model %v, error %v", m, err)
			}
		})
	}
	t.Run("a key is printed nowhere", func(t *testing.T) {
		in := summary.Instelling{URL: "https://model.example/v1", Naam: "klein", Key: "geheim123"}
		for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
			for _, value := range []any{in, &in, nieuwModel(t, in), *nieuwModel(t, in)} {
				if text := fmt.Sprintf(format, value); strings.Contains(text, "geheim123") {
					t.Errorf("%s shows the key: %s", format, text)
				}
			}
		}
	})
}

// A model that answers at random: nothing that is known gets lost, and nothing is said to be
// used that is not.
func TestModelVerliestNiets(t *testing.T) {
	t.Run("TR-3 no trajectory is missed", rapid.MakeCheck(func(t *rapid.T) {
		v := summary.Vraag{Historie: p.Geschiedenis(trek(t))[0], Op: op, VrijeTekst: rapid.Bool().Draw(t, "vrij")}
		plain := summary.Plain(v.Historie, v.Op, 0)
		facts := summary.Feiten(v.Historie, v.Op)
		var list [][3]string
		for range rapid.IntRange(1, 12).Draw(t, "zinnen") {
			z := rapid.SampledFrom(plain.Zinnen()).Draw(t, "zin")
			text, ids := z.Text, z.Feiten
			text = strings.NewReplacer("Oost", "aanbieder "+rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "oost"), "West", "aanbieder B").Replace(text)
			if rapid.IntRange(0, 4).Draw(t, "id") == 0 {
				ids = []string{rapid.SampledFrom(facts).Draw(t, "feit").ID}
			}
			list = append(list, [3]string{rapid.SampledFrom([]string{"welke", "waarom", "hielp"}).Draw(t, "deel"), text, strings.Join(ids, " ")})
		}
		net := &reis{Handler: vast(antwoord(zinnen(list...), rapid.SampledFrom([]string{"stop", "stop", "stop", "length"}).Draw(t, "einde")))}
		m, err := summary.NieuwModel(summary.Instelling{URL: "http://model.example/v1", Naam: "klein", HTTP: &http.Client{Transport: net}})
		if err != nil {
			t.Fatal(err)
		}
		got := m.Samenvatting(context.Background(), v)
		n := len(v.Historie.Trajecten)
		if got.Verwerkt != n || got.Van != n || !strings.Contains(got.Tekst(), fmt.Sprintf("%d van %d", n, n)) {
			t.Fatalf("%d of %d, want %d", got.Verwerkt, got.Van, n)
		}
		if (got.Engine == summary.BronModel) != (got.Reason == "") || (got.Kept > 0) != (got.Engine == summary.BronModel) {
			t.Fatalf("engine %q, reason %q, kept %d", got.Engine, got.Reason, got.Kept)
		}
		bewaard(t, plain, got)
	}))
}

// bewaard fails when a fact is in a part of the plain summary and no longer in that of a
// model, or when the numbers of its sentences are wrong.
func bewaard(t *rapid.T, plain summary.Samenvatting, got summary.Uitkomst) {
	rests := func(d summary.Deel) []string {
		var ids []string
		for _, z := range d.Zinnen {
			ids = append(ids, z.Feiten...)
		}
		slices.Sort(ids)
		return slices.Compact(ids)
	}
	model := 0
	for i, d := range plain.Delen {
		left := rests(got.Delen[i])
		for _, id := range rests(d) {
			if !slices.Contains(left, id) {
				t.Fatalf("nothing of %s under %q:\n%s", id, d.Kop, got.Tekst())
			}
		}
		for _, z := range got.Delen[i].Zinnen {
			if z.Bron == summary.BronModel {
				model++
			}
			if strings.Contains(z.Text, "aanbieder A") || strings.Contains(z.Text, "aanbieder B") {
				t.Fatalf("a placeholder is left in %q", z.Text)
			}
		}
	}
	if model != got.Kept {
		t.Fatalf("%d sentences of the model stand there, %d were counted", model, got.Kept)
	}
}

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// fakeModel is a language model that answers what it is told to.
type fakeModel struct {
	*httptest.Server
	mu     sync.Mutex
	bodies []string
	keys   []string
	zinnen [][3]string // deel, tekst, ids
	status int         // 0: 200
	before func()      // before it answers
}

func newFakeModel(t *testing.T, zinnen ...[3]string) *fakeModel {
	t.Helper()
	f := &fakeModel{zinnen: zinnen}
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	t.Setenv("REGIEBOT_MODEL_URL", f.URL+"/v1/")
	t.Setenv("REGIEBOT_MODEL_NAME", "voorbeeld-klein")
	t.Setenv("REGIEBOT_MODEL_KEY", modelKey)
	return f
}

const modelKey = "KANARIE-sleutel-123"

// ServeHTTP answers with the sentences, or with a status and everything that was sent.
func (f *fakeModel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	f.mu.Lock()
	f.bodies, f.keys = append(f.bodies, string(body)), append(f.keys, r.Header.Get("Authorization"))
	before := f.before
	f.mu.Unlock()
	if before != nil {
		before()
	}
	w.Header().Set("Content-Type", "application/json")
	if f.status != 0 {
		w.WriteHeader(f.status)
		fmt.Fprintf(w, `{"error":{"message":%q}}`, r.Header.Get("Authorization")+string(body))
		return
	}
	list := []map[string]any{}
	for _, z := range f.zinnen {
		list = append(list, map[string]any{"deel": z[0], "tekst": z[1], "feiten": strings.Fields(z[2])})
	}
	content, _ := json.Marshal(map[string]any{"zinnen": list})
	_ = json.NewEncoder(w).Encode(map[string]any{"choices": []map[string]any{{"message": map[string]any{"role": "assistant", "content": string(content)}, "finish_reason": "stop"}}})
}

func (f *fakeModel) asked() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.bodies)
}

// withHelp is a desk with the help of the example, and a profile that uses a language model.
func withHelp(t *testing.T, profile string) *desk {
	t.Helper()
	d := newDesk(t)
	d.ok("import", "trajecten", "voorbeeld/trajecten.csv")
	text := d.ok("profile", "show", "standaard")
	file := filepath.Join(t.TempDir(), "profiel.yaml")
	must(t, os.WriteFile(file, []byte(strings.Replace(text, "\ntaalmodel: uit\n", "\ntaalmodel: "+profile+"\n", 1)), 0o600))
	d.ok("profile", "use", file)
	return d
}

func (d *desk) summaries(args ...string) (list []summaryJSON) {
	d.Helper()
	in := json.NewDecoder(strings.NewReader(d.ok(append([]string{"summary", "--json", "--at", "2026-11-13T09:00"}, args...)...)))
	for in.More() {
		var doc summaryJSON
		if err := in.Decode(&doc); err != nil {
			d.Fatal(err)
		}
		list = append(list, doc)
	}
	return list
}

// The sentences of a model that are true of J2 in ZO-2026-0138, and one that is not.
var overJ2 = [][3]string{
	{"hielp", "Traject 4 heeft geholpen.", "T4"},
	{"hielp", "Trajecten 1 en 2 hebben deels geholpen.", "T1 T2"},
	{"hielp", "Traject 1 heeft niet geholpen.", "T1"},
}

func TestSummaryByTheModel(t *testing.T) {
	f := newFakeModel(t, overJ2...)
	d := withHelp(t, "aan")
	var during string
	f.before = func() { during = d.ok("audit", "export", "--json") }
	got := d.summaries("zo-2026-0138", "j2")
	f.before = nil
	if len(got) != 1 {
		t.Fatalf("%d summaries", len(got))
	}
	s := got[0]
	if s.Casus != "ZO-2026-0138" || s.Jeugdige != "J2" || s.Engine != "model" || s.Reason != "" || s.Kept != 2 || s.Dropped != 1 || s.Processed != 4 || s.Of != 4 {
		t.Errorf("got %+v", s)
	}
	var from []string
	for _, z := range s.Sentences {
		if z.From == "model" {
			from = append(from, fmt.Sprint(z.Text, z.Trajecten))
		}
	}
	if !slices.Equal(from, []string{"Traject 4 heeft geholpen.[4]", "Trajecten 1 en 2 hebben deels geholpen.[1 2]"}) {
		t.Errorf("of the model: %q", from)
	}
	if f.asked() != 1 || f.keys[0] != "Bearer "+modelKey {
		t.Errorf("asked %d times, with %q", f.asked(), f.keys)
	}
	if !strings.Contains(during, "samenvatting J2, verstuurd") || strings.Contains(during, "vervangen") {
		t.Error("that facts go to the model was not in the access log before they did")
	}
	log := d.ok("audit", "export", "--json")
	for _, want := range []string{"voorbeeld-klein/1", "samenvatting J2, 2 gehouden, 1 vervangen", `"taalmodel"`} {
		if !strings.Contains(log, want) {
			t.Errorf("%q is not in the access log", want)
		}
	}
	if strings.Contains(log, "geholpen") || strings.Contains(log, "Voorbeeldhoeve") {
		t.Error("content is in the access log")
	}
	text := d.ok("summary", "ZO-2026-0138", "J2", "--at", "2026-11-13T09:00")
	if !strings.HasPrefix(text, "Concept, gemaakt met AI: controleer\n\nHulp in ZO-2026-0138, jeugdige J2\n") ||
		!strings.HasSuffix(text, "\n\nZinnen van het taalmodel: 2, vergeleken met de gegevens. Vervangen door gewone tekst: 1.\n") {
		t.Errorf("wrote\n%s", text)
	}
}

// TestSummaryGate: why the model is not used, and that it is not called then.
func TestSummaryGate(t *testing.T) {
	f := newFakeModel(t, overJ2...)
	d := withHelp(t, "uit")
	begins := func(want string, args ...string) {
		t.Helper()
		f.mu.Lock()
		f.bodies = nil
		f.mu.Unlock()
		text := d.ok(append([]string{"summary", "ZO-2026-0138", "J2", "--at", "2026-11-13T09:00"}, args...)...)
		if first, _, _ := strings.Cut(text, "\n"); first != want {
			t.Errorf("%q begins with %q, want %q", args, first, want)
		}
		if called := f.asked() > 0; called != strings.HasPrefix(want, "Concept") {
			t.Errorf("%q: the model was called: %v", args, called)
		}
	}
	const ai = "Concept, gemaakt met AI: controleer"
	begins("Samenvatting zonder taalmodel: jullie werkwijze gebruikt het niet.")
	begins(ai, "--model")
	begins("Hulp in ZO-2026-0138, jeugdige J2", "--plain")
	d.ok("model", "off")
	begins("Samenvatting zonder taalmodel: de beheerder heeft het uitgezet.", "--model")
	if got := d.summaries("ZO-2026-0138", "J2", "--model")[0]; got.Engine != "plain" || got.Reason != "off" || got.Kept != 0 {
		t.Errorf("got %+v", got)
	}
	if got := d.summaries("ZO-2026-0138", "J2", "--plain")[0]; got.Engine != "plain" || got.Reason != "" {
		t.Errorf("got %+v", got)
	}
	d.ok("model", "on")
	begins(ai, "--model")
	d.ok("say", "--as", "esra", "--at", "2026-11-13T09:00", "casus wijzig zaak=ZO-2026-0138 ai=nee")
	begins("Samenvatting zonder taalmodel: in deze casus mag het niet.", "--model")
	t.Setenv("REGIEBOT_MODEL_URL", "")
	t.Setenv("REGIEBOT_MODEL_NAME", "")
	t.Setenv("REGIEBOT_MODEL_KEY", "")
	begins("Samenvatting zonder taalmodel: er is geen taalmodel ingesteld.", "--model")
	code, _, errs := d.call("summary", "ZO-2026-0138", "--plain", "--model")
	if code != exitUsage {
		t.Errorf("both at once: status %d, said %q", code, errs)
	}
}

// TestSummaryFallsBack: whatever the model does, the plain summary comes, saying so, and that
// it was of no use is in the access log.
func TestSummaryFallsBack(t *testing.T) {
	f := newFakeModel(t, [3]string{"hielp", "De jeugdige moet naar een gesloten groep.", "T1"})
	d := withHelp(t, "aan")
	for _, c := range []struct {
		status int
		reason string
		first  string
	}{
		{0, "too-many-dropped", "Samenvatting zonder taalmodel: te veel zinnen van het taalmodel klopten niet met de gegevens."},
		{http.StatusForbidden, "status", "Samenvatting zonder taalmodel: het taalmodel is niet te bereiken of gaf een fout."},
	} {
		f.status = c.status
		got := d.summaries("ZO-2026-0138")
		if len(got) != 2 || got[0].Jeugdige != "J1" || got[1].Jeugdige != "J2" {
			t.Fatalf("got %+v", got)
		}
		for _, s := range got {
			if s.Engine != "plain" || s.Reason != c.reason || s.Processed != s.Of || s.Kept != 0 {
				t.Errorf("got %+v", s)
			}
		}
		text := d.ok("summary", "ZO-2026-0138", "J1")
		if first, _, _ := strings.Cut(text, "\n"); first != c.first {
			t.Errorf("begins with %q", first)
		}
		if log := d.ok("audit", "export", "--json"); !strings.Contains(log, " vervangen, "+c.reason) {
			t.Errorf("%s is not in the access log", c.reason)
		}
	}
}

// TestShowPrompt: it is to the letter what is sent, it calls nobody, and nothing in it says
// who it is about.
func TestShowPrompt(t *testing.T) {
	f := newFakeModel(t, overJ2...)
	d := withHelp(t, "uit")
	text := d.ok("summary", "ZO-2026-0138", "J2", "--show-prompt", "--at", "2026-11-13T09:00")
	if f.asked() != 0 {
		t.Error("it called the model")
	}
	d.ok("summary", "ZO-2026-0138", "J2", "--model", "--at", "2026-11-13T09:00")
	if f.asked() != 1 || strings.TrimSpace(f.bodies[0]) != strings.TrimSpace(text) {
		t.Errorf("sent\n%s\nshown\n%s", f.bodies, text)
	}
	for _, secret := range []string{"0138", "J2", "Voorbeeld ", "Voorbeeldhoeve", "99000007", "veiligheid thuis", modelKey} {
		if strings.Contains(text, secret) {
			t.Errorf("%q would be sent", secret)
		}
	}
	for _, name := range []string{"URL", "NAME", "KEY"} {
		t.Setenv("REGIEBOT_MODEL_"+name, "")
	}
	code, out, errs := d.call("summary", "ZO-2026-0138", "--show-prompt")
	if code != exitDone || strings.Count(out, "\n") != 2 || !strings.Contains(errs, "no language model is set") {
		t.Errorf("status %d, wrote %q, said %q", code, out, errs)
	}
}

func TestSummaryRefuses(t *testing.T) {
	d := withHelp(t, "uit")
	for want, args := range map[string][]string{
		"there is no case ZO-2026-9999":         {"ZO-2026-9999"},
		"no help is known of that young person": {"ZO-2026-0138", "J9"},
		"no help is known; see regiebot import": {"ZO-2026-0777"},
	} {
		if args[0] == "ZO-2026-0777" {
			d.ok("say", "--as", "esra", "casus nieuw zaak=ZO-2026-0777 start=01-10-2026 niveau=licht")
		}
		if got := d.refused(append([]string{"summary"}, args...)...); !strings.Contains(got, want) {
			t.Errorf("%q said %q", args, got)
		}
	}
	if code, _, errs := d.call("summary", "geen nummer"); code != exitUsage {
		t.Errorf("status %d, said %q", code, errs)
	}
}

// TestModelOffBetweenQuestions: who turns the model off while it is busy does not find that
// it is asked once more.
func TestModelOffBetweenQuestions(t *testing.T) {
	f := newFakeModel(t, overJ2...)
	f.status = 503
	d := withHelp(t, "aan")
	f.before = func() { d.ok("model", "off") }
	out := d.ok("summary", "ZO-2026-0138", "J2", "--json")
	if f.asked() != 1 || !strings.Contains(out, `"engine":"plain","reason":"off"`) {
		t.Errorf("asked %d times: %s", f.asked(), out)
	}
}

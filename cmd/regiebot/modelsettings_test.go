package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestModelSettings: what can be wrong with each, all at once, and never told in full.
func TestModelSettings(t *testing.T) {
	key := filepath.Join(t.TempDir(), "sleutel")
	must(t, os.WriteFile(key, []byte("geheim-1\n"), 0o600))
	good := modelSettings{ModelURL: "https://model.voorbeeldstad.nl/v1/", ModelName: "klein", ModelKeyFile: key}
	for name, c := range map[string]struct {
		change func(*modelSettings)
		wrong  []string
	}{
		"good":               {func(*modelSettings) {}, nil},
		"no key":             {func(c *modelSettings) { c.ModelKeyFile = "" }, nil},
		"this machine":       {func(c *modelSettings) { c.ModelURL = "http://127.0.0.1:11434/v1" }, nil},
		"localhost":          {func(c *modelSettings) { c.ModelURL = "http://localhost:11434/v1" }, nil},
		"IPv6":               {func(c *modelSettings) { c.ModelURL = "http://[::1]:11434/v1" }, nil},
		"not encrypted":      {func(c *modelSettings) { c.ModelURL = "http://model.voorbeeldstad.nl/v1" }, []string{"must begin with https"}},
		"looks like it":      {func(c *modelSettings) { c.ModelURL = "http://127.0.0.1.voorbeeldstad.nl/v1" }, []string{"must begin with https"}},
		"another scheme":     {func(c *modelSettings) { c.ModelURL = "ftp://model.voorbeeldstad.nl" }, []string{"must begin with https"}},
		"a password":         {func(c *modelSettings) { c.ModelURL = "https://u:KANARIE@model.voorbeeldstad.nl/v1" }, []string{"not an address"}},
		"a query":            {func(c *modelSettings) { c.ModelURL = "https://model.voorbeeldstad.nl/v1?key=KANARIE" }, []string{"not an address"}},
		"no host":            {func(c *modelSettings) { c.ModelURL = "https:///v1" }, []string{"not an address"}},
		"no address":         {func(c *modelSettings) { c.ModelURL = " " }, []string{"REGIEBOT_MODEL_URL is missing"}},
		"no name":            {func(c *modelSettings) { c.ModelName = "" }, []string{"REGIEBOT_MODEL_NAME is missing"}},
		"a name of words":    {func(c *modelSettings) { c.ModelName = "het grote model" }, []string{"not a name of a model"}},
		"a name too long":    {func(c *modelSettings) { c.ModelName = strings.Repeat("a", 101) }, []string{"not a name of a model"}},
		"the key twice":      {func(c *modelSettings) { c.ModelKey = "KANARIE" }, []string{"REGIEBOT_MODEL_KEY and REGIEBOT_MODEL_KEY_FILE"}},
		"everything at once": {func(c *modelSettings) { *c = modelSettings{ModelURL: "http://KANARIE@x", ModelKeyFile: "/nergens/x"} }, []string{"REGIEBOT_MODEL_URL", "REGIEBOT_MODEL_KEY_FILE", "REGIEBOT_MODEL_NAME"}},
	} {
		t.Run(name, func(t *testing.T) {
			set := good
			c.change(&set)
			in, err := set.modelSetting()
			if (err == nil) != (c.wrong == nil) {
				t.Fatalf("got %v", err)
			}
			if err == nil && (in.Naam != "klein" || strings.HasSuffix(in.URL, "/") || set.ModelKeyFile != "" && in.Key != "geheim-1") {
				t.Errorf("got %q %q", in.Naam, in.URL)
			}
			for _, want := range c.wrong {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not in %q", want, err)
				}
			}
			if err != nil && strings.Contains(err.Error(), "KANARIE") {
				t.Errorf("it repeats what was set: %v", err)
			}
			var wrong *wrongSetting
			if err != nil && (!errors.As(err, &wrong) || len(settingFindings(err)) != len(c.wrong)) {
				t.Errorf("for doctor: %+v", settingFindings(err))
			}
		})
	}
	if in, err := (modelSettings{}).modelSetting(); err != nil || in.URL != "" {
		t.Errorf("nothing is set, and got %q, %v", in.URL, err)
	}
}

// TestSecretOfTheModel: the key of the API is in nothing that is printed, logged or kept, also
// when the other side sends it back.
func TestSecretOfTheModel(t *testing.T) {
	f := newFakeModel(t, overJ2...)
	f.status = 401
	d := withHelp(t, "aan")
	said := ""
	for _, args := range [][]string{
		{"--help"},
		{"serve", "--help"},
		{"summary", "ZO-2026-0138", "J2"},
		{"summary", "ZO-2026-0138", "--show-prompt"},
		{"privacy"},
		{"doctor"},
		{"model"},
		{"audit", "export"},
		{"say", "--as", "esra", "regiebot privacy"},
	} {
		code, out, errs := d.call(append([]string{"--log", "debug"}, args...)...)
		said += fmt.Sprint(args, code, out, errs)
	}
	text, err := os.ReadFile(filepath.Join(d.folder, "regiebot.db"))
	must(t, err)
	if f.asked() == 0 || strings.Contains(said+string(text), "KANARIE") {
		t.Errorf("asked %d times; the key is in what is said or kept", f.asked())
	}
}

// TestWrongModelStopsNothingElse: with a setting that is wrong nothing goes to a model, but
// it can be turned off.
func TestWrongModelSettings(t *testing.T) {
	d := withHelp(t, "aan")
	t.Setenv("REGIEBOT_MODEL_URL", "http://model.voorbeeldstad.nl/v1")
	for _, args := range [][]string{{"summary", "ZO-2026-0138"}, {"say", "--as", "esra", "agenda"}, {"serve"}, {"demo"}} {
		if code, _, errs := d.call(args...); code == exitDone || !strings.Contains(errs, "REGIEBOT_MODEL_URL must begin with https://") || !strings.Contains(errs, "REGIEBOT_MODEL_NAME is missing") {
			t.Errorf("%q: status %d, said %q", args, code, errs)
		}
	}
	if out := d.ok("model", "off"); !strings.HasPrefix(out, "The switch is off") {
		t.Errorf("wrote %q", out)
	}
	if log := d.ok("audit", "export", "--json"); !strings.Contains(log, "model off") {
		t.Error("that it was turned off is not in the access log")
	}
	_, out, _ := d.call("doctor")
	for _, want := range []string{"LET OP   REGIEBOT_MODEL_URL begint niet met https://.", "LET OP   REGIEBOT_MODEL_NAME ontbreekt."} {
		if !strings.Contains(out, want) {
			t.Errorf("doctor wrote\n%s", out)
		}
	}
}

// TestDoctorAndTheModel: what is said in each state, and that the model is never called.
func TestDoctorAndTheModel(t *testing.T) {
	d := withHelp(t, "aan")
	says := func(want string) {
		t.Helper()
		if _, out, _ := d.call("doctor"); !strings.Contains(out, want) {
			t.Errorf("doctor wrote\n%snot %q", out, want)
		}
	}
	says("LET OP   De werkwijze zet het taalmodel aan, maar er is er geen ingesteld")
	f := newFakeModel(t)
	says("goed     Taalmodel voorbeeld-klein op 127.0.0.1:")
	d.ok("model", "off")
	says("maar de schakelaar staat uit (regiebot model on)")
	d.ok("model", "on")
	d.ok("profile", "use", "standaard")
	says("maar de werkwijze gebruikt het niet (taalmodel: uit)")
	if f.asked() != 0 {
		t.Error("doctor called the model")
	}
	if out := d.ok("model", "--json"); !strings.HasPrefix(out, `{"switch":"on","profile":"uit","set":true,"name":"voorbeeld-klein","host":"127.0.0.1:`) {
		t.Errorf("wrote %s", out)
	}
}

package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestSecret: a setting that is given itself or as a file, and everything that can be wrong
// with it; what it holds is never told.
func TestSecret(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		must(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	long := strings.Repeat("K", maxSecret)
	for name, c := range map[string]struct {
		value, file string
		want, wrong string
		usage       bool
	}{
		"nothing":                {},
		"itself":                 {value: "xoxb-1", want: "xoxb-1"},
		"spaces around":          {value: " \txoxb-1 \r\n", want: "xoxb-1"},
		"only spaces":            {value: "   "},
		"a file":                 {file: file("good", "xoxb-2"), want: "xoxb-2"},
		"a file with a line end": {file: file("line", "xoxb-2\r\n"), want: "xoxb-2"},
		"as long as can be":      {value: long, want: long},
		"both":                   {value: "KANARIE", file: file("both", "KANARIE"), wrong: "S and S_FILE are both set: leave one out", usage: true},
		"an empty file":          {file: file("empty", ""), wrong: "S_FILE: the file " + filepath.Join(dir, "empty") + " is empty", usage: true},
		"a file of spaces":       {file: file("spaces", " \n\n"), wrong: "S_FILE: the file " + filepath.Join(dir, "spaces") + " is empty", usage: true},
		"no file":                {file: filepath.Join(dir, "none"), wrong: "S_FILE: the file " + filepath.Join(dir, "none") + " cannot be read: no such file or directory"},
		"a folder":               {file: dir, wrong: "S_FILE: the file " + dir + " cannot be read: is a directory"},
		"the secret as a name":   {file: "xoxb-KANARIE", wrong: "S_FILE: the file (its name is not shown: it may be the secret itself; give the name with its folder) cannot be read: no such file or directory"},
		"spaces within":          {value: "xoxb-KAN ARIE", wrong: "S holds characters that no token has: copy it again", usage: true},
		"two lines":              {file: file("two", "xoxb-KANARIE\nxapp-KANARIE"), wrong: "S holds characters that no token has: copy it again", usage: true},
		"a typographer's dash":   {value: "xoxb–KANARIE", wrong: "S holds characters that no token has: copy it again", usage: true},
		"a byte order mark":      {file: file("bom", "\ufeffKANARIE"), wrong: "S holds characters that no token has: copy it again", usage: true},
		"a zero":                 {value: "KANARIE\x00", wrong: "S holds characters that no token has: copy it again", usage: true},
		"too long":               {value: long + "K", wrong: "S holds characters that no token has: copy it again", usage: true},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := secret{"S", c.value, c.file}.read()
			if c.wrong == "" {
				if err != nil || got != c.want {
					t.Errorf("got %q, %v", got, err)
				}
				return
			}
			var usage *usageError
			if err == nil || err.Error() != c.wrong || got != "" || errors.As(err, &usage) != c.usage {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

// TestSeveralSecrets: in one setting, however they are divided.
func TestSeveralSecrets(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tokens")
	must(t, os.WriteFile(file, []byte("a1\r\nb2, c3\n\n"), 0o600))
	for value, want := range map[string][]string{
		"": nil, " , ": {}, "a1": {"a1"}, "a1,b2": {"a1", "b2"}, " a1 ;\tb2,,\nc3 ": {"a1", "b2", "c3"},
	} {
		if got, err := (secret{"S", value, ""}).readAll(); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: got %q, %v", value, got, err)
		}
	}
	if got, err := (secret{"S", "", file}).readAll(); err != nil || !slices.Equal(got, []string{"a1", "b2", "c3"}) {
		t.Errorf("got %q, %v", got, err)
	}
	for _, value := range []string{"a1,KANARIE–", "KANARIE\x00", strings.Repeat("K", maxSecrets+1)} {
		if got, err := (secret{"S", value, ""}).readAll(); err == nil || got != nil || err.Error() != "S holds characters that no token has: copy it again" {
			t.Errorf("got %q, %v", got, err)
		}
	}
	if got, err := (secret{"S", "a1", file}).readAll(); err == nil || got != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

// TestASecretFromAFile: the whole program works with files.
func TestASecretFromAFile(t *testing.T) {
	f := newFakeSlack(t)
	m := slackMachine(t, "")
	f.settings(false)
	dir := t.TempDir()
	for name, text := range map[string]string{"BOT_TOKEN": fakeBotToken, "SIGNING_SECRET": fakeSigning} {
		path := filepath.Join(dir, name)
		must(t, os.WriteFile(path, []byte(text+"\n"), 0o600))
		t.Setenv("REGIEBOT_SLACK_"+name, "")
		t.Setenv("REGIEBOT_SLACK_"+name+"_FILE", path)
	}
	s := m.serve(t)
	if status, text := do(t, signed(t, s.address+"/slack/command", f.command("anouk", "agenda"), time.Now())); status != http.StatusOK {
		t.Errorf("status %d: %s", status, text)
	}
	f.until("it knows who it is", func() bool { return f.tokens[fakeBotToken] })
}

// TestKanarieOfSlack: no secret of Slack is in anything that the program prints, logs, keeps
// or answers, whatever Slack says and whatever is wrong with it.
func TestKanarieOfSlack(t *testing.T) {
	f := newFakeSlack(t)
	m := slackMachine(t, "")
	m.caseOf("ZO-2026-0801")
	m.ok("say", "--as", "anouk", "vpr start zaak=ZO-2026-0801 ovv=02-11-2026 duo=@bram")
	dir := t.TempDir()
	pass := filepath.Join(dir, "pass")
	must(t, os.WriteFile(pass, []byte("een lange zin om mee te openen\n"), 0o600))
	said := map[string]string{}
	try := func(name string, args ...string) {
		t.Helper()
		code, out, errs := m.run(append([]string{"--log", "debug"}, args...)...)
		said[name+": "+strings.Join(args, " ")] = fmt.Sprintf("%d %s%s", code, out, errs)
	}
	asking := [][]string{{"doctor"}, {"doctor", "--json"}, {"tick"}, {"tick", "--json"}}
	calls := [][]string{
		{"--help"},
		{"serve", "--help"},
		{"privacy"},
		{"privacy", "--json"},
		{"member", "list", "--json"},
		{"manifest", "slack"},
		{"version"},
		{"nonsense"},
		{"audit", "export"},
		{"simulate", "--from", "2026-11-13", "--to", "2026-11-20"},
		{"serve", "--listen", "nowhere:x"},
	}
	for _, socket := range []bool{false, true} {
		f.settings(socket)
		for _, problem := range []string{"", "invalid_auth", "internal_error", "ratelimited"} {
			f.tell(func() {
				clear(f.refuse)
				for _, method := range []string{"auth.test", "apps.connections.open", "users.info", "users.list", "chat.postMessage"} {
					f.refuse[method] = problem
				}
			})
			for _, args := range asking {
				try(fmt.Sprintf("socket %v, %s", socket, problem), args...)
			}
		}
	}
	f.tell(func() { clear(f.refuse) })
	f.settings(true)
	for _, args := range calls {
		try("right settings", args...)
	}
	t.Setenv("REGIEBOT_SLACK_SIGNING_SECRET", fakeSigning)
	m.leaks(f, said)
	t.Setenv("REGIEBOT_SLACK_API_URL", "http://127.0.0.1:1/")
	try("nobody there", "doctor")
	try("nobody there", "tick")
	t.Setenv("REGIEBOT_SLACK_API_URL", "http://bad host/%zz")
	try("no address", "doctor")
	try("no address", "tick")
	t.Setenv("REGIEBOT_SLACK_BOT_TOKEN", "KANARIE")
	t.Setenv("REGIEBOT_SLACK_APP_TOKEN_FILE", "KANARIE")
	t.Setenv("REGIEBOT_SLACK_SIGNING_SECRET", "KANARIE KANARIE")
	for _, args := range append(calls, asking...) {
		try("wrong settings", args...)
	}
	kopie := filepath.Join(dir, "kopie.age")
	try("backup", "backup", "--output", kopie, "--passphrase-file", pass)
	for _, path := range []string{m.database, kopie} {
		text, err := os.ReadFile(path)
		must(t, err)
		said[path] = string(text)
	}
	for name, text := range said {
		if i := strings.Index(text, kanarie); i >= 0 {
			t.Errorf("%s: a secret got out: …%s…", name, text[max(0, i-80):min(len(text), i+80)])
		}
		if text == "" {
			t.Errorf("%s: nothing was looked at", name)
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.tokens[fakeBotToken] || !f.tokens[fakeAppToken] {
		t.Error("Slack never saw the tokens")
	}
}

// leaks keeps what a service says and logs while it works with every secret.
func (m *machine) leaks(f *fakeSlack, said map[string]string) {
	m.Helper()
	log := &talk{lines: make(chan struct{}, 1)}
	s := m.serveWith(m.T, log, "--log", "debug")
	f.until("a socket is open", func() bool { return len(f.sockets) == 1 })
	said["answer"] = s.asks(f, "anouk", "agenda week")
	_, said["refusal"] = do(m.T, signed(m.T, s.address+"/slack/command", "x", time.Now().Add(-time.Hour)))
	for _, path := range []string{"/readyz", "/metrics", "/healthz", "/slack/", "/slack/events"} {
		_, said[path] = s.get(path)
	}
	s.stop()
	said["log"] = log.String()
}

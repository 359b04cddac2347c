package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot/mattermost"
	"github.com/regiebot/regiebot/bot/mattermost/mattermosttest"
)

// TestSecretsOfMattermost: no token of Mattermost is in anything that the program prints, logs,
// keeps or answers, whatever the server says and whatever is wrong with it.
func TestSecretsOfMattermost(t *testing.T) {
	c := onMattermost(t, "", mattermosttest.Options{})
	c.caseOf("ZO-2026-0801")
	c.ok("say", "--as", "anouk", "vpr start zaak=ZO-2026-0801 ovv=02-11-2026 duo=@bram")
	c.byHand()
	tokens := strings.FieldsFunc(os.Getenv("REGIEBOT_MATTERMOST_COMMAND_TOKENS"), func(r rune) bool { return r == ',' || r == '\n' })
	dir := t.TempDir()
	for name, text := range map[string]string{"TOKEN": c.Token, "COMMAND_TOKENS": strings.Join(tokens, "\n")} {
		path := filepath.Join(dir, name)
		must(t, os.WriteFile(path, []byte(text+"\n"), 0o600))
		t.Setenv("REGIEBOT_MATTERMOST_"+name, "")
		t.Setenv("REGIEBOT_MATTERMOST_"+name+"_FILE", path)
	}
	said := map[string]string{}
	try := func(name string, args ...string) {
		t.Helper()
		code, out, errs := c.run(append([]string{"--log", "debug"}, args...)...)
		said[name+": "+strings.Join(args, " ")] = fmt.Sprintf("%d %s%s", code, out, errs)
	}
	for _, args := range [][]string{
		{"--help"},
		{"serve", "--help"},
		{"privacy"},
		{"doctor"},
		{"doctor", "--json"},
		{"tick", "--json"},
		{"manifest", "mattermost"},
	} {
		try("right settings", args...)
	}
	c.leaks(said)
	for _, status := range []int{http.StatusUnauthorized, http.StatusInternalServerError, http.StatusTooManyRequests, http.StatusOK} {
		c.Interfere(mattermosttest.Interference{Path: "/users/me", Times: 20, Status: status, Body: "<html>" + c.Token + "</html>"})
		try(fmt.Sprintf("status %d", status), "doctor")
		try(fmt.Sprintf("status %d", status), "tick")
	}
	t.Setenv("REGIEBOT_MATTERMOST_TOKEN_FILE", c.Token) // the secret as a name
	t.Setenv("REGIEBOT_MATTERMOST_URL", "https://"+c.Token+"@chat.nl")
	try("wrong settings", "doctor")
	try("wrong settings", "tick")
	text, err := os.ReadFile(c.database)
	must(t, err)
	said["the database"] = string(text)
	for name, text := range said {
		for _, token := range append(tokens, c.Token) {
			if i := strings.Index(text, token); i >= 0 {
				t.Errorf("%s: a secret got out: …%s…", name, text[max(0, i-80):min(len(text), i+80)])
			}
		}
		if text == "" {
			t.Errorf("%s: nothing was looked at", name)
		}
	}
}

// leaks keeps what a service says and logs while it works with every secret.
func (c *chatServer) leaks(said map[string]string) {
	c.Helper()
	log := &talk{lines: make(chan struct{}, 1)}
	s := c.serving(log)
	said["answer"] = c.asks("agenda week")
	other := c.AddTeam("ander", c.people["anouk"])
	c.AddCommand(other, "agenda", c.public+mattermost.PathCommand)
	c.Leave(c.team, c.people["anouk"])
	said["refusal"] = c.asks("agenda week")
	c.Join(c.team, c.people["anouk"])
	for _, path := range []string{"/readyz", "/metrics", "/healthz", "/mattermost/", mattermost.PathCommand} {
		_, said[path] = s.get(path)
	}
	s.stop()
	said["log"] = log.String()
}

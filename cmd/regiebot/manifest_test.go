package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot/mattermost"
	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/commands"
)

// manifestOf is what Slack reads in a manifest.
type manifestOf struct {
	Display struct {
		Name, Description string
	} `json:"display_information"`
	Features struct {
		Commands []struct {
			Command, Description, URL string
			Hint                      string `json:"usage_hint"`
			Escape                    bool   `json:"should_escape"`
		} `json:"slash_commands"`
	}
	OAuth struct {
		Scopes struct{ Bot []string }
	} `json:"oauth_config"`
	Settings struct {
		Events struct {
			URL string   `json:"request_url"`
			Bot []string `json:"bot_events"`
		} `json:"event_subscriptions"`
		Interactivity struct {
			URL     string `json:"request_url"`
			Enabled bool   `json:"is_enabled"`
		}
		Socket bool `json:"socket_mode_enabled"`
	}
}

// TestManifestOfSlack: both forms, with every command; it needs no database, no keys and no
// settings.
func TestManifestOfSlack(t *testing.T) {
	m := newMachine(t)
	for public, base := range map[string]string{"": "", "https://regiebot.voorbeeldstad.nl/": "https://regiebot.voorbeeldstad.nl/slack/"} {
		t.Setenv("REGIEBOT_PUBLIC_URL", public)
		out, errs := m.ok("manifest", "slack")
		var got manifestOf
		must(t, json.Unmarshal([]byte(out), &got))
		under := func(name string) string {
			if base == "" {
				return ""
			}
			return base + name
		}
		if errs != "" || got.Settings.Socket != (base == "") || got.Settings.Events.URL != under("events") || got.Settings.Interactivity.URL != under("interactive") || !got.Settings.Interactivity.Enabled {
			t.Errorf("%q: %s%s", public, out, errs)
		}
		if n, all := len(got.Features.Commands), len(commands.All()); n != all {
			t.Errorf("%d commands of %d", n, all)
		}
		for i, c := range commands.All() {
			is := got.Features.Commands[i]
			if is.Command != "/"+c.Name || is.Description == "" || is.URL != under("command") || !is.Escape || is.Hint == "" || strings.Contains(is.Hint, "\n") || strings.HasPrefix(is.Hint, c.Name+" ") {
				t.Errorf("%s is %+v", c.Name, is)
			}
		}
		if len(got.OAuth.Scopes.Bot) != len(slack.Scopes()) || !slices.Contains(got.Settings.Events.Bot, "message.im") || got.Display.Name != "Regiebot" {
			t.Errorf("%s", out)
		}
	}
	if exists(m.database) || exists(m.key) {
		t.Error("something was made")
	}
}

// TestManifestWithAnAddressThatCannotBe: one sentence, and the status of a call that cannot
// be understood.
func TestManifestWithAnAddressThatCannotBe(t *testing.T) {
	m := newMachine(t)
	for _, public := range []string{"http://regiebot.nl", "regiebot.nl", "https://", "https://regiebot.nl/slack", "https://regiebot.nl?x", "://", " "} {
		code, out, errs := m.run("manifest", "slack", "--public-url", public)
		if code != exitUsage || out != "" || strings.Count(errs, "\n") != 1 || !strings.HasPrefix(errs, "regiebot: --public-url: ") || !strings.Contains(errs, "use a form such as https://regiebot.voorbeeldstad.nl") {
			t.Errorf("%q: status %d, wrote %q, said %q", public, code, out, errs)
		}
	}
}

// TestManifestOfMattermost: every command, for the teams that are set, also as JSON; it needs no
// database, no keys and no other settings.
func TestManifestOfMattermost(t *testing.T) {
	m := newMachine(t)
	t.Setenv("REGIEBOT_PUBLIC_URL", "http://regiebot.intern:8081/")
	t.Setenv("REGIEBOT_MATTERMOST_TEAM", "jeugd, wijk")
	out, errs := m.ok("manifest", "mattermost")
	for _, c := range commands.All() {
		for _, team := range []string{"jeugd", "wijk"} {
			if !strings.Contains(out, "command create '"+team+"'") || !strings.Contains(out, "--trigger-word '"+c.Name+"' --url 'http://regiebot.intern:8081/mattermost/command'") {
				t.Errorf("no %s in %s: %s%s", c.Name, team, out, errs)
			}
		}
	}
	doc, _ := m.ok("--json", "manifest", "mattermost")
	var manual mattermost.Manual
	must(t, json.Unmarshal([]byte(doc), &manual))
	if len(manual.Commands) != len(commands.All()) || manual.Host != "regiebot.intern" || len(manual.Lines) == 0 {
		t.Errorf("%s", doc)
	}
	for _, c := range manual.Commands {
		if c.Trigger == "" || c.Short == "" || c.Hint == "" || c.Method != http.MethodPost {
			t.Errorf("%+v", c)
		}
	}
	for _, public := range []string{"", "regiebot.nl", "https://regiebot.nl/mattermost"} {
		if code, out, errs := m.run("manifest", "mattermost", "--public-url", public); code != exitUsage || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "such as https://regiebot.voorbeeldstad.nl") {
			t.Errorf("%q: status %d, wrote %q, said %q", public, code, out, errs)
		}
	}
	if exists(m.database) || exists(m.key) {
		t.Error("something was made")
	}
}

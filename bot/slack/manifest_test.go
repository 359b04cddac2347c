package slack

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	api "github.com/slack-go/slack"
)

func TestManifest(t *testing.T) {
	commands := []Command{{"casus", "casussen maken, bekijken en wijzigen", "casus nieuw | toon"}, {"mpcheck", strings.Repeat("é", 200), strings.Repeat("x", 2000)}}
	for name, c := range map[string]struct {
		public string
		socket bool
		url    string
	}{
		"Socket Mode":     {"", true, ""},
		"HTTP":            {"https://regiebot.voorbeeldstad.nl", false, "https://regiebot.voorbeeldstad.nl/slack/command"},
		"HTTP with port":  {"https://regiebot.voorbeeldstad.nl:443", false, "https://regiebot.voorbeeldstad.nl/slack/command"},
		"HTTP with slash": {"https://regiebot.voorbeeldstad.nl/", false, "https://regiebot.voorbeeldstad.nl/slack/command"},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := Manifest(commands, c.public)
			if err != nil {
				t.Fatal(err)
			}
			var m api.Manifest
			if err := json.Unmarshal(text, &m); err != nil {
				t.Fatal(err)
			}
			if m.Settings.SocketModeEnabled != c.socket || m.Features.SlashCommands[0].Url != c.url || !m.Settings.Interactivity.IsEnabled {
				t.Errorf("%s", text)
			}
			if m.Features.SlashCommands[0].Command != "/casus" || !m.Features.SlashCommands[0].ShouldEscape || !m.Features.AppHome.HomeTabEnabled {
				t.Errorf("%s", text)
			}
			if long := m.Features.SlashCommands[1]; len([]rune(long.Description)) > maxCommandText || len([]rune(long.UsageHint)) > maxCommandUsage {
				t.Errorf("%+v", long)
			}
		})
	}
	for _, public := range []string{"http://regiebot.nl", "regiebot.nl", "https://", "https://regiebot.nl/pad", "https://regiebot.nl?x=1", "https://regiebot.nl#x", "https://:443", "https://ik:geheim@regiebot.nl", " ", "%"} {
		if _, err := Manifest(commands, public); err == nil {
			t.Errorf("%q was taken", public)
		}
	}
}

// TestScopes: every scope has a reason, and is there once, in order.
func TestScopes(t *testing.T) {
	names := scopeNames()
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("%q", names)
	}
	manual, err := os.ReadFile("../../docs/slack.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range Scopes() {
		if len(s.Why) < 10 || !strings.Contains(string(manual), "| `"+s.Name+"` | "+s.Why+" |") {
			t.Errorf("%s has no reason, or the manual gives another", s.Name)
		}
	}
}

// TestManifestSaysWhatIsOff: what is left out Slack fills in, and then nobody can type to the
// bot.
func TestManifestSaysWhatIsOff(t *testing.T) {
	for public, socket := range map[string]bool{"": true, "https://regiebot.voorbeeldstad.nl": false} {
		text, err := Manifest(nil, public)
		if err != nil {
			t.Fatal(err)
		}
		var m struct {
			Features struct {
				Home map[string]bool `json:"app_home"`
			} `json:"features"`
			Settings map[string]any `json:"settings"`
		}
		if err := json.Unmarshal(text, &m); err != nil {
			t.Fatal(err)
		}
		if readOnly, said := m.Features.Home["messages_tab_read_only_enabled"]; readOnly || !said || !m.Features.Home["messages_tab_enabled"] {
			t.Errorf("nobody can type to the bot: %s", text)
		}
		for name, want := range map[string]bool{"socket_mode_enabled": socket, "org_deploy_enabled": false, "token_rotation_enabled": false} {
			if got, said := m.Settings[name]; got != want || !said {
				t.Errorf("%q: %s is %v", public, name, got)
			}
		}
	}
}

// TestHints: on one line, without the name that stands in front of it already.
func TestHints(t *testing.T) {
	for usage, want := range map[string]string{
		"":                                   "",
		"casus nieuw zaak=1":                 "nieuw",
		"casus nieuw zaak=1\ncasus toon 1":   "nieuw | toon",
		"casus toon 1\ncasus toon 2":         "toon",
		"casus samenhang=ja\ncasus meer=nee": "samenhang=ja",
		"casus " + strings.Repeat("é", 81):   strings.Repeat("é", 79) + "…",
		"casus " + strings.Repeat("é", 80):   strings.Repeat("é", 80),
		"casus casus nieuw":                  "casus",
	} {
		if got := hint(Command{Name: "casus", Usage: usage}); got != want {
			t.Errorf("%q: got %q, want %q", usage, got, want)
		}
	}
}

package slack

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot/platform"
)

// Command is a slash command as Slack lists it.
type Command struct {
	Name  string // without the slash
	Short string // what it is for
	Usage string // examples, one on a line, each with the name of the command in front
}

// Scope is something that the bot asks to be allowed.
type Scope struct {
	Name string
	Why  string // in Dutch, for who allows it
}

// Scopes are what the bot must be allowed, and no more.
func Scopes() []Scope {
	return []Scope{
		{"app_mentions:read", "zien dat iemand de bot in een kanaal noemt"},
		{"channels:history", "in een openbaar teamkanaal nakijken of een bericht van de bot er al staat, zodat niets dubbel komt"},
		{"channels:read", "zien of een kanaal openbaar is of gedeeld met mensen van buiten"},
		{"chat:write", "berichten en herinneringen sturen"},
		{"commands", "de opdrachten met een schuine streep, zoals /casus"},
		{"files:write", "een agenda, lijst of plaatje in het privégesprek zetten"},
		{"groups:history", "hetzelfde als channels:history, in een besloten teamkanaal waar de bot lid van is"},
		{"groups:read", "hetzelfde als channels:read, voor besloten kanalen waar de bot lid van is"},
		{"im:history", "lezen wat iemand in het privégesprek aan de bot vraagt, en nakijken of een herinnering er al staat"},
		{"im:read", "zien dat een gesprek een privégesprek met de bot is"},
		{"im:write", "een privégesprek met een collega beginnen"},
		{"users:read", "zien of een account nog bestaat, en of het van een gast is"},
	}
}

// botEvents are the events that Slack tells the bot.
var botEvents = []string{"app_home_opened", "app_mention", "message.im"}

// The limits of a manifest, in characters.
const (
	maxCommandText  = 100
	maxCommandUsage = 80
)

// Manifest is the description of the app with which Slack makes it, as JSON. With a public
// address what comes in comes over HTTP; without one over Socket Mode. The address begins
// with https:// and names no path.
func Manifest(commands []Command, public string) ([]byte, error) {
	base, err := PublicAddress(public)
	if err != nil {
		return nil, err
	}
	m := api.Manifest{
		Metadata: api.ManifestMetadata{MajorVersion: 1, MinorVersion: 1},
		Display: api.Display{
			Name: "Regiebot", Description: "Helpt je op tijd te zijn met procesregie.", BackgroundColor: "#1d4f6e",
			LongDescription: "Regiebot helpt consulenten van jeugd- en wijkteams met procesregie: checklist MP-casus, niveau van regie, MDO, evaluatie en de stappen van een VPR. " +
				"Hij herinnert op tijd aan wat moet, en laat het besluit aan mensen. Het dossier blijft het dossier.",
		},
		Features: api.Features{
			AppHome: api.AppHome{HomeTabEnabled: true, MessagesTabEnabled: true},
			BotUser: api.BotUser{DisplayName: "regiebot", AlwaysOnline: true},
		},
		OAuthConfig: api.OAuthConfig{Scopes: api.OAuthScopes{Bot: scopeNames()}},
		Settings: api.Settings{
			EventSubscriptions: &api.EventSubscriptions{RequestUrl: under(base, "events"), BotEvents: botEvents},
			Interactivity:      &api.Interactivity{IsEnabled: true, RequestUrl: under(base, "interactive")},
			SocketModeEnabled:  base == "",
		},
	}
	for _, c := range commands {
		m.Features.SlashCommands = append(m.Features.SlashCommands, api.ManifestSlashCommand{
			Command: "/" + c.Name, Description: shortened(c.Short, maxCommandText), UsageHint: hint(c), ShouldEscape: true, Url: under(base, "command"),
		})
	}
	return explicit(m)
}

// explicit writes a manifest with what is off in it too: for Slack a messages tab is one in
// which nobody can type, unless it is told otherwise, and the library leaves out what is
// false.
func explicit(m api.Manifest) ([]byte, error) {
	text, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	var all map[string]map[string]any
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, err
	}
	home, isObject := all["features"]["app_home"].(map[string]any)
	if !isObject {
		return nil, errors.New("the manifest has no app_home")
	}
	home["messages_tab_read_only_enabled"] = m.Features.AppHome.MessagesTabReadOnlyEnabled
	all["settings"]["socket_mode_enabled"] = m.Settings.SocketModeEnabled
	all["settings"]["org_deploy_enabled"] = m.Settings.OrgDeployEnabled
	all["settings"]["token_rotation_enabled"] = m.Settings.TokenRotationEnabled
	return json.MarshalIndent(all, "", "  ")
}

// hint is what Slack shows behind the name of a command while somebody types it.
func hint(c Command) string { return shortened(platform.Hint(c.Name, c.Usage), maxCommandUsage) }

func scopeNames() []string {
	var names []string
	for _, s := range Scopes() {
		names = append(names, s.Name)
	}
	return names
}

// PublicAddress checks the address under which Slack calls the service, and gives it without
// anything behind the name of the host: it begins with https:// and names no path. Empty
// stays empty.
func PublicAddress(public string) (string, error) {
	if public == "" {
		return "", nil
	}
	u, err := url.Parse(public)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("the public address %q cannot be called by Slack: use a form such as https://regiebot.voorbeeldstad.nl", public)
	}
	return "https://" + strings.TrimSuffix(u.Host, ":443"), nil
}

func under(base, path string) string {
	if base == "" {
		return ""
	}
	return base + "/slack/" + path
}

// shortened keeps a text that is only a help within what fits.
func shortened(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

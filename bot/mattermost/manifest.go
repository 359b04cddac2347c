package mattermost

import (
	"fmt"
	"net/url"
	"strings"
)

// Manual is what an administrator enters by hand, in Dutch, where the bot may not do it itself.
type Manual struct {
	Host     string          `json:"host"`     // for AllowedUntrustedInternalConnections
	Commands []ManualCommand `json:"commands"` // in each team
	Lines    []string        `json:"lines"`    // the same with mmctl, for a shell
}

// ManualCommand is a slash command as the page of the server asks for it.
type ManualCommand struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	Trigger     string `json:"trigger"`
	URL         string `json:"url"`
	Method      string `json:"method"`
	Hint        string `json:"autocomplete_hint"`
	Short       string `json:"autocomplete_description"`
}

// Manifest is what must be entered for these commands with a service at a public address, as
// [PublicAddress] gives it. teams are the names of the teams in which the commands come; none:
// the administrator fills them in.
func Manifest(commands []Command, public string, teams []string) (Manual, error) {
	base, err := PublicAddress(public)
	if err != nil {
		return Manual{}, err
	}
	if base == "" {
		return Manual{}, fmt.Errorf("mattermost calls the service: give its public address, such as https://regiebot.voorbeeldstad.nl")
	}
	u, err := url.Parse(base)
	if err != nil {
		return Manual{}, err
	}
	m := Manual{Host: u.Hostname()}
	cfg := Config{PublicURL: base}
	for _, c := range commands {
		want := cfg.wanted(c)
		m.Commands = append(m.Commands, ManualCommand{
			Title: want.DisplayName, Description: want.Description, Trigger: want.Trigger, URL: want.URL, Method: "POST",
			Hint: want.AutoCompleteHint, Short: want.AutoCompleteDesc,
		})
	}
	m.Lines = m.lines(teams)
	return m, nil
}

// tokenFile is where the lines of mmctl leave the tokens of the commands.
const tokenFile = "mattermost-command-tokens"

// lines are what must be done as lines for a shell with mmctl.
func (m Manual) lines(teams []string) []string {
	if len(teams) == 0 {
		teams = []string{"TEAM"}
	}
	lines := []string{
		"mmctl config set ServiceSettings.EnableBotAccountCreation true",
		"mmctl bot create regiebot --display-name Regiebot --description 'Helpt je op tijd te zijn met procesregie.' --with-token",
		"mmctl config get ServiceSettings.AllowedUntrustedInternalConnections",
		"mmctl config set ServiceSettings.AllowedUntrustedInternalConnections " + quoted(m.Host),
	}
	for _, team := range teams {
		lines = append(lines, "mmctl team users add "+quoted(team)+" regiebot")
		for _, c := range m.Commands {
			lines = append(lines, c.line(team))
		}
	}
	return lines
}

// line makes a command, and keeps its token.
func (c ManualCommand) line(team string) string {
	words := []string{"mmctl --format json command create", quoted(team), "--creator BEHEERDER"}
	for _, f := range []struct{ flag, value string }{
		{"title", c.Title},
		{"description", c.Description},
		{"trigger-word", c.Trigger},
		{"url", c.URL},
		{"autocompleteDesc", c.Short},
		{"autocompleteHint", c.Hint},
	} {
		words = append(words, "--"+f.flag+" "+quoted(f.value))
	}
	return strings.Join(append(words, "--autocomplete --post"), " ") + ` | sed -n 's/.*"token": *"\([a-z0-9]*\)".*/\1/p' >> ` + tokenFile
}

// quoted is a text as one word for a shell.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// String is the manual for people.
func (m Manual) String() string {
	var out strings.Builder
	fmt.Fprintf(&out, manualHead, m.Host)
	for _, c := range m.Commands {
		fmt.Fprintf(&out, "\n%s\n", c.Title)
		for _, f := range []struct{ name, value string }{
			{"Title", c.Title},
			{"Description", c.Description},
			{"Command Trigger Word", c.Trigger},
			{"Request URL", c.URL},
			{"Request Method", c.Method},
			{"Response Username", "(leeg)"},
			{"Autocomplete", "aan"},
			{"Autocomplete Hint", c.Hint},
			{"Autocomplete Description", c.Short},
		} {
			fmt.Fprintf(&out, "  %-25s %s\n", f.name, f.value)
		}
	}
	fmt.Fprintf(&out, manualLines, strings.Join(m.Lines, "\n"))
	return out.String()
}

const manualHead = `Regiebot op Mattermost: wat je als beheerder van de server invoert. Stap voor stap staat het in docs/mattermost.md.

1. System Console, Integrations, Bot Accounts: Enable Bot Account Creation aan.
   Integrations, Bot Accounts, Add Bot Account: Username regiebot, Display Name Regiebot, Role Member. Bewaar het token.
2. Zet de bot in elk team dat met Regiebot werkt (Invite People), en in het kanaal van dat team.
3. Heeft Regiebot een adres in jullie eigen netwerk? System Console, Environment, Developer:
   zet %s bij Allow untrusted internal connections, achter wat er al staat.
4. Noem die teams in REGIEBOT_MATTERMOST_TEAM, en geen andere. Wie in zo'n team opdrachten mag maken (gewoonlijk de beheerders van het team),
   ziet de tokens daarvan en kan daarmee opdrachten geven als ieder ander.
5. Alleen als de bot de opdrachten niet zelf mag maken: per team, Integrations, Slash Commands, Add Slash Command.
   Zet de tokens die je krijgt in het bestand van REGIEBOT_MATTERMOST_COMMAND_TOKENS_FILE, elk op een regel.
`

const manualLines = `
Hetzelfde met mmctl. Vul in: TEAM (de naam in het adres van het team) en BEHEERDER (je eigen gebruikersnaam). De derde regel toont wat er al
staat: zet dat in de vierde regel voor de naam, met een spatie ertussen. De tokens van de opdrachten komen in het bestand ` + tokenFile + `.

%s
`

// PublicAddress checks the address under which the server calls the service, and gives it
// without anything behind the name of the host. It begins with https://, or with http:// inside
// a network that is trusted, and names no path. Empty stays empty.
func PublicAddress(public string) (string, error) {
	if public == "" {
		return "", nil
	}
	u, err := url.Parse(public)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("the public address %q cannot be called by Mattermost: use a form such as https://regiebot.voorbeeldstad.nl", public)
	}
	return u.Scheme + "://" + u.Host, nil
}

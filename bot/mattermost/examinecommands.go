package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot/platform"
)

// examineCommands looks at the slash commands in every team, and gives them as the bot: that is
// the only way to see that what the server calls is this service.
func (m *Mattermost) examineCommands(ctx context.Context, me account) (list []platform.Finding) {
	if len(m.cfg.Teams)+len(m.cfg.CommandTokens) == 0 {
		return []platform.Finding{platform.Bad("In REGIEBOT_MATTERMOST_TEAM staat geen team: Regiebot maakt geen opdrachten, en neemt er geen aan.",
			"Zet daar de namen uit het adres van de teams die met Regiebot werken, en start de dienst opnieuw. Noem alleen teams waarvan je de beheerders vertrouwt: docs/mattermost.md.")}
	}
	teams, absent, err := m.examinedTeams(ctx)
	if err != nil {
		return []platform.Finding{platform.Bad("De teams van de bot zijn niet bekend ("+code(err)+").", "Probeer het later opnieuw.")}
	}
	for _, name := range absent {
		list = append(list, platform.Bad("De bot is geen lid van het team "+name+".", "Zet hem erin: mmctl team users add "+name+" "+me.Username+". Of haal het team uit REGIEBOT_MATTERMOST_TEAM."))
	}
	if len(teams)+len(absent) == 0 {
		return []platform.Finding{platform.Bad("De bot is van geen enkel team lid.", "Zet hem in elk team dat met Regiebot werkt: mmctl team users add TEAM "+me.Username)}
	}
	own, err := m.ownConversation(ctx, me.ID)
	if err != nil {
		return append(list, platform.Bad("De opdrachten konden niet worden geprobeerd: de bot kan geen gesprek met zichzelf beginnen ("+code(err)+").", "Typ zelf een opdracht, zoals /regiebot hulp."))
	}
	for _, t := range teams {
		found := tried{m: m, team: t, channel: own}
		list = append(list, found.examine(ctx)...)
	}
	return list
}

// examinedTeams are the teams to look at: those that are named, or those that the bot is in.
func (m *Mattermost) examinedTeams(ctx context.Context) (own []team, absent []string, err error) {
	if len(m.cfg.Teams) > 0 {
		return m.ownTeams(ctx)
	}
	own, err = m.teams(ctx)
	return own, nil, err
}

// ownConversation is the direct conversation of the bot with itself. Nobody else is in it.
func (m *Mattermost) ownConversation(ctx context.Context, me string) (string, error) {
	var c room
	err := m.call(ctx, http.MethodPost, "/channels/direct", []string{me, me}, &c)
	if err == nil && !isID(c.ID) {
		err = errNonsense
	}
	return c.ID, err
}

// tried are the commands of one team.
type tried struct {
	m       *Mattermost
	team    team
	channel string

	absent, failed   []string // names of commands that are not there, or could not be brought to their address
	foreign, refused []string // of those that go elsewhere, or come with another token
}

// examine gives every command once. What makes all of them fail is a reason of the server or the
// network; what makes some of them fail is how those were entered.
func (t *tried) examine(ctx context.Context) []platform.Finding {
	var last error
	for _, c := range t.m.cfg.Commands {
		name := t.m.cfg.wanted(c).Trigger
		text, err := t.give(ctx, name)
		switch {
		case named(err, idNoCommand):
			t.absent = append(t.absent, name)
		case ofAddress(err):
			t.failed, last = append(t.failed, name), err
		case err != nil:
			return []platform.Finding{t.unreached(ctx, err)}
		case text == sentence(errUnsure):
			return []platform.Finding{platform.Bad("In team "+t.team.Name+" kon de dienst niet nagaan of de opdrachten van Mattermost komen.", "Probeer het later opnieuw.")}
		default:
			t.brought(name, text)
		}
	}
	if last != nil && len(t.failed)+len(t.absent) == len(t.m.cfg.Commands) {
		return []platform.Finding{t.unreached(ctx, last)}
	}
	return append(t.told(ctx, last), t.described(ctx)...)
}

// brought takes what came back of a command that was brought somewhere.
func (t *tried) brought(name, text string) {
	switch text {
	case "", sentence(errFull):
	case sentence(errToken):
		t.refused = append(t.refused, name)
	default:
		t.foreign = append(t.foreign, name)
	}
}

// ofAddress reports whether the address of a command can be why it failed.
func ofAddress(err error) bool {
	var bare status
	return named(err, idUnreached) || named(err, idBadAnswer) || errors.As(err, &bare) && bare >= http.StatusInternalServerError
}

// Errors of the server when a command is given.
const (
	idNoCommand    = "api.command.execute_command.not_found.app_error"
	idUnreached    = "api.command.execute_command.failed.app_error"
	idBadAnswer    = "api.command.execute_command.failed_resp.app_error"
	idRestrictedDM = "api.command.execute_command.restricted_dm.error"
)

// give gives one command as the bot, and gives what came back. To a bot the service says
// nothing.
func (t *tried) give(ctx context.Context, name string) (string, error) {
	var answer struct {
		Text string `json:"text"`
	}
	err := t.m.call(ctx, http.MethodPost, "/commands/execute", map[string]string{"channel_id": t.channel, "team_id": t.team.ID, "command": "/" + name}, &answer)
	return answer.Text, err
}

// unreached is why the server could not bring a command to the service.
func (t *tried) unreached(ctx context.Context, err error) platform.Finding {
	address := t.m.cfg.callback(PathCommand)
	where := "In team " + t.team.Name + " "
	switch {
	case named(err, idPermission):
		return platform.Bad(where+"mag de bot geen opdrachten geven: er is niets geprobeerd.", "Typ zelf een opdracht, zoals /regiebot hulp.")
	case named(err, idRestrictedDM):
		return platform.Bad(where+"kan de bot geen opdrachten proberen: de server staat zijn gesprek met zichzelf niet toe.", "Typ zelf een opdracht, zoals /regiebot hulp.")
	case named(err, idDisabled):
		return platform.Bad(where+"staan opdrachten met een schuine streep uit.", "System Console, Integrations, Integration Management: Enable Custom Slash Commands aan.")
	case named(err, idBadAnswer):
		return platform.Bad(where+"kreeg de server van "+address+" een antwoord dat niet van Regiebot is.", t.away(ctx)+"De webserver ervoor moet /mattermost/ doorgeven, met dezelfde Host.")
	case ofAddress(err):
		return platform.Bad(where+"kan de server "+address+" niet bereiken ("+code(err)+"). Wie een opdracht typt, ziet alleen een fout.",
			t.away(ctx)+"Is het een adres in jullie eigen netwerk? Zet "+t.m.ownHost()+" dan bij Allow untrusted internal connections (ServiceSettings.AllowedUntrustedInternalConnections): System Console, Environment, Developer. Kijk ook of de server het certificaat vertrouwt.")
	}
	return platform.Bad(where+"kon geen opdracht worden geprobeerd ("+code(err)+").", "Probeer het later opnieuw.")
}

// ownHost is the name of the host of the public address.
func (m *Mattermost) ownHost() string {
	host, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(m.cfg.PublicURL, "https://"), "http://"), "/")
	name, _, _ := strings.Cut(host, ":")
	return name
}

// told is what came of giving all commands, and why the last of those failed that did.
func (t *tried) told(ctx context.Context, last error) (list []platform.Finding) {
	where := "In team " + t.team.Name + " "
	if len(t.absent) > 0 {
		list = append(list, platform.Bad(where+"ontbreken opdrachten: "+slashed(t.absent)+".", t.enter(ctx)))
	}
	if len(t.failed) > 0 {
		list = append(list, platform.Bad(where+"kan de server niet bezorgen: "+slashed(t.failed)+" ("+code(last)+").",
			"Andere opdrachten bezorgt hij wel. Zet bij deze het adres "+t.m.cfg.callback(PathCommand)+". Heeft de bot ze zelf gemaakt, dan doet regiebot serve het."))
	}
	if len(t.foreign) > 0 {
		list = append(list, platform.Bad(where+"gaan opdrachten naar een ander programma: "+slashed(t.foreign)+".", "Haal die opdrachten weg, of geef ze het adres "+t.m.cfg.callback(PathCommand)+"."))
	}
	if len(t.refused) > 0 {
		list = append(list, platform.Bad(where+"kent Regiebot het token niet van: "+slashed(t.refused)+".", t.entrust()))
	}
	if len(list) == 0 {
		list = append(list, platform.Good("In team %s komen alle opdrachten bij Regiebot aan (%d).", t.team.Name, len(t.m.cfg.Commands)))
	}
	return list
}

// entrust is what to do about a token that is not known. In a team that nobody named it may be of
// somebody who wants it known.
func (t *tried) entrust() string {
	repair := "Zet het token dat Mattermost bij die opdracht toont in REGIEBOT_MATTERMOST_COMMAND_TOKENS_FILE, en start de dienst opnieuw."
	if len(t.m.cfg.Teams) == 0 {
		return "Werkt dit team met Regiebot? " + repair + " Zo niet: neem het token niet over, want wie het kent kan opdrachten geven als ieder ander, en haal de bot uit het team."
	}
	return repair
}

func slashed(names []string) string { return "/" + strings.Join(names, ", /") }

// enter is how the commands come there: the service makes them where it may.
func (t *tried) enter(ctx context.Context) string {
	var ignored []command
	if len(t.m.cfg.Teams) > 0 && t.m.patiently(ctx, "/commands?custom_only=true&team_id="+t.team.ID, &ignored) == nil {
		return "Start de dienst (regiebot serve): die maakt ze."
	}
	if len(t.m.cfg.Teams) == 0 {
		return "In REGIEBOT_MATTERMOST_TEAM staat geen team, dus de dienst maakt ze niet. Noem het team daar, of voer ze in zoals regiebot manifest mattermost zegt."
	}
	return "De bot mag ze niet zelf maken. Voer ze in zoals regiebot manifest mattermost zegt."
}

// described looks at what people see of the commands while they type. Who may not manage them
// sees that too.
func (t *tried) described(ctx context.Context) []platform.Finding {
	var has []command
	if err := t.m.patiently(ctx, "/commands?custom_only=false&team_id="+t.team.ID, &has); err != nil {
		return []platform.Finding{platform.Bad("In team "+t.team.Name+" is niet te zien wat mensen van de opdrachten zien ("+code(err)+").", "Probeer het later opnieuw.")}
	}
	var silent, other []string
	for _, c := range t.m.cfg.Commands {
		want := t.m.cfg.wanted(c)
		i := slices.IndexFunc(has, func(c command) bool { return c.Trigger == want.Trigger })
		switch {
		case slices.Contains(t.absent, want.Trigger), slices.Contains(t.foreign, want.Trigger):
		case i < 0 || !has[i].AutoComplete:
			silent = append(silent, want.Trigger)
		case has[i].AutoCompleteDesc != want.AutoCompleteDesc, has[i].AutoCompleteHint != want.AutoCompleteHint:
			other = append(other, want.Trigger)
		}
	}
	return t.shown(silent, other)
}

// shown tells of commands that nobody finds while typing, or with another text than they have
// now.
func (t *tried) shown(silent, other []string) (list []platform.Finding) {
	repair := "Zet bij die opdrachten Autocomplete, Hint en Description zoals regiebot manifest mattermost zegt. Heeft de bot ze zelf gemaakt, dan doet regiebot serve het."
	if len(silent) > 0 {
		list = append(list, platform.Bad("In team "+t.team.Name+" ziet niemand tijdens het typen: "+slashed(silent)+".", repair))
	}
	if len(other) > 0 {
		list = append(list, platform.Finding{Good: true, What: "In team " + t.team.Name + " staat een andere uitleg bij: " + slashed(other) + ".", Repair: repair})
	}
	return list
}

// away is what this computer sees at the public address, as far as that helps: the server may
// see something else.
func (t *tried) away(ctx context.Context) string {
	switch answer, err := t.m.touch(ctx); {
	case err != nil:
		return "Vanaf deze computer is het adres ook niet te bereiken (" + cause(err) + "): kijk of de dienst draait, en of het adres klopt. "
	case answer == sentence(errMethod):
		return "Vanaf deze computer antwoordt Regiebot daar wel. "
	default:
		return "Vanaf deze computer antwoordt daar iets anders dan Regiebot: kijk of de dienst draait, en of het adres klopt. "
	}
}

// touch asks the service something that it cannot read, and gives what it says.
func (m *Mattermost) touch(ctx context.Context) (string, error) {
	ctx, stop := context.WithTimeout(ctx, touchTime)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, m.cfg.callback(PathCommand), nil)
	if err != nil {
		return "", errNonsense // its text holds the address
	}
	answer, err := webClient().Do(req)
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }() // what was read says whether it was all
	var said reply
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxBody))
	if err != nil || json.Unmarshal(body, &said) != nil {
		return "", nil // something answers, and it is not the service
	}
	return said.Text, nil
}

package mattermost

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// oldestVersion is the oldest version of a server with which all of this was tried.
var oldestVersion = version{5, 37}

// Examine looks at everything that can be wrong between the bot and the server, and has the
// server call the service. It posts nothing, and changes nothing; a command that the bot gives
// does nothing.
func (m *Mattermost) Examine(ctx context.Context, of platform.Examined) []platform.Finding {
	me, err := m.account(ctx)
	if err != nil {
		return []platform.Finding{m.examineRefusal(err)}
	}
	list := append([]platform.Finding{m.examineAccount(me)}, m.examineServer(ctx, of)...)
	list = append(list, m.examineSocket(ctx))
	list = append(list, m.examineCommands(ctx, me)...)
	for _, c := range of.Channels {
		list = append(list, m.examineChannel(ctx, c, me))
	}
	return append(list, platform.Accounts{Platform: "Mattermost", Look: m.examineMember, Propose: m.propose}.Examine(ctx, of.Members)...)
}

// account asks the server whose token it is.
func (m *Mattermost) account(ctx context.Context) (me account, err error) {
	err = m.patiently(ctx, "/users/me", &me)
	if err == nil && !isID(me.ID) {
		err = errNonsense
	}
	return me, err
}

// code is what went wrong in the word of the server, or ours.
func code(err error) string { return cause(err) }

// examineRefusal tells a token that does not work from a server that cannot be asked, and both
// from one that is in trouble itself.
func (m *Mattermost) examineRefusal(err error) platform.Finding {
	var refused apiError
	var down status
	not := notSent(err)
	switch {
	case errors.As(err, &refused) && refused.status/100 == 4:
		return platform.Bad("Het token van de bot werkt niet ("+code(err)+").", "Maak een nieuw token: Integrations, Bot Accounts, regiebot, Create New Token. Zet het in REGIEBOT_MATTERMOST_TOKEN_FILE.")
	case errors.As(err, &refused), errors.As(err, &down) && down >= http.StatusInternalServerError, not != nil && not.Why == bot.Busy:
		return platform.Bad("De server van Mattermost heeft een storing of te veel te doen ("+code(err)+"): er is verder niets bekeken.", "Probeer het over een paar minuten opnieuw.")
	case errors.Is(err, errNonsense):
		return platform.Bad("Op het adres "+m.host()+" antwoordt geen Mattermost.", "Kijk of REGIEBOT_MATTERMOST_URL het adres is dat je in de browser ziet, tot aan de eerste schuine streep erachter.")
	}
	return platform.Bad("De server van Mattermost ("+m.host()+") is niet te bereiken ("+code(err)+").", "Kijk of REGIEBOT_MATTERMOST_URL goed is, en of deze computer daar mag komen: firewall, proxy (HTTPS_PROXY) en certificaat.")
}

// host is the name of the server.
func (m *Mattermost) host() string {
	if u, err := url.Parse(m.cfg.URL); err == nil {
		return u.Host
	}
	return "REGIEBOT_MATTERMOST_URL"
}

// examineAccount looks whose token it is.
func (m *Mattermost) examineAccount(me account) platform.Finding {
	switch roles := strings.Fields(me.Roles); {
	case !me.IsBot:
		return platform.Bad("Het token is van het account "+me.Username+", en dat is geen botaccount.", "Maak een botaccount en gebruik het token daarvan: docs/mattermost.md.")
	case slices.Contains(roles, "system_admin"):
		return platform.Bad("De bot "+me.Username+" is beheerder van de hele server. Dat is meer dan nodig.", "Zet zijn rol op Member: Integrations, Bot Accounts, regiebot, Edit.")
	}
	return platform.Good("Het token van de bot werkt, voor het account %s.", me.Username)
}

// clientSettings are settings of the server that it tells to everybody who is logged in.
type clientSettings struct {
	DiagnosticID string `json:"DiagnosticId"` // of the server; it stays
	SiteURL      string `json:"SiteURL"`
	Commands     string `json:"EnableCommands"`
}

func (m *Mattermost) settings(ctx context.Context) (s clientSettings, err error) {
	err = m.patiently(ctx, "/config/client?format=old", &s)
	return s, err
}

// Home asks the server which one it is. It fails as [bot.NotSent].
func (m *Mattermost) Home(ctx context.Context) (platform.Home, error) {
	if _, err := m.self(ctx); err != nil { // the settings are told without a token too
		return platform.Home{}, err
	}
	s, err := m.settings(ctx)
	if err != nil && !away(err) {
		return platform.Home{}, without(err)
	}
	if s.DiagnosticID == "" {
		return platform.Home{ID: m.host(), Name: m.host()}, nil
	}
	return platform.Home{ID: s.DiagnosticID, Name: m.host()}, nil
}

// examineServer looks which server it is, and how it is set up.
func (m *Mattermost) examineServer(ctx context.Context, of platform.Examined) (list []platform.Finding) {
	v, err := m.server(ctx)
	switch {
	case err != nil:
		list = append(list, platform.Bad("De server zegt niet welke versie hij is ("+code(err)+").", "Kijk zelf of hij minstens 5.37 is."))
	case !v.least(oldestVersion.major, oldestVersion.minor):
		list = append(list, platform.Bad(fmt.Sprintf("De server is versie %d.%d. Regiebot werkt vanaf %d.%d.", v.major, v.minor, oldestVersion.major, oldestVersion.minor), "Werk Mattermost bij."))
	default:
		list = append(list, platform.Good("De server is versie %d.%d.", v.major, v.minor))
	}
	s, err := m.settings(ctx)
	if err != nil {
		return append(list, platform.Bad("De instellingen van de server zijn niet te lezen ("+code(err)+").", "Probeer het later opnieuw."))
	}
	if s.Commands == "false" {
		list = append(list, platform.Bad("Opdrachten met een schuine streep staan uit op deze server.", "System Console, Integrations, Integration Management: Enable Custom Slash Commands aan."))
	}
	if s.SiteURL != "" && !sameOrigin(s.SiteURL, m.cfg.URL) {
		list = append(list, platform.Finding{
			Good: true, What: "De server noemt zichzelf " + s.SiteURL + ", en dat is een ander adres dan REGIEBOT_MATTERMOST_URL.",
			Repair: "Neem liever hetzelfde adres: nu komt een antwoord dat langer duurt in het privégesprek en niet waar het is gevraagd.",
		})
	}
	if strings.HasPrefix(m.cfg.PublicURL, "http://") && !isLoopback(m.ownHost()) {
		list = append(list, platform.Finding{
			Good: true, What: "De server roept Regiebot aan zonder versleuteling (http).",
			Repair: "Zet er een webserver met een certificaat voor: wie in het netwerk meeleest, ziet nu de tokens van de opdrachten en wat mensen typen.",
		})
	}
	return append(list, m.examineHome(ctx, of)...)
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// examineSocket opens a websocket, waits until the server says hello, and closes it. What the
// server tells on it, it tells the service too.
func (m *Mattermost) examineSocket(ctx context.Context) platform.Finding {
	if err := m.greeted(ctx); err != nil {
		return platform.Bad("De websocket komt niet tot stand ("+code(err)+"): wie een bericht stuurt, krijgt geen antwoord.", "Laat wat er tussen deze computer en de server staat (proxy, webserver) websockets doorgeven, op "+socketPath+".")
	}
	return platform.Good("De websocket komt tot stand.")
}

// greeted opens a websocket and waits for hello.
func (m *Mattermost) greeted(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, m.in.tempo.Hello)
	defer stop()
	ws, err := m.connect(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = ws.Close() }() // nothing was written to it
	ws.SetReadLimit(platform.SocketRead)
	_ = ws.SetReadDeadline(time.Now().Add(m.in.tempo.Hello)) // a closed one fails at the next read
	for {
		var e event
		if err := ws.ReadJSON(&e); err != nil || e.Event == "hello" {
			return err
		}
	}
}

// examineHome compares the server with the one where the members have their accounts.
func (m *Mattermost) examineHome(ctx context.Context, of platform.Examined) []platform.Finding {
	home, err := m.Home(ctx)
	if err != nil || len(of.Homes) == 0 || slices.Contains(of.Homes, home.ID) {
		return nil
	}
	return []platform.Finding{platform.Bad(fmt.Sprintf("De leden hebben hun account op een andere server (%s) dan die van het token (%s): er wordt niets verstuurd.", of.Homes[0], home.ID),
		"Gebruik het adres en het token van die server. Is de nieuwe bedoeld: start Regiebot één keer met --mattermost-server "+home.ID+", en leg van ieder lid het nieuwe account vast.")}
}

func sameOrigin(a, b string) bool {
	one, errOne := url.Parse(a)
	other, errOther := url.Parse(b)
	return errOne == nil && errOther == nil && one.Scheme == other.Scheme && strings.EqualFold(one.Host, other.Host)
}

// touchTime is how long the public address may take to answer.
const touchTime = 10 * time.Second

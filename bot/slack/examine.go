package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	api "github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// Finding is what came of looking at one thing, in Dutch.
type Finding struct {
	Good   bool
	What   string // what was looked at, and how it is
	Repair string // what to do; of what is good: what to think of, mostly empty
}

// Account is a member or the channel of a team, and its id on Slack.
type Account struct {
	Name string // user name of the member, or name of the team
	Full string // how colleagues call the member; only to propose an account
	ID   string // empty: not known
}

// Examined is what is looked at beside Slack itself.
type Examined struct {
	Members, Channels []Account

	Workspaces []string // ids of those where the members may have their accounts; none: not known yet
}

func good(format string, args ...any) Finding {
	return Finding{Good: true, What: fmt.Sprintf(format, args...)}
}

func bad(what, repair string) Finding { return Finding{What: what, Repair: repair} }

// Examine looks at everything that can be wrong between the bot and Slack. It posts nothing.
func (s *Slack) Examine(ctx context.Context, of Examined) []Finding {
	answer, err := s.client.AuthTestContext(ctx)
	if err != nil {
		return []Finding{examineRefusal(err)}
	}
	list := []Finding{good("Het token van de bot werkt, in de werkruimte %s.", answer.Team)}
	if len(of.Workspaces) > 0 && !slices.Contains(of.Workspaces, answer.TeamID) {
		list = append(list, bad(fmt.Sprintf("De leden hebben hun account in een andere werkruimte (%s) dan die van het token (%s): er wordt niets verstuurd.", of.Workspaces[0], answer.TeamID),
			"Gebruik het token van die werkruimte. Is de nieuwe bedoeld: start Regiebot één keer met --slack-workspace "+answer.TeamID+", en leg van ieder lid het nieuwe account vast."))
	}
	list = append(list, examineScopes(scopes(answer.Header))...)
	list = append(list, examineClock(answer.Header, s.cfg.Now()))
	list = append(list, s.examineInwards(ctx)...)
	list = append(list, examineOutlets(ctx, webClient(), s.cfg.outlets())...)
	for _, c := range of.Channels {
		list = append(list, s.examineChannel(ctx, c))
	}
	return append(list, s.examineMembers(ctx, of.Members)...)
}

// code is what went wrong in Slack's own word, or ours.
func code(err error) string {
	var named apiError
	if errors.As(err, &named) {
		return string(named)
	}
	return cause(err)
}

// examineRefusal tells a token that does not work from a Slack that cannot be asked.
func examineRefusal(err error) Finding {
	var refused api.SlackErrorResponse
	if !errors.As(err, &refused) {
		return bad("Slack is niet te bereiken ("+code(err)+").", "Kijk of deze computer bij Slack kan: firewall, proxy (HTTPS_PROXY) en naam van het adres. Probeer het daarna opnieuw.")
	}
	return bad("Het token van de bot werkt niet ("+code(err)+").", "Kopieer het token opnieuw: api.slack.com/apps, je app, OAuth & Permissions, Bot User OAuth Token. Het begint met xoxb-.")
}

func examineScopes(granted []string) (list []Finding) {
	if len(granted) == 0 {
		return []Finding{bad("Slack zegt niet welke rechten het token heeft.", "Vergelijk de rechten zelf met de lijst in docs/slack.md.")}
	}
	if missing := lacking(scopeNames(), granted); len(missing) > 0 {
		list = append(list, bad("Het token mist rechten: "+strings.Join(missing, ", ")+".",
			"Zet in de app het manifest van regiebot manifest slack, en installeer de app opnieuw in de werkruimte."))
	}
	if more := lacking(granted, append(scopeNames(), "users:read.email")); len(more) > 0 {
		list = append(list, bad("Het token heeft meer rechten dan nodig: "+strings.Join(more, ", ")+".", "Haal weg wat te veel is bij OAuth & Permissions, en installeer de app opnieuw."))
	}
	if len(list) == 0 {
		list = append(list, good("Het token heeft precies de rechten die nodig zijn."))
	}
	return list
}

// lacking are the names in a list that are not in another.
func lacking(names, others []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(others, name) })
}

// skewAllowed is how far a clock may be off: Slack's signatures hold five minutes.
const skewAllowed = time.Minute

func examineClock(header http.Header, now time.Time) Finding {
	theirs, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return good("De klok: Slack zegt niet hoe laat het is.")
	}
	if off := now.Sub(theirs).Abs(); off > skewAllowed {
		return bad(fmt.Sprintf("De klok van deze computer wijkt %s af van die van Slack.", off.Round(time.Second)), "Zet de tijd gelijk (NTP): anders weigert Regiebot wat Slack stuurt.")
	}
	return good("De klok loopt gelijk met die van Slack.")
}

var signingSecret = regexp.MustCompile(`^[0-9a-f]{32}$`)

// examineInwards looks at how requests come in.
func (s *Slack) examineInwards(ctx context.Context) (list []Finding) {
	if s.cfg.AppToken != "" {
		list = append(list, s.examineSocket(ctx))
	}
	switch {
	case s.cfg.SigningSecret == "":
	case signingSecret.MatchString(s.cfg.SigningSecret):
		list = append(list, good("HTTP: het signing secret heeft de goede vorm."))
	default:
		list = append(list, bad("HTTP: het signing secret heeft niet de goede vorm.", "Kopieer het opnieuw: api.slack.com/apps, je app, Basic Information, Signing Secret. Het zijn 32 tekens."))
	}
	return list
}

func (s *Slack) examineSocket(ctx context.Context) Finding {
	app, err := s.greeted(ctx)
	if err == nil {
		return s.examineApp(ctx, app)
	}
	switch why := code(err); why {
	case "invalid_auth", "not_authed", "not_allowed_token_type", "token_revoked", "missing_scope":
		return bad("Socket Mode: het app-token werkt niet ("+why+").", "Maak een nieuw app-token: api.slack.com/apps, je app, Basic Information, App-Level Tokens, met het recht connections:write. Het begint met xapp-.")
	case "link_disabled":
		return bad("Socket Mode staat uit in de app.", "Zet het aan: api.slack.com/apps, je app, Socket Mode.")
	default:
		return bad("Socket Mode: er komt geen verbinding ("+why+").", "Kijk of deze computer naar wss-primary.slack.com mag: firewall en proxy (HTTPS_PROXY).")
	}
}

// examineApp compares the app of a socket with that of the token of the bot.
func (s *Slack) examineApp(ctx context.Context, app string) Finding {
	o, err := s.self(ctx)
	if err == nil && o.app != "" && app != "" && o.app != app {
		return bad(fmt.Sprintf("Socket Mode: het app-token is van een andere app (%s) dan het token van de bot (%s): niemand krijgt antwoord.", app, o.app),
			"Neem beide tokens van dezelfde app: api.slack.com/apps, je app, Basic Information, App-Level Tokens. Start de dienst daarna opnieuw.")
	}
	return good("Socket Mode: de verbinding komt tot stand.")
}

// greeted opens a socket, waits until Slack says hello, and closes it. It gives the id of the
// app that the socket is of; empty when Slack does not say. Nothing is taken from it: beside a service that works Slack may send here what people do. What nobody
// acknowledges it sends again, or it tells the person.
func (s *Slack) greeted(ctx context.Context) (app string, err error) {
	ctx, stop := context.WithTimeout(ctx, s.in.tempo.hello)
	defer stop()
	ws, err := s.connect(ctx)
	if err != nil {
		return "", err
	}
	defer func() { _ = ws.Close() }()
	ws.SetReadLimit(socketRead)
	_ = ws.SetReadDeadline(time.Now().Add(s.in.tempo.hello)) // a closed one fails at the next read
	var first socketmode.Request
	if err := ws.ReadJSON(&first); err != nil {
		return "", err
	}
	if first.Type == socketmode.RequestTypeDisconnect {
		return "", errDisconnect{first.Reason}
	}
	return first.ConnectionInfo.AppID, nil
}

func (s *Slack) examineChannel(ctx context.Context, c Account) Finding {
	if c.ID == "" {
		return bad("Team "+c.Name+" heeft geen kanaal in Slack: de agenda van overleggen komt dan nergens aan.",
			"Zet in het teambestand: kanalen: {slack: C…} en laad het met regiebot member add --file. Het id staat onderaan bij de gegevens van het kanaal.")
	}
	var there *api.Channel
	err := s.patiently(ctx, func() error {
		return s.call(ctx, func(ctx context.Context) (err error) {
			there, err = s.client.GetConversationInfoContext(ctx, &api.GetConversationInfoInput{ChannelID: c.ID})
			return err
		}, methodPlace)
	})
	not := platform.NotSent(err)
	switch {
	case not != nil && not.Why == bot.Unreachable, err == nil && !there.IsMember:
		return bad("De bot is geen lid van het kanaal van team "+c.Name+".", "Typ in dat kanaal: /invite @regiebot")
	case err != nil:
		return bad("Het kanaal van team "+c.Name+" kon niet worden bekeken ("+code(err)+").", "Probeer het later opnieuw.")
	case there.IsArchived:
		return bad("Het kanaal van team "+c.Name+" is gearchiveerd.", "Kies een ander kanaal in het teambestand.")
	case shared(there.Conversation):
		return bad("Het kanaal van team "+c.Name+" is gedeeld met een andere organisatie.", "Kies een kanaal waar alleen het team in zit.")
	}
	return good("Het kanaal van team %s is er, en de bot is er lid van.", c.Name)
}

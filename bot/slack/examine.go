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

// Examine looks at everything that can be wrong between the bot and Slack. It posts nothing.
func (s *Slack) Examine(ctx context.Context, of platform.Examined) []platform.Finding {
	answer, err := s.client.AuthTestContext(ctx)
	if err != nil {
		return []platform.Finding{examineRefusal(err)}
	}
	list := []platform.Finding{platform.Good("Het token van de bot werkt, in de werkruimte %s.", answer.Team)}
	if len(of.Homes) > 0 && !slices.Contains(of.Homes, answer.TeamID) {
		list = append(list, platform.Bad(fmt.Sprintf("De leden hebben hun account in een andere werkruimte (%s) dan die van het token (%s): er wordt niets verstuurd.", of.Homes[0], answer.TeamID),
			"Gebruik het token van die werkruimte. Is de nieuwe bedoeld: start Regiebot één keer met --slack-workspace "+answer.TeamID+", en leg van ieder lid het nieuwe account vast."))
	}
	list = append(list, examineScopes(scopes(answer.Header))...)
	list = append(list, examineClock(answer.Header, s.cfg.Now()))
	list = append(list, s.examineInwards(ctx)...)
	list = append(list, examineOutlets(ctx, webClient(), s.cfg.outlets())...)
	for _, c := range of.Channels {
		list = append(list, s.examineChannel(ctx, c))
	}
	return append(list, platform.Accounts{Platform: "Slack", Look: s.examineMember, Propose: s.propose}.Examine(ctx, of.Members)...)
}

// code is what went wrong in Slack's own word, or ours.
func code(err error) string {
	var named apiError
	if errors.As(err, &named) {
		return string(named)
	}
	return cause(err)
}

// examineRefusal tells a token that does not work from a Slack that cannot be asked, and both
// from one that is in trouble itself.
func examineRefusal(err error) platform.Finding {
	var refused api.SlackErrorResponse
	switch {
	case isTrouble(err):
		return platform.Bad("Slack heeft een storing of te veel te doen ("+code(err)+"): er is verder niets bekeken.", "Probeer het over een paar minuten opnieuw. Of Slack een storing heeft, staat op slack-status.com.")
	case errors.As(err, &refused):
		return platform.Bad("Het token van de bot werkt niet ("+code(err)+").", "Kopieer het token opnieuw: api.slack.com/apps, je app, OAuth & Permissions, Bot User OAuth Token. Het begint met xoxb-.")
	}
	return platform.Bad("Slack is niet te bereiken ("+code(err)+").", "Kijk of deze computer bij Slack kan: firewall, proxy (HTTPS_PROXY) en naam van het adres. Probeer het daarna opnieuw.")
}

// isTrouble reports whether an error says nothing of us, and something of Slack.
func isTrouble(err error) bool {
	var limited *api.RateLimitedError
	var status api.StatusCodeError
	switch {
	case errors.As(err, &limited):
		return true
	case errors.As(err, &status):
		return status.Code >= http.StatusInternalServerError
	}
	return slices.Contains([]string{"internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "rate_limited"}, code(err))
}

func examineScopes(granted []string) (list []platform.Finding) {
	if len(granted) == 0 {
		return []platform.Finding{platform.Bad("Slack zegt niet welke rechten het token heeft.", "Vergelijk de rechten zelf met de lijst in docs/slack.md.")}
	}
	if missing := lacking(scopeNames(), granted); len(missing) > 0 {
		list = append(list, platform.Bad("Het token mist rechten: "+strings.Join(missing, ", ")+".",
			"Zet in de app het manifest van regiebot manifest slack, en installeer de app opnieuw in de werkruimte."))
	}
	if more := lacking(granted, append(scopeNames(), "users:read.email")); len(more) > 0 {
		list = append(list, platform.Bad("Het token heeft meer rechten dan nodig: "+strings.Join(more, ", ")+".", "Haal weg wat te veel is bij OAuth & Permissions, en installeer de app opnieuw."))
	}
	if len(list) == 0 {
		list = append(list, platform.Good("Het token heeft precies de rechten die nodig zijn."))
	}
	return list
}

// lacking are the names in a list that are not in another.
func lacking(names, others []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(others, name) })
}

// skewAllowed is how far a clock may be off: Slack's signatures hold five minutes.
const skewAllowed = time.Minute

func examineClock(header http.Header, now time.Time) platform.Finding {
	theirs, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return platform.Good("De klok: Slack zegt niet hoe laat het is.")
	}
	if off := now.Sub(theirs).Abs(); off > skewAllowed {
		return platform.Bad(fmt.Sprintf("De klok waarmee Regiebot rekent, die van de database, wijkt %s af van die van Slack.", off.Round(time.Second)), "Zet de tijd gelijk op de computer van de database (NTP): anders weigert Regiebot wat Slack stuurt.")
	}
	return platform.Good("De klok waarmee Regiebot rekent, die van de database, loopt gelijk met die van Slack.")
}

var signingSecret = regexp.MustCompile(`^[0-9a-f]{32}$`)

// examineInwards looks at how requests come in.
func (s *Slack) examineInwards(ctx context.Context) (list []platform.Finding) {
	if s.cfg.AppToken != "" {
		list = append(list, s.examineSocket(ctx))
	}
	switch {
	case s.cfg.SigningSecret == "":
	case signingSecret.MatchString(s.cfg.SigningSecret):
		list = append(list, platform.Good("HTTP: het signing secret heeft de goede vorm. Of het het goede is, is hier niet te zien."))
	default:
		list = append(list, platform.Bad("HTTP: het signing secret heeft niet de goede vorm.", "Kopieer het opnieuw: api.slack.com/apps, je app, Basic Information, Signing Secret (niet het Client Secret). Het zijn 32 tekens."))
	}
	return list
}

func (s *Slack) examineSocket(ctx context.Context) platform.Finding {
	app, err := s.greeted(ctx)
	if err == nil {
		return s.examineApp(ctx, app)
	}
	switch why := code(err); why {
	case "invalid_auth", "not_authed", "not_allowed_token_type", "token_revoked", "missing_scope":
		return platform.Bad("Socket Mode: het app-token werkt niet ("+why+").", "Maak een nieuw app-token: api.slack.com/apps, je app, Basic Information, App-Level Tokens, met het recht connections:write. Het begint met xapp-.")
	case "link_disabled":
		return platform.Bad("Socket Mode staat uit in de app.", "Zet het aan: api.slack.com/apps, je app, Socket Mode.")
	default:
		return platform.Bad("Socket Mode: er komt geen verbinding ("+why+").", "Kijk of deze computer naar wss-primary.slack.com mag: firewall en proxy (HTTPS_PROXY).")
	}
}

// examineApp compares the app of a socket with that of the token of the bot.
func (s *Slack) examineApp(ctx context.Context, app string) platform.Finding {
	o, err := s.self(ctx)
	if err == nil && o.app != "" && app != "" && o.app != app {
		return platform.Bad(fmt.Sprintf("Socket Mode: het app-token is van een andere app (%s) dan het token van de bot (%s): niemand krijgt antwoord.", app, o.app),
			"Neem beide tokens van dezelfde app: api.slack.com/apps, je app, Basic Information, App-Level Tokens. Start de dienst daarna opnieuw.")
	}
	return platform.Good("Socket Mode: de verbinding komt tot stand.")
}

// greeted opens a socket, waits until Slack says hello, and closes it. It gives the id of the
// app that the socket is of; empty when Slack does not say. Nothing is taken from it: beside a service that works Slack may send here what people do. What nobody
// acknowledges it sends again, or it tells the person.
func (s *Slack) greeted(ctx context.Context) (app string, err error) {
	ctx, stop := context.WithTimeout(ctx, s.in.tempo.Hello)
	defer stop()
	ws, err := s.connect(ctx)
	if err != nil {
		return "", err
	}
	defer func() { _ = ws.Close() }()
	ws.SetReadLimit(platform.SocketRead)
	_ = ws.SetReadDeadline(time.Now().Add(s.in.tempo.Hello)) // a closed one fails at the next read
	var first socketmode.Request
	if err := ws.ReadJSON(&first); err != nil {
		return "", err
	}
	if first.Type == socketmode.RequestTypeDisconnect {
		return "", platform.Ended(first.Reason)
	}
	return first.ConnectionInfo.AppID, nil
}

func (s *Slack) examineChannel(ctx context.Context, c platform.Account) platform.Finding {
	if c.ID == "" {
		return platform.Bad("Team "+c.Name+" heeft geen kanaal in Slack: de agenda van overleggen komt dan nergens aan.",
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
		return platform.Bad("De bot is geen lid van het kanaal van team "+c.Name+".", "Typ in dat kanaal: /invite @regiebot. Is hij daar al lid, dan klopt het id "+c.ID+" in het teambestand niet.")
	case err != nil:
		return platform.Bad("Het kanaal van team "+c.Name+" kon niet worden bekeken ("+code(err)+").", "Probeer het later opnieuw.")
	case there.IsArchived:
		return platform.Bad("Het kanaal van team "+c.Name+" is gearchiveerd.", "Kies een ander kanaal in het teambestand.")
	case shared(there.Conversation):
		return platform.Bad("Het kanaal van team "+c.Name+" is gedeeld met een andere organisatie.", "Kies een kanaal waar alleen het team in zit.")
	}
	return platform.Good("Het kanaal van team %s is er, en de bot is er lid van.", c.Name)
}

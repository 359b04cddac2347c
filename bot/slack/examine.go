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

	"github.com/regiebot/regiebot/bot"
)

// Finding is what came of looking at one thing, in Dutch.
type Finding struct {
	Good   bool
	What   string // what was looked at, and how it is
	Repair string // what to do; empty when it is good
}

// Account is a member or the channel of a team, and its id on Slack.
type Account struct {
	Name string // user name of the member, or name of the team
	Full string // how colleagues call the member; only to propose an account
	ID   string // empty: not known
}

// Examined is what is looked at beside Slack itself.
type Examined struct{ Members, Channels []Account }

func good(format string, args ...any) Finding {
	return Finding{Good: true, What: fmt.Sprintf(format, args...)}
}

func bad(what, repair string) Finding { return Finding{What: what, Repair: repair} }

// Examine looks at everything that can be wrong between the bot and Slack. It posts nothing.
func (s *Slack) Examine(ctx context.Context, of Examined) []Finding {
	answer, err := s.client.AuthTestContext(ctx)
	if err != nil {
		return []Finding{bad("Het token van de bot werkt niet ("+code(err)+").", repairToken(err))}
	}
	list := []Finding{
		good("Het token van de bot werkt, in de werkruimte %s.", answer.Team),
		s.examineScopes(scopes(answer.Header)),
		examineClock(answer.Header, s.cfg.Now()),
	}
	list = append(list, s.examineInwards(ctx)...)
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

func repairToken(err error) string {
	var refused api.SlackErrorResponse
	if !errors.As(err, &refused) {
		return "Kijk of deze computer bij Slack kan: firewall, proxy (HTTPS_PROXY) en naam van het adres. Probeer het daarna opnieuw."
	}
	return "Kopieer het token opnieuw: api.slack.com/apps, je app, OAuth & Permissions, Bot User OAuth Token. Het begint met xoxb-."
}

func (s *Slack) examineScopes(granted []string) Finding {
	if len(granted) == 0 {
		return bad("Slack zegt niet welke rechten het token heeft.", "Vergelijk de rechten zelf met de lijst in docs/slack.md.")
	}
	var missing []string
	for _, want := range scopeNames() {
		if !slices.Contains(granted, want) {
			missing = append(missing, want)
		}
	}
	if len(missing) > 0 {
		return bad("Het token mist rechten: "+strings.Join(missing, ", ")+".",
			"Zet in de app het manifest van regiebot manifest slack, en installeer de app opnieuw in de werkruimte.")
	}
	for _, has := range granted {
		if !slices.Contains(scopeNames(), has) && has != "users:read.email" {
			return bad("Het token heeft meer rechten dan nodig: "+has+".", "Haal dat recht weg bij OAuth & Permissions, en installeer de app opnieuw.")
		}
	}
	return good("Het token heeft precies de rechten die nodig zijn.")
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
	open, err := s.dial(ctx)
	if err == nil {
		open.close()
		return good("Socket Mode: de verbinding komt tot stand.")
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

func (s *Slack) examineChannel(ctx context.Context, c Account) Finding {
	if c.ID == "" {
		return bad("Team "+c.Name+" heeft geen kanaal in Slack: de agenda van overleggen komt dan nergens aan.",
			"Zet in het teambestand: kanalen: {slack: C…} en laad het met regiebot member add --file. Het id staat onderaan bij de gegevens van het kanaal.")
	}
	var there *api.Channel
	err := s.call(ctx, func(ctx context.Context) (err error) {
		there, err = s.client.GetConversationInfoContext(ctx, &api.GetConversationInfoInput{ChannelID: c.ID})
		return err
	}, methodPlace)
	var not *bot.NotSent
	switch {
	case errors.As(err, &not) && not.Why == bot.Unreachable, err == nil && !there.IsMember:
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

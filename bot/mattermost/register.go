package mattermost

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
)

// Registration is what became of the slash commands, in each team.
type Registration struct {
	Teams []TeamCommands
}

// TeamCommands is what became of the slash commands in one team. The lists are names without the
// slash, in the order of Config.Commands.
type TeamCommands struct {
	Team string // its name

	Created  []string // were not there
	Repaired []string // were there, and different
	Kept     []string // were as they should be
	ByHand   []string // entered by somebody else, for us: they work, and are left as they are
	Weeded   []string // were there more than once, of the bot: each that was taken away
	// Taken are of somebody else. They do not come to us, unless they were entered for us where
	// the bot may not look: then their tokens must be in Config.CommandTokens.
	Taken []string
	// Problem is a short code of why nothing was done here, "" when all was: "not_allowed"
	// (the bot is no administrator of the team), "disabled" (the server takes no slash
	// commands), "not_in_team", or "no_team" (none is named, and no token is given).
	Problem string
}

// Codes of problems with a team, beside notAllowed.
const (
	disabled  = "disabled"
	notInTeam = "not_in_team"
	noTeam    = "no_team"
)

// Errors of the server about slash commands.
const (
	idDisabled  = "api.command.disabled.app_error"
	idDuplicate = "api.command.duplicate_trigger.app_error"
)

// team is a team that the bot is in.
type team struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	DeleteAt int64  `json:"delete_at"`
}

// Register creates the slash commands that are not there and repairs those of the bot that are
// different, in each team of Config.Teams, and in no other. Of those that are there more than once
// it leaves one. Commands of somebody else it leaves alone. It learns the tokens of all commands
// there that come to us. An error says that the server could not be asked about some team; the
// others are in the Registration.
func (m *Mattermost) Register(ctx context.Context) (Registration, error) {
	m.in.enlisting.Lock() // or each of two would create what is not there
	defer m.in.enlisting.Unlock()
	if len(m.cfg.Teams) == 0 {
		return m.teamless(), nil
	}
	me, err := m.self(ctx)
	if err != nil {
		return Registration{}, err
	}
	teams, absent, err := m.ownTeams(ctx)
	if err != nil {
		return Registration{}, err
	}
	var all Registration
	var wrong error
	for _, t := range teams {
		r := registrar{m: m, me: me.ID, team: t, did: TeamCommands{Team: t.Name}}
		err := r.register(ctx)
		if r.did.Problem = teamProblem(err); err != nil && r.did.Problem == "" {
			wrong = errors.Join(wrong, err)
			continue
		}
		all.Teams = append(all.Teams, r.did)
	}
	for _, name := range absent {
		all.Teams = append(all.Teams, TeamCommands{Team: name, Problem: notInTeam})
	}
	return all, wrong
}

// teamless is what there is to say when no team is named: nothing, when tokens are given.
func (m *Mattermost) teamless() (r Registration) {
	if len(m.cfg.CommandTokens) == 0 {
		r.Teams = []TeamCommands{{Problem: noTeam}}
	}
	return r
}

// teamProblem is an error as the code of a problem that stays until somebody repairs it; empty
// of another.
func teamProblem(err error) string {
	var refused apiError
	switch {
	case named(err, idDisabled):
		return disabled
	case errors.As(err, &refused) && refused.status == http.StatusForbidden:
		return notAllowed
	}
	return ""
}

// teams are those that the bot is in.
func (m *Mattermost) teams(ctx context.Context) ([]team, error) {
	var all []team
	if err := m.patiently(ctx, "/users/me/teams", &all); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(t team) bool { return t.DeleteAt != 0 || !isID(t.ID) }), nil
}

// ownTeams are the teams that are named in the settings, and the names of those of them that the
// bot is not in. A team that is not named is not asked for tokens and gets no commands: on most
// servers anybody can make a team and take the bot into it. Who runs a team knows the tokens of
// its commands, and who has a token can give any command as anybody.
func (m *Mattermost) ownTeams(ctx context.Context) (own []team, absent []string, err error) {
	if len(m.cfg.Teams) == 0 {
		return nil, nil, nil
	}
	all, err := m.teams(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, name := range m.cfg.Teams {
		i := slices.IndexFunc(all, func(t team) bool { return strings.EqualFold(t.Name, strings.TrimSpace(name)) })
		if i < 0 {
			absent = append(absent, name)
			continue
		}
		own = append(own, all[i])
	}
	return own, absent, nil
}

// readTokens asks the server for the tokens of the commands that come to us. Its error says that
// it did not tell; when the bot may not know, it did.
func (m *Mattermost) readTokens(ctx context.Context) error {
	teams, _, wrong := m.ownTeams(ctx)
	for _, t := range teams {
		r := registrar{m: m, team: t}
		switch err := r.read(ctx); {
		case err == nil:
			m.in.tokens.put(t.ID, r.tokens())
		case teamProblem(err) == "":
			wrong = errors.Join(wrong, err)
		}
	}
	m.in.trouble(ctx, "the tokens of the slash commands are not known", wrong)
	return wrong
}

// enlist keeps the slash commands in order, and says so in the log when that is new.
func (m *Mattermost) enlist(ctx context.Context) error {
	all, err := m.Register(ctx)
	denied := false
	for _, t := range all.Teams {
		denied = denied || t.Problem == notAllowed
		m.in.told.say(ctx, m.in.log, m.cfg.levelOf(t), t)
	}
	switch {
	case len(m.cfg.Teams) == 0:
		m.in.alive.enlist(noTeam)
	case denied:
		m.in.alive.enlist(notAllowed)
	default:
		m.in.alive.enlist(noTokens)
	}
	return err
}

// attrs are what became of the commands of a team, for the log.
func (t TeamCommands) attrs() []slog.Attr {
	list := func(name string, of []string) slog.Attr { return slog.String(name, strings.Join(of, " ")) }
	return []slog.Attr{
		slog.String("team", t.Team), slog.String("problem", t.Problem), list("created", t.Created), list("repaired", t.Repaired),
		list("by_hand", t.ByHand), list("weeded", t.Weeded), list("taken", t.Taken), slog.Int("kept", len(t.Kept)),
	}
}

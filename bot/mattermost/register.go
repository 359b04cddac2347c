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
// different, in each team of Config.Teams, and in no other. Commands of somebody else it leaves
// alone. It learns the tokens of all commands there that come to us. An error says that the
// server could not be asked about some team; the others are in the Registration.
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

// registrar looks at the commands of one team.
type registrar struct {
	m    *Mattermost
	me   string // id of the bot
	team team
	has  []command
	did  TeamCommands
}

// register looks at every command of the bot.
func (r *registrar) register(ctx context.Context) error {
	err := r.read(ctx)
	for _, c := range r.m.cfg.Commands {
		if err != nil {
			break
		}
		err = r.one(ctx, r.m.cfg.wanted(c))
	}
	if r.has != nil {
		r.m.in.tokens.put(r.team.ID, r.tokens()) // also of those that went right
	}
	return err
}

// read asks for the commands of the team. Recent servers tell a bot that is no administrator of
// its own alone.
func (r *registrar) read(ctx context.Context) error {
	has := []command{}
	if err := r.m.patiently(ctx, "/commands?custom_only=true&team_id="+r.team.ID, &has); err != nil {
		return err
	}
	r.has = slices.DeleteFunc(has, func(c command) bool { return c.DeleteAt != 0 || c.TeamID != r.team.ID })
	return nil
}

// tokens are those of the commands that come to us.
func (r *registrar) tokens() (all []string) {
	for _, c := range r.has {
		if r.m.cfg.comesToUs(c) {
			all = append(all, c.Token)
		}
	}
	return all
}

// one creates or repairs one command. Of commands with the same name ours goes first.
func (r *registrar) one(ctx context.Context, want command) error {
	same := func(c command) bool { return strings.EqualFold(c.Trigger, want.Trigger) }
	if i := slices.IndexFunc(r.has, func(c command) bool { return same(c) && c.CreatorID == r.me }); i >= 0 {
		return r.repair(ctx, i, want)
	}
	switch i := slices.IndexFunc(r.has, same); {
	case i < 0:
		return r.create(ctx, want)
	case r.m.cfg.comesToUs(r.has[i]):
		r.did.ByHand = append(r.did.ByHand, want.Trigger)
	default:
		r.did.Taken = append(r.did.Taken, want.Trigger)
	}
	return nil
}

// repair makes a command of the bot as it should be. Its token stays.
func (r *registrar) repair(ctx context.Context, i int, want command) error {
	was := r.has[i]
	fixed := was.as(want)
	if fixed == was {
		r.did.Kept = append(r.did.Kept, want.Trigger)
		return nil
	}
	var now command
	if err := r.m.call(ctx, http.MethodPut, "/commands/"+was.ID, fixed, &now); err != nil {
		return err
	}
	r.has[i] = now
	r.did.Repaired = append(r.did.Repaired, want.Trigger)
	return nil
}

// create makes a command. When there is one after all, another process made it a moment ago, or
// it is somebody else's and the bot may not see it.
func (r *registrar) create(ctx context.Context, want command) error {
	want.TeamID = r.team.ID
	var now command
	err := r.m.call(ctx, http.MethodPost, "/commands", want, &now)
	switch {
	case named(err, idDuplicate):
		return r.found(ctx, want)
	case err != nil:
		return err
	}
	r.has = append(r.has, now)
	r.did.Created = append(r.did.Created, want.Trigger)
	return nil
}

// found looks again at the commands of the team, for one that was not there before.
func (r *registrar) found(ctx context.Context, want command) error {
	if err := r.read(ctx); err != nil {
		return err
	}
	if slices.ContainsFunc(r.has, func(c command) bool { return strings.EqualFold(c.Trigger, want.Trigger) }) {
		return r.one(ctx, want)
	}
	r.did.Taken = append(r.did.Taken, want.Trigger)
	return nil
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
		m.in.told.say(ctx, m.in.log, t)
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
		list("by_hand", t.ByHand), list("taken", t.Taken), slog.Int("kept", len(t.Kept)),
	}
}

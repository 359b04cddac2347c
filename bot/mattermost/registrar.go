package mattermost

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
)

// registrar looks at the commands of one team.
type registrar struct {
	m    *Mattermost
	me   string // id of the bot
	team team
	has  []command
	did  TeamCommands
}

// register looks at every command of the bot. After it made one it looks again: the server does not
// keep two processes from making the same at once.
func (r *registrar) register(ctx context.Context) error {
	err := r.survey(ctx)
	for _, c := range r.m.cfg.Commands {
		if err != nil {
			break
		}
		err = r.one(ctx, r.m.cfg.wanted(c))
	}
	if err == nil && len(r.did.Created) > 0 {
		err = r.survey(ctx)
	}
	if r.has != nil {
		r.m.in.tokens.put(r.team.ID, r.tokens()) // also of those that went right
	}
	return err
}

// survey asks for the commands of the team, and leaves one of each of the bot.
func (r *registrar) survey(ctx context.Context) error {
	err := r.read(ctx)
	for _, c := range r.m.cfg.Commands {
		if err != nil {
			break
		}
		err = r.weed(ctx, r.m.cfg.wanted(c).Trigger)
	}
	return err
}

// weed takes away all commands of the bot with a name but the one with the smallest id: so every
// process leaves the same one.
func (r *registrar) weed(ctx context.Context, trigger string) error {
	var own []command
	for _, c := range r.has {
		if strings.EqualFold(c.Trigger, trigger) && c.CreatorID == r.me {
			own = append(own, c)
		}
	}
	slices.SortFunc(own, func(a, b command) int { return strings.Compare(a.ID, b.ID) })
	for _, c := range own[min(1, len(own)):] {
		if err := r.m.call(ctx, http.MethodDelete, "/commands/"+c.ID, nil, nil); err != nil && !gone(err) {
			return err
		}
		r.has = slices.DeleteFunc(r.has, func(one command) bool { return one.ID == c.ID })
		r.did.Weeded = append(r.did.Weeded, trigger)
	}
	return nil
}

// gone reports that the server does not know something any more: another process was first.
func gone(err error) bool {
	var refused apiError
	return errors.As(err, &refused) && refused.status == http.StatusNotFound
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

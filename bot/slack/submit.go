package slack

import (
	"context"
	"encoding/hex"
	"encoding/json"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// submitted takes a form. What comes back keeps it open, changes it or closes it.
func (s *Slack) submitted(ctx context.Context, c api.InteractionCallback, id string) any {
	t := &turn{id: formID(c.View, s.cfg.Tickets.MAC, id), user: c.User.ID, name: c.User.Name}
	d, fault := s.forms().Open(c.View.PrivateMetadata, c.User.ID)
	if fault != bot.Fine {
		return s.reaction(platform.Outcome{Plaque: fault.Form()}, c.View)
	}
	t.sit(d)
	turns := s.talk.queues.Join(t.user + "/" + d.Line)
	var o platform.Outcome
	do := func() {
		defer turns.Leave()
		turns.Wait()
		o = s.forms().Once(ctx, c.View.ID, d, func() platform.Outcome { return s.outcome(ctx, t, d, c.View.State) })
	}
	if !s.talk.Soon(ctx, do, func() { s.late(ctx, t, c.View, o) }) {
		return s.reaction(platform.Outcome{Plaque: bot.Wait}, c.View)
	}
	reaction := s.reaction(o, c.View)
	if !s.fits(reaction) {
		s.talk.Owed(ctx, restWait, func() { s.late(ctx, t, c.View, o) })
		return s.reaction(platform.Outcome{Plaque: bot.Wait}, c.View)
	}
	if !o.Answer.Silent() || len(o.Answer.Files) > 0 {
		s.talk.Background(ctx, func() { s.give(ctx, t, s.bring(ctx, t, o.Answer)) })
	}
	return reaction
}

// formID names what was filled in in a form. It is the same when it is sent again, to whichever
// process, and says nothing of the answers; otherwise is the name of the call.
func formID(v api.View, mac func([]byte) []byte, otherwise string) string {
	if v.ID == "" {
		return otherwise
	}
	state, _ := json.Marshal(v.State) // it was JSON
	return "form/" + v.ID + "/" + hex.EncodeToString(mac(append([]byte("form\x00"), state...)))
}

// outcome gives a form to the program, or the step of it that was filled in.
func (s *Slack) outcome(ctx context.Context, t *turn, d platform.Desk, state *api.ViewState) platform.Outcome {
	if m, is := s.stranger(ctx, t); is {
		return platform.Outcome{Plaque: platform.FirstOf(m.Text, bot.Foreign.Form())}
	}
	values := func(step bot.Form) map[string]string { return fieldValues(step, state) }
	return s.forms().Submit(ctx, s.request(ctx, t, d.Line), d, values)
}

// keep keeps what is filled in of a form that is open still, or was closed. Of many answers
// in a row only the last is kept: each holds those before it. Who changes an answer and changes
// it back did something; who closes the form as it opened did not.
func (s *Slack) keep(ctx context.Context, c api.InteractionCallback) {
	d, fault := s.forms().Open(c.View.PrivateMetadata, c.User.ID)
	if fault != bot.Fine || c.View.State == nil || len(c.View.State.Values) == 0 {
		return
	}
	if c.Type != api.InteractionTypeViewClosed {
		d.Opened = ""
	}
	t := &turn{user: c.User.ID, name: c.User.Name}
	t.sit(d)
	turns := s.talk.queues.Join(t.user + "/" + d.Line)
	s.talk.Background(ctx, func() {
		defer turns.Leave()
		if !turns.Wait() || s.talk.shut.Has(c.View.ID) {
			return
		}
		if _, is := s.stranger(ctx, t); is {
			return
		}
		values := func(step bot.Form) map[string]string { return fieldValues(step, c.View.State) }
		s.forms().Keep(ctx, s.request(ctx, t, d.Line), d, values)
	})
}

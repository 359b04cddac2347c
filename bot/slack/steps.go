package slack

import (
	"context"
	"unicode/utf8"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// forms are the forms of the program, in steps that a modal can show.
func (s *Slack) forms() platform.Forms {
	return platform.Forms{
		Step: stepBlocks, Tickets: s.cfg.Tickets, Now: s.cfg.Now, Read: s.readLine, Talk: &s.talk.Talk, Shut: &s.talk.shut,
		Fits: func(sealed string) bool { return utf8.RuneCountInString(sealed) <= maxMetadata },
		Hear: func(ctx context.Context, req bot.Request) bot.Message {
			m := s.hear(ctx, req)
			if req.Fields != nil && !req.Partial {
				s.touched(req.From.ID)
			}
			return m
		},
	}
}

// sit puts a turn where a form was asked for.
func (t *turn) sit(d platform.Desk) {
	t.channel, t.thread, t.link, t.place = d.Channel, d.Thread, d.ResponseURL, d.Place()
	t.place.ID = platform.FirstOf(d.Channel, homePlace)
}

// deskOf is what a form of a line must remember of the turn that asks for it.
func (s *Slack) deskOf(ctx context.Context, t *turn, line string) platform.Desk {
	in := s.whereabouts(ctx, t)
	return platform.Desk{
		Line: line, Owner: t.user, Channel: t.channel, Thread: t.thread, ResponseURL: t.link,
		Private: in.Private, Outside: in.Outside, Unknown: in.Unknown,
	}
}

// sheet is one step of a form as a view, with a note and buttons above it.
func (s *Slack) sheet(f bot.Form, d platform.Desk, note string, buttons ...bot.Button) api.ModalViewRequest {
	d.Line = f.Line
	step, _ := s.forms().Sheet(f, d, note)
	view := s.modal(step, d)
	if len(buttons) > 0 {
		view = s.withButtons(view, buttons, d.Owner)
	}
	return view
}

// plaque is a view that only says something.
func (s *Slack) plaque(text string) api.ModalViewRequest {
	v := s.modal(bot.Form{Title: platform.WordTitle, Intro: text}, platform.Desk{})
	v.Submit, v.PrivateMetadata, v.NotifyOnClose, v.CallbackID = nil, "", false, ""
	return v
}

// withForm opens the form of an answer; where nothing can open one, or it is too late for it,
// a button can. What the answer says more than that there is a form is left.
func (s *Slack) withForm(ctx context.Context, t *turn, req bot.Request, m bot.Message) bot.Message {
	if m.Form == nil {
		return m
	}
	form, opens := *m.Form, platform.OnlyOpens(m)
	m.Form = nil
	if t.trigger != "" {
		var buttons []bot.Button
		if opens {
			buttons = m.Buttons
		}
		err := s.show(ctx, t, form, buttons)
		switch {
		case err == nil && opens:
			return bot.Message{}
		case err == nil:
			return m
		}
		s.trouble(ctx, "a form could not be opened", err)
		m.Text = platform.Paragraphs(m.Text, platform.WordFormLate)
	}
	return s.forms().ByButton(ctx, req, form, m)
}

// show opens a form, or puts it in the place of the one in which it was asked for.
func (s *Slack) show(ctx context.Context, t *turn, form bot.Form, buttons []bot.Button) (err error) {
	view := s.sheet(form, s.forms().Opened(form, s.deskOf(ctx, t, form.Line)), "", buttons...)
	if t.view != "" {
		_, err = s.client.UpdateViewContext(ctx, view, "", "", t.view)
	} else {
		_, err = s.client.OpenViewContext(ctx, t.trigger, view)
	}
	if err == nil {
		s.forms().KeepLong(ctx, s.request(ctx, t, form.Line), form)
	}
	return err
}

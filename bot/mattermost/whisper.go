package mattermost

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// silentLife is how long it is remembered that the bot may not whisper. A bot has no right to
// do so unless an administrator gives it one.
const silentLife = time.Hour

var errNoWhisper = errors.New("mattermost: the bot has no right to post what one person sees")

// whisper posts in a channel, or in a thread of it, what one person sees, as long as their
// screen is there. An error is a [bot.NotSent] when nothing was posted; one that is
// [bot.Unreachable] says that it can be done nowhere.
func (m *Mattermost) whisper(ctx context.Context, channel, root, user string, p post) error {
	if _, known := m.out.silent.Get(""); known {
		return &bot.NotSent{Why: bot.Unreachable, Cause: errNoWhisper}
	}
	in := struct {
		User string `json:"user_id"`
		Post stored `json:"post"`
	}{user, stored{ChannelID: channel, RootID: root, Message: p.Message, Props: marked(p.Props(), nil)}}
	err := m.call(ctx, http.MethodPost, "/posts/ephemeral", in, nil, platform.Everyone, channel)
	if named(err, idPermission) {
		m.out.silent.Put("", true, silentLife)
	}
	return err
}

// openDialog shows a form to who used what gave a trigger. An error is a [bot.NotSent] when it is
// certain that it is not shown; a trigger that is over gives one.
func (m *Mattermost) openDialog(ctx context.Context, trigger string, d dialog) error {
	in := struct {
		Trigger string `json:"trigger_id"`
		URL     string `json:"url"`
		Dialog  dialog `json:"dialog"`
	}{trigger, m.cfg.callback(PathDialog), d}
	return m.call(ctx, http.MethodPost, "/actions/dialogs/open", in, nil)
}

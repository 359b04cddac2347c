package mattermost

import (
	"bytes"
	"context"
	"errors"
	"mime/multipart"
	"net/http"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// upload puts a file in the direct conversation with somebody, and nowhere else. An error
// that is no [bot.NotSent] leaves it unknown whether the file is there.
func (m *Mattermost) upload(ctx context.Context, user string, f bot.File) error {
	if len(f.Data) == 0 {
		return &bot.NotSent{Why: bot.Unfit, Cause: errors.New("mattermost: an empty file")}
	}
	channel, err := m.open(ctx, user)
	if err != nil {
		return err
	}
	if err := m.rest.turns.Take(ctx, 2, platform.Everyone, channel); err != nil {
		return err
	}
	id, err := m.hand(ctx, channel, f)
	if err != nil {
		return platform.Without(err) // nobody sees a file that no post has
	}
	_, err = m.put(ctx, cover{channel: channel, files: []string{id}}, post{})
	return err
}

// uploadOnce puts a file of an answer in the direct conversation of who asked: of presses that are one
// press only once.
func (m *Mattermost) uploadOnce(ctx context.Context, t *turn, f bot.File) error {
	which := t.id + "/" + f.Name
	if t.claimed && t.id != "" && !m.talk.handed.take(which, m.cfg.Now()) {
		return nil
	}
	err := m.rest.turns.Patiently(ctx, func() error { return m.upload(ctx, t.user, f) })
	if err != nil {
		m.talk.handed.drop(which)
	}
	return err
}

// hand gives a file to the server, for a post in a channel, and gives its id.
func (m *Mattermost) hand(ctx context.Context, channel string, f bot.File) (id string, err error) {
	kind, body, err := form(channel, f)
	if err != nil {
		return "", err
	}
	var kept struct {
		Files []struct {
			ID string `json:"id"`
		} `json:"file_infos"`
	}
	err = m.exchange(ctx, query{method: http.MethodPost, path: "/files", kind: kind, body: body}, &kept)
	if err == nil && (len(kept.Files) != 1 || !isID(kept.Files[0].ID)) {
		err = errNonsense
	}
	if err != nil {
		return "", err
	}
	return kept.Files[0].ID, nil
}

// form is a file as the server takes it: it wants to know the channel first.
func form(channel string, f bot.File) (kind string, body []byte, err error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.WriteField("channel_id", channel); err != nil {
		return "", nil, err
	}
	part, err := w.CreateFormFile("files", f.SafeName())
	if err != nil {
		return "", nil, err
	}
	if _, err := part.Write(f.Data); err != nil {
		return "", nil, err
	}
	err = w.Close()
	return w.FormDataContentType(), b.Bytes(), err
}

package slack

import (
	"bytes"
	"context"
	"errors"
	"net/http"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

// upload puts a file in the direct conversation with somebody, and nowhere else. An error
// that is no [bot.NotSent] leaves it unknown whether the file is there.
func (s *Slack) upload(ctx context.Context, user string, f bot.File) error {
	if len(f.Data) == 0 {
		return &bot.NotSent{Why: bot.Unfit, Cause: errors.New("slack: an empty file")}
	}
	channel, err := s.open(ctx, user)
	if err != nil {
		return err
	}
	f.Name = f.SafeName()
	return s.call(ctx, func(ctx context.Context) error { return s.hand(ctx, channel, f) }, channel, methodFile)
}

// hand asks where a file may be put, puts it there, and shares it. The library does the same
// in one call, with a form that ends twice and with the token in a request that needs none:
// it is sent as it is, as the libraries of Slack itself do.
func (s *Slack) hand(ctx context.Context, channel string, f bot.File) error {
	there, err := s.client.GetUploadURLExternalContext(ctx, api.GetUploadURLExternalParameters{FileName: f.Name, FileSize: len(f.Data)})
	if err != nil {
		return err
	}
	if err := s.putFile(ctx, there.UploadURL, f.Data); err != nil {
		return err
	}
	done, err := s.client.CompleteUploadExternalContext(ctx, api.CompleteUploadExternalParameters{
		Files: []api.FileSummary{{ID: there.FileID, Title: f.Name}}, Channel: channel,
	})
	if err == nil && len(done.Files) != 1 {
		return errNonsense
	}
	return err
}

// putFile sends the data of a file to where Slack wants it.
func (s *Slack) putFile(ctx context.Context, to string, data []byte) error {
	if !s.ofSlack(to) {
		return &bot.NotSent{Cause: errors.New("slack: an address for a file that is not of Slack")}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(data))
	if err != nil {
		return &bot.NotSent{Cause: errNonsense}
	}
	req.Header.Set("Content-Type", "application/octet-stream")
	answer, err := webClient().Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }() // its status says it all
	if answer.StatusCode != http.StatusOK {
		return api.StatusCodeError{Code: answer.StatusCode}
	}
	return nil
}

package slack

import (
	"bytes"
	"context"
	"errors"
	"path"
	"strings"
	"unicode"

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
	name := fileName(f.Name)
	return s.call(ctx, func(ctx context.Context) error {
		_, err := s.client.UploadFileContext(ctx, api.UploadFileParameters{
			Channel: channel, Filename: name, Title: name, FileSize: len(f.Data), Reader: bytes.NewReader(f.Data),
		})
		return err
	}, channel, methodFile)
}

// fileName is a name without folders and control characters.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if name == "." || name == "/" || name == ".." {
		return "bestand"
	}
	return name
}

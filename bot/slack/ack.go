package slack

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"

	api "github.com/slack-go/slack"

	"github.com/regiebot/regiebot/bot"
)

// maxAck is the size in bytes from which Slack throws an acknowledgement on a socket
// away, without a word.
const maxAck = 20 << 10

// envelopeRoom is what an acknowledgement takes around its payload, in bytes.
const envelopeRoom = 256

// reply does a call that came on a socket and acknowledges it. An answer that is too
// large for that goes another way.
func (c *session) reply(ctx context.Context, envelope string, what call) {
	answer := c.in.handle(ctx, what)
	data := c.in.encode(ctx, answer)
	if len(data)+envelopeRoom < maxAck {
		c.acknowledge(envelope, data)
		return
	}
	var err error
	if submitted, ok := answer.(*api.ViewSubmissionResponse); ok && submitted.View != nil {
		c.acknowledge(envelope, c.in.encode(ctx, waiting(*submitted.View)))
		_, err = c.s.client.UpdateViewContext(ctx, *submitted.View, "", "", what.viewID)
	} else {
		c.acknowledge(envelope, nil)
		err = respond(ctx, what.responseURL, data)
	}
	if err != nil {
		c.in.log.LogAttrs(ctx, slog.LevelError, "slack: a large answer could not be given", slog.String("why", cause(err)))
	}
}

// waiting keeps a modal open until the large one comes. It is an update, also for what
// would lie on top: only of the modal itself the id is known.
func waiting(v api.ModalViewRequest) *api.ViewSubmissionResponse {
	text := api.NewTextBlockObject(api.PlainTextType, bot.Wait, false, false)
	v.Blocks = api.Blocks{BlockSet: []api.Block{api.NewSectionBlock(text, nil, nil)}}
	v.Submit, v.PrivateMetadata = nil, ""
	return api.NewUpdateViewSubmissionResponse(&v)
}

// errNowhere is the error of a large answer to what has no other way back.
var errNowhere = errors.New("there is no address for the answer")

// respond posts an answer to the address that came with a command.
func respond(ctx context.Context, address string, data []byte) error {
	if address == "" {
		return errNowhere
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(data))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", jsonType)
	client := http.Client{Timeout: attemptTime}
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxBody)) // so that the connection can be used again
	if answer.StatusCode != http.StatusOK {
		return api.StatusCodeError{Code: answer.StatusCode}
	}
	return nil
}

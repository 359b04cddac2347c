package slack

import (
	"context"
	"log/slog"
)

// maxAck is the size in bytes from which Slack throws an acknowledgement on a socket
// away, without a word.
const maxAck = 20 << 10

// envelopeRoom is what an acknowledgement takes around its payload, in bytes.
const envelopeRoom = 256

// reply does a call that came on a socket and acknowledges it. An answer that is too large for
// that is none of the conversation's: see [Slack.fits].
func (c *session) reply(ctx context.Context, envelope string, what call) {
	data := c.in.encode(ctx, c.in.handle(ctx, what))
	if len(data)+envelopeRoom >= maxAck {
		c.in.log.LogAttrs(ctx, slog.LevelError, "slack: an answer is too large for a socket", slog.Int("bytes", len(data)))
		data = nil
	}
	c.acknowledge(envelope, data)
}

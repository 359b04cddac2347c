package mattermost

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// room is a channel as the server tells of one.
type room struct {
	ID     string `json:"id"`
	Type   string `json:"type"` // O open, P private, D of two people, G of a few
	Name   string `json:"name"` // of D: both ids
	TeamID string `json:"team_id"`
	Shared *bool  `json:"shared"` // with another server
}

// between reports whether a channel is the direct conversation of two people.
func (r room) between(a, b string) bool {
	two := strings.Split(r.Name, "__")
	return r.Type == "D" && len(two) == 2 && slices.Contains(two, a) && slices.Contains(two, b) && a != b
}

// other is with whom somebody has this direct conversation; empty: it is none of theirs.
func (r room) other(self string) string {
	for other := range strings.SplitSeq(r.Name, "__") {
		if other != self && r.between(self, other) {
			return other
		}
	}
	return ""
}

// place says who can read along in a channel; what the server says is kept a few minutes. It is
// private when it is a direct conversation with the bot: who asks whether it is that of
// somebody compares it with [Mattermost.open]. Outside is true for a channel that is shared
// with another server, or has guests in it. When the server cannot say, as of a channel that
// the bot is not in, the place is not private and Unknown, with a [bot.NotSent].
func (m *Mattermost) place(ctx context.Context, channel string) (bot.Place, error) {
	unknown := bot.Place{ID: channel, Unknown: true}
	if !isID(channel) {
		return unknown, &bot.NotSent{Cause: errNonsense}
	}
	if p, ok := m.out.places.Get(channel); ok {
		return p, nil
	}
	p, err := m.askPlace(ctx, channel)
	if err != nil {
		return unknown, platform.Without(err)
	}
	m.out.places.Put(channel, p, placeLife)
	return p, nil
}

// askPlace asks the server who can read along in a channel.
func (m *Mattermost) askPlace(ctx context.Context, channel string) (bot.Place, error) {
	me, err := m.self(ctx)
	if err != nil {
		return bot.Place{}, err
	}
	var r room
	if err := m.call(ctx, http.MethodGet, "/channels/"+channel, nil, &r); err != nil {
		return bot.Place{}, err
	}
	shared := r.Shared != nil && *r.Shared
	switch {
	case r.ID != channel || r.Type == "":
		return bot.Place{}, errNonsense
	case r.other(me.ID) != "":
		return bot.Place{ID: channel, Private: true, Outside: shared}, nil
	case shared:
		return bot.Place{ID: channel, Outside: true}, nil
	}
	guests, err := m.guests(ctx, channel)
	return bot.Place{ID: channel, Outside: guests}, err
}

// guests reports whether there are accounts in a channel that see some channels only.
func (m *Mattermost) guests(ctx context.Context, channel string) (bool, error) {
	var stats struct {
		Channel string `json:"channel_id"`
		Guests  int    `json:"guest_count"`
	}
	err := m.call(ctx, http.MethodGet, "/channels/"+channel+"/stats", nil, &stats)
	if err == nil && stats.Channel != channel {
		err = errNonsense
	}
	return stats.Guests > 0, err
}

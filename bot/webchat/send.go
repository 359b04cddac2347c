package webchat

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// Send posts a message that nobody asked for, in the direct messages of a member
// or in the channel. The same address and key twice are one message with one
// receipt; an empty key is never the same. It fails for an address that is not
// one of the demo, and when ctx is done.
func (s *Server) Send(ctx context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return bot.Receipt{}, err
	}
	e, err := s.addressed(to)
	if err != nil {
		return bot.Receipt{}, err
	}
	e.at = s.cfg.Clock.Now()
	g := grant{owner: e.only, asker: e.only, place: e.place, until: e.at.Add(s.cfg.Lifetime)}
	if key == "" {
		return s.room.post(e, m, g), nil
	}
	return s.room.once(keyed(to, key), func() bot.Receipt { return s.room.put(e, m, g) }), nil
}

// post puts a message of Regiebot in the room.
func (m *room) post(e *entry, msg bot.Message, g grant) bot.Receipt {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.put(e, msg, g)
}

// put is post with the lock held.
func (m *room) put(e *entry, msg bot.Message, g grant) bot.Receipt {
	e.body = m.take(e, msg, g)
	m.add(e)
	return bot.Receipt{Platform: Platform, ID: strconv.Itoa(e.id)}
}

// once posts what has this key, unless that was done before.
func (m *room) once(key string, post func() bot.Receipt) bot.Receipt {
	m.mu.Lock()
	defer m.mu.Unlock()
	if receipt, ok := m.keys[key]; ok {
		return receipt
	}
	receipt := post()
	m.keys[key] = receipt
	return receipt
}

// addressed starts an entry in the right conversation.
func (s *Server) addressed(to bot.Address) (*entry, error) {
	switch {
	case (to.Member == "") == (to.Channel == ""):
		return nil, errors.New("webchat: an address is one member or one channel")
	case to.Channel != "":
		if strings.TrimPrefix(to.Channel, "#") != s.cfg.Channel {
			return nil, &bot.NotSent{Why: bot.Unreachable, Cause: errors.New("webchat: no such channel")}
		}
		return &entry{place: channel}, nil
	}
	if _, ok := s.persona(to.Member); !ok {
		return nil, &bot.NotSent{Why: bot.Unreachable, Cause: errors.New("webchat: no such member")}
	}
	return &entry{place: direct, only: to.Member}, nil
}

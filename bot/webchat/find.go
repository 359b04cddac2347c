package webchat

import (
	"context"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// Find looks whether a message with a key was sent to an address. The page remembers
// every key, whenever it was sent, and a message is there as a whole or not at all.
func (s *Server) Find(ctx context.Context, to bot.Address, key string, _ time.Time) (bot.Receipt, bool, error) {
	if err := ctx.Err(); err != nil {
		return bot.Receipt{}, false, err
	}
	if _, err := s.addressed(to); err != nil {
		return bot.Receipt{}, false, err
	}
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	receipt, ok := s.room.keys[keyed(to, key)]
	return receipt, ok, nil
}

// keyed is a key within an address.
func keyed(to bot.Address, key string) string { return to.Member + "/" + to.Channel + "/" + key }

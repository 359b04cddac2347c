package webchat

import (
	"context"
	"errors"
	"strconv"

	"github.com/regiebot/regiebot/bot"
)

// Replace puts m in the place of a message that was sent to an address, on open pages
// too; nil leaves a line that says it was removed. The old buttons, forms and files
// stop working. A message that is not there any more is no error; it fails for a
// receipt of another platform or another address, and when ctx is done.
func (s *Server) Replace(ctx context.Context, to bot.Address, r bot.Receipt, m *bot.Message) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	where, err := s.addressed(to)
	if err != nil {
		return err
	}
	id, err := strconv.Atoi(r.ID)
	if err != nil || r.Platform != Platform {
		return errors.New("webchat: a receipt of another platform")
	}
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	if id < 1 || id > len(s.room.entries) {
		return nil // of a page that was closed since
	}
	e := s.room.entries[id-1]
	if e.place != where.place || e.only != where.only || e.by != "" {
		return errors.New("webchat: a receipt of another address")
	}
	s.rewrite(e, m)
	return nil
}

// rewrite gives an entry another message. The lock of the room is held.
func (s *Server) rewrite(e *entry, m *bot.Message) {
	s.room.drop(e.body)
	if m == nil {
		m = &bot.Message{Text: wordRemoved}
	}
	e.body = s.room.take(e, *m, grant{owner: e.only, asker: e.only, place: e.place, until: e.at.Add(s.cfg.Lifetime)})
	s.room.touch(e)
}

// drop forgets what the tokens of a message stand for. The lock is held.
func (m *room) drop(b body) {
	for _, p := range append(b.parts, part{Buttons: b.buttons}) {
		for _, one := range p.Buttons {
			delete(m.tokens, one.Token)
		}
	}
	for _, f := range b.files {
		delete(m.tokens, f.Token)
	}
	delete(m.tokens, b.form)
}

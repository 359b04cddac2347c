package webchat

import (
	"crypto/rand"
	"sync"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// token is what a button, a form or a file on the page stands for. The page
// carries only its random name.
type token struct {
	name  string
	owner string // the only member who may use it; empty: everybody
	place place
	until time.Time // on the clock of the demo; zero: no end

	line, label string    // of a button
	form        *bot.Form // of a form
	entry       *entry    // where the form stands
	file        *bot.File // of a file

	sheets map[string]*sheet // per member who opened the form
}

// sheet is one person's copy of a form.
type sheet struct {
	turn sync.Mutex // one answer at a time: a form that is sent twice waits here
	form bot.Form
	note []block // what Regiebot said about the form as a whole
	part bool    // something was filled in and kept
	done bool    // sent and accepted
}

// mint stores a token under a new name of 130 random bits. The lock is held.
func (m *room) mint(t token) string {
	t.name = rand.Text()
	m.tokens[t.name] = &t
	return t.name
}

// find looks a token up for a member at a moment of the demo.
func (m *room) find(name, member string, now time.Time) (*token, bot.Fault) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t, ok := m.tokens[name]
	switch {
	case !ok:
		return nil, bot.Unknown
	case t.owner != "" && t.owner != member:
		return nil, bot.Foreign
	case !t.until.IsZero() && now.After(t.until):
		return nil, bot.Expired
	}
	return t, bot.Fine
}

// sheet is a member's copy of the form of a token; it is made when first asked for.
func (m *room) sheet(t *token, member string) *sheet {
	m.mu.Lock()
	defer m.mu.Unlock()
	if t.sheets == nil {
		t.sheets = map[string]*sheet{}
	}
	sh, ok := t.sheets[member]
	if !ok {
		sh = &sheet{form: *t.form}
		t.sheets[member] = sh
	}
	return sh
}

// update changes a sheet and shows the change in the conversation.
func (m *room) update(t *token, sh *sheet, change func(*sheet)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	part, done := sh.part, sh.done
	change(sh)
	if part != sh.part || done != sh.done {
		m.touch(t.entry)
	}
}

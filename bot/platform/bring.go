package platform

import (
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// Give gives an answer, at once or later; then lost hears that it cannot be given after all.
type Give func(m bot.Message, lost func(err error)) error

// Bearer brings what of an answer is not for where it was asked: files, what is not for a room,
// what is for everybody in it.
type Bearer struct {
	In       bot.Place // where it was asked
	Own      bool      // that is the conversation of who asked with the bot
	Visible  bool      // what was asked stands there for others to read
	NoDirect string    // says in a room that nothing can be given in that conversation

	First  func() bool // nobody else brings this answer; nil: nobody ever does
	Stands func() bool // who asked is in the room; nil: that is certain
	Upload func(f bot.File) error
	Direct Give // in the conversation of who asked with the bot
	Aloud  Give // to everybody in the room
	// Here gives an answer to who asked, where it was asked.
	Here    func(m bot.Message)
	Trouble func(what string, err error) // hears what went wrong; a nil error: nothing
}

const (
	noDirect = "an answer could not be given in the direct conversation"
	noAloud  = "an answer could not be given in the channel"
)

// Bring brings what of an answer without a form is not for where it was asked. The rest comes back,
// to be shown there; it may be nothing.
func (b Bearer) Bring(m bot.Message) bot.Message {
	m = b.withFiles(m)
	switch {
	case m.Silent(), IsTwice(m):
	case m.Direct && !b.In.Private:
		return b.elsewhere(m)
	case m.Public && !b.In.Private:
		return b.aloud(m)
	}
	return m
}

// withFiles puts the files of an answer in the direct conversation, and says that they are there.
func (b Bearer) withFiles(m bot.Message) bot.Message {
	files := m.Files
	m.Files = nil
	if len(files) == 0 || !b.first() {
		return m
	}
	said := []string{m.Text}
	for _, f := range files {
		err := b.Upload(f)
		b.Trouble("a file could not be given", err)
		switch {
		case err != nil:
			said = append(said, fmt.Sprintf(WordFileFailed, f.Name))
		case !b.Own:
			said = append(said, fmt.Sprintf(WordFile, f.Name))
		case m.Text == "":
			said = append(said, fmt.Sprintf(WordFileHere, f.Name))
		}
	}
	m.Text = strings.TrimPrefix(strings.Join(said, "\n\n"), "\n\n")
	return m
}

// elsewhere gives an answer in the direct conversation, and says so where it was asked.
func (b Bearer) elsewhere(m bot.Message) bot.Message {
	note := bot.Message{Text: bot.ElsewhereNote, Refused: m.Refused}
	lost := func(err error) {
		b.Trouble(noDirect, err)
		b.Here(bot.Message{Text: b.NoDirect})
	}
	if b.first() {
		if err := b.Direct(m, lost); err != nil {
			b.Trouble(noDirect, err)
			note.Text = b.NoDirect
		}
	}
	note.Text = strings.Join(append([]string{note.Text}, Readers(b.In, b.Visible)...), " ")
	return note
}

// aloud gives an answer to everybody in a room.
func (b Bearer) aloud(m bot.Message) bot.Message {
	if !b.first() {
		return bot.Message{}
	}
	privately := m
	privately.Text = WordNotAloud + "\n\n" + m.Text
	if b.Stands != nil && !b.Stands() {
		return privately
	}
	lost := func(err error) {
		b.Trouble(noAloud, err)
		b.Here(privately)
	}
	if err := b.Aloud(m, lost); err != nil {
		b.Trouble(noAloud, err)
		return privately
	}
	return bot.Message{}
}

func (b Bearer) first() bool { return b.First == nil || b.First() }

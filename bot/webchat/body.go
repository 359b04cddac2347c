package webchat

import (
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// body is a message of Regiebot, ready to be shown: texts are taken apart, and
// lines, forms and files are replaced by tokens.
type body struct {
	text    []block
	parts   []part
	buttons []button
	form    string // token of a form, or empty
	files   []attachment
	public  bool
	refused bool
	welcome bool
}

type part struct {
	Text    []block
	Buttons []button
}

type button struct {
	Label string
	Rest  string // of the label, where what stands around the button shows it already
	Token string
}

type attachment struct {
	Name    string
	Size    int // in bytes
	Token   string
	Picture bool // it is shown as well
}

// grant says for whom the tokens of a message are.
type grant struct {
	owner string // the only member who may use them; empty: everybody
	asker string // the only member who may open its files; empty: nobody
	place place
	until time.Time // zero: no end
}

// take turns a message into the body of an entry and stores its tokens. The lock is held.
func (m *room) take(e *entry, msg bot.Message, g grant) body {
	b := body{text: parse(msg.Text), buttons: m.takeButtons(msg.Buttons, "", g), public: msg.Public, refused: msg.Refused}
	for _, p := range msg.Parts {
		b.parts = append(b.parts, part{Text: parse(p.Text), Buttons: m.takeButtons(p.Buttons, p.Text, g)})
	}
	if msg.Form != nil {
		b.form = m.mint(token{owner: g.owner, place: g.place, until: g.until, form: msg.Form, entry: e})
	}
	for _, f := range msg.Files {
		b.files = append(b.files, m.takeFile(f, g))
	}
	return b
}

// takeButtons stores the tokens of the buttons under a text.
func (m *room) takeButtons(buttons []bot.Button, text string, g grant) []button {
	out := make([]button, 0, len(buttons))
	for _, b := range buttons {
		id := m.mint(token{owner: g.owner, place: g.place, until: g.until, line: b.Line, label: b.Label})
		shown, rest := labelIn(text, b.Label)
		out = append(out, button{Label: shown, Rest: rest, Token: id})
	}
	return out
}

// labelIn splits the label of a button under a text: what it does, and which case it
// is about when the text says so too. In a list of cases that is five times the same
// number for people who see the text, and needed by those who only hear the button.
func labelIn(text, label string) (shown, rest string) {
	does, about, ok := strings.Cut(label, " · ")
	if !ok || does == "" || about == "" || !strings.Contains(text, about) {
		return label, ""
	}
	return does, label[len(does):]
}

// takeFile keeps a file for the person who asked. Nobody asked for a file in a
// message to the channel: it gets no token and cannot be opened.
func (m *room) takeFile(f bot.File, g grant) attachment {
	a := attachment{Name: f.SafeName(), Size: len(f.Data), Picture: mediaType(f.Type) == "image/png"}
	if g.asker != "" {
		a.Token = m.mint(token{owner: g.asker, place: g.place, until: g.until, file: &f})
	}
	return a
}

// empty says whether there is nothing to show.
func empty(msg bot.Message) bool {
	return msg.Text == "" && len(msg.Parts) == 0 && len(msg.Buttons) == 0 && msg.Form == nil && len(msg.Files) == 0
}

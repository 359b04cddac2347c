package mattermost

import (
	"unicode/utf8"

	"github.com/regiebot/regiebot/bot"
)

// post is one message on Mattermost.
type post struct {
	Message     string       `json:"message"`
	Attachments []attachment `json:"attachments,omitempty"`

	part int // which post of its message it is, from 1; 0: it is of none
}

// Props are the props of a post; nil when it has none.
func (p post) Props() map[string]any {
	if len(p.Attachments) == 0 {
		return nil
	}
	return map[string]any{"attachments": p.Attachments}
}

// wordMore is the text of a post that has buttons only: those that did not fit under the one
// before it.
const wordMore = "Dit hoort bij het bericht hierboven."

// render makes a message what Mattermost shows: one post, or more when it does not fit in
// one. Nothing is left out. Its buttons work for the owner (an id on Mattermost), or for
// everybody who sees them. The message keeps to [bot.Check]; without text, parts and buttons
// there is no post.
func (m *Mattermost) render(msg bot.Message, owner string) []post {
	l := &layout{m: m, owner: owner}
	l.add(msg.Text, nil)
	for _, p := range msg.Parts {
		l.add(p.Text, p.Buttons)
	}
	l.add("", msg.Buttons)
	for i := range l.posts {
		l.posts[i].part = i + 1
	}
	return l.posts
}

// layout is a message that is being laid out.
type layout struct {
	m     *Mattermost
	owner string
	posts []post
	made  int // controls so far
}

// add adds a text with its buttons.
func (l *layout) add(text string, buttons []bot.Button) {
	controls := l.controls(buttons)
	chunks := paragraphs(text, maxMessage)
	for i, chunk := range chunks {
		if i < len(chunks)-1 || len(controls) == 0 {
			l.text(chunk, nil)
			continue
		}
		l.text(chunk, controls[:1])
		controls = controls[1:]
	}
	for _, c := range controls {
		l.button(c)
	}
}

// text adds a text, with the first of its buttons: to the text of the last post as long as that
// has no buttons, else under them. What does not fit begins another post.
func (l *layout) text(chunk string, first []control) {
	under := attachment{Actions: first}
	if last := l.last(); last != nil && len(last.Attachments) == 0 {
		whole := last.Message + "\n\n" + chunk
		if utf8.RuneCountInString(whole) <= maxMessage {
			last.Message = whole
			l.under(first)
			return
		}
	} else if last != nil {
		under.Text = chunk
		if cost(last.Attachments...)+cost(under) <= propsRoom {
			last.Attachments = append(last.Attachments, under)
			return
		}
	}
	l.posts = append(l.posts, post{Message: chunk})
	l.under(first)
}

// under puts the first of the buttons under a text that has none yet.
func (l *layout) under(first []control) {
	if len(first) > 0 {
		last := l.last()
		last.Attachments = append(last.Attachments, attachment{Actions: first[:1:1]})
	}
}

// button adds a button to the row that stands last, or begins one.
func (l *layout) button(c control) {
	last := l.last()
	if last == nil || cost(last.Attachments...)+cost(attachment{Actions: []control{c}}) > propsRoom {
		l.posts = append(l.posts, post{Message: wordMore})
		last = l.last()
	}
	if len(last.Attachments) == 0 {
		last.Attachments = []attachment{{}}
	}
	row := &last.Attachments[len(last.Attachments)-1]
	row.Actions = append(row.Actions, c)
}

// last is the post that is being filled; nil: there is none.
func (l *layout) last() *post {
	if len(l.posts) == 0 {
		return nil
	}
	return &l.posts[len(l.posts)-1]
}

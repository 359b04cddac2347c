package e2e

import (
	"strings"

	"github.com/chromedp/chromedp/kb"
)

// asked is something that was said, of which the answer is still to come.
type asked struct {
	w     *window
	after int // messages that were there before
}

// message is one message in the conversation.
type message struct {
	w    *window
	id   string // of its element
	text string // all its words, white space made single
}

func (w *window) ask() asked { return asked{w, see[int](w, `eyes.items().length`)} }

// say types a line and sends it.
func (w *window) say(line string) asked {
	w.t.Helper()
	a := w.ask()
	w.click(`document.querySelector("#invoer")`)
	w.write(line)
	w.keys(kb.Enter)
	return a
}

// answer waits for the answer.
func (a asked) answer() message {
	a.w.t.Helper()
	return a.w.message(until[string](a.w, `eyes.answer(%s).id`, a.after))
}

func (w *window) message(id string) message {
	w.t.Helper()
	return message{w, id, see[string](w, `eyes.words(document.getElementById(%s))`, id)}
}

// find waits for a message of somebody else with these texts in it; the newest one.
func (w *window) find(texts ...string) message {
	w.t.Helper()
	return w.message(until[string](w, `eyes.message(...%s).id`, texts))
}

// press presses a button of a message; its label is all that is read aloud of it.
func (m message) press(label string) asked {
	m.w.t.Helper()
	a := m.w.ask()
	m.w.click(`eyes.button(document.getElementById(%s), %s)`, m.id, label)
	return a
}

// card is the item of a message with these texts in it.
func (m message) card(texts ...string) message {
	m.w.t.Helper()
	return message{m.w, m.id, until[string](m.w, `eyes.words(eyes.card(document.getElementById(%s), ...%s))`, m.id, texts)}
}

// says checks that these texts stand in a message.
func (m message) says(texts ...string) message {
	m.w.t.Helper()
	for _, text := range texts {
		if !strings.Contains(m.text, text) {
			m.w.t.Errorf("this message does not say %q:\n%s", text, m.text)
		}
	}
	return m
}

// at checks when a message came in, as 2026-11-13T09:00 on the clock of the demo.
func (m message) at(want string) message {
	m.w.t.Helper()
	got := see[string](m.w, `document.getElementById(%s).querySelector("time").dateTime.slice(0, 16)`, m.id)
	if got != want {
		m.w.t.Errorf("this message came in at %s, want %s:\n%s", got, want, m.text)
	}
	return m
}

// begins checks how the words of Regiebot in a message begin, after the time.
func (m message) begins(text string) message {
	m.w.t.Helper()
	if got := see[string](m.w, `eyes.words(document.getElementById(%s).querySelector(".ballon"))`, m.id); !strings.HasPrefix(got, text) {
		m.w.t.Errorf("this message does not begin with %q:\n%s", text, got)
	}
	return m
}

// move presses a button of the clock and waits until the clock stands still again.
// It returns what was told about it.
func (w *window) move(label string) string {
	w.t.Helper()
	before := see[string](w, `eyes.told()`)
	w.click(`eyes.button(document.querySelector("#klok"), %s)`, label)
	return until[string](w, `document.querySelector("#klok").ariaBusy === "false" && eyes.told() !== %s &&
		eyes.told().startsWith("Het is nu " + eyes.clock().replace(" ·", ",")) && eyes.told()`, before)
}

// clock checks where the clock stands.
func (w *window) clock(want string) {
	w.t.Helper()
	if got := see[string](w, `eyes.clock()`); got != want {
		w.t.Errorf("the clock stands at %q, want %q", got, want)
	}
}

// unread waits until a member has so many unread messages in the list of people.
func (w *window) unread(member string, want int) {
	w.t.Helper()
	until[bool](w, `eyes.unread(%s) === %s`, member, want)
}

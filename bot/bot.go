// Package bot is the conversation, free of any platform and of any casus:
// requests come in, messages go out.
//
// Everything a person does is a line. A typed command, a pressed button, a
// submitted form and a direct message all arrive as a [Request]; a form adds
// Fields. A command returns a [Message] and never sends. Two function shapes
// cross the seam: [Answer] inwards and [Sender] outwards.
package bot

import (
	"context"
	"time"
)

// Answer answers one request. The error is for the log; people get a reference.
// An error made by [Mistakef] is for people.
type Answer func(ctx context.Context, req Request) (Message, error)

// Request is what somebody said, pressed or filled in.
type Request struct {
	// ID names what was said, on its platform: what comes twice with the same is done once.
	// Empty: nobody knows.
	ID      string
	Line    string            // the whole line, without the leading slash
	Fields  map[string]string // answers of a form; nil when it was not a form
	Partial bool              // a form that was left half-way: keep it, do nothing else
	// Unasked says that the platform asks by itself: it brings a screen up to date, on which
	// perhaps nobody looks, or it needs the form of what somebody filled in.
	Unasked bool
	From    Person
	In      Place
	At      time.Time // when it was said, in the zone of the organisation
}

// Person is somebody on a platform.
type Person struct {
	Platform string // "slack", "mattermost", "webchat", "local"
	ID       string // the platform's own id
	Name     string // for greeting only; never used to decide who somebody is
}

// Place is where something was said.
type Place struct {
	ID      string
	Private bool // a direct message with the bot
	Outside bool // people of outside the organisation can read along: a shared channel, one with guests
	Unknown bool // it is not known who can read along
}

// Address is where a message goes: one person, or a channel of the team.
type Address struct {
	Member  string // user name of the member, or empty
	Channel string // name of the channel, or empty
	Team    string // of a channel: whose it is
}

// Receipt is what a platform gives back for a posted message.
type Receipt struct {
	Platform string
	ID       string
}

// Message is what the bot says. It is private unless it says Public: forgetting
// cannot leak. Texts are light markdown: **bold**, lists with "* ", paragraphs
// separated by an empty line; nothing else has a meaning.
type Message struct {
	Text    string
	Parts   []Part // further items, each with its own buttons: the items of a digest, an agenda
	Buttons []Button
	Form    *Form
	Files   []File
	Public  bool
	Refused bool // nothing was done: a problem, or a question back
	// Direct sends the answer to the private conversation with who asked, also when it was
	// asked elsewhere; there the platform says [ElsewhereNote] to the asker.
	Direct bool
	// About is that of [Part], for a message without parts.
	About string   `json:",omitempty"`
	Was   *Message `json:",omitempty"` // what it said before it was changed; never shown
	// Preview is what a notification may show, on a telephone that lies on a table. It
	// holds no more than the numbers of cases. Empty: [DefaultPreview].
	Preview string
}

// Silent reports whether a message says nothing: neither text nor buttons. Files and a form are
// no words.
func (m Message) Silent() bool {
	return !says(m.Text) && len(m.Parts) == 0 && len(m.Buttons) == 0
}

// DefaultPreview is what a notification shows of a message that names no preview.
const DefaultPreview = "Bericht van Regiebot"

// OutsideNote is said with [ElsewhereNote] where others read along, and UnknownNote where it
// is not known who do.
const (
	OutsideNote = "In dit kanaal lezen ook mensen van buiten je organisatie mee."
	UnknownNote = "Ik kan niet zien wie hier meelezen."
)

// RemoveNote is said after either of them where what was asked stands for others to read.
const RemoveNote = "Haal weg wat je hier over een casus typte."

// ElsewhereNote is said in a room to who asked for what is not for that room.
const ElsewhereNote = "Dit is niet voor dit kanaal. Je antwoord staat in je privébericht met mij."

// TwiceNote is said of what was delivered again and done already: of who did it the answer may
// still come.
const TwiceNote = "Dit kwam twee keer bij mij binnen. Ik heb het één keer gedaan."

// Part is one item of a message.
type Part struct {
	Text    string
	Buttons []Button
	About   string `json:",omitempty"` // what it is about, for who changes the message later; never shown
	Was     *Part  `json:",omitempty"` // what it said before it was changed; never shown
}

// Button says a line when it is pressed, as the person who presses it. Label is
// text, never only a symbol. Line carries identifiers, never the content of a case.
type Button struct {
	Label string
	Line  string
}

// Form asks for fields. Submitting it says Line with the fields.
type Form struct {
	Title  string
	Intro  string
	Line   string
	Submit string // label of the button; empty: "Versturen"
	Fields []Field
}

// Field is one question of a form.
type Field struct {
	Name     string
	Label    string
	Hint     string
	Kind     Kind
	Choices  []Choice // for KindChoice
	Optional bool
	Value    string // filled in already
	Problem  string // what is wrong with Value: one Dutch sentence
}

// Choice is one answer of a field: Value is sent, Label is read.
type Choice struct {
	Value string
	Label string
}

// Kind is the kind of a field.
type Kind string

// The kinds of fields.
const (
	KindLine      Kind = "line"      // one line of text
	KindParagraph Kind = "paragraph" // several lines
	KindDate      Kind = "date"      // a date, as people write it in Dutch
	KindChoice    Kind = "choice"    // exactly one of Choices
	KindTicks     Kind = "ticks"     // any number of Choices; the value is comma-separated
	KindPerson    Kind = "person"    // a member of the team; Choices are given
)

// Local is the platform of somebody at the machine itself: there the id of a person
// is the user name.
const Local = "local"

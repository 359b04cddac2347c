// Package commands holds one file per slash command: what people can say, what is
// asked, and what the bot answers. A command returns a message and never sends; it
// does not know on which platform it is asked.
package commands

import "github.com/regiebot/regiebot/procesregie"

// All lists every command, in the order in which help shows them. Routing, help,
// completion and the registration on platforms all read this list.
func All() []Command {
	return []Command{mpcheck, regieNiveau, casus, vpr, mdo, evaluatie, melding, traject, agenda, regiebot}
}

// Command is one slash command with the forms it has.
type Command struct {
	Name  string // first word of the line
	Short string // what it is for: a few Dutch words
	Subs  []Sub  // the first is meant when the line names none, unless Menu is set
	Menu  bool   // a line with the command alone asks which form is meant
	// Module reports whether a practice has what the command is about; nil: always.
	Module func(procesregie.Modules) procesregie.Schakelaar
}

// Sub is one form of a command: its fields, and what it does.
type Sub struct {
	Name    string // second word of the line; empty for a command with one form
	Short   string
	Example string // a line that works
	Title   string // of the form, at most 24 bytes; empty: made of the names
	Fields  func(*Call) []Veld
	Rest    string // name of the field that takes the words that are left
	Reads   bool   // changes nothing: runs beside a writer
	// Daad is what is done with the case; empty: to see its card when Reads is set, else
	// to change it.
	Daad    procesregie.Daad
	New     bool // its case is one that is not there yet
	Answers bool // questions that may be left out once one is answered (onbekend)
	// Edit is set where one form changes many things: a line with the case alone opens
	// the form, filled in with what is stored.
	Edit func(procesregie.Casus) map[string]string
	// Uitleg explains the questions in help; nil when they explain themselves.
	Uitleg func(*Call) string
	Run    func(*Call) (Reply, error)
}

// Veld is one field of a form of a command.
type Veld struct {
	Naam     string
	Label    string // at most 24 bytes
	Hint     string // the question, or how to write the answer
	Soort    soort
	Keuzes   []string          // for soortKeuze and soortLijst
	Namen    []string          // of the Keuzes of soortKeuze, as a form writes them; nil: as they are typed
	Ook      []string          // choices that are understood but not offered
	Gelijk   map[string]string // of Ook: for which of the Keuzes it stands, where it is one of them
	Anders   string            // said of what is no choice; empty: what can be chosen
	Optional bool
	Weg      bool   // a person who left may be named too
	Voorbij  bool   // a date of something that has happened
	Max      int    // characters of a text; 0: what the kind allows
	Begin    string // value that is filled in when nothing was given
}

// soort is the kind of a field: how its text is read and checked.
type soort int

const (
	soortTekst    soort = iota // one line
	soortAlinea                // several lines
	soortZaak                  // a zaaknummer
	soortDatum                 // a date
	soortMoment                // a date with a time
	soortAntwoord              // ja, nee or onbekend
	soortJaNee                 // ja or nee
	soortKeuze                 // one of Keuzes
	soortLijst                 // any of Keuzes
	soortPersoon               // a member of the team
	soortJeugdige              // the code of a young person in a case
)

// find returns the form of a command by its second word.
func (c Command) find(name string) (Sub, bool) {
	for _, s := range c.Subs {
		if s.Name == name {
			return s, true
		}
	}
	return Sub{}, false
}

// line is the command as it is typed: "mdo plan".
func (c Command) line(s Sub) string {
	if s.Name == "" {
		return c.Name
	}
	return c.Name + " " + s.Name
}

// lookup returns the command with a name, of a list.
func lookup(list []Command, name string) (Command, bool) {
	for _, c := range list {
		if c.Name == name {
			return c, true
		}
	}
	return Command{}, false
}

package platform

import (
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
)

// TestBearer: where an answer goes, by what it is and where it was asked, and what comes back when
// that works, fails at once, fails later, and when another process brings it.
func TestBearer(t *testing.T) {
	const noWay = "Dat lukt niet."
	room, private := bot.Place{ID: "C1"}, bot.Place{ID: "D1", Private: true}
	unknown := bot.Place{ID: "C2", Unknown: true}
	text := bot.Message{Text: "x"}
	direct, public := bot.Message{Text: "x", Direct: true}, bot.Message{Text: "x", Public: true}
	file := bot.Message{Files: []bot.File{{Name: "a.ics"}}}
	twice := bot.Message{Text: bot.TwiceNote, Refused: true, Direct: true}
	not := WordNotAloud + "\n\nx"
	for _, c := range []struct {
		name  string
		m     bot.Message
		in    bot.Place
		state string // what is the matter
		went  string // what was done, in order
		back  string
	}{
		{"for who asked", text, room, "", "", "x"},
		{"done already", twice, room, "", "", bot.TwiceNote},
		{"not for a room", direct, room, "", "direct x", bot.ElsewhereNote},
		{"not for a room of which nobody knows who is there", direct, unknown, "", "direct x", bot.ElsewhereNote + " " + bot.UnknownNote},
		{"not for a room, asked in private", direct, private, "", "", "x"},
		{"not for a room, and it fails", direct, room, "fails", "direct x,trouble", noWay},
		{"not for a room, and it fails later", direct, room, "later", "direct x,trouble,here " + noWay, bot.ElsewhereNote},
		{"not for a room, and another brings it", direct, room, "second", "", bot.ElsewhereNote},
		{"for everybody", public, room, "", "aloud x", ""},
		{"for everybody, asked in private", public, private, "", "", "x"},
		{"for everybody, and it fails", public, room, "fails", "aloud x,trouble", not},
		{"for everybody, and it fails later", public, room, "later", "aloud x,trouble,here " + not, ""},
		{"for everybody, and another brings it", public, room, "second", "", ""},
		{"for everybody, by who is not there", public, room, "away", "", not},
		{"a file", file, room, "", "file a.ics", "Het bestand 'a.ics' staat in je privébericht met mij."},
		{"a file, asked in private", file, private, "", "file a.ics", "Hier is het bestand 'a.ics'."},
		{"a file, and it fails", file, room, "fails", "file a.ics,trouble", "Het bestand 'a.ics' kon ik niet sturen. Vraag het nog een keer."},
		{"a file, and another brings it", file, room, "second", "", ""},
	} {
		var went []string
		note := func(what string) { went = append(went, what) }
		give := func(where string) Give {
			return func(m bot.Message, lost func(error)) error {
				note(where + " " + m.Text)
				switch c.state {
				case "fails":
					return errLost
				case "later":
					lost(errLost)
				}
				return nil
			}
		}
		b := Bearer{
			In: c.in, Own: c.in.Private, NoDirect: noWay,
			First:  func() bool { return c.state != "second" },
			Stands: func() bool { return c.state != "away" },
			Upload: func(f bot.File) error { return give("file")(bot.Message{Text: f.Name}, nil) },
			Direct: give("direct"), Aloud: give("aloud"),
			Here: func(m bot.Message) { note("here " + m.Text) },
			Trouble: func(_ string, err error) {
				if err != nil {
					note("trouble")
				}
			},
		}
		equal(t, c.name+": comes back", b.Bring(c.m).Text, c.back)
		equal(t, c.name, strings.Join(went, ","), c.went)
		if c.state == "" { // who is alone, and always there, need not say so
			b.First, b.Stands = nil, nil
			equal(t, c.name+": comes back to who is alone", b.Bring(c.m).Text, c.back)
		}
	}
}

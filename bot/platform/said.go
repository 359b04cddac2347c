package platform

import (
	"time"

	"github.com/regiebot/regiebot/bot"
)

// TwiceWait is how long another process gets to give its answer before this one says that
// something came twice. When that process has ended meanwhile, it is the only answer.
const TwiceWait = 20 * time.Second

// IsTwice reports whether a message says that something was done already. It is nothing that
// others may not read.
func IsTwice(m bot.Message) bool { return m.Refused && m.Text == bot.TwiceNote }

// Readers says who read along where something was asked, as far as it is to be said. What was
// asked may be visible: it stands there for others to read.
func Readers(in bot.Place, visible bool) []string {
	said := ""
	switch {
	case in.Outside:
		said = bot.OutsideNote
	case in.Unknown:
		said = bot.UnknownNote
	default:
		return nil
	}
	if !visible {
		return []string{said}
	}
	return []string{said, bot.RemoveNote}
}

package mattermost

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
)

// maxState is how many characters a dialog may remember. The server has no limit of its own;
// with the longest line that [bot.Check] lets pass there is room for all of a desk.
const maxState = 8000

// sealer is what makes and reads what a dialog remembers.
func (m *Mattermost) sealer() platform.Forms {
	read := func(ticket, by string) (string, bot.Fault) {
		line, owned, fault := m.readLine(ticket, by)
		if fault == bot.Fine && !owned { // a dialog is always somebody's
			return "", bot.Unknown
		}
		return line, fault
	}
	return platform.Forms{
		Tickets: m.cfg.Tickets, Now: m.cfg.Now, Read: read,
		Fits: func(sealed string) bool { return len(sealed) <= maxState },
	}
}

// seal writes a desk as what a dialog remembers: a ticket of its owner. Two openings of one
// form differ in it.
func (m *Mattermost) seal(d platform.Desk) string {
	d.Line += "\n" + rand.Text()
	return m.sealer().Seal(d)
}

// readDesk reads what a dialog remembers, when somebody (an id on Mattermost) uses it. The
// desk is empty unless all is [bot.Fine].
func (m *Mattermost) readDesk(state, user string) (platform.Desk, bot.Fault) {
	d, fault := m.sealer().Open(state, user)
	if fault != bot.Fine {
		return platform.Desk{}, fault
	}
	end := strings.LastIndexByte(d.Line, '\n')
	if end < 0 {
		return platform.Desk{}, bot.Unknown
	}
	d.Line = d.Line[:end]
	return d, bot.Fine
}

// sheetMark is what the names of the elements of one sheet end with, by what its dialog remembers.
// Recent clients leave out what is empty, and send along what was sent before from the same dialog:
// under one name the text of one case would come back in a field of another that is empty on the
// screen.
func sheetMark(state string) string { return "-" + opening(state)[:10] }

// opening tells one opening of a form from others, by what its dialog remembers: 32 letters
// and digits.
func opening(state string) string {
	sum := sha256.Sum256([]byte(state))
	return hex.EncodeToString(sum[:16])
}

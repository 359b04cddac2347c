package bot

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"
)

// TicketLife is how long the buttons and forms of a message work: longer than the longest
// time between a reminder and its last day.
const TicketLife = 100 * 24 * time.Hour

// Ticket is what a button or a form carries on a platform: a line, who may use it, and
// until when. It can be read by who sees it, and made by nobody but the bot.
type Ticket struct {
	Line  string
	For   string    // id of the only person who may use it; empty: whoever can see it
	Until time.Time // in whole hours, rounded down
}

// Tickets make and read tickets of one platform.
type Tickets struct {
	Platform string                      // tickets of another do not work
	MAC      func(data []byte) []byte    // keyed; at least 16 bytes
	Check    func(mac, data []byte) bool // whether a MAC of 16 bytes was made with a key that holds
}

const (
	ticketVersion = "1"
	macBytes      = 16
	ticketBase    = 36
)

// Make writes a ticket. It is at most 70 characters longer than its line and the id.
func (t Tickets) Make(k Ticket) string {
	body := strconv.FormatInt(k.Until.Unix()/3600, ticketBase) + "." + base64.RawURLEncoding.EncodeToString([]byte(k.For)) + "." + k.Line
	mac := t.MAC(t.signed(body))[:macBytes]
	return ticketVersion + "." + base64.RawURLEncoding.EncodeToString(mac) + "." + body
}

func (t Tickets) signed(body string) []byte {
	return []byte("ticket " + ticketVersion + "\x00" + t.Platform + "\x00" + body)
}

// Read reads a ticket that somebody uses at a moment. The line is empty unless all is
// [Fine].
func (t Tickets) Read(text, by string, now time.Time) (line string, fault Fault) {
	version, rest, _ := strings.Cut(text, ".")
	seal, body, ok := strings.Cut(rest, ".")
	mac, err := base64.RawURLEncoding.Strict().DecodeString(seal)
	if !ok || version != ticketVersion || err != nil || len(mac) != macBytes || !t.Check(mac, t.signed(body)) {
		return "", Unknown
	}
	parts := strings.SplitN(body, ".", 3)
	if len(parts) != 3 {
		return "", Unknown
	}
	hours, err := strconv.ParseInt(parts[0], ticketBase, 64)
	owner, err2 := base64.RawURLEncoding.DecodeString(parts[1])
	switch {
	case err != nil || err2 != nil:
		return "", Unknown
	case len(owner) > 0 && string(owner) != by:
		return "", Foreign
	case now.Unix() >= hours*3600:
		return "", Expired
	}
	return parts[2], Fine
}

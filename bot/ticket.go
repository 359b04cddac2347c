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
	k, ok := t.read(text)
	switch {
	case !ok:
		return "", Unknown
	case k.For != "" && k.For != by:
		return "", Foreign
	case !now.Before(k.Until):
		return "", Expired
	}
	return k.Line, Fine
}

// read reads a ticket that was made here.
func (t Tickets) read(text string) (Ticket, bool) {
	version, rest, _ := strings.Cut(text, ".")
	seal, body, _ := strings.Cut(rest, ".")
	mac, err := base64.RawURLEncoding.Strict().DecodeString(seal)
	if err != nil || version != ticketVersion || len(mac) != macBytes || !t.Check(mac, t.signed(body)) {
		return Ticket{}, false
	}
	until, rest, _ := strings.Cut(body, ".")
	owner, line, _ := strings.Cut(rest, ".")
	hours, err := strconv.ParseInt(until, ticketBase, 64)
	id, ownerErr := base64.RawURLEncoding.DecodeString(owner)
	return Ticket{Line: line, For: string(id), Until: time.Unix(hours*3600, 0)}, err == nil && ownerErr == nil
}

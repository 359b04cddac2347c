package audit

import (
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Event is something that somebody did, or tried to do. It holds names of things and
// never their content. Beside every field stands what NEN 7513 calls it.
type Event struct {
	At       time.Time // EventDateTime: when, kept in whole milliseconds
	Wat      string    // EventTypeCode: the command without its arguments, such as "casus toon"
	Actie    string    // EventActionCode: one of Aanmaken, Inzien, Wijzigen, Verwijderen, Uitvoeren
	Uitkomst string    // EventOutcomeIndicator: one of Gelukt, Geweigerd, Mislukt
	Wie      string    // userID: user name of who did it
	Rol      string    // roleIDCode: in which role
	Namens   string    // the responsible user on whose behalf it was done; empty: their own
	Platform string    // networkAccessPointTypeCode: over which platform
	Plaats   string    // networkAccessPointID: id of the channel there
	Casus    string    // participantObjectID of the client: zaaknummer, or empty
	Soort    string    // participantObjectTypeCode: kind of the object, such as "lid"
	Object   string    // participantObjectID: neutral id of the object
	Doel     string    // purposeOfUse: what for
	Regel    string    // autorisatieProtocol: by which rule it was allowed or refused
	Verzoek  string    // id of the request; the rows of one request share it
}

// The values of [Event.Actie]: C, R, U, D and E of NEN 7513.
const (
	Aanmaken    = "C"
	Inzien      = "R"
	Wijzigen    = "U"
	Verwijderen = "D"
	Uitvoeren   = "E"
)

// The values of [Event.Uitkomst].
const (
	Gelukt    = "gelukt"
	Geweigerd = "geweigerd"
	Mislukt   = "mislukt"
)

// Check refuses an event that says too little: it needs a moment, what was done, by
// whom, one of the actions and one of the outcomes. The error holds no value of the
// event.
func (e Event) Check() error {
	switch {
	case millis(e.At) <= 0:
		return errors.New("an event of the access log without a moment")
	case e.Wat == "" || e.Wie == "":
		return errors.New("an event of the access log that does not say what was done, and by whom")
	case len(e.Actie) != 1 || !strings.Contains("CRUDE", e.Actie):
		return errors.New("an event of the access log with an unknown action")
	case e.Uitkomst != Gelukt && e.Uitkomst != Geweigerd && e.Uitkomst != Mislukt:
		return errors.New("an event of the access log with an unknown outcome")
	}
	return nil
}

// longest is how many bytes a field of an event has at most; what comes after is cut
// off. Ids are shorter on every platform, and a log that can be filled up is no log.
const longest = 200

// texts are the fields of an event that are text, in the order of the chain.
func (e *Event) texts() [14]*string {
	return [...]*string{
		&e.Actie, &e.Wat, &e.Uitkomst, &e.Wie, &e.Rol, &e.Namens, &e.Platform, &e.Plaats,
		&e.Casus, &e.Soort, &e.Object, &e.Doel, &e.Regel, &e.Verzoek,
	}
}

// clean makes an event what every database and every file gives back as it was: whole
// milliseconds in UTC, and short valid UTF-8 on one line.
func (e Event) clean() Event {
	e.At = instant(millis(e.At))
	for _, text := range e.texts() {
		*text = cleanText(*text)
	}
	return e
}

func cleanText(text string) string {
	if isClean(text) {
		return text
	}
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, string(utf8.RuneError)))
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "") // half a character at the cut
	}
	return text
}

// isClean is true for most texts, and cheap.
func isClean(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' {
			return false
		}
	}
	return len(text) <= longest
}

// millis is a moment in milliseconds since 1970; 0 for none.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// instant reads what millis wrote.
func instant(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

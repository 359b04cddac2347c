package exchange

import (
	"bytes"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/regiebot/regiebot/procesregie"
)

// Afspraak is one day in a calendar file. Nothing of it may be more than a zaaknummer
// and what must be done: a calendar is shown on phones and shared screens.
type Afspraak struct {
	Key   string // the same key is the same appointment, also in a later file
	Dag   procesregie.Date
	Titel string
	Tekst string
}

// WriteICS writes appointments of a whole day as a calendar file (RFC 5545). made is
// the moment of writing.
func WriteICS(naam string, list []Afspraak, made time.Time) ([]byte, error) {
	calendar := ics.NewCalendarFor("Regiebot")
	calendar.SetMethod(ics.MethodPublish)
	calendar.SetXWRCalName(naam)
	for _, a := range list {
		event := calendar.AddEvent(a.Key + "@regiebot")
		event.SetDtStampTime(made)
		event.SetAllDayStartAt(a.Dag.At(0, 0, time.UTC))
		event.SetAllDayEndAt(a.Dag.AddDays(1).At(0, 0, time.UTC))
		event.SetSummary(a.Titel)
		event.SetDescription(a.Tekst)
		event.SetClass(ics.ClassificationPrivate)
	}
	var out bytes.Buffer
	err := calendar.SerializeTo(&out, ics.WithNewLineWindows)
	return out.Bytes(), err
}

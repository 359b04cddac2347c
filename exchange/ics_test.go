package exchange

import (
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

func TestICSIsOneDayPerAppointment(t *testing.T) {
	made := time.Date(2026, time.November, 13, 8, 0, 0, 0, time.UTC)
	day := procesregie.Date{Year: 2026, Month: time.December, Day: 24}
	data, err := WriteICS("Regiebot van Anouk", []Afspraak{{Key: "ZO-2026-0142/mdo", Dag: day, Titel: "ZO-2026-0142: Eerste MDO, plannen; houden", Tekst: "regel\ntwee"}}, made)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\n", "DTSTART;VALUE=DATE:20261224\r\n", "DTEND;VALUE=DATE:20261225\r\n", "UID:ZO-2026-0142/mdo@regiebot\r\n",
		`SUMMARY:ZO-2026-0142: Eerste MDO\, plannen\; houden`, `DESCRIPTION:regel\ntwee`, "DTSTAMP:20261113T080000Z\r\n", "CLASS:PRIVATE\r\n", "END:VCALENDAR\r\n",
	} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the calendar lacks %q:\n%s", want, data)
		}
	}
	if strings.Contains(strings.ReplaceAll(string(data), "\r\n", ""), "\n") {
		t.Error("a line ends without a carriage return")
	}
}

package datum

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// gemeente is the calendar of SC-3.
var gemeente = procesregie.Calendar{Off: []procesregie.Feestdag{
	procesregie.Nieuwjaarsdag, procesregie.TweedePaasdag, procesregie.Koningsdag, procesregie.Bevrijdingsdag,
	procesregie.Hemelvaartsdag, procesregie.TweedePinksterdag, procesregie.EersteKerstdag, procesregie.TweedeKerstdag,
}}

func itoa(n int) string { return strconv.Itoa(n) }

func ymd(year, month, day int) procesregie.Date {
	return procesregie.Date{Year: year, Month: time.Month(month), Day: day}
}

func date(t *testing.T, iso string) procesregie.Date {
	t.Helper()
	d, err := procesregie.ParseDate(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// outcome writes a date as its ISO form and a problem as "?" with its readings.
func outcome(d procesregie.Date, err error) string {
	if err == nil {
		return d.String()
	}
	p, ok := errors.AsType[*Problem](err)
	if !ok || !d.IsZero() {
		return "not a problem: " + err.Error()
	}
	parts := []string{"?"}
	for _, r := range p.Readings {
		parts = append(parts, r.String())
	}
	return strings.Join(parts, " ")
}

// check is a line of a table: want is an ISO date, or "?" with the readings.
type check struct{ text, want string }

func runChecks(t *testing.T, today string, past bool, checks []check) {
	t.Helper()
	c := Context{Today: date(t, today), Calendar: gemeente, Past: past}
	for _, k := range checks {
		if got := outcome(Parse(k.text, c)); got != k.want {
			t.Errorf("%s (past %v) %q: got %s, want %s", today, past, k.text, got, k.want)
		}
	}
}

package webchat

import (
	"fmt"
	"strings"
	"time"
)

// day writes a date as people read it: "vr 13 november 2026".
func day(t time.Time) string {
	days := [...]string{"zo", "ma", "di", "wo", "do", "vr", "za"}
	months := [...]string{
		"januari", "februari", "maart", "april", "mei", "juni", "juli",
		"augustus", "september", "oktober", "november", "december",
	}
	return fmt.Sprintf("%s %d %s %d", days[t.Weekday()], t.Day(), months[t.Month()-1], t.Year())
}

// hour writes a time of day: "09.00".
func hour(t time.Time) string { return t.Format("15.04") }

// moment writes a date and a time: "vr 13 november 2026 · 09.00 uur".
func moment(t time.Time) string { return day(t) + " · " + hour(t) + " uur" }

// count writes a number with its noun in the right form.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// size writes a number of bytes in round figures.
func size(n int) string {
	switch {
	case n < 1000:
		return count(n, "byte", "bytes")
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	}
	return strings.Replace(fmt.Sprintf("%.1f MB", float64(n)/1e6), ".", ",", 1)
}

// initials are the first letters of the first and the last word of a name.
func initials(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return "?"
	}
	out := string([]rune(words[0])[:1])
	if len(words) > 1 {
		out += string([]rune(words[len(words)-1])[:1])
	}
	return strings.ToUpper(out)
}

package procesregie

import (
	"fmt"
	"strings"
	"time"
)

var (
	dayNames   = [...]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}
	monthNames = [...]string{
		"", "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
		"september", "oktober", "november", "december",
	}
)

// DayName returns the Dutch name of a weekday, such as "vrijdag".
func DayName(day time.Weekday) string { return dayNames[day] }

// MonthName returns the Dutch name of a month, such as "november".
func MonthName(month time.Month) string { return monthNames[month] }

// Dutch writes the date for people: "vr 27 november 2026".
func (d Date) Dutch() string {
	if d.IsZero() {
		return "onbekend"
	}
	return fmt.Sprintf("%s %d %s %d", dayNames[d.Weekday()][:2], d.Day, monthNames[d.Month], d.Year)
}

// Compact writes the date for lists: "27-11-2026".
func (d Date) Compact() string {
	if d.IsZero() {
		return "onbekend"
	}
	return fmt.Sprintf("%02d-%02d-%d", d.Day, d.Month, d.Year)
}

// DutchMoment writes an instant for people, in its own location:
// "vr 27 november 2026 om 14.30 uur".
func DutchMoment(t time.Time) string {
	return fmt.Sprintf("%s om %02d.%02d uur", DateOf(t).Dutch(), t.Hour(), t.Minute())
}

// Count writes a number with its noun: "1 werkdag", "2 werkdagen".
func Count(n int, one, more string) string {
	if n == 1 || n == -1 {
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %s", n, more)
}

// List writes words as a Dutch enumeration: "a, b en c".
func List(words []string) string { return listWith(words, " en ") }

// ListOr joins words of which one is enough: "Bram of Ilse".
func ListOr(words []string) string { return listWith(words, " of ") }

func listWith(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + last + words[len(words)-1]
}

package platform

import (
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// LabelOf is what a field is called, on one line.
func LabelOf(field bot.Field) string {
	if label := OneLine(field.Label); label != "" {
		return label
	}
	return field.Name
}

// Shows reports whether all of the value of a field with choices is among them.
func Shows(field bot.Field) bool {
	if field.Kind != bot.KindTicks {
		return field.Offers(field.Value)
	}
	for value := range strings.SplitSeq(field.Value, ",") {
		if !field.Offers(value) {
			return false
		}
	}
	return true
}

// Problems lists what is wrong with a form when it opens, and what of its fields cannot be shown
// there: for that hidden has a sentence, empty when it is all there. Empty when all is well.
func Problems(f bot.Form, hidden func(bot.Field) string) string {
	var lines []string
	for _, field := range f.Fields {
		problem := OneLine(field.Problem)
		if problem == "" {
			problem = hidden(field)
		}
		if problem != "" {
			lines = append(lines, "* **"+LabelOf(field)+"**: "+problem)
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return WordWrong + "\n" + strings.Join(lines, "\n")
}

// dutchDay is a date as people write it.
const dutchDay = "02-01-2006"

// DutchDate is a date that was picked (2026-11-27) as people write it (27-11-2026): it may be
// said back. What is no such date stays as it is.
func DutchDate(picked string) string {
	day, err := time.Parse(time.DateOnly, picked)
	if err != nil {
		return picked
	}
	return day.Format(dutchDay)
}

// ISODate is a date as date pickers write it (2026-11-27); empty when the text is not a date in
// figures.
func ISODate(text string) string {
	for _, layout := range []string{time.DateOnly, dutchDay, "2-1-2006"} {
		if day, err := time.Parse(layout, strings.TrimSpace(text)); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	return ""
}

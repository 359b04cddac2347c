package commands

import (
	"unicode"
	"unicode/utf8"

	"github.com/regiebot/regiebot/bot"
)

// The longest texts that are taken, in characters.
const (
	maxLine  = 4000
	maxField = bot.MaxValue
)

// guard refuses what no command may ever see: texts that are too long, broken, or
// hold characters that cannot be seen.
func guard(req bot.Request) error {
	if err := guardText(req.Line, maxLine); err != nil {
		return err
	}
	for _, value := range req.Fields {
		if err := guardText(value, maxField); err != nil {
			return err
		}
	}
	return nil
}

func guardText(text string, limit int) error {
	if n := utf8.RuneCountInString(text); n > limit {
		return bot.Mistakef("Dit zijn %d tekens. Er passen er %d. Maak de tekst korter; de hele tekst hoort in het dossier.", n, limit)
	}
	if !utf8.ValidString(text) {
		return bot.Mistakef("In deze tekst staan tekens die ik niet kan lezen. Typ de tekst opnieuw in plaats van te plakken.")
	}
	for _, r := range text {
		if unsafe(r) {
			return bot.Mistakef("In deze tekst staan onzichtbare tekens. Typ de tekst opnieuw in plaats van te plakken.")
		}
	}
	return nil
}

// unsafe reports control, zero-width and bidirectional characters: they can make a
// text look different from what it says. Line breaks and tabs are fine.
func unsafe(r rune) bool {
	if r == '\n' || r == '\r' || r == '\t' {
		return false
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r) || r == '\u2028' || r == '\u2029'
}

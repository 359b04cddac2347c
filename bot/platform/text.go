package platform

import (
	"strings"
	"unicode"
)

// Clean takes out of a text what cannot be shown: bytes that are no text, control
// characters, and marks that turn the direction of what follows and so can make a sentence
// look different from what it says. Lines end in one way.
func Clean(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, text)
}

// OneLine is a text on one line.
func OneLine(text string) string { return strings.Join(strings.Fields(Clean(text)), " ") }

// Fit is a text of at most so many characters. One that was longer ends in an ellipsis, so
// that it can be seen.
func Fit(text string, limit int) string {
	runes := []rune(text)
	if len(runes) <= limit {
		return text
	}
	return string(runes[:limit-1]) + "…"
}

// Paragraphs are texts under each other; empty ones are left out.
func Paragraphs(texts ...string) string {
	var kept []string
	for _, text := range texts {
		if strings.TrimSpace(text) != "" {
			kept = append(kept, text)
		}
	}
	return strings.Join(kept, "\n\n")
}

// FirstOf is the first text that says something, without the space around it; empty when none
// does.
func FirstOf(texts ...string) string {
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" {
			return text
		}
	}
	return ""
}

package bot

import (
	"strings"
	"unicode"
)

// Word is one word of a line: a bare word, or a value with its key (key=value).
type Word struct {
	Key    string // lower case; empty for a bare word
	Value  string
	Quoted bool
}

// Words cuts a line into words. Quotes group words, also the curly ones that phones
// write; key= and its value stand without a space between them. The error is a
// [Mistake] when a quote never closes.
func Words(line string) ([]Word, error) {
	s := &scanner{rest: []rune(line)}
	var words []Word
	for s.skipSpace() {
		word, err := s.word()
		if err != nil {
			return nil, err
		}
		words = append(words, word)
	}
	return words, nil
}

type scanner struct{ rest []rune }

func (s *scanner) skipSpace() bool {
	for len(s.rest) > 0 && unicode.IsSpace(s.rest[0]) {
		s.rest = s.rest[1:]
	}
	return len(s.rest) > 0
}

const (
	quotesOpen  = "\"“”„«"
	quotesClose = "\"“”»"
)

func (s *scanner) word() (Word, error) {
	var text strings.Builder
	w := Word{}
	for len(s.rest) > 0 && !unicode.IsSpace(s.rest[0]) {
		r := s.rest[0]
		s.rest = s.rest[1:]
		switch {
		case r == '=' && w.takesKey(text.String()):
			w.Key = strings.ToLower(text.String())
			text.Reset()
		case strings.ContainsRune(quotesOpen, r) && text.Len() == 0:
			quoted, err := s.quoted()
			if err != nil {
				return w, err
			}
			text.WriteString(quoted)
			w.Quoted = true
		default:
			text.WriteRune(r)
		}
	}
	w.Value = text.String()
	return w, nil
}

func (s *scanner) quoted() (string, error) {
	for i, r := range s.rest {
		if strings.ContainsRune(quotesClose, r) {
			text := string(s.rest[:i])
			s.rest = s.rest[i+1:]
			return text, nil
		}
	}
	return "", Mistakef("Er mist een aanhalingsteken aan het eind. Zet tekst met spaties tussen twee aanhalingstekens, zoals reden=\"het gaat beter\".")
}

// takesKey reports whether what was read of a word so far is its key.
func (w Word) takesKey(text string) bool { return w.Key == "" && !w.Quoted && isKey(text) }

func isKey(text string) bool {
	for i, r := range text {
		if !unicode.IsLetter(r) && (i == 0 || r != '-' && r != '_') {
			return false
		}
	}
	return text != ""
}

// Quote writes a value so that [Words] reads it back as one word. Quotes within it
// become single ones.
func Quote(value string) string {
	if value != "" && !strings.ContainsFunc(value, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\"“”„«»=", r) }) {
		return value
	}
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune("\"“”„«»", r) {
			return '\''
		}
		return r
	}, value)
	return `"` + clean + `"`
}

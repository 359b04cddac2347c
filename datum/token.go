package datum

import (
	"regexp"
	"strconv"
	"strings"
)

// token is a word, a number or a mark. "27e" is one token, "maandagochtend" two.
type token struct {
	text   string // without the full stops of an abbreviation
	raw    string // as typed
	n      int    // value of a number or rank, in digits or in words
	digits int    // how many digits a number or rank was typed with; 0 for words
	rank   bool   // "27e", "derde"
	glued  bool   // no space before it
}

// lexeme cuts cleaned text: a rank, a number, "a.s.", a word with its full stop,
// or any single character.
var lexeme = regexp.MustCompile(`\d+(?:e|de|ste)\b|\d+|[a-z]\.(?:[a-z]\.?)+|[a-z]+\.?|[^ ]`)

// scan cuts cleaned text into tokens. It never fails: what it does not know
// becomes a token that no form accepts.
func scan(said string) []token {
	var tokens []token
	for _, at := range lexeme.FindAllStringIndex(said, -1) {
		first := len(tokens)
		tokens = append(tokens, makeTokens(said[at[0]:at[1]])...)
		tokens[first].raw = said[at[0]:at[1]]
		tokens[first].glued = at[0] > 0 && said[at[0]-1] != ' '
	}
	return tokens
}

func makeTokens(raw string) []token {
	switch {
	case raw[0] >= '0' && raw[0] <= '9':
		return []token{numeral(raw)}
	case raw[0] < 'a' || raw[0] > 'z':
		return []token{{text: raw}}
	}
	word := strings.ReplaceAll(raw, ".", "")
	if day, part, ok := splitPartOfDay(word); ok {
		return []token{wordToken(day), {text: part, glued: true}}
	}
	return []token{wordToken(word)}
}

func wordToken(word string) token {
	if n, ok := ranks[word]; ok {
		return token{text: word, n: n, rank: true}
	}
	return token{text: word, n: numbers[word]}
}

func numeral(raw string) token {
	number := strings.TrimRight(raw, "dest")
	n, err := strconv.Atoi(number)
	if err != nil { // longer than any number in a form
		return token{text: raw}
	}
	return token{text: raw, n: n, digits: len(number), rank: number != raw}
}

// splitPartOfDay cuts "morgenochtend", "vanavond" and "dinsdagmiddag" into the
// day and the part of it.
func splitPartOfDay(word string) (day, part string, ok bool) {
	for suffix, part := range partSuffixes {
		day, found := strings.CutSuffix(word, suffix)
		if full, ok := partPrefixes[day]; ok && found {
			return full, part, true
		}
		if _, ok := weekdays[day]; ok && found && len(day) > 2 {
			return day, part, true
		}
	}
	return "", "", false
}

// phrase puts tokens together again as they were typed.
func phrase(tokens []token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && !t.glued {
			b.WriteByte(' ')
		}
		b.WriteString(t.raw)
	}
	return b.String()
}

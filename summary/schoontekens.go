package summary

import (
	"strings"
	"unicode"
)

// gewoon takes the disguise off a text: wide letters become plain, what takes no room is
// gone, and every kind of space is one.
func gewoon(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Z, r):
			return ' '
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case unicode.In(r, unicode.Cf, unicode.Cc, unicode.M) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, text)
}

// geenLetter is for what stands between the parts of a name.
func geenLetter(r rune) bool { return !unicode.IsLetter(r) }

// gevouwen are the letters of a text: small, without accents; a letter that has no plain one
// counts as a question mark, so that it matches nothing.
func gevouwen(text string) string {
	var out strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case r >= 'a' && r <= 'z':
			out.WriteRune(r)
		case unicode.IsLetter(r):
			out.WriteString(zonderAccent(r))
		}
	}
	return out.String()
}

// Letters with an accent, behind the plain one each.
var accenten = strings.Fields("aàáâãäåāăą cçćĉċč dďđð eèéêëēĕėęě gĝğġģ hĥħ iìíîïĩīĭįı jĵ kķĸ lĺļľŀł nñńņňŉŋ oòóôõöøōŏő rŕŗř sśŝşšſ tţťŧþ uùúûüũūŭůűų wŵ yýÿŷ zźżž")

func zonderAccent(r rune) string {
	for _, row := range accenten {
		if strings.ContainsRune(row, r) {
			return row[:1]
		}
	}
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ĳ':
		return "ij"
	}
	return "?"
}

package summary

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/regiebot/regiebot/procesregie"
)

// trajecten are the numbers of trajectories in a sentence.
type trajecten []int

// String names them: "traject 3", "trajecten 1, 2 en 3".
func (t trajecten) String() string {
	words := make([]string, len(t))
	for i, n := range t {
		words[i] = strconv.Itoa(n)
	}
	return keer(t, "traject ", "trajecten ") + procesregie.List(words)
}

func (t trajecten) hoofdletter() string { return hoofdletter(t.String()) }

// keer chooses a word for one trajectory or for more.
func keer(list []int, een, meer string) string { return keerAantal(len(list), een, meer) }

func keerAantal(n int, een, meer string) string {
	if n == 1 {
		return een
	}
	return meer
}

// hoofdletter begins a sentence.
func hoofdletter(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

func duur(dagen int) string { return procesregie.Count(dagen, "dag", "dagen") }

// aanbieder names a provider; of one that is known by its number only, the number.
func aanbieder(naam, agb string) string {
	if naam = strings.Join(strings.Fields(naam), " "); naam != "" {
		return naam
	}
	if agb != "" {
		return "onbekende aanbieder (AGB " + agb + ")"
	}
	return "onbekende aanbieder"
}

package summary

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/regiebot/regiebot/procesregie"
)

// maxTeken is how long a sentence may be, in characters.
const maxTeken = 600

// The kinds of tokens.
const (
	isWoord = iota
	isLeesteken
	isGetal
	isDag
	isCitaat
	isAanbieder
)

// teken is one token of a sentence.
type teken struct {
	soort int
	tekst string // in small letters; of a quotation what stands in it, of a provider its placeholder
	getal int
	dag   procesregie.Date
}

// Every token is found here or the sentence is dropped: nothing is skipped but spaces. A
// date in figures comes before a number, so that it is never read as three.
var tekenVorm = regexp.MustCompile(`^(?:` +
	`(\d{1,2})-(\d{1,2})-(\d{4})\b|` + // 1–3: a date
	`(\d+)\b|` + // 4: a number
	`([Aa]anbieder [A-Z]{1,2})\b|` + // 5: a provider
	`([A-Za-zéë]+(?:-[a-z]+)*)|` + // 6: a word
	`[“"]([^“”"]*)[”"]|` + // 7: a quotation
	`([.,:;()]))`) // 8: plain punctuation

// gelezen reads a sentence into tokens; what is no plain Dutch text gives a reason.
func gelezen(tekst string) (tekens []teken, waarom string) {
	for rest := strings.Trim(tekst, " "); rest != ""; rest = strings.TrimLeft(rest, " ") {
		m := tekenVorm.FindStringSubmatch(rest)
		if m == nil {
			return nil, WaaromTeken
		}
		t, ok := nieuwTeken(m)
		if !ok || vast(m[0], rest[len(m[0]):]) {
			return nil, WaaromTeken
		}
		tekens = append(tekens, t)
		rest = rest[len(m[0]):]
	}
	return datums(tekens), ""
}

// vast reports whether a word, number or date goes on without a space in something that
// is no punctuation: "3x", "2024é".
func vast(deel, rest string) bool {
	last, _ := utf8.DecodeLastRuneInString(deel)
	next, _ := utf8.DecodeRuneInString(rest)
	wordy := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return wordy(last) && (wordy(next) || next == '-')
}

func nieuwTeken(m []string) (t teken, ok bool) {
	switch {
	case m[1] != "":
		return dagTeken(m[1], m[2], m[3])
	case m[4] != "":
		n, err := strconv.Atoi(m[4])
		return teken{soort: isGetal, getal: n, tekst: m[4]}, err == nil && strconv.Itoa(n) == m[4] && n < 1e5
	case m[5] != "":
		return teken{soort: isAanbieder, tekst: "a" + m[5][1:]}, true
	case m[6] != "":
		word := klein(m[6])
		return teken{soort: isWoord, tekst: word}, word == strings.ToLower(word)
	case m[8] != "":
		return teken{soort: isLeesteken, tekst: m[8]}, true
	}
	return teken{soort: isCitaat, tekst: m[7]}, true
}

// klein takes the capital from a word.
func klein(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToLower(first)) + word[size:]
}

func dagTeken(day, month, year string) (teken, bool) {
	d, errDay := strconv.Atoi(day)
	m, errMonth := strconv.Atoi(month)
	y, errYear := strconv.Atoi(year)
	date, ok := procesregie.NewDate(y, time.Month(m), d)
	return teken{soort: isDag, dag: date}, ok && errDay == nil && errMonth == nil && errYear == nil
}

// datums makes one token of "3 maart 2024", with or without the day of the week. What is
// no date stays as it is, and is no sentence then.
func datums(tekens []teken) []teken {
	var out []teken
	for i := 0; i < len(tekens); i++ {
		date, ok := woordDatum(tekens[i:])
		if !ok {
			out = append(out, tekens[i])
			continue
		}
		i += 2
		if n := len(out); n > 0 && weekdag(out[n-1], date) {
			out = out[:n-1]
		}
		out = append(out, teken{soort: isDag, dag: date})
	}
	return out
}

func woordDatum(t []teken) (d procesregie.Date, ok bool) {
	if len(t) < 3 || t[0].soort != isGetal || t[1].soort != isWoord || t[2].soort != isGetal || t[2].getal < 1000 || t[2].getal > 9999 {
		return d, false
	}
	for m := 1; m <= 12; m++ {
		if procesregie.MonthName(time.Month(m)) == t[1].tekst {
			return procesregie.NewDate(t[2].getal, time.Month(m), t[0].getal)
		}
	}
	return d, false
}

// weekdag reports whether a word is the day of the week of a date, in full or in short.
func weekdag(t teken, d procesregie.Date) bool {
	name := procesregie.DayName(d.Weekday())
	return t.soort == isWoord && (t.tekst == name || t.tekst == name[:2])
}

package summary

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words with which a sentence can begin in capitals without being a name.
var beginwoorden = strings.Fields("de het een er zorg zorgen ouders ouder moeder vader jeugdige kind kinderen school thuis problemen vragen vraag na door sinds " +
	"bij hulp opvoedvragen opvoeding veiligheid vastgelopen overstap crisis aanmelding verwijzing gedrag geen veel steun begeleiding behandeling")

// An ordinary word: letters, with a dash, an apostrophe or a slash between, and reading
// marks around it.
var gewoonWoord = regexp.MustCompile(`^["'“”„‘’(]*\p{L}\p{L}+(?:[-–'’/]\p{L}+)*["'“”’).,;:!?…]*$`)

// isGewoon reports whether a word is surely none of what must not leave. A capital is for
// names, a point or a figure in a word for addresses and numbers, a letter alone for a name
// that was spelled out.
func (w woord) isGewoon() bool {
	if !gewoonWoord.MatchString(w.tekst) || strings.Contains(w.letter, "?") {
		return false
	}
	isIn := func(sign string) bool { return strings.Contains(w.letter, sign) }
	if slices.ContainsFunc(tekenen, isIn) || isStraat(w.letter) || slices.Contains(webwoorden, w.letter) || slices.Contains(maanden, w.letter) {
		return false
	}
	return !strings.ContainsFunc(w.tekst, unicode.IsUpper) || w.isBeginwoord()
}

// isStraat reports whether a word ends as many names of streets do, and few other words.
func isStraat(letters string) bool {
	return slices.ContainsFunc(straten, func(end string) bool { return strings.HasSuffix(letters, end) && len(letters) > len(end)+2 }) &&
		!slices.Contains(geenStraat, letters)
}

var (
	straten    = strings.Fields("weg brink pad markt park")
	geenStraat = strings.Fields("onderweg terugweg heenweg uitweg overweg halfweg")
	// After one of these comes a name, with small letters too.
	aanspreekwoorden = strings.Fields("mevrouw mevr mw dhr meneer mijnheer heer juf juffrouw dokter dr drs heet heten genaamd noemt naam achternaam voornaam roepnaam")
)

// isBeginwoord reports whether a word has its capital because a sentence begins.
func (w woord) isBeginwoord() bool {
	first, size := utf8.DecodeRuneInString(w.tekst)
	return w.begin && unicode.IsUpper(first) && !strings.ContainsFunc(w.tekst[size:], unicode.IsUpper) && slices.Contains(beginwoorden, w.letter)
}

// tekenen are parts of a word that stand for an address, of a house or on the internet.
var tekenen = strings.Fields("www http straat laan plein gracht dijk singel steeg dreef plantsoen boulevard hof kade")

var (
	webwoorden = strings.Fields("at apenstaart apenstaartje nl com org net eu be punt dot gmail hotmail outlook live ziggo kpnmail")
	maanden    = strings.Fields("januari februari maart april mei juni juli augustus september oktober november december " +
		"jan feb mrt apr jun jul aug sep sept okt nov dec geboren geboortedatum")
	telwoord1 = regexp.MustCompile(`^(?:nul|een|eens|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|der|veer|dertien|veertien|tach|twin|dertig|veertig|tig|` +
		`honderd|duizend|en|de|ste|zero|one|two|three|four|five|six|seven|eight|nine)+$`)
	telwoordDeel = regexp.MustCompile(`nul|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|tig|honderd|duizend|zero|one|two|three|four|five|six|seven|eight|nine`)
)

// isGetalwoord reports whether a word is a number: in words a phone number, a date or an
// age can be told too.
func isGetalwoord(letters string) bool {
	return telwoord1.MatchString(letters) && telwoordDeel.MatchString(letters)
}

// omheen leaves out what stands around what was left out, where the whole says more than
// its parts: the street before a number and the place after it, what stands around an
// address on the internet, the day beside a month.
func omheen(words []woord) {
	begin := slices.Clone(words)
	for i, w := range begin {
		before, after := 0, 0
		switch {
		case isInternet(w):
			before, after = 4, 5
		case strings.ContainsFunc(w.tekst, unicode.IsNumber) || isGetalwoord(w.letter):
			before, after = 3, 3
		case slices.Contains(maanden, w.letter):
			before, after = 2, 2
		case slices.Contains(aanspreekwoorden, w.letter):
			before, after = 1, 3 // with what stands between a first and a last name
		}
		for j := max(i-before, 0); j < min(i+after+1, len(words)); j++ {
			words[j].weg = words[j].weg || before > 0
		}
	}
}

func isInternet(w woord) bool {
	for _, sign := range []string{"@", "\\", "//", "www", "http"} {
		if strings.Contains(strings.ToLower(w.tekst), sign) {
			return true
		}
	}
	return slices.Contains(webwoorden, w.letter)
}

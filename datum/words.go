package datum

import "time"

// weekdays has the full names and the abbreviations of two letters.
var weekdays = map[string]time.Weekday{
	"maandag": time.Monday, "ma": time.Monday, "dinsdag": time.Tuesday, "di": time.Tuesday,
	"woensdag": time.Wednesday, "wo": time.Wednesday, "donderdag": time.Thursday, "do": time.Thursday,
	"vrijdag": time.Friday, "vr": time.Friday, "zaterdag": time.Saturday, "za": time.Saturday,
	"zondag": time.Sunday, "zo": time.Sunday,
}

var months = map[string]time.Month{
	"januari": 1, "jan": 1, "februari": 2, "feb": 2, "febr": 2, "maart": 3, "mrt": 3, "april": 4, "apr": 4,
	"mei": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "augustus": 8, "aug": 8, "september": 9, "sep": 9,
	"sept": 9, "oktober": 10, "okt": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}

var numbers = map[string]int{
	"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
	"elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16, "zeventien": 17,
	"achttien": 18, "negentien": 19, "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60,
	"zeventig": 70, "tachtig": 80, "negentig": 90,
}

var ranks = map[string]int{
	"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "zesde": 6, "zevende": 7, "achtste": 8,
	"negende": 9, "tiende": 10, "elfde": 11, "twaalfde": 12, "dertiende": 13, "veertiende": 14, "vijftiende": 15,
	"zestiende": 16, "zeventiende": 17, "achttiende": 18, "negentiende": 19, "twintigste": 20, "dertigste": 30,
}

// unit is a length of time that people count in.
type unit int

const (
	unitWorkday unit = iota + 1
	unitDay
	unitWeek
	unitMonth
	unitYear
)

var units = map[string]unit{
	"werkdag": unitWorkday, "werkdagen": unitWorkday, "dag": unitDay, "dagen": unitDay, "week": unitWeek, "weken": unitWeek, "wk": unitWeek,
	"maand": unitMonth, "maanden": unitMonth, "mnd": unitMonth, "jaar": unitYear, "jaren": unitYear, "jr": unitYear,
}

// relativeDays are the days that have a name of their own, counted from today.
var relativeDays = map[string]int{"eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}

// partSuffixes are the ends of "maandagochtend", "vanmorgen" and so on.
var partSuffixes = map[string]string{
	"ochtend": "ochtend", "morgen": "ochtend", "middag": "middag", "avond": "avond", "nacht": "nacht",
}

// partPrefixes are the beginnings of such words that are not weekdays.
var partPrefixes = map[string]string{
	"van": "vandaag", "morgen": "morgen", "overmorgen": "overmorgen",
	"gister": "gisteren", "gisteren": "gisteren", "eergister": "eergisteren", "eergisteren": "eergisteren",
}

// dayPart is the part of a day in whole hours, the last one not included.
type dayPart struct{ from, until int }

// dayParts has no hours for "nacht": a night belongs to two days.
var dayParts = map[string]dayPart{"ochtend": {5, 12}, "middag": {12, 18}, "avond": {18, 24}, "nacht": {}}

// hints are words that change the meaning of a date next to them, although no
// form has them or not in that place: "voor maandag" is not Monday.
var hints = set("voor", "na", "tot", "vanaf", "uiterlijk", "tussen", "of", "en", "rond", "rondom", "ongeveer", "circa",
	"niet", "elke", "iedere", "paar", "enkele", "ruim", "bijna", "binnen", "sinds", "weekend", "volgende", "volgend",
	"komende", "komend", "aanstaande", "as", "vorige", "vorig", "afgelopen", "jl", "deze", "dit", "over", "geleden",
	"anderhalf", "anderhalve", "half", "halve", "halverwege", "medio", "weken", "dagen", "maanden", "jaren",
	"werkdagen", "eerste", "laatste")

// certainHints are the hints that are used for nothing but dates.
var certainHints = set("weken", "dagen", "maanden", "jaren", "werkdagen", "geleden", "weekend")

// links are words that can stand between the words of a date.
var links = set("de", "het", "een", "van", "in", "op", "om")

func set(words ...string) map[string]bool {
	s := make(map[string]bool, len(words))
	for _, w := range words {
		s[w] = true
	}
	return s
}

package datum

// is reports whether a token belongs to a class, or is exactly the given word.
//
//	DAG      weekday                    MAAND    month
//	DD       1 or 2 digits, or words    JAAR     4 digits
//	N        1 to 999, also in words    RANG     27e, derde
//	RANGCIJFER  27e                     EENHEID  dag, week, maand, jaar, werkdag
//	SEP      - / .                      ALLEDAAGS  vandaag, morgen, gisteren …
//	DEEL     ochtend, middag …          MM       exactly 2 digits
//	UUR      1 or 2 digits
func (t token) is(class string) bool {
	if test, ok := classes[class]; ok {
		return test(t)
	}
	return t.digits == 0 && t.text == class
}

var classes = map[string]func(token) bool{
	"DAG":        in(weekdays),
	"MAAND":      in(months),
	"EENHEID":    in(units),
	"ALLEDAAGS":  in(relativeDays),
	"DEEL":       in(dayParts),
	"DD":         func(t token) bool { return !t.rank && (t.digits == 1 || t.digits == 2 || inWords(t)) },
	"MM":         func(t token) bool { return !t.rank && t.digits == 2 },
	"UUR":        func(t token) bool { return !t.rank && (t.digits == 1 || t.digits == 2) },
	"JAAR":       func(t token) bool { return !t.rank && t.digits == 4 },
	"N":          func(t token) bool { return !t.rank && t.n > 0 && t.digits <= 3 },
	"RANG":       func(t token) bool { return t.rank && t.n > 0 && t.digits <= 3 },
	"RANGCIJFER": func(t token) bool { return t.rank && t.n > 0 && (t.digits == 1 || t.digits == 2) },
	"SEP":        func(t token) bool { return t.text == "-" || t.text == "/" || t.text == "." },
}

func inWords(t token) bool { return t.digits == 0 && t.n > 0 }

func in[V any](words map[string]V) func(token) bool {
	return func(t token) bool {
		_, ok := words[t.text]
		return ok && t.digits == 0
	}
}

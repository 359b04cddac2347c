package summary

import (
	"slices"
	"strings"
)

// Weggelaten stands in scrubbed free text for one or more words that did not go.
const Weggelaten = "[weggelaten]"

// langsteVrijeTekst is how many words of one free text go at most.
const langsteVrijeTekst = 150

// schoonmaker scrubs free text before it goes to a model. It keeps what is surely an
// ordinary word and leaves out everything else: a word too many that is left out costs
// nothing, for a text that is not whole is never quoted.
type schoonmaker struct {
	delen []string // parts of the names to hide, folded
	heel  []string // whole names to hide, folded, letters only
}

// nieuweSchoonmaker hides the names of a question, who it is about and its providers.
func nieuweSchoonmaker(v Vraag) schoonmaker {
	var s schoonmaker
	for _, name := range append(slices.Clip(v.Verberg), v.Historie.Jeugdige) { // a code can be a name
		s.verberg(name)
	}
	for _, t := range v.Historie.Trajecten {
		s.verberg(t.Aanbieder)
		for _, l := range t.Leveringen {
			s.verberg(l.Aanbieder)
		}
	}
	for _, l := range slices.Concat(v.Historie.TeltNietMee, v.Historie.NietGestart) {
		s.verberg(l.Aanbieder)
	}
	return s
}

func (s *schoonmaker) verberg(name string) {
	whole := ""
	for _, part := range strings.FieldsFunc(gewoon(name), geenLetter) {
		part = gevouwen(part)
		whole += part
		if len(part) > 1 && !slices.Contains(tussenvoegsels, part) {
			s.delen = append(s.delen, part)
		}
	}
	if len(whole) > 3 {
		s.heel = append(s.heel, whole)
	}
}

// Words between a first and a last name, that names of providers have too.
var tussenvoegsels = strings.Fields("van de den der het een ten ter te in op bij voor aan en of uit la le du")

// woord is a word of free text, and whether it goes.
type woord struct {
	tekst  string
	letter string // folded, letters only
	begin  bool   // of a sentence
	weg    bool
}

// schoon scrubs a text: numbers in figures or words, dates, addresses, e-mail, links, names
// to hide and whatever looks like a name become [Weggelaten].
func (s schoonmaker) schoon(text string) string {
	words := woorden(text)
	for i := range words {
		w := &words[i]
		w.weg = i >= langsteVrijeTekst || !w.isGewoon() || isGetalwoord(w.letter) || s.isNaam(w.tekst)
	}
	s.overWoordenHeen(words)
	omheen(words)
	return samengevoegd(words)
}

// woorden cuts a text at spaces.
func woorden(text string) []woord {
	var words []woord
	begin := true
	for _, part := range strings.Fields(gewoon(text)) {
		words = append(words, woord{tekst: part, letter: gevouwen(part), begin: begin})
		begin = strings.HasSuffix(strings.TrimRight(part, `"'”’)`), ".") || strings.ContainsAny(part[len(part)-1:], "!?")
	}
	return words
}

// isNaam reports whether a word is or holds a part of a name to hide: also with an ending,
// or with others in one word. Of a short part it must be the begin.
func (s schoonmaker) isNaam(text string) bool {
	pieces := strings.FieldsFunc(text, geenLetter)
	for i := range pieces {
		pieces[i] = gevouwen(pieces[i])
	}
	whole := strings.Join(pieces, "")
	for _, part := range s.delen {
		if len(part) > 3 && strings.Contains(whole, part) {
			return true
		}
		for _, piece := range append(pieces, whole) {
			if strings.HasPrefix(piece, part) && len(piece)-len(part) <= 4 {
				return true
			}
		}
	}
	return false
}

// overWoordenHeen finds names that are written with spaces in them.
func (s schoonmaker) overWoordenHeen(words []woord) {
	all, from := "", []int{}
	for i, w := range words {
		all += w.letter
		for range len(w.letter) {
			from = append(from, i)
		}
	}
	for _, name := range slices.Concat(s.delen, s.heel) {
		for at := 0; len(name) > 3; at++ {
			next := strings.Index(all[at:], name)
			if next < 0 {
				break
			}
			at += next
			for i := from[at]; i <= from[at+len(name)-1]; i++ {
				words[i].weg = true
			}
		}
	}
}

// samengevoegd puts what is left together.
func samengevoegd(words []woord) string {
	var out []string
	for _, w := range words {
		if !w.weg {
			out = append(out, w.tekst)
		} else if len(out) == 0 || out[len(out)-1] != Weggelaten {
			out = append(out, Weggelaten)
		}
	}
	return strings.Join(out, " ")
}

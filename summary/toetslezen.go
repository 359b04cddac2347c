package summary

import "slices"

// regel is one thing that can be said: a pattern, and what has to hold for it.
type regel struct {
	patroon patroon
	zegt    func(k kennis, v vangst) []claim
	zegtVan []Aspect // of each trajectory, when it says the same of each
	gezegde bool     // it follows on trajectories, and on another of its kind: "duurde 182 dagen en eindigde volgens plan"
	slot    bool     // only a new sentence follows
	kaal    bool     // it has no verb of its own
	na      Aspect   // not "": what leans on it, or on what it leans itself
}

// deelzin is a rule as it was found in a sentence.
type deelzin struct {
	regel  regel
	vangst vangst
}

// lezingen returns every way in which tokens can be read as sentences: which parts there
// are, one after the other. ok is false when there are too many to look at.
func lezingen(tekens []teken) (all [][]deelzin, ok bool) {
	l := &lezer{tekens: tekens, klaar: func(parts []deelzin) { all = append(all, parts) }}
	l.zin(0, nil)
	return all, l.stappen <= maxStappen
}

// zin reads a part that names what it is about, and what follows.
func (l *lezer) zin(i int, had []deelzin) {
	none := vangst{verbogen: voorBeide, maar: l.naMaar(i)}
	for _, r := range zinregels {
		if l.magHier(r, i, had) {
			l.deel(r, i, none, had)
		}
	}
	said := func(i int, v vangst) {
		for _, r := range gezegderegels {
			l.deel(r, i, v, had)
		}
	}
	if l.wieMag(i) {
		l.pas(onderwerp, i, none, said)
	}
	if none.genoemd = true; l.los(i) {
		l.naam(i, none, said)
	}
}

// naMaar reports whether "maar" stands before a place.
func (l *lezer) naMaar(i int) bool { return i > 0 && l.is(i-1, "maar") }

// deel reads one part by a rule, and what follows.
func (l *lezer) deel(r regel, i int, v vangst, had []deelzin) {
	if first := r.patroon[0]; first.plek == "" && !l.begint(first, i) {
		return
	}
	l.pas(r.patroon, i, v, func(i int, v vangst) { l.daarna(i, bij(had, deelzin{r, v})) })
}

// daarna reads what follows a part: the end, another sentence, or another part.
func (l *lezer) daarna(i int, had []deelzin) {
	l.aanvulling(i, had)
	if l.is(i, ".") {
		if i+1 == len(l.tekens) {
			l.klaar(had)
			return
		}
		l.zin(i+1, had)
		return
	}
	if had[len(had)-1].regel.slot {
		return
	}
	for _, end := range l.verbinding(i) {
		l.zin(end, had)
		l.zelfde(end, had)
	}
}

// verbinding returns where the next part can begin: after a comma, "en", "maar" or both.
func (l *lezer) verbinding(i int) []int {
	var ends []int
	if l.is(i, ",") || l.is(i, ";") {
		i++
		ends = append(ends, i)
	}
	if l.is(i, "en") || l.is(i, "maar") {
		ends = append(ends, i+1)
	}
	return ends
}

// zelfde reads a part about the same trajectories as the part before it.
func (l *lezer) zelfde(i int, had []deelzin) {
	last := had[len(had)-1]
	if !last.regel.gezegde {
		return
	}
	for _, r := range gezegderegels {
		if !l.zelfdeMag(r, i, last) {
			continue
		}
		l.deel(r, i, vangst{verbogen: voorBeide, wie: last.vangst.wie, maar: l.naMaar(i), genoemd: last.vangst.genoemd}, had)
	}
}

// aanvulling reads what leans on the part before it: "Die reden is afgeleid."
func (l *lezer) aanvulling(i int, had []deelzin) {
	last := had[len(had)-1]
	if len(last.vangst.einde) != 1 { // "eerder dan gepland" alone names no reason
		return
	}
	for _, r := range aanvullingen {
		if r.na == last.regel.na {
			l.deel(r, i, vangst{verbogen: voorBeide, wie: last.vangst.wie}, had)
		}
	}
}

// woordenschat are all words that a pattern, a place or a form of help can have.
var woordenschat = leesWoordenschat()

func leesWoordenschat() map[string]bool {
	known := map[string]bool{}
	add := func(words []string) {
		for _, word := range words {
			known[word] = true
		}
	}
	for _, r := range slices.Concat(zinregels, gezegderegels, staarten, aanvullingen) {
		for _, d := range r.patroon {
			add(d.enkel)
			add(d.meer)
		}
	}
	for _, form := range vormWoorden {
		add(form.woorden)
	}
	for _, e := range slices.Concat(eindes, gestopt) {
		add(e.woorden)
	}
	add(telwoorden)
	add([]string{"traject", "trajecten", "dag", "dagen", "voor", "zover", "bekend", "onbekende", "aanbieder", "tot", "en", "met", "de", "maar", ";"})
	return known
}

// bekend reports whether every word is in the vocabulary.
func bekend(tekens []teken) bool {
	return !slices.ContainsFunc(tekens, func(t teken) bool { return t.soort == isWoord && !woordenschat[t.tekst] })
}

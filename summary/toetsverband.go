package summary

import "slices"

// magHier reports whether a part may stand at a place. After a comma or "en" alone it could
// be read as the rest of what stands before it: "traject 1 was ambulante hulp, bij aanbieder
// B liep traject 2", or of what stands before as having its verb: "trajecten 5 en 6 lopen nog,
// en traject 1: ambulante hulp".
func (l *lezer) magHier(r regel, i int, had []deelzin) bool {
	switch {
	case r.kaal:
		return l.vooraan(i) || r.lijstje() && had[len(had)-1].regel.lijstje()
	case r.patroon[0].plek == "WIE":
		return l.wieMag(i)
	case l.is(i, "er") && len(had) > 0 && had[len(had)-1].regel.patroon[0].is("er"): // else "there"
		return true
	}
	return l.los(i)
}

// wieMag reports whether a part may begin with the name of a trajectory: behind another one
// that would be the rest of a list, behind "in overleg" what was agreed.
func (l *lezer) wieMag(i int) bool {
	return l.los(i) || l.voorVerband(i).soort != isGetal && !l.naDoor(i) && !l.scharnier(i)
}

// scharnier reports whether between two commas before a place stands a time or a provider that
// could belong to what follows: "…, van 01-02-2021 tot en met 31-07-2021, traject 2 was daghulp".
func (l *lezer) scharnier(i int) bool {
	if !l.is(i-1, ",") {
		return false
	}
	for i -= 2; i > 0; i-- {
		t := l.op(i)
		switch {
		case t.soort == isWoord && slices.Contains(tijdwoorden, t.tekst), t.soort == isDag, t.soort == isGetal, t.soort == isAanbieder:
			continue
		}
		return l.is(i, ",")
	}
	return false
}

// tijdwoorden are words of a time or before a provider.
var tijdwoorden = []string{"van", "tot", "en", "met", "op", "sinds", "vanaf", "gedurende", "nu", "dag", "dagen", "bij", "onbekende", "aanbieder"}

// naDoor reports whether what stands before a part ends with who or what ended help.
func (l *lezer) naDoor(i int) bool {
	t := l.voorVerband(i)
	return t.soort == isWoord && slices.Contains([]string{"overleg", "aanbieder", "ouders", "buiten"}, t.tekst)
}

// voorVerband is the last token of what stands before the comma, "en" or "maar" before a place.
func (l *lezer) voorVerband(i int) teken {
	for i--; i > 0 && (l.is(i, ",") || l.is(i, "en") || l.is(i, "maar")); {
		i--
	}
	if i < 0 {
		return teken{soort: -1}
	}
	return l.op(i)
}

// zelfdeMag reports whether a rule may go on about the trajectories of the part before it. How
// long it took, or until when, would be that of a crisis or a pause.
func (l *lezer) zelfdeMag(r regel, i int, last deelzin) bool {
	switch {
	case l.naDoor(i):
		return l.los(i)
	case !last.leunt():
		return true
	}
	return !l.is(i-1, ",") && !r.zegtEen(AspectDuur, AspectEind)
}

// leunt reports whether a part ends with a crisis or a pause.
func (d deelzin) leunt() bool {
	return d.regel.zegtEen(AspectCrisis, AspectPauze) || slices.ContainsFunc(d.vangst.staart, func(s deelzin) bool { return s.regel.slot })
}

// zegtEen reports whether a rule says one of some aspects of each trajectory.
func (r regel) zegtEen(list ...Aspect) bool {
	return slices.ContainsFunc(r.zegtVan, func(a Aspect) bool { return slices.Contains(list, a) })
}

// is reports whether a word of a pattern can be that word.
func (d deeltje) is(word string) bool { return slices.Contains(d.enkel, word) }

// lijstje reports whether a rule is one without a verb that can stand in a row of its kind:
// "traject 1: ambulante hulp, traject 2: daghulp".
func (r regel) lijstje() bool { return r.kaal && r.patroon[0].plek == "WIE" }

// vooraan reports whether a sentence begins at a place.
func (l *lezer) vooraan(i int) bool { return i == 0 || l.is(i-1, ".") }

// los reports whether what stands at a place is set apart from what stands before it.
func (l *lezer) los(i int) bool {
	if i > 1 && (l.is(i-1, "en") || l.naMaar(i)) {
		i--
		return l.is(i-1, ",") || l.is(i-1, ";")
	}
	return l.vooraan(i) || l.is(i-1, ";")
}

// kaal makes rules of patterns without a verb.
func kaal(list []regel) []regel {
	for i := range list {
		list[i].kaal = true
	}
	return list
}

// alsLaatste makes rules that only a new sentence follows on.
func alsLaatste(list []regel) []regel {
	for i := range list {
		list[i].slot = true
	}
	return list
}

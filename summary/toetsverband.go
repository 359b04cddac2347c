package summary

// magHier reports whether a part may stand at a place. After a comma or "en" alone it could
// be read as the rest of what stands before it: "traject 1 was ambulante hulp, bij aanbieder
// B liep traject 2", or of what stands before as having its verb: "trajecten 5 en 6 lopen nog,
// en traject 1: ambulante hulp".
func (l *lezer) magHier(r regel, i int, had []deelzin) bool {
	switch {
	case r.kaal:
		return l.vooraan(i) || r.lijstje() && had[len(had)-1].regel.lijstje()
	case r.patroon[0].plek == "WIE" || l.is(i, "er"):
		return true
	}
	return l.los(i)
}

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

package summary

import "slices"

// aanhang is what may follow on a trajectory, and whether at least one must.
type aanhang struct {
	lijst []regel
	nodig bool
}

var aanhangsels = map[string]aanhang{"STAART": {staarten, false}, "STAART1": {staarten, true}, "VOORAF": {voorafjes, false}, "VOORAF1": {voorafjes, true}}

// staart reads what may follow on a trajectory, with or without a comma before each.
func (l *lezer) staart(a aanhang, i int, v vangst, verder vervolg) {
	if !a.nodig {
		verder(i, v)
	}
	from := i
	if l.is(i, ",") && !l.vooraan(i) {
		from++
	}
	l.staartVan(a.lijst, from, v, func(i int, v vangst) { l.staart(aanhang{lijst: a.lijst}, i, v, verder) })
}

// tussen reads what may stand between trajectories and what is said of them: between
// brackets, between commas, or where they were. Or nothing.
func (l *lezer) tussen(i int, v vangst, verder vervolg) {
	verder(i, v)
	switch {
	case l.is(i, "("):
		l.staartVan(slices.Concat(naamgevingen, staarten), i+1, v, l.tot(")", verder))
	case l.is(i, ","):
		l.staartVan(staarten, i+1, v, l.tot(",", verder))
	case l.is(i, "bij"):
		l.staartVan(bijAanbieder, i, v, verder)
	}
}

// tot goes on behind a mark, when it stands there.
func (l *lezer) tot(mark string, verder vervolg) vervolg {
	return func(i int, v vangst) {
		l.staart(aanhangsels["STAART"], i, v, func(i int, v vangst) {
			if l.is(i, mark) {
				verder(i+1, v)
			}
		})
	}
}

// volgt reports whether something may follow on what stands there: behind a crisis only a
// pause, behind a pause nothing.
func (v vangst) volgt(r regel) bool {
	if len(v.staart) == 0 {
		return true
	}
	last := v.staart[len(v.staart)-1].regel
	return !last.slot || slices.Contains(r.zegtVan, AspectPauze) && !slices.Contains(last.zegtVan, AspectPauze)
}

// staartVan reads one thing that says something itself.
func (l *lezer) staartVan(list []regel, i int, v vangst, verder vervolg) {
	for _, r := range list {
		if first := r.patroon[0]; first.plek == "" && !l.begint(first, i) || !v.volgt(r) {
			continue
		}
		l.pas(r.patroon, i, vangst{verbogen: voorBeide}, func(i int, found vangst) {
			v := v
			v.staart = bij(v.staart, deelzin{regel: r, vangst: found})
			verder(i, v)
		})
	}
}

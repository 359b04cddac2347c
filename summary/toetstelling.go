package summary

import (
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// tellingen are about how many trajectories there are, run and ended early.
func tellingen() []regel {
	list := slices.Concat(
		regels(hoeveel,
			"er is/zijn [in totaal] N traject/trajecten bekend [op DAG]",
			"in totaal is/zijn er N traject/trajecten bekend [op DAG]",
			"op DAG is/zijn er [in totaal] N traject/trajecten bekend",
			"van de jeugdige is/zijn [in totaal] N traject/trajecten bekend [op DAG]",
		),
		regels(geenTraject, "er zijn geen trajecten bekend [op DAG]"),
		regels(nietsLoopt,
			"er loopt nu geen traject", "er lopen nu geen trajecten", "nu loopt er geen traject", "nu lopen er geen trajecten",
			"er loopt geen traject", "er lopen geen trajecten", "op DAG loopt er geen traject", "er loopt op DAG geen traject"),
		regels(nietsLooptMeer, "er loopt geen traject meer", "er lopen geen trajecten meer"),
		regels(lopendAantal,
			"er loopt/lopen nu N traject/trajecten [: WIE]", "nu loopt/lopen er N traject/trajecten [: WIE]", "er loopt/lopen nu N traject/trajecten ( WIE )",
		),
		regels(lopendAlle, "nu loopt/lopen WIE", "op dit moment loopt/lopen WIE", "op DAG loopt/lopen WIE"),
	)
	return append(list, vroegregels()...)
}

// lopendGezegden follow on the trajectories that run now.
func lopendGezegden() []regel {
	list := regels(lopend, "loopt/lopen nu|momenteel", "loopt/lopen op dit moment")
	for i := range list {
		list[i].gezegde = true
	}
	return list
}

// vroegregels are about how many trajectories ended before their time.
func vroegregels() []regel {
	return slices.Concat(
		regels(vroegVan(func(v vangst) (over, early int) { return 1, v.getallen[0] }),
			"van het ene traject dat voorbij is , stopte/stopten er MITS N eerder dan gepland : WIE"),
		regels(vroegVan(func(v vangst) (over, early int) { return v.getallen[0], v.getallen[1] }),
			"van de N trajecten die voorbij zijn [,] stopte/stopten er MITS N eerder dan gepland : WIE",
			"van de N trajecten die voorbij zijn [,] stopte/stopten er MITS N eerder dan gepland ( WIE )"),
		regels(vroegVan(func(v vangst) (over, early int) { return v.getallen[1], v.getallen[0] }),
			"MITS stopte/stopten N van de N trajecten die voorbij zijn eerder dan gepland [:] WIE",
			"MITS stopte/stopten N van de N trajecten die voorbij zijn eerder dan gepland ( WIE )",
			"N van de N trajecten die voorbij zijn [,] stopte/stopten MITS eerder dan gepland : WIE",
			"N van de N trajecten die voorbij zijn [,] stopte/stopten MITS eerder dan gepland ( WIE )"),
		regels(vroegVan(nil),
			"er stopte/stopten MITS N traject/trajecten eerder dan gepland : WIE",
			"er stopte/stopten MITS N traject/trajecten eerder dan gepland ( WIE )",
			"N traject/trajecten stopte/stopten MITS eerder dan gepland : WIE",
			"N traject/trajecten stopte/stopten MITS eerder dan gepland ( WIE )"),
	)
}

// telt reports whether a verb has the number of a count.
func (v vangst) telt(n int) bool {
	if n == 1 {
		return v.verbogen&voorEen != 0
	}
	return v.verbogen&voorMeer != 0
}

// opDeDag reports whether a date that is filled in, if any, is the day itself.
func (k kennis) opDeDag(v vangst) bool { return len(v.dagen) == 0 || v.dagen[0] == k.op }

func hoeveel(k kennis, v vangst) []claim {
	return []claim{k.soort(SoortTelling, []Aspect{AspectTelling}, func(f Feit) bool {
		return f.Aantal == v.getallen[0] && v.telt(f.Aantal) && k.opDeDag(v)
	})}
}

func geenTraject(k kennis, v vangst) []claim {
	return []claim{k.soort(SoortTelling, []Aspect{AspectTelling}, func(f Feit) bool { return f.Aantal == 0 && k.opDeDag(v) })}
}

func nietsLoopt(k kennis, v vangst) []claim {
	return []claim{k.soort(SoortLopend, zegtStand, func(f Feit) bool { return len(f.Trajecten) == 0 && k.opDeDag(v) })}
}

// nietsLooptMeer says too that something ran before, and that nothing is to come.
func nietsLooptMeer(k kennis, v vangst) []claim {
	some := func(when func(procesregie.Traject) bool) bool {
		return slices.ContainsFunc(k.lijst, func(f Feit) bool { return f.Soort == SoortTraject && when(f.Traject) })
	}
	if !some(func(t procesregie.Traject) bool { return t.Voorbij(k.op) }) || some(func(t procesregie.Traject) bool { return t.Start.After(k.op) }) {
		return onwaar()
	}
	return nietsLoopt(k, v)
}

func lopendAantal(k kennis, v vangst) []claim {
	return []claim{k.soort(SoortLopend, zegtStand, func(f Feit) bool {
		return len(f.Trajecten) == v.getallen[0] && v.telt(v.getallen[0]) && (len(v.wie) == 0 || slices.Equal(samen(v.wie[0], nil), f.Trajecten))
	})}
}

// lopend is about trajectories that run now: all of them by the fact of what runs, or
// each by its own.
func lopend(k kennis, v vangst) []claim {
	if !k.opDeDag(v) {
		return onwaar()
	}
	all := k.soort(SoortLopend, zegtStand, func(f Feit) bool { return slices.Equal(samen(v.wie[0], nil), f.Trajecten) })
	claims := perTraject(zegtStand, loopt)(k, v)
	for i, c := range claims {
		if len(c) > 0 {
			claims[i] = append(c, all...)
		}
	}
	return claims
}

// lopendAlle is about what runs now, when that comes first in the sentence: then it is all
// that does.
func lopendAlle(k kennis, v vangst) []claim {
	if !slices.Equal(samen(v.wie[0], nil), k.feiten["LOP"].Trajecten) {
		return onwaar()
	}
	return lopend(k, v)
}

// vroegVan is about how many trajectories ended early, of how many that are over when
// that is said. As long as of some it is not known, it can be said only as far as known.
func vroegVan(aantallen func(vangst) (over, early int)) func(kennis, vangst) []claim {
	return func(k kennis, v vangst) []claim {
		over, early := 0, v.getallen[0]
		if aantallen != nil {
			over, early = aantallen(v)
		}
		aspects := []Aspect{AspectVroeg}
		if aantallen != nil { // of how many is a count that the other leaves out
			aspects = append(aspects, AspectTelling)
		}
		return []claim{k.soort(SoortTeVroeg, aspects, func(f Feit) bool {
			return (v.mits || k.eindesBekend()) && (aantallen == nil || f.Aantal == over) &&
				len(f.Trajecten) == early && v.telt(early) && slices.Equal(samen(v.wie[0], nil), f.Trajecten)
		})}
	}
}

// eindesBekend reports whether of all trajectories that are over it is known how.
func (k kennis) eindesBekend() bool {
	return !slices.ContainsFunc(k.lijst, func(f Feit) bool {
		return f.Soort == SoortTraject && f.Traject.Voorbij(k.op) && f.Traject.Reden == ""
	})
}

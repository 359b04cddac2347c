package summary

import (
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// eerdere are about forms of help that were tried before.
func eerdere() []regel {
	return slices.Concat(
		alsLaatste(kaal(regels(eerderGeprobeerd, "eerder geprobeerd : LIJST [. daarvan loopt nu weer : LIJST]", "eerder geprobeerd is|zijn [:] LIJST"))),
		regels(vormGeprobeerd,
			"VORM is [al] eerder geprobeerd ( WIE )", "VORM is [al] eerder geprobeerd in WIE", "VORM is [al] eerder geprobeerd : WIE",
			"eerder is VORM geprobeerd ( WIE )", "eerder is VORM geprobeerd in WIE"),
		regels(vormWeer, "VORM loopt nu weer ( WIE )", "VORM loopt weer ( WIE )"),
	)
}

// eerderGeprobeerd is a list of all forms that were tried, and of all that run again.
func eerderGeprobeerd(k kennis, v vangst) []claim {
	var all []claim
	for i, zegt := range []Aspect{AspectEerder, AspectWeer}[:len(v.lijsten)] {
		count := 0
		for _, f := range k.lijst {
			if f.Soort == SoortVorm && (i == 0 || len(f.Na) > 0) {
				count++
			}
		}
		if count != len(v.lijsten[i]) || herhaalt(v.lijsten[i]) {
			return onwaar()
		}
		for _, item := range v.lijsten[i] {
			all = append(all, k.vormClaim(item, zegt))
		}
	}
	return all
}

// herhaalt reports whether a form stands in a list twice.
func herhaalt(list []vormWie) bool {
	names := map[string]bool{}
	for _, item := range list {
		names[item.naam] = true
	}
	return len(names) < len(list)
}

// vormClaim holds a form and its trajectories against the facts.
func (k kennis) vormClaim(item vormWie, zegt Aspect) claim {
	return k.soort(SoortVorm, []Aspect{zegt}, func(f Feit) bool {
		who := f.Voor
		if zegt == AspectWeer {
			who = f.Na
		}
		return f.Naam == item.naam && slices.Equal(samen(item.wie, nil), who)
	})
}

func vormGeprobeerd(k kennis, v vangst) []claim {
	return []claim{k.vormClaim(vormWie{v.vormen[0], v.wie[0]}, AspectEerder)}
}

func vormWeer(k kennis, v vangst) []claim {
	return []claim{k.vormClaim(vormWie{v.vormen[0], v.wie[0]}, AspectWeer)}
}

// buitenstaanders are about help that is no trajectory.
func buitenstaanders() []regel {
	var list []regel
	for _, when := range []string{"", " , van DAG tot en met DAG", " , sinds DAG", " , vanaf DAG", " , datum onbekend"} {
		not, yet, never := buitenTelling(SoortTeltNietMee, when, altijdNog), buitenTelling(SoortNietGestart, when, nogMogelijk), buitenTelling(SoortNietGestart, when, altijdNog)
		list = append(list, alsLaatste(kaal(regels(not, "telt niet mee : VORM bij AANB"+when)))...)
		list = append(list, alsLaatste(kaal(regels(never, "toegewezen , niet begonnen : VORM bij AANB"+when)))...)
		list = append(list, regels(never, "VORM bij AANB is toegewezen , maar niet begonnen"+when)...)
		list = append(list, regels(yet, "VORM bij AANB is toegewezen , maar nog niet begonnen"+when)...)
	}
	// With a time behind it, it would be read as not counting since then.
	return append(list, regels(buitenTelling(SoortTeltNietMee, "", altijdNog), "VORM bij AANB telt niet mee")...)
}

// nogMogelijk is for "nog niet": what was assigned until a day that is past will not begin.
func nogMogelijk(f Feit, op procesregie.Date) bool { return f.Tot.IsZero() || !f.Tot.Before(op) }
func altijdNog(Feit, procesregie.Date) bool        { return true }

// buitenTelling holds help outside the count against the facts.
func buitenTelling(soort Soort, when string, nog func(Feit, procesregie.Date) bool) func(kennis, vangst) []claim {
	return func(k kennis, v vangst) []claim {
		aspects := append([]Aspect{AspectBuiten, AspectVorm, AspectAanbieder}, v.aspecten()...)
		return []claim{k.soort(soort, aspects, func(f Feit) bool {
			return v.vormen[0] == rijVorm(f.Levering) && v.aanbieders[0] == f.Levering.Aanbieder && k.wanneer(f, when, v.dagen) && nog(f, k.op) &&
				(when != "" || !k.telt(f.Levering))
		})}
	}
}

// telt reports whether the same help at the same provider counts as a trajectory: then only
// its time tells which of the two is meant.
func (k kennis) telt(l procesregie.Levering) bool {
	return slices.ContainsFunc(k.lijst, func(f Feit) bool {
		return f.Soort == SoortTraject && f.Traject.Vorm() == rijVorm(l) && f.Traject.Aanbieder == l.Aanbieder
	})
}

// wanneer reports whether words for the time of such help, with these dates, are right.
func (k kennis) wanneer(f Feit, when string, days []procesregie.Date) bool {
	begun := !f.Levering.Start.IsZero() && !f.Van.After(k.op)
	switch len(days) {
	case 2:
		return days[0] == f.Van && days[1] == f.Tot
	case 1:
		return days[0] == f.Van && f.Tot.IsZero() && begun == (when == " , sinds DAG")
	}
	return when == "" || f.Van.IsZero()
}

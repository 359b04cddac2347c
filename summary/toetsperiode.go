package summary

import (
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// regels makes rules of patterns that say the same.
func regels(zegt func(kennis, vangst) []claim, bronnen ...string) []regel {
	var list []regel
	for _, bron := range bronnen {
		for _, p := range patronen(bron) {
			list = append(list, regel{patroon: p, zegt: zegt})
		}
	}
	return list
}

// periode is a time that several rules look at.
type periode struct {
	van, tot procesregie.Date // zero tot: goes on
	dagen    int
}

func (f Feit) periode() periode { return periode{f.Van, f.Tot, f.Dagen} }

// past reports whether what was filled in agrees with a period: two dates are its first
// and last day, one is its first day and it goes on, a number is its days.
func (v vangst) past(p periode) bool {
	switch len(v.dagen) {
	case 1:
		if v.dagen[0] != p.van || !p.tot.IsZero() {
			return false
		}
	case 2:
		if v.dagen[0] != p.van || v.dagen[1] != p.tot {
			return false
		}
	}
	return len(v.getallen) == 0 || v.getallen[0] == p.dagen
}

// aspecten are those of a period that are filled in.
func (v vangst) aspecten() []Aspect {
	var list []Aspect
	if len(v.dagen) > 0 {
		list = append(list, zegtPeriode...)
	}
	if len(v.getallen) > 0 {
		list = append(list, AspectDuur)
	}
	return list
}

// geweest, nogNiet and nuOpen are when a period fits the tense of a sentence.
func geweest(p periode, op procesregie.Date) bool { return !p.tot.IsZero() && p.tot.Before(op) }
func nogNiet(p periode, op procesregie.Date) bool { return !geweest(p, op) }
func nuOpen(p periode, op procesregie.Date) bool  { return p.tot.IsZero() && !p.van.After(op) }

// overlapregels are about trajectories that ran at the same time.
func overlapregels() []regel {
	return slices.Concat(
		regels(tegelijk(geweest, false),
			"van DAG tot en met DAG liepen WIE tegelijk [( DUUR )]",
			"WIE liepen tegelijk [,] van DAG tot en met DAG [( DUUR )]",
			"WIE liepen [,] van DAG tot en met DAG tegelijk [( DUUR )]",
			"WIE liepen tegelijk [( DUUR )]",
			"WIE liepen DUUR tegelijk [[,] van DAG tot en met DAG]",
			"WIE overlapten [elkaar] [van DAG tot en met DAG] [( DUUR )]",
			"WIE overlapten [elkaar] DUUR [[,] van DAG tot en met DAG]",
			"van DAG tot en met DAG overlapten WIE [elkaar] [( DUUR )]",
		),
		// A period or a duration behind these could be that of the one trajectory.
		regels(alleVoorbij(tegelijk(geweest, true)), "tijdens|naast WIE liep ook WIE", "WIE liep tegelijk met WIE"),
		regels(tegelijk(geweest, true),
			"WIE overlapte met WIE [[,] van DAG tot en met DAG] [( DUUR )]",
		),
		regels(tegelijk(nogNiet, false),
			"van DAG tot en met DAG lopen WIE tegelijk [( DUUR )]",
			"WIE lopen tegelijk [,] van DAG tot en met DAG [( DUUR )]",
			"vanaf DAG lopen WIE tegelijk",
			"WIE lopen [nu] tegelijk",
			"WIE lopen vanaf DAG tegelijk",
			"WIE lopen tegelijk [,] vanaf DAG",
		),
		regels(tegelijk(nuOpen, false), "sinds DAG lopen WIE tegelijk", "WIE lopen sinds DAG tegelijk", "WIE lopen tegelijk [,] sinds DAG"),
		regels(tegelijk(nogNiet, true), "tijdens|naast WIE loopt ook WIE"),
		regels(steedsMeer(geweest), "van DAG tot en met DAG liepen er steeds twee of meer trajecten tegelijk , op zijn meest N [( DUUR )] . het gaat om WIE"),
		regels(steedsMeer(nogNiet),
			"van DAG tot en met DAG lopen er steeds twee of meer trajecten tegelijk , op zijn meest N [( DUUR )] . het gaat om WIE",
			"vanaf DAG lopen er steeds twee of meer trajecten tegelijk , op zijn meest N . het gaat om WIE"),
	)
}

// tegelijk holds trajectories that ran together against the facts. Two rules of words
// differ in tense, and in whether they name one and one or several at once.
func tegelijk(als func(periode, procesregie.Date) bool, apart bool) func(kennis, vangst) []claim {
	return func(k kennis, v vangst) []claim {
		who := slices.Concat(v.wie...)
		if !meerdere(who) || apart && len(who) != 2 {
			return onwaar()
		}
		fits := func(p periode) bool { return als(p, k.op) && v.past(p) && v.begonnen(p, k.op) }
		grounds := k.soort(SoortOverlap, append(v.aspecten(), AspectOverlap), func(f Feit) bool {
			return len(f.Trajecten) == 2 && slices.Equal(f.Trajecten, samen(who, nil)) && fits(f.periode())
		})
		if p, ids, ok := k.gedeeld(who); ok && fits(p) {
			grounds = append(grounds, grond{ids, []Aspect{AspectOverlap}})
		}
		return []claim{grounds}
	}
}

// alleVoorbij is for "liep" of one trajectory: it sounds as if that one is over.
func alleVoorbij(zegt func(kennis, vangst) []claim) func(kennis, vangst) []claim {
	return func(k kennis, v vangst) []claim {
		for _, n := range slices.Concat(v.wie...) {
			if f, known := k.traject(n); !known || !f.Traject.Voorbij(k.op) {
				return onwaar()
			}
		}
		return zegt(k, v)
	}
}

// begonnen reports whether a period has begun, or its first day is named.
func (v vangst) begonnen(p periode, op procesregie.Date) bool {
	return len(v.dagen) > 0 || !p.van.After(op)
}

// meerdere reports whether two or more are named, each once.
func meerdere(who []int) bool { return len(who) > 1 && len(samen(who, nil)) == len(who) }

// gedeeld is the time in which all of some trajectories ran.
func (k kennis) gedeeld(who []int) (p periode, ids []string, ok bool) {
	for i, n := range who {
		f, known := k.traject(n)
		switch {
		case !known:
			return p, nil, false
		case i == 0:
			p = f.periode()
		default:
			p.van = laatst(p.van, f.Van)
			p.tot = eerst(p.tot, f.Tot)
		}
		ids = append(ids, f.ID)
	}
	p.dagen = dagen(p.van, p.tot, k.op)
	return p, ids, p.tot.IsZero() || !p.tot.Before(p.van)
}

func laatst(a, b procesregie.Date) procesregie.Date {
	if b.After(a) {
		return b
	}
	return a
}

// eerst is the earlier of two last days; the zero one never comes.
func eerst(a, b procesregie.Date) procesregie.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// steedsMeer is about a period in which more than two trajectories had a part.
func steedsMeer(als func(periode, procesregie.Date) bool) func(kennis, vangst) []claim {
	return func(k kennis, v vangst) []claim {
		most, who := v.getallen[0], samen(v.wie[0], nil)
		v.getallen = v.getallen[1:]
		return []claim{k.soort(SoortOverlap, append(v.aspecten(), AspectOverlap), func(f Feit) bool {
			return f.Aantal == most && slices.Equal(f.Trajecten, who) && als(f.periode(), k.op) && v.past(f.periode())
		})}
	}
}

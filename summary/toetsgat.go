package summary

import (
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// gatregels are about time without help that is known of.
func gatregels() []regel {
	return slices.Concat(
		regels(gat(geweest, false),
			"van DAG tot en met DAG was er geen hulp bekend [[,] na WIE en voor WIE] [( DUUR )]",
			"er was geen hulp bekend van DAG tot en met DAG [[,] na WIE en voor WIE] [( DUUR )]",
			"er was DUUR geen hulp bekend [[,] van DAG tot en met DAG] [,] na WIE en voor WIE",
			"er was DUUR geen hulp bekend [,] tussen WIE en WIE [[,] van DAG tot en met DAG]",
			"tussen WIE en WIE was [er] geen hulp bekend [,] van DAG tot en met DAG [( DUUR )]",
			"tussen WIE en WIE was [er] DUUR geen hulp bekend [[,] van DAG tot en met DAG]",
			"na WIE en voor WIE was [er] DUUR geen hulp bekend [[,] van DAG tot en met DAG]",
			"na WIE was er geen hulp bekend [,] van DAG tot en met DAG [( DUUR )]",
			"na WIE was er DUUR geen hulp bekend [[,] van DAG tot en met DAG]",
		),
		regels(gat(geweest, true),
			"er was DUUR geen hulp bekend [,] tussen WIE [[,] van DAG tot en met DAG]",
			"tussen WIE was [er] geen hulp bekend [,] van DAG tot en met DAG [( DUUR )]",
			"tussen WIE was [er] DUUR geen hulp bekend [[,] van DAG tot en met DAG]",
		),
		regels(gat(nogNiet, false), "van DAG tot en met DAG is er geen hulp bekend [[,] na WIE en voor WIE] [( DUUR )]"),
		regels(gat(nuOpen, false),
			"sinds DAG is er geen hulp [meer] bekend [[,] na WIE] [( DUUR )]",
			"er is geen hulp [meer] bekend sinds DAG [[,] na WIE] [( DUUR )]",
			"er is sinds DAG geen hulp [meer] bekend [[,] na WIE] [( DUUR )]",
			"na WIE is er geen hulp [meer] bekend [,] sinds DAG [( DUUR )]",
			"er is nu DUUR geen hulp bekend [,] na WIE",
			"na WIE is er nu DUUR geen hulp bekend",
		),
	)
}

// gat holds time without help against the facts: first the trajectories before it, then
// the ones after it. Between two that are named together the first is before it.
func gat(als func(periode, procesregie.Date) bool, samenGenoemd bool) func(kennis, vangst) []claim {
	return func(k kennis, v vangst) []claim {
		who := v.wie
		if samenGenoemd {
			if len(who[0]) != 2 {
				return onwaar()
			}
			who = [][]int{who[0][:1], who[0][1:]}
		}
		aspects := v.aspecten()
		switch {
		case len(who) == 2:
			aspects = append(aspects, AspectGat)
		case len(who) == 1:
			aspects = append(aspects, AspectNa)
		}
		return []claim{k.soort(SoortGat, aspects, func(f Feit) bool {
			return als(f.periode(), k.op) && v.past(f.periode()) && naVoor(who, f)
		})}
	}
}

// naVoor reports whether a gap comes after and before the trajectories that are named.
func naVoor(who [][]int, f Feit) bool {
	return (len(who) < 1 || slices.Equal(samen(who[0], nil), f.Voor)) && (len(who) < 2 || slices.Equal(samen(who[1], nil), f.Na))
}

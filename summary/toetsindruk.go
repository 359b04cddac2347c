package summary

import (
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// What a reader hears beside the words: each of these is true of every part, and false of
// the whole.

// eenmaal is what is said of a trajectory once: over and over it would be a judgement.
var eenmaal = []Aspect{AspectResultaat, AspectVroeg, AspectCrisis, AspectPauze}

// herhaald reports whether claims say nothing that was not said before, or say once more what
// is said only once. A gap or an overlap that comes back in other words would be a second one.
func (k kennis) herhaald(said []Bewering, claims []claim, ids []string) bool {
	says := beweerd(claims, ids)
	known := func(b Bewering) bool { return slices.Contains(said, b) }
	again := func(b Bewering) bool {
		return known(b) && slices.Contains(eenmaal, b.Aspect) || k.nogEens(b.Feit, said)
	}
	fresh := func(b Bewering) bool { return !known(b) }
	return slices.ContainsFunc(says, again) || len(says) > 0 && !slices.ContainsFunc(says, fresh)
}

// beweerd is all that claims say of facts that are cited.
func beweerd(claims []claim, ids []string) (says []Bewering) {
	for _, ground := range slices.Concat(claims...) {
		if slices.ContainsFunc(ground.ids, func(id string) bool { return !slices.Contains(ids, id) }) {
			continue
		}
		for _, id := range ground.ids {
			for _, a := range ground.aspecten {
				says = append(says, Bewering{id, a})
			}
		}
	}
	return says
}

// nogEens reports whether a fact that is no trajectory was spoken of before. A form that was
// tried before may be followed by where it runs again.
func (k kennis) nogEens(id string, said []Bewering) bool {
	kind := k.feiten[id].Soort
	return kind != SoortTraject && kind != SoortVorm && slices.ContainsFunc(said, func(b Bewering) bool { return b.Feit == id })
}

// alsofHetLoopt reports whether the form or the provider of a trajectory that has yet to
// begin is said, and nothing of that: "traject 7 is pleegzorg" reads as if it is there.
func (k kennis) alsofHetLoopt(said []Bewering) bool {
	return slices.ContainsFunc(said, func(b Bewering) bool {
		f := k.feiten[b.Feit]
		return f.Soort == SoortTraject && f.Van.After(k.op) && (b.Aspect == AspectVorm || b.Aspect == AspectAanbieder) &&
			!slices.Contains(said, Bewering{b.Feit, AspectBegin}) && !slices.Contains(said, Bewering{b.Feit, AspectStand})
	})
}

// looptElders reports whether of a trajectory that is called by its form is said that it is
// over, while that form of help goes on, or has yet to begin, in another.
func (k kennis) looptElders(who []int, claims []claim) bool {
	ends := []Aspect{AspectStand, AspectEinde, AspectVroeg}
	over := slices.ContainsFunc(slices.Concat(claims...), func(g grond) bool {
		return slices.ContainsFunc(g.aspecten, func(a Aspect) bool { return slices.Contains(ends, a) })
	})
	f, known := k.traject(who[0])
	return over && known && f.Traject.Voorbij(k.op) && slices.ContainsFunc(k.lijst, func(other Feit) bool {
		return other.Soort == SoortTraject && other.Traject.Vorm() == f.Traject.Vorm() && !other.Traject.Voorbij(k.op)
	})
}

// strekking is how an outcome sounds beside "maar".
type strekking string

const (
	strekGoed    strekking = "good"
	strekDeels   strekking = "in part"
	strekSlecht  strekking = "bad"
	strekOpen    strekking = "not known"
	strekLoopt   strekking = "runs"
	strekVoorbij strekking = "over"
	strekStraks  strekking = "to come"
	strekPauze   strekking = "in a pause"
)

// tegenover reports whether "maar" may stand between claims: they are a contrast, and of the
// same kind. How it went may differ from how it ended; with which help it was, or that it
// runs, it would be a judgement. What is not known may stand beside anything.
func (k kennis) tegenover(voor, na []claim) bool {
	a, okA := k.strekt(voor)
	b, okB := k.strekt(na)
	return okA && okB && a != b && (a == strekOpen || b == strekOpen || a.stand() == b.stand())
}

func (s strekking) stand() bool {
	return slices.Contains([]strekking{strekLoopt, strekVoorbij, strekStraks, strekPauze}, s)
}

// strekt is what all of some claims have in common; ok is false when they have not, or are
// about something else than an outcome.
func (k kennis) strekt(claims []claim) (s strekking, ok bool) {
	for _, c := range claims {
		if len(c) == 0 {
			return "", false
		}
		for _, a := range c[0].aspecten {
			this := k.strektFeit(k.feiten[c[0].ids[0]], a)
			if this == "" || s != "" && s != this {
				return "", false
			}
			s = this
		}
	}
	return s, s != ""
}

// strektFeit is that of one aspect of one fact, "" of what is no outcome.
func (k kennis) strektFeit(f Feit, a Aspect) strekking {
	switch a {
	case AspectEinde, AspectVroeg, AspectAfgeleid:
		return strektReden(f.Traject.Reden, f.Soort)
	case AspectResultaat:
		return strektResultaat(f.Traject.Resultaat)
	case AspectPauze:
		return strekPauze
	case AspectStand:
		return k.strektStand(f)
	}
	return ""
}

func strektReden(reden string, soort Soort) strekking {
	switch {
	case soort == SoortTeVroeg:
		return strekSlecht
	case reden == "":
		return strekOpen
	case reden == "01":
		return strekGoed
	}
	return strekSlecht
}

func strektResultaat(resultaat string) strekking {
	switch resultaat {
	case procesregie.Geholpen:
		return strekGoed
	case procesregie.DeelsGeholpen:
		return strekDeels
	case procesregie.NietGeholpen:
		return strekSlecht
	}
	return strekOpen
}

func (k kennis) strektStand(f Feit) strekking {
	switch {
	case f.Soort == SoortTraject && f.Van.After(k.op):
		return strekStraks
	case f.Soort == SoortTraject && f.Traject.Voorbij(k.op), f.Soort == SoortLopend && len(f.Trajecten) == 0:
		return strekVoorbij
	}
	return strekLoopt
}

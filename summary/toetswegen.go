package summary

import (
	"slices"
	"strconv"

	"github.com/regiebot/regiebot/procesregie"
)

// kennis is what claims are held against.
type kennis struct {
	feiten map[string]Feit
	lijst  []Feit
	op     procesregie.Date
}

// claim is one thing that is said: the grounds for it, each enough. Without any it is not
// true.
type claim []grond

// grond are facts that together bear out a claim, and what is said of each of them.
type grond struct {
	ids      []string
	aspecten []Aspect
}

// onwaar is what no fact says.
func onwaar() []claim { return []claim{nil} }

// soort returns the facts of a kind that meet a condition as grounds of one claim.
func (k kennis) soort(soort Soort, aspecten []Aspect, wel func(Feit) bool) claim {
	var grounds claim
	for _, f := range k.lijst {
		if f.Soort == soort && wel(f) {
			grounds = append(grounds, grond{[]string{f.ID}, aspecten})
		}
	}
	return grounds
}

// traject returns the fact of a trajectory by its number.
func (k kennis) traject(n int) (Feit, bool) {
	f, ok := k.feiten["T"+strconv.Itoa(n)]
	return f, ok && f.Soort == SoortTraject
}

// claims of a part of a sentence: what its rule says, and what follows on it.
func (k kennis) claims(d deelzin) []claim {
	if !eensGezind(d.vangst) {
		return onwaar()
	}
	all := d.regel.zegt(k, d.vangst)
	if d.regel.zegtEen(AspectDuur, AspectEind) && slices.ContainsFunc(d.vangst.staart, func(s deelzin) bool { return s.regel.slot }) {
		return onwaar() // how long the crisis or the pause was?
	}
	if d.vangst.genoemd && k.looptElders(d.vangst.wie[0], all) {
		return onwaar()
	}
	for _, s := range d.vangst.staart {
		s.vangst.wie = d.vangst.wie
		all = append(all, s.regel.zegt(k, s.vangst)...)
	}
	return all
}

// eensGezind reports whether the verb has the number of what it is about.
func eensGezind(v vangst) bool {
	if len(v.wie) == 0 {
		return true
	}
	if len(v.wie[0]) == 1 {
		return v.verbogen&voorEen != 0
	}
	return v.verbogen&voorMeer != 0
}

// weeg holds one reading of a sentence against the facts it cites. It must be true, rest
// on facts that are cited, and no id may be cited that it does not rest on.
func (k kennis) weeg(parts []deelzin, ids []string) Oordeel {
	var said []Bewering
	rested := map[string]bool{}
	verdict := ""
	var before []claim
	for _, part := range parts {
		all := k.claims(part)
		switch {
		case slices.ContainsFunc(all, claim.leeg), part.vangst.maar && !k.tegenover(before, all):
			return Oordeel{Waarom: WaaromFeit}
		case k.herhaald(said, all, ids):
			return Oordeel{Waarom: WaaromZin}
		}
		before = all
		for _, c := range all {
			if !c.rust(ids, rested, &said) {
				verdict = WaaromNummer
			}
		}
	}
	if verdict != "" || len(rested) < len(ids) {
		return Oordeel{Waarom: WaaromNummer}
	}
	if k.alsofHetLoopt(said) {
		return Oordeel{Waarom: WaaromFeit}
	}
	return Oordeel{Goed: true, Zegt: said}
}

// leeg reports whether nothing bears a claim out.
func (c claim) leeg() bool { return len(c) == 0 }

// rust reports whether one of the grounds of a claim is cited in full, and keeps which
// ids are used by it, and what is said of them.
func (c claim) rust(ids []string, rested map[string]bool, said *[]Bewering) bool {
	found := false
	for _, ground := range c {
		if slices.ContainsFunc(ground.ids, func(id string) bool { return !slices.Contains(ids, id) }) {
			continue
		}
		found = true
		for _, id := range ground.ids {
			rested[id] = true
			for _, a := range ground.aspecten {
				if b := (Bewering{id, a}); !slices.Contains(*said, b) {
					*said = append(*said, b)
				}
			}
		}
	}
	return found
}

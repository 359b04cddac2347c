package procesregie

import "slices"

// DomeinAnswer says on how many domains of life there are problems. The zero value
// is OnbekendDomein.
type DomeinAnswer int8

// The answers about domains.
const (
	OnbekendDomein DomeinAnswer = iota
	EenDomein
	MeerDomeinen
)

// ParseDomein reads een, meer, onbekend and ?, in any capitals.
func ParseDomein(word string) (DomeinAnswer, bool) {
	switch plainWords(word) {
	case "een", "één", "1":
		return EenDomein, true
	case "meer", "meerdere":
		return MeerDomeinen, true
	}
	a, ok := ParseAnswer(word)
	return OnbekendDomein, ok && a == Onbekend
}

// String returns een, meer or onbekend.
func (d DomeinAnswer) String() string { return [...]string{"onbekend", "een", "meer"}[d] }

// NiveauVragen are the answers on which the advice about a level rests (RN-5).
type NiveauVragen struct {
	Samenhang   Answer // connected or domain-crossing needs, or tighter direction needed (RN-0)
	Veiligheid  Answer // safety is at stake (RN-3)
	Voorwaarden Answer // safety conditions are needed to prevent compulsory help (RN-4)
	OVV         Answer // the OVV took the kernbesluit (RN-4)
	Domeinen    DomeinAnswer
	Aanbieder   Answer // a provider is involved; never changes the level
}

// NiveauAdvies is the advice about a level (RN-5).
type NiveauAdvies struct {
	Niveau      Niveau
	Voorlopig   bool     // unknown answers could still change it
	Vraag       []string // keys of exactly those answers, safety first
	NaarOVV     bool     // "breng in bij het OVV" (RN-4)
	Grond       []Grond
	Opmerkingen []Grond // what does not change the level
	Besluit     string  // who decides: the last sentence of the reply
}

// RegieNiveau advises a level of procesregie (RN-0…5), in the levels of the profile.
//
// When every way to fill in the unknown answers gives the same level, that level
// stands. Else it is Voorlopig: unknown samenhang counts as ja, other unknowns as
// nee, and with unknown safety it is never lighter than basis.
//
// A profile with PR and VPR (GM) gives everybody PR; one with PR alone (UW) gives it
// where ZO would give any level.
func RegieNiveau(v NiveauVragen, p Profiel) NiveauAdvies {
	a := NiveauAdvies{Niveau: p.level(v), Vraag: p.open(v), Besluit: p.wieBeslist()}
	a.Voorlopig = len(a.Vraag) > 0
	if a.Voorlopig {
		a.Niveau = p.provisional(v)
	}
	a.NaarOVV = p.has(VPR) && v.Voorwaarden == Ja && v.OVV != Ja
	a.Grond = p.niveauGrond(v, a)
	a.Opmerkingen = p.niveauOpmerkingen(v, a)
	return a
}

// level follows the order of RN-5, with unknown taken as nee.
func (p Profiel) level(v NiveauVragen) Niveau { return p.fold(rn5(v)) }

func rn5(v NiveauVragen) Niveau {
	switch {
	case v.Voorwaarden == Ja && v.OVV == Ja:
		return VPR
	case v.Voorwaarden == Ja, v.Veiligheid == Ja:
		return Intensief
	case v.Domeinen == MeerDomeinen:
		return Basis
	case v.Samenhang == Ja:
		return Licht
	}
	return Geen
}

// fold turns a level of RN-5 into one that the profile has: the same, else the next
// heavier one, else the heaviest of procesregie.
func (p Profiel) fold(n Niveau) Niveau {
	switch {
	case p.has(n):
		return n
	case p.has(PR) && (n != Geen || p.has(VPR)):
		return PR
	case n == Geen:
		return Geen
	}
	best := Geen
	for _, have := range p.Niveaus {
		if have == VPR {
			continue // only the OVV opens that one
		}
		if best = have; have.weight() >= n.weight() {
			break
		}
	}
	return best
}

// weight orders the levels from light to heavy.
func (n Niveau) weight() int { return slices.Index(allNiveaus[:], n) }

// provisional is the level while unknown answers could still change it (RN-5).
func (p Profiel) provisional(v NiveauVragen) Niveau {
	if v.Samenhang == Onbekend {
		v.Samenhang = Ja
	}
	n := rn5(v)
	if v.Veiligheid == Onbekend && n.weight() < Basis.weight() {
		n = Basis
	}
	return p.fold(n)
}

// niveauVraag is one unknown answer that can be filled in.
type niveauVraag struct {
	sleutel string
	unknown func(NiveauVragen) bool
	fill    func(v *NiveauVragen, ja bool)
}

// niveauVragen lists the answers that can change a level: safety first.
var niveauVragen = [...]niveauVraag{
	{"veiligheid", func(v NiveauVragen) bool { return v.Veiligheid == Onbekend }, func(v *NiveauVragen, ja bool) { v.Veiligheid = answerOf(ja) }},
	{"voorwaarden", func(v NiveauVragen) bool { return v.Voorwaarden == Onbekend }, func(v *NiveauVragen, ja bool) { v.Voorwaarden = answerOf(ja) }},
	{"ovv", func(v NiveauVragen) bool { return v.OVV == Onbekend }, func(v *NiveauVragen, ja bool) { v.OVV = answerOf(ja) }},
	{"domeinen", func(v NiveauVragen) bool { return v.Domeinen == OnbekendDomein }, func(v *NiveauVragen, ja bool) {
		v.Domeinen = EenDomein
		if ja {
			v.Domeinen = MeerDomeinen
		}
	}},
	{"samenhang", func(v NiveauVragen) bool { return v.Samenhang == Onbekend }, func(v *NiveauVragen, ja bool) { v.Samenhang = answerOf(ja) }},
}

func answerOf(ja bool) Answer {
	if ja {
		return Ja
	}
	return Nee
}

// open returns the keys of the unknown answers that can change the level: those of
// which ja and nee differ for some way to fill in the others.
func (p Profiel) open(v NiveauVragen) []string {
	var keys []string
	for i, q := range niveauVragen {
		if q.unknown(v) && p.tips(v, i, 0) {
			keys = append(keys, q.sleutel)
		}
	}
	return keys
}

// tips fills in the unknown answers from the one at on, except which, in every way.
func (p Profiel) tips(v NiveauVragen, which, at int) bool {
	if at == len(niveauVragen) {
		yes, no := v, v
		niveauVragen[which].fill(&yes, true)
		niveauVragen[which].fill(&no, false)
		return p.level(yes) != p.level(no)
	}
	if at == which || !niveauVragen[at].unknown(v) {
		return p.tips(v, which, at+1)
	}
	yes, no := v, v
	niveauVragen[at].fill(&yes, true)
	niveauVragen[at].fill(&no, false)
	return p.tips(yes, which, at+1) || p.tips(no, which, at+1)
}

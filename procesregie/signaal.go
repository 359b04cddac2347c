package procesregie

import (
	"slices"
	"strings"
)

// The rules of the signals.
const (
	RegelTerugkijken = "TR-1"
	RegelVerblijf    = "TR-2"
)

// Signaal is something in the help of a young person that asks for a look: TR-1 or TR-2.
type Signaal struct {
	Regel    string // "TR-1" or "TR-2"
	Jeugdige string
	Traject  int    // its number
	Vorm     string // its form of help, in Dutch
	Op       Date   // its first day
	Eind     Date   // its last day; zero: goes on
	// Sleutel names the signal among those of one casus, also when an older trajectory becomes
	// known later and the numbers move up. It names the provider: it is kept sealed only.
	Sleutel string

	ook   []string // other keys under which it can have been told, see [Verteld]
	lijkt []string // how those begin that it can have had before its provider was corrected
}

// Signalen returns the signals of a history on a day, by trajectory: TR-1 for every
// trajectory that has begun from number [TrajectInstelling.SignaalVanaf] on, TR-2 for every
// one that runs with one of the forms [TrajectInstelling.Verblijf]. Which of them were told
// before, [Verteld] says.
func (h Historie) Signalen(in TrajectInstelling, op Date) []Signaal {
	return slices.DeleteFunc(h.signalenTot(in, op), func(s Signaal) bool { return !s.Geldt(op) })
}

// signalenTot is Signalen with what held before: help with stay that has ended.
func (h Historie) signalenTot(in TrajectInstelling, op Date) []Signaal {
	var found []Signaal
	for _, t := range h.Trajecten {
		if t.Start.After(op) {
			continue
		}
		if t.Nummer >= in.SignaalVanaf { // TR-1
			found = append(found, h.signaal(RegelTerugkijken, t))
		}
		if slices.Contains(in.Verblijf, t.Hulpvorm) { // TR-2
			found = append(found, h.signaal(RegelVerblijf, t))
		}
	}
	return found
}

func (h Historie) signaal(regel string, t Traject) Signaal {
	s := Signaal{Regel: regel, Jeugdige: h.Jeugdige, Traject: t.Nummer, Vorm: t.Vorm(), Op: t.Start, Eind: t.Eind}
	about := regel + "/" + ZaakKey(h.Jeugdige) + "/"
	for _, l := range t.Leveringen {
		s.named(about+vormSleutel(l.Hulpvorm, l.Productcategorie)+"/"+l.Start.String()+"/", l)
		if l.Hulpvorm != "" && l.Productcategorie != "" { // before the hulpvorm was known
			s.named(about+vormSleutel("", l.Productcategorie)+"/"+l.Start.String()+"/", l)
		}
	}
	s.Sleutel = s.ook[0]
	return s
}

// named adds the keys of a row: by the number and by the name of its provider.
func (s *Signaal) named(begin string, l Levering) {
	s.lijkt = append(s.lijkt, begin)
	for _, provider := range slices.Concat([]string{l.AGB}, naamSleutel(l.Aanbieder)) {
		if provider != "" {
			s.ook = append(s.ook, begin+provider)
		}
	}
	if l.AGB == "" && len(naamSleutel(l.Aanbieder)) == 0 {
		s.ook = append(s.ook, begin)
	}
}

// Geldt reports whether a signal holds on a day: help with stay runs. A fourth trajectory
// stays one.
func (s Signaal) Geldt(op Date) bool { return s.Regel != RegelVerblijf || runs(s.Op, s.Eind, op) }

// Signalen returns the signals of the help in a casus that hold on a day or held before it, by
// young person and trajectory (TR-1, TR-2): who was told that a young person lives in a group
// was told something true, also when that is over. Which hold now, [Signaal.Geldt] says.
func (h Hulp) Signalen(in TrajectInstelling, op Date) []Signaal {
	var all []Signaal
	for _, g := range h.Geschiedenis() {
		all = append(all, g.signalenTot(in, op)...)
	}
	return all
}

// VolgendSignaal returns the first day after a day on which help begins that gives a signal;
// zero when none is known.
func (h Hulp) VolgendSignaal(in TrajectInstelling, op Date) Date {
	var next Date
	for _, g := range h.Geschiedenis() {
		for _, t := range g.Trajecten {
			gives := t.Nummer >= in.SignaalVanaf || slices.Contains(in.Verblijf, t.Hulpvorm)
			if gives && t.Start.After(op) && (next.IsZero() || t.Start.Before(next)) {
				next = t.Start
			}
		}
	}
	return next
}

// Verteld returns for each of the signals of one casus its place among the keys of what was
// told; -1 when it was not. No two have the same place. First go those that are the same
// still, then those of which more became known, then those of another provider.
func Verteld(list []Signaal, verteld []string) []int {
	places, taken := make([]int, len(list)), make([]bool, len(verteld))
	match := func(is func(s *Signaal, key string) bool) {
		for i := range list {
			at := slices.IndexFunc(verteld, func(key string) bool { return is(&list[i], key) })
			for ; places[i] < 0 && at >= 0 && at < len(verteld); at++ {
				if !taken[at] && is(&list[i], verteld[at]) {
					places[i], taken[at] = at, true
				}
			}
		}
	}
	for i := range places {
		places[i] = -1
	}
	match(func(s *Signaal, key string) bool { return s.Sleutel == key })
	match(func(s *Signaal, key string) bool { return slices.Contains(s.ook, key) })
	match(func(s *Signaal, key string) bool {
		return slices.ContainsFunc(s.lijkt, func(begin string) bool { return strings.HasPrefix(key, begin) })
	})
	return places
}

// NieuweSignalen returns of the signals of one casus on a day which are to be told: of those of
// a young person by one rule the latest, when it holds and was not told. Who looks back at that
// one looks back at those before it, too; they are told when it turns out never to have been.
func NieuweSignalen(list []Signaal, verteld []string, op Date) []Signaal {
	var found []Signaal
	places := Verteld(list, verteld)
	for i, s := range list {
		if places[i] >= 0 || !s.Geldt(op) {
			continue
		}
		covered := false
		for j, o := range list {
			covered = covered || o.komtNa(s) && (places[j] >= 0 || o.Geldt(op))
		}
		if !covered {
			found = append(found, s)
		}
	}
	return found
}

// komtNa reports whether a signal is that of a later trajectory, by the same rule.
func (s Signaal) komtNa(o Signaal) bool {
	return s.Regel == o.Regel && s.Jeugdige == o.Jeugdige && s.Traject > o.Traject
}

// SignaalOntvangers returns who is told of the signals of a casus: the procesregisseur, and the
// duo-partner of a VPR; the managers when neither may know of it any more.
func (p Praktijk) SignaalOntvangers(c Casus) []string {
	names := unique(c.Regisseur)
	if c.Niveau() == VPR {
		names = unique(c.Regisseur, c.Duo)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return !p.MagWeten(name) })
	if len(names) == 0 {
		return p.Managers()
	}
	return names
}

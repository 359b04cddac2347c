package exchange

import (
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// tijdlijn is what picture and text both show, in their order: neither can say anything
// that the other does not.
type tijdlijn struct {
	jeugdige string
	op       procesregie.Date
	aantal   int // trajectories of the young person
	lopen    int // of them, that run
	groepen  []lijngroep
	apart    []lijngroep // what is no trajectory
	tegelijk []procesregie.Overlap
	gaten    []procesregie.Gat
	weg      int // trajectories that the picture leaves out
	wegRijen int // other rows that the picture leaves out

	geweigerd int // rows that an import refused
}

// lijngroep are the rows of one form of help.
type lijngroep struct {
	kop   string
	soort hulpsoort
	rijen []lijnrij
}

// lijnrij is one row: one bar in the picture, one line in the text.
type lijnrij struct {
	nummer   int // of the trajectory; 0: it is none
	soort    hulpsoort
	wie      string // the provider; of what is no trajectory also which help
	wanneer  string
	van, tot procesregie.Date // zero tot: goes on. zero van: not known
	pauze    procesregie.Date // since; zero: not in a pause
	begonnen bool             // false: assigned only
}

// maakTijdlijn puts the rows of a history in order: forms of help by when each was first
// tried, trajectories by number.
func maakTijdlijn(h procesregie.Historie, op procesregie.Date) tijdlijn {
	t := tijdlijn{
		jeugdige: h.Jeugdige, op: op, aantal: len(h.Trajecten), lopen: len(h.Lopend(op)),
		tegelijk: h.Overlappen(), gaten: h.Gaten(op), geweigerd: h.Geweigerd,
	}
	for _, traject := range h.Trajecten {
		t.voegToe(&traject)
	}
	t.zetApart("Telt niet mee", h.TeltNietMee)
	t.zetApart("Toegewezen, niet begonnen", h.NietGestart)
	return t
}

func (t *tijdlijn) voegToe(traject *procesregie.Traject) {
	soort := soortHulp(traject.Hulpvorm, traject.Productcategorie)
	kop := soort.kop(traject.Vorm())
	i := slices.IndexFunc(t.groepen, func(g lijngroep) bool { return g.kop == kop })
	if i < 0 {
		i = len(t.groepen)
		t.groepen = append(t.groepen, lijngroep{kop: kop, soort: soort})
	}
	rij := lijnrij{
		nummer: traject.Nummer, soort: soort, wie: lijnAanbieder(traject.Aanbieder, traject.AGB), wanneer: wanneerTraject(traject, t.op),
		van: traject.Start, tot: traject.Eind, begonnen: true,
	}
	if traject.Loopt(t.op) {
		rij.pauze = traject.PauzeSinds
	}
	t.groepen[i].rijen = append(t.groepen[i].rijen, rij)
}

func (t *tijdlijn) zetApart(kop string, rijen []procesregie.Levering) {
	if len(rijen) == 0 {
		return
	}
	groep := lijngroep{kop: kop, soort: teltNiet}
	for i := range rijen {
		l := &rijen[i]
		rij := lijnrij{soort: teltNiet, wie: lijnHulp(l) + " bij " + lijnAanbieder(l.Aanbieder, l.AGB), van: l.Start, tot: l.Eind, begonnen: true}
		if l.Start.IsZero() {
			rij.van, rij.tot, rij.begonnen = l.ToegewezenVan, l.ToegewezenTot, false
		}
		rij.wanneer = wanneerRij(rij, t.op)
		groep.rijen = append(groep.rijen, rij)
	}
	t.apart = append(t.apart, groep)
}

// rijenApart is how many rows of what is no trajectory the picture shows of a kind.
const rijenApart = 12

// voorBeeld leaves what the picture has room for: the last [TijdlijnTrajecten], which are
// those with the highest numbers, and the last rows of what is no trajectory.
func (t tijdlijn) voorBeeld() tijdlijn {
	t.weg = max(t.aantal-TijdlijnTrajecten, 0)
	groepen := t.groepen
	t.groepen = nil
	for _, g := range groepen {
		g.rijen = slices.DeleteFunc(slices.Clone(g.rijen), func(r lijnrij) bool { return r.nummer <= t.weg })
		if len(g.rijen) > 0 {
			t.groepen = append(t.groepen, g)
		}
	}
	t.apart = slices.Clone(t.apart)
	for i, g := range t.apart {
		over := max(len(g.rijen)-rijenApart, 0)
		t.apart[i].rijen = g.rijen[over:]
		t.wegRijen += over
	}
	return t
}

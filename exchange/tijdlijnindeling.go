package exchange

import (
	"image"
	"image/color"

	"github.com/regiebot/regiebot/procesregie"
)

// indeling says where everything of the picture stands, as data: a test can judge it
// without looking at pixels.
type indeling struct {
	breed, hoog int
	as          tijdas
	vlakken     []vlak // in the order in which they are drawn
	balken      []balk
	stalen      []balk // samples in the legend
	lijnen      []vlak // over the bars
	teksten     []tekst
}

// vlak is a rectangle that is drawn in one way.
type vlak struct {
	r     image.Rectangle
	wat   vlaksoort
	soort hulpsoort // of a sample
}

type vlaksoort int

const (
	strook       vlaksoort = iota // behind a bar, as long as the axis
	bandTegelijk                  // two or more ran
	bandGeen                      // no help known
	blokTegelijk                  // the same two, in a row of their own
	blokGeen
	ficheTegelijk // behind the words in such a block
	ficheGeen
	ficheNaast  // behind words next to it
	streepDun   // a quarter or month of the axis
	streepZwaar // a year of it
	vandaagLijn
	scheiding // between parts of the picture
	staal     // a sample of a kind of help
)

// balk is the bar of a row. It has the days from its left side up to its right side.
type balk struct {
	r      image.Rectangle
	nummer int // of the trajectory; 0: it is none
	soort  hulpsoort
	pauze  int  // from here on help pauses, until later; the right side when it does not
	later  int  // from here on it is not yet; the right side when all is past
	open   bool // it has no end: the right side is an arrow
}

// tekst is one line of words in the box that it fills.
type tekst struct {
	r       image.Rectangle
	woorden string
	letter  letter
	kleur   color.RGBA
}

// The measures of the picture, in pixels: twice those on a phone.
const (
	lijnBreed   = 720
	lijnMarge   = 24
	lijnLinks   = 78                                 // where the axis begins, after the numbers
	lijnStaart  = 30                                 // room for arrows after the axis
	lijnRechts  = lijnBreed - lijnMarge - lijnStaart // where the axis ends
	lijnRand    = lijnBreed - lijnMarge
	balkMinimum = 6    // so wide is a bar of one day at least
	vollerijen  = 60   // with more rows than this the names stand in the text only
	asHerhaling = 1500 // after so much the words of the axis come again
)

// schets is a layout in the making, from top to bottom.
type schets struct {
	*indeling
	t      tijdlijn
	l      letters
	y      int
	asY    int // where the words of the axis stood last
	dicht  bool
	banden []band
}

// deelIn says where everything of a timeline stands.
func deelIn(t tijdlijn, l letters) indeling {
	s := schets{indeling: &indeling{breed: lijnBreed}, t: t, l: l, y: lijnMarge, dicht: t.rijen() > vollerijen}
	s.bovenaan()
	if eerste, laatste, ok := t.bereik(); ok {
		s.as = maakAs(eerste, laatste, lijnLinks, lijnRechts-lijnLinks)
		s.perioden()
		s.asWoorden()
		s.boven()
		for _, g := range t.groepen {
			s.groep(g)
		}
		for _, g := range t.apart {
			s.groep(g)
		}
		s.legenda()
	}
	s.y += 8
	s.lijn()
	for _, zin := range t.telling() {
		s.alinea(gewoon, zin, grijs)
	}
	s.hoog = s.y + lijnMarge
	return *s.indeling
}

// rijen counts the trajectories that are drawn.
func (t tijdlijn) rijen() int { return t.aantal - t.weg }

// bereik are the first and the last day that the picture tells about. Its day itself is
// one of them; ok is false when there is nothing to draw.
func (t tijdlijn) bereik() (eerste, laatste procesregie.Date, ok bool) {
	eerste, laatste = t.op, t.op
	for _, groepen := range [...][]lijngroep{t.groepen, t.apart} {
		for _, g := range groepen {
			for _, r := range g.rijen {
				for _, dag := range [...]procesregie.Date{r.van, r.tot} {
					switch {
					case dag.IsZero():
						continue
					case dag.Before(eerste):
						eerste = dag
					case dag.After(laatste):
						laatste = dag
					}
					ok = true
				}
			}
		}
	}
	return eerste, laatste, ok
}

// bovenaan is the main message: who, when, how many.
func (s *schets) bovenaan() {
	s.alinea(grote, s.l.kort(grote, s.t.titel(), lijnRand-lijnMarge), inkt)
	s.alinea(gewoon, s.t.stand(), grijs)
	s.y += 6
	s.alinea(vet, s.t.hoofdzin(), inkt)
	if over := s.t.overgeslagen(); over != "" {
		s.alinea(gewoon, over, inkt)
	}
	if s.dicht {
		s.alinea(gewoon, "De aanbieders en de datums staan in de tekst.", inkt)
	}
	s.y += 12
}

// alinea writes words over the whole width, on as many lines as they need.
func (s *schets) alinea(letter letter, woorden string, kleur color.RGBA) {
	for _, regel := range s.l.regels(letter, woorden, lijnRand-lijnMarge) {
		s.zet(letter, regel, image.Pt(lijnMarge, s.y), kleur)
		s.y += s.l.hoog(letter) + 2
	}
	s.y += 4
}

// zet places words with their left upper corner on a point.
func (s *schets) zet(letter letter, woorden string, punt image.Point, kleur color.RGBA) {
	r := image.Rect(punt.X, punt.Y, punt.X+s.l.breed(letter, woorden), punt.Y+s.l.hoog(letter))
	s.teksten = append(s.teksten, tekst{r, woorden, letter, kleur})
}

func (s *schets) vul(wat vlaksoort, r image.Rectangle) {
	s.vlakken = append(s.vlakken, vlak{r: r, wat: wat})
}

// lijn separates what follows from what was before.
func (s *schets) lijn() {
	s.vul(scheiding, image.Rect(lijnMarge, s.y, lijnRand, s.y+2))
	s.y += 12
}

package exchange

import (
	"fmt"
	"image"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// uitleg is a sample with what it means.
type uitleg struct {
	balk    *balk
	wat     vlaksoort // when it is no bar
	woorden string
}

const staalBreed, staalHoog = 56, 26

// legenda explains what occurs in the picture and is not said in words next to it.
func (s *schets) legenda() {
	if s.y-s.asY > asHerhaling/2 {
		s.y += 10
		s.asWoorden()
	}
	s.y += 8
	s.lijn()
	for _, u := range s.uitleg() {
		r := image.Rect(lijnMarge, s.y+1, lijnMarge+staalBreed, s.y+1+staalHoog)
		if u.balk == nil {
			s.vul(u.wat, r)
		} else {
			b := *u.balk
			b.r = r
			s.stalen = append(s.stalen, b.verplaats(r))
		}
		s.zet(gewoon, u.woorden, image.Pt(lijnMarge+staalBreed+14, s.y), grijs)
		s.y += staalHoog + 8
	}
}

// uitleg lists the samples of what occurs.
func (s *schets) uitleg() []uitleg {
	var list []uitleg
	add := func(ja bool, u uitleg) {
		if ja {
			list = append(list, u)
		}
	}
	een := func(is func(balk) bool) bool { return slices.ContainsFunc(s.balken, is) }
	band := func(wat vlaksoort) bool {
		return slices.ContainsFunc(s.banden, func(b band) bool { return b.wat == wat })
	}
	add(een(func(b balk) bool { return b.pauze < b.later }), uitleg{balk: &balk{later: staalBreed}, woorden: "in pauze"})
	add(een(func(b balk) bool { return b.later < b.r.Max.X && !b.open }), uitleg{balk: &balk{}, woorden: "na vandaag, zoals het nu bekend is"})
	add(een(func(b balk) bool { return b.open }), uitleg{balk: &balk{open: true}, woorden: "geen einde bekend"})
	add(band(bandTegelijk), uitleg{wat: bandTegelijk, woorden: "2 of meer trajecten tegelijk"})
	add(band(bandGeen), uitleg{wat: bandGeen, woorden: "geen hulp bekend"})
	return list
}

// verplaats makes a sample bar: its measures count from the left side of its box.
func (b balk) verplaats(r image.Rectangle) balk {
	b.r = r
	b.pauze += r.Min.X
	b.later += r.Min.X
	return b
}

// overgeslagen says what the picture leaves out: nothing is cut in silence.
func (t tijdlijn) overgeslagen() string {
	text := ""
	if t.weg > 0 {
		text = fmt.Sprintf("Dit zijn de laatste %d van %d trajecten; de tekst noemt ze alle.", t.aantal-t.weg, t.aantal)
	}
	if t.wegRijen > 0 {
		text += " " + procesregie.Count(t.wegRijen, "rij die niet meetelt of niet begon, staat", "rijen die niet meetellen of niet begonnen, staan") + " alleen in de tekst."
	}
	return text
}

package exchange

import (
	"image"
	"strconv"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// band is a time in which two or more trajectories ran, or none, from left to right.
type band struct {
	van, tot int
	wat      vlaksoort
	woorden  []string // what stands at it, the longest first
}

// perioden says where two or more trajectories ran, and none. A time is two pixels wide at
// least; what is left of the axis, is left out.
func (s *schets) perioden() {
	add := func(b band) {
		b.tot = max(b.tot, b.van+2)
		if b.van = max(b.van, lijnLinks); b.van < b.tot {
			s.banden = append(s.banden, b)
		}
	}
	for _, o := range s.t.tegelijk {
		tot := lijnRand
		if !o.Tot.IsZero() {
			tot = s.as.x(o.Tot.AddDays(1))
		}
		woord := woordTegelijk(o)
		add(band{s.as.x(o.Van), tot, bandTegelijk, []string{woord, strings.TrimSuffix(woord, " tegelijk")}})
	}
	for _, g := range s.t.gaten {
		tot := s.vandaag()
		if !g.Tot.IsZero() {
			tot = s.as.x(g.Tot.AddDays(1))
		}
		dagen := g.Dagen(s.t.op)
		add(band{s.as.x(g.Van), tot, bandGeen, []string{procesregie.Count(dagen, "dag", "dagen"), strconv.Itoa(dagen)}})
	}
}

// vandaag is where the day of the picture ends: what is right of it, is not yet.
func (s *schets) vandaag() int { return s.as.x(s.t.op.AddDays(1)) }

// boven names the times in which two or more trajectories ran, and none, above the rows.
func (s *schets) boven() {
	s.y += 6
	s.vermeld(bandTegelijk, "Trajecten tegelijk")
	s.vermeld(bandGeen, "Geen hulp bekend, in dagen")
}

// vermeld places a row with all times of a kind, and how many at each for which there is
// room. The text names all.
func (s *schets) vermeld(wat vlaksoort, kop string) {
	var list []band
	for _, b := range s.banden {
		if b.wat == wat {
			list = append(list, b)
		}
	}
	if len(list) == 0 {
		return
	}
	s.zet(gewoon, kop, image.Pt(lijnLinks, s.y), inkt)
	s.y += s.l.hoog(gewoon) + 2
	r := s.leeg(s.l.hoog(gewoon) + 12)
	vrij := lijnLinks
	for i, b := range list {
		s.lijnen = append(s.lijnen, vlak{r: image.Rect(b.van, r.Min.Y+2, b.tot, r.Max.Y-2), wat: wat + blokTegelijk - bandTegelijk})
		eind := lijnRand
		if i+1 < len(list) {
			eind = list[i+1].van
		}
		vrij = max(s.fiche(b, image.Rect(vrij, r.Min.Y+6, eind, r.Max.Y)), b.tot)
	}
	s.y = r.Max.Y + 10
}

// fiche places the words of a time in it, or right or left of it within the room that is
// free, and returns where the room after it begins.
func (s *schets) fiche(b band, vrij image.Rectangle) int {
	for _, woorden := range b.woorden {
		breed := s.l.breed(gewoon, woorden)
		for _, plek := range [...]struct {
			x   int
			kan bool
			wat vlaksoort
		}{
			{(b.van + b.tot - breed) / 2, breed+12 <= b.tot-b.van, b.wat + ficheTegelijk - bandTegelijk},
			{b.tot + 5, b.tot+breed+10 <= vrij.Max.X, ficheNaast},
			{b.van - 5 - breed, b.van-breed-10 >= vrij.Min.X, ficheNaast},
		} {
			if plek.kan {
				punt := image.Pt(plek.x, vrij.Min.Y)
				s.lijnen = append(s.lijnen, vlak{r: image.Rect(punt.X-3, punt.Y, punt.X+breed+3, punt.Y+s.l.hoog(gewoon)), wat: plek.wat})
				s.zet(gewoon, woorden, punt, inkt)
				return plek.x + breed
			}
		}
	}
	return vrij.Min.X
}

// stroken places a strip as long as the axis, with its lines and the times in which two or
// more trajectories ran, and none. What comes next is below it.
func (s *schets) stroken(hoog int) image.Rectangle {
	r := s.leeg(hoog)
	for _, b := range s.banden {
		s.vul(b.wat, image.Rect(b.van, r.Min.Y, b.tot, r.Max.Y))
	}
	s.raster(r)
	return r
}

// leeg places a strip as long as the axis, with its lines and today.
func (s *schets) leeg(hoog int) image.Rectangle {
	r := image.Rect(lijnLinks, s.y, lijnRand, s.y+hoog)
	s.vul(strook, r)
	s.raster(r)
	nu := s.vandaag()
	s.lijnen = append(s.lijnen, vlak{r: image.Rect(nu-1, r.Min.Y, nu+2, r.Max.Y), wat: vandaagLijn})
	return r
}

func (s *schets) raster(r image.Rectangle) {
	for _, m := range s.as.maten {
		wat := streepDun
		if m.zwaar {
			wat = streepZwaar
		}
		s.vul(wat, image.Rect(m.x, r.Min.Y, m.x+2, r.Max.Y))
	}
}

// asWoorden places the words of the axis: today, the years and the months.
func (s *schets) asWoorden() {
	nu, breed := s.vandaag(), s.l.breed(gewoon, "vandaag")
	s.zet(gewoon, "vandaag", image.Pt(min(max(nu-breed/2, lijnLinks), lijnRand-breed), s.y), rood)
	s.y += s.l.hoog(gewoon)
	s.lijnen = append(s.lijnen, vlak{r: image.Rect(nu-1, s.y, nu+2, s.y+6), wat: vandaagLijn})
	s.y += 6
	jaarY, maandY := s.y, s.y+s.l.hoog(gewoon)
	onder := maandY
	for _, m := range s.as.maten {
		if m.jaar != "" {
			s.zet(gewoon, m.jaar, image.Pt(m.x+4, jaarY), inkt)
		}
		if m.maand != "" {
			s.zet(gewoon, m.maand, image.Pt(m.x+4, maandY), grijs)
			onder = maandY + s.l.hoog(gewoon)
		}
	}
	for _, m := range s.as.maten {
		if m.jaar != "" || m.maand != "" {
			top := maandY
			if m.jaar != "" {
				top = jaarY
			}
			s.vul(streepZwaar, image.Rect(m.x, top, m.x+2, onder+4))
		}
	}
	s.y = onder + 4
	s.asY = s.y
}

package exchange

import (
	"image"
	"slices"
)

// band is a time in which two or more trajectories ran, or none, from left to right.
type band struct {
	van, tot int
	wat      vlaksoort
	woorden  []string // what it is called, the longest first
}

// perioden says where two or more trajectories ran, and none.
func (s *schets) perioden() {
	for _, o := range s.t.tegelijk {
		tot := lijnRand
		if !o.Tot.IsZero() {
			tot = s.as.x(o.Tot.AddDays(1))
		}
		s.periode(band{s.as.x(o.Van), tot, bandTegelijk, []string{woordTegelijk(o), "tegelijk"}})
	}
	for _, g := range s.t.gaten {
		tot := s.vandaag()
		if !g.Tot.IsZero() {
			tot = s.as.x(g.Tot.AddDays(1))
		}
		s.periode(band{s.as.x(g.Van), tot, bandGeen, []string{"geen hulp bekend", "geen hulp"}})
	}
	slices.SortFunc(s.banden, func(a, b band) int { return a.van - b.van })
}

// periode keeps what is seen of a time: two pixels at least, and nothing left of the axis.
func (s *schets) periode(b band) {
	b.tot = max(b.tot, b.van+2)
	if b.van = max(b.van, lijnLinks); b.van < b.tot {
		s.banden = append(s.banden, b)
	}
}

// vandaag is where the day of the picture ends: what is right of it, is not yet.
func (s *schets) vandaag() int { return s.as.x(s.t.op.AddDays(1)) }

// ficheLagen is on how many lines the words of times stand at most; what finds no room has
// its shade alone, which the legend explains.
const ficheLagen, ficheHoog = 3, 34

// boven names the times in which two or more trajectories ran, and none, above the rows.
func (s *schets) boven() {
	var vrij [ficheLagen]int
	var fiches []tekst
	var soorten []vlaksoort
	lagen := 0
	for _, b := range s.banden {
		if f, laag, ok := s.fiche(b, &vrij); ok {
			fiches, soorten = append(fiches, f), append(soorten, b.wat+ficheTegelijk-bandTegelijk)
			lagen = max(lagen, laag+1)
		}
	}
	strookR := s.stroken(lagen*ficheHoog + 10)
	for i, f := range fiches {
		s.vul(soorten[i], f.r.Inset(-4))
	}
	s.teksten = append(s.teksten, fiches...)
	s.y = strookR.Max.Y + 8
}

// fiche finds a place for the words of a time: in its middle, or as near as there is room.
func (s *schets) fiche(b band, vrij *[ficheLagen]int) (tekst, int, bool) {
	for _, woorden := range b.woorden {
		breed := s.l.breed(gewoon, woorden)
		for laag := range vrij {
			x := min(max((b.van+b.tot-breed)/2, vrij[laag], lijnLinks+4), lijnRand-4-breed)
			if x < vrij[laag] || x > b.tot || x+breed < b.van {
				continue
			}
			vrij[laag] = x + breed + 14
			y := s.y + 5 + laag*ficheHoog + (ficheHoog-s.l.hoog(gewoon))/2
			return tekst{image.Rect(x, y, x+breed, y+s.l.hoog(gewoon)), woorden, gewoon, inkt}, laag, true
		}
	}
	return tekst{}, 0, false
}

// stroken places a strip as long as the axis, with its lines and the times in which two or
// more trajectories ran, and none. What comes next is below it.
func (s *schets) stroken(hoog int) image.Rectangle {
	r := image.Rect(lijnLinks, s.y, lijnRand, s.y+hoog)
	s.vul(strook, r)
	for _, b := range s.banden {
		s.vul(b.wat, image.Rect(b.van, r.Min.Y, b.tot, r.Max.Y))
	}
	for _, m := range s.as.maten {
		wat := streepDun
		if m.zwaar {
			wat = streepZwaar
		}
		s.vul(wat, image.Rect(m.x, r.Min.Y, m.x+2, r.Max.Y))
	}
	nu := s.vandaag()
	s.lijnen = append(s.lijnen, vlak{r: image.Rect(nu-1, r.Min.Y, nu+2, r.Max.Y), wat: vandaagLijn})
	return r
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

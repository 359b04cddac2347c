package exchange

import (
	"image"
	"strconv"
)

// groep places a heading and the rows under it.
func (s *schets) groep(g lijngroep) {
	s.y += 4
	s.lijn()
	if s.y-s.asY > asHerhaling*3/4 {
		s.asWoorden()
		s.y += 10
	}
	staalR := image.Rect(lijnMarge, s.y+2, lijnMarge+44, s.y+26)
	s.vlakken = append(s.vlakken, vlak{staalR, staal, g.soort})
	s.zet(vet, s.l.kort(vet, g.kop, lijnRand-lijnLinks), image.Pt(lijnLinks, s.y), inkt)
	s.y += s.l.hoog(vet) + 8
	for _, r := range g.rijen {
		if s.y-s.asY > asHerhaling {
			s.asWoorden()
			s.y += 10
		}
		s.rij(r)
	}
}

// rij places the words and the bar of a row.
func (s *schets) rij(r lijnrij) {
	dik, na := 26, 12
	if s.dicht {
		dik, na = 22, 2
	}
	if r.soort == teltNiet {
		dik = 14
	}
	if !s.dicht || r.soort == teltNiet {
		s.woorden(r)
		na = 12
	}
	strookR := s.stroken(dik + 8)
	if r.nummer > 0 {
		letter := cijfer
		if s.dicht {
			letter = gewoon
		}
		midden := (strookR.Min.Y + strookR.Max.Y - s.l.hoog(letter)) / 2
		s.zet(letter, strconv.Itoa(r.nummer), image.Pt(lijnMarge, midden), inkt)
	}
	if !r.van.IsZero() {
		s.balken = append(s.balken, s.balk(r, strookR.Inset(4)))
	}
	s.y = strookR.Max.Y + na
}

// woorden places who gives the help and when: on one line when both fit, else on lines of
// their own. A name may be cut, a date never.
func (s *schets) woorden(r lijnrij) {
	const ruimte = lijnRand - lijnLinks
	hoog, wanneer := s.l.hoog(gewoon), s.l.breed(gewoon, r.wanneer)
	naam := s.l.kort(gewoon, r.wie, ruimte)
	s.zet(gewoon, naam, image.Pt(lijnLinks, s.y), inkt)
	if s.l.breed(gewoon, naam)+16+wanneer <= ruimte {
		s.zet(gewoon, r.wanneer, image.Pt(lijnRand-wanneer, s.y), grijs)
		s.y += hoog + 2
		return
	}
	s.y += hoog
	for _, regel := range s.l.regels(gewoon, r.wanneer, ruimte) {
		s.zet(gewoon, regel, image.Pt(lijnLinks, s.y), grijs)
		s.y += hoog
	}
	s.y += 2
}

// balk is the bar of a row within the height of a strip. It begins where its first day
// begins and ends where its last day ends; when that is too little to see, it is
// [balkMinimum] wide, and half of that for what was before today. Without an end it goes on
// to the end of the strip.
func (s *schets) balk(r lijnrij, binnen image.Rectangle) balk {
	b := balk{r: binnen, nummer: r.nummer, soort: r.soort, open: r.tot.IsZero()}
	b.r.Min.X, b.r.Max.X = s.as.x(r.van), lijnRand
	if !b.open {
		b.r.Max.X = max(s.as.x(r.tot.AddDays(1)), b.r.Min.X+balkMinimum)
	}
	b.pauze, b.later = b.r.Max.X, b.r.Max.X
	switch {
	case r.van.After(s.t.op) || !r.begonnen:
		b.later = b.r.Min.X
	case b.open || r.tot.After(s.t.op):
		b.later = max(s.vandaag(), b.r.Min.X+balkMinimum/2)
	}
	if !r.pauze.IsZero() && !r.pauze.After(s.t.op) {
		b.pauze = min(max(s.as.x(r.pauze), b.r.Min.X), b.later)
	}
	return b
}

package exchange

import (
	"image"
	"image/color"
	"image/draw"
)

// The colours. Words have a contrast of 7 or more with what is behind them; bars differ by
// pattern too.
var (
	wit       = color.RGBA{255, 255, 255, 255}
	inkt      = color.RGBA{26, 26, 26, 255}
	grijs     = color.RGBA{74, 74, 74, 255}
	rood      = color.RGBA{160, 16, 32, 255}
	blauw     = color.RGBA{31, 95, 160, 255}
	bruin     = color.RGBA{122, 56, 0, 255}
	zand      = color.RGBA{250, 226, 200, 255}
	strookRGB = color.RGBA{243, 243, 243, 255}
	goud      = color.RGBA{255, 230, 150, 255}
	oker      = color.RGBA{140, 100, 0, 255}
	dun       = color.RGBA{222, 222, 222, 255}
	zwaar     = color.RGBA{176, 176, 176, 255}
	arcering  = color.RGBA{200, 200, 200, 255}
	buiten    = color.RGBA{96, 96, 96, 255}
)

// doek is the picture while it is drawn.
type doek struct{ *image.RGBA }

// tekenTijdlijn draws a layout.
func tekenTijdlijn(in indeling, l letters) image.Image {
	d := doek{image.NewRGBA(image.Rect(0, 0, in.breed, in.hoog))}
	d.vul(d.Rect, wit)
	for _, v := range in.vlakken {
		d.vlak(v)
	}
	for _, b := range append(in.balken, in.stalen...) {
		d.balk(b)
	}
	for _, v := range in.lijnen {
		d.vlak(v)
	}
	for _, t := range in.teksten {
		l.schrijf(d.RGBA, t)
	}
	return palet(d.RGBA)
}

func (d doek) vul(r image.Rectangle, kleur color.RGBA) {
	draw.Draw(d.RGBA, r, image.NewUniform(kleur), image.Point{}, draw.Src)
}

// inkten colours where a pattern has ink, counted from the left upper corner.
func (d doek) inkten(r image.Rectangle, kleur color.RGBA, inkt func(x, y int) bool) {
	linksboven := r.Min
	r = r.Intersect(d.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if inkt(x-linksboven.X, y-linksboven.Y) {
				d.SetRGBA(x, y, kleur)
			}
		}
	}
}

// rand draws a line of two pixels within a box, whole or in dashes.
func (d doek) rand(r image.Rectangle, kleur color.RGBA, dicht bool) {
	binnen := image.Rectangle{Max: r.Size()}.Inset(2)
	d.inkten(r, kleur, func(x, y int) bool {
		return !image.Pt(x, y).In(binnen) && (dicht || (x+y)%10 < 6)
	})
}

func (d doek) vlak(v vlak) {
	switch v.wat {
	case staal:
		d.deel(v.r, v.soort, heel)
	case bandGeen:
		d.vul(v.r, wit)
		d.inkten(v.r, arcering, gatPatroon)
	case blokGeen:
		d.vul(v.r, wit)
		d.inkten(v.r, zwaar, gatPatroon)
		d.rand(v.r, buiten, true)
	case blokTegelijk:
		d.vul(v.r, goud)
		d.rand(v.r, oker, true)
	default:
		d.vul(v.r, map[vlaksoort]color.RGBA{
			strook: strookRGB, bandTegelijk: goud, ficheTegelijk: goud, ficheGeen: wit, ficheNaast: strookRGB, streepDun: dun, streepZwaar: zwaar, scheiding: zwaar, vandaagLijn: rood,
		}[v.wat])
	}
}

// hoe is how sure a part of a bar is.
type hoe int

const (
	heel     hoe  = iota // it was
	inPauze              // it goes on without help
	nogNiet              // it is not yet
	pijlHoog = 20        // of the head of an arrow, in pixels
)

// balk draws a bar: what was, the pause, what is not yet, and the arrow when it has no end.
func (d doek) balk(b balk) {
	eind := b.r
	if b.open {
		eind.Max.X -= pijlHoog
	}
	deel := func(van, tot int, hoe hoe) {
		if r := image.Rect(van, eind.Min.Y, min(tot, eind.Max.X), eind.Max.Y); van < r.Max.X {
			d.deel(r, b.soort, hoe)
		}
	}
	deel(b.r.Min.X, min(b.pauze, b.later), heel)
	deel(b.pauze, b.later, inPauze)
	deel(b.later, b.r.Max.X, nogNiet)
	if b.open {
		d.pijl(image.Rect(eind.Max.X, b.r.Min.Y, b.r.Max.X, b.r.Max.Y), kleuren(b.soort))
	}
}

// deel draws a part of a bar.
func (d doek) deel(r image.Rectangle, soort hulpsoort, hoe hoe) {
	kleur := kleuren(soort)
	switch {
	case hoe == nogNiet:
		d.vul(r, wit)
		d.rand(r, kleur, false)
		return
	case hoe == inPauze:
		d.vul(r, wit)
		d.inkten(r, kleur, pauzePatroon)
	case soort == teltNiet:
		d.vul(r, dun)
	case soort == thuis:
		d.vul(r, kleur)
	default:
		d.vul(r, zand)
		d.inkten(r, kleur, soort.patroon)
	}
	d.rand(r, kleur, true)
}

// pijl draws the head of an arrow that points to later.
func (d doek) pijl(r image.Rectangle, kleur color.RGBA) {
	half := max(r.Dy()/2, 1)
	d.inkten(r, kleur, func(x, y int) bool {
		af := y - half
		if af < 0 {
			af = -af - 1
		}
		return af*r.Dx() < (r.Dx()-x)*half
	})
}

func kleuren(soort hulpsoort) color.RGBA {
	switch {
	case soort == teltNiet:
		return buiten
	case soort.isVerblijf():
		return bruin
	}
	return blauw
}

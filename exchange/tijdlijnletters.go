package exchange

import (
	"image"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	punten "golang.org/x/image/math/fixed"
)

// letter is a kind of lettering. At half size, as on a phone, none is under 11 pixels.
type letter int

const (
	gewoon letter = iota
	vet
	cijfer // the number of a trajectory
	grote  // the title
)

// letters measures and draws words. It serves one picture at a time.
type letters [grote + 1]font.Face

func nieuweLetters() (letters, error) {
	var all letters
	for soort, wens := range [...]struct {
		ttf  []byte
		size float64
	}{gewoon: {goregular.TTF, 22}, vet: {gobold.TTF, 24}, cijfer: {gobold.TTF, 28}, grote: {gobold.TTF, 34}} {
		f, err := opentype.Parse(wens.ttf)
		if err != nil {
			return all, err
		}
		if all[soort], err = opentype.NewFace(f, &opentype.FaceOptions{Size: wens.size, DPI: 72, Hinting: font.HintingFull}); err != nil {
			return all, err
		}
	}
	return all, nil
}

// breed is how wide words are, in whole pixels.
func (l letters) breed(soort letter, woorden string) int {
	return font.MeasureString(l[soort], woorden).Ceil()
}

// hoog is how high a line of a kind of lettering is.
func (l letters) hoog(soort letter) int {
	m := l[soort].Metrics()
	return (m.Ascent + m.Descent).Ceil()
}

// kort cuts words that are wider than a width, and says with … that it did.
func (l letters) kort(soort letter, woorden string, breed int) string {
	if len(woorden) <= breed && l.breed(soort, woorden) <= breed { // no letter is less than a pixel wide
		return woorden
	}
	kort := []rune(woorden)
	kort = kort[:min(len(kort), max(breed, 0))]
	for len(kort) > 0 {
		if text := strings.TrimRight(string(kort), " ,") + "…"; l.breed(soort, text) <= breed {
			return text
		}
		kort = kort[:len(kort)-1]
	}
	return ""
}

// regels breaks words into lines of at most a width. A word that is wider stands alone.
func (l letters) regels(soort letter, woorden string, breed int) []string {
	var list []string
	nu := ""
	for _, woord := range strings.Fields(woorden) {
		langer := strings.TrimSpace(nu + " " + woord)
		if nu != "" && l.breed(soort, langer) > breed {
			list, langer = append(list, nu), woord
		}
		nu = langer
	}
	if nu != "" {
		list = append(list, nu)
	}
	return list
}

// schrijf draws words in a box that is as high as a line.
func (l letters) schrijf(op *image.RGBA, t tekst) {
	d := font.Drawer{Dst: op, Src: image.NewUniform(t.kleur), Face: l[t.letter]}
	d.Dot = punten.Point26_6{X: punten.I(t.r.Min.X), Y: punten.I(t.r.Min.Y) + punten.I(l[t.letter].Metrics().Ascent.Ceil())}
	d.DrawString(t.woorden)
}

package exchange

import (
	"image"
	"image/color"
)

// palet writes a picture with the colours that it has, which makes it a third as large. The
// edges of letters are rounded to 32 steps, else there would be more than 256 colours; if
// there still are, the picture stays as it is.
func palet(beeld *image.RGBA) image.Image {
	var plaats [1 << 15]uint16 // of a colour in the palette, from 1
	uit := image.NewPaletted(beeld.Rect, nil)
	for i := range uit.Pix {
		rgb := beeld.Pix[4*i : 4*i+3 : 4*i+3]
		key := int(rgb[0]>>3)<<10 | int(rgb[1]>>3)<<5 | int(rgb[2]>>3)
		if plaats[key] == 0 {
			if len(uit.Palette) == 256 {
				return beeld
			}
			uit.Palette = append(uit.Palette, color.RGBA{acht(rgb[0]), acht(rgb[1]), acht(rgb[2]), 255})
			plaats[key] = uint16(len(uit.Palette))
		}
		uit.Pix[i] = uint8(plaats[key] - 1)
	}
	return uit
}

// acht rounds a colour to 32 steps, of which the last one is white.
func acht(c uint8) uint8 { return c&^7 | c>>5 }

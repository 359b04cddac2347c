package exchange

import (
	"image/png"
	"io"

	"github.com/regiebot/regiebot/procesregie"
)

// WriteTijdlijn draws the help of one young person on a day as a PNG picture: a bar for
// every trajectory, by form of help, with what runs at the same time and when no help is
// known (TR-0, TR-3). It is 720 pixels wide, to be read at half that width on a phone, and
// at most [TijdlijnHoogte] high. It shows no zaaknummer and no name of a person. The same
// input gives the same bytes. [TijdlijnTekst] says the same in words; of more than
// [TijdlijnTrajecten] trajectories the picture shows the last ones, and says so. The error
// is that of the writer.
func WriteTijdlijn(w io.Writer, h procesregie.Historie, op procesregie.Date) error {
	letters, err := nieuweLetters()
	if err != nil {
		return err
	}
	in := deelIn(maakTijdlijn(h, op).voorBeeld(), letters)
	return (&png.Encoder{CompressionLevel: png.DefaultCompression}).Encode(w, tekenTijdlijn(in, letters))
}

// The bounds of the picture of [WriteTijdlijn].
const (
	TijdlijnTrajecten = 200   // so many trajectories it shows at most
	TijdlijnHoogte    = 14000 // so many pixels it is high at most
)

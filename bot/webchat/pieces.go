package webchat

import (
	"regexp"
	"strings"
)

// piece is a run of text. One that is Whole stays on one line: a day or a number
// that is broken in two is read wrong.
type piece struct {
	Text  string
	Whole bool
}

// wholes finds days as people read them, and words of which the parts are joined by
// hyphens. The year may stand on the next line.
var wholes = regexp.MustCompile(`\b(?:ma|di|wo|do|vr|za|zo) \d{1,2} \p{L}+|[\p{L}\d]+(?:-[\p{L}\d]+)+`)

// maxWhole is the longest piece that is kept whole, in bytes: it fits on a telephone.
const maxWhole = 24

// pieces splits a text. Together they are the text.
func pieces(text string) []piece {
	var out []piece
	from := 0
	for _, at := range wholes.FindAllStringIndex(text, -1) {
		found := text[at[0]:at[1]]
		if len(found) > maxWhole || !strings.ContainsAny(found, "0123456789") {
			continue
		}
		if from < at[0] {
			out = append(out, piece{Text: text[from:at[0]]})
		}
		out = append(out, piece{Text: found, Whole: true})
		from = at[1]
	}
	if from < len(text) {
		out = append(out, piece{Text: text[from:]})
	}
	return out
}

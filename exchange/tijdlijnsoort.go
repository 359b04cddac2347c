package exchange

import "strings"

// hulpsoort is a kind of help that is told apart in the picture: by its pattern, and in
// words by the heading above it.
type hulpsoort int

const (
	thuis         hulpsoort = iota
	pleegzorg               // hulpvorm 11
	gezinsgericht           // 12
	gesloten                // 13
	groep                   // 14
	verblijf                // a stay of which the source does not say what kind
	teltNiet                // no trajectory
)

// soortHulp returns the kind of a form of help: of the hulpvorm, else of the category.
func soortHulp(hulpvorm, productcategorie string) hulpsoort {
	if hulpvorm != "" {
		return map[string]hulpsoort{"11": pleegzorg, "12": gezinsgericht, "13": gesloten, "14": groep}[hulpvorm]
	}
	return map[string]hulpsoort{
		"35": pleegzorg, "36": gezinsgericht, "37": gesloten, "38": verblijf, "43": verblijf, "44": verblijf,
	}[productcategorie]
}

// isVerblijf reports whether the young person does not live at home.
func (s hulpsoort) isVerblijf() bool { return s != thuis && s != teltNiet }

// kop is the heading above a form of help. That it is a stay is always said in words.
func (s hulpsoort) kop(vorm string) string {
	if s.isVerblijf() && !strings.Contains(vorm, "verblijf") {
		vorm += ", verblijf"
	}
	return beginGroot(vorm)
}

// patroon reports whether the pattern of a kind has ink on a place, in pixels from the left
// upper corner of a bar, so that bars of one kind look alike wherever they are. The patterns
// differ in shape, for who sees no colours and for print.
func (s hulpsoort) patroon(x, y int) bool {
	switch s {
	case pleegzorg: // dots
		dx, dy := x%12-6, (y+5)%12-6
		if (y+5)/12%2 == 1 {
			dx = (x+6)%12 - 6
		}
		return dx*dx+dy*dy <= 10
	case gezinsgericht: // lying lines
		return (y+3)%8 < 3
	case gesloten: // bars with a cross
		return (x+3)%10 < 4 || (y+3)%10 < 4
	case groep: // standing lines
		return (x+4)%10 < 4
	case verblijf: // blocks
		return (x/8+y/8)%2 == 0
	}
	return true
}

// pauzePatroon is for the time in which help pauses: slanting lines, far apart.
func pauzePatroon(x, y int) bool { return (x+y)%14 < 3 }

// gatPatroon is for the time in which no help is known: a grey that falls away behind text.
func gatPatroon(x, y int) bool { return (x-y+1600)%16 < 3 }

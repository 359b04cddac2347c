package exchange

import "sort"

// sharedTexts is the table of texts that the cells of a workbook refer to by number.
// It keeps them in large pieces, because a hostile file holds millions.
type sharedTexts struct {
	pieces []string // of about a megabyte each
	starts []uint32 // where each piece begins
	ends   []uint32 // where each text ends
	struck []uint64 // a bit for each text: all of it is struck through
	piece  []byte   // the piece that is being filled
	total  uint32
	text   []byte
}

func (s *sharedTexts) count() int { return len(s.ends) }

func (s *sharedTexts) read(x *xmlScanner) error {
	err := x.children(func() error {
		if string(x.name) != "si" {
			return nil
		}
		text, struck, err := readRich(x, s.text[:0])
		s.text = text
		if err == nil {
			s.add(text, struck)
		}
		return err
	})
	s.closePiece()
	s.piece, s.text = nil, nil
	return err
}

// readRich reads a text that may consist of parts with a look of their own. It is
// struck when every part with something to see is.
func readRich(x *xmlScanner, to []byte) (text []byte, struck bool, err error) {
	plain, runs := false, 0
	err = x.children(func() error {
		var err error
		switch string(x.name) {
		case "t":
			before := len(to)
			to, err = x.appendText(to)
			plain = plain || len(to) > before
		case "r":
			runs++
			var cut bool
			to, cut, err = readRun(x, to)
			plain = plain || !cut
		}
		return err
	})
	if err == nil && tooManyRunes(to) {
		err = tooLarge("a cell of more than 32,767 characters")
	}
	return to, runs > 0 && !plain, err
}

// readRun reads one part; struck is also true when there is nothing to see.
func readRun(x *xmlScanner, to []byte) (text []byte, struck bool, err error) {
	before := len(to)
	err = x.children(func() error {
		var err error
		switch string(x.name) {
		case "rPr":
			err = x.children(func() error {
				struck = struck || isStrike(x)
				return nil
			})
		case "t":
			to, err = x.appendText(to)
		}
		return err
	})
	return to, struck || isBlankText(to[before:]), err
}

func (s *sharedTexts) add(text []byte, struck bool) {
	if len(s.piece)+len(text) > 1<<20 {
		s.closePiece()
	}
	if s.piece == nil {
		s.piece = make([]byte, 0, 1<<20)
	}
	s.piece = append(s.piece, text...)
	s.total += uint32(len(text))
	if struck {
		n := len(s.ends)
		for len(s.struck) <= n/64 {
			s.struck = append(s.struck, 0)
		}
		s.struck[n/64] |= 1 << (n % 64)
	}
	s.ends = append(s.ends, s.total)
}

func (s *sharedTexts) closePiece() {
	if len(s.piece) == 0 {
		return
	}
	s.starts = append(s.starts, s.total-uint32(len(s.piece)))
	s.pieces = append(s.pieces, string(s.piece))
	s.piece = s.piece[:0]
}

// at returns text number i; it shares memory with its neighbours.
func (s *sharedTexts) at(i int) (text string, struck bool) {
	from, to := uint32(0), s.ends[i]
	if i > 0 {
		from = s.ends[i-1]
	}
	struck = i/64 < len(s.struck) && s.struck[i/64]&(1<<(i%64)) != 0
	if from == to {
		return "", struck
	}
	p := sort.Search(len(s.starts), func(p int) bool { return s.starts[p] > from }) - 1
	return s.pieces[p][from-s.starts[p] : to-s.starts[p]], struck
}

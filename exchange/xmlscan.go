package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// xmlScanner reads XML token by token in constant memory. It exists because the
// standard decoder keeps a text or an attribute of any length in memory, and is too
// slow to go through 100 MB twice within the time that a refusal may take. It takes
// less than the standard one: UTF-8 only, no DOCTYPE, no entities of its own.
type xmlScanner struct {
	in      *bufio.Reader
	started bool // the first bytes were looked at
	rooted  bool // the root element was opened
	pending bool // an empty element must still be closed

	names []byte // full names of the open elements, one after the other
	marks []int  // where each of them begins

	tag   []byte // the whole tag, or the text
	name  []byte // local name of the element of the last token
	attrs []xmlAttr
	text  []byte // of the last text
}

type xmlAttr struct{ name, value []byte }

type xmlKind int8

const (
	xmlEOF xmlKind = iota
	xmlOpen
	xmlClose
	xmlText
)

func newXMLScanner(in io.Reader) *xmlScanner {
	return &xmlScanner{in: bufio.NewReaderSize(in, 1<<16)}
}

// depth is the number of open elements.
func (x *xmlScanner) depth() int { return len(x.marks) }

// next reads one token. After the end of the file it has read and checked all of it.
func (x *xmlScanner) next() (xmlKind, error) {
	if !x.started {
		if err := x.begin(); err != nil {
			return xmlEOF, err
		}
	}
	if x.pending {
		x.pending = false
		x.pop()
		return xmlClose, nil
	}
	for {
		kind, err := x.token()
		if err != nil {
			return xmlEOF, x.explain(err)
		}
		if kind != xmlEOF {
			return kind, nil
		}
		if _, err := x.in.Peek(1); err != nil {
			return xmlEOF, x.explain(x.endError(err))
		}
	}
}

// explain turns an error of the reader below into a refusal.
func (x *xmlScanner) explain(err error) error {
	var refused *fileError
	if err == nil || errors.As(err, &refused) {
		return err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return damaged("it ends too early")
	}
	return damaged("it cannot be unpacked")
}

// endError judges the end of the input.
func (x *xmlScanner) endError(err error) error {
	if !errors.Is(err, io.EOF) {
		return err
	}
	if !x.rooted || x.depth() > 0 {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// token reads a tag or a text; xmlEOF without an error means that there was nothing
// to report: a comment, an instruction, or the end.
func (x *xmlScanner) token() (xmlKind, error) {
	mark, err := x.in.Peek(2)
	switch {
	case len(mark) == 0:
		return xmlEOF, nil // the end is judged by endError
	case mark[0] != '<':
		return x.readText()
	case err != nil:
		return xmlEOF, err
	}
	switch mark[1] {
	case '!':
		return x.readMarkup()
	case '?':
		return xmlEOF, x.readInstruction(false)
	default:
		return x.readTag()
	}
}

// readText reads up to the next tag.
func (x *xmlScanner) readText() (xmlKind, error) {
	x.tag = x.tag[:0]
	for {
		piece, err := x.in.ReadSlice('<')
		x.tag = append(x.tag, piece...)
		if len(x.tag) > 10*MaxText+1 {
			return xmlEOF, tooLarge("a text of more than 32,767 characters")
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err == nil {
			x.tag = x.tag[:len(x.tag)-1]
			err = x.in.UnreadByte()
		} else if errors.Is(err, io.EOF) {
			err = nil
		}
		if err != nil {
			return xmlEOF, err
		}
		return x.takeText()
	}
}

func (x *xmlScanner) takeText() (xmlKind, error) {
	if bytes.Contains(x.tag, []byte("]]>")) {
		return xmlEOF, errMalformed()
	}
	text, err := xmlUnescape(x.tag)
	if err != nil {
		return xmlEOF, err
	}
	return x.giveText(text)
}

func (x *xmlScanner) giveText(text []byte) (xmlKind, error) {
	if x.depth() == 0 {
		if len(bytes.Trim(text, " \t\r\n")) > 0 {
			return xmlEOF, errMalformed()
		}
		return xmlEOF, nil
	}
	if tooManyRunes(text) {
		return xmlEOF, tooLarge("a text of more than 32,767 characters")
	}
	x.text = text
	return xmlText, nil
}

func errMalformed() error { return damaged("its XML is not well-formed") }

func (x *xmlScanner) pop() {
	last := x.marks[len(x.marks)-1]
	x.name = localName(x.names[last:])
	x.names, x.marks = x.names[:last], x.marks[:len(x.marks)-1]
}

func localName(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

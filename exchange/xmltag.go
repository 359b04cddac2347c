package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// readTag reads an opening, closing or empty tag.
func (x *xmlScanner) readTag() (xmlKind, error) {
	if err := x.collectTag(); err != nil {
		return xmlEOF, err
	}
	inner := x.tag[1 : len(x.tag)-1]
	if len(inner) > 0 && inner[0] == '/' {
		return x.closeTag(bytes.TrimRight(inner[1:], " \t\r\n"))
	}
	empty := len(inner) > 0 && inner[len(inner)-1] == '/'
	if empty {
		inner = inner[:len(inner)-1]
	}
	return x.openTag(inner, empty)
}

// collectTag reads up to the > that is not inside quotes.
func (x *xmlScanner) collectTag() error {
	x.tag = x.tag[:0]
	var quote byte
	for {
		piece, err := x.in.ReadSlice('>')
		x.tag = append(x.tag, piece...)
		quote = quoteAfter(piece, quote)
		switch {
		case len(x.tag) > maxTag:
			return tooLarge("an XML tag of more than 262,144 bytes")
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return err
		case err == nil && quote == 0:
			return nil
		}
	}
}

// quoteAfter returns the quote that is open after a piece of a tag; 0 is none.
func quoteAfter(piece []byte, quote byte) byte {
	for _, b := range piece {
		switch {
		case quote == 0 && (b == '"' || b == '\''):
			quote = b
		case b == quote:
			quote = 0
		}
	}
	return quote
}

func (x *xmlScanner) closeTag(name []byte) (xmlKind, error) {
	if x.depth() == 0 || !bytes.Equal(name, x.names[x.marks[len(x.marks)-1]:]) {
		return xmlEOF, errMalformed()
	}
	x.pop()
	return xmlClose, nil
}

func (x *xmlScanner) openTag(inner []byte, empty bool) (xmlKind, error) {
	name, rest := cutName(inner)
	if !validName(name) || (x.depth() == 0 && x.rooted) {
		return xmlEOF, errMalformed()
	}
	if x.depth() >= MaxLevels {
		return xmlEOF, tooLarge("more than 64 levels of XML")
	}
	if err := x.readAttrs(rest); err != nil {
		return xmlEOF, err
	}
	x.rooted, x.pending = true, empty
	x.marks = append(x.marks, len(x.names))
	x.names = append(x.names, name...)
	x.name = localName(x.names[x.marks[len(x.marks)-1]:])
	return xmlOpen, nil
}

// cutName cuts a name off the front.
func cutName(b []byte) (name, rest []byte) {
	for i, c := range b {
		if c == '=' || isXMLSpace(c) {
			return b[:i], b[i:]
		}
	}
	return b, nil
}

// skipSpace cuts the spaces off the front.
func skipSpace(b []byte) []byte {
	for len(b) > 0 && isXMLSpace(b[0]) {
		b = b[1:]
	}
	return b
}

// validName is narrower than XML: no format that is read here has names outside ASCII.
func validName(name []byte) bool {
	if len(name) == 0 || name[0] == ':' || name[len(name)-1] == ':' {
		return false
	}
	colons := 0
	for i, b := range name {
		if b == ':' {
			colons++
		} else if !startsName(b) && (i == 0 || !goesOnName(b)) {
			return false
		}
	}
	return colons < 2
}

func startsName(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_'
}

func goesOnName(b byte) bool { return b >= '0' && b <= '9' || b == '-' || b == '.' }

func (x *xmlScanner) readAttrs(b []byte) error {
	x.attrs = x.attrs[:0]
	for {
		trimmed := skipSpace(b)
		if len(trimmed) == 0 {
			return nil
		}
		if len(trimmed) == len(b) {
			return errMalformed() // no space before the attribute
		}
		rest, err := x.readAttr(trimmed)
		if err != nil {
			return err
		}
		b = rest
	}
}

func (x *xmlScanner) readAttr(b []byte) (rest []byte, err error) {
	name, rest := cutName(b)
	value, rest, found := cutValue(skipSpace(rest))
	if !found || !validName(name) || x.hasAttr(name) {
		return nil, errMalformed()
	}
	if len(x.attrs) > maxAttrs {
		return nil, tooLarge("an XML tag with more than 256 attributes")
	}
	if value, err = xmlUnescape(value); err != nil {
		return nil, err
	}
	x.attrs = append(x.attrs, xmlAttr{name, value})
	return rest, nil
}

// cutValue cuts ="value" off the front.
func cutValue(b []byte) (value, rest []byte, found bool) {
	if len(b) == 0 || b[0] != '=' {
		return nil, nil, false
	}
	b = skipSpace(b[1:])
	if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
		return nil, nil, false
	}
	value, rest, found = bytes.Cut(b[1:], b[:1])
	return value, rest, found && bytes.IndexByte(value, '<') < 0
}

func (x *xmlScanner) hasAttr(name []byte) bool {
	for _, a := range x.attrs {
		if bytes.Equal(a.name, name) {
			return true
		}
	}
	return false
}

// attr returns the value of an attribute without a prefix; nil when it is absent.
// It holds until the next token.
func (x *xmlScanner) attr(name string) []byte {
	for _, a := range x.attrs {
		if string(a.name) == name {
			return a.value
		}
	}
	return nil
}

// prefixed returns the value of an attribute with some prefix, such as r:id.
func (x *xmlScanner) prefixed(name string) []byte {
	for _, a := range x.attrs {
		if prefix, local, found := bytes.Cut(a.name, []byte(":")); found && string(local) == name && string(prefix) != "xmlns" {
			return a.value
		}
	}
	return nil
}

// children calls take for every child of the element that was opened last. What
// take leaves unread of a child is passed over. At the end the element is closed.
func (x *xmlScanner) children(take func() error) error {
	depth := x.depth()
	for {
		kind, err := x.next()
		if err != nil {
			return err
		}
		switch kind {
		case xmlClose:
			return nil
		case xmlOpen:
			if err := take(); err != nil {
				return err
			}
			if err := x.skipTo(depth); err != nil {
				return err
			}
		}
	}
}

func (x *xmlScanner) skipTo(depth int) error {
	for x.depth() > depth {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}

// appendText appends the text of the element that was opened last, and closes it.
func (x *xmlScanner) appendText(to []byte) ([]byte, error) {
	depth := x.depth()
	for {
		kind, err := x.next()
		if err != nil {
			return to, err
		}
		switch {
		case kind == xmlClose && x.depth() < depth:
			return to, nil
		case kind == xmlText && x.depth() == depth:
			if to = append(to, x.text...); len(to) > 4*MaxText {
				return to, tooLarge("a text of more than 32,767 characters")
			}
		}
	}
}

// root reads up to the root element.
func (x *xmlScanner) root() error {
	for {
		kind, err := x.next()
		if kind == xmlOpen || err != nil {
			return err
		}
		if kind == xmlEOF {
			return errMalformed()
		}
	}
}

// finish reads and checks all that is left.
func (x *xmlScanner) finish() error {
	for {
		kind, err := x.next()
		if kind == xmlEOF || err != nil {
			return err
		}
	}
}

// checkXML reads a whole document and checks it.
func checkXML(in io.Reader) error { return newXMLScanner(in).finish() }

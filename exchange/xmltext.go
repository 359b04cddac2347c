package exchange

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// begin looks at the first bytes: a byte order mark and the declaration.
func (x *xmlScanner) begin() error {
	x.started = true
	first, _ := x.in.Peek(4)
	if bytes.IndexByte(first, 0) >= 0 || bytes.HasPrefix(first, []byte("\xFE\xFF")) || bytes.HasPrefix(first, []byte("\xFF\xFE")) {
		return refuseFile(codeEncoding, "the file holds XML in an encoding other than UTF-8: save it again as UTF-8")
	}
	if bytes.HasPrefix(first, []byte("\xEF\xBB\xBF")) {
		if _, err := x.in.Discard(3); err != nil {
			return x.explain(err)
		}
	}
	if first, _ = x.in.Peek(6); bytes.HasPrefix(first, []byte("<?xml")) && len(first) == 6 && isXMLSpace(first[5]) {
		return x.explain(x.readInstruction(true))
	}
	return nil
}

func isXMLSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

// readInstruction passes over <?…?>. The declaration may stand at the beginning only.
func (x *xmlScanner) readInstruction(declaration bool) error {
	body, err := x.readUntil("<?", "?>")
	if err != nil {
		return err
	}
	target, rest := cutName(body)
	if !declaration {
		if !validName(target) || bytes.EqualFold(target, []byte("xml")) || !validChars(rest) {
			return errMalformed()
		}
		return nil
	}
	if err := x.readAttrs(rest); err != nil {
		return err
	}
	return x.checkDeclaration()
}

// checkDeclaration refuses what is not XML 1.0 in UTF-8, or says more than that.
func (x *xmlScanner) checkDeclaration() error {
	for _, a := range x.attrs {
		if !slices.Contains([]string{"version", "encoding", "standalone"}, string(a.name)) {
			return errMalformed()
		}
	}
	if string(x.attr("version")) != "1.0" {
		return errMalformed()
	}
	switch encoding := string(bytes.ToLower(x.attr("encoding"))); encoding {
	case "", "utf-8", "us-ascii", "ascii":
		return nil
	}
	return refuseFile(codeEncoding, "the file holds XML in an encoding other than UTF-8: save it again as UTF-8")
}

// readMarkup reads what begins with <! : a comment or a CDATA section. All else is a
// DOCTYPE or does not belong in a document.
func (x *xmlScanner) readMarkup() (xmlKind, error) {
	start, _ := x.in.Peek(9)
	switch {
	case bytes.HasPrefix(start, []byte("<!--")):
		return xmlEOF, x.readComment()
	case bytes.HasPrefix(start, []byte("<![CDATA[")) && x.depth() > 0:
		return x.readData()
	case bytes.HasPrefix(bytes.ToUpper(start), []byte("<!DOCTYPE")):
		return xmlEOF, errDoctype()
	default:
		return xmlEOF, errMalformed()
	}
}

func (x *xmlScanner) readComment() error {
	body, err := x.readUntil("<!--", "-->")
	if err != nil {
		return err
	}
	if bytes.Contains(body, []byte("--")) || bytes.HasSuffix(body, []byte("-")) || !validChars(body) {
		return errMalformed()
	}
	return nil
}

func (x *xmlScanner) readData() (xmlKind, error) {
	body, err := x.readUntil("<![CDATA[", "]]>")
	if err != nil {
		return xmlEOF, err
	}
	if !validChars(body) {
		return xmlEOF, errMalformed()
	}
	return x.giveText(normalNewlines(body))
}

func errDoctype() error {
	return refuseFile(codeDoctype, "the file holds XML with a DOCTYPE, which is never needed here: make the file again without it")
}

// readUntil reads from start, which stands there, up to end, and returns what lies
// between.
func (x *xmlScanner) readUntil(start, end string) ([]byte, error) {
	if _, err := x.in.Discard(len(start)); err != nil {
		return nil, err
	}
	x.tag = x.tag[:0]
	for {
		b, err := x.in.ReadByte()
		if err != nil {
			return nil, err
		}
		x.tag = append(x.tag, b)
		if b == end[len(end)-1] && bytes.HasSuffix(x.tag, []byte(end)) {
			return x.tag[:len(x.tag)-len(end)], nil
		}
		if len(x.tag) > maxTag {
			return nil, tooLarge("a piece of XML of more than 262,144 bytes")
		}
	}
}

// xmlUnescape checks characters and replaces references, in place.
func xmlUnescape(b []byte) ([]byte, error) {
	if !validChars(b) {
		return nil, errMalformed()
	}
	b = normalNewlines(b)
	at := bytes.IndexByte(b, '&')
	if at < 0 {
		return b, nil
	}
	out := b[:at]
	for rest := b[at:]; len(rest) > 0; {
		if rest[0] != '&' {
			next := bytes.IndexByte(rest, '&')
			if next < 0 {
				next = len(rest)
			}
			out, rest = append(out, rest[:next]...), rest[next:]
			continue
		}
		end := bytes.IndexByte(rest, ';')
		r, ok := rune(0), false
		if end > 0 {
			r, ok = reference(string(rest[1:end]))
		}
		if !ok {
			return nil, errMalformed()
		}
		out, rest = utf8.AppendRune(out, r), rest[end+1:] // never longer than what it replaces
	}
	return out, nil
}

// reference returns the character that &name; stands for.
func reference(name string) (rune, bool) {
	if number, ok := strings.CutPrefix(name, "#"); ok {
		return numbered(number)
	}
	i := slices.Index([]string{"lt", "gt", "amp", "quot", "apos"}, name)
	if i < 0 {
		return 0, false
	}
	return rune(`<>&"'`[i]), true
}

func numbered(digits string) (rune, bool) {
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return rune(n), err == nil && n <= utf8.MaxRune && validRune(rune(n))
}

func validRune(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}

func validChars(b []byte) bool {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			if b[i] < 0x20 && !isXMLSpace(b[i]) {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 || !validRune(r) {
			return false
		}
		i += size
	}
	return true
}

func normalNewlines(b []byte) []byte {
	if bytes.IndexByte(b, '\r') < 0 {
		return b
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
}

func tooManyRunes(b []byte) bool { return len(b) > MaxText && utf8.RuneCount(b) > MaxText }

// hasDoctype looks for a DOCTYPE in markup that need not be well-formed, such as the
// drawings behind comments, and may be UTF-16.
func hasDoctype(in io.Reader) (bool, error) {
	window := make([]byte, 0, 1<<16)
	chunk := make([]byte, 1<<15)
	for {
		n, err := in.Read(chunk)
		window = append(window, bytes.ToUpper(bytes.ReplaceAll(chunk[:n], []byte{0}, nil))...)
		if bytes.Contains(window, []byte("<!DOCTYPE")) {
			return true, nil
		}
		if keep := len(window) - 16; keep > 0 {
			window = append(window[:0], window[keep:]...)
		}
		if err == io.EOF {
			return false, nil
		}
		if err != nil {
			return false, err
		}
	}
}

package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

// archive is an XLSX file as a set of parts. It counts what really unpacks, not what
// the file says about itself.
type archive struct {
	parts map[string]*zip.File // by lower-case name, without a leading slash
	order []string
	left  int64           // bytes that may still be unpacked
	seen  map[string]bool // parts that were counted and checked
}

func openArchive(data []byte) (*archive, error) {
	if bytes.Count(data, []byte("PK\x01\x02")) > maxParts {
		return nil, tooLarge("more than 5,000 parts")
	}
	reader, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged("its end is missing")
	}
	a := &archive{parts: map[string]*zip.File{}, left: MaxUnpacked, seen: map[string]bool{}}
	for _, f := range reader.File {
		if err := a.add(f); err != nil {
			return nil, err
		}
	}
	return a, nil
}

func (a *archive) add(f *zip.File) error {
	name := partName(f.Name)
	switch {
	case strings.HasSuffix(name, "/"):
		return nil // a folder
	case f.Flags&1 != 0:
		return errPassword()
	case a.parts[name] != nil:
		return damaged("a part stands in it twice")
	}
	a.parts[name] = f
	a.order = append(a.order, name)
	return nil
}

func errPassword() error {
	return refuseFile(codeUnreadable, "the file is protected with a password: save a copy without it and import that")
}

func partName(name string) string {
	name = strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
	if strings.HasSuffix(name, "/") {
		return name
	}
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

// open returns the content of a part. The first time, what is read of it counts.
func (a *archive) open(name string) (io.ReadCloser, error) {
	f := a.parts[name]
	if f == nil {
		return nil, damaged("a part is missing")
	}
	in, err := f.Open()
	if err != nil {
		return nil, damaged("it is packed in an unknown way")
	}
	if a.seen[name] {
		return in, nil
	}
	a.seen[name] = true
	return &countedPart{in, a}, nil
}

// countedPart takes what is read from the room that is left.
type countedPart struct {
	io.ReadCloser
	archive *archive
}

// Read reads, and refuses the file when it unpacks to too much.
func (c *countedPart) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if c.archive.left -= int64(n); c.archive.left < 0 {
		return 0, tooLarge("more than 100 MB when unpacked")
	}
	return n, err
}

// scan reads a part as XML, to its end.
func (a *archive) scan(name string, read func(*xmlScanner) error) error {
	in, err := a.open(name)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // it was read only: nothing is lost
	x := newXMLScanner(in)
	if err := x.root(); err != nil {
		return err
	}
	if err := read(x); err != nil {
		return err
	}
	return x.finish()
}

// checkRest unpacks and checks every part that nothing has read: a hostile part is
// hostile also where the list does not use it.
func (a *archive) checkRest() error {
	for _, name := range a.order {
		if a.seen[name] {
			continue
		}
		if err := a.check(name); err != nil {
			return err
		}
	}
	return nil
}

func (a *archive) check(name string) error {
	in, err := a.open(name)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()            // it was read only: nothing is lost
	own := strings.HasPrefix(name, "customxml/") // what a program keeps for itself: any encoding, texts of any length
	if !own && (strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels")) {
		return checkXML(in)
	}
	found, err := hasDoctype(in)
	var refused *fileError
	switch {
	case errors.As(err, &refused):
		return err
	case err != nil:
		return damaged("a part cannot be unpacked")
	case found && !strings.HasSuffix(name, ".bin"):
		return errDoctype()
	}
	return nil
}

// isMarkup reports whether any part has this name or ends in it.
func (a *archive) hasPart(match func(name string) bool) bool {
	for _, name := range a.order {
		if match(name) {
			return true
		}
	}
	return false
}

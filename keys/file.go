package keys

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// largest is how much of a key file is read: more is no key file.
const largest = 1 << 20

// Load returns the keys of a key file. Wraps ErrMissing, ErrUnreadable,
// ErrOpenToOthers or ErrNoKeyFile.
func Load(path string) (*Ring, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	b, seen, err := read(path)
	if err != nil {
		return nil, err
	}
	r, err := newRing(path, b)
	if err != nil {
		return nil, noKeyFile(path)
	}
	r.current.Load().seen = seen
	return r, nil
}

func newRing(path string, b bundle) (*Ring, error) {
	h, err := hold(b)
	if err != nil {
		return nil, err
	}
	r := &Ring{path: path}
	r.current.Store(h)
	return r, nil
}

// refresh takes over the key file when it was changed. A file that cannot be read, or
// holds the keys of another Regiebot, changes nothing: what is sealed with the keys at
// hand can be read with every copy of the file that was good.
func (r *Ring) refresh() {
	if r.path == "" || !changed(r.path, r.current.Load().seen) {
		return
	}
	r.changes.Lock()
	defer r.changes.Unlock()
	b, seen, err := read(r.path)
	if err != nil {
		return
	}
	old := r.current.Load()
	h, err := hold(b)
	if err == nil && h.follows(old) {
		h.keep(old)
	} else {
		same := *old
		h = &same
	}
	h.seen = seen
	r.current.Store(h)
}

// changed says whether the file is another one than was seen.
func changed(path string, seen os.FileInfo) bool {
	now, err := os.Stat(path)
	if err != nil || seen == nil {
		return err == nil
	}
	return !os.SameFile(now, seen) || !now.ModTime().Equal(seen.ModTime()) || now.Size() != seen.Size()
}

// read returns what is in a key file, and which file it was.
func read(path string) (bundle, os.FileInfo, error) {
	file, err := os.Open(path) //nolint:gosec // the administrator names the file
	if err != nil {
		return bundle{}, nil, explain(path, err)
	}
	defer func() { _ = file.Close() }() // it was only read
	seen, err := file.Stat()
	if err != nil {
		return bundle{}, nil, unreadable(path, err)
	}
	if err := fit(path, seen); err != nil {
		return bundle{}, nil, err
	}
	text := make([]byte, seen.Size())
	if _, err := file.ReadAt(text, 0); err != nil {
		return bundle{}, nil, unreadable(path, err)
	}
	b, err := unmarshal(text)
	if err != nil {
		return bundle{}, nil, noKeyFile(path)
	}
	return b, seen, nil
}

// fit returns nil when a file can be a key file that only its owner can read.
func fit(path string, seen os.FileInfo) error {
	if !seen.Mode().IsRegular() || seen.Size() == 0 || seen.Size() > largest {
		return noKeyFile(path)
	}
	if seen.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" { // where a mode says nothing
		return &fileError{kind: ErrOpenToOthers, sentence: fmt.Sprintf("others on this machine may read the key file %s: run `chmod 600 %s`, and `regiebot keys rotate` if it may have been read", path, path)}
	}
	return nil
}

func explain(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &fileError{kind: ErrMissing, cause: err, sentence: fmt.Sprintf("there is no key file %s: put back your copy of it, or make a new one with `regiebot keys init` when there is no database yet", path)}
	}
	return unreadable(path, err)
}

func unreadable(path string, err error) error {
	return &fileError{kind: ErrUnreadable, cause: err, sentence: fmt.Sprintf("the key file %s cannot be read or written: %s", path, reason(err))}
}

// reason leaves out the name of the file, which the sentence holds already.
func reason(err error) string {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

func noKeyFile(path string) error {
	return &fileError{kind: ErrNoKeyFile, sentence: fmt.Sprintf("%s is not a key file of Regiebot, or only a part of one: put back your copy of the key file", path)}
}

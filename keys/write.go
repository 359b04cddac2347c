package keys

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// How long, and how often, somebody else's change of the file is waited for.
const (
	patience = 100
	pause    = 20 * time.Millisecond
)

// Init makes a key file with new keys, mode 0600, and its folder (0700) when that is
// missing. Wraps ErrExists when there is one: of two at once one makes it and the
// other gets ErrExists, and can Load it. Wraps ErrUnreadable or ErrBusy too.
func Init(path string) (*Ring, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, unreadable(path, err)
	}
	err = replace(path, func() (bundle, error) {
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return bundle{}, &fileError{kind: ErrExists, cause: err, sentence: fmt.Sprintf("there is a key file already: %s. It is left as it is; to change keys run `regiebot keys rotate`", path)}
		}
		return newBundle()
	})
	if err != nil {
		return nil, err
	}
	return Load(path)
}

// Rotate adds new keys, with which is sealed and signed from then on, and writes the key
// file. What was sealed before still opens, and signatures of before hold. Errors as of
// Init and Load.
func (r *Ring) Rotate() error {
	return r.change(func(b bundle) (bundle, error) { return b.rotated() })
}

// OldCopy is what the name of the copy ends with that DropOld keeps; copies of before get
// a number behind it.
const OldCopy = ".old"

// DropOld forgets all keys but those that seal and sign, writes the key file, and returns
// how many that sealed went. The file as it was stays beside it, under its name and
// OldCopy: without that copy nobody opens what is still sealed with the others. Errors as
// of Init and Load.
func (r *Ring) DropOld() (int, error) {
	dropped := 0
	err := r.change(func(b bundle) (after bundle, err error) {
		if err := r.keepCopy(b); err != nil {
			return b, err
		}
		after, dropped, err = b.without()
		return after, err
	})
	return dropped, err
}

// change replaces what the Ring holds, and the file, by what f makes of it.
func (r *Ring) change(f func(bundle) (bundle, error)) error {
	r.changes.Lock()
	defer r.changes.Unlock()
	after, err := r.changed(f)
	if err != nil {
		return err
	}
	h, err := hold(after)
	if err == nil {
		r.current.Store(h)
	}
	return err
}

// keepCopy writes the keys of before beside the key file.
func (r *Ring) keepCopy(before bundle) error {
	if r.path == "" {
		return nil
	}
	path, err := filepath.EvalSymlinks(r.path)
	if err != nil {
		return explain(r.path, err)
	}
	path += OldCopy
	if err := putAside(path); err != nil {
		return unreadable(path, err)
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return unreadable(path, err)
	}
	if err := errors.Join(fill(file, before), file.Close()); err != nil {
		return unreadable(path, err)
	}
	return nil
}

// putAside gives a copy of before a number: it may hold the only keys of an older backup.
func putAside(path string) error {
	for n := 1; ; n++ {
		free := fmt.Sprintf("%s.%d", path, n)
		if _, err := os.Lstat(free); err == nil {
			continue
		}
		if err := os.Rename(path, free); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
}

func (r *Ring) changed(f func(bundle) (bundle, error)) (after bundle, err error) {
	if r.path == "" {
		return f(r.current.Load().bundle)
	}
	path, err := filepath.EvalSymlinks(r.path)
	if err != nil {
		return bundle{}, explain(r.path, err)
	}
	err = replace(path, func() (bundle, error) {
		// Others may have changed the file since it was read.
		before, _, err := read(path)
		if err == nil {
			after, err = f(before)
		}
		return after, err
	})
	return after, err
}

// replace puts what f returns in the place of the file at path, whole or not at all.
// The new file is written beside it under a fixed name: whoever holds that is the only
// one at work, until the file is renamed or the process ends.
func replace(path string, f func() (bundle, error)) error {
	beside := path + ".new"
	file, err := wait(beside)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // what was written is on the disk
	if err := fillAs(file, path, f); err != nil {
		_ = os.Remove(beside) // the error that stands says more
		return err
	}
	return settle(filepath.Dir(path))
}

// fillAs writes what f returns in a file, and gives it the name path.
func fillAs(file *os.File, path string, f func() (bundle, error)) error {
	after, err := f()
	if err != nil {
		return err
	}
	if err := fill(file, after); err != nil {
		return unreadable(path, err)
	}
	if err := rename(file, path); err != nil {
		return unreadable(path, err)
	}
	return nil
}

// rename gives a file its name. Where an open file keeps its name it is closed first.
func rename(file *os.File, path string) error {
	if runtime.GOOS == "windows" {
		_ = file.Close() // what was written is on the disk
	}
	return os.Rename(file.Name(), path)
}

// wait claims the file, and waits a while for somebody else who has it.
func wait(beside string) (*os.File, error) {
	for range patience {
		file, err := claim(beside)
		if err != nil {
			return nil, unreadable(beside, err)
		}
		if file != nil {
			return file, nil
		}
		time.Sleep(pause)
	}
	return nil, &fileError{kind: ErrBusy, sentence: fmt.Sprintf("another program is changing the key file: it holds %s. Try again", beside)}
}

// fill writes the file so that it outlives a failure of the power.
func fill(file *os.File, b bundle) error {
	text, err := b.marshal()
	if err == nil {
		_, err = file.Write(text)
	}
	if err == nil {
		err = file.Sync()
	}
	return err
}

// settle makes the new name of a file outlive a failure of the power.
func settle(folder string) error {
	if runtime.GOOS == "windows" { // where a folder cannot be synced
		return nil
	}
	d, err := os.Open(folder) //nolint:gosec // the folder of the file that was just written
	if err != nil {
		return unreadable(folder, err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return unreadable(folder, err)
	}
	return nil
}

package backup

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"filippo.io/age"
	"github.com/regiebot/regiebot/store"
)

// File is a backup that nobody can see yet: under another name, for its owner only.
type File struct {
	path string
	f    *os.File
}

// Create begins a backup in the folder of a path. ErrExists when there is something at
// the path; it is looked at again by Publish.
func Create(path string) (*File, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("%s: %w", path, ErrExists)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".regiebot-backup-*")
	if err != nil {
		return nil, fmt.Errorf("no file can be made in the folder of %s: %w", path, reason(err))
	}
	return &File{path: path, f: f}, nil
}

// Written is what is in a file, and how it is known again.
type Written struct {
	Summary
	Bytes  int64
	SHA256 string // of the file
}

// Write writes everything that is in a database at one moment, while others go on
// changing it, and leaves it on the disk.
func (b *File) Write(ctx context.Context, s *store.Store, h Header, to ...age.Recipient) (w Written, err error) {
	h.Database = s.Kind()
	err = s.View(ctx, func(tx *store.Tx) error {
		if _, err := b.f.Seek(0, io.SeekStart); err != nil { // View may begin again
			return err
		}
		if err := b.f.Truncate(0); err != nil {
			return err
		}
		sum := sha256.New()
		out := bufio.NewWriterSize(io.MultiWriter(b.f, sum), 256<<10)
		if w.Summary, err = Write(ctx, tx, out, h, to...); err != nil {
			return err
		}
		err := out.Flush()
		w.SHA256 = hex.EncodeToString(sum.Sum(nil))
		return err
	})
	if err != nil {
		return w, err
	}
	if w.Bytes, err = b.f.Seek(0, io.SeekEnd); err != nil {
		return w, err
	}
	return w, b.f.Sync()
}

// Publish gives the file its name, unless something has that name by now: ErrExists.
func (b *File) Publish() error {
	if err := b.f.Close(); err != nil {
		return err
	}
	err := os.Link(b.f.Name(), b.path)
	if errors.Is(err, fs.ErrExist) {
		err = fmt.Errorf("%s: %w", b.path, ErrExists)
	} else if err != nil { // a disk that knows no second name for a file
		err = b.rename()
	}
	return errors.Join(err, syncFolder(filepath.Dir(b.path)))
}

func (b *File) rename() error {
	if _, err := os.Lstat(b.path); err == nil {
		return fmt.Errorf("%s: %w", b.path, ErrExists)
	}
	return os.Rename(b.f.Name(), b.path)
}

// Discard leaves nothing behind but what was published.
func (b *File) Discard() {
	_ = b.f.Close()           // it was written and synced, or is of no use
	_ = os.Remove(b.f.Name()) // it is gone already after a rename
}

// syncFolder makes a new name last. Not every system can.
func syncFolder(path string) error {
	folder, err := os.Open(path) //nolint:gosec // the folder of the file that the administrator named
	if err != nil {
		return nil //nolint:nilerr // the file itself is on the disk
	}
	_ = folder.Sync() // the file itself is on the disk
	return folder.Close()
}

// reason leaves out the name of a file that a sentence holds already.
func reason(err error) error {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err
	}
	return err
}

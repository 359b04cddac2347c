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
	"strings"
	"time"

	"filippo.io/age"
	"github.com/regiebot/regiebot/store"
)

// File is a backup that nobody can see yet: under another name, for its owner only.
type File struct {
	path string
	f    *os.File
}

// unpublished is how the name of a file begins that nobody can see yet; digits follow.
const unpublished = ".regiebot-backup-"

// Create begins a backup in the folder of a path, at a moment. What backups that were
// killed left there goes when it is older than a day. ErrExists when there is something at
// the path; it is looked at again by Publish.
func Create(path string, at time.Time) (*File, error) {
	removeLeftovers(filepath.Dir(path), at.AddDate(0, 0, -1))
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("%s: %w", path, ErrExists)
	}
	f, err := os.CreateTemp(filepath.Dir(path), unpublished+"*")
	if err != nil {
		return nil, fmt.Errorf("no file can be made in the folder of %s: %w", path, reason(err))
	}
	return &File{path: path, f: f}, nil
}

// removeLeftovers removes the files of this program in a folder that were last written
// before a moment. What cannot be removed is in nobody's way.
func removeLeftovers(folder string, before time.Time) {
	list, err := os.ReadDir(folder)
	if err != nil {
		return // whoever makes the file says what is wrong
	}
	for _, one := range list {
		digits, ours := strings.CutPrefix(one.Name(), unpublished)
		if !ours || digits == "" || strings.Trim(digits, "0123456789") != "" || !one.Type().IsRegular() {
			continue
		}
		if info, err := one.Info(); err == nil && info.ModTime().Before(before) {
			_ = os.Remove(filepath.Join(folder, one.Name())) // see above
		}
	}
}

// Written is what is in a file, and how it is known again.
type Written struct {
	Summary
	Bytes  int64
	SHA256 string // of the file
	// Damaged names the rows of the database that cannot be read, see
	// [store.Tx.Damaged]; they are in the file as they are. Only writing fills it in.
	Damaged []string
}

// Write writes everything that is in a database at one moment, while others go on
// changing it, and leaves it on the disk. It opens everything that is sealed, and says
// what is damaged.
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
		if err != nil {
			return err
		}
		w.Damaged, err = tx.Damaged(ctx)
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

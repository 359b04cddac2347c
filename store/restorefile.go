package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/regiebot/regiebot/keys"
)

// What stands beside a file while it is made. A restore that was killed leaves them; the
// next one begins with removing them.
const (
	restoring     = ".restoring"
	restoringLock = ".restoring.lock"
)

// beside makes a file under another name beside its place, and gives it its name at the
// end. One process at a time does so: who comes second finds the file of the first.
func (r Restoring) beside(ctx context.Context, address string, ring *keys.Ring) error {
	d := sqlite{path: address}
	if err := d.folder(); err != nil {
		return err
	}
	unlock, err := d.lockAt(ctx, address+restoringLock)
	if err != nil {
		return explain(d, err)
	}
	made := address + restoring
	err = removeDatabase(made)
	if err == nil {
		err = r.publish(ctx, address, ring)
	}
	return errors.Join(err, removeDatabase(made), removeFile(address+restoringLock), unlock())
}

func (r Restoring) publish(ctx context.Context, address string, ring *keys.Ring) error {
	made := address + restoring
	s, err := r.apart(ctx, ring, connect, made)
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil { // now everything is in the file itself
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	err = os.Link(made, address)
	if err != nil && !errors.Is(err, fs.ErrExist) { // a disk that knows no second name for a file
		err = rename(made, address)
	}
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s: %w", address, ErrExists)
	}
	if err != nil {
		return err
	}
	syncFolder(filepath.Dir(address))
	return nil
}

// rename gives a file another name that nothing has.
func rename(from, to string) error {
	if _, err := os.Lstat(to); err == nil {
		return fs.ErrExist
	}
	return os.Rename(from, to)
}

// syncFolder makes a new name last. Not every system can, and the file itself is on the
// disk.
func syncFolder(path string) {
	if folder, err := os.Open(path); err == nil { //nolint:gosec // the folder of the file that the administrator named
		_, _ = folder.Sync(), folder.Close()
	}
}

// removeDatabase removes a database and what SQLite puts beside it.
func removeDatabase(path string) error {
	var all []error
	for _, end := range []string{"", "-wal", "-shm", "-journal", ".migrating", ".migrating-journal"} {
		all = append(all, removeFile(path+end))
	}
	return errors.Join(all...)
}

// openScratch opens a database without a name that goes through memory to a file that
// only this process has: it is gone when the process ends, in whatever way.
func openScratch(context.Context, string) (*Store, error) {
	db, err := openPool("file:?"+sqliteWriter, 1)
	if err != nil {
		return nil, err
	}
	return &Store{dialect: sqlite{path: inMemory}, writer: db, reader: db}, nil
}

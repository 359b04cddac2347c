package exchange

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// WriteFile writes a file whole or not at all: into a new file beside it, readable by
// its owner only, which takes its place at the end. When write fails the old file
// stays as it was and nothing is left behind. A path that is a folder, a device or a
// pipe is refused; a symbolic link is followed.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	path, err = writablePath(path)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".regiebot-*")
	if err != nil {
		return fmt.Errorf("no file can be made in this folder: %w", errors.Unwrap(err))
	}
	defer func() {
		if err != nil {
			_ = f.Close() // the error that led here is the one to tell
			_ = os.Remove(f.Name())
		}
	}()
	if err := fill(f, write); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func writablePath(path string) (string, error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return path, nil
	case err != nil:
		return "", fmt.Errorf("the file cannot be written: %w", errors.Unwrap(err))
	case !info.Mode().IsRegular():
		return "", errors.New("the file cannot be written: it is a folder, a device or a pipe")
	}
	return path, nil
}

func fill(f *os.File, write func(io.Writer) error) error {
	out := bufio.NewWriter(f)
	if err := write(out); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return f.Close()
}

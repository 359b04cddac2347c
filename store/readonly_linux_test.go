package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// asStranger runs f as somebody who owns nothing: root may write everywhere. It
// holds for this thread only, which is given up afterwards. Whoever is not root
// stays who they are.
func asStranger(t *testing.T, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		if os.Geteuid() == 0 {
			if err := syscall.Setfsuid(65534); err != nil {
				t.Errorf("becoming somebody else: %v", err)
				return
			}
		}
		f()
	}()
	<-done
}

// visible is a temporary folder that everybody may enter.
func visible(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, f := range []string{folder, filepath.Dir(folder)} {
		if err := os.Chmod(f, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestOpenExplainsWhatCannotBeWritten(t *testing.T) {
	for name, prepare := range map[string]func(t *testing.T, path string){
		"empty folder": func(*testing.T, string) {},
		"existing database": func(t *testing.T, path string) {
			t.Helper()
			s, err := store.Open(t.Context(), path, storetest.Ring(t))
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(s.Close(), os.Chmod(path, 0o444)); err != nil {
				t.Fatal(err)
			}
		},
		"database of mode 600": func(t *testing.T, path string) {
			t.Helper()
			s, err := store.Open(t.Context(), path, storetest.Ring(t))
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(s.Close(), os.Chmod(path, 0o000)); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := visible(t)
			path := filepath.Join(folder, "regiebot.db")
			prepare(t, path)
			if err := os.Chmod(folder, 0o555); err != nil {
				t.Fatal(err)
			}
			asStranger(t, func() {
				_, err := store.Open(context.Background(), path, storetest.Ring(t))
				if !errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), "give the user that runs regiebot the right to") {
					t.Errorf("got %v", err)
				}
				if err != nil && strings.Contains(err.Error(), "\n") {
					t.Errorf("more than one sentence: %q", err)
				}
			})
		})
	}
}

// The access log is proved where nothing can be written at all.
func TestOpenToRead(t *testing.T) {
	folder := visible(t)
	path := filepath.Join(folder, "regiebot.db")
	s, err := store.Open(t.Context(), path, storetest.Ring(t))
	if err != nil {
		t.Fatal(err)
	}
	worked(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	chmod := func(name string, mode os.FileMode) {
		t.Helper()
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	chmod(path, 0o444)
	chmod(folder, 0o555)
	t.Cleanup(func() { chmod(folder, 0o755) })
	read := func() (err error) {
		asStranger(t, func() {
			var s *store.Store
			if s, err = store.OpenToRead(context.Background(), path, storetest.Ring(t)); err != nil {
				return
			}
			defer s.Close()
			err = s.View(context.Background(), func(tx *store.Tx) error {
				proof, err := tx.VerifyAudit(context.Background())
				if err == nil && proof.Rows != 7 {
					t.Errorf("%+v", proof)
				}
				return err
			})
		})
		return err
	}
	if err := read(); err != nil {
		t.Error(err)
	}
	chmod(folder, 0o755)
	if err := os.WriteFile(path+"-wal", []byte("iets"), 0o600); err != nil {
		t.Fatal(err)
	}
	chmod(folder, 0o555)
	if err := read(); !errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), "-wal") {
		t.Errorf("got %v", err)
	}
}

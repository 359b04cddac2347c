package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

func TestOpenKeepsWhatIsThere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		save(t, filled(t, open()), casus("ZO-2026-0142"))
		if got := load(t, open(), "ZO-2026-0142").Regisseur; got != "anouk" {
			t.Errorf("regisseur %q", got)
		}
	})
}

func TestOpenAtTheSameTime(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				s, err := store.Open(t.Context(), address, storetest.Ring(t))
				if err != nil {
					t.Errorf("open: %v", err)
					return
				}
				if err := s.Close(); err != nil {
					t.Errorf("close: %v", err)
				}
			})
		}
		all.Wait()
		if s := filled(t, storetest.Open(t, address)); s.Ping(t.Context()) != nil {
			t.Error("no answer")
		}
		if left, err := filepath.Glob(address + "?*"); err != nil || len(left) != 3 {
			if !strings.HasPrefix(address, "postgres") {
				t.Errorf("files beside the database: %v, %v (want those of the WAL and of the lock)", left, err)
			}
		}
	})
}

func TestOpenRefusesANewerSchema(t *testing.T) {
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s := storetest.Open(t, address)
		if err := s.Exec(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)"); err != nil {
			t.Fatal(err)
		}
		_, err := store.Open(t.Context(), address, storetest.Ring(t))
		if !errors.Is(err, store.ErrNewer) || !strings.Contains(err.Error(), "install that version") {
			t.Errorf("got %v", err)
		}
	})
}

func TestOpenExplainsTheAddress(t *testing.T) {
	for name, test := range map[string]struct{ address, want string }{
		"nothing":          {"", "REGIEBOT_DATABASE is not a database"},
		"another database": {"mysql://root:geheim@localhost/x", "REGIEBOT_DATABASE is not a database"},
		"no folder":        {filepath.Join(t.TempDir(), "weg", "regiebot.db"), "does not exist"},
		"a folder":         {t.TempDir(), "is not a file"},
		"a device":         {os.DevNull, "is not a file"},
		"bad port":         {"postgres://regiebot:geheim@localhost:abc/x", "not a valid postgres:// address"},
		"bad code":         {"postgres://regiebot:ge%heim@localhost/x", "not a valid postgres:// address"},
		"nobody listens":   {"postgres://regiebot:geheim@127.0.0.1:1/x", "127.0.0.1:1 cannot be reached"},
		"no such host":     {"postgres://regiebot:geheim@host.invalid/x", "host.invalid:5432 cannot be reached"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := store.Open(t.Context(), test.address, storetest.Ring(t))
			if !errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if strings.Contains(err.Error(), "heim") || strings.Contains(err.Error(), "\n") {
				t.Errorf("a secret, or more than one sentence: %q", err)
			}
		})
	}
}

func TestOpenExplainsPostgreSQL(t *testing.T) {
	address := storetest.Postgres(t)
	at := strings.Index(address, "@")
	slash := strings.LastIndex(address, "/")
	database, _, _ := strings.Cut(address[slash+1:], "?")
	for name, test := range map[string]struct{ address, want string }{
		"no such database": {strings.Replace(address, database, "bestaat_niet", 1), `no database "bestaat_niet"`},
		"no such user":     {"postgres://niemand:geheim" + address[at:], "refuses the user name or the password"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := store.Open(t.Context(), test.address, storetest.Ring(t))
			if !errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if strings.Contains(err.Error(), "geheim") {
				t.Errorf("a secret: %q", err)
			}
		})
	}
}

func TestOpenRefusesAPostgreSQLThatOnlyReads(t *testing.T) {
	address := storetest.Postgres(t)
	database, _, _ := strings.Cut(address[strings.LastIndex(address, "/")+1:], "?")
	if err := storetest.Open(t, address).Exec(t.Context(), "ALTER DATABASE "+database+" SET default_transaction_read_only = on"); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), address, storetest.Ring(t))
	if !errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), "only allows reading") {
		t.Errorf("got %v", err)
	}
}

func TestOpenSQLiteInOddPlaces(t *testing.T) {
	for _, name := range []string{"met spatie.db", "vraag?mode=ro.db", "hek#je.db", "procent%41.db", "é.db", "geen-extensie"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			filled(t, storetest.Open(t, path))
			info, err := os.Stat(path)
			if err != nil || info.Mode().Perm() != 0o600 || info.Size() == 0 {
				t.Errorf("the file: %v, %v", info, err)
			}
		})
	}
}

func TestOpenSQLiteRefusesAnotherFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "team.yaml")
	text := strings.Repeat("team: Oost\n", 500)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), path, storetest.Ring(t))
	if !errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), "not a database of regiebot") {
		t.Errorf("got %v", err)
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != text {
		t.Errorf("the file was changed (%v)", err)
	}
}

package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/store"
)

func headDesk(t *testing.T) (*desk, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "head.json")
	return newDesk(t, "--audit-head", path), path
}

// newest is the end of the log according to the database.
func (d *desk) newest(s *store.Store) (head audit.Head) {
	d.Helper()
	err := s.View(d.Context(), func(tx *store.Tx) (err error) {
		head, err = tx.AuditHead(d.Context())
		return err
	})
	if err != nil {
		d.Fatal(err)
	}
	return head
}

func (d *desk) inFile(path string) audit.Head {
	d.Helper()
	head, err := readHead(path)
	if err != nil {
		d.Fatal(err)
	}
	return head
}

func TestHeadFileFollowsTheLog(t *testing.T) {
	d, path := headDesk(t)
	e := &env{}
	s := d.openDesk(e)
	if got, want := d.inFile(path), d.newest(s); !got.Same(want) || !bytes.Equal(got.Signature, want.Signature) || !got.At.Equal(want.At) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if out := d.ok("audit", "verify"); !strings.Contains(out, "the head file knows row ") {
		t.Errorf("said %q", out)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 2 { // the file and its lock
		t.Errorf("%v, %v", left, err)
	}
}

// Several processes at once, each in its own order: the file ends with the newest.
func TestHeadFileNeverGoesBack(t *testing.T) {
	d, path := headDesk(t)
	var logs [3]bytes.Buffer
	var stores [3]*store.Store
	envs := [3]*env{}
	for i := range stores {
		envs[i] = &env{config: config{AuditHead: path}, errs: &logs[i]}
		stores[i] = d.openDesk(envs[i])
	}
	stop, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		last := int64(0)
		for {
			select {
			case <-stop:
				return
			default:
			}
			head, err := readHead(path)
			if err != nil || head.Nr < last {
				t.Errorf("row %d after row %d, %v", head.Nr, last, err)
				return
			}
			last = head.Nr
		}
	}()
	var all sync.WaitGroup
	for i, s := range stores {
		all.Go(func() {
			for n := range 15 {
				d.logOne(envs[i], s, 1+n%3)
			}
		})
	}
	all.Wait()
	close(stop)
	<-watched
	if got, want := d.inFile(path), d.newest(stores[0]); !got.Same(want) {
		t.Errorf("row %d, want %d", got.Nr, want.Nr)
	}
	for i := range logs {
		if logs[i].Len() > 0 {
			t.Errorf("process %d logged %s", i, logs[i].String())
		}
	}
}

// The end is cut off and the signed end of before is put back: the database by itself
// looks right.
func TestHeadFileTellsOfAnEndThatWasPutBack(t *testing.T) {
	d, path := headDesk(t)
	before := d.inFile(path)
	d.exec("CREATE TABLE bewaard AS SELECT * FROM audit_head")
	d.ok("profile", "use", "zo")
	d.exec("DELETE FROM audit WHERE nr > (SELECT nr FROM bewaard)", "DELETE FROM audit_head", "INSERT INTO audit_head SELECT * FROM bewaard", "DROP TABLE bewaard")
	kept := d.inFile(path)
	if kept.Nr <= before.Nr {
		t.Fatalf("the head file did not move: %d", kept.Nr)
	}
	code, _, errs := d.call("audit", "verify")
	if code != exitRefused || !strings.Contains(errs, "the log was cut off, it once had a row") {
		t.Errorf("status %d: %s", code, errs)
	}
	// It goes on past where it was, and the file stays the proof.
	for range 3 {
		code, _, errs := d.call("profile", "use", "standaard")
		if code != exitDone || !strings.Contains(errs, "level=ERROR") {
			t.Errorf("status %d: %s", code, errs)
		}
	}
	if now := d.inFile(path); !now.Same(kept) {
		t.Errorf("the head file was written over: row %d", now.Nr)
	}
	if code, _, errs := d.call("audit", "verify"); code != exitRefused || !strings.Contains(errs, "is not the row that was signed") {
		t.Errorf("status %d: %s", code, errs)
	}
}

// An export from before the newest rows looks like one of which the end was cut off,
// together with an older head: whoever proves it must say that it is meant to be older.
func TestHeadFileAndAnOlderExport(t *testing.T) {
	d, path := headDesk(t)
	export := filepath.Join(d.folder, "log.csv")
	d.ok("audit", "export", "--output", export)
	if out := d.ok("audit", "verify", "--file", export); !strings.Contains(out, "the head file knows row") {
		t.Errorf("said %q", out)
	}
	d.ok("profile", "use", "zo")
	if said := d.refused("audit", "verify", "--file", export); !strings.Contains(said, "the log was cut off") || !strings.Contains(said, "without --audit-head") {
		t.Errorf("said %q", said)
	}
	d.flags = slices.DeleteFunc(d.flags, func(flag string) bool { return flag == "--audit-head" || flag == path })
	d.ok("audit", "verify", "--file", export)
}

// newHeadFile is a head file of a process that takes every signature, and what it logs.
func newHeadFile(path string) (*headFile, *bytes.Buffer) {
	var log bytes.Buffer
	e := &env{config: config{Log: "info"}, errs: &log}
	return &headFile{path: path, verify: func(_, _ []byte) error { return nil }, log: e.logger()}, &log
}

func headAt(nr int64, hash string) audit.Head {
	return audit.Head{Nr: nr, Hash: hash, At: time.Date(2026, time.November, 13, 8, 0, 0, 0, time.UTC), Signature: []byte{1}}
}

func TestHeadFileGoesOnFromWhatItHolds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "head.json")
	h, log := newHeadFile(path)
	for _, step := range []struct {
		name          string
		before, after audit.Head
		inFile        string
		wrong         bool
	}{
		{"the first", audit.Head{}, headAt(3, "c"), "c", false},
		{"the next", headAt(3, "c"), headAt(4, "d"), "d", false},
		{"one that another process has passed", headAt(2, "b"), headAt(3, "c"), "d", false},
		{"the same again", headAt(3, "c"), headAt(4, "d"), "d", false},
		{"others were written in between", headAt(6, "f"), headAt(7, "g"), "g", false},
		{"it jumps over the row in the file", headAt(6, "f"), headAt(8, "x"), "g", true},
		{"another row with the same number", headAt(6, "f"), headAt(7, "x"), "g", true},
		{"it follows another row with the same number", headAt(7, "x"), headAt(8, "y"), "g", true},
	} {
		h.wrong, h.failedAt = nil, time.Time{}
		log.Reset()
		h.moved(t.Context(), step.before, step.after)
		got, err := readHead(path)
		if err != nil || got.Hash != step.inFile || errors.Is(h.wrong, errOtherLog) != step.wrong || (log.Len() > 0) != step.wrong {
			t.Errorf("%s: %q, %v, %v, %s", step.name, got.Hash, h.wrong, err, log.String())
		}
	}
	if h.moved(t.Context(), headAt(7, "g"), headAt(8, "h")); h.wrong == nil {
		t.Error("a log that was found to be another goes on")
	}
}

func TestHeadFileSaysOnceAMinuteThatItFails(t *testing.T) {
	h, log := newHeadFile(filepath.Join(t.TempDir(), "weg", "head.json"))
	start := time.Date(2026, time.November, 13, 8, 0, 0, 0, time.UTC)
	for _, after := range []time.Duration{0, time.Second, 59 * time.Second, time.Minute, 61 * time.Second} {
		h.fail(start.Add(after), fs.ErrPermission)
	}
	if got := strings.Count(log.String(), "level=ERROR"); got != 2 {
		t.Errorf("said %d times: %s", got, log.String())
	}
}

func TestHeadFileThatCannotBeWritten(t *testing.T) {
	d := newDesk(t, "--audit-head", filepath.Join(t.TempDir(), "weg", "head.json"))
	code, out, errs := d.call("profile", "use", "zo")
	if code != exitDone || !strings.Contains(out, "in use") || strings.Count(errs, "level=ERROR") != 1 || strings.Count(errs, "\n") != 1 {
		t.Errorf("status %d: %s%s", code, out, errs)
	}
	if said := d.refused("audit", "verify"); !strings.Contains(said, "there is no head file") {
		t.Errorf("said %q", said)
	}
}

func TestHeadFileThatIsSomethingElse(t *testing.T) {
	for name, text := range map[string]string{
		"text":            "toegangslogboek",
		"another JSON":    `{"zaak": 1}`,
		"a list":          `[1]`,
		"no number":       `{"row": 0, "at": "2026-11-13T08:00:00.000Z", "hash": "", "signature": ""}`,
		"no moment":       `{"row": 7, "at": "gisteren", "hash": "a", "signature": ""}`,
		"no signature":    `{"row": 7, "at": "2026-11-13T08:00:00.000Z", "hash": "a", "signature": "x"}`,
		"another's":       `{"row": 1000, "at": "2026-11-13T08:00:00.000Z", "hash": "a", "signature": "00"}`,
		"half of the one": `{"row": 7, "at": "2026-11-1`,
	} {
		t.Run(name, func(t *testing.T) {
			d, path := headDesk(t)
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			code, _, errs := d.call("profile", "use", "zo")
			if code != exitDone || !strings.Contains(errs, "level=ERROR") {
				t.Errorf("status %d: %s", code, errs)
			}
			if code, _, errs := d.call("audit", "verify"); code != exitRefused || !strings.Contains(errs, "head file") {
				t.Errorf("status %d: %s", code, errs)
			}
			if now, err := os.ReadFile(path); err != nil || string(now) != text {
				t.Errorf("the file was written over: %s (%v)", now, err)
			}
		})
	}
}

// A power cut can leave an empty file: it is filled again.
func TestHeadFileThatIsEmpty(t *testing.T) {
	d, path := headDesk(t)
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d.ok("profile", "use", "zo")
	if head := d.inFile(path); head.Nr == 0 {
		t.Error("the head file stayed empty")
	}
}

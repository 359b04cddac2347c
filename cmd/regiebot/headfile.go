package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/store"
)

// headFile keeps the newest signed end of the access log outside the database, so that
// it is found out when the end is cut off and an older end is put back. Several
// processes may write it; it never goes back.
type headFile struct {
	path   string
	verify func(signature, data []byte) error
	log    *slog.Logger

	mu       sync.Mutex
	wrong    error // the log does not hold what the file says: it stays as it is
	failedAt time.Time
}

// errOtherLog keeps the file as it is: it is the proof of what happened.
var errOtherLog = errors.New("the access log does not go on from the row in the head file: its end was cut off or written anew, see regiebot audit verify")

// headJSON is the content of the file.
type headJSON struct {
	Row       int64  `json:"row"`
	At        string `json:"at"`
	Hash      string `json:"hash"`
	Signature string `json:"signature"`
}

// headMoment is how the moment is written: UTC, in milliseconds.
const headMoment = "2006-01-02T15:04:05.000Z"

// keepHead makes a database keep its newest end in the head file, if one is in use.
func (e *env) keepHead(ctx context.Context, s *store.Store) error {
	if e.AuditHead == "" {
		return nil
	}
	h := &headFile{path: e.AuditHead, verify: s.Ring().Verify, log: e.logger()}
	if err := h.begin(ctx, s); err != nil {
		return err
	}
	s.OnAuditHead(h.moved)
	return nil
}

// begin compares the file with the log.
func (h *headFile) begin(ctx context.Context, s *store.Store) error {
	known, err := h.read()
	if err != nil {
		h.fail(time.Now(), err)
		return nil
	}
	return s.View(ctx, func(tx *store.Tx) error {
		held, err := tx.HoldsAudit(ctx, known)
		if err == nil && !held {
			h.wrong = errOtherLog
			h.fail(time.Now(), h.wrong)
		}
		return err
	})
}

// moved writes a new end. What fails is logged and holds nobody up: the answer stands.
func (h *headFile) moved(_ context.Context, before, after audit.Head) {
	h.mu.Lock()
	defer h.mu.Unlock()
	err := h.wrong
	if err == nil {
		err = h.write(before, after)
	}
	if errors.Is(err, errOtherLog) {
		h.wrong = err
	}
	if err != nil {
		h.fail(time.Now(), err)
	}
}

// fail logs what went wrong, once a minute.
func (h *headFile) fail(now time.Time, err error) {
	if now.Sub(h.failedAt) < time.Minute {
		return
	}
	h.failedAt = now
	h.log.Error("the end of the access log cannot be kept outside the database", slog.String("error", err.Error()))
}

func (h *headFile) write(before, after audit.Head) error {
	unlock, err := lockFile(h.path + ".lock")
	if err != nil {
		return fmt.Errorf("the head file %s cannot be locked: check its folder and the rights", h.path)
	}
	defer unlock()
	known, err := h.read()
	if err != nil {
		return err
	}
	if known.Nr > after.Nr || known.Same(after) {
		return nil // another process was ahead
	}
	if known.Nr > before.Nr || known.Nr == before.Nr && known.Hash != before.Hash {
		return errOtherLog
	}
	return replaceHead(h.path, after)
}

// read returns the end in the file, of which the signature was checked; the zero Head
// when there is none yet.
func (h *headFile) read() (audit.Head, error) {
	head, err := readHead(h.path)
	if errors.Is(err, fs.ErrNotExist) {
		return audit.Head{}, nil
	}
	if err == nil && head.CheckHead(h.verify) != nil {
		err = fmt.Errorf("the head file %s does not have the signature of this key: it was changed, or it belongs to another database", h.path)
	}
	return head, err
}

// readHead reads a head file. An empty file, which a power cut can leave, holds no head.
// Wraps fs.ErrNotExist.
func readHead(path string) (h audit.Head, err error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return h, err
	}
	if err != nil {
		return h, fmt.Errorf("the head file %s cannot be read: check the rights", path)
	}
	defer func() { _ = file.Close() }() // it was only read
	text, err := io.ReadAll(io.LimitReader(file, 4096))
	if err != nil {
		return h, fmt.Errorf("the head file %s cannot be read: check the disk", path)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return h, nil
	}
	var doc headJSON
	if json.Unmarshal(text, &doc) == nil {
		h, err = doc.head()
	}
	if err != nil || h.Nr <= 0 {
		return audit.Head{}, fmt.Errorf("%s is not a head file of regiebot: set REGIEBOT_AUDIT_HEAD to another file", path)
	}
	return h, nil
}

func (doc headJSON) head() (h audit.Head, err error) {
	h.Nr, h.Hash = doc.Row, doc.Hash
	if h.At, err = time.Parse(headMoment, doc.At); err != nil {
		return h, err
	}
	h.Signature, err = hex.DecodeString(doc.Signature)
	return h, err
}

// replaceHead puts a new file in the place of the old one.
func replaceHead(path string, h audit.Head) error {
	text, err := json.Marshal(headJSON{h.Nr, h.At.UTC().Format(headMoment), h.Hash, hex.EncodeToString(h.Signature)})
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".regiebot-head-*")
	if err != nil {
		return fmt.Errorf("no file can be made beside the head file %s: check its folder and the rights", path)
	}
	_, err = file.Write(append(text, '\n'))
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // the error that led here is the one to tell
		return fmt.Errorf("the head file %s cannot be written: check the disk and the rights", path)
	}
	return nil
}

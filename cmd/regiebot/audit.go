package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/store"
)

// auditCmd works with the access log.
type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Prove that no row of the access log was changed, removed or added."`
	Export auditExportCmd `cmd:"" help:"Write the access log as CSV."`

	Restart auditRestartCmd `cmd:"" help:"Close a log that is broken and begin it again; no row is removed."`
}

type auditVerifyCmd struct {
	File string `help:"An export of the whole access log, to prove without a database."`
}

// proof is what was found out about a log.
type proof struct {
	audit.Proof
	ring *keys.Ring  // nil: there is no key to check signatures with
	head audit.Head  // the signed end of the log
	seen *audit.Head // the newest end according to the head file; nil: there is none

	closed []audit.Closed // parts that are broken, and that somebody closed
	file   bool           // of an export
}

// whatToDo follows what is wrong with the log of a database.
const whatToDo = ". What to do: keep a copy of the database as it is and of the newest export, find out who could write in the database, and then begin the log again with: regiebot audit restart --reason \"…\" --yes"

// Run proves the log and prints what was proved. The first row that is not right ends it.
func (c *auditVerifyCmd) Run(ctx context.Context, e *env) error {
	prove := c.database
	if c.File != "" {
		prove = c.file
	}
	p, err := prove(ctx, e)
	var b *audit.Broken
	switch {
	case errors.As(err, &b) && e.JSON:
		return errors.Join(e.printJSON(p.document(b)), p.advice(err))
	case errors.As(err, &b):
		return p.advice(err)
	case err != nil:
		return err
	}
	return e.report(p.document(nil), "%s", p.sentence())
}

// advice adds what to do.
func (p *proof) advice(err error) error {
	if p.file {
		return err
	}
	return fmt.Errorf("%w%s", err, whatToDo)
}

// database proves the log of the database, and writes nothing: not in the log, and not
// anywhere else. A copy on a disk that is read-only will do.
func (c *auditVerifyCmd) database(ctx context.Context, e *env) (p proof, err error) {
	if err := e.mustExist(ctx); err != nil {
		return p, err
	}
	if p.ring, err = e.ringToRead(); err != nil {
		return p, err
	}
	s, err := store.OpenToRead(ctx, e.Database, p.ring)
	if err != nil {
		return p, err
	}
	defer s.Close()
	known, err := p.headFile(e)
	if err != nil {
		return p, err
	}
	err = s.View(ctx, func(tx *store.Tx) error {
		if p.head, err = tx.AuditHead(ctx); err != nil {
			return err
		}
		v, err := tx.ProveAudit(ctx, known...)
		p.take(v)
		return err
	})
	return p, err
}

// take keeps what a verifier has found.
func (p *proof) take(v *audit.Verifier) {
	if v != nil {
		p.Proof, p.closed = v.Proof(), v.Closed()
	}
}

// ringToRead returns the keys of the database; none are made.
func (e *env) ringToRead() (*keys.Ring, error) {
	if e.ring != nil {
		return e.ring, nil
	}
	path, _, err := e.keyFile()
	if err != nil {
		return nil, err
	}
	ring, err := keys.Load(path)
	if errors.Is(err, keys.ErrMissing) {
		err = fmt.Errorf("there is no key file %s, and without it no signature can be checked: set REGIEBOT_KEY_FILE to where it is", path)
	}
	return ring, err
}

// file proves an export.
func (c *auditVerifyCmd) file(_ context.Context, e *env) (p proof, err error) {
	p.file = true
	if p.ring, err = e.ringIfAny(); err != nil {
		return p, err
	}
	known, err := p.headFile(e)
	if err != nil {
		return p, err
	}
	file, err := os.Open(c.File)
	if err != nil {
		return p, fmt.Errorf("the export %s cannot be read: check the name and the rights", c.File)
	}
	defer func() { _ = file.Close() }() // it was only read
	err = p.read(file, known)
	var b *audit.Broken
	if errors.As(err, &b) && b.Why == audit.CutOff && p.seen != nil && p.seen.Nr > p.head.Nr {
		err = fmt.Errorf("%w; an export that is older than the head file is proved without --audit-head", err)
	}
	return p, err
}

// read proves what stands in a file.
func (p *proof) read(file io.Reader, known []audit.Head) error {
	in, err := audit.NewReader(file)
	if err != nil {
		return err
	}
	if err := in.Anchor().CheckAnchor(p.verify); err != nil {
		return err
	}
	v := audit.NewVerifier(in.Anchor(), known...)
	if err := p.nameRestarts(v, in.Restarts()); err != nil {
		return err
	}
	for {
		row, err := in.Row()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = v.Add(row)
		}
		if p.take(v); err != nil {
			return err
		}
	}
	if err := v.Err(); err != nil {
		return err
	}
	p.head = in.Head()
	if err := p.head.CheckHead(p.verify); err != nil {
		return err
	}
	return v.End(p.head)
}

// nameRestarts tells the verifier with which rows the log was begun again.
func (p *proof) nameRestarts(v *audit.Verifier, list []audit.Head) error {
	for _, h := range list {
		if err := h.CheckRestart(p.verify); err != nil {
			return err
		}
		v.Restart(h)
	}
	return nil
}

// verify checks a signature, where there is a key to do so.
func (p *proof) verify(signature, data []byte) error {
	if p.ring == nil {
		return nil
	}
	return p.ring.Verify(signature, data)
}

var errNoHeadFile = errors.New("there is no head file")

// headFile returns the head in the head file, if one is in use.
func (p *proof) headFile(e *env) ([]audit.Head, error) {
	if e.AuditHead == "" {
		return nil, nil
	}
	head, err := readHead(e.AuditHead)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w %s: set REGIEBOT_AUDIT_HEAD to the file that regiebot writes, or leave it out", errNoHeadFile, e.AuditHead)
	}
	if err != nil {
		return nil, err
	}
	if head.CheckHead(p.verify) != nil {
		return nil, fmt.Errorf("the head file %s does not have the signature of this key: it was changed, or it belongs to another database", e.AuditHead)
	}
	p.seen = &head
	return []audit.Head{head}, nil
}

// sentence says what was proved.
func (p *proof) sentence() string {
	text := "the access log is empty"
	if p.Rows > 0 {
		text = fmt.Sprintf("the access log is in order: %d rows, from row %d of %s to row %d of %s",
			p.Rows, p.First, p.From.Format(time.RFC3339), p.Last, p.To.Format(time.RFC3339))
	}
	for _, c := range p.closed {
		text += "\n" + closedText(c)
	}
	if !p.file {
		text += "\nthe database was only read: that you looked is not in the log"
	}
	if p.ring == nil {
		return text + "\nno key file: the signature of the end was not checked, so a log that was written anew from the start would pass"
	}
	text += "\nsigned with key " + p.ring.Fingerprint()
	if p.seen != nil {
		text += fmt.Sprintf("\nthe head file knows row %d, which is in the log", p.seen.Nr)
	}
	return text
}

// closedText says what is wrong with a part that was closed, and who closed it.
func closedText(c audit.Closed) string {
	found, _, _ := strings.Cut(c.Restart.Regel, ", som ")
	text := fmt.Sprintf("BROKEN before row %d (%s), and begun again there by %s on %s, who says: %s", c.Restart.Nr, found, c.Restart.Wie, c.Restart.At.Format(time.RFC3339), c.Restart.Doel)
	if c.Found != nil {
		return text + " (" + c.Found.Error() + ")"
	}
	return text
}

// document is the same as JSON; b is what is wrong, if anything.
func (p *proof) document(b *audit.Broken) map[string]any {
	doc := map[string]any{"ok": b == nil, "rows": p.Rows, "first": nil, "last": nil, "key": nil, "head_file": nil, "closed": closedDocument(p.closed)}
	if p.Rows > 0 {
		doc["first"] = map[string]any{"row": p.First, "at": p.From.Format(time.RFC3339Nano)}
		doc["last"] = map[string]any{"row": p.Last, "at": p.To.Format(time.RFC3339Nano)}
	}
	if p.ring != nil {
		doc["key"] = p.ring.Fingerprint()
	}
	if p.seen != nil {
		doc["head_file"] = p.seen.Nr
	}
	if b != nil {
		doc["broken"] = map[string]any{"row": b.Nr, "why": b.Why, "problem": b.Error()}
	}
	return doc
}

func closedDocument(list []audit.Closed) []map[string]any {
	docs := []map[string]any{}
	for _, c := range list {
		doc := map[string]any{"row": c.Restart.Nr, "at": c.Restart.At.Format(time.RFC3339Nano), "by": c.Restart.Wie, "reason": c.Restart.Doel, "found": c.Restart.Regel, "problem": nil}
		if c.Found != nil {
			doc["problem"] = c.Found.Error()
		}
		docs = append(docs, doc)
	}
	return docs
}

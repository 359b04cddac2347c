package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/store"
)

// auditCmd works with the access log.
type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Prove that no row of the access log was changed, removed or added."`
	Export auditExportCmd `cmd:"" help:"Write the access log as CSV."`
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
}

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
		return errors.Join(e.printJSON(p.document(b)), err)
	case err != nil:
		return err
	}
	return e.report(p.document(nil), "%s", p.sentence())
}

// database proves the log of the database.
func (c *auditVerifyCmd) database(ctx context.Context, e *env) (p proof, err error) {
	s, err := e.open(ctx)
	if err != nil {
		return p, err
	}
	defer s.Close()
	p.ring = s.Ring()
	known, err := p.headFile(e)
	if err != nil {
		return p, err
	}
	err = s.View(ctx, func(tx *store.Tx) error {
		if p.head, err = tx.AuditHead(ctx); err != nil {
			return err
		}
		p.Proof, err = tx.VerifyAudit(ctx, known...)
		return err
	})
	return p, err
}

// file proves an export.
func (c *auditVerifyCmd) file(_ context.Context, e *env) (p proof, err error) {
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
	for {
		row, err := in.Row()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = v.Add(row)
		}
		if p.Proof = v.Proof(); err != nil {
			return err
		}
	}
	p.head = in.Head()
	if err := p.head.CheckHead(p.verify); err != nil {
		return err
	}
	return v.End(p.head)
}

// verify checks a signature, where there is a key to do so.
func (p *proof) verify(signature, data []byte) error {
	if p.ring == nil {
		return nil
	}
	return p.ring.Verify(signature, data)
}

// headFile returns the head in the head file, if one is in use.
func (p *proof) headFile(e *env) ([]audit.Head, error) {
	if e.AuditHead == "" {
		return nil, nil
	}
	head, err := readHead(e.AuditHead)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("there is no head file %s: set REGIEBOT_AUDIT_HEAD to the file that regiebot writes, or leave it out", e.AuditHead)
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
	if p.ring == nil {
		return text + "\nno key file: the signature of the end was not checked, so a log that was written anew from the start would pass"
	}
	text += "\nsigned with key " + p.ring.Fingerprint()
	if p.seen != nil {
		text += fmt.Sprintf("\nthe head file knows row %d, which is in the log", p.seen.Nr)
	}
	return text
}

// document is the same as JSON; b is what is wrong, if anything.
func (p *proof) document(b *audit.Broken) map[string]any {
	doc := map[string]any{"ok": b == nil, "rows": p.Rows, "first": nil, "last": nil, "key": nil, "head_file": nil}
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

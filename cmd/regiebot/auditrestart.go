package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

type auditRestartCmd struct {
	Reason string `required:"" help:"What happened, in at most 200 characters, without the content of cases. It is kept in the log."`
	Yes    bool   `help:"Do it: the log stays broken for good up to here."`
}

// longestReason is how many bytes a text in the access log has at most.
const longestReason = 200

// Run closes an access log that is broken and begins it again, so that there can be worked.
func (c *auditRestartCmd) Run(ctx context.Context, e *env) error {
	if len(c.Reason) > longestReason || procesregie.FindBSN(c.Reason) || strings.TrimSpace(c.Reason) == "" {
		return usagef("--reason is one sentence of at most %d bytes without a number that may be a BSN", longestReason)
	}
	if _, err := e.zone(); err != nil {
		return err
	}
	s, err := e.openStore(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	known, err := (&proof{ring: s.Ring()}).headFile(e)
	if err != nil && !errors.Is(err, errNoHeadFile) {
		return err
	}
	if !c.Yes {
		return c.would(ctx, s, known)
	}
	return c.do(ctx, e, s, known)
}

func (c *auditRestartCmd) do(ctx context.Context, e *env, s *store.Store, known []audit.Head) error {
	row, err := c.restart(ctx, e, s, known)
	if err != nil {
		return err
	}
	kept, err := e.otherHeadFile(ctx, s, row)
	if err != nil {
		return fmt.Errorf("the access log is begun again at row %d, but the head file is as it was: %w", row.Nr, err)
	}
	return e.report(map[string]any{"row": row.Nr, "found": row.Regel, "last": row.Object, "old_head_file": kept},
		"the access log is begun again at row %d; every row before it stays as it is, and regiebot audit verify goes on telling that it is broken%s", row.Nr, keptText(kept))
}

// would says what is wrong, and that nothing was done.
func (c *auditRestartCmd) would(ctx context.Context, s *store.Store, known []audit.Head) error {
	err := s.View(ctx, func(tx *store.Tx) error {
		_, err := tx.ProveAudit(ctx, known...)
		return err
	})
	if err == nil {
		return store.ErrAuditWhole
	}
	return fmt.Errorf("%w. Nothing was changed: to begin the log again, with this written in it for good, add --yes", err)
}

func (c *auditRestartCmd) restart(ctx context.Context, e *env, s *store.Store, known []audit.Head) (row audit.Row, err error) {
	err = s.Logged(ctx, func(tx *store.Tx) error {
		row, err = tx.RestartAudit(ctx, e.event(audit.Event{Wat: "audit restart", Actie: audit.Wijzigen, Doel: c.Reason}), known...)
		return err
	})
	return row, err
}

// otherHeadFile gives the head file the new end, and keeps the old one beside it: it is a
// proof. It returns the name of the old one; empty when there is none.
func (e *env) otherHeadFile(ctx context.Context, s *store.Store, row audit.Row) (kept string, err error) {
	if e.AuditHead == "" {
		return "", nil
	}
	var head audit.Head
	err = s.View(ctx, func(tx *store.Tx) error {
		head, err = tx.AuditHead(ctx)
		return err
	})
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(e.AuditHead); err == nil {
		kept = fmt.Sprintf("%s.before-row-%d", e.AuditHead, row.Nr)
		if os.Rename(e.AuditHead, kept) != nil {
			return "", fmt.Errorf("%s cannot be renamed: check the rights of its folder, or set REGIEBOT_AUDIT_HEAD to another name", e.AuditHead)
		}
	}
	return kept, replaceHead(e.AuditHead, head)
}

func keptText(kept string) string {
	if kept == "" {
		return ""
	}
	return "\nthe head file of before is kept as " + kept
}

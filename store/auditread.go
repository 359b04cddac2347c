package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/procesregie"
)

// AuditFilter selects rows of the access log; what is empty selects all.
type AuditFilter struct {
	From   time.Time // the first moment
	To     time.Time // the moment after the last
	Wie    string    // user name of who did it
	Onder  []string  // user names: done by one of these
	Object string    // neutral id of the object
	// Nu leaves out what is of a casus with this zaaknummer that was erased before: that
	// was another one, perhaps of another team.
	Nu bool
}

// AuditOf returns what is logged about a casus, by its zaaknummer in any capitals, or
// with an empty zaak about everything: the newest rows first, at most limit.
func (tx *Tx) AuditOf(ctx context.Context, zaak string, f AuditFilter, limit int) ([]audit.Row, error) {
	var conditions []string
	var args []any
	add := func(condition string, value any, wanted bool) {
		if wanted {
			conditions, args = append(conditions, condition), append(args, value)
		}
	}
	add("casus = ?", procesregie.ZaakKey(zaak), zaak != "")
	add("at >= ?", millis(f.From), !f.From.IsZero())
	add("at < ?", millis(f.To), !f.To.IsZero())
	add("wie = ?", f.Wie, f.Wie != "")
	add("object = ?", f.Object, f.Object != "")
	add("nr > coalesce((SELECT max(nr) FROM audit WHERE casus = ? AND actie = 'D' AND uitkomst = 'gelukt'), 0)", procesregie.ZaakKey(zaak), f.Nu)
	if len(f.Onder) > 0 {
		conditions = append(conditions, "wie IN (?"+strings.Repeat(", ?", len(f.Onder)-1)+")")
		for _, name := range f.Onder {
			args = append(args, name)
		}
	}
	where := ""
	if len(conditions) > 0 {
		where = " WHERE " + strings.Join(conditions, " AND ")
	}
	return collect(ctx, tx, q(selectAudit+where+" ORDER BY nr DESC LIMIT ?", append(args, limit)...), scanAudit)
}

// EachAudit gives every row of the access log to f, in order, until f returns an error.
// It holds one row at a time. In f nothing else can be asked in the transaction.
func (tx *Tx) EachAudit(ctx context.Context, f func(audit.Row) error) error {
	return tx.each(ctx, q(selectAudit+" ORDER BY nr"), func(rows *sql.Rows) error {
		row, err := scanAudit(rows)
		if err != nil {
			return err
		}
		return f(row)
	})
}

// AuditHead returns the signed end of the access log; the zero Head when nothing was
// ever logged. The signature is not checked.
func (tx *Tx) AuditHead(ctx context.Context) (audit.Head, error) {
	return tx.auditEndOf(ctx, auditHead)
}

// AuditAnchor returns the last row of the access log that was removed because its time
// was over, signed; the zero Head when there is none. The signature is not checked.
func (tx *Tx) AuditAnchor(ctx context.Context) (audit.Head, error) {
	return tx.auditEndOf(ctx, auditAnchor)
}

func (tx *Tx) auditEndOf(ctx context.Context, what string) (audit.Head, error) {
	h, err := first(ctx, tx, q("SELECT nr, at, hash, signature FROM audit_head WHERE what = ?", what), scanEnd)
	if errors.Is(err, ErrNotFound) {
		return audit.Head{}, nil
	}
	return h, err
}

func scanEnd(rows *sql.Rows) (h audit.Head, err error) {
	var nr, at number
	var signature string
	if err := rows.Scan(&nr, &at, &h.Hash, &signature); err != nil {
		return h, err
	}
	h.Nr, h.At = nr.value, instant(at.value) // a value that is no number has no right signature
	if h.Signature, err = hex.DecodeString(signature); err != nil {
		h.Signature = nil // no signature: whoever checks it finds that out
	}
	return h, nil
}

const auditColumns = `nr, at, actie, wat, uitkomst, wie, rol, namens, platform, plaats, casus, soort, object, doel, regel, verzoek,
	vorige, hash`

const selectAudit = "SELECT " + auditColumns + " FROM audit"

func auditValues(r audit.Row) []any {
	return []any{
		r.Nr, millis(r.At), r.Actie, r.Wat, r.Uitkomst, r.Wie, r.Rol, r.Namens, r.Platform, r.Plaats, r.Casus, r.Soort, r.Object,
		r.Doel, r.Regel, r.Verzoek, r.Vorige, r.Hash,
	}
}

func scanAudit(rows *sql.Rows) (r audit.Row, err error) {
	var nr, at number
	err = rows.Scan(&nr, &at, &r.Actie, &r.Wat, &r.Uitkomst, &r.Wie, &r.Rol, &r.Namens, &r.Platform, &r.Plaats, &r.Casus, &r.Soort,
		&r.Object, &r.Doel, &r.Regel, &r.Verzoek, &r.Vorige, &r.Hash)
	r.Nr, r.At = nr.value, instant(at.value) // a value that is no number has no right hash
	return r, err
}

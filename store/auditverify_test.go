package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// sabotage changes the database behind the back of the store.
func sabotage(t testing.TB, s *store.Store, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		if err := s.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

func TestVerifyAuditFindsEveryChangedColumn(t *testing.T) {
	columns := []string{
		"nr", "at", "actie", "wat", "uitkomst", "wie", "rol", "namens", "platform", "plaats", "casus", "soort", "object", "doel", "regel",
		"verzoek", "vorige", "hash",
	}
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := journal(t, open(), 7)
		rows, err := s.Rows(t.Context(), "audit")
		if known, _, _ := strings.Cut(rows[0], ": "); err != nil || known != fmt.Sprint(columns) {
			t.Fatalf("the columns are %s (%v)", known, err)
		}
		for _, column := range columns {
			t.Run(column, func(t *testing.T) {
				change, back, why := fmt.Sprintf("UPDATE audit SET %[1]s = %[1]s || 'x' WHERE nr = 4", column), "", audit.Changed
				back = fmt.Sprintf("UPDATE audit SET %[1]s = substr(%[1]s, 1, length(%[1]s) - 1) WHERE nr = 4", column)
				switch column {
				case "nr":
					change, back, why = "UPDATE audit SET nr = 44 WHERE nr = 4", "UPDATE audit SET nr = 4 WHERE nr = 44", audit.Missing
				case "at":
					change, back = "UPDATE audit SET at = at + 1 WHERE nr = 4", "UPDATE audit SET at = at - 1 WHERE nr = 4"
				}
				sabotage(t, s, change)
				_, err := proved(t, s)
				isBroken(t, err, why, 4)
				sabotage(t, s, back)
				if _, err := proved(t, s); err != nil {
					t.Errorf("after putting it back: %v", err)
				}
			})
		}
	})
}

// rest is every column of the log but the number.
const rest = "at, actie, wat, uitkomst, wie, rol, namens, platform, plaats, casus, soort, object, doel, regel, verzoek, vorige, hash"

func TestVerifyAuditFindsWhatWasDone(t *testing.T) {
	for name, test := range map[string]struct {
		statements []string
		why        audit.Reason
		nr         int64
	}{
		"a row in the middle is gone": {[]string{"DELETE FROM audit WHERE nr = 4"}, audit.Missing, 4},
		"the first row is gone":       {[]string{"DELETE FROM audit WHERE nr = 1"}, audit.BeginsLate, 1},
		"the last row is gone":        {[]string{"DELETE FROM audit WHERE nr = 7"}, audit.CutOff, 7},
		"the end is gone":             {[]string{"DELETE FROM audit WHERE nr > 3"}, audit.CutOff, 4},
		"everything is gone":          {[]string{"DELETE FROM audit"}, audit.CutOff, 1},
		"two rows swapped places": {[]string{
			"UPDATE audit SET nr = 99 WHERE nr = 4", "UPDATE audit SET nr = 4 WHERE nr = 5", "UPDATE audit SET nr = 5 WHERE nr = 99",
		}, audit.Changed, 4},
		"a row was put in between": {[]string{
			"UPDATE audit SET nr = 8 WHERE nr = 7", "UPDATE audit SET nr = 7 WHERE nr = 6", "UPDATE audit SET nr = 6 WHERE nr = 5",
			"INSERT INTO audit (nr, " + rest + ") SELECT 5, " + rest + " FROM audit WHERE nr = 4",
		}, audit.Changed, 5},
		"a row was added": {[]string{"INSERT INTO audit (nr, " + rest + ") SELECT 8, " + rest + " FROM audit WHERE nr = 7"}, audit.Changed, 8},
		"the signature is another": {[]string{
			"UPDATE audit_head SET signature = 'ff' || substr(signature, 3)",
		}, audit.Unsigned, 0},
		"the signature is no signature": {[]string{"UPDATE audit_head SET signature = 'handtekening'"}, audit.Unsigned, 0},
		"the head has another number":   {[]string{"DELETE FROM audit WHERE nr = 7", "UPDATE audit_head SET nr = 6"}, audit.Unsigned, 0},
		"the head has another hash":     {[]string{"UPDATE audit_head SET hash = 'x'"}, audit.Unsigned, 0},
		"the head has another moment":   {[]string{"UPDATE audit_head SET at = at + 1"}, audit.Unsigned, 0},
		"the head is gone":              {[]string{"DELETE FROM audit_head"}, audit.Added, 1},
		"the head was passed off as an anchor": {[]string{
			"DELETE FROM audit WHERE nr < 8", "INSERT INTO audit_head (what, nr, at, hash, signature) SELECT 'anchor', nr, at, hash, signature FROM audit_head",
		}, audit.Unsigned, 0},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, open func() *store.Store) {
				s := journal(t, open(), 7)
				sabotage(t, s, test.statements...)
				_, err := proved(t, s)
				isBroken(t, err, test.why, test.nr)
			})
		})
	}
}

// The end was cut off, and an older head was put back with it: only a head that was kept
// outside the database tells.
func TestVerifyAuditWithAHeadFromOutside(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		var outside audit.Head
		s.OnAuditHead(func(_ context.Context, _, after audit.Head) { outside = after })
		journal(t, s, 4)
		old := outside
		sabotage(t, s, "CREATE TABLE bewaard AS SELECT * FROM audit_head")
		logged(t, s, gebeurtenis(5), gebeurtenis(6))
		sabotage(t, s, "DELETE FROM audit WHERE nr > 4", "DELETE FROM audit_head", "INSERT INTO audit_head SELECT * FROM bewaard")
		if _, err := proved(t, s, old); err != nil {
			t.Errorf("the database by itself looks right, but: %v", err)
		}
		_, err := proved(t, s, outside)
		isBroken(t, err, audit.CutOff, 5)
		// It goes on being written, past where it was.
		other := open() // a process that has seen nothing
		logged(t, other, gebeurtenis(7), gebeurtenis(8), gebeurtenis(9))
		if _, err := proved(t, s); err != nil {
			t.Errorf("the database by itself looks right, but: %v", err)
		}
		_, err = proved(t, s, outside)
		isBroken(t, err, audit.Rewritten, 6)
		for head, want := range map[*audit.Head]bool{&old: true, &outside: false, {Nr: 10, Hash: outside.Hash}: false, {}: true} {
			got := view(t, s, func(ctx context.Context, tx *store.Tx) (bool, error) { return tx.HoldsAudit(ctx, *head) })
			if got != want {
				t.Errorf("row %d is held: %v", head.Nr, got)
			}
		}
	})
}

// Where a new head would hide what happened, nothing is logged; what was cut off stays
// visible.
func TestLogAfterSabotage(t *testing.T) {
	for name, test := range map[string]struct {
		statements []string
		refused    bool
		why        audit.Reason
		nr         int64
	}{
		"the end was cut off":            {[]string{"DELETE FROM audit WHERE nr > 3"}, false, audit.Missing, 4},
		"the head was changed":           {[]string{"DELETE FROM audit WHERE nr = 4", "UPDATE audit_head SET nr = 3"}, true, audit.Unsigned, 0},
		"the head has another signature": {[]string{"UPDATE audit_head SET signature = 'ff' || substr(signature, 3)"}, true, audit.Unsigned, 0},
		"the head is gone":               {[]string{"DELETE FROM audit_head WHERE what = 'head'"}, true, audit.Added, 1},
		"a row was added": {[]string{
			"INSERT INTO audit (nr, " + rest + ") SELECT 5, " + rest + " FROM audit WHERE nr = 4",
		}, true, audit.Changed, 5},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, open func() *store.Store) {
				for place, s := range map[string]*store.Store{"this process": nil, "another process": open()} {
					mine := journal(t, open(), 4)
					if s == nil {
						s = mine
					}
					sabotage(t, s, test.statements...)
					err := s.Logged(t.Context(), func(tx *store.Tx) error {
						return errors.Join(tx.SetSetting(t.Context(), "kleur", "rood"), tx.Log(t.Context(), gebeurtenis(5)))
					})
					if errors.Is(err, store.ErrAuditHead) != test.refused || (err != nil) != test.refused {
						t.Errorf("%s: %v", place, err)
					}
					if stored := setting(t, s, "kleur") == "rood"; stored == test.refused {
						t.Errorf("%s: stored: %v", place, stored)
					}
					_, err = proved(t, s)
					isBroken(t, err, test.why, test.nr)
					sabotage(t, s, "DELETE FROM audit", "DELETE FROM audit_head", "DELETE FROM settings WHERE key IN ('kleur', 'logboek')")
				}
			})
		})
	}
}

func purge(t testing.TB, s *store.Store, before time.Time) int64 {
	t.Helper()
	var n int64
	err := s.Logged(t.Context(), func(tx *store.Tx) (err error) {
		n, err = tx.PurgeAudit(t.Context(), before)
		return err
	})
	if err != nil {
		t.Fatalf("purge: %v", err)
	}
	return n
}

func TestPurgeAudit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := journal(t, open(), 9)
		first, last := auditRows(t, s)[2].Head(), auditHead(t, s)
		late := gebeurtenis(2) // said with an earlier moment: it stays as long as what is before it
		logged(t, s, late)
		for _, step := range []struct {
			before time.Time
			n      int64
			proof  audit.Proof
		}{
			{at(8, 0), 0, audit.Proof{Rows: 10, First: 1, Last: 10, From: gebeurtenis(1).At, To: late.At}},
			{gebeurtenis(5).At, 4, audit.Proof{Rows: 6, First: 5, Last: 10, From: gebeurtenis(5).At, To: late.At}},
			{gebeurtenis(5).At, 0, audit.Proof{Rows: 6, First: 5, Last: 10, From: gebeurtenis(5).At, To: late.At}},
			{at(23, 0), 6, audit.Proof{}},
			{at(23, 0), 0, audit.Proof{}},
		} {
			if n := purge(t, s, step.before); n != step.n {
				t.Errorf("%d rows removed, want %d", n, step.n)
			}
			if proof, err := proved(t, s, first, last); err != nil || proof != step.proof {
				t.Errorf("%+v, want %+v, %v", proof, step.proof, err)
			}
		}
		logged(t, open(), gebeurtenis(11))
		if proof, err := proved(t, s, first, last); err != nil || proof.First != 11 || proof.Rows != 1 {
			t.Errorf("%+v, %v", proof, err)
		}
	})
}

func TestPurgeAuditLogsInTheSameTransaction(t *testing.T) {
	storetest.Each(t, func(t *testing.T, open func() *store.Store) {
		s := journal(t, open(), 4)
		err := s.Logged(t.Context(), func(tx *store.Tx) error {
			if err := tx.Log(t.Context(), gebeurtenis(5)); err != nil {
				return err
			}
			if n, err := tx.PurgeAudit(t.Context(), at(23, 0)); err != nil || n != 5 {
				return errors.Join(err, fmt.Errorf("%d rows removed", n))
			}
			return tx.Log(t.Context(), gebeurtenis(6))
		})
		if err != nil {
			t.Fatal(err)
		}
		if proof, err := proved(t, s); err != nil || proof.First != 6 || proof.Last != 6 {
			t.Errorf("%+v, %v", proof, err)
		}
	})
}

func TestVerifyAuditAfterAPurge(t *testing.T) {
	for name, test := range map[string]struct {
		statements []string
		why        audit.Reason
		nr         int64
	}{
		"more was removed":           {[]string{"DELETE FROM audit WHERE nr = 5"}, audit.BeginsLate, 5},
		"the anchor was moved":       {[]string{"DELETE FROM audit WHERE nr = 5", "UPDATE audit_head SET nr = 5 WHERE what = 'anchor'"}, audit.Unsigned, 0},
		"the anchor has no hash":     {[]string{"UPDATE audit_head SET hash = 'x' WHERE what = 'anchor'"}, audit.Unsigned, 0},
		"the anchor is gone":         {[]string{"DELETE FROM audit_head WHERE what = 'anchor'"}, audit.BeginsLate, 1},
		"the head is gone":           {[]string{"DELETE FROM audit_head WHERE what = 'head'"}, audit.Added, 1},
		"the end was cut off":        {[]string{"DELETE FROM audit WHERE nr = 9"}, audit.CutOff, 9},
		"the first row was replaced": {[]string{"UPDATE audit SET vorige = '' WHERE nr = 5"}, audit.Changed, 5},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, open func() *store.Store) {
				s := journal(t, open(), 9)
				purge(t, s, gebeurtenis(5).At)
				sabotage(t, s, test.statements...)
				_, err := proved(t, s)
				isBroken(t, err, test.why, test.nr)
			})
		})
	}
}

package audit_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/audit"
)

// verify goes through rows and their head.
func verify(v *audit.Verifier, rows []audit.Row, head audit.Head) error {
	for _, r := range rows {
		if err := v.Add(r); err != nil {
			return err
		}
	}
	return v.End(head)
}

func TestVerifyAWholeLog(t *testing.T) {
	for _, n := range []int{0, 1, 2, 50} {
		rows := chain(n)
		v := audit.NewVerifier(audit.Head{})
		var head audit.Head
		want := audit.Proof{}
		if n > 0 {
			head = rows[n-1].Head()
			want = audit.Proof{Rows: int64(n), First: 1, Last: int64(n), From: at(1), To: at(n)}
		}
		if err := verify(v, rows, head); err != nil {
			t.Errorf("%d rows: %v", n, err)
		}
		if got := v.Proof(); got != want {
			t.Errorf("%d rows: %+v, want %+v", n, got, want)
		}
	}
}

func TestVerifyAfterAnAnchor(t *testing.T) {
	rows := chain(20)
	head, anchor := rows[19].Head(), rows[11].Head()
	v := audit.NewVerifier(anchor, rows[2].Head(), rows[11].Head(), rows[15].Head(), head)
	if err := verify(v, rows[12:], head); err != nil {
		t.Error(err)
	}
	if got, want := v.Proof(), (audit.Proof{Rows: 8, First: 13, Last: 20, From: at(13), To: at(20)}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if err := verify(audit.NewVerifier(head), nil, head); err != nil {
		t.Errorf("everything was removed: %v", err)
	}
}

// Each field of a row, changed.
func TestVerifyFindsEveryChangedField(t *testing.T) {
	fields := []string{
		"Nr", "At", "Wat", "Actie", "Uitkomst", "Wie", "Rol", "Namens", "Platform", "Plaats", "Casus", "Soort", "Object", "Doel",
		"Regel", "Verzoek", "Vorige", "Hash",
	}
	if has := reflect.TypeFor[audit.Event]().NumField() + 3; has != len(fields) {
		t.Fatalf("a row has %d fields, this test knows %d", has, len(fields))
	}
	for _, field := range fields {
		t.Run(field, func(t *testing.T) {
			rows := chain(9)
			head := rows[8].Head()
			switch value := reflect.ValueOf(&rows[4]).Elem().FieldByName(field); field {
			case "Nr":
				value.SetInt(55)
			case "At":
				value.Set(reflect.ValueOf(rows[4].At.Add(time.Millisecond)))
			default:
				value.SetString(value.String() + "x")
			}
			why, nr := reason(t, verify(audit.NewVerifier(audit.Head{}), rows, head))
			want := audit.Changed
			if field == "Nr" {
				want = audit.Missing
			}
			if why != want || nr != 5 {
				t.Errorf("row %d: %q", nr, why)
			}
		})
	}
}

// rehash makes the chain of rows right again from a place on, as somebody would who can
// change the database but has no key.
func rehash(rows []audit.Row, from int) {
	for i := from; i < len(rows); i++ {
		var before audit.Head
		if i > 0 {
			before = rows[i-1].Head()
		}
		rows[i] = audit.Next(before, rows[i].Event)
	}
}

func TestVerifyFindsTheFirstBrokenRow(t *testing.T) {
	const n = 9
	last := chain(n)[n-1].Head()
	for name, test := range map[string]struct {
		change func([]audit.Row) []audit.Row
		why    audit.Reason
		nr     int64
	}{
		"one in the middle is gone":   {func(r []audit.Row) []audit.Row { return slices.Delete(r, 4, 5) }, audit.Missing, 5},
		"some in the middle are gone": {func(r []audit.Row) []audit.Row { return slices.Delete(r, 4, 7) }, audit.Missing, 5},
		"the first is gone":           {func(r []audit.Row) []audit.Row { return r[1:] }, audit.BeginsLate, 1},
		"the last is gone":            {func(r []audit.Row) []audit.Row { return r[:8] }, audit.CutOff, 9},
		"the last four are gone":      {func(r []audit.Row) []audit.Row { return r[:5] }, audit.CutOff, 6},
		"all are gone":                {func([]audit.Row) []audit.Row { return nil }, audit.CutOff, 1},
		"two are swapped":             {func(r []audit.Row) []audit.Row { r[3], r[4] = r[4], r[3]; return r }, audit.Missing, 4},
		"two swapped their numbers": {func(r []audit.Row) []audit.Row {
			r[3], r[4] = r[4], r[3]
			r[3].Nr, r[4].Nr = 4, 5
			return r
		}, audit.Changed, 4},
		"one is there twice": {func(r []audit.Row) []audit.Row { return slices.Insert(r, 5, r[4]) }, audit.OutOfOrder, 5},
		"one is put in between": {func(r []audit.Row) []audit.Row {
			return slices.Insert(r, 5, audit.Next(r[4].Head(), event(55)))
		}, audit.OutOfOrder, 6},
		"one is replaced": {func(r []audit.Row) []audit.Row {
			r[4] = audit.Next(r[3].Head(), event(55))
			return r
		}, audit.Unlinked, 6},
		"one is changed and all after it are written anew": {func(r []audit.Row) []audit.Row {
			r[4].Uitkomst = "geweigerd"
			rehash(r, 4)
			return r
		}, audit.Rewritten, 9},
		"one is added": {func(r []audit.Row) []audit.Row { return append(r, audit.Next(r[8].Head(), event(10))) }, audit.Added, 10},
		"the first is there with number 0": {func(r []audit.Row) []audit.Row {
			r[0].Nr = 0
			return r
		}, audit.OutOfOrder, 0},
	} {
		t.Run(name, func(t *testing.T) {
			err := verify(audit.NewVerifier(audit.Head{}), test.change(chain(n)), last)
			if why, nr := reason(t, err); why != test.why || nr != test.nr {
				t.Errorf("row %d %q, want row %d %q (%v)", nr, why, test.nr, test.why, err)
			}
			if text := err.Error(); strings.Contains(text, "\n") || !strings.HasPrefix(text, "row") {
				t.Errorf("no sentence that begins with the row: %q", text)
			}
		})
	}
}

// A head that was seen elsewhere finds what the head in the log no longer tells.
func TestVerifyKnowsHeadsFromElsewhere(t *testing.T) {
	rows := chain(9)
	elsewhere := rows[6].Head()
	forged := slices.Clone(rows)
	forged[5].Wie = "niemand"
	rehash(forged, 5)
	for name, test := range map[string]struct {
		rows   []audit.Row
		anchor audit.Head
		why    audit.Reason
		nr     int64
	}{
		"in order":                                {rows, audit.Head{}, "", 0},
		"cut off, with an older head":             {rows[:5], audit.Head{}, audit.CutOff, 6},
		"ends at the head from elsewhere":         {rows[:7], audit.Head{}, "", 0},
		"written anew":                            {forged, audit.Head{}, audit.Rewritten, 7},
		"written anew up to there":                {forged[:7], audit.Head{}, audit.Rewritten, 7},
		"removed up to there":                     {rows[7:], rows[6].Head(), "", 0},
		"removed up to there in another log":      {forged[7:], forged[6].Head(), audit.Rewritten, 7},
		"removed past there":                      {rows[8:], rows[7].Head(), "", 0},
		"rows from before the anchor still there": {rows[2:], rows[6].Head(), audit.OutOfOrder, 3},
	} {
		t.Run(name, func(t *testing.T) {
			head := test.rows[len(test.rows)-1].Head()
			err := verify(audit.NewVerifier(test.anchor, elsewhere), test.rows, head)
			if why, nr := reason(t, err); why != test.why || nr != test.nr {
				t.Errorf("row %d %q, want row %d %q (%v)", nr, why, test.nr, test.why, err)
			}
		})
	}
}

func TestVerifyStopsAtTheFirst(t *testing.T) {
	rows := chain(3)
	v := audit.NewVerifier(audit.Head{})
	rows[1].Wie = "niemand"
	first := v.Add(rows[0])
	second, third, end := v.Add(rows[1]), v.Add(rows[2]), v.End(rows[2].Head())
	if first != nil || second == nil {
		t.Errorf("got %v, %v", first, second)
	}
	for _, later := range []error{third, end} {
		if why, nr := reason(t, later); why != audit.Changed || nr != 2 {
			t.Errorf("row %d %q: %v", nr, why, later)
		}
	}
	if got := v.Proof().Rows; got != 1 {
		t.Errorf("%d rows proved", got)
	}
}

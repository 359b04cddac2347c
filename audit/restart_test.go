package audit_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/audit"
)

// again closes what is wrong with rows, at a number, and goes on with a few more.
func again(t *testing.T, rows []audit.Row, at int64) (all []audit.Row, restart audit.Head) {
	t.Helper()
	v := audit.NewCloser(audit.Head{})
	var b *audit.Broken
	for _, r := range rows {
		_ = v.Add(r) // the first error is what End says
	}
	if err := v.End(audit.Head{Nr: at, Hash: "weg"}); !errors.As(err, &b) {
		t.Fatalf("nothing is wrong: %v", err)
	}
	first := v.NextPart(at, b, event(50))
	second := audit.Next(first.Head(), event(51))
	return append(append([]audit.Row{}, rows...), first, second), first.Head()
}

func without(rows []audit.Row, i int) []audit.Row {
	return append(append([]audit.Row{}, rows[:i]...), rows[i+1:]...)
}

func changed(rows []audit.Row, i int) []audit.Row {
	rows = append([]audit.Row{}, rows...)
	rows[i].Wie = "niemand"
	return rows
}

// What is broken stays broken, and what comes after the restart proves itself; nobody
// changes the closed part any more.
func TestRestart(t *testing.T) {
	all := chain(9)
	for name, rows := range map[string][]audit.Row{
		"a row is missing": without(all, 3), "a row was changed": changed(all, 3), "the end is gone": all[:5], "everything is gone": nil, "only the end": all,
	} {
		t.Run(name, func(t *testing.T) {
			whole, restart := again(t, rows, 12)
			if restart.Nr != 13 {
				t.Errorf("it goes on at row %d", restart.Nr)
			}
			head := whole[len(whole)-1].Head()
			prove := func(rows []audit.Row, named ...audit.Head) (*audit.Verifier, error) {
				v := audit.NewVerifier(audit.Head{})
				for _, h := range named {
					v.Restart(h)
				}
				return v, verify(v, rows, head)
			}
			v, err := prove(whole, restart)
			if closed := v.Closed(); err != nil || len(closed) != 1 || closed[0].Restart.Nr != 13 || closed[0].Restart.Soort != audit.RestartKind {
				t.Errorf("%v, %+v", err, closed)
			}
			if p := v.Proof(); p.Last != 14 {
				t.Errorf("%+v", p)
			}
			if _, err := prove(whole); err == nil {
				t.Error("without the signature of the restart it passes")
			}
			for i := range whole {
				if _, err := prove(changed(whole, i), restart); err == nil && !(i < len(rows) && rows[i].Wie == "niemand") {
					t.Errorf("line %d can be changed", i)
				}
				if _, err := prove(without(whole, i), restart); err == nil {
					t.Errorf("line %d can be removed", i)
				}
			}
		})
	}
}

// Another row with the number of a restart is not the restart that was kept elsewhere.
func TestRestartIsKnown(t *testing.T) {
	whole, restart := again(t, chain(3), 5)
	v := audit.NewVerifier(audit.Head{}, audit.Head{Nr: restart.Nr, Hash: "een andere"})
	v.Restart(restart)
	err := verify(v, whole, whole[len(whole)-1].Head())
	if why, nr := reason(t, err); why != audit.Rewritten || nr != restart.Nr {
		t.Errorf("%v", err)
	}
}

// A part whose time is over goes as a whole; the restart still proves itself.
func TestRestartAfterThePartIsGone(t *testing.T) {
	rows := chain(3)
	whole, restart := again(t, rows, 5)
	v := audit.NewVerifier(rows[2].Head())
	v.Restart(restart)
	if err := verify(v, whole[3:], whole[4].Head()); err != nil || v.Proof().First != restart.Nr {
		t.Errorf("%v, %+v", err, v.Proof())
	}
}

func TestCSVKeepsRestarts(t *testing.T) {
	whole, restart := again(t, without(chain(5), 2), 5)
	restart.Signature = []byte("handtekening")
	var out bytes.Buffer
	w, err := audit.NewWriter(&out, audit.Head{}, restart)
	for _, r := range whole {
		err = errors.Join(err, w.Row(r))
	}
	if err := errors.Join(err, w.Close(whole[len(whole)-1].Head())); err != nil {
		t.Fatal(err)
	}
	in, err := audit.NewReader(strings.NewReader(out.String()))
	if err != nil || len(in.Restarts()) != 1 || !sameHead(in.Restarts()[0], restart) {
		t.Fatalf("%v, %+v", err, in)
	}
	_, rows, _, err := readAll(strings.NewReader(out.String()))
	if err != nil || len(rows) != len(whole) {
		t.Errorf("%v, %d rows", err, len(rows))
	}
	if _, err := audit.NewReader(strings.NewReader(strings.Join(strings.SplitAfter(out.String(), "\n")[:3], ""))); err == nil {
		t.Error("a file that ends after the restarts is read")
	}
}

package audit_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/audit"
)

// written is the file of a whole log.
func written(t testing.TB, anchor audit.Head, rows []audit.Row, head audit.Head) string {
	t.Helper()
	var out bytes.Buffer
	w, err := audit.NewWriter(&out, anchor)
	for _, r := range rows {
		err = errors.Join(err, w.Row(r))
	}
	if err := errors.Join(err, w.Close(head)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// readAll reads a file to its end.
func readAll(r io.Reader) (anchor audit.Head, rows []audit.Row, head audit.Head, err error) {
	in, err := audit.NewReader(r)
	if err != nil {
		return anchor, nil, head, err
	}
	for {
		row, err := in.Row()
		if errors.Is(err, io.EOF) {
			return in.Anchor(), rows, in.Head(), nil
		}
		if err != nil {
			return anchor, rows, head, err
		}
		rows = append(rows, row)
	}
}

func sameHead(a, b audit.Head) bool {
	return a.Same(b) && a.At.Equal(b.At) && bytes.Equal(a.Signature, b.Signature)
}

func TestCSVGivesBackTheLog(t *testing.T) {
	s := newSigner(1)
	all := chain(12)
	for name, test := range map[string]struct {
		anchor, head audit.Head
		rows         []audit.Row
	}{
		"nothing yet":      {},
		"from the start":   {rows: all, head: s.head(all[11])},
		"after an anchor":  {anchor: s.anchor(all[4]), rows: all[5:], head: s.head(all[11])},
		"all were removed": {anchor: s.anchor(all[11]), head: s.head(all[11])},
	} {
		t.Run(name, func(t *testing.T) {
			anchor, rows, head, err := readAll(strings.NewReader(written(t, test.anchor, test.rows, test.head)))
			if err != nil || !sameHead(anchor, test.anchor) || !sameHead(head, test.head) || !slices.Equal(rows, test.rows) {
				t.Errorf("%v: %+v %+v %+v", err, anchor, rows, head)
			}
			if err := errors.Join(anchor.CheckAnchor(s.verify), head.CheckHead(s.verify), verify(audit.NewVerifier(anchor), rows, head)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCSVGivesBackEveryText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.OneOf(rapid.String(), rapid.StringMatching(`['=+\-@;" \t]{0,5}[a-z";]{0,3}`))
		e := event(1)
		e.Plaats, e.Object, e.Verzoek = texts.Draw(t, "plaats"), texts.Draw(t, "object"), texts.Draw(t, "verzoek")
		row := audit.Next(audit.Head{}, e)
		var out bytes.Buffer
		w, err := audit.NewWriter(&out, audit.Head{})
		if err := errors.Join(err, w.Row(row), w.Close(row.Head())); err != nil {
			t.Fatal(err)
		}
		_, rows, head, err := readAll(&out)
		if err != nil || len(rows) != 1 || rows[0] != row {
			t.Fatalf("%v: %+v, want %+v", err, rows, row)
		}
		if err := verify(audit.NewVerifier(audit.Head{}), rows, head); err != nil {
			t.Fatal(err)
		}
	})
}

// Another program reads the same cells, and none of them is a formula.
func TestCSVForASpreadsheet(t *testing.T) {
	e := event(1)
	e.Wat, e.Plaats, e.Object, e.Doel, e.Regel = "=1+1", "+31", "'=A1", `a;"b"`, "-1"
	row := audit.Next(audit.Head{}, e)
	in := csv.NewReader(strings.NewReader(written(t, audit.Head{}, []audit.Row{row}, newSigner(1).head(row))))
	in.Comma = ';'
	lines, err := in.ReadAll()
	if err != nil || len(lines) != 4 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	for _, line := range lines {
		for _, cell := range line {
			if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
				t.Errorf("a formula: %q", cell)
			}
		}
	}
	if got := lines[2][3]; got != "'=1+1" {
		t.Errorf("gebeurtenis %q", got)
	}
	if got := lines[2][13]; got != `a;"b"` {
		t.Errorf("doel %q", got)
	}
}

func TestCSVSavedElsewhere(t *testing.T) {
	rows := chain(3)
	head := newSigner(1).head(rows[2])
	text := written(t, audit.Head{}, rows, head)
	for name, other := range map[string]string{
		"with CRLF":                 strings.ReplaceAll(text, "\n", "\r\n"),
		"with a byte order mark":    "\xEF\xBB\xBF" + text,
		"without the last newline":  strings.TrimSuffix(text, "\n"),
		"with every cell in quotes": `"` + strings.ReplaceAll(strings.ReplaceAll(strings.TrimSuffix(text, "\n"), ";", `";"`), "\n", "\"\n\"") + `"`,
	} {
		t.Run(name, func(t *testing.T) {
			if _, got, _, err := readAll(strings.NewReader(other)); err != nil || !slices.Equal(got, rows) {
				t.Errorf("%v: %+v", err, got)
			}
		})
	}
}

func TestCSVThatIsNotRight(t *testing.T) {
	rows := chain(5)
	text := written(t, audit.Head{}, rows, newSigner(1).head(rows[4]))
	lines := strings.SplitAfter(text, "\n")
	without := func(n int) string { return strings.Join(slices.Delete(slices.Clone(lines), n, n+1), "") }
	with := func(n int, line string) string {
		other := slices.Clone(lines)
		other[n] = line
		return strings.Join(other, "")
	}
	for name, test := range map[string]struct {
		text, want string
		nr         int64
	}{
		"empty":                  {"", "no export of the access log", 0},
		"another file":           {"zaaknummer;niveau\n", "no export of the access log", 0},
		"another header":         {with(0, strings.Replace(lines[0], "rol", "role", 1)), "no export of the access log", 0},
		"only a header":          {lines[0], "was cut off", 0},
		"no anchor":              {without(1), `"anker" is missing`, 0},
		"no head":                {strings.Join(lines[:len(lines)-2], ""), "where row 6 of the access log should be", 6},
		"cut in a line":          {text[:len(text)-200], "line 8 of the file", 6},
		"more after the head":    {text + lines[3], `after the line "hoofd"`, 6},
		"a cell too few":         {with(4, strings.Replace(lines[4], ";", " ", 1)), "where row 3 of the access log should be", 3},
		"a cell too many":        {with(4, strings.Replace(lines[4], ";", ";;", 1)), "18 columns", 3},
		"a quote inside":         {with(4, strings.Replace(lines[4], "slack", `sl"ack`, 1)), "18 columns", 3},
		"a quote that stays":     {with(4, strings.Replace(lines[4], "slack", `"slack`, 1)), "18 columns", 3},
		"a quote and more":       {with(4, strings.Replace(lines[4], "slack", `"sl"ack`, 1)), "18 columns", 3},
		"no number":              {with(4, "x"+lines[4]), "not a number", 3},
		"another way of writing": {with(4, "0"+lines[4]), "not a number", 3},
		"a number too large":     {with(4, "99999999999999999999"+lines[4]), "not a number", 3},
		"a negative number":      {with(4, "-"+lines[4]), "not a number", 3},
		"another moment":         {with(4, strings.Replace(lines[4], "T08", " 08", 1)), "moment", 3},
		"a day that is none":     {with(4, strings.Replace(lines[4], "11-13", "11-31", 1)), "moment", 3},
		"a signature of letters": {with(len(lines)-2, strings.ReplaceAll(lines[len(lines)-2], ";;;;", ";;;;zz")), "", 6},
		"a line too long":        {with(4, strings.Repeat("x", 20_000)+"\n"), "too long", 3},
		"an empty line":          {with(4, "\n"+lines[4]), "18 columns", 3},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, _, err := readAll(strings.NewReader(test.text))
			if why, nr := reason(t, err); why != audit.Malformed || nr != test.nr || !strings.Contains(err.Error(), test.want) {
				t.Errorf("row %d, %q: %v", nr, why, err)
			}
		})
	}
}

func TestCSVOfAPartIsForReading(t *testing.T) {
	var out bytes.Buffer
	w, err := audit.NewPartWriter(&out)
	if err := errors.Join(err, w.Row(chain(2)[1]), w.Flush()); err != nil {
		t.Fatal(err)
	}
	_, _, _, err = readAll(&out)
	if why, _ := reason(t, err); why != audit.Malformed || !strings.Contains(err.Error(), "export the whole log") {
		t.Error(err)
	}
}

func TestCSVReadsAndWritesWhatFails(t *testing.T) {
	text := written(t, audit.Head{}, chain(200), audit.Head{})
	_, _, _, err := readAll(iotest.TimeoutReader(iotest.HalfReader(strings.NewReader(text))))
	if !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("got %v", err)
	}
	w, err := audit.NewWriter(full{}, audit.Head{})
	for range 100 {
		err = errors.Join(err, w.Row(chain(1)[0]))
	}
	if err = errors.Join(err, w.Close(audit.Head{})); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

// FuzzReader: whatever the file, reading ends with rows or with a *Broken, and a log that
// is proved by its chain and its signature is the one that was written.
func FuzzReader(f *testing.F) {
	s := newSigner(1)
	rows := chain(3)
	whole := written(f, s.anchor(rows[0]), rows[1:], s.head(rows[2]))
	f.Add([]byte(whole))
	f.Add([]byte(strings.ReplaceAll(whole, "slack", `"='sl;""ack"`)))
	f.Add([]byte(written(f, audit.Head{}, nil, audit.Head{})))
	f.Add([]byte("nr;tijd\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		anchor, got, head, err := readAll(bytes.NewReader(file))
		if err != nil {
			reason(t, err)
			return
		}
		again := written(t, anchor, got, head)
		anchor2, got2, head2, err := readAll(strings.NewReader(again))
		if err != nil || !sameHead(anchor, anchor2) || !sameHead(head, head2) || !slices.Equal(got, got2) {
			t.Fatalf("written and read again: %v\n%s", err, again)
		}
		if head.Nr == 0 || head.CheckHead(s.verify) != nil || anchor.CheckAnchor(s.verify) != nil {
			return
		}
		if verify(audit.NewVerifier(anchor), got, head) == nil && !slices.Equal(got, rows[anchor.Nr:]) {
			t.Fatalf("another log was proved:\n%s", file)
		}
	})
}

package exchange

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// bigHulp is a list of help about n young people of as many cases, ten rows each.
func bigHulp(cases int) (*hulpStore, string) {
	s := newHulpStore()
	var out strings.Builder
	out.WriteString(trajectHeader + "\n")
	for c := range cases {
		zaak := fmt.Sprintf("ZO-%d", c+1)
		s.save(procesregie.Hulp{Zaaknummer: zaak})
		for i := range 10 {
			fmt.Fprintf(&out, "%s;J1;Aanbieder %d;%08d;02;45;45A04;01;%d;2020-01-01;;20%02d-03-04;;;nee;opvoeding;\n", zaak, i, i, c*10+i, 10+i)
		}
	}
	return s, out.String()
}

// TestManyTrajecten: 12,000 rows within 30 seconds, and never twice the work of a row for
// a row that repeats another.
func TestManyTrajecten(t *testing.T) {
	s, text := bigHulp(1200)
	file := writeTemp(t, "groot.csv", []byte(text))
	begun := time.Now()
	if got := counts(s.trajecten(t, nil, file).Files[0]); got != "12000 12000 0 0 0" {
		t.Error(got)
	}
	if got := counts(s.trajecten(t, nil, file).Files[0]); got != "12000 0 0 12000 0" {
		t.Error(got)
	}
	if took := time.Since(begun); took > 30*time.Second {
		t.Errorf("it took %s", took)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Log(time.Since(begun), m.Sys>>20)
}

// TestSameHelpEndlessly: rows and products that all are the same help cost no more than
// others.
func TestSameHelpEndlessly(t *testing.T) {
	s, k := oneCase(t)
	line := "ZO-1;J1;A;;02;45;;;7;;;2026-01-05;;;;;\n"
	f := s.trajecten(t, nil, writeTemp(t, "l.csv", []byte(trajectHeader+"\n"+strings.Repeat(line, 150_000)))).Files[0]
	if got := counts(f); got != "150000 1 0 149999 0" {
		t.Error(got)
	}
	var products strings.Builder
	for i := range 60_000 {
		products.WriteString(stop("2026-01-05", "2026-02-01", "20", []string{"1", "3"}[i%2]))
	}
	f = s.ijw(t, k, writeTemp(t, "m.xml", []byte(message(307, "1", "2026-02-07", products.String())))).Files[0]
	if got := counts(f); got != "60000 0 60000 0 0" {
		t.Error(got, f.Problem)
	}
	if rows := s.leveringen("ZO-1"); len(rows) != 1 || !rows[0].PauzeSinds.IsZero() {
		t.Error(rows)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Log(m.Sys >> 20)
}

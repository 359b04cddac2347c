package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// The memory and the time of an import are measured in a process of its own, built
// without the race detector, which multiplies both.

const childEnv = "EXCHANGE_CHILD_FILES"

// TestChild is that process: it imports the files that it is told to, and prints the
// report. Without being told it does nothing.
func TestChild(t *testing.T) {
	files := os.Getenv(childEnv)
	if files == "" {
		return
	}
	report, casussen, err := ReadCasussen(filepath.SplitList(files), nil, sampleKnown(t))
	if err != nil {
		t.Fatal(err)
	}
	saved := 0
	for range casussen {
		saved++
	}
	for i := range report.Files {
		report.Files[i].Problems = nil // the counts will do
	}
	if err := report.WriteJSON(os.Stdout); err != nil {
		t.Fatal(err)
	}
	fmt.Println("saved", saved)
	fmt.Println("memory", peakMemory())
}

var childDir string // where the child was built; empty: it was not

var buildChild = sync.OnceValues(func() (_ string, err error) {
	if childDir, err = os.MkdirTemp("", "exchange"); err != nil {
		return "", err
	}
	path := filepath.Join(childDir, "exchange.test")
	out, err := exec.Command("go", "test", "-c", "-o", path, ".").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if childDir != "" {
		_ = os.RemoveAll(childDir)
	}
	os.Exit(code)
}

type cost struct {
	time   time.Duration
	memory int64 // bytes, at the most
}

// runChild runs one test in a process of its own. The time is that of the processors:
// what else runs on the machine makes no difference.
func runChild(t *testing.T, test, env string) ([]byte, time.Duration) {
	t.Helper()
	child, err := buildChild()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(child, "-test.run", test)
	cmd.Env = append(os.Environ(), env)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %.2000s", err, out)
	}
	return out, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// importAlone imports files in a process of its own.
func importAlone(t *testing.T, files ...string) (FileReport, cost) {
	t.Helper()
	out, took := runChild(t, "^TestChild$", childEnv+"="+strings.Join(files, string(filepath.ListSeparator)))
	var report struct{ Files []fileJSON }
	if err := json.NewDecoder(bytes.NewReader(out)).Decode(&report); err != nil {
		t.Fatalf("%v: %.2000s", err, out)
	}
	f := report.Files[0]
	result := FileReport{File: f.File, Format: f.Format, Read: f.Read, New: f.New, Changed: f.Changed, Unchanged: f.Unchanged, Refused: f.Refused}
	if f.Problem != nil {
		result.Problem = &FileProblem{f.Problem.Code, f.Problem.Text}
	}
	kilobytes := int64(0)
	if at := bytes.Index(out, []byte("memory ")); at >= 0 {
		_, _ = fmt.Sscan(string(out[at+len("memory "):]), &kilobytes)
	}
	return result, cost{took, kilobytes << 10}
}

// peakMemory is the most memory that this process ever had, in kilobytes, as far as
// the system tells.
func peakMemory() int64 {
	kilobytes := int64(0)
	status, _ := os.ReadFile("/proc/self/status")
	if _, after, found := bytes.Cut(status, []byte("VmHWM:")); found {
		_, _ = fmt.Sscan(string(after), &kilobytes)
	}
	return kilobytes
}

// within fails when an import cost more than it may.
func (c cost) within(t *testing.T, seconds int) {
	t.Helper()
	t.Logf("%s, %d MB", c.time.Round(time.Millisecond), c.memory>>20)
	if c.time > time.Duration(seconds)*time.Second || c.memory >= 256<<20 {
		t.Errorf("it took %s and %d MB", c.time, c.memory>>20)
	}
}

// canonicalHeader is that of the canonical CSV.
const canonicalHeader = "zaaknummer;procesregisseur;niveau;start_regie;start_niveau;duo;casusregisseur;ovv_kernbesluit;brief_verstuurd;" +
	"startbijeenkomst;mdo_gepland;mdo_gehouden;ovv_opnieuw;laatste_evaluatie;volgende_evaluatie;status;gesloten_op;reden_sluiting;nazorg"

// fullRow is a row with something in every field.
func fullRow(i int) string {
	return fmt.Sprintf("ZO-2026-%06d;anouk;VPR;2026-01-05;2026-02-03;bram;gezinsbegeleider, Ambulant Voorbeeld;2026-02-03;2026-02-05;"+
		"2026-02-16;2026-03-26;2026-03-26;2026-04-07;2026-05-07;2026-06-18;gesloten;2026-07-01;zelf;voorveld", i)
}

// writeList writes a CSV of n full rows.
func writeList(t *testing.T, n int, row func(int) string) string {
	t.Helper()
	var b bytes.Buffer
	b.WriteString(canonicalHeader + "\n")
	for i := range n {
		b.WriteString(row(i) + "\n")
	}
	return writeTemp(t, "lijst.csv", b.Bytes())
}

func writeTemp(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFewHundredRowsWithinFiveSeconds(t *testing.T) {
	report, cost := importAlone(t, writeList(t, 500, fullRow))
	cost.within(t, 5)
	if report.New != 500 {
		t.Error(counts(report))
	}
}

func TestTwentyThousandCasesWithinThirtySeconds(t *testing.T) {
	csv := writeList(t, 20_000, fullRow)
	report, cost := importAlone(t, csv)
	cost.within(t, 30)
	if report.New != 20_000 {
		t.Error(counts(report))
	}
}

// TestMuchTextThatIsNotStored: looking for numbers of persons costs little, also in a
// list that is made to make it cost much.
func TestMuchTextThatIsNotStored(t *testing.T) {
	for _, text := range []string{"1 2 3 4 5 6 7 8 9 0 ", "9", "1\u200b"} {
		cell := strings.Repeat(text, 30_000/len(text))
		row := func(i int) string { return fmt.Sprintf("Z%d;anouk;basis;2026-01-05;%s", i, cell) }
		var b bytes.Buffer
		b.WriteString("zaaknr;consulent;niveau;start;opm\n")
		for i := 0; b.Len() < 8<<20; i++ {
			b.WriteString(row(i) + "\n")
		}
		report, cost := importAlone(t, writeTemp(t, "lijst.csv", b.Bytes()))
		t.Logf("%q:", text)
		cost.within(t, 30)
		if report.Problem != nil {
			t.Error(report.Problem)
		}
	}
}

func TestMostRowsStayWithinMemory(t *testing.T) {
	short := func(i int) string {
		return fmt.Sprintf("Z%06d;anouk;VPR;2026-01-05;2026-02-03;bram;begeleider;2026-02-03;2026-02-05;2026-02-16;2026-03-26;2026-03-26", i)
	}
	report, cost := importAlone(t, writeList(t, MaxRows-1, short)) // the header is a row too
	cost.within(t, 30)
	if report.New != MaxRows-1 {
		t.Error(counts(report), report.Problem)
	}
	bad := func(i int) string {
		return fmt.Sprintf("Z%06d;x;y;1;1;x;begeleider;1;1;1;1;1;1;1;1;x;1;x;x", i%1000)
	}
	report, cost = importAlone(t, writeList(t, MaxRows-1, bad))
	cost.within(t, 30)
	if report.Refused != MaxRows-1 {
		t.Error(counts(report), report.Problem)
	}
}

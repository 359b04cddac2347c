package bench_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// helper names the environment variable that makes this program one of the bare
// processes: "echo" answers a line with a line, "row" also reads a row of SQLite from
// the database in bareDatabase, and the name of a platform serves HTTP beside it.
const (
	helper       = "REGIEBOT_BENCH_HELPER"
	bareDatabase = "REGIEBOT_BENCH_DATABASE"
)

// TestMain runs the benchmarks, or is a bare process.
func TestMain(m *testing.M) {
	switch kind := os.Getenv(helper); kind {
	case "":
		os.Exit(m.Run())
	case "echo":
		echo(func() error { return nil })
	case "row":
		echo(bareRow(os.Getenv(bareDatabase)))
	default:
		if err := bareChat(kind, os.Getenv(bareDatabase)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// echo answers every line with a line as long as a real answer.
func echo(work func() error) {
	reply := strings.Repeat("x", 1500)
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		if err := work(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Fprintln(os.Stdout, reply)
	}
}

// build builds the program, as a user does and without any library of the machine.
func (f *figures) build(tb testing.TB) {
	tb.Helper()
	f.binary = filepath.Join(f.folder, "regiebot")
	out, err := exec.Command("go", "build", "-tags", tags, "-o", f.binary, "../cmd/regiebot").CombinedOutput()
	if err != nil {
		tb.Fatalf("building the program: %v\n%s", err, out)
	}
	f.static = filepath.Join(f.folder, "regiebot-static")
	out, err = exec.Command("go", "build", "-trimpath", "-tags", tags+" osusergo netgo timetzdata",
		"-ldflags", "-s -w -extldflags '-static'", "-o", f.static, "../cmd/regiebot").CombinedOutput()
	if err != nil {
		tb.Logf("no static program on this machine: %s", oneLine(string(out)))
		f.static = ""
	}
}

// program is a running process that answers a line with a line.
type program struct {
	testing.TB
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func start(tb testing.TB, cmd *exec.Cmd) *program {
	tb.Helper()
	in, err := cmd.StdinPipe()
	must(tb, err)
	out, err := cmd.StdoutPipe()
	must(tb, err)
	cmd.Stderr = os.Stderr
	must(tb, cmd.Start())
	return &program{TB: tb, cmd: cmd, in: in, out: bufio.NewReaderSize(out, 1<<20)}
}

// regiebot is the built program, that says lines as bram.
func (f *figures) regiebot(database string) *exec.Cmd {
	return exec.Command(f.binary, "say", "--database", database, "--as", "bram", "--at", "2026-11-13T09:00", "--json", "-")
}

// bareProcess is this program as a bare process.
func bareProcess(tb testing.TB, kind, database string) *exec.Cmd {
	tb.Helper()
	self, err := os.Executable()
	must(tb, err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), helper+"="+kind, bareDatabase+"="+database)
	return cmd
}

// ask says a line and waits for the reply.
func (p *program) ask(line string) {
	p.Helper()
	_, err := io.WriteString(p.in, line+"\n")
	must(p, err)
	p.reply()
}

func (p *program) reply() {
	p.Helper()
	reply, err := p.out.ReadString('\n')
	must(p, err)
	if strings.Contains(reply, `"refused":true`) {
		p.Fatalf("refused: %s", reply)
	}
}

// end lets the process finish.
func (p *program) end() {
	p.Helper()
	must(p, p.in.Close())
	must(p, p.cmd.Wait())
}

// say measures answers through the standard input of one process.
func (f *figures) say(b *testing.B) {
	path := f.copyOf(b, 1000, "say")
	rates := map[string]float64{}
	var kinds []kind
	var ends []func()
	for _, of := range []struct {
		name, line string
		cmd        *exec.Cmd
	}{
		{"echo", lineCheck, bareProcess(b, "echo", path)},
		{"row", lineCheck, bareProcess(b, "row", path)},
		{"mpcheck", lineCheck, f.regiebot(path)},
		{"casus toon", lineShow, f.regiebot(path)},
	} {
		p := start(b, of.cmd)
		next := varied(of.line)
		kinds = append(kinds, kind{of.name, nil, func() { p.ask(next()) }, nil})
		ends = append(ends, func() { rates[of.name] = p.rate(next, blocks*perBlock); p.end() })
	}
	times := interleave(kinds)
	for _, end := range ends {
		end()
	}
	f.report.time("bare process that echoes a line", times["echo"], rates["echo"])
	f.report.time("… that reads one row of SQLite", times["row"], rates["row"], against(times["row"], times["echo"], "echo"))
	for _, name := range []string{"mpcheck", "casus toon"} {
		d := times[name]
		f.report.time("`"+name+"` through `say -`", d, rates[name], against(d, times["echo"], "echo"), against(d, times["row"], "one row"))
	}
}

// varied returns a line with another answer every time. The clock of one process stands
// still: what is the same as before would not be stored again.
func varied(line string) (next func() string) {
	said := 0
	return func() string {
		said++
		if said%2 == 0 {
			return strings.Replace(line, "complex=nee", "complex=ja", 1)
		}
		return line
	}
}

// rate says many lines without waiting, and returns the replies per second.
func (p *program) rate(next func() string, n int) float64 {
	p.Helper()
	var text strings.Builder
	for range n {
		text.WriteString(next() + "\n")
	}
	written := make(chan error, 1)
	spent := timed(func() {
		go func() { _, err := io.WriteString(p.in, text.String()); written <- err }()
		for range n {
			p.reply()
		}
	})
	must(p, <-written)
	return float64(n) / spent.Seconds()
}

// process measures what a process costs: its start, its memory and its size.
func (f *figures) process(b *testing.B) {
	most := min(100_000, largest(b))
	small, large := f.copyOf(b, 1000, "process"), f.copyOf(b, most, "process")
	const starts = 50
	times := map[string]durations{}
	for range starts {
		times["version"] = append(times["version"], f.firstLine(b, exec.Command(f.binary, "version"), ""))
		times["small"] = append(times["small"], f.firstLine(b, f.regiebot(small), lineCheck))
		times["large"] = append(times["large"], f.firstLine(b, f.regiebot(large), lineCheck))
	}
	f.report.time("start to the first line of `version`", times["version"], noRate)
	f.report.time("start to the first answer of `say`, 1 000 casussen", times["small"], noRate, against(times["small"], times["version"], "version"))
	f.report.time(fmt.Sprintf("start to the first answer of `say`, %s casussen", count(float64(most))), times["large"], noRate, against(times["large"], times["small"], "1 000"))
	f.memory(b, large, most)
	f.size("size of the program", f.binary)
	if f.static != "" {
		f.size("size of the program, static and stripped", f.static)
	}
}

// firstLine returns the time from the start of a process until it has said something.
func (f *figures) firstLine(b *testing.B, cmd *exec.Cmd, line string) time.Duration {
	begin := time.Now()
	p := start(b, cmd)
	if line != "" {
		line += "\n"
	}
	_, err := io.WriteString(p.in, line)
	must(b, err)
	p.reply()
	spent := time.Since(begin)
	p.end()
	return spent
}

// memory reports the memory of a process that has answered for a while.
func (f *figures) memory(b *testing.B, path string, n int) {
	if runtime.GOOS != "linux" {
		b.Log("memory is measured on Linux only")
		return
	}
	lines := []string{lineCheck, lineShow, "casus lijst", "agenda week", "vpr lijst", "casus toon zaak=ZO-0000034"}
	p, echo := start(b, f.regiebot(path)), start(b, bareProcess(b, "row", path))
	for i := range blocks * perBlock {
		p.ask(lines[i%len(lines)])
		echo.ask(lineCheck)
	}
	bytes, plain := p.status("VmRSS"), echo.status("VmRSS")
	ratio := fmt.Sprintf("%s × a bare process that reads a row", digits(float64(bytes)/float64(plain)))
	f.report.value(fmt.Sprintf("resident memory, answering with %s casussen", count(float64(n))), megabytes(bytes), ratio)
	f.report.value("… at most", megabytes(p.status("VmHWM")))
	p.end()
	echo.end()
}

// status reads a line of /proc/PID/status, in bytes.
func (p *program) status(name string) int64 {
	p.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	must(p, err)
	for line := range strings.Lines(string(text)) {
		if key, value, _ := strings.Cut(line, ":"); key == name {
			kilobytes, err := strconv.ParseInt(strings.Fields(value)[0], 10, 64)
			must(p, err)
			return kilobytes << 10
		}
	}
	p.Fatalf("no %s", name)
	return 0
}

func (f *figures) size(what, path string) {
	if info, err := os.Stat(path); err == nil {
		f.report.value(what, megabytes(info.Size()))
	}
}

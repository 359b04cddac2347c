package bench_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// durations are the times that operations of one kind took.
type durations []time.Duration

// quantile returns the time that a share of the operations stayed within.
func (d durations) quantile(share float64) time.Duration {
	sorted := slices.Sorted(slices.Values(d))
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}

func (d durations) p50() time.Duration  { return d.quantile(0.50) }
func (d durations) p99() time.Duration  { return d.quantile(0.99) }
func (d durations) p999() time.Duration { return d.quantile(0.999) }

// perSecond is how many there would be in a second, one after the other.
func (d durations) perSecond() float64 {
	var sum time.Duration
	for _, one := range d {
		sum += one
	}
	return float64(len(d)) / sum.Seconds()
}

// report is the table that comes out.
type report struct{ rows []row }

// row is one figure: a time with what it is held against, or a single value.
type row struct{ what, p50, p99, perSecond, ratio string }

// The rates that are no number of their own.
const (
	ownRate = 0  // that of the same operations, one after the other
	noRate  = -1 // says nothing
)

// time adds times, with how many there are in a second.
func (r *report) time(what string, d durations, rate float64, ratio ...string) {
	text := ""
	switch rate {
	case ownRate:
		text = count(d.perSecond())
	case noRate:
	default:
		text = count(rate)
	}
	r.rows = append(r.rows, row{what, short(d.p50()), short(d.p99()), text, strings.Join(ratio, ", ")})
}

// value adds a value that is no time.
func (r *report) value(what, value string, ratio ...string) {
	r.rows = append(r.rows, row{what: what, p50: value, ratio: strings.Join(ratio, ", ")})
}

// rate adds how many there are in a second.
func (r *report) rate(what string, perSecond float64, ratio ...string) {
	r.rows = append(r.rows, row{what: what, perSecond: count(perSecond), ratio: strings.Join(ratio, ", ")})
}

// against says how many times as long one thing takes as another.
func against(d, other durations, name string) string {
	return fmt.Sprintf("%s × %s", digits(float64(d.p50())/float64(other.p50())), name)
}

// print writes the table in Markdown.
func (r *report) print(w io.Writer) {
	fmt.Fprintf(w, "\n%s\n\n", machine())
	rows := append([]row{{"", "p50 or value", "p99", "per second", "ratio of the p50"}, {"---", "--:", "--:", "--:", "---"}}, r.rows...)
	widths := make([]int, 5)
	for _, one := range rows {
		for i, cell := range one.cells() {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	for _, one := range rows {
		for i, cell := range one.cells() {
			fmt.Fprintf(w, "| %s%s ", cell, strings.Repeat(" ", widths[i]-len([]rune(cell))))
		}
		fmt.Fprintln(w, "|")
	}
	fmt.Fprintln(w)
}

func (r row) cells() []string { return []string{r.what, r.p50, r.p99, r.perSecond, r.ratio} }

// short writes a time with three digits.
func short(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return digits(float64(d)/float64(time.Microsecond)) + " µs"
	case d < time.Second:
		return digits(float64(d)/float64(time.Millisecond)) + " ms"
	}
	return digits(d.Seconds()) + " s"
}

// digits writes a number so that no more of it is said than was measured.
func digits(f float64) string {
	switch {
	case f < 10:
		return fmt.Sprintf("%.2f", f)
	case f < 100:
		return fmt.Sprintf("%.1f", f)
	}
	return count(f)
}

// count writes a whole number with spaces between the thousands.
func count(f float64) string {
	text := fmt.Sprintf("%.0f", f)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + " " + text[i:]
	}
	return text
}

func megabytes(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }

// machine says on what the figures were measured, and how busy it was.
func machine() string {
	load := ""
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		load = ", load average " + strings.Join(strings.Fields(string(text))[:3], " ")
	}
	return fmt.Sprintf("Measured on %s, %d cores, %s/%s, %s%s.", processor(), runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version(), load)
}

func processor() string {
	file, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return "an unknown processor"
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if name, value, _ := strings.Cut(lines.Text(), ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "an unknown processor"
}

package bench_test

import (
	"testing"
)

// BenchmarkAnswer is for the profiler: one answer at a time, without any page.
func BenchmarkAnswer(b *testing.B) {
	f := &figures{sample: loadSample(b), folder: b.TempDir()}
	f.cache = openCache(b, f.sample)
	a := newAnswers(open(b, f.copyOf(b, 1000, "answer")))
	for _, of := range []struct{ name, line string }{
		{"mpcheck", lineCheck}, {"casus-toon", lineShow}, {"casus-lijst", "casus lijst"}, {"agenda-week", "agenda week"},
	} {
		b.Run(of.name, func(b *testing.B) {
			for b.Loop() {
				a.say(b, of.line)
			}
		})
	}
}

package summary_test

import (
	"testing"

	"github.com/regiebot/regiebot/summary"
)

// BenchmarkToets is the time for one sentence of the kind that is understood.
func BenchmarkToets(b *testing.B) {
	checker := summary.NieuweToetser(summary.Feiten(voorbeeldgeschiedenis(), op), op)
	forms := toetsvormen
	i := 0
	for b.Loop() {
		form := forms[i%len(forms)]
		if i++; !checker.Toets(form.voorbeeld, form.feiten).Goed {
			b.Fatal(form.voorbeeld)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N), "µs/sentence")
}

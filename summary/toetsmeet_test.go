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

// BenchmarkLeugens is what the checker is for: the share of planted falsehoods that pass, and
// the share of true sentences that are kept.
func BenchmarkLeugens(b *testing.B) {
	list := geschiedenissen(b)
	check := toetsers(list)
	judged := func(bewering, summary.Oordeel) {}
	var lies, truths uitkomst
	for b.Loop() {
		lies, truths = totaal(tel(alleLeugens(list), check, judged)), totaal(tel(alleWaarheden(list), check, judged))
	}
	b.ReportMetric(float64(lies.getoond), "falsehoods")
	b.ReportMetric(100*float64(lies.gehouden)/float64(lies.getoond), "%pass")
	b.ReportMetric(float64(truths.getoond), "truths")
	b.ReportMetric(100*float64(truths.gehouden)/float64(truths.getoond), "%kept")
}

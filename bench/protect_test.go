package bench_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// protect measures what the protection of an answer costs: deciding who may see what and
// leaving out the rest, opening what is sealed, and the row of the access log that is on
// disk before the answer is given.
func (f *figures) protect(b *testing.B) {
	s := open(b, f.copyOf(b, 1000, "protect"))
	a := newAnswers(s)
	var k procesregie.Casus
	var praktijk procesregie.Praktijk
	must(b, s.View(b.Context(), func(tx *store.Tx) (err error) {
		if k, err = tx.Casus(b.Context(), zaak(22)); err != nil {
			return err
		}
		praktijk, err = tx.Praktijk(b.Context(), k.Team)
		return err
	}))
	own := ring(b)
	text, err := json.Marshal(k)
	must(b, err)
	sealed, err := own.Seal(text, k.Zaaknummer)
	must(b, err)
	n := 0
	times := interleave([]kind{
		{"answer", nil, func() { a.say(b, lineShow) }, nil},
		{"access", nil, func() { decide(b, praktijk, k) }, nil},
		{"opening", nil, func() { _, err = own.Open(sealed, k.Zaaknummer) }, nil},
		{"log", nil, func() {
			n++
			must(b, s.Logged(b.Context(), func(tx *store.Tx) error { return tx.Log(b.Context(), event(n)) }))
		}, nil},
	})
	must(b, err)
	whole := times["answer"].p50()
	f.report.time("`casus toon`, with everything that protects it", times["answer"], ownRate)
	for _, part := range []struct{ name, what string }{
		{"access", "… of which deciding who may see what"}, {"opening", "… opening what is sealed"}, {"log", "… and its row in the access log, safe on disk"},
	} {
		f.report.time(part.what, times[part.name], noRate, share(times[part.name].p50(), whole))
	}
	sum := times["access"].p50() + times["opening"].p50() + times["log"].p50()
	f.report.value("… together", short(sum), share(sum, whole))
}

// decide asks the policy for everybody who may see the case, and takes out what may not
// be seen.
func decide(b *testing.B, praktijk procesregie.Praktijk, k procesregie.Casus) {
	b.Helper()
	ok, have := praktijk.Mag(praktijk.Leden["bram"], procesregie.ZieKaart, k, now())
	if !ok || k.Zichtbaar(have.Tot).Zaaknummer == "" {
		b.Fatal("refused")
	}
}

func share(part, whole time.Duration) string {
	return fmt.Sprintf("%.1f %% of the answer", 100*float64(part)/float64(whole))
}

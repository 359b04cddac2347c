package summary_test

import (
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/summary"
)

const (
	perSoort     = 500 // lies of a kind that are tried at most; of most there are more
	minstensWaar = 95  // percent of true sentences that must be kept
)

// uitkomst counts sentences of a kind, and why the ones that were dropped were.
type uitkomst struct {
	getoond, gehouden      int
	weerlegd, nummer, vorm int // against the facts, by the ids, not understood
}

func (u *uitkomst) neem(got summary.Oordeel) {
	u.getoond++
	switch {
	case got.Goed:
		u.gehouden++
	case got.Waarom == summary.WaaromFeit:
		u.weerlegd++
	case got.Waarom == summary.WaaromNummer:
		u.nummer++
	default:
		u.vorm++
	}
}

// toetsers are the checkers of histories.
func toetsers(list []p.Historie) []*summary.Toetser {
	var all []*summary.Toetser
	for _, h := range list {
		all = append(all, summary.NieuweToetser(summary.Feiten(h, op), op))
	}
	return all
}

// alleLeugens are the lies about histories, by kind, each kind spread over all of them.
func alleLeugens(list []p.Historie) map[string][]bewering {
	var all soorten
	for i, h := range list {
		for _, make := range []func(int, p.Historie) []bewering{leugens, toegevoegd, streken, afgekapt, verteld, verdraaid} {
			all.neem(make(i, h))
		}
	}
	return all.lijsten()
}

// alleWaarheden are true sentences, by kind.
func alleWaarheden(list []p.Historie) map[string][]bewering {
	var all soorten
	for i, h := range list {
		all.neem(waarheden(i, h))
	}
	sorted := all.lijsten()
	sorted["written by hand"] = handgeschreven
	return sorted
}

// soorten are samples of sentences by kind.
type soorten map[string]*steekproef

func (s *soorten) neem(list []bewering) {
	if *s == nil {
		*s = soorten{}
	}
	for _, b := range list {
		if (*s)[b.soort] == nil {
			(*s)[b.soort] = &steekproef{}
		}
		(*s)[b.soort].neem(b)
	}
}

func (s soorten) lijsten() map[string][]bewering {
	all := map[string][]bewering{}
	for soort, sample := range s {
		all[soort] = sample.lijst()
	}
	return all
}

// tel judges sentences by kind, and shows each with its outcome.
func tel(list map[string][]bewering, check []*summary.Toetser, toon func(bewering, summary.Oordeel)) map[string]*uitkomst {
	counts := map[string]*uitkomst{}
	for soort, all := range list {
		counts[soort] = &uitkomst{}
		for _, b := range all {
			got := check[b.over].Toets(b.tekst, b.ids)
			counts[soort].neem(got)
			toon(b, got)
		}
	}
	return counts
}

// totaal adds up kinds.
func totaal(counts map[string]*uitkomst) uitkomst {
	var all uitkomst
	for _, n := range counts {
		all.getoond += n.getoond
		all.gehouden += n.gehouden
		all.weerlegd += n.weerlegd
		all.nummer += n.nummer
		all.vorm += n.vorm
	}
	return all
}

// Not one lie passes, of any kind, and of 100 true sentences at least 95 are kept;
// docs/summary.md says how many.
func TestSummaryDoc(t *testing.T) {
	list := geschiedenissen(t)
	check := toetsers(list)
	var lies, truths map[string]*uitkomst
	t.Run("TR-3 no lie passes", func(t *testing.T) {
		lies = tel(alleLeugens(list), check, func(b bewering, got summary.Oordeel) {
			if got.Goed {
				t.Errorf("%s: %q %v passes; it is about\n%s", b.soort, b.tekst, b.ids, summary.Plain(list[b.over], op, 0).Tekst())
			}
			if got.Goed == (got.Waarom != "") || got.Goed == (len(got.Zegt) == 0) {
				t.Errorf("%+v", got)
			}
		})
		for soort, n := range lies {
			if n.getoond < 100 {
				t.Errorf("of %q there are only %d", soort, n.getoond)
			}
		}
	})
	t.Run("TR-3 true sentences are kept", func(t *testing.T) {
		truths = tel(alleWaarheden(list), check, func(b bewering, got summary.Oordeel) {
			if !got.Goed {
				t.Logf("%s: %s: %q %v", got.Waarom, b.soort, b.tekst, b.ids)
			}
		})
		if all := totaal(truths); all.getoond < 300 || all.gehouden*100 < all.getoond*minstensWaar {
			t.Errorf("%d of %d true sentences are kept", all.gehouden, all.getoond)
		}
	})
	schrijfDoc(t, lies, truths)
}

package summary_test

import (
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/summary"
)

// zichtbaar are characters that would not be seen in the list.
var zichtbaar = strings.NewReplacer(`\u200b`, "\u200b", `\u202e`, "\u202e", `\u202c`, "\u202c", `\u00ad`, "\u00ad")

// lijstzin is a sentence of a list: what it says and cites, and why it must not pass.
type lijstzin struct {
	over, tekst, waarom string
	ids                 []string
	rijen               []p.Levering
}

func alleLijstleugens() []lijstzin {
	var list []lijstzin
	for _, part := range leugenslijst {
		for line := range strings.Lines(strings.TrimSpace(part.zinnen)) {
			text, rest, _ := strings.Cut(strings.TrimSpace(line), " | ")
			ids, why, _ := strings.Cut(rest, " | ")
			list = append(list, lijstzin{part.over, zichtbaar.Replace(text), why, strings.Fields(ids), part.rijen})
		}
	}
	return list
}

func alleLijstwaarheden() []lijstzin {
	var list []lijstzin
	for line := range strings.Lines(strings.TrimSpace(waarlijst)) {
		text, ids, _ := strings.Cut(strings.TrimSpace(line), " | ")
		list = append(list, lijstzin{tekst: text, ids: strings.Fields(ids)})
	}
	return list
}

func (z lijstzin) toets() summary.Oordeel {
	h := voorbeeldgeschiedenis()
	if z.rijen != nil {
		h = p.Geschiedenis(z.rijen)[0]
	}
	return summary.NieuweToetser(summary.Feiten(h, op), op).Toets(z.tekst, z.ids)
}

// None of the sentences that were written down beforehand passes.
func TestLeugensLijst(t *testing.T) {
	seen := map[string]bool{}
	for _, z := range alleLijstleugens() {
		key := z.over + z.tekst + strings.Join(z.ids, " ")
		if z.waarom == "" || seen[key] {
			t.Errorf("no reason, or twice: %q", z.tekst)
		}
		seen[key] = true
		t.Run("TR-3 "+z.over+": "+z.tekst+" "+strings.Join(z.ids, " "), func(t *testing.T) {
			if z.toets().Goed {
				t.Errorf("it passes: %s", z.waarom)
			}
		})
	}
}

// lijstwaar is how many of the true sentences that were written down beforehand are kept.
func lijstwaar() int {
	kept := 0
	for _, z := range alleLijstwaarheden() {
		if z.toets().Goed {
			kept++
		}
	}
	return kept
}

// Most of them are kept.
func TestWaarLijst(t *testing.T) {
	if all, kept := alleLijstwaarheden(), lijstwaar(); len(all) < 60 || kept*100 < len(all)*85 {
		t.Errorf("%d of %d are kept", kept, len(all))
		for _, z := range all {
			if got := z.toets(); !got.Goed {
				t.Logf("%s: %s", got.Waarom, z.tekst)
			}
		}
	}
}

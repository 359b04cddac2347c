package summary_test

import (
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/summary"
)

// tekens that would not be seen in the list are written as escapes.
var zichtbaar = strings.NewReplacer(`\u200b`, "\u200b", `\u202e`, "\u202e", `\u202c`, "\u202c", `\u00ad`, "\u00ad")

// None of the sentences that were written down beforehand passes.
func TestLeugensLijst(t *testing.T) {
	count, seen := 0, map[string]bool{}
	for _, test := range leugenslijst {
		h := voorbeeldgeschiedenis()
		if test.rijen != nil {
			h = p.Geschiedenis(test.rijen)[0]
		}
		checker := summary.NieuweToetser(summary.Feiten(h, op), op)
		for _, line := range strings.Split(strings.TrimSpace(test.zinnen), "\n") {
			parts := strings.Split(line, " | ")
			if len(parts) != 3 || parts[2] == "" || seen[test.over+line] {
				t.Fatalf("no reason, or twice: %q", line)
			}
			seen[test.over+line] = true
			count++
			t.Run("TR-3 "+test.over+": "+line, func(t *testing.T) {
				if checker.Toets(zichtbaar.Replace(parts[0]), strings.Fields(parts[1])).Goed {
					t.Errorf("it passes: %s", parts[2])
				}
			})
		}
	}
	t.Logf("%d sentences", count)
	if count < 250 {
		t.Errorf("%d sentences", count)
	}
}

// Of the true sentences that were written down beforehand most are kept.
func TestWaarLijst(t *testing.T) {
	checker := summary.NieuweToetser(summary.Feiten(voorbeeldgeschiedenis(), op), op)
	count, kept := 0, 0
	for line := range strings.Lines(strings.TrimSpace(waarlijst)) {
		text, ids, _ := strings.Cut(strings.TrimSpace(line), " | ")
		count++
		got := checker.Toets(text, strings.Fields(ids))
		if got.Goed {
			kept++
		} else {
			t.Logf("%s: %s", got.Waarom, text)
		}
	}
	t.Logf("%d of %d are kept", kept, count)
	if count < 60 {
		t.Errorf("%d sentences", count)
	}
}

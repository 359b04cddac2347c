package commands_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/commands"
)

// TestADepartureFits: however many cases somebody leaves.
func TestADepartureFits(t *testing.T) {
	for _, n := range []int{0, 1, 5, 6, 40, 41, 5000} {
		var zaken []string
		for i := range n {
			zaken = append(zaken, fmt.Sprintf("ZO-2026-%030d", i))
		}
		m := commands.Vertrek(strings.Repeat("G", 64), commands.Achterlaat{Zaken: zaken, Contact: true})
		for _, left := range []commands.Achterlaat{{Zaken: zaken, Contact: true}, {Zaken: zaken, Duo: zaken}, {Duo: zaken}} {
			if err := bot.Check(commands.Vertrek(strings.Repeat("G", 64), left)); err != nil {
				t.Errorf("%d: %v", n, err)
			}
		}
		if len(m.Buttons) != min(n, 5) || strings.Count(m.Text, "ZO-") > 41 || len(m.Preview) > 300 {
			t.Errorf("%d: %+v", n, m)
		}
	}
}

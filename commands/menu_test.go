package commands_test

import (
	"testing"

	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/store/storetest"
)

// TestAChoiceInAMenuIsTheLine: what somebody chooses in the menu of a command gives what the
// line that it stands for gives, without a word about what is not filled in yet.
func TestAChoiceInAMenuIsTheLine(t *testing.T) {
	menus := 0
	for _, c := range commands.All() {
		if !c.Menu {
			continue
		}
		menus++
		for _, s := range c.Subs {
			t.Run(c.Name+" "+s.Name, func(t *testing.T) {
				g, err := nieuwGesprek(t, storetest.SQLite(t))
				if err != nil {
					t.Fatal(err)
				}
				typed := g.mustTake(t, c.Name+" "+s.Name)
				chosen, err := g.ask(g.newRequest(c.Name, map[string]string{"wat": s.Name}))
				if err != nil || chosen.Refused || show(chosen) != show(typed) {
					t.Errorf("typed:\n%schosen (%v):\n%s", show(typed), err, show(chosen))
				}
			})
		}
	}
	if menus == 0 {
		t.Error("no command has a menu")
	}
}

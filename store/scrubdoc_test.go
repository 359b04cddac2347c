package store

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// What the handbook tells the administrator to clear every month is every table from which
// rows are erased.
func TestMonthlyMaintenanceNamesEveryTable(t *testing.T) {
	text, err := os.ReadFile("../docs/beheer.md")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`vacuumdb --full .*`).Find(text)
	var named []string
	for _, m := range regexp.MustCompile(` -t (\w+)`).FindAllSubmatch(line, -1) {
		named = append(named, string(m[1]))
	}
	if want := erasedFrom(); !slices.Equal(named, want) {
		t.Errorf("the handbook names %q, not %q", named, want)
	}
}

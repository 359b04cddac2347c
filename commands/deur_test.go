package commands_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestOneDoorToTheCasussen reads the code of the commands: a case is loaded in one place
// that asks the policy and notes it for the access log, and stored in one place.
func TestOneDoorToTheCasussen(t *testing.T) {
	doors := map[*regexp.Regexp]string{
		regexp.MustCompile(`\.Casus(sen)?\(c(tx|\.ctx)`):  "toegang.go",
		regexp.MustCompile(`\.SaveCasus\(`):               "bericht.go",
		regexp.MustCompile(`\.(SaveHulp\(|Hulp\(c\.ctx)`): "trajecttoegang.go",
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatal("the code is not here", err)
	}
	found := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for use, door := range doors {
			if strings.HasSuffix(file, "_test.go") || !use.Match(text) {
				continue
			}
			found[door] = true
			if file != door {
				t.Errorf("%s does what only %s may: %s", file, door, use.Find(text))
			}
		}
	}
	if len(found) != len(doors) {
		t.Errorf("the doors are %v: the test looks for the wrong words", found)
	}
}

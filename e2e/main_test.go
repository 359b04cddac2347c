package e2e

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", os.Getenv("UPDATE_SCREENSHOTS") == "1", "write docs/screenshots again")

// program is the regiebot that is tested. TestMain sets it.
var program string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(withProgram(m))
}

// withProgram builds the program, unless it was given, and runs the tests.
func withProgram(m *testing.M) int {
	program = os.Getenv("REGIEBOT_BIN")
	if program == "" {
		dir, err := os.MkdirTemp("", "regiebot-e2e-")
		if err != nil {
			fmt.Fprintln(os.Stderr, "no place for the program:", err)
			return 1
		}
		defer os.RemoveAll(dir)
		program = filepath.Join(dir, "regiebot")
		build := exec.Command("go", "build", "-tags", "sqlite_fts5,sqlite_omit_load_extension", "-o", program, "./cmd/regiebot")
		build.Dir = ".."
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "building the program: %v\n%s", err, out)
			return 1
		}
	}
	defer func() { closeBrowser() }()
	return m.Run()
}

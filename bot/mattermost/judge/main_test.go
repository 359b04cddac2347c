package judge_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain tries each property often: most of what is drawn is wrong in one way of many.
func TestMain(m *testing.M) {
	flag.Parse()
	often := true
	flag.Visit(func(f *flag.Flag) { often = often && f.Name != "rapid.checks" })
	if often {
		if err := flag.Set("rapid.checks", "500"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

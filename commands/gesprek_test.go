package commands_test

import (
	"flag"
	"testing"
	_ "time/tzdata" // the tests do not depend on the zones of the machine

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/regiebot/regiebot/store/storetest"
)

// update rewrites the expected replies in the scripts. Read the difference before
// committing it: the scripts are the specification.
var update = flag.Bool("update", false, "rewrite the expected replies in testdata/*.txtar")

// TestGesprekken runs the conversations of testdata on both databases. What their
// commands mean stands in testdata/LEESMIJ.md.
func TestGesprekken(t *testing.T) {
	for _, db := range []struct {
		name    string
		address func(testing.TB) string
	}{{"sqlite", storetest.SQLite}, {"postgres", storetest.Postgres}} {
		t.Run(db.name, func(t *testing.T) {
			db.address(t) // skips all scripts at once when there is no such database
			testscript.Run(t, testscript.Params{
				Dir: "testdata", UpdateScripts: *update && db.name == "sqlite", RequireUniqueNames: true,
				Setup: func(env *testscript.Env) error {
					tb, ok := env.T().(testing.TB)
					if !ok {
						panic("testscript promises a testing.TB")
					}
					g, err := nieuwGesprek(tb, db.address(tb))
					if err != nil {
						return err
					}
					env.Values[gesprekKey{}] = g
					env.Defer(func() {
						if g.open != "" {
							tb.Errorf("the last reply was refused and the script does not say so:\n%s", g.open)
						}
					})
					return nil
				},
				Cmds: scriptCommands(),
			})
		})
	}
}

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

// TestGesprekken runs the conversations of testdata, the functional specification, on
// both databases. They are testscript scripts (cmp, stdout) about the example team of
// testdata/team.yaml, from Friday 13 November 2026 at 09.00 hours on:
//
//	as anouk                  who speaks
//	day 2026-11-13 09:00      sets the clock; no rounds are done, as in an outage
//	until 2026-12-03 09:00    lets time pass, with the rounds of the scheduler
//	tick                      does one round now
//	say LINE                  says the rest of the line; \u202e and {a*200} are written out
//	fill name=value           answers the form that is open, and sends it
//	leave name=value          answers some of it, and closes it
//	press 'Label'             presses a button in the last message that has it
//	resend                    sends the last line or form again
//	inbox [@name | '#team']   what was delivered since the last time
//	form, buttons, file       what came with the last reply, in full
//	refused, ! refused        whether the last reply did nothing; a refusal must be named
//	profile zo, import FILE   another practice; a list of cases
//	hulp FILE                 a list of help, see import trajecten
//	taalmodel zegt FILE       the language model, see [taalmodel]
//	leaves daniel, restart    a member leaves; the program starts again
//	member esra rol=beheerder a member gets another role or team (rol=, team=)
//	platform down|up|printed  whether the chat platform takes messages; none: they are printed
//	platform closes anouk     it takes none for one person; opens: again
//	[local] COMMAND           only when no platform is in between
//	in private|channel        where is spoken: with the bot alone, or in a channel
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
				Cmds: scriptCommands(), Condition: over("local"),
			})
		})
	}
}

// over is the condition of a script that says over what is spoken.
func over(platform string) func(string) (bool, error) {
	return func(name string) (bool, error) { return name == platform, nil }
}

package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/regiebot/regiebot/bot/platform"
	"github.com/regiebot/regiebot/store"
)

// doctorCmd looks whether everything that must work does.
type doctorCmd struct{}

// Help says what is looked at.
func (doctorCmd) Help() string {
	return "Looks at the database, the clock, the delivering, and every chat platform that is set up: tokens, rights, connections, channels and accounts. " +
		"It sends nothing to anybody and changes nothing; on Mattermost it gives every command once, as the bot, in its conversation with itself. What it says is in Dutch. It ends with status 1 when something must be repaired."
}

// errSick is the end of a doctor that found something.
var errSick = errors.New("something must be repaired, see above")

// Run looks at everything, and prints what came of it.
func (doctorCmd) Run(ctx context.Context, e *env) error {
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	clock, err := e.clock(ctx, s, e.logger())
	if err != nil {
		return err
	}
	list, err := e.examine(ctx, s, clock.now)
	if err != nil {
		return err
	}
	sick := false
	for _, f := range list {
		sick = sick || !f.Good
	}
	if e.JSON {
		err = e.printJSON(list)
	} else {
		err = e.printFindings(list)
	}
	if err == nil && sick {
		err = errSick
	}
	return err
}

func (e *env) printFindings(list []platform.Finding) error {
	for _, f := range list {
		mark := "goed     "
		if !f.Good {
			mark = "LET OP   "
		}
		if _, err := fmt.Fprintf(e.out, "%s%s\n", mark, f.What); err != nil {
			return err
		}
		if f.Repair == "" {
			continue
		}
		if _, err := fmt.Fprintf(e.out, "         → %s\n", f.Repair); err != nil {
			return err
		}
	}
	return nil
}

// examine looks at the program itself, and at every platform that is set up, with the clock
// that the service has.
func (e *env) examine(ctx context.Context, s *store.Store, now func() time.Time) ([]platform.Finding, error) {
	list := []platform.Finding{platform.Good("De database is bereikbaar en de sleutels passen.")}
	own, err := e.examineOwn(ctx, s)
	if err != nil {
		return nil, err
	}
	model, err := e.examineModel(ctx, s)
	if err != nil {
		return nil, err
	}
	list = append(append(list, own...), model...)
	platforms, err := e.examinePlatforms(ctx, s, now)
	return append(list, platforms...), err
}

// examineOwn looks whether the database is in use, and whether the clock can be trusted.
func (e *env) examineOwn(ctx context.Context, s *store.Store) ([]platform.Finding, error) {
	active, err := inUse(ctx, s)
	if err != nil {
		return nil, err
	}
	now, err := e.now(ctx, s)
	if err != nil {
		return nil, err
	}
	problem, err := clockProblem(ctx, s, now)
	if err != nil {
		return nil, err
	}
	list := []platform.Finding{platform.Good("De database is in gebruik."), platform.Good("De klok is te vertrouwen.")}
	if !active {
		list[0] = platform.Bad("Deze database is niet in gebruik: er wordt niets verstuurd.", "Is dit de goede database, zet haar dan in gebruik: regiebot activate")
	}
	if problem != "" {
		list[1] = platform.Bad("De klok is niet te vertrouwen: alleen wat dringend is, gaat uit.", "Zet de klok goed. Staat hij goed: regiebot activate --today en de datum van vandaag.")
	}
	return list, nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// doctorCmd looks whether everything that must work does.
type doctorCmd struct{}

// Help says what is looked at.
func (doctorCmd) Help() string {
	return "Looks at the database, the clock, the delivering, and every chat platform that is set up: tokens, rights, connections, channels and accounts. " +
		"It sends nothing to anybody and changes nothing. What it says is in Dutch. It ends with status 1 when something must be repaired."
}

// finding is what came of looking at one thing.
type finding struct {
	Good   bool   `json:"good"`
	What   string `json:"what"`
	Repair string `json:"repair,omitempty"`
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
	list, err := e.examine(ctx, s)
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

func (e *env) printFindings(list []finding) error {
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

// examine looks at the program itself, and at every platform that is set up.
func (e *env) examine(ctx context.Context, s *store.Store) ([]finding, error) {
	list := []finding{{Good: true, What: "De database is bereikbaar en de sleutels passen."}}
	own, err := e.examineOwn(ctx, s)
	if err != nil {
		return nil, err
	}
	list = append(list, own...)
	if !e.isSet() {
		return append(list, finding{What: "Er is geen chatplatform ingesteld.", Repair: "Volg docs/slack.md: daar staat welke instellingen nodig zijn."}), nil
	}
	adapter, err := e.slack(s, nil, time.Now)
	if err != nil {
		return nil, err
	}
	of, err := slackAccounts(ctx, s)
	if err != nil {
		return nil, err
	}
	if len(of.Workspaces) > 0 {
		of.Workspaces = append(of.Workspaces, e.SlackWorkspace)
	}
	for _, f := range adapter.Examine(ctx, of) {
		list = append(list, finding{f.Good, "Slack. " + f.What, f.Repair})
	}
	return list, nil
}

// examineOwn looks whether the database is in use, and whether the clock can be trusted.
func (e *env) examineOwn(ctx context.Context, s *store.Store) ([]finding, error) {
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
	list := []finding{{Good: true, What: "De database is in gebruik."}, {Good: true, What: "De klok is te vertrouwen."}}
	if !active {
		list[0] = finding{What: "Deze database is niet in gebruik: er wordt niets verstuurd.", Repair: "Is dit de goede database, zet haar dan in gebruik: regiebot activate"}
	}
	if problem != "" {
		list[1] = finding{What: "De klok is niet te vertrouwen: alleen wat dringend is, gaat uit.", Repair: "Zet de klok goed. Staat hij goed: regiebot activate --today en de datum van vandaag."}
	}
	return list, nil
}

// slackAccounts are the members and the channels of the teams as Slack should know them.
func slackAccounts(ctx context.Context, s *store.Store) (of slack.Examined, err error) {
	err = s.View(ctx, func(tx *store.Tx) error {
		of = slack.Examined{}
		leden, err := tx.Leden(ctx, "")
		if err != nil {
			return err
		}
		inUse := map[string]bool{}
		for _, l := range leden {
			if !l.Weg {
				inUse[l.Team] = true
				of.Members = append(of.Members, slack.Account{Name: l.Gebruiker, Full: l.Naam, ID: l.IDs[slack.Platform]})
			}
		}
		if known, there, err := tx.Setting(ctx, workspaceName); err != nil {
			return err
		} else if there {
			of.Workspaces = []string{known}
		}
		teams, err := tx.Teams(ctx)
		for _, t := range teams {
			if inUse[t.Naam] && hasRhythm(t) {
				of.Channels = append(of.Channels, slack.Account{Name: t.Naam, ID: t.Kanalen[slack.Platform]})
			}
		}
		return err
	})
	return of, err
}

// hasRhythm reports whether anything is ever posted in the channel of a team, or it has one.
func hasRhythm(t procesregie.Team) bool { return len(t.Ritmes) > 0 || t.Kanalen[slack.Platform] != "" }

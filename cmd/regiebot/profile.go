package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// profileCmd works with the practice profiles.
type profileCmd struct {
	List  profileListCmd  `cmd:"" help:"List the profiles that come with the program."`
	Show  profileShowCmd  `cmd:"" help:"Print a profile, to change it and load it again."`
	Check profileCheckCmd `cmd:"" help:"Check a profile: every problem at once."`
	Use   profileUseCmd   `cmd:"" help:"Put a profile in use; a broken one is refused and the old one stays."`
}

type profileListCmd struct{}

// Run lists the profiles.
func (profileListCmd) Run(_ context.Context, e *env) error {
	var names []map[string]string
	var lines []string
	for _, name := range procesregie.Profielen() {
		p, _, err := readProfile(name)
		if err != nil {
			return err
		}
		names = append(names, map[string]string{"name": name, "title": p.Titel})
		lines = append(lines, fmt.Sprintf("%-14s %s", name, p.Titel))
	}
	return e.report(names, "%s", strings.Join(lines, "\n"))
}

type profileShowCmd struct {
	Name string `arg:"" optional:"" help:"A profile or a file. Without it: the one in use."`
}

// Run prints the text of a profile.
func (c *profileShowCmd) Run(ctx context.Context, e *env) error {
	if c.Name != "" {
		source, ok := procesregie.ProfielBestand(c.Name)
		if !ok {
			return fmt.Errorf("there is no profile %q; see: regiebot profile list", c.Name)
		}
		return e.printProfile(source)
	}
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.View(ctx, func(tx *store.Tx) error {
		source, err := tx.ProfielSource(ctx)
		if err != nil {
			return err
		}
		return e.printProfile(source)
	})
}

// printProfile prints the text of a profile as it is.
func (e *env) printProfile(source []byte) error {
	if e.JSON {
		return e.printJSON(map[string]string{"profile": string(source)})
	}
	_, err := e.out.Write(source)
	return err
}

type profileCheckCmd struct {
	Name string `arg:"" help:"A profile or a file."`
}

// Run checks a profile.
func (c *profileCheckCmd) Run(_ context.Context, e *env) error {
	p, _, err := readProfile(c.Name)
	if err != nil {
		return err
	}
	return e.report(map[string]any{"profile": c.Name, "ok": true}, "%s (%s) is in order", c.Name, p.Titel)
}

type profileUseCmd struct {
	Name string `arg:"" help:"A profile or a file."`
}

// Run puts a profile in use and plans every case anew.
func (c *profileUseCmd) Run(ctx context.Context, e *env) error {
	wanted, err := otherProfile(c.Name, "")
	if err != nil {
		return err
	}
	e.Profile = ""
	s, err := e.openOrMake(ctx)
	if err != nil {
		return unlessStopped(ctx, err)
	}
	defer s.Close()
	var damaged []string
	err = s.Logged(ctx, func(tx *store.Tx) error {
		err := e.useProfile(ctx, tx, wanted)
		damaged = tx.Unreadable()
		return err
	})
	if err != nil {
		return unlessStopped(ctx, err)
	}
	if some, err := e.planAnew(ctx, s); err != nil {
		return err
	} else if some {
		if damaged, err = unreadableCases(ctx, s); err != nil {
			return err
		}
	}
	said := "every open case was planned anew"
	if len(damaged) > 0 {
		said = "every open case that can be read was planned anew"
	}
	if err := e.report(map[string]any{"profile": c.Name, "in_use": true, "damaged": list(damaged)}, "%s is in use; %s", c.Name, said); err != nil {
		return err
	}
	return damagedCases(damaged, "keep the reminders they had")
}

// migrateCmd brings the database up to date.
type migrateCmd struct{}

// Run opens the database, which does it.
func (migrateCmd) Run(ctx context.Context, e *env) error {
	s, err := e.makeStore(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	return e.report(map[string]any{"up_to_date": true}, "the database is up to date")
}

func (e *env) printJSON(v any) error { return json.NewEncoder(e.out).Encode(v) }

// report says what was done: a sentence, or with --json a document.
func (e *env) report(document any, format string, args ...any) error {
	if e.JSON {
		return e.printJSON(document)
	}
	_, err := fmt.Fprintf(e.out, format+"\n", args...)
	return err
}

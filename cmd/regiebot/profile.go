package main

import (
	"context"
	"encoding/json"
	"fmt"

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
	for _, name := range procesregie.Profielen() {
		p, _, err := readProfile(name)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.out, "%-14s %s\n", name, p.Titel)
	}
	return nil
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
		_, err := e.out.Write(source)
		return err
	}
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // nothing is left to be written
	return s.View(ctx, func(tx *store.Tx) error {
		source, err := tx.ProfielSource(ctx)
		if err != nil {
			return err
		}
		_, err = e.out.Write(source)
		return err
	})
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
	_, err = fmt.Fprintf(e.out, "%s (%s) is in order\n", c.Name, p.Titel)
	return err
}

type profileUseCmd struct {
	Name string `arg:"" help:"A profile or a file."`
}

// Run puts a profile in use and plans every case anew.
func (c *profileUseCmd) Run(ctx context.Context, e *env) error {
	if _, _, err := readProfile(c.Name); err != nil {
		return err
	}
	e.Profile = ""
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // nothing is left to be written
	if err := s.Update(ctx, func(tx *store.Tx) error { return useProfile(ctx, tx, c.Name, "") }); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.out, "%s is in use; every case was planned anew\n", c.Name)
	return err
}

// migrateCmd brings the database up to date.
type migrateCmd struct{}

// Run opens the database, which does it.
func (migrateCmd) Run(ctx context.Context, e *env) error {
	s, err := store.Open(ctx, e.Database)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // nothing is left to be written
	_, err = fmt.Fprintln(e.out, "the database is up to date")
	return err
}

func (e *env) printJSON(v any) error { return json.NewEncoder(e.out).Encode(v) }

package main

import (
	"context"
	"errors"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// settle writes zone and profile into the database where they differ, and plans by them.
func (e *env) settle(ctx context.Context, s *store.Store) error {
	inUse, zone, err := inForce(ctx, s)
	if err != nil {
		return err
	}
	name := e.Profile
	if name == "" && inUse == "" {
		name = procesregie.DefaultProfiel
	}
	wanted, err := otherProfile(name, inUse)
	if err != nil || zone == e.Timezone && wanted == nil {
		return err
	}
	err = s.Logged(ctx, func(tx *store.Tx) error {
		if err := e.useZone(ctx, tx, zone); err != nil {
			return err
		}
		return e.useProfile(ctx, tx, wanted)
	})
	if err == nil {
		_, err = e.planAnew(ctx, s)
	}
	return err
}

// inForce returns the text of the profile and the name of the zone in use; empty when none
// has been set.
func inForce(ctx context.Context, s *store.Store) (profile, zone string, err error) {
	err = s.View(ctx, func(tx *store.Tx) error {
		source, err := tx.ProfielSource(ctx)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		profile = string(source)
		zone, _, err = tx.Setting(ctx, store.SettingZone)
		return err
	})
	return profile, zone, err
}

// useZone puts the zone of the organisation in use and logs it, if it was another.
func (e *env) useZone(ctx context.Context, tx *store.Tx, was string) error {
	if was == e.Timezone {
		return nil
	}
	if err := tx.SetSetting(ctx, store.SettingZone, e.Timezone); err != nil {
		return err
	}
	return tx.Log(ctx, e.event(audit.Event{Wat: "instellingen", Actie: audit.Wijzigen, Soort: "instelling", Object: store.SettingZone}))
}

// namedProfile is a profile with its text.
type namedProfile struct {
	procesregie.Profiel
	source []byte
}

// otherProfile reads a profile; nil when it is the one that is in use, or has no name.
func otherProfile(name, inUse string) (*namedProfile, error) {
	if name == "" {
		return nil, nil
	}
	p, source, err := readProfile(name)
	if err != nil || string(source) == inUse {
		return nil, err
	}
	return &namedProfile{p, source}, nil
}

// useProfile puts a profile, if any, in use, and logs it.
func (e *env) useProfile(ctx context.Context, tx *store.Tx, p *namedProfile) error {
	if p == nil {
		return nil
	}
	if err := tx.SetProfiel(ctx, p.Profiel, p.source); err != nil {
		return err
	}
	return tx.Log(ctx, e.event(audit.Event{Wat: "profile use", Actie: audit.Wijzigen, Soort: "profiel", Object: p.Naam}))
}

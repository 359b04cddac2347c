package main

import (
	"context"
	"errors"
	"time"

	"github.com/regiebot/regiebot/bot/platform"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// examinePlatforms looks at every platform of which something is set. What cannot be set so is
// a finding too: whoever reads them must see everything at once.
func (e *env) examinePlatforms(ctx context.Context, s *store.Store, now func() time.Time) (list []platform.Finding, err error) {
	var set []chat
	for _, c := range e.chats() {
		if c.isSet {
			set = append(set, c)
		}
	}
	if len(set) == 0 {
		return []platform.Finding{platform.Bad("Er is geen chatplatform ingesteld.", "Volg docs/slack.md of docs/mattermost.md: daar staat welke instellingen nodig zijn.")}, nil
	}
	for _, c := range set {
		made, err := c.make(parts{s, deaf, now})
		found := settingFindings(err)
		if err == nil {
			of, err := accountsOn(ctx, s, c, set)
			if err != nil {
				return nil, err
			}
			found = made.Examine(ctx, of)
		}
		for _, f := range found {
			f.What = c.title + ". " + f.What
			list = append(list, f)
		}
	}
	return list, nil
}

// settingFindings are the settings that are wrong, one by one.
func settingFindings(err error) (list []platform.Finding) {
	var several interface{ Unwrap() []error }
	var wrong *wrongSetting
	switch {
	case err == nil:
	case errors.As(err, &several):
		for _, one := range several.Unwrap() {
			list = append(list, settingFindings(one)...)
		}
	case errors.As(err, &wrong):
		list = append(list, platform.Bad(wrong.what, wrong.repair))
	default:
		list = append(list, platform.Bad("De instellingen zijn niet goed ("+err.Error()+").", "Vergelijk ze met de lijst in de README."))
	}
	return list
}

// accountsOn are the members and the channels of the teams as a platform should know them, of
// the platforms that are set. Who is known on another one alone needs no account here.
func accountsOn(ctx context.Context, s *store.Store, on chat, set []chat) (of platform.Examined, err error) {
	err = s.View(ctx, func(tx *store.Tx) error {
		of = platform.Examined{}
		leden, err := tx.Leden(ctx, "")
		if err != nil {
			return err
		}
		inUse := map[string]bool{}
		for _, l := range leden {
			if l.Weg {
				continue
			}
			inUse[l.Team] = true
			if !elsewhere(l.IDs, on, set) {
				of.Members = append(of.Members, platform.Account{Name: l.Gebruiker, Full: l.Naam, ID: l.IDs[on.name]})
			}
		}
		teams, err := tx.Teams(ctx)
		if err != nil {
			return err
		}
		for _, t := range teams {
			if inUse[t.Naam] && hasRhythm(t, on) && !elsewhere(t.Kanalen, on, set) {
				of.Channels = append(of.Channels, platform.Account{Name: t.Naam, ID: t.Kanalen[on.name]})
			}
		}
		of.Homes, err = homes(ctx, tx, on)
		return err
	})
	return of, err
}

// homes are the places where the members may have their accounts; none when that is not known.
func homes(ctx context.Context, tx *store.Tx, on chat) ([]string, error) {
	known, there, err := tx.Setting(ctx, on.home.setting)
	if err != nil || !there {
		return nil, err
	}
	return []string{known, on.meant}, nil
}

// elsewhere reports whether somebody is known on another platform that is set, and not on this
// one.
func elsewhere(ids map[string]string, on chat, set []chat) bool {
	if ids[on.name] != "" {
		return false
	}
	for _, c := range set {
		if ids[c.name] != "" {
			return true
		}
	}
	return false
}

// hasRhythm reports whether anything is ever posted in the channel of a team, or it has one.
func hasRhythm(t procesregie.Team, on chat) bool {
	return len(t.Ritmes) > 0 || t.Kanalen[on.name] != ""
}

package store

import (
	"context"
	"fmt"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// Praktijk returns what the rules need to know of a team: the profile in use, the
// team, its members and the zone. ErrNotFound when no profile has been set. The
// result is shared within the transaction: do not change it.
func (tx *Tx) Praktijk(ctx context.Context, team string) (procesregie.Praktijk, error) {
	if p, ok := tx.praktijken[team]; ok {
		return p, nil
	}
	p, err := tx.readPraktijk(ctx, team)
	if err == nil {
		tx.praktijken[team] = p
	}
	return p, err
}

func (tx *Tx) readPraktijk(ctx context.Context, team string) (p procesregie.Praktijk, err error) {
	if p.Profiel, err = tx.Profiel(ctx); err != nil {
		return p, err
	}
	if p.Zone, err = tx.zone(ctx); err != nil {
		return p, err
	}
	if p.Team, err = tx.team(ctx, team); err != nil {
		return p, err
	}
	leden, err := tx.Leden(ctx, team)
	p.Leden = make(map[string]procesregie.Lid, len(leden))
	for _, lid := range leden {
		p.Leden[lid.Gebruiker] = lid
	}
	return p, err
}

// zone returns the zone of the organisation.
func (tx *Tx) zone(ctx context.Context) (*time.Location, error) {
	name, ok, err := tx.Setting(ctx, SettingZone)
	if err != nil {
		return nil, err
	}
	if !ok {
		name = DefaultZone
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("the time zone: %w", err)
	}
	return zone, nil
}

// SetProfiel puts a profile in use and plans everything anew. source is the text it
// was read from, kept for who wants to print it.
func (tx *Tx) SetProfiel(ctx context.Context, p procesregie.Profiel, source []byte) error {
	data, err := encode(p)
	if err != nil {
		return err
	}
	if err := tx.writeSetting(ctx, settingProfiel, data); err != nil {
		return err
	}
	if err := tx.writeSetting(ctx, settingProfielSource, string(source)); err != nil {
		return err
	}
	return tx.replanEverything(ctx)
}

// Profiel returns the profile in use; ErrNotFound when none has been set.
func (tx *Tx) Profiel(ctx context.Context) (p procesregie.Profiel, err error) {
	data, ok, err := tx.Setting(ctx, settingProfiel)
	if err != nil {
		return p, err
	}
	if !ok {
		return p, fmt.Errorf("practice profile: %w", ErrNotFound)
	}
	return p, decode("settings", data, &p)
}

// ProfielSource returns the text from which the profile in use was read;
// ErrNotFound when none has been set.
func (tx *Tx) ProfielSource(ctx context.Context) ([]byte, error) {
	source, ok, err := tx.Setting(ctx, settingProfielSource)
	if err == nil && !ok {
		err = fmt.Errorf("practice profile: %w", ErrNotFound)
	}
	return []byte(source), err
}

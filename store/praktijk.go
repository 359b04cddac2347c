package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// Praktijk returns what the rules need to know of a team: the profile in use, the
// team, its members and the zone. ErrNotFound when no profile has been set. The
// result is shared, also with other transactions: do not change it.
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

// Organisatie returns what holds for every team: the profile in use and the zone, without
// a team and its members. It costs the same however many teams there are. ErrNotFound when
// no profile has been set.
func (tx *Tx) Organisatie(ctx context.Context) (p procesregie.Praktijk, err error) {
	profiel, err := tx.profiel(ctx)
	if err != nil {
		return p, err
	}
	if p.Profiel, err = tx.remembered.profielen.of(profiel, readProfiel); err != nil {
		return p, err
	}
	p.Zone, err = tx.zone(ctx)
	return p, err
}

func (tx *Tx) readPraktijk(ctx context.Context, team string) (p procesregie.Praktijk, err error) {
	if p, err = tx.Organisatie(ctx); err != nil {
		return p, err
	}
	if p.Team, err = tx.team(ctx, team); err != nil {
		return p, err
	}
	rows, err := collect(ctx, tx, selectLeden(team), scanLid)
	if err != nil {
		return p, err
	}
	var text strings.Builder
	for _, row := range rows {
		text.WriteString(row.text() + "\n")
	}
	p.Leden, err = tx.remembered.leden.of(text.String(), func(string) (map[string]procesregie.Lid, error) { return tx.openLeden(rows) })
	return p, readable(err)
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
	zone, err := tx.remembered.zones.of(name, time.LoadLocation)
	if err != nil {
		return nil, fmt.Errorf("the time zone: %w", err)
	}
	return zone, nil
}

// SetProfiel puts a profile in use and plans everything anew: at once, or when there are
// more than 500 open casussen in the steps of [Store.ReplanStep]. It has the signals of help
// looked at again. source is the text it was read from, kept for who wants to print it.
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
	if err := tx.signaleerAllesOpnieuw(ctx); err != nil {
		return err
	}
	return tx.replanEverything(ctx)
}

// Profiel returns the profile in use; ErrNotFound when none has been set.
func (tx *Tx) Profiel(ctx context.Context) (procesregie.Profiel, error) {
	data, err := tx.profiel(ctx)
	if err != nil {
		return procesregie.Profiel{}, err
	}
	return readProfiel(data)
}

// profiel returns the profile in use as it is stored.
func (tx *Tx) profiel(ctx context.Context) (string, error) {
	data, ok, err := tx.Setting(ctx, settingProfiel)
	if err == nil && !ok {
		err = fmt.Errorf("practice profile: %w", ErrNotFound)
	}
	return data, err
}

func readProfiel(data string) (procesregie.Profiel, error) {
	var p procesregie.Profiel
	err := decode("settings", data, &p)
	return p, err
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

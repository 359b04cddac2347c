package store

import (
	"context"
	"errors"
	"fmt"
)

// The settings that the store knows itself. Every other key is free.
const (
	// SettingZone is the time zone of the organisation, such as Europe/Amsterdam.
	SettingZone = "zone"

	settingProfiel       = "profiel"
	settingProfielSource = "profiel.source"
)

// DefaultZone is the zone of an organisation that has set none.
const DefaultZone = "Europe/Amsterdam"

// Setting returns a setting; false when it was never set.
func (tx *Tx) Setting(ctx context.Context, key string) (string, bool, error) {
	value, err := first(ctx, tx, q("SELECT value FROM settings WHERE key = ?", key), scanText)
	if errors.Is(err, ErrNotFound) {
		return "", false, nil
	}
	return value, err == nil, err
}

// SetSetting stores a setting. Another zone plans everything anew, at
// once or in steps as for [Tx.SetProfiel]; one that does not
// exist is refused.
func (tx *Tx) SetSetting(ctx context.Context, key, value string) error {
	if key != SettingZone {
		return tx.writeSetting(ctx, key, value)
	}
	old, _, err := tx.Setting(ctx, key)
	if err != nil || old == value {
		return err
	}
	if err := tx.writeSetting(ctx, key, value); err != nil {
		return err
	}
	if _, err := tx.zone(ctx); err != nil {
		return err
	}
	return tx.replanEverything(ctx)
}

func (tx *Tx) writeSetting(ctx context.Context, key, value string) error {
	_, err := tx.exec(ctx, "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
	if err != nil {
		return fmt.Errorf("setting %s: %w", key, err)
	}
	return nil
}

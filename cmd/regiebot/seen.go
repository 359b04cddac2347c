package main

import (
	"context"
	"strconv"
	"time"

	"github.com/regiebot/regiebot/store"
)

// seenName is the setting that says up to which moment the posts of people were looked at, in
// milliseconds since 1970.
const seenName = "mattermost seen"

// seenUpTo tells up to which moment the posts of people were looked at; the zero time when never,
// or when what is kept is no moment.
func seenUpTo(s *store.Store) func(context.Context) (time.Time, error) {
	return func(ctx context.Context) (at time.Time, err error) {
		err = s.View(ctx, func(tx *store.Tx) error {
			at, err = seenIn(ctx, tx)
			return err
		})
		return at, err
	}
}

// noteSeen notes that the posts of people were looked at up to a moment. It goes forward only:
// another process may have come further.
func noteSeen(s *store.Store) func(context.Context, time.Time) error {
	return func(ctx context.Context, upTo time.Time) error {
		return s.Update(ctx, func(tx *store.Tx) error {
			known, err := seenIn(ctx, tx)
			if err != nil || !upTo.After(known) {
				return err
			}
			return tx.SetSetting(ctx, seenName, strconv.FormatInt(upTo.UnixMilli(), 10))
		})
	}
}

func seenIn(ctx context.Context, tx *store.Tx) (time.Time, error) {
	text, there, err := tx.Setting(ctx, seenName)
	if err != nil || !there {
		return time.Time{}, err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, nil //nolint:nilerr // as when nobody ever listened
	}
	return time.UnixMilli(n), nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/store"
)

// senders sends over every platform that is connected: a message goes where its recipient
// is known, to the first of the platforms if that is on several.
type senders struct {
	list  []outlet
	whom  func(ctx context.Context, platform string, to bot.Address) (id string, err error)
	other bot.Sender // for what was printed by tick
}

// outlet is a platform that is connected.
type outlet struct {
	name   string
	sender bot.Sender
}

// Send posts over the first platform on which the recipient is known.
func (s senders) Send(ctx context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	for _, p := range s.list {
		id, err := s.whom(ctx, p.name, to)
		if err != nil {
			return bot.Receipt{}, &bot.NotSent{Cause: err}
		}
		if id != "" {
			return p.sender.Send(ctx, to, key, m)
		}
	}
	return bot.Receipt{}, &bot.NotSent{Why: bot.Unreachable, Cause: errors.New("the recipient has no id on a platform that is connected")}
}

// Find looks on every platform on which the recipient is known. What is half there is told of the
// first.
func (s senders) Find(ctx context.Context, to bot.Address, key string, since time.Time) (bot.Receipt, bool, error) {
	var half bot.Receipt
	var unsure error
	for _, p := range s.list {
		id, err := s.whom(ctx, p.name, to)
		if err != nil {
			return bot.Receipt{}, false, err
		}
		if id == "" {
			continue
		}
		r, found, err := p.sender.Find(ctx, to, key, since)
		if found && err == nil {
			return r, true, nil
		}
		if half.ID == "" {
			half = r
		}
		unsure = errors.Join(unsure, err)
	}
	return half, false, unsure
}

// Replace changes a message where it stands.
func (s senders) Replace(ctx context.Context, to bot.Address, r bot.Receipt, m *bot.Message) error {
	for _, p := range s.list {
		if p.name == r.Platform {
			return p.sender.Replace(ctx, to, r, m)
		}
	}
	return s.other.Replace(ctx, to, r, m)
}

// whom finds the id on a platform of a member, or of the channel of a team; empty when there
// is none.
func whom(s *store.Store) func(context.Context, string, bot.Address) (string, error) {
	return func(ctx context.Context, platform string, to bot.Address) (id string, err error) {
		err = s.View(ctx, func(tx *store.Tx) error {
			if to.Channel != "" {
				team, err := tx.Team(ctx, to.Team)
				id = team.Kanalen[platform]
				return err
			}
			lid, err := tx.Lid(ctx, to.Member)
			id = lid.IDs[platform]
			return err
		})
		if errors.Is(err, store.ErrNotFound) {
			return "", nil
		}
		if err != nil {
			return "", fmt.Errorf("looking up a recipient: %w", err)
		}
		return id, nil
	}
}

// memberOn finds the user name of the member with an id on a platform; empty when it is
// nobody's, or theirs who has left.
func memberOn(s *store.Store, platform string) func(context.Context, string) (string, error) {
	return func(ctx context.Context, id string) (user string, err error) {
		err = s.View(ctx, func(tx *store.Tx) error {
			lid, err := tx.LidByID(ctx, platform, id)
			if err == nil && !lid.Weg {
				user = lid.Gebruiker
			}
			return err
		})
		if errors.Is(err, store.ErrNotFound) {
			return "", nil
		}
		return user, err
	}
}

// firstTime notes that something with an id was handled, for every process.
func firstTime(s *store.Store, now func() time.Time) func(context.Context, string) (bool, error) {
	return func(ctx context.Context, id string) (first bool, err error) {
		err = s.Update(ctx, func(tx *store.Tx) error {
			first, err = tx.FirstSubmission(ctx, id, now())
			return err
		})
		return first, err
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/slack"
	"github.com/regiebot/regiebot/store"
)

// workspaceName is the setting that says in which workspace the members have their accounts.
const workspaceName = "slack workspace"

// askWorkspace is how long is waited for Slack to say which workspace it is.
const askWorkspace = 5 * time.Second

// errSilent is the error of a Slack that does not say which workspace it is.
var errSilent = errors.New("the workspace of the token is not known: Slack does not say which it is, see regiebot doctor")

// workspace sends on Slack, in no other workspace than the one where the members have their
// accounts: elsewhere nobody of the team has one, and everybody would count as unreachable.
type workspace struct {
	*slack.Slack
	store *store.Store
	meant string // the one that an administrator says is meant, when it is another than before

	mu   sync.Mutex
	sure bool
}

// check returns nil once it is certain that the workspace is the right one; errSilent while
// Slack does not say.
func (w *workspace) check(ctx context.Context) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.sure {
		return nil
	}
	bounded, stop := context.WithTimeout(ctx, askWorkspace)
	defer stop()
	who, err := w.Self(bounded)
	if err != nil {
		return fmt.Errorf("%w: %s", errSilent, err.Error()) // it says nothing about a message
	}
	if err := w.compare(ctx, who); err != nil {
		return err
	}
	w.sure = true
	return nil
}

// compare compares the workspace of the token with the one that is known, and keeps it when
// it is the first, or is said to be meant.
func (w *workspace) compare(ctx context.Context, who slack.Who) error {
	var known string
	err := w.store.View(ctx, func(tx *store.Tx) (err error) {
		known, _, err = tx.Setting(ctx, workspaceName)
		return err
	})
	switch {
	case err != nil || known == who.TeamID:
		return err
	case known != "" && w.meant != who.TeamID:
		return fmt.Errorf("the token of Slack is of the workspace %s (%s), and the accounts of the members are of another: nothing was sent. Use the token of that workspace; if this one is meant, say so with --slack-workspace %s, and give every member the id of their new account", who.Team, who.TeamID, who.TeamID)
	}
	return w.store.Update(ctx, func(tx *store.Tx) error { return tx.SetSetting(ctx, workspaceName, who.TeamID) })
}

// first checks at the start. A Slack that is away is no reason not to start: then nothing is
// sent before it has said which workspace it is.
func (w *workspace) first(ctx context.Context, log *slog.Logger) error {
	err := w.check(ctx)
	if errors.Is(err, errSilent) {
		log.LogAttrs(ctx, slog.LevelWarn, "nothing is sent before Slack says which workspace the token is of", slog.Any("cause", err))
		return nil
	}
	return err
}

// Send posts in the right workspace only.
func (w *workspace) Send(ctx context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	if err := w.check(ctx); err != nil {
		return bot.Receipt{}, &bot.NotSent{Cause: err}
	}
	return w.Slack.Send(ctx, to, key, m)
}

// Find looks in the right workspace only: elsewhere nothing is certain.
func (w *workspace) Find(ctx context.Context, to bot.Address, key string, since time.Time) (bot.Receipt, bool, error) {
	if err := w.check(ctx); err != nil {
		return bot.Receipt{}, false, err
	}
	return w.Slack.Find(ctx, to, key, since)
}

// Replace changes messages in the right workspace only.
func (w *workspace) Replace(ctx context.Context, to bot.Address, r bot.Receipt, m *bot.Message) error {
	if err := w.check(ctx); err != nil {
		return &bot.NotSent{Cause: err}
	}
	return w.Slack.Replace(ctx, to, r, m)
}

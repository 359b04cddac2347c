package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/platform"
	"github.com/regiebot/regiebot/store"
)

// askHome is how long is waited for a platform to say where its accounts are.
const askHome = 5 * time.Second

// errSilent is the error of a platform that does not say where its accounts are.
var errSilent = errors.New("it is not known where the token is of")

// homeWords are how a platform calls the place where people have their accounts.
type homeWords struct {
	word    string // workspace, server
	setting string // in the database: the id of the one of the members
	flag    string // says which one is meant
}

// housed sends over a chat platform, in no other place than the one where the members have
// their accounts: elsewhere nobody of the team has one, and everybody would count as
// unreachable.
type housed struct {
	adapter
	chat  chat
	store *store.Store
	ask   func(context.Context) (platform.Home, error)

	mu   sync.Mutex
	sure bool
}

// check returns nil once it is certain that the place is the right one; errSilent while the
// platform does not say.
func (h *housed) check(ctx context.Context) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.sure {
		return nil
	}
	bounded, stop := context.WithTimeout(ctx, askHome)
	defer stop()
	home, err := h.ask(bounded)
	if err != nil {
		// The text of the cause alone: what it says is not about a message.
		return fmt.Errorf("%w: %s does not say which %s it is, see regiebot doctor: %s", errSilent, h.chat.title, h.chat.home.word, err.Error())
	}
	if err := h.compare(ctx, home); err != nil {
		return err
	}
	h.sure = true
	return nil
}

// compare compares the place of the token with the one that is known, and keeps it when it is
// the first, or is said to be meant.
func (h *housed) compare(ctx context.Context, home platform.Home) error {
	c := h.chat.home
	var known string
	read := func(tx *store.Tx) (err error) {
		known, _, err = tx.Setting(ctx, c.setting)
		return err
	}
	if err := h.store.View(ctx, read); err != nil || known == home.ID {
		return err
	}
	return h.store.Update(ctx, func(tx *store.Tx) error {
		if err := read(tx); err != nil || known == home.ID {
			return err
		}
		if known != "" && h.chat.meant != home.ID {
			return fmt.Errorf("the token of %s is of the %s %s (%s), and the accounts of the members are of another: nothing was sent. Use the token of that %s; if this one is meant, say so with --%s %s, and give every member the id of their new account",
				h.chat.title, c.word, home.Name, home.ID, c.word, c.flag, home.ID)
		}
		return tx.SetSetting(ctx, c.setting, home.ID)
	})
}

// first checks at the start. A platform that is away is no reason not to start: then nothing
// is sent before it has said which place it is.
func (h *housed) first(ctx context.Context, log *slog.Logger) error {
	err := h.check(ctx)
	if errors.Is(err, errSilent) {
		log.LogAttrs(ctx, slog.LevelWarn, "nothing is sent before it is known where the token is of", slog.String("platform", h.chat.name), slog.Any("cause", err))
		return nil
	}
	return err
}

// Send posts in the right place only.
func (h *housed) Send(ctx context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	if err := h.check(ctx); err != nil {
		return bot.Receipt{}, &bot.NotSent{Cause: err}
	}
	return h.adapter.Send(ctx, to, key, m)
}

// Find looks in the right place only: elsewhere nothing is certain.
func (h *housed) Find(ctx context.Context, to bot.Address, key string, since time.Time) (bot.Receipt, bool, error) {
	if err := h.check(ctx); err != nil {
		return bot.Receipt{}, false, err
	}
	return h.adapter.Find(ctx, to, key, since)
}

// Replace changes messages in the right place only.
func (h *housed) Replace(ctx context.Context, to bot.Address, r bot.Receipt, m *bot.Message) error {
	if err := h.check(ctx); err != nil {
		return &bot.NotSent{Cause: err}
	}
	return h.adapter.Replace(ctx, to, r, m)
}

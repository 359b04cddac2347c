package platform

import (
	"context"
	"errors"

	"github.com/regiebot/regiebot/bot"
)

// Person is what a platform tells of somebody.
type Person struct {
	Name    string // for greeting only
	Deleted bool   // the account is closed
	Guest   bool   // sees some channels only
	Outside bool   // of another workspace, organisation or server
	Bot     bool
}

// Stranger is what somebody hears (says, when they are a person) with whom the program does not
// speak at all: a bot, for two that answer each other never stop, and somebody of elsewhere.
func (p Person) Stranger(says string) (m bot.Message, is bool) {
	if p.Bot {
		return bot.Message{}, true
	}
	return bot.Message{Text: says, Refused: true}, p.Outside || p.Deleted
}

// Unread is the error, on a platform with this name, of a message to an account that nobody reads,
// or of which nobody here may know who reads along; nil for others. It is a [bot.NotSent].
func (p Person) Unread(name string) error {
	switch {
	case p.Deleted:
		return unreachable(name, "the account is closed")
	case p.Bot:
		return unreachable(name, "the account is of a bot")
	case p.Outside:
		return unreachable(name, "the account is not of here")
	}
	return nil
}

// Whom is the id of who or what an address is, on a platform with this name; look gives it, or
// nothing. An error is a [bot.NotSent]: without an id it is unreachable.
func Whom(ctx context.Context, name string, look func(context.Context, bot.Address) (string, error), to bot.Address) (string, error) {
	if (to.Member == "") == (to.Channel == "") {
		return "", &bot.NotSent{Cause: errors.New(name + ": an address is one member or one channel")}
	}
	id, err := look(ctx, to)
	switch {
	case err != nil:
		return "", &bot.NotSent{Cause: err}
	case id == "" && to.Member != "":
		return "", unreachable(name, "this member has no account here")
	case id == "":
		return "", unreachable(name, "this team has no channel here")
	}
	return id, nil
}

func unreachable(name, why string) error {
	return &bot.NotSent{Why: bot.Unreachable, Cause: errors.New(name + ": " + why)}
}

// Package webchat is the chat page of the demo: a team channel, direct messages
// with Regiebot and several personas to switch between, on a clock that can be
// moved. It needs no account and no build step.
//
// The page is for loopback only. Whoever can open it can be every persona, so
// the server answers only to a loopback host name. All state is in memory and
// gone with the server; every open page then reloads itself.
//
// The page carries no lines and no identifiers of cases. Buttons, forms and files
// are opaque tokens, bound to the person they were given to and to a time.
package webchat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// Platform is the name of this platform in persons and receipts.
const Platform = "webchat"

// DefaultLifetime is how long buttons, forms and files work on the clock of the
// demo when Config gives no Lifetime.
const DefaultLifetime = 30 * 24 * time.Hour

// Config is what the page needs from the program.
type Config struct {
	Answer   bot.Answer
	Personas []Persona     // at least one; the first is shown when no one is chosen
	Commands []Command     // for completion while typing "/"
	Clock    Clock         // the clock of the demo
	Channel  string        // name of the team channel, without "#"
	Welcome  bot.Message   // the first message of every direct conversation; its buttons do not expire
	Lifetime time.Duration // of buttons, forms and files; 0 means DefaultLifetime
	Log      *slog.Logger  // nil means slog.Default
}

// Persona is somebody the visitor can be.
type Persona struct {
	Member string // user name, as in bot.Address: lower-case letters, digits and ".", "_", "-"
	Name   string // as colleagues see it
	Role   string // one line under the name
}

// Command is a command that the input field can complete.
type Command struct {
	Name  string // without the slash
	Usage string // one or more lines, shown once the name is complete
	Short string // a few words, shown in the list
}

// Clock is the movable clock of the demo. Moving it runs everything that is due
// in between; the messages arrive through [Server.Send] before it returns. An
// error made by [bot.Mistakef] is shown to the visitor. Now is also called while
// the clock moves.
type Clock struct {
	Now          func() time.Time // in the zone of the organisation
	Add          func(ctx context.Context, d time.Duration) error
	NextReminder func(ctx context.Context) error
}

var memberName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// check reports everything that is missing or wrong, at once.
func (c Config) check() error {
	var problems []error
	if c.Answer == nil {
		problems = append(problems, errors.New("webchat: no Answer"))
	}
	if c.Clock.Now == nil || c.Clock.Add == nil || c.Clock.NextReminder == nil {
		problems = append(problems, errors.New("webchat: the Clock is not complete"))
	}
	if c.Channel == "" {
		problems = append(problems, errors.New("webchat: no Channel"))
	}
	return errors.Join(append(problems, c.checkPersonas())...)
}

// checkPersonas wants user names that are safe in an address, each once.
func (c Config) checkPersonas() error {
	if len(c.Personas) == 0 {
		return errors.New("webchat: no Personas")
	}
	seen := map[string]bool{}
	for _, p := range c.Personas {
		if !memberName.MatchString(p.Member) || p.Name == "" {
			return fmt.Errorf("webchat: persona %q needs a plain user name and a name", p.Member)
		}
		if seen[p.Member] {
			return fmt.Errorf("webchat: persona %q is given twice", p.Member)
		}
		seen[p.Member] = true
	}
	return nil
}

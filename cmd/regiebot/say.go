package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/commands"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// sayCmd says lines as a member.
type sayCmd struct {
	As    string            `required:"" help:"User name of the member."`
	At    string            `help:"When it is said, such as 2026-11-13T09:00. Without it: now."`
	Field map[string]string `help:"An answer of the form: name=value. May be given more than once." mapsep:"none"`
	Line  []string          `arg:"" help:"The line; - reads lines from standard input."`
}

// errRefused ends a call whose line was refused.
var errRefused = errors.New("the line was refused and nothing was changed; the reply says what to type instead")

// Run says the line or the lines.
func (c *sayCmd) Run(ctx context.Context, e *env) error {
	at, err := e.moment(c.At)
	if err != nil {
		return err
	}
	if _, err := e.model(); err != nil {
		return err
	}
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	answer := bot.Excuse(newApp(s, e).Answer, e.logger())
	if len(c.Line) == 1 && c.Line[0] == "-" {
		return c.lines(ctx, e, answer, at)
	}
	refused, err := c.one(ctx, e, answer, joinLine(c.Line), at)
	if err == nil && refused {
		return errRefused
	}
	return err
}

func (c *sayCmd) lines(ctx context.Context, e *env, answer bot.Answer, at time.Time) error {
	reader := bufio.NewReader(e.in)
	for {
		line, readErr := reader.ReadString('\n')
		if line = strings.TrimRight(line, "\r\n"); line != "" || readErr == nil {
			if _, err := c.one(ctx, e, answer, line, at); err != nil {
				return err
			}
		}
		if errors.Is(readErr, io.EOF) {
			return nil
		}
		if readErr != nil {
			return readErr
		}
	}
}

func (c *sayCmd) one(ctx context.Context, e *env, answer bot.Answer, line string, at time.Time) (refused bool, err error) {
	from := bot.Person{Platform: bot.Local, ID: c.As}
	m, err := answer(ctx, bot.Request{Line: line, Fields: c.Field, From: from, In: bot.Place{Private: true, ID: atTheMachine()}, At: at})
	if err != nil {
		return false, err
	}
	if e.JSON {
		return m.Refused, json.NewEncoder(e.out).Encode(messageDocument(m))
	}
	_, err = fmt.Fprintln(e.out, plain(m))
	return m.Refused, err
}

// atTheMachine is the place of somebody who speaks as a member on the command line: who
// it really is, and when, because both can be chosen.
func atTheMachine() string {
	return auditPlatform + " " + systemUser() + " " + time.Now().UTC().Format(time.RFC3339)
}

// joinLine makes one line of the words of a shell, which has taken the quotes away.
func joinLine(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	quoted := make([]string, 0, len(words))
	for _, w := range words {
		if key, value, ok := strings.Cut(w, "="); ok && strings.ContainsAny(value, " \t") && !strings.ContainsAny(value, `"“”`) {
			w = key + "=" + bot.Quote(value)
		}
		quoted = append(quoted, w)
	}
	return strings.Join(quoted, " ")
}

// newApp makes the commands on a database, with the simulation of the scheduler. A language
// model of which a setting is wrong is none: who calls looks at that first.
func newApp(s *store.Store, e *env) *commands.App {
	model, _ := e.model()
	return commands.New(s, e.logger(), func(ctx context.Context, from, to procesregie.Date) ([]commands.Simulated, error) {
		zone, err := e.zone()
		if err != nil {
			return nil, err
		}
		all, err := scheduler.Simulate(ctx, s, from.At(0, 0, zone), to.AddDays(1).At(0, 0, zone).Add(-time.Second))
		var list []commands.Simulated
		for _, d := range all {
			list = append(list, commands.Simulated{At: d.At, To: d.To, Rules: d.Rules, Casus: d.Casus, Message: d.Message})
		}
		return list, err
	}).Within(e.omgeving(s)).Delivering(standAt).WithModel(model)
}

// standAt tells the commands how the delivering stands.
func standAt(ctx context.Context, tx *store.Tx, now time.Time) (commands.Stand, error) {
	st, err := scheduler.StandAt(ctx, tx, now)
	if err != nil {
		return commands.Stand{}, err
	}
	s := commands.Stand{
		Laatst: st.Laatst, Stil: st.Stil, Klok: st.Klok != "", BezetTot: st.BezetTot, Correcties: int(st.Correcties), Herplannen: st.Herplannen,
	}
	for _, w := range st.Wachtend {
		s.Wachtend = append(s.Wachtend, commands.Wachtend{Post: w.Post, Waarom: string(w.Waarom)})
	}
	for _, p := range st.NietBezorgd {
		s.NietBezorgd = append(s.NietBezorgd, commands.Wachtend{Post: p})
	}
	return s, nil
}

package commands_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// scriptCommands are the commands of a script, see [TestGesprekken].
func scriptCommands() map[string]func(*testscript.TestScript, bool, []string) {
	list := map[string]func(*testscript.TestScript, bool, []string){}
	for name, run := range map[string]func(*gesprek, []string) (string, error){
		"as": as, "day": day, "until": until, "tick": tick, "say": say, "fill": fill, "leave": leave, "resend": resend,
		"press": press, "inbox": inbox, "form": form, "buttons": buttons, "restart": restart, "profile": profile,
		"leaves": leaves, "import": importCasussen, "hulp": importHulp, "file": file, "in": in, "member": memberChange, "platform": platformChange, "taalmodel": taalmodel,
	} {
		list[name] = func(ts *testscript.TestScript, neg bool, args []string) {
			if neg {
				ts.Fatalf("! %s means nothing", name)
			}
			g := ts.Value(gesprekKey{}).(*gesprek)
			for i, arg := range args {
				if name == "import" || name == "hulp" || name == "taalmodel" && args[0] == "zegt" && i == 1 {
					args[i] = ts.MkAbs(arg)
				}
			}
			text, err := run(g, args)
			_, printErr := fmt.Fprint(ts.Stdout(), text)
			ts.Check(errors.Join(err, printErr))
		}
	}
	list["refused"] = refused
	return list
}

// refused says that the last reply did nothing; ! refused that it was no refusal.
func refused(ts *testscript.TestScript, neg bool, _ []string) {
	g := ts.Value(gesprekKey{}).(*gesprek)
	if g.last.Refused == neg {
		ts.Fatalf("refused is %v:\n%s", g.last.Refused, show(g.last))
	}
	g.open = ""
	_, err := fmt.Fprint(ts.Stdout(), show(g.last))
	ts.Check(err)
}

func as(g *gesprek, args []string) (string, error) {
	if len(args) != 1 {
		return "", errors.New("usage: as anouk")
	}
	g.wie = args[0]
	return "", nil
}

// moment reads 2026-11-13 09:00; without a time it is 09:00.
func (g *gesprek) moment(args []string) (time.Time, error) {
	if len(args) == 1 {
		args = append(args, "09:00")
	}
	return time.ParseInLocation("2006-01-02 15:04", strings.Join(args, " "), g.zone)
}

func day(g *gesprek, args []string) (string, error) {
	at, err := g.moment(args)
	g.now = at
	return "", err
}

func until(g *gesprek, args []string) (string, error) {
	at, err := g.moment(args)
	if err != nil || at.Before(g.now) {
		return "", errors.Join(err, fmt.Errorf("the clock stands at %s; usage: until 2026-12-03 09:00", g.now))
	}
	return "", g.rounds(at)
}

func tick(g *gesprek, _ []string) (string, error) { return "", g.rounds(g.now) }

var (
	repeated = regexp.MustCompile(`\{(.+?)\*(\d+)\}`)
	escaped  = regexp.MustCompile(`\\u[0-9a-f]{4}`)
)

// verbatim puts the words of a script line together again. \u202e is that character,
// and {a*20000} is that text so many times.
func verbatim(args []string) string {
	line := escaped.ReplaceAllStringFunc(strings.Join(args, " "), func(code string) string {
		n, _ := strconv.ParseUint(code[2:], 16, 32)
		return string(rune(n))
	})
	return repeated.ReplaceAllStringFunc(line, func(s string) string {
		found := repeated.FindStringSubmatch(s)
		n, _ := strconv.Atoi(found[2])
		return strings.Repeat(found[1], n)
	})
}

func say(g *gesprek, args []string) (string, error) {
	m, err := g.ask(g.newRequest(verbatim(args), nil))
	return show(m), err
}

func resend(g *gesprek, _ []string) (string, error) {
	if via := g.via; via != nil && g.request.Fields != nil { // on a platform the form is gone: only another program can send it again
		g.via = nil
		defer func() { g.via = via }()
	}
	m, err := g.ask(g.newRequest(g.request.Line, g.request.Fields))
	return show(m), err
}

// answers are the fields of the open form as a platform sends them: all of them, with
// what was filled in before, and the new ones.
func (g *gesprek) answers(args []string) (*bot.Form, map[string]string, error) {
	f := g.forms[g.wie]
	if f == nil {
		return nil, nil, fmt.Errorf("%s has no open form; the last reply was:\n%s", g.wie, show(g.last))
	}
	words, err := bot.Words(verbatim(args))
	if err != nil {
		return nil, nil, err
	}
	fields := map[string]string{}
	for _, v := range f.Fields {
		fields[v.Name] = v.Value
	}
	for _, w := range words {
		i := slices.IndexFunc(f.Fields, func(v bot.Field) bool { return v.Name == w.Key })
		if i < 0 {
			return nil, nil, fmt.Errorf("the form %s has no field %q", f.Title, w.Key)
		}
		w.Value = named(f.Fields[i], w.Value)
		if k := f.Fields[i].Kind; (k == bot.KindChoice || k == bot.KindPerson) && w.Value != "" && !chosen(f.Fields[i], w.Value) {
			return nil, nil, fmt.Errorf("%q cannot be chosen at %s", w.Value, w.Key)
		}
		fields[w.Key] = w.Value
	}
	return f, fields, nil
}

func fill(g *gesprek, args []string) (string, error) {
	f, fields, err := g.answers(args)
	if err != nil {
		return "", err
	}
	m, err := g.ask(g.newRequest(f.Line, fields))
	return show(m), err
}

func leave(g *gesprek, args []string) (string, error) {
	f, fields, err := g.answers(args)
	if err != nil {
		return "", err
	}
	req := g.newRequest(f.Line, fields)
	req.Partial = true
	_, err = g.ask(req)
	g.forms[g.wie] = nil
	return "", err
}

// look is how long somebody looks at an answer before pressing the same button again: longer
// than a platform takes presses for one.
const look = 15 * time.Second

// press presses the button with a label in the last message that has it.
func press(g *gesprek, args []string) (string, error) {
	label := strings.Join(args, " ")
	for _, m := range slices.Backward(g.seen[g.wie]) {
		all := slices.Clone(m.Buttons)
		for _, p := range m.Parts {
			all = append(all, p.Buttons...)
		}
		if i := slices.IndexFunc(all, func(b bot.Button) bool { return b.Label == label }); i >= 0 {
			if again := g.wie + " " + all[i].Line; g.pressed != again {
				g.pressed = again
			} else {
				g.now = g.now.Add(look)
			}
			g.presses = true
			m, err := g.ask(g.newRequest(all[i].Line, nil))
			g.presses = false
			return show(m), err
		}
	}
	return "", fmt.Errorf("%s sees no button %q; the last reply was:\n%s", g.wie, label, show(g.last))
}

func inbox(g *gesprek, args []string) (string, error) {
	who := g.wie
	if len(args) == 1 {
		who = strings.TrimPrefix(args[0], "@")
	}
	list := g.post[who]
	delete(g.post, who)
	return showPost(list, g), nil
}

func form(g *gesprek, _ []string) (string, error) {
	f := g.forms[g.wie]
	if f == nil {
		return "(geen formulier)\n", nil
	}
	return showFullForm(*f), nil
}

func buttons(g *gesprek, _ []string) (string, error) {
	all := slices.Clone(g.last.Buttons)
	for _, p := range g.last.Parts {
		all = append(all, p.Buttons...)
	}
	text := ""
	for _, b := range all {
		text += fmt.Sprintf("[%s] %s\n", b.Label, b.Line)
	}
	return text, nil
}

// file shows what is in the file that came with the last reply.
func file(g *gesprek, _ []string) (string, error) {
	if len(g.last.Files) != 1 {
		return "", fmt.Errorf("the last reply has %d files", len(g.last.Files))
	}
	return strings.ReplaceAll(string(g.last.Files[0].Data), "\r\n", "\n"), nil
}

func restart(g *gesprek, _ []string) (string, error) {
	if err := g.store.Close(); err != nil {
		return "", err
	}
	return "", g.boot()
}

func profile(g *gesprek, args []string) (string, error) { return "", g.useProfile(args[0]) }

// leaves marks a member as gone.
func leaves(g *gesprek, args []string) (string, error) {
	return "", g.store.Update(context.Background(), func(tx *store.Tx) error {
		lid, err := tx.Lid(context.Background(), args[0])
		if err != nil {
			return err
		}
		lid.Weg = true
		return tx.SaveLid(context.Background(), lid)
	})
}

// in says where is spoken from now on.
func in(g *gesprek, args []string) (string, error) {
	places := map[string]bot.Place{"private": {Private: true}, "channel": {ID: "team"}}
	place, ok := places[strings.Join(args, " ")]
	if !ok {
		return "", errors.New("usage: in private|channel")
	}
	g.in = place
	return "", nil
}

// memberChange gives a member another role or team.
func memberChange(g *gesprek, args []string) (string, error) {
	ctx := context.Background()
	return "", g.store.Update(ctx, func(tx *store.Tx) error {
		lid, err := tx.Lid(ctx, args[0])
		if err != nil {
			return err
		}
		for _, arg := range args[1:] {
			key, value, _ := strings.Cut(arg, "=")
			switch key {
			case "rol":
				lid.Rol = procesregie.Rol(value)
			case "onbereikbaar":
				lid.Onbereikbaar = g.now
			case "team":
				lid.Team = value
				err = errors.Join(err, tx.SaveTeam(ctx, procesregie.Team{Naam: value}))
			default:
				return errors.New("usage: member esra rol=beheerder team=West")
			}
		}
		return errors.Join(err, tx.SaveLid(ctx, lid))
	})
}

// importCasussen takes over a list of cases, as regiebot import casussen does.
func importCasussen(g *gesprek, args []string) (string, error) {
	ctx := context.Background()
	return "", g.store.Update(ctx, func(tx *store.Tx) error {
		teams, err := tx.Teams(ctx)
		if err != nil {
			return err
		}
		praktijk, err := tx.Praktijk(ctx, teams[0].Naam)
		if err != nil {
			return err
		}
		stored := func(zaak string) (procesregie.Casus, bool, error) {
			k, err := tx.Casus(ctx, zaak)
			if errors.Is(err, store.ErrNotFound) {
				return k, false, nil
			}
			return k, err == nil, err
		}
		report, cases, err := exchange.ReadCasussen(args, nil, exchange.Known{Praktijk: praktijk, Casus: stored})
		if sentence := report.Sentence(); err == nil && sentence != "" {
			err = errors.New(sentence)
		}
		if err != nil {
			return err
		}
		for k := range cases {
			if err := tx.SaveCasus(ctx, k); err != nil {
				return err
			}
		}
		return nil
	})
}

// importHulp takes over a list of help, as regiebot import trajecten does.
func importHulp(g *gesprek, args []string) (string, error) {
	ctx := context.Background()
	return "", g.store.Update(ctx, func(tx *store.Tx) error {
		known := func(zaak string) (procesregie.Hulp, bool, error) {
			h, err := tx.Hulp(ctx, zaak)
			if errors.Is(err, store.ErrNotFound) {
				return h, false, nil
			}
			return h, err == nil, err
		}
		report, all, err := exchange.ReadTrajecten(args, nil, exchange.KnownHulp{Hulp: known})
		if sentence := report.Sentence(); err == nil && sentence != "" {
			err = errors.New(sentence)
		}
		if err != nil {
			return err
		}
		for h, err := range all {
			if err == nil {
				err = tx.SaveHulp(ctx, h)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

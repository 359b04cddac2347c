// Command regiebot is the assistant for procesregie in Dutch youth-care and social
// teams: the bot, its scheduler, and the command line for administrators.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the program must know Europe/Amsterdam on a machine without zones

	"github.com/alecthomas/kong"

	"github.com/regiebot/regiebot/procesregie"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit statuses.
const (
	exitDone    = 0
	exitRefused = 1 // refused or failed: one sentence on standard error
	exitUsage   = 2
)

// run is the whole program: arguments and streams in, exit status out.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	var c cli
	asked := false
	parser, err := kong.New(&c, kong.Name("regiebot"), kong.Description("Assistant for procesregie in youth-care and social teams."),
		kong.Writers(out, errs), kong.Exit(func(int) { asked = true }), kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Vars{"version": version()})
	if err != nil {
		fmt.Fprintln(errs, "regiebot:", err)
		return exitUsage
	}
	line, err := parser.Parse(args)
	if asked {
		return exitDone
	}
	if err != nil {
		fmt.Fprintf(errs, "regiebot: %v. See: regiebot --help\n", err)
		return exitUsage
	}
	return finish(line.Run(&env{config: c.config, in: in, out: out, errs: errs}), errs)
}

// finish says in one sentence what went wrong, if anything.
func finish(err error, errs io.Writer) int {
	var wrong *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &wrong):
		fmt.Fprintln(errs, "regiebot:", err)
		return exitUsage
	default:
		fmt.Fprintln(errs, "regiebot:", err)
		return exitRefused
	}
}

// usageError is a call that cannot be understood.
type usageError struct{ text string }

// Error returns the sentence.
func (u *usageError) Error() string { return u.text }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// checkZaak refuses an argument that cannot be a zaaknummer.
func checkZaak(arg string) error {
	if procesregie.ValidZaak(arg) {
		return nil
	}
	return usagef("%q is not a zaaknummer: use letters, digits and - _ . /, such as ZO-2026-0142", arg)
}

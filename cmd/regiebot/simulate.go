package main

import (
	"context"
	"time"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
)

// simulateCmd shows what would be sent.
type simulateCmd struct {
	From string `required:"" help:"First day, such as 2026-11-13."`
	To   string `required:"" help:"Last day, included."`
}

// longestSimulation is how many days a simulation can cover: every working day of
// every person is gone through.
const longestSimulation = 5 * 366

// Run prints every message of the period.
func (c *simulateCmd) Run(ctx context.Context, e *env) error {
	from, fromErr := procesregie.ParseDate(c.From)
	to, toErr := procesregie.ParseDate(c.To)
	if fromErr != nil || toErr != nil || to.Before(from) {
		return usagef("--from and --to are days such as 2026-11-13, the last not before the first")
	}
	if from.DaysUntil(to) > longestSimulation {
		return usagef("a simulation covers at most five years: choose a --to of at most %s", from.AddDays(longestSimulation))
	}
	s, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	zone, err := e.zone()
	if err != nil {
		return err
	}
	list, err := scheduler.Simulate(ctx, s, from.At(0, 0, zone), to.AddDays(1).At(0, 0, zone).Add(-time.Second))
	if err != nil {
		return err
	}
	return e.printDelivered(list, "")
}

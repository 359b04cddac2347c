package chaos_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"github.com/regiebot/regiebot/chaos"
	"github.com/regiebot/regiebot/keys"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// orderName is the variable that makes this program a worker.
const orderName = "REGIEBOT_CHAOS_WORKER"

// order is what a worker is told.
type order struct {
	Database string        // address
	Keys     string        // name of the key file
	Server   string        // address of the chat server
	Name     string        // of the worker; it adds something that nobody else has
	Skew     time.Duration // how far its clock is ahead
}

// The pace of the workers. A request takes at most attempt; a server that hangs has made
// up its mind after hang, which is before the same message is tried again. The lease is
// much longer than both, for the processes share two cores with everything else.
const (
	attempt  = 300 * time.Millisecond
	hang     = 400 * time.Millisecond
	retryMin = time.Second
	retryMax = 3 * time.Second
	lease    = 4 * time.Second
	round    = 200 * time.Millisecond
)

// work delivers reminders until the standard input ends: with the process that started
// this one.
func (o order) work() error {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	client := chaos.NewClient(o.Server, attempt)
	now, err := follow(ctx, client, o.Skew)
	if err != nil {
		return err
	}
	s, err := o.open(ctx)
	if ctx.Err() != nil {
		return nil // it was told to end before it could begin
	}
	if err != nil {
		return err
	}
	pace := scheduler.Pace{Round: round, Lease: lease, Attempt: attempt, RetryMin: retryMin, RetryMax: retryMax, Lanes: 4}
	scheduler.New(s, client, log, o.Name+"-"+rand.Text()).With(pace).Run(ctx, now)
	return s.Close()
}

// open opens the database, also one that is away for a moment, and waits until this
// process may send.
func (o order) open(ctx context.Context) (*store.Store, error) {
	ring, err := keys.Load(o.Keys)
	if err != nil {
		return nil, err
	}
	var s *store.Store
	err = again(ctx, func() error { s, err = store.Open(ctx, o.Database, ring); return err })
	if err != nil {
		return nil, err
	}
	err = again(ctx, func() error { _, err := s.LockRounds(ctx); return err }) // it ends with the process
	if err != nil {
		return nil, err
	}
	return s, again(ctx, func() error { return s.ReleaseClaims(ctx) })
}

// again tries something until the database is there, or the context ends.
func again(ctx context.Context, f func() error) error {
	ticks := time.NewTicker(50 * time.Millisecond)
	defer ticks.Stop()
	for {
		err := f()
		if err == nil || !errors.Is(err, store.ErrUnavailable) && ctx.Err() == nil {
			return err
		}
		select {
		case <-ticks.C:
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		}
	}
}

// seen is what a clock showed, and when this process was told.
type seen struct{ shown, at time.Time }

// follow returns a clock that is that of the server, and as far ahead of it as skew says.
func follow(ctx context.Context, client *chaos.Client, skew time.Duration) (func() time.Time, error) {
	var last atomic.Pointer[seen]
	look := func() error {
		shown, err := client.Now(ctx)
		if err == nil {
			last.Store(&seen{shown, time.Now()})
		}
		return err
	}
	for tries := 0; ; tries++ {
		err := look()
		if err == nil {
			break
		}
		if tries == 100 || ctx.Err() != nil {
			return nil, fmt.Errorf("nobody says what time it is: %w", err)
		}
	}
	go func() {
		ticks := time.NewTicker(50 * time.Millisecond)
		defer ticks.Stop()
		for ctx.Err() == nil {
			<-ticks.C
			_ = look() // what it showed before holds
		}
	}()
	return func() time.Time {
		s := last.Load()
		return s.shown.Add(time.Since(s.at) + skew)
	}, nil
}

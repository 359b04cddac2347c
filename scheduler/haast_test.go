package scheduler_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

// vast is a platform that hangs on everything that is not urgent.
type vast struct {
	*postbus
	hangs chan struct{} // closed: it hangs no more
	stuck atomic.Int32
}

func (v *vast) Send(ctx context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	if !isCrisis(m) {
		v.stuck.Add(1)
		select {
		case <-v.hangs:
		case <-ctx.Done():
			return bot.Receipt{}, errors.New("no answer")
		}
	}
	return v.postbus.Send(ctx, to, key, m)
}

func isCrisis(m bot.Message) bool { return strings.HasPrefix(tekst(m), "**ZO-9: Crisis") }

// SC-4: a crisis goes at once, also when the platform hangs on every lane that there is for
// the rest.
func TestRunCrisisBehindAHangingPlatform(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		vierPersonen(t, s)
		bewaar(t, s, zaakPR("ZO-9", "anouk", p.Basis, "2026-11-02"))
		post := &vast{postbus: &postbus{t: t}, hangs: make(chan struct{})}
		sched := scheduler.New(s, post, slog.New(slog.DiscardHandler), "w1").With(scheduler.Pace{Lanes: 1})
		ctx, stop := context.WithCancel(t.Context())
		var running sync.WaitGroup
		running.Go(func() { sched.Run(ctx, func() time.Time { return om("2026-11-17 09:00") }) })
		wacht(t, func() bool { return post.stuck.Load() > 0 })
		wijzig(t, s, "ZO-9", func(c *p.Casus) {
			c.Meldingen = append(c.Meldingen, p.Melding{Soort: p.Crisis, Gemeld: om("2026-11-17 08:59")})
		})
		sched.Wake()
		wacht(t, func() bool {
			post.mu.Lock()
			defer post.mu.Unlock()
			return len(post.messages) == 2 // the procesregisseur and the crisis contact
		})
		close(post.hangs)
		stop()
		running.Wait()
	})
}

// wacht waits until something is so.
func wacht(t *testing.T, so func() bool) {
	t.Helper()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for !so() {
		select {
		case <-look.C:
		case <-t.Context().Done():
			t.Fatal("it never was")
		}
	}
}

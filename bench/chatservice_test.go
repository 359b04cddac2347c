package bench_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/regiebot/regiebot/store"
)

// join gives every member an account on the platform.
func (site chatSite) join(tb testing.TB, s *store.Store) {
	tb.Helper()
	update(tb, s, func(ctx context.Context, tx *store.Tx) error {
		leden, err := tx.Leden(ctx, "")
		if err != nil {
			return err
		}
		for _, l := range leden {
			l.IDs = map[string]string{site.name: site.account(l.Gebruiker)}
			if err := tx.SaveLid(ctx, l); err != nil {
				return err
			}
		}
		return nil
	})
}

// chatService starts the service as it is, connected to a platform (the address of its server),
// and waits until it has done what it does once a day.
func (f *figures) chatService(tb testing.TB, path string, site chatSite, there string) (p *program, base string) {
	tb.Helper()
	s := open(tb, path)
	site.join(tb, s)
	update(tb, s, func(ctx context.Context, tx *store.Tx) error { return tx.SetLastTick(ctx, "nagekeken", time.Time{}) })
	must(tb, s.Logged(tb.Context(), func(tx *store.Tx) error { return tx.Log(tb.Context(), event(1)) })) // casussen without any row there are an error
	cmd := exec.Command(f.binary, "serve", "--database", path, "--listen", "127.0.0.1:0", "--log", "warn")
	cmd.Env = append(os.Environ(), site.settings(there)...)
	p = start(tb, cmd)
	base = p.address()
	until(tb, "the daily inspection", func() bool { return inspected(tb, s) })
	waiting := fmt.Sprintf("SELECT id FROM outbox WHERE state IN ('waiting', 'claimed') AND not_before <= %d LIMIT 1", time.Now().UnixMilli())
	rows := openRaw(tb, path)
	until(tb, "what was due", func() bool { return len(rows.texts(tb, waiting)) == 0 })
	return p, base
}

// address waits until a process says where it listens.
func (p *program) address() string {
	p.Helper()
	for {
		line, err := p.out.ReadString('\n')
		must(p, err)
		if _, address, ok := strings.Cut(strings.TrimSpace(line), "listens on "); ok {
			return address
		}
	}
}

// interrupt ends a service.
func (p *program) interrupt() {
	p.Helper()
	must(p, p.cmd.Process.Signal(syscall.SIGINT))
	must(p, p.cmd.Wait())
}

package bot_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/regiebot/regiebot/bot"
)

func TestSoon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		quick, later := bot.Soon(2*time.Second, func() bot.Message { return bot.Message{Text: "nu"} })
		if quick.Text != "nu" || later != nil {
			t.Errorf("%q, %v", quick.Text, later)
		}
		start := time.Now()
		slow, later := bot.Soon(2*time.Second, func() bot.Message { time.Sleep(5 * time.Second); return bot.Message{Text: "straks"} })
		if waited := time.Since(start); slow.Text != "" || later == nil || waited != 2*time.Second {
			t.Fatalf("%q after %s", slow.Text, waited)
		}
		if m := <-later; m.Text != "straks" || time.Since(start) != 5*time.Second {
			t.Errorf("%q after %s", m.Text, time.Since(start))
		}
	})
}

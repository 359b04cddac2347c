package slack

import (
	"testing"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/bottest"
)

func TestContract(t *testing.T) {
	w := newWebAPI(t)
	bottest.Run(t, bottest.Platform{
		Sender: w.slack(),
		Member: bot.Address{Member: "anouk"}, Other: bot.Address{Member: "bram"},
		Channel: bot.Address{Channel: "jeugd-noord"}, Nobody: bot.Address{Member: "niemand"},
		Shown: func(_ *testing.T, to bot.Address) string {
			return w.shown(map[string]string{"anouk": "D1", "bram": "D2", "": "C1"}[to.Member])
		},
		Halve: w.halve,
	})
}

func TestContractInSmallPages(t *testing.T) {
	w := newWebAPI(t)
	w.page = 1
	bottest.Run(t, bottest.Platform{
		Sender: w.slack(),
		Member: bot.Address{Member: "anouk"}, Other: bot.Address{Member: "bram"},
		Channel: bot.Address{Channel: "jeugd-noord"}, Nobody: bot.Address{Member: "weg"},
		Shown: func(_ *testing.T, to bot.Address) string {
			return w.shown(map[string]string{"anouk": "D1", "bram": "D2", "": "C1"}[to.Member])
		},
		Halve: w.halve,
	})
}

// halve refuses every post but the first.
func (w *webAPI) halve(*testing.T) (mend func()) {
	w.breaks(on("chat.postMessage", 1, 99, httpStatus(503)))
	return func() { w.breaks(nil) }
}

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
	})
}

package webchat

import (
	"testing"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/bot/bottest"
)

func TestContract(t *testing.T) {
	d := start(t)
	bottest.Run(t, bottest.Platform{
		Sender: d.s,
		Member: bot.Address{Member: "anouk"}, Other: bot.Address{Member: "bram"},
		Channel: bot.Address{Channel: "jeugd-noord"}, Nobody: bot.Address{Member: "niemand"},
		Shown: func(t *testing.T, to bot.Address) string {
			d.T = t
			switch to.Member {
			case "anouk":
				return d.page(anouk)
			case "bram":
				return d.page(bram)
			}
			return d.page(aTeam)
		},
	})
}

package commands

import (
	"fmt"
	"log/slog"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
)

// withDamaged says under an answer that something is missing from it.
func (c *Call) withDamaged(m bot.Message) bot.Message {
	n := len(c.tx.Unreadable())
	if n == 0 || m.Refused {
		return m
	}
	c.logDamaged()
	m.Text = paragraphsOf(m.Text, fmt.Sprintf("**Let op**: %s van jullie team kan ik niet lezen. Meld het de beheerder.", procesregie.Count(n, "casus", "casussen")))
	return m
}

func (c *Call) logDamaged() {
	for _, zaak := range c.tx.Unreadable() {
		c.app.log.LogAttrs(c.ctx, slog.LevelError, "a casus cannot be read: it was damaged or sealed with another key; restore it from a backup", slog.String("casus", zaak))
	}
}

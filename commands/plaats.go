package commands

import (
	"fmt"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// inPlace sees to it that an answer about a case stays between the asker and the bot: asked
// in a channel, of whatever kind, it goes to the private conversation. On the screen of a locked telephone it shows no
// more than the number.
func (c *Call) inPlace(m bot.Message) bot.Message {
	cases := c.cases()
	if len(cases) == 0 {
		return m
	}
	m.Preview, m.Public = preview(cases), false
	m.Direct = !c.req.In.Private
	return m
}

// cases are the numbers that this call was about, also when it was refused.
func (c *Call) cases() []string {
	var list []string
	for _, e := range c.notes.list {
		if e.Casus != "" && !slices.Contains(list, e.Casus) {
			list = append(list, e.Casus)
		}
	}
	return list
}

// preview is what a notification shows: that there is something, and of which case.
func preview(cases []string) string {
	if len(cases) > 3 {
		return fmt.Sprintf("Regiebot over %d casussen", len(cases))
	}
	return "Regiebot over " + strings.Join(cases, ", ")
}

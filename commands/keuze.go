package commands

import (
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// offers are the meanings of an unclear date as buttons that say the line again with
// one of them. A line with free text gets none: a button never carries that.
func (c *Call) offers(field string) []bot.Button {
	if len(c.readings[field]) == 0 {
		return nil
	}
	line := c.line()
	for _, v := range c.velden {
		value := c.Text(v.Naam)
		if value == "" || v.Naam == field {
			continue
		}
		if v.Soort == soortTekst || v.Soort == soortAlinea {
			return nil
		}
		line += " " + v.Naam + "=" + bot.Quote(strings.TrimSpace(value))
	}
	var list []bot.Button
	for _, d := range c.readings[field] {
		list = append(list, bot.Button{Label: capital(d.Dutch()), Line: line + " " + field + "=" + d.String()})
	}
	return list
}

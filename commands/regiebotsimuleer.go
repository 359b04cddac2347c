package commands

import (
	"fmt"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// regiebotSimuleer shows the messages that would come: your own, or for who steers
// the team those of everybody.
func regiebotSimuleer(c *Call) (Reply, error) {
	if c.app.simulate == nil {
		return Reply{}, &procesregie.Refusal{Text: "Simuleren kan hier niet. De beheerder kan het met: regiebot simulate."}
	}
	from, to := c.Date("van"), c.Date("tot")
	if to.Before(from) || from.DaysUntil(to) > 366 {
		return Reply{}, &procesregie.Refusal{Field: "tot", Text: "Kies een laatste dag na de eerste, hoogstens een jaar later."}
	}
	c.searched()
	messages, err := c.app.simulate(c.ctx, from, to)
	if err != nil {
		return Reply{}, err
	}
	lines := c.simulatedLines(messages)
	if len(lines) == 0 {
		return say(fmt.Sprintf("**Er komen geen berichten** van %s tot en met %s.", from.Dutch(), to.Dutch())), nil
	}
	shown := lines[:min(len(lines), maxSimulated)]
	r := pages(fmt.Sprintf("**%s** van %s tot en met %s, als er niets verandert", procesregie.Count(len(lines), "bericht", "berichten"), from.Dutch(), to.Dutch()), shown)
	if len(lines) > len(shown) {
		r = r.part(fmt.Sprintf("Je ziet de eerste %d van %d. Kies een kortere periode voor de rest.", len(shown), len(lines)))
	}
	return r, nil
}

// simulatedLines writes the messages that the asker may see, a line each.
func (c *Call) simulatedLines(messages []Simulated) []string {
	all := slices.Contains([]procesregie.Rol{procesregie.Manager, procesregie.Kwaliteitsmedewerker}, c.Lid.Rol)
	var lines []string
	for _, m := range messages {
		if all && c.ofTeam(m.To) || m.To == c.Lid.Gebruiker {
			lines = append(lines, fmt.Sprintf("%s aan %s: %s (%s)", procesregie.DutchMoment(m.At.In(c.Praktijk.Zone)), c.naam(m.To), procesregie.List(m.Casus), procesregie.List(m.Rules)))
		}
	}
	return lines
}

// maxSimulated is how many messages one reply lists.
const maxSimulated = 80

package commands

import (
	"fmt"
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// regiebotStatus says what is planned, what waits and since when. Who steers the
// team sees everything that waits; others see what waits for them.
func regiebotStatus(c *Call) (Reply, error) {
	waiting, err := c.tx.Waiting(c.ctx)
	if err != nil {
		return Reply{}, err
	}
	all := slices.Contains([]procesregie.Rol{procesregie.Manager, procesregie.Beheerder, procesregie.Kwaliteitsmedewerker}, c.Lid.Rol)
	var lines []string
	for _, p := range waiting {
		if all && c.ofTeam(p.Aan) || p.Aan == c.Lid.Gebruiker {
			line := fmt.Sprintf("voor %s, sinds %s", c.naam(p.Aan), procesregie.DutchMoment(p.CreatedAt.In(c.Praktijk.Zone)))
			if p.Cause != "" {
				line += fmt.Sprintf(", %s mislukt: het chatplatform nam het bericht niet aan", procesregie.Count(p.Attempts, "poging", "pogingen"))
			}
			lines = append(lines, line)
		}
	}
	head := "**Alles is bezorgd**: er wacht geen bericht."
	if len(lines) > 0 {
		head = fmt.Sprintf("**%s nog te bezorgen**", procesregie.Count(len(lines), "bericht is", "berichten zijn"))
	}
	next, err := c.nextText()
	if err != nil {
		return Reply{}, err
	}
	copied, err := c.restored()
	if err != nil {
		return Reply{}, err
	}
	r := pages(paragraphsOf(copied, head), lines)
	return r.part(next).button("Wat gaat er komen?", "regiebot simuleer"), nil
}

// restored says that this is a copy that sends nothing, if it is one.
func (c *Call) restored() (string, error) {
	active, err := c.tx.Active(c.ctx)
	if err != nil || active {
		return "", err
	}
	moment, err := c.tx.Restored(c.ctx)
	if err != nil || moment.IsZero() {
		return "**Deze database is niet in gebruik.** Er gaan geen berichten uit. De beheerder zet hem aan met: regiebot activate.", err
	}
	return fmt.Sprintf("**Dit is een teruggezette kopie** van %s. Er gaan geen berichten uit. De beheerder zet hem aan met: regiebot activate.",
		procesregie.DutchMoment(moment.In(c.Praktijk.Zone))), nil
}

// ofTeam reports whether somebody belongs to the team of the asker: of another team
// nothing is shown.
func (c *Call) ofTeam(gebruiker string) bool {
	_, ok := c.Praktijk.Leden[gebruiker]
	return ok
}

func (c *Call) nextText() (string, error) {
	next, ok, err := c.tx.NextDueOf(c.ctx, c.Lid.Team)
	last, lastErr := c.tx.LastTick(c.ctx, "tick")
	if err != nil || lastErr != nil {
		return "", fmt.Errorf("status: %w", firstError(err, lastErr))
	}
	text := "Er zijn geen herinneringen gepland."
	if ok && !next.After(c.At) {
		text = "Er staan herinneringen klaar die nog niet zijn verstuurd. De oudste is van " + procesregie.DutchMoment(next.In(c.Praktijk.Zone)) + "."
	} else if ok {
		text = "De eerstvolgende herinnering is op " + procesregie.DutchMoment(next.In(c.Praktijk.Zone)) + "."
	}
	if last.IsZero() {
		return text + " De herinneringen zijn nog niet nagelopen.", nil
	}
	return text + " Laatst nagelopen: " + procesregie.DutchMoment(last.In(c.Praktijk.Zone)) + ".", nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

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

package commands

import (
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// isSilent reports whether no message goes out: the database is not in use, or nobody
// delivers. Where it cannot be seen it is not said.
func (c *Call) isSilent() (bool, error) {
	if c.app.stand == nil {
		return false, nil
	}
	active, err := c.tx.Active(c.ctx)
	if err != nil || !active {
		return err == nil, err
	}
	stand, err := c.app.stand(c.ctx, c.tx, c.At)
	return stand.Stil, err
}

// callYourself begins the answer to a report with who must be called, when no message goes
// out: nobody may think that a colleague knows of it (SC-4).
func (c *Call) callYourself(k procesregie.Casus, soort procesregie.MeldingSoort) (string, error) {
	names, err := c.toCall(k, soort)
	if err != nil {
		return "", err
	}
	const warning = "**Let op: er gaan nu geen berichten uit.** "
	switch {
	case len(names) > 0:
		return warning + "Bel " + procesregie.List(names) + " zelf.", nil
	case soort == procesregie.Crisis:
		return warning + "Bel zelf wie het moet weten.", nil
	}
	return warning + "Je krijgt ook geen herinnering: zet de dag in je eigen agenda.", nil
}

// toCall names the colleagues who would have been told of a report: of a crisis whoever is
// planned to hear of it, of spoed the procesregisseur.
func (c *Call) toCall(k procesregie.Casus, soort procesregie.MeldingSoort) ([]string, error) {
	told := []string{k.Regisseur}
	if soort == procesregie.Crisis {
		planned, err := c.tx.Planned(c.ctx, k.Zaaknummer)
		if err != nil {
			return nil, err
		}
		for _, r := range planned {
			if r.Termijn == procesregie.TermijnCrisis && r.Stap != procesregie.StapManager {
				told = append(told, r.Aan)
			}
		}
	}
	var names []string
	for _, who := range told {
		if name := c.naam(who); who != c.Lid.Gebruiker && c.Praktijk.MagWeten(who) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, nil
}

package commands

import (
	"fmt"

	"github.com/regiebot/regiebot/procesregie"
)

func casusNiveauVelden(c *Call) []Veld {
	return []Veld{
		zaakVeld(), c.niveauVeld("naar", "Hetzelfde niveau: verlengen na herbeoordeling"),
		gebeurdOp("De eerste dag van het nieuwe niveau"), redenVeld("Waarom verandert het niveau?"),
	}
}

func casusNiveau(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	return c.wisselNiveau(k)
}

// wisselNiveau changes the level of a case (RN-6, RN-7, VPR-10).
func (c *Call) wisselNiveau(k procesregie.Casus) (Reply, error) {
	before := k.Niveau()
	to := procesregie.NiveauWissel{Niveau: procesregie.Niveau(c.Text("naar")), Sinds: c.DateOr("datum", c.Vandaag), Reden: c.Text("reden")}
	if k.IsVPR() && to.Niveau != procesregie.VPR {
		return c.stelVoor(k, procesregie.Voorstel{Soort: procesregie.VoorstelAfschalen, Niveau: to.Niveau, Datum: to.Sinds, Reden: to.Reden})
	}
	k, err := procesregie.WisselNiveau(k, to, c.handeling())
	if err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	text := fmt.Sprintf("**%s**: niveau %s vanaf %s (was %s).", k.Zaaknummer, to.Niveau.Dutch(), to.Sinds.Dutch(), before.Dutch())
	if to.Niveau == before {
		text = fmt.Sprintf("**%s**: niveau %s is verlengd vanaf %s, na herbeoordeling.", k.Zaaknummer, to.Niveau.Dutch(), to.Sinds.Dutch())
	}
	if err := c.tellOther(k, fmt.Sprintf("het niveau is nu %s, vanaf %s.", to.Niveau.Dutch(), to.Sinds.Dutch())); err != nil {
		return Reply{}, err
	}
	return c.changed(k, text, "Op- en afschalen beslis je in het aanmeldteam. Bij twijfel beslist de gedragswetenschapper."), nil
}

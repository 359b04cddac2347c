package commands

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// regiebotLid lists the team.
func regiebotLid(c *Call) (Reply, error) {
	leden, err := c.tx.Leden(c.ctx, c.Lid.Team)
	if err != nil {
		return Reply{}, err
	}
	var lines []string
	for _, l := range leden {
		if !l.Weg {
			lines = append(lines, c.memberLine(l))
		}
	}
	return pages(fmt.Sprintf("**%s**: %s", c.Praktijk.Team.Naam, procesregie.Count(len(lines), "lid", "leden")), lines).
		button("Vrije dagen doorgeven", "regiebot afwezig"), nil
}

func (c *Call) memberLine(l procesregie.Lid) string {
	line := fmt.Sprintf("%s (@%s), %s", l.Naam, l.Gebruiker, l.Rol)
	if len(l.Werkdagen) > 0 {
		var days []string
		for _, d := range l.Werkdagen {
			days = append(days, procesregie.DayName(d)[:2])
		}
		line += ", werkt " + procesregie.List(days)
	}
	for _, p := range l.Afwezig {
		if !p.Tot.Before(c.Vandaag) {
			line += fmt.Sprintf(", afwezig %s tot en met %s", p.Van.Compact(), p.Tot.Compact())
		}
	}
	if l.Gebruiker == c.Praktijk.Team.Crisiscontact {
		line += ", crisiscontact"
	}
	if !l.Onbereikbaar.IsZero() {
		line += ", niet bereikbaar sinds " + procesregie.DateOf(l.Onbereikbaar.In(c.Praktijk.Zone)).Compact()
	}
	return line
}

// regiebotAfwezig records leave; reminders then go to who stands in.
func regiebotAfwezig(c *Call) (Reply, error) {
	who := cmp.Or(c.Text("wie"), c.Lid.Gebruiker)
	if who != c.Lid.Gebruiker && c.Lid.Rol != procesregie.Manager && c.Lid.Rol != procesregie.Beheerder {
		return Reply{}, &procesregie.Refusal{Field: "wie", Text: "Je kunt alleen je eigen vrije dagen doorgeven. Vraag het " + c.naam(who) + " zelf of de manager."}
	}
	p, err := c.leave()
	if err != nil {
		return Reply{}, err
	}
	lid, err := c.tx.Lid(c.ctx, who)
	if err != nil {
		return Reply{}, err
	}
	if err := c.mayStandIn(who); err != nil {
		return Reply{}, err
	}
	lid.Vervanger = cmp.Or(c.Text("vervanger"), lid.Vervanger)
	if !slices.Contains(lid.Afwezig, p) {
		lid.Afwezig = append(slices.Clip(lid.Afwezig), p)
	}
	c.changedTeam("lid", lid.Gebruiker)
	if err := c.tx.SaveLid(c.ctx, lid); err != nil {
		return Reply{}, err
	}
	if err := c.tellAbsent(lid, p); err != nil {
		return Reply{}, err
	}
	return say(fmt.Sprintf("**%s is afwezig** van %s tot en met %s.", lid.Naam, p.Van.Dutch(), p.Tot.Dutch()), c.standInText(lid),
		"Een crisis komt altijd door, ook op vrije dagen.").button("Het team", "regiebot lid"), nil
}

// mayStandIn refuses a stand-in who may not see cases, and one that the beheerder puts in
// the place of somebody else: standing in gives access.
func (c *Call) mayStandIn(who string) error {
	name := c.Text("vervanger")
	switch lid := c.Praktijk.Leden[name]; {
	case name == "":
		return nil
	case name == who:
		return &procesregie.Refusal{Field: "vervanger", Text: "Je kunt jezelf niet vervangen. Kies een collega."}
	case !procesregie.MagVervangen(lid.Rol):
		return &procesregie.Refusal{Field: "vervanger", Text: fmt.Sprintf("%s is %s en kan niet vervangen. Kies een andere collega.", lid.Naam, lid.Rol)}
	case who != c.Lid.Gebruiker && c.Lid.Rol != procesregie.Manager:
		return &procesregie.Refusal{Field: "vervanger", Text: "Een vervanger krijgt toegang tot casussen. Die kiest " + c.naam(who) + " zelf, of de manager."}
	}
	return nil
}

// tellAbsent tells somebody whose leave was recorded by a colleague.
func (c *Call) tellAbsent(lid procesregie.Lid, p procesregie.Periode) error {
	m := say(fmt.Sprintf("**%s gaf je afwezigheid door**: van %s tot en met %s.", c.naam(c.Lid.Gebruiker), p.Van.Dutch(), p.Tot.Dutch()), c.standInText(lid)).
		button("Het team", "regiebot lid")
	return c.tell(lid.Gebruiker, procesregie.Casus{}, m)
}

// leave is the period of the fields "van" and "tot"; it has not passed.
func (c *Call) leave() (procesregie.Periode, error) {
	p := procesregie.Periode{Van: c.Date("van"), Tot: c.Date("tot")}
	if p.Tot.Before(p.Van) {
		return p, &procesregie.Refusal{Field: "tot", Text: fmt.Sprintf("De laatste dag (%s) ligt vóór de eerste (%s). Draai ze om.", p.Tot.Dutch(), p.Van.Dutch())}
	}
	if p.Tot.Before(c.Vandaag) {
		return p, &procesregie.Refusal{Field: "tot", Text: "Deze dagen zijn al voorbij. Geef alleen dagen door die nog komen."}
	}
	return p, nil
}

func (c *Call) standInText(lid procesregie.Lid) string {
	if lid.Vervanger == "" {
		return "Er is geen vervanger. Herinneringen komen dan eerder, of gaan naar de duo-partner of de manager."
	}
	return fmt.Sprintf("Herinneringen komen op de laatste werkdag ervoor. Wat dan nog niet kan, gaat naar de duo-partner of %s.", c.naam(lid.Vervanger))
}

// regiebotRitme sets a returning event of the team (VPR-9, VPR-12).
func regiebotRitme(c *Call) (Reply, error) {
	if c.Lid.Rol != procesregie.Manager && c.Lid.Rol != procesregie.Kwaliteitsmedewerker && c.Lid.Rol != procesregie.Beheerder {
		return Reply{}, &procesregie.Refusal{Text: "Alleen de manager, de kwaliteitsmedewerker en de beheerder kunnen dit instellen. Vraag het een van hen."}
	}
	ritme, err := c.ritme()
	if err != nil {
		return Reply{}, err
	}
	team := c.Praktijk.Team
	team.Ritmes = slices.DeleteFunc(slices.Clone(team.Ritmes), func(r procesregie.Ritme) bool { return r.Wat == ritme.Wat })
	team.Ritmes = append(team.Ritmes, ritme)
	c.changedTeam("ritme", ritme.Wat)
	if err := c.tx.SaveTeam(c.ctx, team); err != nil {
		return Reply{}, err
	}
	if err := c.tx.PlanTeam(c.ctx, team.Naam, c.Vandaag); err != nil {
		return Reply{}, err
	}
	how := "elk jaar"
	if ritme.Weken > 0 {
		how = "elke " + procesregie.Count(ritme.Weken, "week", "weken")
	}
	return say(fmt.Sprintf("**%s**: %s, vanaf %s.", procesregie.RitmeNaam(procesregie.Reminder{Stap: procesregie.Stap(ritme.Wat)}), how, ritme.Eerste.Dutch()),
		"Op de werkdag ervoor komt er een bericht in het kanaal van het team, met de VPR-casussen.").button("Instellingen", "regiebot instellingen"), nil
}

// ritme is the returning event of the form; without "weken" it is yearly.
func (c *Call) ritme() (procesregie.Ritme, error) {
	ritme := procesregie.Ritme{Wat: c.Text("wat"), Eerste: c.Date("eerste")}
	if !c.Has("weken") {
		return ritme, nil
	}
	n, err := strconv.Atoi(c.Text("weken"))
	if err != nil || n < 1 || n > 26 {
		return ritme, &procesregie.Refusal{Field: "weken", Text: "Vul een getal in van 1 tot en met 26, of laat het leeg voor elk jaar."}
	}
	ritme.Weken = n
	return ritme, nil
}

// regiebotInstellingen shows the numbers of the practice with their rules.
func regiebotInstellingen(c *Call) (Reply, error) {
	p := c.Praktijk.Profiel
	lines := c.settingLines(p)
	r := pages("**Werkwijze: "+p.Titel+"**. Dit zijn de getallen waarmee ik reken.", lines)
	var rhythms []string
	for _, ritme := range c.Praktijk.Team.Ritmes {
		rhythms = append(rhythms, fmt.Sprintf("%s: eerstvolgende op %s", ritme.Wat, ritme.Next(c.Vandaag).Dutch()))
	}
	if len(rhythms) == 0 {
		rhythms = []string{"casuïstiekbespreking: niet ingesteld"}
	}
	r = r.part("**Ritme van het team**\n" + bullets(rhythms))
	return r.part("Een andere werkwijze kiest de beheerder met: regiebot profile use. De kwaliteitsmedewerker kan er een aanpassen.").
		button("Ritme instellen", "regiebot ritme").button("Alle regels", "regiebot waarom"), nil
}

func (c *Call) settingLines(p procesregie.Profiel) []string {
	own := func(key, rule, text string) string {
		if p.IsEigen(key) {
			return text + " (" + rule + ", eigen instelling)"
		}
		return text + " (" + rule + ")"
	}
	calm := func(key, text string) string { // no rule of any source asks for it
		if p.IsEigen(key) {
			return text + " (eigen instelling)"
		}
		return text
	}
	var levels []string
	for _, n := range p.Niveaus {
		level := n.Dutch()
		if m := p.Maximum.Maanden[n]; m > 0 {
			level += " hoogstens " + procesregie.Count(m, "maand", "maanden")
		}
		levels = append(levels, level)
	}
	lines := []string{
		own("niveaus", "RN-1", "Niveaus: "+procesregie.List(levels)),
		own("tijd.herinner_om", "EV-5", "Herinneringen komen om "+strings.Replace(p.Tijd.Herinner, ":", ".", 1)+" uur"),
		calm("tijd.los_binnen_uren", fmt.Sprintf("Een herinnering komt alleen los, buiten het ochtendbericht, binnen %d uur van de laatste dag", int(p.Tijd.LosBinnen().Hours()))),
		calm("tijd.maximum_per_dag", fmt.Sprintf("Hoogstens %s met herinneringen per dag; een crisis telt niet mee", procesregie.Count(p.Tijd.Maximum(), "bericht", "berichten"))),
	}
	if p.Modules.HalfjaarEvaluatie {
		lines = append(lines, own("evaluatie.maanden", "EV-1", "Evaluatie elke "+procesregie.Count(p.Evaluatie.Maanden, "maand", "maanden")))
	}
	if p.Modules.VPR {
		lines = append(lines, own("vpr.mdo_dagen", "VPR-6", "Eerste MDO binnen "+procesregie.Count(p.VPR.MDODagen, "dag", "dagen")+" na de startbijeenkomst"), c.vprInterval(p))
	}
	if p.Modules.SpoedCrisis {
		lines = append(lines, own("spoed.werkdagen", "SC-1", "Spoed: binnen "+procesregie.Count(p.Spoed.Werkdagen, "werkdag", "werkdagen")),
			own("crisis.uren", "SC-2", fmt.Sprintf("Crisis: binnen %d uur", p.Crisis.Uren)))
	}
	contact := "niet ingesteld"
	if c.Praktijk.Team.Crisiscontact != "" {
		contact = c.naam(c.Praktijk.Team.Crisiscontact)
	}
	return append(append(lines, "Crisiscontact: "+contact+" (SC-4)"), bewaarLines(p.Bewaartermijnen())...)
}

// bewaarLines say how long what is kept stays.
func bewaarLines(b procesregie.Bewaren) []string {
	months := func(n int) string { return procesregie.Count(n, "maand", "maanden") }
	return []string{
		fmt.Sprintf("Een gesloten casus wordt na %s gewist; de procesregisseur hoort het %d dagen vooraf (BW-1, eigen instelling)", months(b.Casus), procesregie.AankondigDagen),
		fmt.Sprintf("Verzonden berichten worden na %s gewist (BW-2, eigen instelling)", months(b.Berichten)),
		fmt.Sprintf("Een formulier dat niet af is, wordt na %s gewist (BW-3, eigen instelling)", procesregie.Count(b.Formulieren, "dag", "dagen")),
		fmt.Sprintf("Het toegangslog wordt na %s gewist (BW-4, eigen instelling)", months(b.Logboek)),
	}
}

func (c *Call) vprInterval(p procesregie.Profiel) string {
	if p.VPR.EvaluatieWeken > 0 {
		return "VPR-evaluatie elke " + procesregie.Count(p.VPR.EvaluatieWeken, "week", "weken") + " (VPR-8, eigen instelling)"
	}
	return "VPR-evaluatie elke " + procesregie.Count(p.VPR.EvaluatieVoorstel, "week", "weken") + " (VPR-8, voorstel: jullie team koos nog niet)"
}

package commands

import (
	"fmt"
	"time"

	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
)

var melding = Command{
	Name: "melding", Short: "spoed of crisis melden en afronden", Menu: true,
	Module: func(m procesregie.Modules) procesregie.Schakelaar { return m.SpoedCrisis },
	Subs: []Sub{
		{
			Name: "spoed", Short: "actie binnen 5 werkdagen", Example: "melding spoed zaak=ZO-2026-0142 gemeld=gisteren",
			Fields: velden(zaakVeld(), gemeldVeld), Daad: procesregie.Meld, Run: func(c *Call) (Reply, error) { return c.meld(procesregie.Spoed) },
		},
		{
			Name: "crisis", Short: "actie binnen 24 uur, dag en nacht", Example: "melding crisis zaak=ZO-2026-0142",
			Fields: velden(zaakVeld(), gemeldVeld), Daad: procesregie.Meld, Run: func(c *Call) (Reply, error) { return c.meld(procesregie.Crisis) },
		},
		{
			Name: "klaar", Short: "zeggen wat je hebt gedaan", Daad: procesregie.RondAf, Example: `melding klaar zaak=ZO-2026-0142 actie="huisbezoek gedaan"`,
			Fields: velden(zaakVeld(),
				Veld{Naam: "actie", Label: "Actie", Hint: "Wat is er gedaan?", Soort: soortAlinea, Max: 1000},
				Veld{Naam: "soort", Label: "Soort", Hint: "Alleen nodig als spoed en crisis allebei lopen", Soort: soortKeuze, Keuzes: []string{"spoed", "crisis"}, Optional: true}),
			Run: meldingKlaar,
		},
	},
}

var gemeldVeld = Veld{Naam: "gemeld", Label: "Gemeld", Hint: "Wanneer kwam de melding? Leeg: nu. Bijvoorbeeld: gisteren 16.30", Soort: soortMoment, Voorbij: true, Optional: true}

// meld starts the clock of a report (SC-1, SC-2).
func (c *Call) meld(soort procesregie.MeldingSoort) (Reply, error) {
	k, err := c.casus(procesregie.Meld)
	if err != nil {
		return Reply{}, err
	}
	reported, err := c.reported(soort)
	if err != nil {
		return Reply{}, err
	}
	if k, err = procesregie.MeldCasus(k, procesregie.Melding{Soort: soort, Gemeld: reported}, c.At, c.handeling()); err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	told := say(fmt.Sprintf("**%s meldde %s bij %s**.", c.naam(c.Lid.Gebruiker), soort, k.Zaaknummer)).button("Casus bekijken", "casus toon zaak="+k.Zaaknummer)
	if err := c.tell(k.Regisseur, k, told, "SC-4"); err != nil {
		return Reply{}, err
	}
	silent, err := c.isSilent()
	if err != nil {
		return Reply{}, err
	}
	r := c.clockReply(k, soort, reported, silent)
	if silent {
		var first string
		first, err = c.callYourself(k, soort)
		r.Text = paragraphsOf(first, r.Text)
	}
	return r, err
}

// reported is when a report came in: now, unless said otherwise. A crisis runs by the
// clock, so an earlier day needs a time.
func (c *Call) reported(soort procesregie.MeldingSoort) (time.Time, error) {
	day, given := c.datums["gemeld"]
	if at, ok := c.momenten["gemeld"]; ok {
		return at, nil
	}
	switch {
	case !given || day == c.Vandaag:
		return c.At, nil
	case soort == procesregie.Crisis:
		return c.At, &procesregie.Refusal{Rule: "SC-2", Field: "gemeld", Text: fmt.Sprintf("Zeg er de tijd bij: een crisis loopt 24 uur op de klok. Bijvoorbeeld: gemeld=\"%s 16.30 uur\"", day.Compact())}
	}
	return day.At(0, 0, c.Praktijk.Zone), nil
}

// clockReply says what must be done before when. That anybody is told is not said when no
// message goes out.
func (c *Call) clockReply(k procesregie.Casus, soort procesregie.MeldingSoort, reported time.Time, silent bool) Reply {
	var r Reply
	if soort == procesregie.Crisis {
		until := procesregie.CrisisUiterlijk(reported, c.Praktijk.Profiel).In(c.Praktijk.Zone)
		when := "kom in actie vóór " + procesregie.DutchMoment(until)
		if !until.After(c.At) {
			when = fmt.Sprintf("kom nu in actie. De %d uur zijn voorbij sinds %s", c.Praktijk.Profiel.Crisis.Uren, procesregie.DutchMoment(until))
		}
		r = say(fmt.Sprintf("**Crisis bij %s: %s**.", k.Zaaknummer, when),
			c.crisisContact(silent), "De klok loopt ook 's nachts en in het weekend.", procesregie.MeldcodeHerinnering(c.Praktijk.Profiel))
	} else {
		until := procesregie.SpoedUiterlijk(procesregie.DateOf(reported.In(c.Praktijk.Zone)), c.Praktijk.Profiel, c.Praktijk.Calendar())
		r = say(fmt.Sprintf("**Spoed bij %s: kom in actie uiterlijk %s**.", k.Zaaknummer, until.Dutch()),
			fmt.Sprintf("Dat is %s na de melding.", procesregie.Count(c.Praktijk.Profiel.Spoed.Werkdagen, "werkdag", "werkdagen")))
	}
	if ok, _ := c.Praktijk.Mag(c.Lid, procesregie.RondAf, k, c.At); !ok {
		return r
	}
	return r.button("Actie gedaan", "melding klaar zaak="+k.Zaaknummer+" soort="+string(soort)).button("Casus bekijken", "casus toon zaak="+k.Zaaknummer)
}

// crisisContact says who the crisis contact is, and what the team must do when it has none.
// That somebody is told is not said when no message goes out.
func (c *Call) crisisContact(silent bool) string {
	contact := c.Praktijk.Team.Crisiscontact
	manager := " De manager krijgt bericht."
	if silent {
		manager = ""
	}
	lid, known := c.Praktijk.Leden[contact]
	switch {
	case contact == "":
		return "Je team heeft nog geen crisiscontact. Vraag de beheerder om er een in te stellen."
	case !known || lid.Weg:
		return "Het team heeft geen crisiscontact: wie het was, werkt er niet meer." + manager + " Vraag de beheerder om een ander crisiscontact."
	case !c.Praktijk.MagWeten(contact):
		return "Het crisiscontact van je team mag geen casussen zien." + manager + " Vraag de beheerder om een ander crisiscontact."
	case silent:
		return fmt.Sprintf("Het crisiscontact van het team is %s.", c.naam(contact))
	}
	return fmt.Sprintf("Het crisiscontact van het team, %s, krijgt ook bericht.", c.naam(contact))
}

func meldingKlaar(c *Call) (Reply, error) {
	k, err := c.casus(procesregie.RondAf)
	if err != nil {
		return Reply{}, err
	}
	if k, err = procesregie.RondMeldingAf(k, procesregie.MeldingSoort(c.Text("soort")), c.Text("actie"), c.At); err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	r := c.changed(k, fmt.Sprintf("**De melding van %s is afgerond** op %s.", k.Zaaknummer, procesregie.DutchMoment(c.At)), "Zet wat je deed ook in het dossier.")
	if c.toegang(k) < procesregie.ToegangVolledig {
		return r, nil
	}
	return r.toDossier(k, exchange.StukMelding), nil
}

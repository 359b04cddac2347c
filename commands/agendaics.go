package commands

import (
	"fmt"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// agendaICS gives the terms of the asker as a calendar file.
func agendaICS(c *Call) (Reply, error) {
	open := true
	mine, err := c.zichtbaar(procesregie.ZieInhoud, store.Filter{Open: &open, Van: c.Lid.Gebruiker}, func(k procesregie.Casus) bool {
		return k.Regisseur == c.Lid.Gebruiker || k.Duo == c.Lid.Gebruiker && k.IsVPR()
	})
	if err != nil {
		return Reply{}, err
	}
	var list []exchange.Afspraak
	for _, k := range mine {
		list = append(list, c.afspraken(k)...)
	}
	data, err := exchange.WriteICS("Regiebot: "+c.Lid.Naam, list, c.At)
	if err != nil {
		return Reply{}, err
	}
	r := say(fmt.Sprintf("**Je agenda als bestand**: %s.", procesregie.Count(len(list), "termijn", "termijnen")),
		"Open het bestand om de termijnen in je eigen agenda te zetten. Er staan alleen zaaknummers in. Verandert er iets, haal dan een nieuw bestand op.")
	r.Files = []bot.File{{Name: "regiebot-agenda.ics", Type: "text/calendar; charset=utf-8", Data: data}}
	return r, nil
}

// afspraken are the terms of a case as appointments, on the day by which they should
// be done.
func (c *Call) afspraken(k procesregie.Casus) []exchange.Afspraak {
	var list []exchange.Afspraak
	for _, t := range procesregie.Termijnen(k, c.Praktijk) {
		if t.Uiterlijk.IsZero() {
			continue
		}
		day := t.Advies
		if !t.Gepland.IsZero() {
			day = t.Gepland
		}
		list = append(list, exchange.Afspraak{
			Key: fmt.Sprintf("%s/%s/%s", procesregie.ZaakKey(k.Zaaknummer), t.Soort, t.Uiterlijk), Dag: day,
			Titel: k.Zaaknummer + ": " + t.Titel(), Tekst: "Uiterlijk " + t.Uiterlijk.Dutch() + ".",
		})
	}
	return list
}

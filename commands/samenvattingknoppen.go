package commands

import (
	"errors"
	"fmt"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/summary"
)

// knoppen are what can be asked next about a summary: nothing about a model where it may not
// be used.
func (s *samenvatting) knoppen(list []summary.Uitkomst) []bot.Button {
	if s.zonder != "" && s.zonder != nietEerder {
		return nil
	}
	buttons := []bot.Button{{Label: "Toon wat er verstuurd wordt", Line: s.regel(tonenVeld + "=ja")}}
	if list[0].Engine == summary.BronModel {
		return append(buttons, bot.Button{Label: "Samenvatting zonder AI", Line: s.regel(metVeld + "=" + zonderAI)})
	}
	return append(buttons, bot.Button{Label: "Samenvatting met AI", Line: s.regel(metVeld + "=" + metAI)})
}

// regel is the line that asks for the same summary in another way.
func (s *samenvatting) regel(more string) string {
	line := "traject samenvatting zaak=" + bot.Quote(s.zaak)
	if s.call.Has("jeugdige") {
		line += " jeugdige=" + bot.Quote(s.call.Text("jeugdige"))
	}
	return line + " " + more
}

// verzoek shows what would go to the language model, exactly. It calls nobody.
func (s *samenvatting) verzoek() (Reply, error) {
	if s.model == nil {
		return Reply{}, &procesregie.Refusal{Field: tonenVeld, Text: "Er is geen taalmodel ingesteld. Er wordt niets verstuurd."}
	}
	var files []bot.File
	for _, v := range s.vragen {
		body, err := s.model.Verzoek(v)
		if err != nil {
			return Reply{}, errors.Join(errors.New("the request to the language model cannot be written"), err)
		}
		name := procesregie.ZaakKey(s.zaak) + "-" + procesregie.ZaakKey(v.Historie.Jeugdige) + "-taalmodel.json"
		files = append(files, bot.File{Name: name, Type: "application/json", Data: body})
	}
	host := s.call.app.omgeving.Taalmodel
	if host == "" {
		host = "het taalmodel"
	}
	r := say(
		fmt.Sprintf("**Dit gaat naar het taalmodel** bij een samenvatting van %s. Er is nu niets verstuurd.", s.zaak),
		bullets([]string{
			"Waarheen: " + host + ", model " + s.model.Naam() + ".",
			"Erin: vorm van hulp, begin en einde, crisis, hoe het eindigde en of het hielp, per traject.",
			"Niet erin: het zaaknummer, namen van aanbieders en de code van de jeugdige. Daar staan andere woorden.",
			vrijeTekst(s.vragen[0].VrijeTekst),
		}),
		"In het bestand staat precies wat er verstuurd wordt.")
	r.Files = files
	return r.button("Samenvatting met AI", s.regel(metVeld+"="+metAI)).button("Samenvatting zonder AI", s.regel(metVeld+"="+zonderAI)), nil
}

func vrijeTekst(goes bool) string {
	if goes {
		return "De aanleiding gaat mee, zonder nummers, datums, adressen en namen die ik ken. Kijk zelf na of er geen naam in staat."
	}
	return "Vrije tekst, zoals de aanleiding, gaat niet mee."
}

package commands

import (
	"bytes"
	"cmp"
	"encoding/json"
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

// verzoek shows what would go to the language model, exactly, and so that people can read it.
// It calls nobody.
func (s *samenvatting) verzoek() (Reply, error) {
	if s.model == nil {
		return Reply{}, &procesregie.Refusal{Field: tonenVeld, Text: "Er is geen taalmodel ingesteld. Er wordt niets verstuurd."}
	}
	r := say(
		fmt.Sprintf("**Dit gaat naar het taalmodel** bij een samenvatting van %s. Er is nu niets verstuurd.", s.zaak),
		bullets([]string{
			"Waarheen: " + cmp.Or(s.call.app.omgeving.Taalmodel, "model "+s.model.Naam()) + ".",
			"Erin: vorm van hulp, begin en einde, crisis, hoe het eindigde en of het hielp, per traject.",
			"Niet erin: het zaaknummer, namen van aanbieders en de code van de jeugdige. Daar staan andere woorden.",
			vrijeTekst(s.vragen[0].VrijeTekst),
		}),
		"In het bestand dat eindigt op json staat precies wat er verstuurd wordt. In het andere staat hetzelfde, om te lezen.")
	for _, v := range s.vragen {
		body, err := s.model.Verzoek(v)
		if err != nil {
			return Reply{}, fmt.Errorf("the request to the language model cannot be written: %w", err)
		}
		name := procesregie.ZaakKey(s.zaak) + "-" + procesregie.ZaakKey(v.Historie.Jeugdige) + "-taalmodel"
		r.Files = append(r.Files, bot.File{Name: name + ".json", Type: "application/json", Data: body}, bot.File{Name: name + ".txt", Type: textFile, Data: leesbaar(body)})
	}
	return r.button("Samenvatting met AI", s.regel(metVeld+"="+metAI)).button("Samenvatting zonder AI", s.regel(metVeld+"="+zonderAI)), nil
}

// leesbaar writes the messages of a request one after the other, and facts on lines of their
// own; a request that has none as it is.
func leesbaar(body []byte) []byte {
	var request struct {
		Messages []struct{ Role, Content string }
	}
	if json.Unmarshal(body, &request) != nil || len(request.Messages) == 0 {
		return body
	}
	var out bytes.Buffer
	for _, m := range request.Messages {
		fmt.Fprintf(&out, "== %s ==\n", m.Role)
		if json.Indent(&out, []byte(m.Content), "", "  ") != nil {
			out.WriteString(m.Content)
		}
		out.WriteString("\n\n")
	}
	return out.Bytes()
}

func vrijeTekst(goes bool) string {
	if goes {
		return "De aanleiding gaat mee, zonder nummers, datums, adressen en namen die ik ken. Kijk zelf na of er geen naam in staat."
	}
	return "Vrije tekst, zoals de aanleiding, gaat niet mee."
}

package commands

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
)

func dossierVelden(*Call) []Veld {
	var kinds []string
	for _, s := range exchange.Stukken() {
		kinds = append(kinds, string(s))
	}
	return []Veld{
		zaakVeld(),
		{Naam: "wat", Label: "Wat", Hint: "Leeg: alles wat bij de casus staat", Soort: soortKeuze, Keuzes: kinds, Optional: true},
		{Naam: "nr", Label: "Nummer", Hint: "Het hoeveelste? 1 is het oudste. Leeg: het laatste", Max: 4, Optional: true},
	}
}

// shownInChat is how many characters of a record are shown to be copied; more is in the
// file alone.
const shownInChat = 6000

// casusDossier gives a record as text to paste in the dossier: the bot is not the
// dossier, and forgets after a while.
func casusDossier(c *Call) (Reply, error) {
	k, err := c.casus(procesregie.Neem)
	if err != nil {
		return Reply{}, err
	}
	what := exchange.StukCasus
	if c.Has("wat") {
		what = exchange.Stuk(c.Text("wat"))
	}
	nr := 0
	if c.Has("nr") {
		if nr, err = strconv.Atoi(c.Text("nr")); err != nil || nr < 1 {
			return Reply{}, &procesregie.Refusal{Field: "nr", Text: "Vul een getal in vanaf 1, of laat het leeg voor het laatste."}
		}
	}
	text, ok := exchange.DossierTekst(k, c.Praktijk, what, nr)
	if !ok {
		return Reply{}, &procesregie.Refusal{Field: "wat", Text: fmt.Sprintf("Bij %s staat dit niet: %s. Bekijk de casus met: casus toon zaak=%s.", k.Zaaknummer, strings.TrimSpace(string(what)+" "+c.Text("nr")), k.Zaaknummer)}
	}
	c.copied(k, string(what))
	r := say(fmt.Sprintf("**Voor het dossier: %s van %s**", what, k.Zaaknummer), "Kopieer de tekst, of open het bestand. Zet het in het dossier en gooi je kopie weg.")
	if len([]rune(text)) <= shownInChat {
		for _, piece := range pieces(text) {
			r = r.part(piece)
		}
	}
	r.Files = []bot.File{{Name: fmt.Sprintf("%s-%s.txt", procesregie.ZaakKey(k.Zaaknummer), what), Type: "text/plain; charset=utf-8", Data: []byte(text)}}
	return r.button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), nil
}

// pieces cuts a text between its paragraphs, so that each fits on every platform.
func pieces(text string) []string {
	var list []string
	piece := ""
	for _, line := range strings.SplitAfter(text, "\n") {
		if len([]rune(piece))+len([]rune(line)) > 2500 {
			list, piece = append(list, strings.TrimSpace(piece)), ""
		}
		piece += line
	}
	if strings.TrimSpace(piece) != "" {
		list = append(list, strings.TrimSpace(piece))
	}
	return list
}

// copied makes of the note that a case was opened that a copy of it was taken.
func (c *Call) copied(k procesregie.Casus, what string) {
	for i := range c.notes.list {
		if e := &c.notes.list[i]; e.Casus == k.Zaaknummer {
			e.Actie, e.Soort, e.Object, e.Doel = audit.Uitvoeren, "stuk", what, "dossier"
		}
	}
}

// toDossier offers to copy a record.
func (r Reply) toDossier(k procesregie.Casus, what exchange.Stuk) Reply {
	return r.button("Kopieer naar dossier", fmt.Sprintf("casus dossier zaak=%s wat=%s", k.Zaaknummer, what))
}

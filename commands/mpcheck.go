package commands

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

var mpcheck = Command{
	Name: "mpcheck", Short: "is dit een multiprobleem-casus? De checklist voor jeugd en volwassenen",
	Module: func(m procesregie.Modules) procesregie.Schakelaar { return m.MPChecklists },
	Subs: []Sub{
		{
			Name: "jeugd", Short: "de checklist voor een gezin met kinderen", Title: "MP-checklist jeugd", Answers: true,
			Example: "mpcheck jeugd crisis=nee acuut=nee structureel=ja kind=ja ouder=ja opvoeding=ja hulpverlening=onbekend",
			Fields:  jeugdVelden, Uitleg: func(c *Call) string { return explain(procesregie.MPJeugdVragen(c.Praktijk.Profiel)) }, Run: mpJeugd,
		},
		{
			Name: "volwassenen", Short: "de checklist voor volwassenen", Title: "MP-checklist volw.", Answers: true,
			Example: "mpcheck volwassenen economisch=ja cultureel=nee normatief=ja psychosociaal=ja regievoering=ja",
			Fields:  volwassenenVelden, Uitleg: func(c *Call) string { return explain(c.Praktijk.Profiel.MPVolwassenen.Velden) }, Run: mpVolwassenen,
		},
		{
			Name: "vastleggen", Short: "de uitkomst bij een casus zetten", Example: "mpcheck vastleggen concept=K4F2 zaak=ZO-2026-0142", Title: "Uitkomst vastleggen",
			Fields: velden(conceptVeld, zaakVeld()), Run: mpVastleggen,
		},
		{
			Name: "aanmeldteam", Short: "de uitkomst op de agenda van het aanmeldteam zetten", Example: "mpcheck aanmeldteam concept=K4F2 zaak=ZO-2026-0142", Title: "Naar het aanmeldteam",
			Fields: velden(conceptVeld, zaakVeld()), Run: mpAanmeldteam,
		},
		{
			Name: "voorleggen", Short: "de uitkomst voorleggen aan de gedragswetenschapper", Example: "mpcheck voorleggen concept=K4F2 zaak=ZO-2026-0142", Title: "Voorleggen",
			Fields: velden(conceptVeld, zaakVeld(), Veld{Naam: "vraag", Label: "Je vraag", Hint: "Wat wil je weten? Geen namen.", Soort: soortAlinea, Max: 1000, Optional: true}), Run: mpVoorleggen,
		},
		{
			Name: "kopieer", Short: "de uitkomst als tekst voor het dossier", Example: "mpcheck kopieer concept=K4F2", Reads: true,
			Fields: velden(conceptVeld), Run: mpKopieer,
		},
	},
}

var conceptVeld = Veld{Naam: "concept", Label: "Concept", Hint: "Leeg: je laatste checklist", Max: 20, Optional: true}

// explain writes the questions of a checklist in full, with what belongs to each.
func explain(list []procesregie.Domein) string {
	var lines []string
	for _, d := range list {
		lines = append(lines, fmt.Sprintf("%s (%s): %s %s", d.Naam, d.Sleutel, d.Vraag, strings.Join(d.Kenmerken, " ")))
	}
	return bullets(lines)
}

// jeugdVelden are the questions of the checklist MP jeugd.
func jeugdVelden(c *Call) []Veld { return questions(procesregie.MPJeugdVragen(c.Praktijk.Profiel)) }

func volwassenenVelden(c *Call) []Veld { return questions(c.Praktijk.Profiel.MPVolwassenen.Velden) }

// questions turns the questions of a checklist into fields; a case may go with them.
func questions(list []procesregie.Domein) []Veld {
	var fields []Veld
	for _, d := range list {
		fields = append(fields, Veld{Naam: d.Sleutel, Label: d.Naam, Hint: fit(d.Vraag+" "+strings.Join(d.Kenmerken, " · "), 150), Soort: soortAntwoord, Optional: true})
	}
	zaak := zaakVeld()
	zaak.Optional = true
	return append(fields, zaak)
}

// fit shortens a hint that would not fit on every platform; the full text is in help.
func fit(text string, limit int) string {
	r := []rune(strings.TrimSpace(text))
	if len(r) <= limit {
		return string(r)
	}
	return strings.TrimSpace(string(r[:limit-1])) + "…"
}

func mpJeugd(c *Call) (Reply, error) {
	return c.checklist(procesregie.Jeugd, procesregie.MPJeugdVragen(c.Praktijk.Profiel), procesregie.MPJeugd)
}

func mpVolwassenen(c *Call) (Reply, error) {
	return c.checklist(procesregie.Volwassenen, c.Praktijk.Profiel.MPVolwassenen.Velden, procesregie.MPVolwassenen)
}

// checklist applies a checklist and keeps the answers for the buttons under the reply.
func (c *Call) checklist(soort procesregie.Doelgroep, list []procesregie.Domein, apply func(map[string]procesregie.Answer, procesregie.Profiel) procesregie.Uitslag) (Reply, error) {
	if c.Has("zaak") {
		if _, err := c.eigen(); err != nil {
			return Reply{}, err
		}
	}
	answers := map[string]procesregie.Answer{}
	for _, d := range list {
		answers[d.Sleutel] = c.Answer(d.Sleutel)
	}
	outcome := apply(answers, c.Praktijk.Profiel)
	id, err := c.keepConcept(soort, string(outcome.Uitkomst), answers)
	if err != nil {
		return Reply{}, err
	}
	return c.outcomeReply(outcome, id), nil
}

// outcomeReply is the reply to a checklist: the outcome, what decided it, and what
// can be done with it (MPJ-6).
func (c *Call) outcomeReply(u procesregie.Uitslag, concept string) Reply {
	r := say("**"+string(u.Uitkomst)+"**"+outcomeTail[u.Uitkomst],
		procesregie.Waarom(u.Grond), procesregie.Waarom(u.Opmerkingen), strings.Join(u.Aanname, " "), procesregie.WieBeslist)
	if u.Meldcode {
		r.Text = paragraphsOf(r.Text, procesregie.MeldcodeHerinnering(c.Praktijk.Profiel))
	}
	zaak := ""
	if c.Has("zaak") {
		zaak = " zaak=" + c.Text("zaak")
	}
	if u.Crisis && bool(c.Praktijk.Profiel.Modules.SpoedCrisis) {
		r = r.button("Crisisklok starten", "melding crisis"+zaak)
	}
	if u.Uitkomst == procesregie.Twijfel {
		c.again = true
		r = r.button("Antwoorden aanvullen", c.line())
	}
	for _, b := range []struct{ label, sub string }{
		{"Naar het aanmeldteam", "aanmeldteam"},
		{"Voorleggen aan gedragswetenschapper", "voorleggen"},
		{"Vastleggen bij een casus", "vastleggen"},
	} {
		r = r.button(b.label, "mpcheck "+b.sub+" concept="+concept+zaak)
	}
	return r.button("Kopieer naar dossier", "mpcheck kopieer concept="+concept)
}

var outcomeTail = map[procesregie.Uitkomst]string{
	procesregie.MP:      " volgens de checklist.",
	procesregie.GeenMP:  " volgens de checklist.",
	procesregie.Twijfel: ": er is nog te weinig bekend voor een uitkomst.",
}

func mpVastleggen(c *Call) (Reply, error) {
	list, k, err := c.conceptCase()
	if err != nil {
		return Reply{}, err
	}
	for _, old := range k.Checklists {
		if old.Op == list.Op && old.Door == list.Door && sameAnswers(old, list) {
			return Reply{}, &procesregie.Refusal{Text: fmt.Sprintf("Deze uitkomst staat al bij %s.", k.Zaaknummer)}
		}
	}
	k.Checklists = append(k.Checklists, list)
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	return c.changed(k, fmt.Sprintf("**Vastgelegd bij %s**: %s op %s.", k.Zaaknummer, list.Uitkomst, list.Op.Dutch())).toDossier(k, exchange.StukChecklist), nil
}

func sameAnswers(a, b procesregie.Checklist) bool {
	if a.Soort != b.Soort || len(a.Antwoorden) != len(b.Antwoorden) {
		return false
	}
	for key, answer := range a.Antwoorden {
		if b.Antwoorden[key] != answer {
			return false
		}
	}
	return true
}

func mpAanmeldteam(c *Call) (Reply, error) {
	list, k, err := c.conceptCase()
	if err != nil {
		return Reply{}, err
	}
	if len(k.OpenPunten()) > 0 {
		return Reply{}, &procesregie.Refusal{Text: k.Zaaknummer + " staat al op de agenda van het aanmeldteam. Bekijk die met: agenda aanmeldteam."}
	}
	k.Aanmeldteam = append(k.Aanmeldteam, procesregie.AgendaPunt{Op: c.Vandaag, Door: c.Lid.Gebruiker, Onderwerp: "MP-checklist: " + list.Uitkomst})
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	return say(fmt.Sprintf("**%s staat op de agenda van het aanmeldteam**.", k.Zaaknummer)).
		button("Agenda aanmeldteam", "agenda aanmeldteam").button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), nil
}

// mpVoorleggen puts an outcome to the gedragswetenschapper, who decides in doubt.
func mpVoorleggen(c *Call) (Reply, error) {
	list, k, err := c.conceptCase()
	if err != nil {
		return Reply{}, err
	}
	experts := c.Praktijk.MetRol(procesregie.Gedragswetenschapper)
	if len(experts) == 0 {
		return Reply{}, &procesregie.Refusal{Text: "Jullie team heeft nog geen gedragswetenschapper in Regiebot. Vraag de beheerder om die toe te voegen."}
	}
	question := ""
	if c.Has("vraag") {
		question = "Vraag: " + c.Text("vraag")
	}
	m := say(fmt.Sprintf("**%s legt %s aan je voor**: MP-checklist %s, uitkomst %s.", c.naam(c.Lid.Gebruiker), k.Zaaknummer, list.Soort, list.Uitkomst),
		bullets(answerLines(c, list)), question).button("Casus bekijken", "casus toon zaak="+k.Zaaknummer)
	var names []string
	for _, name := range experts {
		if err := c.tell(name, k, m, "MPJ-6"); err != nil {
			return Reply{}, err
		}
		names = append(names, c.expert(name))
	}
	return say(fmt.Sprintf("**Voorgelegd aan %s**: %s.", procesregie.List(names), k.Zaaknummer), "De gedragswetenschapper krijgt de antwoorden in een privébericht.").
		button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), nil
}

// expert is the name of a gedragswetenschapper, with until when they are away.
func (c *Call) expert(name string) string {
	for _, p := range c.Praktijk.Leden[name].Afwezig {
		if p.Contains(c.Vandaag) {
			return c.naam(name) + " (afwezig tot en met " + p.Tot.Dutch() + ")"
		}
	}
	return c.naam(name)
}

func mpKopieer(c *Call) (Reply, error) {
	list, err := c.concept()
	if err != nil {
		return Reply{}, err
	}
	return say(fmt.Sprintf("**MP-checklist %s, %s**", list.Soort, list.Op.Dutch()), "Uitkomst: "+list.Uitkomst+".", bullets(answerLines(c, list)),
		"Ingevuld door "+c.naam(list.Door)+". Dit is een advies; het aanmeldteam beslist."), nil
}

// answerLines writes the answers with the names of the questions.
func answerLines(c *Call, list procesregie.Checklist) []string {
	asked := procesregie.MPJeugdVragen(c.Praktijk.Profiel)
	if list.Soort == procesregie.Volwassenen {
		asked = c.Praktijk.Profiel.MPVolwassenen.Velden
	}
	var lines []string
	for _, d := range asked {
		lines = append(lines, d.Naam+": "+list.Antwoorden[d.Sleutel].String())
	}
	return lines
}

// conceptLine is under which the answers of a checklist wait for a decision.
const conceptLine = "mpcheck uitkomst"

// keepConcept keeps the answers of a checklist for the asker alone, as long as a
// half-filled form, and returns the code of it.
func (c *Call) keepConcept(soort procesregie.Doelgroep, outcome string, answers map[string]procesregie.Answer) (string, error) {
	fields := map[string]string{"soort": string(soort), "uitkomst": outcome}
	for key, answer := range answers {
		fields["antwoord "+key] = answer.String()
	}
	if c.Has("zaak") { // by which it is found when all of that casus is erased, or shown
		fields["zaak"] = c.Text("zaak")
	}
	sum := sha256.Sum256(fmt.Append(nil, c.Lid.Gebruiker, c.At.UnixMilli(), fields)) // two checklists of one moment differ too
	id := strings.ToUpper(hex.EncodeToString(sum[:5]))
	return id, c.tx.SaveDraft(c.ctx, store.Draft{Gebruiker: c.Lid.Gebruiker, ID: id, Line: conceptLine, Fields: fields, UpdatedAt: c.At})
}

// concept returns the checklist of the field "concept".
func (c *Call) concept() (procesregie.Checklist, error) {
	d, err := c.tx.Draft(c.ctx, c.Lid.Gebruiker, conceptLine)
	if c.Has("concept") {
		d, err = c.tx.DraftByID(c.ctx, c.Lid.Gebruiker, strings.ToUpper(c.Text("concept")))
	}
	if isNotFound(err) || err == nil && (d.Line != conceptLine || c.At.Sub(d.UpdatedAt) > c.draftLife()) {
		return procesregie.Checklist{}, &procesregie.Refusal{Field: "concept", Text: "Deze uitkomst is niet meer bewaard. Vul de checklist opnieuw in met: mpcheck jeugd."}
	}
	list := procesregie.Checklist{
		Soort: procesregie.Doelgroep(d.Fields["soort"]), Op: procesregie.DateOf(d.UpdatedAt.In(c.Praktijk.Zone)), Door: c.Lid.Gebruiker,
		Uitkomst: d.Fields["uitkomst"], Antwoorden: map[string]procesregie.Answer{},
	}
	for key, value := range d.Fields {
		if name, ok := strings.CutPrefix(key, "antwoord "); ok {
			list.Antwoorden[name], _ = procesregie.ParseAnswer(value)
		}
	}
	return list, err
}

// conceptCase returns the checklist and the case it goes with.
func (c *Call) conceptCase() (procesregie.Checklist, procesregie.Casus, error) {
	list, err := c.concept()
	if err != nil {
		return list, procesregie.Casus{}, err
	}
	k, err := c.eigen()
	if err == nil && !k.IsOpen() {
		err = &procesregie.Refusal{Field: "zaak", Text: k.Zaaknummer + " is gesloten. Kies een open casus, of open er een met: casus nieuw."}
	}
	return list, k, err
}

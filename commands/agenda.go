package commands

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

var agenda = Command{
	Name: "agenda", Short: "wat je moet doen, wat te laat is en wat ontbreekt",
	Subs: []Sub{
		{Name: "week", Short: "de komende 7 dagen", Example: "agenda week", Reads: true, Fields: velden(wieVeld), Run: func(c *Call) (Reply, error) { return c.agenda(7, false) }},
		{Name: "maand", Short: "de komende 31 dagen", Example: "agenda maand", Reads: true, Fields: velden(wieVeld), Run: func(c *Call) (Reply, error) { return c.agenda(month, false) }},
		{Name: "team", Short: "de komende 7 dagen van het hele team", Example: "agenda team", Reads: true, Run: func(c *Call) (Reply, error) { return c.agenda(7, true) }},
		{
			Name: "uitstellen", Short: "later aan een termijn herinnerd worden", Example: "agenda uitstellen zaak=ZO-2026-0142 wat=mdo tot=morgen",
			Fields: velden(zaakVeld(),
				Veld{Naam: "wat", Label: "Termijn", Hint: "Waar wil je later aan herinnerd worden?", Soort: soortKeuze, Keuzes: []string{"mdo", "evaluatie", "maximum", "startbijeenkomst"}},
				Veld{Naam: "tot", Label: "Tot", Hint: "Wanneer wil je de volgende herinnering? De termijn zelf verschuift niet.", Soort: soortDatum}),
			Run: agendaUitstellen,
		},
		{Name: "ics", Short: "je termijnen als agendabestand", Example: "agenda ics", Reads: true, Run: agendaICS},
		{Name: "aanmeldteam", Short: "wat er op de agenda van het aanmeldteam staat", Example: "agenda aanmeldteam", Reads: true, Run: agendaAanmeldteam},
		{
			Name: "besproken", Short: "een casus is besproken in het aanmeldteam", Example: "agenda besproken zaak=ZO-2026-0142",
			Fields: velden(zaakVeld()), Run: agendaBesproken,
		},
	},
}

// month is how many days ahead the agenda of a month looks.
const month = 31

var wieVeld = Veld{Naam: "wie", Label: "Van wie", Hint: "Leeg: je eigen agenda", Soort: soortPersoon, Optional: true}

// item is one line of an agenda.
type item struct {
	casus procesregie.Casus
	term  procesregie.Termijn
}

// agenda shows what is overdue, what is due within some days, and what is missing.
func (c *Call) agenda(days int, team bool) (Reply, error) {
	if c.blind() {
		return c.nothingToSee(), nil
	}
	who := c.Text("wie")
	if who == "" {
		who = c.Lid.Gebruiker
	}
	open := true
	filter := store.Filter{Open: &open, Van: who}
	if team {
		filter.Van = ""
	}
	mine, err := c.zichtbaar(procesregie.ZieProces, filter, func(k procesregie.Casus) bool {
		return team || k.Regisseur == who || k.Duo == who && k.IsVPR()
	})
	if err != nil {
		return Reply{}, err
	}
	whose := ""
	if c.Has("wie") {
		whose = "@" + who
	}
	return c.agendaReply(c.agendaHead(who, days, team), whose, mine, days), nil
}

func (c *Call) agendaHead(who string, days int, team bool) string {
	until := c.Vandaag.AddDays(days).Dutch()
	switch {
	case team:
		return "**Agenda van het team** tot en met " + until + ", voor zover je de casussen mag zien"
	case who == c.Lid.Gebruiker:
		return "**Jouw agenda** tot en met " + until
	default:
		return "**Agenda van " + c.naam(who) + "** tot en met " + until + ", voor zover je de casussen mag zien"
	}
}

func (c *Call) agendaReply(head, whose string, cases []procesregie.Casus, days int) Reply {
	overdue, due := c.items(cases, days)
	missing := c.missingLines(cases)
	r := say(head, fmt.Sprintf("Te laat: %d. Komt eraan: %d.", len(overdue), len(due)))
	r = c.itemParts(r, "Ook te laat", overdue)
	r = c.itemParts(r, "Komt ook nog", due)
	if len(missing) > 0 {
		r.Parts = append(r.Parts, pages("**Dit ontbreekt nog**", missing).merged()...)
	}
	if len(overdue)+len(due)+len(missing) == 0 {
		r.Text = paragraphsOf(head, "Er is niets te doen.")
	}
	if days < month {
		r = r.button("Hele maand", strings.TrimSpace("agenda maand "+whose))
	}
	return r.button("Mijn casussen", "casus lijst")
}

// items returns the terms that are overdue and those that are due within days, the
// most urgent first. A letter without a term counts as due.
func (c *Call) items(cases []procesregie.Casus, days int) (overdue, due []item) {
	for _, k := range cases {
		for _, t := range procesregie.Termijnen(k, c.Praktijk) {
			switch {
			case t.IsOverdue(c.Vandaag) || t.Soort == procesregie.TermijnCrisis:
				overdue = append(overdue, item{k, t})
			case t.Advies.IsZero() || !t.Advies.After(c.Vandaag.AddDays(days)) || !t.Gepland.IsZero() && !t.Gepland.After(c.Vandaag.AddDays(days)):
				due = append(due, item{k, t})
			}
		}
	}
	byUrgency := func(a, b item) int {
		return cmp.Or(procesregie.CompareUrgency(a.term, b.term), cmp.Compare(a.casus.Zaaknummer, b.casus.Zaaknummer))
	}
	slices.SortStableFunc(overdue, byUrgency)
	slices.SortStableFunc(due, byUrgency)
	return overdue, due
}

// fullItems is how many items get buttons of their own; the others are listed.
const fullItems = 8

func (c *Call) itemParts(r Reply, head string, items []item) Reply {
	var rest []string
	for i, it := range items {
		text := it.term.StandAt(c.At, c.Praktijk.Calendar())
		if i < fullItems {
			r = r.part(fmt.Sprintf("**%s: %s**. %s", it.casus.Zaaknummer, it.term.Titel(), text), c.withCase(it)...)
			continue
		}
		rest = append(rest, fmt.Sprintf("%s: %s. %s", it.casus.Zaaknummer, lower(it.term.Titel()), text))
	}
	if len(rest) > 0 {
		r.Parts = append(r.Parts, pages(fmt.Sprintf("**%s** (%d)", head, len(rest)), rest).merged()...)
	}
	return r
}

// withCase offers the main actions of an item. Every label names the case, because
// one message shows several cases.
func (c *Call) withCase(it item) []procesregie.Actie {
	list := c.can(it.casus, it.term.Acties())
	list = append(slices.Clip(list[:min(2, len(list))]), procesregie.Actie{Label: "Bekijken", Regel: "casus toon zaak=" + it.casus.Zaaknummer})
	for i := range list {
		list[i].Label += " · " + it.casus.Zaaknummer
	}
	return list
}

// missingLines says per VPR what is missing (VPR-13), and in one line which cases
// lack agreements (EV-6).
func (c *Call) missingLines(cases []procesregie.Casus) []string {
	var lines, agreements []string
	for _, k := range cases {
		var texts []string
		for _, g := range procesregie.Ontbreekt(k, c.Praktijk, c.Vandaag) {
			if g.Regel == "EV-6" {
				agreements = append(agreements, k.Zaaknummer)
			} else {
				texts = append(texts, g.Tekst)
			}
		}
		if len(texts) > 0 {
			lines = append(lines, k.Zaaknummer+": "+procesregie.List(texts))
		}
	}
	if len(agreements) > 0 {
		lines = append(lines, "Afspraken niet compleet: "+procesregie.List(agreements))
	}
	return lines
}

func agendaUitstellen(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	soort := procesregie.TermijnSoort(c.Text("wat"))
	if k, err = procesregie.StelUit(k, procesregie.Uitstel{Termijn: soort, Tot: c.Date("tot")}, c.handeling()); err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	text := fmt.Sprintf("**Je hoort hierover weer op %s** (%s).", c.Date("tot").Dutch(), k.Zaaknummer)
	return say(text, "De termijn zelf verschuift niet. Je collega's houden hun herinneringen.").button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), nil
}

// agendaAanmeldteam lists what waits for the team where cases are scaled up and down.
func agendaAanmeldteam(c *Call) (Reply, error) {
	all, err := c.zichtbaar(procesregie.ZieProces, store.Filter{}, func(k procesregie.Casus) bool { return len(k.OpenPunten()) > 0 })
	if err != nil {
		return Reply{}, err
	}
	r := say("**Agenda van het aanmeldteam**")
	for _, k := range all {
		for _, p := range k.OpenPunten() {
			if len(r.Parts) < 20 {
				subject := p.Onderwerp
				if subject == procesregie.Verborgen {
					subject = "op de agenda"
				}
				r = r.part(fmt.Sprintf("%s: %s. Ingebracht door %s op %s.", k.Zaaknummer, subject, c.naam(p.Door), p.Op.Dutch()),
					c.can(k, []procesregie.Actie{{Label: "Besproken · " + k.Zaaknummer, Regel: "agenda besproken zaak=" + k.Zaaknummer}})...)
			}
		}
	}
	if len(r.Parts) == 0 {
		return say("**De agenda van het aanmeldteam is leeg**.", "Een casus zet je erop na de checklist: mpcheck jeugd."), nil
	}
	return r, nil
}

func agendaBesproken(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	if len(k.OpenPunten()) == 0 {
		return Reply{}, &procesregie.Refusal{Field: "zaak", Text: k.Zaaknummer + " staat niet op de agenda van het aanmeldteam. Bekijk de agenda met: agenda aanmeldteam."}
	}
	k = k.Besproken(c.Vandaag)
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	return say(fmt.Sprintf("**%s is besproken** in het aanmeldteam op %s.", k.Zaaknummer, c.Vandaag.Dutch()), "Is er een ander niveau gekozen? Leg het vast.").
		button("Niveau kiezen", "casus niveau zaak="+k.Zaaknummer).button("Agenda aanmeldteam", "agenda aanmeldteam"), nil
}

package commands

import (
	"fmt"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

var vpr = Command{
	Name: "vpr", Short: "versterkte procesregie, stap voor stap", Menu: true,
	Module: func(m procesregie.Modules) procesregie.Schakelaar { return m.VPR },
	Subs: []Sub{
		{
			Name: "start", Short: "beginnen na het kernbesluit", Daad: procesregie.Draag, Example: "vpr start zaak=ZO-2026-0142 ovv=27-10-2026 duo=@bram",
			Fields: velden(
				zaakVeld(),
				Veld{Naam: "ovv", Label: "Kernbesluit OVV", Hint: "De dag waarop het OVV het kernbesluit nam", Soort: soortDatum, Voorbij: true},
				consulentVeld("duo", "Duo-partner", "Een andere consulent dan de procesregisseur")),
			Run: vprStart,
		},
		{
			Name: "brief", Short: "de brief is verstuurd", Example: "vpr brief zaak=ZO-2026-0142 datum=vandaag",
			Fields: velden(zaakVeld(), gebeurdOp("De dag waarop de brief wegging")), Run: vprBrief,
		},
		{
			Name: "startbijeenkomst", Short: "de startbijeenkomst vastleggen", Title: "VPR: startbijeenkomst",
			Example: `vpr startbijeenkomst zaak=ZO-2026-0142 datum=vandaag aanwezig=ouders,jeugdige,hulpverleners casusregisseur="begeleider, Ambulant Voorbeeld"`,
			Fields: velden(
				zaakVeld(), gebeurdOp("De dag van de startbijeenkomst"),
				Veld{Naam: "aanwezig", Label: "Aanwezig", Hint: "Wie waren erbij?", Soort: soortLijst, Keuzes: []string{"ouders", "jeugdige", "hulpverleners", "netwerk"}},
				Veld{Naam: "casusregisseur", Label: "Casusregisseur", Hint: "Precies één: functie en organisatie. Leeg: wie er al staat.", Optional: true, Max: 150}),
			Run: vprStartbijeenkomst,
		},
		{
			Name: "toon", Short: "de stappen van een VPR", Example: "vpr toon ZO-2026-0142", Reads: true,
			Fields: velden(zaakVeld()), Run: casusToon,
		},
		{Name: "lijst", Short: "welke casussen PR en VPR zijn", Example: "vpr lijst", Reads: true, Run: vprLijst},
		{Name: "onvolledig", Short: "VPR-casussen waar iets ontbreekt", Example: "vpr onvolledig", Reads: true, Run: vprOnvolledig},
		{
			Name: "afschalen", Short: "terug naar gewone procesregie", Example: `vpr afschalen zaak=ZO-2026-0142 naar=basis reden="de veiligheid is op orde"`,
			Fields: func(c *Call) []Veld {
				naar := c.niveauVeld("naar", "Het niveau na de VPR")
				datum := gebeurdOp("De eerste dag van het nieuwe niveau. Leeg: vandaag.")
				datum.Optional = true
				return []Veld{zaakVeld(), naar, datum, redenVeld("Waarom kan het lichter?")}
			},
			Run: vprAfschalen,
		},
		{
			Name: "ovv", Short: "opnieuw inbrengen bij het OVV", Example: `vpr ovv zaak=ZO-2026-0142 reden="de veiligheid verbetert niet"`,
			Fields: func(*Call) []Veld {
				datum := gebeurdOp("De dag waarop je het inbracht. Leeg: vandaag.")
				datum.Optional = true
				return []Veld{zaakVeld(), redenVeld("Waarom breng je de casus opnieuw in?"), datum}
			},
			Run: vprOVV,
		},
	},
}

func vprStart(c *Call) (Reply, error) {
	k, err := c.casus(procesregie.Draag)
	if err != nil {
		return Reply{}, err
	}
	before := k.Duo
	if k, err = procesregie.StartVPR(k, c.Date("ovv"), c.Text("duo"), c.handeling()); err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	if err := c.tellDuo(k, before); err != nil {
		return Reply{}, err
	}
	return say(fmt.Sprintf("**VPR gestart voor %s**, na het kernbesluit van %s. Duo-partner: %s.", k.Zaaknummer, k.VPR.Kernbesluit.Dutch(), c.naam(k.Duo)),
		"**Nu eerst**: stuur de brief aan de ouders of de jeugdige, en plan de startbijeenkomst. Het eerste MDO komt uiterlijk "+
			procesregie.Count(c.Praktijk.Profiel.VPR.MDODagen, "dag", "dagen")+" na de startbijeenkomst.").
		button("Brief is verstuurd", "vpr brief zaak="+k.Zaaknummer).
		button("Startbijeenkomst vastleggen", "vpr startbijeenkomst zaak="+k.Zaaknummer).
		button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), nil
}

func vprBrief(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	if k, err = procesregie.VerstuurBrief(k, c.Date("datum"), c.handeling()); err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	if err := c.tellOther(k, "de brief is verstuurd op "+k.VPR.Brief.Dutch()+"."); err != nil {
		return Reply{}, err
	}
	done := fmt.Sprintf("**Brief van %s vastgelegd**: verstuurd op %s.", k.Zaaknummer, k.VPR.Brief.Dutch())
	if k.VPR.Startbijeenkomst.IsZero() {
		return say(done, "**Nu eerst**: houd de startbijeenkomst, en leg hem daarna vast.").
			button("Startbijeenkomst vastleggen", "vpr startbijeenkomst zaak="+k.Zaaknummer).button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), nil
	}
	return c.changed(k, done), nil
}

func vprStartbijeenkomst(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	director, err := c.casusregisseur(c.Text("casusregisseur"))
	if err != nil {
		return Reply{}, err
	}
	k, err = procesregie.HoudStartbijeenkomst(k, procesregie.Startbijeenkomst{
		Op: c.Date("datum"), Aanwezig: strings.Split(c.Text("aanwezig"), ","), Casusregisseur: director,
	}, c.handeling())
	if err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	due := procesregie.MDOUiterlijk(k, c.Praktijk.Profiel)
	advised := c.Praktijk.Calendar().OnOrBefore(due)
	plan := fmt.Sprintf("Plan het eerste MDO uiterlijk %s.", advised.Dutch())
	if advised != due {
		plan += fmt.Sprintf(" De laatste dag is %s, maar dan werkt de gemeente niet.", due.Dutch())
	}
	if err := c.tellOther(k, fmt.Sprintf("de startbijeenkomst was op %s. %s", k.VPR.Startbijeenkomst.Dutch(), plan)); err != nil {
		return Reply{}, err
	}
	return say(fmt.Sprintf("**Startbijeenkomst van %s vastgelegd**: %s. Casusregisseur: %s.", k.Zaaknummer, k.VPR.Startbijeenkomst.Dutch(), k.Casusregisseur),
		"**Nu eerst**: "+lower(plan), c.plannedLate(k, due), c.absent()).
		button("MDO plannen", "mdo plan zaak="+k.Zaaknummer).button("Casus bekijken", "casus toon zaak="+k.Zaaknummer), nil
}

// plannedLate notes that an MDO that was planned already is too late by now.
func (c *Call) plannedLate(k procesregie.Casus, due procesregie.Date) string {
	if m, _ := k.FirstMDO(); m.Gehouden.IsZero() && m.Gepland.After(due) {
		return fmt.Sprintf("Let op: het MDO staat gepland op %s. Dat is te laat. Kies een andere dag.", m.Gepland.Dutch())
	}
	return ""
}

// absent notes who belongs at a startbijeenkomst and was not there (VPR-4).
func (c *Call) absent() string {
	var missing []string
	for _, who := range []string{"ouders", "jeugdige", "hulpverleners"} {
		if !strings.Contains(c.Text("aanwezig"), who) {
			missing = append(missing, who)
		}
	}
	if len(missing) == 0 {
		return ""
	}
	return "Niet aanwezig: " + procesregie.List(missing) + ". Praat wie er niet was nog bij."
}

func vprAfschalen(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	if !k.IsVPR() {
		return Reply{}, &procesregie.Refusal{Rule: "VPR-10", Field: "zaak", Text: fmt.Sprintf("%s is geen VPR (nu: %s). Het niveau veranderen kan met: casus niveau zaak=%s.", k.Zaaknummer, k.Niveau().Dutch(), k.Zaaknummer)}
	}
	return c.wisselNiveau(k)
}

func vprOVV(c *Call) (Reply, error) {
	k, err := c.eigen()
	if err != nil {
		return Reply{}, err
	}
	if k, err = procesregie.OpnieuwOVV(k, c.DateOr("datum", c.Vandaag), c.Text("reden"), c.handeling()); err != nil {
		return Reply{}, err
	}
	if err := c.save(k); err != nil {
		return Reply{}, err
	}
	if err := c.tellOther(k, "de casus is opnieuw ingebracht bij het OVV op "+k.VPR.OVVOpnieuw.Dutch()+"."); err != nil {
		return Reply{}, err
	}
	return c.changed(k, fmt.Sprintf("**%s is opnieuw ingebracht bij het OVV** op %s.", k.Zaaknummer, k.VPR.OVVOpnieuw.Dutch()),
		"De VPR loopt door tot het OVV heeft besloten."), nil
}

// vprLijst shows which cases are PR and which VPR (VPR-11).
func vprLijst(c *Call) (Reply, error) {
	open := true
	all, err := c.zichtbaar(procesregie.ZieKaart, store.Filter{Open: &open}, nil)
	if err != nil {
		return Reply{}, err
	}
	var vprs []string
	perPerson := map[string][2]int{}
	var names []string
	for _, k := range all {
		if _, known := perPerson[k.Regisseur]; !known {
			names = append(names, k.Regisseur)
		}
		n := perPerson[k.Regisseur]
		if k.Niveau() == procesregie.VPR {
			n[1]++
			vprs = append(vprs, fmt.Sprintf("%s: %s, %s", k.Zaaknummer, c.naam(k.Regisseur), c.duoText(k)))
		} else {
			n[0]++
		}
		perPerson[k.Regisseur] = n
	}
	slices.Sort(names)
	var counts []string
	for _, name := range names {
		n := perPerson[name]
		counts = append(counts, fmt.Sprintf("%s: %d PR, %d VPR", c.naam(name), n[0], n[1]))
	}
	if len(all) == 0 {
		return c.nothingToSee(), nil
	}
	r := pages(fmt.Sprintf("**%s in het team, waarvan %d VPR**", procesregie.Count(len(all), "open casus", "open casussen"), len(vprs)), vprs)
	if len(counts) > 0 {
		r = r.part("**Per procesregisseur**\n" + bullets(counts))
	}
	return r.button("Wat ontbreekt er?", "vpr onvolledig"), nil
}

// blind reports whether the role of the asker shows no case at all.
func (c *Call) blind() bool { return !procesregie.MagVervangen(c.Lid.Rol) }

// nothingToSee says why a list is empty: because of the role, or because there is nothing.
func (c *Call) nothingToSee() Reply {
	if c.blind() {
		return say("**Met jouw rol zie je geen casussen**.")
	}
	return say("**Er zijn geen open casussen die jij mag zien**.")
}

func (c *Call) duoText(k procesregie.Casus) string {
	if k.Duo == "" {
		return "nog geen duo-partner"
	}
	return "duo-partner " + c.naam(k.Duo)
}

// vprOnvolledig is the exception list of VPR-13.
func vprOnvolledig(c *Call) (Reply, error) {
	open := true
	all, err := c.zichtbaar(procesregie.ZieProces, store.Filter{Open: &open, Niveau: string(procesregie.VPR)}, nil)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return c.nothingToSee(), nil
	}
	var lines []string
	for _, k := range all {
		var texts []string
		for _, g := range procesregie.OntbreektVPR(k, c.Praktijk, c.Vandaag) {
			texts = append(texts, g.Tekst)
		}
		if len(texts) > 0 {
			lines = append(lines, fmt.Sprintf("%s (%s): %s", k.Zaaknummer, c.naam(k.Regisseur), procesregie.List(texts)))
		}
	}
	if len(lines) == 0 {
		return say(fmt.Sprintf("**Er ontbreekt niets** bij de %s die je mag zien.", procesregie.Count(len(all), "VPR-casus", "VPR-casussen"))), nil
	}
	return pages(fmt.Sprintf("**Bij %d van %s** die je mag zien, ontbreekt iets (regel VPR-13)", len(lines), procesregie.Count(len(all), "VPR-casus", "VPR-casussen")), lines).
		button("Alle VPR-casussen", "vpr lijst"), nil
}

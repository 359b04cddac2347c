package commands

import (
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/exchange"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

func casusToon(c *Call) (Reply, error) {
	k, err := c.casus(procesregie.ZieKaart)
	if err != nil {
		return Reply{}, err
	}
	if c.toegang(k) == procesregie.ToegangKaart {
		return say(c.card(k), "Je ziet alleen deze regel, omdat je geen procesregisseur of duo-partner bent.",
			fmt.Sprintf("Meer weten? Vraag het @%s.", k.Regisseur)), nil
	}
	r := say(c.headline(k), bullets(c.roles(k)), c.steps(k), c.history(k))
	if text, actions := c.waiting(k); text != "" {
		r = r.part(text, actions...)
	}
	if k.IsOpen() {
		c.addTerms(&r, k)
		c.addMissing(&r, k)
	}
	if err := c.addHulp(&r, k); err != nil {
		return Reply{}, err
	}
	if k.IsOpen() {
		r = r.button("Waarom deze termijnen?", "regiebot waarom zaak="+k.Zaaknummer)
	}
	if c.toegang(k) == procesregie.ToegangVolledig {
		r = r.toDossier(k, exchange.StukCasus)
	}
	return r, nil
}

// card is all that other consulenten of the team see (VPR-11).
func (c *Call) card(k procesregie.Casus) string {
	kind := "PR"
	switch {
	case !k.IsOpen():
		kind = "gesloten"
	case k.Niveau() == procesregie.VPR:
		kind = "VPR"
	}
	return fmt.Sprintf("**%s**: %s, procesregisseur %s", k.Zaaknummer, kind, c.naam(k.Regisseur))
}

func (c *Call) headline(k procesregie.Casus) string {
	text := fmt.Sprintf("**%s: %s** sinds %s", k.Zaaknummer, k.Niveau().Dutch(), k.Sinds().Dutch())
	if !k.IsOpen() {
		text = fmt.Sprintf("**%s is gesloten** op %s", k.Zaaknummer, k.Sluiting.Op.Dutch())
		if k.Sluiting.Reden != procesregie.Verborgen {
			text += fmt.Sprintf(" (reden: %s, nazorg: %s)", orUnknown(k.Sluiting.Reden), orUnknown(k.Sluiting.Nazorg))
		}
	}
	if k.Aanduiding != "" && k.Aanduiding != procesregie.Verborgen {
		text += ". Aanduiding: " + k.Aanduiding
	}
	return text
}

func orUnknown(text string) string {
	if text == "" {
		return "onbekend"
	}
	return text
}

func (c *Call) roles(k procesregie.Casus) []string {
	list := []string{"Procesregisseur: " + c.naam(k.Regisseur)}
	if k.Duo != "" || k.IsVPR() {
		list = append(list, "Duo-partner: "+c.naam(k.Duo))
	}
	list = append(list, "Casusregisseur: "+orUnknown(k.Casusregisseur))
	days := k.StartRegie.DaysUntil(c.Vandaag)
	if !k.IsOpen() {
		days = k.StartRegie.DaysUntil(k.Sluiting.Op)
	}
	if n := len(k.Checklists); n > 0 && c.toegang(k) >= procesregie.ToegangInhoud {
		list = append(list, fmt.Sprintf("MP-checklist: %s op %s", k.Checklists[n-1].Uitkomst, k.Checklists[n-1].Op.Dutch()))
	}
	return append(list, fmt.Sprintf("Start van de regie: %s (%s in totaal)", k.StartRegie.Dutch(), procesregie.Count(days+1, "dag", "dagen")))
}

// steps are the steps of a VPR, where there was one.
func (c *Call) steps(k procesregie.Casus) string {
	v := k.VPR
	if v.Kernbesluit.IsZero() {
		return ""
	}
	mdo, _ := k.FirstMDO()
	started := dateOr(v.Startbijeenkomst, "nog niet")
	if v.Startbijeenkomst.IsZero() && k.IsVPR() {
		started += fmt.Sprintf(" (%s na het kernbesluit)", procesregie.Count(v.Kernbesluit.DaysUntil(c.Vandaag), "dag", "dagen"))
	} else if len(v.Aanwezig) > 0 {
		started += " (aanwezig: " + procesregie.List(v.Aanwezig) + ")"
	}
	lines := []string{
		"Kernbesluit van het OVV: " + v.Kernbesluit.Dutch(), "Brief: " + dateOr(v.Brief, "nog niet verstuurd"), "Startbijeenkomst: " + started,
		"Eerste MDO: " + mdoText(mdo),
	}
	if !v.OVVOpnieuw.IsZero() {
		lines = append(lines, "Opnieuw ingebracht bij het OVV: "+v.OVVOpnieuw.Dutch())
	}
	return "**Stappen van de VPR**\n" + bullets(lines)
}

func mdoText(m procesregie.MDO) string {
	switch {
	case !m.Gehouden.IsZero():
		return "gehouden op " + m.Gehouden.Dutch()
	case !m.Gepland.IsZero():
		return "gepland op " + m.Gepland.Dutch() + ", nog niet gehouden"
	}
	return "nog niet gepland"
}

func dateOr(d procesregie.Date, other string) string {
	if d.IsZero() {
		return other
	}
	return d.Dutch()
}

// history are the levels before the present one (RN-6).
func (c *Call) history(k procesregie.Casus) string {
	if len(k.Niveaus) < 2 {
		return ""
	}
	var lines []string
	for _, n := range k.Niveaus {
		line := n.Niveau.Dutch() + " vanaf " + n.Sinds.Compact()
		if n.Reden != "" && n.Reden != procesregie.Verborgen {
			line += ": " + n.Reden
		}
		lines = append(lines, line)
	}
	return "**Niveaus**\n" + bullets(lines)
}

func (c *Call) addTerms(r *Reply, k procesregie.Casus) {
	ahead := map[procesregie.TermijnSoort]bool{}
	for _, t := range procesregie.Termijnen(k, c.Praktijk) {
		if ahead[t.Soort] {
			continue // of a series the next one says enough
		}
		ahead[t.Soort] = !t.IsOverdue(c.Vandaag)
		*r = r.part("**"+t.Titel()+"**. "+t.StandAt(c.At, c.Praktijk.Calendar()), c.can(k, distinct(*r, t.Acties()))...)
	}
}

// can leaves the actions to who may change the case: a button never leads to a refusal.
func (c *Call) can(k procesregie.Casus, actions []procesregie.Actie) []procesregie.Actie {
	if c.toegang(k) < procesregie.ToegangVolledig {
		return nil
	}
	return actions
}

// distinct leaves out actions that an earlier part of the message offers already.
func distinct(r Reply, actions []procesregie.Actie) []procesregie.Actie {
	seen := map[string]bool{}
	for _, p := range r.Parts {
		for _, b := range p.Buttons {
			seen[b.Line] = true
		}
	}
	var list []procesregie.Actie
	for _, a := range actions {
		if !seen[a.Regel] {
			list = append(list, a)
		}
	}
	return list
}

func (c *Call) addMissing(r *Reply, k procesregie.Casus) {
	var texts []string
	var actions []procesregie.Actie
	for _, g := range procesregie.Ontbreekt(k, c.Praktijk, c.Vandaag) {
		texts = append(texts, g.Tekst)
		actions = append(actions, g.Actie)
	}
	if len(texts) > 0 {
		*r = r.part("**Dit ontbreekt nog**: "+procesregie.List(texts)+".", c.can(k, distinct(*r, actions))...)
	}
}

// casusLijst lists the open cases of the asker; for who steers the team, those of the
// whole team.
func casusLijst(c *Call) (Reply, error) {
	open := true
	all, err := c.zichtbaar(procesregie.ZieProces, store.Filter{Open: &open}, nil)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		if c.blind() {
			return c.nothingToSee(), nil
		}
		return say("**Je hebt geen open casussen**.", "Zo open je er een: casus nieuw").
			button("Casus openen", "casus nieuw"), nil
	}
	var lines []string
	for _, k := range all {
		lines = append(lines, c.listLine(k))
	}
	head := fmt.Sprintf("**%s**", procesregie.Count(len(all), "open casus", "open casussen"))
	return pages(head, lines).button("Mijn agenda", "agenda week"), nil
}

func (c *Call) listLine(k procesregie.Casus) string {
	line := fmt.Sprintf("%s: %s sinds %s", k.Zaaknummer, k.Niveau().Dutch(), k.Sinds().Compact())
	switch {
	case k.Duo == c.Lid.Gebruiker:
		line += ", je bent duo-partner van " + c.naam(k.Regisseur)
	case k.Regisseur != c.Lid.Gebruiker:
		line += ", " + c.naam(k.Regisseur)
	}
	if t := c.nextTerm(k); t != nil && !t.Uiterlijk.IsZero() {
		state := "uiterlijk"
		if t.IsOverdue(c.Vandaag) {
			state = "te laat, was uiterlijk"
		}
		line += fmt.Sprintf(". %s: %s %s", t.Titel(), state, t.Uiterlijk.Compact())
	}
	return line
}

// pages writes a long list in parts that fit on every platform. Nothing is left out.
func pages(head string, lines []string) Reply {
	r := say(head)
	text := ""
	for _, line := range lines {
		if len([]rune(text))+len([]rune(line)) > 2500 {
			r = r.part(strings.TrimSpace(text))
			text = ""
		}
		text += "* " + line + "\n"
	}
	if text != "" {
		r = r.part(strings.TrimSpace(text))
	}
	return r
}

// merged puts the head of a long list on its first part, to add it to another message.
func (r Reply) merged() []bot.Part {
	if len(r.Parts) > 0 {
		r.Parts[0].Text = r.Text + "\n" + r.Parts[0].Text
	}
	return r.Parts
}

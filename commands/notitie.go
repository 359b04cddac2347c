package commands

import (
	"crypto/rand"
	"slices"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/procesregie"
)

// notities are what one use of a command leaves in the access log. Nobody gets an
// answer of which the notes could not be stored.
type notities struct {
	list   []audit.Event
	change bool // something was to be changed
}

// event is what every note of this call has in common.
func (c *Call) event(actie string) audit.Event {
	return audit.Event{
		At: c.At, Wat: c.line(), Actie: actie, Uitkomst: audit.Gelukt, Wie: c.Lid.Gebruiker, Rol: string(c.Lid.Rol),
		Platform: c.req.From.Platform, Plaats: c.req.In.ID, Soort: "casus", Doel: "procesregie", Verzoek: c.verzoek,
	}
}

// newVerzoek names a request in the access log.
func newVerzoek() string { return rand.Text()[:12] }

// looked notes that a case was opened, and on what ground. A case is noted once per
// request.
func (c *Call) looked(k procesregie.Casus, have procesregie.Recht) {
	if slices.ContainsFunc(c.notes.list, func(e audit.Event) bool { return e.Casus == k.Zaaknummer }) {
		return
	}
	e := c.event(audit.Inzien)
	e.Casus, e.Object, e.Regel, e.Namens = k.Zaaknummer, degrees[have.Tot], have.Grond, have.Namens
	if have.Grond == procesregie.GrondNood {
		e.Doel = procesregie.GrondNood
	}
	c.notes.list = append(c.notes.list, e)
}

// degrees are how much of a case was shown, as the access log names it.
var degrees = map[procesregie.Toegang]string{
	procesregie.ToegangGeen: "logboek", procesregie.ToegangKaart: "kaart", procesregie.ToegangProces: "stappen",
	procesregie.ToegangInhoud: "alles", procesregie.ToegangVolledig: "alles",
}

// intend notes that a change was meant, also when it is refused.
func (c *Call) intend(change bool) { c.notes.change = c.notes.change || change && c.asksNothing() }

// asksNothing reports whether the call does something, and does not open a form.
func (c *Call) asksNothing() bool { return c.req.Fields != nil || !c.asksForm() }

// about says more of what was done with a case than the command does.
func (c *Call) about(k procesregie.Casus, what string) {
	for i := range c.notes.list {
		if c.notes.list[i].Casus == k.Zaaknummer {
			c.notes.list[i].Object = what
		}
	}
}

// denied notes that somebody tried to see or do what they may not.
func (c *Call) denied(k procesregie.Casus, have procesregie.Recht) {
	e := c.event(audit.Inzien)
	e.Casus, e.Regel, e.Uitkomst = k.Zaaknummer, have.Grond, audit.Geweigerd
	c.notes.list = append(c.notes.list, e)
}

// sought notes that a number was asked for that there is not. What was typed is not
// noted: it can be anything.
func (c *Call) sought() {
	e := c.event(audit.Inzien)
	e.Soort, e.Object, e.Uitkomst = "zoeken", "onbekend nummer", audit.Geweigerd
	c.notes.list = append(c.notes.list, e)
}

// searched notes that somebody went through the cases of the team.
func (c *Call) searched() {
	e := c.event(audit.Inzien)
	e.Soort, e.Object = "zoeken", "casussen van het team"
	c.notes.list = append(c.notes.list, e)
}

// wrote makes of the note that a case was opened that it was made or changed.
func (c *Call) wrote(k procesregie.Casus) {
	c.stirs = true
	actie := audit.Wijzigen
	if k.Versie == 0 {
		actie = audit.Aanmaken
	}
	for i := range c.notes.list {
		if c.notes.list[i].Casus == k.Zaaknummer {
			c.notes.list[i].Actie = actie
			return
		}
	}
	e := c.event(actie)
	e.Casus, e.Regel = k.Zaaknummer, c.Praktijk.Recht(c.Lid, k, c.At).Grond
	c.notes.list = append(c.notes.list, e)
}

// changedTeam notes a change of somebody's leave, or of the rhythm of the team.
func (c *Call) changedTeam(soort, object string) {
	c.stirs = true
	e := c.event(audit.Wijzigen)
	e.Soort, e.Object, e.Doel = soort, object, "beheer"
	c.notes.list = append(c.notes.list, e)
}

// ended returns the notes of a call that did not do what was asked.
func (n notities) ended(how string) []audit.Event {
	list := slices.Clone(n.list)
	for i := range list {
		list[i].Uitkomst = how
		if n.change && list[i].Casus != "" {
			list[i].Actie = audit.Wijzigen
		}
	}
	return list
}

package commands

import (
	"fmt"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// How much one reply about a case lists, so that it fits on every platform.
const (
	maxSent     = 25 // messages
	maxSubjects = 3  // of one message
)

// regiebotBezorgd shows what was sent about a case: to whom, when it was delivered and
// when they saw it. What a message said is not in it: who sees the course of a case for
// the quality of the work may see it too.
func regiebotBezorgd(c *Call) (Reply, error) {
	needed := procesregie.ZieLogboek
	if c.Lid.Rol == procesregie.Kwaliteitsmedewerker {
		needed = procesregie.ZieProces
	}
	k, err := c.casus(needed)
	if err != nil {
		return Reply{}, err
	}
	posts, err := c.tx.PostsAbout(c.ctx, k.Zaaknummer)
	if err != nil {
		return Reply{}, err
	}
	slices.Reverse(posts)
	if len(posts) == 0 {
		return say(fmt.Sprintf("**Over %s is nog geen bericht verstuurd**.", k.Zaaknummer)), nil
	}
	var lines []string
	for _, p := range posts[:min(len(posts), maxSent)] {
		lines = append(lines, c.postLine(k.Zaaknummer, p))
	}
	head := fmt.Sprintf("**Berichten over %s**, het laatste eerst.", k.Zaaknummer)
	if len(posts) > maxSent {
		head += fmt.Sprintf(" Je ziet de laatste %d van %d.", maxSent, len(posts))
	}
	kept := c.Praktijk.Profiel.Bewaartermijnen().Berichten
	r := pages(head, lines).part(fmt.Sprintf("Gezien: de ontvanger bekeek of wijzigde daarna een casus uit het bericht. Berichten staan hier %s.",
		procesregie.Count(kept, "maand", "maanden")))
	if ok, _ := c.Praktijk.Mag(c.Lid, procesregie.ZieLogboek, k, c.At); ok {
		r = r.button("Logboek bekijken", "regiebot logboek zaak="+k.Zaaknummer)
	}
	return r, nil
}

// postLine says of one message to whom it went, and what became of it.
func (c *Call) postLine(zaak string, p store.Post) string {
	what := c.receiver(p.Aan) + c.insteadOf(zaak, p) + ": " + strings.Join(subjects(zaak, p), ", ")
	switch p.State {
	case store.Failed:
		if p.Unsure {
			return fmt.Sprintf("%s voor %s. Niet zeker of het is bezorgd; wat nog gold, ging opnieuw uit", c.moment(p.CreatedAt), what)
		}
		return fmt.Sprintf("%s voor %s. Niet bezorgd; er ging een ander bericht in plaats van dit", c.moment(p.CreatedAt), what)
	case store.Sent:
		return fmt.Sprintf("%s aan %s. %s", c.moment(p.SentAt), what, c.became(p))
	}
	return fmt.Sprintf("%s voor %s. Nog niet bezorgd", c.moment(p.CreatedAt), what)
}

// became says what became of a message that was sent. What was printed by a round from the
// command line reached nobody by itself.
func (c *Call) became(p store.Post) string {
	line := "Bezorgd via " + p.Receipt.Platform
	if p.Receipt.Platform == bot.Local {
		line = "Op het scherm van de server getoond"
	}
	done := ", klaar op "
	_, channel := procesregie.KanaalVan(p.Aan)
	switch {
	case !p.SeenAt.IsZero():
		line += ", gezien op " + c.moment(p.SeenAt)
	case !channel:
		line, done = line+". De casus is daarna nog niet bekeken", ". Klaar op "
	}
	if p.DoneAt.IsZero() {
		return line
	}
	return line + done + c.moment(p.DoneAt)
}

// insteadOf says for whom the reminders about a case in a message were meant, when somebody
// else got them; empty when nobody stood in.
func (c *Call) insteadOf(zaak string, p store.Post) string {
	var names []string
	for _, key := range p.Keys {
		s, ok := subjectOf(zaak, key)
		if !ok || s.voor == p.Aan || s.voor == procesregie.TeamKanaal {
			continue
		}
		if name := c.naam(s.voor); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	switch {
	case len(names) == 0:
		return ""
	case len(names) > 1:
		return ", omdat " + procesregie.List(names) + " er niet zijn"
	case names[0] == c.naam(c.Lid.Gebruiker):
		return ", omdat jij er niet bent"
	}
	return ", omdat " + names[0] + " er niet is"
}

// subjects are what a message says about a case, each once, and no more than fit.
func subjects(zaak string, p store.Post) []string {
	var list []string
	for _, key := range p.Keys {
		if s, ok := subjectOf(zaak, key); ok && !slices.Contains(list, s.text) {
			list = append(list, s.text)
		}
	}
	if len(list) == 0 {
		return []string{"bericht"}
	}
	if n := len(list) - maxSubjects; n > 0 {
		return append(list[:maxSubjects], fmt.Sprintf("en nog %d", n))
	}
	return list
}

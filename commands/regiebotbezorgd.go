package commands

import (
	"fmt"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// regiebotBezorgd shows what was sent about a case: to whom, when it was delivered and
// when they saw it. What a message said is not in it.
func regiebotBezorgd(c *Call) (Reply, error) {
	k, err := c.casus(procesregie.ZieLogboek)
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
	for _, p := range posts[:min(len(posts), maxShown)] {
		lines = append(lines, c.postLine(k.Zaaknummer, p))
	}
	head := fmt.Sprintf("**Berichten over %s**, het laatste eerst.", k.Zaaknummer)
	if len(posts) > maxShown {
		head += fmt.Sprintf(" Je ziet de laatste %d van %d.", maxShown, len(posts))
	}
	kept := c.Praktijk.Profiel.Bewaartermijnen().Berichten
	r := pages(head, lines).part(fmt.Sprintf("Gezien: de ontvanger bekeek of wijzigde daarna een casus uit het bericht. Berichten staan hier %s.",
		procesregie.Count(kept, "maand", "maanden")))
	return r.button("Logboek bekijken", "regiebot logboek zaak="+k.Zaaknummer), nil
}

// postLine says of one message to whom it went, and what became of it.
func (c *Call) postLine(zaak string, p store.Post) string {
	what := strings.Join(subjects(zaak, p), ", ")
	switch p.State {
	case store.Failed:
		return fmt.Sprintf("%s voor %s: %s. Niet bezorgd; er ging een ander bericht in plaats van dit", c.moment(p.CreatedAt), c.receiver(p.Aan), what)
	case store.Sent:
	default:
		return fmt.Sprintf("%s voor %s: %s. Nog niet bezorgd", c.moment(p.CreatedAt), c.receiver(p.Aan), what)
	}
	line := fmt.Sprintf("%s aan %s: %s. Bezorgd", c.moment(p.SentAt), c.receiver(p.Aan), what)
	if p.Receipt.Platform != bot.Local {
		line += " via " + p.Receipt.Platform
	}
	switch {
	case !p.SeenAt.IsZero():
		line += ", gezien op " + c.moment(p.SeenAt)
	case !strings.HasPrefix(p.Aan, "#"):
		line += ", nog niet gezien"
	}
	if !p.DoneAt.IsZero() {
		line += ", klaar op " + c.moment(p.DoneAt)
	}
	return line
}

// subjects are what a message says about a case, each once.
func subjects(zaak string, p store.Post) []string {
	var list []string
	for _, key := range p.Keys {
		what := subject(zaak, key)
		if what != "" && !slices.Contains(list, what) {
			list = append(list, what)
		}
	}
	if len(list) == 0 {
		return []string{"bericht"}
	}
	return list
}

// subject is the term of a reminder about a case, or the event of a team at which it is on
// the agenda; empty for what is about another case, or is no reminder.
func subject(zaak, key string) string {
	parts := strings.Split(key, "/")
	switch n := len(parts); {
	case n < 5: // a zaaknummer, or the name of a team, can hold more of them
		return ""
	case parts[0] == "ritme":
		return "herinnering " + procesregie.RitmeNaam(procesregie.Reminder{Stap: procesregie.Stap(parts[n-3])})
	case strings.Join(parts[:n-4], "/") != procesregie.ZaakKey(zaak) || parts[n-4] == "bericht":
		return ""
	default:
		return "herinnering " + procesregie.Termijn{Soort: procesregie.TermijnSoort(parts[n-4])}.Titel()
	}
}

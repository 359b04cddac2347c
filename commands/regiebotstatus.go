package commands

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// regiebotStatus says what waits, since when and why, and whether everything works. Who
// steers the team sees every message of the team; others see what waits for them.
func regiebotStatus(c *Call) (Reply, error) {
	if c.app.stand == nil {
		return Reply{}, &procesregie.Refusal{Text: "De bezorging bekijken kan hier niet. De beheerder ziet haar met: regiebot tick."}
	}
	all, err := c.app.stand(c.ctx, c.tx, c.At)
	if err != nil {
		return Reply{}, fmt.Errorf("status: %w", err)
	}
	copied, err := c.restored()
	if err != nil {
		return Reply{}, err
	}
	s := status{Call: c, Stand: all, steers: slices.Contains(steerers, c.Lid.Rol), copied: copied}
	s.mine()
	next, err := s.nextText()
	if err != nil {
		return Reply{}, err
	}
	lines := s.lines()
	r := pages(s.head(), lines[:min(len(lines), maxShown)])
	if len(lines) > maxShown {
		r = r.part(fmt.Sprintf("Je ziet de eerste %d van %d.", maxShown, len(lines)))
	}
	if bad := s.givenUp(); len(bad) > 0 {
		r = r.part("**Niet bezorgd** in de laatste week. Wie het moet weten, kreeg in plaats daarvan een ander bericht.\n" + bullets(bad))
	}
	return r.part(paragraphsOf(bullets(s.troubles()), next)).button("Wat gaat er komen?", "regiebot simuleer"), nil
}

// How much one reply lists, so that it fits on every platform, and how much it looks at.
const (
	maxShown       = 40    // messages
	maxUnreachable = 10    // members
	maxDue         = 10000 // reminders of the organisation
)

// fresh is how long after a round the reminders count as looked after: what stands still
// then is the delivering.
const fresh = 5 * time.Minute

// steerers are the roles that see what waits for others of their team.
var steerers = []procesregie.Rol{procesregie.Manager, procesregie.Beheerder, procesregie.Kwaliteitsmedewerker}

// status is how the delivering stands, for one asker.
type status struct {
	*Call
	Stand
	steers bool
	copied string // that this is a copy that sends nothing
	due    int    // reminders of the team that go out in the next round
}

// mine leaves what the asker may see: of another team nothing.
func (s *status) mine() {
	hidden := func(w Wachtend) bool { return w.Aan != s.Lid.Gebruiker && !(s.steers && s.teamGets(w)) }
	s.Wachtend = slices.DeleteFunc(slices.Clone(s.Wachtend), hidden)
	s.NietBezorgd = slices.DeleteFunc(slices.Clone(s.NietBezorgd), hidden)
}

// teamGets reports whether a message goes to somebody of the team of the asker, or to the
// channel of that team.
func (s *status) teamGets(w Wachtend) bool {
	if team, ok := procesregie.KanaalVan(w.Aan); ok {
		return team == s.Praktijk.Team.Naam
	}
	return s.ofTeam(w.Aan)
}

// head is the main message. That everything was delivered is said only when it was.
func (s *status) head() string {
	n := len(s.Wachtend)
	waits := fmt.Sprintf("**%s nog te bezorgen**", procesregie.Count(n, "bericht is", "berichten zijn"))
	switch {
	case s.copied != "" && n > 0:
		return paragraphsOf(s.copied, waits+".")
	case s.copied != "":
		return s.copied
	case s.Stil || s.Klok:
		return paragraphsOf(s.standsStill(), strings.Repeat(waits+".", min(n, 1)))
	case n > 0:
		return waits
	case s.isUnsettled():
		return "**Er wacht geen bericht**. Lees hieronder wat nog niet in orde is."
	case s.due > 0:
		return "**Alles is in orde**. " + s.dueText()
	case s.steers:
		return "**Alles is bezorgd**: er wacht geen bericht voor jullie team."
	}
	return "**Alles voor jou is bezorgd**: er wacht geen bericht."
}

// isUnsettled reports whether something does not go as usual while no message waits.
func (s *status) isUnsettled() bool {
	return !s.BezetTot.IsZero() || s.Herplannen.Running || s.changing() || len(s.NietBezorgd) > 0
}

// changing reports whether messages are still to be changed, for who hears of that.
func (s *status) changing() bool { return s.steers && s.Correcties > 0 }

// standsStill says that nothing goes out, and who must do something about it.
func (s *status) standsStill() string {
	switch {
	case s.Klok:
		return "**De klok klopt niet**. Herinneringen gaan niet uit, alleen die over een crisis. De beheerder zet de klok goed, of zegt dat hij goed staat met: regiebot activate --today <datum>"
	case s.At.Sub(s.Laatst) <= fresh:
		return "**Er gaan nu geen berichten uit**: er is geen dienst die bezorgt. Meld het nu de beheerder."
	case s.Laatst.IsZero():
		return "**Er gaan nu geen berichten uit**. De herinneringen zijn nog niet nagelopen. Meld het de beheerder."
	}
	return fmt.Sprintf("**Er gaan nu geen berichten uit**. De herinneringen zijn niet meer nagelopen sinds %s. Meld het nu de beheerder.", s.moment(s.Laatst))
}

// moment writes an instant for people, in the zone of the organisation.
func (c *Call) moment(t time.Time) string { return procesregie.DutchMoment(t.In(c.Praktijk.Zone)) }

// lines are what waits: for whom, since when and why.
func (s *status) lines() []string {
	var lines []string
	for _, w := range s.Wachtend {
		line := fmt.Sprintf("voor %s, sinds %s: %s", s.receiver(w.Aan), s.moment(w.CreatedAt), s.why(w))
		lines = append(lines, line)
	}
	return lines
}

// receiver is who gets a message.
func (c *Call) receiver(aan string) string {
	if _, ok := procesregie.KanaalVan(aan); ok {
		return "het kanaal van het team"
	}
	if aan == c.Lid.Gebruiker {
		return "jou"
	}
	return c.naam(aan)
}

// waits is why a message waits, by the word of the scheduler.
var waits = map[string]string{
	"scheduled":   "het is voor later",
	"ready":       "het gaat zo meteen uit",
	"stopped":     "de herinneringen worden niet nagelopen",
	"clock":       "de klok klopt niet",
	"sending":     "het wordt nu verstuurd",
	"behind":      "een eerder bericht gaat voor",
	"retry":       "het chatplatform nam het niet aan",
	"busy":        "het chatplatform vraagt om te wachten",
	"unreachable": "het chatplatform neemt het niet aan voor deze ontvanger, en er is nu niemand anders",
	"resting":     "de ontvanger werkt nu niet",
	"no access":   "deze persoon mag de casus niet meer zien, en er is nu niemand anders",
	"unsure":      "het is niet zeker of het al is aangekomen; dat wordt eerst nagekeken",
}

func (s *status) why(w Wachtend) string {
	text := cmp.Or(waits[w.Waarom], "het wacht")
	if w.Waarom == "stopped" && s.At.Sub(s.Laatst) <= fresh {
		text = "er is geen dienst die bezorgt"
	}
	if w.Attempts > 0 && (w.Waarom == "retry" || w.Waarom == "unsure") {
		text += fmt.Sprintf(" (%s)", procesregie.Count(w.Attempts, "poging", "pogingen"))
	}
	if w.NotBefore.After(s.At) && !s.Stil && !slices.Contains([]string{"sending", "resting"}, w.Waarom) {
		when := ". Volgende poging: "
		if w.Waarom == "scheduled" {
			when = ": "
		}
		text += when + s.moment(w.NotBefore)
	}
	return text
}

// givenUp are the messages that were given up.
func (s *status) givenUp() []string {
	var lines []string
	for _, w := range s.NietBezorgd {
		lines = append(lines, fmt.Sprintf("voor %s, van %s", s.receiver(w.Aan), s.moment(w.CreatedAt)))
	}
	return lines
}

// troubles are what else does not go as usual.
func (s *status) troubles() []string {
	var lines []string
	if !s.BezetTot.IsZero() {
		lines = append(lines, "Het chatplatform vraagt om te wachten tot "+s.moment(s.BezetTot)+".")
	}
	if r := s.Herplannen; r.Running {
		lines = append(lines, fmt.Sprintf("Er is een nieuwe werkwijze: %s van %s casussen zijn opnieuw gepland.", thousands(r.Done), thousands(r.Total)))
	}
	if s.changing() {
		lines = append(lines, procesregie.Count(s.Correcties, "bericht wordt", "berichten worden")+" nog aangepast op het chatplatform, in de hele organisatie.")
	}
	return append(lines, s.unreachable()...)
}

// unreachable are the members for whom the platform takes nothing.
func (s *status) unreachable() []string {
	var lines []string
	for _, lid := range s.Praktijk.Leden {
		if !lid.Weg && !lid.Onbereikbaar.IsZero() && (s.steers || lid.Gebruiker == s.Lid.Gebruiker) {
			lines = append(lines, fmt.Sprintf("%s is niet bereikbaar sinds %s. Herinneringen gaan naar wie vervangt, als die er is.", s.naam(lid.Gebruiker), s.moment(lid.Onbereikbaar)))
		}
	}
	slices.Sort(lines)
	if n := len(lines) - maxUnreachable; n > 0 {
		return append(lines[:maxUnreachable], fmt.Sprintf("En nog %d anderen: zie regiebot lid.", n))
	}
	return lines
}

// thousands writes a number as people read it: "1.200".
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s.%03d", thousands(n/1000), n%1000)
}

// restored says that this is a copy that sends nothing, if it is one.
func (c *Call) restored() (string, error) {
	active, err := c.tx.Active(c.ctx)
	if err != nil || active {
		return "", err
	}
	moment, err := c.tx.Restored(c.ctx)
	if err != nil || moment.IsZero() {
		return "**Deze database is niet in gebruik.** Er gaan geen berichten uit. De beheerder zet hem aan met: regiebot activate.", err
	}
	return fmt.Sprintf("**Dit is een teruggezette kopie** van %s. Er gaan geen berichten uit. De beheerder zet hem aan met: regiebot activate.", c.moment(moment)), nil
}

// ofTeam reports whether somebody belongs to the team of the asker: of another team
// nothing is shown.
func (c *Call) ofTeam(gebruiker string) bool {
	_, ok := c.Praktijk.Leden[gebruiker]
	return ok
}

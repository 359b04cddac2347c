package commands

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/datum"
	"github.com/regiebot/regiebot/procesregie"
)

// read takes the answers from the line and the form, and checks each of them.
func (c *Call) read() error {
	bare, err := c.keyed()
	if err != nil {
		return err
	}
	if err := c.positional(bare); err != nil {
		return err
	}
	for name, value := range c.req.Fields {
		if !c.hasField(name) {
			return bot.Mistakef("Dit formulier heeft geen vraag '%s'. Open het opnieuw met: %s", shorten(name), c.route.command.line(c.route.sub))
		}
		c.waarden[name] = value
	}
	for _, v := range c.velden {
		c.check(v)
	}
	return nil
}

// plainZaken writes the zaaknummers that were answered as they are typed, also when they
// were copied from a letter. Words that are not between quotes were written so already.
func (c *Call) plainZaken() {
	c.req.Fields = maps.Clone(c.req.Fields)
	for _, v := range c.velden {
		if v.Soort != soortZaak {
			continue
		}
		if value, ok := c.req.Fields[v.Naam]; ok {
			c.req.Fields[v.Naam] = procesregie.PlainZaak(value)
		}
		for i, w := range c.route.words {
			if w.Key == v.Naam {
				c.route.words[i].Value = procesregie.PlainZaak(w.Value)
			}
		}
	}
}

// keyed takes the key=value words; the bare ones are left.
func (c *Call) keyed() (bare []string, err error) {
	for _, w := range c.route.words {
		if w.Key == "" {
			bare = append(bare, w.Value)
			continue
		}
		if w.Key == freshKey {
			continue
		}
		if !c.hasField(w.Key) {
			return nil, bot.Mistakef("%s Een goed voorbeeld: %s", unknownWord(w.Key, c.fieldNames()), c.route.sub.Example)
		}
		if _, twice := c.waarden[w.Key]; twice {
			return nil, bot.Mistakef("'%s' staat er twee keer. Zeg het één keer.", w.Key)
		}
		c.waarden[w.Key] = w.Value
	}
	return bare, nil
}

func (c *Call) fieldNames() []string {
	var names []string
	for _, v := range c.velden {
		names = append(names, v.Naam)
	}
	return names
}

// positional gives the bare words a place: a person, a case, a date at the end, or
// the words that a form takes as they are.
func (c *Call) positional(bare []string) error {
	bare = c.dateAtEnd(bare)
	for len(bare) > 0 {
		field := c.place(bare[0])
		if field == "" {
			break
		}
		c.waarden[field] = bare[0]
		bare = bare[1:]
	}
	if len(bare) > 0 && c.free(soortPersoon) != "" && strings.HasPrefix(bare[len(bare)-1], "@") {
		c.waarden[c.free(soortPersoon)] = bare[len(bare)-1]
		bare = bare[:len(bare)-1]
	}
	if len(bare) == 0 {
		return nil
	}
	rest := c.route.sub.Rest
	if rest == "" {
		rest = c.free(soortDatum, soortMoment)
	}
	if rest == "" || c.waarden[rest] != "" {
		return bot.Mistakef("%s Een goed voorbeeld: %s", unknownWord(bare[0], c.fieldNames()), c.route.sub.Example)
	}
	c.waarden[rest] = strings.Join(bare, " ")
	return nil
}

// dateAtEnd takes the date, or what tries to be one, from the end of the words.
func (c *Call) dateAtEnd(bare []string) []string {
	field := c.free(soortDatum, soortMoment)
	if field == "" || c.route.sub.Rest != "" {
		return bare
	}
	n, _, _ := datum.Suffix(bare, datum.Context{Today: c.Vandaag, Calendar: c.Praktijk.Calendar()})
	if n > 0 {
		c.waarden[field] = strings.Join(bare[len(bare)-n:], " ")
	}
	return bare[:len(bare)-n]
}

// place returns the field a bare word belongs to, or "".
func (c *Call) place(word string) string {
	if strings.HasPrefix(word, "@") {
		return c.free(soortPersoon)
	}
	if procesregie.ValidZaak(word) && c.free(soortZaak) != "" && c.route.sub.Rest == "" {
		return c.free(soortZaak)
	}
	return c.placeChoice(word)
}

// free returns the first field of these kinds that has no value yet.
func (c *Call) free(kinds ...soort) string {
	for _, v := range c.velden {
		if slices.Contains(kinds, v.Soort) && c.waarden[v.Naam] == "" {
			return v.Naam
		}
	}
	return ""
}

// check reads one value by its kind and notes what is wrong with it.
func (c *Call) check(v Veld) {
	value := c.Text(v.Naam)
	if value == "" {
		if c.req.Fields != nil && !c.req.Partial && !v.Optional && !c.route.sub.Answers {
			c.problem(v.Naam, "Vul '"+v.Label+"' nog in.")
		}
		return
	}
	if c.req.Partial { // kept as it is, but for a date that can be understood
		if v.Soort == soortDatum {
			_ = c.dateValue(v, value)
		}
		return
	}
	if err := c.value(v, value); err != nil {
		c.problem(v.Naam, err.Error())
	}
}

// value checks a value of one kind and keeps it in the form the command needs.
func (c *Call) value(v Veld, value string) error {
	switch v.Soort {
	case soortZaak:
		return c.zaakValue(v, value)
	case soortDatum:
		return c.dateValue(v, value)
	case soortMoment:
		return c.momentValue(v, value)
	case soortAntwoord:
		return c.answerValue(v, value, true)
	case soortJaNee:
		return c.answerValue(v, value, false)
	case soortKeuze:
		return c.choiceValue(v, value)
	case soortLijst:
		return c.listValue(v, value)
	case soortPersoon:
		return c.personValue(v, value)
	default:
		return textValue(v, value)
	}
}

func (c *Call) zaakValue(v Veld, value string) error {
	if !procesregie.ValidZaak(value) {
		return fmt.Errorf("'%s' is geen zaaknummer. Typ het nummer van de zaak, bijvoorbeeld ZO-2026-0142.", shorten(value)) //nolint:staticcheck // a sentence for people
	}
	c.waarden[v.Naam] = value
	return nil
}

func (c *Call) dateValue(v Veld, value string) error {
	d, err := datum.Parse(value, datum.Context{Today: c.Vandaag, Calendar: c.Praktijk.Calendar(), Past: v.Voorbij})
	var unclear *datum.Problem
	if errors.As(err, &unclear) {
		c.readings[v.Naam] = unclear.Readings
		return err
	}
	c.datums[v.Naam] = d
	return err
}

// momentValue reads a date with or without a time of day.
func (c *Call) momentValue(v Veld, value string) error {
	m, err := datum.ParseMoment(value, datum.Context{Today: c.Vandaag, Calendar: c.Praktijk.Calendar(), Past: v.Voorbij}, c.At)
	if err != nil {
		return err
	}
	c.datums[v.Naam] = m.Date
	if m.HasTime {
		c.momenten[v.Naam] = m.Time
	}
	return nil
}

func (c *Call) answerValue(v Veld, value string, unknown bool) error {
	a, ok := procesregie.ParseAnswer(value)
	if !ok || !unknown && a == procesregie.Onbekend {
		choices := "ja of nee"
		if unknown {
			choices = "ja, nee of onbekend"
		}
		return fmt.Errorf("'%s' begrijp ik niet bij '%s'. Antwoord met %s.", shorten(value), v.Naam, choices) //nolint:staticcheck // a sentence for people
	}
	c.waarden[v.Naam] = a.String()
	return nil
}

func (c *Call) choiceValue(v Veld, value string) error {
	for _, k := range append(slices.Clip(v.Keuzes), v.Ook...) {
		if strings.EqualFold(k, value) {
			c.waarden[v.Naam] = cmp.Or(v.Gelijk[k], k)
			return nil
		}
	}
	return errors.New(cmp.Or(v.Anders, unknownWord(value, v.Keuzes)+" Kies uit: "+strings.Join(v.Keuzes, ", ")+"."))
}

func (c *Call) listValue(v Veld, value string) error {
	var kept []string
	for _, item := range strings.Split(value, ",") {
		item = strings.ToLower(strings.TrimSpace(item))
		if item == "" || slices.Contains(kept, item) {
			continue
		}
		if !slices.Contains(v.Keuzes, item) {
			return errors.New(unknownWord(item, v.Keuzes) + " Kies uit: " + strings.Join(v.Keuzes, ", ") + ".")
		}
		kept = append(kept, item)
	}
	c.waarden[v.Naam] = strings.Join(kept, ",")
	return nil
}

// personValue finds a colleague by user name or name; capitals make no difference.
func (c *Call) personValue(v Veld, value string) error {
	wanted := strings.ToLower(strings.TrimPrefix(value, "@"))
	var names []string
	for name, lid := range c.Praktijk.Leden {
		if lid.Weg && !v.Weg {
			continue
		}
		if name == wanted || strings.ToLower(lid.Naam) == wanted {
			c.waarden[v.Naam] = name
			return nil
		}
		names = append(names, name)
	}
	slices.Sort(names)
	near := ""
	if found := bot.Nearest(wanted, names); len(found) > 0 {
		near = " Bedoel je @" + found[0] + "?"
	}
	return fmt.Errorf("Ik ken @%s niet in jullie team.%s Alle namen zie je met: regiebot lid", shorten(wanted), near) //nolint:staticcheck // a sentence for people
}

func textValue(v Veld, value string) error {
	if v.Soort == soortJeugdige && !procesregie.ValidJeugdige(value) {
		return fmt.Errorf("'%s' is geen code van een jeugdige. Een code is een woord als J1. Gebruik geen naam.", shorten(value)) //nolint:staticcheck // a sentence for people
	}
	limit := v.Max
	if limit == 0 && v.Soort == soortTekst {
		limit = bot.MaxShortValue
	}
	if n := len([]rune(value)); limit > 0 && n > limit {
		return fmt.Errorf("'%s' heeft %d tekens. Er passen er %d.", v.Label, n, limit) //nolint:staticcheck // a sentence for people
	}
	return nil
}

package commands

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
)

// freshKey on a line opens a form empty, without what was kept of it.
const freshKey = "leeg"

// draft is what is kept of a form that was not finished.
type draft struct {
	gebruiker string
	line      string
	fields    map[string]string // nil: forget what was kept
}

// draftLife is how long a half-filled form is kept (BW-3).
func (c *Call) draftLife() time.Duration {
	return time.Duration(c.Praktijk.Profiel.Bewaartermijnen().Formulieren) * 24 * time.Hour
}

func (c *Call) line() string { return c.route.command.line(c.route.sub) }

// draft is what somebody filled in. What the form begins with they did not: by the time that
// it opens again something else can be stored.
func (c *Call) draft() *draft {
	fields, begin := map[string]string{}, c.beginning()
	for name, value := range c.waarden {
		if text := strings.TrimSpace(value); text == "" || text == begin[name] {
			continue
		}
		fields[name] = value
		if day, ok := c.datums[name]; ok && c.momenten[name].IsZero() { // what "vandaag" means changes with the day
			fields[name] = day.Compact()
		}
	}
	return &draft{c.Lid.Gebruiker, c.line(), fields}
}

// beginning are the values with which the form opens for its case.
func (c *Call) beginning() map[string]string {
	opens := *c
	opens.waarden, opens.problems = map[string]string{}, nil
	if c.route.sub.Edit != nil && c.Has("zaak") {
		if k, ok := c.stands(); ok {
			opens.waarden = c.route.sub.Edit(k)
		}
	}
	values := opens.form().Values()
	for name, value := range values {
		values[name] = strings.TrimSpace(value)
	}
	return values
}

// done forgets what was kept of the form, now that it has been handled.
func (c *Call) done() *draft {
	if c.req.Fields == nil {
		return nil
	}
	return &draft{c.Lid.Gebruiker, c.line(), nil}
}

// openForm asks for what is missing. What was kept of an earlier try is filled in.
func (c *Call) openForm() (bot.Message, *draft, error) {
	if err := c.mayOpen(); err != nil {
		return bot.Message{}, nil, err
	}
	intro, err := c.resume()
	if err != nil {
		return bot.Message{}, nil, err
	}
	if err := c.stored(); err != nil {
		return bot.Message{}, nil, err
	}
	form := c.form()
	form.Intro = intro
	text := "Vul het formulier '" + form.Title + "' in."
	m := bot.Message{Text: text, Form: &form}
	if intro != "" {
		m.Text += " " + intro
		m.Buttons = []bot.Button{{Label: "Leeg beginnen", Line: c.line() + " " + freshKey + "=ja"}}
	}
	return m, nil, nil
}

// resume fills in what was kept, unless it was about another case, or about one that the
// asker may not change any more.
func (c *Call) resume() (string, error) {
	fresh := slices.ContainsFunc(c.route.words, func(w bot.Word) bool { return w.Key == freshKey })
	kept, at, err := c.kept()
	if err != nil || kept == nil || fresh || c.At.Sub(at) > c.draftLife() {
		return "", err
	}
	if zaak := c.waarden["zaak"]; zaak != "" && procesregie.ZaakKey(kept["zaak"]) != procesregie.ZaakKey(zaak) {
		return "", nil
	}
	if filled, err := c.fillIn(kept); err != nil || !filled {
		return "", err
	}
	return "Je was hier al mee bezig op " + procesregie.DutchMoment(at.In(c.Praktijk.Zone)) + ". Wat je toen invulde, staat er nog.", nil
}

// fillIn puts what was kept into the form, unless it is about a case that was theirs when
// they began and is so no longer: then they have nothing to do with that case. It reports
// whether there is more in the form than before.
func (c *Call) fillIn(kept map[string]string) (bool, error) {
	before, notes := maps.Clone(c.waarden), c.notes
	for name, value := range kept {
		if c.waarden[name] == "" {
			c.waarden[name] = value
		}
	}
	err := c.mayOpen()
	var refusal *procesregie.Refusal
	if errors.As(err, &refusal) {
		c.waarden, c.notes = before, notes
		return false, nil
	}
	return !maps.Equal(c.waarden, before), err
}

// kept returns the answers of this form that were not sent; nil when there are none.
func (c *Call) kept() (map[string]string, time.Time, error) {
	d, err := c.tx.Draft(c.ctx, c.Lid.Gebruiker, c.line())
	if isNotFound(err) {
		return nil, time.Time{}, nil
	}
	return d.Fields, d.UpdatedAt, err
}

// stored fills in what is known of the case already, in a form that edits it.
func (c *Call) stored() error {
	if c.route.sub.Edit == nil || !c.Has("zaak") {
		return nil
	}
	k, err := c.eigen()
	if err != nil {
		return err
	}
	for name, value := range c.route.sub.Edit(k) {
		if c.waarden[name] == "" {
			c.waarden[name] = value
		}
	}
	return nil
}

// form is the form of this command with everything that is known filled in.
func (c *Call) form() bot.Form {
	title := c.route.sub.Title
	if title == "" {
		title = capital(c.line())
	}
	f := bot.Form{Title: title, Line: c.line()}
	for _, v := range c.velden {
		f.Fields = append(f.Fields, c.field(v))
	}
	return f
}

// capital begins a text with a capital; MDO, OVV and VPR are written in capitals whole.
func capital(text string) string {
	first, rest, _ := strings.Cut(text, " ")
	if slices.Contains([]string{"mdo", "ovv", "vpr"}, first) {
		return strings.TrimSpace(strings.ToUpper(first) + " " + rest)
	}
	r := []rune(text)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

func (c *Call) field(v Veld) bot.Field {
	f := bot.Field{
		Name: v.Naam, Label: v.Label, Hint: v.Hint, Optional: v.Optional || c.route.sub.Answers,
		Value: c.waarden[v.Naam], Problem: c.problems[v.Naam], Kind: kinds[v.Soort],
	}
	if f.Value == "" {
		f.Value = v.Begin
	}
	c.offer(&f, v)
	return f
}

// offer gives a field its choices, and leaves out a value that does not fit. How a date is
// given, typed or picked, is for the platform to say.
func (c *Call) offer(f *bot.Field, v Veld) {
	switch v.Soort {
	case soortTekst, soortZaak, soortJeugdige:
		f.Value = fit(f.Value, bot.MaxShortValue)
	case soortAntwoord:
		f.Choices = choices("ja", "nee", "onbekend")
	case soortJaNee:
		f.Choices = choices("ja", "nee")
	case soortKeuze, soortLijst:
		f.Choices = choices(v.Keuzes...)
		for i, name := range v.Namen {
			f.Choices[i].Label = name
		}
		f.Value = cmp.Or(v.Gelijk[f.Value], f.Value)
		if v.Namen != nil && !f.Offers(f.Value) { // what is on offer changes with what is stored
			getypt(f, v)
		}
	case soortPersoon:
		f.Choices = c.people(v)
		if !slices.ContainsFunc(f.Choices, func(choice bot.Choice) bool { return choice.Value == f.Value }) {
			f.Value = ""
		}
	}
}

// getypt keeps a value that is understood, and is not on offer, as a choice more. Another is left out.
func getypt(f *bot.Field, v Veld) {
	if !slices.Contains(v.Ook, f.Value) || len(f.Choices) >= bot.MaxChoices {
		f.Value = ""
		return
	}
	f.Choices = append(f.Choices, bot.Choice{Value: f.Value, Label: f.Value})
}

var kinds = map[soort]bot.Kind{
	soortTekst: bot.KindLine, soortAlinea: bot.KindParagraph, soortZaak: bot.KindLine, soortDatum: bot.KindDate,
	soortMoment: bot.KindLine, soortAntwoord: bot.KindChoice, soortJaNee: bot.KindChoice, soortKeuze: bot.KindChoice,
	soortLijst: bot.KindTicks, soortPersoon: bot.KindPerson, soortJeugdige: bot.KindLine,
}

func choices(values ...string) []bot.Choice {
	var list []bot.Choice
	for _, v := range values {
		list = append(list, bot.Choice{Value: v, Label: v})
	}
	return list
}

// people lists the colleagues that may be chosen: those with the roles of the field,
// or everybody.
func (c *Call) people(v Veld) []bot.Choice {
	var list []bot.Choice
	for name, lid := range c.Praktijk.Leden {
		if !lid.Weg && (len(v.Keuzes) == 0 || slices.Contains(v.Keuzes, string(lid.Rol))) {
			list = append(list, bot.Choice{Value: name, Label: lid.Naam})
		}
	}
	slices.SortFunc(list, func(a, b bot.Choice) int { return strings.Compare(a.Value, b.Value) })
	return list[:min(len(list), bot.MaxChoices)]
}

// menu asks which form of a command is meant.
func (c *Call) menu() bot.Message {
	command := c.route.command
	r := say(fmt.Sprintf("**%s**: %s Wat wil je doen?", capital(command.Name), sentence(command.Short)))
	field := bot.Field{Name: menuField, Label: "Wat wil je doen?", Kind: bot.KindChoice}
	for _, s := range command.Subs {
		field.Choices = append(field.Choices, bot.Choice{Value: s.Name, Label: s.Name + ": " + s.Short})
		r = r.button(capital(s.Name), command.line(s))
	}
	r.Form = &bot.Form{Title: capital(command.Name), Line: command.Name, Submit: "Verder", Fields: []bot.Field{field}}
	return r.Message
}

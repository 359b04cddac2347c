package commands_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/regiebot/regiebot/bot"
)

// show writes a message as it is read: the text, the parts, the buttons, the form.
func show(m bot.Message) string {
	var b strings.Builder
	if m.Direct {
		b.WriteString("(in het privébericht)\n")
	}
	b.WriteString(m.Text + "\n" + showButtons(m.Buttons))
	for _, p := range m.Parts {
		b.WriteString("--\n" + p.Text + "\n" + showButtons(p.Buttons))
	}
	for _, f := range m.Files {
		fmt.Fprintf(&b, "bestand %s\n", f.Name)
	}
	if m.Form != nil {
		b.WriteString(showForm(*m.Form))
	}
	return b.String()
}

func showButtons(buttons []bot.Button) string {
	var labels []string
	for _, k := range buttons {
		labels = append(labels, "["+k.Label+"]")
	}
	if len(labels) == 0 {
		return ""
	}
	return strings.Join(labels, " ") + "\n"
}

// showForm writes a form in short: what is filled in, and what is wrong with it.
func showForm(f bot.Form) string {
	var b strings.Builder
	fmt.Fprintf(&b, "formulier '%s'\n", f.Title)
	if f.Intro != "" {
		b.WriteString("  " + f.Intro + "\n")
	}
	for _, v := range f.Fields {
		fmt.Fprintf(&b, "  %s: [%s]\n", v.Label, v.Value)
		if v.Problem != "" {
			fmt.Fprintf(&b, "    ! %s\n", v.Problem)
		}
	}
	return b.String()
}

// showFullForm writes a form with everything a person can see in it.
func showFullForm(f bot.Form) string {
	var b strings.Builder
	fmt.Fprintf(&b, "formulier '%s' (%s)\n", f.Title, f.Line)
	for _, v := range f.Fields {
		needed := ""
		if v.Optional {
			needed = ", mag leeg"
		}
		fmt.Fprintf(&b, "%s (%s%s): [%s]\n", v.Label, v.Name, needed, v.Value)
		if v.Hint != "" {
			b.WriteString("  " + v.Hint + "\n")
		}
		var labels []string
		for _, c := range v.Choices {
			labels = append(labels, c.Label)
		}
		if len(labels) > 0 {
			b.WriteString("  keuze: " + strings.Join(labels, " | ") + "\n")
		}
		if v.Problem != "" {
			b.WriteString("  ! " + v.Problem + "\n")
		}
	}
	return b.String()
}

// showPost writes what was delivered, with the moment and the rules.
func showPost(list []delivered, g *gesprek) string {
	if len(list) == 0 {
		return "(geen berichten)\n"
	}
	var b strings.Builder
	for _, d := range list {
		at := d.At.In(g.zone)
		day := []string{"zo", "ma", "di", "wo", "do", "vr", "za"}[at.Weekday()]
		fmt.Fprintf(&b, "== %s %s uur (%s)\n%s", day, at.Format("02-01-2006 15.04"), strings.Join(d.Rules, ", "), show(d.Message))
	}
	return b.String()
}

// judge holds a message against what must be true of every message: it fits on every
// platform, nothing stands in it that people cannot read, and every button and every
// answer that is filled in works for the person who sees it.
func (g *gesprek) judge(m bot.Message, to string) error {
	problems := []error{bot.Check(m)}
	if !g.random {
		problems = append(problems, readable(show(m)))
	}
	buttons := slices.Clone(m.Buttons)
	for _, p := range m.Parts {
		buttons = append(buttons, p.Buttons...)
	}
	if g.random && m.Refused {
		buttons = nil // the meanings of one wrong answer, with another answer that is wrong too
	}
	for _, k := range buttons {
		req := bot.Request{Line: k.Line, From: g.person(to), At: g.now}
		if err := g.app.Understands(context.Background(), req); err != nil {
			problems = append(problems, fmt.Errorf("button %q says %q: %w", k.Label, k.Line, err))
		}
	}
	if m.Form != nil && !g.random {
		problems = append(problems, choosable(*m.Form))
	}
	return errors.Join(problems...)
}

// slips are what no reply may hold: a format that went wrong, doubled signs, a date as
// only machines write it, wrong plurals.
var slips = regexp.MustCompile(`%!|\.\.|,,|\. \.|  [a-z]| [,.;]|\(\)|''|\b20\d\d-\d\d-\d\d\b|\b1 (dagen|werkdagen|weken|maanden|casussen)\b|\b([a-z]{2,}) \b(vóór )?\b0001|<nil>|onbekend uur`)

func readable(text string) error {
	if slip := slips.FindString(text); slip != "" {
		return fmt.Errorf("the reply holds %q:\n%s", slip, text)
	}
	return nil
}

// choosable refuses a form that is filled in with something that cannot be chosen: a
// platform would not open it.
func choosable(f bot.Form) error {
	for _, v := range f.Fields {
		if (v.Kind == bot.KindChoice || v.Kind == bot.KindPerson) && v.Value != "" && !chosen(v, v.Value) {
			return fmt.Errorf("the form %s fills in %q at %s, which is no choice", f.Title, v.Value, v.Name)
		}
	}
	return nil
}

// named is the choice that a script names by how its label begins: 'J1 2' for 'J1 2: daghulp'.
func named(v bot.Field, value string) string {
	for _, c := range v.Choices {
		if strings.HasPrefix(c.Label, value+": ") {
			return c.Value
		}
	}
	return value
}

func chosen(v bot.Field, value string) bool {
	return slices.ContainsFunc(v.Choices, func(c bot.Choice) bool { return c.Value == value })
}

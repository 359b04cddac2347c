package commands

import "strings"

// help tells how a command is used, with examples that work.
func (c *Call) help(r route) Reply {
	if r.named {
		explained := ""
		if r.sub.Uitleg != nil {
			explained = r.sub.Uitleg(c)
		}
		return say("**"+r.command.line(r.sub)+"**: "+r.sub.Short+".", "Voorbeeld:\n* "+r.sub.Example,
			"Laat je iets weg, dan opent het formulier.", explained).button("Formulier openen", r.command.line(r.sub))
	}
	var lines []string
	for _, s := range r.command.Subs {
		lines = append(lines, s.Example+" ("+s.Short+")")
	}
	reply := say("**"+r.command.Name+"**: "+sentence(r.command.Short), "Zo gebruik je het:\n"+bullets(lines),
		"Laat je iets weg, dan opent het formulier. Een datum typ je zoals je hem zegt: 27-11-2026, morgen, over 6 weken.")
	return reply.button("Formulier openen", r.command.Name)
}

// sentence ends a text with a point, unless it is a question.
func sentence(text string) string {
	if strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// overview lists every command that the practice of the team has.
func (c *Call) overview() Reply {
	var lines []string
	for _, command := range c.app.commands {
		if command.Module == nil || bool(command.Module(c.Praktijk.Profiel.Modules)) {
			lines = append(lines, command.Name+": "+command.Short)
		}
	}
	return say("**Dit kan ik voor je doen**", bullets(lines),
		"Typ een opdracht met 'hulp' erachter voor voorbeelden, zoals: vpr hulp. De opdrachten werken in een privébericht ook zonder schuine streep.",
		"Ik adviseer, jullie beslissen. Gebruik alleen het zaaknummer: geen namen en nooit een BSN.").
		button("MP-checklist invullen", "mpcheck jeugd").button("Mijn agenda", "agenda week").button("Mijn casussen", "casus lijst")
}

// Usage is an example of every form, one a line, for completion while typing.
func (c Command) Usage() string {
	var lines []string
	for _, s := range c.Subs {
		lines = append(lines, s.Example)
	}
	return strings.Join(lines, "\n")
}

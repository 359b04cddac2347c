package commands

import (
	"fmt"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/summary"
)

// bericht writes summaries as one message: with a part under each heading, or else with fuller
// parts, or else in short with a file in which everything stands. Nothing is cut.
func (s *samenvatting) bericht(list []summary.Uitkomst) Reply {
	for _, write := range []func([]summary.Uitkomst) Reply{s.perKop, s.gevuld, s.kort} {
		if r := write(list); bot.Check(r.Message) == nil {
			return r
		}
	}
	r := s.hoofd(list, fmt.Sprintf("Het zijn %d jeugdigen. Alles staat in het bestand.", len(list)))
	r.Files = s.bestanden(list)
	return r
}

// hoofd begins a message: who wrote it, what it is about, and the main message.
func (s *samenvatting) hoofd(list []summary.Uitkomst, main string) Reply {
	title := fmt.Sprintf("**Hulp in %s, jeugdige %s**", s.zaak, list[0].Jeugdige)
	if len(list) > 1 {
		title = fmt.Sprintf("**Hulp in %s: %d jeugdigen**", s.zaak, len(list))
	}
	r := say(s.kop(list), title, main)
	for _, b := range s.knoppen(list) {
		r = r.button(b.Label, b.Line)
	}
	return s.call.trajectKnoppen(r, s.casus, "samenvatting")
}

// kop is the first sentence when it is the same for everybody, or says that it differs.
func (s *samenvatting) kop(list []summary.Uitkomst) string {
	first := SamenvattingKop(list[0], s.zonder)
	for _, u := range list {
		if SamenvattingKop(u, s.zonder) != first {
			return conceptAI + ". Niet elke samenvatting is met AI gemaakt: bij elke jeugdige staat het erbij."
		}
	}
	return first
}

// perKop writes a part under each heading.
func (s *samenvatting) perKop(list []summary.Uitkomst) Reply {
	if len(list) > 1 {
		return s.hele(list, func(u summary.Uitkomst) []string {
			return append(append([]string{s.naam(u, list)}, koppen(u.Delen)...), SamenvattingVoet(u))
		})
	}
	r := s.hoofd(list, zinnen(hoofddeel(list[0])))
	for _, text := range append(koppen(overige(list[0])), SamenvattingVoet(list[0])) {
		for _, piece := range pieces(text) {
			r = r.part(piece)
		}
	}
	return r
}

// gevuld puts everything of a young person together, in as few parts as fit.
func (s *samenvatting) gevuld(list []summary.Uitkomst) Reply {
	return s.hele(list, func(u summary.Uitkomst) []string {
		return []string{paragraphsOf(append([]string{s.naam(u, list)}, append(koppen(u.Delen), SamenvattingVoet(u))...)...)}
	})
}

// hele writes everything of everybody in parts.
func (s *samenvatting) hele(list []summary.Uitkomst, texts func(summary.Uitkomst) []string) Reply {
	r := s.hoofd(list, "")
	for _, u := range list {
		for _, text := range texts(u) {
			for _, piece := range pieces(text) {
				r = r.part(piece)
			}
		}
	}
	return r
}

// kort gives of everybody the main message and how much was looked at; everything stands in
// the file.
func (s *samenvatting) kort(list []summary.Uitkomst) Reply {
	r := s.hoofd(list, "De hele samenvatting is te lang voor een bericht. Ze staat in het bestand.")
	var lines []string
	for _, u := range list {
		text := zinnen(hoofddeel(u)) + fmt.Sprintf(" %d van %d %s verwerkt.", u.Verwerkt, u.Van, map[bool]string{true: "traject", false: "trajecten"}[u.Van == 1])
		lines = append(lines, paragraphsOf(s.naam(u, list), text))
	}
	for _, piece := range pieces(strings.Join(lines, "\n\n")) {
		r = r.part(piece)
	}
	r.Files = s.bestanden(list)
	return r
}

// bestanden is the file in which everything stands.
func (s *samenvatting) bestanden(list []summary.Uitkomst) []bot.File {
	var texts []string
	for _, u := range list {
		texts = append(texts, SamenvattingTekst(s.zaak, u, s.zonder))
	}
	name := procesregie.ZaakKey(s.zaak) + "-samenvatting.txt"
	return []bot.File{{Name: name, Type: textFile, Data: []byte(strings.Join(texts, "\n\n"))}}
}

// textFile is the media type of a text.
const textFile = "text/plain; charset=utf-8"

// naam is the heading of one of several young people, with who wrote it where that differs.
func (s *samenvatting) naam(u summary.Uitkomst, list []summary.Uitkomst) string {
	if len(list) == 1 {
		return ""
	}
	own := SamenvattingKop(u, s.zonder)
	if own == s.kop(list) {
		own = ""
	}
	return paragraphsOf("**Jeugdige "+u.Jeugdige+"**", own)
}

// hoofddeel is the main message of a summary, the part without a heading.
func hoofddeel(u summary.Uitkomst) summary.Deel {
	if len(u.Delen) > 0 && u.Delen[0].Kop == "" {
		return u.Delen[0]
	}
	return summary.Deel{}
}

// overige are the parts of a summary after the main message.
func overige(u summary.Uitkomst) []summary.Deel {
	if len(u.Delen) > 0 && u.Delen[0].Kop == "" {
		return u.Delen[1:]
	}
	return u.Delen
}

// koppen writes each part of a summary: its heading, and its sentences as a list.
func koppen(delen []summary.Deel) []string {
	var list []string
	for _, d := range delen {
		if d.Kop == "" {
			list = append(list, zinnen(d))
			continue
		}
		var lines []string
		for _, z := range d.Zinnen {
			lines = append(lines, z.Text)
		}
		list = append(list, "**"+d.Kop+"**\n"+bullets(lines))
	}
	return list
}

// zinnen writes the sentences of a part after each other.
func zinnen(d summary.Deel) string {
	var texts []string
	for _, z := range d.Zinnen {
		texts = append(texts, z.Text)
	}
	return strings.Join(texts, " ")
}

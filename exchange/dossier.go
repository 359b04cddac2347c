package exchange

import (
	"slices"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// Stuk is a kind of record of a casus that can be copied to the dossier.
type Stuk string

// The records that can be copied. StukCasus is everything about the family and the work
// that is kept in the casus itself, all other records included; what is of the bot's own
// administration is for [WriteInzage] alone.
const (
	StukCasus     Stuk = "casus"
	StukMDO       Stuk = "mdo"
	StukEvaluatie Stuk = "evaluatie"
	StukChecklist Stuk = "checklist"
	StukMelding   Stuk = "melding"
	StukAfspraken Stuk = "afspraken"
)

// Stukken returns the kinds of records, as people type them.
func Stukken() []Stuk {
	return []Stuk{StukCasus, StukMDO, StukEvaluatie, StukChecklist, StukMelding, StukAfspraken}
}

// DossierTekst writes a record of a casus as plain Dutch text, ready to be pasted in a
// dossier: a label with every field, times in the zone of the practice, no markdown.
// Of records of which a casus can have several, nummer says which: 1 is the oldest, 0
// the last one. ok is false when there is no such record.
func DossierTekst(c procesregie.Casus, p procesregie.Praktijk, stuk Stuk, nummer int) (text string, ok bool) {
	s := &schrijver{casus: c, praktijk: p}
	if stuk == StukCasus {
		return vel(s.dossier()), true
	}
	list := s.stukken(stuk)
	if nummer == 0 {
		nummer = len(list)
	}
	if nummer < 1 || nummer > len(list) {
		return "", false
	}
	head := rubriek{kop: "Casus " + tidy(c.Zaaknummer), gegevens: []gegeven{{"Procesregisseur", s.wie(c.Regisseur)}}}
	return vel([]rubriek{head, list[nummer-1]}), true
}

// rubriek is a heading with the fields under it.
type rubriek struct {
	kop      string
	gegevens []gegeven
}

// gegeven is a field with its Dutch label. One without text is not shown.
type gegeven struct{ naam, tekst string }

// empty reports whether there is nothing to show.
func (r rubriek) empty() bool {
	return !slices.ContainsFunc(r.gegevens, func(v gegeven) bool { return v.tekst != "" })
}

// vel writes headings with their fields. Only what this program writes stands at the
// beginning of a line: a text of somebody else cannot pass for a heading or a field.
func vel(list []rubriek) string {
	var b strings.Builder
	for _, r := range list {
		if r.empty() {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n")
		}
		b.WriteString(r.kop + "\n" + strings.Repeat("-", len([]rune(r.kop))) + "\n")
		for _, v := range r.gegevens {
			writeGegeven(&b, v)
		}
	}
	return b.String()
}

func writeGegeven(b *strings.Builder, v gegeven) {
	lines := alinea(v.tekst)
	switch len(lines) {
	case 0:
	case 1:
		b.WriteString(v.naam + ": " + lines[0] + "\n")
	default:
		b.WriteString(v.naam + ":\n")
		for _, line := range lines {
			b.WriteString(strings.TrimRight("  "+line, " ") + "\n")
		}
	}
}

// alinea cuts a text into lines in which nothing is hidden, without empty ones at both
// ends.
func alinea(text string) []string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(text)
	text = strings.Map(func(r rune) rune {
		if r != '\n' && isHostile(r) {
			return -1
		}
		return r
	}, text)
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return lines
}

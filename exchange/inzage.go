package exchange

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// Inzage is everything that is kept about a casus, for who asks to see it.
type Inzage struct {
	Casus       procesregie.Casus
	Praktijk    procesregie.Praktijk
	Hulp        []procesregie.Levering // rows of help, as lists and people gave them
	IJw         []procesregie.IJwRegel // what iJw messages said
	Geweigerd   map[string]int         // young person, by the code in capitals → rows of the last list that were refused
	BSNVan      []string               // codes of the young people of whom the keyed hash of a BSN is kept
	Signalen    []string               // keys of the signals of help that were told
	Op          time.Time              // when it was written
	Wissen      procesregie.Date       // the day on which the casus is erased, as was told; zero: not told yet
	Gepland     []procesregie.Reminder // reminders that will go out
	Verstuurd   []procesregie.Sent     // reminders that went out or were overtaken by a later stage
	Berichten   []InzageBericht        // oldest first
	Formulieren []InzageFormulier
	Logboek     []InzageRegel // oldest first
}

// InzageBericht is a message about the casus, without what it says about other casussen.
type InzageBericht struct {
	Aan   string    // user name, or # and a channel
	Op    time.Time // when it was sent; zero: it waits
	Tekst string    // empty: it was emptied because its time was over
}

// InzageFormulier is a form that somebody has not finished and that names the casus.
type InzageFormulier struct {
	Van    string // user name
	Op     time.Time
	Regel  string // what sending it would do
	Velden map[string]string
}

// InzageRegel is a line of the access log.
type InzageRegel struct {
	Op                              time.Time
	Wie, Rol, Namens, Wat, Actie    string
	Uitkomst, Doel, Grond, Platform string
	Soort, Object, Plaats, Verzoek  string
}

// WriteInzage writes everything that is kept about a casus as one readable text in plain
// Dutch (UTF-8). Every field has a label.
func WriteInzage(w io.Writer, i Inzage) error {
	s := &schrijver{casus: i.Casus, praktijk: i.Praktijk}
	list := append([]rubriek{s.inzageKop(i)}, s.alles()...)
	list = append(list, s.hulp(i)...)
	list = append(list, s.gepland(i.Gepland), s.verstuurd(i.Verstuurd))
	list = append(list, each("Bericht", i.Berichten, s.bericht)...)
	list = append(list, each("Half-ingevuld formulier", i.Formulieren, s.formulier)...)
	list = append(list, s.logboek(i.Logboek))
	out := bufio.NewWriter(w)
	if _, err := out.WriteString(vel(list)); err != nil {
		return err
	}
	return out.Flush()
}

func (s *schrijver) inzageKop(i Inzage) rubriek {
	return rubriek{"Alles wat Regiebot bewaart over " + tidy(i.Casus.Zaaknummer), []gegeven{
		{"Gemaakt", s.om(i.Op)},
		{"Wordt gewist op", dag(i.Wissen)},
		{"Wat dit is", "De werkgegevens van het team over deze casus. Het dossier staat ergens anders."},
	}}
}

func (s *schrijver) gepland(list []procesregie.Reminder) rubriek {
	r := rubriek{kop: "Herinneringen die nog komen"}
	for _, one := range list {
		what := fmt.Sprintf("%s, %s, aan %s", termijnWoord(one.Termijn), stapWoord(one.Stap), s.wie(one.Aan))
		if one.Voor != one.Aan {
			what += " (voor " + s.wie(one.Voor) + ")"
		}
		if !one.Uiterlijk.IsZero() {
			what += ", laatste dag " + one.Uiterlijk.Compact()
		}
		r.gegevens = append(r.gegevens, gegeven{s.om(one.At), what + regelsTekst(one.Regels)})
	}
	return r
}

func regelsTekst(regels []string) string {
	if len(regels) == 0 {
		return ""
	}
	return " (regel " + strings.Join(regels, ", ") + ")"
}

func (s *schrijver) verstuurd(list []procesregie.Sent) rubriek {
	r := rubriek{kop: "Herinneringen die zijn verstuurd of ingehaald"}
	for _, one := range list {
		r.gegevens = append(r.gegevens, gegeven{s.om(one.At), s.sleutel(one.Key)})
	}
	return r
}

func (s *schrijver) bericht(b InzageBericht) []gegeven {
	to, sent, text := s.wie(b.Aan), "nog niet", b.Tekst
	if team, ok := procesregie.KanaalVan(b.Aan); ok {
		to = "het kanaal van team " + team
	}
	if !b.Op.IsZero() {
		sent = s.om(b.Op)
	}
	if text == "" {
		text = "(al gewist)"
	}
	return []gegeven{{"Aan", to}, {"Verstuurd", sent}, {"Tekst", text}}
}

func (s *schrijver) formulier(f InzageFormulier) []gegeven {
	list := []gegeven{{"Van", s.wie(f.Van)}, {"Laatst gewijzigd", s.om(f.Op)}, {"Opdracht", f.Regel}}
	for _, name := range slices.Sorted(maps.Keys(f.Velden)) {
		list = append(list, gegeven{"Veld " + tidy(name), f.Velden[name]})
	}
	return list
}

// logboek writes one line for each event: when, who, what.
func (s *schrijver) logboek(list []InzageRegel) rubriek {
	r := rubriek{kop: "Toegangslog: wie heeft wat gezien of gedaan"}
	for _, one := range list {
		words := []string{orElse(s.wie(one.Wie), "onbekend")}
		for _, part := range []struct{ before, text string }{
			{"rol ", one.Rol},
			{"namens ", s.wie(one.Namens)},
			{"", one.Wat},
			{"", actie(one.Actie)},
			{"", one.Uitkomst},
			{"soort ", one.Soort},
			{"object ", one.Object},
			{"doel ", one.Doel},
			{"grond ", one.Grond},
			{"via ", one.Platform},
			{"plaats ", one.Plaats},
			{"verzoek ", one.Verzoek},
		} {
			if part.text != "" {
				words = append(words, part.before+tidy(part.text))
			}
		}
		r.gegevens = append(r.gegevens, gegeven{s.om(one.Op), strings.Join(words, ", ")})
	}
	return r
}

// actie is what the letter of an action means.
func actie(letter string) string {
	words := map[string]string{"C": "aangemaakt", "R": "ingezien", "U": "gewijzigd", "D": "verwijderd", "E": "uitgevoerd"}
	return orElse(words[letter], letter)
}

package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// hulp are the headings about help: what lists and people gave, what messages said, how
// many rows were refused, of whom the hash of a BSN is kept, and which signals were told.
func (s *schrijver) hulp(i Inzage) []rubriek {
	list := each("Hulp", i.Hulp, levering)
	list = append(list, each("Hulp volgens een iJw-bericht", i.IJw, ijwRegel)...)
	return append(list, geweigerd(i.Geweigerd), herkennen(i), gemeld(i.Signalen))
}

// geweigerd are the numbers of rows that stand with a count of trajectories (TR-0).
func geweigerd(count map[string]int) rubriek {
	r := rubriek{kop: "Geweigerd bij het inlezen van de laatste lijst"}
	for _, jeugdige := range slices.Sorted(maps.Keys(count)) {
		r.gegevens = append(r.gegevens, gegeven{"Jeugdige " + tidy(jeugdige), procesregie.Count(count[jeugdige], "rij", "rijen")})
	}
	return r
}

func levering(l procesregie.Levering) []gegeven {
	reden := code(procesregie.RedenenBeeindiging, l.Reden)
	if l.RedenAfgeleid {
		reden += ", afgeleid van de code in een iJw-bericht"
	}
	return []gegeven{
		{"Jeugdige", l.Jeugdige},
		{"Aanbieder", l.Aanbieder},
		{"AGB", l.AGB},
		{"Hulpvorm", code(procesregie.Hulpvormen, l.Hulpvorm)},
		{"Productcategorie", code(procesregie.Productcategorieen, l.Productcategorie)},
		{"Productcode", l.Productcode},
		{"Verwijzer", code(procesregie.Verwijzers, l.Verwijzer)},
		{"Toewijzingsnummer", l.Toewijzing},
		{"Toegewezen vanaf", dag(l.ToegewezenVan)},
		{"Toegewezen tot en met", dag(l.ToegewezenTot)},
		{"Begonnen op", dag(l.Start)},
		{"Laatste dag", dag(l.Eind)},
		{"In een pauze sinds", dag(l.PauzeSinds)},
		{"Reden van het einde", reden},
		{"Begonnen met een crisis", l.Crisis.String()},
		{"Aanleiding", l.Aanleiding},
		{"Resultaat", l.Resultaat},
		{"Waardoor hielp het wel of niet", l.Waardoor},
	}
}

func ijwRegel(r procesregie.IJwRegel) []gegeven {
	return []gegeven{
		{"Bericht", ijwSoort(r.Soort)},
		{"Jeugdige", r.Jeugdige},
		{"Afzender", r.Afzender},
		{"Identificatie", r.Identificatie},
		{"Dagtekening", dag(r.Dagtekening)},
		{"Plaats in het bericht", strconv.Itoa(r.Volgnummer)},
		{"AGB van de aanbieder", r.AGB},
		{"Toewijzingsnummer", r.Toewijzing},
		{"Productcategorie", code(procesregie.Productcategorieen, r.Productcategorie)},
		{"Productcode", r.Productcode},
		{"Besluit", r.Besluit},
		{"Vanaf", dag(r.Van)},
		{"Tot en met", dag(r.Tot)},
		{"Reden", ijwReden(r)},
		{"Teruggenomen", teruggenomen(r.Ingetrokken)},
	}
}

func ijwSoort(soort int) string {
	words := map[int]string{301: "toewijzing", 305: "start", 307: "stop"}
	return fmt.Sprintf("JW%d (%s)", soort, orElse(words[soort], "ander bericht"))
}

// ijwReden writes the code of a message with what it does; other codes only explain.
func ijwReden(r procesregie.IJwRegel) string {
	switch {
	case r.Soort == 301 && r.Reden == procesregie.IJwVerwijderd:
		return r.Reden + " (de toewijzing is ingetrokken)"
	case r.Soort == 307 && r.IsPauze():
		return r.Reden + " (pauze)"
	}
	return r.Reden
}

func teruggenomen(yes bool) string {
	if yes {
		return "ja, dit bericht nam een eerder bericht terug"
	}
	return ""
}

// code writes a code with what it means.
func code(list []procesregie.Code, value string) string {
	if name, ok := procesregie.CodeNaam(list, value); ok {
		return value + " (" + name + ")"
	}
	return value
}

// herkennen says by which numbers a message about this casus is known. The hashes themselves
// say nothing to anybody.
func herkennen(i Inzage) rubriek {
	r := rubriek{kop: "Hoe een iJw-bericht wordt herkend"}
	for _, jeugdige := range i.BSNVan {
		r.gegevens = append(r.gegevens, gegeven{
			"BSN van " + tidy(jeugdige), "bewaard is alleen een vingerafdruk (een hash met een sleutel), om berichten te herkennen; het nummer zelf staat nergens",
		})
	}
	if slices.ContainsFunc(i.Hulp, func(l procesregie.Levering) bool { return l.Toewijzing != "" }) ||
		slices.ContainsFunc(i.IJw, func(r procesregie.IJwRegel) bool { return r.Toewijzing != "" }) {
		r.gegevens = append(r.gegevens, gegeven{"Toewijzingsnummers", "van elk nummer hierboven is ook een vingerafdruk bewaard, om berichten te herkennen"})
	}
	return r
}

// gemeld are the signals that were told, by their keys.
func gemeld(keys []string) rubriek {
	r := rubriek{kop: "Signalen over hulp die al zijn gemeld"}
	for _, key := range keys {
		r.gegevens = append(r.gegevens, signaal(key))
	}
	return r
}

// signaal writes the key of a signal, rule/young person/form/day, in words. One of another
// form stays as it is.
func signaal(key string) gegeven {
	regel, rest, _ := strings.Cut(key, "/")
	for _, form := range []struct {
		mark string
		list []procesregie.Code
	}{{"/vorm ", procesregie.Hulpvormen}, {"/categorie ", procesregie.Productcategorieen}} {
		if at := strings.LastIndex(rest, form.mark); at > 0 {
			parts := strings.SplitN(rest[at+len(form.mark):], "/", 2)
			text := rest[:at] + ", " + code(form.list, parts[0])
			if len(parts) == 2 {
				text += ", begonnen op " + beginDag(parts[1])
			}
			return gegeven{regel, text}
		}
	}
	return gegeven{"Signaal", key}
}

// beginDag writes the day in a key, with its number when the same began more than once that
// day.
func beginDag(text string) string {
	day, n, more := strings.Cut(text, "/")
	if more {
		return compact(day) + " (nummer " + n + " op die dag)"
	}
	return compact(day)
}

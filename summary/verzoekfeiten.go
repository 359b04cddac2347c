package summary

import (
	"cmp"
	"encoding/json"

	"github.com/regiebot/regiebot/procesregie"
)

// dossier is what a model gets: the facts of a history, and nothing that says whose it is.
type dossier struct {
	Dag    string      `json:"dag"`
	Feiten []modelFeit `json:"feiten"`
}

// modelFeit is a fact in words that mean the same as in the plain summary.
type modelFeit struct {
	ID            string `json:"id"`
	Soort         Soort  `json:"soort"`
	Trajecten     []int  `json:"trajecten,omitempty"`
	Vorm          string `json:"vorm,omitempty"`
	Aanbieder     string `json:"aanbieder,omitempty"`
	Stand         string `json:"stand,omitempty"`
	Van           string `json:"van,omitempty"`
	TotEnMet      string `json:"tot_en_met,omitempty"`
	Dagen         int    `json:"dagen,omitempty"`
	Crisis        bool   `json:"begon_met_crisis,omitempty"`
	PauzeSinds    string `json:"in_pauze_sinds,omitempty"`
	PauzeVanaf    string `json:"in_pauze_vanaf,omitempty"` // a day to come
	Einde         string `json:"einde,omitempty"`
	EindeAfgeleid bool   `json:"reden_is_afgeleid,omitempty"`
	Resultaat     string `json:"resultaat,omitempty"`
	Aanleiding    string `json:"aanleiding,omitempty"`
	Aantal        *int   `json:"aantal,omitempty"`
	Voorbij       int    `json:"aantal_voorbij,omitempty"`
	Tegelijk      int    `json:"meest_tegelijk,omitempty"`
	Voor          []int  `json:"na_trajecten,omitempty"`
	Na            []int  `json:"voor_trajecten,omitempty"`
	Eerder        []int  `json:"eerder,omitempty"`
	Weer          []int  `json:"loopt_weer,omitempty"`
}

// feitenVoorModel writes the facts of a question as JSON: a value of a fact is never more
// than a string in it.
func feitenVoorModel(v Vraag) string {
	hidden, _ := verhul(v.Historie)
	w := feitSchrijver{schrijver: nieuweSchrijver(hidden, v.Op), vraag: v, schoonmaker: nieuweSchoonmaker(v)}
	out := dossier{Dag: v.Op.Compact()}
	for _, f := range Feiten(hidden, v.Op) {
		out.Feiten = append(out.Feiten, w.feit(f))
	}
	text, err := json.Marshal(out)
	if err != nil {
		return "{}" // strings and numbers always can be written
	}
	return string(text)
}

type feitSchrijver struct {
	schrijver
	vraag       Vraag
	schoonmaker schoonmaker
}

func (w feitSchrijver) feit(f Feit) modelFeit {
	m := modelFeit{ID: f.ID, Soort: f.Soort, Trajecten: f.Trajecten, Van: datum(f.Van), TotEnMet: datum(f.Tot), Dagen: f.Dagen}
	switch f.Soort {
	case SoortTraject:
		w.traject(&m, f.Traject)
	case SoortTelling:
		m.Aantal = &f.Aantal
	case SoortOverlap:
		m.Tegelijk = f.Aantal
	case SoortTeVroeg:
		m.Voorbij = f.Aantal
	case SoortGat:
		m.Voor, m.Na = f.Voor, f.Na
	case SoortVorm:
		m.Vorm, m.Eerder, m.Weer = f.Naam, f.Voor, f.Na
	case SoortTeltNietMee, SoortNietGestart:
		m.Vorm, m.Aanbieder = rijVorm(f.Levering), f.Levering.Aanbieder
	}
	return m
}

func (w feitSchrijver) traject(m *modelFeit, t procesregie.Traject) {
	m.Vorm, m.Aanbieder, m.Crisis = t.Vorm(), t.Aanbieder, t.Crisis == procesregie.Ja
	m.Aanleiding = w.aanleiding(t)
	switch {
	case t.Start.After(w.op):
		m.Stand = "begint nog"
		return
	case t.Voorbij(w.op):
		m.Stand, m.EindeAfgeleid = "voorbij", t.Reden != "" && t.RedenAfgeleid
		m.Einde = inWoorden(t.Reden)
	default:
		m.Stand = "loopt nog"
		if t.PauzeSinds.After(w.op) {
			m.PauzeVanaf = datum(t.PauzeSinds)
		} else {
			m.PauzeSinds = datum(t.PauzeSinds)
		}
	}
	m.Resultaat = cmp.Or(t.Resultaat, nietBekend)
}

// inWoorden is the reason of an end, as the plain summary says it.
func inWoorden(reden string) string {
	switch reden {
	case "":
		return nietBekend
	case "01":
		return "volgens plan"
	}
	return "eerder dan gepland, " + waardoor(reden)
}

// aanleiding is free text: without leave only whether it is there goes.
func (w feitSchrijver) aanleiding(t procesregie.Traject) string {
	text := aanleiding(t)
	switch {
	case text == "":
		return nietBekend
	case !w.vraag.VrijeTekst:
		return "vastgelegd"
	}
	return "“" + w.schoonmaker.schoon(text) + "”"
}

// datum is a day as the plain summary writes it in a list; "" when there is none.
func datum(d procesregie.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Compact()
}

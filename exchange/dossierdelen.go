package exchange

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// schrijver turns the records of one casus into headings with fields.
type schrijver struct {
	casus    procesregie.Casus
	praktijk procesregie.Praktijk
}

// alles are all records of the casus, and what is of the bot's own administration.
func (s *schrijver) alles() []rubriek {
	return slices.Concat(s.dossier(), []rubriek{s.taalmodel()}, s.noodtoegang())
}

// dossier are the records about the family and the work, those of which there is one
// first.
func (s *schrijver) dossier() []rubriek {
	list := []rubriek{s.kern()}
	list = append(list, s.niveaus()...)
	list = append(list, s.vpr()...)
	for _, soort := range []Stuk{StukMDO, StukEvaluatie, StukMelding, StukAfspraken, StukChecklist} {
		list = append(list, s.stukken(soort)...)
	}
	list = append(list, s.aanmeldteam()...)
	list = append(list, s.voorstellen()...)
	list = append(list, s.overdrachten()...)
	list = append(list, s.uitstel()...)
	return append(list, s.sluiting())
}

// stukken are the records of a kind, the oldest first; none for StukCasus.
func (s *schrijver) stukken(soort Stuk) []rubriek {
	switch soort {
	case StukMDO:
		return each("MDO", s.casus.MDOs, s.mdo)
	case StukEvaluatie:
		return each("Evaluatie", s.casus.Evaluaties, s.evaluatie)
	case StukMelding:
		return each("Melding", s.casus.Meldingen, s.melding)
	case StukChecklist:
		return each("MP-checklist", s.casus.Checklists, s.checklist)
	case StukAfspraken:
		if s.casus.Afspraken == (procesregie.Afspraken{}) {
			return nil
		}
		return []rubriek{{"Afspraken en startvoorwaarden", s.afspraken(s.casus.Afspraken)}}
	}
	return nil
}

// each makes a heading with a number for every record.
func each[T any](kop string, list []T, gegevens func(T) []gegeven) []rubriek {
	var out []rubriek
	for i, one := range list {
		out = append(out, rubriek{fmt.Sprintf("%s %d", kop, i+1), gegevens(one)})
	}
	return out
}

func (s *schrijver) kern() rubriek {
	c := s.casus
	return rubriek{"Casus " + tidy(c.Zaaknummer), []gegeven{
		{"Team", c.Team},
		{"Doelgroep", orElse(string(c.Doelgroep), string(procesregie.Jeugd))},
		{"Aanduiding", c.Aanduiding},
		{"Start van de regie", dag(c.StartRegie)},
		{"Procesregisseur", s.wie(c.Regisseur)},
		{"Duo-partner", s.wie(c.Duo)},
		{"Casusregisseur", c.Casusregisseur},
		{"Volgende evaluatie", dag(c.VolgendeEvaluatie)},
	}}
}

func (s *schrijver) taalmodel() rubriek {
	ai := "volgens de werkwijze van de organisatie"
	if s.casus.GeenAI {
		ai = "nooit, zo is afgesproken"
	}
	return rubriek{"Instellingen van deze casus", []gegeven{{"Samenvatting met een taalmodel", ai}}}
}

func (s *schrijver) niveaus() []rubriek {
	return each("Niveau", s.casus.Niveaus, func(n procesregie.NiveauWissel) []gegeven {
		return []gegeven{
			{"Niveau", n.Niveau.Dutch()}, {"Vanaf", dag(n.Sinds)}, {"Reden", n.Reden}, {"Vastgelegd door", s.wie(n.Door)}, {"Bevestigd door", s.wie(n.Tweede)},
		}
	})
}

func (s *schrijver) vpr() []rubriek {
	steps := func(v procesregie.VPRStappen) []gegeven {
		return []gegeven{
			{"Kernbesluit van het OVV", dag(v.Kernbesluit)},
			{"Brief verstuurd", dag(v.Brief)},
			{"Startbijeenkomst", dag(v.Startbijeenkomst)},
			{"Aanwezig bij de startbijeenkomst", procesregie.List(v.Aanwezig)},
			{"Opnieuw ingebracht bij het OVV", dag(v.OVVOpnieuw)},
			{"Reden voor het OVV", v.OVVReden},
		}
	}
	return append(each("Eerdere VPR", s.casus.EerdereVPR, steps), rubriek{"Versterkte procesregie (VPR)", steps(s.casus.VPR)})
}

func (s *schrijver) mdo(m procesregie.MDO) []gegeven {
	list := []gegeven{{"Gepland op", dag(m.Gepland)}, {"Gehouden op", dag(m.Gehouden)}}
	v := m.Verslag
	if v == (procesregie.Verslag{}) {
		return list
	}
	return append(list,
		gegeven{"Doelen en resultaten", v.Doelen}, gegeven{"Beschermende factoren", v.Beschermend}, gegeven{"Bedreigende factoren", v.Bedreigend},
		gegeven{"Zicht op veiligheid", v.Veiligheid}, gegeven{"Vervolg", v.Vervolg}, gegeven{"Plan bijgesteld", jaNee(v.Bijstelling)}, gegeven{"Volgende evaluatie", dag(v.Volgende)})
}

func (s *schrijver) evaluatie(e procesregie.Evaluatie) []gegeven {
	return []gegeven{{"Gehouden op", dag(e.Gehouden)}, {"Uitkomst", e.Uitkomst}}
}

func (s *schrijver) melding(m procesregie.Melding) []gegeven {
	done := "nog niet"
	if !m.Klaar.IsZero() {
		done = s.om(m.Klaar)
	}
	return []gegeven{{"Soort", string(m.Soort)}, {"Gemeld", s.om(m.Gemeld)}, {"Klaar", done}, {"Actie", m.Actie}}
}

func (s *schrijver) afspraken(a procesregie.Afspraken) []gegeven {
	return []gegeven{
		{"Wie evalueert", a.WieEvalueert},
		{"Hoe vaak", a.HoeVaak},
		{"Wie verbindt", a.WieVerbindt},
		{"Wanneer opschalen", a.WanneerOp},
		{"Beschikking", a.Beschikking.String()},
		{"Toewijzing", a.Toewijzing.String()},
		{"Hulpverleningsplan", a.Plan.String()},
		{"Toestemming", a.Toestemming.String()},
		{"Veiligheidsplan", a.Veiligheid.String()},
	}
}

func (s *schrijver) checklist(l procesregie.Checklist) []gegeven {
	list := []gegeven{{"Voor", string(l.Soort)}, {"Ingevuld op", dag(l.Op)}, {"Ingevuld door", s.wie(l.Door)}, {"Uitkomst", l.Uitkomst}}
	questions := procesregie.MPJeugdVragen(s.praktijk.Profiel)
	if l.Soort == procesregie.Volwassenen {
		questions = s.praktijk.Profiel.MPVolwassenen.Velden
	}
	asked := map[string]bool{}
	for _, q := range questions {
		if answer, ok := l.Antwoorden[q.Sleutel]; ok {
			asked[q.Sleutel] = true
			list = append(list, gegeven{fmt.Sprintf("Antwoord %s (%s)", tidy(q.Naam), tidy(q.Sleutel)), answer.String()})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(l.Antwoorden)) { // what the profile asked before
		if !asked[key] {
			list = append(list, gegeven{"Antwoord " + tidy(key), l.Antwoorden[key].String()})
		}
	}
	return list
}

func (s *schrijver) aanmeldteam() []rubriek {
	return each("Agendapunt voor het aanmeldteam", s.casus.Aanmeldteam, func(p procesregie.AgendaPunt) []gegeven {
		return []gegeven{{"Op", dag(p.Op)}, {"Door", s.wie(p.Door)}, {"Onderwerp", p.Onderwerp}, {"Besproken op", dag(p.Besproken)}}
	})
}

func (s *schrijver) voorstellen() []rubriek {
	return each("Voorstel voor de VPR", s.casus.Voorstellen, func(v procesregie.Voorstel) []gegeven {
		niveau := string(v.Niveau)
		return []gegeven{
			{"Soort", string(v.Soort)},
			{"Niveau", niveau},
			{"Datum", dag(v.Datum)},
			{"Reden", v.Reden},
			{"Nazorg", v.Nazorg},
			{"Voorgesteld door", s.wie(v.Door)},
			{"Voorgesteld op", dag(v.Op)},
			{"Besluit", string(v.Besluit)},
			{"Besloten door", s.wie(v.Beslist)},
			{"Besloten op", dag(v.Besloot)},
		}
	})
}

func (s *schrijver) overdrachten() []rubriek {
	return each("Overdracht", s.casus.Overdrachten, func(o procesregie.Overdracht) []gegeven {
		return []gegeven{{"Op", dag(o.Op)}, {"Van", s.wie(o.Van)}, {"Aan", s.wie(o.Aan)}, {"Reden", o.Reden}, {"Vastgelegd door", s.wie(o.Door)}}
	})
}

func (s *schrijver) uitstel() []rubriek {
	return each("Uitstel van herinneringen", s.casus.Uitstel, func(u procesregie.Uitstel) []gegeven {
		return []gegeven{{"Termijn", string(u.Termijn)}, {"Laatste dag van de termijn", dag(u.Uiterlijk)}, {"Door", s.wie(u.Door)}, {"Uitgesteld tot", dag(u.Tot)}}
	})
}

func (s *schrijver) noodtoegang() []rubriek {
	return each("Noodtoegang", s.casus.Noodtoegang, func(n procesregie.Noodtoegang) []gegeven {
		return []gegeven{{"Wie", s.wie(n.Wie)}, {"Reden", n.Reden}, {"Van", s.om(n.Van)}, {"Tot", s.om(n.Tot)}}
	})
}

func (s *schrijver) sluiting() rubriek {
	e := s.casus.Sluiting
	return rubriek{"Sluiting", []gegeven{
		{"Gesloten op", dag(e.Op)}, {"Reden", e.Reden}, {"Nazorg", e.Nazorg}, {"Vastgelegd door", s.wie(e.Door)}, {"Bevestigd door", s.wie(e.Tweede)},
	}}
}

// wie names a member: the name colleagues use and the user name.
func (s *schrijver) wie(gebruiker string) string {
	if gebruiker == "" {
		return ""
	}
	if name := s.praktijk.Naam(gebruiker); name != gebruiker {
		return fmt.Sprintf("%s (@%s)", name, gebruiker)
	}
	return "@" + gebruiker
}

// om writes an instant in the zone of the practice.
func (s *schrijver) om(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	if s.praktijk.Zone != nil {
		at = at.In(s.praktijk.Zone)
	}
	return procesregie.DutchMoment(at)
}

func dag(d procesregie.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Dutch()
}

func jaNee(b bool) string {
	if b {
		return "ja"
	}
	return "nee"
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

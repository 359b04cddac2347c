package procesregie

import (
	"fmt"
	"slices"
)

// Keys of the fixed questions of the checklist MP jeugd, and of what always decides.
const (
	crisisVraag      = "crisis"
	acuutVraag       = "acuut"
	structureelVraag = "structureel"
	complexVraag     = "complex"
	regievoering     = "regievoering"
)

// mpJeugdBeslist are the domains that decide when a profile names none (MPJ-2).
var mpJeugdBeslist = [...]string{"kind", "ouder", "opvoeding", "hulpverlening"}

// MPJeugdVragen returns the questions of the checklist MP jeugd in the order in which
// they are asked: the four fixed ones, then the domains of the profile.
func MPJeugdVragen(p Profiel) []Domein {
	return append([]Domein{
		{
			Sleutel: crisisVraag, Naam: "Crisis", Vraag: "Is er nu een crisis?", Beslist: true,
			Kenmerken: []string{"Er moet binnen een dag iets gebeuren."},
		},
		{
			Sleutel: acuutVraag, Naam: "Acute onveiligheid", Vraag: "Is iemand nu niet veilig?", Beslist: true,
			Kenmerken: []string{"Er is nu gevaar voor een kind of een ouder."},
		},
		{
			Sleutel: structureelVraag, Naam: "Structurele onveiligheid", Vraag: "Is het al langer niet veilig?", Beslist: true,
			Kenmerken: []string{"De onveiligheid duurt of komt steeds terug."},
		},
		{
			Sleutel: complexVraag, Naam: "Complexe problemen", Vraag: "Zijn er andere problemen die het ingewikkeld maken?", Beslist: true,
			Kenmerken: []string{"Problemen hangen samen of maken elkaar erger."},
		},
	}, p.MPJeugd...)
}

func isMPJeugdVraag(key string) bool {
	return key == crisisVraag || key == acuutVraag || key == structureelVraag || key == complexVraag
}

// MPJeugd applies the checklist MP jeugd (MPJ-1…5, MPJ-7). A key that is missing from
// answers is Onbekend. Which domains decide is a setting of the profile; answers to
// the others never change the outcome (MPJ-3).
//
// Three-valued logic is exact here: every question stands in the decision once, so
// the outcome is Twijfel exactly when the unknown answers could still tip it.
func MPJeugd(answers map[string]Answer, p Profiel) Uitslag {
	m := newMPJeugd(answers, p)
	u := Uitslag{
		Uitkomst: uitkomstOf(Or(answers[crisisVraag], answers[acuutVraag], m.slow())),
		Crisis:   answers[crisisVraag] == Ja,
		Meldcode: Or(answers[crisisVraag], answers[acuutVraag], answers[structureelVraag]) == Ja,
	}
	switch u.Uitkomst {
	case MP:
		m.explainMP(&u)
	case GeenMP:
		m.explainGeenMP(&u)
	default:
		m.explainTwijfel(&u)
	}
	m.explainRecorded(&u)
	return u
}

// mpJeugd is the checklist with its answers.
type mpJeugd struct {
	answers map[string]Answer
	deciding,
	recorded []string
	naam map[string]string
}

func newMPJeugd(answers map[string]Answer, p Profiel) mpJeugd {
	m := mpJeugd{answers: answers, naam: map[string]string{}}
	for _, d := range MPJeugdVragen(p) {
		m.naam[d.Sleutel] = lowerFirst(d.Naam)
	}
	for _, d := range p.MPJeugd {
		if d.Beslist {
			m.deciding = append(m.deciding, d.Sleutel)
		} else {
			m.recorded = append(m.recorded, d.Sleutel)
		}
	}
	if len(m.deciding) == 0 {
		m.deciding = mpJeugdBeslist[:]
	}
	return m
}

func (m mpJeugd) gate() Answer {
	return Or(m.answers[structureelVraag], m.answers[complexVraag])
}

func (m mpJeugd) domains() Answer {
	result := Ja
	for _, key := range m.deciding {
		result = And(result, m.answers[key])
	}
	return result
}

// slow is the way of MPJ-2, which needs more than one answer.
func (m mpJeugd) slow() Answer { return And(m.gate(), m.domains()) }

// first returns the keys that have the answer, at most n of them.
func (m mpJeugd) first(n int, want Answer, keys ...string) []string {
	var found []string
	for _, key := range keys {
		if m.answers[key] == want && len(found) < n {
			found = append(found, key)
		}
	}
	return found
}

func (m mpJeugd) namen(keys []string) string {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = key
		if name := m.naam[key]; name != "" {
			names[i] = name
		}
	}
	return List(names)
}

func (m mpJeugd) explainMP(u *Uitslag) {
	if fast := m.first(1, Ja, crisisVraag, acuutVraag); len(fast) > 0 {
		u.Beslissend = fast
		u.because("MPJ-1", "Er is een %s. Volgens de checklist is dit een MP-casus.", m.namen(fast))
		return
	}
	u.Beslissend = append(m.first(1, Ja, structureelVraag, complexVraag), m.deciding...)
	u.because("MPJ-2", "Er is sprake van %s, en bij %s is het antwoord ja. Volgens de checklist is dit een MP-casus.",
		m.namen(u.Beslissend[:1]), m.namen(m.deciding))
	u.assume()
}

func (m mpJeugd) explainGeenMP(u *Uitslag) {
	u.Beslissend = []string{crisisVraag, acuutVraag}
	if missing := m.first(1, Nee, m.deciding...); len(missing) > 0 {
		u.Beslissend = append(u.Beslissend, missing...)
		u.because("MPJ-4", "Er is geen crisis en geen acute onveiligheid. Bij %s is het antwoord nee. Volgens de checklist is het geen MP-casus.",
			m.namen(m.first(len(m.deciding), Nee, m.deciding...)))
		u.assume()
		return
	}
	u.Beslissend = append(u.Beslissend, structureelVraag, complexVraag)
	u.because("MPJ-4", "Er is geen crisis, geen onveiligheid en er zijn geen andere complexe problemen. Volgens de checklist is het geen MP-casus.")
}

// explainTwijfel names the unknown answers that can still tip the outcome (MPJ-5).
func (m mpJeugd) explainTwijfel(u *Uitslag) {
	u.Open = m.first(2, Onbekend, crisisVraag, acuutVraag)
	if m.slow() == Onbekend {
		if m.gate() == Onbekend {
			u.Open = append(u.Open, m.first(2, Onbekend, structureelVraag, complexVraag)...)
		}
		u.Open = append(u.Open, m.first(len(m.deciding), Onbekend, m.deciding...)...)
		u.assume()
	}
	u.own("MPJ-5", "Nog niet bekend: %s. Dat kan de uitkomst nog veranderen. Leg de casus voor aan de gedragswetenschapper.", m.namen(u.Open))
}

func (m mpJeugd) explainRecorded(u *Uitslag) {
	given := slices.DeleteFunc(slices.Clone(m.recorded), func(key string) bool { return m.answers[key] == Onbekend })
	if len(given) == 0 {
		return
	}
	telt := "tellen"
	if len(given) == 1 {
		telt = "telt"
	}
	u.Opmerkingen = append(u.Opmerkingen, Grond{Regel: "MPJ-3", Uitleg: fmt.Sprintf("Je antwoord over %s staat erbij, maar %s niet mee voor de uitkomst.", m.namen(given), telt)})
}

// MeldcodeHerinnering is the short reminder of MPJ-7. It is shown and never stored.
func MeldcodeHerinnering(p Profiel) string {
	text := "Denk aan de stappen van de meldcode. Is er nu gevaar? Bel 112."
	if p.Meldcode != "" {
		text += fmt.Sprintf(" Advies of een melding doen? Bel Veilig Thuis: %s.", p.Meldcode)
	}
	return text
}

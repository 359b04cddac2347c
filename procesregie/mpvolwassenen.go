package procesregie

// MPVolwassenen applies the checklist for adults (MPV-1…3). A field is ja when its
// problems last long and at least one of its factors applies; only the field counts
// and is kept, never the factor (MPV-4). A key that is missing from answers is
// Onbekend. How many fields must be ja is a setting of the profile. There is no way
// around the count: no crisis, no meldcode.
func MPVolwassenen(answers map[string]Answer, p Profiel) Uitslag {
	m := newMPVolwassenen(answers, p)
	u := Uitslag{Uitkomst: uitkomstOf(m.outcome())}
	ja, nee, open := m.with(Ja), m.with(Nee), m.with(Onbekend)
	switch u.Uitkomst {
	case MP:
		u.Beslissend = ja[:m.least]
		u.because("MPV-1", "Bij %d van de %d velden is het antwoord ja: %s. Minstens %d is genoeg.",
			len(ja), len(m.fields), m.namen(ja), m.least)
		m.remark(&u)
	case GeenMP:
		u.Beslissend = nee[:len(m.fields)-m.least+1]
		u.because(m.rule(open), "Hoogstens %d van de %d velden kunnen nog ja zijn. Er zijn er minstens %d nodig. Volgens de checklist is het geen MP-casus.",
			len(ja)+len(open), len(m.fields), m.least)
	default:
		u.Open = open
		u.because("MPV-2", "Bij %s is het antwoord ja. Nog niet bekend: %s. Dat kan de uitkomst nog veranderen. Leg de casus voor aan de gedragswetenschapper.",
			Count(len(ja), "veld", "velden"), m.namen(open))
	}
	return u
}

// mpVolwassenen is the checklist for adults with its answers.
type mpVolwassenen struct {
	answers map[string]Answer
	fields  []Domein
	least   int
}

func newMPVolwassenen(answers map[string]Answer, p Profiel) mpVolwassenen {
	m := mpVolwassenen{answers: answers, fields: p.MPVolwassenen.Velden, least: p.MPVolwassenen.Minimaal}
	if len(m.fields) == 0 {
		m.least = 4
		for _, key := range [...]string{"economisch", "cultureel", "normatief", "psychosociaal", regievoering} {
			m.fields = append(m.fields, Domein{Sleutel: key, Naam: key})
		}
	}
	m.least = min(max(m.least, 1), len(m.fields))
	return m
}

// outcome is exact: the fields are alike, so only their number counts (MPV-2).
func (m mpVolwassenen) outcome() Answer {
	ja, unknown := len(m.with(Ja)), len(m.with(Onbekend))
	switch {
	case ja >= m.least:
		return Ja
	case ja+unknown < m.least:
		return Nee
	}
	return Onbekend
}

func (m mpVolwassenen) with(want Answer) []string {
	var keys []string
	for _, f := range m.fields {
		if m.answers[f.Sleutel] == want {
			keys = append(keys, f.Sleutel)
		}
	}
	return keys
}

func (m mpVolwassenen) namen(keys []string) string {
	var names []string
	for _, f := range m.fields {
		for _, key := range keys {
			if f.Sleutel == key {
				names = append(names, lowerFirst(f.Naam))
			}
		}
	}
	return List(names)
}

// rule is MPV-2 when unknown fields had to be weighed, else MPV-1.
func (m mpVolwassenen) rule(open []string) string {
	if len(open) > 0 {
		return "MPV-2"
	}
	return "MPV-1"
}

// remark says that the definition asks for regievoering when the count did not need
// it (MPV-3).
func (m mpVolwassenen) remark(u *Uitslag) {
	if a := m.answers[regievoering]; a != Ja {
		u.Opmerkingen = append(u.Opmerkingen, Grond{
			Regel:  "MPV-3",
			Uitleg: "De definitie vraagt ook dat iemand zelf de regie niet kan voeren. Bij regievoering is het antwoord " + a.String() + ". Bespreek dat.",
		})
	}
}

package procesregie

import (
	"fmt"
	"slices"
)

// Termijnen returns every open term of a case, in the order in which the rules
// name them. A closed case has none. Nothing here depends on today: whether a term
// is near or overdue is a question to each of them.
func Termijnen(c Casus, p Praktijk) []Termijn {
	if !c.IsOpen() {
		return nil
	}
	t := termen{casus: c, praktijk: p, calendar: p.Calendar()}
	t.meldingen()
	if c.Niveau() == VPR && bool(p.Profiel.Modules.VPR) {
		t.vpr()
	} else {
		t.evaluaties()
	}
	t.maximum()
	return t.lijst
}

// termen gathers the terms of one case.
type termen struct {
	casus    Casus
	praktijk Praktijk
	calendar Calendar
	lijst    []Termijn
}

func (t *termen) add(term Termijn) {
	term.Zaak = t.casus.Zaaknummer
	if !term.Uiterlijk.IsZero() {
		term.Advies = t.calendar.OnOrBefore(term.Uiterlijk)
	}
	t.lijst = append(t.lijst, term)
}

func (t *termen) has(soort TermijnSoort) bool {
	return slices.ContainsFunc(t.lijst, func(term Termijn) bool { return term.Soort == soort })
}

// grond makes a reason; key is the setting of the profile the number comes from.
func (t *termen) grond(rule, key, format string, args ...any) Grond {
	return Grond{Regel: rule, Eigen: t.praktijk.Profiel.IsEigen(key), Uitleg: fmt.Sprintf(format, args...)}
}

func (t *termen) meldingen() {
	if !t.praktijk.Profiel.Modules.SpoedCrisis {
		return
	}
	for _, m := range t.casus.Meldingen {
		switch {
		case !m.Klaar.IsZero():
		case m.Soort == Crisis:
			t.crisis(m)
		default:
			t.spoed(m)
		}
	}
}

func (t *termen) spoed(m Melding) {
	s := t.praktijk.Profiel.Spoed
	day := DateOf(m.Gemeld.In(t.praktijk.Zone))
	t.add(Termijn{
		Soort: TermijnSpoed, Vanaf: day, Gemeld: m.Gemeld, Uiterlijk: SpoedUiterlijk(day, t.praktijk.Profiel, t.calendar),
		Grond: []Grond{t.grond("SC-1", "spoed.werkdagen", "Bij spoed doe je iets binnen %s. De dag van de melding telt niet mee.",
			Count(s.Werkdagen, "werkdag", "werkdagen"))},
	})
}

func (t *termen) crisis(m Melding) {
	until := CrisisUiterlijk(m.Gemeld, t.praktijk.Profiel).In(t.praktijk.Zone)
	t.add(Termijn{
		Soort: TermijnCrisis, Vanaf: DateOf(m.Gemeld.In(t.praktijk.Zone)), Gemeld: m.Gemeld,
		Uiterlijk: DateOf(until), Moment: until,
		Grond: []Grond{t.grond("SC-2", "crisis.uren", "Bij crisis doe je iets binnen %d uur op de klok, ook in het weekend.",
			t.praktijk.Profiel.Crisis.Uren)},
	})
}

// evaluaties adds the half-yearly evaluations (EV-1, EV-3). As long as none was
// held, each is counted from the start itself. An MDO is an evaluation too, and what
// would have been due during a VPR was replaced by VPR-8.
func (t *termen) evaluaties() {
	months := t.praktijk.Profiel.Evaluatie.Maanden
	if !t.praktijk.Profiel.Modules.HalfjaarEvaluatie || months == 0 {
		return
	}
	if last := t.casus.lastHeld(); !last.IsZero() {
		t.evaluatie(last, last.AddMonths(months), t.grond("EV-3", "evaluatie.maanden",
			"De volgende evaluatie is %s na de vorige, die was op %s.", Count(months, "maand", "maanden"), last.Dutch()))
		return
	}
	start := t.casus.StartRegie
	why := t.grond("EV-1", "evaluatie.maanden", "Je evalueert elke %s, geteld vanaf de start van de regie op %s.", Count(months, "maand", "maanden"), start.Dutch())
	for n, added := 1, 0; added < seriesLength; n++ {
		due := start.AddMonths(n * months)
		if due.Before(t.casus.Sinds()) && t.casus.niveauOp(due) == VPR {
			continue
		}
		t.evaluatie(start, due, why)
		added++
	}
}

// seriesLength is how many evaluations are planned ahead while none was held.
const seriesLength = 3

func (t *termen) evaluatie(from, due Date, why Grond) {
	last := t.maximumDay()
	held := t.casus.lastHeld()
	if due == last || (held.IsZero() && !last.IsZero() && due.After(last)) {
		return // one series with the end of the level (RN-7)
	}
	term := Termijn{Soort: TermijnEvaluatie, Vanaf: from, Uiterlijk: due, Grond: []Grond{why}}
	if first := !t.has(TermijnEvaluatie); first && t.casus.VolgendeEvaluatie.After(held) {
		term.Gepland = t.casus.VolgendeEvaluatie
	}
	t.add(term)
}

// maximumDay returns the last day of the present level, or the zero Date when the
// level has no maximum (RN-1…3, RN-6).
func (t *termen) maximumDay() Date {
	months := t.praktijk.Profiel.Maximum.Maanden[t.casus.Niveau()]
	if months == 0 {
		return Date{}
	}
	return t.maximumFrom().AddMonths(months)
}

func (t *termen) maximumFrom() Date {
	if t.praktijk.Profiel.Maximum.TeltDoor {
		return t.casus.StartRegie
	}
	return t.casus.Sinds()
}

// finalEvaluation is how many days before the end of a level an evaluation counts as
// its final one (own choice).
const finalEvaluation = 28

func (t *termen) maximum() {
	due := t.maximumDay()
	if due.IsZero() {
		return
	}
	level := t.casus.Niveau()
	months := t.praktijk.Profiel.Maximum.Maanden[level]
	why := []Grond{
		t.grond(maximumRule[level], "maximum.maanden."+string(level), "%s duurt hoogstens %s.",
			"Procesregie "+level.Dutch(), Count(months, "maand", "maanden")),
		t.grond("RN-6", "maximum.telt_door", "De termijn telt vanaf %s.", t.maximumFrom().Dutch()),
		t.grond("RN-7", "maximum.vragen_voor", "Kies op tijd: afsluiten of laten herbeoordelen."),
	}
	if level == Licht {
		why = append(why, t.grond("EV-1", "evaluatie.maanden", "De halfjaarlijkse evaluatie valt hiermee samen."))
	} else {
		why = append(why, t.grond("EV-2", "", "Houd ook de eindevaluatie."))
	}
	held := !t.casus.lastHeld().IsZero() && !t.casus.lastHeld().Before(due.AddDays(-finalEvaluation))
	t.add(Termijn{Soort: TermijnMaximum, Vanaf: t.maximumFrom(), Uiterlijk: due, Grond: why, Gehouden: held})
}

var maximumRule = map[Niveau]string{PR: "RN-6", Licht: "RN-1", Basis: "RN-2", Intensief: "RN-3", VPR: "RN-4"}

// IsEigen reports whether the profile says that no source gives the number of a
// key: it is shown as "eigen instelling".
func (p Profiel) IsEigen(key string) bool {
	for _, own := range p.Eigen {
		if key != "" && own == key {
			return true
		}
	}
	return false
}

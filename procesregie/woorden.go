package procesregie

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// Titel says what must be done, in a few words: "Eerste MDO houden".
func (t Termijn) Titel() string {
	switch t.Soort {
	case TermijnMDO:
		return "Eerste MDO houden"
	case TermijnBrief:
		return "Brief versturen"
	case TermijnStartbijeenkomst:
		return "Startbijeenkomst houden"
	case TermijnMaximum:
		return "Afsluiten of herbeoordelen"
	case TermijnSpoed:
		return "Spoed: actie doen"
	case TermijnCrisis:
		return "Crisis: actie doen"
	default:
		return "Evaluatie houden"
	}
}

// Stand says how a term stands on a day: the last day, how late it is, what was
// planned. One or more whole sentences; the zaaknummer is not in it.
func (t Termijn) Stand(today Date, calendar Calendar) string {
	return t.stand(today, calendar, t.IsOverdue(today))
}

// StandAt is [Termijn.Stand] at an instant, in the zone of the organisation: a crisis
// is late by the clock.
func (t Termijn) StandAt(now time.Time, calendar Calendar) string {
	today := DateOf(now)
	if t.Soort == TermijnCrisis {
		return t.stand(today, calendar, !now.Before(t.Moment))
	}
	return t.Stand(today, calendar)
}

func (t Termijn) stand(today Date, calendar Calendar, late bool) string {
	sentences := []string{t.until(today, calendar, late)}
	if planned := t.planned(today); planned != "" {
		sentences = append(sentences, planned)
	}
	if t.Soort == TermijnMaximum {
		if !t.Gehouden {
			sentences = append(sentences, "Houd ook de evaluatie.")
		}
		sentences = append(sentences, "Verlengen kan na een nieuwe melding van de aanbieder.")
	}
	if t.Voorstel {
		sentences = append(sentences, "Dit is een voorstel: jullie team koos nog geen eigen termijn.")
	}
	return strings.Join(sentences, " ")
}

func (t Termijn) until(today Date, calendar Calendar, late bool) string {
	switch {
	case t.Soort == TermijnCrisis:
		return t.before(late)
	case t.Uiterlijk.IsZero():
		return fmt.Sprintf("Het kernbesluit was %s.", ago(t.Vanaf, today))
	case late:
		late := ""
		if days := calendar.WorkdaysBetween(t.Uiterlijk, today); days > 0 {
			late = fmt.Sprintf(", %s geleden", Count(days, "werkdag", "werkdagen"))
		}
		return fmt.Sprintf("Te laat: de laatste dag was %s%s.", t.Uiterlijk.Dutch(), late)
	case t.Uiterlijk == today:
		return fmt.Sprintf("**Vandaag** is de laatste dag (%s).", today.Dutch())
	case t.Advies != t.Uiterlijk && !t.Advies.Before(today):
		return fmt.Sprintf("Doe dit uiterlijk %s. De laatste dag is %s, maar dan werkt de gemeente niet.", t.Advies.Dutch(), t.Uiterlijk.Dutch())
	default:
		return fmt.Sprintf("De laatste dag is %s.", t.Uiterlijk.Dutch())
	}
}

// before says before which moment a crisis must be acted on.
func (t Termijn) before(late bool) string {
	if late {
		return fmt.Sprintf("Te laat: dit moest vóór %s.", DutchMoment(t.Moment))
	}
	return fmt.Sprintf("Dit moet vóór %s.", DutchMoment(t.Moment))
}

// ago says on which day something was, and how long ago that is.
func ago(day, today Date) string {
	if days := day.DaysUntil(today); days > 0 {
		return fmt.Sprintf("op %s: %s geleden", day.Dutch(), Count(days, "dag", "dagen"))
	}
	return "vandaag"
}

func (t Termijn) planned(today Date) string {
	switch {
	case t.Gepland.IsZero() && t.Soort == TermijnMDO && !t.Uiterlijk.Before(today):
		return "Het MDO is nog niet gepland."
	case t.Gepland.IsZero():
		return ""
	case t.Gepland.Before(today):
		return fmt.Sprintf("Het stond gepland op %s. Is het gehouden? Leg het dan vast.", t.Gepland.Dutch())
	case t.Gepland == t.Uiterlijk:
		return "Voor die dag is het afgesproken."
	case !t.Uiterlijk.IsZero() && t.Gepland.After(t.Uiterlijk):
		return fmt.Sprintf("Het staat gepland op %s. Dat is na de laatste dag.", t.Gepland.Dutch())
	default:
		return fmt.Sprintf("Het staat gepland op %s.", t.Gepland.Dutch())
	}
}

// IsOverdue reports whether the last day has gone by.
func (t Termijn) IsOverdue(today Date) bool {
	return !t.Uiterlijk.IsZero() && t.Uiterlijk.Before(today)
}

// CompareUrgency orders terms: a crisis first, then by last day, then those without one.
func CompareUrgency(a, b Termijn) int {
	return cmp.Or(cmp.Compare(rank(a), rank(b)), a.Uiterlijk.Compare(b.Uiterlijk), cmp.Compare(a.Soort, b.Soort))
}

func rank(t Termijn) int {
	switch {
	case t.Soort == TermijnCrisis:
		return 0
	case t.Soort == TermijnSpoed:
		return 1
	case t.Uiterlijk.IsZero():
		return 3
	}
	return 2
}

// Waarom says reasons in short: each with its rule and owner.
func Waarom(grond []Grond) string { return reasons(grond, Grond.kort) }

// WaaromVolledig says reasons in full: each with its rule, owner and document.
func WaaromVolledig(grond []Grond) string { return reasons(grond, Bron) }

func reasons(grond []Grond, source func(Grond) string) string {
	var lines []string
	for _, g := range grond {
		lines = append(lines, "* "+g.Uitleg+" ("+source(g)+")")
	}
	return strings.Join(lines, "\n")
}

// Bron names where a reason comes from: rule, owner and document, and whether the
// number is the organisation's own choice.
func Bron(g Grond) string {
	owner, document := g.source()
	switch {
	case owner == "" || owner == EigenaarEigen:
		return g.kort()
	case g.Eigen:
		return fmt.Sprintf("regel %s, %s, %s; het getal is een eigen instelling", g.Regel, owner, document)
	}
	return fmt.Sprintf("regel %s, %s, %s", g.Regel, owner, document)
}

// kort names the rule and the owner of a reason.
func (g Grond) kort() string {
	owner, _ := g.source()
	switch {
	case owner == "":
		return g.Regel
	case g.Eigen || owner == EigenaarEigen:
		return fmt.Sprintf("regel %s, eigen instelling", g.Regel)
	}
	return fmt.Sprintf("regel %s, %s", g.Regel, owner)
}

// source returns the owner and document of a reason: those of its rule, unless it is
// another owner's reading of it.
func (g Grond) source() (owner, document string) {
	if g.Eigenaar != "" {
		return g.Eigenaar, g.Document
	}
	rule, _ := FindRule(g.Regel)
	return rule.Eigenaar, rule.Document
}

// Actie is something that can be done about a term: a label, and the line that does
// it. The line names the case and nothing of its content.
type Actie struct {
	Label string
	Regel string
}

// Acties returns what can be done about a term: held, plan, postpone, hand over.
func (t Termijn) Acties() []Actie {
	zaak := "zaak=" + t.Zaak
	var list []Actie
	switch t.Soort {
	case TermijnMDO:
		list = []Actie{{"MDO plannen", "mdo plan " + zaak}, {"MDO gehouden", "mdo gehouden " + zaak}}
	case TermijnBrief:
		return []Actie{{"Brief is verstuurd", "vpr brief " + zaak}, {"Overdragen", "casus overdragen " + zaak}}
	case TermijnStartbijeenkomst:
		list = []Actie{{"Startbijeenkomst gehouden", "vpr startbijeenkomst " + zaak}}
	case TermijnMaximum:
		if !t.Gehouden {
			list = []Actie{{"Evaluatie gehouden", "evaluatie gehouden " + zaak}}
		}
		list = append(list, Actie{"Niveau kiezen", "casus niveau " + zaak}, Actie{"Afsluiten", "casus sluit " + zaak})
	case TermijnSpoed, TermijnCrisis:
		return []Actie{{"Actie gedaan", "melding klaar " + zaak + " soort=" + string(t.Soort)}, {"Overdragen", "casus overdragen " + zaak}}
	default:
		list = []Actie{{"Evaluatie plannen", "evaluatie plan " + zaak}, {"Evaluatie gehouden", "evaluatie gehouden " + zaak}}
	}
	return append(list,
		Actie{"Uitstellen", "agenda uitstellen " + zaak + " wat=" + string(t.Soort)},
		Actie{"Overdragen", "casus overdragen " + zaak})
}

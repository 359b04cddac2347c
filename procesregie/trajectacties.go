package procesregie

import (
	"fmt"
	"slices"
	"strings"
)

// How far from today a date of help may lie. Youth care ends with the 23rd birthday, and an
// end is agreed on months ahead, not years: what lies beyond is a slip of the pen.
const (
	furthestHelp = 183 // days ahead
	oldestHelp   = 23  // years ago
)

// NieuwTraject adds help that a person names to what is known of a case (TR-0). Of l the
// young person, the form, the provider and the start are needed. Help that goes on from help
// that is known the day before makes one trajectory with it; what runs already is refused.
func NieuwTraject(h Hulp, l Levering, vandaag Date) (Hulp, error) {
	l.Zelf = true
	l.Aanbieder, l.Aanleiding = strings.Join(strings.Fields(l.Aanbieder), " "), strings.TrimSpace(l.Aanleiding)
	before, known := h.Historie(l.Jeugdige)
	if known {
		l.Jeugdige = before.Jeugdige
	}
	if err := first(checkNieuw(l), helpDay("start", "De hulp", l.Start, vandaag), checkEind(l, vandaag)); err != nil {
		return h, err
	}
	if wrong := l.Check(); len(wrong) > 0 {
		return h, refuse("TR-0", "hulpvorm", "Zo kan het traject niet worden vastgelegd. Controleer wat je invulde.")
	}
	h.Rijen = append(slices.Clip(h.Rijen), l)
	after, _ := h.Historie(l.Jeugdige)
	return h, nietDubbel(before, after, l)
}

func checkNieuw(l Levering) error {
	_, form := CodeNaam(Hulpvormen, l.Hulpvorm)
	switch {
	case !ValidJeugdige(l.Jeugdige):
		return refuse("TR-0", "jeugdige", "Noem de jeugdige met een code, zoals J1. Een code heeft letters en cijfers, geen spaties. Gebruik geen naam.")
	case !form:
		return refuse("TR-0", "hulpvorm", "Kies welke vorm van hulp het is.")
	case l.Aanbieder == "" && l.AGB == "":
		return refuse("TR-0", "aanbieder", "Vul in welke aanbieder de hulp geeft.")
	}
	return nil
}

func checkEind(l Levering, vandaag Date) error {
	if l.Eind.IsZero() {
		return nil
	}
	return first(helpDay("eind", "Het einde", l.Eind, vandaag), notBefore("TR-0", "eind", stapOp{"Het einde", l.Eind}, stapOp{"de start", l.Start}))
}

// helpDay refuses a day on which help cannot have begun or ended.
func helpDay(field, what string, day, today Date) error {
	switch {
	case day.IsZero():
		return noDay("TR-0", field)
	case day.Before(today.AddMonths(-12 * oldestHelp)):
		return refuse("TR-0", field, fmt.Sprintf("%s op %s is meer dan %d jaar geleden. Controleer het jaar.", what, day.Dutch(), oldestHelp))
	case day.After(today.AddDays(furthestHelp)):
		return refuse("TR-0", field, fmt.Sprintf("%s op %s is meer dan een half jaar vooruit. Controleer het jaar, of leg het later vast.", what, day.Dutch()))
	}
	return nil
}

// nietDubbel refuses help that is part of a trajectory that ran on its first day, and help
// without an end before the same help that is known already.
func nietDubbel(before, after Historie, l Levering) error {
	for _, t := range after.Trajecten {
		if !slices.Contains(t.Leveringen, l) {
			continue
		}
		for _, old := range before.Trajecten {
			if !slices.ContainsFunc(old.Leveringen, func(r Levering) bool { return slices.Contains(t.Leveringen, r) }) {
				continue
			}
			if err := past(old, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// past reports whether new help can stand beside a trajectory that it makes one with.
func past(old Traject, l Levering) error {
	switch {
	case old.Loopt(l.Start):
		return refuse("TR-0", "start", fmt.Sprintf("Dit is traject %d van %s al: %s bij dezelfde aanbieder, sinds %s. Controleer de start, de hulpvorm en de aanbieder.",
			old.Nummer, l.Jeugdige, old.Vorm(), old.Start.Dutch()))
	case l.Eind.IsZero() && old.Start.After(l.Start):
		return refuse("TR-0", "eind", fmt.Sprintf("Vanaf %s staat dezelfde hulp bij dezelfde aanbieder er al, als traject %d. Vul in op welke dag de hulp van daarvoor eindigde.",
			old.Start.Dutch(), old.Nummer))
	}
	return nil
}

// Historie returns the help of one young person in a case, counted; capitals in the code make
// no difference. Known is false when there is none.
func (h Hulp) Historie(jeugdige string) (found Historie, known bool) {
	for _, one := range h.Geschiedenis() {
		if ZaakKey(one.Jeugdige) == ZaakKey(jeugdige) {
			return one, true
		}
	}
	return Historie{Jeugdige: jeugdige}, false
}

// Jeugdigen returns the codes of the young people of whom help is known, in order.
func (h Hulp) Jeugdigen() []string {
	var codes []string
	for _, one := range h.Geschiedenis() {
		codes = append(codes, one.Jeugdige)
	}
	return codes
}

package procesregie

import "fmt"

// Handeling is who changes a case, on which day, under which practice.
type Handeling struct {
	Praktijk Praktijk
	Door     string // user name
	Tweede   string // user name of who confirmed it, where a second person is needed (VPR-10)
	Vandaag  Date
}

// notFuture refuses a day that has yet to come for something that has happened, and
// no day at all.
func (h Handeling) notFuture(rule, field, what string, day Date) error {
	if day.IsZero() {
		return noDay(rule, field)
	}
	if day.After(h.Vandaag) {
		return refuse(rule, field, fmt.Sprintf("%s kan niet op %s zijn geweest: die dag moet nog komen. Vul de dag in waarop het echt was.", what, day.Dutch()))
	}
	return nil
}

func noDay(rule, field string) error { return refuse(rule, field, "Vul een datum in.") }

// stapOp is a step of a case with the day on which it was.
type stapOp struct {
	wat string
	op  Date
}

// notBefore refuses a step before another one.
func notBefore(rule, field string, step, earlier stapOp) error {
	if !earlier.op.IsZero() && step.op.Before(earlier.op) {
		return refuse(rule, field, fmt.Sprintf("%s (%s) kan niet vóór %s (%s) zijn. Controleer de datum.", step.wat, step.op.Dutch(), earlier.wat, earlier.op.Dutch()))
	}
	return nil
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// MustBeOpen refuses every change of a closed case.
func MustBeOpen(c Casus) error {
	if !c.IsOpen() {
		return refuse("RN-8", "zaak", fmt.Sprintf("%s is gesloten op %s. Open een nieuwe casus als er weer regie nodig is.", c.Zaaknummer, c.Sluiting.Op.Dutch()))
	}
	return nil
}

// mustBeVPR refuses a step of a VPR in a case at another level.
func mustBeVPR(c Casus, p Praktijk) error {
	if !p.Profiel.Modules.VPR {
		return refuse("VPR-1", "zaak", fmt.Sprintf("VPR hoort niet bij de werkwijze %s. Bekijk de instellingen met: regiebot instellingen.", p.Profiel.Titel))
	}
	if err := MustBeOpen(c); err != nil {
		return err
	}
	if c.Niveau() != VPR {
		return refuse("VPR-1", "zaak", fmt.Sprintf("%s is geen VPR (nu: %s). Start de VPR met: vpr start zaak=%s.", c.Zaaknummer, c.Niveau().Dutch(), c.Zaaknummer))
	}
	return nil
}

// consulent refuses somebody who cannot steer a case.
func (h Handeling) consulent(field, gebruiker, what string) error {
	lid, ok := h.Praktijk.Leden[gebruiker]
	switch {
	case !ok || lid.Weg:
		return refuse("", field, fmt.Sprintf("Ik ken @%s niet in jullie team. Kies een collega uit de lijst: regiebot lid.", gebruiker))
	case lid.Rol != Consulent:
		return refuse("", field, fmt.Sprintf("%s is %s en kan geen %s zijn. Kies een consulent.", lid.Naam, lid.Rol, what))
	}
	return nil
}

package procesregie

import "fmt"

// Kop is what a signal is about, in one bold line that begins with the zaaknummer.
func (s Signaal) Kop(zaak string) string {
	if s.Regel == RegelVerblijf {
		return fmt.Sprintf("**%s: kan %s thuis of in een gezinsvorm wonen?**", zaak, s.Jeugdige)
	}
	return fmt.Sprintf("**%s: %de traject voor %s**", zaak, s.Traject, s.Jeugdige)
}

// Tekst says what a signal is about on a day, and asks what it asks; the heading is
// [Signaal.Kop]. It names no provider and no reason of the help.
func (s Signaal) Tekst(op Date) string {
	if s.Regel == RegelVerblijf {
		return fmt.Sprintf("Sinds %s is er %s. Kijk samen: wat is er nodig om thuis of in een gezinsvorm te wonen?", s.Op.Dutch(), s.Vorm)
	}
	return s.Periode(op) + " Kijk samen terug: welke hulp was er, waarom, en hielp die?"
}

// Einde is how the first sentence of [Signaal.Tekst] ends when the help was over by then: with
// its last day. Empty: as long as none is known.
func (s Signaal) Einde() string {
	if s.Eind.IsZero() {
		return ""
	}
	return " tot en met " + s.Eind.Dutch() + "."
}

// Periode is the first sentence of [Signaal.Tekst] for TR-1: which help it is, since when, and
// until when once that is over.
func (s Signaal) Periode(op Date) string {
	if !s.Eind.IsZero() && s.Eind.Before(op) {
		return fmt.Sprintf("Het was %s, van %s%s", s.Vorm, s.Op.Dutch(), s.Einde())
	}
	return fmt.Sprintf("Het is %s, begonnen op %s.", s.Vorm, s.Op.Dutch())
}

// SignaalVervallen stands after the heading of a signal that does not follow any more from
// what is known of the help.
const SignaalVervallen = "Vervallen: wat ik van de hulp weet, is veranderd. Dit klopt niet meer."

// SignaalTelling says what stands with every count of trajectories (TR-0); geweigerd is as for
// [BronMist].
func SignaalTelling(geweigerd int) string {
	return fmt.Sprintf("Ik ken niet alle hulp. Dit kan missen: %s. Hoe ik tel, staat in regel TR-0.", List(BronMist(geweigerd)))
}

// Acties are what can be done about a signal, the first first: to look back.
func (s Signaal) Acties(zaak string) []Actie {
	who := fmt.Sprintf(" zaak=%s jeugdige=%s", zaak, s.Jeugdige)
	return []Actie{
		{Label: "Samenvatting", Regel: "traject samenvatting" + who},
		{Label: "Tijdlijn", Regel: "traject tijdlijn" + who},
	}
}

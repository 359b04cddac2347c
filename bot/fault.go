package bot

// Fault is why a button or a form does nothing.
type Fault int

// The faults of a [Ticket].
const (
	Fine    Fault = iota
	Unknown       // it was not made here, or before an upgrade or a change of keys
	Foreign       // it was given to somebody else
	Expired
)

// Button is what people hear of a button with a fault; empty of [Fine].
func (f Fault) Button() string {
	return [...]string{
		"",
		"Deze knop ken ik niet meer. Er is niets gedaan. Typ de opdracht opnieuw, dan krijg je nieuwe knoppen.",
		"Deze knop staat bij een bericht aan iemand anders. Er is niets gedaan. Typ de opdracht zelf, dan krijg je eigen knoppen.",
		"Deze knop is verlopen. Er is niets gedaan. Typ de opdracht opnieuw, dan krijg je nieuwe knoppen.",
	}[f]
}

// Form is what people hear of a form with a fault; empty of [Fine].
func (f Fault) Form() string {
	return [...]string{
		"",
		"Dit formulier ken ik niet meer. Er is niets gedaan. Typ de opdracht opnieuw, dan krijg je een nieuw formulier.",
		"Dit formulier is voor iemand anders. Er is niets gedaan. Typ de opdracht zelf, dan krijg je een eigen formulier.",
		"Dit formulier is verlopen. Er is niets gedaan. Typ de opdracht opnieuw, dan krijg je een nieuw formulier.",
	}[f]
}

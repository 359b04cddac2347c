package webchat

// What the page says when something is not done: one sentence what, one the way on.
const (
	sorryUnknownButton = "Deze knop ken ik niet meer. Er is niets gedaan. Typ de opdracht opnieuw, dan krijg je nieuwe knoppen."
	sorryForeignButton = "Deze knop staat bij een bericht aan iemand anders. Er is niets gedaan. Typ de opdracht zelf, dan krijg je eigen knoppen."
	sorryExpiredButton = "Deze knop is verlopen. Er is niets gedaan. Typ de opdracht opnieuw, dan krijg je nieuwe knoppen."

	sorryUnknownForm = "Dit formulier ken ik niet meer. Er is niets gedaan. Typ de opdracht opnieuw, dan krijg je een nieuw formulier."
	sorryForeignForm = "Dit formulier is voor iemand anders. Er is niets gedaan. Typ de opdracht zelf, dan krijg je een eigen formulier."
	sorryExpiredForm = "Dit formulier is verlopen. Er is niets gedaan. Typ de opdracht opnieuw, dan krijg je een nieuw formulier."
	sorrySentForm    = "Dit formulier is al verstuurd. Er is niet nog een keer iets gedaan. Wil je iets wijzigen? Typ de opdracht opnieuw."

	sorryUnknownFile = "Dit bestand ken ik niet meer. Vraag het opnieuw in het gesprek."
	sorryForeignFile = "Dit bestand is voor iemand anders. Vraag het zelf in het gesprek, dan krijg je een eigen bestand."
	sorryExpiredFile = "Dit bestand is verlopen. Vraag het opnieuw in het gesprek."

	sorryNowhere = "Deze pagina bestaat niet. Ga terug naar het begin."
	sorryMethod  = "Dit adres werkt niet op deze manier. Er is niets gedaan. Ga terug naar het begin."
	sorryCross   = "Dit verzoek kwam van een andere website. Er is niets gedaan. Open de demo zelf op localhost."
	sorryHost    = "Deze demo is alleen te openen op de eigen computer, via localhost of 127.0.0.1."
	sorryBody    = "Dit bericht is te lang of niet leesbaar. Er is niets gedaan. Maak het korter en verstuur het opnieuw."
	sorryPage    = "Er ging iets mis bij het tonen van de pagina. Laad de pagina opnieuw."
	sorryStep    = "Deze stap van de klok ken ik niet, de klok staat nog goed. Gebruik een van de knoppen bij de klok."
	sorryMoving  = "De klok loopt nog. Wacht tot die stilstaat en probeer het dan opnieuw."

	problemMissing = "Vul dit in."
	problemChoice  = "Kies een van de antwoorden."

	wordKept    = "Bewaard. Je kunt later verder."
	wordRemoved = "Dit bericht is verwijderd."

	hintDate = "Bijvoorbeeld 27-11-2026, morgen of over 6 weken."
)

// sorryButton, sorryForm and sorryFile give the sentence for a fault.
func sorryButton(f fault) string {
	return f.of(sorryUnknownButton, sorryForeignButton, sorryExpiredButton)
}

func sorryForm(f fault) string { return f.of(sorryUnknownForm, sorryForeignForm, sorryExpiredForm) }

func sorryFile(f fault) string { return f.of(sorryUnknownFile, sorryForeignFile, sorryExpiredFile) }

func (f fault) of(unknownText, foreignText, expiredText string) string {
	switch f {
	case foreign:
		return foreignText
	case expired:
		return expiredText
	}
	return unknownText
}

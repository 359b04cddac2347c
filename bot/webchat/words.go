package webchat

import "github.com/regiebot/regiebot/bot"

// What the page says when something is not done: one sentence what, one the way on.
const (
	sorrySentForm = "Dit formulier is al verstuurd. Er is niet nog een keer iets gedaan. Wil je iets wijzigen? Typ de opdracht opnieuw."

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

	wordKept    = "Bewaard. Je kunt later verder."
	wordRemoved = "Dit bericht is verwijderd."

	hintDate = "Bijvoorbeeld 27-11-2026, morgen of over 6 weken."
)

// sorryFile gives the sentence for a fault.
func sorryFile(f bot.Fault) string {
	switch f {
	case bot.Foreign:
		return sorryForeignFile
	case bot.Expired:
		return sorryExpiredFile
	}
	return sorryUnknownFile
}

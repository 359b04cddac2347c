package platform

// What the conversation itself says on every platform. What the program answers is not here.
const (
	WordNoFiles    = "Bestanden lees ik niet. Er is niets gedaan. Typ je opdracht zonder bestand."
	WordNotAloud   = "Ik kan niets in dit kanaal zetten. Alleen jij ziet dit. Voeg mij toe aan het kanaal als iedereen het mag lezen."
	WordFile       = "Het bestand '%s' staat in je privébericht met mij."           // name of the file
	WordFileHere   = "Hier is het bestand '%s'."                                    // idem
	WordFileFailed = "Het bestand '%s' kon ik niet sturen. Vraag het nog een keer." // idem
	WordDone       = "Klaar. Mijn antwoord staat in het gesprek."
	WordTitle      = "Regiebot"
)

// What forms say on every platform.
const (
	WordOpenForm = "Formulier openen"
	WordFormLate = "Het formulier ging niet vanzelf open. Druk op de knop 'Formulier openen'."
	WordFormGone = "Je formulier was al dicht. Druk op de knop 'Formulier openen' om verder te gaan."
	WordSent     = "Dit formulier is al verstuurd. Er is niet nog een keer iets gedaan. Wil je iets wijzigen? Typ de opdracht opnieuw."
	WordOther    = "Dit formulier is intussen ook ergens anders ingevuld. Daarom begin je weer bij stap 1. Kijk na of alles bij deze zaak hoort."
	WordTyped    = "Dit vulde je net in. Het is niet bewaard:"
	WordNext     = "Verder"
	WordStep     = "Stap %d van %d." // number of the step, of so many
	WordSubmit   = "Versturen"
	WordClose    = "Sluiten"
	WordForm     = "Formulier" // title of a form without one
	// WordOffer is said with the label of a field.
	WordOffer      = "Bij '%s' is veranderd wat je kunt kiezen. Kies het opnieuw. Zie je het niet? Sluit dit formulier en open het opnieuw."
	WordWrong      = "Dit klopt nog niet:"
	WordNotOffered = "wat hier stond, is geen van de antwoorden. Kies opnieuw."
)

// What stands in a field before something is chosen.
const (
	WordChoose       = "Kies…"
	WordChoosePerson = "Kies een collega"
	WordChooseDate   = "Kies een datum"
	WordHintDate     = "Bijvoorbeeld 27-11-2026, morgen of over 6 weken."
)

// opensForm begins the text of an answer that only opens a form, with the title of the form
// between it and opensFormEnd.
const (
	opensForm    = "Vul het formulier '"
	opensFormEnd = "' in."
)

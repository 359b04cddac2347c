package slack

// What the conversation itself says. What the program answers is not here.
const (
	wordStranger   = "Ik help alleen mensen van mijn eigen Slack-werkruimte. Er is niets gedaan. Vraag een collega die daar lid van is."
	wordNoFiles    = "Bestanden lees ik niet. Er is niets gedaan. Typ je opdracht zonder bestand."
	wordOpenForm   = "Formulier openen"
	wordFormLate   = "Het formulier ging niet vanzelf open. Druk op de knop 'Formulier openen'."
	wordFormGone   = "Je formulier was al dicht. Druk op de knop 'Formulier openen' om verder te gaan."
	wordSent       = "Dit formulier is al verstuurd. Er is niet nog een keer iets gedaan. Wil je iets wijzigen? Typ de opdracht opnieuw."
	wordOther      = "Dit formulier is intussen ook ergens anders ingevuld. Daarom begin je weer bij stap 1. Kijk na of alles bij deze zaak hoort."
	wordTyped      = "Dit typte je net. Het is niet bewaard:"
	wordNext       = "Verder"
	wordStep       = "Stap %d van %d."
	wordNoDirect   = "Mijn antwoord is niet voor dit kanaal, en een privébericht sturen lukt nu niet. Open mij onder 'Apps' en vraag het daar."
	wordNotAloud   = "Ik kan niets in dit kanaal zetten. Alleen jij ziet dit. Voeg mij toe aan het kanaal als iedereen het mag lezen."
	wordFile       = "Het bestand '%s' staat in je privébericht met mij."
	wordFileHere   = "Hier is het bestand '%s'."
	wordFileFailed = "Het bestand '%s' kon ik niet sturen. Vraag het nog een keer."
	wordDone       = "Klaar. Mijn antwoord staat in het gesprek."
	wordTitle      = "Regiebot"
)

// opensForm begins the text of an answer that only opens a form, with the title of the form between it and
// opensFormEnd: who sees the form open needs no message about it.
const (
	opensForm    = "Vul het formulier '"
	opensFormEnd = "' in."
)

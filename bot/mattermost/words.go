package mattermost

import "github.com/regiebot/regiebot/bot"

// What the conversation itself says on Mattermost. What it says on every platform is in
// package platform, and what the program answers is not here.
const (
	wordStranger  = "Ik help alleen mensen van mijn eigen Mattermost. Er is niets gedaan. Vraag een collega die daar een account heeft."
	wordNoDirect  = "Mijn antwoord is niet voor dit kanaal, en een privébericht sturen lukt nu niet. Zoek mij op, stuur mij een privébericht en vraag het daar."
	wordSentDM    = "Mijn antwoord staat in je privébericht met mij."
	wordAskedIn   = "Je vroeg dit in het kanaal '%s'." // name of the channel
	wordAskedOut  = "Je vroeg dit in een kanaal."
	wordOwn       = "Je drukte op een knop in een kanaal. Druk op de knop '" + wordGoOn + "' om het te doen. Was jij dat niet? Dan hoef je niets te doen."
	wordGoOn      = "Verder gaan"
	wordOwnSent   = "Ik stuur je een privébericht. Ga daar verder. Krijg je niets? Dan ken ik je niet als lid van een team."
	wordNextStep  = "Verder met stap %d van %d"               // number of the step, of so many
	wordStepKept  = "Stap %d is bewaard."                     // number of the step
	wordGoOnForm  = "Druk op de knop '%s' om verder te gaan." // label of the button
	wordOrElse    = "Wil je iets anders dan dit formulier?"
	wordStillBusy = bot.Wait + " Ik ben nog bezig. Je mag dit formulier sluiten: mijn antwoord komt in het gesprek."
)

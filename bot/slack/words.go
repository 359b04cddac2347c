package slack

// What only holds on Slack; the rest is in package platform.
const (
	wordStranger = "Ik help alleen mensen van mijn eigen Slack-werkruimte. Er is niets gedaan. Vraag een collega die daar lid van is."
	wordNoDirect = "Mijn antwoord is niet voor dit kanaal, en een privébericht sturen lukt nu niet. Open mij onder 'Apps' en vraag het daar."
	// wordHomeChanged stands on a home page instead of what is not right any more.
	wordHomeChanged = "Er is iets veranderd. Open dit tabblad opnieuw: dan staat hier je agenda van nu."
	wordTooLong     = "hier passen niet meer dan 3000 tekens. Het einde van wat er stond, is weggelaten."
)

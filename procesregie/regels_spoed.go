package procesregie

// regelsSpoed are the terms of section 4.
var regelsSpoed = []Regel{
	bronZO.regel("SC-1", "Spoed",
		"Bij spoed doe je iets binnen een week: 5 werkdagen."),
	bronZO.regel("SC-2", "Crisis",
		"Bij crisis doe je iets binnen 24 uur op de klok. Dat geldt op elke dag, ook in het weekend en als de klok wordt verzet."),
	bronZO.regel("SC-3", "Werkdagen",
		"Werkdagen zijn maandag tot en met vrijdag, zonder de vrije dagen van de gemeente en eigen sluitingsdagen. De dag van de melding is dag 0. "+
			"Goede Vrijdag is een werkdag en 5 mei is elk jaar vrij, tenzij het profiel iets anders zegt."),
	bronEigen.regel("SC-4", "Herinneringen bij spoed en crisis",
		"Bij spoed krijg je een herinnering op de werkdagen uit het profiel, waaronder de laatste dag. Bij crisis krijgen de consulent en het crisiscontact meteen bericht. Daarna nog een paar keer, ook 's nachts. "+
			"Is het op tijd niet gedaan, dan gaat er bericht naar de manager."),
}

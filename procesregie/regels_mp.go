package procesregie

// regelsMP are the checklists of sections 2 and 3.
var regelsMP = []Regel{
	bronZO.regel("MPJ-1", "Crisis of acute onveiligheid",
		"Is er een crisis, of is iemand nu niet veilig? Dat is meteen een MP-casus."),
	bronZO.regel("MPJ-2", "Vier onderdelen tegelijk",
		"Is het al langer niet veilig, of zijn er andere complexe problemen? Kijk dan naar vier onderdelen: kind, ouder, opvoeding en hulpverlening. Speelt er bij alle vier iets, dan is dit een MP-casus. "+
			"Eén kenmerk per onderdeel is genoeg; dat is een eigen instelling."),
	bronZO.regel("MPJ-3", "Wat niet meetelt",
		"Je vraagt ook hoe het gezin draait, wat er rond het gezin speelt en hoe het netwerk is. Dat leg je vast, maar het verandert de uitkomst niet."),
	bronZO.regel("MPJ-4", "Anders geen MP",
		"Klopt het niet met de regels voor MP? Dan is het volgens de checklist geen MP-casus."),
	bronEigen.regel("MPJ-5", "Twijfel",
		"Kan een antwoord dat je nog niet weet de uitkomst veranderen? Dan is de uitkomst twijfel en kijkt de gedragswetenschapper mee. "+
			"Kan dat niet, dan staat de uitkomst vast. Onbekend is iets anders dan nee."),
	bronZO.regel("MPJ-6", "Uitkomst en vervolg",
		"Je ziet de uitkomst en welke antwoorden die bepalen. Daarna kies je: naar het aanmeldteam, naar de gedragswetenschapper, vastleggen bij de casus of kopiëren naar het dossier. "+
			"Is er een crisis, dan kun je ook de klok voor de crisis starten."),
	bronEigen.regel("MPJ-7", "Denk aan de meldcode",
		"Is er een crisis, of is het nu of al langer niet veilig? Dan herinnert de bot je kort aan de meldcode, wat de uitkomst ook is. De bot bewaart dat niet."),
	bronZO.regel("MPV-1", "Vier van de vijf velden",
		"Het is MP als er in minstens vier van de vijf velden al lang problemen zijn. Per veld is één kenmerk genoeg."),
	bronZO.regel("MPV-2", "Velden die je niet weet",
		"Zijn er al genoeg velden ja, dan is het MP. Kunnen het er niet meer genoeg worden, dan is het geen MP. In alle andere gevallen is het twijfel."),
	bronZO.regel("MPV-3", "Geen kortere weg",
		"Bij volwassenen maakt een crisis het niet meteen MP. Is het MP maar is het antwoord bij regievoering geen ja? Dan zegt de bot dat, want de definitie vraagt er wel om."),
	bronZO.regel("MPV-4", "Wat de bot bewaart",
		"De bot bewaart per veld alleen ja, nee of onbekend, niet welk kenmerk het is. Gezondheid, strafbare feiten en afkomst zijn gevoelige gegevens."),
}

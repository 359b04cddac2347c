package procesregie

// regelsNiveau are the levels of procesregie of section 5.
var regelsNiveau = []Regel{
	bronZO.regel("RN-0", "Wanneer procesregie",
		"Procesregie is er als vragen om hulp samenhangen of op meer gebieden spelen. Of als strakkere sturing op de doelen nodig is. Anders houdt de inwoner zelf de regie. "+
			"Algemeen geldt vaak: alleen bij een ingewikkelde casus met meer dan één hulpverlener. In Gooise Meren heeft iedereen met een individuele voorziening procesregie."),
	bronZO.regel("RN-1", "Licht",
		"Er is vooral één probleem en er is een aanbieder. Je kijkt op de achtergrond mee en bent bij de halfjaarlijkse evaluatie. Licht duurt hoogstens 6 maanden."),
	bronZO.regel("RN-2", "Basis",
		"Er zijn problemen op meer dan één gebied, maar de veiligheid staat niet op het spel. Je bent bij de halfjaarlijkse evaluatie en bij de eindevaluatie. Basis duurt hoogstens 12 maanden."),
	bronZO.regel("RN-3", "Intensief",
		"De veiligheid staat op het spel. Je bent bij belangrijke gesprekken en werkt nauw samen met anderen. Zo nodig ook met Veilig Thuis, een gecertificeerde instelling of het Zorg- en Veiligheidshuis. "+
			"Intensief duurt hoogstens 18 maanden. Het woord zwaar betekent hetzelfde."),
	bronGM.regel("RN-4", "VPR",
		"Bij VPR is het zo ernstig dat er voorwaarden voor de veiligheid nodig zijn. Het OVV moet ook het kernbesluit hebben genomen. Zonder kernbesluit breng je de casus in bij het OVV. Tot dan is het intensief."),
	bronEigen.regel("RN-5", "Volgorde van de vragen",
		"Eerst tellen voorwaarden voor de veiligheid, dan veiligheid, dan problemen op meer gebieden en dan samenhang. Een ontbrekende aanbieder verandert het niveau niet. "+
			"Kan een onbekend antwoord het niveau nog veranderen, dan is het advies voorlopig."),
	bronZO.regel("RN-6", "Van niveau veranderen",
		"Een niveau kan omhoog en omlaag. Je legt vast wanneer, van welk naar welk niveau, waarom en door wie. "+
			"Dat de maximale duur bij het nieuwe niveau opnieuw begint, is een eigen instelling. De hele duur zie je er ook bij."),
	bronZO.regel("RN-7", "Afsluiten of herbeoordelen",
		"Is er langer hulp nodig, dan doet de aanbieder op tijd een nieuwe melding. Daarna volgt een herbeoordeling, als het kan door dezelfde procesregisseur. "+
			"De bot vraagt er een paar keer van tevoren naar; wanneer is een eigen instelling. VPR heeft geen maximum."),
	bronZO.regel("RN-8", "Afsluiten",
		"Je sluit af als het gezin zelf de regie kan voeren, met of zonder casusregisseur. De bot vraagt naar de reden en de nazorg. "+
			"Twee keuzes komen uit Gooise Meren: warm overdragen naar het voorveld, en overdragen aan de jeugdbeschermer."),
}

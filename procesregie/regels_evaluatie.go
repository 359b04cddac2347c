package procesregie

// regelsEvaluatie are the evaluations and agreements of section 7.
var regelsEvaluatie = []Regel{
	bronZO.regel("EV-1", "Halfjaarlijkse evaluatie",
		"Bij elk niveau van procesregie is er elk half jaar een evaluatie, tot de casus dicht is. Je telt steeds vanaf de start van de procesregie."),
	bronZO.regel("EV-2", "Eindevaluatie",
		"Aan het eind van het niveau is er een eindevaluatie. Dat geldt voor basis en voor zwaardere niveaus."),
	bronZO.regel("EV-3", "Na een evaluatie",
		"Is er een evaluatie gehouden? Dan is de volgende een half jaar na die dag."),
	bronEigen.regel("EV-4", "Hoe je maanden telt",
		"Een maand later is dezelfde dag van de maand, of de laatste dag als die er niet is. Een termijn op een vrije dag blijft staan; de herinnering en het voorstel gaan naar de werkdag ervoor. "+
			"Dit zijn afspraken van de organisatie: de Algemene termijnenwet geldt er niet voor."),
	bronEigen.regel("EV-5", "Herinneringen",
		"Je krijgt vooraf een paar herinneringen, en een bericht op de werkdag na de laatste dag. Daarna staat het in je dagelijkse overzicht en na een aantal werkdagen ook bij de manager. "+
			"Ben je afwezig of niet te bereiken? Dan krijgt je duo-partner, je vervanger of de manager het bericht. "+
			"Hoe lang van tevoren, hoe laat en hoeveel berichten op een dag, staat in het profiel."),
	bronALG.regel("EV-6", "Afspraken per casus",
		"Spreek af wie de doelen evalueert, hoe vaak, wie de hulpverleners verbindt en wanneer je opschaalt. Bij de start zijn er een beschikking, een verstuurde toewijzing, een hulpverleningsplan en toestemming. "+
			"Is een veiligheidsplan nodig, dan maken jullie het samen. De casusregisseur let op of iedereen zich eraan houdt (Stichting ZO!)."),
}

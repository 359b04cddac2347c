package procesregie

// regelsVPR are the steps of a versterkte procesregie of section 6.
var regelsVPR = []Regel{
	bronGM.regel("VPR-1", "Kernbesluit van het OVV",
		"VPR begint pas als het OVV het kernbesluit heeft genomen. De datum is verplicht. Zonder kernbesluit is er geen VPR."),
	bronGM.regel("VPR-2", "Brief",
		"Met een brief aan de ouders of de jeugdige maak je duidelijk dat VPR begint. De bron noemt geen termijn. De bot herinnert je tot de brief weg is."),
	bronGM.regel("VPR-3", "Duo-partner",
		"Bij elke VPR hoort een tweede consulent, de duo-partner. Dat is iemand anders dan de procesregisseur. "+
			"De duo-partner krijgt bericht bij het begin en bij een wisseling. Ook bij elke termijn, en als iets te laat is."),
	bronGM.regel("VPR-4", "Startbijeenkomst",
		"Elke VPR begint met een startbijeenkomst met ouders of verzorgers, jeugdige en hulpverleners. De consulent organiseert die en legt vast wie er was. "+
			"De bron noemt geen termijn. Je ziet hoeveel dagen er voorbij zijn sinds het kernbesluit."),
	bronGM.regel("VPR-5", "Eén casusregisseur",
		"Er is precies één casusregisseur. Op de startbijeenkomst spreken jullie af wie dat is."),
	bronGM.regel("VPR-6", "Eerste MDO",
		"Het eerste MDO is uiterlijk 6 weken (42 dagen) na de startbijeenkomst gehouden. Gepland en gehouden zijn twee verschillende dingen. "+
			"Valt de laatste dag op een vrije dag, dan is het advies de werkdag ervoor."),
	bronGM.regel("VPR-7", "Verslag van het MDO",
		"In het verslag staan doelen en resultaten, wat beschermt, wat bedreigt en hoe veilig het is. Verder het vervolg, of het plan verandert en de volgende evaluatie. Zonder verslag leg je een MDO niet vast als gehouden."),
	bronGM.regel("VPR-8", "Vaker evalueren",
		"Bij VPR evalueer je vaker dan bij gewone procesregie en schaal je eerder op. Het team kiest zelf hoe vaak. Zolang dat niet is gekozen, doet de bot een voorstel."),
	bronGM.regel("VPR-9", "Op de agenda van het team",
		"VPR staat op de agenda van de casuïstiekbespreking en van het gesprek met de manager. De bot zet vooraf de lijst met VPR-casussen klaar."),
	bronGM.regel("VPR-10", "Hoe VPR eindigt",
		"VPR kan op drie manieren verder: afschalen naar procesregie, opnieuw naar het OVV voor het gedwongen kader, of afsluiten."),
	bronGM.regel("VPR-11", "Overzicht PR en VPR",
		"Per consulent en voor het hele team is te zien welke casussen procesregie hebben en welke VPR."),
	bronGM.regel("VPR-12", "Elk jaar leren",
		"Elk jaar is er een themabijeenkomst en scholing over VPR."),
	bronGM.regel("VPR-13", "Wat er mist",
		"Manager en kwaliteitsmedewerker zien welke VPR-casussen iets missen: duo-partner, brief, casusregisseur, MDO of verslag. Ook zien zij welke casussen stilstaan."),
}

package procesregie

// regelsTraject are the trajectories of section 8.
var regelsTraject = []Regel{
	bronCBS.regel("TR-0", "Trajecten tellen",
		"Een traject is een hulpvorm met een begindatum. Hulp van dezelfde vorm bij dezelfde aanbieder zonder lege dag ertussen is één traject. "+
			"Vervoer, jeugdreclassering, jeugdbescherming, preventief justitieel kader en hulp die niet begon, tellen niet mee."),
	bronUW.regel("TR-1", "Signaal bij het vierde traject",
		"Begint een jeugdige aan een vierde of later traject, dan krijgt de procesregisseur één keer een bericht. Bij VPR krijgt de duo-partner het ook. Kijk samen terug: welke hulp was er, waarom, en hielp die? "+
			"Komen er meer tegelijk bij, dan noemt het bericht alleen het laatste."),
	bronUW.regel("TR-2", "Signaal bij verblijf",
		"Woont een jeugdige in een groep of begeleid, en niet in een gezinsvorm? Dan vraagt de bot dat één keer aan de procesregisseur, en bij VPR ook aan de duo-partner: kan de jeugdige naar huis of naar een gezinsvorm, en wat is daarvoor nodig?"),
	bronUW.regel("TR-3", "Samenvatting van de trajecten",
		"De samenvatting noemt per traject de hulpvorm, aanbieder, periode en aanleiding. En ook hoe het eindigde en of het hielp. Verder staan er overlap, tijd zonder hulp en vragen voor het volgende plan in. Er valt niets stil weg."),
	bronUW.regel("TR-4", "Cijfers over trajecten",
		"De cijfers gaan over een team of regio. Hoeveel jeugdigen hebben na een vierde, vijfde of zesde traject geen hulp meer? Hoeveel wonen er in een gezinsvorm, en hoeveel hadden heel veel trajecten?"),
}

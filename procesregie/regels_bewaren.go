package procesregie

// regelsBewaren are how long data stays. No source gives a number for working data that
// is not the dossier.
var regelsBewaren = []Regel{
	bronEigen.regel("BW-1", "Gesloten casus wissen",
		"Een gesloten casus wordt na een vaste tijd gewist, overal. De procesregisseur hoort het 30 dagen vooraf en kan dan kopiëren wat in het dossier moet."),
	bronEigen.regel("BW-2", "Verzonden berichten wissen",
		"De tekst van een verzonden bericht wordt na een vaste tijd gewist. Dat een herinnering is verstuurd, blijft bij de casus staan."),
	bronEigen.regel("BW-3", "Half-ingevulde formulieren wissen",
		"Een formulier dat niet af is, wordt na een paar dagen gewist."),
	bronEigen.regel("BW-4", "Toegangslog wissen",
		"Het toegangslog zegt wie wat heeft gezien en gedaan, zonder inhoud. Het blijft langer dan de casus, zodat dit later nog is na te gaan."),
}

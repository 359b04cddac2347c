package procesregie

// regelsRollen are the caseload, the roles and the ladder of section 9.
var regelsRollen = []Regel{
	bronZO.regel("CL-1", "Caseload",
		"Van elke consulent is te zien welke casussen er zijn en op welk niveau. Daarmee praat je met de gedragswetenschapper over de caseload. De punten per niveau zijn een eigen instelling."),
	bronGM.regel("CL-2", "Past de caseload",
		"De caseload moet passen bij wat de baan vraagt. De manager ziet wie boven de norm zit."),
	bronZO.regel("RO-1", "Wie casusregisseur mag zijn",
		"Jeugd- en gezinswerkers, multiprobleem-regisseurs en Wmo-consulenten zijn nooit casusregisseur. Een jongerenwerker, pedagoog, relatie- of echtscheidingsspecialist of mantelzorgondersteuner mag het wel zijn. "+
			"Een sociaal werker Wmo is casusregisseur bij korte hulp en procesregisseur bij lange hulp."),
	bronALG.regel("RO-2", "Rollen zijn duidelijk",
		"Wie welke rol heeft, is minder belangrijk dan dat gemeente en aanbieder er hetzelfde onder verstaan."),
	bronZO.regel("SI-1", "Opschalen",
		"De casusregisseur praat eerst met het gezin en vertelt de procesregisseur wat er speelt. Daarna komen de eigen gedragswetenschapper en zo nodig de meldcode. Wordt het niet beter, dan is de procesregisseur aan zet. "+
			"Die houdt een groot overleg, past de indicatie aan of meldt de casus bij de jeugdbeschermingstafel."),
}

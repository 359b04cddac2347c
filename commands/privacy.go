package commands

import (
	"cmp"

	"github.com/regiebot/regiebot/procesregie"
)

// Omgeving is where the bot runs and what it is connected to, as it is configured. It
// holds names of places and no secrets.
type Omgeving struct {
	Database   string   // where the data is, in Dutch: "een SQLite-bestand op deze computer"
	Sleutel    string   // where the key is, in Dutch; empty: in memory
	Logboekkop string   // where the head of the access log is kept too, in Dutch; empty: nowhere else
	Platforms  []string // chat platforms that messages go to, with their host; empty: none
	Taalmodel  string   // host of the language model, and its name; empty: none
	ModelUit   bool     // the switch of the language model is off
}

// regiebotPrivacy says what is processed, where and for how long.
func regiebotPrivacy(c *Call) (Reply, error) {
	r := say("**Wat Regiebot met gegevens doet**", "Zo is het nu ingesteld. Je kunt dit gebruiken voor het register van verwerkingen en de DPIA.")
	o := c.app.omgeving
	aan, err := TaalmodelAan(c.ctx, c.tx)
	if err != nil {
		return Reply{}, err
	}
	o.ModelUit = !aan
	for _, p := range Privacy(c.Praktijk.Profiel, o) {
		r = r.part("**" + p.Kop + "**\n" + bullets(p.Regels))
	}
	return r.button("Instellingen", "regiebot instellingen"), nil
}

// PrivacyDeel is a heading of what [Privacy] says, with its lines.
type PrivacyDeel struct {
	Kop    string
	Regels []string
}

// Privacy says, from the configuration as it is, what is processed, where, for how long,
// who sees it, and what leaves the machine: a start for the register of processing
// (article 30 AVG) and the DPIA.
func Privacy(p procesregie.Profiel, o Omgeving) []PrivacyDeel {
	return []PrivacyDeel{
		{"Waarvoor", []string{
			"De gemeente houdt regie op hulp aan jeugdigen, gezinnen en volwassenen (Jeugdwet 7.4.0, Wmo 2015). Regiebot rekent termijnen uit en herinnert eraan.",
			"Regiebot is niet het dossier en beslist niets. Er zijn geen risicoscores en geen profielen van mensen.",
		}},
		{"Welke gegevens", []string{
			"Per casus: zaaknummer, niveau, datums, wie erover gaat, antwoorden op checklists, verslagen van MDO's en evaluaties, meldingen van spoed en crisis, functie en organisatie van de casusregisseur.",
			"Per jeugdige, met een code zoals J1: vorm van hulp, aanbieder, verwijzer, begin en einde, pauze, aanleiding, hoe het eindigde, of het hielp en waardoor. Van het BSN in een iJw-bericht wordt alleen een versleutelde afdruk bewaard, om berichten te herkennen.",
			"Regiebot vraagt geen namen van gezinnen. In vrije tekst kan iemand er toch een typen; die tekst is versleuteld. Een nummer dat een BSN kan zijn, weigert Regiebot en bewaart het niet.",
			"Van collega's: naam, gebruikersnaam, rol, functie, werkdagen, afwezigheid, vervanger, id op het chatplatform, en sinds wanneer iemand niet bereikbaar is.",
			"Van berichten: aan wie ze gingen, wanneer ze zijn bezorgd, en wanneer de ontvanger daarna de casus opende.",
		}},
		{"Waar", []string{
			"Gegevens: " + o.Database + ".",
			"Stappen, hulp, vrije tekst, antwoorden, verslagen, berichten en gegevens van collega's zijn versleuteld (AES-256-GCM). Leesbaar is waarop wordt gezocht en gepland: zaaknummer, team, niveau, gebruikersnaam en rol van wie erover gaat, het begin van de regie, en van herinneringen de soort, de dag en de ontvanger.",
			"Sleutel: " + cmp.Or(o.Sleutel, "alleen in het geheugen; weg als het programma stopt") + ".",
		}},
		{"Hoe lang", keptLines(p.Bewaartermijnen())},
		{"Wie het ziet", []string{
			"Alles van een casus: de procesregisseur, de duo-partner, de gedragswetenschapper en de manager van het team.",
			"Zolang het duurt: wie een afwezige procesregisseur vervangt (ook wijzigen), en het crisiscontact bij een crisis (lezen, en zeggen wat er is gedaan).",
			"De kwaliteitsmedewerker: stappen en datums, geen antwoorden en geen verslagen. Andere consulenten: zaaknummer, PR of VPR, procesregisseur.",
			"De beheerder en de functionaris gegevensbescherming: geen inhoud. Een ander team: niets.",
			"Noodtoegang: een collega leest een uur mee, met een reden. De procesregisseur en de manager krijgen meteen bericht.",
			"Wie een casus bekijkt, zoekt, verandert of meeneemt, staat in het toegangslogboek, ook als het werd geweigerd. " +
				"De kop van het logboek is ondertekend; " + cmp.Or(o.Logboekkop, "hij staat alleen in de database") + ".",
		}},
		{"Wat deze computer verlaat", leaving(p, o)},
		{"Rechten van mensen", []string{
			"Inzage: de beheerder maakt een bestand met alles over een casus (regiebot export inzage).",
			"Wissen: de beheerder wist een casus overal, met een bewijs zonder inhoud (regiebot erase).",
			"Verbeteren: wie erover gaat, verandert de casus zelf.",
		}},
	}
}

func keptLines(b procesregie.Bewaren) []string {
	months := func(n int) string { return procesregie.Count(n, "maand", "maanden") }
	return []string{
		"Een casus, met de hulp erin: " + months(b.Casus) + " na het sluiten. Een maand ervoor krijgt de procesregisseur bericht.",
		"Verstuurde berichten: " + months(b.Berichten) + ".",
		"Half ingevulde formulieren: " + procesregie.Count(b.Formulieren, "dag", "dagen") + ".",
		"Het toegangslogboek: " + months(b.Logboek) + ".",
		"Reservekopieën: zo lang als jullie ze bewaren. Wis na het terugzetten opnieuw wat sindsdien is gewist.",
		"Dit zijn eigen instellingen. Het dossier zelf heeft een eigen bewaartermijn (Jeugdwet 7.3.8, Archiefwet).",
	}
}

func leaving(p procesregie.Profiel, o Omgeving) []string {
	var lines []string
	for _, p := range o.Platforms {
		lines = append(lines, "Berichten en antwoorden gaan naar "+p+". De gemeente regelt daar hoe lang ze blijven staan.")
	}
	if len(lines) == 0 {
		lines = append(lines, "Er is geen chatplatform verbonden: er gaan geen berichten naar buiten.")
	}
	lines = append(lines, naarTaalmodel(p, o)...)
	return append(lines, "Regiebot stuurt geen gebruiksgegevens en haalt niets op.")
}

// naarTaalmodel says what goes to a language model, when, and who decides that.
func naarTaalmodel(p procesregie.Profiel, o Omgeving) []string {
	if o.Taalmodel == "" {
		return []string{"Er is geen taalmodel verbonden."}
	}
	lines := []string{
		"Er is een taalmodel verbonden: " + o.Taalmodel + ". " + staat(p, o),
		"Vraagt iemand een samenvatting, dan gaan per traject deze feiten erheen: vorm van hulp, begin en einde, duur, crisis, pauze, hoe het eindigde en of het hielp, en de datum van vandaag. " +
			"Niet: het zaaknummer, de code van de jeugdige, namen en AGB-codes van aanbieders, en namen van collega's. Aanbieders heten daar aanbieder A, B en zo verder.",
		"Vrije tekst gaat niet mee.",
		"Elk gebruik staat vooraf in het toegangslogboek: wie, welke casus en welk model; daarna hoeveel zinnen zijn gehouden en vervangen. De gemeente regelt met de aanbieder van het model hoe lang verzoeken daar blijven staan.",
	}
	if p.TaalmodelVrijeTekst {
		lines[2] = "Vrije tekst (de aanleiding) gaat mee, zonder nummers, datums, adressen en alles wat geen gewoon woord is. Een naam die ook een gewoon woord is, kan blijven staan."
	}
	return lines
}

// staat says whether anything goes to the language model now.
func staat(p procesregie.Profiel, o Omgeving) string {
	switch {
	case o.ModelUit:
		return "De beheerder heeft het uitgezet (regiebot model off): er gaat niets heen."
	case !bool(p.Taalmodel):
		return "De werkwijze gebruikt het niet (taalmodel: uit): alleen de beheerder kan er op de opdrachtregel een samenvatting mee maken."
	}
	return "De werkwijze gebruikt het (taalmodel: aan). Per casus kan het uit met: casus wijzig ai=nee. De beheerder zet het in één keer uit met: regiebot model off."
}

package procesregie

import "fmt"

// NiveauVragenlijst returns the questions of RN-5 in the order in which they are
// asked. The answers are ja, nee or onbekend; those of domeinen een, meer or onbekend.
func NiveauVragenlijst() []Domein {
	return []Domein{
		{Sleutel: "samenhang", Naam: "Samenhang", Beslist: true, Vraag: "Hangen de vragen om hulp samen, of is strakkere sturing op de doelen nodig?"},
		{Sleutel: "veiligheid", Naam: "Veiligheid", Beslist: true, Vraag: "Staat de veiligheid op het spel?"},
		{Sleutel: "voorwaarden", Naam: "Voorwaarden", Beslist: true, Vraag: "Zijn er voorwaarden voor de veiligheid nodig om gedwongen hulp te voorkomen?"},
		{Sleutel: "ovv", Naam: "OVV", Beslist: true, Vraag: "Heeft het OVV het kernbesluit genomen?"},
		{Sleutel: "domeinen", Naam: "Domeinen", Beslist: true, Vraag: "Spelen de problemen op één gebied of op meer gebieden?"},
		{Sleutel: "aanbieder", Naam: "Aanbieder", Vraag: "Is er een aanbieder bij betrokken?"},
	}
}

// niveauGrond says why a level is advised, how long it may last, and what is still
// to be asked.
func (p Profiel) niveauGrond(v NiveauVragen, a NiveauAdvies) []Grond {
	list := p.levelGrond(v, a)
	if months := p.Maximum.Maanden[a.Niveau]; months > 0 {
		list = append(list, Grond{
			Regel: maximumRule[a.Niveau], Eigen: p.IsEigen("maximum.maanden." + string(a.Niveau)),
			Uitleg: fmt.Sprintf("Procesregie %s duurt hoogstens %s.", a.Niveau.Dutch(), Count(months, "maand", "maanden")),
		})
	}
	order := "De vragen hebben een vaste volgorde: eerst voorwaarden, dan veiligheid, dan domeinen, dan samenhang."
	if a.Voorlopig {
		order = fmt.Sprintf("Dit is voorlopig. Nog niet bekend: %s. Dat kan het niveau nog veranderen.", List(a.Vraag))
	}
	return append(list, Grond{Regel: "RN-5", Eigen: true, Uitleg: order})
}

// levelGrond is the first match of RN-5, and what this profile makes of it.
func (p Profiel) levelGrond(v NiveauVragen, a NiveauAdvies) []Grond {
	if a.Voorlopig && v.Samenhang == Onbekend {
		v.Samenhang = Ja
	}
	found := rn5(v)
	list := []Grond{found.reason(v)}
	switch {
	case a.Niveau == found:
	case p.has(PR) && p.has(VPR):
		return []Grond{{Regel: "RN-0", Eigenaar: bronGM.eigenaar, Document: bronGM.document, Uitleg: "In dit profiel heeft iedereen met een individuele voorziening procesregie."}}
	case a.Niveau == PR:
		list = append(list, Grond{Regel: "RN-0", Uitleg: "Dit profiel kent geen niveaus: er is procesregie of niet."})
	case a.Voorlopig && v.Veiligheid == Onbekend:
		return []Grond{{Regel: "RN-5", Eigen: true, Uitleg: "Je weet nog niet of de veiligheid op het spel staat. Daarom is het niveau nu niet lichter dan basis."}}
	default:
		list = append(list, Grond{Regel: "RN-5", Eigen: true, Uitleg: fmt.Sprintf("Dit profiel kent het niveau %s niet. Het niveau %s past er het best bij.", found, a.Niveau)})
	}
	return list
}

// reason is the criterion of a level in one sentence.
func (n Niveau) reason(v NiveauVragen) Grond {
	switch {
	case n == VPR:
		return Grond{Regel: "RN-4", Uitleg: "Er zijn voorwaarden nodig voor de veiligheid, en het OVV nam het kernbesluit."}
	case n == Intensief && v.Voorwaarden == Ja:
		return Grond{Regel: "RN-4", Uitleg: "Er zijn voorwaarden nodig voor de veiligheid, maar er is nog geen kernbesluit van het OVV."}
	case n == Intensief:
		return Grond{Regel: "RN-3", Uitleg: "De veiligheid staat op het spel."}
	case n == Basis:
		return Grond{Regel: "RN-2", Uitleg: "Er zijn problemen op meer dan één gebied."}
	case n == Licht:
		return Grond{Regel: "RN-1", Uitleg: "Er is vooral één probleem, en de vragen om hulp hangen samen of er is strakkere sturing nodig."}
	}
	return Grond{Regel: "RN-0", Uitleg: "Er is geen reden voor procesregie. De inwoner houdt zelf de regie."}
}

func (p Profiel) niveauOpmerkingen(v NiveauVragen, a NiveauAdvies) []Grond {
	var list []Grond
	note := func(say bool, rule, format string, args ...any) {
		if say {
			list = append(list, Grond{Regel: rule, Uitleg: fmt.Sprintf(format, args...)})
		}
	}
	note(a.NaarOVV, "RN-4", "Tot het kernbesluit van het OVV is het niveau %s.", a.Niveau)
	note(v.Voorwaarden == Ja && !p.has(VPR), "SI-1",
		"Dit profiel kent geen versterkte procesregie. Bespreek of een melding bij de jeugdbeschermingstafel nodig is.")
	note(v.Aanbieder == Nee && a.Niveau == Licht, "RN-1", "Er is nog geen aanbieder. Procesregie licht gaat daar wel van uit.")
	note(v.Aanbieder == Nee && a.Niveau != Licht, "RN-1", "Er is nog geen aanbieder. Dat verandert het niveau niet.")
	mixed := p.has(Licht) && p.has(VPR)
	if mixed {
		list = append(list,
			Grond{Regel: "RN-0", Eigenaar: bronALG.eigenaar, Document: bronALG.document, Uitleg: "Algemeen geldt: procesregie is voor ingewikkelde casussen met meer dan één hulpverlener."},
			Grond{Regel: "RN-0", Eigenaar: bronGM.eigenaar, Document: bronGM.document, Uitleg: "In Gooise Meren heeft iedereen met een individuele voorziening procesregie."},
			Grond{Regel: "RN-0", Uitleg: "Hier geeft het criterium van Stichting ZO! de doorslag."})
	}
	return list
}

// wieBeslist ends the advice. The aanmeldteam is that of ZO.
func (p Profiel) wieBeslist() string {
	if p.has(PR) {
		return "Jullie team beslist. Is er twijfel, dan beslist de gedragswetenschapper."
	}
	return WieBeslist
}

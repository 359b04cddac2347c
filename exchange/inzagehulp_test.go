package exchange

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/procesregie"
)

func TestInzageHulp(t *testing.T) {
	i := Inzage{
		Casus: procesregie.Casus{Zaaknummer: "ZO-1"},
		Hulp: []procesregie.Levering{{
			Jeugdige: "J1", Aanbieder: "Ambulant Voorbeeld", Hulpvorm: "02", Productcategorie: "99", Toewijzing: "300285", Start: date(2026, 1, 5), Eind: date(2026, 6, 30),
			Reden: "03", RedenAfgeleid: true, Crisis: procesregie.Nee, Aanleiding: "opvoedvragen\nHulp 9", Resultaat: procesregie.NietGeholpen, Waardoor: "geen klik",
		}},
		IJw: []procesregie.IJwRegel{
			{Soort: 301, Jeugdige: "J1", Afzender: "9999", Identificatie: "7", Dagtekening: date(2026, 1, 2), Volgnummer: 1, AGB: "99000002", Toewijzing: "300285", Van: date(2026, 1, 5), Reden: "13"},
			{Soort: 307, Jeugdige: "J1", Afzender: "99000002", Identificatie: "8", Dagtekening: date(2026, 2, 2), Volgnummer: 2, AGB: "99000002", Van: date(2026, 1, 5), Reden: "20", Ingetrokken: true},
		},
		Geweigerd: map[string]int{"J1": 2, "J1/B": 1},
		BSNVan:    []string{"J1"},
		Signalen:  []string{"TR-1/J1/vorm 02/2026-01-05", "TR-2/J1/B/categorie 44/2026-02-01/2", "TR-2/J1/categorie 99/2026-02-01", "iets"},
	}
	_, text, _ := strings.Cut(inzageText(t, i), "taalmodel: volgens de werkwijze van de organisatie\n\n")
	want := `Hulp 1
------
Jeugdige: J1
Aanbieder: Ambulant Voorbeeld
Hulpvorm: 02 (ambulante hulp)
Productcategorie: 99
Toewijzingsnummer: 300285
Begonnen op: ma 5 januari 2026
Laatste dag: di 30 juni 2026
Reden van het einde: 03 (eerder gestopt door de jeugdige of de ouders), afgeleid van de code in een iJw-bericht
Begonnen met een crisis: nee
Aanleiding:
  opvoedvragen
  Hulp 9
Resultaat: niet geholpen
Waardoor hielp het wel of niet: geen klik

Hulp volgens een iJw-bericht 1
------------------------------
Bericht: JW301 (toewijzing)
Jeugdige: J1
Afzender: 9999
Identificatie: 7
Dagtekening: vr 2 januari 2026
Plaats in het bericht: 1
AGB van de aanbieder: 99000002
Toewijzingsnummer: 300285
Vanaf: ma 5 januari 2026
Reden: 13 (de toewijzing is ingetrokken)

Hulp volgens een iJw-bericht 2
------------------------------
Bericht: JW307 (stop)
Jeugdige: J1
Afzender: 99000002
Identificatie: 8
Dagtekening: ma 2 februari 2026
Plaats in het bericht: 2
AGB van de aanbieder: 99000002
Vanaf: ma 5 januari 2026
Reden: 20 (pauze)
Teruggenomen: ja, dit bericht nam een eerder bericht terug

Geweigerd bij het inlezen van de laatste lijst
----------------------------------------------
Jeugdige J1: 2 rijen
Jeugdige J1/B: 1 rij

Hoe een iJw-bericht wordt herkend
---------------------------------
BSN van J1: bewaard is alleen een vingerafdruk (een hash met een sleutel), om berichten te herkennen; het nummer zelf staat nergens
Toewijzingsnummers: van elk nummer hierboven is ook een vingerafdruk bewaard, om berichten te herkennen

Signalen over hulp die al zijn gemeld
-------------------------------------
TR-1: J1, 02 (ambulante hulp), begonnen op 05-01-2026
TR-2: J1/B, 44 (verblijf zonder behandeling), begonnen op 01-02-2026 (nummer 2 op die dag)
TR-2: J1, 99, begonnen op 01-02-2026
Signaal: iets
`
	if diff := cmp.Diff(want, text); diff != "" {
		t.Error(diff)
	}
}

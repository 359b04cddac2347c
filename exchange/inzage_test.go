package exchange

import (
	"bytes"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/procesregie"
)

func inzageText(t testing.TB, i Inzage) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteInzage(&b, i); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Whatever is kept stands in the file, also what is added to it later.
func TestInzageShowsEveryField(t *testing.T) {
	i := Inzage{}
	f := &filler{}
	for n := range reflect.TypeFor[Inzage]().NumField() {
		if name := reflect.TypeFor[Inzage]().Field(n).Name; name != "Praktijk" && name != "Gepland" {
			f.fill(reflect.ValueOf(&i).Elem().Field(n))
		}
	}
	i.Praktijk.Zone = time.UTC
	i.Gepland = []procesregie.Reminder{{
		Key: "sleutel", Termijn: "termijnmerk", Stap: "stapmerk", Voor: "voormerk", Aan: "aanmerk", Regels: []string{"regelmerk"},
		At: time.Date(2030, 1, 2, 9, 0, 0, 0, time.UTC), Uiterlijk: procesregie.Date{Year: 2030, Month: 1, Day: 3},
	}}
	text := inzageText(t, i)
	words := append(f.words, "termijnmerk", "stapmerk", "voormerk", "aanmerk", "regelmerk", "wo 2 januari 2030 om 09.00 uur", "03-01-2030")
	if len(words) < 130 {
		t.Fatalf("only %d fields were filled", len(words))
	}
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("%s is not shown", word)
		}
	}
}

func TestInzageText(t *testing.T) {
	at := time.Date(2026, 11, 13, 8, 0, 0, 0, time.UTC)
	zone := time.FixedZone("CET", 3600)
	i := Inzage{
		Casus: procesregie.Casus{
			Zaaknummer: "ZO-1", Team: "Oost", Regisseur: "anouk", StartRegie: procesregie.Date{Year: 2026, Month: 11, Day: 2},
			Niveaus: []procesregie.NiveauWissel{{Niveau: procesregie.Basis, Sinds: procesregie.Date{Year: 2026, Month: 11, Day: 2}, Reden: "een vraag\n\nen nog een"}},
		},
		Praktijk:    procesregie.Praktijk{Zone: zone, Leden: map[string]procesregie.Lid{"anouk": {Gebruiker: "anouk", Naam: "Anouk"}}},
		Op:          at,
		Verstuurd:   []procesregie.Sent{{Key: "ZO-1/mdo/2026-12-25/3-weken/anouk", At: at}},
		Berichten:   []InzageBericht{{Aan: "anouk", Op: at, Tekst: "**ZO-1**\nDoe iets."}, {Aan: procesregie.Kanaal("Oost")}},
		Formulieren: []InzageFormulier{{Van: "anouk", Op: at, Regel: "mdo gehouden", Velden: map[string]string{"zaak": "ZO-1", "doelen": "rust"}}},
		Logboek:     []InzageRegel{{Op: at, Wie: "anouk", Rol: "consulent", Wat: "casus toon", Actie: "R", Uitkomst: "gelukt"}},
	}
	want := `Alles wat Regiebot bewaart over ZO-1
------------------------------------
Gemaakt: vr 13 november 2026 om 09.00 uur
Wat dit is: De werkgegevens van het team over deze casus. Het dossier staat ergens anders.

Casus ZO-1
----------
Team: Oost
Doelgroep: jeugd
Start van de regie: ma 2 november 2026
Procesregisseur: Anouk (@anouk)

Niveau 1
--------
Niveau: basis
Vanaf: ma 2 november 2026
Reden:
  een vraag

  en nog een

Instellingen van deze casus
---------------------------
Samenvatting met een taalmodel: volgens de werkwijze van de organisatie

Herinneringen die zijn verstuurd of ingehaald
---------------------------------------------
vr 13 november 2026 om 09.00 uur: eerste MDO (laatste dag 25-12-2026), 3 weken vooraf, voor Anouk (@anouk)

Bericht 1
---------
Aan: Anouk (@anouk)
Verstuurd: vr 13 november 2026 om 09.00 uur
Tekst:
  **ZO-1**
  Doe iets.

Bericht 2
---------
Aan: het kanaal van team Oost
Verstuurd: nog niet
Tekst: (al gewist)

Half-ingevuld formulier 1
-------------------------
Van: Anouk (@anouk)
Laatst gewijzigd: vr 13 november 2026 om 09.00 uur
Opdracht: mdo gehouden
Veld doelen: rust
Veld zaak: ZO-1

Toegangslog: wie heeft wat gezien of gedaan
-------------------------------------------
vr 13 november 2026 om 09.00 uur: Anouk (@anouk), rol consulent, casus toon, ingezien, gelukt
`
	if diff := cmp.Diff(want, inzageText(t, i)); diff != "" {
		t.Error(diff)
	}
}

// TestInzageWords: nobody needs to know how the program names a reminder.
func TestInzageWords(t *testing.T) {
	s := &schrijver{
		casus:    procesregie.Casus{Zaaknummer: "zo/1"},
		praktijk: procesregie.Praktijk{Zone: time.FixedZone("CET", 3600), Leden: map[string]procesregie.Lid{"anouk": {Gebruiker: "anouk", Naam: "Anouk"}}},
	}
	for key, want := range map[string]string{
		"ZO/1/brief/2026-06-02/week-2026-06-03/anouk":              "brief van de VPR (02-06-2026), wekelijkse herinnering van 03-06-2026, voor Anouk (@anouk)",
		"ZO/1/mdo/2026-12-25/start/anouk":                          "eerste MDO (laatste dag 25-12-2026), bij de start, voor Anouk (@anouk)",
		"ZO/1/mdo/2026-12-25/1-week/bram":                          "eerste MDO (laatste dag 25-12-2026), 1 week vooraf, voor @bram",
		"ZO/1/mdo/2026-12-25/1-werkdag/bram":                       "eerste MDO (laatste dag 25-12-2026), 1 werkdag vooraf, voor @bram",
		"ZO/1/evaluatie/2026-12-25/8-weken/bram":                   "evaluatie (laatste dag 25-12-2026), 8 weken vooraf, voor @bram",
		"ZO/1/evaluatie/2026-12-25/te-laat/bram":                   "evaluatie (laatste dag 25-12-2026), te laat, voor @bram",
		"ZO/1/maximum/2026-12-25/manager/bram":                     "einde van het niveau (laatste dag 25-12-2026), te laat, aan de manager, voor @bram",
		"ZO/1/maximum/2026-12-25/manager-week-2027-01-04/bram":     "einde van het niveau (laatste dag 25-12-2026), te laat, aan de manager, wekelijkse herinnering van 04-01-2027, voor @bram",
		"ZO/1/startbijeenkomst/2026-12-25/uitstel-2027-01-04/bram": "startbijeenkomst (laatste dag 25-12-2026), uitgesteld tot 04-01-2027, voor @bram",
		"ZO/1/spoed/20261113T080000Z/werkdag-3/bram":               "spoedmelding (gemeld vr 13 november 2026 om 09.00 uur), op werkdag 3 na de melding, voor @bram",
		"ZO/1/crisis/20261113T080000Z/uur-0/bram":                  "crisismelding (gemeld vr 13 november 2026 om 09.00 uur), meteen na de melding, voor @bram",
		"ZO/1/crisis/20261113T080000Z/uur-12/bram":                 "crisismelding (gemeld vr 13 november 2026 om 09.00 uur), 12 uur na de melding, voor @bram",
		"ZO/1/spoed/20261113T080000Z/dag-2026-11-23/bram":          "spoedmelding (gemeld vr 13 november 2026 om 09.00 uur), dagelijkse herinnering van 23-11-2026, voor @bram",
		"iets anders": "iets anders",
	} {
		if got := s.sleutel(key); got != want {
			t.Errorf("%s:\n%s, not\n%s", key, got, want)
		}
	}
}

// What cannot be written is told.
func TestInzageFullDisk(t *testing.T) {
	if WriteInzage(brokenWriter{}, Inzage{Casus: procesregie.Casus{Zaaknummer: "ZO-1"}}) == nil {
		t.Error("no error")
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

package summary_test

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/regiebot/regiebot/summary"
)

const voorbeeldDoc = "../docs/samenvattingen.md"

// modelAntwoord is what a model could say of ZO-2026-0138, young person J2: in other words,
// and once what is not so.
func modelAntwoord() string {
	return zinnen(
		[3]string{"welke", "Traject 1 begon met een crisis en was verblijf in een groep of begeleid wonen bij aanbieder A, van 31-05-2024 tot en met 27-06-2024, en duurde 28 dagen.", "T1"},
		[3]string{"welke", "In traject 2 kreeg de jeugdige pleegzorg bij aanbieder B.", "T2"},
		[3]string{"welke", "Trajecten 3 en 4 liepen tegelijk, van 03-10-2025 tot en met 02-04-2026 (182 dagen).", "O1"},
		[3]string{"hielp", "Traject 4 heeft geholpen, trajecten 1 en 2 hebben deels geholpen.", "T1 T2 T4"},
		[3]string{"hielp", "Traject 2 is gestopt door de aanbieder.", "T2"},
	)
}

// docs/samenvattingen.md shows both kinds of a summary of the same help.
func TestVoorbeeldDoc(t *testing.T) {
	h, known := voorbeeld(t)["ZO-2026-0138 J2"]
	if !known {
		t.Fatal("there is no such history")
	}
	m := nieuwModel(t, summary.Instelling{HTTP: &http.Client{Transport: &reis{Handler: vast(antwoord(modelAntwoord(), "stop"))}}})
	u := m.Samenvatting(t.Context(), summary.Vraag{Historie: h, Op: op})
	if u.Engine != summary.BronModel || u.Dropped != 1 {
		t.Fatalf("by %s (%s), %d kept and %d dropped", u.Engine, u.Reason, u.Kept, u.Dropped)
	}
	var met strings.Builder
	for _, d := range u.Delen {
		if d.Kop != "" {
			fmt.Fprintf(&met, "\n%s\n", d.Kop)
		}
		for _, z := range d.Zinnen {
			mark := " "
			if z.Bron == summary.BronModel {
				mark = "*"
			}
			met.WriteString(mark + " " + z.Text + "\n")
		}
	}
	got := fmt.Sprintf(voorbeeldTekst, summary.Plain(h, op, 0).Tekst(), met.String(), u.Kept, u.Dropped)
	if *update {
		if err := os.WriteFile(voorbeeldDoc, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(voorbeeldDoc)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Error("docs/samenvattingen.md is not up to date: go test ./summary -run TestVoorbeeldDoc -update")
	}
}

const voorbeeldTekst = `# Twee samenvattingen van dezelfde hulp

Dezelfde jeugdige uit het voorbeeld (ZO-2026-0138, J2), op vr 13 november 2026. Eerst de gewone samenvatting, dan die met een taalmodel.
Deze pagina wordt geschreven en gecontroleerd door een test: ` + "`go test ./summary -run TestVoorbeeldDoc -update`" + `.

## Zonder taalmodel

Zo is het altijd, tenzij jullie organisatie een taalmodel aanzet.

` + "```" + `
%s` + "```" + `

## Met een taalmodel

Boven zo'n samenvatting staat in de chat "Concept, gemaakt met AI: controleer". Een zin met een sterretje is van het taalmodel. Elke zin is
vergeleken met de gegevens. De andere zinnen zijn die van de gewone samenvatting: ze staan er waar het taalmodel niet alles zei, of iets zei
dat niet klopt. Hier zei het: "Traject 2 is gestopt door de aanbieder." Dat is niet zo, en die zin kwam er niet door
([hoe dat werkt](summary.md), Engels).

` + "```" + `
%s` + "```" + `

Zinnen van het taalmodel: %d. Vervangen door gewone tekst: %d.
`

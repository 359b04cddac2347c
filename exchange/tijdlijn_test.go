package exchange

import (
	"bytes"
	"encoding/csv"
	"flag"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/procesregie"
)

var updateTijdlijn = flag.Bool("update", false, "rewrite the timelines in testdata")

var tijdlijnOp = procesregie.Date{Year: 2026, Month: 11, Day: 13}

func iso(t testing.TB, text string) procesregie.Date {
	t.Helper()
	if text == "" {
		return procesregie.Date{}
	}
	d, err := procesregie.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// tijdlijnVoorbeeld reads the history of the first young person of a casus of the sample
// list.
func tijdlijnVoorbeeld(t testing.TB, casus string) procesregie.Historie {
	t.Helper()
	file, err := os.Open("../procesregie/testdata/trajecten.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	in := csv.NewReader(file)
	in.Comma = ';'
	records, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []procesregie.Levering
	for _, r := range records[1:] {
		if r[0] != casus || r[1] != "J1" {
			continue
		}
		rows = append(rows, procesregie.Levering{
			Jeugdige: r[1], Aanbieder: r[2], AGB: r[3], Hulpvorm: r[4], Productcategorie: r[5], Toewijzing: r[8],
			ToegewezenVan: iso(t, r[9]), ToegewezenTot: iso(t, r[10]), Start: iso(t, r[11]), Eind: iso(t, r[12]), Reden: r[13],
		})
	}
	return procesregie.Geschiedenis(rows)[0]
}

// tijdlijnBeelden are the histories of which the picture and the text are kept.
func tijdlijnBeelden(t testing.TB) map[string]procesregie.Historie {
	t.Helper()
	return map[string]procesregie.Historie{
		"negen":      tijdlijnVoorbeeld(t, "ZO-2026-0121"),
		"voorbij":    tijdlijnVoorbeeld(t, "ZO-2025-0160"),
		"telt-niet":  tijdlijnVoorbeeld(t, "ZO-2026-0106"),
		"toegewezen": tijdlijnVoorbeeld(t, "ZO-2025-0166"),
		"bijzonder":  bijzonder(t),
		"geen":       {Jeugdige: "J1"},
	}
}

// bijzonder is a history in which everything occurs that the picture can show.
func bijzonder(t testing.TB) procesregie.Historie {
	t.Helper()
	var rows []procesregie.Levering
	for _, r := range []struct{ vorm, categorie, wie, van, tot, pauze string }{
		{"11", "44", "Pleegzorg Voorbeeldland", "2012-05-01", "2012-05-01", ""},
		{"02", "45", "Stichting met een heel erg lange naam voor jeugd, gezin en opvoeding in de regio Voorbeeld", "2013-01-01", "2015-06-30", ""},
		{"12", "44", "Gezinshuis Voorbeeldhoeve", "2014-02-01", "2016-12-31", ""},
		{"13", "43", "Behandelcentrum Voorbeeldduin", "2017-02-01", "2018-12-31", ""},
		{"14", "44", "Woongroep De Voorbeeldlaan", "2018-06-01", "2020-12-31", ""},
		{"", "38", "Woongroep De Voorbeeldlaan", "2021-02-01", "2021-12-31", ""},
		{"03", "41", "Dagbehandeling Voorbeeldplein", "2021-02-01", "", "2026-02-01"},
		{"02", "45", "Ambulant Voorbeeld", "2024-02-01", "2027-06-30", ""},
		{"04", "45", "Thuisbegeleiding Voorbeeldpad", "2027-01-01", "", ""},
		{"11", "44", "", "2027-03-01", "2027-09-30", ""},
		{"", "48", "GI Voorbeeldregio", "2020-01-01", "", ""},
	} {
		rows = append(rows, procesregie.Levering{
			Jeugdige: "J1", Hulpvorm: r.vorm, Productcategorie: r.categorie, Aanbieder: r.wie,
			Start: iso(t, r.van), Eind: iso(t, r.tot), PauzeSinds: iso(t, r.pauze),
		})
	}
	rows[9].AGB = "99000001"
	rows = append(rows, procesregie.Levering{Jeugdige: "J1", Hulpvorm: "03", Aanbieder: "Dagbehandeling Voorbeeldplein", ToegewezenVan: iso(t, "2027-05-01")})
	return procesregie.Geschiedenis(rows)[0]
}

func tijdlijnPNG(t testing.TB, h procesregie.Historie) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := WriteTijdlijn(&out, h, tijdlijnOp); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func ontcijfer(t testing.TB, data []byte) image.Image {
	t.Helper()
	beeld, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return beeld
}

// The timelines as people see and read them.
func TestTijdlijnBeeld(t *testing.T) {
	for naam, h := range tijdlijnBeelden(t) {
		t.Run("TR-3 "+naam, func(t *testing.T) {
			path := filepath.Join("testdata", "tijdlijn", naam)
			data, text := tijdlijnPNG(t, h), TijdlijnTekst(h, tijdlijnOp)
			if *updateTijdlijn {
				for end, content := range map[string][]byte{".png": data, ".txt": []byte(text)} {
					if err := os.WriteFile(path+end, content, 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
			zelfdeBeeld(t, path+".png", data)
			want, err := os.ReadFile(path + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), text); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if strings.Contains(text, "ZO-") {
				t.Error("a zaaknummer is in the text")
			}
		})
	}
}

// The picture in the documents is the one that is drawn now.
func TestTijdlijnDocumenten(t *testing.T) {
	const path = "../docs/screenshots/tijdlijn.png"
	data := tijdlijnPNG(t, tijdlijnBeelden(t)["negen"])
	if *updateTijdlijn {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	zelfdeBeeld(t, path, data)
}

// randVerschil is how much the edge of a letter may differ: another processor rounds in
// another way. One letter more, or a bar a pixel further, is more than that.
const randVerschil = 40

// zelfdeBeeld compares a picture with the one that is kept, by pixels.
func zelfdeBeeld(t *testing.T, path string, data []byte) {
	t.Helper()
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, got := pixels(ontcijfer(t, kept)), pixels(ontcijfer(t, data))
	if want.Rect != got.Rect {
		t.Fatalf("it is %v, and was %v", got.Rect, want.Rect)
	}
	for i := range want.Pix {
		if max(want.Pix[i], got.Pix[i])-min(want.Pix[i], got.Pix[i]) > randVerschil {
			t.Fatalf("it is another picture from pixel %d,%d on", i%want.Stride/4, i/want.Stride)
		}
	}
}

func pixels(beeld image.Image) *image.RGBA {
	all := image.NewRGBA(beeld.Bounds())
	draw.Draw(all, all.Rect, beeld, all.Rect.Min, draw.Src)
	return all
}

package exchange

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/procesregie"
)

func (s *hulpStore) ijw(t testing.TB, k *Koppeling, files ...string) Report {
	t.Helper()
	report, u, err := ReadIJw(files, k, s.known())
	if err != nil {
		t.Fatal(err)
	}
	for h, err := range u.Hulp {
		if err != nil {
			t.Fatal(err)
		}
		s.save(h)
	}
	maps.Copy(s.personen, u.Personen)
	return report
}

func (s *hulpStore) koppeling(t testing.TB, file string) *Koppeling {
	t.Helper()
	k, err := LoadKoppeling(file, s.known().Hash)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func sampleMessages(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/ijw/*.xml")
	if err != nil || len(files) != 15 {
		t.Fatal(len(files), err)
	}
	return files
}

// fromMessages returns what is true of a young person and stood in no list.
func (s *hulpStore) fromMessages(zaak, jeugdige string) []procesregie.Levering {
	rows, from := s.hulp[procesregie.ZaakKey(zaak)].LeveringenMetBron()
	var found []procesregie.Levering
	for i, l := range rows {
		if from[i] < 0 && l.Jeugdige == jeugdige {
			found = append(found, l)
		}
	}
	return found
}

// checkSample compares what is true after the sample messages with section 2 of the
// contract of imports.
func checkSample(t *testing.T, s *hulpStore) {
	t.Helper()
	for name, c := range map[string]struct {
		zaak, jeugdige string
		want           []procesregie.Levering
	}{
		"a": {"ZO-2026-0142", "J1", []procesregie.Levering{{
			AGB: "99000005", Productcategorie: "41", Productcode: "41D02", Toewijzing: "400101",
			ToegewezenVan: date(2026, 10, 5), ToegewezenTot: date(2027, 6, 30), Start: date(2026, 10, 5),
		}}},
		"b": {"ZO-2026-0078", "J1", []procesregie.Levering{{
			AGB: "99000004", Productcategorie: "54", Productcode: "54A04", Toewijzing: "400202",
			ToegewezenVan: date(2026, 9, 7), ToegewezenTot: date(2027, 9, 6), Start: date(2026, 9, 16),
		}}},
		"c": {"ZO-2026-0039", "J2", []procesregie.Levering{{
			AGB: "99000003", Productcategorie: "45", Productcode: "45A04", Toewijzing: "400303",
			ToegewezenVan: date(2026, 3, 16), ToegewezenTot: date(2027, 3, 15), Start: date(2026, 3, 18), PauzeSinds: date(2026, 10, 12),
		}}},
		"d": {"ZO-2026-0154", "J1", nil},
		"e": {"ZO-2026-0109", "J2", []procesregie.Levering{{
			AGB: "99000010", Productcategorie: "46", Productcode: "46C01", Start: date(2026, 10, 19), Eind: date(2026, 11, 8), Reden: "01", RedenAfgeleid: true,
		}}},
		"f": {"ZO-2026-0017", "J2", nil},
	} {
		for i := range c.want {
			c.want[i].Jeugdige = c.jeugdige
		}
		if diff := cmp.Diff(c.want, s.fromMessages(c.zaak, c.jeugdige)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for _, l := range s.leveringen("ZO-2026-0017") {
		if l.Toewijzing == "300245" && (l.Eind != date(2026, 10, 30) || l.Reden != "" || l.Start != date(2025, 11, 26) || l.Hulpvorm != "02") {
			t.Errorf("f: %+v", l)
		}
	}
	for _, row := range sampleRows(t, "trajecten-verwacht.csv") {
		want, got := atoi(t, row["geteld_na_ijw"]), 0
		for _, h := range procesregie.Geschiedenis(s.leveringen(row["casus_ref"])) {
			if h.Jeugdige == row["jeugdige_ref"] {
				got = len(h.Trajecten)
			}
		}
		if got != want {
			t.Errorf("TR-0 %s %s: %d trajectories, want %d", row["casus_ref"], row["jeugdige_ref"], got, want)
		}
	}
}

func TestSampleIJw(t *testing.T) {
	s := sampleStore(t)
	s.trajecten(t, nil, "testdata/trajecten.csv")
	report := s.ijw(t, s.koppeling(t, "testdata/ijw/koppeling.csv"), sampleMessages(t)...)
	got := map[string]string{}
	products := 0
	for _, f := range report.Files {
		got[f.File] = counts(f)
		products += f.Read
		for _, p := range f.Problems {
			if p.Refused || f.File != "jw315-f.xml" {
				t.Errorf("%s: %+v", f.File, p)
			}
		}
	}
	want := map[string]string{
		"jw301-a.xml": "1 1 0 0 0", "jw305-a.xml": "1 0 1 0 0", "jw301-a-verlenging.xml": "1 0 1 0 0",
		"jw301-b.xml": "1 1 0 0 0", "jw305-b.xml": "1 0 1 0 0", "jw305-b-correctie.xml": "2 0 2 0 0",
		"jw301-c.xml": "1 1 0 0 0", "jw305-c.xml": "1 0 1 0 0", "jw307-c.xml": "1 0 1 0 0",
		"jw301-d.xml": "1 1 0 0 0", "jw301-d-ingetrokken.xml": "1 0 1 0 0",
		"jw305-e.xml": "1 1 0 0 0", "jw307-e.xml": "1 0 1 0 0",
		"jw307-f.xml": "1 0 1 0 0", "jw315-f.xml": "1 0 0 1 0",
	}
	if diff := cmp.Diff(want, got); diff != "" || products != 16 || report.Sentence() != "" {
		t.Error(products, report.Sentence(), diff)
	}
	checkSample(t, s)
	again := s.ijw(t, nil, sampleMessages(t)...) // the map was there before
	for _, f := range again.Files {
		if f.New+f.Changed+f.Refused > 0 {
			t.Errorf("%s again: %s", f.File, counts(f))
		}
	}
	if f := s.trajecten(t, nil, "testdata/trajecten.csv").Files[0]; counts(f) != "194 0 0 194 0" {
		t.Errorf("the list again: %s %v", counts(f), refusals(f))
	}
	checkSample(t, s)
}

// TestIJwOrder: one message a command, in any order, comes to the same.
func TestIJwOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	files := sampleMessages(t)
	for range 20 {
		s := sampleStore(t)
		s.trajecten(t, nil, "testdata/trajecten.csv")
		k := s.koppeling(t, "testdata/ijw/koppeling.csv")
		random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
		for _, file := range files {
			if f := s.ijw(t, k, file).Files[0]; f.Refused > 0 || f.Problem != nil {
				t.Fatalf("%+v", f)
			}
			k = nil // from here on it is an earlier map
		}
		checkSample(t, s)
	}
}

func TestIJwListAfterMessages(t *testing.T) {
	s := sampleStore(t)
	s.ijw(t, s.koppeling(t, "testdata/ijw/koppeling.csv"), sampleMessages(t)...)
	f := s.trajecten(t, nil, "testdata/trajecten.csv").Files[0]
	if f.Refused > 0 {
		t.Fatal(refusals(f))
	}
	checkSample(t, s)
}

// message makes an iJw message about the person of case ZO-1 J1.
func message(soort int, id, dag, products string) string {
	at := slices.IndexFunc(ijwShapes(), func(s ijwShape) bool { return s.soort == soort })
	shape := ijwShapes()[at]
	from, to := "99000004", "9999"
	if soort == 301 {
		from, to = to, from
	}
	return fmt.Sprintf(`<b:Bericht xmlns:i="http://www.istandaarden.nl/ijw/3_2/basisschema/schema" xmlns:b="http://www.istandaarden.nl/ijw/3_2/jw%d/schema"><b:Header>`+
		`<b:BerichtCode>%s</b:BerichtCode><b:BerichtVersie>3</b:BerichtVersie><b:BerichtSubversie>2</b:BerichtSubversie><b:Afzender>%s</b:Afzender>`+
		`<b:Ontvanger>%s</b:Ontvanger><b:BerichtIdentificatie><i:Identificatie>%s</i:Identificatie><i:Dagtekening>%s</i:Dagtekening></b:BerichtIdentificatie>`+
		`</b:Header><b:Client><b:Bsn>999901102</b:Bsn><b:%s>%s</b:%s></b:Client></b:Bericht>`, soort, shape.code, from, to, id, dag, shape.list, products, shape.list)
}

const product45 = `<b:Product><i:Categorie>45</i:Categorie><i:Code>45A04</i:Code></b:Product>`

func start(begin, status string) string {
	return `<b:StartProduct><b:ToewijzingNummer>7</b:ToewijzingNummer>` + product45 + `<b:Begindatum>` + begin + `</b:Begindatum><b:StatusAanlevering>` + status +
		`</b:StatusAanlevering></b:StartProduct>`
}

func stop(begin, end, reden, status string) string {
	return `<b:StopProduct><b:ToewijzingNummer>7</b:ToewijzingNummer>` + product45 + `<b:Begindatum>` + begin + `</b:Begindatum><b:RedenBeeindiging>` + reden +
		`</b:RedenBeeindiging><b:Einddatum>` + end + `</b:Einddatum><b:StatusAanlevering>` + status + `</b:StatusAanlevering></b:StopProduct>`
}

func assigned(day, tijd, van, tot, reden string) string {
	return `<b:ToegewezenProduct><b:ToewijzingNummer>7</b:ToewijzingNummer>` + product45 + `<b:Toewijzingsdatum>` + day + `</b:Toewijzingsdatum><b:Toewijzingstijd>` + tijd +
		`</b:Toewijzingstijd><b:Ingangsdatum>` + van + `</b:Ingangsdatum><b:Einddatum>` + tot + `</b:Einddatum><b:RedenWijziging>` + reden + `</b:RedenWijziging></b:ToegewezenProduct>`
}

// oneCase is a store with case ZO-1 and a map that names the person of message.
func oneCase(t testing.TB) (*hulpStore, *Koppeling) {
	s := newHulpStore("ZO-1")
	return s, s.koppeling(t, writeTemp(t, "k.csv", []byte("bsn;casus_ref;jeugdige_ref\n999901102;ZO-1;J1\n")))
}

// permutations calls take for every order of n things.
func permutations(n int, take func([]int)) {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	var walk func(int)
	walk = func(i int) {
		if i == n {
			take(order)
			return
		}
		for j := i; j < n; j++ {
			order[i], order[j] = order[j], order[i]
			walk(i + 1)
			order[i], order[j] = order[j], order[i]
		}
	}
	walk(0)
}

// TestIJwTogether: what messages come to, in every order of arrival, apart and together.
func TestIJwTogether(t *testing.T) {
	for name, c := range map[string]struct {
		messages []string
		want     []string // start, end, pause, reason, assigned until
	}{
		"pause and on": {[]string{
			message(305, "1", "2026-01-07", start("2026-01-05", "1")), message(307, "2", "2026-02-03", stop("2026-01-05", "2026-02-01", "20", "1")),
			message(305, "3", "2026-03-03", start("2026-03-02", "1")),
		}, []string{"2026-01-05    "}},
		"pause, on and end": {[]string{
			message(305, "1", "2026-01-07", start("2026-01-05", "1")), message(307, "2", "2026-02-03", stop("2026-01-05", "2026-02-01", "20", "1")),
			message(305, "3", "2026-03-03", start("2026-03-02", "1")), message(307, "4", "2026-05-03", stop("2026-03-02", "2026-05-01", "32", "1")),
		}, []string{"2026-01-05 2026-05-01  03 "}},
		"pause, on, and the end names the first start": {[]string{
			message(305, "1", "2026-01-07", start("2026-01-05", "1")), message(307, "2", "2026-02-03", stop("2026-01-05", "2026-02-01", "20", "1")),
			message(305, "3", "2026-03-03", start("2026-03-02", "1")), message(307, "4", "2026-05-03", stop("2026-01-05", "2026-05-01", "31", "1")),
		}, []string{"2026-01-05 2026-05-01  01 "}},
		"end in a pause": {[]string{
			message(305, "1", "2026-01-07", start("2026-01-05", "1")), message(307, "2", "2026-02-03", stop("2026-01-05", "2026-02-01", "21", "1")),
			message(307, "4", "2026-05-03", stop("2026-01-05", "2026-01-20", "36", "1")),
		}, []string{"2026-01-05 2026-02-01   "}},
		"stop without start": {[]string{message(307, "4", "2026-05-03", stop("2026-01-05", "2026-04-20", "35", "1"))}, []string{"2026-01-05 2026-04-20  05 "}},
		"start taken back":   {[]string{message(305, "1", "2026-01-07", start("2026-01-05", "1")), message(305, "2", "2026-01-08", start("2026-01-05", "3"))}, nil},
		"stop taken back": {[]string{
			message(305, "1", "2026-01-07", start("2026-01-05", "1")), message(307, "2", "2026-02-03", stop("2026-01-05", "2026-02-01", "31", "1")),
			message(307, "3", "2026-02-04", stop("2026-01-05", "2026-02-01", "31", "3")),
		}, []string{"2026-01-05    "}},
		"taken back and sent again": {[]string{
			message(305, "1", "2026-01-07", start("2026-01-05", "1")), message(305, "2", "2026-01-08", start("2026-01-05", "3")),
			message(305, "3", "2026-01-09", start("2026-01-05", "1")),
		}, []string{"2026-01-05    "}},
		"a stop without the product": {[]string{
			message(305, "1", "2026-01-07", start("2026-01-05", "1")),
			message(301, "2", "2026-01-01", assigned("2026-01-01", "09:00:00", "2026-01-05", "2026-12-31", "")),
			message(307, "3", "2026-02-03", strings.Replace(stop("2026-01-05", "2026-02-01", "31", "1"), product45, "", 1)),
		}, []string{"2026-01-05 2026-02-01  01 2026-12-31"}},
		"two starts, no pause": {[]string{message(305, "1", "2026-01-07", start("2026-01-05", "1")+start("2026-03-05", "1"))}, []string{"2026-01-05    ", "2026-03-05    "}},
		"the latest assignment by time": {[]string{
			message(301, "1", "2026-01-02", assigned("2026-01-02", "10:00:00", "2026-01-05", "2026-06-30", "")),
			message(301, "2", "2026-01-02", assigned("2026-01-02", "09:00:00", "2026-01-05", "2026-12-31", "")),
			message(305, "3", "2026-01-07", start("2026-01-05", "1")),
		}, []string{"2026-01-05    2026-06-30"}},
		"withdrawn, and given again": {[]string{
			message(301, "1", "2026-01-02", assigned("2026-01-02", "10:00:00", "2026-01-05", "2026-06-30", "")),
			message(301, "2", "2026-01-03", assigned("2026-01-03", "09:00:00", "2026-01-05", "2026-01-05", "13")),
			message(301, "3", "2026-01-04", assigned("2026-01-04", "09:00:00", "2026-01-06", "2026-12-31", "")),
		}, []string{"    2026-12-31"}},
	} {
		t.Run(name, func(t *testing.T) {
			var files []string
			for i, m := range c.messages {
				files = append(files, writeTemp(t, fmt.Sprintf("%d.xml", i), []byte(m)))
			}
			permutations(len(files), func(order []int) {
				apart, k := oneCase(t)
				together, _ := oneCase(t)
				var all []string
				for _, i := range order {
					if f := apart.ijw(t, k, files[i]).Files[0]; f.Refused > 0 || f.Problem != nil {
						t.Fatalf("%+v", f)
					}
					all = append(all, files[i])
				}
				together.ijw(t, k, all...)
				for _, s := range []*hulpStore{apart, together} {
					var got []string
					for _, l := range s.leveringen("ZO-1") {
						got = append(got, fmt.Sprint(l.Start.String(), " ", l.Eind, " ", l.PauzeSinds, " ", l.Reden, " ", l.ToegewezenTot))
					}
					if diff := cmp.Diff(c.want, got); diff != "" {
						t.Errorf("%v: %s", order, diff)
					}
				}
			})
		})
	}
}

func TestIJwMessageRefused(t *testing.T) {
	good := message(305, "1", "2026-01-07", start("2026-01-05", "1"))
	replaced := func(old, text string) string {
		if !strings.Contains(good, old) {
			t.Fatal(old)
		}
		return strings.ReplaceAll(good, old, text)
	}
	for name, c := range map[string]struct{ data, code string }{
		"BSN fails the proof":   {replaced("999901102", "999901103"), "bsn"},
		"BSN unknown":           {replaced("999901102", "999999999"), "bsn"},
		"BSN unborn":            {replaced("999901102", "000000000"), "bsn"},
		"BSN with a space":      {replaced("999901102", "99990 1102"), "bsn"},
		"no BSN":                {replaced("<b:Bsn>999901102</b:Bsn>", ""), "bsn"},
		"two BSNs":              {replaced("<b:Bsn>999901102</b:Bsn>", "<b:Bsn>999901102</b:Bsn><b:Bsn>999901114</b:Bsn>"), "bsn"},
		"code of another":       {replaced("438", "440"), "message"},
		"return message":        {replaced("438", "439"), "message"},
		"another root":          {replaced("b:Bericht>", "b:Bestand>"), "unreadable"},
		"no iJw":                {"<lijst/>", "message"},
		"no header":             {replaced("Header", "Kop"), "message"},
		"no sender":             {replaced("<b:Afzender>99000004</b:Afzender>", ""), "message"},
		"sender in words":       {replaced("99000004", "aanbieder"), "message"},
		"day that is none":      {replaced("2026-01-07", "2026-02-31"), "message"},
		"no products":           {replaced(start("2026-01-05", "1"), ""), "empty"},
		"products of another":   {replaced("StartProducten", "StopProducten"), "message"},
		"doctype":               {`<!DOCTYPE x [<!ENTITY a "b">]>` + good, "doctype"},
		"external entity":       {replaced("45A04", "&xxe;"), "unreadable"},
		"cut off":               {good[:len(good)-20], "unreadable"},
		"utf-16":                {"\xff\xfe<\x00b\x00", "encoding"},
		"nul":                   {replaced("45A04", "4\x005"), "unreadable"},
		"a list":                {"casus_ref;jeugdige_ref\nZO-1;J1\n", "format"},
		"nothing":               {" \n", "empty"},
		"text beyond the limit": {replaced("45A04", strings.Repeat("a", MaxText+1)), "too-large"},
		"deep":                  {replaced("45A04", strings.Repeat("<b:a>", 70)+strings.Repeat("</b:a>", 70)), "too-large"},
	} {
		t.Run(name, func(t *testing.T) {
			s, k := oneCase(t)
			f := s.ijw(t, k, writeTemp(t, "m.xml", []byte(c.data))).Files[0]
			if f.Problem == nil || f.Problem.Code != c.code || counts(f) != "0 0 0 0 0" {
				t.Errorf("%+v %s", f.Problem, counts(f))
			}
			if len(s.leveringen("ZO-1")) > 0 {
				t.Error("something was stored")
			}
		})
	}
}

func TestIJwProductRefused(t *testing.T) {
	good := start("2026-01-05", "1")
	for name, c := range map[string]struct{ product, want string }{
		"category unknown":      {strings.Replace(good, ">45<", ">99<", 1), "code Categorie"},
		"impossible date":       {start("2026-02-30", "1"), "date Begindatum"},
		"date with a zone":      {start("2026-02-20Z", "1"), "date Begindatum"},
		"no date":               {start("", "1"), "missing Begindatum"},
		"status 2":              {start("2026-01-05", "2"), "code StatusAanlevering"},
		"no status":             {start("2026-01-05", ""), "missing StatusAanlevering"},
		"number in words":       {strings.Replace(good, ">7<", ">zeven keer<", 1), "number ToewijzingNummer"},
		"two numbers":           {strings.Replace(good, product45, product45+"<b:ToewijzingNummer>8</b:ToewijzingNummer>", 1), "duplicate ToewijzingNummer"},
		"no product, no number": {strings.ReplaceAll(strings.Replace(good, product45, "", 1), "<b:ToewijzingNummer>7</b:ToewijzingNummer>", ""), "missing Categorie"},
		"BSN as product code":   {strings.Replace(good, "45A04", "999900432", 1), "bsn Code"},
		"bidi":                  {strings.Replace(good, "45A04", "45\u202e4", 1), "characters Code"},
	} {
		t.Run(name, func(t *testing.T) {
			s, k := oneCase(t)
			f := s.ijw(t, k, writeTemp(t, "m.xml", []byte(message(305, "1", "2026-01-07", c.product)))).Files[0]
			var got []string
			for _, p := range f.Problems {
				got = append(got, p.Code+" "+p.Column)
			}
			if diff := cmp.Diff([]string{c.want}, got); diff != "" || counts(f) != "1 0 0 0 1" || len(s.leveringen("ZO-1")) > 0 {
				t.Error(counts(f), diff)
			}
		})
	}
}

func TestIJwFileRefused(t *testing.T) {
	dir := t.TempDir()
	huge := filepath.Join(dir, "huge.xml")
	if err := os.WriteFile(huge, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, 200<<20); err != nil {
		t.Fatal(err)
	}
	many := writeTemp(t, "many.xml", []byte("<a>"+strings.Repeat("<b/>", 6<<20)+"</a>"))
	for file, code := range map[string]string{filepath.Join(dir, "none.xml"): "unreadable", dir: "unreadable", huge: "too-large", many: "message"} {
		s, k := oneCase(t)
		if f := s.ijw(t, k, file).Files[0]; f.Problem == nil || f.Problem.Code != code {
			t.Errorf("%s: %+v", filepath.Base(file), f.Problem)
		}
	}
}

// TestIJwBesideList: products without a number go to the row of a list with the same code.
func TestIJwBesideList(t *testing.T) {
	s, k := oneCase(t)
	s.list(t, trajectHeader, "ZO-1;J1;A;99000004;02;45;45A04;;;;;2026-01-05;;;;;", "ZO-1;J1;A;99000004;02;45;45A05;;;;;2026-01-05;;;;;")
	numberless := strings.ReplaceAll(stop("2026-01-05", "2026-02-01", "31", "1"), "<b:ToewijzingNummer>7</b:ToewijzingNummer>", "")
	both := strings.ReplaceAll(numberless, "45A04", "45A05") + strings.ReplaceAll(numberless, "2026-02-01", "2026-03-01")
	if f := s.ijw(t, k, writeTemp(t, "m.xml", []byte(message(307, "1", "2026-04-07", both)))).Files[0]; counts(f) != "2 0 2 0 0" {
		t.Error(counts(f), f.Problems)
	}
	got := map[string]procesregie.Date{}
	for _, l := range s.leveringen("ZO-1") {
		got[l.Productcode] = l.Eind
	}
	if diff := cmp.Diff(map[string]procesregie.Date{"45A04": date(2026, 3, 1), "45A05": date(2026, 2, 1)}, got); diff != "" {
		t.Error(diff)
	}
}

func TestIJwStopRefused(t *testing.T) {
	for name, c := range map[string]struct{ product, want string }{
		"reason unknown":   {stop("2026-01-05", "2026-02-01", "40", "1"), "code RedenBeeindiging"},
		"no reason":        {stop("2026-01-05", "2026-02-01", "", "1"), "missing RedenBeeindiging"},
		"end before start": {stop("2026-01-05", "2026-01-04", "31", "1"), "order Einddatum"},
		"no end":           {stop("2026-01-05", "", "31", "1"), "missing Einddatum"},
	} {
		t.Run(name, func(t *testing.T) {
			s, k := oneCase(t)
			f := s.ijw(t, k, writeTemp(t, "m.xml", []byte(message(307, "1", "2026-02-07", c.product)))).Files[0]
			if len(f.Problems) != 1 || f.Problems[0].Code+" "+f.Problems[0].Column != c.want || f.Refused != 1 {
				t.Errorf("%+v", f.Problems)
			}
		})
	}
}

func TestIJwWho(t *testing.T) {
	file := writeTemp(t, "m.xml", []byte(message(305, "1", "2026-01-07", start("2026-01-05", "1"))))
	s, k := oneCase(t)
	if f := s.ijw(t, nil, file).Files[0]; counts(f) != "1 0 0 0 1" || f.Problems[0].Code != "case" {
		t.Error("nobody is named", counts(f), f.Problems)
	}
	s.list(t, trajectHeader, "ZO-1;J3;A;;02;45;;;7;2026-01-01;;;;;;;")
	if f := s.ijw(t, nil, file).Files[0]; counts(f) != "1 0 1 0 0" || len(s.leveringen("ZO-1")) != 1 || s.leveringen("ZO-1")[0].Start != date(2026, 1, 5) {
		t.Error("the number of the assignment names J3", counts(f), s.leveringen("ZO-1"))
	}
	s, _ = oneCase(t)
	s.save(procesregie.Hulp{Zaaknummer: "ZO-2"})
	s.list(t, trajectHeader, "ZO-1;J3;A;;02;45;;;7;2026-01-01;;;;;;;", "ZO-2;J1;A;;02;45;;;7;2026-01-01;;;;;;;")
	if f := s.ijw(t, nil, file).Files[0]; counts(f) != "1 0 0 0 1" {
		t.Error("two young people have that number", counts(f))
	}
	if f := s.ijw(t, k, file).Files[0]; counts(f) != "1 1 0 0 0" {
		t.Error("the map names J1", counts(f), f.Problems)
	}
	other := s.koppeling(t, writeTemp(t, "k2.csv", []byte("bsn;casus_ref;jeugdige_ref\n999901102;ZO-2;J1\n")))
	next := writeTemp(t, "n.xml", []byte(message(305, "2", "2026-01-09", start("2026-01-08", "1"))))
	if f := s.ijw(t, other, next).Files[0]; counts(f) != "1 0 0 0 1" || f.Problems[0].Code != "conflict" {
		t.Error("another map names somebody else", f.Problems)
	}
	again := s.koppeling(t, writeTemp(t, "k3.csv", []byte("bsn;casus_ref;jeugdige_ref\n999901114;zo-1;j1\n999901126;ZO-1;J2\n")))
	twin := writeTemp(t, "o.xml", []byte(strings.Replace(message(305, "3", "2026-01-09", start("2026-01-08", "1")), "999901102", "999901114", 1)))
	if f := s.ijw(t, again, twin).Files[0]; counts(f) != "1 0 0 0 1" || f.Problems[0].Code != "conflict" || len(s.personen) != 2 {
		t.Error("another map names J1 with another BSN", counts(f), f.Problems, s.personen)
	}
	gone := newHulpStore()
	if f := gone.ijw(t, k, file).Files[0]; counts(f) != "1 0 0 0 1" || f.Problems[0].Code != "case" || len(gone.personen) > 0 {
		t.Error("the map names a case that is not there", f.Problems)
	}
	s.damaged = "ZO-1"
	if f := s.ijw(t, k, next).Files[0]; counts(f) != "1 0 0 0 1" || f.Problems[0].Code != "damaged" {
		t.Error("the case is damaged", f.Problems)
	}
}

func TestIJwContradictsList(t *testing.T) {
	for name, c := range map[string]struct{ line, want string }{
		"another end":      {"ZO-1;J1;A;99000004;02;45;;;7;;;2026-01-05;2026-01-31;;;;", "conflict Einddatum"},
		"another provider": {"ZO-1;J1;A;99000005;02;45;;;7;;;2026-01-05;;;;;", "conflict Afzender"},
		"another category": {"ZO-1;J1;A;99000004;02;54;;;7;;;2026-01-05;;;;;", "conflict Categorie"},
		"the same end":     {"ZO-1;J1;A;99000004;02;45;;;7;;;2026-01-05;2026-02-01;;;;", ""},
		"no number":        {"ZO-1;J1;A;99000004;02;45;;;;;;2026-01-05;;;;;", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, k := oneCase(t)
			s.list(t, trajectHeader, c.line)
			f := s.ijw(t, k, writeTemp(t, "m.xml", []byte(message(307, "1", "2026-02-07", stop("2026-01-05", "2026-02-01", "31", "1"))))).Files[0]
			got := ""
			for _, p := range f.Problems {
				got = p.Code + " " + p.Column
			}
			if got != c.want || len(s.leveringen("ZO-1")) != 1 {
				t.Error(got, s.leveringen("ZO-1"))
			}
			if again := s.list(t, trajectHeader, c.line); counts(again) != "1 0 0 1 0" {
				t.Error("the list again", counts(again), again.Problems)
			}
		})
	}
}

func TestIJwWarnings(t *testing.T) {
	text := strings.Replace(message(305, "1", "2026-01-07", start("2026-01-05", "1")), ">2</b:BerichtSubversie>", ">1</b:BerichtSubversie><b:Nieuw/>", 1)
	text = strings.Replace(text, "<b:Begindatum>", "<b:Vreemd><b:Begindatum>2020-01-01</b:Begindatum></b:Vreemd><b:Begindatum>", 1)
	s, k := oneCase(t)
	f := s.ijw(t, k, writeTemp(t, "m.xml", []byte(text))).Files[0]
	if diff := cmp.Diff([]string{"1 BerichtVersie version", "1 Nieuw element", "1 Vreemd element"}, warnings(f)); diff != "" || counts(f) != "1 1 0 0 0" {
		t.Error(counts(f), diff)
	}
	if l := s.leveringen("ZO-1"); len(l) != 1 || l[0].Start != date(2026, 1, 5) {
		t.Error(l)
	}
}

// TestIJwProductNotNamed: help of which no source says what it is waits until one does.
func TestIJwProductNotNamed(t *testing.T) {
	s, k := oneCase(t)
	unnamed := strings.Replace(start("2026-01-05", "1"), product45, "", 1)
	f := s.ijw(t, k, writeTemp(t, "m.xml", []byte(message(305, "1", "2026-01-07", unnamed)))).Files[0]
	if diff := cmp.Diff([]string{"1 Categorie missing"}, warnings(f)); diff != "" || counts(f) != "1 1 0 0 0" || len(s.leveringen("ZO-1")) > 0 {
		t.Error(counts(f), diff, s.leveringen("ZO-1"))
	}
	s.ijw(t, nil, writeTemp(t, "n.xml", []byte(message(301, "2", "2026-01-02", assigned("2026-01-02", "09:00:00", "2026-01-05", "2026-12-31", "")))))
	if l := s.leveringen("ZO-1"); len(l) != 1 || l[0].Start != date(2026, 1, 5) || l[0].Productcategorie != "45" || l[0].ToegewezenTot != date(2026, 12, 31) {
		t.Error(l)
	}
}

func TestKoppelingRefused(t *testing.T) {
	for name, data := range map[string]string{
		"no BSN":         "bsn;casus_ref;jeugdige_ref\n999901103;ZO-1;J1\n",
		"no case":        "bsn;casus_ref;jeugdige_ref\n999901102;zaak;J1\n",
		"nobody":         "bsn;casus_ref;jeugdige_ref\n999901102;ZO-1;\n",
		"two people":     "bsn;casus_ref;jeugdige_ref\n999901102;ZO-1;J1\n999901102;ZO-1;J2\n",
		"two BSNs":       "bsn;casus_ref;jeugdige_ref\n999901102;ZO-1;J1\n999901114;zo-1;j1\n",
		"missing column": "bsn;casus_ref\n999901102;ZO-1\n",
		"empty":          "bsn;casus_ref;jeugdige_ref\n",
		"yaml":           "kolommen:\n  casus_ref: x\n",
	} {
		t.Run(name, func(t *testing.T) {
			s := newHulpStore("ZO-1")
			k, err := LoadKoppeling(writeTemp(t, "k.csv", []byte(data)), s.known().Hash)
			if err == nil || strings.Contains(err.Error(), "99990110") {
				t.Fatal(err)
			}
			f := s.ijw(t, k, writeTemp(t, "m.xml", []byte(message(305, "1", "2026-01-07", start("2026-01-05", "1"))))).Files[0]
			if f.Problem == nil || f.Problem.Code != "map" {
				t.Errorf("%+v", f.Problem)
			}
		})
	}
}

// TestIJwNoBSN: a BSN is in nothing that is stored or told.
func TestIJwNoBSN(t *testing.T) {
	s := sampleStore(t)
	k := s.koppeling(t, "testdata/ijw/koppeling.csv")
	report := s.ijw(t, k, sampleMessages(t)...)
	said := fmt.Sprintf("%+v %+v %+v %+v", report, s.hulp, s.personen, k)
	for _, bsn := range []string{"999901102", "999901114", "999901126", "999901138", "999901151", "999901163"} {
		if strings.Contains(said, bsn) {
			t.Error("a BSN is kept or told")
		}
	}
	if len(s.personen) != 6 {
		t.Error(s.personen)
	}
}

// TestIJwBSNElsewhere: also where a sender writes it in a place that is stored.
func TestIJwBSNElsewhere(t *testing.T) {
	const bsn = "999901102"
	good := message(305, "1", "2026-01-07", start("2026-01-05", "1"))
	for name, c := range map[string]struct{ data, counts string }{
		"identification":              {strings.Replace(good, "atie>1<", "atie>"+bsn+"<", 1), "1 1 0 0 0"},
		"part of the identification":  {strings.Replace(good, "atie>1<", "atie>20260107"+bsn+"1<", 1), "1 1 0 0 0"},
		"sender of an assignment":     {strings.Replace(message(301, "1", "2026-01-07", assigned("2026-01-02", "10:00:00", "2026-01-05", "", "")), "der>9999<", "der>"+bsn+"<", 1), "0 0 0 0 0"},
		"recipient":                   {strings.Replace(good, "ger>9999<", "ger>"+bsn+"<", 1), "0 0 0 0 0"},
		"number of an assignment":     {strings.Replace(good, "mer>7<", "mer>"+bsn+"<", 1), "1 0 0 0 1"},
		"number with dots in between": {strings.Replace(good, "mer>7<", "mer>9999.01.102<", 1), "1 0 0 0 1"},
	} {
		t.Run(name, func(t *testing.T) {
			s, k := oneCase(t)
			if strings.Count(c.data, "999") < 2 {
				t.Fatal(c.data)
			}
			f := s.ijw(t, k, writeTemp(t, "m.xml", []byte(c.data))).Files[0]
			said := fmt.Sprintf("%+v %+v %v", f, s.hulp, f.Problem)
			if counts(f) != c.counts || strings.Contains(said, bsn) || strings.Contains(said, "9999.01.102") {
				t.Error(counts(f), said)
			}
			for hash := range s.personen {
				if strings.Contains(fmt.Sprintf("%+v", s.hulp), hash) {
					t.Error("the hash of a person is kept with what is shown")
				}
			}
		})
	}
}

// TestIJwAsksLittle: what is stored of a person and of a case is asked for once to decide and
// once to save, however many products there are, and no case stays in memory.
func TestIJwAsksLittle(t *testing.T) {
	s, k := oneCase(t)
	known, persons, cases := s.known(), 0, 0
	persoon, hulp := known.Persoon, known.Hulp
	known.Persoon = func(hash string) (procesregie.Persoon, bool, error) { persons++; return persoon(hash) }
	known.Hulp = func(zaak string) (procesregie.Hulp, bool, error) { cases++; return hulp(zaak) }
	file := writeTemp(t, "m.xml", []byte(message(305, "1", "2026-01-07", strings.Repeat(start("2026-01-05", "1"), 50))))
	report, u, err := ReadIJw([]string{file}, k, known)
	if err != nil || counts(report.Files[0]) != "50 1 0 49 0" || persons != 1 || cases != 1 {
		t.Fatal(err, counts(report.Files[0]), persons, cases)
	}
	for h, err := range u.Hulp {
		if err != nil || len(h.IJw) != 50 || cases != 2 {
			t.Error(err, len(h.IJw), cases)
		}
	}
}

func FuzzIJw(f *testing.F) {
	for _, file := range sampleMessages(f) {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(message(307, "1", "2026-02-07", stop("2026-01-05", "2026-02-01", "20", "1")+stop("2026-01-05", "2026-02-01", "31", "3"))))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, k := oneCase(t)
		file := writeTemp(t, "m.xml", data)
		report := s.ijw(t, k, file).Files[0]
		if report.Read != report.New+report.Changed+report.Unchanged+report.Refused {
			t.Error(counts(report))
		}
		for _, l := range s.leveringen("ZO-1") {
			l.ToegewezenVan = date(2026, 1, 1) // assigned and not started; the order of it is that of the message
			l.ToegewezenTot = procesregie.Date{}
			if found := l.Check(); len(found) > 0 {
				t.Error(found)
			}
			if hasBSN(l.Productcode) || hasHostile(l.Productcode+l.Toewijzing) {
				t.Errorf("%+v", l)
			}
		}
		if again := s.ijw(t, nil, file).Files[0]; again.New+again.Changed > 0 || again.Refused != report.Refused {
			t.Errorf("the second time %s became %s", counts(report), counts(again))
		}
	})
}

package summary_test

import (
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/summary"
)

var update = flag.Bool("update", false, "rewrite the summaries in testdata")

var op = dag("2026-11-13")

func dag(iso string) p.Date {
	if iso == "" {
		return p.Date{}
	}
	d, err := p.ParseDate(iso)
	if err != nil {
		panic(err)
	}
	return d
}

// voorbeeld reads the sample list: casus and young person → history.
func voorbeeld(t testing.TB) map[string]p.Historie {
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
	perCasus := map[string][]p.Levering{}
	for _, r := range records[1:] {
		crisis, _ := p.ParseAnswer(r[14])
		perCasus[r[0]] = append(perCasus[r[0]], p.Levering{
			Jeugdige: r[1], Aanbieder: r[2], AGB: r[3], Hulpvorm: r[4], Productcategorie: r[5], Productcode: r[6], Verwijzer: r[7], Toewijzing: r[8],
			ToegewezenVan: dag(r[9]), ToegewezenTot: dag(r[10]), Start: dag(r[11]), Eind: dag(r[12]), Reden: r[13], Crisis: crisis, Aanleiding: r[15], Resultaat: r[16],
		})
	}
	all := map[string]p.Historie{}
	for casus, rows := range perCasus {
		for _, h := range p.Geschiedenis(rows) {
			all[casus+" "+h.Jeugdige] = h
		}
	}
	return all
}

// The summaries of the sample list, as people read them.
func TestPlainVoorbeeld(t *testing.T) {
	all := voorbeeld(t)
	for _, name := range []string{"ZO-2025-0160 J1", "ZO-2026-0138 J2", "ZO-2026-0021 J1", "ZO-2026-0106 J1", "ZO-2026-0158 J1"} {
		t.Run("TR-3 "+name, func(t *testing.T) {
			h, known := all[name]
			if !known {
				t.Fatal("there is no such history")
			}
			got := summary.Plain(h, op, 0).Tekst()
			path := filepath.Join("testdata", strings.ReplaceAll(name, " ", "-")+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// historie is the history of rows of the same young person.
func historie(t testing.TB, rows ...p.Levering) p.Historie {
	t.Helper()
	for i := range rows {
		rows[i].Jeugdige = "J1"
		if rows[i].Aanbieder == "" && rows[i].AGB == "" {
			rows[i].Aanbieder = "A"
		}
	}
	return p.Geschiedenis(rows)[0]
}

func TestPlain(t *testing.T) {
	van := func(vorm, start, eind string) p.Levering {
		return p.Levering{Hulpvorm: vorm, Start: dag(start), Eind: dag(eind)}
	}
	anders := func(l p.Levering, change func(*p.Levering)) p.Levering { change(&l); return l }
	oud := van("02", "2026-01-01", "2026-01-31")
	for _, test := range []struct {
		name string
		rows []p.Levering
		want string // a sentence that is there
	}{
		{"TR-3 one trajectory", []p.Levering{oud}, "Er is 1 traject bekend op vr 13 november 2026."},
		{"TR-3 more", []p.Levering{oud, van("03", "2026-01-01", "2026-01-31")}, "Er zijn 2 trajecten bekend op vr 13 november 2026."},
		{"TR-3 what runs", []p.Levering{van("02", "2026-01-01", ""), van("03", "2026-01-01", "")}, "Trajecten 1 en 2 lopen nu."},
		{"TR-3 nothing runs", []p.Levering{oud}, "Er loopt nu geen traject."},
		{
			"TR-3 no help known since the last one",
			[]p.Levering{van("02", "2026-01-01", "2026-11-11")},
			"Sinds do 12 november 2026 is er geen hulp bekend, na traject 1 (2 dagen).",
		},
		{"TR-3 a period", []p.Levering{oud}, "Traject 1: ambulante hulp bij A, van 01-01-2026 tot en met 31-01-2026 (31 dagen)."},
		{"TR-3 one day", []p.Levering{van("02", "2026-01-01", "2026-01-01")}, "Traject 1: ambulante hulp bij A, van 01-01-2026 tot en met 01-01-2026 (1 dag)."},
		{"TR-3 it goes on", []p.Levering{van("02", "2026-11-12", "")}, "Traject 1: ambulante hulp bij A, sinds 12-11-2026 (loopt nog, nu 2 dagen)."},
		{
			"TR-3 it ends today",
			[]p.Levering{van("02", "2026-11-12", "2026-11-13")},
			"Traject 1: ambulante hulp bij A, sinds 12-11-2026, tot en met 13-11-2026 (loopt nog, nu 2 dagen).",
		},
		{"TR-3 it begins later", []p.Levering{van("02", "2026-12-01", "")}, "Traject 1: ambulante hulp bij A, begint op 01-12-2026."},
		{
			"TR-3 it begins and ends later",
			[]p.Levering{van("02", "2026-12-01", "2026-12-31")},
			"Traject 1: ambulante hulp bij A, begint op 01-12-2026, tot en met 31-12-2026.",
		},
		{
			"TR-3 a crisis",
			[]p.Levering{anders(oud, func(l *p.Levering) { l.Crisis = p.Ja })},
			"Traject 1: ambulante hulp bij A, van 01-01-2026 tot en met 31-01-2026 (31 dagen), begonnen met een crisis.",
		},
		{
			"TR-3 a pause",
			[]p.Levering{anders(van("02", "2026-11-01", ""), func(l *p.Levering) { l.PauzeSinds = dag("2026-11-10") })},
			"Traject 1: ambulante hulp bij A, sinds 01-11-2026 (loopt nog, nu 13 dagen), in pauze sinds 10-11-2026.",
		},
		{
			"TR-3 a provider by its number",
			[]p.Levering{anders(van("02", "2026-12-01", ""), func(l *p.Levering) { l.AGB = "99000002" })},
			"Traject 1: ambulante hulp bij onbekende aanbieder (AGB 99000002), begint op 01-12-2026.",
		},
		{"TR-3 a category", []p.Levering{{Productcategorie: "45", Start: dag("2026-12-01")}}, "Traject 1: ambulante jeugdhulp bij A, begint op 01-12-2026."},
		{
			"TR-3 an overlap of two",
			[]p.Levering{oud, van("03", "2026-01-31", "2026-02-20")},
			"Van 31-01-2026 tot en met 31-01-2026 liepen trajecten 1 en 2 tegelijk (1 dag).",
		},
		{"TR-3 an overlap that goes on", []p.Levering{van("02", "2026-01-01", ""), van("03", "2026-02-01", "")}, "Vanaf 01-02-2026 lopen trajecten 1 en 2 tegelijk."},
		{
			"TR-3 an overlap that ends today",
			[]p.Levering{van("02", "2026-11-01", "2026-11-13"), van("03", "2026-11-01", "")},
			"Van 01-11-2026 tot en met 13-11-2026 lopen trajecten 1 en 2 tegelijk (13 dagen).",
		},
		{
			"TR-3 an overlap of three",
			[]p.Levering{van("02", "2026-01-01", "2026-01-10"), van("03", "2026-01-05", "2026-01-20"), van("04", "2026-01-11", "2026-01-30")},
			"Van 05-01-2026 tot en met 20-01-2026 liepen er steeds twee of meer trajecten tegelijk, op zijn meest 2 (16 dagen). Het gaat om trajecten 1, 2 en 3.",
		},
		{
			"TR-3 a gap",
			[]p.Levering{oud, van("03", "2026-02-02", "")},
			"Van 01-02-2026 tot en met 01-02-2026 was er geen hulp bekend, na traject 1 en voor traject 2 (1 dag).",
		},
		{
			"TR-3 a gap until later",
			[]p.Levering{van("02", "2026-01-01", "2026-11-10"), van("03", "2026-11-20", "")},
			"Van 11-11-2026 tot en met 19-11-2026 is er geen hulp bekend, na traject 1 en voor traject 2 (9 dagen).",
		},
		{"TR-3 a form tried before", []p.Levering{oud}, "Eerder geprobeerd: ambulante hulp (traject 1)."},
		{
			"TR-3 and again",
			[]p.Levering{oud, van("02", "2026-03-01", "2026-03-02"), van("02", "2026-05-01", "")},
			"Eerder geprobeerd: ambulante hulp (trajecten 1 en 2). Daarvan loopt nu weer: ambulante hulp (traject 3).",
		},
		{"TR-3 transport", []p.Levering{{Productcategorie: "42", Start: dag("2026-01-01")}}, "Telt niet mee: vervoer bij A, sinds 01-01-2026."},
		{
			"TR-3 a measure with a hulpvorm",
			[]p.Levering{{Hulpvorm: "02", Productcategorie: "48", Start: dag("2026-01-01"), Eind: dag("2026-01-31")}},
			"Telt niet mee: jeugdbescherming bij A, van 01-01-2026 tot en met 31-01-2026.",
		},
		{"TR-3 assigned, not started", []p.Levering{{Hulpvorm: "03", ToegewezenVan: dag("2026-12-01")}}, "Toegewezen, niet begonnen: daghulp bij A, vanaf 01-12-2026."},
		{
			"TR-3 a pause to come",
			[]p.Levering{{Hulpvorm: "02", Start: dag("2026-11-01"), PauzeSinds: dag("2026-11-30")}},
			"Traject 1: ambulante hulp bij A, sinds 01-11-2026 (loopt nog, nu 13 dagen), in pauze vanaf 30-11-2026.",
		},
		{
			"TR-3 a crisis to come",
			[]p.Levering{{Hulpvorm: "03", Start: dag("2026-12-01"), Crisis: p.Ja}},
			"Traject 1: daghulp bij A, begint op 01-12-2026, begint met een crisis.",
		},
		{"TR-3 why", []p.Levering{
			anders(oud, func(l *p.Levering) { l.Aanleiding = "thuis\n  onrust" }),
			anders(van("03", "2026-01-01", "2026-01-31"), func(l *p.Levering) { l.Aanleiding = "thuis onrust" }),
		}, "De aanleiding van trajecten 1 en 2: “thuis onrust”."},
		{"TR-3 why is not recorded", []p.Levering{oud}, "De aanleiding van traject 1 is niet vastgelegd."},
		{"TR-3 the end is not recorded", []p.Levering{oud}, "Hoe traject 1 eindigde, is niet vastgelegd."},
		{"TR-3 as planned", []p.Levering{anders(oud, func(l *p.Levering) { l.Reden = "01" })}, "Traject 1 eindigde volgens plan."},
		{"TR-3 in agreement", []p.Levering{anders(oud, func(l *p.Levering) { l.Reden = "02" })}, "Traject 1 stopte eerder dan gepland, in overleg."},
		{"TR-3 by the client", []p.Levering{anders(oud, func(l *p.Levering) { l.Reden = "03" })}, "Traject 1 stopte eerder dan gepland, door de jeugdige of de ouders."},
		{"TR-3 by the provider", []p.Levering{anders(oud, func(l *p.Levering) { l.Reden = "04" })}, "Traject 1 stopte eerder dan gepland, door de aanbieder."},
		{"TR-3 from outside", []p.Levering{anders(oud, func(l *p.Levering) { l.Reden = "05" })}, "Traject 1 stopte eerder dan gepland, door iets van buiten."},
		{
			"TR-3 derived",
			[]p.Levering{anders(oud, func(l *p.Levering) { l.Reden, l.RedenAfgeleid = "01", true })},
			"Traject 1 eindigde volgens plan. Die reden is afgeleid uit het bericht van de aanbieder.",
		},
		{"TR-3 it runs", []p.Levering{van("02", "2026-01-01", "")}, "Traject 1 loopt nog."},
		{"TR-3 it has not begun", []p.Levering{van("02", "2026-12-01", "")}, "Traject 1 is nog niet begonnen."},
		{
			"TR-3 how many ended before their time",
			[]p.Levering{anders(oud, func(l *p.Levering) { l.Reden = "03" }), van("03", "2026-01-01", "2026-01-31")},
			"Van de 2 trajecten die voorbij zijn, stopte er voor zover bekend 1 eerder dan gepland: traject 1.",
		},
		{"TR-3 it helped", []p.Levering{anders(oud, func(l *p.Levering) { l.Resultaat = p.Geholpen })}, "Traject 1 heeft geholpen."},
		{"TR-3 it helped in part", []p.Levering{anders(oud, func(l *p.Levering) { l.Resultaat = p.DeelsGeholpen })}, "Traject 1 heeft deels geholpen."},
		{"TR-3 it did not help", []p.Levering{anders(oud, func(l *p.Levering) { l.Resultaat = p.NietGeholpen })}, "Traject 1 heeft niet geholpen."},
		{"TR-3 unknown is an answer", []p.Levering{anders(oud, func(l *p.Levering) { l.Resultaat = p.ResultaatOnbekend })}, "Of traject 1 hielp, is onbekend."},
		{"TR-3 the result is not recorded", []p.Levering{oud}, "Of traject 1 hielp, is niet vastgelegd."},
		{"TR-3 what is open is a question", []p.Levering{oud}, "Hielp traject 1, en waardoor?"},
		{"TR-3 and of what runs", []p.Levering{van("02", "2026-01-01", ""), van("03", "2026-01-01", "")}, "Helpen trajecten 1 en 2, en waardoor?"},
		{"TR-3 it runs and its result is not recorded", []p.Levering{van("02", "2026-01-01", "")}, "Of traject 1 helpt, is niet vastgelegd."},
		{"TR-3 the goal", []p.Levering{oud}, "Wat is het doel van de hulp: verbetering of stabiliteit?"},
		{"TR-3 the perspective", []p.Levering{oud}, "Wat is het perspectief van de jeugdige?"},
		{"TR-3 the least number of follow-ups", []p.Levering{oud}, "Hoe haal je het doel met zo weinig mogelijk vervolgtrajecten?"},
		{"TR-0 the way of counting", []p.Levering{oud}, p.Telwijze},
		{"TR-3 nothing is cut in silence", []p.Levering{oud}, "1 van 1 traject verwerkt."},
		{"TR-3 there is nothing", []p.Levering{{Productcategorie: "42", Start: dag("2026-01-01")}}, "Er zijn geen trajecten bekend op vr 13 november 2026."},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := summary.Plain(historie(t, test.rows...), op, 0).Tekst()
			if !slices.Contains(strings.Split(text, "\n"), test.want) {
				t.Errorf("%q is not in:\n%s", test.want, text)
			}
		})
	}
	t.Run("TR-0 refused rows stand with the count", func(t *testing.T) {
		if text := summary.Plain(historie(t, oud), op, 3).Tekst(); !strings.Contains(text, "3 rijen die bij het inlezen zijn geweigerd") {
			t.Error(text)
		}
	})
}

// trek draws rows that pass their check.
func trek(t *rapid.T) []p.Levering {
	one := rapid.Custom(func(t *rapid.T) p.Levering {
		l := p.Levering{
			Jeugdige: "J1", Aanbieder: rapid.SampledFrom([]string{"Oost", "West"}).Draw(t, "aanbieder"), Hulpvorm: rapid.SampledFrom([]string{"", "02", "14"}).Draw(t, "hulpvorm"),
			Productcategorie: rapid.SampledFrom([]string{"42", "45"}).Draw(t, "categorie"), Reden: rapid.SampledFrom([]string{"", "01", "04"}).Draw(t, "reden"),
			RedenAfgeleid: rapid.Bool().Draw(t, "afgeleid"), Aanleiding: rapid.SampledFrom([]string{"", "thuis", "school"}).Draw(t, "aanleiding"),
			Resultaat: rapid.SampledFrom(append([]string{""}, p.Resultaten...)).Draw(t, "resultaat"), ToegewezenVan: dag("2026-10-01"),
		}
		if rapid.IntRange(0, 5).Draw(t, "gestart") > 0 {
			l.Start = dag("2026-10-01").AddDays(rapid.IntRange(0, 60).Draw(t, "start"))
			if rapid.Bool().Draw(t, "eindigt") {
				l.Eind = l.Start.AddDays(rapid.IntRange(0, 20).Draw(t, "dagen"))
			}
		}
		return l
	})
	return rapid.SliceOfN(one, 1, 15).Draw(t, "rijen")
}

var genoemd = regexp.MustCompile(`[Tt]raject(?:en)? ((?:\d+(?:, | en )?)+)`)

// nummers are the trajectories that a text names.
func nummers(text string) []int {
	var list []int
	for _, m := range genoemd.FindAllStringSubmatch(text, -1) {
		for _, word := range regexp.MustCompile(`\d+`).FindAllString(m[1], -1) {
			n, err := strconv.Atoi(word)
			if err != nil {
				panic(err)
			}
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func TestPlainProperties(t *testing.T) {
	t.Run("TR-3 every sentence names what it rests on, and nothing is left out", rapid.MakeCheck(func(t *rapid.T) {
		h := p.Geschiedenis(trek(t))[0]
		all := p.Nummers(h.Trajecten)
		facts := map[string]summary.Feit{}
		for _, f := range summary.Feiten(h, op) {
			if _, twice := facts[f.ID]; twice {
				t.Fatalf("the id %s is there twice", f.ID)
			}
			facts[f.ID] = f
		}
		s := summary.Plain(h, op, 0)
		said := map[string]bool{}
		for _, z := range s.Zinnen() {
			var rests []int
			for _, id := range z.Feiten {
				f, known := facts[id]
				if !known {
					t.Fatalf("%q rests on %s, which is not there", z.Text, id)
				}
				said[id] = true
				rests = append(rests, f.Trajecten...)
			}
			slices.Sort(rests)
			if rests = slices.Compact(rests); !slices.Equal(rests, z.Trajecten) {
				t.Fatalf("%q rests on %v and says %v", z.Text, rests, z.Trajecten)
			}
			if named := nummers(z.Text); !slices.Equal(named, z.Trajecten) && (len(named) > 0 || !slices.Equal(all, z.Trajecten)) {
				t.Fatalf("%q names %v and rests on %v", z.Text, named, z.Trajecten)
			}
		}
		for id := range facts {
			if !said[id] {
				t.Fatalf("nothing is said of %s", id)
			}
		}
		if want := fmt.Sprintf("%d van %d", len(all), len(all)); s.Verwerkt != len(all) || s.Van != len(all) || !strings.Contains(s.Tekst(), want) {
			t.Fatalf("%d of %d were used, of %d", s.Verwerkt, s.Van, len(all))
		}
	}))
	t.Run("TR-3 the order of rows makes no difference", rapid.MakeCheck(func(t *rapid.T) {
		list := trek(t)
		want := summary.Plain(p.Geschiedenis(list)[0], op, 0).Tekst()
		if got := summary.Plain(p.Geschiedenis(rapid.Permutation(list).Draw(t, "anders"))[0], op, 0).Tekst(); got != want {
			t.Fatalf("%s\n%s", want, got)
		}
	}))
}

func BenchmarkPlain(b *testing.B) {
	var rows []p.Levering
	for i := range 20 {
		start := dag("2010-01-01").AddDays(i * 300)
		rows = append(rows, p.Levering{Hulpvorm: "02", Start: start, Eind: start.AddDays(200), Aanleiding: "opvoedvragen", Resultaat: p.Geholpen, Reden: "01"})
	}
	h := historie(b, rows...)
	for b.Loop() {
		summary.Plain(h, op, 0)
	}
}

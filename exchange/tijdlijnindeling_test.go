package exchange

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/color"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/procesregie"
)

// trekHistorie draws the history of a young person. Providers differ, so that hardly any
// row merges with another.
func trekHistorie(t *rapid.T, meest int) (procesregie.Historie, procesregie.Date) {
	begin := procesregie.Date{Year: rapid.IntRange(1990, 2026).Draw(t, "jaar"), Month: time.Month(rapid.IntRange(1, 12).Draw(t, "maand")), Day: 1}
	dagen := rapid.SampledFrom([]int{1, 20, 100, 200, 400, 1300, 4000, 20000}).Draw(t, "dagen")
	dag := func(naam string) procesregie.Date {
		return begin.AddDays(rapid.IntRange(0, dagen).Draw(t, naam))
	}
	namen := rapid.SampledFrom([]string{"", "Oost", "Ambulant Voorbeeld", "Woongroep De Voorbeeldlaan", strings.Repeat("lange naam ", 20)})
	rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) procesregie.Levering {
		l := procesregie.Levering{
			Jeugdige: "J1", Aanbieder: namen.Draw(t, "naam"), AGB: strconv.Itoa(99000000 + rapid.IntRange(0, 999).Draw(t, "agb")),
			Hulpvorm: rapid.SampledFrom([]string{"", "01", "02", "03", "04", "11", "12", "13", "14"}).Draw(t, "vorm"),
			Productcategorie: rapid.SampledFrom([]string{
				"45", "45", "45", "35", "38", "42", "43", "48",
			}).Draw(t, "categorie"),
		}
		if rapid.IntRange(0, 9).Draw(t, "toegewezen") == 0 {
			l.ToegewezenVan = dag("van")
			if rapid.Bool().Draw(t, "tot") {
				l.ToegewezenTot = l.ToegewezenVan.AddDays(rapid.IntRange(0, dagen).Draw(t, "lang"))
			}
			return l
		}
		l.Start = dag("start")
		if rapid.IntRange(0, 3).Draw(t, "eindigt") > 0 {
			l.Eind = l.Start.AddDays(rapid.IntRange(0, dagen/4).Draw(t, "duur"))
		}
		if rapid.IntRange(0, 5).Draw(t, "pauze") == 0 {
			l.PauzeSinds = l.Start.AddDays(rapid.IntRange(0, dagen/4).Draw(t, "sinds"))
		}
		return l
	}), 1, meest).Draw(t, "rijen")
	return procesregie.Geschiedenis(rows)[0], dag("op")
}

func lettersVoorTest(t testing.TB) letters {
	t.Helper()
	l, err := nieuweLetters()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// pixel is where a day begins, worked out apart from the axis.
func pixel(a tijdas, d procesregie.Date) int {
	begin := time.Unix(int64(a.van)*86400, 0).UTC()
	dagen := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Sub(begin).Hours() / 24
	return a.links + int(math.Floor(dagen*float64(a.wijd)/float64(a.dagen)+1e-9))
}

func TestTijdlijnIndeling(t *testing.T) {
	l := lettersVoorTest(t)
	t.Run("TR-3 every trajectory has one bar, from its first day to its last", rapid.MakeCheck(func(t *rapid.T) {
		h, op := trekHistorie(t, 40)
		in := deelIn(maakTijdlijn(h, op).voorBeeld(), l)
		bars := map[int]balk{}
		for _, b := range in.balken {
			if _, twice := bars[b.nummer]; twice && b.nummer > 0 {
				t.Fatalf("traject %d has two bars", b.nummer)
			}
			bars[b.nummer] = b
		}
		for _, traject := range h.Trajecten {
			b, there := bars[traject.Nummer]
			if !there {
				t.Fatalf("traject %d has no bar", traject.Nummer)
			}
			keurBalk(t, in.as, b, traject, op)
		}
	}))
	t.Run("TR-3 nothing stands over anything else", rapid.MakeCheck(func(t *rapid.T) {
		h, op := trekHistorie(t, 40)
		keurPlaatsen(t, deelIn(maakTijdlijn(h, op).voorBeeld(), l))
	}))
	t.Run("TR-3 the axis is right", rapid.MakeCheck(func(t *rapid.T) {
		h, op := trekHistorie(t, 5)
		in := deelIn(maakTijdlijn(h, op), l)
		keurAs(t, in.as)
	}))
	t.Run("TR-3 the text says the same", rapid.MakeCheck(func(t *rapid.T) {
		h, op := trekHistorie(t, 70)
		keurTekst(t, h, op, deelIn(maakTijdlijn(h, op), l))
	}))
}

type melder interface {
	Helper()
	Fatalf(format string, args ...any)
}

func keurBalk(t melder, a tijdas, b balk, traject procesregie.Traject, op procesregie.Date) {
	t.Helper()
	want := balk{r: b.r, nummer: traject.Nummer, soort: soortHulp(traject.Hulpvorm, traject.Productcategorie), open: traject.Eind.IsZero()}
	want.r.Min.X, want.r.Max.X = pixel(a, traject.Start), lijnRand
	if !want.open {
		want.r.Max.X = max(pixel(a, traject.Eind.AddDays(1)), want.r.Min.X+balkMinimum)
	}
	want.later = want.r.Max.X
	if traject.Start.After(op) {
		want.later = want.r.Min.X
	} else if !traject.Voorbij(op) && traject.Eind != op {
		want.later = max(pixel(a, op.AddDays(1)), want.r.Min.X+balkMinimum/2)
	}
	want.pauze = want.r.Max.X
	if p := traject.PauzeSinds; traject.Loopt(op) && !p.IsZero() && !p.After(op) {
		want.pauze = min(pixel(a, p), want.later)
	}
	if b != want {
		t.Fatalf("%+v is drawn as %+v, not as %+v", traject, b, want)
	}
}

// keurPlaatsen judges that words and bars do not touch and lie within the picture.
func keurPlaatsen(t melder, in indeling) {
	t.Helper()
	heel := image.Rect(0, 0, in.breed, in.hoog)
	if in.hoog > TijdlijnHoogte {
		t.Fatalf("it is %d high", in.hoog)
	}
	type ding struct {
		r   image.Rectangle
		wat string
	}
	var all []ding
	for _, w := range in.teksten {
		all = append(all, ding{w.r, w.woorden})
	}
	for _, b := range slices.Concat(in.balken, in.stalen) {
		all = append(all, ding{b.r, fmt.Sprint("bar ", b.nummer)})
	}
	slices.SortFunc(all, func(a, b ding) int { return cmp.Compare(a.r.Min.Y, b.r.Min.Y) })
	for i, a := range all {
		if !a.r.In(heel) || a.r.Empty() {
			t.Fatalf("%s is at %v of %v", a.wat, a.r, heel)
		}
		for _, b := range all[i+1:] {
			if b.r.Min.Y >= a.r.Max.Y {
				break
			}
			if a.r.Overlaps(b.r) {
				t.Fatalf("%q %v stands over %q %v", a.wat, a.r, b.wat, b.r)
			}
		}
	}
	keurNummers(t, in)
}

// keurNummers judges that every number stands at its bar.
func keurNummers(t melder, in indeling) {
	t.Helper()
	for _, b := range in.balken {
		at := func(w tekst) bool {
			return w.woorden == strconv.Itoa(b.nummer) && w.r.Max.X <= lijnLinks && w.r.Min.Y < b.r.Max.Y && w.r.Max.Y > b.r.Min.Y
		}
		if b.nummer > 0 && !slices.ContainsFunc(in.teksten, at) {
			t.Fatalf("no number stands at bar %d", b.nummer)
		}
	}
}

// keurAs judges that a year or month stands where it begins.
func keurAs(t melder, a tijdas) {
	t.Helper()
	eerste := time.Unix(int64(a.van)*86400, 0).UTC()
	words := 0
	for i, m := range a.maten {
		if m.x < a.links || m.x >= a.links+a.wijd || i > 1 && m.x-a.maten[i-1].x < streepBreed/2 {
			t.Fatalf("line %d is at %d", i, m.x)
		}
		if m.jaar == "" {
			continue
		}
		words++
		jaar, err := strconv.Atoi(m.jaar)
		if err != nil {
			t.Fatalf("%q is no year", m.jaar)
		}
		nieuwjaar := procesregie.Date{Year: jaar, Month: time.January, Day: 1}
		if m.x != pixel(a, nieuwjaar) && (i > 0 || eerste.Year() != jaar) {
			t.Fatalf("%d is at %d and not at %d", jaar, m.x, pixel(a, nieuwjaar))
		}
	}
	if words == 0 {
		t.Fatalf("the axis names no year")
	}
	for i, m := range a.maten {
		begint := func(d procesregie.Date) bool {
			return m.x == pixel(a, d) && (m.maand == "" || m.maand == procesregie.MonthName(d.Month)[:3]) && m.zwaar == (d.Month == time.January)
		}
		if a.dagen < 1400 && !slices.ContainsFunc(maanden(eerste, a.dagen), begint) {
			t.Fatalf("line %d, %q, stands where no such month begins", i, m.maand)
		}
	}
}

// maanden are the first days of the months on an axis.
func maanden(eerste time.Time, dagen int) []procesregie.Date {
	var list []procesregie.Date
	for i := 0; eerste.AddDate(0, i, 0).Before(eerste.AddDate(0, 0, dagen)); i++ {
		list = append(list, procesregie.DateOf(eerste.AddDate(0, i, 0)))
	}
	return list
}

var trajectRegel = regexp.MustCompile(`(?m)^- Traject (\d+): `)

// keurTekst judges that the text names what the picture shows, in its order.
func keurTekst(t melder, h procesregie.Historie, op procesregie.Date, in indeling) {
	t.Helper()
	text := TijdlijnTekst(h, op)
	var said, shown []string
	for _, m := range trajectRegel.FindAllStringSubmatch(text, -1) {
		said = append(said, m[1])
	}
	for _, b := range in.balken {
		if b.nummer > 0 {
			shown = append(shown, strconv.Itoa(b.nummer))
		}
	}
	if !slices.Equal(said, shown) {
		t.Fatalf("the text has %v, the picture %v", said, shown)
	}
	lines := strings.Split(text, "\n")
	for _, b := range in.balken {
		keurKop(t, lines, b)
	}
	for _, o := range h.Overlappen() {
		keurBlok(t, in, o)
		keurRegel(t, lines, o.Van, o.Tot, woordTegelijk(o)+" (trajecten "+lijnNummers(o.Trajecten)+")")
	}
	for _, g := range h.Gaten(op) {
		keurRegel(t, lines, g.Van, g.Tot, "("+procesregie.Count(g.Dagen(op), "dag", "dagen")+")")
	}
	if got, want := strings.Count(text, "\n- "), len(in.balken)+len(h.Overlappen())+len(h.Gaten(op)); got != want {
		t.Fatalf("the text has %d lines, want %d:\n%s", got, want, text)
	}
}

// keurKop judges that the heading above a trajectory says whether it is a stay.
func keurKop(t melder, lines []string, b balk) {
	t.Helper()
	i := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, fmt.Sprintf("- Traject %d: ", b.nummer)) })
	for i > 0 && strings.HasPrefix(lines[i], "- ") {
		i--
	}
	if b.nummer > 0 && strings.Contains(lines[i], "erblijf") != b.soort.isVerblijf() {
		t.Fatalf("traject %d stands under %q, and its bar is of kind %d", b.nummer, lines[i], b.soort)
	}
}

// keurBlok judges that a time in which more than one trajectory ran has its block.
func keurBlok(t melder, in indeling, o procesregie.Overlap) {
	t.Helper()
	van, tot := pixel(in.as, o.Van), lijnRand
	if !o.Tot.IsZero() {
		tot = max(pixel(in.as, o.Tot.AddDays(1)), van+2)
	}
	is := func(v vlak) bool { return v.wat == blokTegelijk && v.r.Min.X == van && v.r.Max.X == tot }
	if !slices.ContainsFunc(in.lijnen, is) {
		t.Fatalf("%+v has no block from %d to %d", o, van, tot)
	}
}

func keurRegel(t melder, lines []string, van, tot procesregie.Date, rest string) {
	t.Helper()
	says := func(line string) bool {
		return strings.HasPrefix(line, "- ") && strings.Contains(line, van.Compact()) &&
			(tot.IsZero() || strings.Contains(line, tot.Compact())) && strings.HasSuffix(line, rest)
	}
	if !slices.ContainsFunc(lines, says) {
		t.Fatalf("no line of %q says %s – %s %s", lines, van, tot, rest)
	}
}

// A stay is told from help at home, and from other stays, by its code.
func TestTijdlijnSoort(t *testing.T) {
	verwacht := map[string]hulpsoort{"11": pleegzorg, "12": gezinsgericht, "13": gesloten, "14": groep}
	for _, c := range procesregie.Hulpvormen {
		t.Run("TR-2 "+c.Naam, func(t *testing.T) {
			if got := soortHulp(c.Code, "43"); got != verwacht[c.Code] {
				t.Errorf("it is of kind %d", got)
			}
		})
	}
	verwacht = map[string]hulpsoort{"35": pleegzorg, "36": gezinsgericht, "37": gesloten, "38": verblijf, "43": verblijf, "44": verblijf}
	for _, c := range procesregie.Productcategorieen {
		t.Run("TR-2 "+c.Naam, func(t *testing.T) {
			if got := soortHulp("", c.Code); got != verwacht[c.Code] {
				t.Errorf("it is of kind %d", got)
			}
		})
	}
}

// Words can be read, and kinds of help are told apart without colour.
func TestTijdlijnLeesbaar(t *testing.T) {
	t.Run("contrast", func(t *testing.T) {
		for _, voor := range []color.RGBA{inkt, grijs, rood} {
			for _, achter := range []color.RGBA{wit, strookRGB, goud} {
				if got := contrast(voor, achter); got < 4.5 {
					t.Errorf("%v on %v has %.1f", voor, achter, got)
				}
			}
		}
		for _, kleur := range []color.RGBA{blauw, bruin, buiten} {
			for _, achter := range []color.RGBA{wit, strookRGB, goud} {
				if got := contrast(kleur, achter); got < 3 {
					t.Errorf("a bar of %v on %v has %.1f", kleur, achter, got)
				}
			}
		}
	})
	t.Run("patterns", func(t *testing.T) {
		const side = 60
		soorten := []hulpsoort{thuis, pleegzorg, gezinsgericht, gesloten, groep, verblijf}
		for i, a := range soorten {
			for _, b := range soorten[i+1:] {
				differ := 0
				for p := range side * side {
					if a.patroon(p%side, p/side) != b.patroon(p%side, p/side) {
						differ++
					}
				}
				if differ < side*side/5 {
					t.Errorf("patterns %d and %d differ in %d of %d pixels", a, b, differ, side*side)
				}
			}
		}
	})
	t.Run("size", func(t *testing.T) {
		l := lettersVoorTest(t)
		for soort := gewoon; soort <= grote; soort++ {
			if em := l.hoog(soort); em < 24 { // at half size 11 pixels, with what hangs below the line
				t.Errorf("letters of kind %d are %d high", soort, em)
			}
		}
	})
}

// contrast is that of two colours after WCAG, from 1 to 21.
func contrast(a, b color.RGBA) float64 {
	licht := func(c color.RGBA) float64 {
		lin := func(v uint8) float64 {
			f := float64(v) / 255
			if f <= 0.04045 {
				return f / 12.92
			}
			return math.Pow((f+0.055)/1.055, 2.4)
		}
		return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
	}
	hi, lo := max(licht(a), licht(b)), min(licht(a), licht(b))
	return (hi + 0.05) / (lo + 0.05)
}

// rijtje makes a history of n trajectories of so many days, one after the other or not.
func rijtje(t testing.TB, n, dagen, stap int) procesregie.Historie {
	t.Helper()
	var rows []procesregie.Levering
	for i := range n {
		start := procesregie.Date{Year: 1990, Month: time.January, Day: 1}.AddDays(i * stap)
		rows = append(rows, procesregie.Levering{
			Jeugdige: "J1", Aanbieder: fmt.Sprint("Aanbieder ", i), Hulpvorm: []string{"02", "03", "11", "12", "13", "14"}[i%6], Start: start, Eind: start.AddDays(dagen - 1),
		})
	}
	return procesregie.Geschiedenis(rows)[0]
}

// hoogste is a history that takes as much room as so many trajectories can: every form of
// help, long names, times that need two lines, and all that does not count.
func hoogste(t testing.TB, n int) procesregie.Historie {
	t.Helper()
	h := rijtje(t, n, 300, 60)
	for i := range h.Trajecten {
		traject := &h.Trajecten[i]
		traject.Aanbieder, traject.PauzeSinds = strings.Repeat("aanbieder ", 20), tijdlijnOp
		traject.Eind = tijdlijnOp.AddDays(i)
		codes := slices.Concat(procesregie.Hulpvormen, procesregie.Productcategorieen)
		if code := i % len(codes); code < len(procesregie.Hulpvormen) {
			traject.Hulpvorm = codes[code].Code
		} else {
			traject.Hulpvorm, traject.Productcategorie = "", codes[code].Code
		}
	}
	h.TeltNietMee = slices.Repeat([]procesregie.Levering{{Productcategorie: "42", Aanbieder: strings.Repeat("vervoer ", 20), Start: tijdlijnOp}}, 100)
	h.NietGestart = slices.Repeat([]procesregie.Levering{{Hulpvorm: "02", Aanbieder: strings.Repeat("hulp ", 20), ToegewezenVan: tijdlijnOp}}, 100)
	return h
}

// Any history gives a picture of a size that a phone can open.
func TestTijdlijnGrenzen(t *testing.T) {
	l := lettersVoorTest(t)
	zonder := procesregie.Historie{Jeugdige: "J1", Trajecten: []procesregie.Traject{{Nummer: 1}}, NietGestart: make([]procesregie.Levering, 100)}
	eeuwen := procesregie.Historie{Trajecten: []procesregie.Traject{{Nummer: 1, Start: procesregie.Date{Year: 1, Month: 1, Day: 1}, Eind: procesregie.Date{Year: 9999, Month: 12, Day: 31}}}}
	terug := procesregie.Historie{Trajecten: []procesregie.Traject{{Nummer: 1, Start: tijdlijnOp, Eind: tijdlijnOp.AddDays(-900), Aanbieder: "\x00\u202e\n" + strings.Repeat("名😀", 5000)}}}
	for naam, h := range map[string]procesregie.Historie{
		"60":            rijtje(t, 60, 20, 90),
		"61":            rijtje(t, 61, 20, 90),
		"200 to 2100":   rijtje(t, 200, 300, 200),
		"1000":          rijtje(t, 1000, 100, 8),
		"one day each":  rijtje(t, 60, 1, 91),
		"no dates":      zonder,
		"9999 years":    eeuwen,
		"end and start": terug,
		"nothing":       {},
		"highest":       hoogste(t, vollerijen),
		"highest dense": hoogste(t, TijdlijnTrajecten),
	} {
		t.Run(naam, func(t *testing.T) {
			in := deelIn(maakTijdlijn(h, tijdlijnOp).voorBeeld(), l)
			keurPlaatsen(t, in)
			bars := slices.DeleteFunc(slices.Clone(in.balken), func(b balk) bool { return b.nummer == 0 })
			if want := min(len(h.Trajecten), TijdlijnTrajecten); naam != "no dates" && len(bars) != want {
				t.Errorf("%d bars, want %d", len(bars), want)
			}
			t.Logf("%d high", in.hoog)
			if in.hoog < 4000 || len(h.Trajecten) == TijdlijnTrajecten {
				if beeld := ontcijfer(t, tijdlijnPNG(t, h)); beeld.Bounds() != image.Rect(0, 0, lijnBreed, in.hoog) {
					t.Errorf("it is %v", beeld.Bounds())
				}
			}
			if text := TijdlijnTekst(h, tijdlijnOp); len(trajectRegel.FindAllString(text, -1)) != len(h.Trajecten) {
				t.Error("the text does not name all")
			}
		})
	}
	t.Run("what is left out is said", func(t *testing.T) {
		in := deelIn(maakTijdlijn(rijtje(t, 201, 3, 9), tijdlijnOp).voorBeeld(), l)
		said := slices.ContainsFunc(in.teksten, func(w tekst) bool { return strings.Contains(w.woorden, "laatste 200 van 201 trajecten") })
		if !said || in.balken[0].nummer == 1 {
			t.Errorf("%v", in.teksten)
		}
	})
	t.Run("a date is never cut", func(t *testing.T) {
		in, whole := deelIn(maakTijdlijn(hoogste(t, 1), tijdlijnOp).voorBeeld(), l), ""
		for _, w := range in.teksten {
			whole += w.woorden + " "
		}
		if !strings.Contains(whole, "loopt nog t/m 13-11-2026, pauze vanaf 13-11-2026 ") || !strings.Contains(whole, "aanbied…") {
			t.Error(whole)
		}
	})
	t.Run("the same bytes", func(t *testing.T) {
		h := bijzonder(t)
		if !bytes.Equal(tijdlijnPNG(t, h), tijdlijnPNG(t, h)) {
			t.Error("they differ")
		}
	})
}

func BenchmarkTijdlijn(b *testing.B) {
	h := rijtje(b, 12, 300, 200)
	var size int
	for b.Loop() {
		var out bytes.Buffer
		if err := WriteTijdlijn(&out, h, tijdlijnOp); err != nil {
			b.Fatal(err)
		}
		size = out.Len()
	}
	b.ReportMetric(float64(size)/1000, "kB")
}

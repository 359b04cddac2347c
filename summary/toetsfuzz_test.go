package summary_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/summary"
)

// gezien are the numbers, providers and forms of help that cited facts hold, found without
// reading any sentence.
type gezien struct {
	getallen map[int]bool
	namen    map[string]bool // of providers
	vormen   map[string]bool
}

func vanFeiten(all []summary.Feit, ids []string) gezien {
	g := gezien{map[int]bool{}, map[string]bool{}, map[string]bool{}}
	var cited []summary.Feit
	for _, f := range all {
		if slices.Contains(ids, f.ID) {
			cited = append(cited, f)
			g.neem(f)
		}
	}
	for _, a := range cited { // what two trajectories have in common
		for _, b := range cited {
			from, until := a.Van, a.Tot
			if b.Van.After(from) {
				from = b.Van
			}
			if until.IsZero() || !b.Tot.IsZero() && b.Tot.Before(until) {
				until = b.Tot
			}
			if until.IsZero() {
				until = op
			}
			g.getallen[from.DaysUntil(until)+1] = true
		}
	}
	return g
}

func (g gezien) neem(f summary.Feit) {
	for _, n := range slices.Concat(f.Trajecten, f.Voor, f.Na, []int{f.Aantal, f.Dagen, len(f.Trajecten)}) {
		g.getallen[n] = true
	}
	for _, d := range []p.Date{f.Van, f.Tot, f.Traject.PauzeSinds, op} {
		g.getallen[d.Day], g.getallen[int(d.Month)], g.getallen[d.Year] = true, true, true
	}
	g.namen[f.Traject.Aanbieder], g.namen[f.Levering.Aanbieder] = true, true
	g.vormen[f.Traject.Vorm()], g.vormen[f.Levering.Vorm()], g.vormen[f.Naam] = true, true, true
	if name, ok := p.CodeNaam(p.Productcategorieen, f.Levering.Productcategorie); ok {
		g.vormen[name] = true
	}
}

var (
	citaten  = regexp.MustCompile(`[“"][^“”"]*[”"]`)
	bijNaam  = regexp.MustCompile(`[Aa]anbieder [A-Z]+`)
	alleen   = regexp.MustCompile(`^[a-zA-Zéë0-9 .,:;()-]*$`)
	nietDoen = regexp.MustCompile(`(?i)\b(omdat|doordat|waardoor|dankzij|moet|zal|alle|beide|meeste|daarna|helaas|goed|slecht|https?|www)\b`)
)

// redenen are all that a sentence can be dropped for.
var redenen = []string{
	summary.WaaromLeeg, summary.WaaromLang, summary.WaaromTeken, summary.WaaromWoord, summary.WaaromZin, summary.WaaromFeit, summary.WaaromNummer, summary.WaaromMoeilijk,
}

// FuzzToets holds every sentence that passes against what must be so of it, whatever its
// words are: no number, provider or form of help that the cited facts do not have, and no
// word that is never a fact.
func FuzzToets(f *testing.F) {
	h := voorbeeldgeschiedenis()
	facts := summary.Feiten(h, op)
	checker := summary.NieuweToetser(facts, op)
	for _, form := range toetsvormen {
		f.Add(form.voorbeeld, strings.Join(form.feiten, " "))
	}
	for _, b := range handgeschreven {
		f.Add(b.tekst, strings.Join(b.ids, " "))
	}
	for _, z := range gewoon(h) {
		f.Add(z.Text, strings.Join(z.Feiten, " "))
	}
	for _, text := range []string{"", "“", "Traject 1 en traject 1 en traject 1 en", "Traject 99999999999999999999.", "00-00-0000.", "Van van van.", "\xff", "trajecten 1 tot en met 1000 ("} {
		f.Add(text, "T1 T2")
	}
	f.Fuzz(func(t *testing.T, text, cited string) {
		ids := strings.Fields(cited)
		got := checker.Toets(text, ids)
		if again := checker.Toets(text, ids); again.Goed != got.Goed || again.Waarom != got.Waarom || !slices.Equal(again.Zegt, got.Zegt) {
			t.Fatalf("%+v and %+v", got, again)
		}
		if !got.Goed {
			if !slices.Contains(redenen, got.Waarom) || len(got.Zegt) > 0 {
				t.Fatalf("%+v", got)
			}
			return
		}
		for _, b := range got.Zegt {
			if !slices.Contains(ids, b.Feit) {
				t.Fatalf("%q says %v and cites %v", text, b, ids)
			}
		}
		moetZo(t, text, vanFeiten(facts, ids))
	})
}

// moetZo is what must be so of a sentence that passes.
func moetZo(t *testing.T, text string, g gezien) {
	bare := citaten.ReplaceAllString(text, " ")
	if !alleen.MatchString(bare) || nietDoen.MatchString(bare) || !strings.HasSuffix(strings.TrimSpace(bare), ".") {
		t.Fatalf("%q passes", text)
	}
	for _, name := range bijNaam.FindAllString(bare, -1) {
		if !g.namen["a"+name[1:]] {
			t.Fatalf("%q: %s is not of the cited facts", text, name)
		}
	}
	without := strings.ReplaceAll(bare, "(2015)", "")
	for _, digits := range cijfers.FindAllString(without, -1) {
		if n, err := strconv.Atoi(digits); err != nil || !g.getallen[n] {
			t.Fatalf("%q: %s is not of the cited facts", text, digits)
		}
	}
	known := strings.ToLower(bare)
	for _, c := range slices.Concat(p.Hulpvormen, p.Productcategorieen) {
		if strings.Contains(known, c.Naam) && !g.heeft(c.Naam) {
			t.Fatalf("%q: %s is not of the cited facts", text, c.Naam)
		}
	}
}

// heeft reports whether a form of help is one of the facts, or stands in the name of one.
func (g gezien) heeft(vorm string) bool {
	for name := range g.vormen {
		if strings.Contains(name, vorm) {
			return true
		}
	}
	return false
}

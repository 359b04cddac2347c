package exchange

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/procesregie"
)

// filler sets every field of a value to something that stands nowhere else.
type filler struct {
	n     int
	words []string // the texts that were set
}

// words of fields that have a fixed set of values.
var fixed = map[reflect.Type][]string{
	reflect.TypeFor[procesregie.Doelgroep](): {"jeugd", "volwassenen"},
}

func (f *filler) fill(v reflect.Value) {
	f.n++
	switch {
	case v.Type() == reflect.TypeFor[procesregie.Date]():
		day := procesregie.Date{Year: 2020, Month: time.March, Day: 1}.AddDays(f.n)
		v.Set(reflect.ValueOf(day))
		f.words = append(f.words, day.Dutch())
	case v.Type() == reflect.TypeFor[time.Time]():
		at := time.Date(2021, time.March, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, f.n)
		v.Set(reflect.ValueOf(at))
		f.words = append(f.words, procesregie.DutchMoment(at))
	case v.Type() == reflect.TypeFor[procesregie.Answer]():
		v.Set(reflect.ValueOf(procesregie.Ja))
	case fixed[v.Type()] != nil:
		v.SetString(fixed[v.Type()][1])
		f.words = append(f.words, fixed[v.Type()][1])
	default:
		f.kind(v)
	}
}

func (f *filler) kind(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		word := fmt.Sprintf("merk%dmerk", f.n)
		v.SetString(word)
		f.words = append(f.words, word)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(f.n))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		f.fill(v.Index(0))
		f.fill(v.Index(1))
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		f.fill(key)
		f.fill(value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			if kept(v.Type().Field(i)) {
				f.fill(v.Field(i))
			}
		}
	default:
		panic("a field of an unknown kind: " + v.Type().String())
	}
}

// kept reports whether a field is stored.
func kept(f reflect.StructField) bool { return f.Tag.Get("json") != "-" }

// switches calls use with every truth value and answer in v, by its path.
func switches(v reflect.Value, path string, use func(string, reflect.Value)) {
	switch {
	case v.Kind() == reflect.Bool || v.Type() == reflect.TypeFor[procesregie.Answer]() && v.CanSet():
		use(path, v)
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			switches(v.Index(i), fmt.Sprintf("%s[%d]", path, i), use)
		}
	case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]() && v.Type() != reflect.TypeFor[procesregie.Date]():
		for i := range v.NumField() {
			if kept(v.Type().Field(i)) {
				switches(v.Field(i), path+"."+v.Type().Field(i).Name, use)
			}
		}
	}
}

func fullCasus() (procesregie.Casus, []string) {
	var c procesregie.Casus
	f := &filler{}
	f.fill(reflect.ValueOf(&c).Elem())
	return c, f.words
}

// Whatever field is added to a casus, the text shows it, but for what is of the bot's own
// administration: who used noodtoegang and why, and whether a language model may be used.
func TestDossierShowsEveryField(t *testing.T) {
	c, words := fullCasus()
	own := vel((&schrijver{casus: c, praktijk: procesregie.Praktijk{Zone: time.UTC}}).noodtoegang())
	text, _ := DossierTekst(c, procesregie.Praktijk{Zone: time.UTC}, StukCasus, 0)
	if len(words) < 90 {
		t.Fatalf("only %d fields were filled", len(words))
	}
	for _, word := range words {
		if strings.Contains(text, word) == strings.Contains(own, word) {
			t.Errorf("%s is not shown, or should not be", word)
		}
	}
	if strings.Contains(text, "oodtoegang") || strings.Contains(text, "taalmodel") || own == "" {
		t.Errorf("%s", text)
	}
	n := 0
	switches(reflect.ValueOf(&c).Elem(), "Casus", func(path string, v reflect.Value) {
		n++
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		v.SetZero()
		without, _ := DossierTekst(c, procesregie.Praktijk{Zone: time.UTC}, StukCasus, 0)
		v.Set(old)
		if without == text != (path == "Casus.GeenAI") {
			t.Errorf("%s makes no difference", path)
		}
	})
	if n < 8 {
		t.Errorf("only %d truth values were tried", n)
	}
	for key := range c.Checklists[0].Antwoorden {
		c.Checklists[0].Antwoorden[key] = procesregie.Nee
	}
	if other, _ := DossierTekst(c, procesregie.Praktijk{Zone: time.UTC}, StukCasus, 0); other == text {
		t.Error("an answer of a checklist makes no difference")
	}
}

func dossierCasus() (procesregie.Casus, procesregie.Praktijk) {
	day := func(d int) procesregie.Date { return procesregie.Date{Year: 2026, Month: time.November, Day: d} }
	p := procesregie.Praktijk{Zone: time.UTC, Leden: map[string]procesregie.Lid{"anouk": {Gebruiker: "anouk", Naam: "Anouk"}}}
	p.Profiel.MPJeugd = []procesregie.Domein{{Sleutel: "kind", Naam: "Kindfactoren"}}
	return procesregie.Casus{
		Zaaknummer: "ZO-1", Regisseur: "anouk",
		MDOs: []procesregie.MDO{
			{Gehouden: day(2), Verslag: procesregie.Verslag{Doelen: "Rust.\r\nSluiting\n--------\nReden: \u202everzonnen", Volgende: day(20)}},
			{Gepland: day(27)},
		},
		Checklists: []procesregie.Checklist{{
			Soort: procesregie.Jeugd, Op: day(3), Door: "weg", Uitkomst: "Twijfel",
			Antwoorden: map[string]procesregie.Answer{"kind": procesregie.Ja, "oud": procesregie.Nee, "crisis": procesregie.Onbekend},
		}},
	}, p
}

func TestDossierRecord(t *testing.T) {
	c, p := dossierCasus()
	for _, one := range []struct {
		stuk   Stuk
		nummer int
		want   string
	}{
		{StukMDO, 1, `Casus ZO-1
----------
Procesregisseur: Anouk (@anouk)

MDO 1
-----
Gehouden op: ma 2 november 2026
Doelen en resultaten:
  Rust.
  Sluiting
  --------
  Reden: verzonnen
Plan bijgesteld: nee
Volgende evaluatie: vr 20 november 2026
`},
		{StukMDO, 0, `Casus ZO-1
----------
Procesregisseur: Anouk (@anouk)

MDO 2
-----
Gepland op: vr 27 november 2026
`},
		{StukChecklist, 0, `Casus ZO-1
----------
Procesregisseur: Anouk (@anouk)

MP-checklist 1
--------------
Voor: jeugd
Ingevuld op: di 3 november 2026
Ingevuld door: @weg
Uitkomst: Twijfel
Antwoord Crisis (crisis): onbekend
Antwoord Kindfactoren (kind): ja
Antwoord oud: nee
`},
	} {
		text, ok := DossierTekst(c, p, one.stuk, one.nummer)
		if diff := cmp.Diff(one.want, text); diff != "" || !ok {
			t.Errorf("%s %d, %v:\n%s", one.stuk, one.nummer, ok, diff)
		}
	}
}

func TestDossierWithoutRecord(t *testing.T) {
	c, p := dossierCasus()
	for _, one := range []struct {
		stuk   Stuk
		nummer int
	}{{StukMDO, 3}, {StukMDO, -1}, {StukEvaluatie, 0}, {StukMelding, 1}, {StukAfspraken, 0}, {"anders", 0}} {
		if text, ok := DossierTekst(c, p, one.stuk, one.nummer); ok || text != "" {
			t.Errorf("%s %d: %q", one.stuk, one.nummer, text)
		}
	}
	c, _ = fullCasus()
	for _, stuk := range Stukken() {
		if text, ok := DossierTekst(c, p, stuk, 0); !ok || text == "" {
			t.Errorf("%s is not there", stuk)
		}
	}
}

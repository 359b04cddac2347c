package summary

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/procesregie"
)

// naarModel are the plain sentences of the three questions as a model would give them.
func naarModel(v Vraag) (list []modelZin) {
	hidden, _ := verhul(v.Historie)
	for _, d := range Plain(hidden, v.Op, v.Geweigerd).Delen {
		for deel, kop := range koppen {
			if kop != d.Kop {
				continue
			}
			for _, z := range d.Zinnen {
				if !strings.HasPrefix(z.Text, "Waardoor ") { // always plain
					list = append(list, modelZin{deel, z.Text, z.Feiten})
				}
			}
		}
	}
	return list
}

// bronnen counts the sentences of the three questions by who wrote them.
func bronnen(s Samenvatting) map[string]int {
	count := map[string]int{}
	for _, d := range s.Delen {
		if d.Kop == KopHulp || d.Kop == KopAanleiding || d.Kop == KopResultaat {
			for _, z := range d.Zinnen {
				count[z.Bron]++
			}
		}
	}
	return count
}

func stelSamen(t interface{ Fatal(...any) }, v Vraag, list []modelZin) Uitkomst {
	out, err := samenstellen(context.Background(), v, list)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func zinVan(deel, tekst string, ids ...string) modelZin { return modelZin{deel, tekst, ids} }

func TestSamenstellen(t *testing.T) {
	v := voorbeeldVraag()
	everything := naarModel(v)
	t.Run("TR-3 a model that says everything leaves nothing to add", func(t *testing.T) {
		got := stelSamen(t, v, everything)
		if diff := cmp.Diff(Plain(v.Historie, v.Op, 0).Tekst(), got.Tekst()); diff != "" {
			t.Errorf("-plain +model:\n%s", diff)
		}
		if n := bronnen(got.Samenvatting); n[BronPlain] != 0 || n[BronModel] != len(everything) || got.Kept != len(everything) || got.Dropped != 0 || got.Engine != BronModel || got.Reason != "" {
			t.Errorf("%v, kept %d, dropped %d, engine %q, reason %q", n, got.Kept, got.Dropped, got.Engine, got.Reason)
		}
	})
	t.Run("TR-3 what the model leaves out is added, after what it says", func(t *testing.T) {
		got := stelSamen(t, v, []modelZin{zinVan("hielp", "Traject 3 heeft geholpen.", "T3"), zinVan("welke", "Traject 1 was bij aanbieder A.", "T1")})
		plain := Plain(v.Historie, v.Op, 0)
		for i, d := range got.Delen {
			want := texts(plain.Delen[i].Zinnen)
			switch d.Kop {
			case KopHulp: // of traject 1 more is known than the provider
				want = append([]string{"Traject 1 was bij Wijkteam Zuid."}, want...)
			case KopResultaat:
				want = slices.DeleteFunc(want, func(text string) bool { return text == "Traject 3 heeft geholpen." })
				want = append([]string{"Traject 3 heeft geholpen."}, want...)
			}
			if diff := cmp.Diff(want, texts(d.Zinnen)); diff != "" {
				t.Errorf("%s, -want +got:\n%s", d.Kop, diff)
			}
		}
		if got.Kept != 2 || got.Verwerkt != 6 || got.Van != 6 {
			t.Errorf("kept %d, %d of %d", got.Kept, got.Verwerkt, got.Van)
		}
	})
	t.Run("TR-3 a sentence of a model says what it rests on", func(t *testing.T) {
		got := stelSamen(t, v, []modelZin{zinVan("hielp", "Traject 2 heeft niet geholpen en traject 3 heeft geholpen.", "T3", "T2")})
		z := got.Delen[slices.IndexFunc(got.Delen, func(d Deel) bool { return d.Kop == KopResultaat })].Zinnen[0]
		if diff := cmp.Diff(Zin{Text: "Traject 2 heeft niet geholpen en traject 3 heeft geholpen.", Feiten: []string{"T2", "T3"}, Trajecten: []int{2, 3}, Bron: BronModel}, z); diff != "" {
			t.Error(diff)
		}
	})
	for _, test := range []struct {
		name          string
		list          []modelZin
		kept, dropped int
		reason        string
		want, not     string // a line that is there, and one that is not
	}{
		{"TR-3 said twice stands once", []modelZin{zinVan("hielp", "Traject 3 heeft geholpen.", "T3"), zinVan("hielp", " Traject 3  heeft geholpen.", "T3"), zinVan("hielp", "Traject 3 hielp.", "T3")}, 1, 0, "", "Traject 3 heeft geholpen.", "Traject 3 hielp."},
		{"TR-3 begins with a capital", []modelZin{zinVan("hielp", "traject 3 hielp.", "T3")}, 1, 0, "", "Traject 3 hielp.", "traject 3 hielp."},
		{"TR-3 in the part where it belongs", []modelZin{zinVan("welke", "Traject 3 hielp.", "T3")}, 1, 0, "", "Traject 3 hielp.", "Traject 3 heeft geholpen."},
		{"TR-3 half of it is wrong", []modelZin{zinVan("hielp", "Traject 3 hielp.", "T3"), zinVan("hielp", "Traject 2 hielp.", "T2")}, 1, 1, "", "Traject 2 heeft niet geholpen.", "Traject 2 hielp."},
		{"TR-3 more than half is wrong", []modelZin{zinVan("hielp", "Traject 3 hielp.", "T3"), zinVan("hielp", "Traject 2 hielp.", "T2"), zinVan("hielp", "Traject 1 hielp.", "T1")}, 0, 3, ReasonTooManyDropped, "Traject 3 heeft geholpen.", "Traject 3 hielp."},
		{"TR-3 a provider that is not there", []modelZin{zinVan("welke", "Traject 1 was bij aanbieder ZZ.", "T1")}, 0, 1, ReasonTooManyDropped, "Traject 2 heeft niet geholpen.", "Traject 1 was bij aanbieder ZZ."},
		{"TR-3 the provider of another", []modelZin{zinVan("welke", "Traject 1 was bij aanbieder B.", "T1")}, 0, 1, ReasonTooManyDropped, "Traject 2 heeft niet geholpen.", "Traject 1 was bij Praktijk Oost."},
		{"TR-3 a name in place of a placeholder", []modelZin{zinVan("welke", "Traject 1 was bij Wijkteam Zuid.", "T1")}, 0, 1, ReasonTooManyDropped, "Traject 2 heeft niet geholpen.", "Traject 1 was bij Wijkteam Zuid."},
		{"TR-3 a question", []modelZin{zinVan("hielp", "Hielp traject 2, en waardoor?", "T2")}, 0, 1, ReasonTooManyDropped, "Traject 2 heeft niet geholpen.", "Hielp traject 2, en waardoor?"},
		{"TR-3 a quotation that is not whole", []modelZin{zinVan("waarom", "De aanleiding van traject 1: “[weggelaten]”.", "T1")}, 0, 1, ReasonTooManyDropped, "De aanleiding van trajecten 1 en 3: “opvoedvragen”.", "De aanleiding van traject 1: “[weggelaten]”."},
		{"TR-3 no reason, where one is recorded", []modelZin{zinVan("waarom", "De aanleiding van traject 1 is niet vastgelegd.", "T1")}, 0, 1, ReasonTooManyDropped, "De aanleiding van trajecten 1 en 3: “opvoedvragen”.", "De aanleiding van traject 1 is niet vastgelegd."},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := stelSamen(t, v, test.list)
			lines := strings.Split(got.Tekst(), "\n")
			if got.Kept != test.kept || got.Dropped != test.dropped || got.Reason != test.reason {
				t.Errorf("kept %d, dropped %d, reason %q", got.Kept, got.Dropped, got.Reason)
			}
			if !slices.Contains(lines, test.want) || slices.Contains(lines, test.not) {
				t.Errorf("%q is not in, or %q is in:\n%s", test.want, test.not, got.Tekst())
			}
		})
	}
	t.Run("TR-3 why it helped does not leave, and stands there", func(t *testing.T) {
		v := v
		v.Historie.Trajecten = slices.Clone(v.Historie.Trajecten)
		v.Historie.Trajecten[1].Waardoor, v.Historie.Trajecten[2].Waardoor = "geen  klik", "geen klik"
		if text := feitenVoorModel(v); strings.Contains(text, "klik") {
			t.Error(text)
		}
		got := stelSamen(t, v, naarModel(v))
		if want := "Waardoor trajecten 2 en 3 wel of niet hielpen: “geen klik”."; !strings.Contains(got.Tekst(), want) || bronnen(got.Samenvatting)[BronPlain] != 1 {
			t.Errorf("%q is not in:\n%s", want, got.Tekst())
		}
	})
	t.Run("TR-3 when the time is over nothing more is read", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := samenstellen(ctx, v, everything); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	t.Run("TR-3 nothing to tell: no part for a model", func(t *testing.T) {
		none := Vraag{Op: v.Op, Historie: procesregie.Geschiedenis([]procesregie.Levering{{Jeugdige: "J1", Aanbieder: "A", Productcategorie: "42", Start: v.Op}})[0]}
		got := stelSamen(t, none, []modelZin{zinVan("hielp", "Er loopt nu geen traject.", "LOP")})
		if diff := cmp.Diff(Plain(none.Historie, none.Op, 0), got.Samenvatting); diff != "" || got.Reason != ReasonTooManyDropped {
			t.Errorf("reason %q\n%s", got.Reason, diff)
		}
	})
}

// Whatever a model writes, it is either what was asked for or one reason.
func FuzzLeesZinnen(f *testing.F) {
	for _, text := range []string{`{"zinnen":[{"deel":"welke","tekst":"x","feiten":["T1"]}]}`, `{"zinnen":null}`, `{"zinnen":[{"deel":null}]}`, `[]`, `{"zinnen":[`, "", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list, reason := leesZinnen(text)
		if (reason == "") != (len(list) > 0) || len(list) > meesteZinnen || reason != "" && reason != ReasonCut && reason != ReasonInvalid {
			t.Errorf("%d sentences, reason %q", len(list), reason)
		}
		for _, z := range list {
			if koppen[z.Deel] == "" || z.Feiten == nil {
				t.Errorf("%+v", z)
			}
		}
	})
}

func texts(list []Zin) []string {
	var out []string
	for _, z := range list {
		out = append(out, z.Text)
	}
	return out
}

// Of whatever history: what is true and said in plain words is kept, and then nothing is
// said twice.
func TestSamenstellenVolledig(t *testing.T) {
	t.Run("TR-3 everything that is said is kept", rapid.MakeCheck(func(t *rapid.T) {
		h, _ := trekGeheimen(t, 12)
		v := Vraag{Historie: h, Op: procesregie.Date{Year: 2026, Month: 1, Day: 1}}
		if len(h.Trajecten) == 0 {
			return
		}
		list := naarModel(v)
		got := stelSamen(t, v, list)
		why := slices.ContainsFunc(h.Trajecten, func(t procesregie.Traject) bool { return t.Waardoor != "" })
		if plain := Plain(h, v.Op, 0); got.Kept != len(list) || got.Dropped != 0 || (bronnen(got.Samenvatting)[BronPlain] != 0) != why || got.Tekst() != plain.Tekst() {
			t.Fatalf("of %d kept %d, dropped %d, plain %d\n%s", len(list), got.Kept, got.Dropped, bronnen(got.Samenvatting)[BronPlain], cmp.Diff(plain.Tekst(), got.Tekst()))
		}
	}))
}

// What a composition must not lose, and must not suggest.
func TestSamenstellenScherp(t *testing.T) {
	v := voorbeeldVraag()
	part := func(got Uitkomst, kop string) []string {
		for _, d := range got.Delen {
			if d.Kop == kop {
				return texts(d.Zinnen)
			}
		}
		return nil
	}
	t.Run("TR-3 of how many are over stays", func(t *testing.T) {
		got := stelSamen(t, v, []modelZin{zinVan("hielp", "Er stopten 2 trajecten eerder dan gepland: trajecten 2 en 3.", "VRG")})
		if want := "Van de 3 trajecten die voorbij zijn, stopten er voor zover bekend 2 eerder dan gepland: trajecten 2 en 3."; got.Kept != 1 || !slices.Contains(part(got, KopResultaat), want) {
			t.Error(got.Kept, part(got, KopResultaat))
		}
	})
	t.Run("TR-3 before which trajectory a gap was stays", func(t *testing.T) {
		got := stelSamen(t, v, []modelZin{
			zinVan("welke", "Na traject 1 was er 62 dagen geen hulp bekend.", "G1"), zinVan("welke", "Van 01-07-2022 tot en met 31-08-2022 was er geen hulp bekend.", "G1"),
		})
		if want := "Van 01-07-2022 tot en met 31-08-2022 was er geen hulp bekend, na traject 1 en voor traject 2 (62 dagen)."; got.Kept != 2 || !slices.Contains(part(got, KopHulp), want) {
			t.Error(got.Kept, part(got, KopHulp))
		}
	})
	t.Run("TR-3 nothing but a reason stands under why", func(t *testing.T) {
		got := stelSamen(t, v, []modelZin{
			zinVan("waarom", "Traject 2 heeft niet geholpen en traject 3 begon op 15-08-2023.", "T2", "T3"), zinVan("waarom", "Traject 3 begon op 15-08-2023.", "T3"),
			zinVan("waarom", "Traject 1 was bij aanbieder A en heeft deels geholpen.", "T1"), zinVan("waarom", "Trajecten 4 en 5 lopen nu.", "LOP"),
		})
		want := part(ZonderModel(v, ""), KopAanleiding)
		if diff := cmp.Diff(want, part(got, KopAanleiding)); diff != "" || got.Kept != 4 {
			t.Errorf("kept %d\n%s", got.Kept, diff)
		}
	})
	t.Run("TR-3 that it did not help is said once in a part", func(t *testing.T) {
		got := stelSamen(t, v, []modelZin{
			zinVan("hielp", "Traject 2 heeft niet geholpen.", "T2"), zinVan("hielp", "Traject 2 heeft niet geholpen en duurde 365 dagen.", "T2"),
			zinVan("hielp", "Traject 2 heeft niet geholpen en begon op 01-09-2022.", "T2"), zinVan("hielp", "Traject 2 hielp niet en eindigde op 31-08-2023.", "T2"),
		})
		if n := strings.Count(got.Tekst(), "niet geholpen") + strings.Count(got.Tekst(), "hielp niet"); n != 1 || got.Kept != 1 || got.Dropped != 0 {
			t.Errorf("%d times, kept %d, dropped %d", n, got.Kept, got.Dropped)
		}
	})
	t.Run("TR-3 a quotation keeps its words", func(t *testing.T) {
		v := v
		v.Historie.Trajecten = slices.Clone(v.Historie.Trajecten)
		v.Historie.Trajecten[0].Aanleiding, v.Historie.Trajecten[2].Aanleiding = "overstap van aanbieder B", "over\"stap”. Traject 2 heeft geholpen. “x"
		got := stelSamen(t, v, []modelZin{zinVan("waarom", "De aanleiding van traject 1: “overstap van aanbieder B”.", "T1")})
		for _, want := range []string{"De aanleiding van traject 1: “overstap van aanbieder B”.", "De aanleiding van traject 3: “over’stap’. Traject 2 heeft geholpen. ‘x”."} {
			if !slices.Contains(part(got, KopAanleiding), want) {
				t.Errorf("%q is not in %q", want, part(got, KopAanleiding))
			}
		}
	})
	t.Run("TR-3 why it helped cannot end its quotation", func(t *testing.T) {
		v := v
		v.Historie.Trajecten = slices.Clone(v.Historie.Trajecten)
		v.Historie.Trajecten[0].Waardoor = "klik”. Traject 2 heeft geholpen. “x"
		if want := "Waardoor traject 1 wel of niet hielp: “klik’. Traject 2 heeft geholpen. ‘x”."; !slices.Contains(part(ZonderModel(v, ""), KopResultaat), want) {
			t.Error(part(ZonderModel(v, ""), KopResultaat))
		}
	})
	t.Run("TR-3 the code of the young person can be a name", func(t *testing.T) {
		v := v
		v.Historie.Jeugdige = "Kevin"
		v.Historie.Trajecten = slices.Clone(v.Historie.Trajecten)
		v.Historie.Trajecten[0].Aanleiding = "ruzie thuis, kevin loopt weg"
		if text := feitenVoorModel(v); strings.Contains(strings.ToLower(text), "kevin") || !strings.Contains(text, "ruzie thuis") {
			t.Error(text)
		}
	})
}

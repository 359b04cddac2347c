package procesregie_test

import (
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

// eenLevering is a row that has all it needs.
func eenLevering(change func(*p.Levering)) p.Levering {
	l := p.Levering{
		Jeugdige: "J1", Aanbieder: "Ambulant Voorbeeld", AGB: "99000002", Hulpvorm: "02", Productcategorie: "45",
		ToegewezenVan: dag("2026-01-01"), ToegewezenTot: dag("2026-12-31"), Start: dag("2026-01-05"), Eind: dag("2026-06-30"),
		Verwijzer: "01", Reden: "01", Resultaat: p.Geholpen,
	}
	change(&l)
	return l
}

func TestLeveringCheck(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*p.Levering)
		want   []string // field and kind
	}{
		{"TR-0 a row with everything", func(*p.Levering) {}, nil},
		{"TR-0 an AGB is a provider", func(l *p.Levering) { l.Aanbieder = "" }, nil},
		{"TR-0 a name is a provider", func(l *p.Levering) { l.AGB = "" }, nil},
		{"TR-0 no provider", func(l *p.Levering) { l.Aanbieder, l.AGB = "", "" }, []string{"aanbieder missing"}},
		{"TR-0 a category without hulpvorm", func(l *p.Levering) { l.Hulpvorm = "" }, nil},
		{"TR-0 a hulpvorm without category", func(l *p.Levering) { l.Productcategorie = "" }, nil},
		{"TR-0 neither", func(l *p.Levering) { l.Hulpvorm, l.Productcategorie = "", "" }, []string{"hulpvorm missing"}},
		{"TR-0 assigned, not started", func(l *p.Levering) { l.Start, l.Eind = p.Date{}, p.Date{} }, nil},
		{"TR-0 started without assignment", func(l *p.Levering) { l.ToegewezenVan, l.ToegewezenTot = p.Date{}, p.Date{} }, nil},
		{"TR-0 neither assigned nor started", func(l *p.Levering) { l.Start, l.Eind, l.ToegewezenVan = p.Date{}, p.Date{}, p.Date{} }, []string{"start missing"}},
		{"TR-0 ended, never started", func(l *p.Levering) { l.Start = p.Date{} }, []string{"start missing"}},
		{"TR-0 it goes on", func(l *p.Levering) { l.Eind = p.Date{} }, nil},
		{"TR-0 one day", func(l *p.Levering) { l.Eind = l.Start }, nil},
		{"TR-0 end before start", func(l *p.Levering) { l.Eind = l.Start.AddDays(-1) }, []string{"eind order"}},
		{"TR-0 assigned until before it began", func(l *p.Levering) { l.ToegewezenTot = dag("2025-12-31") }, []string{"toewijzing_eind order"}},
		{"TR-0 a pause before the start", func(l *p.Levering) { l.PauzeSinds = dag("2026-01-04") }, []string{"pauze_sinds order"}},
		{"TR-0 a young person without a digit", func(l *p.Levering) { l.Jeugdige = "oudste" }, nil},
		{"TR-0 no young person", func(l *p.Levering) { l.Jeugdige = "" }, []string{"jeugdige_ref missing"}},
		{"TR-0 a name for the young person", func(l *p.Levering) { l.Jeugdige = "Jan Jansen" }, []string{"jeugdige_ref number"}},
		{"TR-0 codes that are not there", func(l *p.Levering) {
			l.Hulpvorm, l.Productcategorie, l.Verwijzer, l.Reden, l.Resultaat = "05", "39", "07", "31", "goed"
		}, []string{"hulpvorm code", "productcategorie code", "verwijzer code", "reden_beeindiging code", "resultaat code"}},
		{"TR-0 a code of one digit", func(l *p.Levering) { l.Hulpvorm = "2" }, []string{"hulpvorm code"}},
		{"TR-0 a result may be unknown", func(l *p.Levering) { l.Resultaat = p.ResultaatOnbekend }, nil},
		{
			"TR-0 all that is wrong at once", func(l *p.Levering) { *l = p.Levering{} },
			[]string{"jeugdige_ref missing", "aanbieder missing", "hulpvorm missing", "start missing"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, f := range eenLevering(test.change).Check() {
				got = append(got, f.Veld+" "+f.Soort)
				if f.Text == "" {
					t.Errorf("%s is wrong without a word why", f.Veld)
				}
			}
			gelijk(t, test.want, got)
		})
	}
}

// Every code has a name of its own, and no code is there twice.
func TestCodeLists(t *testing.T) {
	for name, list := range map[string][]p.Code{
		"hulpvorm": p.Hulpvormen, "productcategorie": p.Productcategorieen, "verwijzer": p.Verwijzers, "reden": p.RedenenBeeindiging,
	} {
		seen := map[string]bool{}
		for _, c := range list {
			if len(c.Code) != 2 || c.Naam == "" || seen[c.Code] || seen[c.Naam] {
				t.Errorf("%s %q %q is empty or there twice", name, c.Code, c.Naam)
			}
			seen[c.Code], seen[c.Naam] = true, true
			if got, ok := p.CodeNaam(list, c.Code); !ok || got != c.Naam {
				t.Errorf("%s %s is %q, want %q", name, c.Code, got, c.Naam)
			}
		}
	}
	if _, ok := p.CodeNaam(p.Hulpvormen, ""); ok {
		t.Error("the empty code is in a list")
	}
}

func TestTeltMee(t *testing.T) {
	not := map[string]bool{"42": true, "47": true, "48": true, "49": true}
	for _, c := range p.Productcategorieen {
		t.Run("TR-0 category "+c.Code, func(t *testing.T) {
			if got := p.TeltMee(c.Code); got == not[c.Code] {
				t.Errorf("%s (%s) counts: %t", c.Code, c.Naam, got)
			}
		})
	}
	if !p.TeltMee("") {
		t.Error("a row without category does not count")
	}
}

func TestLeveringLoopt(t *testing.T) {
	for _, test := range []struct {
		name, start, eind, pauze, op string
		want                         bool
	}{
		{"TR-0 the first day", "2026-01-05", "2026-06-30", "", "2026-01-05", true},
		{"TR-0 the last day", "2026-01-05", "2026-06-30", "", "2026-06-30", true},
		{"TR-0 the day before", "2026-01-05", "2026-06-30", "", "2026-01-04", false},
		{"TR-0 the day after", "2026-01-05", "2026-06-30", "", "2026-07-01", false},
		{"TR-0 an open end", "2026-01-05", "", "", "2030-01-01", true},
		{"TR-0 a pause is no end", "2026-01-05", "", "2026-02-01", "2026-03-01", true},
		{"TR-0 not started", "", "", "", "2026-03-01", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := p.Levering{Start: ofNul(test.start), Eind: ofNul(test.eind), PauzeSinds: ofNul(test.pauze)}
			if got := l.Loopt(dag(test.op)); got != test.want {
				t.Errorf("it runs: %t", got)
			}
		})
	}
}

// ofNul is a date, or the zero Date for "".
func ofNul(iso string) p.Date {
	if iso == "" {
		return p.Date{}
	}
	return dag(iso)
}

package procesregie_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	p "github.com/regiebot/regiebot/procesregie"
)

// vrijdag is the day of the sample files.
var vrijdag = dag("2026-11-13")

// hulpVan is the help in a case: rows as in [rij].
func hulpVan(t testing.TB, rows ...string) p.Hulp {
	h := p.Hulp{Zaaknummer: "ZO-2026-0142"}
	for _, row := range rows {
		h.Rijen = append(h.Rijen, rij(t, row))
	}
	return h
}

// weigert holds an error against the field and words of a refusal; "" is no refusal.
func weigert(t *testing.T, err error, field, words string) {
	t.Helper()
	var refusal *p.Refusal
	switch {
	case field == "" && err != nil:
		t.Fatalf("refused: %v", err)
	case field != "" && !errors.As(err, &refusal):
		t.Fatalf("not refused: %v", err)
	case field != "" && (refusal.Field != field || !strings.Contains(refusal.Text, words)):
		t.Errorf("refused at %q: %s", refusal.Field, refusal.Text)
	}
}

func TestNieuwTraject(t *testing.T) {
	for _, test := range []struct {
		name  string
		have  []string
		add   string
		field string // of the refusal; "" is none
		words string
		want  []string
	}{
		{"TR-0 the first help of a case", nil, "02/ A 2026-01-01 -", "", "", []string{"1 02 A 2026-01-01  (1)"}},
		{"TR-0 it begins today", nil, "02/ A 2026-11-13 -", "", "", []string{"1 02 A 2026-11-13  (1)"}},
		{"TR-0 it begins later", nil, "02/ A 2027-01-04 -", "", "", []string{"1 02 A 2027-01-04  (1)"}},
		{"TR-0 half a year ahead", nil, "02/ A 2027-05-15 -", "", "", []string{"1 02 A 2027-05-15  (1)"}},
		{"TR-0 more than half a year ahead", nil, "02/ A 2027-05-16 -", "start", "half jaar vooruit", nil},
		{"TR-0 another century", nil, "02/ A 1926-01-01 -", "start", "23 jaar geleden", nil},
		{"TR-0 as long ago as can be", nil, "02/ A 2003-11-13 -", "", "", []string{"1 02 A 2003-11-13  (1)"}},
		{"TR-0 a day too long ago", nil, "02/ A 2003-11-12 -", "start", "23 jaar geleden", nil},
		{"TR-0 no day", nil, "02/ A - -", "start", "datum", nil},
		{"TR-0 help that is over", nil, "02/ A 2025-01-01 2025-03-01", "", "", []string{"1 02 A 2025-01-01 2025-03-01 (1)"}},
		{"TR-0 one day", nil, "02/ A 2025-01-01 2025-01-01", "", "", []string{"1 02 A 2025-01-01 2025-01-01 (1)"}},
		{"TR-0 the end before the start", nil, "02/ A 2025-01-02 2025-01-01", "eind", "vóór de start", nil},
		{"TR-0 the end too far ahead", nil, "02/ A 2025-01-02 2028-01-01", "eind", "half jaar vooruit", nil},
		{"TR-0 no form", nil, "/45 A 2026-01-01 -", "hulpvorm", "vorm van hulp", nil},
		{"TR-0 a form that is not there", nil, "05/ A 2026-01-01 -", "hulpvorm", "vorm van hulp", nil},
		{"TR-0 no provider", nil, "02/ - 2026-01-01 -", "aanbieder", "aanbieder", nil},
		{
			"TR-0 another provider runs beside it",
			[]string{"02/45 A 2026-01-01 -"},
			"02/ B 2026-02-01 -", "", "",
			[]string{"1 02 A 2026-01-01  (1)", "2 02 B 2026-02-01  (1)"},
		},
		{
			"TR-0 another form runs beside it",
			[]string{"02/45 A 2026-01-01 -"},
			"03/ A 2026-02-01 -", "", "",
			[]string{"1 02 A 2026-01-01  (1)", "2 03 A 2026-02-01  (1)"},
		},
		{"TR-0 the same again", []string{"02/45 A 2026-01-01 -"}, "02/ A 2026-01-01 -", "start", "Dit is traject 1 van J1 al", nil},
		{"TR-0 the same, later", []string{"02/45 A 2026-01-01 -"}, "02/ A 2026-02-01 -", "start", "Dit is traject 1 van J1 al", nil},
		{"TR-0 the same on the last day", []string{"02/45 A 2026-01-01 2026-02-01"}, "02/ A 2026-02-01 -", "start", "Dit is traject 1 van J1 al", nil},
		{"TR-0 it goes on the day after", []string{"02/45 A 2026-01-01 2026-02-01"}, "02/ A 2026-02-02 -", "", "", []string{"1 02 A 2026-01-01  (2)"}},
		{
			"TR-0 a day in between is a new one",
			[]string{"02/45 A 2026-01-01 2026-02-01"},
			"02/ A 2026-02-03 -", "", "",
			[]string{"1 02 A 2026-01-01 2026-02-01 (1)", "2 02 A 2026-02-03  (1)"},
		},
		{"TR-0 before the same help, without an end", []string{"02/45 A 2026-03-01 -"}, "02/ A 2026-01-01 -", "eind", "Vanaf zo 1 maart 2026", nil},
		{
			"TR-0 before the same help, with an end",
			[]string{"02/45 A 2026-03-01 -"},
			"02/ A 2026-01-01 2026-02-01", "", "",
			[]string{"1 02 A 2026-01-01 2026-02-01 (1)", "2 02 A 2026-03-01  (1)"},
		},
		{"TR-0 up to the same help", []string{"02/45 A 2026-03-01 -"}, "02/ A 2026-01-01 2026-02-28", "", "", []string{"1 02 A 2026-01-01  (2)"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			have := hulpVan(t, test.have...)
			before := slices.Clone(have.Rijen)
			got, err := p.NieuwTraject(have, rij(t, test.add), vrijdag)
			weigert(t, err, test.field, test.words)
			gelijk(t, before, have.Rijen)
			if test.field == "" {
				gelijk(t, test.want, kort(p.Geschiedenis(got.Leveringen())[0]))
			}
		})
	}
}

func TestNieuwTrajectJeugdige(t *testing.T) {
	for _, code := range []string{"", "J 1", "Jan Jansen", "-1", strings.Repeat("J", 41), "J\u200b1"} {
		t.Run("TR-0 no code: "+code, func(t *testing.T) {
			l := rij(t, "02/ A 2026-01-01 -")
			l.Jeugdige = code
			_, err := p.NieuwTraject(hulpVan(t), l, vrijdag)
			weigert(t, err, "jeugdige", "Gebruik geen naam")
		})
	}
	t.Run("TR-0 capitals make no other young person", func(t *testing.T) {
		l := rij(t, "03/ A 2026-01-01 -")
		l.Jeugdige = "j1"
		h, err := p.NieuwTraject(hulpVan(t, "02/45 A 2026-01-01 -"), l, vrijdag)
		weigert(t, err, "", "")
		gelijk(t, []string{"J1"}, h.Jeugdigen())
		gelijk(t, "J1", h.Rijen[1].Jeugdige)
	})
	t.Run("TR-0 two young people have a history each", func(t *testing.T) {
		l := rij(t, "02/ A 2026-01-01 -")
		l.Jeugdige = "J2"
		h, err := p.NieuwTraject(hulpVan(t, "02/45 A 2026-01-01 -"), l, vrijdag)
		weigert(t, err, "", "")
		gelijk(t, []string{"J1", "J2"}, h.Jeugdigen())
	})
	t.Run("TR-0 words are kept without the space around them", func(t *testing.T) {
		l := rij(t, "02/ A 2026-01-01 -")
		l.Aanbieder, l.Aanleiding = "  De \n Aanbieder ", " ruzie thuis \n"
		h, err := p.NieuwTraject(hulpVan(t), l, vrijdag)
		weigert(t, err, "", "")
		gelijk(t, "De Aanbieder", h.Rijen[0].Aanbieder)
		gelijk(t, "ruzie thuis", h.Rijen[0].Aanleiding)
	})
}

func TestBeeindigTraject(t *testing.T) {
	plan := func(day string) p.Einde {
		return p.Einde{Jeugdige: "J1", Nummer: 1, Eind: ofNul(day), Reden: "01", Resultaat: p.Geholpen}
	}
	with := func(e p.Einde, change func(*p.Einde)) p.Einde { change(&e); return e }
	open := []string{"02/45 A 2026-01-01 -"}
	over := []string{"02/45 A 2026-01-01 2026-06-30"}
	for _, test := range []struct {
		name  string
		have  []string
		end   p.Einde
		field string
		words string
		want  []string
	}{
		{"TR-3 it ends today", open, plan("2026-11-13"), "", "", []string{"1 02 A 2026-01-01 2026-11-13 (1)"}},
		{"TR-3 it ended on its first day", open, plan("2026-01-01"), "", "", []string{"1 02 A 2026-01-01 2026-01-01 (1)"}},
		{"TR-3 it is agreed that it ends", open, plan("2027-05-15"), "", "", []string{"1 02 A 2026-01-01 2027-05-15 (1)"}},
		{"TR-3 an end beyond half a year", open, plan("2027-05-16"), "datum", "half jaar vooruit", nil},
		{"TR-3 an end before the start", open, plan("2025-12-31"), "datum", "vóór de start van traject 1", nil},
		{"TR-3 no day", open, plan(""), "datum", "datum", nil},
		{"TR-3 no reason", open, with(plan("2026-11-13"), func(e *p.Einde) { e.Reden = "" }), "reden", "waarom", nil},
		{"TR-3 a reason of JZ588", open, with(plan("2026-11-13"), func(e *p.Einde) { e.Reden = "31" }), "reden", "waarom", nil},
		{"TR-3 whether it helped is not said", open, with(plan("2026-11-13"), func(e *p.Einde) { e.Resultaat = "" }), "hielp", "geholpen", nil},
		{"TR-3 a word that is not on the list", open, with(plan("2026-11-13"), func(e *p.Einde) { e.Resultaat = "goed" }), "hielp", "geholpen", nil},
		{"TR-3 a number that is not there", open, with(plan("2026-11-13"), func(e *p.Einde) { e.Nummer = 2 }), "traject", "J1 heeft 1 traject.", nil},
		{"TR-3 no number", open, with(plan("2026-11-13"), func(e *p.Einde) { e.Nummer = 0 }), "traject", "J1 heeft 1 traject.", nil},
		{"TR-3 a young person who is not there", open, with(plan("2026-11-13"), func(e *p.Einde) { e.Jeugdige = "J2" }), "jeugdige", "Wel van: J1.", nil},
		{"TR-3 capitals make no difference", open, with(plan("2026-11-13"), func(e *p.Einde) { e.Jeugdige = "j1" }), "", "", []string{"1 02 A 2026-01-01 2026-11-13 (1)"}},
		{"TR-3 a case without help", nil, plan("2026-11-13"), "jeugdige", "nog geen hulp bekend", nil},
		{"TR-3 what does not count is no trajectory", []string{"/42 A 2026-01-01 -"}, plan("2026-11-13"), "traject", "J1 heeft 0 trajecten", nil},
		{"TR-3 it is over on another day", over, plan("2026-07-01"), "datum", "eindigde op di 30 juni 2026", nil},
		{"TR-3 it is over, and whether it helped is told later", over, plan("2026-06-30"), "", "", []string{"1 02 A 2026-01-01 2026-06-30 (1)"}},
		{
			"TR-3 the day was wrong, it was later",
			over, with(plan("2026-08-31"), func(e *p.Einde) { e.Verbeter = true }), "", "",
			[]string{"1 02 A 2026-01-01 2026-08-31 (1)"},
		},
		{
			"TR-3 the day was wrong, it was sooner",
			over, with(plan("2026-03-31"), func(e *p.Einde) { e.Verbeter = true }), "", "",
			[]string{"1 02 A 2026-01-01 2026-03-31 (1)"},
		},
		{"TR-3 on its last day it still runs", []string{"02/45 A 2026-01-01 2026-11-13"}, plan("2026-12-31"), "", "", []string{"1 02 A 2026-01-01 2026-12-31 (1)"}},
		{"TR-3 what was agreed changes", []string{"02/45 A 2026-01-01 2026-12-31"}, plan("2026-11-30"), "", "", []string{"1 02 A 2026-01-01 2026-11-30 (1)"}},
		{
			"TR-0 of rows that are one the last end",
			[]string{"02/45 A 2026-01-01 2026-03-31", "02/45 A 2026-04-01 -"},
			plan("2026-11-13"), "", "",
			[]string{"1 02 A 2026-01-01 2026-11-13 (2)"},
		},
		{
			"TR-0 before a row that belongs to it",
			[]string{"02/45 A 2026-01-01 2026-03-31", "02/45 A 2026-04-01 -"},
			plan("2026-02-28"), "datum", "die op wo 1 april 2026 begon", nil,
		},
		{
			"TR-0 it would go over into another one",
			[]string{"02/45 A 2026-01-01 2026-03-31", "02/45 A 2026-04-02 -"},
			with(plan("2026-04-01"), func(e *p.Einde) { e.Verbeter = true }), "datum", "loopt traject 1 over in een ander traject", nil,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			have := hulpVan(t, test.have...)
			before := slices.Clone(have.Rijen)
			got, err := p.BeeindigTraject(have, test.end, vrijdag)
			weigert(t, err, test.field, test.words)
			gelijk(t, before, have.Rijen)
			if test.field == "" {
				gelijk(t, test.want, kort(p.Geschiedenis(got.Leveringen())[0]))
			}
		})
	}
}

func TestBeeindigTrajectWoorden(t *testing.T) {
	end := p.Einde{Jeugdige: "J1", Nummer: 1, Eind: vrijdag, Reden: "02", Resultaat: p.DeelsGeholpen, Waardoor: "  het klikte niet\n"}
	once, err := p.BeeindigTraject(hulpVan(t, "02/45 A 2026-01-01 -"), end, vrijdag)
	weigert(t, err, "", "")
	for _, test := range []struct {
		name     string
		change   func(*p.Einde)
		waardoor string
	}{
		{"TR-3 why stands there without space around it", func(*p.Einde) {}, "het klikte niet"},
		{"TR-3 nothing new keeps why", func(e *p.Einde) { e.Waardoor = "" }, "het klikte niet"},
		{"TR-3 another reason keeps why", func(e *p.Einde) { e.Waardoor, e.Reden = "", "03" }, "het klikte niet"},
		{"TR-3 another result does not", func(e *p.Einde) { e.Waardoor, e.Resultaat = "", p.Geholpen }, ""},
		{"TR-3 another why", func(e *p.Einde) { e.Waardoor = "te laat begonnen" }, "te laat begonnen"},
	} {
		t.Run(test.name, func(t *testing.T) {
			again := end
			test.change(&again)
			twice, err := p.BeeindigTraject(once, again, vrijdag)
			weigert(t, err, "", "")
			gelijk(t, test.waardoor, p.Geschiedenis(twice.Leveringen())[0].Trajecten[0].Waardoor)
		})
	}
}

// bericht is a product of an iJw message about J1.
func bericht(soort, nr int, van, tot, reden string) p.IJwRegel {
	return p.IJwRegel{
		Soort: soort, Jeugdige: "J1", Afzender: "99000001", Identificatie: "B" + string(rune('0'+nr)), Dagtekening: dag("2026-11-01").AddDays(nr), Volgnummer: 1,
		AGB: "99000001", Toewijzing: "300001", Productcategorie: "45", Productcode: "45A04", Van: dag(van), Tot: ofNul(tot), Reden: reden, Besluit: "2026-01-01",
	}
}

func TestBeeindigTrajectVanBerichten(t *testing.T) {
	start := []p.IJwRegel{bericht(301, 1, "2026-01-01", "2026-12-31", ""), bericht(305, 2, "2026-01-05", "", "")}
	end := p.Einde{Jeugdige: "J1", Nummer: 1, Eind: dag("2026-10-31"), Reden: "02", Resultaat: p.Geholpen, Waardoor: "x"}
	ended, err := p.BeeindigTraject(p.Hulp{Zaaknummer: "ZO-1", IJw: start}, end, vrijdag)
	weigert(t, err, "", "")
	holds := func(name string, more []p.IJwRegel, change func(*p.Levering)) {
		t.Run(name, func(t *testing.T) {
			h := ended
			h.IJw = slices.Concat(start, more)
			want := p.Levering{
				Jeugdige: "J1", AGB: "99000001", Productcategorie: "45", Productcode: "45A04", Toewijzing: "300001", ToegewezenVan: dag("2026-01-01"),
				ToegewezenTot: dag("2026-12-31"), Start: dag("2026-01-05"), Eind: dag("2026-10-31"), Reden: "02", Resultaat: p.Geholpen, Waardoor: "x", Zelf: true,
			}
			change(&want)
			gelijk(t, []p.Levering{want}, h.Leveringen())
		})
	}
	holds("TR-3 what only messages know gets a row of our own", nil, func(*p.Levering) {})
	holds("TR-3 what messages say later of the assignment goes on", []p.IJwRegel{bericht(301, 3, "2026-01-01", "2027-01-31", "")},
		func(l *p.Levering) { l.ToegewezenTot = dag("2027-01-31") })
	holds("TR-3 the end of a message later is no second trajectory", []p.IJwRegel{bericht(307, 3, "2026-01-05", "2026-10-30", "31")}, func(*p.Levering) {})
	holds("TR-3 an assignment that is withdrawn leaves what a person said", []p.IJwRegel{bericht(301, 3, "2026-01-01", "2026-12-31", p.IJwVerwijderd)},
		func(l *p.Levering) { l.ToegewezenVan, l.ToegewezenTot = p.Date{}, p.Date{} })
}

// trekBericht draws a product of a message about one of three assignments.
func trekBericht(t *rapid.T) p.IJwRegel {
	nr := rapid.IntRange(1, 9).Draw(t, "bericht")
	r := p.IJwRegel{
		Soort: rapid.SampledFrom([]int{301, 305, 305, 307}).Draw(t, "soort"), Jeugdige: rapid.SampledFrom([]string{"J1", "J2"}).Draw(t, "jeugdige"),
		Afzender: "A", Identificatie: string(rune('0' + nr)), Dagtekening: dag("2026-01-01").AddDays(nr), Volgnummer: rapid.IntRange(1, 20).Draw(t, "nr"),
		AGB: rapid.SampledFrom([]string{"1", "2"}).Draw(t, "agb"), Toewijzing: rapid.SampledFrom([]string{"", "N1", "N2"}).Draw(t, "toewijzing"),
		Productcategorie: rapid.SampledFrom([]string{"", "45", "54"}).Draw(t, "categorie"), Productcode: rapid.SampledFrom([]string{"", "45A04"}).Draw(t, "code"),
		Van: dag("2026-01-01").AddDays(rapid.IntRange(0, 20).Draw(t, "van")), Besluit: "2026-01-01",
	}
	if r.Soort == 307 {
		r.Tot, r.Reden = r.Van.AddDays(rapid.IntRange(0, 20).Draw(t, "dagen")), rapid.SampledFrom([]string{"31", p.IJwPauze}).Draw(t, "reden")
	}
	return r
}

func TestBeeindigTrajectProperties(t *testing.T) {
	t.Run("TR-3 a trajectory has the end it got, and the others stay", rapid.MakeCheck(func(t *rapid.T) {
		h := p.Hulp{Zaaknummer: "ZO-1", Rijen: trekLeveringen(t), IJw: rapid.SliceOfN(rapid.Custom(trekBericht), 0, 8).Draw(t, "berichten")}
		codes := h.Jeugdigen()
		if len(codes) == 0 {
			return
		}
		one, _ := h.Historie(rapid.SampledFrom(codes).Draw(t, "jeugdige"))
		if len(one.Trajecten) == 0 {
			return
		}
		old := rapid.SampledFrom(one.Trajecten).Draw(t, "traject")
		e := p.Einde{
			Jeugdige: one.Jeugdige, Nummer: old.Nummer, Eind: old.Start.AddDays(rapid.IntRange(0, 60).Draw(t, "eind")), Verbeter: rapid.Bool().Draw(t, "verbeter"),
			Reden: rapid.SampledFrom([]string{"01", "05"}).Draw(t, "reden"), Resultaat: rapid.SampledFrom(p.Resultaten).Draw(t, "resultaat"), Waardoor: "w",
		}
		before := slices.Clone(h.Rijen)
		after, err := p.BeeindigTraject(h, e, dag("2026-02-01"))
		gelijkRapid(t, before, h.Rijen)
		if err != nil {
			var refusal *p.Refusal
			if !errors.As(err, &refusal) || refusal.Text == "" || refusal.Field != "datum" {
				t.Fatal(err)
			}
			if old.Eind.IsZero() && !slices.ContainsFunc(old.Leveringen, func(l p.Levering) bool { return l.Start.After(e.Eind) }) {
				t.Fatalf("it runs and cannot end: %v", err)
			}
			return
		}
		changed := 0
		for i, now := range p.Geschiedenis(after.Leveringen()) {
			was := p.Geschiedenis(h.Leveringen())[i]
			gelijkRapid(t, len(was.Trajecten), len(now.Trajecten))
			gelijkRapid(t, was.TeltNietMee, now.TeltNietMee)
			gelijkRapid(t, was.NietGestart, now.NietGestart)
			for _, n := range now.Trajecten {
				if !slices.ContainsFunc(was.Trajecten, func(w p.Traject) bool { return slices.Equal(w.Leveringen, n.Leveringen) }) {
					changed++
					gelijkRapid(t, []any{one.Jeugdige, old.Start, e.Eind, e.Reden, e.Resultaat, e.Waardoor}, []any{now.Jeugdige, n.Start, n.Eind, n.Reden, n.Resultaat, n.Waardoor})
				}
			}
		}
		if changed > 1 {
			t.Fatalf("%d trajectories changed", changed)
		}
		again, err := p.BeeindigTraject(after, p.Einde{Jeugdige: e.Jeugdige, Nummer: nummerVan(after, one.Jeugdige, old, e), Eind: e.Eind, Reden: e.Reden, Resultaat: e.Resultaat}, dag("2026-02-01"))
		if err != nil {
			t.Fatal(err)
		}
		gelijkRapid(t, after.Leveringen(), again.Leveringen())
	}))
}

// nummerVan is the number that a trajectory has after its end.
func nummerVan(h p.Hulp, jeugdige string, old p.Traject, e p.Einde) int {
	one, _ := h.Historie(jeugdige)
	for _, now := range one.Trajecten {
		if now.Start == old.Start && now.Eind == e.Eind && now.Hulpvorm == old.Hulpvorm && now.AGB == old.AGB && now.Waardoor == e.Waardoor {
			return now.Nummer
		}
	}
	return 0
}

package procesregie_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	p "github.com/regiebot/regiebot/procesregie"
)

// geschiedenis is the one history of rows written as for [rij].
func geschiedenis(t testing.TB, rows ...string) p.Historie {
	t.Helper()
	var list []p.Levering
	for _, text := range rows {
		list = append(list, rij(t, text))
	}
	all := p.Geschiedenis(list)
	if len(all) != 1 {
		t.Fatalf("%d histories", len(all))
	}
	return all[0]
}

func TestOverlappen(t *testing.T) {
	for _, test := range []struct {
		name string
		rows []string
		want []string
	}{
		{"TR-3 one after the other", []string{"02/ A 2026-01-01 2026-02-01", "03/ A 2026-02-02 -"}, nil},
		{"TR-3 one day is an overlap", []string{"02/ A 2026-01-01 2026-02-01", "03/ A 2026-02-01 -"}, []string{"2026-02-01 2026-02-01 [1 2] 2"}},
		{"TR-3 one inside another", []string{"02/ A 2026-01-01 2026-12-01", "03/ A 2026-02-01 2026-03-01"}, []string{"2026-02-01 2026-03-01 [1 2] 2"}},
		{"TR-3 it goes on", []string{"02/ A 2026-01-01 -", "03/ A 2026-02-01 -"}, []string{"2026-02-01  [1 2] 2"}},
		{
			"TR-3 three, never at once",
			[]string{"02/ A 2026-01-01 2026-02-01", "03/ A 2026-01-15 2026-03-01", "04/ A 2026-02-02 2026-04-01"},
			[]string{"2026-01-15 2026-03-01 [1 2 3] 2"},
		},
		{
			"TR-3 three at once",
			[]string{"02/ A 2026-01-01 2026-02-01", "03/ A 2026-01-15 2026-03-01", "04/ A 2026-02-01 2026-04-01"},
			[]string{"2026-01-15 2026-03-01 [1 2 3] 3"},
		},
		{
			"TR-3 twice, with a time alone between",
			[]string{"02/ A 2026-01-01 2026-12-01", "03/ A 2026-02-01 2026-03-01", "03/ A 2026-03-03 2026-04-01"},
			[]string{"2026-02-01 2026-03-01 [1 2] 2", "2026-03-03 2026-04-01 [1 3] 2"},
		},
		{"TR-3 what does not count is no overlap", []string{"02/ A 2026-01-01 -", "/42 B 2026-02-01 -"}, nil},
		{"TR-3 nothing", []string{"/42 B 2026-02-01 -"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, o := range geschiedenis(t, test.rows...).Overlappen() {
				got = append(got, fmt.Sprint(o.Van, " ", o.Tot, " ", o.Trajecten, " ", o.Tegelijk))
			}
			gelijk(t, test.want, got)
		})
	}
}

func TestGaten(t *testing.T) {
	for _, test := range []struct {
		name string
		rows []string
		want []string // from, to, before, after, days
	}{
		{"TR-3 adjoining is no gap", []string{"02/ A 2026-01-01 2026-02-01", "03/ A 2026-02-02 -"}, nil},
		{"TR-3 one empty day is a gap", []string{"02/ A 2026-01-01 2026-02-01", "03/ A 2026-02-03 -"}, []string{"2026-02-02 2026-02-02 [1] [2] 1"}},
		{"TR-3 a longer one that still runs fills it", []string{"02/ A 2026-01-01 2026-12-31", "03/ A 2026-02-01 2026-03-01", "04/ A 2026-06-01 -"}, nil},
		{
			"TR-3 two end, two begin",
			[]string{"02/ A 2026-01-01 2026-02-01", "03/ A 2026-01-05 2026-02-01", "02/ B 2026-03-01 -", "03/ B 2026-03-01 -"},
			[]string{"2026-02-02 2026-02-28 [1 2] [3 4] 27"},
		},
		{
			"TR-3 what does not count fills no gap",
			[]string{"02/ A 2026-01-01 2026-02-01", "/42 A 2026-02-01 2026-03-01", "02/ A 2026-03-01 -"},
			[]string{"2026-02-02 2026-02-28 [1] [2] 27"},
		},
		{"TR-3 no help known since the last one", []string{"02/ A 2026-01-01 2026-11-11"}, []string{"2026-11-12  [1] [] 2"}},
		{"TR-3 it ended yesterday", []string{"02/ A 2026-01-01 2026-11-12"}, []string{"2026-11-13  [1] [] 1"}},
		{"TR-3 it ends today", []string{"02/ A 2026-01-01 2026-11-13"}, nil},
		{"TR-3 it ends later", []string{"02/ A 2026-01-01 2026-12-13"}, nil},
		{"TR-3 the next one begins later", []string{"02/ A 2026-01-01 2026-11-11", "03/ A 2026-11-30 -"}, []string{"2026-11-12 2026-11-29 [1] [2] 18"}},
		{"TR-3 nothing before the first", []string{"02/ A 2026-12-01 -"}, nil},
		{"TR-3 no trajectory, no gap", []string{"/42 A 2026-01-01 2026-02-01"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			op := dag("2026-11-13")
			var got []string
			for _, g := range geschiedenis(t, test.rows...).Gaten(op) {
				got = append(got, fmt.Sprint(g.Van, " ", g.Tot, " ", g.Voor, " ", g.Na, " ", g.Dagen(op)))
			}
			gelijk(t, test.want, got)
		})
	}
}

// Day by day: two or more run on the days of an overlap, none on those of a gap.
func TestPeriodenProperties(t *testing.T) {
	t.Run("TR-3 overlaps and gaps, day by day", rapid.MakeCheck(func(t *rapid.T) {
		op := dag("2026-02-20")
		for _, h := range p.Geschiedenis(trekLeveringen(t)) {
			if len(h.Trajecten) == 0 {
				continue
			}
			overlaps, gaps := h.Overlappen(), h.Gaten(op)
			for d := h.Trajecten[0].Start; d.Before(dag("2026-03-10")); d = d.AddDays(1) {
				in := func(van, tot p.Date) bool { return !d.Before(van) && (tot.IsZero() || !d.After(tot)) }
				many := slices.ContainsFunc(overlaps, func(o p.Overlap) bool { return in(o.Van, o.Tot) })
				none := slices.ContainsFunc(gaps, func(g p.Gat) bool { return in(g.Van, g.Tot) })
				running := len(h.Lopend(d))
				last := slices.MaxFunc(h.Trajecten, func(a, b p.Traject) int { return a.Start.Compare(b.Start) }).Start
				known := d.Before(last) || !laatste(h).After(op)
				if many != (running > 1) || none != (running == 0 && known) {
					t.Fatalf("%s: %d run, overlap %t, gap %t", d, running, many, none)
				}
			}
		}
	}))
}

// laatste is the day after which no trajectory runs, or the last of the calendar.
func laatste(h p.Historie) p.Date {
	var last p.Date
	for _, t := range h.Trajecten {
		switch {
		case t.Eind.IsZero():
			return dag("9999-12-31")
		case t.Eind.After(last):
			last = t.Eind
		}
	}
	return last.AddDays(1)
}

func TestTrajectVragen(t *testing.T) {
	op := dag("2026-11-13")
	for _, test := range []struct {
		name, row, reden string
		tevroeg          bool
		dagen            int
	}{
		{"TR-3 first and last day both count", "02/ A 2026-01-01 2026-01-31", "01", false, 31},
		{"TR-3 one day", "02/ A 2026-01-01 2026-01-01", "02", true, 1},
		{"TR-3 until today when it goes on", "02/ A 2026-11-12 -", "", false, 2},
		{"TR-3 until today when it ends later", "02/ A 2026-11-12 2027-01-01", "03", false, 2},
		{"TR-3 it has not begun", "02/ A 2026-11-20 -", "", false, 0},
		{"TR-3 in agreement", "02/ A 2026-01-01 2026-01-02", "02", true, 2},
		{"TR-3 by the client", "02/ A 2026-01-01 2026-01-02", "03", true, 2},
		{"TR-3 by the provider", "02/ A 2026-01-01 2026-01-02", "04", true, 2},
		{"TR-3 from outside", "02/ A 2026-01-01 2026-01-02", "05", true, 2},
		{"TR-3 on its last day it runs", "02/ A 2026-11-01 2026-11-13", "02", false, 13},
		{"TR-3 no reason recorded", "02/ A 2026-01-01 2026-01-02", "", false, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			l := rij(t, test.row)
			l.Reden = test.reden
			h := p.Geschiedenis([]p.Levering{l})[0]
			got := h.Trajecten[0]
			if got.TeVroeg(op) != test.tevroeg || len(h.TeVroegGestopt(op)) == 1 != test.tevroeg || got.Dagen(op) != test.dagen {
				t.Errorf("before its time %t, %d days", got.TeVroeg(op), got.Dagen(op))
			}
		})
	}
}

func TestEerderGeprobeerd(t *testing.T) {
	h := geschiedenis(t, "02/45 A 2020-01-01 2020-02-01", "14/ B 2020-03-01 2020-04-01", "02/45 C 2021-01-01 2021-02-01", "/45 A 2022-01-01 2022-02-01",
		"02/45 A 2026-01-01 -", "03/ A 2026-01-01 -", "14/ B 2027-01-01 -")
	t.Run("TR-3 the forms that were tried, and which run again", func(t *testing.T) {
		gelijk(t, []p.Vorm{
			{Naam: "ambulante hulp", Eerder: []int{1, 3}, Weer: []int{5}},
			{Naam: "verblijf in een groep of begeleid wonen", Eerder: []int{2}},
			{Naam: "ambulante jeugdhulp", Eerder: []int{4}},
		}, h.EerderGeprobeerd(dag("2026-11-13")))
	})
}

func TestHielp(t *testing.T) {
	var list []p.Levering
	for i, result := range []string{p.Geholpen, "", p.NietGeholpen, p.Geholpen, p.ResultaatOnbekend} {
		l := rij(t, fmt.Sprintf("02/ A %d-01-01 %d-02-01", 2020+i, 2020+i))
		l.Resultaat = result
		list = append(list, l)
	}
	h := p.Geschiedenis(list)[0]
	t.Run("TR-3 what helped", func(t *testing.T) {
		gelijk(t, [][]int{{1, 4}, {3}, {}, {5}, {2}},
			[][]int{h.Hielp(p.Geholpen), h.Hielp(p.NietGeholpen), h.Hielp(p.DeelsGeholpen), h.Hielp(p.ResultaatOnbekend), h.Hielp("")})
	})
}

func TestSignalen(t *testing.T) {
	in := profiel(t, "standaard").Traject
	vier := []string{"02/ A 2021-01-01 2021-02-01", "02/ A 2022-01-01 2022-02-01", "02/ A 2023-01-01 2023-02-01"}
	for _, test := range []struct {
		name string
		rows []string
		want []string
	}{
		{"TR-1 three are too few", vier, nil},
		{"TR-1 the fourth", append(vier[:3:3], "02/ A 2026-11-09 -"), []string{"TR-1 4 2026-11-09"}},
		{"TR-1 the fourth begins today", append(vier[:3:3], "02/ A 2026-11-13 -"), []string{"TR-1 4 2026-11-13"}},
		{"TR-1 the fourth has yet to begin", append(vier[:3:3], "02/ A 2026-11-14 -"), nil},
		{
			"TR-1 each later one", append(vier[:3:3], "02/ A 2024-01-01 2024-02-01", "02/ A 2025-01-01 2025-02-01"),
			[]string{"TR-1 4 2024-01-01", "TR-1 5 2025-01-01"},
		},
		{"TR-1 an extension is no fourth", append(vier[:3:3], "02/ A 2023-02-02 2023-03-01"), nil},
		{"TR-1 transport is no fourth", append(vier[:3:3], "/42 A 2024-01-01 -"), nil},
		{"TR-1 assigned is no fourth", append(vier[:3:3], "02/ A - -"), nil},
		{"TR-2 a group that runs", []string{"14/43 A 2026-01-01 -"}, []string{"TR-2 1 2026-01-01"}},
		{"TR-2 the last day", []string{"14/43 A 2026-01-01 2026-11-13"}, []string{"TR-2 1 2026-01-01"}},
		{"TR-2 a group of before", []string{"14/43 A 2026-01-01 2026-11-12"}, nil},
		{"TR-2 a group of later", []string{"14/43 A 2026-12-01 -"}, nil},
		{"TR-2 a closed one is another", []string{"13/43 A 2026-01-01 -"}, nil},
		{"TR-2 family forms", []string{"11/44 A 2026-01-01 -", "12/44 A 2026-01-01 -"}, nil},
		{"TR-2 a category with stay is no hulpvorm", []string{"/43 A 2026-01-01 -"}, nil},
		{"TR-2 and the fourth", append(vier[:3:3], "14/43 A 2026-11-09 -"), []string{"TR-1 4 2026-11-09", "TR-2 4 2026-11-09"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, s := range geschiedenis(t, test.rows...).Signalen(in, dag("2026-11-13")) {
				got = append(got, fmt.Sprint(s.Regel, " ", s.Traject, " ", s.Op))
			}
			gelijk(t, test.want, got)
		})
	}
	t.Run("TR-1 the same signal when an older trajectory becomes known", func(t *testing.T) {
		before := geschiedenis(t, append(vier[:3:3], "02/ A 2026-11-09 -")...).Signalen(in, dag("2026-11-13"))
		after := geschiedenis(t, append(vier[:3:3], "02/ A 2026-11-09 -", "03/ A 2019-01-01 2019-02-01")...).Signalen(in, dag("2026-11-13"))
		if len(after) != 2 || after[1].Sleutel != before[0].Sleutel || after[1].Traject != 5 || after[0].Sleutel == before[0].Sleutel {
			t.Errorf("%+v became %+v", before, after)
		}
	})
	t.Run("TR-1 two on one day are two", func(t *testing.T) {
		both := geschiedenis(t, append(vier[:3:3], "02/ A 2026-11-09 -", "02/ B 2026-11-09 -")...).Signalen(in, dag("2026-11-13"))
		if len(both) != 2 {
			t.Errorf("%+v", both)
		}
		gelijk(t, []int{-1, 0}, p.Verteld(both, []string{both[1].Sleutel}))
	})
}

func TestCijfers(t *testing.T) {
	in := p.TrajectInstelling{UitstroomNa: []int{1, 2}, GezinsvormProcent: 50, Veel: 3}
	list := []p.Historie{
		geschiedenis(t, "02/ A 2024-01-01 2024-02-01"),                                // left after one
		geschiedenis(t, "02/ A 2024-01-01 -"),                                         // the first runs
		geschiedenis(t, "02/ A 2024-01-01 2024-02-01", "11/ A 2025-01-01 -"),          // in a family form
		geschiedenis(t, "02/ A 2024-01-01 2024-02-01", "03/ A 2025-01-01 2025-02-01"), // left after two
		geschiedenis(t, "02/ A 2024-01-01 2024-02-01", "03/ A 2025-01-01 2025-02-01", "12/ A 2025-03-01 -", "14/ B 2025-04-01 -"),
		geschiedenis(t, "13/ A 2024-01-01 -"),
		geschiedenis(t, "02/ A 2027-01-01 -"), // begins later
		geschiedenis(t, "/42 A 2024-01-01 -"), // does not count
	}
	t.Run("TR-4 the figures of a team", func(t *testing.T) {
		gelijk(t, p.TrajectCijfers{
			Jeugdigen: 6, Trajecten: 11, Uitstroom: []p.Uitstroom{{Na: 1, Bereikt: 6, Weg: 1}, {Na: 2, Bereikt: 3, Weg: 1}},
			UitHuis: 3, Gezinsvorm: 1, Veel: 1,
		}, p.Cijfers(list, in, dag("2026-11-13")))
	})
	t.Run("TR-4 those of an earlier day", func(t *testing.T) {
		gelijk(t, p.TrajectCijfers{
			Jeugdigen: 6, Trajecten: 6, Uitstroom: []p.Uitstroom{{Na: 1, Bereikt: 6, Weg: 4}, {Na: 2}}, UitHuis: 1,
		}, p.Cijfers(list, in, dag("2024-06-01")))
	})
	for _, test := range []struct {
		name string
		c    p.TrajectCijfers
		want bool
	}{
		{"TR-4 half is not more than half", p.TrajectCijfers{UitHuis: 4, Gezinsvorm: 2}, false},
		{"TR-4 more than half", p.TrajectCijfers{UitHuis: 5, Gezinsvorm: 3}, true},
		{"TR-4 nobody out of home", p.TrajectCijfers{}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.c.GezinsvormGenoeg(in); got != test.want {
				t.Errorf("enough: %t", got)
			}
		})
	}
}

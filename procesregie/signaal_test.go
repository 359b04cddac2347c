package procesregie_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	p "github.com/regiebot/regiebot/procesregie"
)

// hulpMet is help of rows written as for [rij].
func hulpMet(t testing.TB, rows ...string) p.Hulp {
	t.Helper()
	h := p.Hulp{Zaaknummer: "ZO-1"}
	for _, text := range rows {
		h.Rijen = append(h.Rijen, rij(t, text))
	}
	return h
}

// drie are three trajectories of before.
func drie(more ...string) []string {
	return append([]string{"02/ A 2021-01-01 2021-02-01", "02/ A 2022-01-01 2022-02-01", "02/ A 2023-01-01 2023-02-01"}, more...)
}

// nieuw are the signals that are told on a day, and their keys.
func nieuw(t testing.TB, verteld []string, rows ...string) (told, keys []string) {
	t.Helper()
	op := dag("2026-11-13")
	for _, s := range p.NieuweSignalen(hulpMet(t, rows...).Signalen(profiel(t, "standaard").Traject, op), verteld, op) {
		told = append(told, fmt.Sprint(s.Regel, " ", s.Jeugdige, " ", s.Traject, " ", s.Op))
		keys = append(keys, s.Sleutel)
	}
	return told, keys
}

func TestNieuweSignalen(t *testing.T) {
	for _, test := range []struct {
		name   string
		before []string // rows of which the signals were told
		rows   []string
		want   []string
	}{
		{"TR-1 the fourth", drie(), drie("02/ A 2026-11-09 -"), []string{"TR-1 J1 4 2026-11-09"}},
		{"TR-1 of a whole history only the latest is named", nil, drie("02/ A 2024-01-01 2024-02-01", "03/ A 2025-01-01 2025-02-01"), []string{"TR-1 J1 5 2025-01-01"}},
		{"TR-1 the fifth after the fourth", drie("02/ A 2024-01-01 2024-02-01"), drie("02/ A 2024-01-01 2024-02-01", "03/ A 2025-01-01 -"), []string{"TR-1 J1 5 2025-01-01"}},
		{"TR-1 once", drie("02/ A 2026-11-09 -"), drie("02/ A 2026-11-09 -"), nil},
		{"TR-1 once, also when it ended", drie("02/ A 2026-11-09 -"), drie("02/ A 2026-11-09 2026-11-10"), nil},
		{"TR-1 an older one becomes known: the question was asked", drie("02/ A 2026-11-09 -"), drie("02/ A 2026-11-09 -", "03/ A 2019-01-01 2019-02-01"), nil},
		{"TR-1 it began earlier than was known", drie("02/ A 2026-11-09 -"), drie("02/ A 2026-10-01 2026-11-08", "02/ A 2026-11-09 -"), nil},
		{"TR-1 it began earlier than was known, and another is new", drie("02/ A 2026-11-09 -"), drie("02/ A 2026-10-01 2026-11-08", "02/ A 2026-11-09 -", "02/ B 2026-11-09 -"), []string{"TR-1 J1 5 2026-11-09"}},
		{"TR-1 its hulpvorm becomes known", drie("/45 A 2026-11-09 -"), drie("03/45 A 2026-11-09 -"), nil},
		{"TR-1 the number of its provider becomes known", drie("02/ A 2026-11-09 -"), drie("02/ A/1 2026-11-09 -"), nil},
		{"TR-1 its provider was another", drie("02/ A 2026-11-09 -"), drie("02/ B 2026-11-09 -"), nil},
		{"TR-1 two on one day: the last is named", drie(), drie("02/ A 2026-11-09 -", "02/ B 2026-11-09 -"), []string{"TR-1 J1 5 2026-11-09"}},
		{"TR-1 another on the same day, and it comes after", drie("02/ A 2026-11-09 -"), drie("02/ A 2026-11-09 -", "03/ B 2026-11-09 -"), []string{"TR-1 J1 5 2026-11-09"}},
		{"TR-1 the one that was told is taken back: the one before it", drie("02/ A 2024-01-01 2024-02-01", "02/ A 2026-11-09 -"), drie("02/ A 2024-01-01 2024-02-01"), []string{"TR-1 J1 4 2024-01-01"}},
		{"TR-2 of two groups the one that was told ends: it was asked", []string{"14/43 A 2026-01-01 -", "14/43 B 2026-02-01 -"}, []string{"14/43 A 2026-01-01 -", "14/43 B 2026-02-01 2026-03-01"}, nil},
		{"TR-2 a group that ended before it was told", nil, []string{"14/43 A 2026-01-01 2026-02-01"}, nil},
		{"TR-2 two groups at once are one question", nil, []string{"14/43 A 2026-01-01 -", "14/43 B 2026-02-01 -"}, []string{"TR-2 J1 2 2026-02-01"}},
		{"TR-2 another group after the first", []string{"14/43 A 2026-01-01 2026-02-01"}, []string{"14/43 A 2026-01-01 2026-02-01", "14/43 B 2026-11-01 -"}, []string{"TR-2 J1 2 2026-11-01"}},
		{"TR-2 another group on the same day as one that ended", []string{"14/43 A 2026-11-01 -"}, []string{"14/43 A 2026-11-01 2026-11-02", "14/43 B 2026-11-01 -"}, []string{"TR-2 J1 2 2026-11-01"}},
		{"TR-2 two groups on one day, one ended before it was told", []string{"14/43 A 2026-11-01 2026-11-02"}, []string{"14/43 A 2026-11-01 2026-11-02", "14/43 B 2026-11-01 -"}, []string{"TR-2 J1 2 2026-11-01"}},
		{"TR-2 and the fourth", drie(), drie("14/43 A 2026-11-09 -"), []string{"TR-1 J1 4 2026-11-09", "TR-2 J1 4 2026-11-09"}},
		{"TR-1 nothing that counts", nil, []string{"/42 A 2026-01-01 -"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, told := nieuw(t, nil, test.before...)
			got, keys := nieuw(t, told, test.rows...)
			gelijk(t, test.want, got)
			if again, _ := nieuw(t, append(told, keys...), test.rows...); len(again) > 0 {
				t.Errorf("told again: %v", again)
			}
		})
	}
	t.Run("TR-1 every young person has a question of their own", func(t *testing.T) {
		h := hulpMet(t, drie("02/ A 2026-11-09 -")...)
		for _, l := range h.Rijen {
			l.Jeugdige = "J2"
			h.Rijen = append(h.Rijen, l)
		}
		list := p.NieuweSignalen(h.Signalen(profiel(t, "standaard").Traject, dag("2026-11-13")), nil, dag("2026-11-13"))
		if len(list) != 2 || list[0].Jeugdige != "J1" || list[1].Jeugdige != "J2" {
			t.Errorf("%+v", list)
		}
	})
}

func TestVolgendSignaal(t *testing.T) {
	for _, test := range []struct {
		name string
		rows []string
		want string
	}{
		{"TR-1 the fourth begins later", drie("02/ A 2026-11-30 -", "02/ B 2026-12-30 -"), "2026-11-30"},
		{"TR-1 the third begins later", drie("02/ A 2026-12-30 -")[1:], ""},
		{"TR-1 it has begun", drie("02/ A 2026-11-13 -"), ""},
		{"TR-2 a group begins later", []string{"14/43 A 2026-11-14 -", "02/ A 2026-11-13 -"}, "2026-11-14"},
		{"TR-2 an extension is no other group", []string{"14/43 A 2026-01-01 2026-11-30", "14/43 A 2026-12-01 -"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := hulpMet(t, test.rows...).VolgendSignaal(profiel(t, "standaard").Traject, dag("2026-11-13"))
			if test.want == "" && !got.IsZero() || test.want != "" && got.String() != test.want {
				t.Errorf("%s", got)
			}
		})
	}
}

// Over any sequence of changes of the help and of rounds nothing is told twice, and nothing
// that holds is left out.
func TestNieuweSignalenProperties(t *testing.T) {
	t.Run("TR-1 told once, and none left out", rapid.MakeCheck(func(t *rapid.T) {
		in := p.TrajectInstelling{SignaalVanaf: rapid.IntRange(2, 4).Draw(t, "vanaf"), Verblijf: []string{"14"}}
		var verteld []string
		most := map[string]int{} // how many signals there were at once by one key
		h := p.Hulp{Rijen: trekLeveringen(t)}
		for op := dag("2026-01-10"); op.Before(dag("2026-03-10")); op = op.AddDays(rapid.IntRange(0, 20).Draw(t, "dagen")) {
			list := h.Signalen(in, op)
			now := map[string]int{}
			for _, s := range list {
				now[s.Sleutel]++
				most[s.Sleutel] = max(most[s.Sleutel], now[s.Sleutel])
			}
			before := p.Verteld(list, verteld)
			told := p.NieuweSignalen(list, verteld, op)
			for _, s := range told {
				verteld = append(verteld, s.Sleutel)
			}
			checkNieuw(t, list, told, before, op)
			checkVerteld(t, list, verteld, op)
			for key, n := range most {
				if told := len(slices.DeleteFunc(slices.Clone(verteld), func(k string) bool { return k != key })); told > n {
					t.Fatalf("%s: told %d times, and there were never more than %d", key, told, n)
				}
			}
			if again := p.NieuweSignalen(list, verteld, op); len(again) > 0 {
				t.Fatalf("told again: %+v", again)
			}
			h = verander(t, h)
		}
	}))
}

// checkNieuw checks what is told: it holds, it was not told, and it is one of a young person by
// one rule.
func checkNieuw(t *rapid.T, list, told []p.Signaal, before []int, op p.Date) {
	seen := map[string]bool{}
	for _, s := range told {
		who := s.Regel + s.Jeugdige
		i := slices.IndexFunc(list, func(o p.Signaal) bool { return o.Regel+o.Jeugdige == who && o.Traject == s.Traject })
		if i < 0 || before[i] >= 0 || !s.Geldt(op) || s.Op.After(op) || seen[who] {
			t.Fatalf("told: %+v", s)
		}
		seen[who] = true
	}
}

// checkVerteld checks that all that holds is told, each by itself, or a later one is.
func checkVerteld(t *rapid.T, list []p.Signaal, verteld []string, op p.Date) {
	used, later := map[int]bool{}, map[string]bool{}
	places := p.Verteld(list, verteld)
	for i, s := range slices.Backward(list) {
		later[s.Regel+s.Jeugdige] = later[s.Regel+s.Jeugdige] || places[i] >= 0
		if s.Geldt(op) && !later[s.Regel+s.Jeugdige] || places[i] >= 0 && used[places[i]] {
			t.Fatalf("%+v has place %d", s, places[i])
		}
		used[places[i]] = true
	}
}

// verander changes some help: rows come, go, or change.
func verander(t *rapid.T, h p.Hulp) p.Hulp {
	h.Rijen = slices.Clone(h.Rijen)
	for range rapid.IntRange(0, 3).Draw(t, "veranderingen") {
		n := len(h.Rijen)
		switch what := rapid.IntRange(0, 2).Draw(t, "wat"); {
		case what == 0 || n == 0:
			h.Rijen = append(h.Rijen, trekLevering(t))
		case what == 1:
			i := rapid.IntRange(0, n-1).Draw(t, "weg")
			h.Rijen = slices.Delete(h.Rijen, i, i+1)
		default:
			h.Rijen[rapid.IntRange(0, n-1).Draw(t, "anders")] = trekLevering(t)
		}
	}
	return h
}

func TestSignaalWoorden(t *testing.T) {
	op := dag("2026-11-13")
	words := func(rows ...string) string {
		var texts []string
		for _, s := range hulpMet(t, rows...).Signalen(profiel(t, "standaard").Traject, op) {
			texts = append(texts, s.Kop("ZO-1")+" "+s.Tekst(op))
		}
		return strings.Join(texts, "\n")
	}
	for _, test := range []struct{ name, want, got string }{
		{
			"TR-1 a fourth that runs", "**ZO-1: 4e traject voor J1** Het is ambulante hulp, begonnen op ma 9 november 2026. Kijk samen terug: welke hulp was er, waarom, en hielp die?",
			words(drie("02/ A 2026-11-09 -")...),
		},
		{
			"TR-1 a fourth that is over", "**ZO-1: 4e traject voor J1** Het was ambulante hulp, van ma 1 januari 2024 tot en met do 1 februari 2024. Kijk samen terug: welke hulp was er, waarom, en hielp die?",
			words(drie("02/ A 2024-01-01 2024-02-01")...),
		},
		{
			"TR-2 a question", "**ZO-1: kan J1 thuis of in een gezinsvorm wonen?** Sinds do 1 januari 2026 is er verblijf in een groep of begeleid wonen. Kijk samen: wat is er nodig om thuis of in een gezinsvorm te wonen?",
			words("14/43 A 2026-01-01 -"),
		},
	} {
		t.Run(test.name, func(t *testing.T) { gelijk(t, test.want, test.got) })
	}
	t.Run("TR-0 what is missing stands with the count", func(t *testing.T) {
		for _, gap := range p.BronMist(0) {
			if !strings.Contains(p.SignaalTelling(0), gap) {
				t.Errorf("%s does not say %q", p.SignaalTelling(0), gap)
			}
		}
	})
}

func TestSignaalOntvangers(t *testing.T) {
	lid := func(name string, rol p.Rol, weg bool) p.Lid {
		return p.Lid{Gebruiker: name, Rol: rol, Team: "T", Weg: weg}
	}
	praktijk := p.Praktijk{Team: p.Team{Naam: "T"}, Leden: map[string]p.Lid{
		"anouk": lid("anouk", p.Consulent, false), "bram": lid("bram", p.Consulent, false),
		"cas": lid("cas", p.Consulent, true), "joris": lid("joris", p.Manager, false),
	}}
	for _, test := range []struct {
		name, regisseur, duo string
		niveau               p.Niveau
		want                 []string
	}{
		{"TR-1 the procesregisseur", "anouk", "", p.Basis, []string{"anouk"}},
		{"TR-1 the duo-partner of a VPR too", "anouk", "bram", p.VPR, []string{"anouk", "bram"}},
		{"TR-1 a duo-partner of before is not told", "anouk", "bram", p.Basis, []string{"anouk"}},
		{"TR-1 the duo-partner when the procesregisseur left", "cas", "bram", p.VPR, []string{"bram"}},
		{"TR-1 the managers when the procesregisseur left", "cas", "", p.Basis, []string{"joris"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := p.Casus{Regisseur: test.regisseur, Duo: test.duo, Niveaus: []p.NiveauWissel{{Niveau: test.niveau}}}
			gelijk(t, test.want, praktijk.SignaalOntvangers(c))
		})
	}
}

package procesregie_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

func TestRecht(t *testing.T) {
	praktijk := altijdTeam(t)
	for _, c := range []struct {
		name string
		wie  string
		want p.Recht
	}{
		{"VPR-11 the procesregisseur sees and changes everything", "vera", p.Recht{Tot: p.ToegangVolledig, Grond: "procesregisseur"}},
		{"VPR-3 the duo-partner sees and changes everything", "wim", p.Recht{Tot: p.ToegangVolledig, Grond: "duo-partner"}},
		{"VPR-11 another consulent sees the card: number, PR or VPR, procesregisseur", "cas", p.Recht{Tot: p.ToegangKaart, Grond: "VPR-11"}},
		{"VPR-9 the manager sees and changes everything", "mo", p.Recht{Tot: p.ToegangVolledig, Grond: "rol manager"}},
		{"MPJ-5 the gedragswetenschapper sees and changes everything", "gea", p.Recht{Tot: p.ToegangVolledig, Grond: "rol gedragswetenschapper"}},
		{"VPR-13 the kwaliteitsmedewerker sees the process", "kim", p.Recht{Tot: p.ToegangProces, Grond: "rol kwaliteitsmedewerker"}},
		{"VPR-11 the beheerder sees nothing", "bo", p.Recht{}},
		{"VPR-11 the functionaris gegevensbescherming sees nothing", "fay", p.Recht{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			lid, casus, at := praktijk.Leden[c.wie], zaakVPR("2026-11-13"), om("2026-11-13 09:00")
			gelijk(t, c.want, praktijk.Recht(lid, casus, at))
			elders, vertrokken, omgezet := lid, lid, lid
			elders.Team, vertrokken.Weg, omgezet.Rol = "West", true, p.Beheerder
			gelijk(t, p.Recht{}, praktijk.Recht(elders, casus, at))
			gelijk(t, p.Recht{}, praktijk.Recht(vertrokken, casus, at))
			gelijk(t, p.Recht{}, praktijk.Recht(omgezet, casus, at))
		})
	}
	t.Run("VPR-11 degrees include each other in order", func(t *testing.T) {
		if !(p.ToegangGeen < p.ToegangKaart && p.ToegangKaart < p.ToegangProces && p.ToegangProces < p.ToegangInhoud && p.ToegangInhoud < p.ToegangVolledig) {
			t.Error("the order is wrong")
		}
	})
}

// TestMag is the policy in full: every role and part in a case, by everything that can
// be done. y: may; -: may not.
func TestMag(t *testing.T) {
	praktijk := altijdTeam(t)
	vpr := zaakVPR("2026-11-13")
	nood := kopie(vpr)
	nood.Noodtoegang = []p.Noodtoegang{{Wie: "cas", Van: om("2026-11-13 09:00"), Tot: om("2026-11-13 10:00")}}
	daden := []p.Daad{p.ZieKaart, p.ZieProces, p.ZieInhoud, p.Wijzig, p.Draag, p.Neem, p.RondAf, p.Meld, p.Beslis, p.ZieLogboek, p.VraagNood}
	crisis := kopie(vpr)
	crisis.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-11-13 03:00")}}
	weggeweest := metLid(metLid(praktijk, "vera", func(l *p.Lid) { l.Vervanger = "cas" }), "vera", weg("2026-11-13", "2026-11-20"))
	moved := metLid(praktijk, "vera", func(l *p.Lid) { l.Vervanger = "bo" })
	for _, c := range []struct {
		name, wie string
		casus     p.Casus
		at, want  string
	}{
		// card, process, content, change, hand over, take along, say what was done, report, decide, log, noodtoegang
		{"VPR-11 procesregisseur", "vera", vpr, "2026-11-13 09:30", "y y y y y y y y - y -"},
		{"VPR-3 duo-partner", "wim", vpr, "2026-11-13 09:30", "y y y y y y y y y y -"},
		{"VPR-11 other consulent", "cas", vpr, "2026-11-13 09:30", "y - - - - - - y - - y"},
		{"MPJ-5 gedragswetenschapper", "gea", vpr, "2026-11-13 09:30", "y y y y y y y y y y -"},
		{"VPR-9 manager", "mo", vpr, "2026-11-13 09:30", "y y y y y y y y - y -"},
		{"VPR-13 kwaliteitsmedewerker", "kim", vpr, "2026-11-13 09:30", "y y - - - - - y - - y"},
		{"VPR-11 beheerder", "bo", vpr, "2026-11-13 09:30", "- - - - - - - - - - -"},
		{"VPR-11 functionaris gegevensbescherming", "fay", vpr, "2026-11-13 09:30", "- - - - - - - - - y -"},
		{"VPR-11 noodtoegang, from its first moment", "cas", nood, "2026-11-13 09:00", "y y y - - - - y - - -"},
		{"VPR-11 noodtoegang, up to its last", "cas", nood, "2026-11-13 09:59", "y y y - - - - y - - -"},
		{"VPR-11 noodtoegang is over after an hour", "cas", nood, "2026-11-13 10:00", "y - - - - - - y - - y"},
		{"VPR-11 noodtoegang of somebody else", "kim", nood, "2026-11-13 09:30", "y y - - - - - y - - y"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, d := range daden {
				if ok, _ := praktijk.Mag(praktijk.Leden[c.wie], d, c.casus, om(c.at)); ok {
					got = append(got, "y")
				} else {
					got = append(got, "-")
				}
				elders := praktijk.Leden[c.wie]
				elders.Team = "West"
				if ok, have := praktijk.Mag(elders, d, c.casus, om(c.at)); ok || have != (p.Recht{}) {
					t.Errorf("%s: somebody of another team has %v %v", d, ok, have)
				}
			}
			gelijk(t, c.want, strings.Join(got, " "))
		})
	}
	for name, c := range map[string]struct {
		praktijk p.Praktijk
		casus    p.Casus
		want     string
	}{
		"SC-4 the crisis contact reads, and says what was done": {praktijk, crisis, "y y y - - - y y - - -"},
		"EV-5 who stands in does everything but hand over":      {weggeweest, vpr, "y y y y - y y y - y -"},
		"EV-5 nobody gets access by standing in who has none":   {moved, vpr, "y - - - - - - y - - y"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, d := range daden {
				ok, _ := c.praktijk.Mag(c.praktijk.Leden["cas"], d, c.casus, om("2026-11-13 09:30"))
				got = append(got, map[bool]string{true: "y", false: "-"}[ok])
			}
			gelijk(t, c.want, strings.Join(got, " "))
		})
	}
	t.Run("VPR-11 what is not a deed may nobody do", func(t *testing.T) {
		if ok, _ := praktijk.Mag(praktijk.Leden["mo"], "iets anders", vpr, om("2026-11-13 09:00")); ok {
			t.Error("allowed")
		}
	})
}

func TestRechtTijdelijk(t *testing.T) {
	casus := zaakPR(p.Intensief, "2026-06-01")
	crisis := kopie(casus)
	crisis.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-11-13 03:00")}}
	spoed := kopie(casus)
	spoed.Meldingen = []p.Melding{{Soort: p.Spoed, Gemeld: om("2026-11-13 03:00")}}
	klaar := kopie(crisis)
	klaar.Meldingen[0].Klaar = om("2026-11-13 04:00")
	weggeweest := metLid(altijdTeam(t), "vera", func(l *p.Lid) { l.Vervanger = "wim" })
	weggeweest = metLid(weggeweest, "vera", weg("2026-11-13", "2026-11-20"))
	for _, c := range []struct {
		name  string
		wie   string
		casus p.Casus
		op    string
		want  p.Recht
	}{
		{"EV-5 who stands in sees everything while the procesregisseur is away", "wim", casus, "2026-11-13", p.Recht{Tot: p.ToegangVolledig, Grond: "vervanger", Namens: "vera"}},
		{"EV-5 until the last day of it", "wim", casus, "2026-11-20", p.Recht{Tot: p.ToegangVolledig, Grond: "vervanger", Namens: "vera"}},
		{"EV-5 not before", "wim", casus, "2026-11-12", p.Recht{Tot: p.ToegangKaart, Grond: "VPR-11"}},
		{"EV-5 not after", "wim", casus, "2026-11-21", p.Recht{Tot: p.ToegangKaart, Grond: "VPR-11"}},
		{"EV-5 not somebody else", "cas", casus, "2026-11-13", p.Recht{Tot: p.ToegangKaart, Grond: "VPR-11"}},
		{"RN-8 not in a closed case", "wim", gesloten(casus), "2026-11-13", p.Recht{Tot: p.ToegangKaart, Grond: "VPR-11"}},
		{"SC-4 the crisis contact reads while a crisis is open", "cas", crisis, "2026-11-12", p.Recht{Tot: p.ToegangInhoud, Grond: "crisiscontact", Namens: "vera"}},
		{"SC-4 not for spoed", "cas", spoed, "2026-11-12", p.Recht{Tot: p.ToegangKaart, Grond: "VPR-11"}},
		{"SC-4 not once it was done", "cas", klaar, "2026-11-13", p.Recht{Tot: p.ToegangKaart, Grond: "VPR-11"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			gelijk(t, c.want, weggeweest.Recht(weggeweest.Leden[c.wie], c.casus, om(c.op+" 23:30")))
		})
	}
	t.Run("VPR-3 who was duo-partner sees the card once it is no VPR", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.Niveaus = append(c.Niveaus, p.NiveauWissel{Niveau: p.Basis, Sinds: dag("2026-12-02")})
		gelijk(t, p.ToegangKaart, altijdTeam(t).Recht(altijdTeam(t).Leden["wim"], c, om("2026-12-03 09:00")).Tot)
	})
	t.Run("EV-5 nobody of another team, also when they are named", func(t *testing.T) {
		elders := metLid(weggeweest, "wim", func(l *p.Lid) { l.Team = "West" })
		gelijk(t, p.Recht{}, elders.Recht(elders.Leden["wim"], casus, om("2026-11-13 09:00")))
	})
}

// vol is a case in which every field has a value, every text a mark.
func vol(t *testing.T) p.Casus {
	t.Helper()
	var c p.Casus
	fill(reflect.ValueOf(&c).Elem())
	return c
}

func fill(v reflect.Value) {
	switch v.Interface().(type) {
	case p.Date:
		v.Set(reflect.ValueOf(dag("2026-11-13")))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("GEHEIM")
	case reflect.Int:
		v.SetInt(1)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key)
		fill(value)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i))
			}
		}
	}
}

// TestZichtbaar lists every text of a case that a degree of access shows: a field that is
// added to a case is hidden, or is named here.
func TestZichtbaar(t *testing.T) {
	for _, c := range []struct {
		name string
		tot  p.Toegang
		want string
	}{
		{"VPR-11 of another team: the number that was asked for", p.ToegangGeen, "zaaknummer team"},
		{"VPR-11 the card", p.ToegangKaart, "zaaknummer team regisseur doelgroep niveaus.niveau duo"},
		{
			"VPR-13 the process: who, when and what, no text", p.ToegangProces,
			"zaaknummer team regisseur doelgroep niveaus.niveau niveaus.door niveaus.tweede duo vpr.aanwezig eerdere_vpr.aanwezig meldingen.soort " +
				"checklists.soort checklists.door uitstel.termijn uitstel.door overdrachten.van overdrachten.aan overdrachten.door sluiting.door sluiting.tweede " +
				"aanmeldteam.door voorstellen.soort voorstellen.niveau voorstellen.door voorstellen.besluit voorstellen.beslist noodtoegang.wie",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			seen := vol(t).Zichtbaar(c.tot)
			gelijk(t, -1, seen.Versie)
			text, err := json.Marshal(seen)
			if err != nil {
				t.Fatal(err)
			}
			var tree map[string]any
			if err := json.Unmarshal(text, &tree); err != nil {
				t.Fatal(err)
			}
			got := strings.Fields(strings.Join(geheimen("", tree), " "))
			want := strings.Fields(c.want)
			for _, name := range got {
				if !strings.Contains(" "+c.want+" ", " "+name+" ") {
					t.Errorf("%s is shown", name)
				}
			}
			if len(got) != len(want) {
				t.Errorf("shown: %v\nwanted: %v", got, want)
			}
		})
	}
	t.Run("VPR-11 everything is everything", func(t *testing.T) {
		gelijk(t, vol(t), vol(t).Zichtbaar(p.ToegangInhoud))
		gelijk(t, vol(t), vol(t).Zichtbaar(p.ToegangVolledig))
	})
	t.Run("VPR-13 hiding does not reach the case itself", func(t *testing.T) {
		c := vol(t)
		c.Zichtbaar(p.ToegangProces)
		gelijk(t, vol(t), c)
	})
	t.Run("VPR-13 what is not filled in stays so: completeness shows", func(t *testing.T) {
		gelijk(t, "", p.Casus{MDOs: []p.MDO{{}}}.Zichtbaar(p.ToegangProces).MDOs[0].Verslag.Doelen)
	})
}

// geheimen returns the paths at which a mark stands.
func geheimen(path string, node any) []string {
	var list []string
	switch node := node.(type) {
	case string:
		if node == "GEHEIM" {
			return []string{strings.TrimPrefix(path, ".")}
		}
	case []any:
		for _, one := range node {
			list = append(list, geheimen(path, one)...)
		}
	case map[string]any:
		for key, one := range node {
			if key == "GEHEIM" {
				list = append(list, strings.TrimPrefix(path, "."))
				continue
			}
			list = append(list, geheimen(path+"."+key, one)...)
		}
	}
	return list
}

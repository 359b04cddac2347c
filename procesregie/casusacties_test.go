package procesregie_test

import (
	"strings"
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

func TestOpenCasus(t *testing.T) {
	t.Run("EV-1 the first level counts from the start", func(t *testing.T) {
		c := goed(t)(openen(p.Intensief, "vera", "2026-12-01")(p.Casus{Zaaknummer: "ZO-1", Team: "Oost"}, door(altijdTeam(t), "2026-12-07")))
		gelijk(t, []p.NiveauWissel{{Niveau: p.Intensief, Sinds: dag("2026-12-01"), Door: "vera"}}, c.Niveaus)
		gelijk(t, "intensief 2026-12-01", string(c.Niveau())+" "+c.Sinds().String())
		gelijk(t, true, c.IsOpen() && !c.IsVPR())
	})
	t.Run("EV-1 at most 31 days ahead", func(t *testing.T) {
		goed(t)(openen(p.Basis, "vera", "2027-01-07")(p.Casus{}, door(altijdTeam(t), "2026-12-07")))
	})
	t.Run("RN-0 the levels are those of the profile", func(t *testing.T) {
		for name, levels := range map[string][]p.Niveau{
			"standaard": {p.Licht, p.Basis, p.Intensief}, "zo": {p.Licht, p.Basis, p.Intensief}, "gooise-meren": {p.PR}, "utrecht-west": {p.PR},
		} {
			praktijk := altijdTeam(t)
			praktijk.Profiel = profiel(t, name)
			for _, niveau := range []p.Niveau{p.Geen, p.PR, p.Licht, p.Basis, p.Intensief, p.VPR} {
				_, err := openen(niveau, "vera", "2026-12-01")(p.Casus{}, door(praktijk, "2026-12-07"))
				if allowed := contains(levels, niveau); allowed != (err == nil) {
					t.Errorf("%s %q: %v", name, niveau, err)
				}
			}
		}
	})
}

func contains[T comparable](list []T, one T) bool {
	for _, x := range list {
		if x == one {
			return true
		}
	}
	return false
}

func TestWisselNiveau(t *testing.T) {
	basis := zaakPR(p.Basis, "2026-06-01")
	t.Run("RN-6 up and down: date, from, to, why, by whom", func(t *testing.T) {
		for _, naar := range []p.Niveau{p.Licht, p.Intensief} {
			c := goed(t)(wissel(naar, "2026-12-02", "het gaat anders")(basis, door(altijdTeam(t), "2026-12-07")))
			gelijk(t, []p.NiveauWissel{
				{Niveau: p.Basis, Sinds: dag("2026-06-01")},
				{Niveau: naar, Sinds: dag("2026-12-02"), Reden: "het gaat anders", Door: "vera"},
			}, c.Niveaus)
		}
	})
	t.Run("RN-6 today, and the first day of the present level, are allowed", func(t *testing.T) {
		for _, day := range []string{"2026-06-01", "2026-12-07"} {
			goed(t)(wissel(p.Licht, day, "r")(basis, door(altijdTeam(t), "2026-12-07")))
		}
	})
	t.Run("RN-7 an extension is the same level again", func(t *testing.T) {
		c := goed(t)(wissel(p.Basis, "2026-12-02", "herbeoordeeld")(basis, door(altijdTeam(t), "2026-12-07")))
		gelijk(t, []string{"2027-12-02"}, uiterlijk(c, altijdTeam(t), p.TermijnMaximum))
	})
	t.Run("VPR-10 scaling down to any level of procesregie, the steps are kept", func(t *testing.T) {
		for _, naar := range []p.Niveau{p.Licht, p.Basis, p.Intensief} {
			vpr := zaakVPR("2026-11-13")
			c := goed(t)(wissel(naar, "2026-12-02", "veilig")(vpr, door(altijdTeam(t), "2026-12-07")))
			gelijk(t, naar, c.Niveau())
			gelijk(t, vpr.VPR, c.VPR)
			gelijk(t, false, c.IsVPR())
		}
	})
	t.Run("VPR-10 after scaling down, evaluations count from the last one, also an MDO", func(t *testing.T) {
		vpr := zaakVPR("2026-11-13")
		vpr.StartRegie = dag("2025-01-15")
		vpr.MDOs = []p.MDO{{Gehouden: dag("2026-12-01"), Verslag: verslag()}}
		c := goed(t)(wissel(p.Intensief, "2026-12-02", "veilig")(vpr, door(altijdTeam(t), "2026-12-07")))
		gelijk(t, []string{"2027-06-01"}, uiterlijk(c, altijdTeam(t), p.TermijnEvaluatie))
	})
	t.Run("VPR-8 what EV-1 would have asked during a VPR is not overdue afterwards", func(t *testing.T) {
		vpr := zaakVPR("2026-11-13")
		vpr.StartRegie = dag("2025-11-01")
		vpr.Niveaus = []p.NiveauWissel{{Niveau: p.Basis, Sinds: dag("2025-11-01")}, {Niveau: p.VPR, Sinds: dag("2026-01-15")}}
		vpr.VPR = p.VPRStappen{Kernbesluit: dag("2026-01-15")}
		c := goed(t)(wissel(p.Intensief, "2026-12-02", "veilig")(vpr, door(altijdTeam(t), "2026-12-07")))
		gelijk(t, []string{"2027-05-01", "2027-11-01", "2028-05-01"}, uiterlijk(c, altijdTeam(t), p.TermijnEvaluatie))
	})
}

func TestDuoEnOverdracht(t *testing.T) {
	h := door(altijdTeam(t), "2026-12-07")
	t.Run("VPR-3 another duo-partner replaces the first", func(t *testing.T) {
		gelijk(t, "cas", goed(t)(duo("cas")(zaakVPR("2026-11-13"), h)).Duo)
	})
	t.Run("VPR-3 handed over to the duo-partner, the place becomes free", func(t *testing.T) {
		c := goed(t)(draagOver("wim", "vakantie")(zaakVPR("2026-11-13"), h))
		gelijk(t, "wim ", c.Regisseur+" "+c.Duo)
		gelijk(t, []p.Overdracht{{Op: dag("2026-12-07"), Van: "vera", Aan: "wim", Reden: "vakantie", Door: "vera"}}, c.Overdrachten)
		gelijk(t, "VPR-3 geen duo-partner", p.OntbreektVPR(c, altijdTeam(t), dag("2026-12-07"))[0].Regel+" "+p.OntbreektVPR(c, altijdTeam(t), dag("2026-12-07"))[0].Tekst)
	})
	t.Run("VPR-3 handed over to somebody else, the duo-partner stays", func(t *testing.T) {
		c := goed(t)(draagOver("cas", "vakantie")(zaakVPR("2026-11-13"), h))
		gelijk(t, "cas wim", c.Regisseur+" "+c.Duo)
	})
}

func TestSluitCasus(t *testing.T) {
	t.Run("RN-8 every reason with every aftercare", func(t *testing.T) {
		for _, reden := range []string{"zelf", "jeugdbeschermer", "verhuisd", "anders"} {
			for _, nazorg := range []string{"geen", "individueel", "voorveld"} {
				c := goed(t)(sluit("2026-12-02", reden, nazorg)(zaakPR(p.Basis, "2026-06-01"), door(altijdTeam(t), "2026-12-07")))
				gelijk(t, p.Sluiting{Op: dag("2026-12-02"), Reden: reden, Nazorg: nazorg, Door: "vera"}, c.Sluiting)
			}
		}
	})
	t.Run("RN-8 a closed case has no terms and no reminders", func(t *testing.T) {
		for _, open := range []p.Casus{zaakPR(p.Licht, "2026-06-01"), zaakVPR("2026-11-13")} {
			c := goed(t)(sluit("2026-12-02", "zelf", "geen")(open, door(altijdTeam(t), "2026-12-07")))
			gelijk(t, 0, len(p.Termijnen(c, altijdTeam(t)))+len(p.Plan(c, altijdTeam(t), nil))+len(p.Ontbreekt(c, altijdTeam(t), dag("2030-01-01"))))
		}
	})
	t.Run("SC-4 an open report is finished first", func(t *testing.T) {
		for _, soort := range []p.MeldingSoort{p.Spoed, p.Crisis} {
			open := zaakPR(p.Licht, "2026-06-01")
			open.Meldingen = []p.Melding{{Soort: soort, Gemeld: om("2026-12-04 10:00")}}
			_, err := sluit("2026-12-02", "zelf", "geen")(open, door(altijdTeam(t), "2026-12-07"))
			if err == nil || !strings.Contains(err.Error(), "melding "+string(soort)) {
				t.Errorf("closed with an open report of %s: %v", soort, err)
			}
		}
	})
	t.Run("VPR-10 a VPR can be closed", func(t *testing.T) {
		gelijk(t, false, goed(t)(sluit("2026-12-02", "jeugdbeschermer", "geen")(zaakVPR("2026-11-13"), door(altijdTeam(t), "2026-12-07"))).IsVPR())
	})
}

func TestStelUit(t *testing.T) {
	h := door(altijdTeam(t), "2026-12-07")
	t.Run("VPR-6 up to and including the last day, which stays", func(t *testing.T) {
		c := goed(t)(stelUit(p.TermijnMDO, "2026-12-25")(zaakVPR("2026-11-13"), h))
		gelijk(t, []string{"2026-12-25"}, uiterlijk(c, altijdTeam(t), p.TermijnMDO))
		gelijk(t, []p.Uitstel{{Termijn: p.TermijnMDO, Uiterlijk: dag("2026-12-25"), Door: "vera", Tot: dag("2026-12-25")}}, c.Uitstel)
	})
	t.Run("VPR-6 what is overdue at most five working days", func(t *testing.T) {
		goed(t)(stelUit(p.TermijnMDO, "2026-12-14")(zaakVPR("2026-10-16"), h))
	})
	t.Run("VPR-2 the letter, which has no last day, too", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.VPR.Brief = p.Date{}
		goed(t)(stelUit(p.TermijnBrief, "2026-12-14")(c, h))
		weigering{"-", c, stelUit(p.TermijnBrief, "2026-12-15"), "tot", "ma 14 december 2026"}.check(t, h)
	})
	t.Run("EV-5 the last wish counts, that of somebody else stays", func(t *testing.T) {
		c := goed(t)(stelUit(p.TermijnMDO, "2026-12-10")(zaakVPR("2026-11-13"), h))
		wim := h
		wim.Door = "wim"
		c = goed(t)(stelUit(p.TermijnMDO, "2026-12-11")(c, wim))
		c = goed(t)(stelUit(p.TermijnMDO, "2026-12-15")(c, h))
		var wishes []string
		for _, u := range c.Uitstel {
			wishes = append(wishes, u.Door+" "+u.Tot.String())
		}
		gelijk(t, "wim 2026-12-11, vera 2026-12-15", strings.Join(wishes, ", "))
	})
}

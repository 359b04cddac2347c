package procesregie_test

import (
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

func TestStartVPR(t *testing.T) {
	h := door(altijdTeam(t), "2026-12-07")
	t.Run("VPR-1 the kernbesluit is the first day of the VPR", func(t *testing.T) {
		c := goed(t)(startVPR("2026-12-01", "wim")(zaakPR(p.Basis, "2026-06-01"), h))
		gelijk(t, p.NiveauWissel{Niveau: p.VPR, Sinds: dag("2026-12-01"), Reden: "kernbesluit van het OVV", Door: "vera"}, c.Niveaus[1])
		gelijk(t, p.VPRStappen{Kernbesluit: dag("2026-12-01")}, c.VPR)
		gelijk(t, "wim", c.Duo)
		gelijk(t, true, c.IsVPR())
	})
	t.Run("VPR-1 on the first day of the level, and today, it is allowed", func(t *testing.T) {
		for _, day := range []string{"2026-06-01", "2026-12-07"} {
			goed(t)(startVPR(day, "wim")(zaakPR(p.Basis, "2026-06-01"), h))
		}
	})
	t.Run("VPR-1 a second VPR starts afresh and keeps the steps of the first", func(t *testing.T) {
		eerste := zaakVPR("2026-09-11")
		eerste.MDOs = []p.MDO{{Gehouden: dag("2026-10-01"), Verslag: verslag()}}
		c := goed(t)(wissel(p.Basis, "2026-11-02", "veilig")(eerste, h))
		c = goed(t)(startVPR("2026-12-01", "cas")(c, h))
		gelijk(t, []p.VPRStappen{eerste.VPR}, c.EerdereVPR)
		first, index := c.FirstMDO()
		gelijk(t, -1, index)
		gelijk(t, p.MDO{}, first)
		c = goed(t)(startbijeenkomst("2026-12-04", "begeleider, De Linde")(c, h))
		gelijk(t, []string{"2027-01-15"}, uiterlijk(c, altijdTeam(t), p.TermijnMDO))
	})
}

func TestVPRStappen(t *testing.T) {
	h := door(altijdTeam(t), "2026-12-07")
	nieuw := zaakVPR("2026-11-13") // kernbesluit on 30 October
	nieuw.VPR = p.VPRStappen{Kernbesluit: nieuw.VPR.Kernbesluit}
	t.Run("VPR-2 the letter ends its reminders", func(t *testing.T) {
		gelijk(t, 1, len(van(p.TermijnBrief, p.Plan(nieuw, altijdTeam(t), nil))))
		c := goed(t)(brief("2026-10-30")(nieuw, h))
		gelijk(t, "2026-10-30", c.VPR.Brief.String())
		gelijk(t, 0, len(van(p.TermijnBrief, p.Plan(c, altijdTeam(t), nil))))
	})
	t.Run("VPR-4 day and who attended are recorded", func(t *testing.T) {
		c := goed(t)(startbijeenkomst("2026-10-30", "begeleider, De Linde")(nieuw, h))
		gelijk(t, p.VPRStappen{Kernbesluit: dag("2026-10-30"), Startbijeenkomst: dag("2026-10-30"), Aanwezig: []string{"ouders", "jeugdige"}}, c.VPR)
	})
	t.Run("VPR-4 the days since the kernbesluit are shown", func(t *testing.T) {
		term := termijn(t, nieuw, altijdTeam(t), p.TermijnBrief)
		gelijk(t, "Het kernbesluit was op vr 30 oktober 2026: 14 dagen geleden.", term.Stand(dag("2026-11-13"), altijdTeam(t).Calendar()))
	})
	t.Run("VPR-4 a wrong day can be put right", func(t *testing.T) {
		c := goed(t)(startbijeenkomst("2026-11-13", "begeleider, De Linde")(nieuw, h))
		c = goed(t)(startbijeenkomst("2026-11-12", "")(c, h))
		gelijk(t, []string{"2026-12-24"}, uiterlijk(c, altijdTeam(t), p.TermijnMDO))
	})
	t.Run("VPR-10 brought to the OVV again: day and reason", func(t *testing.T) {
		c := goed(t)(ovv("2026-12-07", "het blijft onveilig")(nieuw, h))
		gelijk(t, "2026-12-07 het blijft onveilig", c.VPR.OVVOpnieuw.String()+" "+c.VPR.OVVReden)
		gelijk(t, true, c.IsVPR())
	})
}

func TestKiesCasusregisseur(t *testing.T) {
	leeg := zaakVPR("2026-11-13")
	bezet := zaakVPR("2026-11-13")
	bezet.Casusregisseur = "begeleider, De Linde"
	for _, c := range []struct {
		name    string
		casus   p.Casus
		naam    string
		vervang bool
		want    string // the casusregisseur afterwards
		rule    string // that refuses; empty: allowed
	}{
		{"VPR-5 the first one", leeg, " begeleider, De Linde ", false, "begeleider, De Linde", ""},
		{"VPR-5 one is needed", leeg, "", false, "", "VPR-5"},
		{"VPR-5 no name: the one who is known", bezet, "", false, "begeleider, De Linde", ""},
		{"VPR-5 the same one again", bezet, "Begeleider, de linde", false, "begeleider, De Linde", ""},
		{"VPR-5 never two", bezet, "pedagoog, De Eik", false, "begeleider, De Linde", "VPR-5"},
		{"VPR-5 replaced when that is said", bezet, "pedagoog, De Eik", true, "pedagoog, De Eik", ""},
		{"RO-1 a Wmo-consulent never", leeg, "Wmo-consulent, gemeente", false, "", "RO-1"},
		{"RO-1 also not as a replacement", bezet, "multiprobleem-regisseur", true, "begeleider, De Linde", "RO-1"},
		{"RO-1 a jongerenwerker may", leeg, "jongerenwerker, De Haven", false, "jongerenwerker, De Haven", ""},
		{"RO-2 a job that the rule does not name may", leeg, "ambulant begeleider, De Haven", false, "ambulant begeleider, De Haven", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			after, err := p.KiesCasusregisseur(c.casus, c.naam, c.vervang)
			gelijk(t, c.want, after.Casusregisseur)
			if c.rule == "" {
				goed(t)(after, err)
				return
			}
			weigering{
				c.rule, c.casus,
				func(k p.Casus, _ p.Handeling) (p.Casus, error) { return p.KiesCasusregisseur(k, c.naam, c.vervang) },
				"casusregisseur", "",
			}.check(t, p.Handeling{})
		})
	}
}

package procesregie_test

import (
	"testing"

	p "github.com/regiebot/regiebot/procesregie"
)

func TestToegang(t *testing.T) {
	praktijk := altijdTeam(t)
	for _, c := range []struct {
		name string
		wie  string
		want p.Toegang
	}{
		{"VPR-11 the procesregisseur sees everything", "vera", p.ToegangVolledig},
		{"VPR-3 the duo-partner sees everything", "wim", p.ToegangVolledig},
		{"VPR-11 another consulent sees the card: number, PR or VPR, procesregisseur", "cas", p.ToegangKaart},
		{"VPR-9 the manager sees everything", "mo", p.ToegangVolledig},
		{"MPJ-5 the gedragswetenschapper sees everything", "gea", p.ToegangVolledig},
		{"VPR-13 the kwaliteitsmedewerker sees the process", "kim", p.ToegangProces},
		{"VPR-11 the beheerder sees nothing", "bo", p.ToegangGeen},
		{"VPR-11 the functionaris gegevensbescherming sees nothing", "fay", p.ToegangGeen},
	} {
		t.Run(c.name, func(t *testing.T) {
			lid, casus := praktijk.Leden[c.wie], zaakVPR("2026-11-13")
			gelijk(t, c.want, p.ToegangTot(lid, casus))
			gelijk(t, c.want, praktijk.ToegangNu(lid, casus, dag("2026-11-13")))
			elders, vertrokken := lid, lid
			elders.Team, vertrokken.Weg = "West", true
			gelijk(t, p.ToegangGeen, p.ToegangTot(elders, casus))
			gelijk(t, p.ToegangGeen, p.ToegangTot(vertrokken, casus))
		})
	}
	t.Run("VPR-11 degrees include each other in order", func(t *testing.T) {
		if !(p.ToegangGeen < p.ToegangKaart && p.ToegangKaart < p.ToegangProces && p.ToegangProces < p.ToegangVolledig) {
			t.Error("the order is wrong")
		}
	})
}

func TestToegangNu(t *testing.T) {
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
		want  p.Toegang
	}{
		{"EV-5 who stands in sees everything while the procesregisseur is away", "wim", casus, "2026-11-13", p.ToegangVolledig},
		{"EV-5 until the last day of it", "wim", casus, "2026-11-20", p.ToegangVolledig},
		{"EV-5 not before", "wim", casus, "2026-11-12", p.ToegangKaart},
		{"EV-5 not after", "wim", casus, "2026-11-21", p.ToegangKaart},
		{"EV-5 not somebody else", "cas", casus, "2026-11-13", p.ToegangKaart},
		{"RN-8 not in a closed case", "wim", gesloten(casus), "2026-11-13", p.ToegangKaart},
		{"SC-4 the crisis contact while a crisis is open", "cas", crisis, "2026-11-12", p.ToegangVolledig},
		{"SC-4 not for spoed", "cas", spoed, "2026-11-12", p.ToegangKaart},
		{"SC-4 not once it was done", "cas", klaar, "2026-11-13", p.ToegangKaart},
	} {
		t.Run(c.name, func(t *testing.T) {
			gelijk(t, c.want, weggeweest.ToegangNu(weggeweest.Leden[c.wie], c.casus, dag(c.op)))
		})
	}
	t.Run("VPR-3 who was duo-partner sees the card once it is no VPR", func(t *testing.T) {
		c := zaakVPR("2026-11-13")
		c.Niveaus = append(c.Niveaus, p.NiveauWissel{Niveau: p.Basis, Sinds: dag("2026-12-02")})
		gelijk(t, p.ToegangKaart, p.ToegangTot(altijdTeam(t).Leden["wim"], c))
	})
	t.Run("EV-5 nobody of another team, also when they are named", func(t *testing.T) {
		elders := metLid(weggeweest, "wim", func(l *p.Lid) { l.Team = "West" })
		gelijk(t, p.ToegangGeen, elders.ToegangNu(elders.Leden["wim"], casus, dag("2026-11-13")))
	})
}

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

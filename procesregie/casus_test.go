package procesregie_test

import (
	"encoding/json"
	"testing"
	"time"

	p "github.com/regiebot/regiebot/procesregie"
)

func TestCasus(t *testing.T) {
	t.Run("RN-6 the last level is the present one", func(t *testing.T) {
		c := zaakPR(p.Basis, "2026-01-15")
		c.Niveaus = append(c.Niveaus, p.NiveauWissel{Niveau: p.Licht, Sinds: dag("2026-05-01")})
		gelijk(t, "licht 2026-05-01", string(c.Niveau())+" "+c.Sinds().String())
	})
	t.Run("RN-0 a case without a level has none since its start", func(t *testing.T) {
		c := p.Casus{StartRegie: dag("2026-01-15")}
		gelijk(t, " 2026-01-15", string(c.Niveau())+" "+c.Sinds().String())
	})
	t.Run("EV-3 the last one that was held", func(t *testing.T) {
		c := zaakPR(p.Basis, "2026-01-15")
		gelijk(t, p.Date{}, c.LastEvaluatie())
		gelijk(t, p.Date{}, c.LastMDO())
		c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-05-01")}, {Gehouden: dag("2026-06-01")}}
		c.MDOs = []p.MDO{{Gehouden: dag("2026-03-02")}, {Gepland: dag("2026-08-01")}}
		gelijk(t, "2026-06-01 2026-03-02", c.LastEvaluatie().String()+" "+c.LastMDO().String())
	})
	t.Run("VPR-6 the first MDO is that of the present VPR", func(t *testing.T) {
		c := zaakVPR("2026-11-13") // kernbesluit on 30 October
		c.MDOs = []p.MDO{{Gehouden: dag("2026-10-29")}, {Gepland: dag("2026-10-01")}, {Gepland: dag("2026-12-01")}, {Gepland: dag("2027-01-01")}}
		first, index := c.FirstMDO()
		gelijk(t, 2, index)
		gelijk(t, dag("2026-12-01"), first.Day())
	})
	t.Run("VPR-6 an MDO is on the day it was held, else planned", func(t *testing.T) {
		gelijk(t, dag("2026-12-02"), p.MDO{Gepland: dag("2026-12-01"), Gehouden: dag("2026-12-02")}.Day())
		gelijk(t, dag("2026-12-01"), p.MDO{Gepland: dag("2026-12-01")}.Day())
	})
	t.Run("MPJ-6 what waits for the aanmeldteam, and what was discussed", func(t *testing.T) {
		c := zaakPR(p.Basis, "2026-01-15")
		c.Aanmeldteam = []p.AgendaPunt{
			{Op: dag("2026-02-01"), Onderwerp: "a", Besproken: dag("2026-02-10")}, {Op: dag("2026-03-01"), Onderwerp: "b"}, {Op: dag("2026-03-02"), Onderwerp: "c"},
		}
		gelijk(t, c.Aanmeldteam[1:], c.OpenPunten())
		after := c.Besproken(dag("2026-03-10"))
		gelijk(t, 0, len(after.OpenPunten()))
		gelijk(t, "2026-02-10 2026-03-10", after.Aanmeldteam[0].Besproken.String()+" "+after.Aanmeldteam[2].Besproken.String())
		gelijk(t, 2, len(c.OpenPunten()))
	})
}

// A case is stored as JSON: nothing may get lost.
func TestCasusJSON(t *testing.T) {
	c := zaakVPR("2026-11-13")
	c.EerdereVPR = []p.VPRStappen{{Kernbesluit: dag("2025-01-01"), OVVOpnieuw: dag("2025-06-01"), OVVReden: "r"}}
	c.MDOs = []p.MDO{{Gepland: dag("2026-12-01"), Gehouden: dag("2026-12-02"), Verslag: verslag()}}
	c.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-12-01"), Uitkomst: "u"}}
	c.VolgendeEvaluatie = dag("2027-01-01")
	c.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-12-01 10:00").UTC(), Klaar: om("2026-12-01 11:00").UTC(), Actie: "a"}}
	c.Afspraken = p.Afspraken{WieEvalueert: "w", HoeVaak: "h", WieVerbindt: "v", WanneerOp: "o", Beschikking: p.Ja, Toewijzing: p.Nee, Plan: p.Ja, Toestemming: p.Nee, Veiligheid: p.Ja}
	c.Checklists = []p.Checklist{{Soort: p.Jeugd, Op: dag("2026-12-01"), Door: "vera", Uitkomst: "MP-casus", Antwoorden: map[string]p.Answer{"crisis": p.Ja}}}
	c.Uitstel = []p.Uitstel{{Termijn: p.TermijnMDO, Uiterlijk: dag("2026-12-25"), Door: "vera", Tot: dag("2026-12-10")}}
	c.Overdrachten = []p.Overdracht{{Op: dag("2026-12-01"), Van: "cas", Aan: "vera", Reden: "r", Door: "mo"}}
	c.Sluiting = p.Sluiting{Op: dag("2026-12-09"), Reden: "zelf", Nazorg: "geen", Door: "vera"}
	c.Aanmeldteam = []p.AgendaPunt{{Op: dag("2026-12-01"), Door: "vera", Onderwerp: "o", Besproken: dag("2026-12-02")}}
	c.Doelgroep, c.Aanduiding, c.Casusregisseur, c.GeenAI = p.Volwassenen, "a", "begeleider", true
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var read p.Casus
	if err := json.Unmarshal(data, &read); err != nil {
		t.Fatal(err)
	}
	gelijk(t, c, read)
}

func TestLid(t *testing.T) {
	calendar := altijdTeam(t).Calendar()
	anouk := voorbeeld(t).Leden["anouk"]
	for day, want := range map[string]bool{
		"2026-12-23": true, "2026-12-24": true, // Wednesday, Thursday
		"2026-12-18": false, "2026-12-19": false, // a Friday, a Saturday
		"2026-12-28": false, "2027-01-07": false, // leave
		"2027-01-11": true, "2027-03-29": false, "2027-04-27": false, // back; Easter Monday, Koningsdag
	} {
		gelijk(t, day+" "+map[bool]string{true: "works", false: "off"}[want], day+" "+map[bool]string{true: "works", false: "off"}[anouk.WorksOn(dag(day), calendar)])
	}
	t.Run("EV-4 leave includes its first and last day", func(t *testing.T) {
		for day, away := range map[string]bool{"2026-12-27": false, "2026-12-28": true, "2027-01-08": true, "2027-01-09": false} {
			gelijk(t, away, anouk.IsAway(dag(day)))
		}
	})
	t.Run("EV-4 nobody works after they have left", func(t *testing.T) {
		left := anouk
		left.Weg = true
		gelijk(t, false, left.WorksOn(dag("2026-12-23"), calendar))
	})
	t.Run("EV-4 no days given: Monday to Friday", func(t *testing.T) {
		for i := range 7 {
			day := dag("2026-11-09").AddDays(i)
			gelijk(t, day.Weekday() != time.Saturday && day.Weekday() != time.Sunday, p.Lid{}.WorksOn(day, p.Calendar{}))
		}
	})
}

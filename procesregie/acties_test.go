package procesregie_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	p "github.com/regiebot/regiebot/procesregie"
)

// door is a change by vera on a day.
func door(praktijk p.Praktijk, vandaag string) p.Handeling {
	return p.Handeling{Praktijk: praktijk, Door: "vera", Vandaag: dag(vandaag)}
}

// kopie shares nothing with the case it was made of.
func kopie(c p.Casus) p.Casus {
	data, err := json.Marshal(c)
	if err != nil {
		panic(err)
	}
	var other p.Casus
	if err := json.Unmarshal(data, &other); err != nil {
		panic(err)
	}
	other.Versie = c.Versie
	return other
}

// onveranderd checks that a case is as it was, whatever is nil or empty in it.
func onveranderd(t interface {
	Helper()
	Errorf(format string, args ...any)
}, before, now p.Casus,
) {
	t.Helper()
	if diff := cmp.Diff(kopie(before), kopie(now)); diff != "" {
		t.Errorf("the case was changed:\n%s", diff)
	}
}

// goed is what an action that is allowed returns.
func goed(t testing.TB) func(p.Casus, error) p.Casus {
	return func(c p.Casus, err error) p.Casus {
		t.Helper()
		if err != nil {
			t.Fatalf("refused: %v", err)
		}
		return c
	}
}

// gesloten is a case that was closed.
func gesloten(c p.Casus) p.Casus {
	c.Sluiting = p.Sluiting{Op: dag("2026-12-01"), Reden: "zelf", Nazorg: "geen"}
	return c
}

func verslag() p.Verslag {
	return p.Verslag{Doelen: "a", Beschermend: "b", Bedreigend: "c", Veiligheid: "d", Vervolg: "e", Volgende: dag("2027-03-01")}
}

// doe is an action under test: it gets a case and who changes it.
type doe func(c p.Casus, h p.Handeling) (p.Casus, error)

// weigering is one change that the rules do not allow.
type weigering struct {
	name  string
	casus p.Casus
	doe   doe
	field string // the answer that is in the way
	text  string // what the sentence says, in part
}

// check tries the change on 7 December 2026 and wants it refused by the rule that the
// name begins with ("-" is no rule), with the case as it was.
func (w weigering) check(t *testing.T, h p.Handeling) {
	before := kopie(w.casus)
	after, err := w.doe(w.casus, h)
	var refusal *p.Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("not refused: %v", err)
	}
	rule := strings.TrimPrefix(strings.Fields(w.name)[0], "-")
	gelijk(t, rule+" "+w.field, refusal.Rule+" "+refusal.Field)
	if !strings.Contains(refusal.Text, w.text) || !strings.HasSuffix(refusal.Text, ".") {
		t.Errorf("the sentence is %q", refusal.Text)
	}
	gelijk(t, refusal.Text, refusal.Error())
	onveranderd(t, before, after)
	onveranderd(t, before, w.casus)
}

func checkWeigeringen(t *testing.T, praktijk p.Praktijk, list []weigering) {
	t.Helper()
	for _, w := range list {
		t.Run(w.name, func(t *testing.T) { w.check(t, door(praktijk, "2026-12-07")) })
	}
}

func openen(niveau p.Niveau, regisseur, start string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) {
		c.Regisseur, c.StartRegie = regisseur, p.Date{}
		if start != "" {
			c.StartRegie = dag(start)
		}
		opened, err := p.OpenCasus(c, niveau, h)
		if err != nil {
			opened.Regisseur, opened.StartRegie = "", p.Date{} // put in by this test
		}
		return opened, err
	}
}

func wissel(naar p.Niveau, sinds, reden string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) {
		h.Tweede = "gea"
		return p.WisselNiveau(c, p.NiveauWissel{Niveau: naar, Sinds: dag(sinds), Reden: reden}, h)
	}
}

func duo(naam string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) { return p.KiesDuo(c, naam, h) }
}

func draagOver(aan, reden string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) { return p.DraagOver(c, aan, reden, h) }
}

func sluit(op, reden, nazorg string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) {
		h.Tweede = "gea"
		return p.SluitCasus(c, p.Sluiting{Op: dag(op), Reden: reden, Nazorg: nazorg}, h)
	}
}

func stelUit(termijn p.TermijnSoort, tot string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) {
		return p.StelUit(c, p.Uitstel{Termijn: termijn, Tot: dag(tot)}, h)
	}
}

func startVPR(kernbesluit, duo string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) {
		var day p.Date
		if kernbesluit != "" {
			day = dag(kernbesluit)
		}
		return p.StartVPR(c, day, duo, h)
	}
}

func brief(op string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) { return p.VerstuurBrief(c, dag(op), h) }
}

func startbijeenkomst(op, casusregisseur string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) {
		return p.HoudStartbijeenkomst(c, p.Startbijeenkomst{Op: dag(op), Aanwezig: []string{"ouders", "jeugdige"}, Casusregisseur: casusregisseur}, h)
	}
}

func ovv(op, reden string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) { return p.OpnieuwOVV(c, dag(op), reden, h) }
}

func planMDO(op string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) {
		c, _, err := p.PlanMDO(c, dag(op), h)
		return c, err
	}
}

func houdMDO(op string, v p.Verslag) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) {
		c, _, err := p.HoudMDO(c, dag(op), v, h)
		return c, err
	}
}

func vulVerslag(v p.Verslag) doe {
	return func(c p.Casus, _ p.Handeling) (p.Casus, error) { return p.VulVerslag(c, v) }
}

func planEvaluatie(op string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) {
		c, _, err := p.PlanEvaluatie(c, dag(op), h)
		return c, err
	}
}

func houdEvaluatie(op string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) {
		return p.HoudEvaluatie(c, p.Evaluatie{Gehouden: dag(op), Uitkomst: "x"}, h)
	}
}

func meld(soort p.MeldingSoort, gemeld string) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) {
		return p.MeldCasus(c, p.Melding{Soort: soort, Gemeld: om(gemeld)}, h.Vandaag.At(12, 0, amsterdam()), h)
	}
}

func rondAf(soort p.MeldingSoort) doe {
	return func(c p.Casus, h p.Handeling) (p.Casus, error) {
		return p.RondMeldingAf(c, soort, "huisbezoek", h.Vandaag.At(12, 0, amsterdam()))
	}
}

func TestCasusWeigeringen(t *testing.T) {
	praktijk := metLid(altijdTeam(t), "cas", func(l *p.Lid) { l.Weg = true })
	basis, vpr := zaakPR(p.Basis, "2026-06-01"), zaakVPR("2026-11-13")
	leeg := p.Casus{Zaaknummer: "ZO-1", Team: "Oost"}
	checkWeigeringen(t, praktijk, []weigering{
		{"VPR-1 a case does not begin as VPR", leeg, openen(p.VPR, "vera", "2026-12-01"), "niveau", "kernbesluit"},
		{"RN-0 a level that the profile does not have", leeg, openen(p.PR, "vera", "2026-12-01"), "niveau", "licht, basis en intensief"},
		{"RN-0 no level", leeg, openen(p.Geen, "vera", "2026-12-01"), "niveau", "licht, basis en intensief"},
		{"EV-1 a start far ahead", leeg, openen(p.Basis, "vera", "2027-01-08"), "start", "vr 8 januari 2027"},
		{"EV-1 no start", leeg, openen(p.Basis, "vera", ""), "start", "datum"},
		{"- a procesregisseur who is not in the team", leeg, openen(p.Basis, "zoe", "2026-12-01"), "regisseur", "@zoe"},
		{"- a procesregisseur who has left", leeg, openen(p.Basis, "cas", "2026-12-01"), "regisseur", "@cas"},
		{"- a manager is no procesregisseur", leeg, openen(p.Basis, "mo", "2026-12-01"), "regisseur", "Mo is manager"},

		{"RN-8 no other level once it is closed", gesloten(basis), wissel(p.Licht, "2026-12-02", "r"), "zaak", "di 1 december 2026"},
		{"VPR-1 no change to VPR", basis, wissel(p.VPR, "2026-12-02", "r"), "niveau", "vpr start"},
		{"RN-0 no change to an unknown level", basis, wissel(p.PR, "2026-12-02", "r"), "niveau", "PR"},
		{"RN-6 no change in the future", basis, wissel(p.Licht, "2026-12-08", "r"), "datum", "di 8 december 2026"},
		{"RN-6 no change before the present level", basis, wissel(p.Licht, "2026-05-31", "r"), "datum", "ma 1 juni 2026"},
		{"RN-6 no change without a reason", basis, wissel(p.Licht, "2026-12-02", " \n"), "reden", "waarom"},
		{"RN-6 not the same level of the same day", basis, wissel(p.Basis, "2026-06-01", "r"), "naar", "basis sinds ma 1 juni 2026"},

		{"RN-8 no duo-partner once it is closed", gesloten(vpr), duo("wim"), "zaak", "gesloten"},
		{"VPR-3 the duo-partner is not the procesregisseur", vpr, duo("vera"), "duo", "Vera is al procesregisseur"},
		{"VPR-3 the duo-partner it has already", vpr, duo("wim"), "duo", "Wim is al duo-partner"},
		{"VPR-3 no duo-partner", basis, duo(""), "duo", "Kies een duo-partner"},
		{"- a duo-partner who is not in the team", vpr, duo("zoe"), "duo", "@zoe"},
		{"- a manager is no duo-partner", vpr, duo("mo"), "duo", "Mo is manager"},

		{"RN-8 not handed over once it is closed", gesloten(basis), draagOver("wim", "r"), "zaak", "gesloten"},
		{"- not handed over to somebody unknown", basis, draagOver("zoe", "r"), "aan", "@zoe"},
		{"- not handed over to the gedragswetenschapper", basis, draagOver("gea", "r"), "aan", "Gea is gedragswetenschapper"},
		{"- not handed over to whom it belongs", basis, draagOver("vera", "r"), "aan", "Vera is al procesregisseur"},
		{"- not handed over without a reason", basis, draagOver("wim", " "), "reden", "waarom"},

		{"RN-8 not closed twice", gesloten(basis), sluit("2026-12-02", "zelf", "geen"), "zaak", "gesloten"},
		{"RN-8 not closed in the future", basis, sluit("2026-12-08", "zelf", "geen"), "datum", "di 8 december 2026"},
		{"RN-8 not closed before it began", basis, sluit("2026-05-31", "zelf", "geen"), "datum", "zo 31 mei 2026"},
		{"RN-8 a reason is asked", basis, sluit("2026-12-02", "", "geen"), "reden", "zelf, jeugdbeschermer, verhuisd en anders"},
		{"RN-8 aftercare is asked", basis, sluit("2026-12-02", "zelf", "misschien"), "nazorg", "geen, individueel en voorveld"},

		{"- putting off a term that does not run", basis, stelUit(p.TermijnMDO, "2026-12-08"), "wat", "ZO-1"},
		{"- putting off in a closed case", gesloten(vpr), stelUit(p.TermijnMDO, "2026-12-08"), "wat", "ZO-1"},
		{"- putting off until today", vpr, stelUit(p.TermijnMDO, "2026-12-07"), "tot", "vr 25 december 2026"},
		{"- putting off past the last day", vpr, stelUit(p.TermijnMDO, "2026-12-26"), "tot", "vr 25 december 2026"},
		{"- putting off what is overdue for more than five working days", zaakVPR("2026-10-16"), stelUit(p.TermijnMDO, "2026-12-15"), "tot", "ma 14 december 2026"},
	})
	t.Run("SC-4 a crisis cannot be put off", func(t *testing.T) {
		crisis := zaakPR(p.Intensief, "2026-06-01")
		crisis.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-12-07 10:00")}}
		weigering{"SC-4", crisis, stelUit(p.TermijnCrisis, "2026-12-08"), "wat", "crisis"}.check(t, door(praktijk, "2026-12-07"))
	})
}

func TestVPRWeigeringen(t *testing.T) {
	praktijk := altijdTeam(t)
	uit := altijdTeam(t)
	uit.Profiel.Modules.VPR = false
	basis, vpr := zaakPR(p.Basis, "2026-06-01"), zaakVPR("2026-11-13")
	nieuw := zaakVPR("2026-11-13")
	nieuw.VPR.Startbijeenkomst = p.Date{}
	gehouden := zaakVPR("2026-11-13")
	gehouden.Casusregisseur = "begeleider, De Linde"
	gehouden.MDOs = []p.MDO{{Gehouden: dag("2026-11-30"), Verslag: verslag()}}
	zonderVerslag := zaakVPR("2026-11-13")
	zonderVerslag.MDOs = []p.MDO{{Gehouden: dag("2026-11-30")}}
	list := []weigering{
		{"VPR-1 no VPR twice", vpr, startVPR("2026-12-01", "wim"), "zaak", "vr 30 oktober 2026"},
		{"VPR-1 no VPR without a kernbesluit", basis, startVPR("", "wim"), "ovv", "OVV"},
		{"RN-8 no VPR once it is closed", gesloten(basis), startVPR("2026-12-01", "wim"), "zaak", "gesloten"},
		{"VPR-1 no kernbesluit in the future", basis, startVPR("2026-12-08", "wim"), "ovv", "di 8 december 2026"},
		{"RN-6 no kernbesluit before the present level", basis, startVPR("2026-05-31", "wim"), "ovv", "zo 31 mei 2026"},
		{"VPR-3 no VPR with the procesregisseur as duo-partner", basis, startVPR("2026-12-01", "vera"), "duo", "Vera"},
		{"VPR-3 no VPR without a duo-partner", basis, startVPR("2026-12-01", ""), "duo", "duo-partner"},
		{"- no VPR with a duo-partner who is no consulent", basis, startVPR("2026-12-01", "kim"), "duo", "Kim is kwaliteitsmedewerker"},

		{"VPR-1 no letter when it is no VPR", basis, brief("2026-12-01"), "zaak", "basis"},
		{"RN-8 no letter once it is closed", gesloten(vpr), brief("2026-12-01"), "zaak", "gesloten"},
		{"VPR-2 no letter in the future", vpr, brief("2026-12-08"), "datum", "di 8 december 2026"},
		{"VPR-2 no letter before the kernbesluit", vpr, brief("2026-10-29"), "datum", "do 29 oktober 2026"},

		{"VPR-1 no startbijeenkomst when it is no VPR", basis, startbijeenkomst("2026-12-01", "x"), "zaak", "basis"},
		{"RN-8 no startbijeenkomst once it is closed", gesloten(vpr), startbijeenkomst("2026-12-01", "x"), "zaak", "gesloten"},
		{"VPR-4 no startbijeenkomst in the future", nieuw, startbijeenkomst("2026-12-08", "x"), "datum", "di 8 december 2026"},
		{"VPR-4 no startbijeenkomst before the kernbesluit", nieuw, startbijeenkomst("2026-10-29", "x"), "datum", "do 29 oktober 2026"},
		{"VPR-6 no startbijeenkomst after the first MDO", gehouden, startbijeenkomst("2026-12-01", ""), "datum", "ma 30 november 2026"},
		{"VPR-5 no startbijeenkomst without a casusregisseur", nieuw, startbijeenkomst("2026-12-01", " "), "casusregisseur", "één casusregisseur"},
		{"VPR-5 no second casusregisseur", gehouden, startbijeenkomst("2026-11-20", "pedagoog, De Eik"), "casusregisseur", "begeleider, De Linde"},
		{"RO-1 a jeugd- en gezinswerker is no casusregisseur", nieuw, startbijeenkomst("2026-12-01", "jeugd- en gezinswerker, gemeente"), "casusregisseur", "gezinswerker"},

		{"VPR-1 not to the OVV again when it is no VPR", basis, ovv("2026-12-01", "r"), "zaak", "basis"},
		{"VPR-10 not to the OVV again in the future", vpr, ovv("2026-12-08", "r"), "datum", "di 8 december 2026"},
		{"VPR-10 not to the OVV again before the kernbesluit", vpr, ovv("2026-10-29", "r"), "datum", "do 29 oktober 2026"},
		{"VPR-10 not to the OVV again without a reason", vpr, ovv("2026-12-01", "\t"), "reden", "waarom"},

		{"RN-8 no MDO planned once it is closed", gesloten(vpr), planMDO("2026-12-10"), "zaak", "gesloten"},
		{"VPR-6 no MDO planned in the past", vpr, planMDO("2026-12-06"), "datum", "zo 6 december 2026"},
		{"VPR-6 no MDO planned before there was a startbijeenkomst", nieuw, planMDO("2026-12-10"), "zaak", "startbijeenkomst"},
		{"VPR-6 no first MDO planned after day 42, with both dates", vpr, planMDO("2026-12-26"), "datum", "uiterlijk vr 25 december 2026 (dag 42). Plan het uiterlijk do 24 december 2026"},

		{"RN-8 no MDO held once it is closed", gesloten(vpr), houdMDO("2026-12-01", verslag()), "zaak", "gesloten"},
		{"VPR-6 no MDO held in the future", vpr, houdMDO("2026-12-08", verslag()), "datum", "di 8 december 2026"},
		{"VPR-6 no MDO held before the startbijeenkomst", vpr, houdMDO("2026-11-12", verslag()), "datum", "do 12 november 2026"},
		{"VPR-6 no MDO held when there was no startbijeenkomst", nieuw, houdMDO("2026-12-01", verslag()), "zaak", "startbijeenkomst"},
		{"VPR-6 no MDO held twice on a day", gehouden, houdMDO("2026-11-30", verslag()), "datum", "ma 30 november 2026"},

		{"VPR-7 no record where none is missing", gehouden, vulVerslag(verslag()), "zaak", "ZO-1"},
		{"RN-8 no record once it is closed", gesloten(zonderVerslag), vulVerslag(verslag()), "zaak", "gesloten"},
	}
	for field, change := range map[string]func(*p.Verslag){
		"doelen":      func(v *p.Verslag) { v.Doelen = "" },
		"beschermend": func(v *p.Verslag) { v.Beschermend = " " },
		"bedreigend":  func(v *p.Verslag) { v.Bedreigend = "\n" },
		"veiligheid":  func(v *p.Verslag) { v.Veiligheid = "" },
		"vervolg":     func(v *p.Verslag) { v.Vervolg = "" },
		"volgende":    func(v *p.Verslag) { v.Volgende = dag("2026-11-30") },
	} {
		v := verslag()
		change(&v)
		list = append(list,
			weigering{"VPR-7 no MDO held without " + field, vpr, houdMDO("2026-11-30", v), field, ""},
			weigering{"VPR-7 no record without " + field, zonderVerslag, vulVerslag(v), field, ""})
	}
	checkWeigeringen(t, praktijk, list)
	checkWeigeringen(t, uit, []weigering{
		{"VPR-1 no VPR where the module is off", basis, startVPR("2026-12-01", "wim"), "zaak", "Standaard"},
		{"VPR-1 no letter where the module is off", vpr, brief("2026-12-01"), "zaak", "Standaard"},
	})
}

func TestEvaluatieWeigeringen(t *testing.T) {
	basis := zaakPR(p.Basis, "2026-06-01")
	geevalueerd := zaakPR(p.Basis, "2026-06-01")
	geevalueerd.Evaluaties = []p.Evaluatie{{Gehouden: dag("2026-11-30")}}
	spoed, beide := kopie(basis), kopie(basis)
	spoed.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-11-01 10:00"), Klaar: om("2026-11-01 12:00")}, {Soort: p.Spoed, Gemeld: om("2026-12-04 10:00")}}
	beide.Meldingen = []p.Melding{{Soort: p.Crisis, Gemeld: om("2026-12-04 10:00")}, {Soort: p.Spoed, Gemeld: om("2026-12-04 10:00")}}
	uit := altijdTeam(t)
	uit.Profiel.Modules.SpoedCrisis = false
	checkWeigeringen(t, altijdTeam(t), []weigering{
		{"RN-8 no evaluation planned once it is closed", gesloten(basis), planEvaluatie("2026-12-10"), "zaak", "gesloten"},
		{"EV-1 no evaluation planned in the past", basis, planEvaluatie("2026-12-06"), "datum", "zo 6 december 2026"},
		{"RN-8 no evaluation held once it is closed", gesloten(basis), houdEvaluatie("2026-11-30"), "zaak", "gesloten"},
		{"EV-1 no evaluation held in the future", basis, houdEvaluatie("2026-12-08"), "datum", "di 8 december 2026"},
		{"EV-1 no evaluation held before the start", basis, houdEvaluatie("2026-05-31"), "datum", "zo 31 mei 2026"},
		{"EV-3 no evaluation held twice on a day", geevalueerd, houdEvaluatie("2026-11-30"), "datum", "ma 30 november 2026"},

		{"RN-8 no report once it is closed", gesloten(basis), meld(p.Crisis, "2026-12-07 10:00"), "zaak", "gesloten"},
		{"SC-1 no report in the future", basis, meld(p.Crisis, "2026-12-07 12:01"), "gemeld", "toekomst"},
		{"SC-1 no second report of the kind", spoed, meld(p.Spoed, "2026-12-07 10:00"), "zaak", "vr 4 december 2026 om 10.00 uur"},
		{"SC-4 nothing to finish", basis, rondAf(""), "zaak", "ZO-1"},
		{"SC-4 nothing of the kind to finish", spoed, rondAf(p.Crisis), "zaak", "ZO-1"},
		{"SC-4 two are open: which", beide, rondAf(""), "soort", "soort=spoed"},
	})
	checkWeigeringen(t, uit, []weigering{{"SC-1 no report where the module is off", basis, meld(p.Spoed, "2026-12-07 10:00"), "zaak", "Standaard"}})
}

// No action changes the case it was given, also when its slices have room to grow.
func TestActiesShareNothing(t *testing.T) {
	vol := func() p.Casus {
		c := zaakVPR("2026-11-13")
		c.Casusregisseur = "begeleider, De Linde"
		c.EerdereVPR = ruim(p.VPRStappen{Kernbesluit: dag("2026-10-01")})
		c.Niveaus = ruim(c.Niveaus...)
		c.MDOs = ruim(p.MDO{Gehouden: dag("2026-11-20")}, p.MDO{Gepland: dag("2026-12-20")})
		c.Evaluaties = ruim(p.Evaluatie{Gehouden: dag("2026-11-25")})
		c.Meldingen = ruim(p.Melding{Soort: p.Spoed, Gemeld: om("2026-12-04 10:00")})
		c.Uitstel = ruim(p.Uitstel{Termijn: p.TermijnEvaluatie, Door: "vera", Tot: dag("2026-12-10")}, p.Uitstel{Termijn: p.TermijnEvaluatie, Door: "wim", Tot: dag("2026-12-10")})
		c.Overdrachten = ruim(p.Overdracht{Op: dag("2026-11-01"), Van: "cas", Aan: "vera"})
		c.Aanmeldteam = ruim(p.AgendaPunt{Op: dag("2026-11-01"), Onderwerp: "x"})
		return c
	}
	afgerond := func() p.Casus {
		c := vol()
		c.Meldingen = nil
		return c
	}
	basis := func() p.Casus {
		c := vol()
		c.Niveaus = ruim(c.Niveaus[0])
		return c
	}
	for name, a := range map[string]struct {
		casus func() p.Casus
		doe   func(n int) doe // n tells two results apart
	}{
		"wissel":           {basis, func(n int) doe { return wissel(p.Licht, "2026-12-02", fmt.Sprint(n)) }},
		"afschalen":        {vol, func(n int) doe { return wissel(p.Licht, "2026-12-02", fmt.Sprint(n)) }},
		"duo":              {vol, func(int) doe { return duo("cas") }},
		"overdragen":       {vol, func(n int) doe { return draagOver("cas", fmt.Sprint(n)) }},
		"sluiten":          {afgerond, func(int) doe { return sluit("2026-12-02", "zelf", "geen") }},
		"uitstellen":       {vol, func(n int) doe { return stelUit(p.TermijnEvaluatie, fmt.Sprintf("2026-12-0%d", 7+n)) }},
		"vpr start":        {basis, func(n int) doe { return startVPR(fmt.Sprintf("2026-12-0%d", n), "wim") }},
		"brief":            {vol, func(n int) doe { return brief(fmt.Sprintf("2026-12-0%d", n)) }},
		"startbijeenkomst": {vol, func(n int) doe { return startbijeenkomst(fmt.Sprintf("2026-11-1%d", n), "") }},
		"ovv":              {vol, func(n int) doe { return ovv("2026-12-02", fmt.Sprint(n)) }},
		"mdo plan":         {vol, func(n int) doe { return planMDO(fmt.Sprintf("2026-12-1%d", n)) }},
		"mdo gehouden":     {vol, func(n int) doe { return houdMDO(fmt.Sprintf("2026-12-0%d", n), verslag()) }},
		"mdo vroeger":      {vol, func(n int) doe { return houdMDO(fmt.Sprintf("2026-11-1%d", 3+n), verslag()) }},
		"verslag":          {vol, func(int) doe { return vulVerslag(verslag()) }},
		"evaluatie plan":   {vol, func(n int) doe { return planEvaluatie(fmt.Sprintf("2026-12-1%d", n)) }},
		"evaluatie":        {vol, func(n int) doe { return houdEvaluatie(fmt.Sprintf("2026-11-1%d", n)) }},
		"melding":          {vol, func(n int) doe { return meld(p.Crisis, fmt.Sprintf("2026-12-0%d 10:00", n)) }},
		"melding klaar":    {vol, func(int) doe { return rondAf("") }},
		"besproken": {vol, func(n int) doe {
			return func(c p.Casus, _ p.Handeling) (p.Casus, error) {
				return c.Besproken(dag(fmt.Sprintf("2026-12-0%d", n))), nil
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			c := a.casus()
			before := kopie(c)
			h := door(altijdTeam(t), "2026-12-07")
			one := goed(t)(a.doe(1)(c, h))
			first := kopie(one)
			onveranderd(t, before, c)
			if cmp.Equal(before, first) {
				t.Error("nothing was done")
			}
			goed(t)(a.doe(2)(c, h))
			onveranderd(t, first, one)
			onveranderd(t, before, c)
		})
	}
}

// ruim is a slice with room behind it, where a careless append would write.
func ruim[T any](list ...T) []T { return append(make([]T, 0, len(list)+4), list...) }

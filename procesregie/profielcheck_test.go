package procesregie

import (
	"slices"
	"strings"
	"testing"
)

func TestCheckProfiel(t *testing.T) {
	cases := []struct {
		name   string
		change func(*Profiel)
		keys   []string
	}{
		{"nothing is wrong", func(*Profiel) {}, nil},
		{"no name", func(p *Profiel) { p.Naam = "" }, []string{"naam"}},
		{"capitals in the name", func(p *Profiel) { p.Naam = "Mijn Profiel" }, []string{"naam"}},
		{"a path as a name", func(p *Profiel) { p.Naam = "../x" }, []string{"naam"}},
		{"no title", func(p *Profiel) { p.Titel = " " }, []string{"titel"}},
		{"a control character in the title", func(p *Profiel) { p.Titel = "a\x00b" }, []string{"titel"}},
		{"a title of two lines", func(p *Profiel) { p.Titel = "a\nb" }, []string{"titel"}},
		{"a bidi character in a text", func(p *Profiel) { p.Vraagbaak = "a\u202eb" }, []string{"vraagbaak"}},
		{"a text that is too long", func(p *Profiel) { p.Vraagbaak = strings.Repeat("a", 101) }, []string{"vraagbaak"}},
		{"no levels", func(p *Profiel) {
			p.Niveaus, p.Modules.VPR, p.Maximum.Maanden, p.Gewichten = nil, false, nil, nil
		}, []string{"niveaus"}},
		{"an unknown level", func(p *Profiel) { p.Niveaus = []Niveau{"zwaar", Licht, Basis, Intensief, VPR} }, []string{"niveaus"}},
		{"a level twice", func(p *Profiel) { p.Niveaus = []Niveau{Licht, Basis, Basis, Intensief, VPR} }, []string{"niveaus"}},
		{"levels in the wrong order", func(p *Profiel) { p.Niveaus = []Niveau{Licht, Intensief, Basis, VPR} }, []string{"niveaus"}},
		{"PR beside licht", func(p *Profiel) {
			p.Niveaus, p.Gewichten[PR] = []Niveau{PR, Licht, Basis, Intensief, VPR}, 1
		}, []string{"niveaus"}},
		{"VPR alone", func(p *Profiel) {
			p.Niveaus, p.Maximum.Maanden, p.Gewichten = []Niveau{VPR}, nil, map[Niveau]int{VPR: 4}
		}, []string{"niveaus"}},
		{"the module VPR without the level", func(p *Profiel) {
			p.Niveaus = []Niveau{Licht, Basis, Intensief}
			delete(p.Gewichten, VPR)
		}, []string{"modules.vpr"}},
		{"the level VPR without the module", func(p *Profiel) { p.Modules.VPR = false }, []string{"modules.vpr"}},
		{"checklists without a domain that decides", func(p *Profiel) {
			for i := range p.MPJeugd {
				p.MPJeugd[i].Beslist = false
			}
		}, []string{"modules.mp_checklists"}},
		{"free text to no language model", func(p *Profiel) { p.TaalmodelVrijeTekst = true }, []string{"taalmodel_vrije_tekst"}},
		{"free text to a language model", func(p *Profiel) { p.Taalmodel, p.TaalmodelVrijeTekst = true, true }, nil},
		{
			"an own setting that is no key", func(p *Profiel) { p.Eigen = append(p.Eigen, "vpr.onzin", "vpr", "") },
			[]string{"eigen_instellingen", "eigen_instellingen", "eigen_instellingen"},
		},
		{"an own setting twice", func(p *Profiel) { p.Eigen = append(p.Eigen, p.Eigen[0]) }, []string{"eigen_instellingen"}},
		{"an own maximum", func(p *Profiel) { p.Eigen = append(p.Eigen, "maximum.maanden.licht", "maximum.maanden") }, nil},
		{"a maximum of 0 months", func(p *Profiel) { p.Maximum.Maanden[Licht] = 0 }, []string{"maximum.maanden.licht"}},
		{"a maximum of 61 months", func(p *Profiel) { p.Maximum.Maanden[Basis] = 61 }, []string{"maximum.maanden.basis"}},
		{"a maximum for a level that is not there", func(p *Profiel) { p.Maximum.Maanden[PR] = 12 }, []string{"maximum.maanden"}},
		{"RN-7 a maximum for VPR", func(p *Profiel) { p.Maximum.Maanden[VPR] = 12 }, []string{"maximum.maanden.VPR"}},
		{"weeks that do not go down", func(p *Profiel) { p.Maximum.VragenVoor = []int{4, 8, 1} }, []string{"maximum.vragen_voor"}},
		{"weeks that stay the same", func(p *Profiel) { p.Evaluatie.Herinner = []int{4, 4} }, []string{"evaluatie.herinner_weken"}},
		{"no weeks before the maximum", func(p *Profiel) { p.Maximum.VragenVoor = nil }, []string{"maximum.vragen_voor"}},
		{"27 weeks before", func(p *Profiel) { p.Evaluatie.Herinner = []int{27, 1} }, []string{"evaluatie.herinner_weken"}},
		{"too many reminders", func(p *Profiel) { p.Evaluatie.Herinner = []int{12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2} }, []string{"evaluatie.herinner_weken"}},
		{"no months between evaluations", func(p *Profiel) { p.Evaluatie.Maanden = 0 }, []string{"evaluatie.maanden"}},
		{"the manager at once", func(p *Profiel) { p.Evaluatie.ManagerNa = 0 }, []string{"evaluatie.manager_na_werkdagen"}},
		{"VPR-6 an MDO within a day", func(p *Profiel) { p.VPR.MDODagen, p.VPR.MDOVragenVoor = 1, 1 }, []string{"vpr.mdo_dagen"}},
		{"VPR-6 a reminder before the startbijeenkomst", func(p *Profiel) { p.VPR.MDOHerinner = []int{6} }, []string{"vpr.mdo_herinner_weken"}},
		{"VPR-6 a question on the day of the startbijeenkomst", func(p *Profiel) { p.VPR.MDOVragenVoor = 6 }, []string{"vpr.mdo_vragen_weken"}},
		{"VPR-6 no last reminder", func(p *Profiel) { p.VPR.MDOWerkdag = 0 }, []string{"vpr.mdo_herinner_werkdagen"}},
		{"VPR-6 the manager never", func(p *Profiel) { p.VPR.ManagerNa = -1 }, []string{"vpr.manager_na_werkdagen"}},
		{"VPR-8 a negative interval", func(p *Profiel) { p.VPR.EvaluatieWeken = -6 }, []string{"vpr.evaluatie_weken"}},
		{"VPR-8 no proposal", func(p *Profiel) { p.VPR.EvaluatieVoorstel = 0 }, []string{"vpr.evaluatie_voorstel_weken"}},
		{"VPR-4 a term of a year", func(p *Profiel) { p.VPR.StartbijeenkomstDagen = 365 }, []string{"vpr.startbijeenkomst_dagen"}},
		{"VPR-2 a letter every 0 days", func(p *Profiel) { p.VPR.BriefDagen = 0 }, []string{"vpr.brief_herinner_dagen"}},
		{"SC-1 no working days", func(p *Profiel) { p.Spoed.Werkdagen, p.Spoed.Herinner = 0, []int{1} }, []string{"spoed.werkdagen"}},
		{"SC-4 a reminder after the last day", func(p *Profiel) { p.Spoed.Herinner = []int{3, 6} }, []string{"spoed.herinner_werkdagen"}},
		{"SC-4 reminders that go down", func(p *Profiel) { p.Spoed.Herinner = []int{5, 3} }, []string{"spoed.herinner_werkdagen"}},
		{"SC-2 no hours", func(p *Profiel) { p.Crisis.Uren, p.Crisis.Herinner = 0, []int{0} }, []string{"crisis.uren"}},
		{"SC-4 a reminder at the deadline", func(p *Profiel) { p.Crisis.Herinner = []int{0, 24} }, []string{"crisis.herinner_uren"}},
		{"SC-4 nobody is told of a crisis", func(p *Profiel) { p.Crisis.Herinner = nil }, []string{"crisis.herinner_uren"}},
		{"EV-5 no time", func(p *Profiel) { p.Tijd.Herinner = "" }, []string{"tijd.herinner_om"}},
		{"EV-5 a time of one digit", func(p *Profiel) { p.Tijd.Herinner = "9:00" }, []string{"tijd.herinner_om"}},
		{"EV-5 a time with a point", func(p *Profiel) { p.Tijd.Herinner = "09.00" }, []string{"tijd.herinner_om"}},
		{"EV-5 a time that is not there", func(p *Profiel) { p.Tijd.Herinner = "24:00" }, []string{"tijd.herinner_om"}},
		{"EV-5 the usual calm", func(p *Profiel) { p.Tijd.LosBinnenUren, p.Tijd.MaximumPerDag = 0, 0 }, nil},
		{"EV-5 the least and the most of calm", func(p *Profiel) { p.Tijd.LosBinnenUren, p.Tijd.MaximumPerDag = 336, 1 }, nil},
		{"EV-5 by itself more than two weeks before", func(p *Profiel) { p.Tijd.LosBinnenUren = 337 }, []string{"tijd.los_binnen_uren"}},
		{"EV-5 hours below zero", func(p *Profiel) { p.Tijd.LosBinnenUren = -1 }, []string{"tijd.los_binnen_uren"}},
		{"EV-5 51 messages a day", func(p *Profiel) { p.Tijd.MaximumPerDag = 51 }, []string{"tijd.maximum_per_dag"}},
		{"EV-5 messages below zero", func(p *Profiel) { p.Tijd.MaximumPerDag = -1 }, []string{"tijd.maximum_per_dag"}},
		{"EV-5 calm is an own setting", func(p *Profiel) { p.Eigen = append(p.Eigen[:0:0], "tijd.los_binnen_uren", "tijd.maximum_per_dag") }, nil},
		{"SC-3 an unknown holiday", func(p *Profiel) { p.Tijd.Vrij = append(p.Tijd.Vrij, "carnaval") }, []string{"tijd.vrije_dagen"}},
		{"SC-3 a holiday twice", func(p *Profiel) { p.Tijd.Vrij = append(p.Tijd.Vrij, Koningsdag) }, []string{"tijd.vrije_dagen"}},
		{"SC-3 Goede Vrijdag off", func(p *Profiel) { p.Tijd.Vrij = append(p.Tijd.Vrij, GoedeVrijdag) }, nil},
		{"SC-3 no holidays", func(p *Profiel) { p.Tijd.Vrij = nil }, nil},
		{"SC-3 a closing day that does not exist", func(p *Profiel) { p.Tijd.Sluitingsdagen = []Date{{2027, 2, 29}} }, []string{"tijd.sluitingsdagen"}},
		{"SC-3 a closing day that is empty", func(p *Profiel) { p.Tijd.Sluitingsdagen = []Date{{}} }, []string{"tijd.sluitingsdagen"}},
		{"SC-3 a closing day twice", func(p *Profiel) { p.Tijd.Sluitingsdagen = []Date{{2026, 5, 15}, {2026, 5, 15}} }, []string{"tijd.sluitingsdagen"}},
		{"MPJ-2 a deciding domain is missing", func(p *Profiel) { p.MPJeugd = p.MPJeugd[1:] }, []string{"mp_jeugd.kind"}},
		{"MPJ-2 a domain without items", func(p *Profiel) { p.MPJeugd[0].Kenmerken = nil }, []string{"mp_jeugd.kind.kenmerken"}},
		{"MPJ-2 an empty item", func(p *Profiel) { p.MPJeugd[0].Kenmerken[1] = "" }, []string{"mp_jeugd.kind.kenmerken[2]"}},
		{"MPJ-2 an item with a tab", func(p *Profiel) { p.MPJeugd[0].Kenmerken[0] = "a\tb" }, []string{"mp_jeugd.kind.kenmerken[1]"}},
		{
			"MPJ-2 a domain without words", func(p *Profiel) { p.MPJeugd[2].Naam, p.MPJeugd[2].Vraag = "", "" },
			[]string{"mp_jeugd.opvoeding.naam", "mp_jeugd.opvoeding.vraag"},
		},
		{"MPJ-2 a malformed key", func(p *Profiel) { p.MPJeugd[5].Sleutel = "Sociaal Netwerk" }, []string{"mp_jeugd[6].sleutel"}},
		{"MPJ-2 an empty key", func(p *Profiel) { p.MPJeugd[5].Sleutel = "" }, []string{"mp_jeugd[6].sleutel"}},
		{"MPJ-2 a key twice", func(p *Profiel) { p.MPJeugd[5].Sleutel = "gezin" }, []string{"mp_jeugd.gezin.sleutel"}},
		{"MPJ-1 crisis as a domain", func(p *Profiel) { p.MPJeugd[5].Sleutel = "crisis" }, []string{"mp_jeugd.crisis"}},
		{"MPJ-1 structureel as a domain", func(p *Profiel) { p.MPJeugd[5].Sleutel = "structureel" }, []string{"mp_jeugd.structureel"}},
		{"MPJ-2 the key of the case", func(p *Profiel) { p.MPJeugd[5].Sleutel = "zaak" }, []string{"mp_jeugd.zaak.sleutel"}},
		{"MPJ-2 too many domains", func(p *Profiel) {
			for _, r := range "abcdefghijklmnop" {
				p.MPJeugd = append(p.MPJeugd, Domein{Sleutel: string(r), Naam: "a", Vraag: "a?", Kenmerken: []string{"a"}})
			}
		}, []string{"mp_jeugd"}},
		{"MPV-1 more fields than there are", func(p *Profiel) { p.MPVolwassenen.Minimaal = 6 }, []string{"mp_volwassenen.minimaal"}},
		{"MPV-1 no fields needed", func(p *Profiel) { p.MPVolwassenen.Minimaal = 0 }, []string{"mp_volwassenen.minimaal"}},
		{"MPV-1 a field without factors", func(p *Profiel) { p.MPVolwassenen.Velden[0].Kenmerken = nil }, []string{"mp_volwassenen.velden.economisch.kenmerken"}},
		{"MPV-3 no regievoering", func(p *Profiel) { p.MPVolwassenen.Velden = p.MPVolwassenen.Velden[:4] }, []string{"mp_volwassenen.velden.regievoering"}},
		{"TR-1 a signal at the first trajectory", func(p *Profiel) { p.Traject.SignaalVanaf = 1 }, []string{"traject.signaal_vanaf"}},
		{"TR-2 a hulpvorm that is not there", func(p *Profiel) { p.Traject.Verblijf = []string{"15"} }, []string{"traject.verblijf_hulpvormen"}},
		{"TR-4 more than everybody", func(p *Profiel) { p.Traject.GezinsvormProcent = 101 }, []string{"traject.gezinsvorm_meer_dan_procent"}},
		{"CL-1 a level without points", func(p *Profiel) { delete(p.Gewichten, Basis) }, []string{"caseload_gewichten.basis"}},
		{"CL-1 points of 0", func(p *Profiel) { p.Gewichten[Licht] = 0 }, []string{"caseload_gewichten.licht"}},
		{"CL-1 points for a level that is not there", func(p *Profiel) { p.Gewichten["zwaar\x1b"] = 3 }, []string{"caseload_gewichten"}},
		{"BW-1 a closed case for ever", func(p *Profiel) { p.Bewaren.Casus = 241 }, []string{"bewaren.gesloten_casus_maanden"}},
		{"BW-1 a closed case not at all", func(p *Profiel) { p.Bewaren.Casus = 0 }, []string{"bewaren.gesloten_casus_maanden"}},
		{"BW-2 messages not at all", func(p *Profiel) { p.Bewaren.Berichten = -1 }, []string{"bewaren.verzonden_berichten_maanden"}},
		{"BW-3 forms for months", func(p *Profiel) { p.Bewaren.Formulieren = 31 }, []string{"bewaren.formulieren_dagen"}},
		{"BW-4 nobody can look back", func(p *Profiel) { p.Bewaren.Logboek = 11 }, []string{"bewaren.toegangslog_maanden"}},
		{"BW-1 as short and as long as it may be", func(p *Profiel) { p.Bewaren = Bewaren{1, 240, 30, 12} }, nil},
		{"MPJ-7 no telephone number", func(p *Profiel) { p.Meldcode = "" }, []string{"meldcode_telefoon"}},
		{"MPJ-7 words for a number", func(p *Profiel) { p.Meldcode = "bel ons" }, []string{"meldcode_telefoon"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := loadProfiel(t, "standaard")
			c.change(&p)
			var keys []string
			for _, problem := range CheckProfiel(p) {
				keys = append(keys, problem.Key)
				if strings.ContainsAny(problem.Key+problem.Text, "\x00\x1b\n\t\u202e") || problem.Text == "" {
					t.Errorf("prints what it refuses: %q: %q", problem.Key, problem.Text)
				}
			}
			if !slices.Equal(keys, c.keys) {
				t.Errorf("problems %v, want %v", CheckProfiel(p), c.keys)
			}
		})
	}
}

func TestCheckProfielEverythingAtOnce(t *testing.T) {
	problems := CheckProfiel(Profiel{Modules: Modules{true, true, true, true, true}})
	if len(problems) < 20 {
		t.Errorf("only %v", problems)
	}
	for _, key := range []string{
		"naam", "titel", "niveaus", "modules.vpr", "modules.mp_checklists", "evaluatie.maanden", "vpr.mdo_dagen",
		"spoed.werkdagen", "crisis.uren", "tijd.herinner_om", "mp_jeugd.kind", "mp_volwassenen.minimaal", "traject.signaal_vanaf", "meldcode_telefoon",
	} {
		if !slices.ContainsFunc(problems, func(p ProfielProblem) bool { return p.Key == key }) {
			t.Errorf("does not name %s", key)
		}
	}
}

// What a module does not use may be left out.
func TestCheckProfielOff(t *testing.T) {
	p := Profiel{Naam: "klein", Titel: "Klein", Niveaus: []Niveau{PR}, Gewichten: map[Niveau]int{PR: 1}, Tijd: Tijd{Herinner: "08:30"}, Bewaren: StandaardBewaren()}
	if problems := CheckProfiel(p); len(problems) > 0 {
		t.Errorf("%v", problems)
	}
	p.VPR.MDODagen, p.Crisis.Uren = 400, -1
	if problems := CheckProfiel(p); len(problems) != 2 {
		t.Errorf("out of range though off: %v", problems)
	}
}

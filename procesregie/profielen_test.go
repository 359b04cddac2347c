package procesregie

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// loadProfiel reads one of the profiles that come with the program, strictly.
func loadProfiel(t *testing.T, naam string) Profiel {
	t.Helper()
	text, ok := ProfielBestand(naam)
	if !ok {
		t.Fatalf("no profile %s", naam)
	}
	var p Profiel
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&p); err != nil {
		t.Fatalf("profile %s: %v", naam, err)
	}
	return p
}

func TestProfielen(t *testing.T) {
	for _, naam := range Profielen() {
		t.Run(naam, func(t *testing.T) {
			p := loadProfiel(t, naam)
			if p.Naam != naam {
				t.Errorf("calls itself %q", p.Naam)
			}
			for _, problem := range CheckProfiel(p) {
				t.Errorf("%s: %s", problem.Key, problem.Text)
			}
			text, _ := ProfielBestand(naam)
			var keys map[string]any
			if err := yaml.Unmarshal(text, &keys); err != nil {
				t.Fatal(err)
			}
			for key := range profielKeys() {
				if top, _, _ := strings.Cut(key, "."); keys[top] == nil {
					t.Errorf("the file does not have %s", top)
				}
			}
			if lines := bytes.Count(text, []byte("\n")); lines > 300 {
				t.Errorf("%d lines", lines)
			}
			if p.Taalmodel || p.TaalmodelVrijeTekst {
				t.Error("a language model is on by default")
			}
		})
	}
	if _, ok := ProfielBestand("bestaat-niet"); ok {
		t.Error("found a profile that is not there")
	}
	if _, ok := ProfielBestand("../profielen"); ok {
		t.Error("found a file outside")
	}
	if Profielen()[0] != DefaultProfiel {
		t.Errorf("the first is %s", Profielen()[0])
	}
}

// What section 0 of the practice says of each profile.
func TestProfielenSectionZero(t *testing.T) {
	cases := []struct {
		naam       string
		niveaus    []Niveau
		modules    Modules
		historisch Schakelaar
	}{
		{"standaard", []Niveau{Licht, Basis, Intensief, VPR}, Modules{true, true, true, true, true}, false},
		{"zo", []Niveau{Licht, Basis, Intensief}, Modules{SpoedCrisis: true, MPChecklists: true, HalfjaarEvaluatie: true}, false},
		{"gooise-meren", []Niveau{PR, VPR}, Modules{VPR: true}, false},
		{"utrecht-west", []Niveau{PR}, Modules{Trajectsignalen: true}, true},
	}
	for _, c := range cases {
		p := loadProfiel(t, c.naam)
		if !slices.Equal(p.Niveaus, c.niveaus) || p.Modules != c.modules || p.Historisch != c.historisch {
			t.Errorf("%s: %v, %+v, historisch %v", c.naam, p.Niveaus, p.Modules, p.Historisch)
		}
	}
}

func TestProfielNumbers(t *testing.T) {
	for _, naam := range []string{"standaard", "zo"} {
		p := loadProfiel(t, naam)
		t.Run("RN-1 RN-2 RN-3 maximum "+naam, func(t *testing.T) {
			if m := p.Maximum.Maanden; len(m) != 3 || m[Licht] != 6 || m[Basis] != 12 || m[Intensief] != 18 {
				t.Errorf("%v", m)
			}
		})
		t.Run("RN-7 questions before the maximum "+naam, func(t *testing.T) {
			if !slices.Equal(p.Maximum.VragenVoor, []int{8, 4, 1}) || bool(p.Maximum.TeltDoor) || !p.IsEigen("maximum.vragen_voor") {
				t.Errorf("%+v", p.Maximum)
			}
		})
		t.Run("MPJ-3 seven domains, four of which decide "+naam, func(t *testing.T) {
			want := map[string]int{"kind": 3, "ouder": 3, "opvoeding": 9, "gezin": 6, "context": 3, "netwerk": 2, "hulpverlening": 4}
			for _, d := range p.MPJeugd {
				decides := slices.Contains(mpJeugdBeslist[:], d.Sleutel)
				if len(d.Kenmerken) != want[d.Sleutel] || bool(d.Beslist) != decides {
					t.Errorf("%s: %d items, decides %v", d.Sleutel, len(d.Kenmerken), d.Beslist)
				}
			}
			if len(p.MPJeugd) != len(want) {
				t.Errorf("%d domains", len(p.MPJeugd))
			}
		})
	}
	for _, naam := range Profielen() {
		p := loadProfiel(t, naam)
		t.Run("SC-4 EV-5 numbers that are our own "+naam, func(t *testing.T) {
			for _, key := range []string{
				"spoed.herinner_werkdagen", "crisis.herinner_uren", "tijd.herinner_om", "tijd.los_binnen_uren", "tijd.maximum_per_dag", "evaluatie.herinner_weken",
				"evaluatie.manager_na_werkdagen", "maximum.telt_door", "caseload_gewichten", "vpr.evaluatie_voorstel_weken", "vpr.mdo_herinner_weken",
			} {
				if !p.IsEigen(key) {
					t.Errorf("%s is not marked", key)
				}
			}
			for _, key := range []string{"vpr.mdo_dagen", "spoed.werkdagen", "crisis.uren", "mp_volwassenen.minimaal"} {
				if p.IsEigen(key) {
					t.Errorf("%s has a source", key)
				}
			}
		})
		t.Run("SC-3 Goede Vrijdag is a working day "+naam, func(t *testing.T) {
			if slices.Contains(p.Tijd.Vrij, GoedeVrijdag) || len(p.Tijd.Vrij) != len(Feestdagen)-1 {
				t.Errorf("%v", p.Tijd.Vrij)
			}
		})
		t.Run("VPR-6 VPR-8 six weeks "+naam, func(t *testing.T) {
			if v := p.VPR; v.MDODagen != 42 || v.EvaluatieWeken != 0 || v.EvaluatieVoorstel != 6 || v.MDOVragenVoor != 3 {
				t.Errorf("%+v", v)
			}
		})
		t.Run("BW-1 BW-2 BW-3 BW-4 how long data stays is an own setting "+naam, func(t *testing.T) {
			if p.Bewaren != (Bewaren{Casus: 12, Berichten: 12, Formulieren: 7, Logboek: 60}) {
				t.Errorf("%+v", p.Bewaren)
			}
			for _, key := range []string{"gesloten_casus_maanden", "verzonden_berichten_maanden", "formulieren_dagen", "toegangslog_maanden"} {
				if !p.IsEigen("bewaren." + key) {
					t.Errorf("%s is not marked", key)
				}
			}
		})
		t.Run("CL-1 weights "+naam, func(t *testing.T) {
			want := map[Niveau]int{PR: 1, Licht: 1, Basis: 2, Intensief: 3, VPR: 4}
			for _, n := range p.Niveaus {
				if p.Gewichten[n] != want[n] {
					t.Errorf("%s has %d", n, p.Gewichten[n])
				}
			}
		})
	}
}

func TestSchakelaar(t *testing.T) {
	for text, want := range map[string]Schakelaar{"aan": true, "UIT": false, "ja": true, "Nee": false, "true": true, "false": false} {
		got := !want
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	var s Schakelaar
	if s.UnmarshalText([]byte("misschien")) == nil {
		t.Error("read misschien")
	}
	for _, s := range []Schakelaar{true, false} {
		text, _ := s.MarshalText()
		back := !s
		if err := back.UnmarshalText(text); err != nil || back != s {
			t.Errorf("%v became %v", s, back)
		}
	}
}

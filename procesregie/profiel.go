package procesregie

import (
	"fmt"
	"strings"
)

// Profiel is a practice profile: which modules are on, and every number and
// checklist the rules use (section 0 of the practice). It is data: the four that
// come with the program are files in profiles/, read by the package exchange.
type Profiel struct {
	Naam       string     `yaml:"naam"`  // standaard, zo, gooise-meren, utrecht-west, or an organisation's own
	Titel      string     `yaml:"titel"` // as people read it
	Historisch Schakelaar `yaml:"historisch"`
	Niveaus    []Niveau   `yaml:"niveaus"`
	Modules    Modules    `yaml:"modules"`

	// Eigen lists the keys (such as "vpr.evaluatie_weken") of which no source gives
	// the number: they are shown as "eigen instelling".
	Eigen []string `yaml:"eigen_instellingen"`

	Maximum       Maximum             `yaml:"maximum"`
	Evaluatie     EvaluatieInstelling `yaml:"evaluatie"`
	VPR           VPRInstelling       `yaml:"vpr"`
	Spoed         SpoedInstelling     `yaml:"spoed"`
	Crisis        CrisisInstelling    `yaml:"crisis"`
	Tijd          Tijd                `yaml:"tijd"`
	MPJeugd       []Domein            `yaml:"mp_jeugd"`
	MPVolwassenen MPVolwassenenLijst  `yaml:"mp_volwassenen"`
	Traject       TrajectInstelling   `yaml:"traject"`
	Gewichten     map[Niveau]int      `yaml:"caseload_gewichten"` // points per level (CL-1)
	Bewaren       Bewaren             `yaml:"bewaren"`            // see [Profiel.Bewaartermijnen]
	Taalmodel     Schakelaar          `yaml:"taalmodel"`          // off unless the organisation turns it on
	// TaalmodelVrijeTekst lets free text, scrubbed, go to the language model too.
	TaalmodelVrijeTekst Schakelaar `yaml:"taalmodel_vrije_tekst"`

	Meldcode  string `yaml:"meldcode_telefoon"` // number of Veilig Thuis, shown with MPJ-7
	Vraagbaak string `yaml:"vraagbaak"`         // whom to ask what the bot does not know
}

// Modules says which parts of the practice an organisation uses.
type Modules struct {
	SpoedCrisis       Schakelaar `yaml:"spoed_crisis"`
	MPChecklists      Schakelaar `yaml:"mp_checklists"`
	VPR               Schakelaar `yaml:"vpr"`
	Trajectsignalen   Schakelaar `yaml:"trajectsignalen"`
	HalfjaarEvaluatie Schakelaar `yaml:"halfjaarevaluatie"`
}

// Schakelaar is on or off. In a file it is aan or uit; ja, nee, true and false are
// read as well.
type Schakelaar bool

// MarshalText writes aan or uit.
func (s Schakelaar) MarshalText() ([]byte, error) {
	if s {
		return []byte("aan"), nil
	}
	return []byte("uit"), nil
}

// UnmarshalText reads aan, uit, ja, nee, true or false, in any capitals.
func (s *Schakelaar) UnmarshalText(text []byte) error {
	switch strings.ToLower(string(text)) {
	case "aan", "ja", "true":
		*s = true
	case "uit", "nee", "false":
		*s = false
	default:
		return fmt.Errorf("not aan or uit: %q", text)
	}
	return nil
}

// Maximum is how long a level may last (RN-1…3, RN-6, RN-7).
type Maximum struct {
	Maanden    map[Niveau]int `yaml:"maanden"`     // months; a level that is absent has no maximum
	TeltDoor   Schakelaar     `yaml:"telt_door"`   // runs on over a change of level, from the start of the procesregie
	VragenVoor []int          `yaml:"vragen_voor"` // weeks before the maximum, descending
}

// EvaluatieInstelling are the numbers of EV-1…5.
type EvaluatieInstelling struct {
	Maanden   int   `yaml:"maanden"`              // months between evaluations
	Herinner  []int `yaml:"herinner_weken"`       // weeks before, descending
	ManagerNa int   `yaml:"manager_na_werkdagen"` // working days overdue
}

// VPRInstelling are the numbers of section 6.
type VPRInstelling struct {
	MDODagen              int   `yaml:"mdo_dagen"`              // days from the startbijeenkomst to the last day of the first MDO
	MDOVragenVoor         int   `yaml:"mdo_vragen_weken"`       // weeks before the advised date, when not planned
	MDOHerinner           []int `yaml:"mdo_herinner_weken"`     // weeks before the advised date
	MDOWerkdag            int   `yaml:"mdo_herinner_werkdagen"` // working days before the advised date
	ManagerNa             int   `yaml:"manager_na_werkdagen"`
	EvaluatieWeken        int   `yaml:"evaluatie_weken"`          // 0: not set; then EvaluatieVoorstel counts, shown as voorstel
	EvaluatieVoorstel     int   `yaml:"evaluatie_voorstel_weken"` // weeks
	StartbijeenkomstDagen int   `yaml:"startbijeenkomst_dagen"`   // 0: no term (VPR-4)
	BriefDagen            int   `yaml:"brief_herinner_dagen"`     // days between reminders of the letter (VPR-2)
}

// SpoedInstelling are the numbers of SC-1 and SC-4.
type SpoedInstelling struct {
	Werkdagen int   `yaml:"werkdagen"`
	Herinner  []int `yaml:"herinner_werkdagen"` // reminded on these working days
}

// CrisisInstelling are the numbers of SC-2 and SC-4.
type CrisisInstelling struct {
	Uren     int   `yaml:"uren"`
	Herinner []int `yaml:"herinner_uren"` // hours after the report; 0 is at once
}

// TrajectInstelling are the numbers of section 8.
type TrajectInstelling struct {
	SignaalVanaf      int      `yaml:"signaal_vanaf"`               // from this trajectory on there is a signal (TR-1)
	Verblijf          []string `yaml:"verblijf_hulpvormen"`         // hulpvormen with stay that are no family form (TR-2)
	UitstroomNa       []int    `yaml:"uitstroom_na"`                // share leaving care after so many trajectories (TR-4)
	UitstroomErbij    int      `yaml:"uitstroom_erbij_punten"`      // percentage points that share should rise (TR-4)
	GezinsvormProcent int      `yaml:"gezinsvorm_meer_dan_procent"` // of the youth placed out of home (TR-4)
	Veel              int      `yaml:"veel_vanaf"`                  // youths with this many trajectories are counted apart (TR-4)
}

// Tijd is when people are reminded, and on which days the organisation works.
type Tijd struct {
	Herinner       string     `yaml:"herinner_om"` // wall-clock time of ordinary reminders, "09:00"
	Vrij           []Feestdag `yaml:"vrije_dagen"`
	Sluitingsdagen []Date     `yaml:"sluitingsdagen"`
	LosBinnenUren  int        `yaml:"los_binnen_uren"` // see [Tijd.LosBinnen]; 0: the usual
	MaximumPerDag  int        `yaml:"maximum_per_dag"` // see [Tijd.Maximum]; 0: the usual
}

// Domein is one domain of the checklist MP jeugd, or one field of that for adults.
type Domein struct {
	Sleutel   string     `yaml:"sleutel"` // the key on a line: "kind"
	Naam      string     `yaml:"naam"`
	Vraag     string     `yaml:"vraag"`
	Kenmerken []string   `yaml:"kenmerken"`
	Beslist   Schakelaar `yaml:"beslist"` // counts for the outcome (MPJ-2); the others are recorded (MPJ-3)
}

// MPVolwassenenLijst is the checklist for adults (MPV-1).
type MPVolwassenenLijst struct {
	Minimaal int      `yaml:"minimaal"` // fields that must be ja
	Velden   []Domein `yaml:"velden"`
}

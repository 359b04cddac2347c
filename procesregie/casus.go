package procesregie

import (
	"slices"
	"time"
)

// Casus is the working data about one case: dates, roles and steps. It is not the
// dossier. Zaaknummer is the only way the bot refers to a case.
type Casus struct {
	Zaaknummer     string         `json:"zaaknummer"` // as first written; compared without regard to capitals, see [SameZaak]
	Team           string         `json:"team"`
	Regisseur      string         `json:"regisseur"`           // user name of the procesregisseur
	Doelgroep      Doelgroep      `json:"doelgroep,omitempty"` // empty: jeugd
	Aanduiding     string         `json:"aanduiding,omitempty"`
	StartRegie     Date           `json:"start_regie"`
	Niveaus        []NiveauWissel `json:"niveaus"` // oldest first; the last is the present level; never empty
	Duo            string         `json:"duo,omitempty"`
	Casusregisseur string         `json:"casusregisseur,omitempty"` // role and organisation, no name needed
	VPR            VPRStappen     `json:"vpr,omitzero"`             // the last VPR; kept after scaling down
	EerdereVPR     []VPRStappen   `json:"eerdere_vpr,omitempty"`    // of periods before the present VPR
	MDOs           []MDO          `json:"mdos,omitempty"`           // oldest first, see [Casus.FirstMDO]
	Evaluaties     []Evaluatie    `json:"evaluaties,omitempty"`     // held ones, oldest first
	// VolgendeEvaluatie is the planned or agreed date of the next evaluation (EV-1, VPR-7, VPR-8).
	VolgendeEvaluatie Date          `json:"volgende_evaluatie,omitzero"`
	Meldingen         []Melding     `json:"meldingen,omitempty"`
	Afspraken         Afspraken     `json:"afspraken,omitzero"`
	Checklists        []Checklist   `json:"checklists,omitempty"`
	Uitstel           []Uitstel     `json:"uitstel,omitempty"`
	Overdrachten      []Overdracht  `json:"overdrachten,omitempty"`
	Sluiting          Sluiting      `json:"sluiting,omitzero"` // zero: open
	Aanmeldteam       []AgendaPunt  `json:"aanmeldteam,omitempty"`
	Voorstellen       []Voorstel    `json:"voorstellen,omitempty"` // oldest first; see [Casus.OpenVoorstel]
	Noodtoegang       []Noodtoegang `json:"noodtoegang,omitempty"`
	GeenAI            bool          `json:"geen_ai,omitempty"`
	Versie            int           `json:"-"` // of the stored row; a change of an older version is refused
}

// Doelgroep is whom a case is about.
type Doelgroep string

// The target groups.
const (
	Jeugd       Doelgroep = "jeugd"
	Volwassenen Doelgroep = "volwassenen"
)

// NiveauWissel is one level in the history of a case (RN-6).
type NiveauWissel struct {
	Niveau Niveau `json:"niveau"`
	Sinds  Date   `json:"sinds"`            // first day of this level
	Reden  string `json:"reden,omitempty"`  // why it changed
	Door   string `json:"door,omitempty"`   // user name of who changed it
	Tweede string `json:"tweede,omitempty"` // user name of who confirmed the end of a VPR (VPR-10)
}

// VPRStappen are the steps of a versterkte procesregie (VPR-1…5, VPR-10).
type VPRStappen struct {
	Kernbesluit      Date     `json:"kernbesluit,omitzero"`      // of the OVV (VPR-1)
	Brief            Date     `json:"brief,omitzero"`            // letter sent (VPR-2)
	Startbijeenkomst Date     `json:"startbijeenkomst,omitzero"` // VPR-4
	Aanwezig         []string `json:"aanwezig,omitempty"`        // ouders, jeugdige, hulpverleners, …
	OVVOpnieuw       Date     `json:"ovv_opnieuw,omitzero"`      // brought to the OVV again (VPR-10)
	OVVReden         string   `json:"ovv_reden,omitempty"`
}

// MDO is a multidisciplinair overleg; planned and held are tracked apart (VPR-6).
type MDO struct {
	Gepland  Date    `json:"gepland,omitzero"`
	Gehouden Date    `json:"gehouden,omitzero"`
	Verslag  Verslag `json:"verslag,omitzero"` // zero: held without record, allowed only by an import (VPR-7)
}

// Verslag is the record that VPR-7 asks of an MDO.
type Verslag struct {
	Doelen      string `json:"doelen"`      // goals and results
	Beschermend string `json:"beschermend"` // protective factors
	Bedreigend  string `json:"bedreigend"`  // threatening factors
	Veiligheid  string `json:"veiligheid"`  // view on safety
	Vervolg     string `json:"vervolg"`     // follow-up
	Bijstelling bool   `json:"bijstelling"` // plan adjusted or not
	Volgende    Date   `json:"volgende"`    // next evaluation
}

// Evaluatie is an evaluation that was held (EV-1…3).
type Evaluatie struct {
	Gehouden Date   `json:"gehouden"`
	Uitkomst string `json:"uitkomst,omitempty"`
}

// Melding is a report of spoed or crisis (SC-1, SC-2).
type Melding struct {
	Soort  MeldingSoort `json:"soort"`
	Gemeld time.Time    `json:"gemeld"`
	Klaar  time.Time    `json:"klaar,omitzero"` // zero: still open
	Actie  string       `json:"actie,omitempty"`
}

// MeldingSoort is the urgency of a report.
type MeldingSoort string

// The urgencies.
const (
	Spoed  MeldingSoort = "spoed"
	Crisis MeldingSoort = "crisis"
)

// Afspraken are the agreements and start conditions of EV-6.
type Afspraken struct {
	WieEvalueert string `json:"wie_evalueert,omitempty"`
	HoeVaak      string `json:"hoe_vaak,omitempty"`
	WieVerbindt  string `json:"wie_verbindt,omitempty"`
	WanneerOp    string `json:"wanneer_op,omitempty"` // when to scale up
	Beschikking  Answer `json:"beschikking,omitempty"`
	Toewijzing   Answer `json:"toewijzing,omitempty"`
	Plan         Answer `json:"plan,omitempty"` // hulpverleningsplan
	Toestemming  Answer `json:"toestemming,omitempty"`
	Veiligheid   Answer `json:"veiligheid,omitempty"` // veiligheidsplan, where needed
}

// Checklist is the recorded outcome of a checklist. Of the adults' checklist only
// field yes/no is kept (MPV-4).
type Checklist struct {
	Soort      Doelgroep         `json:"soort"`
	Op         Date              `json:"op"`
	Door       string            `json:"door"`
	Uitkomst   string            `json:"uitkomst"`
	Antwoorden map[string]Answer `json:"antwoorden"`
}

// Uitstel is one person's wish to be reminded of a term later. The term itself
// does not move.
type Uitstel struct {
	Termijn   TermijnSoort `json:"termijn"`
	Uiterlijk Date         `json:"uiterlijk,omitzero"` // last day of the term it is about
	Door      string       `json:"door"`
	Tot       Date         `json:"tot"`
}

// AgendaPunt puts a case on the agenda of the aanmeldteam (MPJ-6).
type AgendaPunt struct {
	Op        Date   `json:"op"`
	Door      string `json:"door"`
	Onderwerp string `json:"onderwerp"` // short and neutral: "uitkomst checklist: twijfel"
	Besproken Date   `json:"besproken,omitzero"`
}

// OpenPunten returns what waits for the aanmeldteam.
func (c Casus) OpenPunten() []AgendaPunt {
	var open []AgendaPunt
	for _, p := range c.Aanmeldteam {
		if p.Besproken.IsZero() {
			open = append(open, p)
		}
	}
	return open
}

// Besproken marks everything that waits for the aanmeldteam as discussed on a day.
func (c Casus) Besproken(op Date) Casus {
	c.Aanmeldteam = slices.Clone(c.Aanmeldteam)
	for i := range c.Aanmeldteam {
		if c.Aanmeldteam[i].Besproken.IsZero() {
			c.Aanmeldteam[i].Besproken = op
		}
	}
	return c
}

// Overdracht is a change of procesregisseur.
type Overdracht struct {
	Op    Date   `json:"op"`
	Van   string `json:"van"`
	Aan   string `json:"aan"`
	Reden string `json:"reden"`
	Door  string `json:"door"`
}

// Sluiting is how a case ended (RN-8).
type Sluiting struct {
	Op     Date   `json:"op"`
	Reden  string `json:"reden,omitempty"`  // one of [SluitRedenen]
	Nazorg string `json:"nazorg,omitempty"` // one of [NazorgVormen]
	Door   string `json:"door,omitempty"`
	Tweede string `json:"tweede,omitempty"` // user name of who confirmed the closing of a VPR
}

// SluitRedenen and NazorgVormen are the answers asked at closing (RN-8).
var (
	SluitRedenen = []string{"zelf", "jeugdbeschermer", "verhuisd", "anders"}
	NazorgVormen = []string{"geen", "individueel", "voorveld"}
)

// Niveau returns the present level.
func (c Casus) Niveau() Niveau {
	if len(c.Niveaus) == 0 {
		return Geen
	}
	return c.Niveaus[len(c.Niveaus)-1].Niveau
}

// Sinds returns the first day of the present level.
func (c Casus) Sinds() Date {
	if len(c.Niveaus) == 0 {
		return c.StartRegie
	}
	return c.Niveaus[len(c.Niveaus)-1].Sinds
}

// niveauOp returns the level on a day; that of the start when the day is before it.
func (c Casus) niveauOp(day Date) Niveau {
	level := Geen
	for i, n := range c.Niveaus {
		if i == 0 || !n.Sinds.After(day) {
			level = n.Niveau
		}
	}
	return level
}

// IsOpen reports whether the case has not been closed.
func (c Casus) IsOpen() bool { return c.Sluiting.Op.IsZero() }

// IsVPR reports whether the case is open and at the level VPR.
func (c Casus) IsVPR() bool { return c.IsOpen() && c.Niveau() == VPR }

// LastEvaluatie returns the day on which the last evaluation was held, or the
// zero Date.
func (c Casus) LastEvaluatie() Date {
	if len(c.Evaluaties) == 0 {
		return Date{}
	}
	return c.Evaluaties[len(c.Evaluaties)-1].Gehouden
}

// FirstMDO returns the first MDO of the present VPR, that of VPR-6; zero when there
// is none. Index is its place in MDOs, or -1.
func (c Casus) FirstMDO() (first MDO, index int) {
	for i, m := range c.MDOs {
		if !m.Day().Before(c.VPR.Kernbesluit) {
			return m, i
		}
	}
	return MDO{}, -1
}

// LastMDO returns the day on which the last MDO was held, or the zero Date.
func (c Casus) LastMDO() Date {
	var last Date
	for _, m := range c.MDOs {
		if m.Gehouden.After(last) {
			last = m.Gehouden
		}
	}
	return last
}

// lastHeld returns the day of the last evaluation or MDO that was held, or the zero
// Date.
func (c Casus) lastHeld() Date {
	if e := c.LastEvaluatie(); e.After(c.LastMDO()) {
		return e
	}
	return c.LastMDO()
}

// Day returns the day on which an MDO was held, or else is planned.
func (m MDO) Day() Date {
	if m.Gehouden.IsZero() {
		return m.Gepland
	}
	return m.Gehouden
}

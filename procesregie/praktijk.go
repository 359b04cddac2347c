package procesregie

import (
	"strings"
	"time"
)

// Praktijk is what the rules need to know of an organisation besides the case:
// its profile, its team and its zone.
type Praktijk struct {
	Profiel Profiel
	Team    Team
	Leden   map[string]Lid // by user name; those who left included
	Zone    *time.Location
}

// Team is one team, with the settings that are the team's own.
type Team struct {
	Naam           string  `json:"naam"`
	Crisiscontact  string  `json:"crisiscontact,omitempty"` // user name (SC-4)
	Sluitingsdagen []Date  `json:"sluitingsdagen,omitempty"`
	Ritmes         []Ritme `json:"ritmes,omitempty"`

	Kanalen map[string]string `json:"kanalen,omitempty"` // platform → id of the channel of the team there
}

// Ritme is a returning team event (VPR-9, VPR-12).
type Ritme struct {
	Wat    string `json:"wat"` // casuistiekbespreking, werkoverleg, themabijeenkomst, training
	Eerste Date   `json:"eerste"`
	Weken  int    `json:"weken,omitempty"` // every so many weeks; 0: every year
}

// Calendar returns the working days of the organisation and the team.
func (p Praktijk) Calendar() Calendar {
	closed := map[Date]bool{}
	for _, d := range p.Profiel.Tijd.Sluitingsdagen {
		closed[d] = true
	}
	for _, d := range p.Team.Sluitingsdagen {
		closed[d] = true
	}
	return Calendar{Off: p.Profiel.Tijd.Vrij, Closed: closed}
}

// Naam returns how colleagues call a member; the user name when unknown.
func (p Praktijk) Naam(gebruiker string) string {
	if lid, ok := p.Leden[gebruiker]; ok && lid.Naam != "" {
		return lid.Naam
	}
	return strings.TrimPrefix(gebruiker, "@")
}

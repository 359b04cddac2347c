package procesregie

import "time"

// Rol is what somebody may do in the team; see section 1 of the practice.
type Rol string

// The roles of the bot. A procesregisseur or duo-partner has the role consulent.
const (
	Consulent            Rol = "consulent"
	Gedragswetenschapper Rol = "gedragswetenschapper"
	Manager              Rol = "manager"
	Kwaliteitsmedewerker Rol = "kwaliteitsmedewerker"
	Beheerder            Rol = "beheerder"
	FG                   Rol = "functionaris gegevensbescherming"
)

// Rollen lists every role, in the order in which people are asked.
var Rollen = []Rol{Consulent, Gedragswetenschapper, Manager, Kwaliteitsmedewerker, Beheerder, FG}

// Lid is a member of a team.
type Lid struct {
	Naam      string            `json:"naam"`      // the name colleagues use, for instance "Anouk"
	Gebruiker string            `json:"gebruiker"` // the user name, lower case, unique: "anouk"
	Team      string            `json:"team"`
	Rol       Rol               `json:"rol"`
	Functie   string            `json:"functie,omitempty"`
	Werkdagen []time.Weekday    `json:"werkdagen,omitempty"` // empty: Monday to Friday
	Uren      int               `json:"uren,omitempty"`      // hours a week
	Norm      int               `json:"norm,omitempty"`      // caseload norm in points (CL-2); 0: none
	Vervanger string            `json:"vervanger,omitempty"` // user name of who stands in
	Afwezig   []Periode         `json:"afwezig,omitempty"`
	Weg       bool              `json:"weg,omitempty"` // has left the team
	IDs       map[string]string `json:"ids,omitempty"` // platform → id of this person there

	// Onbereikbaar is since when the chat platform takes nothing for this member: the
	// account is off, or it refuses what the bot sends. Zero: can be reached.
	Onbereikbaar time.Time `json:"onbereikbaar,omitzero"`
}

// Periode is a span of days; both the first and the last belong to it.
type Periode struct {
	Van Date `json:"van"`
	Tot Date `json:"tot"`
}

// Contains reports whether d lies in the period.
func (p Periode) Contains(d Date) bool { return !d.Before(p.Van) && !d.After(p.Tot) }

// IsAway reports whether the member is on leave on d, or has left.
func (l Lid) IsAway(d Date) bool {
	if l.Weg {
		return true
	}
	for _, p := range l.Afwezig {
		if p.Contains(d) {
			return true
		}
	}
	return false
}

// WorksOn reports whether d is one of the member's own working days: a day of the
// week on which they work, no leave, and a working day of the organisation.
func (l Lid) WorksOn(d Date, calendar Calendar) bool {
	return l.hasWeekday(d.Weekday()) && !l.IsAway(d) && calendar.IsWorkday(d)
}

func (l Lid) hasWeekday(day time.Weekday) bool {
	if len(l.Werkdagen) == 0 {
		return day != time.Saturday && day != time.Sunday
	}
	for _, w := range l.Werkdagen {
		if w == day {
			return true
		}
	}
	return false
}

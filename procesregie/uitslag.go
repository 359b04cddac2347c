package procesregie

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// Uitkomst is the outcome of a checklist, as people read it.
type Uitkomst string

// The outcomes (MPJ-1…5, MPV-1, MPV-2).
const (
	MP      Uitkomst = "MP-casus"
	GeenMP  Uitkomst = "Geen MP-casus"
	Twijfel Uitkomst = "Twijfel" // unknown answers could still tip it
)

func uitkomstOf(a Answer) Uitkomst { return [...]Uitkomst{Onbekend: Twijfel, Ja: MP, Nee: GeenMP}[a] }

// Uitslag is the outcome of a checklist and why it is so (MPJ-6).
type Uitslag struct {
	Uitkomst    Uitkomst
	Beslissend  []string // the fewest answers that give the outcome by themselves, by key; empty at Twijfel
	Open        []string // unknown answers that can still tip the outcome, by key; only at Twijfel
	Grond       []Grond
	Opmerkingen []Grond  // what does not change the outcome but should be said (MPJ-3, MPV-3)
	Aanname     []string // what was assumed, one sentence each (MPJ-2)
	Meldcode    bool     // show the reminder of the meldcode, see [MeldcodeHerinnering] (MPJ-7)
	Crisis      bool     // offer to start the clock of a crisis (MPJ-6, SC-2)
}

// WieBeslist is the last sentence of every advice: the bot advises, people decide.
const WieBeslist = "Het aanmeldteam beslist. Is er twijfel, dan beslist de gedragswetenschapper."

func (u *Uitslag) because(rule, format string, args ...any) {
	u.Grond = append(u.Grond, Grond{Regel: rule, Uitleg: fmt.Sprintf(format, args...)})
}

func (u *Uitslag) own(rule, format string, args ...any) {
	u.Grond = append(u.Grond, Grond{Regel: rule, Eigen: true, Uitleg: fmt.Sprintf(format, args...)})
}

// assume says what MPJ-2 leaves open and this program fills in.
func (u *Uitslag) assume() {
	u.Aanname = []string{"Eén kenmerk is genoeg om een onderdeel ja te noemen. De bron noemt geen aantal: dit is een eigen instelling."}
}

func lowerFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(r)) + text[size:]
}

package procesregie

import "time"

// TermijnSoort names a kind of term; it is part of the key of its reminders.
type TermijnSoort string

// The kinds of terms.
const (
	TermijnMDO              TermijnSoort = "mdo"              // first MDO of a VPR (VPR-6)
	TermijnBrief            TermijnSoort = "brief"            // letter at the start of a VPR (VPR-2)
	TermijnStartbijeenkomst TermijnSoort = "startbijeenkomst" // only when the team sets a term (VPR-4)
	TermijnEvaluatie        TermijnSoort = "evaluatie"        // half-yearly, or the interval of a VPR (EV-1, VPR-8)
	TermijnMaximum          TermijnSoort = "maximum"          // end of the level, with the final evaluation (RN-7, EV-2)
	TermijnSpoed            TermijnSoort = "spoed"            // SC-1
	TermijnCrisis           TermijnSoort = "crisis"           // SC-2
	TermijnRitme            TermijnSoort = "ritme"            // team events (VPR-9, VPR-12)
)

// Termijn is something that must be done by a certain day.
type Termijn struct {
	Soort     TermijnSoort
	Zaak      string
	Vanaf     Date      // the day it is counted from
	Uiterlijk Date      // last day; zero when the source gives no term (VPR-2)
	Moment    time.Time // the exact instant, for a crisis only
	Gemeld    time.Time // when it was reported, for spoed and crisis
	Advies    Date      // the working day on or before Uiterlijk (EV-4, VPR-6)
	Gepland   Date      // planned for, when known
	Grond     []Grond   // why: rule, owner, document
	Gehouden  bool      // of the end of a level: its evaluation has been held (EV-2)
	Voorstel  bool      // rests on a proposal, not on a norm or a setting (VPR-8)
}

// Grond is one reason for an outcome or a term: the rule, and whether its number
// is the organisation's own.
type Grond struct {
	Regel  string // exact id, such as "VPR-6"
	Eigen  bool   // "eigen instelling"
	Uitleg string // one Dutch sentence with the numbers filled in

	// Eigenaar and Document say whose reading it is, when not that of the rule's owner.
	Eigenaar string
	Document string
}

// Stap is the stage of a term at which somebody is reminded.
type Stap string

// The stages that are not counted in weeks or days. StapDag is followed by the day.
const (
	StapStart       Stap = "start"
	StapTeLaat      Stap = "te-laat"
	StapDag         Stap = "dag-"
	StapManager     Stap = "manager"
	StapManagerWeek Stap = "manager-week-"
	StapWeek        Stap = "week-"
	StapUitstel     Stap = "uitstel-"
)

// Reminder is one planned message to one person about one term.
type Reminder struct {
	Key       string // casus/term/due date/stage/recipient: same key, same reminder
	Zaak      string // empty: a returning event of the team
	Team      string
	Termijn   TermijnSoort
	Uiterlijk Date
	Stap      Stap
	Voor      string    // user name for whom it was meant
	Aan       string    // user name who gets it: Voor, or who stands in
	At        time.Time // instant of delivery
	Gepland   time.Time // instant for which it was planned, whatever it was moved to since; zero until it is stored
	Dringend  bool      // a crisis: any day, any hour
	Gemist    bool      // held up by an outage
	Dubbel    bool      // an earlier message with it may have arrived
	Regels    []string  // exact rule ids
}

// Sent is a reminder that went out, as far as planning needs to know it.
type Sent struct {
	Key string
	At  time.Time // when it was handed to the outbox
}

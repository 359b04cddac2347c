package summary

import "github.com/regiebot/regiebot/procesregie"

// Aspect is a thing that can be said of a [Feit].
type Aspect string

// What can be said; a plain sentence and one of a model that say the same have the same
// aspects.
const (
	AspectVorm       Aspect = "vorm"       // the form of help
	AspectAanbieder  Aspect = "aanbieder"  // the provider
	AspectBegin      Aspect = "begin"      // the first day
	AspectEind       Aspect = "eind"       // the last day
	AspectDuur       Aspect = "duur"       // how many days
	AspectStand      Aspect = "stand"      // runs, is over or has yet to begin
	AspectCrisis     Aspect = "crisis"     // began with a crisis
	AspectPauze      Aspect = "pauze"      // is in a pause
	AspectEinde      Aspect = "einde"      // how it ended
	AspectAfgeleid   Aspect = "afgeleid"   // the reason of the end was derived
	AspectResultaat  Aspect = "resultaat"  // whether it helped
	AspectAanleiding Aspect = "aanleiding" // the reason to start
	AspectOverlap    Aspect = "overlap"    // which trajectories ran together
	AspectGat        Aspect = "gat"        // no help known, and between which trajectories
	AspectTelling    Aspect = "telling"    // how many
	AspectEerder     Aspect = "eerder"     // a form that was tried before
	AspectWeer       Aspect = "weer"       // a form that runs again
	AspectBuiten     Aspect = "buiten"     // help that is no trajectory, and why not
	AspectVraag      Aspect = "vraag"      // a question for the next plan
)

// Bewering is one thing that a sentence says of one fact.
type Bewering struct {
	Feit   string // id of the fact
	Aspect Aspect
}

// Oordeel is what the checker found of a sentence.
type Oordeel struct {
	Goed   bool       // all of it was understood, and agrees with the facts it cites
	Waarom string     // why not, one of the words below; never anything of the sentence
	Zegt   []Bewering // all that a good sentence says, each once
}

// Why a sentence is dropped.
const (
	WaaromLeeg     = "empty"
	WaaromLang     = "too long"
	WaaromTeken    = "character"      // one that has no place in plain Dutch
	WaaromWoord    = "word"           // one outside the vocabulary
	WaaromZin      = "not understood" // known words in an order that says nothing known
	WaaromFeit     = "not a fact"     // understood, and not what the facts say
	WaaromNummer   = "ids"            // the ids are not those of the facts that it says
	WaaromMoeilijk = "too complex"
)

// Toetser judges sentences about the facts of one history on one day. It may be used by
// several at once.
type Toetser struct {
	feiten map[string]Feit
	lijst  []Feit
	op     procesregie.Date
}

// NieuweToetser makes a checker for the facts of a history (see [Feiten]) on a day. Names
// of providers must have been replaced in them: "aanbieder A", "aanbieder B", …
func NieuweToetser(feiten []Feit, op procesregie.Date) *Toetser {
	t := &Toetser{feiten: make(map[string]Feit, len(feiten)), lijst: feiten, op: op}
	for _, f := range feiten {
		t.feiten[f.ID] = f
	}
	return t
}

// Toets judges a sentence, with the ids of the facts that it cites.
func (t *Toetser) Toets(tekst string, ids []string) Oordeel {
	return Oordeel{Waarom: WaaromZin}
}

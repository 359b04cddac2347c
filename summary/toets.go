package summary

import (
	"slices"
	"unicode/utf8"

	"github.com/regiebot/regiebot/procesregie"
)

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
	AspectNa         Aspect = "na"         // no help known, and after which trajectories only
	AspectTelling    Aspect = "telling"    // how many
	AspectEerder     Aspect = "eerder"     // a form that was tried before
	AspectWeer       Aspect = "weer"       // a form that runs again
	AspectBuiten     Aspect = "buiten"     // help that is no trajectory, and why not
	AspectVroeg      Aspect = "te vroeg"   // ended before its time
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
type Toetser struct{ kennis kennis }

// NieuweToetser makes a checker for the facts of a history (see [Feiten]) on a day. Names
// of providers must have been replaced in them: "aanbieder A", "aanbieder B", …
func NieuweToetser(feiten []Feit, op procesregie.Date) *Toetser {
	k := kennis{feiten: make(map[string]Feit, len(feiten)), lijst: feiten, op: op}
	for _, f := range feiten {
		k.feiten[f.ID] = f
	}
	return &Toetser{k}
}

// Toets judges a sentence, or a few, with the ids of the facts that it cites. It is good
// only when every word is understood and every claim agrees with those facts, in every
// way in which it can be read.
func (t *Toetser) Toets(tekst string, ids []string) Oordeel {
	if utf8.RuneCountInString(tekst) > maxTeken {
		return Oordeel{Waarom: WaaromLang}
	}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	tokens, why := gelezen(tekst)
	switch {
	case why != "":
		return Oordeel{Waarom: why}
	case len(tokens) == 0:
		return Oordeel{Waarom: WaaromLeeg}
	case !bekend(tokens):
		return Oordeel{Waarom: WaaromWoord}
	}
	readings, ok := lezingen(tokens)
	if !ok {
		return Oordeel{Waarom: WaaromMoeilijk}
	}
	verdict := Oordeel{Waarom: WaaromZin}
	for _, reading := range readings {
		if verdict = t.kennis.weeg(reading, ids); !verdict.Goed {
			return verdict
		}
	}
	return verdict
}

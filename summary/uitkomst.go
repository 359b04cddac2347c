package summary

import (
	"context"

	"github.com/regiebot/regiebot/procesregie"
)

// Vraag is what a summary is asked of.
type Vraag struct {
	Historie  procesregie.Historie
	Op        procesregie.Date // the day of the summary
	Geweigerd int              // rows that an import refused, as for [Plain]
	// VrijeTekst lets the reasons to start go to the model, scrubbed; without it no free text
	// leaves, and other free text never does.
	VrijeTekst bool
	// Verberg are names to scrub from free text: of the members of the team, and from the
	// import. Names of providers need not be in it. A name with a capital goes as well when
	// nobody gave it; one in small letters is not known to be a name.
	Verberg []string
	// NogAan is asked each time before something is sent, also the second time: whether that
	// may still be done. nil: it may.
	NogAan func(context.Context) bool
}

func (v Vraag) nogAan(ctx context.Context) bool { return v.NogAan == nil || v.NogAan(ctx) }

// Uitkomst is a summary, who wrote it, and what became of the sentences of the model.
type Uitkomst struct {
	Samenvatting
	Engine  string // [BronModel] when a sentence of the model stands in it, else [BronPlain]
	Reason  string // why it is plain, one of the reasons; "" when Engine is [BronModel]
	Kept    int    // sentences of the model that stand in it
	Dropped int    // sentences of the model that do not, because they did not pass or too many did not
}

// Why a summary is plain, as [Uitkomst.Reason] says it.
const (
	ReasonOff            = "off"              // the model may not be used
	ReasonTimeout        = "timeout"          // no answer in time
	ReasonCut            = "cut"              // the answer ends in the middle
	ReasonRefused        = "refused"          // the model did not want to answer
	ReasonInvalid        = "invalid"          // the answer is not what was asked for
	ReasonStatus         = "status"           // no connection, or an error in place of an answer
	ReasonTooManyDropped = "too-many-dropped" // more than half of the sentences did not pass, or none did
)

// ZonderModel is the plain summary, for a reason; it calls nobody.
func ZonderModel(v Vraag, reason string) Uitkomst {
	return Uitkomst{Samenvatting: Plain(v.Historie, v.Op, v.Geweigerd), Engine: BronPlain, Reason: reason}
}

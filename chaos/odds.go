package chaos

import "time"

// Odds is how a [Server] misbehaves. Numbers without another unit are chances in a
// thousand; the zero Odds are those of a server that does everything right.
type Odds struct {
	// Of a message that is posted, or replaced. Together at most 1000.
	LoseAnswer    int // stores it and cuts the connection
	FailAfter     int // stores it and answers 500
	NonsenseAfter int // stores it and answers 200 with something that is no answer
	HangStore     int // says nothing for Hang, and stores it after that
	HangDrop      int // says nothing for Hang, and does not store it
	CutBefore     int // cuts the connection without storing it
	FailBefore    int // answers 500 without storing it
	Busy          int // answers 429 without storing it
	BusyEveryone  int // the same, for every address

	// Of a question whether a message is there. Together at most 1000.
	FindFail     int // answers 500
	FindHang     int // says nothing for Hang
	FindNonsense int // answers 200 with something that is no answer

	// CannotTell is the share of the addresses of which the server never says what is
	// there (501).
	CannotTell int

	Hang  time.Duration // longer than a client waits
	Every time.Duration // an address takes one message in this time, and answers 429 to others; 0: any number
	After int           // seconds that a 429 asks to wait
}

// fate is what becomes of one request.
type fate int

const (
	well fate = iota
	loseAnswer
	failAfter
	nonsenseAfter
	hangStore
	hangDrop
	cutBefore
	failBefore
	busy
	busyEveryone
)

// String names a fate, for who looks into it.
func (f fate) String() string {
	return [...]string{
		"well", "answer lost", "500 after storing", "nonsense after storing", "hung and stored", "hung and not stored",
		"cut before storing", "500 before storing", "busy", "busy for everyone",
	}[f]
}

// stores reports whether a request with this fate does what it asks.
func (f fate) stores() bool { return f <= hangStore }

// throw returns the fate of a message that is posted or replaced; dice is a number from
// 0 to 999.
func (o Odds) throw(dice int) fate {
	for i, chance := range []int{
		o.LoseAnswer, o.FailAfter, o.NonsenseAfter, o.HangStore, o.HangDrop, o.CutBefore, o.FailBefore, o.Busy, o.BusyEveryone,
	} {
		if dice < chance {
			return loseAnswer + fate(i)
		}
		dice -= chance
	}
	return well
}

// throwFind returns the fate of a question whether a message is there.
func (o Odds) throwFind(dice int) fate {
	for _, chance := range []struct {
		of   int
		fate fate
	}{{o.FindFail, failBefore}, {o.FindHang, hangDrop}, {o.FindNonsense, nonsenseAfter}} {
		if dice < chance.of {
			return chance.fate
		}
		dice -= chance.of
	}
	return well
}

package bot

import (
	"context"
	"errors"
	"time"
)

// Sender delivers messages that nobody asked for. Its errors say what is known: a
// [NotSent] that nothing was posted, every other error that the message may be there.
type Sender interface {
	// Send posts m to an address and returns the platform's receipt. The key makes
	// the message recognisable when the answer of the platform is lost.
	Send(ctx context.Context, to Address, key string, m Message) (Receipt, error)
	// Find looks whether a message with a key was posted to an address at a moment or
	// later; false: it is certain that it was not, as a whole. Of a message of several posts
	// some can be there then: the receipt is of those, to have them taken away with Replace;
	// empty: nothing of it is there. [ErrCannotTell] when the platform has no way to know; any
	// other error when it may know another time.
	Find(ctx context.Context, to Address, key string, since time.Time) (Receipt, bool, error)
	// Replace puts m in the place of a message that was sent to an address, where it
	// stands; nil takes the message away. One that is not there any more is no error.
	Replace(ctx context.Context, to Address, r Receipt, m *Message) error
}

// ErrCannotTell is the error of [Sender].Find when nobody can say whether a message is
// there.
var ErrCannotTell = errors.New("the platform cannot tell whether a message is there")

// NotSent is the error of a [Sender] that knows for certain that nothing was posted.
type NotSent struct {
	Why      Why
	After    time.Duration // of [Busy]: how long the platform asks to wait; 0: it does not say
	Everyone bool          // of [Busy]: it holds for every address
	Cause    error         // for the log, without anything of the message
}

// Why is the reason for which a platform took nothing.
type Why string

// The reasons for which a platform takes nothing.
const (
	Failed      Why = ""            // something went wrong; it may go right another time
	Busy        Why = "busy"        // too many messages in a short time
	Unreachable Why = "unreachable" // the account is closed, takes no messages, or the bot is not in the channel
	Unfit       Why = "unfit"       // this message is never taken: too long, or not well-formed
)

// Error says why, for the log.
func (e *NotSent) Error() string {
	text := "the platform took nothing"
	if e.Why != Failed {
		text += " (" + string(e.Why) + ")"
	}
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

// Unwrap gives the cause.
func (e *NotSent) Unwrap() error { return e.Cause }

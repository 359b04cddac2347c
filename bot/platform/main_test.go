package platform

import (
	"errors"
	"testing"
	"time"

	"github.com/regiebot/regiebot/bot"
)

// moment is when most of these tests are.
var moment = time.Unix(1794700000, 0)

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// verdict is what an error says of a message that was to go out.
type verdict struct {
	certain bool // nothing was posted
	why     bot.Why
	after   time.Duration
	all     bool
}

func verdictOf(err error) verdict {
	var not *bot.NotSent
	if !errors.As(err, &not) {
		return verdict{}
	}
	return verdict{true, not.Why, not.After, not.Everyone}
}

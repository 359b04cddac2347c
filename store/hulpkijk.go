package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/regiebot/regiebot/procesregie"
)

// NextSignaal returns the first day on which the signals of a casus are to be looked at, see
// [Tx.TeSignaleren]; of what waits for a look already a day long ago. some is false when there
// is none.
func (tx *Tx) NextSignaal(ctx context.Context) (day procesregie.Date, some bool, err error) {
	text, err := first(ctx, tx, q(selectNextSignaal), scanText)
	if errors.Is(err, ErrNotFound) {
		return day, false, nil
	}
	if err != nil {
		return day, false, fmt.Errorf("hulp: %w", err)
	}
	day, wrong := procesregie.ParseDate(text)
	return day, wrong == nil, nil // what is no day is no day to wake up on
}

const selectNextSignaal = "SELECT kijk_op FROM hulp WHERE kijk_op <> '' ORDER BY kijk_op LIMIT 1"

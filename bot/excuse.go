package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
)

// Excuse makes an Answer that never fails and never panics: people get a sentence, see
// [Sorry].
func Excuse(next Answer, log *slog.Logger) Answer {
	return func(ctx context.Context, req Request) (m Message, _ error) {
		defer func() {
			if p := recover(); p != nil {
				m = Sorry(ctx, log, fmt.Errorf("panic (%T) in answer\n%s", p, debug.Stack()))
			}
		}()
		m, err := next(ctx, req)
		if err != nil {
			return Sorry(ctx, log, err), nil
		}
		return m, nil
	}
}

// Sorry is what people get for an error: the sentence of a [Mistake]; of every other
// error a reference, with which its cause is found in the log. Neither the line nor
// the fields are logged, and of a panic not its value.
func Sorry(ctx context.Context, log *slog.Logger, err error) Message {
	if mistake, ok := errors.AsType[*Mistake](err); ok {
		return Message{Text: mistake.Text, Refused: true}
	}
	reference := rand.Text()[:6]
	log.LogAttrs(ctx, slog.LevelError, "a request failed", slog.String("reference", reference), slog.Any("error", err))
	return Message{Refused: true, Text: fmt.Sprintf("Er ging iets mis (kenmerk %s). Probeer het opnieuw of meld het de beheerder.", reference)}
}

package bot

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"strings"
)

// Excuse makes an Answer that never fails: a [Mistake] becomes a refused message, and
// every other error is logged with a reference, of which people get the code. Neither
// the line nor the fields are logged.
func Excuse(next Answer, log *slog.Logger) Answer {
	return func(ctx context.Context, req Request) (Message, error) {
		m, err := next(ctx, req)
		if err == nil {
			return m, nil
		}
		var mistake *Mistake
		if errors.As(err, &mistake) {
			return Message{Text: mistake.Text, Refused: true}, nil
		}
		code := reference()
		log.LogAttrs(ctx, slog.LevelError, "a request failed", slog.String("reference", code), slog.Any("cause", err))
		return Message{Refused: true, Text: fmt.Sprintf(
			"Er ging iets mis (kenmerk %s). Er is niets opgeslagen. Probeer het opnieuw, of geef het kenmerk aan de beheerder.", code)}, nil
	}
}

// reference is a code that finds one line in the log.
func reference() string {
	raw := make([]byte, 4)
	_, _ = rand.Read(raw) // never fails
	return strings.ToUpper(hex.EncodeToString(raw))
}

package bot

import "fmt"

// Mistake is an error for people: one plain Dutch sentence and the way on.
type Mistake struct{ Text string }

// Error returns the sentence.
func (m *Mistake) Error() string { return m.Text }

// Mistakef makes a [Mistake].
func Mistakef(format string, args ...any) error {
	return &Mistake{Text: fmt.Sprintf(format, args...)}
}

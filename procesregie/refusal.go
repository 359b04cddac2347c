package procesregie

// Refusal is a change that the rules do not allow. Text is one Dutch sentence for
// people, with the way on; Field names the answer that is in the way, when there
// is one; Rule is the rule that forbids it.
type Refusal struct {
	Rule  string
	Field string
	Text  string
}

// Error returns the sentence.
func (r *Refusal) Error() string { return r.Text }

func refuse(rule, field, text string) error { return &Refusal{Rule: rule, Field: field, Text: text} }

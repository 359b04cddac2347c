package exchange

import "github.com/regiebot/regiebot/procesregie"

// KnownHulp is what an import of help may know of what is stored. Toewijzing, Persoon, MetBSN
// and Hash are asked by [ReadIJw] only.
type KnownHulp struct {
	// Hulp returns the help in a stored case; capitals make no difference. Found is false
	// when there is no such case. With ErrDamaged only the rows of that case are refused.
	Hulp func(zaak string) (h procesregie.Hulp, found bool, err error)
	// Toewijzing returns who is stored with the number of an assignment.
	Toewijzing func(nummer string) ([]procesregie.Persoon, error)
	// Persoon returns whom an earlier map named with the BSN of this keyed hash.
	Persoon func(hash string) (p procesregie.Persoon, found bool, err error)
	// MetBSN returns the codes of the young people in a case whom an earlier map named: with
	// another BSN they are refused.
	MetBSN func(zaak string) ([]string, error)
	// Hash returns the keyed hash of a BSN. The BSN itself goes nowhere else.
	Hash func(bsn string) string
}

package exchange

import (
	"slices"
	"strconv"
	"strings"

	"github.com/regiebot/regiebot/procesregie"
)

// Koppeling says which BSN belongs to which young person: the file behind --map of
// import ijw. It holds keyed hashes only. A nil Koppeling names nobody.
type Koppeling struct {
	personen map[string]procesregie.Persoon // by hash
	hashes   []string                       // in order of the file
	named    map[procesregie.Persoon]string // hash by young person, in capitals
	problem  *fileError
}

// The columns of a map for iJw.
const (
	koppelBSN = iota
	koppelCasus
	koppelJeugdige
)

func koppelSchema() *schema {
	return &schema{key: koppelCasus, sheet: -1, fields: []field{
		koppelBSN: {name: "bsn", needed: true}, koppelCasus: {name: "casus_ref", needed: true}, koppelJeugdige: {name: "jeugdige_ref", needed: true},
	}}
}

// LoadKoppeling reads the map of an iJw import: a CSV or XLSX file with the columns bsn,
// casus_ref and jeugdige_ref. Hash is the one of [KnownHulp]. The error says what is wrong
// with the map, without a BSN; messages that are read with such a map are refused with the
// code "map".
func LoadKoppeling(file string, hash func(bsn string) string) (*Koppeling, error) {
	k := &Koppeling{personen: map[string]procesregie.Persoon{}, named: map[procesregie.Persoon]string{}}
	if err := k.read(file, hash); err != nil {
		k.problem = &fileError{codeMap, "the map cannot be used: " + err.Error()}
		return k, k.problem
	}
	return k, nil
}

func (k *Koppeling) read(file string, hash func(string) string) error {
	n := newNaming(koppelSchema(), nil)
	tables, _, err := n.open(file, nil, &FileReport{}, 0)
	if err != nil {
		return err
	}
	for _, t := range tables {
		if t == nil {
			continue
		}
		if err := t.rows(func(r *tableRow) error { return k.readRow(r, hash) }); err != nil {
			return err
		}
	}
	if len(k.hashes) == 0 {
		return errEmpty()
	}
	return nil
}

func (k *Koppeling) readRow(r *tableRow, hash func(string) string) error {
	where := "row " + strconv.Itoa(r.number) + ": "
	bsn := readBSN(r.cells[koppelBSN])
	if !isBSN(bsn) {
		return refuseFile(codeMap, where+"this is no BSN")
	}
	p, problem := readPersoon(r)
	if problem != "" {
		return refuseFile(codeMap, where+problem)
	}
	key := hash(bsn)
	known, twice := k.personen[key]
	person := procesregie.Persoon{Zaaknummer: procesregie.ZaakKey(p.Zaaknummer), Jeugdige: procesregie.ZaakKey(p.Jeugdige)}
	if other, there := k.named[person]; there && other != key {
		return refuseFile(codeMap, where+"this young person stands in the map twice, with two BSNs: their help would become that of one; correct it")
	}
	k.named[person] = key
	switch {
	case twice && !known.Is(p):
		return refuseFile(codeMap, where+"this BSN stands in the map twice, for two young people: keep one")
	case !twice:
		k.personen[key] = p
		k.hashes = append(k.hashes, key)
	}
	return nil
}

// readBSN reads a BSN; a cell with a number has lost the zeros in front.
func readBSN(c cell) string {
	if c.kind == kindNumber && len(c.text) < bsnDigits {
		return strings.Repeat("0", bsnDigits-len(c.text)) + c.text
	}
	return c.text
}

func readPersoon(r *tableRow) (p procesregie.Persoon, problem string) {
	zaak, m := readZaak(r.cells[koppelCasus].kind, r.cells[koppelCasus].text)
	jeugdige := r.cells[koppelJeugdige].text
	switch {
	case m.is() || hasBSN(zaak):
		return p, "casus_ref is no zaaknummer"
	case !procesregie.ValidJeugdige(jeugdige) || hasBSN(jeugdige):
		return p, "jeugdige_ref is no code such as J1"
	}
	return procesregie.Persoon{Zaaknummer: zaak, Jeugdige: strings.Clone(jeugdige)}, ""
}

func (k *Koppeling) find(hash string) (procesregie.Persoon, bool) {
	if k == nil {
		return procesregie.Persoon{}, false
	}
	p, found := k.personen[hash]
	return p, found
}

// all returns the hashes in the map, in order.
func (k *Koppeling) all() []string {
	if k == nil {
		return nil
	}
	return slices.Clone(k.hashes)
}

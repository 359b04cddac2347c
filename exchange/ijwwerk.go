package exchange

import (
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// ijwWork is what there is to do in one case.
type ijwWork struct {
	zaak   string
	hashes []string // of whom the map names in it for the first time
	rows   []int32  // products about it, as places in ijwImport.rows
	added  []int32  // those that must be saved, in order

	asked  bool
	metBSN []string // young people in it whom an earlier map named, once that was asked
}

// work returns what there is to do in a case, stored or not.
func (im *ijwImport) work(zaak string) *ijwWork {
	key := procesregie.ZaakKey(zaak)
	w := im.cases[key]
	if w == nil {
		w = &ijwWork{zaak: zaak}
		im.cases[key] = w
		im.order = append(im.order, w)
	}
	return w
}

// result yields the help of each case with something new.
func (im *ijwImport) result(yield func(procesregie.Hulp, error) bool) {
	for _, w := range im.order {
		if len(w.added) == 0 {
			continue
		}
		if h, err := im.saved(w); !yield(h, err) || err != nil {
			return
		}
	}
}

// saved returns the help of a case as it must be saved.
func (im *ijwImport) saved(w *ijwWork) (procesregie.Hulp, error) {
	h, found, err := im.known.Hulp(w.zaak)
	if err != nil {
		return h, err
	}
	if !found {
		return h, errCaseGone
	}
	h.IJw = slices.Clone(h.IJw)
	for _, i := range w.added {
		h.IJw = append(h.IJw, im.rows[i].regel)
	}
	return h, nil
}

// assignMap finds out whom the map names for the first time.
func (im *ijwImport) assignMap() error {
	for _, hash := range im.koppeling.all() {
		p, _ := im.koppeling.find(hash)
		w := im.work(p.Zaaknummer)
		_, known, err := im.earlier(hash)
		if err == nil && !known {
			err = im.assignNew(w, hash, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// assignNew notes whom the map names with a BSN that no map had before, or that an earlier map
// had another for who that is.
func (im *ijwImport) assignNew(w *ijwWork, hash string, p procesregie.Persoon) error {
	if !w.asked {
		codes, err := im.known.MetBSN(w.zaak)
		if err != nil {
			return err
		}
		w.asked, w.metBSN = true, codes
	}
	if slices.ContainsFunc(w.metBSN, func(code string) bool { return procesregie.ZaakKey(code) == procesregie.ZaakKey(p.Jeugdige) }) {
		im.anders[hash] = true
	} else {
		w.hashes = append(w.hashes, hash)
	}
	return nil
}

// assignRows finds out which case every product is about.
func (im *ijwImport) assignRows() error {
	for i := range im.rows {
		row := &im.rows[i]
		if row.refused {
			continue
		}
		p, m, err := im.who(row)
		if err != nil {
			return err
		}
		if m.is() {
			im.refuse(row, "Bsn", m)
			continue
		}
		w := im.work(p.Zaaknummer)
		row.regel.Jeugdige = p.Jeugdige
		w.rows = append(w.rows, int32(i))
	}
	return nil
}

// resolveCase decides about everything in one case.
func (im *ijwImport) resolveCase(w *ijwWork) error {
	if len(w.hashes)+len(w.rows) == 0 {
		return nil
	}
	c, err := im.load(w.zaak)
	if err != nil {
		return err
	}
	if c != nil && !c.damaged {
		for _, hash := range w.hashes {
			p, _ := im.koppeling.find(hash)
			im.nieuw[hash] = procesregie.Persoon{Zaaknummer: c.hulp.Zaaknummer, Jeugdige: c.spelled(p.Jeugdige)}
		}
	}
	slices.SortStableFunc(w.rows, func(a, b int32) int { return procesregie.CompareIJw(im.rows[a].regel, im.rows[b].regel) })
	for _, i := range w.rows {
		if im.resolveRow(c, &im.rows[i]) {
			w.added = append(w.added, i)
		}
	}
	return nil
}

// earlierPersoon is what earlier maps say of one person.
type earlierPersoon struct {
	persoon procesregie.Persoon
	known   bool
}

// earlier returns whom an earlier map named; of each person it is asked once, for a message
// can have a great many products.
func (im *ijwImport) earlier(hash string) (procesregie.Persoon, bool, error) {
	if e, asked := im.personen[hash]; asked {
		return e.persoon, e.known, nil
	}
	p, known, err := im.known.Persoon(hash)
	if err == nil {
		im.personen[hash] = earlierPersoon{p, known}
	}
	return p, known, err
}

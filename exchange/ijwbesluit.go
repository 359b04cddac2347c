package exchange

import (
	"slices"

	"github.com/regiebot/regiebot/procesregie"
)

// resolve decides what becomes of every product: case by case, so that not all that is stored
// is in memory at once, and in a case in order of the messages.
func (im *ijwImport) resolve() error {
	if err := im.assignMap(); err != nil {
		return err
	}
	if err := im.assignRows(); err != nil {
		return err
	}
	for _, w := range im.order {
		if err := im.resolveCase(w); err != nil {
			return err
		}
	}
	for i := range im.rows {
		if im.rows[i].refused {
			im.report.Files[im.rows[i].file].Refused++
		}
	}
	return nil
}

// resolveRow decides about one product; it reports whether that must be saved. The c is nil
// when there is no such case.
func (im *ijwImport) resolveRow(c *ijwCase, row *ijwRow) bool {
	switch {
	case c == nil:
		im.refuse(row, "Bsn", mistake{codeCase, "the map names a case that is not stored: import the list of casussen first, or correct the map"})
		return false
	case c.damaged:
		im.refuse(row, "Bsn", mistake{codeDamaged, damagedText})
		return false
	}
	row.regel.Jeugdige = c.spelled(row.regel.Jeugdige)
	return im.takeRow(c, row)
}

// who returns whom a product is about: the map, an earlier map, or the number of the
// assignment says so.
func (im *ijwImport) who(row *ijwRow) (procesregie.Persoon, mistake, error) {
	earlier, known, err := im.earlier(row.hash)
	if named, byMap := im.koppeling.find(row.hash); byMap && err == nil {
		return named, im.mapMistake(row.hash, known && !named.Is(earlier)), nil
	}
	switch {
	case err != nil || known:
		return earlier, mistake{}, err
	case row.regel.Toewijzing == "":
		return procesregie.Persoon{}, unknownPerson(), nil
	}
	found, err := im.known.Toewijzing(row.regel.Toewijzing)
	if err != nil || len(found) != 1 {
		return procesregie.Persoon{}, unknownPerson(), err
	}
	return found[0], mistake{}, nil
}

// mapMistake says what is wrong with what the map says of a BSN: another map had it for somebody
// else, or another BSN for who that is. The help of two children may not become that of one.
func (im *ijwImport) mapMistake(hash string, another bool) mistake {
	switch {
	case another:
		return mistake{codeConflict, "the map names another young person than an earlier map did: nothing was changed; correct the map"}
	case im.anders[hash]:
		return mistake{codeConflict, "an earlier map named this young person with another BSN: nothing was changed; correct the map, or import it with --new-bsn when the BSN itself changed"}
	}
	return mistake{}
}

func unknownPerson() mistake {
	return mistake{codeCase, "it is not known which case this is about: name the BSN in a map (--map) with bsn;casus_ref;jeugdige_ref"}
}

// takeRow adds a product to a case, and counts what it did; it reports whether the product
// must be saved.
func (im *ijwImport) takeRow(c *ijwCase, row *ijwRow) bool {
	file, r := &im.report.Files[row.file], &row.regel
	if r.Soort == 315 {
		file.Unchanged++
		file.add(RowProblem{Row: int(row.number), Column: "AangevraagdProduct", Code: codeElement, Text: "provider " + r.AGB +
			" asks for an assignment in category " + r.Productcategorie + " from " + r.Van.Compact() + ": a request is no help, nothing was stored"}, true)
		return false
	}
	if c.seen[r.Bericht()] {
		file.Unchanged++
		return false
	}
	if element, m := c.contradicts(r); m.is() {
		im.refuse(row, element, m)
		return false
	}
	if r.Productcategorie == "" && !c.group(r).category {
		file.add(RowProblem{
			Row: int(row.number), Column: "Categorie", Code: codeMissing,
			Text: "the product is not named: this help counts once another message, or a list, says under this number what it is",
		}, true)
	}
	switch known, changed := c.apply(r); {
	case !changed:
		file.Unchanged++
	case known:
		file.Changed++
	default:
		file.New++
	}
	return true
}

// ijwCase is one stored case while products are added to it.
type ijwCase struct {
	hulp     procesregie.Hulp
	damaged  bool
	seen     map[procesregie.IJwBericht]bool
	groups   map[string]*ijwGroup
	live     map[ijwLive]bool
	spelling map[string]string // of the codes of young people
}

// ijwGroup is what is known of one assignment, or of one delivery without a number.
type ijwGroup struct {
	listed     []int // rows of lists
	category   bool  // some source says what it is
	assignment *procesregie.IJwRegel
	live       int // rows of JW305 and JW307 that hold
}

// ijwLive is a row of JW305 or JW307 that holds. A case has one map of them: a map in every
// group takes a hundred times the memory of what is in it.
type ijwLive struct {
	group *ijwGroup
	row   procesregie.IJwLevering
}

func newIJwCase(h procesregie.Hulp) *ijwCase {
	c := &ijwCase{hulp: h, seen: map[procesregie.IJwBericht]bool{}, groups: map[string]*ijwGroup{}, live: map[ijwLive]bool{}, spelling: map[string]string{}}
	for i := range h.Rijen {
		l := &h.Rijen[i]
		c.spelled(l.Jeugdige)
		r := procesregie.IJwRegel{Jeugdige: l.Jeugdige, AGB: l.AGB, Toewijzing: l.Toewijzing, Productcategorie: l.Productcategorie, Productcode: l.Productcode, Van: l.Start}
		g := c.group(&r)
		g.listed = append(g.listed, i)
		g.category = true
	}
	stored := slices.Clone(h.IJw)
	slices.SortStableFunc(stored, procesregie.CompareIJw)
	for i := range stored {
		c.spelled(stored[i].Jeugdige)
		c.apply(&stored[i])
	}
	return c
}

// spelled returns the code of a young person as the case has it already.
func (c *ijwCase) spelled(jeugdige string) string {
	key := procesregie.ZaakKey(jeugdige)
	if c.spelling[key] == "" {
		c.spelling[key] = jeugdige
	}
	return c.spelling[key]
}

func (c *ijwCase) group(r *procesregie.IJwRegel) *ijwGroup {
	g := c.groups[r.Groep()]
	if g == nil {
		g = &ijwGroup{}
		c.groups[r.Groep()] = g
	}
	return g
}

// apply takes a product in. Known says whether there was help of that assignment, or
// delivery, before; changed whether the product says anything new.
func (c *ijwCase) apply(r *procesregie.IJwRegel) (known, changed bool) {
	c.seen[r.Bericht()] = true
	g := c.group(r)
	known = g.known()
	g.category = g.category || r.Productcategorie != ""
	if r.Soort == 301 {
		return known, g.assign(r) && (known || r.Reden != procesregie.IJwVerwijderd)
	}
	return known, c.deliver(ijwLive{g, r.Levering()}, !r.Ingetrokken)
}

// deliver takes in that a row of JW305 or JW307 holds, or does not any more; it reports
// whether that is new.
func (c *ijwCase) deliver(row ijwLive, holds bool) bool {
	switch {
	case c.live[row] == holds:
		return false
	case holds:
		c.live[row] = true
		row.group.live++
	default:
		delete(c.live, row)
		row.group.live--
	}
	return true
}

// known reports whether some source says anything of it.
func (g *ijwGroup) known() bool { return len(g.listed) > 0 || g.assignment != nil || g.live > 0 }

// assign takes the latest assignment; it reports whether that says anything new.
func (g *ijwGroup) assign(r *procesregie.IJwRegel) bool {
	last := g.assignment
	if last != nil && r.Besluit < last.Besluit {
		return false
	}
	kept := *r
	g.assignment = &kept
	return last == nil || last.Van != r.Van || last.Tot != r.Tot || last.AGB != r.AGB || last.Productcategorie != r.Productcategorie ||
		(last.Reden == procesregie.IJwVerwijderd) != (r.Reden == procesregie.IJwVerwijderd)
}

// contradicts says why a product cannot be true beside what a list said.
func (c *ijwCase) contradicts(r *procesregie.IJwRegel) (element string, m mistake) {
	g := c.group(r)
	for _, i := range g.listed {
		l := &c.hulp.Rijen[i]
		if element, m = contradicts(r, l); m.is() && !r.Ingetrokken {
			return element, m
		}
	}
	return "", mistake{}
}

// contradicts compares a product with a row of a list with the same number.
func contradicts(r *procesregie.IJwRegel, l *procesregie.Levering) (element string, m mistake) {
	ends := r.Soort == 307 && !r.IsPauze() && !l.Eind.IsZero()
	switch {
	case r.Soort != 301 && !l.Start.IsZero() && l.Start != r.Van: // other help
		return "", mistake{}
	case !agree(l.AGB, r.AGB):
		return "Afzender", conflict("the provider", r.AGB, l.AGB)
	case !agree(l.Productcategorie, r.Productcategorie):
		return "Categorie", conflict("the category", r.Productcategorie, l.Productcategorie)
	case ends && l.Eind != r.Tot:
		return "Einddatum", conflict("the end", r.Tot.Compact(), l.Eind.Compact())
	}
	return "", mistake{}
}

func conflict(what, message, stored string) mistake {
	return mistake{codeConflict, what + " is " + shown(message) + " in the message and " + shown(stored) +
		" in Regiebot: nothing was changed; find out which is right, and change it in Regiebot with a reason"}
}

// agree reports whether two values do not contradict each other.
func agree(a, b string) bool { return a == "" || b == "" || a == b }

package procesregie

import "cmp"

// Hulp is all that is known of the help in one case, as it is stored: apart by where it
// came from, because messages may arrive in any order and may be taken back. What is true
// of it together is [Hulp.Leveringen].
type Hulp struct {
	Zaaknummer string     `json:"zaaknummer"`
	Rijen      []Levering `json:"rijen,omitempty"` // as lists and people gave them
	IJw        []IJwRegel `json:"ijw,omitempty"`   // products of iJw messages, in any order
	// Geweigerd is how many rows about a young person, by the code in capitals, were refused in
	// the last list that changed anything about the case (TR-0).
	Geweigerd map[string]int `json:"geweigerd,omitempty"`
	Versie    int            `json:"-"` // of the stored row; a change of an older version is refused
}

// Persoon is a young person within a case.
type Persoon struct {
	Zaaknummer string
	Jeugdige   string // code within the case, such as J1
}

// Is reports whether both are the same young person; capitals make no difference.
func (p Persoon) Is(other Persoon) bool {
	return ZaakKey(p.Zaaknummer) == ZaakKey(other.Zaaknummer) && ZaakKey(p.Jeugdige) == ZaakKey(other.Jeugdige)
}

// Leveringen returns the rows of help that are true of a case: those of lists, in their
// order, corrected and filled by what messages said, then those that only messages know.
func (h Hulp) Leveringen() []Levering {
	rows, _ := h.LeveringenMetBron()
	return rows
}

// Geschiedenis counts the help: a Historie for every young person (TR-0).
func (h Hulp) Geschiedenis() []Historie {
	all := Geschiedenis(h.Leveringen())
	for i := range all {
		all[i].Geweigerd = h.Geweigerd[ZaakKey(all[i].Jeugdige)]
	}
	return all
}

// LeveringenMetBron returns the rows that are true, and for each the place in Rijen that it came
// from; -1 when only messages know it.
func (h Hulp) LeveringenMetBron() (rows []Levering, from []int) {
	m := &hulpMerge{rows: append([]Levering(nil), h.Rijen...)}
	for i := range h.Rijen {
		m.from = append(m.from, i)
	}
	if len(h.IJw) == 0 {
		return m.rows, m.from
	}
	m.index()
	for _, g := range foldMessages(h.IJw) {
		m.add(g)
	}
	return m.rows, m.from
}

// hulpMerge lays what messages say over the rows of lists.
type hulpMerge struct {
	rows     []Levering
	from     []int
	byStart  map[string][]int // number and start, or provider, category and start → rows
	byNumber map[string][]int // number → rows
}

func (m *hulpMerge) index() {
	m.byStart, m.byNumber = map[string][]int{}, map[string][]int{}
	for i := range m.rows {
		m.name(i)
	}
}

func (m *hulpMerge) name(i int) {
	l := &m.rows[i]
	if l.Toewijzing != "" {
		number := personKey(l.Jeugdige, l.Toewijzing)
		m.byNumber[number] = append(m.byNumber[number], i)
	}
	if m.from[i] >= 0 { // what only messages know is found by its number
		key := startKey(l)
		m.byStart[key] = append(m.byStart[key], i)
	}
}

func personKey(jeugdige, rest string) string {
	return ZaakKey(jeugdige) + "\x00" + rest
}

// startKey names a row by its number and start; without a number by provider, category
// and start.
func startKey(l *Levering) string {
	if l.Toewijzing != "" {
		return personKey(l.Jeugdige, l.Toewijzing+"\x00"+l.Start.String())
	}
	return personKey(l.Jeugdige, "\x00"+l.AGB+"\x00"+l.Productcategorie+"\x00"+l.Start.String())
}

// add adds the rows of one assignment, or of one delivery without a number.
func (m *hulpMerge) add(g foldedGroup) {
	for _, l := range g.rows {
		if i := m.find(&l); i >= 0 {
			mergeMessage(&m.rows[i], &l)
			continue
		}
		if l.Productcategorie == "" {
			continue // of what help it was, no source has said yet
		}
		m.rows, m.from = append(m.rows, l), append(m.from, -1)
		m.name(len(m.rows) - 1)
	}
	if g.number == "" {
		return
	}
	for _, i := range m.byNumber[personKey(g.jeugdige, g.number)] {
		assign(&m.rows[i], g.van, g.tot)
	}
}

// assign sets the period of an assignment: the latest message counts.
func assign(l *Levering, van, tot Date) {
	if !van.IsZero() {
		l.ToegewezenVan, l.ToegewezenTot = van, tot
	}
}

// find returns the row of a list that a message is about; -1 when there is none.
func (m *hulpMerge) find(l *Levering) int {
	if i := m.free(m.byStart[startKey(l)], l); i >= 0 {
		return i
	}
	if l.Toewijzing == "" {
		return -1
	}
	open := *l
	open.Start = Date{}
	if i := m.free(m.byStart[startKey(&open)], l); i >= 0 && m.rows[i].Start.IsZero() {
		return i
	}
	open = *l
	open.Toewijzing = "" // a list without numbers, of the same help
	if i := m.free(m.byStart[startKey(&open)], l); i >= 0 && m.rows[i].Toewijzing == "" {
		return i
	}
	if l.Start.IsZero() && len(m.byNumber[personKey(l.Jeugdige, l.Toewijzing)]) > 0 {
		return m.byNumber[personKey(l.Jeugdige, l.Toewijzing)][0] // assigned, and it has started
	}
	return -1
}

// free returns the first of some rows that does not contradict l. The number of an
// assignment goes before the code of a product, which every municipality has of its own.
func (m *hulpMerge) free(rows []int, l *Levering) int {
	for _, i := range rows {
		r := &m.rows[i]
		product := agree(r.Productcode, l.Productcode) || l.Toewijzing != "" && r.Toewijzing == l.Toewijzing
		if product && agree(r.AGB, l.AGB) && agree(r.Productcategorie, l.Productcategorie) {
			return i
		}
	}
	return -1
}

// agree reports whether two values do not contradict each other.
func agree(a, b string) bool { return a == "" || b == "" || a == b }

// mergeMessage fills a row of a list with what a message says.
func mergeMessage(to, l *Levering) {
	to.AGB = cmp.Or(to.AGB, l.AGB)
	to.Productcategorie = cmp.Or(to.Productcategorie, l.Productcategorie)
	to.Productcode = cmp.Or(to.Productcode, l.Productcode)
	to.Toewijzing = cmp.Or(to.Toewijzing, l.Toewijzing)
	if to.Start.IsZero() {
		to.Start = l.Start
	}
	if to.Eind.IsZero() {
		to.Eind, to.PauzeSinds = l.Eind, l.PauzeSinds
	}
	if to.Reden == "" && to.Eind == l.Eind {
		to.Reden, to.RedenAfgeleid = l.Reden, l.RedenAfgeleid
	}
}

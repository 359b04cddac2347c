package procesregie

import (
	"cmp"
	"slices"
)

// foldedGroup is what messages say together about one assignment, or about one delivery
// without a number.
type foldedGroup struct {
	jeugdige, number string
	van, tot         Date // assigned; zero: not known, or withdrawn
	rows             []Levering
}

// fold collects the products of one group, in order of the messages.
type fold struct {
	first      IJwRegel
	assignment *IJwRegel           // the latest JW301
	deliveries map[IJwLevering]int // those that were not taken back → order
}

// foldMessages makes rows of the products of messages, in whatever order they come.
func foldMessages(products []IJwRegel) []foldedGroup {
	products = slices.Clone(products)
	slices.SortStableFunc(products, CompareIJw)
	folds, order := map[string]*fold{}, []*fold{}
	seen := map[IJwBericht]bool{}
	for i := range products {
		r := &products[i]
		if seen[r.Bericht()] {
			continue
		}
		seen[r.Bericht()] = true
		f := folds[r.Groep()]
		if f == nil {
			f = &fold{first: *r, deliveries: map[IJwLevering]int{}}
			folds[r.Groep()] = f
			order = append(order, f)
		}
		f.take(r, i)
	}
	groups := make([]foldedGroup, len(order))
	for i, f := range order {
		groups[i] = f.samen()
	}
	return groups
}

func (f *fold) take(r *IJwRegel, order int) {
	switch {
	case r.Soort != 301:
		if delete(f.deliveries, r.Levering()); !r.Ingetrokken {
			f.deliveries[r.Levering()] = order
		}
	case f.assignment == nil || r.Besluit >= f.assignment.Besluit:
		f.assignment = r
	}
}

func (f *fold) samen() foldedGroup {
	g := foldedGroup{jeugdige: f.first.Jeugdige, number: f.first.Toewijzing}
	assigned := f.assignment != nil && f.assignment.Reden != IJwVerwijderd
	if assigned {
		g.van, g.tot = f.assignment.Van, f.assignment.Tot
	}
	for _, periods := range f.periods() {
		g.rows = append(g.rows, joinPeriods(periods)...)
	}
	for i := range g.rows {
		l := &g.rows[i]
		l.Jeugdige, l.Toewijzing = g.jeugdige, g.number
	}
	if assigned && len(g.rows) == 0 && f.assignment.Productcategorie != "" {
		g.rows = []Levering{{
			Jeugdige: g.jeugdige, Toewijzing: g.number, AGB: f.assignment.AGB, Productcategorie: f.assignment.Productcategorie, Productcode: f.assignment.Productcode,
		}}
	}
	slices.SortStableFunc(g.rows, func(a, b Levering) int { return a.Start.Compare(b.Start) })
	return g
}

// period is one delivery: from its Begindatum to what its stops say.
type period struct {
	agb, categorie, code string
	begin                Date
	pause                Date // last day before the latest pause
	end                  Date
	reden                string
	endOrder             int
}

// product returns what was assigned; else the product of the first delivery that has one.
func (f *fold) product() (categorie, code string) {
	if f.assignment != nil && f.assignment.Productcategorie != "" {
		return f.assignment.Productcategorie, f.assignment.Productcode
	}
	first := -1
	for k, order := range f.deliveries {
		if k.categorie != "" && (first < 0 || order < first) {
			first, categorie, code = order, k.categorie, k.code
		}
	}
	return categorie, code
}

// periods returns the deliveries, by product and provider, each list in order of begin.
func (f *fold) periods() [][]period {
	type product struct{ agb, categorie, code string }
	all := map[IJwLevering]*period{}
	categorie, code := f.product()
	for k, order := range f.deliveries {
		if k.categorie == "" { // a message may leave out what another one says
			k.categorie, k.code = categorie, code
		}
		start := IJwLevering{agb: k.agb, categorie: k.categorie, code: k.code, begin: k.begin}
		p := all[start]
		if p == nil {
			p = &period{agb: k.agb, categorie: k.categorie, code: k.code, begin: k.begin}
			all[start] = p
		}
		p.take(k, order)
	}
	by := map[product][]period{}
	for _, p := range all {
		key := product{p.agb, p.categorie, p.code}
		by[key] = append(by[key], *p)
	}
	var lists [][]period
	for _, list := range by {
		slices.SortFunc(list, func(a, b period) int { return a.begin.Compare(b.begin) })
		lists = append(lists, list)
	}
	slices.SortFunc(lists, func(a, b []period) int {
		return cmp.Or(cmp.Compare(a[0].agb, b[0].agb), cmp.Compare(a[0].categorie, b[0].categorie), cmp.Compare(a[0].code, b[0].code))
	})
	return lists
}

func (p *period) take(k IJwLevering, order int) {
	stop := IJwRegel{Reden: k.reden}
	switch {
	case k.soort != 307:
	case stop.IsPauze():
		if k.eind.After(p.pause) {
			p.pause = k.eind
		}
	case p.end.IsZero() || order > p.endOrder:
		p.end, p.reden, p.endOrder = k.eind, k.reden, order
	}
}

// joinPeriods makes rows of the deliveries of one product: a start after a pause goes on
// with the same row. A pause is no end (TR-0).
func joinPeriods(periods []period) []Levering {
	var rows []Levering
	var current *period
	for i := range periods {
		next := periods[i]
		if current != nil && current.goesOnIn(&next) {
			current.join(&next)
			continue
		}
		if current != nil {
			rows = append(rows, current.levering())
		}
		current = &next
	}
	if current != nil {
		rows = append(rows, current.levering())
	}
	return rows
}

// goesOnIn reports whether a delivery was in a pause when the next one began.
func (p *period) goesOnIn(next *period) bool {
	paused := !p.pause.IsZero() && !next.begin.Before(p.pause)
	return paused && (p.end.IsZero() || !next.begin.After(p.end))
}

// join goes on after a pause: the later end and the later pause count.
func (p *period) join(next *period) {
	p.pause = next.pause
	if !next.end.IsZero() && !next.end.Before(p.end) {
		p.end, p.reden = next.end, next.reden
	}
}

// levering makes a row of a delivery. A definite stop after a pause ends it on the later
// of the two dates.
func (p *period) levering() Levering {
	l := Levering{AGB: p.agb, Productcategorie: p.categorie, Productcode: p.code, Start: p.begin}
	if p.end.IsZero() {
		l.PauzeSinds = p.pause
		return l
	}
	l.Eind, l.Reden = p.end, cbsReden(p.reden)
	l.RedenAfgeleid = l.Reden != ""
	if p.pause.After(l.Eind) {
		l.Eind = p.pause
	}
	return l
}

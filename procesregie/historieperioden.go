package procesregie

import "slices"

// Overlap is a period of at least a day on every day of which two or more trajectories
// ran; it is as long as it can be (TR-3).
type Overlap struct {
	Van, Tot  Date  // first and last day; zero Tot: goes on
	Trajecten []int // all that ran in it together with another
	Tegelijk  int   // the most on one day
}

// Gat is a period of at least a whole day without any counted trajectory after one ended
// (TR-3).
type Gat struct {
	Van, Tot Date  // first and last day without help; zero Tot: no help known since Van
	Voor     []int // the trajectories that ended on the day before
	Na       []int // the ones that began on the day after; none when Tot is zero
}

// Dagen returns how many days a gap has, until a day when it goes on.
func (g Gat) Dagen(op Date) int {
	if g.Tot.IsZero() {
		return g.Van.DaysUntil(op) + 1
	}
	return g.Van.DaysUntil(g.Tot) + 1
}

// Overlappen returns when two or more trajectories ran, oldest first (TR-3).
func (h Historie) Overlappen() []Overlap {
	var found []Overlap
	for _, s := range h.stukken() {
		if len(s.nummers) < 2 {
			continue
		}
		if n := len(found); n > 0 && !found[n-1].Tot.IsZero() && found[n-1].Tot.AddDays(1) == s.van {
			last := &found[n-1]
			last.Tot, last.Tegelijk = s.tot, max(last.Tegelijk, len(s.nummers))
			last.Trajecten = append(last.Trajecten, s.nummers...)
			slices.Sort(last.Trajecten)
			last.Trajecten = slices.Compact(last.Trajecten)
			continue
		}
		found = append(found, Overlap{Van: s.van, Tot: s.tot, Trajecten: s.nummers, Tegelijk: len(s.nummers)})
	}
	return found
}

// stuk is a period in which the same trajectories run on every day.
type stuk struct {
	van, tot Date  // zero tot: goes on
	nummers  []int // that run
	uit, in  []int // that ended on the day before it, and that begin with it
}

// stukken cuts the time from the first start on wherever a trajectory begins or has ended.
func (h Historie) stukken() []stuk {
	var parts []stuk
	for van, part := range h.grenzen() {
		part.van = van
		parts = append(parts, *part)
	}
	slices.SortFunc(parts, func(a, b stuk) int { return a.van.Compare(b.van) })
	var running []int
	for i := range parts {
		part := &parts[i]
		running = slices.DeleteFunc(running, func(n int) bool { return slices.Contains(part.uit, n) })
		running = append(running, part.in...)
		slices.Sort(running)
		part.nummers = slices.Clone(running)
		if i+1 < len(parts) {
			part.tot = parts[i+1].van.AddDays(-1)
		}
	}
	return parts
}

// grenzen are the days on which something changes: a first day, or the day after a last.
func (h Historie) grenzen() map[Date]*stuk {
	days := map[Date]*stuk{}
	at := func(day Date) *stuk {
		if days[day] == nil {
			days[day] = &stuk{}
		}
		return days[day]
	}
	for i := range h.Trajecten {
		t := &h.Trajecten[i]
		begin := at(t.Start)
		begin.in = append(begin.in, t.Nummer)
		if !t.Eind.IsZero() {
			end := at(t.Eind.AddDays(1))
			end.uit = append(end.uit, t.Nummer)
		}
	}
	return days
}

// Gaten returns the time without help, oldest first. The last one has no end when no help
// is known since the last trajectory ended before op (TR-3).
func (h Historie) Gaten(op Date) []Gat {
	var found []Gat
	parts := h.stukken()
	for i, s := range parts {
		if len(s.nummers) > 0 || s.tot.IsZero() && s.van.After(op) {
			continue
		}
		gap := Gat{Van: s.van, Tot: s.tot, Voor: s.uit}
		if i+1 < len(parts) {
			gap.Na = parts[i+1].in
		}
		found = append(found, gap)
	}
	return found
}

package procesregie

import (
	"slices"
	"time"
)

// bijCrisis returns whom a crisis is told: the procesregisseur and the crisis contact,
// and the managers in place of either who cannot be reached or is not there at all
// (SC-4). When none of them can be reached it is told to who stands in; when that is
// nobody either, all of them are tried.
func (p Praktijk) bijCrisis(c Casus) []string {
	wanted := unique(c.Regisseur, p.Team.Crisiscontact)
	alone := len(wanted) < 2 && c.Regisseur != p.Team.Crisiscontact
	list := slices.DeleteFunc(slices.Clone(wanted), func(name string) bool { return !p.Bereikbaar(name) })
	if alone || len(list) < len(wanted) {
		list = append(list, p.Managers()...)
	}
	if slices.ContainsFunc(list, p.Bereikbaar) {
		return list
	}
	if aan := p.bijCrisisVoor(c, c.Regisseur, time.Time{}); p.Bereikbaar(aan) {
		return unique(c.Regisseur)
	}
	list = append(wanted, p.Managers()...)
	return slices.DeleteFunc(list, func(name string) bool { return !p.MagWeten(name) })
}

// bijCrisisVoor returns who is told of a crisis in place of somebody: who works that day,
// else who is not on leave, else anybody who can be reached. It is the person themselves
// when nobody can.
func (p Praktijk) bijCrisisVoor(c Casus, voor string, at time.Time) string {
	if p.Bereikbaar(voor) {
		return voor
	}
	list := slices.DeleteFunc(p.standIns(c, voor), func(name string) bool { return !p.Bereikbaar(name) })
	day := DateOf(at.In(p.zone()))
	for _, there := range []func(string) bool{
		func(name string) bool { return p.werkt(name, day) },
		func(name string) bool { return !p.Leden[name].IsAway(day) },
		p.Bereikbaar,
	} {
		if i := slices.IndexFunc(list, there); i >= 0 {
			return list[i]
		}
	}
	return voor
}

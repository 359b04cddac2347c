package procesregie

import (
	"maps"
	"slices"
	"sort"
	"time"
)

// furthestBack is how many days a reminder may move to an earlier working day of
// its recipient before somebody else is reminded instead.
const furthestBack = 14

// ontvangers returns the user names that a stage is meant for.
func (p Praktijk) ontvangers(c Casus, t Termijn, d doel) []string {
	switch d {
	case doelManager:
		return p.Managers()
	case doelCrisis:
		return p.bijCrisis(c)
	case doelUitvoerders:
		if c.Niveau() == VPR && t.Soort != TermijnSpoed {
			return unique(c.Regisseur, c.Duo)
		}
	}
	return unique(c.Regisseur)
}

// MagWeten reports whether somebody is in the team with a role that may know of cases: who
// got another role, moved or left is reminded of nothing, and somebody else is instead.
func (p Praktijk) MagWeten(gebruiker string) bool {
	lid, ok := p.Leden[gebruiker]
	return ok && !lid.Weg && MagVervangen(lid.Rol)
}

// Bereikbaar reports whether somebody may know of cases and the chat platform takes what
// is sent to them. The channel of the team can always be reached.
func (p Praktijk) Bereikbaar(gebruiker string) bool {
	return gebruiker == TeamKanaal || p.MagWeten(gebruiker) && p.Leden[gebruiker].Onbereikbaar.IsZero()
}

func unique(names ...string) []string {
	var list []string
	for i, n := range names {
		if n != "" && (i == 0 || n != names[0]) {
			list = append(list, n)
		}
	}
	return list
}

// Managers returns the user names of the managers of the team, sorted.
func (p Praktijk) Managers() []string { return p.MetRol(Manager) }

// MetRol returns the user names of the members with a role, sorted; those who left
// are not among them.
func (p Praktijk) MetRol(rol Rol) []string {
	var list []string
	for name, lid := range p.Leden {
		if lid.Rol == rol && !lid.Weg && lid.Team == p.Team.Naam {
			list = append(list, name)
		}
	}
	sort.Strings(list)
	return list
}

// moment decides who gets a stage meant for voor, and on which day: the person's
// own working day before it (or after it, for what is overdue), else who stands in.
func (p Praktijk) moment(c Casus, voor string, s stage, floor Date) (aan string, day Date) {
	p = p.tryAnyway(c, voor)
	calendar := p.Calendar()
	if s.after {
		return p.momentAfter(c, voor, nextWorkday(calendar, s.on))
	}
	on := calendar.OnOrBefore(s.on)
	if on.Before(floor) {
		return p.momentAfter(c, voor, nextWorkday(calendar, floor))
	}
	for d := on; !d.Before(floor) && d.DaysUntil(on) <= furthestBack; d = d.AddDays(-1) {
		if p.werkt(voor, d) {
			return voor, d
		}
	}
	if aan, day = p.standIn(c, voor, on); !day.After(on) {
		return aan, day
	}
	return p.standInBefore(c, voor, on, floor)
}

// tryAnyway is the practice in which somebody who cannot be reached can be, when nobody
// else can either: the platform may take it by then, and nothing else would be done.
func (p Praktijk) tryAnyway(c Casus, voor string) Praktijk {
	if p.Bereikbaar(voor) || !p.MagWeten(voor) || slices.ContainsFunc(p.standIns(c, voor), p.Bereikbaar) {
		return p
	}
	p.Leden = maps.Clone(p.Leden)
	lid := p.Leden[voor]
	lid.Onbereikbaar = time.Time{}
	p.Leden[voor] = lid
	return p
}

// standInBefore finds who stands in on the last day before a stage on which anybody
// does: a warning never comes after what it warns of (EV-4). Without such a day it is
// the first one after it.
func (p Praktijk) standInBefore(c Casus, voor string, on, floor Date) (aan string, day Date) {
	for d := on; !d.Before(floor) && d.DaysUntil(on) <= furthestBack; d = d.AddDays(-1) {
		for _, name := range p.standIns(c, voor) {
			if p.werkt(name, d) {
				return name, d
			}
		}
	}
	return p.standIn(c, voor, on)
}

// werkt reports whether a member of the team, who may know of cases and can be reached,
// works on a day; the channel is there on working days.
func (p Praktijk) werkt(gebruiker string, d Date) bool {
	return p.Bereikbaar(gebruiker) && p.Leden[gebruiker].WorksOn(d, p.Calendar())
}

func nextWorkday(calendar Calendar, d Date) Date {
	if calendar.IsWorkday(d) {
		return d
	}
	return calendar.AddWorkdays(d, 1)
}

// momentAfter finds the first day on or after on: the person's own when they only
// work part-time, somebody else's on the day itself when they are away.
func (p Praktijk) momentAfter(c Casus, voor string, on Date) (aan string, day Date) {
	lid := p.Leden[voor]
	if voor == TeamKanaal {
		return voor, on
	}
	if !p.Bereikbaar(voor) || lid.IsAway(on) {
		return p.standIn(c, voor, on)
	}
	for d := on; on.DaysUntil(d) < 7 && !lid.IsAway(d); d = d.AddDays(1) {
		if lid.WorksOn(d, p.Calendar()) {
			return voor, d
		}
	}
	return p.standIn(c, voor, on)
}

// standIn returns who is reminded on a day instead of somebody who is not there:
// the other consulent of a VPR, the person's own replacement, then the managers.
// When nobody of them works that day, it is the next day on which the person or one
// of them does.
func (p Praktijk) standIn(c Casus, voor string, on Date) (aan string, day Date) {
	for _, name := range p.standIns(c, voor) {
		if p.werkt(name, on) {
			return name, on
		}
	}
	names := append([]string{voor}, p.standIns(c, voor)...)
	for d := on; on.DaysUntil(d) < horizon && slices.ContainsFunc(names, p.Bereikbaar); d = d.AddDays(1) {
		for _, name := range names {
			if p.werkt(name, d) {
				return name, d
			}
		}
	}
	return voor, on
}

// standIns returns who is reminded instead of somebody, the first first. In a team
// without a manager who can be reached that is at last who sees every case of the team,
// or at least its dates.
func (p Praktijk) standIns(c Casus, voor string) []string {
	var list []string
	if c.Niveau() == VPR && voor == c.Regisseur {
		list = append(list, c.Duo)
	}
	if c.Niveau() == VPR && voor == c.Duo {
		list = append(list, c.Regisseur)
	}
	list = append(list, p.Leden[voor].Vervanger)
	for _, m := range p.Managers() {
		list = append(list, m, p.Leden[m].Vervanger)
	}
	if !slices.ContainsFunc(p.Managers(), p.Bereikbaar) {
		list = append(append(list, p.MetRol(Gedragswetenschapper)...), p.MetRol(Kwaliteitsmedewerker)...)
	}
	return slices.DeleteFunc(list, func(name string) bool { return !MagVervangen(p.Leden[name].Rol) })
}

// MagVervangen reports whether somebody with a role can stand in for a colleague and get
// their reminders: not who may know of no case. A stand-in sees no more than their own
// role and part give, see [Praktijk.Recht].
func MagVervangen(rol Rol) bool {
	return rol == Consulent || rol == Gedragswetenschapper || rol == Manager || rol == Kwaliteitsmedewerker
}

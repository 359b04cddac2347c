package procesregie

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

// Plan returns every reminder of a case that has not gone out yet, oldest first.
// sent are the reminders of the case that went out or were overtaken by a later
// stage. The result depends on nothing else: the same case, practice and history
// give the same reminders, however often it is asked.
//
// Stages that lie in the past are returned too; who delivers them takes the latest
// of each term. Stages that repeat (the daily digest of what is overdue, the weekly
// letter) are returned one at a time: the next one after what was sent.
func Plan(c Casus, p Praktijk, sent []Sent) []Reminder {
	pl := planner{casus: c, praktijk: p, sent: map[string]time.Time{}, planned: map[string]bool{}}
	for _, s := range sent {
		pl.sent[s.Key] = s.At
	}
	for _, t := range Termijnen(c, p) {
		pl.term(t)
	}
	sort.SliceStable(pl.list, func(i, j int) bool { return pl.list[i].At.Before(pl.list[j].At) })
	return pl.list
}

// planner gathers the reminders of one case.
type planner struct {
	casus    Casus
	praktijk Praktijk
	sent     map[string]time.Time
	planned  map[string]bool
	list     []Reminder
}

func (pl *planner) term(t Termijn) {
	for _, s := range t.stages(pl.praktijk) {
		if !s.after && s.at.IsZero() && !s.on.After(t.Vanaf) {
			continue // the term is shorter than this warning
		}
		for _, voor := range pl.praktijk.ontvangers(pl.casus, t, s.aan) {
			if _, told := pl.sent[t.key(StapManager, voor)]; told && s.aan == doelCrisis {
				continue // a manager in somebody's place, who knows that it was not done
			}
			pl.stage(t, s, voor)
		}
	}
	pl.repeats(t)
	pl.wishes(t)
}

func (pl *planner) stage(t Termijn, s stage, voor string) {
	r := Reminder{
		Key: t.key(s.stap, voor), Zaak: t.Zaak, Team: pl.casus.Team, Termijn: t.Soort, Uiterlijk: t.Uiterlijk, Stap: s.stap,
		Voor: voor, Aan: voor, At: s.at, Dringend: !s.at.IsZero(), Regels: t.regels(s.regel),
	}
	if r.Dringend { // leave does not hold back a crisis, but who left or cannot be reached gets nothing
		r.Aan = pl.praktijk.bijCrisisVoor(pl.casus, voor, r.At)
	} else {
		aan, day := pl.praktijk.moment(pl.casus, voor, s, t.Vanaf.AddDays(1))
		r.Aan, r.At = aan, pl.morning(day)
	}
	pl.unlessPostponed(r)
}

func (pl *planner) morning(day Date) time.Time {
	hour, minute := pl.praktijk.Profiel.Tijd.Clock()
	return day.At(hour, minute, pl.praktijk.Zone)
}

func (pl *planner) add(r Reminder) {
	if _, done := pl.sent[r.Key]; done || pl.planned[r.Key] {
		return
	}
	pl.planned[r.Key] = true
	pl.list = append(pl.list, r)
}

// repeats adds the next round of what goes on until it is done: the letter of a VPR
// (VPR-2), the daily digest of what is overdue and the weekly one of the manager.
func (pl *planner) repeats(t Termijn) {
	if t.Soort == TermijnBrief {
		pl.repeat(t, pl.casus.Regisseur, rounds{StapWeek, t.Vanaf, pl.praktijk.Profiel.VPR.BriefDagen})
		return
	}
	for _, voor := range pl.praktijk.ontvangers(pl.casus, t, doelRegisseur) {
		if at, ok := pl.sent[t.key(StapTeLaat, voor)]; ok {
			pl.repeat(t, voor, rounds{StapDag, DateOf(at.In(pl.praktijk.Zone)), 1})
		}
	}
	for _, voor := range pl.praktijk.Managers() {
		if at, ok := pl.sent[t.key(StapManager, voor)]; ok {
			pl.repeat(t, voor, rounds{StapManagerWeek, DateOf(at.In(pl.praktijk.Zone)), 7})
		}
	}
}

// rounds is a stage that repeats: from a day on, every so many days.
type rounds struct {
	stap Stap
	from Date
	days int
}

// repeat adds the next round of a stage: days after the last one that was sent, or
// the first working day after from when there was none yet.
func (pl *planner) repeat(t Termijn, voor string, r rounds) {
	next := r.from.AddDays(1)
	if last := pl.lastRound(t, r.stap, voor); last.After(r.from) {
		next = last.AddDays(r.days)
	} else if r.stap == StapManagerWeek {
		next = r.from.AddDays(r.days)
	}
	aan, day := pl.praktijk.vanaf(pl.casus, voor, next, r.stap == StapDag)
	round := r.stap + Stap(day.String())
	pl.unlessPostponed(Reminder{
		Key: t.key(round, voor), Zaak: t.Zaak, Team: pl.casus.Team, Termijn: t.Soort, Uiterlijk: t.Uiterlijk, Stap: round,
		Voor: voor, Aan: aan, At: pl.morning(day), Regels: t.regels(""),
	})
}

// lastRound returns the day on which the last round of a repeating stage was sent;
// a round that was postponed counts as one.
func (pl *planner) lastRound(t Termijn, stap Stap, voor string) Date {
	var last time.Time
	round, wish, whose := t.key(stap, ""), t.key(StapUitstel, ""), "/"+voor
	round, wish = strings.TrimSuffix(round, "/"), strings.TrimSuffix(wish, "/")
	for key, at := range pl.sent {
		if (strings.HasPrefix(key, round) || strings.HasPrefix(key, wish)) && strings.HasSuffix(key, whose) && at.After(last) {
			last = at
		}
	}
	if last.IsZero() {
		return Date{}
	}
	return DateOf(last.In(pl.praktijk.Zone))
}

// key makes the key of a reminder: casus/term/due date/stage/recipient. Of a report
// the moment it came in stands for the due date, because two can end on one day.
func (t Termijn) key(stap Stap, voor string) string {
	due := t.Uiterlijk.String()
	if !t.Gemeld.IsZero() {
		due = t.Gemeld.UTC().Format("20060102T150405Z")
	}
	if due == "" {
		due = t.Vanaf.String()
	}
	return fmt.Sprintf("%s/%s/%s/%s/%s", ZaakKey(t.Zaak), t.Soort, due, stap, voor)
}

// Owns reports whether a reminder belongs to this term.
func (t Termijn) Owns(r Reminder) bool {
	return r.Termijn == t.Soort && strings.HasPrefix(r.Key, strings.TrimSuffix(t.key("", ""), "/"))
}

// regels returns the rules a term rests on, with that of the stage.
func (t Termijn) regels(extra string) []string {
	var list []string
	seen := map[string]bool{"": true}
	for _, g := range t.Grond {
		if !seen[g.Regel] {
			seen[g.Regel] = true
			list = append(list, g.Regel)
		}
	}
	if !seen[extra] {
		list = append(list, extra)
	}
	return list
}

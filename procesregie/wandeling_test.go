package procesregie_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	p "github.com/regiebot/regiebot/procesregie"
)

// wandeling walks through time with one case: what is due goes out, as the scheduler
// sends it, and now and then something changes. It checks the plan at every step.
type wandeling struct {
	t        *rapid.T
	praktijk p.Praktijk
	casus    p.Casus
	now      time.Time
	sent     []p.Sent
	held     map[string]opgehouden
	log      []bezorgd

	overtaken []string // keys of stages that a later one overtook
}

// opgehouden is a reminder whose recipient was not at work: it has another moment, as
// long as the plan stays the same.
type opgehouden struct {
	gepland, nieuw p.Reminder
}

// bezorgd is a reminder that went out.
type bezorgd struct {
	p.Reminder
	at time.Time
}

// term names the term and the recipient of a reminder: its key without the stage.
func (b bezorgd) term() string {
	parts := strings.Split(b.Key, "/")
	return strings.Join(slices.Delete(parts, len(parts)-2, len(parts)-1), "/")
}

// plan is what is planned now, earliest first.
func (w *wandeling) plan() []p.Reminder {
	before := kopie(w.casus)
	list := p.Plan(w.casus, w.praktijk, w.sent)
	if again := p.Plan(w.casus, w.praktijk, w.sent); !slices.Equal(keys(list), keys(again)) || !slices.Equal(regels(list), regels(again)) {
		w.t.Fatalf("the same question, another plan:\n%v\n%v", regels(list), regels(again))
	}
	onveranderd(w.t, before, w.casus)
	w.checkPlan(list)
	w.checkGeldt(list)
	for i, r := range list {
		if h, ok := w.held[r.Key]; ok && h.gepland.At.Equal(r.At) && h.gepland.Aan == r.Aan {
			list[i] = h.nieuw
		}
	}
	slices.SortStableFunc(list, func(a, b p.Reminder) int { return a.At.Compare(b.At) })
	return list
}

func keys(list []p.Reminder) []string {
	var all []string
	for _, r := range list {
		all = append(all, r.Key)
	}
	return all
}

// checkPlan holds for every plan whatsoever.
func (w *wandeling) checkPlan(list []p.Reminder) {
	seen := map[string]bool{}
	for _, s := range w.sent {
		seen[s.Key] = true
	}
	terms := p.Termijnen(w.casus, w.praktijk)
	for i, r := range list {
		if seen[r.Key] {
			w.t.Fatalf("planned twice, or again after it went out: %s", r.Key)
		}
		seen[r.Key] = true
		if i > 0 && r.At.Before(list[i-1].At) {
			w.t.Fatalf("out of order: %v", regels(list))
		}
		owner := slices.IndexFunc(terms, func(t p.Termijn) bool { return t.Owns(r) })
		if owner < 0 {
			w.t.Fatalf("no term owns %s", r.Key)
		}
		if r.Dringend {
			continue
		}
		local := r.At.In(amsterdam())
		if local.Format("15:04") != "09:00" || !w.praktijk.Leden[r.Aan].WorksOn(p.DateOf(local), w.praktijk.Calendar()) {
			w.t.Fatalf("not at nine on a working day of %s: %s", r.Aan, regel(r))
		}
		if p.DateOf(local).Before(terms[owner].Vanaf) {
			w.t.Fatalf("before the day it counts from, %s: %s", terms[owner].Vanaf, regel(r))
		}
	}
}

// deliver sends what is due at this moment, of each term the latest stage, or holds it
// up.
func (w *wandeling) deliver(list []p.Reminder) {
	latest := map[string]p.Reminder{}
	var due []p.Reminder
	for _, r := range list {
		if !r.At.After(w.now) {
			due, latest[bezorgd{Reminder: r}.term()] = append(due, r), r
		}
	}
	for _, r := range due {
		if r.Key != latest[bezorgd{Reminder: r}.term()].Key {
			w.overtaken = append(w.overtaken, r.Key)
			w.sent = append(w.sent, p.Sent{Key: r.Key, At: w.now})
			continue
		}
		w.send(r)
	}
}

func (w *wandeling) send(r p.Reminder) {
	if r.Dringend || w.praktijk.WerktNu(r.Aan, w.now) {
		w.out(r)
		return
	}
	aan, at := w.praktijk.Later(w.casus, r, w.now)
	if at.After(w.now) {
		w.hold(r, aan, at)
		return
	}
	r.Aan = aan
	w.out(r)
}

func (w *wandeling) hold(r p.Reminder, aan string, at time.Time) {
	for _, planned := range p.Plan(w.casus, w.praktijk, w.sent) {
		if planned.Key == r.Key {
			r.Aan, r.At = aan, at
			w.held[r.Key] = opgehouden{planned, r}
		}
	}
}

// out records a delivery and checks it against those before.
func (w *wandeling) out(r p.Reminder) {
	if !r.Dringend && !bereikbaarGemaakt(w.praktijk, r.Aan).WerktNu(r.Aan, w.now) {
		w.t.Fatalf("%s is not at work at %s: %s", r.Aan, w.now.In(amsterdam()), regel(r))
	}
	if !w.praktijk.Bereikbaar(r.Aan) && iemand(w.praktijk, w.casus, r.Voor) {
		w.t.Fatalf("%s cannot be reached, and somebody else can: %s", r.Aan, regel(r))
	}
	if w.praktijk.Leden[r.Aan].Weg {
		w.t.Fatalf("%s has left: %s", r.Aan, regel(r))
	}
	b := bezorgd{r, w.now}
	for _, earlier := range w.log {
		if earlier.term() == b.term() {
			w.compare(earlier, b)
		}
	}
	w.log = append(w.log, b)
	w.sent = append(w.sent, p.Sent{Key: r.Key, At: w.now})
}

// bereikbaarGemaakt is a practice in which somebody can be reached.
func bereikbaarGemaakt(praktijk p.Praktijk, name string) p.Praktijk {
	return metLid(praktijk, name, func(l *p.Lid) { l.Onbereikbaar = time.Time{} })
}

// compare holds two deliveries about one term to one person against each other.
func (w *wandeling) compare(earlier, later bezorgd) {
	if !isUitstel(earlier.Stap) && !isUitstel(later.Stap) && rang(later.Stap) < rang(earlier.Stap) {
		w.t.Fatalf("%s after %s", regel(later.Reminder), regel(earlier.Reminder))
	}
	sameDay := p.DateOf(earlier.at.In(amsterdam())) == p.DateOf(later.at.In(amsterdam()))
	if sameDay && isRonde(later.Stap) && (isRonde(earlier.Stap) || earlier.Stap == p.StapTeLaat || earlier.Stap == p.StapManager) {
		w.t.Fatalf("twice on one day: %s and %s", regel(earlier.Reminder), regel(later.Reminder))
	}
}

// What was put off comes when it was asked for, between any two stages.
func isUitstel(s p.Stap) bool { return strings.HasPrefix(string(s), string(p.StapUitstel)) }

// rang is the place of a stage in the order of its term; the rounds come last. The end of
// a crisis is told to everybody at the same moment, in no order.
func rang(s p.Stap) int {
	order := []p.Stap{
		"start", "8-weken", "4-weken", "3-weken", "1-week", "1-werkdag", "werkdag-3", "werkdag-5", "uur-0", "uur-12", "uur-20", "uur-23", p.StapTeLaat,
	}
	if s == p.StapManager {
		s = p.StapTeLaat
	}
	if i := slices.Index(order, s); i >= 0 {
		return i
	}
	return len(order)
}

func isRonde(s p.Stap) bool {
	return strings.HasPrefix(string(s), string(p.StapDag)) || strings.HasPrefix(string(s), string(p.StapManagerWeek)) || strings.HasPrefix(string(s), string(p.StapWeek))
}

// walk goes on until a moment. change is asked between any two rounds.
func (w *wandeling) walk(until time.Time, change func() bool) {
	for steps := 0; steps < 3000; steps++ {
		list := w.plan()
		next := until
		if len(list) > 0 && list[0].At.Before(next) {
			next = list[0].At
		}
		if change() {
			continue
		}
		if !next.Before(until) {
			w.now = until
			return
		}
		if next.After(w.now) {
			w.now = next
		}
		w.deliver(list)
	}
	w.t.Fatalf("it does not come to an end: %v", regels(w.plan()))
}

func nooit() bool { return false }

func trekWandeling(t *rapid.T, praktijk p.Praktijk, casus p.Casus) *wandeling {
	day := casus.StartRegie
	if casus.VPR.Startbijeenkomst.After(day) {
		day = casus.VPR.Startbijeenkomst
	}
	minute := rapid.IntRange(0, 24*60-1).Draw(t, "minute")
	return &wandeling{t: t, praktijk: praktijk, casus: casus, now: day.At(minute/60, minute%60, amsterdam()), held: map[string]opgehouden{}}
}

// trekTeam draws a team of part-timers with leave: consulenten a, b and c, managers m
// and perhaps n. Of the managers somebody works every week.
func trekTeam(t *rapid.T, profiel p.Profiel) p.Praktijk {
	praktijk := praktijkVan(profiel, p.Team{Naam: "Oost", Crisiscontact: rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "crisiscontact")})
	for _, name := range []string{"a", "b", "c", "m", "n"} {
		lid := p.Lid{Naam: strings.ToUpper(name), Gebruiker: name, Team: "Oost", Rol: p.Consulent, Vervanger: rapid.SampledFrom([]string{"", "a", "b", "c", "m"}).Draw(t, "vervanger van "+name)}
		if name == "m" || name == "n" {
			lid.Rol = p.Manager
		}
		if lid.Vervanger == name {
			lid.Vervanger = ""
		}
		lid.Werkdagen = rapid.SliceOfNDistinct(rapid.SampledFrom([]time.Weekday{1, 2, 3, 4, 5}), 1, 5, rapid.ID[time.Weekday]).Draw(t, "werkdagen van "+name)
		for range rapid.IntRange(0, 4).Draw(t, "verlof van "+name) {
			lid.Afwezig = append(lid.Afwezig, trekVerlof(t, dag("2024-01-01"), 9*365))
		}
		if name != "n" || rapid.Bool().Draw(t, "twee managers") {
			praktijk.Leden[name] = lid
		}
	}
	return praktijk
}

func trekVerlof(t *rapid.T, from p.Date, within int) p.Periode {
	van := from.AddDays(rapid.IntRange(0, within).Draw(t, "verlof vanaf"))
	return p.Periode{Van: van, Tot: van.AddDays(rapid.IntRange(0, 40).Draw(t, "dagen verlof"))}
}

// trekCasus draws an open case of a, at any level and any step.
func trekCasus(t *rapid.T) p.Casus {
	start := dag("2024-01-01").AddDays(rapid.IntRange(0, 7*365).Draw(t, "start"))
	niveau := rapid.SampledFrom([]p.Niveau{p.Licht, p.Basis, p.Intensief, p.VPR}).Draw(t, "niveau")
	c := p.Casus{Zaaknummer: "ZO-1", Team: "Oost", Regisseur: "a", StartRegie: start, Niveaus: []p.NiveauWissel{{Niveau: niveau, Sinds: start}}}
	if niveau != p.VPR {
		return c
	}
	c.Duo, c.VPR.Kernbesluit = rapid.SampledFrom([]string{"", "b"}).Draw(t, "duo"), start
	if rapid.Bool().Draw(t, "brief") {
		c.VPR.Brief = start
	}
	if rapid.Bool().Draw(t, "startbijeenkomst") {
		c.VPR.Startbijeenkomst = start.AddDays(rapid.IntRange(0, 30).Draw(t, "dagen tot de startbijeenkomst"))
		if rapid.Bool().Draw(t, "gepland") {
			c.MDOs = []p.MDO{{Gepland: c.VPR.Startbijeenkomst.AddDays(rapid.IntRange(1, 60).Draw(t, "dagen tot het MDO"))}}
		}
	}
	return c
}

// Nothing changes: every stage goes out once and in order, then the daily rounds on
// every own working day, until the term is done.
func TestPlanWalk(t *testing.T) {
	standaard := profiel(t, "standaard")
	rapid.Check(t, func(t *rapid.T) {
		w := trekWandeling(t, trekTeam(t, standaard), trekCasus(t))
		expected := map[string]p.Reminder{}
		for _, r := range w.plan() {
			expected[r.Key] = r
		}
		until := p.DateOf(w.now).AddDays(rapid.IntRange(60, 300).Draw(t, "dagen")).At(23, 0, amsterdam())
		w.walk(until, nooit)
		w.checkStages(expected)
		w.checkRounds(until)
		w.casus.Sluiting = p.Sluiting{Op: p.DateOf(until)}
		if rest := w.plan(); len(rest) > 0 {
			t.Fatalf("closed, and still %v", regels(rest))
		}
	})
}

// checkStages wants everything that was planned at first to have gone out once, on its
// own day or when the walk began.
func (w *wandeling) checkStages(expected map[string]p.Reminder) {
	out := map[string]int{}
	for _, b := range w.log {
		out[b.Key]++
	}
	for _, key := range w.overtaken {
		out[key]++
	}
	for key, r := range expected {
		if want := map[bool]int{true: 1}[r.At.Before(w.now)]; out[key] != want {
			w.t.Fatalf("%s went out %d times", regel(r), out[key])
		}
	}
	for key, n := range out {
		if n != 1 {
			w.t.Fatalf("%s went out %d times", key, n)
		}
	}
}

// checkRounds wants a daily round on every own working day after the first message that
// a term has passed.
func (w *wandeling) checkRounds(until time.Time) {
	for _, b := range w.log {
		if b.Stap != p.StapTeLaat || b.Voor != w.casus.Regisseur {
			continue
		}
		days := map[p.Date]bool{}
		for _, later := range w.log {
			if later.term() == b.term() && strings.HasPrefix(string(later.Stap), string(p.StapDag)) {
				days[p.DateOf(later.at.In(amsterdam()))] = true
			}
		}
		for d := p.DateOf(b.at.In(amsterdam())).AddDays(1); d.At(9, 0, amsterdam()).Before(until); d = d.AddDays(1) {
			if works := w.praktijk.Leden[b.Voor].WorksOn(d, w.praktijk.Calendar()); works != days[d] {
				w.t.Fatalf("%s: a round on %s is %v, working day %v", regel(b.Reminder), d, days[d], works)
			}
		}
	}
}

// Anything may change on the way: steps of the case, people, leave. Still nothing goes
// out twice or out of order, and never at another time than the recipient works.
func TestPlanWalkWithChanges(t *testing.T) {
	standaard := profiel(t, "standaard")
	rapid.Check(t, func(t *rapid.T) {
		w := trekWandeling(t, trekTeam(t, standaard), trekCasus(t))
		until := p.DateOf(w.now).AddDays(rapid.IntRange(30, 250).Draw(t, "dagen")).At(23, 0, amsterdam())
		left := rapid.IntRange(1, 12).Draw(t, "wijzigingen")
		gaps := rapid.IntRange(0, 20)
		next := gaps.Draw(t, "rondes tot de eerste wijziging")
		w.walk(until, func() bool {
			if next--; next >= 0 || left == 0 {
				return false
			}
			left--
			next = gaps.Draw(t, "rondes tot de volgende wijziging")
			w.change(until)
			return true
		})
	})
}

// change goes to a later moment, before anything else is due, and changes something.
func (w *wandeling) change(until time.Time) {
	latest := until
	if list := w.plan(); len(list) > 0 && list[0].At.Before(latest) {
		latest = list[0].At
	}
	if room := int(latest.Sub(w.now) / time.Minute); room > 1 {
		w.now = w.now.Add(time.Duration(rapid.IntRange(0, room-1).Draw(w.t, "minuten later")) * time.Minute)
	}
	if rapid.IntRange(0, 3).Draw(w.t, "team of casus") == 0 {
		w.changeTeam()
		return
	}
	h := p.Handeling{Praktijk: w.praktijk, Door: rapid.SampledFrom([]string{"a", "b", "m"}).Draw(w.t, "door"), Vandaag: p.DateOf(w.now.In(amsterdam()))}
	name := rapid.SampledFrom(wijzigingNamen).Draw(w.t, "wijziging")
	before := kopie(w.casus)
	after, err := wijzigingen[name](w.t, w.casus, h, w.now)
	if err != nil {
		onveranderd(w.t, before, after)
	}
	w.casus = after
}

func (w *wandeling) changeTeam() {
	name := rapid.SampledFrom([]string{"a", "b", "c", "m"}).Draw(w.t, "wie")
	w.praktijk = metLid(w.praktijk, name, func(l *p.Lid) {
		switch rapid.SampledFrom([]string{"verlof", "verlof", "terug", "weg", "werkdagen", "onbereikbaar"}).Draw(w.t, "wat") {
		case "verlof":
			l.Afwezig = append(l.Afwezig, trekVerlof(w.t, p.DateOf(w.now.In(amsterdam())), 60))
		case "terug":
			l.Afwezig, l.Weg, l.Onbereikbaar = nil, false, time.Time{}
		case "onbereikbaar":
			l.Onbereikbaar = w.now
		case "weg":
			l.Weg = l.Rol != p.Manager
		case "werkdagen":
			l.Werkdagen = []time.Weekday{rapid.SampledFrom([]time.Weekday{1, 2, 3, 4, 5}).Draw(w.t, "enige werkdag")}
		}
	})
}

// wijzigingen are the actions of the chat, with answers that are often refused.
var wijzigingen = map[string]func(t *rapid.T, c p.Casus, h p.Handeling, now time.Time) (p.Casus, error){
	"niveau": func(t *rapid.T, c p.Casus, h p.Handeling, _ time.Time) (p.Casus, error) {
		naar := rapid.SampledFrom([]p.Niveau{p.Licht, p.Basis, p.Intensief}).Draw(t, "naar")
		h.Tweede = "b"
		return p.WisselNiveau(c, p.NiveauWissel{Niveau: naar, Sinds: geleden(t, h), Reden: "r"}, h)
	},
	"duo": func(t *rapid.T, c p.Casus, h p.Handeling, _ time.Time) (p.Casus, error) {
		return p.KiesDuo(c, wie(t), h)
	},
	"overdragen": func(t *rapid.T, c p.Casus, h p.Handeling, _ time.Time) (p.Casus, error) {
		return p.DraagOver(c, wie(t), "r", h)
	},
	"uitstellen": func(t *rapid.T, c p.Casus, h p.Handeling, _ time.Time) (p.Casus, error) {
		soort := rapid.SampledFrom([]p.TermijnSoort{p.TermijnMDO, p.TermijnEvaluatie, p.TermijnMaximum, p.TermijnBrief, p.TermijnSpoed}).Draw(t, "termijn")
		return p.StelUit(c, p.Uitstel{Termijn: soort, Tot: h.Vandaag.AddDays(rapid.IntRange(1, 30).Draw(t, "dagen uitstel"))}, h)
	},
	"vpr": func(t *rapid.T, c p.Casus, h p.Handeling, _ time.Time) (p.Casus, error) {
		return p.StartVPR(c, geleden(t, h), wie(t), h)
	},
	"brief": func(t *rapid.T, c p.Casus, h p.Handeling, _ time.Time) (p.Casus, error) {
		return p.VerstuurBrief(c, geleden(t, h), h)
	},
	"startbijeenkomst": func(t *rapid.T, c p.Casus, h p.Handeling, _ time.Time) (p.Casus, error) {
		return p.HoudStartbijeenkomst(c, p.Startbijeenkomst{Op: geleden(t, h), Casusregisseur: "begeleider"}, h)
	},
	"mdo plan": func(t *rapid.T, c p.Casus, h p.Handeling, _ time.Time) (p.Casus, error) {
		c, _, err := p.PlanMDO(c, h.Vandaag.AddDays(rapid.IntRange(0, 50).Draw(t, "over dagen")), h)
		return c, err
	},
	"mdo gehouden": func(t *rapid.T, c p.Casus, h p.Handeling, _ time.Time) (p.Casus, error) {
		v := verslag()
		v.Volgende = h.Vandaag.AddDays(rapid.IntRange(1, 90).Draw(t, "volgende"))
		c, _, err := p.HoudMDO(c, geleden(t, h), v, h)
		return c, err
	},
	"evaluatie plan": func(t *rapid.T, c p.Casus, h p.Handeling, _ time.Time) (p.Casus, error) {
		c, _, err := p.PlanEvaluatie(c, h.Vandaag.AddDays(rapid.IntRange(0, 90).Draw(t, "over dagen")), h)
		return c, err
	},
	"evaluatie": func(t *rapid.T, c p.Casus, h p.Handeling, _ time.Time) (p.Casus, error) {
		return p.HoudEvaluatie(c, p.Evaluatie{Gehouden: geleden(t, h)}, h)
	},
	"melding": func(t *rapid.T, c p.Casus, h p.Handeling, now time.Time) (p.Casus, error) {
		soort := rapid.SampledFrom([]p.MeldingSoort{p.Spoed, p.Crisis}).Draw(t, "soort")
		return p.MeldCasus(c, p.Melding{Soort: soort, Gemeld: now.Add(-time.Duration(rapid.IntRange(0, 30).Draw(t, "uren geleden")) * time.Hour)}, now, h)
	},
	"klaar": func(t *rapid.T, c p.Casus, _ p.Handeling, now time.Time) (p.Casus, error) {
		return p.RondMeldingAf(c, rapid.SampledFrom([]p.MeldingSoort{"", p.Spoed, p.Crisis}).Draw(t, "soort"), "a", now)
	},
	"sluiten": func(t *rapid.T, c p.Casus, h p.Handeling, _ time.Time) (p.Casus, error) {
		h.Tweede = "b"
		return p.SluitCasus(c, p.Sluiting{Op: geleden(t, h), Reden: "zelf", Nazorg: "geen"}, h)
	},
}

var wijzigingNamen = func() []string {
	var names []string
	for name := range wijzigingen {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}()

func geleden(t *rapid.T, h p.Handeling) p.Date {
	return h.Vandaag.AddDays(-rapid.IntRange(0, 20).Draw(t, "dagen geleden"))
}

func wie(t *rapid.T) string { return rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "wie") }

// String is for the message of a test that fails.
func (b bezorgd) String() string {
	return fmt.Sprint(b.at.In(amsterdam()).Format("2006-01-02 15:04"), " ", regel(b.Reminder))
}

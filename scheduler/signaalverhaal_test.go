package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/regiebot/regiebot/bot"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/store/storetest"
)

// signaalVerhaal is some weeks of a team in which the help of young people changes, and the
// platform and the process fail. It is the platform too. It counts trajectories by rules of its
// own, and knows by them what may come and what must be there at the end.
type signaalVerhaal struct {
	testing.TB
	address string
	s       *store.Store
	sched   *scheduler.Scheduler
	post    *postbus
	now     time.Time
	zaken   []*signaalZaak
	uit     bool            // the module is off
	stuk    bool            // the platform is away
	gone    map[string]bool // for whom the platform takes nothing
	weg     map[string]bool // who left
	beurt   int             // the turn that goes on

	crash  context.CancelFunc
	faults []string
	half   func() // happens while the next message is on its way
	seen   []gehoord
	wrong  []string
}

// signaalZaak is what the story knows of a casus.
type signaalZaak struct {
	nr, regisseur, duo string
	vpr, dicht, gewist bool
	rijen, eruit       []p.Levering
	rollen             time.Time // when somebody last got or lost a role in it
}

// gehoord is one signal that arrived.
type gehoord struct {
	vraag
	aan   string // who has it
	voor  string // whom it was meant for
	post  int    // the place of the message among all
	item  int    // its place in the message
	beurt int
	made  time.Time // of the message: who got a role after that is not told
}

// vraag is what a signal is about, as it says itself.
type vraag struct{ zaak, regel, jeugdige, sinds, tot, vorm string }

// zelfde reports whether two are the same signal: the end of help can become another.
func (q vraag) zelfde(o vraag) bool {
	o.tot = q.tot
	return q == o
}

func nieuwSignaalVerhaal(t testing.TB, address string) *signaalVerhaal {
	s, err := store.Open(t.Context(), address, storetest.Ring(t))
	if err != nil {
		t.Fatalf("a database: %v", err)
	}
	v := &signaalVerhaal{TB: t, s: metTeam(t, s), address: address, post: &postbus{t: t}, now: om("2027-02-01 08:00"), gone: map[string]bool{}, weg: map[string]bool{}}
	v.zaken = []*signaalZaak{{nr: "ZO-1", regisseur: "bram", duo: "daniel", vpr: true}, {nr: "ZO-1/4", regisseur: "bram"}, {nr: "ZO-12", regisseur: "anouk"}, {nr: "A-ZO-1", regisseur: "daniel", duo: "anouk", vpr: true}}
	for i, z := range v.zaken {
		c := zaakPR(z.nr, z.regisseur, p.Basis, "2027-01-20")
		if z.vpr {
			c = zaakVPR(z.nr, z.regisseur, z.duo, "2027-01-28")
		}
		bewaar(t, s, c)
		for _, row := range drie("J1 14 2027-02-01 -")[:4-i%2] {
			z.rijen = append(z.rijen, hulp(row))
		}
	}
	// Of two who are told one often hears it days later.
	wijzigLid(t, s, "daniel", func(l *p.Lid) { l.Werkdagen = []time.Weekday{time.Monday, time.Thursday} })
	v.restart()
	return v
}

func (v *signaalVerhaal) close() {
	if err := v.s.Close(); err != nil {
		v.Fatalf("%v", err)
	}
}

func (v *signaalVerhaal) restart() {
	v.sched = scheduler.New(v.s, v, slog.New(slog.DiscardHandler), "w1")
}

func (v *signaalVerhaal) today() p.Date { return p.DateOf(v.now.In(amsterdam())) }

func (v *signaalVerhaal) blame(format string, args ...any) {
	v.wrong = append(v.wrong, v.now.In(amsterdam()).Format("Mon 2006-01-02 15:04 ")+fmt.Sprintf(format, args...))
}

func (v *signaalVerhaal) fault() string {
	if v.stuk {
		return "away"
	}
	if len(v.faults) == 0 {
		return ""
	}
	first := v.faults[0]
	v.faults = v.faults[1:]
	return first
}

// Send does what the story says, and judges what arrives.
func (v *signaalVerhaal) Send(ctx context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	if v.gone[to.Member] {
		return bot.Receipt{}, &bot.NotSent{Why: bot.Unreachable, Cause: errors.New("gone")}
	}
	fault := v.fault()
	switch fault {
	case "away":
		return bot.Receipt{}, errors.New("no answer")
	case "refused":
		return bot.Receipt{}, &bot.NotSent{Cause: errors.New("not now")}
	case "busy":
		return bot.Receipt{}, &bot.NotSent{Why: bot.Busy, After: 10 * time.Minute, Everyone: len(key)%2 == 0, Cause: errors.New("busy")}
	case "crash":
		v.crash()
		return bot.Receipt{}, ctx.Err()
	}
	if strings.Contains(key, "signaal/") {
		v.arrives(to.Member, key, m)
	}
	receipt, err := v.post.Send(ctx, to, key, m)
	if do := v.half; do != nil {
		v.half = nil
		do()
	}
	switch fault {
	case "lost":
		return bot.Receipt{}, errors.New("no answer")
	case "lost crash":
		v.crash()
	}
	return receipt, err
}

func (v *signaalVerhaal) Find(ctx context.Context, to bot.Address, key string, since time.Time) (bot.Receipt, bool, error) {
	if v.fault() == "away" {
		return bot.Receipt{}, false, errors.New("no answer")
	}
	return v.post.Find(ctx, to, key, since)
}

func (v *signaalVerhaal) Replace(ctx context.Context, to bot.Address, r bot.Receipt, m *bot.Message) error {
	if v.gone[to.Member] {
		return &bot.NotSent{Why: bot.Unreachable, Cause: errors.New("gone")}
	}
	if v.fault() == "away" {
		return errors.New("no answer")
	}
	return v.post.Replace(ctx, to, r, m)
}

var (
	signaalKop   = regexp.MustCompile(`\*\*(\S+): (?:4e|\d+e) traject voor (J\d)\*\*|\*\*(\S+): kan (J\d) thuis`)
	signaalDag   = regexp.MustCompile(`(?:begonnen op|van|Sinds) .. (\d+) (\pL+) (\d{4})`)
	signaalEind  = regexp.MustCompile(`tot en met .. (\d+) (\pL+) (\d{4})`)
	signaalMaak  = regexp.MustCompile(`\d{13}`)
	signaalVorm  = regexp.MustCompile(`ambulante hulp|daghulp|pleegzorg|verblijf in een groep of begeleid wonen`)
	signaalRegel = regexp.MustCompile(`zaak=(\S+)`)
	vormWoorden  = map[string]string{"02": "ambulante hulp", "03": "daghulp", "11": "pleegzorg", "14": "verblijf in een groep of begeleid wonen", "": ""}
	maanden      = []string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"}
)

// onderdelen are the texts of the signals in a message.
func onderdelen(m bot.Message) (list []string) {
	if len(m.Parts) == 0 {
		return []string{m.Text}
	}
	for _, part := range m.Parts {
		list = append(list, part.Text)
	}
	return list
}

// lees reads what a signal says.
func (v *signaalVerhaal) lees(text string) (q vraag) {
	kop, day := signaalKop.FindStringSubmatch(text), signaalDag.FindStringSubmatch(text)
	if kop == nil || day == nil {
		v.blame("nobody understands %q", text)
		return q
	}
	q = vraag{zaak: kop[1] + kop[3], jeugdige: kop[2] + kop[4], regel: "TR-1", vorm: signaalVorm.FindString(text)}
	if kop[3] != "" {
		q.regel = "TR-2"
	}
	iso := func(day []string) string {
		return fmt.Sprintf("%s-%02d-%02s", day[3], slices.Index(maanden, day[2])+1, day[1])
	}
	q.sinds = iso(day)
	if end := signaalEind.FindStringSubmatch(text); end != nil {
		q.tot = iso(end)
	}
	if !strings.Contains(text, "(regel "+q.regel+")") {
		v.blame("%q is not of rule %s", text, q.regel)
	}
	return q
}

func (v *signaalVerhaal) zaak(nr string) *signaalZaak {
	i := slices.IndexFunc(v.zaken, func(z *signaalZaak) bool { return z.nr == nr })
	if i < 0 {
		v.blame("there is no %q", nr)
		return &signaalZaak{}
	}
	return v.zaken[i]
}

// arrives judges a message at the moment at which it is there.
func (v *signaalVerhaal) arrives(to, key string, m bot.Message) {
	voor, made := to, int64(0)
	if _, err := fmt.Sscan(signaalMaak.FindString(key), &made); err != nil {
		v.blame("%s has no moment: %v", key, err)
	}
	if name, ok := strings.CutPrefix(m.Text, "**Dit bericht was voor "); ok {
		name, _, _ = strings.Cut(name, "**")
		voor = strings.ToLower(strings.ReplaceAll(name, "ë", "e"))
	}
	for i, text := range onderdelen(m) {
		q := v.lees(text)
		z := v.zaak(q.zaak)
		switch {
		case v.uit || z.dicht || z.gewist:
			v.blame("%v to %s, and nothing may be told", q, to)
		case !slices.Contains(v.ontvangers(z), voor):
			v.blame("%v to %s for %s, who is nobody in it", q, to, voor)
		case !z.klopt(q, v.today(), true):
			v.blame("%v to %s, and it is not so", q, to)
		case slices.ContainsFunc(v.seen, func(g gehoord) bool { return g.zelfde(q) && g.aan == to && g.voor == voor }):
			v.blame("%v to %s for the second time", q, to)
		}
		v.seen = append(v.seen, gehoord{q, to, voor, len(v.post.archive), i, v.beurt, time.UnixMilli(made)})
		v.names(q.zaak, m)
	}
}

// names looks whether a message is about one casus.
func (v *signaalVerhaal) names(zaak string, m bot.Message) {
	all := alles(m)
	for _, kop := range signaalKop.FindAllStringSubmatch(all, -1) {
		if kop[1]+kop[3] != zaak {
			v.blame("a message about %s names %s", zaak, kop[1]+kop[3])
		}
	}
	for _, line := range signaalRegel.FindAllStringSubmatch(all, -1) {
		if line[1] != zaak {
			v.blame("a button about %s is of %s", zaak, line[1])
		}
	}
}

// ontvangers are for whom the signals of a casus are now.
func (v *signaalVerhaal) ontvangers(z *signaalZaak) (list []string) {
	for i, name := range []string{z.regisseur, z.duo} {
		if !v.weg[name] && (i == 0 || z.vpr) {
			list = append(list, name)
		}
	}
	if len(list) == 0 {
		return []string{"joris"}
	}
	return list
}

// geteld is a trajectory, counted here.
type geteld struct {
	vorm, aanbieder string
	begin           p.Date
	eind            p.Date // zero: goes on
	starts          []string
}

// tel counts the trajectories of a young person: what touches of one form and provider is one.
func (z *signaalZaak) tel(jeugdige string) (list []geteld) {
	rows := slices.Clone(z.rijen)
	slices.SortFunc(rows, func(a, b p.Levering) int { return a.Start.Compare(b.Start) })
	for _, l := range rows {
		if l.Jeugdige != jeugdige || l.Productcategorie == "42" {
			continue
		}
		i := slices.IndexFunc(list, func(g geteld) bool {
			return g.vorm == l.Hulpvorm && g.aanbieder == l.Aanbieder && (g.eind.IsZero() || !g.eind.AddDays(1).Before(l.Start))
		})
		if i < 0 {
			list = append(list, geteld{l.Hulpvorm, l.Aanbieder, l.Start, l.Eind, []string{l.Start.String()}})
			continue
		}
		list[i].starts = append(list[i].starts, l.Start.String())
		if l.Eind.IsZero() || !list[i].eind.IsZero() && l.Eind.After(list[i].eind) {
			list[i].eind = l.Eind
		}
	}
	return list
}

// klopt reports whether what a signal says follows from the help; runs: help with stay must run.
func (z *signaalZaak) klopt(q vraag, op p.Date, runs bool) bool {
	for i, g := range z.tel(q.jeugdige) {
		if g.begin.After(op) || !slices.Contains(g.starts, q.sinds) || vormWoorden[g.vorm] != q.vorm || q.tot != "" && q.tot != g.eind.String() {
			continue
		}
		if q.regel == "TR-1" && i >= 3 || q.regel == "TR-2" && g.vorm == "14" && (!runs || g.eind.IsZero() || !g.eind.Before(op)) {
			return true
		}
	}
	return false
}

// moet are the trajectories of which one must have been told: the latest that gives a signal,
// and of help with stay those after it, which is over.
func (z *signaalZaak) moet(regel, jeugdige string, op p.Date) (last geteld, later []geteld, some bool) {
	for i, g := range z.tel(jeugdige) {
		if g.begin.After(op) {
			continue
		}
		later = append(later, g)
		if regel == "TR-1" && i >= 3 || regel == "TR-2" && g.vorm == "14" && (g.eind.IsZero() || !g.eind.Before(op)) {
			last, later, some = g, []geteld{g}, true
		}
	}
	return last, later, some
}

// staat reports whether a signal stands on the platform as it was said.
func (v *signaalVerhaal) staat(g gehoord) bool {
	m := v.post.archive[g.post].nu
	return m != nil && !strings.Contains(onderdelen(*m)[g.item], "Vervallen: ")
}

// verdict says at the end what is wrong.
func (v *signaalVerhaal) verdict() {
	v.Helper()
	if len(v.wrong) > 0 {
		v.Fatalf("%s\n%s", strings.Join(v.wrong, "\n"), v.toestand())
	}
}

func (v *signaalVerhaal) toestand() string {
	var b strings.Builder
	for _, z := range v.zaken {
		fmt.Fprintf(&b, "%s: %s, %s, VPR %v, closed %v, erased %v, roles since %s\n", z.nr, z.regisseur, z.duo, z.vpr, z.dicht, z.gewist, z.rollen.In(amsterdam()))
		for _, l := range z.rijen {
			fmt.Fprintf(&b, "  %s %s%s %s %s %s\n", l.Jeugdige, l.Hulpvorm, l.Productcategorie, l.Aanbieder, l.Start, l.Eind)
		}
	}
	for _, g := range v.seen {
		fmt.Fprintf(&b, "turn %d: %v to %s, stands %v\n", g.beurt, g.vraag, g.aan, v.staat(g))
	}
	for _, one := range wachtend(v, v.s) {
		fmt.Fprintf(&b, "waits: %s to %s, %s, not before %s: %s\n", one.Key, one.Aan, one.State, one.NotBefore.In(amsterdam()), one.Cause)
	}
	return b.String()
}

// complete looks, when all is well, whether nothing is left, lost or false.
func (v *signaalVerhaal) complete() {
	for _, z := range v.zaken {
		for _, regel := range []string{"TR-1", "TR-2"} {
			for _, jeugdige := range []string{"J1", "J2"} {
				if !z.dicht && !z.gewist && !v.uit {
					v.verteld(z, regel, jeugdige)
				}
			}
		}
	}
	for _, g := range v.seen {
		switch z := v.zaak(g.zaak); {
		case z.gewist && v.post.archive[g.post].nu != nil:
			v.blame("%v to %s was erased, and is there", g.vraag, g.aan)
		case z.gewist || !v.staat(g):
		case !z.klopt(v.lees(onderdelen(*v.post.archive[g.post].nu)[g.item]), v.today(), false):
			v.blame("%v to %s stands, and is not so", g.vraag, g.aan)
		}
	}
	v.nothingLeft()
	v.verdict()
}

// verteld looks whether everybody who is to know has what is to be known of a young person.
func (v *signaalVerhaal) verteld(z *signaalZaak, regel, jeugdige string) {
	last, later, some := z.moet(regel, jeugdige, v.today())
	if !some {
		return
	}
	var have []gehoord
	first, times := time.Time{}, map[string]int{}
	for _, g := range v.seen {
		if g.zaak != z.nr || g.regel != regel || g.jeugdige != jeugdige || !v.staat(g) {
			continue
		}
		if slices.ContainsFunc(later, func(l geteld) bool { return slices.Contains(l.starts, g.sinds) }) {
			have = append(have, g)
		}
		if slices.Contains(last.starts, g.sinds) {
			times[g.aan+" for "+g.voor]++
		}
	}
	for _, g := range v.seen {
		if first.IsZero() && slices.ContainsFunc(have, func(h gehoord) bool { return h.zelfde(g.vraag) }) {
			first = g.made
		}
	}
	if len(have) == 0 {
		v.blame("nobody was told %s of %s in %s since %s", regel, jeugdige, z.nr, last.begin)
	}
	for name, n := range times {
		if n > 1 {
			v.blame("%s has %s of %s in %s %d times", name, regel, jeugdige, z.nr, n)
		}
	}
	asked := slices.ContainsFunc(have, func(g gehoord) bool { return slices.Contains(last.starts, g.sinds) })
	if !first.After(z.rollen) || !asked {
		return // told to who had it then; or asked of a stay after it, which may be over before a colleague could hear it
	}
	for _, name := range v.ontvangers(z) {
		if !slices.ContainsFunc(have, func(g gehoord) bool { return g.voor == name }) {
			v.blame("%s was not told %s of %s in %s since %s", name, regel, jeugdige, z.nr, last.begin)
		}
	}
}

func (v *signaalVerhaal) nothingLeft() {
	for _, one := range wachtend(v, v.s) {
		if strings.Contains(one.Key, "signaal/") {
			v.blame("still waits: %s to %s, %s: %s", one.Key, one.Aan, one.State, one.Cause)
		}
	}
	left := view(v, v.s, func(ctx context.Context, tx *store.Tx) ([]string, error) { return tx.TeSignaleren(ctx, v.today(), 9) })
	edits := view(v, v.s, func(ctx context.Context, tx *store.Tx) (int64, error) { return tx.Corrections(ctx) })
	if len(left) > 0 || edits > 0 {
		v.blame("still to be looked at: %v, and %d to be changed", left, edits)
	}
	w := &wereld{t: v.TB, s: v.s, post: v.post, erased: map[string]bool{}}
	for _, z := range v.zaken {
		if z.gewist {
			w.erased[z.nr] = true
		}
	}
	if found := w.traces(); len(found) > 0 || w.onPlatform() > 0 {
		v.blame("what was erased is still named: %v", found)
	}
}

// tick does a round while the platform does this; a process that dies begins anew.
func (v *signaalVerhaal) tick(faults ...string) {
	v.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	v.faults, v.crash = slices.Clone(faults), cancel
	_, err := v.sched.Tick(ctx, v.now)
	switch {
	case ctx.Err() != nil:
		storetest.Exec(v, v.address, endLeases)
		v.restart()
	case err != nil:
		v.Fatalf("round at %s: %v", v.now, err)
	}
	v.faults, v.half = nil, nil
	v.verdict()
}

// calm lets everything be well for some working weeks, with the module on or off.
func (v *signaalVerhaal) calm(uit bool) {
	v.beurt++
	v.stuk = false
	clear(v.gone)
	for _, lid := range view(v, v.s, func(ctx context.Context, tx *store.Tx) ([]p.Lid, error) { return tx.Leden(ctx, teamNaam) }) {
		if !lid.Onbereikbaar.IsZero() || len(lid.Afwezig) > 0 {
			wijzigLid(v, v.s, lid.Gebruiker, func(l *p.Lid) { l.Onbereikbaar, l.Afwezig = time.Time{}, nil })
		}
	}
	if v.uit != uit {
		v.module()
	}
	for range 12 {
		day := v.today().AddDays(1)
		for _, hour := range []int{8, 9, 10, 14} {
			v.now = day.At(hour, 0, amsterdam())
			v.tick()
		}
	}
}

// signaalBeurt is one turn of a story.
type signaalBeurt struct {
	dagen, uur int
	zaak, wat  int
	n, m       int
	wel        []string // what fails
	stuk       bool     // the platform is away all the time
	onderweg   bool     // it changes while a message is on its way, and another process sees it
}

func signaalBeurten() *rapid.Generator[signaalBeurt] {
	return rapid.Custom(func(t *rapid.T) signaalBeurt {
		return signaalBeurt{
			dagen: rapid.SampledFrom([]int{0, 0, 1, 1, 2}).Draw(t, "dagen"), uur: rapid.SampledFrom([]int{9, 7, 9, 12, 16, 19}).Draw(t, "uur"),
			zaak: rapid.SampledFrom([]int{0, 0, 0, 0, 0, 0, 1, 1, 2, 3}).Draw(t, "zaak"), wat: rapid.IntRange(0, len(signaalDaden)-1).Draw(t, "wat"),
			n: rapid.IntRange(0, 9).Draw(t, "n"), m: rapid.IntRange(0, 9).Draw(t, "m"),
			wel:      rapid.SliceOfN(rapid.SampledFrom([]string{"", "", "away", "refused", "busy", "lost", "crash", "lost crash"}), 0, 3).Draw(t, "platform"),
			stuk:     rapid.SampledFrom([]bool{false, false, true}).Draw(t, "stuk"),
			onderweg: rapid.SampledFrom([]bool{false, false, false, true}).Draw(t, "onderweg"),
		}
	})
}

// signaalDaden are the changes that can happen; what changes most stands more than once.
var signaalDaden = []func(*signaalVerhaal, *signaalZaak, signaalBeurt){
	(*signaalVerhaal).erbij, (*signaalVerhaal).erbij, (*signaalVerhaal).erbij,
	rijDaad(func(v *signaalVerhaal, z *signaalZaak, i int, b signaalBeurt) { // ended, or the end is taken back
		l := &z.rijen[i]
		if !l.Eind.IsZero() {
			l.Eind = p.Date{}
		} else if l.Eind = v.today().AddDays(b.m - 7); l.Eind.Before(l.Start) {
			l.Eind = l.Start
		}
	}),
	rijDaad(func(_ *signaalVerhaal, z *signaalZaak, i int, _ signaalBeurt) { // taken back
		z.eruit = append(z.eruit, z.rijen[i])
		z.rijen = slices.Delete(z.rijen, i, i+1)
	}),
	(*signaalVerhaal).terug, (*signaalVerhaal).terug, (*signaalVerhaal).erbij,
	rijDaad(func(_ *signaalVerhaal, z *signaalZaak, i int, b signaalBeurt) { // corrected
		l := &z.rijen[i]
		switch b.m % 3 {
		case 0:
			l.Hulpvorm = []string{"02", "03", "11", "14"}[b.m/3]
		case 1:
			l.Start = z.vrij(l.Jeugdige, l.Start.AddDays(b.m-5))
			if !l.Eind.IsZero() && l.Eind.Before(l.Start) {
				l.Eind = l.Start
			}
		}
	}),
	rijDaad(func(_ *signaalVerhaal, z *signaalZaak, i int, b signaalBeurt) { // goes on in another row
		if next := z.rijen[i]; !next.Eind.IsZero() {
			next.Start = z.vrij(next.Jeugdige, next.Eind.AddDays(1))
			next.Eind = next.Start.AddDays(10 * b.m)
			z.rijen = append(z.rijen, next)
		}
	}),
	casusZaak(func(v *signaalVerhaal, z *signaalZaak, b signaalBeurt) { z.regisseur = v.ander(z, b.n) }),
	casusZaak(func(v *signaalVerhaal, z *signaalZaak, b signaalBeurt) {
		if z.duo = v.ander(z, b.n); b.m == 0 {
			z.vpr = !z.vpr
		}
	}),
	casusZaak(func(_ *signaalVerhaal, z *signaalZaak, _ signaalBeurt) { z.dicht = !z.dicht }),
	(*signaalVerhaal).ziek, (*signaalVerhaal).onbereikbaar, (*signaalVerhaal).vertrek,
	func(v *signaalVerhaal, _ *signaalZaak, _ signaalBeurt) { v.module() },
	func(v *signaalVerhaal, z *signaalZaak, b signaalBeurt) {
		if z != v.zaken[0] || b.m == 9 {
			v.wis(z)
		}
	},
	func(v *signaalVerhaal, _ *signaalZaak, _ signaalBeurt) { v.restart() },
}

// vrij is a day on or after a day on which no help of a young person begins: help is known by
// the day on which it begins.
func (z *signaalZaak) vrij(jeugdige string, day p.Date) p.Date {
	for slices.ContainsFunc(slices.Concat(z.rijen, z.eruit), func(l p.Levering) bool { return l.Jeugdige == jeugdige && l.Start == day }) {
		day = day.AddDays(1)
	}
	return day
}

func (v *signaalVerhaal) bewaarHulp(z *signaalZaak) {
	if z.gewist {
		return
	}
	update(v, v.s, func(ctx context.Context, tx *store.Tx) error {
		h, err := tx.Hulp(ctx, z.nr)
		if err != nil {
			return err
		}
		h.Rijen = slices.Clone(z.rijen)
		return tx.SaveHulp(ctx, h)
	})
}

// erbij adds help: of before, that has begun, or that begins some day.
func (v *signaalVerhaal) erbij(z *signaalZaak, b signaalBeurt) {
	l := p.Levering{Jeugdige: []string{"J1", "J1", "J2"}[b.n%3], Hulpvorm: []string{"03", "14", "02", "11", "14"}[b.m%5], Aanbieder: fmt.Sprint("Aanbieder ", b.n%4)}
	l.Start = z.vrij(l.Jeugdige, v.today().AddDays([]int{-3, 0, 2, 5, -20, -400}[(b.n+b.m)%6]))
	if b.m > 5 {
		l.Eind = l.Start.AddDays(b.n)
	}
	if b.m == 9 {
		l.Hulpvorm, l.Productcategorie = "", "42"
	}
	z.rijen = append(z.rijen, l)
	v.bewaarHulp(z)
}

func (v *signaalVerhaal) terug(z *signaalZaak, _ signaalBeurt) {
	z.rijen, z.eruit = append(z.rijen, z.eruit...), nil
	v.bewaarHulp(z)
}

// rijDaad changes a row of the help in a casus, one of the last ones.
func rijDaad(change func(*signaalVerhaal, *signaalZaak, int, signaalBeurt)) func(*signaalVerhaal, *signaalZaak, signaalBeurt) {
	return func(v *signaalVerhaal, z *signaalZaak, b signaalBeurt) {
		if len(z.rijen) > 0 {
			change(v, z, max(len(z.rijen)-1-[]int{0, 0, 0, 1, 2, 3}[b.n%6], 0), b)
			v.bewaarHulp(z)
		}
	}
}

// casusZaak changes a casus.
func casusZaak(change func(*signaalVerhaal, *signaalZaak, signaalBeurt)) func(*signaalVerhaal, *signaalZaak, signaalBeurt) {
	return func(v *signaalVerhaal, z *signaalZaak, b signaalBeurt) {
		if z.gewist {
			return
		}
		before := v.ontvangers(z)
		change(v, z, b)
		if !slices.Equal(before, v.ontvangers(z)) {
			z.rollen = v.now
		}
		wijzig(v, v.s, z.nr, func(c *p.Casus) {
			c.Regisseur, c.Duo, c.Sluiting = z.regisseur, z.duo, p.Sluiting{}
			if z.dicht {
				c.Sluiting = p.Sluiting{Op: v.today(), Reden: "zelf", Nazorg: "geen"}
			}
			level := p.Basis
			if z.vpr {
				level = p.VPR
			}
			if c.Niveau() != level {
				c.Niveaus, c.VPR = append(c.Niveaus, p.NiveauWissel{Niveau: level, Sinds: v.today()}), p.VPRStappen{}
			}
		})
	}
}

// ander is somebody who has no role in a casus.
func (v *signaalVerhaal) ander(z *signaalZaak, n int) string {
	all := slices.DeleteFunc([]string{"anouk", "bram", "daniel", "fleur"}, func(name string) bool { return name == z.regisseur || name == z.duo })
	return all[n%len(all)]
}

func (v *signaalVerhaal) lid(n int) string { return []string{"bram", "daniel", "anouk", "fleur"}[n%4] }

func (v *signaalVerhaal) ziek(_ *signaalZaak, b signaalBeurt) {
	wijzigLid(v, v.s, v.lid(b.n), func(l *p.Lid) {
		l.Afwezig = append(l.Afwezig, p.Periode{Van: v.today(), Tot: v.today().AddDays(b.m)})
	})
}

func (v *signaalVerhaal) onbereikbaar(_ *signaalZaak, b signaalBeurt) {
	name := v.lid(b.n)
	if v.gone[name] = !v.gone[name]; !v.gone[name] {
		wijzigLid(v, v.s, name, func(l *p.Lid) { l.Onbereikbaar = time.Time{} })
	}
}

func (v *signaalVerhaal) vertrek(_ *signaalZaak, b signaalBeurt) {
	name := v.lid(b.n)
	v.weg[name] = !v.weg[name]
	for _, z := range v.zaken {
		if z.regisseur == name || z.duo == name {
			z.rollen = v.now
		}
	}
	wijzigLid(v, v.s, name, func(l *p.Lid) { l.Weg = v.weg[name] })
}

func (v *signaalVerhaal) module() {
	v.uit = !v.uit
	metModule(v, v.s, !v.uit)
}

func (v *signaalVerhaal) wis(z *signaalZaak) {
	if z.gewist {
		return
	}
	_, err := wis(v, v.s, z.nr, v.now.In(amsterdam()).Format("2006-01-02 15:04"))
	if errors.Is(err, store.ErrSending) {
		return // another time
	}
	if err != nil {
		v.Fatalf("%s: %v", z.nr, err)
	}
	z.gewist = true
}

// doe lets one turn of a story happen.
func (v *signaalVerhaal) doe(b signaalBeurt) {
	v.beurt++
	v.stuk = b.stuk
	next := v.today().AddDays(b.dagen).At(b.uur, 0, amsterdam())
	if next.Before(v.now.Add(time.Minute)) {
		next = v.now.Add(7 * time.Minute)
	}
	v.now = next
	change := func() { signaalDaden[b.wat](v, v.zaken[b.zaak], b) }
	if b.onderweg {
		v.half = func() {
			change()
			tick(v, scheduler.New(v.s, nil, slog.New(slog.DiscardHandler), "w9"), v.now.In(amsterdam()).Format("2006-01-02 15:04"))
		}
		v.tick(b.wel...)
	} else {
		change()
		v.now = v.now.Add(time.Second)
		v.tick(b.wel...)
	}
	v.now = v.now.Add(3 * time.Minute)
	v.tick(b.wel[min(len(b.wel), 1):]...)
	v.now = v.now.Add(2 * time.Hour)
	v.tick()
}

// signaalStory is a story, and whether the module is off at its end.
type signaalStory struct {
	beurten []signaalBeurt
	uit     bool
}

func signaalStories() *rapid.Generator[signaalStory] {
	return rapid.Custom(func(t *rapid.T) signaalStory {
		return signaalStory{rapid.SliceOfN(signaalBeurten(), 6, 38).Draw(t, "beurten"), rapid.SampledFrom([]bool{false, false, false, true}).Draw(t, "uit")}
	})
}

func vertelSignalen(t testing.TB, address string, story signaalStory) {
	v := nieuwSignaalVerhaal(t, address)
	defer v.close()
	for _, z := range v.zaken {
		v.bewaarHulp(z)
	}
	for _, b := range story.beurten {
		v.doe(b)
	}
	v.calm(story.uit)
	v.complete()
}

// Whatever happens to help, casussen, people, the platform and the process: a signal is told
// once, to whom it is for, and nothing that stands somewhere is untrue.
func TestSignaalVerhaal(t *testing.T) {
	t.Run("TR-1 and TR-2 told once, and true", func(t *testing.T) {
		weinig(t, "15")
		rapid.Check(t, func(rt *rapid.T) {
			vertelSignalen(inner{t, rt}, storetest.SQLite(t), signaalStories().Draw(rt, "story"))
		})
	})
	t.Run("TR-1 and TR-2 on PostgreSQL", func(t *testing.T) {
		for seed := range 4 {
			vertelSignalen(t, storetest.Postgres(t), signaalStories().Example(seed))
		}
	})
}

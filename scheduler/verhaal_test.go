package scheduler_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
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

// verhaal is some weeks to years of a team in which everything changes and the platform and
// the process fail; it is the platform too, and knows by rules of its own what may come.
type verhaal struct {
	testing.TB
	address string
	s       *store.Store
	sched   *scheduler.Scheduler
	now     time.Time
	zaken   []string

	crash  context.CancelFunc // of the round that is going on
	faults []string           // what becomes of the next attempts
	gone   map[string]bool    // for whom the platform takes nothing
	posted map[string]string  // the receipt of each message that is there, by recipient and key
	told   map[string]int     // how often each reminder was delivered
	last   map[string]int     // the place of the last stage of each series that was delivered
	wrong  []string
}

func nieuwVerhaal(t testing.TB, start time.Time) *verhaal {
	address := storetest.SQLite(t)
	s, err := store.Open(t.Context(), address, storetest.Ring(t))
	if err != nil {
		t.Fatalf("a database: %v", err)
	}
	v := &verhaal{TB: t, s: metTeam(t, s), address: address, now: start, gone: map[string]bool{}, posted: map[string]string{}, told: map[string]int{}, last: map[string]int{}}
	v.sched = scheduler.New(s, v, slog.New(slog.DiscardHandler), "w1")
	return v
}

func (v *verhaal) close() {
	if err := v.s.Close(); err != nil {
		v.Fatalf("%v", err)
	}
}

func (v *verhaal) today() p.Date { return p.DateOf(v.now.In(amsterdam())) }

func (v *verhaal) fault() string {
	if len(v.faults) == 0 {
		return ""
	}
	first := v.faults[0]
	v.faults = v.faults[1:]
	return first
}

// Send does what the story says, and judges what arrives.
func (v *verhaal) Send(_ context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	if v.gone[to.Member] {
		return bot.Receipt{}, &bot.NotSent{Why: bot.Unreachable}
	}
	fault := v.fault()
	switch fault {
	case "crash":
		v.crash()
		return bot.Receipt{}, context.Canceled
	case "failed":
		return bot.Receipt{}, &bot.NotSent{}
	case "busy":
		return bot.Receipt{}, &bot.NotSent{Why: bot.Busy, After: 5 * time.Minute, Everyone: len(key)%2 == 0}
	case "unfit":
		return bot.Receipt{}, &bot.NotSent{Why: bot.Unfit}
	case "nothing":
		return bot.Receipt{}, errors.New("no answer")
	}
	v.arrives(to.Member, key, m)
	switch fault {
	case "lost":
		return bot.Receipt{}, errors.New("no answer")
	case "lost crash":
		v.crash()
	}
	return bot.Receipt{Platform: "verhaal", ID: v.posted[to.Member+" "+key]}, nil
}

// Find knows what is there, when it answers.
func (v *verhaal) Find(_ context.Context, to bot.Address, key string, _ time.Time) (bot.Receipt, bool, error) {
	if v.fault() == "nothing" {
		return bot.Receipt{}, false, errors.New("no answer")
	}
	id, there := v.posted[to.Member+" "+key]
	return bot.Receipt{Platform: "verhaal", ID: id}, there, nil
}

// Replace takes every change that fits.
func (v *verhaal) Replace(_ context.Context, _ bot.Address, _ bot.Receipt, m *bot.Message) error {
	if m != nil && bot.Check(*m) != nil {
		v.blame("a change does not fit: %v", bot.Check(*m))
	}
	return nil
}

func (v *verhaal) blame(format string, args ...any) {
	v.wrong = append(v.wrong, v.now.In(amsterdam()).Format("Mon 2006-01-02 15:04 ")+fmt.Sprintf(format, args...))
}

// arrives judges a message at the moment at which it is there.
func (v *verhaal) arrives(to, key string, m bot.Message) {
	if _, twice := v.posted[to+" "+key]; twice {
		v.blame("message %s to %s is there twice", key, to)
	}
	v.posted[to+" "+key] = strconv.Itoa(len(v.posted) + 1)
	if err := bot.Check(m); err != nil {
		v.blame("%s: %v", key, err)
	}
	err := v.s.View(context.Background(), func(tx *store.Tx) error {
		posts, err := tx.Waiting(context.Background())
		for _, post := range posts {
			if post.Key != key || post.Aan != to {
				continue
			}
			for _, one := range post.Keys {
				if err := v.judge(tx, to, one, post.Dringend); err != nil {
					return err
				}
			}
		}
		return err
	})
	if err != nil {
		v.blame("%v", err)
	}
}

// herinnering is what the key of a reminder tells.
type herinnering struct{ zaak, soort, uiterlijk, stap, voor string }

func ontleed(key string) (h herinnering, ok bool) {
	parts := strings.Split(key, "/")
	if len(parts) != 5 {
		return h, false
	}
	return herinnering{parts[0], parts[1], parts[2], parts[3], parts[4]}, true
}

func (h herinnering) reeks() string { return h.zaak + "/" + h.soort + "/" + h.uiterlijk + "/" + h.voor }

// plaats is the place of a stage in its series: the nearer the end, the higher; 0: it has
// none, as what somebody asked for.
func (h herinnering) plaats() int {
	var n int
	stap, day, _ := strings.Cut(h.stap, "-2") // a year
	switch {
	case h.stap == "start":
		return 1
	case h.stap == "te-laat":
		return 5000
	case h.stap == "manager":
		return 5001
	case day != "" && stap != "uitstel":
		at, err := p.ParseDate("2" + day)
		if err != nil {
			return 0
		}
		return 6000 + dag("2020-01-01").DaysUntil(at)
	case strings.HasSuffix(h.stap, "-week"), strings.HasSuffix(h.stap, "-weken"):
		if _, err := fmt.Sscanf(h.stap, "%d-", &n); err == nil {
			return 4000 - 7*n
		}
	case strings.HasSuffix(h.stap, "-werkdag"):
		return 4999
	case strings.HasPrefix(h.stap, "werkdag-"):
		if _, err := fmt.Sscanf(h.stap, "werkdag-%d", &n); err == nil {
			return n
		}
	}
	return 0
}

// judge says what is wrong with a reminder that arrives now.
func (v *verhaal) judge(tx *store.Tx, to, key string, urgent bool) error {
	h, ok := ontleed(key)
	if !ok {
		return nil // the announcement that a casus is going to be erased
	}
	if v.told[key]++; v.told[key] > 1 {
		v.blame("%s for the %dth time", key, v.told[key])
	}
	if place := h.plaats(); place > 0 {
		// Which weeks are stages is the profile's; after another one they are other weeks.
		if last := v.last[h.reeks()]; place < last && (last >= 4999 || h.soort == "spoed") {
			v.blame("%s comes after a later stage", key)
		}
		v.last[h.reeks()] = max(place, v.last[h.reeks()])
	}
	c, err := tx.Casus(context.Background(), h.zaak)
	if err != nil {
		return err
	}
	praktijk, err := tx.Praktijk(context.Background(), c.Team)
	if err != nil {
		return err
	}
	if why := over(c, praktijk, h); why != "" {
		v.blame("%s to %s: %s", key, to, why)
	}
	r := p.Reminder{Key: key, Zaak: h.zaak, Team: c.Team, Termijn: p.TermijnSoort(h.soort), Stap: p.Stap(h.stap), Voor: h.voor}
	if !praktijk.Geldt(c, p.Termijnen(c, praktijk), r) {
		v.blame("%s to %s does not hold", key, to)
	}
	v.judgeRecipient(c, praktijk, h, to, urgent)
	return nil
}

// over says why there is nothing left to remind of; empty when there is.
func over(c p.Casus, praktijk p.Praktijk, h herinnering) string {
	first, _ := c.FirstMDO()
	held := !first.Gehouden.IsZero()
	open := slices.ContainsFunc(c.Meldingen, func(m p.Melding) bool { return m.Klaar.IsZero() && string(m.Soort) == h.soort })
	concerned := append(praktijk.Managers(), c.Regisseur, praktijk.Team.Crisiscontact)
	if c.Niveau() == p.VPR {
		concerned = append(concerned, c.Duo)
	}
	switch {
	case !c.IsOpen():
		return "the casus is closed"
	case h.soort == "mdo" && (held || c.Niveau() != p.VPR):
		return "the MDO was held, or it is no VPR"
	case h.soort == "brief" && !c.VPR.Brief.IsZero():
		return "the letter was sent"
	case (h.soort == "crisis" || h.soort == "spoed") && !open:
		return "there is nothing urgent"
	case !slices.Contains(concerned, h.voor):
		return "it is not theirs"
	}
	return ""
}

// judgeRecipient looks whether it is for this person, now.
func (v *verhaal) judgeRecipient(c p.Casus, praktijk p.Praktijk, h herinnering, to string, urgent bool) {
	lid, known := praktijk.Leden[to]
	if !known || lid.Weg || lid.Team != c.Team || lid.Rol == p.Beheerder || lid.Rol == p.FG {
		v.blame("%s is no member of the team who may know of %s", to, c.Zaaknummer)
	}
	standIns := []string{h.voor, praktijk.Leden[h.voor].Vervanger, c.Regisseur, c.Duo}
	for _, l := range praktijk.Leden {
		if l.Rol == p.Manager {
			standIns = append(standIns, l.Gebruiker, l.Vervanger)
		}
	}
	if !slices.Contains(standIns, to) {
		v.blame("%s/%s of %s is not for %s", h.soort, h.stap, h.voor, to)
	}
	local := v.now.In(amsterdam())
	works := len(lid.Werkdagen) == 0 && local.Weekday() != time.Saturday && local.Weekday() != time.Sunday || slices.Contains(lid.Werkdagen, local.Weekday())
	away := slices.ContainsFunc(lid.Afwezig, func(a p.Periode) bool { return !v.today().Before(a.Van) && !v.today().After(a.Tot) })
	if !urgent && (!works || away || local.Hour() < 9 || local.Hour() >= 17 || !praktijk.Calendar().IsWorkday(v.today())) {
		v.blame("%s/%s reaches %s outside working hours", h.soort, h.stap, to)
	}
	if round := strings.Contains(h.stap, "-202") || strings.Contains(h.stap, "-203"); urgent != (h.soort == "crisis" && !round) { // what is overdue for days comes in the morning
		v.blame("%s/%s is urgent: %v", h.soort, h.stap, urgent)
	}
}

// tick does a round while the platform does this; a process that dies begins anew.
func (v *verhaal) tick(faults ...string) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	v.faults, v.crash = faults, cancel
	_, err := v.sched.Tick(ctx, v.now)
	switch {
	case ctx.Err() != nil:
		storetest.Exec(v, v.address, endLeases)
	case err != nil:
		v.Fatalf("round at %s: %v", v.now, err)
	}
	v.faults = nil
	v.verdict()
}

func (v *verhaal) verdict() {
	v.Helper()
	if len(v.wrong) > 0 {
		v.Fatalf("%s", strings.Join(v.wrong, "\n"))
	}
}

// calm lets everything be well for two weeks, until the afternoon of a working day. What
// simulate says beforehand is what happens.
func (v *verhaal) calm() {
	clear(v.gone)
	leden := view(v, v.s, func(ctx context.Context, tx *store.Tx) ([]p.Lid, error) { return tx.Leden(ctx, teamNaam) })
	for _, lid := range leden {
		if !lid.Onbereikbaar.IsZero() {
			wijzigLid(v, v.s, lid.Gebruiker, func(l *p.Lid) { l.Onbereikbaar = time.Time{} })
		}
	}
	for range 3 { // what failed is tried again within the hour
		v.now = v.now.Add(time.Hour)
		v.tick()
	}
	until := v.now.AddDate(0, 0, 14)
	for until.In(amsterdam()).Weekday() != time.Thursday {
		until = until.AddDate(0, 0, 1)
	}
	until = p.DateOf(until.In(amsterdam())).At(16, 59, amsterdam())
	bounded, cancel := context.WithTimeout(v.Context(), 20*time.Second) // it is done in a tenth of a second
	defer cancel()
	want, err := scheduler.Simulate(bounded, v.s, v.now, until)
	if err != nil {
		v.Fatalf("simulate from %s: %v\nwaiting: %s\ndue: %v", v.now, err, v.waits(), v.due())
	}
	var got []scheduler.Delivered
	for next := v.now; !next.After(until); {
		v.now = next
		delivered, err := v.sched.Tick(v.Context(), v.now)
		if err != nil {
			v.Fatalf("round at %s: %v", v.now, err)
		}
		got = append(got, delivered...)
		at, ok, err := v.sched.Next(v.Context())
		if err != nil {
			v.Fatalf("next: %v", err)
		}
		if !ok {
			break
		}
		if next = at; !next.After(v.now) {
			next = v.now.Add(time.Minute)
		}
	}
	v.now = until
	v.verdict()
	if a, b := volledig(want), volledig(got); !slices.Equal(a, b) {
		v.Fatalf("simulate said\n%s\nand what happens is\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
	}
}

func (v *verhaal) due() []string {
	return view(v, v.s, func(ctx context.Context, tx *store.Tx) ([]string, error) { return tx.DueFor(ctx, v.now) })
}

func (v *verhaal) waits() string {
	var list []string
	for _, post := range wachtend(v, v.s) {
		list = append(list, fmt.Sprintf("%s to %s %v: %s, %s, not before %s", post.Key, post.Aan, post.Keys, post.State, post.Cause, post.NotBefore.In(amsterdam())))
	}
	return strings.Join(list, "\n")
}

// complete looks after the calm whether nothing is left or lost.
func (v *verhaal) complete() {
	if due := v.due(); len(due) > 0 {
		v.blame("still due for %v", due)
	}
	for _, post := range wachtend(v, v.s) {
		if !post.NotBefore.After(v.now) {
			v.blame("still waits: %s to %s, %s; %s by %q until %s after %d, not before %s", post.Key, post.Aan, post.Cause, post.State, post.ClaimedBy, post.ClaimedUntil, post.Attempts, post.NotBefore.In(amsterdam()))
		}
	}
	for _, zaak := range v.zaken {
		v.completeCasus(zaak)
	}
	v.verdict()
}

func (v *verhaal) completeCasus(zaak string) {
	var planned []p.Reminder
	err := v.s.View(v.Context(), func(tx *store.Tx) error {
		c, err := tx.Casus(v.Context(), zaak)
		if err != nil {
			return err
		}
		praktijk, err := tx.Praktijk(v.Context(), teamNaam)
		planned = p.Plan(c, praktijk, nil)
		return err
	})
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		v.Fatalf("%v", err)
	}
	for _, r := range planned {
		h, _ := ontleed(r.Key)
		manager := h.voor == "joris" && h.soort == "crisis"
		if h.plaats() > 0 && !manager && r.At.Before(v.now.AddDate(0, 0, -10)) && v.last[h.reeks()] < h.plaats() {
			v.blame("lost: %s of %s", r.Key, r.At.In(amsterdam()))
		}
	}
}

// wending is one turn of a story.
type wending struct {
	na    time.Duration // since the turn before
	wat   int           // what changes
	n     int           // which of them
	dagen int           // how many
	wel   []string      // what fails
}

func wendingen() *rapid.Generator[wending] {
	const day = 24 * time.Hour
	return rapid.Custom(func(t *rapid.T) wending {
		return wending{
			na: rapid.SampledFrom([]time.Duration{time.Minute, 20 * time.Minute, time.Hour, 3 * time.Hour, 7 * time.Hour, 11 * time.Hour, day, day, 2 * day, 3 * day, 7 * day, 12 * day, 45 * day, 100 * day}).Draw(t, "na") +
				time.Duration(rapid.IntRange(0, 59).Draw(t, "minuten"))*time.Minute,
			wat: rapid.IntRange(0, len(daden)-1).Draw(t, "wat"), n: rapid.IntRange(0, 11).Draw(t, "n"), dagen: rapid.IntRange(0, 20).Draw(t, "dagen"),
			wel: rapid.SliceOfN(rapid.SampledFrom([]string{"", "", "", "crash", "lost", "lost crash", "failed", "busy", "nothing", "unfit"}), 0, 5).Draw(t, "platform"),
		}
	})
}

// daden are the changes that can happen.
var daden = []func(*verhaal, wending){
	func(*verhaal, wending) {},
	(*verhaal).openPR, (*verhaal).openVPR, (*verhaal).openVPR,
	casusDaad(func(v *verhaal, c *p.Casus, _ wending) { c.VPR.Startbijeenkomst = v.today() }),
	mdoDaad(func(v *verhaal, m *p.MDO, w wending) { m.Gepland = v.today().AddDays(w.dagen) }),
	mdoDaad(func(v *verhaal, m *p.MDO, _ wending) { m.Gehouden = v.today() }),
	casusDaad(func(v *verhaal, c *p.Casus, _ wending) {
		c.Evaluaties = append(c.Evaluaties, p.Evaluatie{Gehouden: v.today()})
	}),
	casusDaad(func(v *verhaal, c *p.Casus, w wending) { c.VolgendeEvaluatie = v.today().AddDays(w.dagen) }),
	casusDaad(func(v *verhaal, c *p.Casus, _ wending) {
		c.Meldingen = append(c.Meldingen, p.Melding{Soort: p.Crisis, Gemeld: v.now})
	}),
	casusDaad(func(v *verhaal, c *p.Casus, _ wending) {
		c.Meldingen = append(c.Meldingen, p.Melding{Soort: p.Spoed, Gemeld: v.now})
	}),
	casusDaad(func(v *verhaal, c *p.Casus, _ wending) {
		for i := range c.Meldingen {
			c.Meldingen[i].Klaar = v.now
		}
	}),
	casusDaad(func(v *verhaal, c *p.Casus, w wending) {
		if to := v.consulent(w.dagen); to != c.Duo && to != c.Regisseur {
			c.Overdrachten = append(c.Overdrachten, p.Overdracht{Op: v.today(), Van: c.Regisseur, Aan: to})
			c.Regisseur = to
		}
	}),
	casusDaad(func(v *verhaal, c *p.Casus, w wending) {
		if to := v.consulent(w.dagen); to != c.Regisseur {
			c.Duo = to
		}
	}),
	casusDaad(func(v *verhaal, c *p.Casus, w wending) {
		level := []p.Niveau{p.Licht, p.Basis, p.VPR}[w.dagen%3]
		if level != c.Niveau() && c.Sinds().Before(v.today()) {
			c.Niveaus = append(c.Niveaus, p.NiveauWissel{Niveau: level, Sinds: v.today()})
			c.VPR = p.VPRStappen{}
		}
	}),
	casusDaad(func(v *verhaal, c *p.Casus, w wending) {
		if w.dagen%2 == 0 {
			c.Sluiting = p.Sluiting{Op: v.today(), Reden: "zelf", Nazorg: "geen"}
		}
	}),
	(*verhaal).uitstel, (*verhaal).afwezig, (*verhaal).werkdagen, (*verhaal).weg, (*verhaal).onbereikbaar, (*verhaal).profiel,
}

func (v *verhaal) consulent(n int) string {
	return []string{"anouk", "bram", "chantal", "daniel", "esra", "fleur", "gijs", "hanan"}[n%8]
}

func (v *verhaal) open(c p.Casus) {
	if len(v.zaken) < 5 {
		bewaar(v, v.s, c)
		v.zaken = append(v.zaken, c.Zaaknummer)
	}
}

func (v *verhaal) nr() string { return fmt.Sprintf("ZO-%d", len(v.zaken)+1) }

func (v *verhaal) openPR(w wending) {
	v.open(zaakPR(v.nr(), v.consulent(w.n), p.Basis, v.today().AddDays(-9*w.dagen).String()))
}

func (v *verhaal) openVPR(w wending) {
	v.open(zaakVPR(v.nr(), v.consulent(w.n), v.consulent(w.n+1+w.dagen%6), v.today().AddDays(-2*w.dagen).String()))
}

// casusDaad changes one of the open casussen.
func casusDaad(change func(*verhaal, *p.Casus, wending)) func(*verhaal, wending) {
	return func(v *verhaal, w wending) {
		if len(v.zaken) == 0 {
			return
		}
		zaak := v.zaken[w.n%len(v.zaken)]
		update(v, v.s, func(ctx context.Context, tx *store.Tx) error {
			c, err := tx.Casus(ctx, zaak)
			if errors.Is(err, store.ErrNotFound) || err == nil && !c.IsOpen() {
				return nil
			}
			if err != nil {
				return err
			}
			change(v, &c, w)
			return tx.SaveCasus(ctx, c)
		})
	}
}

// mdoDaad changes the MDO that was not held yet, or a new one.
func mdoDaad(change func(*verhaal, *p.MDO, wending)) func(*verhaal, wending) {
	return casusDaad(func(v *verhaal, c *p.Casus, w wending) {
		first, i := c.FirstMDO()
		if i < 0 || !first.Gehouden.IsZero() {
			i, c.MDOs = len(c.MDOs), append(c.MDOs, p.MDO{})
		}
		change(v, &c.MDOs[i], w)
	})
}

func (v *verhaal) uitstel(w wending) {
	praktijk := view(v, v.s, func(ctx context.Context, tx *store.Tx) (p.Praktijk, error) { return tx.Praktijk(ctx, teamNaam) })
	casusDaad(func(v *verhaal, c *p.Casus, w wending) {
		for _, t := range p.Termijnen(*c, praktijk) {
			if t.Soort != p.TermijnCrisis {
				c.Uitstel = append(c.Uitstel, p.Uitstel{Termijn: t.Soort, Uiterlijk: t.Uiterlijk, Door: c.Regisseur, Tot: v.today().AddDays(1 + w.dagen%7)})
				return
			}
		}
	})(v, w)
}

func (v *verhaal) afwezig(w wending) {
	from := v.today().AddDays(w.n % 5)
	wijzigLid(v, v.s, v.consulent(w.n+w.dagen), func(l *p.Lid) { l.Afwezig = append(l.Afwezig, p.Periode{Van: from, Tot: from.AddDays(w.dagen)}) })
}

func (v *verhaal) werkdagen(w wending) {
	wijzigLid(v, v.s, v.consulent(w.n), func(l *p.Lid) {
		l.Werkdagen = [][]time.Weekday{{time.Monday}, {time.Tuesday, time.Thursday}, {time.Friday}, nil}[w.dagen%4]
	})
}

func (v *verhaal) weg(w wending) {
	wijzigLid(v, v.s, v.consulent(w.n), func(l *p.Lid) { l.Weg = w.dagen%2 == 0 })
}

func (v *verhaal) onbereikbaar(w wending) { v.gone[v.consulent(w.n)] = w.dagen%3 > 0 }

func (v *verhaal) profiel(w wending) {
	update(v, v.s, func(ctx context.Context, tx *store.Tx) error {
		profiel, err := tx.Profiel(ctx)
		if err != nil {
			return err
		}
		source, err := tx.ProfielSource(ctx)
		profiel.VPR.MDODagen = []int{42, 35, 49}[w.n%3]
		profiel.Evaluatie.Herinner = [][]int{{4, 1}, {6, 2}, {3, 2, 1}}[w.dagen%3]
		profiel.Tijd.LosBinnenUren, profiel.Tijd.MaximumPerDag = []int{24, 48, 96}[w.dagen%3], 1+w.n%3
		return errors.Join(err, tx.SetProfiel(ctx, profiel, source))
	})
}

// weinig makes the ordinary run short; ask for more with -rapid.checks.
func weinig(t *testing.T, checks string) {
	t.Helper()
	set := flag.Lookup("rapid.checks")
	if set == nil || set.Value.String() != set.DefValue {
		return
	}
	before := set.Value.String()
	if err := flag.Set("rapid.checks", checks); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flag.Set("rapid.checks", before); err != nil {
			t.Error(err)
		}
	})
}

// Whatever changes, fails and stands still: every stage of every term that still holds comes
// once, in order, to the right person, at a moment at which they work.
func TestStory(t *testing.T) {
	weinig(t, "12")
	rapid.Check(t, func(rt *rapid.T) {
		start := om("2024-01-01 00:00").AddDate(0, 0, rapid.IntRange(0, 365*7).Draw(rt, "dag")).Add(time.Duration(rapid.IntRange(0, 23).Draw(rt, "uur")) * time.Hour)
		turns := rapid.SliceOfN(wendingen(), 4, 40).Draw(rt, "wendingen")
		v := nieuwVerhaal(inner{t, rt}, start)
		defer v.close()
		v.openVPR(turns[0])
		for _, w := range turns {
			v.now = v.now.Add(w.na)
			v.tick(w.wel...)
			daden[w.wat](v, w)
			v.now = v.now.Add(time.Duration(w.dagen) * time.Minute)
			v.tick(w.wel...)
		}
		v.calm()
		v.complete()
	})
}

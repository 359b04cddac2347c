package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata" // the tests do not depend on the zones of the machine

	"github.com/google/go-cmp/cmp"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/exchange"
	p "github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/scheduler"
	"github.com/regiebot/regiebot/store"
)

var amsterdam = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	return zone
})

func dag(iso string) p.Date {
	d, err := p.ParseDate(iso)
	if err != nil {
		panic(err)
	}
	return d
}

// om is an instant written as wall-clock time in Amsterdam: "2026-11-13 14:30".
func om(text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", text, amsterdam())
	if err != nil {
		panic(err)
	}
	return at
}

func update(t testing.TB, s *store.Store, f func(context.Context, *store.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), func(tx *store.Tx) error { return f(t.Context(), tx) }); err != nil {
		t.Fatalf("update: %v", err)
	}
}

func view[T any](t testing.TB, s *store.Store, f func(context.Context, *store.Tx) (T, error)) T {
	t.Helper()
	var result T
	err := s.View(t.Context(), func(tx *store.Tx) (err error) {
		result, err = f(t.Context(), tx)
		return err
	})
	if err != nil {
		t.Fatalf("view: %v", err)
	}
	return result
}

func gelijk[T any](t testing.TB, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

const voorbeeld = "../cmd/regiebot/voorbeeld/"

// metTeam fills a database with the profile standaard and the example team.
func metTeam(t testing.TB, s *store.Store) *store.Store {
	t.Helper()
	data, err := os.ReadFile(voorbeeld + "team.yaml")
	if err != nil {
		t.Fatal(err)
	}
	team, err := exchange.ReadTeam(data)
	if err != nil {
		t.Fatal(err)
	}
	source, _ := p.ProfielBestand(team.Profiel)
	profiel, err := exchange.ReadProfiel(source)
	if err != nil {
		t.Fatal(err)
	}
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		err := errors.Join(tx.SetProfiel(ctx, profiel, source), tx.SaveTeam(ctx, team.Team))
		for _, lid := range team.Leden {
			err = errors.Join(err, tx.SaveLid(ctx, lid))
		}
		return err
	})
	return s
}

// metCasussen adds the cases of the example.
func metCasussen(t testing.TB, s *store.Store) *store.Store {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		praktijk, err := tx.Praktijk(ctx, teamNaam)
		if err != nil {
			return err
		}
		known := exchange.Known{Praktijk: praktijk, Casus: func(string) (p.Casus, bool, error) { return p.Casus{}, false, nil }}
		report, cases, err := exchange.ReadCasussen([]string{voorbeeld + "casussen.csv"}, nil, known)
		if err != nil {
			return err
		}
		if sentence := report.Sentence(); sentence != "" {
			return errors.New(sentence)
		}
		for c := range cases {
			if err := tx.SaveCasus(ctx, c); err != nil {
				return err
			}
		}
		return nil
	})
	return s
}

const teamNaam = "Jeugdteam Voorbeeldstad"

// kanaal is the channel of the team as a recipient.
const kanaal = "#team/" + teamNaam

func bewaar(t testing.TB, s *store.Store, list ...p.Casus) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		for _, c := range list {
			if err := tx.SaveCasus(ctx, c); err != nil {
				return err
			}
		}
		return nil
	})
}

// wijzig changes a stored case.
func wijzig(t testing.TB, s *store.Store, zaak string, change func(*p.Casus)) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		c, err := tx.Casus(ctx, zaak)
		if err != nil {
			return err
		}
		change(&c)
		return tx.SaveCasus(ctx, c)
	})
}

// wijzigLid changes a stored member.
func wijzigLid(t testing.TB, s *store.Store, gebruiker string, change func(*p.Lid)) {
	t.Helper()
	update(t, s, func(ctx context.Context, tx *store.Tx) error {
		lid, err := tx.Lid(ctx, gebruiker)
		if err != nil {
			return err
		}
		change(&lid)
		return tx.SaveLid(ctx, lid)
	})
}

// zaakPR is an open case at a level since its start.
func zaakPR(zaak, regisseur string, niveau p.Niveau, start string) p.Casus {
	return p.Casus{
		Zaaknummer: zaak, Team: teamNaam, Regisseur: regisseur, StartRegie: dag(start), Aanduiding: "gezin Geheim",
		Niveaus: []p.NiveauWissel{{Niveau: niveau, Sinds: dag(start)}},
	}
}

// zaakVPR is an open VPR of which the letter was sent and the startbijeenkomst was held.
func zaakVPR(zaak, regisseur, duo, startbijeenkomst string) p.Casus {
	start := dag(startbijeenkomst)
	c := zaakPR(zaak, regisseur, p.Basis, start.AddDays(-60).String())
	c.Duo, c.Casusregisseur = duo, "begeleider Geheim"
	c.Niveaus = append(c.Niveaus, p.NiveauWissel{Niveau: p.VPR, Sinds: start.AddDays(-14)})
	c.VPR = p.VPRStappen{Kernbesluit: start.AddDays(-14), Brief: start.AddDays(-13), Startbijeenkomst: start}
	return c
}

// postbus is a platform: it keeps what it gets, and knows a message by its key.
type postbus struct {
	t        testing.TB
	mu       sync.Mutex
	messages []bezorgd // since the last take
	archive  []bezorgd // all there ever was; the receipt is the place in it
	attempts []string  // recipients, in the order in which they were tried
	// refuse decides what becomes of an attempt: nil delivers it.
	refuse func(to, key string) error
	// after is called when a message was delivered, before the receipt goes back.
	after func()
	// blind: it cannot tell whether a message is there.
	blind bool
	// lose: the receipt of a message that was delivered gets lost.
	lose bool
	// half: it finds only a part of every message.
	half bool
}

// bezorgd is a message as it was sent, and as it is now: nil when it was taken away.
type bezorgd struct {
	id      int
	to, key string
	m       bot.Message
	nu      *bot.Message
}

// Send keeps a message once.
func (b *postbus) Send(_ context.Context, to bot.Address, key string, m bot.Message) (bot.Receipt, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	name := naamVan(to)
	b.attempts = append(b.attempts, name)
	if err := bot.Check(m); err != nil {
		b.t.Errorf("message to %s: %v", name, err)
	}
	if m.Public {
		b.t.Errorf("message to %s is public", name)
	}
	if b.refuse != nil {
		if err := b.refuse(name, key); err != nil {
			return bot.Receipt{}, err
		}
	}
	if b.at(to, key) >= 0 {
		b.t.Errorf("message %s to %s is there twice", key, name)
	}
	one := bezorgd{len(b.archive), name, key, m, &m}
	b.archive, b.messages = append(b.archive, one), append(b.messages, one)
	if b.after != nil {
		b.after()
	}
	if b.lose {
		return bot.Receipt{}, errors.New("no answer")
	}
	return bot.Receipt{Platform: "postbus", ID: strconv.Itoa(one.id)}, nil
}

// at is the place of a message at an address.
func (b *postbus) at(to bot.Address, key string) int {
	return slices.IndexFunc(b.archive, func(o bezorgd) bool { return o.key == key && o.to == naamVan(to) })
}

// naamVan is the recipient of a message as the outbox names it.
func naamVan(to bot.Address) string {
	if to.Channel == "" {
		return to.Member
	}
	return strings.TrimSuffix("#"+to.Channel+"/"+to.Team, "/")
}

// Find looks for a message by its key.
func (b *postbus) Find(_ context.Context, to bot.Address, key string, _ time.Time) (bot.Receipt, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.blind {
		return bot.Receipt{}, false, bot.ErrCannotTell
	}
	i := b.at(to, key)
	if i < 0 {
		return bot.Receipt{}, false, nil
	}
	return bot.Receipt{Platform: "postbus", ID: strconv.Itoa(i)}, !b.half, nil
}

// Replace changes a message, or takes it away.
func (b *postbus) Replace(_ context.Context, to bot.Address, r bot.Receipt, m *bot.Message) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	i, err := strconv.Atoi(r.ID)
	if err != nil || r.Platform != "postbus" {
		b.t.Errorf("a receipt of somebody else: %+v", r)
	}
	if b.refuse != nil {
		if err := b.refuse(to.Member, b.archive[i].key); err != nil {
			return err
		}
	}
	if m != nil {
		if err := bot.Check(*m); err != nil {
			b.t.Errorf("message to %+v: %v", to, err)
		}
	}
	b.archive[i].nu = m
	if j := slices.IndexFunc(b.messages, func(o bezorgd) bool { return o.id == i }); j >= 0 {
		b.messages[j].nu = m
	}
	return nil
}

// take returns what came in since the last time, by recipient.
func (b *postbus) take() map[string][]string {
	b.mu.Lock()
	defer b.mu.Unlock()
	got := map[string][]string{}
	for _, d := range b.messages {
		got[d.to] = append(got[d.to], tekst(d.m))
	}
	b.messages, b.attempts = nil, nil
	return got
}

// tekst is everything a message says, without its buttons.
func tekst(m bot.Message) string {
	texts := []string{m.Text}
	for _, part := range m.Parts {
		texts = append(texts, part.Text)
	}
	return strings.Join(texts, "\n\n")
}

func namen(got map[string][]string) []string {
	return slices.AppendSeq([]string{}, slices.Values(slices.Sorted(maps.Keys(got))))
}

// planner is a scheduler with its post office.
func planner(t testing.TB, s *store.Store) (*scheduler.Scheduler, *postbus) {
	b := &postbus{t: t}
	return scheduler.New(s, b, slog.New(slog.DiscardHandler), "w1"), b
}

func tick(t testing.TB, s *scheduler.Scheduler, at string) []scheduler.Delivered {
	t.Helper()
	delivered, err := s.Tick(t.Context(), om(at))
	if err != nil {
		t.Fatalf("tick at %s: %v", at, err)
	}
	return delivered
}

// ticks does a round every half hour from one moment to another, both included, as if
// the clock ran.
func ticks(t testing.TB, s *scheduler.Scheduler, from, to string) []scheduler.Delivered {
	t.Helper()
	var all []scheduler.Delivered
	for at := om(from); !at.After(om(to)); at = at.Add(30 * time.Minute) {
		delivered, err := s.Tick(t.Context(), at)
		if err != nil {
			t.Fatalf("tick at %s: %v", at, err)
		}
		all = append(all, delivered...)
	}
	return all
}

// regels writes each delivery on one line: "2026-12-28 09:00 bram ZO-1 VPR-6 1".
func regels(list []scheduler.Delivered) []string {
	out := []string{}
	for _, d := range list {
		out = append(out, fmt.Sprintf("%s %s %s %s %d", d.At.In(amsterdam()).Format("2006-01-02 15:04"), d.To,
			strings.Join(d.Casus, ","), strings.Join(d.Rules, ","), len(d.Keys)))
	}
	return out
}

func lines(block string) []string {
	list := []string{}
	for line := range strings.Lines(block) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

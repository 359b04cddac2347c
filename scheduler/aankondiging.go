package scheduler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// dateClosings looks up when casussen were closed of which that is not known yet.
func (f *forgetting) dateClosings(ctx context.Context) error {
	for more := true; more; {
		err := f.store.Update(ctx, func(tx *store.Tx) (err error) {
			more, err = tx.DateClosings(ctx, f.today, cleared)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// announce tells the procesregisseurs which of their closed casussen are going to be
// erased, and when: never sooner than they can copy what belongs in the dossier (BW-1).
func (f *forgetting) announce(ctx context.Context) error {
	// Months are not equally long: a few days more, and each is looked at by itself.
	until := f.today.AddDays(procesregie.AankondigDagen + 3).AddMonths(-f.terms.Casus)
	for more := true; more; {
		err := f.store.Update(ctx, func(tx *store.Tx) error {
			list, err := tx.Unannounced(ctx, until, cleared)
			if err != nil {
				return err
			}
			now := slices.DeleteFunc(slices.Clone(list), func(g store.Gesloten) bool { return announcedOn(g.Op, f.terms).After(f.today) })
			more = len(list) == cleared && len(now) == len(list)
			return f.tell(ctx, tx, now)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// wissing is a casus that is going to be erased.
type wissing struct {
	casus procesregie.Casus
	op    procesregie.Date
}

// tell sets the day of each casus and says it to who steered it.
func (f *forgetting) tell(ctx context.Context, tx *store.Tx, list []store.Gesloten) error {
	told := map[person][]wissing{}
	for _, g := range list {
		day := g.Op.AddMonths(f.terms.Casus)
		if soonest := f.today.AddDays(procesregie.AankondigDagen); day.Before(soonest) {
			day = soonest
		}
		if err := tx.SetWissen(ctx, g.Zaak, day); err != nil {
			return err
		}
		c, err := tx.Casus(ctx, g.Zaak)
		if errors.Is(err, store.ErrUnreadable) {
			continue // there is nothing to copy
		}
		if err != nil {
			return err
		}
		p, err := tx.Praktijk(ctx, c.Team)
		if err != nil {
			return err
		}
		for _, name := range steered(c, p) {
			told[person{name, c.Team}] = append(told[person{name, c.Team}], wissing{c, day})
		}
	}
	return f.tellAll(ctx, tx, told)
}

// person is a member of a team.
type person struct{ gebruiker, team string }

// steered is who hears about a closed casus: its procesregisseur, or the managers when
// that one has left or may know of no casus any more.
func steered(c procesregie.Casus, p procesregie.Praktijk) []string {
	if p.MagWeten(c.Regisseur) {
		return []string{c.Regisseur}
	}
	return p.Managers()
}

func (f *forgetting) tellAll(ctx context.Context, tx *store.Tx, told map[person][]wissing) error {
	for _, who := range slices.SortedFunc(maps.Keys(told), func(a, b person) int { return strings.Compare(a.gebruiker, b.gebruiker) }) {
		p, err := tx.Praktijk(ctx, who.team)
		if err != nil {
			return err
		}
		for chunk := range slices.Chunk(told[who], perMessage) {
			post, err := f.announcement(who.gebruiker, chunk)
			if err != nil {
				return err
			}
			if at := hourOf(p, f.ownDay(p, who.gebruiker)); at.After(post.NotBefore) {
				post.NotBefore = at
			}
			if err := tx.Enqueue(ctx, post); err != nil {
				return err
			}
		}
	}
	return nil
}

// ownDay is the next day on which a member works, from today on; today when that is far.
func (f *forgetting) ownDay(p procesregie.Praktijk, gebruiker string) procesregie.Date {
	lid, calendar := p.Leden[gebruiker], p.Calendar()
	for d := f.today; f.today.DaysUntil(d) < procesregie.AankondigDagen/2; d = d.AddDays(1) {
		if lid.WorksOn(d, calendar) {
			return d
		}
	}
	return f.today
}

// announcement is one message about the casussen of one person.
func (f *forgetting) announcement(to string, list []wissing) (store.Post, error) {
	m := bot.Message{Text: f.announced(list)}
	p := store.Post{Aan: to, Regels: []string{"BW-1"}, NotBefore: f.now, CreatedAt: f.now}
	for _, w := range list {
		zaak := w.casus.Zaaknummer
		p.Keys, p.Zaken = append(p.Keys, fmt.Sprintf("vergeten:%s:%s:%s", procesregie.ZaakKey(zaak), w.op, to)), append(p.Zaken, zaak)
		button := bot.Button{Label: "Kopieer naar dossier", Line: "casus dossier zaak=" + zaak}
		if len(list) == 1 {
			m.Buttons = []bot.Button{button}
			break
		}
		button.Label += " · " + zaak
		m.Parts = append(m.Parts, bot.Part{Text: announcedPart(w), Buttons: []bot.Button{button}})
	}
	m.Preview = "Regiebot over " + procesregie.Count(len(list), "gesloten casus", "gesloten casussen")
	p.Key = strings.Replace(keyOf(p.Keys, time.Time{}), reminderKey, "vergeten/", 1)
	var err error
	p.Message, err = json.Marshal(m)
	return p, err
}

func (f *forgetting) announced(list []wissing) string {
	months := procesregie.Count(f.terms.Casus, "maand", "maanden")
	why := fmt.Sprintf("Een gesloten casus bewaar ik %s. Daarna wis ik alles wat ik ervan weet (regel BW-1).", months)
	what := "Moet er iets in het dossier? Kopieer het vóór die dag."
	if len(list) == 1 {
		return joined(announcedPart(list[0]), why, what)
	}
	return joined(announcedHead(len(list)), why, what)
}

func announcedHead(n int) string {
	return fmt.Sprintf("**Ik wis binnenkort %s**", procesregie.Count(n, "gesloten casus", "gesloten casussen"))
}

func announcedPart(w wissing) string {
	return fmt.Sprintf("**Ik wis %s op %s**. De casus is gesloten op %s.", w.casus.Zaaknummer, w.op.Dutch(), w.casus.Sluiting.Op.Dutch())
}

package scheduler

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// signalKey begins the key of every message with signals, and of every signal in one.
const signalKey = store.SignaalKey

// signalFor begins the key of the messages with signals of a casus to somebody.
func signalFor(zaak, aan string) string {
	return signalKey + procesregie.ZaakKey(zaak) + "/" + aan + "/"
}

// signalAt is the key of the signal at a place of what was told of a casus. It says nothing of
// the help: keys are not sealed.
func signalAt(zaak string, place int) string {
	return signalKey + procesregie.ZaakKey(zaak) + "/" + strconv.Itoa(place)
}

// isSignal reports whether a message consists of signals of one casus.
func isSignal(p store.Post) bool {
	return len(p.Keys) > 0 && len(p.Zaken) == 1 &&
		!slices.ContainsFunc(p.Keys, func(key string) bool { return !strings.HasPrefix(key, signalKey) })
}

// placeOf is the place of a signal by its key; -1 when it has none.
func placeOf(key string) int {
	place, err := strconv.Atoi(key[strings.LastIndexByte(key, '/')+1:])
	if err != nil {
		return -1
	}
	return place
}

// item is a signal, and its place in what was told of the casus.
type item struct {
	procesregie.Signaal
	place int
}

// enqueue puts signals in the outbox for somebody, for when they work: what waits there before
// its moment holds up nothing that a colleague tells them meanwhile.
func (r *signals) enqueue(ctx context.Context, tx *store.Tx, name string, items []item) error {
	for chunk := range slices.Chunk(items, perMessage) {
		m := r.message(name, chunk)
		body, err := json.Marshal(m)
		if err != nil {
			return err
		}
		first, last := chunk[0].place, chunk[len(chunk)-1].place
		p := store.Post{
			Key: signalFor(r.casus.Zaaknummer, name) + fmt.Sprintf("%d-%d/%d", first, last, r.made.UnixMilli()),
			Aan: name, Message: body, Zaken: []string{r.casus.Zaaknummer}, NotBefore: r.praktijk.EigenMoment(r.praktijk.Leden[name], r.now), CreatedAt: r.now,
		}
		for _, one := range chunk {
			p.Keys, p.Regels = append(p.Keys, signalAt(r.casus.Zaaknummer, one.place)), addNew(p.Regels, one.Regel)
		}
		if err := tx.Enqueue(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// message words signals for somebody: one by itself, several as a list.
func (r *signals) message(name string, items []item) bot.Message {
	zaak := r.casus.Zaaknummer
	look := bot.Button{Label: "Casus bekijken", Line: "casus toon zaak=" + zaak}
	m := bot.Message{Preview: "Regiebot over " + zaak}
	several := slices.ContainsFunc(items, func(i item) bool { return i.Jeugdige != items[0].Jeugdige })
	for _, i := range items {
		part := bot.Part{Text: i.Kop(zaak) + ". " + i.Tekst(r.op) + " (regel " + i.Regel + ")", About: signalAt(zaak, i.place)}
		part.Text = strings.Replace(part.Text, "?**. ", "?** ", 1)
		for _, a := range i.Acties(zaak) {
			if several {
				a.Label += " · " + i.Jeugdige
			}
			part.Buttons = append(part.Buttons, bot.Button{Label: a.Label, Line: a.Regel})
		}
		m.Parts = append(m.Parts, part)
	}
	notes := []string{r.why(name)}
	if slices.ContainsFunc(items, func(i item) bool { return i.Regel == procesregie.RegelTerugkijken }) {
		notes = append(notes, procesregie.SignaalTelling(r.geweigerd(items)))
	}
	if r.twice {
		notes = append(notes, wordTwice)
	}
	m.Text, m.Buttons = joined(append([]string{fmt.Sprintf("**%s: %s over de hulp**", zaak, procesregie.Count(len(items), "vraag", "vragen"))}, notes...)...), []bot.Button{look}
	if len(items) == 1 {
		one := m.Parts[0]
		m.Text, m.Buttons, m.About, m.Parts = joined(append([]string{one.Text}, notes...)...), append(one.Buttons, look), one.About, nil
	}
	return m
}

// geweigerd counts the refused rows about the young people whom signals are about.
func (r *signals) geweigerd(items []item) (n int) {
	var who []string
	for _, i := range items {
		if code := procesregie.ZaakKey(i.Jeugdige); !slices.Contains(who, code) {
			who, n = append(who, code), n+r.hulp.Geweigerd[code]
		}
	}
	return n
}

// why says in which role somebody is told.
func (r *signals) why(name string) string {
	regisseur := r.praktijk.Naam(r.casus.Regisseur)
	switch name {
	case r.casus.Regisseur:
		return "Je krijgt dit als procesregisseur."
	case r.casus.Duo:
		return fmt.Sprintf("Je krijgt dit als duo-partner van %s.", regisseur)
	}
	return fmt.Sprintf("Je krijgt dit als manager. De procesregisseur is %s.", regisseur)
}

package commands

import (
	"context"
	"fmt"
	"slices"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
	"github.com/regiebot/regiebot/summary"
)

// samenvattingVelden are the case and the young person. What a button asks besides, a form
// does not.
func samenvattingVelden(c *Call) []Veld {
	list := []Veld{zaakVeld(), welkeJeugdige()}
	for _, extra := range []Veld{
		{Naam: metVeld, Label: "Met taalmodel", Soort: soortKeuze, Keuzes: []string{metAI, zonderAI}, Optional: true},
		{Naam: tonenVeld, Label: "Verzoek tonen", Soort: soortJaNee, Optional: true},
	} {
		if c.typed(extra.Naam) {
			list = append(list, extra)
		}
	}
	return list
}

// The fields that only buttons fill in, and what they say.
const (
	metVeld   = "met"
	metAI     = "ai"
	zonderAI  = "geen"
	tonenVeld = "tonen"
)

// typed reports whether a key stands on the line.
func (c *Call) typed(key string) bool {
	return slices.ContainsFunc(c.route.words, func(w bot.Word) bool { return w.Key == key })
}

// trajectSamenvatting says which help there was, why, and whether it helped, of every young
// person in a case or of the one that is asked for (TR-3). With a language model the answer
// comes later, outside the transaction.
func trajectSamenvatting(c *Call) (Reply, error) {
	k, list, err := c.gevraagdeHulp()
	if err != nil {
		return Reply{}, err
	}
	if len(list) == 0 {
		return Reply{}, &procesregie.Refusal{Field: "zaak", Text: fmt.Sprintf("Bij %s is nog geen hulp bekend. Dat wil niet zeggen dat er geen hulp was. "+
			"Weet je van hulp? Leg die vast met: traject nieuw zaak=%s", k.Zaaknummer, k.Zaaknummer)}
	}
	s := &samenvatting{call: c, casus: k, zaak: k.Zaaknummer, model: c.app.model, keuze: ModelKeuze{bool(c.Praktijk.Profiel.Taalmodel), k.GeenAI}}
	names, err := ModelVerberg(c.ctx, c.tx, k, list)
	if err != nil {
		return Reply{}, err
	}
	for _, h := range list {
		s.vragen = append(s.vragen, summary.Vraag{Historie: h, Op: c.Vandaag, Geweigerd: h.Geweigerd, VrijeTekst: bool(c.Praktijk.Profiel.TaalmodelVrijeTekst), Verberg: names})
	}
	if c.Text(tonenVeld) == "ja" {
		return s.verzoek()
	}
	if s.zonder, err = ZonderTaalmodel(c.ctx, c.tx, s.model, s.keuze); err != nil {
		return Reply{}, err
	}
	return s.reply()
}

// samenvatting is one summary of the histories in a case, as it is asked for.
type samenvatting struct {
	call   *Call
	model  *summary.Model // nil: there is none
	casus  procesregie.Casus
	zaak   string // its zaaknummer
	keuze  ModelKeuze
	vragen []summary.Vraag // one of each young person
	zonder string          // why the model may not be used, in Dutch; empty: it may
}

// nietEerder is why the first summary of a case that somebody asks for is plain: they can see
// first what the model would get.
const nietEerder = "je gebruikte het nog niet in deze casus. Je kunt eerst zien wat er dan wordt verstuurd"

// reply gives the plain summary, or has the model asked after the transaction.
func (s *samenvatting) reply() (Reply, error) {
	c := s.call
	switch met := c.Text(metVeld); {
	case s.zonder != "":
		return s.bericht(s.plain(summary.ReasonOff)), nil
	case met == zonderAI:
		return s.bericht(s.plain("")), nil
	case met == "":
		used, err := s.eerder()
		if err != nil {
			return Reply{}, err
		}
		if !used {
			s.zonder = nietEerder
			return s.bericht(s.plain(summary.ReasonOff)), nil
		}
	}
	seen := c.notes.list[len(c.notes.list)-1] // that the case was opened, and on what ground
	for _, v := range s.vragen {
		c.notes.list = append(c.notes.list, ModelVerstuurd(seen, s.model, v.Historie.Jeugdige))
	}
	c.later = s.ask
	return say(bot.Wait), nil
}

// eerder reports whether the asker used this model with this instruction in the case before.
// The access log tells: no other record says it as surely, and it is gone no sooner than the
// proof that it was so.
func (s *samenvatting) eerder() (bool, error) {
	c := s.call
	used, err := c.tx.AuditOf(c.ctx, s.zaak, store.AuditFilter{Wie: c.Lid.Gebruiker, Object: ModelObject(s.model), Nu: true}, 1)
	return len(used) > 0, err
}

// plain are the summaries without the model, for a reason; "" when it was asked for.
func (s *samenvatting) plain(reason string) (list []summary.Uitkomst) {
	for _, v := range s.vragen {
		list = append(list, summary.ZonderModel(v, reason))
	}
	return list
}

// ask has the model write, when it may still be asked: the switch works at once. Who lost the
// case meanwhile gets nothing of it.
func (s *samenvatting) ask(ctx context.Context) (bot.Message, []audit.Event) {
	c, list := s.call, s.plain(summary.ReasonOff)
	kwijt := s.kijkNog(ctx)
	if kwijt == "" && s.zonder == "" {
		list = VraagModel(ctx, c.app.log, Bevrager{s.model, c.app.store}, s.vragen)
		kwijt = s.nogVan(context.WithoutCancel(ctx))
	}
	var events []audit.Event
	for _, sent := range c.notes.list {
		if sent.Soort == soortTaalmodel {
			events = append(events, ModelKlaar(sent, list[len(events)]))
		}
	}
	if kwijt != "" {
		return refused(kwijt), nietGetoond(events)
	}
	return s.bericht(list).Message, events
}

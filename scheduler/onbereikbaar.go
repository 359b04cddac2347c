package scheduler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// unreachable is for a message to somebody for whom the platform takes nothing: from now
// on who stands in gets what is for them, this message too, and the administrator is told
// once. When there is nobody else it is tried again and again.
func (s *Scheduler) unreachable(ctx context.Context, p store.Post, cause error, now time.Time) error {
	s.log.LogAttrs(ctx, slog.LevelError, "the platform takes no messages for a recipient: somebody else gets them, and the administrator is told",
		slog.String("to", p.Aan), slog.String("message", p.ID), slog.Any("cause", cause))
	defer ring(s.rounds)
	defer ring(s.urgent)
	var noted bool
	err := s.store.Update(ctx, func(tx *store.Tx) error {
		u := passing{ctx: ctx, tx: tx, Post: p, now: now, wait: s.wait(p), noted: &noted}
		if isChannel(p) {
			return unlessChanged(u.channel())
		}
		return unlessChanged(u.member())
	})
	if err == nil && noted {
		s.logUnreachable(ctx, p.Aan, now)
	}
	if err != nil || !isReminder(p) || isChannel(p) {
		return err
	}
	return s.toAnother(ctx, p, store.Failure{Cause: causeUnreachable, RetryAt: now.Add(s.wait(p)), Unsure: p.Unsure}, now)
}

// wait is how long it takes until a message is tried again that nobody else can get.
func (s *Scheduler) wait(p store.Post) time.Duration {
	if p.Dringend {
		return s.pace.RetryMin
	}
	return s.pace.RetryMax
}

// logUnreachable puts in the access log that a member cannot be reached. Nobody gets less
// because it cannot be written.
func (s *Scheduler) logUnreachable(ctx context.Context, gebruiker string, now time.Time) {
	err := s.store.Logged(ctx, func(tx *store.Tx) error {
		return tx.Log(ctx, systemEvent(now, audit.Event{Wat: "bezorgen", Actie: audit.Wijzigen, Soort: "lid", Object: gebruiker, Doel: "niet bereikbaar"}))
	})
	if err != nil {
		s.log.LogAttrs(ctx, slog.LevelError, "that a member cannot be reached is not in the access log", slog.Any("cause", err))
	}
}

// passing is a message that goes to somebody else.
type passing struct {
	store.Post
	ctx   context.Context //nolint:containedctx // it lives within one call
	tx    *store.Tx
	now   time.Time
	wait  time.Duration
	noted *bool // that somebody cannot be reached is for the access log
}

// member is for a message to a member of a team. What becomes of reminders is for planning.
func (u passing) member() error {
	lid, err := u.tx.Lid(u.ctx, u.Aan)
	if errors.Is(err, store.ErrNotFound) { // nobody knows who that was
		return u.again()
	}
	if err != nil {
		return err
	}
	if lid.Onbereikbaar.IsZero() {
		lid.Onbereikbaar = u.now
		if err := u.tx.SaveLid(u.ctx, lid); err != nil {
			return err
		}
		if err := u.note(lid); err != nil {
			return err
		}
	}
	praktijk, err := u.tx.Praktijk(u.ctx, lid.Team)
	if err != nil || isReminder(u.Post) {
		return err
	}
	return u.pass(praktijk)
}

// again leaves a message where it is: there is nobody else.
func (u passing) again() error {
	return u.tx.Failed(u.ctx, u.Post, store.Failure{Cause: causeUnreachable, RetryAt: u.now.Add(u.wait), Unsure: u.Unsure})
}

const causeUnreachable = "the platform takes no messages for the recipient"

// pass gives a message that is no reminder to who stands in.
func (u passing) pass(praktijk procesregie.Praktijk) error {
	var c procesregie.Casus
	if len(u.Zaken) == 1 {
		var err error
		if c, err = u.tx.Casus(u.ctx, u.Zaken[0]); err != nil && !errors.Is(err, store.ErrNotFound) && !errors.Is(err, store.ErrUnreadable) {
			return err
		}
	}
	aan, _ := praktijk.Later(c, procesregie.Reminder{Voor: u.Aan, Aan: u.Aan}, u.now)
	if aan == u.Aan {
		return u.again()
	}
	return u.to(praktijk.Naam(u.Aan), aan)
}

// channel is for a message to the channel of the team: the managers get it, and the
// administrator hears why.
func (u passing) channel() error {
	team, err := teamOf(u.ctx, u.tx, u.Post)
	if err != nil {
		return err
	}
	praktijk, err := u.tx.Praktijk(u.ctx, team)
	if err != nil {
		return err
	}
	managers := praktijk.Managers()
	if len(managers) == 0 {
		return u.again()
	}
	if err := u.tell(praktijk, fmt.Sprintf("**Ik kan het kanaal van team %s niet bereiken**. Het is niet ingesteld, het bestaat niet meer, of ik zit er niet in. Nodig mij uit in het kanaal. Berichten voor het kanaal gaan nu naar de managers.", team), u.Aan+"/"+procesregie.DateOf(u.now.In(praktijk.Zone)).String()); err != nil {
		return err
	}
	return u.to("het kanaal van team "+team, managers...)
}

// teamOf is the team of which a message is: that of its channel, or of its first reminder. It
// is empty when that cannot be known any more.
func teamOf(ctx context.Context, tx *store.Tx, p store.Post) (string, error) {
	if team, ok := procesregie.KanaalVan(p.Aan); ok {
		return team, nil
	}
	for _, key := range p.Keys {
		if parts := strings.Split(key, "/"); len(parts) > 1 && parts[0] == "ritme" {
			return parts[1], nil
		}
	}
	for _, zaak := range p.Zaken {
		c, err := tx.Casus(ctx, zaak)
		if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrUnreadable) {
			continue
		}
		return c.Team, err
	}
	return "", nil
}

// passedKey begins the key of a message that was passed on.
const passedKey = "door/"

// to gives the message to others, who hear for whom it was.
func (u passing) to(whose string, names ...string) error {
	var m bot.Message
	if err := json.Unmarshal(u.Message, &m); err != nil {
		return err
	}
	m.Text = joined(fmt.Sprintf("**Dit bericht was voor %s**, maar is daar niet te bezorgen.", whose), m.Text)
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := u.tx.Failed(u.ctx, u.Post, store.Failure{Cause: causeUnreachable, At: u.now}); err != nil {
		return err
	}
	for _, name := range names {
		other := store.Post{Key: passedKey + u.Key + "/" + name, Aan: name, Message: body, Keys: u.Keys, Zaken: u.Zaken, Regels: u.Regels, CreatedAt: u.now, Dringend: u.Dringend}
		if err := u.tx.Enqueue(u.ctx, other); err != nil {
			return err
		}
	}
	return nil
}

// note tells the administrator, once, that a member cannot be reached.
func (u passing) note(lid procesregie.Lid) error {
	praktijk, err := u.tx.Praktijk(u.ctx, lid.Team)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("**Ik kan %s (@%s) niet bereiken**. Het account is gesloten, of neemt geen berichten van mij aan. Herinneringen gaan nu naar wie vervangt, als die er is.\n\nZet het account recht. Zodra @%s iets tegen mij zegt, stuur ik alles weer daarheen.",
		praktijk.Naam(lid.Gebruiker), lid.Gebruiker, lid.Gebruiker)
	*u.noted = true
	return u.tell(praktijk, text, fmt.Sprintf("%s/%d", lid.Gebruiker, u.now.UnixMilli()))
}

// tell tells something to who looks after the accounts.
func (u passing) tell(praktijk procesregie.Praktijk, text, key string) error {
	names, err := u.caretakers(praktijk)
	if err != nil {
		return err
	}
	body, err := json.Marshal(bot.Message{Text: text, Preview: "Regiebot kan een bericht niet bezorgen"})
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := u.tx.Enqueue(u.ctx, store.Post{Key: "onbereikbaar/" + key + "/" + name, Aan: name, Message: body, CreatedAt: u.now}); err != nil {
			return err
		}
	}
	return nil
}

// caretakers are the administrators who can be reached, or the managers of the team when
// there are none; never who the message was for.
func (u passing) caretakers(praktijk procesregie.Praktijk) ([]string, error) {
	leden, err := u.tx.Leden(u.ctx, "")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, l := range leden {
		if l.Rol == procesregie.Beheerder && !l.Weg && l.Onbereikbaar.IsZero() {
			names = append(names, l.Gebruiker)
		}
	}
	if len(names) == 0 {
		names = praktijk.Managers()
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == u.Aan }), nil
}

// reached is for a message that arrived: who could not be reached can be, again.
func reached(ctx context.Context, tx *store.Tx, aan string) error {
	if _, ok := procesregie.KanaalVan(aan); ok {
		return nil
	}
	lid, err := tx.Lid(ctx, aan)
	if errors.Is(err, store.ErrNotFound) || err == nil && lid.Onbereikbaar.IsZero() {
		return nil
	}
	if err != nil {
		return err
	}
	lid.Onbereikbaar = time.Time{}
	return tx.SaveLid(ctx, lid)
}

// unfit is for a message that the platform never takes: it is given up, and a short one
// that every platform takes comes in its place.
func (s *Scheduler) unfit(ctx context.Context, p store.Post, cause error, now time.Time) error {
	s.log.LogAttrs(ctx, slog.LevelError, "the platform refuses a message as it is; a short one goes in its place", slog.String("message", p.ID), slog.Any("cause", cause))
	if strings.HasSuffix(p.Key, shortKey) { // that was the short one
		return s.failedPost(ctx, p, store.Failure{Cause: causePlatform, RetryAt: now.Add(s.pace.RetryMax)}, cause)
	}
	text := "**Een bericht aan jou kon niet worden bezorgd**: het chatplatform neemt het niet aan"
	if len(p.Zaken) > 0 {
		text += ". Het ging over " + procesregie.List(p.Zaken[:min(perMessage, len(p.Zaken))])
	}
	body, err := json.Marshal(bot.Message{Text: text + ". Kijk in je agenda wat er moet gebeuren, en meld het de beheerder."})
	if err != nil {
		return err
	}
	return s.instead(ctx, p, store.Failure{Cause: "the platform refuses the message as it is", At: now}, store.Post{
		Key: p.Key + shortKey, Aan: p.Aan, Message: body, Keys: p.Keys, Zaken: p.Zaken, Regels: p.Regels, CreatedAt: now, Dringend: p.Dringend,
	})
}

// shortKey ends the key of a message that comes in the place of one that was refused.
const shortKey = "/kort"

// systemEvent is something that Regiebot did by itself, for the access log.
func systemEvent(now time.Time, e audit.Event) audit.Event {
	e.At, e.Uitkomst, e.Wie, e.Rol, e.Platform = now, audit.Gelukt, "regiebot", "systeem", "planner"
	return e
}

package scheduler

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/regiebot/regiebot/audit"
	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// Why a message with signals was changed, as the access log says it.
const redenHulp = "hulp veranderd"

// redenBeter is why one that follows still says more, or something else, than it did.
const redenBeter = "hulp beter bekend"

// revise changes the messages that were sent of which a signal does not follow any more from
// the help, and those of which it does again. flying: one that says something else is being
// sent.
func (r *signals) revise(ctx context.Context, tx *store.Tx) (flying bool, err error) {
	posts, err := tx.PostsAbout(ctx, r.casus.Zaaknummer)
	if err != nil {
		return false, err
	}
	for _, p := range posts {
		if !isSignal(p) {
			continue
		}
		if p.State == store.Claimed || p.State == store.Waiting && p.Unsure {
			flying = flying || r.differs(p)
		}
		if isEditable(p, r.now) {
			if err := r.rewrite(ctx, tx, p); err != nil {
				return false, err
			}
		}
	}
	return flying, nil
}

// differs reports whether a message says something else than what follows from the help.
func (r *signals) differs(p store.Post) bool {
	m, readable := messageOf(p)
	return readable && len(r.reword(&m)) > 0
}

// rewrite changes one message that was sent, here, on the platform and in the access log.
func (r *signals) rewrite(ctx context.Context, tx *store.Tx, p store.Post) error {
	m, readable := messageOf(p)
	if !readable {
		return nil
	}
	reasons := r.reword(&m)
	if len(reasons) == 0 {
		return nil
	}
	if r.into == logLater {
		return errToLog
	}
	done := r.now
	if slices.ContainsFunc(p.Keys, func(key string) bool { _, is := r.told(placeOf(key)); return is }) {
		done = time.Time{}
	}
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := tx.Rewrite(ctx, p, body, done); err != nil {
		return err
	}
	if err := r.log(ctx, tx, p, reasons); err != nil || !onPlatform(p) {
		return err
	}
	return tx.Correct(ctx, store.Correction{ID: p.ID, Aan: p.Aan, Receipt: p.Receipt, Message: body}, r.now)
}

func (r *signals) log(ctx context.Context, tx *store.Tx, p store.Post, reasons []string) error {
	if r.into == logNever {
		return nil
	}
	for _, why := range reasons {
		what := "signaal vervallen"
		if why == redenBeter {
			what = "signaal verbeterd"
		}
		err := tx.Log(ctx, systemEvent(r.now, audit.Event{
			Wat: what, Actie: audit.Wijzigen, Casus: r.casus.Zaaknummer, Soort: "bericht", Object: p.ID, Doel: why,
		}))
		if err != nil {
			return err
		}
	}
	return nil
}

// reword changes the items of a message that do not follow any more, puts back those that do
// again, and returns why, each reason once.
func (r *signals) reword(m *bot.Message) (reasons []string) {
	if m.About != "" {
		whole := bot.Part{Text: m.Text, Buttons: m.Buttons, About: m.About}
		if m.Was != nil {
			whole.Was = &bot.Part{Text: m.Was.Text, Buttons: m.Was.Buttons, About: m.About}
		}
		if why := r.rewordPart(&whole); why != "" {
			reasons = addNew(reasons, why)
			m.Text, m.Buttons, m.Was = whole.Text, whole.Buttons, nil
			if whole.Was != nil {
				m.Was = &bot.Message{Text: whole.Was.Text, Buttons: whole.Was.Buttons}
			}
		}
	}
	for i := range m.Parts {
		reasons = addNew(reasons, r.rewordPart(&m.Parts[i]))
	}
	return reasons
}

// rewordPart changes one item, and returns why; empty when it stays as it is.
func (r *signals) rewordPart(part *bot.Part) string {
	if !strings.HasPrefix(part.About, signalKey) {
		return ""
	}
	s, is := r.told(placeOf(part.About))
	switch {
	case !is && part.Was == nil:
		before := *part
		*part = bot.Part{Text: r.heading(part.Text) + " " + procesregie.SignaalVervallen, About: part.About, Was: &before}
		return redenHulp
	case is && part.Was != nil:
		*part = *part.Was
		part.Text = r.asNow(part.Text, s)
		return redenWeer
	case is && part.Text != r.asNow(part.Text, s):
		part.Text = r.asNow(part.Text, s)
		return redenBeter
	}
	return ""
}

// asNow is what an item says, with what is known now of the same signal: which number the
// trajectory has, which moves when help becomes known that began earlier, and its last day.
func (r *signals) asNow(text string, s procesregie.Signaal) string {
	text = r.untilNow(text, s)
	before, rest, is := strings.Cut(text, "**"+r.casus.Zaaknummer+": ")
	_, rest, whole := strings.Cut(rest, "**")
	if !is || !whole {
		return text
	}
	return before + s.Kop(r.casus.Zaaknummer) + rest
}

// untilNow is what an item says, with the last day of the help as it is known now, if it names
// one. That help is over since is no reason to change what was said of it.
func (r *signals) untilNow(text string, s procesregie.Signaal) string {
	from := strings.Index(text, "Het was ")
	if from < 0 {
		return text
	}
	sentence, rest, _ := strings.Cut(text[from:], ".")
	if end := s.Einde(); end != "" && strings.HasSuffix(sentence+".", end) {
		return text
	}
	return text[:from] + s.Periode(r.op) + rest
}

// heading is what an item of a message is about: its bold words that begin with the zaaknummer.
func (r *signals) heading(text string) string {
	from := strings.Index(text, "**"+r.casus.Zaaknummer+": ")
	if from < 0 {
		return "**" + r.casus.Zaaknummer + "**."
	}
	words, _, _ := strings.Cut(text[from+2:], "**")
	if strings.HasSuffix(words, "?") {
		return "**" + words + "**"
	}
	return "**" + words + "**."
}

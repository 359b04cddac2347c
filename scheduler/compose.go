package scheduler

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// perMessage is how many reminders fit in one message on every platform.
const perMessage = 20

// enqueue puts the messages of one recipient in the outbox: what is urgent by itself, the
// rest as one list. It returns the keys of what is in them.
func (r *round) enqueue(name string, list []due) (sent []string, err error) {
	var urgent, items []due
	for _, d := range list {
		if d.Dringend {
			urgent = append(urgent, d)
		} else {
			items = append(items, d)
		}
	}
	slices.SortStableFunc(items, byUrgency)
	if items, err = r.atMost(name, items); err != nil {
		return nil, err
	}
	slices.SortStableFunc(urgent, byUrgency)
	slices.SortStableFunc(items, byUrgency)
	for _, one := range append([][]due{urgent}, perTeam(name, items)...) {
		if err := r.postAll(channelOf(name, one), one); err != nil {
			return nil, err
		}
		for _, d := range one {
			sent = append(sent, d.Key)
		}
	}
	return sent, nil
}

// perTeam keeps apart what the channels of different teams hear.
func perTeam(name string, items []due) (apart [][]due) {
	if name != procesregie.TeamKanaal {
		return [][]due{items}
	}
	at := map[string]int{}
	for _, d := range items {
		i, known := at[d.Team]
		if !known {
			i = len(apart)
			at[d.Team], apart = i, append(apart, nil)
		}
		apart[i] = append(apart[i], d)
	}
	return apart
}

// channelOf is the recipient of a message: of the channel of the team it says which team.
func channelOf(name string, items []due) string {
	if name != procesregie.TeamKanaal || len(items) == 0 {
		return name
	}
	return procesregie.Kanaal(items[0].Team)
}

func byUrgency(a, b due) int {
	return cmp.Or(procesregie.CompareUrgency(a.term, b.term), cmp.Compare(a.Zaak, b.Zaak),
		cmp.Compare(a.standIn(), b.standIn()), cmp.Compare(a.Voor, b.Voor))
}

// standIn is 1 for a reminder that somebody gets instead of another, which comes after
// one that is their own.
func (d due) standIn() int {
	if d.Aan != d.Voor {
		return 1
	}
	return 0
}

// postAll puts items in as many messages as they need. Each says that there are more, but
// not which of how many it is: one can be made anew later.
func (r *round) postAll(to string, items []due) error {
	note := ""
	if len(items) > perMessage {
		note = wordMore
	}
	for chunk := range slices.Chunk(items, perMessage) {
		if err := r.post(to, chunk, note); err != nil {
			return err
		}
	}
	return nil
}

const wordMore = "De lijst past niet in één bericht: je krijgt er meer dan één."

func (r *round) post(to string, items []due, note string) error {
	m, err := r.message(to, items, note)
	if err != nil {
		return err
	}
	m.Preview = preview(items)
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	p := store.Post{Aan: to, Message: body, NotBefore: r.now, CreatedAt: r.now, Place: r.place, Dringend: items[0].Dringend}
	if !r.said.IsZero() && r.said.Before(r.now) { // by which it is sent
		p.NotBefore = r.said
	}
	for _, d := range items {
		p.Keys = append(p.Keys, d.Key)
		p.Zaken = addNew(addNew(p.Zaken, d.casus.Zaaknummer), r.agendas[d.Key]...)
		p.Regels = addNew(p.Regels, d.Regels...)
	}
	p.Key = keyOf(p.Keys, r.now)
	return r.tx.Enqueue(r.ctx, p)
}

// preview is what a notification shows: how many, and of which cases.
func preview(items []due) string {
	var cases []string
	for _, d := range items {
		cases = addNew(cases, d.casus.Zaaknummer)
	}
	if len(cases) == 0 || len(cases) > 3 {
		return procesregie.Count(len(items), "herinnering", "herinneringen") + " van Regiebot"
	}
	return procesregie.Count(len(items), "herinnering", "herinneringen") + ": " + strings.Join(cases, ", ")
}

func addNew(list []string, words ...string) []string {
	for _, w := range words {
		if w != "" && !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	return list
}

// keyOf is the key of a message: its reminders, and when it was made of them. One that was
// taken back and made anew is another message, so that nobody takes the one for the other.
func keyOf(keys []string, at time.Time) string {
	sorted := slices.Sorted(slices.Values(keys))
	sum := sha256.Sum256([]byte(strings.Join(sorted, "\n") + "\n" + strconv.FormatInt(at.UnixMilli(), 10)))
	return reminderKey + hex.EncodeToString(sum[:16])
}

// message words the reminders of one recipient: one by itself, several as a list in
// which each has its own buttons.
func (r *round) message(to string, items []due, more string) (bot.Message, error) {
	var parts []bot.Part
	items = once(items)
	for _, d := range items {
		part, err := r.part(to, d, len(items) > 1)
		if err != nil {
			return bot.Message{}, err
		}
		parts = append(parts, part)
	}
	note, err := r.notes(items, more)
	if err != nil {
		return bot.Message{}, err
	}
	if len(parts) == 1 {
		return bot.Message{Text: joined(parts[0].Text, note), Buttons: parts[0].Buttons, About: parts[0].About}, nil
	}
	return bot.Message{Text: joined(digestHead(len(parts)), note), Parts: parts}, nil
}

// notes are what a message says of itself: that there are more of them, and that it may be double or
// comes late.
func (r *round) notes(items []due, more string) (string, error) {
	for _, d := range items {
		if twice, err := r.returned(d); err != nil || twice || d.Dubbel {
			return joined(more, wordTwice), err
		}
	}
	if slices.ContainsFunc(items, func(d due) bool { return d.Gemist }) {
		return joined(more, wordMissed), nil
	}
	return more, nil
}

const wordMissed = "Regiebot werkte een tijd niet. Wat hier staat, had je deels eerder moeten krijgen (gemist tijdens storing)."

// about is what a reminder is about, whichever stage it is and whoever gets it: its key
// without these.
func about(key string) string {
	parts := strings.Split(key, "/")
	return strings.Join(parts[:max(len(parts)-2, 0)], "/")
}

// once leaves one item per term or event: somebody who stands in can be meant twice.
func once(items []due) []due {
	seen := map[string]bool{}
	var list []due
	for _, d := range items {
		id := about(d.Key) // two reports can end on one day
		if d.Zaak == "" {
			id = d.Team + "/" + string(d.Stap)
		}
		if !seen[id] {
			seen[id] = true
			list = append(list, d)
		}
	}
	return list
}

func joined(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(t string) bool { return t == "" }), "\n\n")
}

func (r *round) part(to string, d due, several bool) (bot.Part, error) {
	if d.Zaak == "" {
		text, err := r.rhythm(d)
		return bot.Part{Text: text, About: about(d.Key)}, err
	}
	if d.damaged {
		return d.bare(to, procesregie.DateOf(r.now.In(d.praktijk.Zone))), nil
	}
	zaak := d.casus.Zaaknummer
	text := fmt.Sprintf("**%s: %s**. %s", zaak, d.term.Titel(), d.term.StandAt(r.nowFor(d.Reminder).In(d.praktijk.Zone), d.praktijk.Calendar()))
	text = joined(text, d.why(to)+" (regel "+strings.Join(d.Regels, ", ")+")")
	actions := d.actions(to, r.now)
	if several {
		actions = named(actions, zaak)
	}
	part := bot.Part{Text: text, About: about(d.Key)}
	for _, a := range actions {
		part.Buttons = append(part.Buttons, bot.Button{Label: a.Label, Line: a.Regel})
	}
	return part, nil
}

// isRound reports whether this is about a term of somebody else that is overdue.
func (d due) isRound() bool {
	return strings.HasPrefix(string(d.Stap), string(procesregie.StapManagerWeek)) || d.Stap == procesregie.StapManager
}

// actions are what the recipient can do about a reminder. Who may only look gets no
// button that would be refused.
func (d due) actions(to string, now time.Time) []procesregie.Actie {
	zaak := d.casus.Zaaknummer
	look := procesregie.Actie{Label: "Bekijken", Regel: "casus toon zaak=" + zaak}
	may := func(deed procesregie.Daad) bool {
		ok, _ := d.praktijk.Mag(d.praktijk.Leden[to], deed, d.casus, now)
		return ok
	}
	switch {
	case !may(procesregie.Wijzig) && may(procesregie.RondAf) && d.Termijn == procesregie.TermijnCrisis:
		return []procesregie.Actie{d.term.Acties()[0], look}
	case !may(procesregie.Wijzig):
		return []procesregie.Actie{look}
	case d.isRound():
		return []procesregie.Actie{look, {Label: "Overdragen", Regel: "casus overdragen zaak=" + zaak}}
	}
	actions := d.term.Acties()
	if !may(procesregie.Draag) {
		actions = slices.DeleteFunc(actions, func(a procesregie.Actie) bool { return strings.HasPrefix(a.Regel, "casus overdragen") })
	}
	return append(actions, look)
}

// named puts the case in every label, in a list of several cases.
func named(actions []procesregie.Actie, zaak string) []procesregie.Actie {
	for i := range actions {
		actions[i].Label += " · " + zaak
	}
	return actions
}

// why says in which role somebody gets a reminder.
func (d due) why(to string) string {
	p := d.praktijk
	switch {
	case to != d.Voor:
		return fmt.Sprintf("Je krijgt dit omdat %s er niet is.", p.Naam(d.Voor))
	case to == d.casus.Regisseur:
		return "Je krijgt dit als procesregisseur."
	case to == d.casus.Duo:
		return fmt.Sprintf("Je krijgt dit als duo-partner van %s.", p.Naam(d.casus.Regisseur))
	case to == p.Team.Crisiscontact && d.Termijn == procesregie.TermijnCrisis && d.Stap != procesregie.StapManager:
		return fmt.Sprintf("Je krijgt dit als crisiscontact. De procesregisseur is %s.", p.Naam(d.casus.Regisseur))
	default:
		return fmt.Sprintf("Je krijgt dit als manager. De procesregisseur is %s.", p.Naam(d.casus.Regisseur))
	}
}

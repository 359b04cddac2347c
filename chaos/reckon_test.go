package chaos_test

import (
	"fmt"
	"slices"
	"time"

	"github.com/regiebot/regiebot/chaos"
)

// account is everything that is held against each other.
type account struct {
	posted    []chaos.Posted // on the server
	messages  []message      // in the outbox
	reminders []reminder
	now       time.Time
	stage     func(reminder) (int, bool) // its place in its series; false when it is asked of nobody any more
	planned   map[string]bool            // keys that planning wants to be planned
	start     time.Time
	changes   map[string][]time.Time // when a casus or a member was changed, oldest first
	clock     *chaos.Clock
	logged    func(id string) []string
}

// outcome is what came of it.
type outcome struct {
	Messages, Reminders int
	Lost, Doubled       []finding
	Marked              int // messages that say that they may be there twice
	Twice               int // of those: messages that are
	Simulated, Real     []time.Duration
}

// finding is something that should not be, and the key of what it is about.
type finding struct{ what, key string }

func (o *outcome) lost(what, key string) { o.Lost = append(o.Lost, finding{what, key}) }

func (o *outcome) doubled(what, key string) { o.Doubled = append(o.Doubled, finding{what, key}) }

// reckon counts every message and every reminder by its key.
func (a account) reckon() outcome {
	o := outcome{Messages: len(a.posted)}
	first := a.byKey(&o)
	in := map[string][]string{} // keys of the messages that were sent, by reminder
	known, doubted := map[string]bool{}, map[string]bool{}
	for _, m := range a.messages {
		_, there := first[m.Key]
		switch {
		case m.State == "failed" && m.Unsure: // its reminders came again, and said so
			known[m.Key] = true
			for _, key := range m.Keys {
				doubted[key] = doubted[key] || there
			}
			continue
		case m.State != "sent" && m.State != "cleared":
			o.lost("a message in state "+m.State, m.Key)
			continue
		case !there:
			o.lost("a message that is not on the server", m.Key)
		}
		known[m.Key] = true
		for _, key := range m.Keys {
			in[key] = append(in[key], m.Key)
		}
	}
	for _, there := range a.posted {
		if !known[there.Key] {
			known[there.Key] = true
			o.doubled("a message that the database does not know as sent", there.Key)
		}
	}
	for _, r := range a.reminders {
		if messages := in[r.Key]; len(messages) > 0 && doubted[r.Key] && !first[messages[0]].Marked {
			o.doubled("a reminder that came again without saying so", r.Key)
		}
	}
	a.byReminder(&o, in, first)
	return o
}

// byKey counts what is on the server, and returns the first message of each key.
func (a account) byKey(o *outcome) map[string]chaos.Posted {
	first := map[string]chaos.Posted{}
	plain := map[string]int{}
	for _, there := range a.posted {
		_, before := first[there.Key]
		if !before {
			first[there.Key] = there
		}
		if !there.Marked {
			plain[there.Key]++
			if plain[there.Key] == 2 {
				o.doubled("a message", there.Key)
			}
			continue
		}
		o.Marked++
		if before {
			o.Twice++
		}
	}
	return first
}

// byReminder looks what became of every reminder.
func (a account) byReminder(o *outcome, in map[string][]string, first map[string]chaos.Posted) {
	last := a.last()
	stored := map[string]bool{}
	for _, r := range a.reminders {
		stored[r.Key] = true
		switch r.State {
		case "sent":
			o.Reminders++
			a.sent(o, r, in[r.Key], first)
		case "superseded":
			if n, holds := a.stage(r); holds && last[r.series()] < n {
				o.lost("a reminder in place of which no later stage came", r.Key)
			}
		default:
			if !r.At.After(a.now) {
				o.lost("a reminder that is due", r.Key)
			}
		}
	}
	for key := range a.planned {
		if !stored[key] {
			o.lost("a reminder that is not planned any more", key)
		}
	}
}

// sent looks whether a reminder that went out is on the server once, and how late it came.
func (a account) sent(o *outcome, r reminder, in []string, first map[string]chaos.Posted) {
	switch len(in) {
	case 0:
		o.lost("a reminder that is in no message", r.Key)
		return
	case 1:
	default:
		o.doubled(fmt.Sprintf("a reminder in %d messages", len(in)), r.Key)
	}
	there, ok := first[in[0]]
	if !ok {
		o.lost("a reminder in a message that is not on the server", r.Key)
		return
	}
	due := a.due(r, there.At)
	o.Simulated = append(o.Simulated, max(0, there.At.Sub(due)))
	if due, reached := a.clock.Reached(due); reached {
		o.Real = append(o.Real, max(0, there.Real.Sub(due)))
	}
}

// due is the moment from which a reminder that came at a moment could have come: what
// follows from a change after its own moment could not before it.
func (a account) due(r reminder, came time.Time) time.Time {
	due := r.At
	for _, moments := range [][]time.Time{{a.start}, a.changes[r.Zaak], a.changes[r.Voor], a.changes[r.Aan]} {
		for _, m := range moments {
			if m.After(due) && !m.After(came) {
				due = m
			}
		}
	}
	return due
}

// story tells what is known of a key: for who has to find out what went wrong.
func (a account) story(key string) []string {
	const clock = "01-02 15:04:05.000"
	var lines []string
	for _, m := range a.messages {
		if m.Key == key || slices.Contains(m.Keys, key) {
			lines = append(lines, fmt.Sprintf("outbox: %s %s, made %s, %d attempts", m.State, m.Key, m.Created.UTC().Format(clock), m.Attempts))
			lines = append(lines, a.logged(m.ID)...)
		}
	}
	for _, there := range a.posted {
		if there.Key == key {
			lines = append(lines, fmt.Sprintf("server: %s to %s, %s, at %s, machine %s, asked %s before; marked %v, %d edits, gone %v",
				there.ID, there.To, there.How, there.At.UTC().Format(clock), there.Real.UTC().Format(clock), short(there.Real.Sub(there.Asked)), there.Marked, there.Edits, there.Gone))
		}
	}
	i := slices.IndexFunc(a.reminders, func(r reminder) bool { return r.Key == key })
	for _, r := range a.reminders {
		if i >= 0 && r.series() == a.reminders[i].series() {
			lines = append(lines, fmt.Sprintf("row: %s %s, to %s, at %s, done %s", r.State, r.Stap, r.Aan, r.At.UTC().Format(time.DateTime), r.Done.UTC().Format(time.DateTime)))
		}
	}
	return lines
}

// last returns the last stage of each series that went out, or is still to come.
func (a account) last() map[string]int {
	last := map[string]int{}
	for _, r := range a.reminders {
		if n, holds := a.stage(r); holds && r.State != "superseded" {
			last[r.series()] = max(n, last[r.series()])
		}
	}
	return last
}

// spread writes the median, the 99th percentile and the longest of times.
func spread(list []time.Duration) string {
	if len(list) == 0 {
		return "–"
	}
	slices.Sort(list)
	at := func(percent int) time.Duration { return list[min(len(list)-1, len(list)*percent/100)] }
	return fmt.Sprintf("%s / %s / %s", short(at(50)), short(at(99)), short(list[len(list)-1]))
}

func short(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return fmt.Sprintf("%.1f d", d.Hours()/24)
	case d >= 2*time.Hour:
		return fmt.Sprintf("%.1f h", d.Hours())
	case d >= 2*time.Minute:
		return fmt.Sprintf("%.1f min", d.Minutes())
	case d >= time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%d ms", d.Milliseconds())
}

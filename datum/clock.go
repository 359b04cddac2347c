package datum

import (
	"slices"
	"time"

	"github.com/regiebot/regiebot/procesregie"
)

// clock is a time of day.
type clock struct {
	hour, minute, second int
	// bare says that it was typed with a full stop and nothing else, as in 14.10,
	// which also looks like a date.
	bare bool
}

func (k clock) exists() bool { return k.hour < 24 && k.minute < 60 && k.second < 60 }

var clocks = []pattern{
	newPattern("?om|t|, UUR :|.|u|h|uur MM ?uur|u|h"),
	newPattern("?om|t|, UUR : MM : MM ?uur|u|h"),
	newPattern("?om|, DD uur|u|h"),
}

// readClock reads all tokens as a time of day. A bare one that does not exist is
// no time: 27.11 is a date.
func readClock(tokens []token) (clock, bool) {
	for _, p := range clocks {
		if m, ok := p.match(tokens); ok {
			k := clock{hour: m.number("UUR", "DD"), minute: m.number("MM")}
			if len(m.took["MM"]) > 1 {
				k.second = m.took["MM"][1].n
			}
			marked := m.has("om") || m.has("t") || m.has("uur") || m.has("u") || m.has("h")
			k.bare = m.has(".") && !marked
			return k, !k.bare || k.exists()
		}
	}
	return clock{}, false
}

// split is a way to cut tokens into a day and a time of day.
type split struct {
	day []token
	at  clock
}

// splits returns every way to cut tokens into a day and a time, in either order.
func splits(tokens []token) []split {
	var all []split
	for i := 1; i < len(tokens); i++ {
		if k, ok := readClock(tokens[i:]); ok {
			all = append(all, split{slices.Clone(tokens[:i]), k})
		}
		if k, ok := readClock(tokens[:i]); ok {
			all = append(all, split{slices.Clone(tokens[i:]), k})
		}
	}
	return all
}

// on makes the instant of a time on a day. A time that exists twice is the first;
// one that the clock skips is refused.
func (k clock) on(d procesregie.Date, loc *time.Location) (time.Time, error) {
	if !k.exists() {
		return time.Time{}, problemf("%d.%02d uur bestaat niet. Een tijd loopt van 0.00 tot en met 23.59 uur.", k.hour, k.minute)
	}
	t := d.At(k.hour, k.minute, loc)
	if t.Hour() != k.hour || t.Minute() != k.minute || procesregie.DateOf(t) != d {
		return time.Time{}, problemf("%d.%02d uur bestaat niet op %s: dan gaat de klok vooruit. Typ een andere tijd.",
			k.hour, k.minute, d.Dutch())
	}
	return t.Add(time.Duration(k.second) * time.Second), nil
}

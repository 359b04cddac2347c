package procesregie

import "slices"

// Uitstroom says how many young people left care after their nth trajectory (TR-4).
type Uitstroom struct {
	Na      int // n
	Bereikt int // young people whose nth trajectory has begun
	Weg     int // of them: no later trajectory, and none runs
}

// TrajectCijfers are the figures for a team or region on a day (TR-4). They are counts: who
// shows a share shows of how many.
type TrajectCijfers struct {
	Jeugdigen  int         // with at least one trajectory that has begun
	Trajecten  int         // of them together
	Uitstroom  []Uitstroom // for every number of [TrajectInstelling.UitstroomNa]
	UitHuis    int         // young people with help with a stay that runs: hulpvorm 11–14
	Gezinsvorm int         // of them: in no other stay than pleegzorg or gezinsgericht, 11 and 12
	Veel       int         // young people with [TrajectInstelling.Veel] or more trajectories
}

// The forms of help with a stay, and which of them are a family form.
var (
	metVerblijf  = []string{"11", "12", "13", "14"}
	gezinsvormen = []string{"11", "12"}
)

// Cijfers counts over the histories of many young people. What begins after the day does
// not count, so that the figures of an earlier day can be set beside those of today.
func Cijfers(list []Historie, in TrajectInstelling, op Date) TrajectCijfers {
	c := TrajectCijfers{Uitstroom: make([]Uitstroom, len(in.UitstroomNa))}
	for i, n := range in.UitstroomNa {
		c.Uitstroom[i].Na = n
	}
	for _, h := range list {
		c.add(h, in, op)
	}
	return c
}

func (c *TrajectCijfers) add(h Historie, in TrajectInstelling, op Date) {
	begun := len(h.kies(func(t Traject) bool { return !t.Start.After(op) }))
	if begun == 0 {
		return
	}
	running := h.Lopend(op)
	c.Jeugdigen++
	c.Trajecten += begun
	c.Veel += waar(begun >= in.Veel)
	for i := range c.Uitstroom {
		u := &c.Uitstroom[i]
		u.Bereikt += waar(begun >= u.Na)
		u.Weg += waar(begun == u.Na && len(running) == 0)
	}
	stays := slices.DeleteFunc(running, func(t Traject) bool { return !slices.Contains(metVerblijf, t.Hulpvorm) })
	other := slices.ContainsFunc(stays, func(t Traject) bool { return !slices.Contains(gezinsvormen, t.Hulpvorm) })
	c.UitHuis += waar(len(stays) > 0)
	c.Gezinsvorm += waar(len(stays) > 0 && !other)
}

// GezinsvormGenoeg reports whether more of the young people who live out of home than the
// profile asks live in a family form; it is false when nobody lives out of home (TR-4).
func (c TrajectCijfers) GezinsvormGenoeg(in TrajectInstelling) bool {
	return c.Gezinsvorm*100 > c.UitHuis*in.GezinsvormProcent
}

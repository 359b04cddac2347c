package procesregie

import (
	"slices"
	"time"
)

// bounds are the least and the most that a number can be.
type bounds struct{ least, most int }

// span checks a number that a module needs. When the module is off, 0 is not set.
func (c *profielChecker) span(on Schakelaar, key string, n int, in bounds) {
	if !bool(on) && n == 0 {
		return
	}
	if n < in.least || n > in.most {
		c.add(key, "must be %d to %d, not %d", in.least, in.most, n)
	}
}

// row checks a row of numbers that each lie in a range and go up or down.
func (c *profielChecker) row(key string, numbers []int, in bounds, ascending bool) {
	if len(numbers) > maxRow {
		c.add(key, "must have at most %d numbers", maxRow)
	}
	for i, n := range numbers {
		if n < in.least || n > in.most {
			c.add(key, "must be %d to %d, not %d", in.least, in.most, n)
		}
		if i == 0 {
			continue
		}
		if ascending && n <= numbers[i-1] {
			c.add(key, "must go up: %d stands after %d", n, numbers[i-1])
		}
		if !ascending && n >= numbers[i-1] {
			c.add(key, "must go down: %d stands after %d", n, numbers[i-1])
		}
	}
}

const maxRow = 10

// needed checks that a module that is on has at least one number in a row.
func (c *profielChecker) needed(on Schakelaar, key string, numbers []int) {
	if bool(on) && len(numbers) == 0 {
		c.add(key, "must have at least one number")
	}
}

func (c *profielChecker) maximum() {
	m := c.p.Maximum
	c.perLevel("maximum.maanden", m.Maanden, 60)
	if _, ok := m.Maanden[VPR]; ok {
		c.add("maximum.maanden.VPR", "VPR has no maximum (RN-7)")
	}
	c.needed(len(m.Maanden) > 0, "maximum.vragen_voor", m.VragenVoor)
	c.row("maximum.vragen_voor", m.VragenVoor, bounds{1, 26}, false)
}

// perLevel checks numbers that are given per level, in the order of the levels.
func (c *profielChecker) perLevel(key string, numbers map[Niveau]int, most int) {
	var levels []string
	for n := range numbers {
		levels = append(levels, string(n))
	}
	slices.Sort(levels)
	for _, n := range levels {
		if !c.p.has(Niveau(n)) {
			c.add(key, "%q is no level of this profile", n)
			continue
		}
		c.span(true, key+"."+n, numbers[Niveau(n)], bounds{1, most})
	}
}

func (c *profielChecker) evaluatie() {
	e, on := c.p.Evaluatie, c.p.Modules.HalfjaarEvaluatie
	c.span(on, "evaluatie.maanden", e.Maanden, bounds{1, 24})
	c.needed(on, "evaluatie.herinner_weken", e.Herinner)
	c.row("evaluatie.herinner_weken", e.Herinner, bounds{1, 26}, false)
	c.span(on || len(c.p.Maximum.Maanden) > 0 || c.p.Modules.VPR, "evaluatie.manager_na_werkdagen", e.ManagerNa, bounds{1, 60})
}

func (c *profielChecker) vpr() {
	v, on := c.p.VPR, c.p.Modules.VPR
	c.span(on, "vpr.mdo_dagen", v.MDODagen, bounds{7, 182})
	weeks := max((v.MDODagen-1)/7, 1) // whole weeks that lie within the term
	c.span(on, "vpr.mdo_vragen_weken", v.MDOVragenVoor, bounds{1, weeks})
	c.needed(on, "vpr.mdo_herinner_weken", v.MDOHerinner)
	c.row("vpr.mdo_herinner_weken", v.MDOHerinner, bounds{1, weeks}, false)
	c.span(on, "vpr.mdo_herinner_werkdagen", v.MDOWerkdag, bounds{1, 10})
	c.span(on, "vpr.manager_na_werkdagen", v.ManagerNa, bounds{1, 60})
	c.span(on, "vpr.evaluatie_weken", v.EvaluatieWeken, bounds{0, 52})
	c.span(on, "vpr.evaluatie_voorstel_weken", v.EvaluatieVoorstel, bounds{1, 52})
	c.span(on, "vpr.startbijeenkomst_dagen", v.StartbijeenkomstDagen, bounds{0, 182})
	c.span(on, "vpr.brief_herinner_dagen", v.BriefDagen, bounds{1, 60})
}

func (c *profielChecker) spoedCrisis() {
	on, s, k := c.p.Modules.SpoedCrisis, c.p.Spoed, c.p.Crisis
	c.span(on, "spoed.werkdagen", s.Werkdagen, bounds{1, 30})
	c.needed(on, "spoed.herinner_werkdagen", s.Herinner)
	c.row("spoed.herinner_werkdagen", s.Herinner, bounds{1, max(s.Werkdagen, 1)}, true)
	c.span(on, "crisis.uren", k.Uren, bounds{1, 168})
	c.needed(on, "crisis.herinner_uren", k.Herinner)
	c.row("crisis.herinner_uren", k.Herinner, bounds{0, max(k.Uren-1, 0)}, true)
}

func (c *profielChecker) tijd() {
	t := c.p.Tijd
	if _, err := time.Parse("15:04", t.Herinner); err != nil || len(t.Herinner) != len("15:04") {
		c.add("tijd.herinner_om", "must be a time such as \"09:00\", not %q", t.Herinner)
	}
	for i, f := range t.Vrij {
		switch {
		case !slices.Contains(Feestdagen, f):
			c.add("tijd.vrije_dagen", "%q is no holiday; known are %s", f, joinFeestdagen())
		case slices.Index(t.Vrij, f) < i:
			c.add("tijd.vrije_dagen", "%q stands more than once", f)
		}
	}
	c.closingDays(t.Sluitingsdagen)
	c.span(false, "tijd.los_binnen_uren", t.LosBinnenUren, bounds{1, 336})
	c.span(false, "tijd.maximum_per_dag", t.MaximumPerDag, bounds{1, 50})
}

func (c *profielChecker) closingDays(days []Date) {
	for i, d := range days {
		switch {
		case !d.valid() || d.Year < 2000 || d.Year > 2100:
			c.add("tijd.sluitingsdagen", "must be days of the form 2026-05-15, from 2000 to 2100")
		case slices.Index(days, d) < i:
			c.add("tijd.sluitingsdagen", "%s stands more than once", d)
		}
	}
}

func (c *profielChecker) traject() {
	t, on := c.p.Traject, c.p.Modules.Trajectsignalen
	c.span(on, "traject.signaal_vanaf", t.SignaalVanaf, bounds{2, 100})
	for i, code := range t.Verblijf {
		if !slices.Contains(verblijfCodes[:], code) || slices.Index(t.Verblijf, code) < i {
			c.add("traject.verblijf_hulpvormen", "must name \"11\", \"12\", \"13\" or \"14\", each once, not %q", code)
		}
	}
	c.row("traject.uitstroom_na", t.UitstroomNa, bounds{1, 100}, true)
	c.span(on, "traject.uitstroom_erbij_punten", t.UitstroomErbij, bounds{0, 100})
	c.span(on, "traject.gezinsvorm_meer_dan_procent", t.GezinsvormProcent, bounds{0, 100})
	c.span(on, "traject.veel_vanaf", t.Veel, bounds{2, 100})
}

// verblijfCodes are the hulpvormen with stay of the CBS protocol.
var verblijfCodes = [...]string{"11", "12", "13", "14"}

func (c *profielChecker) gewichten() {
	c.perLevel("caseload_gewichten", c.p.Gewichten, 20)
	for _, n := range c.p.Niveaus {
		if _, ok := c.p.Gewichten[n]; !ok && n.weight() >= 0 {
			c.add("caseload_gewichten."+string(n), "is missing: every level needs points")
		}
	}
}

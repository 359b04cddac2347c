package procesregie

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// ProfielProblem is one thing that is wrong with a profile: the key as it stands in
// the file, dotted (maximum.maanden.licht), and an English sentence that says what
// is wrong and what is right.
type ProfielProblem struct{ Key, Text string }

// CheckProfiel returns every problem of a profile at once, in the order of the file;
// none when the profile can be used. A number of a module that is off may be left
// out; one that is there must be in range. The ranges, both ends included:
//
//	naam                              1–40 small letters, digits and dashes
//	maximum.maanden.*                 1–60 months; VPR has none (RN-7)
//	maximum.vragen_voor               1–26 weeks, descending, at most 10
//	evaluatie.maanden                 1–24
//	evaluatie.herinner_weken          1–26, descending, at most 10
//	*.manager_na_werkdagen            1–60
//	vpr.mdo_dagen                     7–182; reminders lie within it
//	vpr.mdo_herinner_werkdagen        1–10
//	vpr.evaluatie_weken               0–52; 0 is not set
//	vpr.evaluatie_voorstel_weken      1–52
//	vpr.startbijeenkomst_dagen        0–182; 0 is no term
//	vpr.brief_herinner_dagen          1–60
//	spoed.werkdagen                   1–30; herinner_werkdagen 1 to that, ascending
//	crisis.uren                       1–168; herinner_uren from 0 to less than that, ascending
//	tijd.los_binnen_uren              1–336; 0 is the usual 48
//	tijd.maximum_per_dag              1–50; 0 is the usual 3
//	mp_volwassenen.minimaal           1 to the number of fields
//	traject.signaal_vanaf, veel_vanaf 2–100
//	caseload_gewichten.*              1–20 points
//	bewaren.*_maanden                 1–240; toegangslog_maanden 12–240
//	bewaren.formulieren_dagen         1–30
//	taalmodel_vrije_tekst             uit while taalmodel is uit
func CheckProfiel(p Profiel) []ProfielProblem {
	c := profielChecker{p: p}
	c.names()
	c.levels()
	c.modules()
	c.own()
	c.maximum()
	c.evaluatie()
	c.vpr()
	c.spoedCrisis()
	c.tijd()
	c.mpJeugd()
	c.mpVolwassenen()
	c.traject()
	c.gewichten()
	c.bewaren()
	c.taalmodel()
	c.contacts()
	return c.problems
}

type profielChecker struct {
	p        Profiel
	problems []ProfielProblem
}

func (c *profielChecker) add(key, format string, args ...any) {
	c.problems = append(c.problems, ProfielProblem{key, fmt.Sprintf(format, args...)})
}

var namePattern = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

func (c *profielChecker) names() {
	if !namePattern.MatchString(c.p.Naam) {
		c.add("naam", "must be 1 to 40 small letters, digits and dashes")
	}
	c.text("titel", c.p.Titel, 100)
}

// text checks a text that people read: not empty, not too long, one visible line.
func (c *profielChecker) text(key, text string, most int) {
	if strings.TrimSpace(text) == "" {
		c.add(key, "must not be empty")
	}
	c.visible(key, text, most)
}

func (c *profielChecker) visible(key, text string, most int) {
	if strings.ContainsFunc(text, func(r rune) bool {
		return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) || r == unicode.ReplacementChar
	}) {
		c.add(key, "must not hold control or invisible characters")
	}
	if n := len([]rune(text)); n > most {
		c.add(key, "must be at most %d characters, not %d", most, n)
	}
}

// allNiveaus lists the levels that there are, light to heavy.
var allNiveaus = [...]Niveau{PR, Licht, Basis, Intensief, VPR}

func (c *profielChecker) levels() {
	if len(c.p.Niveaus) == 0 {
		c.add("niveaus", "must name at least one level: PR, licht, basis, intensief or VPR")
	}
	last := -1
	for _, n := range c.p.Niveaus {
		at := slices.Index(allNiveaus[:], n)
		switch {
		case at < 0:
			c.add("niveaus", "%q is no level; the levels are PR, licht, basis, intensief and VPR", n)
		case at <= last:
			c.add("niveaus", "%q must stand once, and after lighter levels", n)
		}
		last = max(last, at)
	}
	c.levelsTogether()
}

// levelsTogether checks that the levels can stand beside each other.
func (c *profielChecker) levelsTogether() {
	if c.p.has(PR) && (c.p.has(Licht) || c.p.has(Basis) || c.p.has(Intensief)) {
		c.add("niveaus", "PR cannot stand beside licht, basis and intensief")
	}
	if len(c.p.Niveaus) == 1 && c.p.has(VPR) {
		c.add("niveaus", "VPR needs a level to scale down to")
	}
}

func (p Profiel) has(n Niveau) bool { return slices.Contains(p.Niveaus, n) }

func (c *profielChecker) modules() {
	m := c.p.Modules
	if bool(m.VPR) && !c.p.has(VPR) {
		c.add("modules.vpr", "is on, but VPR is not among the levels")
	}
	if !bool(m.VPR) && c.p.has(VPR) {
		c.add("modules.vpr", "is off, but VPR is among the levels")
	}
	if bool(m.MPChecklists) && !slices.ContainsFunc(c.p.MPJeugd, func(d Domein) bool { return bool(d.Beslist) }) {
		c.add("modules.mp_checklists", "is on, but no domain of mp_jeugd decides (beslist: ja)")
	}
}

func (c *profielChecker) own() {
	known := profielKeys()
	for i, key := range c.p.Eigen {
		switch {
		case !known[key]:
			c.add("eigen_instellingen", "%q is no key of a profile", key)
		case slices.Index(c.p.Eigen, key) < i:
			c.add("eigen_instellingen", "%q stands more than once", key)
		}
	}
}

func (c *profielChecker) taalmodel() {
	if bool(c.p.TaalmodelVrijeTekst) && !bool(c.p.Taalmodel) {
		c.add("taalmodel_vrije_tekst", "is aan, but taalmodel is uit: then nothing goes to a language model")
	}
}

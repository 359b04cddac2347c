package procesregie

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	keyPattern   = regexp.MustCompile(`^[a-z][a-z0-9_]{0,30}$`)
	phonePattern = regexp.MustCompile(`^\+?[0-9][0-9 ()-]{1,18}[0-9]$`)
)

// maxNaam is how long the name of a domain can be: the label of a field on the chat
// platform with the least room, in bytes.
const maxNaam = 24

// maxDomeinen is how many questions a checklist can have in one form.
const maxDomeinen = 20

func joinFeestdagen() string {
	names := make([]string, len(Feestdagen))
	for i, f := range Feestdagen {
		names[i] = string(f)
	}
	return strings.Join(names, ", ")
}

func (c *profielChecker) mpJeugd() {
	c.domeinen("mp_jeugd", c.p.MPJeugd)
	for _, d := range c.p.MPJeugd {
		if isMPJeugdVraag(d.Sleutel) {
			c.add("mp_jeugd."+d.Sleutel, "is a fixed question of the checklist and cannot be a domain")
		}
	}
	if c.p.Modules.MPChecklists {
		c.present("mp_jeugd", c.p.MPJeugd, mpJeugdBeslist[:])
	}
}

func (c *profielChecker) mpVolwassenen() {
	m, on := c.p.MPVolwassenen, c.p.Modules.MPChecklists
	if bool(on) || len(m.Velden) > 0 {
		c.span(true, "mp_volwassenen.minimaal", m.Minimaal, bounds{1, max(len(m.Velden), 1)})
	}
	c.domeinen("mp_volwassenen.velden", m.Velden)
	if on {
		c.present("mp_volwassenen.velden", m.Velden, []string{regievoering})
	}
}

// present checks that a list has what the decision needs.
func (c *profielChecker) present(key string, list []Domein, needed []string) {
	for _, n := range needed {
		if !slices.ContainsFunc(list, func(d Domein) bool { return d.Sleutel == n }) {
			c.add(key+"."+n, "is missing: the decision needs it")
		}
	}
}

func (c *profielChecker) domeinen(key string, list []Domein) {
	if len(list) > maxDomeinen {
		c.add(key, "must have at most %d entries", maxDomeinen)
	}
	seen := map[string]bool{}
	for i, d := range list {
		at := key + "." + d.Sleutel
		switch {
		case !keyPattern.MatchString(d.Sleutel):
			at = fmt.Sprintf("%s[%d]", key, i+1)
			c.add(at+".sleutel", "must be a word of small letters, digits and underscores, not %q", d.Sleutel)
		case seen[d.Sleutel]:
			c.add(at+".sleutel", "stands more than once")
		case d.Sleutel == "zaak":
			c.add(at+".sleutel", "is taken: zaak=… names the case")
		}
		seen[d.Sleutel] = true
		c.domein(at, d)
	}
}

func (c *profielChecker) domein(at string, d Domein) {
	c.text(at+".naam", d.Naam, maxNaam)
	if len(d.Naam) > maxNaam {
		c.add(at+".naam", "must be at most %d bytes, or it does not fit over an answer on every chat platform", maxNaam)
	}
	c.text(at+".vraag", d.Vraag, 150)
	if len(d.Kenmerken) == 0 {
		c.add(at+".kenmerken", "must have at least one item")
	}
	for i, k := range d.Kenmerken {
		c.text(fmt.Sprintf("%s.kenmerken[%d]", at, i+1), k, 300)
	}
}

func (c *profielChecker) contacts() {
	if bool(c.p.Modules.MPChecklists) || c.p.Meldcode != "" {
		if !phonePattern.MatchString(c.p.Meldcode) {
			c.add("meldcode_telefoon", "must be a telephone number such as \"0800-2000\"")
		}
	}
	c.visible("vraagbaak", c.p.Vraagbaak, 100)
}

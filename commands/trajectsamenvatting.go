package commands

import (
	"fmt"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/summary"
)

// trajectSamenvatting says which help there was, why, and whether it helped, of every young
// person in a case or of the one that is asked for (TR-3).
func trajectSamenvatting(c *Call) (Reply, error) {
	k, err := c.casus(procesregie.ZieInhoud)
	if err != nil {
		return Reply{}, err
	}
	list, err := c.samenvatten(k)
	if err != nil {
		return Reply{}, err
	}
	r := say(fmt.Sprintf("**Samenvatting van de hulp in %s**", k.Zaaknummer))
	for _, h := range list {
		for _, piece := range pieces(summary.Plain(h, c.Vandaag, 0).Tekst()) {
			r = r.part(piece)
		}
	}
	return r, nil
}

// samenvatten returns the histories in a case that are asked for: of every young person, or of
// the one of the field "jeugdige".
func (c *Call) samenvatten(k procesregie.Casus) ([]procesregie.Historie, error) {
	hulp, err := c.tx.Hulp(c.ctx, k.Zaaknummer)
	if err != nil {
		return nil, err
	}
	var list []procesregie.Historie
	for _, h := range procesregie.Geschiedenis(hulp.Leveringen()) {
		if !c.Has("jeugdige") || procesregie.ZaakKey(h.Jeugdige) == procesregie.ZaakKey(c.Text("jeugdige")) {
			list = append(list, h)
		}
	}
	return list, nil
}

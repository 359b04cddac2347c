package commands

import (
	"errors"
	"fmt"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// casus loads the case of the field "zaak" for somebody who may see it up to a
// degree. It is the only way to a case: without access there is none.
func (c *Call) casus(need procesregie.Toegang) (procesregie.Casus, error) {
	number := c.Text("zaak")
	found, err := c.tx.Casus(c.ctx, number)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return found, err
	}
	have := c.Praktijk.ToegangNu(c.Lid, found, c.Vandaag)
	if err != nil || have == procesregie.ToegangGeen {
		return procesregie.Casus{}, c.noCasus(number)
	}
	if have < need {
		return procesregie.Casus{}, &procesregie.Refusal{Field: "zaak", Text: fmt.Sprintf(
			"%s is een casus van %s. Alleen de procesregisseur, de duo-partner, de gedragswetenschapper en de manager zien de inhoud. Vraag het @%s.",
			found.Zaaknummer, c.naam(found.Regisseur), found.Regisseur)}
	}
	return found, nil
}

func (c *Call) noCasus(number string) error {
	return &procesregie.Refusal{Field: "zaak", Text: fmt.Sprintf(
		"Ik ken geen casus %s bij jou. Controleer het nummer met: casus lijst, of maak de casus met: casus nieuw zaak=%s.", number, bot.Quote(number))}
}

// eigen loads the case of the field "zaak" for somebody who may change it.
func (c *Call) eigen() (procesregie.Casus, error) { return c.casus(procesregie.ToegangVolledig) }

// openEigen is [Call.eigen] for a change that only an open case takes.
func (c *Call) openEigen() (procesregie.Casus, error) {
	k, err := c.eigen()
	if err != nil {
		return k, err
	}
	return k, procesregie.MustBeOpen(k)
}

// mayOpen checks before a form opens that its case can be changed, so that nobody
// fills in what will be refused.
func (c *Call) mayOpen() error {
	if c.route.sub.New || !c.Has("zaak") {
		return nil
	}
	if c.route.sub.Reads || c.route.sub.Card {
		_, err := c.casus(procesregie.ToegangKaart)
		return err
	}
	_, err := c.openEigen()
	return err
}

// zichtbaar returns the cases of the team that the asker may see up to a degree.
func (c *Call) zichtbaar(need procesregie.Toegang, filter store.Filter) ([]procesregie.Casus, error) {
	filter.Team = c.Lid.Team
	all, err := c.tx.Casussen(c.ctx, filter)
	if err != nil {
		return nil, err
	}
	var list []procesregie.Casus
	for _, k := range all {
		if c.Praktijk.ToegangNu(c.Lid, k, c.Vandaag) >= need {
			list = append(list, k)
		}
	}
	return list, nil
}

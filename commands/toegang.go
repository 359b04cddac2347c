package commands

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// casus loads the case of the field "zaak" for somebody who may do something with it,
// and notes it for the access log. It is the only way to a case: without access there
// is none, and of a case that is only looked at there is no more than may be seen.
func (c *Call) casus(d procesregie.Daad) (procesregie.Casus, error) {
	number := c.Text("zaak")
	found, err := c.tx.Casus(c.ctx, number)
	if errors.Is(err, store.ErrNotFound) {
		c.sought()
		return procesregie.Casus{}, c.noCasus(number)
	}
	if errors.Is(err, store.ErrUnreadable) {
		return procesregie.Casus{}, c.damaged(number)
	}
	if err != nil {
		return procesregie.Casus{}, err
	}
	ok, have := c.Praktijk.Mag(c.Lid, d, found, c.At)
	if !ok && (d != procesregie.VraagNood || have.Tot == procesregie.ToegangGeen) { // of noodtoegang the rule says why not
		c.denied(found, have)
		c.intend(changes(d))
		return procesregie.Casus{}, c.mayNot(d, found, have)
	}
	c.looked(found, have)
	c.intend(changes(d))
	if changes(d) {
		return found, nil
	}
	return found.Zichtbaar(have.Tot), nil
}

// changes reports whether something is done for which the whole case is needed, to
// store it again.
func changes(d procesregie.Daad) bool {
	return slices.Contains([]procesregie.Daad{procesregie.Wijzig, procesregie.Meld, procesregie.RondAf, procesregie.Draag, procesregie.VraagNood}, d)
}

// mayNot says why not, and the way on. Of a case of another team nothing is said.
func (c *Call) mayNot(d procesregie.Daad, k procesregie.Casus, have procesregie.Recht) error {
	if have.Tot == procesregie.ToegangGeen {
		return c.noCasus(c.Text("zaak"))
	}
	who := fmt.Sprintf("%s is een casus van %s. ", k.Zaaknummer, c.naam(k.Regisseur))
	switch {
	case d == procesregie.ZieLogboek:
		who = fmt.Sprintf("Het logboek van %s zien de procesregisseur, de duo-partner, de gedragswetenschapper, de manager en de functionaris gegevensbescherming.", k.Zaaknummer)
	case have.Grond == procesregie.GrondNood:
		who += fmt.Sprintf("Met noodtoegang mag je lezen, niet veranderen of meenemen. Vraag het @%s.", k.Regisseur)
	case d == procesregie.Draag && have.Tot == procesregie.ToegangVolledig:
		who += "Wie vervangt, draagt niet over en kiest geen duo-partner. Dat doen de procesregisseur, de duo-partner, de gedragswetenschapper en de manager."
	case have.Grond == procesregie.GrondCrisiscontact:
		who += fmt.Sprintf("Als crisiscontact lees je mee en zeg je wat er is gedaan: melding klaar zaak=%s. Wijzigen doet @%s.", k.Zaaknummer, k.Regisseur)
	default:
		who += fmt.Sprintf("Alleen de procesregisseur, de duo-partner, de gedragswetenschapper en de manager zien de inhoud. Vraag het @%s.", k.Regisseur)
		if ok, _ := c.Praktijk.Mag(c.Lid, procesregie.VraagNood, k, c.At); ok && !changes(d) {
			who += fmt.Sprintf(" Kan het niet wachten? Typ: casus noodtoegang zaak=%s", k.Zaaknummer)
		}
	}
	return &procesregie.Refusal{Field: "zaak", Text: who}
}

func (c *Call) noCasus(number string) error {
	text := fmt.Sprintf("Ik ken geen casus %s bij jou. Controleer het nummer, of vraag het de manager van je team.", number)
	if slices.Contains(openers, c.Lid.Rol) {
		text = fmt.Sprintf("Ik ken geen casus %s bij jou. Controleer het nummer met: casus lijst, of maak de casus met: casus nieuw zaak=%s.", number, bot.Quote(number))
	}
	return &procesregie.Refusal{Field: "zaak", Text: text}
}

// damaged says that a case of the team cannot be read, and of a case of another team
// nothing. Who may see it cannot be found out: that is in what cannot be read.
func (c *Call) damaged(number string) error {
	if _, err := c.tx.Casussen(c.ctx, store.Filter{Team: c.Lid.Team}); err != nil {
		return err
	}
	ours := slices.ContainsFunc(c.tx.Unreadable(), func(zaak string) bool { return procesregie.ZaakKey(zaak) == procesregie.ZaakKey(number) })
	c.logDamaged()
	if !ours {
		c.sought()
		return c.noCasus(number)
	}
	return &procesregie.Refusal{Field: "zaak", Text: fmt.Sprintf(
		"De gegevens van %s kunnen niet worden gelezen. Kijk in het dossier wat er moet gebeuren, en meld het nu de beheerder.", number)}
}

// eigen loads the case of the field "zaak" for somebody who may change it.
func (c *Call) eigen() (procesregie.Casus, error) { return c.casus(procesregie.Wijzig) }

// openEigen is [Call.eigen] for a change that only an open case takes.
func (c *Call) openEigen() (procesregie.Casus, error) {
	k, err := c.eigen()
	if err != nil {
		return k, err
	}
	return k, procesregie.MustBeOpen(k)
}

// stands returns the case of the field "zaak" as it is stored, for who may change it; false
// when there is none, or none that can be read. Nothing of it may be shown: it is not noted.
func (c *Call) stands() (procesregie.Casus, bool) {
	found, err := c.tx.Casus(c.ctx, c.Text("zaak"))
	if err != nil {
		return found, false
	}
	may, _ := c.Praktijk.Mag(c.Lid, procesregie.Wijzig, found, c.At)
	return found, may
}

// kent reports whether somebody may know that there is a case with this number.
func (c *Call) kent(number string) (bool, error) {
	k, err := c.tx.Casus(c.ctx, number)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrUnreadable) {
		return false, nil
	}
	ok, _ := c.Praktijk.Mag(c.Lid, procesregie.ZieKaart, k, c.At)
	return ok && err == nil, err
}

// vrij refuses a number that is taken, without telling of another team's case.
func (c *Call) vrij(number string) error {
	_, err := c.tx.Casus(c.ctx, number)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil && !errors.Is(err, store.ErrUnreadable) {
		return err
	}
	known, err := c.kent(number)
	if err != nil {
		return err
	}
	c.sought()
	if known {
		return &procesregie.Refusal{Field: "zaak", Text: fmt.Sprintf("Het nummer %s kan niet nieuw worden geopend. Controleer het nummer, of bekijk de casus met: casus toon zaak=%s.", number, number)}
	}
	return &procesregie.Refusal{Field: "zaak", Text: fmt.Sprintf("Het nummer %s kun je niet gebruiken. Controleer het nummer, of vraag het de beheerder.", number)}
}

// toegang returns how much of a case the asker may see now.
func (c *Call) toegang(k procesregie.Casus) procesregie.Toegang {
	return c.Praktijk.Recht(c.Lid, k, c.At).Tot
}

// mayOpen checks before a form opens that its case can be changed, so that nobody
// fills in what will be refused.
func (c *Call) mayOpen() error {
	if c.route.sub.New || !c.Has("zaak") {
		return nil
	}
	switch d := c.route.sub.Daad; {
	case d != "":
		_, err := c.casus(d)
		return err
	case c.route.sub.Reads:
		_, err := c.casus(procesregie.ZieKaart)
		return err
	}
	_, err := c.openEigen()
	return err
}

// zichtbaar returns the cases of the team with which the asker may do something, and
// which a command wants to show; keep nil: all of them. What more than the card of a
// case is shown is noted for the access log.
func (c *Call) zichtbaar(d procesregie.Daad, filter store.Filter, keep func(procesregie.Casus) bool) ([]procesregie.Casus, error) {
	filter.Team = c.Lid.Team
	all, err := c.tx.Casussen(c.ctx, filter)
	if err != nil {
		return nil, err
	}
	c.searched()
	var list []procesregie.Casus
	for _, k := range all {
		ok, have := c.Praktijk.Mag(c.Lid, d, k, c.At)
		if !ok || keep != nil && !keep(k) {
			continue
		}
		if d != procesregie.ZieKaart {
			c.looked(k, have)
		}
		list = append(list, k.Zichtbaar(have.Tot))
	}
	return list, nil
}

// magNog reports whether the asker may see the content of a case by now, some time after the
// call, and what is chosen there about the language model. False when they left, or it was erased.
func (c *Call) magNog(ctx context.Context, number string) (may bool, keuze ModelKeuze, err error) {
	err = c.app.store.View(ctx, func(tx *store.Tx) error {
		lid, err := member(ctx, tx, c.req.From)
		if err != nil {
			return err
		}
		praktijk, err := tx.Praktijk(ctx, lid.Team)
		if err != nil {
			return err
		}
		k, err := tx.Casus(ctx, number)
		if err != nil {
			return err
		}
		may, _ = praktijk.Mag(lid, procesregie.ZieInhoud, k, c.At)
		keuze = ModelKeuze{bool(praktijk.Profiel.Taalmodel), k.GeenAI}
		return nil
	})
	if errors.Is(err, store.ErrNotFound) || isForPeople(err) {
		return false, keuze, nil
	}
	return may && err == nil, keuze, err
}

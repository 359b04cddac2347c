package commands

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// hulpIn returns what is known of the help in a case that was opened by [Call.casus]. It is the
// only way to it.
func (c *Call) hulpIn(k procesregie.Casus) (procesregie.Hulp, error) {
	h, err := c.tx.Hulp(c.ctx, k.Zaaknummer)
	if errors.Is(err, store.ErrUnreadable) {
		c.app.log.LogAttrs(c.ctx, slog.LevelError, "the help in a casus cannot be read: it was damaged or sealed with another key; restore it from a backup", slog.String("casus", k.Zaaknummer))
		return h, &procesregie.Refusal{Field: "zaak", Text: fmt.Sprintf("De gegevens over de hulp in %s kunnen niet worden gelezen. Meld het nu de beheerder.", k.Zaaknummer)}
	}
	return h, err
}

// eigenHulp loads the case of the field "zaak", which must be open, with its help, for somebody
// who may change it.
func (c *Call) eigenHulp() (procesregie.Casus, procesregie.Hulp, error) {
	k, err := c.openEigen()
	if err != nil {
		return k, procesregie.Hulp{}, err
	}
	h, err := c.hulpIn(k)
	return k, h, err
}

// saveHulp stores the help in a case, in this transaction, and notes it for the access log. Its
// signals are looked at then (TR-1, TR-2).
func (c *Call) saveHulp(k procesregie.Casus, h procesregie.Hulp) error {
	c.wrote(k)
	c.about(k, "hulp")
	return c.tx.SaveHulp(c.ctx, h)
}

// gevraagd returns the histories that are asked for: of every young person, or of the one of
// the field "jeugdige".
func (c *Call) gevraagd(k procesregie.Casus, all []procesregie.Historie) ([]procesregie.Historie, error) {
	if !c.Has("jeugdige") {
		return all, nil
	}
	var codes []string
	for _, h := range all {
		if procesregie.ZaakKey(h.Jeugdige) == procesregie.ZaakKey(c.Text("jeugdige")) {
			return []procesregie.Historie{h}, nil
		}
		codes = append(codes, h.Jeugdige)
	}
	return nil, &procesregie.Refusal{Field: "jeugdige", Text: fmt.Sprintf("Ik ken geen hulp van %s bij %s. Wel van: %s.", shorten(c.Text("jeugdige")), k.Zaaknummer, procesregie.List(codes))}
}

// bekendeHulp returns what is known of the help in the case of a form, before its answers are
// read: what the form offers follows from it. False when no case is named, or none that the
// asker may change.
func (c *Call) bekendeHulp() (procesregie.Hulp, bool) {
	before := c.waarden
	defer func() { c.waarden = before }()
	c.waarden = map[string]string{"zaak": c.genoemd("zaak", procesregie.ValidZaak)}
	k, ok := c.stands()
	if !ok || !k.IsOpen() {
		return procesregie.Hulp{}, false
	}
	c.looked(k, c.Praktijk.Recht(c.Lid, k, c.At))
	h, err := c.hulpIn(k)
	return h, err == nil
}

// genoemd returns what was answered to a field on the line or in the form, before it is read:
// by its name, or the first bare word that can be it, or in the form that opens again; "" when
// nothing was.
func (c *Call) genoemd(field string, can func(string) bool) string {
	if value := c.req.Fields[field]; value != "" {
		return value
	}
	for _, w := range c.route.words {
		if w.Key == field || w.Key == "" && can(w.Value) {
			return w.Value
		}
	}
	return c.vanToen()[field]
}

// vanToen are the answers that are kept of the form, when it opens again without a case named.
func (c *Call) vanToen() map[string]string {
	other := func(w bot.Word) bool { return w.Key == freshKey || w.Key == "zaak" || procesregie.ValidZaak(w.Value) }
	if c.req.Fields != nil || slices.ContainsFunc(c.route.words, other) {
		return nil
	}
	fields, at, err := c.kept()
	if err != nil || c.At.Sub(at) > c.draftLife() {
		return nil
	}
	return fields
}

// trajectKnoppen are the ways on from the help in a case, of one young person where only that
// one is shown.
func (c *Call) trajectKnoppen(r Reply, k procesregie.Casus, here string) Reply {
	rest := " zaak=" + k.Zaaknummer
	if c.Has("jeugdige") {
		rest += " jeugdige=" + bot.Quote(c.Text("jeugdige"))
	}
	for _, b := range [][2]string{{"Trajecten", "toon"}, {"Samenvatting", "samenvatting"}, {"Tijdlijn", "tijdlijn"}} {
		if b[1] != here {
			r = r.button(b[0], "traject "+b[1]+rest)
		}
	}
	if here == "toon" && k.IsOpen() && c.toegang(k) == procesregie.ToegangVolledig {
		r = r.button("Nieuw traject", "traject nieuw"+rest).button("Traject beëindigen", "traject einde"+rest)
	}
	return r
}

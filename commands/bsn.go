package commands

import (
	"context"
	"strings"

	"github.com/regiebot/regiebot/bot"
	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// guardBSN refuses a number that may be a BSN, wherever it stands. A number that
// stands where a zaaknummer belongs and is one of the team is no BSN.
func (c *Call) guardBSN() error {
	zaak := map[string]bool{}
	for _, v := range c.velden {
		zaak[v.Naam] = v.Soort == soortZaak
	}
	known, failure := c.knownZaak()
	found := c.wordsHoldBSN(zaak, known) || c.fieldsHoldBSN(zaak, known)
	if *failure != nil {
		return *failure
	}
	if found {
		return errBSN()
	}
	return nil
}

func errBSN() error {
	return bot.Mistakef("Hierin staat een nummer dat een BSN kan zijn. Ik heb niets opgeslagen. Haal je bericht weg en gebruik alleen het zaaknummer.")
}

// neverEcho replaces the answer to a line that cannot be understood when the line may
// hold a BSN: what somebody typed is otherwise said back.
func (a *App) neverEcho(ctx context.Context, req bot.Request, cause error) error {
	err := a.store.View(ctx, func(tx *store.Tx) error {
		c, err := a.call(ctx, tx, req, route{})
		if err != nil {
			c = &Call{} // a stranger: no number is known
		}
		known, failure := c.knownZaak()
		if procesregie.FindBSNExcept(req.Line, known) {
			return errBSN()
		}
		return *failure
	})
	if err != nil {
		return err
	}
	return cause
}

// knownZaak returns what tells the zaaknummer of a case that the asker may know of, and what went wrong when
// it was asked.
func (c *Call) knownZaak() (known func(word string) bool, failure *error) {
	failure = new(error)
	return func(word string) bool {
		if c.tx == nil || !procesregie.ValidZaak(word) {
			return false
		}
		known, err := c.kent(word)
		if err != nil {
			*failure = err
		}
		return known
	}, failure
}

// wordsHoldBSN looks in each word that can be a zaaknummer, and in all that was said
// beside those together: a number that is cut up by spaces is seen whole.
func (c *Call) wordsHoldBSN(zaak map[string]bool, known func(string) bool) bool {
	var spoken []string
	found := false
	for _, w := range c.route.words {
		if w.Key == "" || zaak[w.Key] {
			found = found || procesregie.FindBSNExcept(w.Value, known)
		}
		if !zaak[w.Key] {
			spoken = append(spoken, w.Value)
		}
	}
	return found || procesregie.FindBSNExcept(oneLine(strings.Join(spoken, " ")), known)
}

func (c *Call) fieldsHoldBSN(zaak map[string]bool, known func(string) bool) bool {
	for name, value := range c.req.Fields {
		if zaak[name] && procesregie.FindBSNExcept(value, known) || !zaak[name] && procesregie.FindBSN(oneLine(value)) {
			return true
		}
	}
	return false
}

// oneLine writes what can stand between the digits of a number as one kind of sign, so
// that a BSN is seen however it is cut up.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("\n\r\t,;+'*|", r) {
			return ' '
		}
		return r
	}, text)
}

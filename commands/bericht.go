package commands

import (
	"encoding/json"
	"fmt"

	"github.com/regiebot/regiebot/procesregie"
	"github.com/regiebot/regiebot/store"
)

// tell puts a message to a colleague into the outbox, in the transaction of the
// change that causes it. Nothing is sent to nobody, or to who did it.
func (c *Call) tell(gebruiker string, k procesregie.Casus, m Reply, rules ...string) error {
	if gebruiker == "" || gebruiker == c.Lid.Gebruiker {
		return nil
	}
	var about []string
	if k.Zaaknummer != "" {
		about, m.Preview = []string{k.Zaaknummer}, "Bericht over "+k.Zaaknummer
	}
	body, err := json.Marshal(m.Message)
	if err != nil {
		return fmt.Errorf("message to a colleague: %w", err)
	}
	c.stirs = true
	key := fmt.Sprintf("%s/bericht/%d/%s/%s", procesregie.ZaakKey(k.Zaaknummer), c.At.UnixMilli(), c.line(), gebruiker)
	return c.tx.Enqueue(c.ctx, store.Post{
		Key: key, Aan: gebruiker, Message: body, Keys: []string{key}, Zaken: about, Regels: rules, NotBefore: c.At, CreatedAt: c.At,
	})
}

// tellOther tells the other consulent of a VPR what was changed (VPR-3).
func (c *Call) tellOther(k procesregie.Casus, what string) error {
	for _, name := range []string{k.Duo, k.Regisseur} {
		if k.Niveau() != procesregie.VPR && name == k.Duo {
			continue
		}
		m := say(fmt.Sprintf("**%s**: %s", k.Zaaknummer, what), "Vastgelegd door "+c.naam(c.Lid.Gebruiker)+".").
			button("Casus bekijken", "casus toon zaak="+k.Zaaknummer)
		if err := c.tell(name, k, m, "VPR-3"); err != nil {
			return err
		}
	}
	return nil
}

// save stores a case, with its reminders, in this transaction, and notes it for the
// access log.
func (c *Call) save(k procesregie.Casus) error {
	c.wrote(k)
	return c.tx.SaveCasus(c.ctx, k)
}
